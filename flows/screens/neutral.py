"""The facts of a case in words that name nobody, and the pieces that the texts to copy share."""

from __future__ import annotations

import re
from datetime import timedelta

from flows.case.case import Case, Evidence
from flows.case.severity import chosen
from flows.form import Option
from flows.report.kinds import KINDS
from flows.report.places import CHANNELS
from flows.report.senders import SENDERS
from flows.screens.view import View
from flows.words import N_

IN_THIRD_PERSON = {
    "citizen": N_("A citizen in a case of the employee"),
    "former_citizen": N_("A former citizen in a case of the employee"),
    "false_claim": N_("Serious accusations"),
    "incite": N_("Urging others to contact or seek out an employee"),
    "extortion": N_("Pressure to make an employee do something"),
    "review": N_("A review that names an employee"),
    "false_order": N_("Orders or reports made in the name of an employee"),
}
"""Where the choice in the report says "me", or more than can be claimed to others."""


def labels(options: tuple[Option, ...], keys: frozenset[str], view: View) -> list[str]:
    """What was chosen, in the order of the options."""
    found = [option for option in options if option.key in keys]
    return [view.say(IN_THIRD_PERSON.get(option.key, option.label)) for option in found]


def kinds(case: Case, view: View) -> list[str]:
    """What it is, as far as the choices tell."""
    return labels(KINDS, chosen(case.report.answers, "kinds"), view)


def channels(case: Case, view: View) -> list[str]:
    """Where it came."""
    return labels(CHANNELS, chosen(case.report.answers, "where"), view)


def when(case: Case, view: View) -> str:
    """When it happened, as it was answered."""
    answer = case.report.answers.get("when")
    return view.answer_date(str(answer)) if answer else ""


def facts(case: Case, view: View) -> list[tuple[str, str]]:
    """When, where, who and what: a label and a text each."""
    sender = labels(SENDERS, chosen(case.report.answers, "sender"), view)
    rows = [
        (N_("When"), when(case, view)),
        (N_("Where"), ", ".join(channels(case, view))),
        (N_("Who is behind it"), ", ".join(sender)),
        (N_("Kind"), ", ".join(kinds(case, view))),
    ]
    return [(view.say(label), text or view.say(N_("not said"))) for label, text in rows]


def items(case: Case) -> list[Evidence]:
    """The pieces of evidence; a correction of the report is none."""
    return [item for item in case.evidence if item.state != "refused" and item.kind != "correction"]


def names_somebody(text: str, case: Case, view: View) -> bool:
    """Whether a word in it begins with a name of somebody in the case, as "Mettes side" does."""
    people = {p.person for p in (*case.people.participants, *case.people.former)} & view.ctx.people.keys()
    names = [name for person in people for name in view.ctx.people[person].name.split()]
    return any(re.search(rf"\b{re.escape(name)}", text, re.IGNORECASE) for name in names)


def took(time: timedelta, view: View) -> str:
    """How long something took, no finer than it needs to be."""
    hours = int(time.total_seconds() // 3600)
    if hours < 1:
        return view.say(N_("less than an hour"))
    if hours < 24:
        return view.say.plural("{count} hour", "{count} hours", hours)
    return view.say.plural("{count} day", "{count} days", hours // 24)


def size(text: str) -> int:
    """Characters as browsers count them, in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def start(text: str, room: int) -> str:
    """As much of the text as there is room for."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * max(room, 0)].decode("utf-16-le", "ignore")


def fitted(lines: list[str], room: int, more: str) -> str:
    """The lines for which there is room, and `more` in place of the rest."""
    kept: list[str] = []
    for line in lines:
        if size("\n".join([*kept, line, more])) > room:
            return "\n".join([*kept, more])
        kept.append(line)
    return "\n".join(kept)


def one_line(text: str) -> str:
    """Without line breaks."""
    return " ".join(text.split())
