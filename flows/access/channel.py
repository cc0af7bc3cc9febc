"""What is wrong with a case's channel: who or what has come into it that may not know the case."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from flows.case.case import Case, Record
from flows.events.channel import ChannelSeen
from flows.people.organisation import Context

ChannelFault = Literal["public", "shared", "guest", "outsider", "archived", "bot_removed"]
"""Also the code that the operators get."""

REMOVAL = timedelta(hours=1)
"""How long Slack may take to remove somebody whose part has ended, before their presence is a fault."""


def outsiders(seen: ChannelSeen, case: Case, ctx: Context) -> tuple[str, ...]:
    """Who is in the channel, or was brought in, and takes no part in the case.

    Whoever takes part was brought in by their role. Whose part has just ended is being removed by Værn.
    """
    excluded = case.people.excluded
    allowed = {p.person for p in case.people.participants if p.person not in excluded}
    leaving = {p.person for p in case.people.former if p.left_at and ctx.now < p.left_at + REMOVAL}
    return tuple(sorted(((set(seen.members) - leaving) | set(seen.joined)) - allowed))


def faults_of(seen: ChannelSeen, case: Case, ctx: Context) -> tuple[ChannelFault, ...]:
    """All that is wrong with the channel, what lets most people in first; nothing when it is in order."""
    others = outsiders(seen, case, ctx)
    found: dict[ChannelFault, bool] = {
        "public": not seen.is_private,
        "shared": seen.is_shared,
        "guest": any(_is_foreign(person, ctx) for person in others),
        "outsider": bool(others),
        "archived": seen.is_archived,
        "bot_removed": not seen.is_bot_in,
    }
    return tuple(fault for fault, is_there in found.items() if is_there)


def _is_foreign(person: str, ctx: Context) -> bool:
    """A guest, another app, or somebody of another organisation, as far as is known."""
    known = ctx.people.get(person)
    return known is not None and not known.is_member


def frozen(case: Case) -> Record | None:
    """What was wrong with the channel in which nothing is posted any more; None where none is frozen."""
    last = next((record for record in reversed(case.records) if record.step == "channel"), None)
    return last if last is not None and last.task == "frozen" else None


def lacks_channel(case: Case) -> bool:
    """Whether a new channel may be opened: the last one is frozen, or Slack refused the one after it."""
    had_one = case.record("channel", "frozen") is not None
    return frozen(case) is not None or (had_one and case.channel is None and bool(case.channel_refusal))
