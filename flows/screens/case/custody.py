"""Who has seen what of a case: for everybody who may read it, so that a copy is never a secret."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flows.access.rules import VAERN
from flows.case.case import Case, Evidence
from flows.evidence.custody import OPERATOR, Access, Act
from flows.screens.answers import evidence_name, kind_name, shortened_name
from flows.screens.elements import Button, Buttons, FormScreen, Note, Part, Rule, Text
from flows.screens.view import View
from flows.words import N_

LINES_IN_TEXT = 10
MOST_READERS = 40
MOST_ACCESSES = 300
"""Of one item."""
MOST_TEXTS = 50
"""Of items on a page: with the readers they stay inside the 100 blocks of a modal
(docs.slack.dev/reference/views)."""

_WORDS: dict[Act, str] = {
    "read": N_("{when}: {who} opened the case"),
    "asked": N_("{when}: {who} asked for a copy"),
    "delivered": N_("{when}: {who} got a copy"),
    "verified": N_("{when}: {who} checked the fingerprint"),
}


def history(case: Case, accesses: Sequence[Access], view: View) -> FormScreen:
    """First who has read the case, then the newest items, each with where it came from and who has had it.

    To open it is no look at the case: only the employee, whose own they are, reads what the items are called.
    """
    say = view.say
    readers = _readers([a for a in accesses if a.act == "read"], view)
    parts: list[Part] = [Text(f"*{say(N_('Who has read the case'))}*")]
    parts += _texts(readers[:MOST_READERS] or [say(N_("Nobody yet."))])
    if len(readers) > MOST_READERS:
        parts.append(_more(view))
    parts += [Rule(), Text(f"*{say(N_('Documentation'))}*")]
    parts += _page(case, accesses, len(case.evidence_kept()), view)
    return FormScreen(say(N_("Who has seen what")), tuple(parts), say(N_("Close")))


def older_history(case: Case, accesses: Sequence[Access], before: int, view: View) -> FormScreen:
    """The items that come before that place, the newest of them."""
    say = view.say
    last = min(max(before, 1), len(case.evidence_kept()))
    back = Buttons((Button(say(N_("Show the newest")), "older_history", f"{case.id}|-"),))
    parts = (Text(f"*{say(N_('Documentation'))}*"), *_page(case, accesses, last, view), back)
    return FormScreen(say(N_("Who has seen what")), parts, say(N_("Close")))


def _page(case: Case, accesses: Sequence[Access], last: int, view: View) -> list[Part]:
    """As many items as fit, the last of them at that place, and the way to the older ones."""
    items = case.evidence_kept()
    shown: list[Part] = []
    first = last
    while first and len(told := _item(case, items[first - 1], accesses, view)) + len(shown) <= MOST_TEXTS:
        shown = [*told, *shown]
        first -= 1
    older = Button(view.say(N_("Show older")), "older_history", f"{case.id}|{first}")
    return [*((Buttons((older,)),) if first else ()), *shown]


def _more(view: View) -> Note:
    return Note(view.say(N_("There is more than fits here. The newest is shown.")))


def _readers(accesses: Iterable[Access], view: View) -> list[str]:
    """A line for each person, the latest reader first."""
    times: dict[str, list[Access]] = {}
    for access in accesses:
        times.setdefault(access.person, []).append(access)
    latest = sorted(times.values(), key=lambda own: own[-1].at, reverse=True)
    return [
        view.say.plural(
            "{who}: {count} time, {when}",
            "{who}: {count} times, latest {when}",
            len(own),
            who=_who(own[-1].person, view),
            when=view.dated(own[-1].at),
        )
        for own in latest
    ]


def _item(case: Case, item: Evidence, accesses: Iterable[Access], view: View) -> list[Part]:
    name = evidence_name(item, view) if view.viewer_id == case.employee else kind_name(item, view)
    own = [a for a in accesses if a.evidence == item.id]
    lines = [_origin(item, name, view), *(_line(access, view) for access in own[-MOST_ACCESSES:])]
    return [*_texts(lines), *((_more(view),) if len(own) > MOST_ACCESSES else ())]


def _origin(item: Evidence, name: str, view: View) -> str:
    received = view.dated(item.received_at or item.offered_at)
    line = N_("{name}. Received {when} from {who}. Fingerprint {fingerprint}")
    who = _who(item.by, view)
    return view.say(line, name=shortened_name(name), when=received, who=who, fingerprint=item.received.sha256)


def _line(access: Access, view: View) -> str:
    said = _WORDS[access.act]
    return view.say(said, when=view.dated(access.at), who=_who(access.person, view))


def _who(person: str, view: View) -> str:
    if person == OPERATOR:
        return view.say(N_("the operator"))
    return "Værn" if person == VAERN else shortened_name(view.name(person))


def _texts(lines: Sequence[str]) -> list[Part]:
    """The lines in as few texts as hold them: a text of Slack's has 3,000 characters."""
    starts = range(0, len(lines), LINES_IN_TEXT)
    return [Text("\n".join(lines[start : start + LINES_IN_TEXT])) for start in starts]
