"""Who takes part: the people found, chosen and kept out, and those asked to get in touch at once."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.case.case import Contact, ContactRole, with_answered, with_told
from flows.effects import CONTACT_WANTED, Decided, Refused, Show, Tell
from flows.people.organisation import Context
from flows.report.conversation import again, asking_again, shown
from flows.report.draft import Draft
from flows.words import N_

NOBODY_CHOSEN = N_("Choose at least one person who is to help you.")
PeopleEvent = ev.PersonChosen | ev.PersonKeptOut | ev.PersonLetIn | ev.PeopleFound


def people_changed(draft: Draft, event: PeopleEvent) -> Draft:
    """The draft after it. Whoever the report would reach now and would not before is asked about again."""
    changed = _changed(draft, event)
    if (changed.involved(), changed.people.kept_out) == (draft.involved(), draft.people.kept_out):
        return changed
    return replace(changed, answers={k: v for k, v in changed.answers.items() if k != "people"})


def _changed(draft: Draft, event: PeopleEvent) -> Draft:
    match event:
        case ev.PeopleFound():
            return replace(draft, people=replace(draft.people, found=event))
        case ev.PersonKeptOut():
            return _kept_out(draft, event.person)
        case ev.PersonLetIn():
            return replace(
                draft,
                people=replace(
                    draft.people, kept_out=tuple(p for p in draft.people.kept_out if p != event.person)
                ),
            )
        case ev.PersonChosen():
            return _chosen(draft, event)


def _kept_out(draft: Draft, person: str) -> Draft:
    if person == draft.person:
        raise Refused(N_("Choose someone other than yourself."))
    if not person or person in draft.people.kept_out:
        return draft
    chosen = {role: other for role, other in draft.people.chosen.items() if other != person}
    return replace(
        draft, people=replace(draft.people, kept_out=(*draft.people.kept_out, person), chosen=chosen)
    )


def _chosen(draft: Draft, event: ev.PersonChosen) -> Draft:
    if event.person == draft.person:
        raise Refused(N_("Choose someone other than yourself."))
    if event.person in draft.people.kept_out:
        raise Refused(N_("You have kept this person out. Choose someone else."))
    return replace(
        draft, people=replace(draft.people, chosen={**draft.people.chosen, event.role: event.person})
    )


def confirmed(draft: Draft) -> dict[str, str]:
    """The people by name, so that no later word of the directory changes them.

    A role in which nobody was found stays open for somebody to be found; who wants nobody has chosen so.
    """
    seen = {"leader": draft.leader(), "representative": draft.representative(), "union": draft.union()}
    return {role: person for role, person in seen.items() if person or draft.people.chosen.get(role) == ""}


def as_known(person: str, draft: Draft | None, kept_out: frozenset[str], ctx: Context) -> Draft:
    """Who can help the person, as their report has it; without one as the organisation's settings have it.

    `kept_out` are those whom the person keeps out of what was sent.
    """
    known = draft or Draft("", person, ctx.now, "")
    found = known.people.found or _by_settings(person, ctx)
    return replace(
        known,
        people=replace(
            known.people,
            found=found,
            kept_out=(*known.people.kept_out, *sorted(kept_out - {*known.people.kept_out})),
        ),
    )


def _by_settings(person: str, ctx: Context) -> ev.PeopleFound:
    department = ctx.organisation.department_of(person)
    if department is None:
        return ev.PeopleFound()
    own = (department.leader, department.next_leader)
    leader, above = own if department.leader != person else (department.next_leader, "")
    known = ctx.people
    here = (p for p in department.representatives if p not in known or known[p].is_active)
    return ev.PeopleFound(leader, above, next((p for p in here if p not in {person, leader}), ""))


def reachable(draft: Draft, role: ContactRole, ctx: Context) -> tuple[str, ...]:
    """Whom the employee can ask in that role, but who is kept out. Without an on-call contact, it is HR."""
    on_call = ctx.organisation.on_call
    persons = {
        "leader": (draft.leader(),),
        "on_call": on_call.people if on_call else ctx.organisation.hr,
        "representative": (draft.representative(),),
        "hr": ctx.organisation.hr,
    }[role]
    nobody = {"", draft.person, *draft.people.kept_out}
    known = ctx.people
    return tuple(p for p in persons if p not in nobody and (p not in known or known[p].is_active))


def contact_asked(draft: Draft, event: ev.ContactAsked, ctx: Context) -> Decided[Draft]:
    """The people of that role are told at once, each once. Nothing that was answered goes along."""
    known = {(contact.role, contact.person) for contact in draft.people.contacts}
    persons = reachable(as_known(draft.person, draft, event.kept_out, ctx), event.role, ctx)
    if not persons:
        raise Refused(
            N_("If you are in danger, call 112. I cannot see whom to write to. Call your manager or HR.")
        )
    new = [person for person in persons if (event.role, person) not in known]
    asked = tuple(Contact(event.role, person, ctx.now) for person in new)
    told = tuple(Tell(person, CONTACT_WANTED, f"{event.role}:{draft.person}") for person in new)
    changed = replace(draft, people=replace(draft.people, contacts=(*draft.people.contacts, *asked)))
    return changed, (*told, Show("report", draft.person), Show("messages"))


def contact_told(draft: Draft, event: ev.ContactTold, ctx: Context) -> Decided[Draft]:
    """How the call for help came out: who asked for it must not trust one that nobody has got."""
    told = with_told(draft.people.contacts, event.person, ctx.now, is_missed=event.is_missed)
    changed = replace(draft, people=replace(draft.people, contacts=told))
    return again(changed, "missed", event.person) if event.is_missed else (changed, shown(draft))


def contact_answered(draft: Draft, event: ev.ContactAnswered, ctx: Context) -> Decided[Draft]:
    """Somebody has seen it and gets in touch; the employee is told who, above the question that is open."""
    if event.by not in {contact.person for contact in draft.people.contacts}:
        raise Refused(N_("That is no longer open."))
    changed = replace(
        draft, people=replace(draft.people, contacts=with_answered(draft.people.contacts, event.by, ctx.now))
    )
    if changed == draft:
        return draft, (Show("messages"),)
    return asking_again(changed, "contacted", event.by), (*shown(draft), Show("messages"))
