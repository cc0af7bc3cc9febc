"""Texts to copy: to the sender, a platform, the police, EASY, the group and the legal desk.

Each fits a field of a form. A text that leaves the case holds what its reader needs and no more: neither
the story nor a name, but for what is brought to the police and for a worksheet that is to be named.
"""

from __future__ import annotations

from flows.case.case import Case, Evidence
from flows.case.severity import chosen
from flows.procedure.procedure import procedure_of
from flows.procedure.registering import Circumstances
from flows.procedure.steps import Step
from flows.screens.answers import detail_lines, detail_text, evidence_name, shortened_name
from flows.screens.elements import Note, Part, Quote, Rule, Text
from flows.screens.neutral import (
    channels,
    facts,
    fitted,
    items,
    kinds,
    names_somebody,
    one_line,
    size,
    start,
    took,
    when,
)
from flows.screens.steps.row import police_note
from flows.screens.terms import SEVERITIES
from flows.screens.view import View
from flows.typed.cpr import cpr_like
from flows.words import N_, Voice

LONGEST = 2800
"""A field of a form holds 3000, and there is to be room to add."""

LONGEST_LINK = 500
MOST_ITEMS = 30
MOST_WITH_DETAILS = 8
"""Each has up to eight blocks then, with which a modal stays inside its 100."""

PRIVATE = frozenset({"support"})
"""How these steps came out tells of somebody's health."""

DEMAND = N_(
    "Subject: Please remove this\n\nDear [name of the sender]\n\nI am a manager in {organisation}. "
    "Something about one of our employees has been written or shared:\n{places}\n\nIt can be:\n{kinds}\n\n"
    "I ask you to remove it at the latest [day and time]. Please write to me when it is done.\n\nYou are "
    "welcome to disagree with us, and to say so. This is only about what concerns an employee as a person."
    "\n\nDo you have questions about a case with us? Then contact [name, telephone and e-mail].\nAre you "
    "not satisfied with a decision? Then you can complain like this: [how to complain].\n\nKind regards\n"
    "[name of the manager]\n[telephone and e-mail]\n{organisation}"
)
PLATFORM = N_(
    "We write for {organisation}. It is about one of our employees, whom we do not name here.\n\n"
    "It is here:\n{places}\n\n"
    "It can be:\n{kinds}\n\n"
    "We ask you to look at it and to remove it. What we write is right as far as we know.\n"
    "You can write to us: [name and e-mail of the one who reports it]"
)


def demand_draft(case: Case, view: View) -> str:
    """The letter to the sender, in Danish whoever looks: the leader fills in what stands in brackets."""
    return _letter(DEMAND, case, View(view.ctx))


def platform_text(case: Case, view: View) -> str:
    """For the platform's own form. The sender's name is left out: it may be that of a citizen."""
    return _letter(PLATFORM, case, view)


def _letter(message: str, case: Case, view: View) -> str:
    unsaid = {view.say(N_("Something else"))}
    found = [kind for kind in kinds(case, view) if kind not in unsaid]
    listed = "\n".join(f"- {kind}" for kind in found or [view.say(N_("[what it is, in a few words]"))])
    known = {"organisation": shortened_name(view.ctx.organisation.name), "kinds": listed}
    room = LONGEST - size(view.say(message, places="", **known))
    more = view.say(N_("- [more places, they stand in the case]"))
    return view.say(message, places=fitted(_places(case, view), room, more), **known)


def _places(case: Case, view: View) -> list[str]:
    """Where it stands, by the items that tell of it, else by the report."""
    found = [place for item in items(case) if (place := _place(item, case, view))]
    told = (", ".join(channels(case, view)), when(case, view), view.say(N_("[link to it]")))
    return [f"- {place}" for place in dict.fromkeys(found or [", ".join(filter(None, told))])]


def _place(item: Evidence, case: Case, view: View) -> str:
    """One line of it; the name of a page is left out when it names the employee or another in the case."""
    told = {key: text for key, text in item.details.items() if text}
    if names_somebody(told.get("place", ""), case, view):
        del told["place"]
    if "link" not in told and "place" not in told:
        return ""
    names = [detail_text(key, told[key], view) for key in ("platform", "place", "posted") if key in told]
    link = one_line(told.get("link", ""))
    if size(link) > LONGEST_LINK:
        link = view.say(N_("[the link stands in the case]"))
    return ", ".join(filter(None, (*(shortened_name(one_line(name)) for name in names), link)))


def police_sheet(case: Case, view: View) -> tuple[Part, ...]:
    """What to say and to bring, for those who may see the case."""
    say = view.say
    bring = N_(
        "Tell what was said, and bring what stands here. The employee's own words stand in the case. "
        "Ask for a receipt and a number."
    )
    stalking = N_(
        "Stalking cannot be reported on the page of the police. Call 114. "
        "Source: anklagemyndigheden.dk and politi.dk, checked on 22 November 2026."
    )
    child = N_("The sender is said to be under 15. Talk to HR first, unless there is danger.")
    is_child = "child" in chosen(case.report.answers, "circumstances")
    return (
        Text(say(N_("In danger now? Call 112. Not urgent: the police on 114."))),
        Note(police_note(case, view)),
        *((Text(say(child)),) if is_child else ()),
        Text(say(bring)),
        Note(say(stalking)),
        Rule(),
        *(Text(f"*{label}*: {text}") for label, text in facts(case, view)),
        Rule(),
        Text(f"*{say(N_('Documentation'))}*"),
        *_brought(case, view),
    )


def _brought(case: Case, view: View) -> tuple[Part, ...]:
    found = items(case)
    shown = found[-MOST_ITEMS:]
    parts: list[Part] = []
    if not found:
        parts.append(Text(view.say(N_("There is nothing in the case yet."))))
    if len(found) > len(shown):
        parts.append(Note(view.say(N_("The newest is shown here. The rest stands in the case."))))
    for item in shown:
        told = detail_lines(item, view) if len(shown) <= MOST_WITH_DETAILS else _in_short(item, view)
        parts += (Text(_item_line(item, view)), *told)
    return tuple(parts)


def _in_short(item: Evidence, view: View) -> tuple[Part, ...]:
    """What finds the place and the sender again, where there is no room for more."""
    keys = ("link", "sender", "posted", "witnesses")
    told = [detail_text(key, item.details[key], view) for key in keys if item.details.get(key)]
    return (Quote("\n".join(told)),) if told else ()


def _item_line(item: Evidence, view: View) -> str:
    name = evidence_name(item, view)
    if item.state != "kept" or item.received_at is None:
        return view.say(N_("{name}: being received"), name=name)
    line = N_("{name}, received {when}. Fingerprint {fingerprint}")
    return view.say(line, name=name, when=view.dated(item.received_at), fingerprint=item.received.sha256)


def worksheet(case: Case, registration: Circumstances, view: View, *, is_named: bool) -> str:
    """What EASY or the organisation's own system asks for, without any CPR number.

    Without a name it holds neither the first day of absence nor anybody's own words.
    """
    say = view.say
    name = shortened_name(view.name(case.employee)) if is_named else say(N_("without name"))
    lines = [
        f"{say(N_('Employee'))}: {name}",
        *(f"{label}: {text}" for label, text in facts(case, view)),
        *_answered(registration, view, is_named=is_named),
        *_done(case, view),
    ]
    if is_named:
        lines += _handled_by(case, view)
        lines += _own_words(case, LONGEST - size("\n".join([*lines, ""])), view)
    return "\n".join(lines)


def _answered(c: Circumstances, view: View, *, is_named: bool) -> list[str]:
    say = view.say
    words = {True: say(N_("Yes")), False: say(N_("No")), None: say(N_("not known yet"))}
    absent = words[c.is_absent]
    if is_named and c.is_absent and c.first_day:
        day = view.answer_date(c.first_day.isoformat())
        absent = say(N_("{answer}, from {day}"), answer=absent, day=day)
    return [
        f"{say(N_('Kept from the usual work for at least a day'))}: {absent}",
        f"{say(N_('There may be costs to be covered'))}: {words[c.may_claim]}",
        f"{say(N_('It has lasted more than five days'))}: {words[c.is_over_five_days]}",
    ]


def _done(case: Case, view: View) -> list[str]:
    """What has been decided so far, without the reasons."""
    steps = [step for step in procedure_of(case).steps if step.key not in PRIVATE]
    done = [outcome for step in steps if (outcome := _outcome(case, step, view))]
    return [f"{view.say(N_('What has been done'))}: {'. '.join(done) or view.say(N_('nothing yet'))}"]


def _outcome(case: Case, step: Step, view: View) -> str:
    decision = case.decision(step.key)
    outcome = step.outcome(decision.outcome) if decision else None
    return view.say(outcome.words) if outcome else ""


def _handled_by(case: Case, view: View) -> list[str]:
    leaders = case.with_role("deputy", "leader", "next_leader")
    return [f"{view.say(N_('Manager'))}: {shortened_name(view.name(person))}" for person in leaders[:1]]


def _own_words(case: Case, room: int, view: View) -> list[str]:
    story = str(case.report.answers.get("story", "")).strip()
    for number in cpr_like(story):
        story = story.replace(number, view.say(N_("[number left out]")))
    if not story:
        return []
    heading = view.say(N_("The employee's own words:"))
    if size(f"{heading}\n{story}") > room:
        rest = view.say(N_("{start} … (all of it is kept)"), start="")
        words = start(story, room - size(f"{heading}\n{rest}"))
        story = view.say(N_("{start} … (all of it is kept)"), start=words)
    return [heading, story]


def anonymous_facts(case: Case, view: View) -> str:
    """For the work-environment group: what happened and how it was handled, and nobody in it."""
    say = view.say
    month = say.day(case.report.sent_at.astimezone(view.zone).date(), "month")
    lines = [
        (N_("Reported in"), month),
        (N_("Urgency"), say(SEVERITIES[case.report.severity])),
        (N_("Kind"), ", ".join(kinds(case, view)) or say(N_("not said"))),
        (N_("Where"), ", ".join(channels(case, view)) or say(N_("not said"))),
        (
            N_("From it happened until it was reported"),
            took(case.report.sent_at - case.report.content_at, view),
        ),
    ]
    head = [f"{say(label)}: {text}" for label, text in lines]
    handled = [_handled(case, step, view) for step in procedure_of(case).steps]
    return "\n".join([*head, "", say(N_("From the report until each step was decided:")), *handled])


def _handled(case: Case, step: Step, view: View) -> str:
    head = f"{step.number}. {view.say(step.title)}"
    decision = case.decision(step.key)
    if not decision:
        return f"{head}: {view.say(N_('not decided yet'))}"
    time = took(decision.at - case.report.sent_at, view)
    outcome = "" if step.key in PRIVATE else _outcome(case, step, view)
    return ". ".join(filter(None, (f"{head}: {time}", outcome)))


def legal_mail(number: str, link: str, say: Voice) -> tuple[str, str]:
    """Subject and text of the mail to the legal desk: mail is no place for content or names."""
    text = N_(
        "Hello\n\n"
        "We need your advice in case {number}. Is it to be reported to the police?\n\n"
        "The case stands here: {link}\n"
        "The deadline stands there too. Please look at it today.\n\n"
        "There is nothing about what happened in this mail. Please do not write about it in your answer.\n\n"
        "Kind regards\nVærn"
    )
    subject = say(N_("Case {number}: legal advice is needed"), number=number)
    return subject, say(text, number=number, link=link)
