"""People as Værn knows them: who they are in Slack, their language and their clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.words import Language


@dataclass(frozen=True)
class Person:
    """A member of the workspace. `zone` is an IANA name; `id` is Slack's user id.

    `is_member` is false for bots, guests and people of other organisations. `wants_weekly` says that they
    want to be told each Monday how their own case stands.
    """

    id: str
    name: str
    language: Language = "da"
    zone: str = "Europe/Copenhagen"
    mail: str = ""
    is_active: bool = True
    is_member: bool = True
    wants_weekly: bool = True

    @property
    def first_name(self) -> str:
        """How a message speaks of the person."""
        return self.name.split(" ")[0]


People = Mapping[str, Person]
