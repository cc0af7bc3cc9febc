"""Who people are and who is whose leader: Slack and Graph first, organisation.toml where they are silent."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from bot.graph import Graph, GraphUnavailable
from bot.slack import Slack
from bot.slack_answer import SlackRefused
from flows.clocks import COPENHAGEN
from flows.events import PeopleFound
from flows.organisation import Organisation
from flows.people import Person
from flows.words import language_of

OUTSIDERS = ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
"""Slack's marks of those who are no colleagues: bots, guests, and people of other organisations."""

log = logging.getLogger(__name__)


def person_of(user: dict[str, Any]) -> Person:
    """Slack's record of a user as the product knows people. An outsider's has no locale."""
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Person(
        id=str(user["id"]),
        name=str(name),
        language=language_of(user.get("locale")),
        zone=_zone(str(user.get("tz") or "")),
        mail=str(profile.get("email") or ""),
        is_active=not user.get("deleted", False),
        is_member=not any(user.get(mark) for mark in OUTSIDERS),
    )


def _zone(name: str) -> str:
    """The zone, or Copenhagen's for one that this machine does not know."""
    return name if name in available_timezones() else COPENHAGEN.key


class Directory:
    """Answers who somebody is and who leads them."""

    def __init__(self, slack: Slack, organisation: Organisation, graph: Graph | None) -> None:
        self._slack = slack
        self._organisation = organisation
        self._graph = graph

    async def person(self, person: str) -> Person | None:
        """The person, None when Slack knows nobody of that id."""
        try:
            return person_of(await self._slack.person(person))
        except SlackRefused as refusal:
            if refusal.error in {"user_not_found", "user_not_visible"}:
                return None
            raise

    async def people_for(self, employee: Person) -> PeopleFound:
        """The employee's leader, leader's leader and representative; empty where nobody is known."""
        leader, above = await self._from_graph(employee.mail)
        department = self._organisation.department_of(employee.id, leader)
        is_led_by_them = department is not None and department.leader == employee.id
        leaders: tuple[str, ...] = (leader,)
        if department:
            leaders = (leader, department.next_leader if is_led_by_them else department.leader)
            above = above or department.next_leader
        found = await self._first(employee.id, leaders)
        return PeopleFound(
            leader=found,
            next_leader=await self._first(employee.id, (above, *self._organisation.hr)),
            representative=await self._first(
                employee.id, department.representatives if department else (), found
            ),
        )

    async def _first(self, employee: str, candidates: Iterable[str], other: str = "") -> str:
        """The first who can help: a colleague who uses Slack, neither the employee nor the other one."""
        for person in candidates:
            if person and person not in {employee, other} and await self._is_colleague(person):
                return person
        return ""

    async def _is_colleague(self, person: str) -> bool:
        known = await self.person(person)
        return known is not None and known.is_active and known.is_member

    async def _from_graph(self, mail: str) -> tuple[str, str]:
        if self._graph is None or not mail:
            return "", ""
        try:
            leader = await self._graph.manager(mail)
            above = await self._graph.manager(leader.id) if leader else None
        except GraphUnavailable as error:
            log.warning("graph gave no leader: %s", error)
            return "", ""
        found = [await self._in_slack(m.mail) if m else "" for m in (leader, above)]
        return found[0], found[1]

    async def _in_slack(self, mail: str) -> str:
        """A leader who cannot use Slack, or no longer, is no help: the employee chooses another."""
        person = await self._slack.person_by_mail(mail)
        return person if person and await self._is_colleague(person) else ""
