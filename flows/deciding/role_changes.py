"""Who comes into a case and who leaves it: each change is one of channel, access and screens at once."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.access.candidates import first_named, hr_to_ask, is_colleague
from flows.access.rules import NOT_YOUR_STEP, may_decide, require
from flows.case.case import Case, Participant, Record, Role
from flows.case.reasons import require_reason
from flows.case.severity import LEVELS
from flows.deciding.surfaces import everywhere
from flows.effects import Alert, Decided, Effect, Invite, KeepCalendar, Refused, Remove, Show, Tell
from flows.people.organisation import Context
from flows.procedure.due_times import meeting_start
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import WHOLE_CASE, is_for_one_step, owner_of
from flows.words import N_


def joined(case: Case, person: str, role: Role, ctx: Context) -> Decided[Case]:
    """The person has that part from now on, whatever they had before."""
    present = next((p for p in case.people.participants if p.person == person), None)
    if present:
        new = replace(present, role=role)
        changed = replace(
            case,
            people=replace(
                case.people, participants=tuple(new if p is present else p for p in case.people.participants)
            ),
        )
        return changed, (Tell(person, "joined"), *_moved_meetings(changed, ctx), *everywhere(changed))
    new = Participant(person, role, ctx.now)
    former = tuple(p for p in case.people.former if p.person != person)
    changed = replace(
        case, people=replace(case.people, participants=(*case.people.participants, new), former=former)
    )
    invited = (Invite((person,)),) if case.channel else ()
    moved = _moved_meetings(changed, ctx) if role != "union" else ()
    return changed, (*invited, Tell(person, "joined"), *moved, *everywhere(changed))


def left(case: Case, person: str, ctx: Context) -> Decided[Case]:
    """The person has no part from now on: no channel, no access, nothing of it on their Home tab."""
    gone = next((p for p in case.people.participants if p.person == person), None)
    if gone is None:
        return case, ()
    ended = replace(gone, left_at=ctx.now, is_in_channel=False)
    staying = tuple(p for p in case.people.participants if p is not gone)
    changed = replace(
        case, people=replace(case.people, participants=staying, former=(*case.people.former, ended))
    )
    removed = (Remove(person),) if case.channel and not case.ending.archived_at else ()
    return changed, (*removed, Show("home", person), *_moved_meetings(changed, ctx), *everywhere(changed))


def _moved_meetings(case: Case, ctx: Context) -> tuple[Effect, ...]:
    """Meetings to come that stand in the calendar of somebody who has left go to the new owner's."""
    starts = {step.key: meeting_start(case, step.key) for step in procedure_of(case).steps}
    return tuple(KeepCalendar(key) for key, start in starts.items() if start and start > ctx.now)


def handed_over(case: Case, event: ev.HandedOver, ctx: Context) -> Decided[Case]:
    """The leader's part, or one step, goes to another colleague; the employee is told who it is."""
    require(event.by, "hand_over", case)
    return _step_handed_over(case, event, ctx) if event.step else part_handed_over(case, event, ctx)


def part_handed_over(case: Case, event: ev.HandedOver, ctx: Context) -> Decided[Case]:
    """The leader's part goes to another colleague, for good or for a while."""
    held = case.role_of(event.to)
    is_back = held == "leader" and not event.is_for_good
    is_taken = held in {"employee", "representative", "hr", "union"} or is_back
    if is_taken or event.to in {event.by, *case.people.excluded} or not is_colleague(event.to, ctx):
        # One sentence for all, or trying would tell who is kept out.
        raise Refused(N_("That person cannot take it over. Choose another colleague."))
    known = case
    if is_for_one_step(case, event.to):
        known = case.with_records(Record(*WHOLE_CASE, event.to, ctx.now))
    changed, effects = joined(known, event.to, "leader" if event.is_for_good else "deputy", ctx)
    if changed == case:
        return case, ()
    ending: tuple[Role, ...] = ("leader", "deputy") if event.is_for_good else ("deputy",)
    for person in case.with_role(*ending):
        if person != event.to and (event.is_for_good or not is_for_one_step(case, person)):
            changed, more = left(changed, person, ctx)
            effects = (*effects, *more)
    return changed, (*effects, Tell(case.employee, "taken-over", event.to))


def _step_handed_over(case: Case, event: ev.HandedOver, ctx: Context) -> Decided[Case]:
    """One step goes to a colleague, who comes in for it where they have no part. The rest stays."""
    found = procedure_of(case).step(event.step)
    if found is None or not may_decide(event.by, event.step, case) or case.decision(event.step):
        raise Refused(NOT_YOUR_STEP)
    held = case.role_of(event.to)
    is_taken = held in {"employee", "union"} or event.to == owner_of(case, found)
    if is_taken or event.to in {event.by, *case.people.excluded} or not is_colleague(event.to, ctx):
        raise Refused(N_("That person cannot take it over. Choose another colleague."))
    given = Record(event.step, "taken", event.to, ctx.now, {"from": event.by})
    changed, effects = case, everywhere(case)
    if held is None:
        changed, effects = joined(case, event.to, "deputy", ctx)
    told = Tell(case.employee, "step-taken", event.step)
    return changed.with_records(given), (*effects, told)


def taken_back(case: Case, event: ev.TakenBack, ctx: Context) -> Decided[Case]:
    """The leader has the case again, and the deputies go. Raises Refused."""
    require(event.by, "take_back", case)
    if not case.with_role("deputy"):
        raise Refused(N_("Nobody stands in for you in this case."))
    return _without_deputies(case, event.by, ctx)


def person_back(case: Case, event: ev.PersonBack, ctx: Context) -> Decided[Case]:
    """Whoever stepped in while the leader was away leaves when the leader is back."""
    person = event.person
    if case.role_of(person) != "leader" or case.ending.closed_at or case.ending.withdrawn_at:
        return case, ()
    deputies, stood_in = case.with_role("deputy"), case.record("help", "stands_in")
    ended = case.record("help", "stood_down")
    is_standing = stood_in is not None and (ended is None or ended.at < stood_in.at)
    if not deputies or not is_standing:
        # Whoever was asked to stand in reads that it is over; whom the leader chose stays.
        return case, (Show("messages"),)
    changed, effects = _without_deputies(case, person, ctx)
    return changed, (*effects, Tell(person, "back", deputies[0]))


def _without_deputies(case: Case, leader: str, ctx: Context) -> Decided[Case]:
    """The deputies' part ends, and the employee is told who has the case again."""
    ended = Record("help", "stood_down", leader, ctx.now)
    changed = case.with_records(ended)
    effects: tuple[Effect, ...] = ()
    for person in case.with_role("deputy"):
        changed, more = left(changed, person, ctx)
        effects = (*effects, *more)
    return changed, (*effects, Tell(case.employee, "taken-over", leader))


def person_left(case: Case, event: ev.PersonLeft, ctx: Context) -> Decided[Case]:
    """Somebody does not work here any more. What was theirs goes to the next who can have it."""
    person = event.person
    role = case.role_of(person)
    if role is None or role == "employee":
        return case, ()
    changed, effects = left(case, person, ctx)
    if case.ending.withdrawn_at or case.ending.archived_at:
        return changed, effects
    new, its_role = _successor(changed, role, ctx)
    is_alone = not any(p.role not in {"employee", "union"} for p in changed.people.participants)
    if not new and (is_alone or role in {"leader", "representative"}):
        return changed, (*effects, Alert("nobody-left", role))
    if not new:
        return changed, effects
    after, more = joined(changed, new, its_role, ctx)
    return after, (*effects, *more, Tell(case.employee, "taken-over", new))


SUCCESSORS: dict[Role, tuple[Role, ...]] = {
    "leader": ("deputy", "next_leader"),
    "next_leader": ("next_leader",),
    "representative": ("representative",),
}
"""As what somebody is named who takes the place of one who has left; after a leader, HR."""


def _successor(case: Case, role: Role, ctx: Context) -> tuple[str, Role]:
    """Who takes the place of one who has left, and as what; "" where nobody does."""
    if role == "leader" and (deputies := case.with_role("deputy")):
        return deputies[0], "leader"
    if role not in SUCCESSORS:
        return "", role
    if found := first_named(case, ctx, *SUCCESSORS[role]):
        return found, role
    return ("", role) if role == "representative" else (first_named(case, ctx, "hr"), "hr")


def union_invited(case: Case, event: ev.Invited, ctx: Context) -> Decided[Case]:
    """The employee brings a union representative in. Raises Refused."""
    require(event.by, "invite_union", case)
    if not is_colleague(event.person, ctx):
        raise Refused(N_("Choose a colleague who uses Slack."))
    if event.person in case.people.excluded:
        raise Refused(N_("You have kept this person out. Choose someone else."))
    if case.role_of(event.person) is not None:
        raise Refused(N_("That person is in the case already."))
    return joined(case, event.person, "union", ctx)


def help_asked(case: Case, event: ev.HelpAsked, ctx: Context) -> Decided[Case]:
    """The representative or HR is asked for help; one who is missing is brought in or invited."""
    require(event.by, "ask_help", case)
    record = Record("help", event.role, event.by, ctx.now)
    changed = case.with_records(record)
    present = [person for person in case.with_role(event.role) if person != event.by]
    if present:
        return changed, tuple(Tell(person, "help-asked", event.by) for person in present)
    if event.role == "hr":
        asked = hr_to_ask(case, ctx)
        if not asked:
            raise Refused(N_("Nobody of HR can be asked here. Call them instead."))
        return changed, tuple(Tell(p, "hr-asked") for p in asked)
    found = first_named(case, ctx, "representative")
    if not found:
        raise Refused(N_("No representative is known for the department. Ask HR instead."))
    return joined(changed, found, "representative", ctx)


def is_hr_asked(case: Case) -> bool:
    """HR is asked to join, and nobody of them has."""
    asked = case.record("help", "hr") or case.record("legal", "ask_hr")
    is_over = case.ending.withdrawn_at is not None or case.ending.archived_at is not None
    return asked is not None and not case.with_role("hr") and not is_over


def escalation_asked(case: Case, event: ev.Escalated, ctx: Context) -> Decided[Case]:
    """Somebody takes the case past the leader, with a reason. Raises Refused."""
    require(event.by, "escalate", case)
    reason = require_reason(event.reason, N_("Write a reason of at least ten characters."))
    record = Record("help", "escalated", event.by, ctx.now, {"reason": reason})
    return escalated(case.with_records(record), event.by, ctx)


def escalated(case: Case, by: str, ctx: Context) -> Decided[Case]:
    """The next leader joins, or HR where none is known; the employee is told that it was passed on."""
    told = () if by == case.employee else (Tell(case.employee, "escalated"),)
    present = case.with_role("next_leader")
    if present and by not in present:
        return case, (*(Tell(person, "help-asked", by) for person in present), *told)
    roles: tuple[Role, ...] = ("next_leader", "hr")
    for role in roles:
        if found := first_named(case, ctx, role):
            changed, effects = joined(case, found, role, ctx)
            return changed, (*effects, *told)
    if present := tuple(person for person in case.with_role("hr") if person != by):
        return case, (*(Tell(person, "help-asked", by) for person in present), *told)
    raise Refused(N_("No manager above and nobody of HR is known here. Call them instead."))


def passed_on(case: Case, by: str, ctx: Context) -> Decided[Case]:
    """As escalated, for what is not to be refused: where nobody is known, the operators find somebody."""
    try:
        return escalated(case, by, ctx)
    except Refused:
        return case, (Alert("nobody-left", "next_leader"),)


def severity_changed(case: Case, event: ev.SeverityChanged, ctx: Context) -> Decided[Case]:
    """The employee may raise it; a leader may lower it with a reason that the employee reads."""
    is_raised = LEVELS.index(event.severity) > LEVELS.index(case.report.severity)
    if event.severity == case.report.severity:
        return case, ()
    require(event.by, "raise_severity" if is_raised else "lower_severity", case)
    if not is_raised:
        require_reason(event.reason)
    values = {"from": case.report.severity, "to": event.severity, "reason": event.reason.strip()}
    record = Record("case", "severity", event.by, ctx.now, {k: v for k, v in values.items() if v})
    changed = replace(case.with_records(record), report=replace(case.report, severity=event.severity))
    told = [p.person for p in case.people.participants if p.person != event.by and p.role != "union"]
    return changed, (*(Tell(person, "severity") for person in told), *everywhere(changed))
