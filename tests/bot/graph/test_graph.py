"""Microsoft Graph: who leads whom and who belongs where."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.graph.answers import GraphRefused
from bot.graph.calls import Manager
from tests.bot.graph.graph_given import DORTE, LARS, METTE, Given, asking, given
from tests.bot.raw_http import json, served
from tests.workspace.graph_people import REPRESENTATIVES

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def here() -> AsyncIterator[Given]:
    async with given() as made:
        yield made


async def mails(here: Given, user: str = METTE) -> list[str]:
    """Of the leaders found."""
    return [leader.mail for leader in await here.graph.leaders(user)]


async def test_the_leader_and_theirs_are_found_by_one_question(here: Given) -> None:
    people = here.workspace.store.people
    expected = (Manager(people["U0LARS"].graph_id, LARS), Manager(people["U0DORTE"].graph_id, DORTE))
    assert await here.graph.leaders(METTE) == expected
    assert here.calls == ["graph GET user"]


async def test_leaders_are_found_by_directory_id_too(here: Given) -> None:
    assert await mails(here, here.workspace.store.people["U0LARS"].graph_id) == [DORTE]


async def test_who_has_no_leader_has_none(here: Given) -> None:
    assert await mails(here, DORTE) == []


@pytest.mark.parametrize("unknown", ["nobody@herlev.example", "a/b@x.example", "../me", "mette@x?$select=id"])
async def test_who_is_not_in_the_directory_has_no_leader_and_no_department(here: Given, unknown: str) -> None:
    assert await mails(here, unknown) == []
    assert await here.graph.department(unknown) is None


async def test_the_chain_ends_before_a_disabled_account(here: Given) -> None:
    here.workspace.store.people["U0DORTE"].deleted = True
    assert await mails(here) == [LARS]
    here.workspace.store.people["U0LARS"].deleted = True
    assert await mails(here) == []


async def test_the_chain_ends_before_a_contact_who_is_no_user(here: Given) -> None:
    here.workspace.graph.entra.contacts.add("U0DORTE")
    assert await mails(here) == [LARS]


@pytest.mark.parametrize(("lars_is_led_by", "expected"), [("U0METTE", [LARS]), ("U0LARS", [LARS])])
async def test_leaders_who_lead_each_other_are_told_once(
    here: Given, lars_is_led_by: str, expected: list[str]
) -> None:
    here.workspace.store.people["U0LARS"].manager = lars_is_led_by
    assert await mails(here) == expected


async def test_who_leads_themselves_has_no_leader(here: Given) -> None:
    here.workspace.store.people["U0DORTE"].manager = "U0DORTE"
    assert await mails(here, DORTE) == []


@pytest.mark.parametrize(
    "manager", [{}, {"id": "1"}, {"mail": LARS}, {"id": "1", "mail": None}, "Lars", None]
)
async def test_a_leader_without_a_mailbox_is_none(manager: Any) -> None:
    async with served(json(id="0", manager=manager)) as server, asking(server.url) as graph:
        assert await graph.leaders(METTE) == ()


async def test_the_department_is_entras(here: Given) -> None:
    assert await here.graph.department(METTE) == "Borgerservice"
    here.workspace.graph.entra.departments["U0METTE"] = None
    assert await here.graph.department(METTE) is None


async def test_the_members_of_a_group_are_its_enabled_users(here: Given) -> None:
    group = here.workspace.graph.entra.groups[REPRESENTATIVES]
    group += ["U0OMAR", "U0HANNE", "U0SOFIE"]
    here.workspace.graph.entra.contacts.add("U0HANNE")
    here.workspace.store.people["U0OMAR"].deleted = True
    assert await here.graph.members(REPRESENTATIVES) == ("anne@herlev.example", "sofie@herlev.example")


async def test_a_large_group_comes_in_pages(here: Given) -> None:
    here.workspace.graph.entra.groups[REPRESENTATIVES] = ["U0ANNE"] * 230
    assert len(await here.graph.members(REPRESENTATIVES)) == 230
    assert here.calls == ["graph GET members"] * 3


async def test_a_group_that_is_not_there_is_a_refusal(here: Given) -> None:
    with pytest.raises(GraphRefused) as refusal:
        await here.graph.members("0")
    assert (refusal.value.status, refusal.value.code) == (404, "Request_ResourceNotFound")


async def test_a_page_of_another_host_is_not_asked_for() -> None:
    async with served(json(value=[])) as stranger:
        elsewhere = {"@odata.nextLink": f"{stranger.url}/groups"}
        async with served(json(value=[], **elsewhere)) as server, asking(server.url) as graph:
            with pytest.raises(GraphRefused):
                await graph.members("0")
        assert stranger.seen == []


async def test_pages_that_never_end_are_given_up() -> None:
    async with served() as server, asking(server.url) as graph:
        server.answers.append(json(value=[], **{"@odata.nextLink": f"{server.url}/groups"}))
        with pytest.raises(GraphRefused):
            await graph.members("0")
