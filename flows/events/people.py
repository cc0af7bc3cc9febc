"""Who is found for a report, and who is asked to get in touch."""

from __future__ import annotations

from dataclasses import dataclass

from flows.case.case import ContactRole


@dataclass(frozen=True)
class PeopleFound:
    """The directory's answer; empty where it knows nobody."""

    leader: str = ""
    next_leader: str = ""
    representative: str = ""


@dataclass(frozen=True)
class ContactAsked:
    """The employee wants somebody of that role to get in touch at once.

    `kept_out` are those whom they keep out of cases that are sent.
    """

    by: str
    role: ContactRole
    kept_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ContactAnswered:
    """Somebody who was asked to get in touch says that they do."""

    by: str


@dataclass(frozen=True)
class ContactTold:
    """The message that asks the person to get in touch is in their Slack, or `is_missed` for good."""

    person: str
    is_missed: bool = False
