"""What is brought to the police, filled in for EASY and looked at by the work-environment group."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given

from flows.case.case import Case, Decision
from flows.procedure.procedure import STEPS
from flows.screens.steps.letters import anonymous_facts, police_sheet, worksheet
from flows.screens.view import View
from tests.flows.given import ANNE, LARS, NOW, case, local
from tests.flows.reading import any_case, texts, views
from tests.flows.screens.harassed import (
    ABSENT,
    LINK,
    NOTHING_KNOWN,
    PLACE,
    SECRETS,
    STORY,
    eyes,
    harassed,
    item,
)


def read(made: Case, seen: View) -> str:
    return "\n".join(texts(police_sheet(made, seen)))


def test_the_police_sheet_holds_what_the_police_ask_for() -> None:
    said = read(harassed(), eyes())
    for words in (
        "112",
        "114",
        "kvittering",
        "Stalking kan ikke anmeldes på politiets side",
        "fredag 20. november 2026 kl. 14.00",
        LINK,
        SECRETS["sender"],
        SECRETS["quote"],
        SECRETS["witnesses"],
        SECRETS["name"],
        f"Fingeraftryk {'ab' * 32}",
    ):
        assert words in said
    assert STORY not in said


def test_the_police_sheet_tells_of_the_72_hours_with_their_source() -> None:
    made = case(content_at=local("Wed 2026-11-18 09:15"))
    before, after = (
        read(made, eyes(now=local(at))) for at in ("Sat 2026-11-21 09:15", "Sat 2026-11-21 09:16")
    )
    assert "De 72 timer udløber lørdag 21. november kl. 09.15." in before
    assert "De 72 timer udløb lørdag 21. november kl. 09.15. Sagen kan stadig anmeldes." in after
    for said in (before, after):
        assert "Kilde: civilstyrelsen.dk, tjekket den 22. november 2026." in said


def test_a_sender_under_15_leads_to_hr_first_unless_there_is_danger() -> None:
    child = harassed(answers={"circumstances": ("child",)})
    assert "Tal med HR først, medmindre der er fare." in read(child, eyes())
    assert "Tal med HR først" not in read(harassed(), eyes())


@pytest.mark.parametrize("count", [0, 1, 8, 9, 40])
def test_the_police_sheet_fits_a_modal_and_says_when_it_holds_less(count: int) -> None:
    items = tuple(
        item(f"f{n}", platform="x", place=PLACE, link=LINK, posted="2026-11-20") for n in range(count)
    )
    made = harassed(evidence=items)
    assert len(police_sheet(made, eyes())) <= 95
    assert ("Der er ikke noget i sagen endnu." in read(made, eyes())) == (count == 0)
    assert read(made, eyes()).count(SECRETS["sender"]) == min(count, 30)
    assert ("nyeste" in read(made, eyes())) == (count > 30)


def test_a_named_worksheet_holds_what_easy_asks() -> None:
    sheet = worksheet(harassed(), ABSENT, eyes(), is_named=True).splitlines()
    assert sheet == [
        "Medarbejder: Mette Holm",
        "Hvornår: fredag 20. november 2026 kl. 14.00",
        "Hvor: Mail på arbejdet",
        "Hvem står bag: En borger i en af medarbejderens sager",
        "Hvad: Nedsættende eller hånende opslag eller beskeder",
        "Kunne ikke passe sit normale arbejde i mindst én dag: Ja, fra mandag 23. november 2026",
        "Der kan være udgifter, der skal dækkes: Nej",
        "Det har stået på i mere end fem dage: Nej",
        f"Det er gjort: {outcome('contact')}. {outcome('legal')}",
        "Leder: Sofie Dahl",
        "Medarbejderens egne ord:",
        STORY,
    ]


def outcome(key: str) -> str:
    return eyes().say(next(step for step in STEPS if step.key == key).outcomes[0].words)


def test_a_worksheet_without_name_holds_neither_name_day_nor_own_words() -> None:
    sheet = worksheet(harassed(), ABSENT, eyes(), is_named=False)
    assert "Medarbejder: uden navn" in sheet
    assert "Kunne ikke passe sit normale arbejde i mindst én dag: Ja\n" in sheet
    assert "egne ord" not in sheet


def test_what_is_not_known_is_said_to_be_so() -> None:
    assert worksheet(harassed(), NOTHING_KNOWN, eyes(), is_named=False).count("ved vi ikke endnu") == 3


@pytest.mark.parametrize("number", ["010203-1234", "0102031234", "010203 1234"])
def test_no_worksheet_holds_a_cpr_number(number: str) -> None:
    made = harassed(answers={"story": f"Han skrev {number} til alle. Igen {number}."})
    sheet = worksheet(made, ABSENT, eyes(), is_named=True)
    assert number not in sheet
    assert sheet.endswith("Han skrev [nummer udeladt] til alle. Igen [nummer udeladt].")


def test_the_group_reads_what_happened_and_how_it_was_handled() -> None:
    lines = anonymous_facts(harassed(), eyes()).splitlines()
    assert lines[:5] == [
        "Anmeldt i: november 2026",
        "Hastegrad: Snart: de næste dage (gul)",
        "Hvad: Nedsættende eller hånende opslag eller beskeder",
        "Hvor: Mail på arbejdet",
        "Fra det skete, til det blev meldt: 5 timer",
    ]
    assert f"2. {eyes().say(STEPS[1].title)}: 1 døgn. {outcome('contact')}" in lines
    assert f"5. {eyes().say(STEPS[4].title)}: ikke besluttet endnu" in lines


def test_the_group_does_not_read_how_the_employee_is_helped() -> None:
    for option in STEPS[2].outcomes:
        decision = Decision("support", option.key, "", LARS, NOW)
        text = anonymous_facts(case(decisions=(decision,)), eyes())
        assert eyes().say(option.words) not in text
        assert f"3. {eyes().say(STEPS[2].title)}: under en time" in text


@given(any_case(), views())
def test_the_group_reads_no_day_no_clock_and_no_link(made: Case, seen: View) -> None:
    text = anonymous_facts(made, seen)
    for word in ("http", "kl.", " at 1", made.number):
        assert word not in text
    assert not re.search(r"dag \d", text)
    assert "2026" in text


TOOK = [
    (timedelta(minutes=59), "under en time"),
    (timedelta(hours=1), "1 time"),
    (timedelta(hours=23, minutes=59), "23 timer"),
    (timedelta(hours=24), "1 døgn"),
    (timedelta(days=12, hours=23), "12 døgn"),
]


@pytest.mark.parametrize(("time", "said"), TOOK)
def test_time_is_told_no_finer_than_needed(time: timedelta, said: str) -> None:
    decision = Decision("contact", "agreed", "", ANNE, NOW + time)
    assert f": {said}. {outcome('contact')}" in anonymous_facts(case(decisions=(decision,)), eyes())
