"""Who people are and who is whose leader: Slack and Graph first, organisation.toml where they are silent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.slack.answers import SlackRefused, SlackUnavailable
from bot.slack.calls import Slack
from bot.zones import zone_named
from flows.events import PeopleFound
from flows.people.organisation import Department, Organisation
from flows.people.person import Person
from flows.people.presence import Presence
from flows.words import language_of

if TYPE_CHECKING:
    from bot.graph.calls import Graph, Manager

OUTSIDERS = ("is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
"""Slack's marks of those who are no colleagues: bots, guests, and people of other organisations."""

MOST_LOOKS = 4
"""People whose presence is asked for at one time."""

log = logging.getLogger(__name__)
Result = TypeVar("Result")


SLACKBOT = "USLACKBOT"
"""Slack's own, which is marked as no bot: docs.slack.dev/reference/objects/user-object."""


def person_of(user: dict[str, Any], zone: str, ours: Collection[str] = ()) -> Person:
    """Slack's record of a user as the product knows people, in that zone. An outsider's has no locale.

    `ours` are the ids of our workspace and, in Enterprise Grid, of our organisation.
    """
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Person(
        id=str(user["id"]),
        name=str(name),
        language=language_of(user.get("locale")),
        zone=zone,
        mail=str(profile.get("email") or ""),
        is_active=not user.get("deleted", False),
        is_member=not any(user.get(mark) for mark in OUTSIDERS)
        and user["id"] != SLACKBOT
        and not _is_from_elsewhere(user, ours),
    )


def _is_from_elsewhere(user: dict[str, Any], ours: Collection[str]) -> bool:
    """Who shares a channel with us over Slack Connect is no stranger to Slack.

    Source: docs.slack.dev/apis/slack-connect.
    """
    of = {user.get("team_id"), (user.get("enterprise_user") or {}).get("enterprise_id")} - {None, ""}
    return bool(ours and of) and of.isdisjoint(ours)


class _GraphAnswers:
    """What Graph says about one employee. Once it has been silent it is not asked again: somebody waits."""

    def __init__(self, graph: Graph | None) -> None:
        self._graph = graph

    async def of(self, what: str, ask: Callable[[Graph], Awaitable[Result]], otherwise: Result) -> Result:
        """The answer, or what holds without one."""
        if self._graph is None:
            return otherwise
        try:
            return await ask(self._graph)
        except GraphRefused as refusal:
            log.warning("graph gave no %s: %s", what, refusal)
        except GraphUnavailable as error:
            log.warning("graph gave no %s: %s", what, error)
            self._graph = None
        return otherwise


async def _nothing_to_complete(_: str) -> None:
    return


class Directory:
    """Answers who somebody is and who leads them.

    `has_met_unknown_zone` asks for the operators to be told: somebody's zone is not known to this machine, so
    that the organisation's counts for them.
    """

    def __init__(
        self,
        slack: Slack,
        organisation: Callable[[], Organisation],
        graph: Graph | None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        ours: Collection[str] = (),
    ) -> None:
        self._slack = slack
        self._organisation = organisation
        self._graph = graph
        self._clock = clock
        self._ours = ours
        self._looks = asyncio.Semaphore(MOST_LOOKS)
        self.has_met_unknown_zone = False

    async def person(self, person: str) -> Person | None:
        """The person, None when Slack knows nobody of that id."""
        try:
            user = await self._slack.person(person)
        except SlackRefused as refusal:
            if refusal.error in {"user_not_found", "user_not_visible"}:
                return None
            raise
        return self.person_of(user)

    def _zone(self, name: str) -> str:
        """The zone that Slack names; the organisation's where it names none, or one that is not known."""
        zone = zone_named(name)
        if name and zone is None:
            log.warning("slack gave a zone that is not known: unknown_zone")
            self.has_met_unknown_zone = True
        return zone or self._organisation().calendar.zone.key

    def person_of(self, user: dict[str, Any]) -> Person:
        """The person whom Slack's record of a user tells of."""
        return person_of(user, self._zone(str(user.get("tz") or "")), self._ours)

    async def presence(self, person: Person, last: Presence) -> Presence:
        """Whether they can be reached now. What does not answer leaves it as it was `last` known."""
        async with self._looks:
            absence = await self._absence(person, last)
            return replace(absence, quiet_until=await self._quiet_until(person.id, last.quiet_until))

    async def _quiet_until(self, person: str, last: datetime | None) -> datetime | None:
        try:
            return await self._slack.quiet_until(person, self._clock())
        except (SlackRefused, SlackUnavailable) as error:
            log.warning("slack gave no presence: %s", error)
            return last

    async def _absence(self, person: Person, last: Presence) -> Presence:
        if self._graph is None or not person.mail:
            return Presence()
        try:
            return await self._graph.absence(person.mail, self._clock(), person.zone)
        except (GraphRefused, GraphUnavailable) as error:
            # A permission that was lost says nothing of anybody: who was away is not back by it.
            log.warning("graph gave no absence: %s", error)
            return last

    async def people_for(
        self, employee: Person, complete: Callable[[str], Awaitable[None]] = _nothing_to_complete
    ) -> PeopleFound:
        """The employee's leader, leader's leader and representative; empty where nobody is known.

        The deputy is proposed while the leader is away. `complete` is awaited with the name of the employee's
        department, before its people are looked at.
        """
        answers = _GraphAnswers(self._graph if employee.mail else None)
        leader, above = await self._from_graph(answers, employee.mail)
        department = await self._department(answers, employee, leader)
        if department is not None:
            await complete(department.name)
            department = self._named(department.name)
        is_led_by_them = department is not None and department.leader == employee.id
        leaders: tuple[str, ...] = (leader,)
        if department:
            leaders = (leader, department.next_leader if is_led_by_them else department.leader)
            above = above or department.next_leader
        found = await self._first(employee.id, leaders)
        if department and department.deputy and not is_led_by_them and await self._is_away(answers, found):
            found = await self._first(employee.id, (department.deputy, found))
        return PeopleFound(
            leader=found,
            next_leader=await self._first(employee.id, (above, *self._organisation().hr)),
            representative=await self._representative(answers, employee.id, department, found),
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

    async def _from_graph(self, answers: _GraphAnswers, mail: str) -> tuple[str, str]:
        none: tuple[Manager, ...] = ()
        managers = await answers.of("leader", lambda graph: graph.leaders(mail), none)
        found = [await self._in_slack(manager.mail) for manager in managers]
        leader, above, *_ = [*found, "", ""]
        return leader, above

    async def _in_slack(self, mail: str) -> str:
        """A leader who cannot use Slack, or no longer, is no help: the employee chooses another."""
        person = await self._id_by_mail(mail)
        return person if person and await self._is_colleague(person) else ""

    async def _id_by_mail(self, mail: str) -> str:
        user = await self._slack.user_by_mail(mail)
        return str(user["id"]) if user else ""

    async def _department(self, answers: _GraphAnswers, employee: Person, leader: str) -> Department | None:
        found = self._organisation().department_of(employee.id)
        if found is not None:
            return found
        name = await answers.of("department", lambda graph: graph.department(employee.mail), None)
        return self._organisation().department_of(employee.id, leader, name or "")

    def _named(self, name: str) -> Department | None:
        return next((one for one in self._organisation().departments if one.name == name), None)

    async def _is_away(self, answers: _GraphAnswers, leader: str) -> bool:
        known = await self.person(leader) if leader else None
        if known is None or not known.mail:
            return False
        nowhere = Presence()
        now = self._clock()
        found = await answers.of("absence", lambda g: g.absence(known.mail, now, known.zone), nowhere)
        return found.is_away

    async def _representative(
        self, answers: _GraphAnswers, employee: str, department: Department | None, leader: str
    ) -> str:
        if department is None:
            return ""
        group, none = department.representatives_group, tuple[str, ...]()
        mails = await answers.of("group", lambda graph: graph.members(group), none) if group else none
        for mail in mails:
            person = await self._first(employee, (await self._id_by_mail(mail),), leader)
            if person:
                return person
        return await self._first(employee, department.representatives, leader)
