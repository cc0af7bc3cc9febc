"""What Slack says about the channel of a case, and what people do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ChannelOpened:
    """Slack opened the case's private channel."""

    channel: str


@dataclass(frozen=True)
class ChannelRefused:
    """Slack will not open a private channel; `error` is its code."""

    error: str


@dataclass(frozen=True)
class ChannelSeen:
    """What was seen of a case's channel: looked at as a whole, or as far as Slack told of a change.

    `members` are all but Værn itself, who may be none when it was not looked at; `joined` were brought in
    just now, and may be gone again. `is_shared` is with another workspace, also while that is pending.
    """

    channel: str
    members: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    is_looked_at: bool = False
    is_private: bool = True
    is_shared: bool = False
    is_archived: bool = False
    is_bot_in: bool = True


@dataclass(frozen=True)
class ChannelMended:
    """Somebody says that the frozen channel is in order again; it is looked at before anything follows."""

    by: str


@dataclass(frozen=True)
class ChannelRenewed:
    """Somebody has asked for a new channel in place of the one that is frozen."""

    by: str


@dataclass(frozen=True)
class MembersSeen:
    """Who of those that were invited is among the channel's members, and who is not, with Slack's code."""

    present: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
