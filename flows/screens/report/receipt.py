"""The receipt of a sent report: who is there, what happens next, and what helps until then.

It is posted when it is known who is in the channel, and follows the case. It fits a phone; what was sent and
its fingerprints are behind its button.
"""

from __future__ import annotations

from flows.access.channel import frozen
from flows.case.case import Case
from flows.procedure.procedure import procedure_of
from flows.procedure.step_state import is_undecided, step_state
from flows.screens.deadlines import deadline
from flows.screens.elements import Buttons, Note, Part, Text, to_call, to_channel
from flows.screens.terms import withdrawn_text
from flows.screens.view import View
from flows.words import N_


def receipt(case: Case, _: str, view: View) -> tuple[Part, ...]:
    """With the channel in which the others are."""
    return (_number(case, view), *_in_the_channel(case, view), *_from_here(case, view))


def no_channel(case: Case, _: str, view: View) -> tuple[Part, ...]:
    """Where Slack gave no channel."""
    others = [p.person for p in case.people.participants if p.role != "employee"]
    told = N_("I could not open a closed channel. {people} is told in a direct message instead.")
    return (
        _number(case, view),
        Text(view.say(told, people=view.names(others))),
        *_from_here(case, view),
    )


def _number(case: Case, view: View) -> Text:
    return Text(view.say(N_("Thank you. Your case has number {number}."), number=case.number))


def _in_the_channel(case: Case, view: View) -> tuple[Part, ...]:
    """Who really is in it: nobody is promised company that did not come, nor in a channel that is frozen."""
    if frozen(case) is not None:
        return ()
    say = view.say
    others = [p for p in case.people.participants if p.role != "employee"]
    here = [p.person for p in others if not p.missing]
    absent = [p.person for p in others if p.missing]
    told = N_("{people} could not come into the channel and is told in a direct message.")
    return (
        *((Text(_company(case, here, view)),) if here else ()),
        *((Text(say(told, people=view.names(absent))),) if absent else ()),
    )


def _company(case: Case, here: list[str], view: View) -> str:
    if any(p.missing for p in case.people.participants if p.role == "employee"):
        alone = N_(
            "{people} has a closed channel for the case. I could not bring you into it. I write to you."
        )
        return view.say(alone, people=view.names(here))
    company = view.say.plural(
        "{people} is with you in a closed channel.",
        "{people} are with you in a closed channel.",
        len(here),
        people=view.names(here),
    )
    if not case.channel:
        return company
    return f"{company} {view.say(N_('It is here: {channel}'), channel=to_channel(case.channel))}"


def _from_here(case: Case, view: View) -> tuple[Part, ...]:
    """What happens next, whom to call, and what not to do meanwhile."""
    say, crisis = view.say, view.ctx.organisation.crisis_help
    talk = N_("Do you need to talk to somebody? {crisis}, {phone}. {who}.")
    names = {"crisis": crisis.name, "phone": crisis.phone, "who": crisis.who_may_call}
    ended = (Text(withdrawn_text(case, view)),) if case.ending.withdrawn_at else ()
    return (
        *ended,
        *_answer(case, view),
        Text(to_call(say(talk, **names), crisis.phone)),
        Text(say(N_("Do not answer the sender, and do not delete anything."))),
        *_danger(case, view),
        *_kept(case, view),
        Buttons((view.open_case(case.id),)),
    )


def _answer(case: Case, view: View) -> tuple[Part, ...]:
    """By when who is to answer, and that it does not end there. Who is kept out is asked by nobody."""
    step = procedure_of(case).step("contact")
    item = step_state(case, step, view.ctx.organisation.calendar, view.ctx.now) if step else None
    if item is None or not is_undecided(item) or not item.owner or not view.is_here(item.owner):
        return ()
    say, who = view.say, view.first_name(item.owner)
    then = N_("If that does not happen, I ask a deputy, another manager or HR.")
    lines = [deadline(item, ANSWERS_BY, view, who=who)]
    # Once it is late, a message of its own tells who was asked.
    if not item.is_late:
        lines += [
            say(then),
            *((say(N_("Nobody whom you keep out is asked.")),) if case.people.excluded else ()),
        ]
    return (Text("\n".join(lines)),)


ANSWERS_BY = (
    N_("{who} is to answer you at the latest {when}."),
    N_("{who} was to answer you. The deadline was {when}."),
)


def _danger(case: Case, view: View) -> tuple[Part, ...]:
    if case.report.severity != "RED":
        return ()
    return (Text(to_call(view.say(N_("In danger now? Call 112. Not urgent: the police on 114.")))),)


def _kept(case: Case, view: View) -> tuple[Part, ...]:
    """How much was sent with the report; what joined the case later was told then."""
    count = sum(item.offered_at <= case.report.sent_at for item in case.evidence_kept())
    if not count:
        return ()
    text = view.say.plural(
        "{count} item is kept. Its fingerprint is in the case.",
        "{count} items are kept. Their fingerprints are in the case.",
        count,
    )
    return (Note(text),)
