"""The steps themselves: deciding one, opening it again, its tasks and its meeting."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from flows import events as ev
from flows.access.candidates import hr_to_ask
from flows.access.rules import (
    NOT_YOUR_STEP,
    NOT_YOURS,
    is_at_work,
    is_member,
    is_owner,
    may_decide,
    may_do,
    require,
    why_not_now,
)
from flows.case.case import Case, Decision, Record
from flows.case.reasons import require_reason
from flows.deciding.role_changes import escalated, part_handed_over, passed_on
from flows.deciding.sittings import word_told
from flows.deciding.surfaces import everywhere, homes, in_channel
from flows.effects import (
    Decided,
    Effect,
    Refused,
    SendMail,
    Show,
    Tell,
)
from flows.people.organisation import Context
from flows.procedure.done_parts import OWN_REPORT, is_employee_asked
from flows.procedure.due_times import circumstances
from flows.procedure.procedure import procedure_of
from flows.procedure.registering import routes
from flows.procedure.step_state import owner_of, owner_of_key
from flows.procedure.steps import Outcome, Step, faults, is_asked
from flows.words import N_

ALREADY_DECIDED = N_("This step has just been decided. The checklist shows what.")

TO_FILL_IN = re.compile(r"\[[^\[\]\n]+\]")


def own_step(case: Case, by: str, key: str) -> Step:
    """The step, for one whose it is now. Raises Refused."""
    found = procedure_of(case).step(key)
    if found is None or not is_owner(by, key, case):
        raise Refused(NOT_YOUR_STEP)
    if not may_decide(by, key, case):
        raise Refused(why_not_now(case))
    return found


def missing_for(case: Case, step: Step, outcome: Outcome, now: datetime) -> str:
    """What the outcome waits for, as a message id; "" when it can be decided."""
    return step.gate(case, now) or outcome.gate(case, now)


def step_decided(case: Case, event: ev.StepDecided, ctx: Context) -> Decided[Case]:
    """Whoever has the step decides it, with what its outcome needs. Raises Refused."""
    found = own_step(case, event.by, event.step)
    outcome = found.outcome(event.outcome)
    if outcome is None:
        raise Refused(N_("Choose one of the outcomes."))
    earlier = case.decision(event.step)
    if earlier:
        # Sent twice it is taken once; in other words it is not, and whoever wrote them has to know.
        if earlier == _as_written(event, outcome, earlier.at):
            return case, ()
        raise Refused(ALREADY_DECIDED)
    if missing := missing_for(case, found, outcome, ctx.now):
        raise Refused(missing)
    if outcome.is_not:
        require_reason(event.reason)
    done = _decision(event, outcome, ctx)
    changed = replace(case, decisions=(*case.decisions, done))
    effects = _after_decision(changed, event, ctx)
    return _led_elsewhere(changed, event, effects, ctx)


def _decision(event: ev.StepDecided, outcome: Outcome, ctx: Context) -> Decision:
    _require_fields(outcome, event, ctx)
    return _as_written(event, outcome, ctx.now)


def _as_written(event: ev.StepDecided, outcome: Outcome, at: datetime) -> Decision:
    details = {field.key: event.details.get(field.key, "").strip() for field in outcome.fields}
    kept = {key: value for key, value in details.items() if value}
    return Decision(event.step, event.outcome, event.reason.strip(), event.by, at, kept, outcome.is_waiting)


def _require_fields(outcome: Outcome, event: ev.StepDecided, ctx: Context) -> None:
    today = ctx.now.astimezone(ctx.calendar_for(event.by).zone).date()
    for fault in faults(outcome.fields, event.details, today).values():
        raise Refused(fault)


def _after_decision(case: Case, event: ev.StepDecided | ev.StepReopened, ctx: Context) -> tuple[Effect, ...]:
    # Whoever leads the case hears what another has decided in it.
    concerned = () if event.by == case.employee else (case.employee, *case.with_role("leader"))
    told = tuple(_told_of_word(case, person, event.step, ctx) for person in concerned if person != event.by)
    return (*in_channel(case), Show("messages"), *told, *homes(case))


def _told_of_word(case: Case, person: str, key: str, ctx: Context) -> Tell:
    """What the person hears; the employee is asked at once whether they report to the police themself."""
    if key == "legal" and person == case.employee and is_employee_asked(case):
        return Tell(person, "own-report")
    return word_told(case, person, key, ctx)


def _led_elsewhere(
    case: Case, event: ev.StepDecided, effects: tuple[Effect, ...], ctx: Context
) -> Decided[Case]:
    """Some outcomes bring another person in: a deputy, or the next leader."""
    match event.step, event.outcome:
        case "contact", "taken_over":
            require(event.by, "hand_over", case)
            to = event.details.get("person", "")
            changed, more = part_handed_over(case, ev.HandedOver(event.by, to, is_for_good=False), ctx)
        case ("contact", "sent_on") | ("meeting", "disagrees"):
            changed, more = escalated(case, event.by, ctx)
        case _:
            return case, effects
    return changed, (*effects, *more)


def step_reopened(case: Case, event: ev.StepReopened, ctx: Context) -> Decided[Case]:
    """A decided step is opened again, with a reason; its history stays. Raises Refused."""
    own_step(case, event.by, event.step)
    if case.decision(event.step) is None:
        raise Refused(N_("The step is open already."))
    reason = require_reason(event.reason)
    changed = reopened(case, event.step, event.by, reason, ctx)
    return changed, _after_decision(changed, event, ctx)


def reopened(case: Case, key: str, by: str, reason: str, ctx: Context) -> Case:
    """The case with the step open again; what was decided stays in its history."""
    again = Decision(key, "", reason, by, ctx.now)
    return replace(case, decisions=(*case.decisions, again))


def task_done(case: Case, event: ev.TaskDone, ctx: Context) -> Decided[Case]:
    """What helps with a step is done, by somebody who may. Raises Refused."""
    found = procedure_of(case).step(event.step)
    task = found.task(event.task) if found else None
    if found is None or task is None:
        raise Refused(NOT_YOURS)
    if not may_do(event.by, event.step, event.task, case):
        is_now = is_at_work(event.step, case) or not is_member(event.by, case)
        raise Refused(NOT_YOURS if is_now else why_not_now(case))
    if missing := task.gate(case, ctx.now):
        raise Refused(missing)
    today = ctx.now.astimezone(ctx.calendar_for(event.by).zone).date()
    for fault in faults(task.fields, event.values, today).values():
        raise Refused(fault)
    _require_finished(case, event)
    asked = [field.key for field in task.fields if is_asked(field, event.values)]
    values = {key: event.values.get(key, "").strip() for key in asked}
    record = Record(event.step, task.key, event.by, ctx.now, {k: v for k, v in values.items() if v})
    changed = case.with_records(record)
    return _after_task(changed, event, ctx)


def _require_finished(case: Case, event: ev.TaskDone) -> None:
    """A letter is not approved while something in brackets waits to be filled in."""
    is_approved = (event.step, event.task) == ("removal", "check") and event.values.get("answer") == "ok"
    left = TO_FILL_IN.search(case.value("removal", "draft", "text")) if is_approved else None
    if left:
        raise Refused(N_("The letter still has this to fill in: {left}"), left=left.group())


def _after_task(case: Case, event: ev.TaskDone, ctx: Context) -> Decided[Case]:
    match event.step, event.task:
        case "contact", "agree":
            return _answered_not_harassment(case, event, ctx)
        case "legal", "own_report":
            return _own_report_answered(case, event, ctx)
        case "legal", "ask_hr":
            return case, (SendMail(), *hr_asked(case, ctx), *everywhere(case))
        case "removal", "draft" if not case.with_role("hr"):
            asked = Record("help", "hr", event.by, ctx.now)
            known = case.with_records(asked)
            return known, (*hr_asked(known, ctx), *everywhere(known))
    if is_easy_now(case, event):
        case = reopened(case, "register", event.by, "", ctx)
    told = _told_of_task(case, event)
    return case, (*told, *everywhere(case))


def is_easy_now(case: Case, event: ev.TaskDone) -> bool:
    """Absence, or costs that may be claimed, are told of after an incident was registered: EASY is a duty."""
    done = case.decision("register")
    is_about = event.step == "register" and event.task in {"absence", "route"}
    is_too_little = done is not None and done.outcome in {"incident", "anonymous"}
    return is_about and is_too_little and "easy" in routes(circumstances(case))


def _told_of_task(case: Case, event: ev.TaskDone) -> tuple[Effect, ...]:
    """Whom the task concerns hears of it, without what was written."""
    found = procedure_of(case).step(event.step)
    owner = owner_of(case, found) if found else ""
    match event.step, event.task:
        case "contact", "acknowledge":
            return (Tell(case.employee, "acknowledged", event.by),)
        case "meeting", "summary":
            return (Tell(case.employee, "summary"),)
        case ("legal", "advice") | ("removal", "check") if event.by != owner and owner:
            return (Tell(owner, "task-done", f"{event.step}:{event.task}"),)
        case "legal", "restraining_order":
            return (Tell(case.employee, "task-done", "legal:restraining_order"),)
        case "removal", "draft":
            return tuple(
                Tell(person, "task-done", "removal:draft")
                for person in case.with_role("hr")
                if person != event.by
            )
        case "register", "absence" if event.values.get("answer") == "yes":
            return (Tell(owner, "task-done", "register:absence"),) if owner and owner != event.by else ()
    return ()


def _own_report_answered(case: Case, event: ev.TaskDone, ctx: Context) -> Decided[Case]:
    """A yes decides the step, a no opens it again; whoever has it hears of each at once."""
    said, answer = case.last_word("legal"), event.values.get("answer", "")
    if answer == "no":
        changed = reopened(case, "legal", event.by, "", ctx)
    elif said is not None and said.is_waiting:
        yes = Decision("legal", OWN_REPORT, "", event.by, ctx.now)
        changed = replace(case, decisions=(*case.decisions, yes))
    else:
        changed = case
    owner = owner_of_key(changed, "legal")
    told = (Tell(owner, "own-report-answered", answer),) if owner else ()
    return changed, (*told, *everywhere(changed))


def _answered_not_harassment(case: Case, event: ev.TaskDone, ctx: Context) -> Decided[Case]:
    """Agreed, the case is closed; otherwise step 2 is open again and the next leader joins."""
    if event.values.get("answer") == "agree":
        closed = replace(case, ending=replace(case.ending, closed_at=ctx.now))
        told = tuple(Tell(p.person, "closed") for p in case.people.participants)
        return closed, (*told, *everywhere(closed))
    again = reopened(case, "contact", event.by, "", ctx)
    changed, more = passed_on(again, event.by, ctx)
    return changed, (*everywhere(changed), *more)


def hr_asked(case: Case, ctx: Context) -> tuple[Effect, ...]:
    """Everybody of HR who may know of the case is asked; the first who accepts has it."""
    asked = hr_to_ask(case, ctx)
    return tuple(Tell(p, "hr-asked") for p in asked)
