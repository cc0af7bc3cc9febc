"""Who is proposed: Graph and Slack first, organisation.toml where they are silent."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.directory import Directory
from bot.slack.calls import Slack
from flows.calendar.working_time import Calendar
from flows.events import PeopleFound
from flows.people.organisation import CrisisHelp, Department, Organisation
from tests.bot.graph.graph_given import Given, given
from tests.workspace.graph_people import REPRESENTATIVES

pytestmark = pytest.mark.anyio
METTE, LARS, ANNE, HANNE = "U0METTE", "U0LARS", "U0ANNE", "U0HANNE"
DORTE, SOFIE, OMAR = "U0DORTE", "U0SOFIE", "U0OMAR"
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SERVICE = Department("Borgerservice", LARS, (ANNE,), SOFIE, DORTE, frozenset({METTE}))
SCHOOLS = Department("Skoler", HANNE, (OMAR,))


@dataclass
class Asked:
    """Whom the directory proposes, in an organisation that a test may change."""

    here: Given
    slack: Slack
    departments: list[Department] = field(default_factory=lambda: [SERVICE, SCHOOLS])

    def away(self, person: str, status: str = "alwaysEnabled") -> None:
        """Their automatic replies are on."""
        self.here.mailboxes.out_of_office[person] = {"status": status}

    async def people(self, employee: str = METTE) -> PeopleFound:
        """Those proposed to somebody who reports."""
        crisis = CrisisHelp("", "", "")
        organisation = Organisation("", tuple(self.departments), (HANNE,), (), crisis, Calendar())
        directory = Directory(self.slack, lambda: organisation, self.here.graph, lambda: NOW)
        found = await directory.person(employee)
        assert found
        return await directory.people_for(found)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def asked() -> AsyncIterator[Asked]:
    async with given(seconds=3) as here, aiohttp.ClientSession() as session:
        url = f"{here.workspace.url}/api/"
        client = AsyncWebClient(token="xoxb-standin", base_url=url, session=session, retry_handlers=[])
        yield Asked(here, Slack(client, session, 0))


async def test_leaders_are_graphs_and_the_representative_the_departments(asked: Asked) -> None:
    assert await asked.people() == PeopleFound(LARS, DORTE, ANNE)


async def test_who_is_no_listed_member_belongs_where_entra_says(asked: Asked) -> None:
    asked.here.workspace.graph.entra.departments[SOFIE] = " skoler "
    assert await asked.people(SOFIE) == PeopleFound(DORTE, HANNE, OMAR)


async def test_a_listed_member_is_not_asked_about(asked: Asked) -> None:
    asked.here.workspace.graph.entra.departments[METTE] = "Skoler"
    assert (await asked.people()).representative == ANNE


@pytest.mark.parametrize("name", [None, "Ukendt"])
async def test_else_they_belong_with_their_leader(asked: Asked, name: str | None) -> None:
    asked.here.workspace.graph.entra.departments[OMAR] = name
    assert await asked.people(OMAR) == PeopleFound(LARS, DORTE, ANNE)


async def test_the_deputy_is_proposed_while_the_leader_is_away(asked: Asked) -> None:
    asked.away(LARS)
    assert await asked.people() == PeopleFound(SOFIE, DORTE, ANNE)


@pytest.mark.parametrize("deputy", ["", "U0NOBODY", METTE, OMAR])
async def test_a_leader_who_is_away_stays_when_no_deputy_is_there(asked: Asked, deputy: str) -> None:
    asked.away(LARS)
    asked.here.workspace.store.people[OMAR].deleted = True
    asked.departments[0] = replace(SERVICE, deputy=deputy)
    assert (await asked.people()).leader == LARS


async def test_who_leads_the_department_is_not_led_by_their_deputy(asked: Asked) -> None:
    asked.away(DORTE)
    assert (await asked.people(LARS)).leader == DORTE


async def test_a_leader_of_organisation_toml_may_be_away_too(asked: Asked) -> None:
    asked.here.workspace.store.people[METTE].manager = None
    asked.away(LARS)
    assert (await asked.people()).leader == SOFIE


async def test_a_deputy_is_not_the_representative_as_well(asked: Asked) -> None:
    asked.away(LARS)
    asked.departments[0] = replace(SERVICE, representatives=(SOFIE, ANNE))
    assert await asked.people() == PeopleFound(SOFIE, DORTE, ANNE)


async def test_the_group_in_entra_comes_before_the_representatives_named(asked: Asked) -> None:
    asked.here.workspace.graph.entra.groups[REPRESENTATIVES] = [METTE, LARS, OMAR]
    asked.departments[0] = replace(SERVICE, representatives_group=REPRESENTATIVES)
    assert (await asked.people()).representative == OMAR


@pytest.mark.parametrize("members", [[], [METTE], [LARS]])
async def test_a_group_without_anybody_who_can_help_leaves_those_named(
    asked: Asked, members: list[str]
) -> None:
    asked.here.workspace.graph.entra.groups[REPRESENTATIVES] = members
    asked.departments[0] = replace(SERVICE, representatives_group=REPRESENTATIVES)
    assert (await asked.people()).representative == ANNE


async def test_a_group_that_is_not_there_leaves_those_named(asked: Asked) -> None:
    asked.departments[0] = replace(SERVICE, representatives_group="0")
    assert (await asked.people()).representative == ANNE


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429, "retry_after": 60}, {"hold": "before"}])
async def test_a_graph_that_is_down_is_asked_once_and_organisation_toml_decides(
    asked: Asked, fault: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    asked.away(LARS)
    asked.departments[0] = replace(SERVICE, representatives_group=REPRESENTATIVES)
    asked.here.meets(times=9, **fault)
    assert await asked.people() == PeopleFound(LARS, DORTE, ANNE)
    assert asked.here.workspace.faults.rules[0].times == 8
    assert len(caplog.records) == 1


async def test_a_graph_that_refuses_one_thing_is_asked_for_the_next(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    asked.here.mailboxes.closed.add(LARS)
    asked.departments[0] = replace(SERVICE, representatives_group=REPRESENTATIVES, representatives=())
    assert await asked.people() == PeopleFound(LARS, DORTE, ANNE)
    assert [record.getMessage() for record in caplog.records] == ["graph gave no absence: status 403"]


async def test_only_codes_are_logged(asked: Asked, caplog: pytest.LogCaptureFixture) -> None:
    asked.here.meets(times=9, status=403, error="mette@herlev.example")
    await asked.people()
    assert caplog.records
    assert "mette" not in caplog.text
