"""The help for each step says what the municipality and the law say, shortly and without judging."""

from __future__ import annotations

import pytest

from flows.guidance.step_help import HELP
from flows.procedure.procedure import STEPS
from flows.words import Language, Voice
from tests.flows.given import organisation

LONGEST = 600
MOST = 5
LANGUAGES: tuple[Language, ...] = ("da", "en")
CRISIS = organisation().crisis_help
KNOWN = {"crisis": CRISIS.name, "phone": CRISIS.phone, "who": CRISIS.who_may_call}


def read(key: str, language: Language = "da") -> str:
    say = Voice(language)
    return "\n".join(f"{say(p.title)}\n{say(p.text, **KNOWN)}" for p in HELP[key].passages)


def test_every_step_has_help_in_the_order_of_the_steps() -> None:
    assert list(HELP) == [step.key for step in STEPS]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", HELP)
def test_it_is_short_enough_for_somebody_between_two_meetings(key: str, language: Language) -> None:
    assert 1 <= len(HELP[key].passages) <= MOST
    for passage in HELP[key].passages:
        assert 0 < len(Voice(language)(passage.title)) <= 40
        assert 0 < len(Voice(language)(passage.text, **KNOWN)) <= LONGEST


SAYS = {
    "document": ["adressen på siden", "klokkeslættet", "hele tråden", "Slet ikke noget, svar ikke", "114"],
    "contact": [
        "Sig tak",
        "lyt",
        "så I begge kan se det",
        "Du behøver ikke vide nu, om det er chikane",
        "stedfortræder",
        "Er I ikke enige, går sagen videre til din egen leder eller HR",
    ],
    "support": [
        "Gå selv hen til medarbejderen",
        "lov ikke noget",
        "det første døgn",
        "en til tre dage efter, ikke samme dag",
        "frivillig",
        "Ingen skal fortælle det hele igen",
        f"{CRISIS.name}, {CRISIS.phone}. {CRISIS.who_may_call}.",
        "14, 30 og 90",
    ],
    "legal": [
        "Spørg politiet om nyt hver tredje måned",
        "Ledelsen beslutter",
        "råd hos HR",
        "Medarbejderen kan altid selv anmelde",
        "112",
        "114",
        "kvittering",
        "en sag for sig",
        "72 timer",
        "anmeld alligevel",
        "under 15",
        "SSP",
        "bliver lukket igen",
    ],
    "removal": [
        "Dokumentation først",
        "spørg politiet, før nogen skriver",
        "Intet om helbred",
        "HR læser teksten",
        "uden at kontakte afsenderen",
        "dag 1, 3, 7 og 14",
    ],
    "register": [
        "14 dage efter første dag med fravær",
        "14 dage efter den dag, det skete",
        "uden for arbejdstiden tæller også med",
        "mere end fem dage",
        "lægen",
        "Sent er bedre end aldrig",
        "Er du i tvivl, så anmeld",
        "om navnet må stå der",
    ],
    "meeting": [
        "opsamlingen i mindst et døgn",
        "Hvad er stadig svært?",
        "Kan sagen lukkes?",
        "ikke er enige",
    ],
    "analyse": ["pligt", "ingen navne", "Hvad gjorde det muligt?", "Hvem gør det, og hvornår?", "APV"],
}


@pytest.mark.parametrize("key", HELP)
def test_it_says_what_matters(key: str) -> None:
    assert [words for words in SAYS[key] if words not in read(key)] == []


@pytest.mark.parametrize("key", ["legal", "register", "analyse", "support", "removal", "contact", "document"])
def test_what_rules_say_has_a_source(key: str) -> None:
    assert HELP[key].sources


def test_the_sources_are_those_of_the_facts() -> None:
    assert "civilstyrelsen.dk" in HELP["legal"].sources
    assert {"at.dk", "aes.dk"} == set(HELP["register"].sources.split(", "))
    assert "BEK 65/2024 § 31" in HELP["analyse"].sources
