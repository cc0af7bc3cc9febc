"""A case as its members see it: the card, the case behind the access check, the decision."""

from __future__ import annotations

from flows.case import Case, Evidence
from flows.duties import duties, next_deadline
from flows.form import path, question
from flows.intake import REPORT
from flows.screen import (
    Button,
    Buttons,
    FormScreen,
    Heading,
    Note,
    Part,
    Quote,
    Row,
    Rule,
    Screen,
    Text,
)
from flows.screens.answers import answer_text, detail_lines, evidence_line, evidence_name
from flows.screens.duty import first_deadline, open_button, state_text
from flows.screens.review import SEVERITIES
from flows.screens.step_records import said_parts
from flows.screens.view import View
from flows.words import N_

ROLES = {
    "employee": N_("Employee"),
    "leader": N_("Leader"),
    "representative": N_("Work-environment representative"),
    "deputy": N_("Deputy"),
    "next_leader": N_("The next leader"),
    "hr": N_("HR"),
    "union": N_("Union representative"),
}


MOST_ITEMS = 60
"""A block each: with the rest they stay inside the 100 blocks of a modal."""

MOST_WITH_DETAILS = 6
"""Each item has at most eight blocks with its details."""


def card(case: Case, view: View) -> Screen:
    """The case in the channel: number, people and next deadline, nothing of the story."""
    say = view.say
    people = [Text(f"*{say(ROLES[p.role])}*: {view.name(p.person)}") for p in case.participants]
    absent = [p.person for p in case.participants if p.missing]
    first = next_deadline(case, view.ctx.organisation.calendar, view.ctx.now)
    parts: list[Part] = [
        Heading(say(N_("Case {number}"), number=case.number)),
        Text(say(SEVERITIES[case.severity])),
        *people,
    ]
    if ended := ended_text(case, view):
        parts.append(Text(ended))
    if absent:
        text = N_("{people} could not be brought into this channel and is told in a direct message.")
        parts.append(Note(say(text, people=view.names(absent))))
    if first:
        parts.append(Text(first_deadline(first, view)))
    parts.append(Note(say(N_("What is written in this channel is not read by Værn."))))
    parts.append(Buttons((view.open_case(case.id),)))
    return Screen(_notice(case, view), tuple(parts))


def _notice(case: Case, view: View) -> str:
    return view.say(N_("Case {number}"), number=case.number)


def withdrawn_text(case: Case, view: View) -> str:
    """That the case is withdrawn, and when; "" for one that is not."""
    if case.withdrawn_at is None:
        return ""
    is_own = view.viewer is not None and view.viewer.id == case.employee
    text = N_("You withdrew the case {when}.") if is_own else N_("Withdrawn by the employee {when}.")
    return view.say(text, when=view.moment(case.withdrawn_at))


def ended_text(case: Case, view: View) -> str:
    """That the case is withdrawn or closed, and when; "" for one that is open."""
    if case.closed_at and not case.withdrawn_at:
        return view.say(N_("The case was closed {when}."), when=view.moment(case.closed_at))
    return withdrawn_text(case, view)


def case_view(case: Case, view: View) -> FormScreen:
    """The whole case, behind the access check: the story, the files, who takes part and what is decided."""
    view, say = view.just_opened(), view.say
    ended = ended_text(case, view)
    parts: list[Part] = [Text(ended)] if ended else []
    parts += [Text(say(SEVERITIES[case.severity])), *answers(case, view)]
    parts += [Rule(), Text(f"*{say(N_('Documentation'))}*"), *_files(case, view)]
    parts.append(Buttons((Button(say(N_("Who has seen what")), "history", case.id),)))
    parts += [Rule(), Text(f"*{say(N_('With you'))}*")]
    parts += [Text(f"{view.name(p.person)} ({say(ROLES[p.role])})") for p in case.participants]
    parts += [Rule(), *_decisions(case, view)]
    return FormScreen(say(N_("Case {number}"), number=case.number), tuple(parts), say(N_("Close")))


def answers(case: Case, view: View) -> tuple[Part, ...]:
    """What was answered in the report, but for the people and the documentation."""
    road = path(REPORT, case.answers)
    found = [q.key for q in road if q.key in case.answers and q.kind not in {"people", "evidence"}]
    return tuple(part for key in found for part in _answer(case, key, view))


def _answer(case: Case, key: str, view: View) -> tuple[Part, ...]:
    asked = question(REPORT, key)
    if asked is None:
        return ()
    head = f"*{view.say(asked.short)}*"
    if asked.kind == "text":
        return (Text(head), Quote(str(case.answers[key])))
    return (Text(f"{head}: {answer_text(asked, case.answers[key], view)}"),)


def _files(case: Case, view: View) -> tuple[Part, ...]:
    if not case.evidence:
        return not_documented(case, view)
    shown = case.evidence[-MOST_ITEMS:]
    parts = (part for item in shown for part in (_file(case, item, view), *_details(item, shown, view)))
    return (*cut_note(case, MOST_ITEMS, view), *parts)


def _details(item: Evidence, shown: tuple[Evidence, ...], view: View) -> tuple[Part, ...]:
    """Told where there is room for those of every item; "Fortæl mere" always shows them."""
    return detail_lines(item, view) if len(shown) <= MOST_WITH_DETAILS else ()


def cut_note(case: Case, most: int, view: View) -> tuple[Part, ...]:
    """That there are more items than a modal holds."""
    text = N_("There is more than fits here. The newest is shown.")
    return (Note(view.say(text)),) if len(case.evidence) > most else ()


def not_documented(case: Case, view: View) -> tuple[Part, ...]:
    """Why there is no documentation, as it was answered."""
    asked = question(REPORT, "evidence")
    answer = case.answers.get("evidence", "")
    return (Text(answer_text(asked, answer, view)),) if asked and answer else ()


def _file(case: Case, item: Evidence, view: View) -> Row:
    if item.state != "kept" or item.received_at is None:
        return Row(evidence_line(item, view))
    line = N_("{name}, received {when}. Fingerprint {fingerprint}")
    text = view.say(
        line, name=evidence_name(item, view), when=view.dated(item.received_at), fingerprint=item.sha256
    )
    return Row(text, Button(view.say(N_("Send it to me")), "show_evidence", f"{case.id}|{item.id}"))


def _decisions(case: Case, view: View) -> tuple[Part, ...]:
    parts: list[Part] = []
    for item in duties(case, view.ctx.organisation.calendar, view.ctx.now):
        text = f"*{item.step.number}. {view.say(item.step.title)}*\n{state_text(item, view)}"
        parts.append(Row(text, open_button(item, view)))
        parts += said_parts(item.decision, view) if item.decision else ()
    return tuple(parts)


def wait(view: View) -> FormScreen:
    """Shown while the case is read, so that the modal opens inside Slack's three seconds."""
    return FormScreen("Værn", (Text(view.say(N_("One moment."))),), view.say(N_("Close")))


def sentence(text: str, view: View) -> FormScreen:
    """A modal that only says something, for example why an act was refused."""
    return FormScreen("Værn", (Text(text),), view.say(N_("Close")))
