"""What Slack answers about the channel of a case."""

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
class MembersSeen:
    """Who of those that were invited is among the channel's members, and who is not, with Slack's code."""

    present: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
