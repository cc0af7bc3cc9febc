"""Who people are and who is whose leader: Slack and Graph first, organisation.toml where they are silent."""

from __future__ import annotations

import logging
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
        if department:
            leader = leader or department.leader
            above = above or department.next_leader
        representatives = department.representatives if department else ()
        others = [p for p in representatives if p not in {employee.id, leader}]
        next_leader = above or next(iter(self._organisation.hr), "")
        return PeopleFound(
            leader="" if leader == employee.id else leader,
            next_leader="" if next_leader == employee.id else next_leader,
            representative=next(iter(others), ""),
        )

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
        known = await self.person(person) if person else None
        return person if known and known.is_active else ""
