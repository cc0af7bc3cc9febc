"""What must be in order before a step, an outcome or a task: named rules, each with its sentence."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.calendar.working_time import Calendar
from flows.case.case import Case
from flows.case.severity import chosen
from flows.form import answered_part
from flows.procedure.done_parts import asked_to_report, is_employee_asked
from flows.procedure.due_times import easy_limit, police_deadline
from flows.words import N_

SUMMARY_AHEAD = timedelta(days=1)


def documentation_is_in_order(case: Case, _: datetime) -> str:
    """Document before remove: one item kept, or the employee said that it is gone or cannot be had."""
    if case.decision("document") or case.is_documented():
        return ""
    return N_("Documentation is missing. When a screenshot is in place, the step opens.")


def three_to_six_are_decided(case: Case, _: datetime) -> str:
    """The follow-up meeting asks whether the case can close, so steps 3 to 6 come first."""
    if all(case.decision(key) for key in ("support", "legal", "removal", "register")):
        return ""
    return N_("Steps 3 to 6 must be decided first.")


def the_meeting_is_prepared(case: Case, now: datetime) -> str:
    """Steps 3 to 6 are decided, and the employee has had the summary for a day."""
    if missing := three_to_six_are_decided(case, now):
        return missing
    ready = prepared_at(case)
    if ready is None:
        return N_("The summary must be sent a day before the meeting.")
    if now < ready:
        return N_("The summary has just been sent. The step opens when a day has passed.")
    return ""


def prepared_at(case: Case) -> datetime | None:
    """When the employee has had the summary for a day; None before it is sent."""
    summary = case.record("meeting", "summary")
    return summary.at + SUMMARY_AHEAD if summary else None


def registration_is_decided(case: Case, _: datetime) -> str:
    """The analysis builds on what was registered, so step 6 comes first."""
    return "" if case.decision("register") else N_("Step 6 must be decided first.")


def police_wish(case: Case) -> str:
    """The employee's newest word on a police report: yes, no, unknown, or "" when nothing was said."""
    said = case.value("legal", "wish", "answer")
    return said or answered_part(case.report.answers, "wishes", "police")


def name_consent(case: Case) -> str:
    """The employee's newest word on their name in the register: named, anonymous, or "" ."""
    said = case.value("register", "consent", "answer")
    return said or answered_part(case.report.answers, "wishes", "register")


def is_child(case: Case) -> bool:
    """The employee said that the sender is under 15."""
    return "child" in chosen(case.report.answers, "circumstances")


def advice_and_wish_are_known(case: Case, _: datetime) -> str:
    """HR's advice and the employee's view come first. In danger the report is made first.

    A sender under 15 has another way than the police, which HR knows: there the advice always comes first.
    """
    if case.report.severity == "RED" and not is_child(case):
        return ""
    if case.record("legal", "advice") is None:
        return N_("HR's advice is missing. Ask HR from the step, or write what they have told you.")
    if not police_wish(case):
        return N_("The employee's wish is missing. Ask them, and write it in the step.")
    return ""


def the_72_hours_run(case: Case, now: datetime) -> str:
    """One may wait until the 72 hours end, and no longer."""
    if now < police_deadline(case):
        return ""
    return N_("The 72 hours have ended, so it cannot wait any more. Decide what is to happen.")


def the_employee_is_asked_to_report(case: Case, _: datetime) -> str:
    """Whether they report personally is answered by those who were asked, also when they think again."""
    return "" if asked_to_report(case) else N_("There is nothing to answer any more.")


def the_sender_is_a_child(case: Case, _: datetime) -> str:
    """The other way is for a sender under 15."""
    return "" if is_child(case) else N_("That way is for a sender under 15.")


def the_police_come_first(case: Case, _: datetime) -> str:
    """In a RED case nobody writes to the sender before step 4 is decided or waits for a reason.

    That the employee is asked to report it is neither.
    """
    said = case.last_word("legal")
    if case.report.severity != "RED" or (said and said.outcome and not is_employee_asked(case)):
        return ""
    return N_("This case is about safety. Decide step 4 first, then you can ask for removal.")


def the_letter_is_checked(case: Case, now: datetime) -> str:
    """HR has read the letter that is to be sent, in its newest wording."""
    if missing := the_police_come_first(case, now):
        return missing
    draft, check = case.record("removal", "draft"), case.record("removal", "check")
    if draft is None:
        return N_("The letter is missing. Write it in the step first.")
    if check is None or check.values.get("answer") != "ok" or check.at < draft.at:
        return N_("HR must read the letter before it is sent. Ask HR from the step.")
    return ""


def there_is_a_letter(case: Case, _: datetime) -> str:
    """There is something to check."""
    return "" if case.record("removal", "draft") else N_("There is no letter to read yet.")


def it_was_asked_for(case: Case, _: datetime) -> str:
    """One looks again where removal was asked for."""
    found = case.decision("removal")
    if found and found.outcome in {"demanded", "platform", "both"}:
        return ""
    return N_("Nobody has asked for removal yet.")


def the_name_may_stand(case: Case, _: datetime) -> str:
    """An incident is registered by name only when the employee agrees."""
    if name_consent(case) == "named":
        return ""
    return N_("The employee has not agreed to their name. Choose the one without name, or ask them first.")


def easy_is_not_the_way(case: Case, _: datetime) -> str:
    """Absence, or costs that may be claimed, make EASY a duty: an incident alone is too little."""
    if easy_limit(case, Calendar()) is None:
        return ""
    return N_("There is absence, or costs that can be claimed. Then it is to be reported in EASY.")


def registered_by_name(case: Case, now: datetime) -> str:
    """An incident with the name: EASY is no duty, and the employee agrees."""
    return easy_is_not_the_way(case, now) or the_name_may_stand(case, now)


def hr_is_not_asked(case: Case, _: datetime) -> str:
    """HR is asked once; after that they are in the case or have it in their mail."""
    if case.with_role("hr"):
        return N_("HR is in the case already.")
    return N_("HR has been asked already.") if case.record("legal", "ask_hr") else ""


def they_disagree_still(case: Case, _: datetime) -> str:
    """The employee is asked once for each time that somebody calls it no harassment."""
    said, answer = case.last_word("contact"), case.record("contact", "agree")
    if said is None or said.outcome != "not_harassment":
        return N_("There is nothing to answer any more.")
    return N_("You have answered already.") if answer and answer.at >= said.at else ""


def it_can_be_done(case: Case, _: datetime) -> str:
    """A preventive action is marked as done when there is one."""
    return "" if actions(case) else N_("No action is decided yet.")


def actions(case: Case) -> tuple[dict[str, str], ...]:
    """The preventive actions: what, who and when, with `done` when somebody has said so.

    Numbered from 1 in the order in which they were decided.
    """
    decided = [(d.at, d.details) for d in case.decisions if d.step == "analyse" and d.details.get("what")]
    added = [(r.at, r.values) for r in case.records if (r.step, r.task) == ("analyse", "action")]
    found = [dict(values) for _, values in sorted((*decided, *added), key=lambda entry: entry[0])]
    for record in case.records:
        if (record.step, record.task) == ("analyse", "action_done"):
            for number, action in enumerate(found, 1):
                if record.values.get("number") == str(number):
                    action.update(_followed(record.values))
    return tuple(found)


def _followed(values: object) -> dict[str, str]:
    said = dict(values) if isinstance(values, dict) else {}
    return {"done": "yes"} if said.get("answer") == "done" else {"when": said.get("when", "")}
