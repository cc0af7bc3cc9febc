"""Who has seen what of a case: for everybody who may read it, so that a copy is never a secret."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flows.access.rules import VAERN
from flows.case.case import Case, Evidence
from flows.evidence.custody import OPERATOR, Access, Act
from flows.screens.answers import evidence_name, kind_name, shortened_name
from flows.screens.elements import FormScreen, Note, Part, Rule, Text
from flows.screens.view import View
from flows.words import N_

LINES_IN_TEXT = 10
MOST_READERS = 40
MOST_ITEMS = 50
MOST_ACCESSES = 300
"""Together they stay inside the 100 blocks of a modal: docs.slack.dev/reference/views."""


_WORDS: dict[Act, str] = {
    "read": N_("{when}: {who} opened the case"),
    "asked": N_("{when}: {who} asked for a copy"),
    "delivered": N_("{when}: {who} got a copy"),
    "verified": N_("{when}: {who} checked the fingerprint"),
}


def history(case: Case, accesses: Sequence[Access], view: View) -> FormScreen:
    """First who has read the case, then each item: where it came from, and everybody who has had it.

    To open it is no look at the case: only the employee, whose own they are, reads what the items are called.
    """
    say = view.say
    readers = _readers([a for a in accesses if a.act == "read"], view)
    items = case.evidence_kept()
    about = [a for a in accesses if a.evidence]
    is_long = len(readers) > MOST_READERS or len(items) > MOST_ITEMS or len(about) > MOST_ACCESSES
    parts: list[Part] = []
    if is_long:
        parts.append(Note(say(N_("There is more than fits here. The newest is shown."))))
    parts.append(Text(f"*{say(N_('Who has read the case'))}*"))
    parts += _texts(readers[:MOST_READERS] or [say(N_("Nobody yet."))])
    parts += [Rule(), Text(f"*{say(N_('Documentation'))}*")]
    for item in items[-MOST_ITEMS:]:
        name = evidence_name(item, view) if view.viewer_id == case.employee else kind_name(item, view)
        parts += _item(item, name, about[-MOST_ACCESSES:], view)
    return FormScreen(say(N_("Who has seen what")), tuple(parts), say(N_("Close")))


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


def _item(item: Evidence, name: str, accesses: Iterable[Access], view: View) -> list[Part]:
    own = [a for a in accesses if a.evidence == item.id]
    return _texts([_origin(item, name, view), *(_line(access, view) for access in own)])


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
