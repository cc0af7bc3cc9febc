"""What leaves a case holds what its reader needs, and nobody's name, story or own words beside that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from flows.case.case import Case, Decision
from flows.procedure.procedure import STEPS
from flows.report.kinds import KINDS
from flows.report.places import CHANNELS
from flows.screens.elements import LONGEST_INPUT
from flows.screens.steps.letters import (
    LONGEST,
    anonymous_facts,
    demand_draft,
    legal_mail,
    platform_text,
    worksheet,
)
from flows.screens.view import View
from flows.words import Voice
from tests.flows.given import LARS, METTE, NAMES, NOW, organisation
from tests.flows.reading import any_case, canaries_in, views
from tests.flows.screens.harassed import ABSENT, LINK, ON_FACEBOOK, PLACE, STORY, eyes, harassed, item


def without_names(made: Case, seen: View) -> dict[str, str]:
    """Every text that is to hold nobody."""
    subject, text = legal_mail(made.number, "https://example.slack.com/app", seen.say)
    return {
        "demand": demand_draft(made, seen),
        "platform": platform_text(made, seen),
        "worksheet": worksheet(made, ABSENT, seen, is_named=False),
        "facts": anonymous_facts(made, seen),
        "mail": subject + text,
    }


def names() -> set[str]:
    return {part for name in NAMES.values() for part in name.split()} | set(NAMES)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_leaves_the_case_holds_nobodys_name_and_no_word_of_theirs(language: Any) -> None:
    secret = {STORY, "kanarie", *names()}
    for text in without_names(harassed(), eyes(language=language)).values():
        assert [word for word in secret if word in text] == []


@given(any_case(), views())
def test_that_holds_for_every_case_and_everybody_who_looks(made: Case, seen: View) -> None:
    for key, text in without_names(made, seen).items():
        allowed = {"https://canary-link.example"} if key in {"demand", "platform"} else set()
        assert canaries_in(text) <= allowed
        assert [name for name in names() if name in text] == []


def test_the_letter_to_the_sender_says_where_and_when_and_what_it_can_be() -> None:
    assert demand_draft(harassed(), eyes()) == (
        "Emne: Vi beder dig fjerne noget\n\n"
        "Kære [afsenderens navn]\n\n"
        "Jeg er leder i Eksempel Kommune. Der er skrevet eller delt noget om en af vores medarbejdere:\n"
        f"- Facebook, {PLACE}, fredag 20. november 2026 kl. 14.00, {LINK}\n\n"
        "Det kan være:\n- Nedsættende eller hånende opslag eller beskeder\n\n"
        "Jeg beder dig fjerne det senest [dag og klokkeslæt]. Skriv gerne til mig, når det er gjort.\n\n"
        "Du må gerne være uenig med os og sige det højt. "
        "Det her handler kun om det, der går på en medarbejder som person.\n\n"
        "Har du spørgsmål til en sag hos os? Så kontakt [navn, telefon og mail].\n"
        "Er du ikke tilfreds med en afgørelse? Så kan du klage sådan her: [klagevejledning].\n\n"
        "Venlig hilsen\n[navn på leder]\n[telefon og mail]\nEksempel Kommune"
    )


def test_the_letter_is_danish_whoever_looks_and_the_other_texts_are_theirs() -> None:
    english = eyes(language="en", zone="Asia/Bangkok")
    assert demand_draft(harassed(), english) == demand_draft(harassed(), eyes())
    assert "We ask you to look at it" in platform_text(harassed(), english)
    assert "Kind: Degrading" in anonymous_facts(harassed(), english)


def test_nothing_of_health_and_no_number_stands_in_what_is_sent_out() -> None:
    made = harassed(answers={"circumstances": ("unsafe",), "wishes": ("absence:2026-11-16",)})
    for text in (demand_draft(made, eyes()), platform_text(made, eyes())):
        assert made.number not in text
        assert [word for word in ("utryg", "fravær", "syg", "politi") if word in text.lower()] == []


def test_a_place_that_nobody_has_told_of_is_left_to_be_filled_in() -> None:
    made = harassed(evidence=(), answers={"kinds": ("other",)})
    text = demand_draft(made, eyes())
    assert "- Mail på arbejdet, fredag 20. november 2026 kl. 14.00, [link til det]" in text
    assert "- [hvad det er, med få ord]" in text
    assert "Noget andet" not in text


def test_the_same_place_stands_once_and_a_correction_is_no_place() -> None:
    again = replace(ON_FACEBOOK, id="file2")
    correction = replace(item("file3", link="https://rettelse.example.dk"), kind="correction")
    text = platform_text(harassed(evidence=(ON_FACEBOOK, again, correction)), eyes())
    assert text.count(LINK) == 1
    assert "rettelse" not in text


@pytest.mark.parametrize("place", ["Mettes side", "Stop mette holm", "Gruppen om Lars Bech", "BECH"])
def test_a_page_that_is_named_after_somebody_is_found_by_its_link_alone(place: str) -> None:
    made = harassed(evidence=(item(platform="facebook", place=place, link=LINK),))
    for text in (demand_draft(made, eyes()), platform_text(made, eyes())):
        assert f"- Facebook, {LINK}" in text
        assert place not in text


@pytest.mark.parametrize("kind", ["incite", "review", "false_order", "false_claim", "extortion"])
def test_nobody_reads_you_where_an_employee_is_meant(kind: str) -> None:
    made = harassed(answers={"kinds": (kind,), "sender": "citizen"})
    for text in (platform_text(made, eyes()), anonymous_facts(made, eyes())):
        assert [word for word in (" dig", " dit ", " mine ") if word in text] == []


def test_a_bare_list_of_everything_fits_a_field() -> None:
    assert LONGEST < LONGEST_INPUT


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_longest_case_still_fits_a_field(language: Any) -> None:
    details = {"platform": "news", "place": "🙂" * 3000, "posted": "found:2026-11-01/2026-11-20T09:00"}
    many = tuple(item(f"f{n}", link=f"https://a.example/{n}" + "x" * (100 * n), **details) for n in range(40))
    answers = {
        "kinds": tuple(option.key for option in KINDS),
        "where": tuple(option.key for option in CHANNELS),
        "story": "🙂 Han skrev igen.\n" * 2000,
    }
    made = harassed(evidence=many, answers=answers)
    done = tuple(
        Decision(step.key, max(step.outcomes, key=lambda o: len(o.words)).key, "", LARS, NOW)
        for step in STEPS
    )
    made = replace(made, decisions=done)
    seen = eyes(language=language)
    seen = replace(seen, ctx=replace(seen.ctx, organisation=replace(organisation(), name="Kommune" * 40)))
    named = worksheet(made, ABSENT, seen, is_named=True)
    for text in (*without_names(made, seen).values(), named):
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert "🙂 Han skrev igen." in named
    assert named.endswith("… (det hele er gemt)" if language == "da" else "… (all of it is kept)")
    assert demand_draft(made, seen).count("- [flere steder, de står i sagen]") == 1


def test_a_link_that_is_too_long_is_not_cut_to_one_that_leads_nowhere() -> None:
    text = platform_text(harassed(evidence=(item(link="https://a.example/" + "x" * 600),)), eyes())
    assert "a.example" not in text
    assert "[linket står i sagen]" in text


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_mail_to_the_legal_desk_holds_the_number_and_the_link_and_nothing_else(language: Any) -> None:
    link = "https://example.slack.com/app_redirect?app=A0VAERN"
    subject, text = legal_mail("2026-0042", link, Voice(language))
    assert "2026-0042" in subject
    assert link in text
    assert legal_mail("2026-0043", link, Voice(language)) == (
        subject.replace("0042", "0043"),
        text.replace("0042", "0043"),
    )


def test_the_leader_looks_with_the_same_words_as_the_employee() -> None:
    assert platform_text(harassed(), eyes(LARS)) == platform_text(harassed(), eyes(METTE))
