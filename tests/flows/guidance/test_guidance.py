"""The guidance says what may help, never what it was, and its links are those of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.guidance.identification import carried_back
from flows.guidance.platforms import PLATFORMS, platforms, those_first
from flows.guidance.topics import TOPICS
from flows.people.organisation import Organisation, PlatformLink
from flows.procedure.procedure import STEPS
from flows.report.places import CHANNELS
from flows.screens.elements import Button, FormScreen, Note, Row, Text, to_call
from flows.screens.guidance import MENU, PROMPTS_KEY, TITLES, guidance
from flows.screens.view import View
from flows.words import Language
from tests.flows.given import (
    METTE,
    NOW,
    context,
    organisation,
    view,
)
from tests.flows.guidance.guided import KEYS, buttons, eyes, read, result

LANGUAGES: tuple[Language, ...] = ("da", "en")
OWN = PlatformLink("facebook", "Facebook hos os", "https://intranet.example.dk/facebook", date(2026, 11, 20))


def everything() -> Iterator[tuple[str, FormScreen]]:
    for language in LANGUAGES:
        for key in ("", *TITLES):
            yield f"{language} {key or 'menu'}", guidance(key, eyes(language))
        for answers in ({}, dict.fromkeys(KEYS, "yes"), dict.fromkeys(KEYS, "no"), {"accused": "yes"}):
            yield f"{language} counted", result(answers, eyes(language))


SCREENS = list(everything())


def test_a_threat_puts_the_emergency_call_in_the_text_and_not_in_small_print() -> None:
    call = to_call("I fare nu? Ring 112. Haster det ikke: politiet på 114.")
    assert Text(call) in result({"threat": "yes"}).parts
    assert Note(call) in result({"private": "yes"}).parts


@pytest.mark.parametrize(("name", "form"), SCREENS)
def test_every_screen_but_the_questions_offers_the_report(name: str, form: FormScreen) -> None:
    offered = [button for button in buttons(form) if button.act == "start_report"]
    assert len(offered) == (0 if form.submit else 1), name
    assert all(button.style == "primary" for button in offered)


@pytest.mark.parametrize(("name", "form"), SCREENS)
def test_every_screen_but_the_menu_leads_back(name: str, form: FormScreen) -> None:
    back = [button.value for button in buttons(form) if button.label in {"Tilbage", "Back"}]
    if name.endswith("menu"):
        assert back == []
    else:
        assert back == [PROMPTS_KEY if name.endswith("counted") else ""]


@pytest.mark.parametrize(("name", "form"), SCREENS)
def test_every_screen_fits_a_modal(name: str, form: FormScreen) -> None:
    assert len(form.title) <= 24, name
    assert len(form.parts) <= 100
    assert carried_back(form.about) == {} or name.endswith("counted")
    assert all(len(button.label) <= 75 for button in buttons(form))
    assert all(len(part.text) <= 600 for part in form.parts if isinstance(part, Text | Row))


def test_the_menu_reaches_every_topic_once() -> None:
    reached = [key for _, keys in MENU for key in keys]
    assert sorted(reached) == sorted(TITLES)
    assert [b.value for b in buttons(guidance("", eyes())) if b.act == "guidance"] == reached


@pytest.mark.parametrize("unknown", ["", "-", "somewhere", "{x}"])
def test_an_unknown_topic_is_the_menu(unknown: str) -> None:
    assert guidance(unknown, eyes()) == guidance("", eyes())


@pytest.mark.parametrize("key", ["screenshot", "avoid"])
def test_nobody_is_led_to_capture_sexual_material_with_children(key: str) -> None:
    said = read(guidance(key, eyes()))
    assert "Tag ikke billeder af det, og send det ikke til mig. Ring til politiet på 114." in said


@pytest.mark.parametrize("device", ["Windows", "Mac", "iPhone", "Android"])
def test_a_screenshot_is_explained_on_every_device(device: str) -> None:
    assert f"*{device}*" in read(guidance("screenshot", eyes()))


def test_the_definition_always_asks_for_a_concrete_assessment() -> None:
    assert "Det må I se på sammen." in read(guidance("what", eyes()))


def test_the_handling_lists_the_eight_steps_and_the_crisis_help() -> None:
    said = read(guidance("handle", eyes()))
    for step in STEPS:
        assert f"{step.number}. {eyes().say(step.title)}" in said
    help_line = organisation().crisis_help
    assert f"{help_line.name}, {help_line.phone}. {help_line.who_may_call}." in said


def test_what_law_says_is_told_with_its_source_and_its_day() -> None:
    for topic in TOPICS.values():
        said = read(guidance(topic.key, eyes()))
        assert bool(topic.sources) == ("tjekket den 22. november 2026" in said)
    assert "72 timer" in read(guidance("handle", eyes()))
    assert "civilstyrelsen.dk" in TOPICS["handle"].sources


def test_every_channel_of_the_report_has_a_row() -> None:
    reached = frozenset().union(*(platform.channels for platform in PLATFORMS))
    assert reached == {channel.key for channel in CHANNELS}


def test_every_link_is_secure_and_was_checked_before_today() -> None:
    for platform in PLATFORMS:
        assert not platform.url or platform.url.startswith("https://")
        assert platform.checked_on <= date.today()  # noqa: DTZ011
        assert platform.how


def test_the_rows_stand_in_the_order_of_the_table() -> None:
    rows = [part for part in guidance("platforms", eyes()).parts if isinstance(part, Row)]
    assert [row.text.splitlines()[0] for row in rows] == [f"*{eyes().say(p.name)}*" for p in PLATFORMS]
    for row, platform in zip(rows, PLATFORMS, strict=True):
        assert (row.button.url if row.button else "") == platform.url
        assert ("Tjekket den 22. november 2026." in row.text) == bool(platform.url)


def with_links(*links: PlatformLink) -> Organisation:
    return replace(organisation(), platforms=links)


def test_an_organisation_replaces_a_link_where_it_stands() -> None:
    found = platforms(with_links(OWN))
    assert [platform.key for platform in found] == [platform.key for platform in PLATFORMS]
    assert (found[0].name, found[0].url, found[0].checked_on) == (OWN.name, OWN.url, OWN.checked_on)
    assert (found[0].channels, found[0].how) == (PLATFORMS[0].channels, PLATFORMS[0].how)
    assert found[1:] == PLATFORMS[1:]


def test_an_organisation_adds_a_link_at_the_end() -> None:
    for key, channel in (("intranet", "other"), ("digital_post", "digital_post")):
        added = platforms(with_links(replace(OWN, key=key)))[-1]
        assert (added.key, added.url, added.channels) == (key, OWN.url, {channel})


def test_an_added_link_is_shown_with_the_day_it_was_checked() -> None:
    ctx = replace(context(), organisation=with_links(replace(OWN, key="intranet")))
    rows = [part for part in guidance("platforms", view(ctx, METTE)).parts if isinstance(part, Row)]
    assert rows[-1].text == "*Facebook hos os*\nTjekket den 20. november 2026."
    assert rows[-1].button == Button(
        "Vejledning fra Facebook hos os", "platform_link", "intranet", url=OWN.url
    )


channels_chosen = st.frozensets(st.sampled_from([channel.key for channel in CHANNELS]))


@given(channels_chosen)
def test_the_rows_of_the_channels_come_first_and_none_is_lost(channels: frozenset[str]) -> None:
    rows = those_first(channels, organisation())
    first = [row for row in PLATFORMS if row.channels & channels]
    assert list(rows) == [*first, *(row for row in PLATFORMS if row not in first)]
    assert channels <= frozenset().union(*(row.channels for row in first))


def test_nothing_of_it_depends_on_the_time_or_on_a_case() -> None:
    for key in ("", *TITLES):
        assert guidance(key, eyes()) == guidance(key, view(context(NOW.replace(year=2027)), METTE))


def test_somebody_unknown_reads_danish() -> None:
    stranger: Any = View(context(language="en"), None)
    assert guidance("", stranger) == guidance("", eyes("da"))
