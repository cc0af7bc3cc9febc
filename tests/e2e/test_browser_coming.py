"""The demo's own tab: the reminders to come of each case, to which role, and why each comes then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.running import running
from tests.conftest import Loop
from tests.demo import coming_reminders
from tests.desk import DESKTOP, PHONE, Desk
from tests.drafted import drafted
from tests.people import Person, World
from tests.reminding import REMINDED
from tests.reporting import STORY, sends
from tests.standin import settings, surroundings
from tests.workspace.server import Workspace

pytestmark = pytest.mark.browser

TAB = "Kommende påmindelser"


@pytest.fixture
def world(loop: Loop, workspace: Workspace, migrated: Path, tmp_path: Path) -> Iterator[World]:
    """The product as the demo starts it: its page knows what the cases will say."""
    drafted(migrated, tmp_path / "data", workspace.now())
    stack = AsyncExitStack()
    chosen = settings(workspace.url, tmp_path / "data")
    product = loop.run(stack.enter_async_context(running(chosen, surroundings(workspace.clock))))
    workspace.coming = partial(coming_reminders, product)
    yield World(workspace.url)
    loop.run(stack.aclose())


def _opens_the_tab(page: Page) -> Locator:
    page.get_by_role("navigation", name="Faner").get_by_text(TAB).click()
    return page.get_by_role("region", name=TAB)


def test_the_tab_lists_what_will_be_said_to_whom_and_why_then(
    at_the_desk: Desk, mette: Person, lars: Person
) -> None:
    number = sends(mette)
    lars.case_channel()
    page = at_the_desk("mette", PHONE)
    tab = _opens_the_tab(page)
    expect(tab.get_by_role("heading", name=f"Sag {number}")).to_be_visible()
    first = tab.get_by_role("listitem").filter(has_text="2. Aftal næste skridt").first
    expect(first).to_contain_text("tirsdag 24. november kl. 10.30 · Leder")
    expect(first).to_contain_text("2. Aftal næste skridt med leder eller arbejdsmiljørepræsentant")
    expect(first).to_contain_text("Halvdelen af tiden er gået.")
    asked = tab.get_by_role("listitem").filter(has_text="Bliver bedt om at træde til: 2.").first
    expect(asked).to_contain_text("Stedfortræder")
    for content in ("Mette Holm", "Lars", STORY, "Facebook"):
        expect(tab).not_to_contain_text(content)
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        expect(first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_tab_says_that_there_is_no_case_then_lists_it_and_follows_the_clock(
    at_the_desk: Desk, world: World, mette: Person, lars: Person
) -> None:
    tab = _opens_the_tab(at_the_desk("lars", DESKTOP))
    expect(tab).to_contain_text("Der er ingen åbne sager.")
    expect(tab.get_by_role("listitem")).to_have_count(0)
    sends(mette)
    expect(tab).to_contain_text("Halvdelen af tiden er gået.")
    world.jump(by=2 * 3600)
    lars.sees(REMINDED)
    expect(tab).not_to_contain_text("Halvdelen af tiden er gået.")


def test_without_the_demo_there_is_no_such_tab(
    at_the_desk: Desk, workspace: Workspace, mette: Person
) -> None:
    workspace.coming = None
    tabs = at_the_desk("mette", DESKTOP).get_by_role("navigation", name="Faner")
    expect(tabs.get_by_text("Hjem")).to_be_visible()
    expect(tabs.get_by_text(TAB)).to_have_count(0)
