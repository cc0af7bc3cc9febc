"""What an event means for a case: the facts after it, and what is owed for it.

A case is its facts, and facts are only added. Whatever happens to it is an event: somebody pressed a
button, Slack answered, a minute passed. `decide` takes the case as it is, the event, and what is known of
the time and the people, and gives the case as it is afterwards with the effects that it owes. It calls
nobody and remembers nothing, so the same three always give the same two, and a test of it needs neither
database nor Slack. Who may not do the act, or cannot do it now, is told why by Refused, and nothing has
happened.

It goes in four steps. First the function of the event's type, from the table `DECIDES` at the end. Then
what follows from the new facts whoever made them so: the last step is decided, so the employee is asked
whether the case can be closed; the case has ended, so meetings without a purpose are called off. Then who
is to hear that a step has come to them or has left them, computed from who had it before and who has it
now. Last the Home tabs and earlier messages that tell something else than before.

An example. Lars decides step 3 at 10.12: "Crisis help is requested".

    before   step 3 open, step 7 blocked by it
    event    StepDecided(by Lars, "support", "crisis_help")
    after    the same case with one more Decision; step 7 is open, since that is computed
    owed     Tell(Mette, "decided", "support")   waits for the end of Lars' sitting, ten minutes at most
             Show("checklist"), Show("home", ...), Show("messages")

Mette's message is drawn when it is delivered, from the case as it is then. So nothing that is owed holds
words, and two decisions of one sitting are one message
(docs/decisions/2026-11-29-a-sitting-is-one-message.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flows import events as ev
from flows.access.rules import WITHDRAWN, is_member, require, state_of
from flows.case.case import Case, Record, with_answered, with_told
from flows.case.reminder_key import TOLD, ReminderKind
from flows.deciding import (
    channel,
    channel_guard,
    closing,
    evidence,
    meetings,
    retention,
    role_changes,
    steps,
    taking_over,
)
from flows.deciding.channel import told_when_settled
from flows.deciding.closing import REMINDERS_BEFORE_SILENCE, automatic_consequences
from flows.deciding.meetings import without_pointless_meetings
from flows.deciding.role_changes import is_hr_asked, passed_on
from flows.deciding.role_messages import with_passing
from flows.deciding.surfaces import everywhere
from flows.deciding.taking_over import NOBODY_LEFT
from flows.effects import Alert, Decided, Effect, LookAtChannel, Refused, Show, Tell
from flows.people.organisation import Context
from flows.procedure.closing_conditions import asked_at, is_silent
from flows.procedure.step_state import owner_of_key
from flows.reminders import postponing
from flows.reminders.due import claimed, due_reminders
from flows.reminders.escalation import is_nobody_left
from flows.reminders.invitations import invited_for
from flows.reminders.reminder import claimed_of
from flows.words import N_

ENDED_BY_WITHDRAWAL = (
    *(ev.StepDecided, ev.StepReopened, ev.TaskDone, ev.MeetingBooked, ev.MeetingCancelled),
    *(ev.FileOffered, ev.WordsKept, ev.EvidenceDescribed),
    *(ev.HandedOver, ev.TakenBack, ev.Invited, ev.HelpAsked, ev.InvitationAccepted, ev.InvitationDeclined),
    ev.Escalated,
    *(ev.Snoozed, ev.RemindersPaused),
    *(ev.SeverityChanged, ev.ClosingAnswered, ev.CaseClosed, ev.CaseReopened, ev.AfterwardsAnswered),
)
"""What people do to go on with a case, which its employee may have ended."""


CHANGES_WHO_TAKES_PART = (
    *(ev.HandedOver, ev.TakenBack, ev.PersonBack, ev.PersonLeft, ev.Invited, ev.HelpAsked, ev.Escalated),
    *(ev.SeverityChanged, ev.InvitationAccepted, ev.InvitationDeclined),
)
"""After these everybody may be in the channel, of whom that was waited for."""


def decide(case: Case, event: ev.CaseEvent, ctx: Context) -> Decided[Case]:
    """What the event means for the case, and what is owed for it.

    Raises Refused with the sentence for the person when the act cannot be done.
    """
    if case.ending.withdrawn_at and isinstance(event, ENDED_BY_WITHDRAWAL):
        raise Refused(WITHDRAWN)
    changed, effects = _decided(case, event, ctx)
    after, more = automatic_consequences(changed, ctx)
    last, cancelled = (
        without_pointless_meetings(after, ctx) if state_of(after) != state_of(case) else (after, ())
    )
    owed = with_passing(case, last, getattr(event, "by", ""), (*effects, *more, *cancelled), ctx)
    found = (*owed, *_homes_of_hr(case, last, ctx))
    return last, (*found, *_earlier_messages(case, last, found))


def _earlier_messages(before: Case, after: Case, found: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """Whoever is told something new reads in what they were told before how that stands now."""
    is_told = any(isinstance(effect, Tell) for effect in found)
    return (Show("messages"),) if is_told and before != after and Show("messages") not in found else ()


def _homes_of_hr(before: Case, after: Case, ctx: Context) -> tuple[Effect, ...]:
    """Everybody of HR sees that a case asks for them, and that it no longer does."""
    if is_hr_asked(before) == is_hr_asked(after):
        return ()
    return tuple(
        Show("home", person) for person in ctx.organisation.hr if person not in after.people.excluded
    )


def _decided(case: Case, event: ev.CaseEvent, ctx: Context) -> Decided[Case]:
    changed, effects = DECIDES[type(event)](case, event, ctx)
    told = told_when_settled(case, changed) if isinstance(event, CHANGES_WHO_TAKES_PART) else ()
    return changed, (*effects, *told)


def _contact_told(case: Case, event: ev.ContactTold, ctx: Context) -> Decided[Case]:
    contacts = with_told(case.people.contacts, event.person, ctx.now, is_missed=event.is_missed)
    told = (Tell(case.employee, "contact-missed", event.person),) if event.is_missed else ()
    return replace(case, people=replace(case.people, contacts=contacts)), (Show("messages"), *told)


def _contact_answered(case: Case, event: ev.ContactAnswered, ctx: Context) -> Decided[Case]:
    if event.by not in {contact.person for contact in case.people.contacts}:
        raise Refused(N_("That is no longer open."))
    changed = replace(
        case, people=replace(case.people, contacts=with_answered(case.people.contacts, event.by, ctx.now))
    )
    answered = () if changed == case else (Tell(case.employee, "contact-answered", event.by),)
    return changed, (*answered, Show("messages"))


def _mail_settled(case: Case, event: ev.MailSettled, ctx: Context) -> Decided[Case]:
    """The mail came out. When it is not known to be sent, whoever asked is told what to do."""
    if case.value("legal", "mail", "state") == event.state:
        return case, ()
    asked = case.record("legal", "ask_hr")
    record = Record("legal", "mail", "", ctx.now, {"state": event.state})
    changed = case.with_records(record)
    if event.state == "sent" or asked is None:
        return changed, (Show("messages"),)
    to = asked.by if is_member(asked.by, case) else owner_of_key(case, "legal")
    told = (Tell(to, "mail", event.state),) if to else ()
    return changed, (*told, Show("messages"))


def _withdrawn(case: Case, event: ev.Withdrawn, ctx: Context) -> Decided[Case]:
    """The employee ends the case. What was sent stays with those who have it; nothing more is asked of them.

    Danger is not ended by a button: the employer's duty to protect goes on (facts 4, the employee's rights).
    """
    if event.by != case.employee:
        raise Refused(N_("Only the employee can withdraw the case."))
    if case.ending.withdrawn_at:
        return case, ()
    require(event.by, "withdraw", case)
    if case.report.severity == "RED":
        raise Refused(N_("This case is about your safety. Talk with those who are with you before it ends."))
    told = tuple(Tell(p.person, "case-withdrawn") for p in case.people.participants if p.role != "employee")
    mine = Tell(case.employee, "case-withdrawn")
    surfaces = everywhere(case)
    return replace(case, ending=replace(case.ending, withdrawn_at=ctx.now)), (mine, *told, *surfaces)


def _time_passed(case: Case, event: ev.TimePassed, ctx: Context) -> Decided[Case]:
    """What the clock has to say to one person is claimed; the message itself is owed for all their cases.

    The channel is looked at before anything is posted there. Once somebody else is asked to step in, the
    employee reads so in what they were told before.
    """
    found = due_reminders(case, event.to, ctx, event.until)
    changed = claimed(case, found, ctx.now)
    effects: tuple[Effect, ...] = ()
    for item in found:
        changed, more = _asked(changed, item.key.kind, ctx)
        effects = (*effects, *more)
    escalated = dict.fromkeys(item.key.step for item in found if item.key.kind in {"escalation", *TOLD})
    alerts = tuple(Alert(NOBODY_LEFT, step) for step in escalated if is_nobody_left(changed, step, ctx))
    messages = (Show("messages"),) if any(item.key.kind == "escalation" for item in found) else ()
    shown = (*alerts, *((Show("checklist"),) if found and case.channel else ()), *messages)
    is_invited = not case.role_of(event.to) and any(invited_for(changed, event.to, ctx))
    looked = (LookAtChannel(case.channel),) if found and case.channel else ()
    return changed, (*looked, *effects, *shown, *((Show("home", event.to),) if found and is_invited else ()))


def _silent(case: Case, ctx: Context) -> Decided[Case]:
    """The next leader is asked to close it, when the employee has had two reminders."""
    since = asked_at(case) or ctx.now
    reminders = sum(n.at > since for n in claimed_of(case, "closing", {"closing"}))
    if reminders <= REMINDERS_BEFORE_SILENCE:
        return case, ()
    record = Record("closing", "passed_on", "", ctx.now)
    changed, effects = passed_on(case.with_records(record), case.employee, ctx)
    closers = changed.with_role("next_leader") or changed.with_role("hr")
    return changed, (*effects, *(Tell(closer, "closing-silent") for closer in closers))


def _asked(case: Case, kind: ReminderKind, ctx: Context) -> Decided[Case]:
    """What asking leads to by itself: the summary that is sent counts, and silence is passed on."""
    if kind == "summary":
        record = Record("meeting", "summary", "", ctx.now)
        return case.with_records(record), ()
    return _silent(case, ctx) if kind == "closing" and is_silent(case, ctx) else (case, ())


DECIDES: dict[type, Callable[[Case, Any, Context], Decided[Case]]] = {
    ev.ChannelOpened: channel.channel_opened,
    ev.ChannelRefused: channel.channel_refused,
    ev.MembersSeen: channel.members_seen,
    ev.ChannelSeen: channel_guard.channel_seen,
    ev.ChannelMended: channel_guard.channel_mended,
    ev.ChannelRenewed: channel_guard.channel_renewed,
    ev.StepDecided: steps.step_decided,
    ev.StepReopened: steps.step_reopened,
    ev.TaskDone: steps.task_done,
    ev.MeetingBooked: meetings.meeting_booked,
    ev.MeetingCancelled: meetings.meeting_cancelled,
    ev.MeetingSettled: meetings.meeting_settled,
    ev.ClosingAnswered: closing.closing_answered,
    ev.CaseClosed: closing.closed_in_silence,
    ev.CaseReopened: closing.case_reopened,
    ev.AfterwardsAnswered: closing.afterwards_answered,
    ev.DossierSettled: closing.dossier_settled,
    ev.ExportConfirmed: retention.export_confirmed,
    ev.HoldSet: retention.hold_set,
    ev.HoldLifted: retention.hold_lifted,
    ev.HandedOver: role_changes.handed_over,
    ev.TakenBack: role_changes.taken_back,
    ev.PersonBack: role_changes.person_back,
    ev.PersonLeft: role_changes.person_left,
    ev.Invited: role_changes.union_invited,
    ev.HelpAsked: role_changes.help_asked,
    ev.Escalated: role_changes.escalation_asked,
    ev.SeverityChanged: role_changes.severity_changed,
    ev.InvitationAccepted: taking_over.invitation_accepted,
    ev.InvitationDeclined: taking_over.invitation_declined,
    ev.FileOffered: evidence.file_offered,
    ev.FileSettled: evidence.file_settled,
    ev.WordsKept: evidence.words_kept,
    ev.EvidenceDescribed: evidence.evidence_described,
    ev.EvidenceAsked: evidence.evidence_asked,
    ev.Snoozed: postponing.snoozed,
    ev.RemindersPaused: postponing.reminders_paused,
    ev.ContactTold: _contact_told,
    ev.ContactAnswered: _contact_answered,
    ev.MailSettled: _mail_settled,
    ev.Withdrawn: _withdrawn,
    ev.TimePassed: _time_passed,
}
"""Which function decides each event of a case, with the facts before it and the context."""
