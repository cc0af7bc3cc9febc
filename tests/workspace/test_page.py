"""The page of the stand-in workspace, played in a real browser with a small app that shows every element."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.browser import find_chromium
from tests.workspace.page_app import MANIFEST, Stage

pytestmark = pytest.mark.browser
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PATIENCE = 60_000
"""Milliseconds that a browser waits for what a person would see."""
Desk = Callable[..., Page]
DROP = """async (pane, [name, bytes]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  pane.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    manifest = tmp_path_factory.mktemp("app") / "app_manifest.yaml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    opened = Stage(manifest)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield opened
        opened.close()


@pytest.fixture
def at_the_desk(stage: Stage, browser: Browser) -> Iterator[Desk]:
    """Opens a tab in which a person has the app's Messages tab; faults of the page fail the test."""
    faults: list[str] = []
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)

    def opened(person: str, size: ViewportSize = DESKTOP) -> Page:
        page = context.new_page()
        page.set_viewport_size(size)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{stage.url}/#{person}/vaern")
        expect(composer(page)).to_be_visible()
        return page

    yield opened
    context.close()
    assert faults == []


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Værn")


def say(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")


def messages(page: Page) -> Locator:
    return page.locator("[data-ts]")


def shown(page: Page, kind: str) -> Locator:
    """Asks the app for something and returns the message in which it stands."""
    say(page, f"show {kind}")
    message = messages(page).filter(has=page.locator(f'[data-block-id^="{kind}"]')).last
    expect(message).to_be_visible()
    return message


def test_a_person_is_chosen_and_finds_the_app(at_the_desk: Desk) -> None:
    page = at_the_desk("U0LARS")
    page.get_by_role("link", name="Skift person").click()
    page.get_by_role("link", name="Mette Holm").click()
    page.get_by_role("navigation", name="Samtaler").get_by_role("link", name="Værn").click()
    expect(composer(page)).to_be_visible()
    assert page.url.endswith("#U0METTE/vaern")


def test_text_blocks_show_slacks_markup_and_never_html(at_the_desk: Desk) -> None:
    page = at_the_desk("U0METTE")
    message = shown(page, "text")
    expect(message.locator("strong", has_text="bold")).to_be_visible()
    expect(message.locator("em", has_text="italic")).to_be_visible()
    expect(message.locator("s", has_text="struck")).to_be_visible()
    expect(message.locator("code", has_text="code")).to_be_visible()
    expect(message.get_by_role("link", name="a link")).to_have_attribute(
        "href", "https://example.com/a?b=1&c=2"
    )
    expect(message.get_by_text("@Lars Bak").first).to_be_visible()
    expect(message.locator("blockquote")).to_have_text("quoted")
    expect(message.get_by_text("<b>not markup</b> & so on")).to_be_visible()
    expect(message.get_by_text("onsdag den 25. november 2026 09.00")).to_be_visible()
    expect(message.get_by_role("heading", name="A header")).to_be_visible()
    expect(message.get_by_role("listitem").filter(has_text="rich item")).to_be_visible()
    expect(message.get_by_role("cell", name="a cell")).to_be_visible()


def test_what_is_pressed_and_picked_reaches_the_app(at_the_desk: Desk) -> None:
    page = at_the_desk("U0LARS")
    message = shown(page, "elements")
    message.get_by_role("button", name="Press me").click()
    expect(page.get_by_text("button: pressed")).to_be_visible()
    message.get_by_label("A letter").select_option("Letter B")
    expect(page.get_by_text("static_select: b")).to_be_visible()
    message.get_by_label("A person").select_option("Anne Juhl")
    expect(page.get_by_text("users_select: U0ANNE")).to_be_visible()
    message.locator('[data-action-id="date"]').fill("2026-12-24")
    expect(page.get_by_text("datepicker: 2026-12-24")).to_be_visible()
    message.get_by_role("checkbox", name="Letter A").check()
    expect(page.get_by_text("checkboxes: a")).to_be_visible()
    message.get_by_role("radio", name="Letter C").check()
    expect(page.get_by_text("radio_buttons: c")).to_be_visible()
    message.get_by_role("button", name="Flere valg").click()
    page.get_by_role("menuitem", name="Letter B").click()
    expect(page.get_by_text("overflow: b")).to_be_visible()


def test_a_multi_select_acts_once_when_it_is_closed(at_the_desk: Desk) -> None:
    page = at_the_desk("U0SOFIE")
    message = shown(page, "elements")
    message.get_by_role("button", name="Some letters").click()
    panel = message.get_by_role("group", name="Some letters")
    panel.get_by_label("Letter A").check()
    panel.get_by_label("Letter C").check()
    panel.get_by_role("button", name="Færdig").click()
    expect(page.get_by_text("multi_static_select: a, c")).to_be_visible()
    expect(page.get_by_text("multi_static_select:")).to_have_count(1)


def test_a_dangerous_button_asks_first(at_the_desk: Desk) -> None:
    page = at_the_desk("U0HANNE")
    message = shown(page, "elements")
    message.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog", name="Really?").get_by_role("button", name="No").click()
    message.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog", name="Really?").get_by_role("button", name="Yes").click()
    expect(page.get_by_text("button: deleted")).to_have_count(1)


def test_a_form_shows_its_faults_and_keeps_what_was_typed(at_the_desk: Desk) -> None:
    page = at_the_desk("U0ANNE")
    shown(page, "elements").get_by_role("button", name="Open form").click()
    form = page.get_by_role("dialog", name="The form")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Udfyld dette felt.").first).to_be_visible()
    form.get_by_label("Subject").fill("wrong")
    form.get_by_label("Story").fill("A long story")
    form.get_by_label("When").fill("2026-11-24T09:30")
    form.get_by_label("Pictures").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    form.get_by_label("Subject").press("Enter")
    expect(form.get_by_text("This subject is wrong")).to_be_visible()
    expect(form.get_by_label("Story")).to_have_value("A long story")
    form.get_by_label("Subject").fill("right")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    expect(page.get_by_text("form: right, A long story, 1795509000, a.png")).to_be_visible()


def test_modals_stack_and_escape_closes_the_uppermost(at_the_desk: Desk) -> None:
    page = at_the_desk("U0DORTE")
    shown(page, "elements").get_by_role("button", name="Open form").click()
    form = page.get_by_role("dialog", name="The form")
    form.get_by_label("Subject").fill("half typed")
    form.get_by_role("button", name="Look closer").click()
    closer = page.get_by_role("dialog", name="Closer")
    expect(closer).to_be_visible()
    page.keyboard.press("Escape")
    expect(form.get_by_label("Subject")).to_have_value("half typed")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_typed_text_focus_and_picks_survive_new_messages(at_the_desk: Desk) -> None:
    page = at_the_desk("U0METTE")
    message = shown(page, "inputs")
    composer(page).fill("not yet sent")
    field = message.get_by_label("Nickname")
    field.press_sequentially("Met")
    field.evaluate("(input) => input.setSelectionRange(1, 2)")
    other = at_the_desk("U0METTE")
    say(other, "show text")
    expect(messages(page).filter(has_text="A header").last).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("Met")
    assert field.evaluate("(input) => [input.selectionStart, input.selectionEnd]") == [1, 2]
    expect(composer(page)).to_have_value("not yet sent")


def test_a_dropped_picture_waits_as_a_chip_and_is_sent(at_the_desk: Desk) -> None:
    page = at_the_desk("U0SOFIE")
    page.get_by_role("main").evaluate(DROP, ["skærm.png", list(PNG)])
    expect(page.get_by_role("list", name="Vedhæftede filer")).to_contain_text("skærm.png")
    composer(page).press("Enter")
    expect(page.get_by_role("img", name="skærm.png")).to_be_visible()
    expect(page.get_by_text("file: skærm.png")).to_be_visible()


def test_a_slash_command_is_suggested_and_answered_to_one_person_only(at_the_desk: Desk) -> None:
    page = at_the_desk("U0LARS")
    composer(page).fill("/t")
    expect(page.get_by_role("option", name="/try")).to_be_visible()
    composer(page).press("Tab")
    composer(page).press_sequentially("this")
    composer(page).press("Enter")
    answer = messages(page).filter(has_text="command: this")
    expect(answer).to_contain_text("Kun synlig for dig")
    say(page, "/unknown")
    expect(page.get_by_role("alert")).to_contain_text("/unknown er ikke en gyldig kommando")


def test_shortcuts_start_from_the_composer_and_from_a_message(at_the_desk: Desk) -> None:
    page = at_the_desk("U0HANNE")
    page.get_by_role("button", name="Genveje").click()
    page.get_by_role("menuitem", name="Start something").click()
    page.get_by_role("dialog", name="Closer").get_by_role("button", name="Back").click()
    say(page, "look at this")
    message = messages(page).filter(has_text="look at this")
    message.hover()
    message.get_by_role("button", name="Flere handlinger").click()
    page.get_by_role("menuitem", name="About this message").click()
    expect(page.get_by_role("dialog", name="Closer")).to_contain_text("look at this")


def test_the_home_tab_is_shown_when_it_is_opened(at_the_desk: Desk) -> None:
    page = at_the_desk("U0OMAR")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Home of U0OMAR")).to_be_visible()


def test_a_message_elsewhere_notifies_and_is_counted_until_it_is_read(at_the_desk: Desk) -> None:
    anne = at_the_desk("U0ANNE")
    omar = at_the_desk("U0OMAR")
    omar.get_by_role("link", name="generelt").click()
    omar.get_by_role("textbox", name="generelt").fill("Hello <all> @Anne Juhl")
    omar.keyboard.press("Enter")
    toast = anne.get_by_role("status", name="Underretninger").get_by_role("link")
    expect(toast).to_have_text("#generelt · Omar SaidHello <all> @Anne Juhl")
    channel = anne.get_by_role("navigation", name="Samtaler").get_by_role("link", name="generelt")
    expect(channel).to_contain_text("1")
    channel.click()
    expect(anne.get_by_text("Nye", exact=True)).to_be_visible()
    expect(channel).not_to_contain_text("1")


def test_the_clock_jumps_to_monday_morning(at_the_desk: Desk) -> None:
    page = at_the_desk("U0DORTE")
    page.get_by_role("button", name="Mandag 08.30").click()
    clock = page.get_by_role("banner")
    expect(clock).to_contain_text("Mandag")
    expect(clock).to_contain_text("08.3")


def test_a_phone_shows_one_screen_and_never_scrolls_sideways(at_the_desk: Desk) -> None:
    page = at_the_desk("U0METTE", PHONE)
    list_of_conversations = page.get_by_role("navigation", name="Samtaler")
    for kind in ("text", "elements", "inputs"):
        shown(page, kind)
        assert overflow_of(page) <= 0
    expect(list_of_conversations).to_be_hidden()
    messages(page).get_by_role("button", name="Open form").last.click()
    form = page.get_by_role("dialog", name="The form")
    expect(form).to_be_visible()
    assert form.bounding_box() == {"x": 0, "y": 0, **PHONE}
    assert overflow_of(page) <= 0
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Tilbage til samtaler").click()
    expect(list_of_conversations).to_be_visible()
    expect(composer(page)).to_be_hidden()
    assert overflow_of(page) <= 0


def overflow_of(page: Page) -> int:
    """How many pixels wider than the window the page or its list of messages is."""
    return int(
        page.evaluate(
            "Math.max(...[document.documentElement, ...document.querySelectorAll('.scroller, .modal .body')]"
            ".map((box) => box.scrollWidth - box.clientWidth))"
        )
    )
