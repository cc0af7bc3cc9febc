"""The receipt of a report: short enough for a phone, and it says what happens if nobody answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flows.case.case import Case, Evidence
from flows.people.person import Person
from flows.screens.elements import Note, Screen, to_call, to_channel
from flows.screens.messages import case_message
from tests.flows.given import (
    ANNE,
    DORTE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    case,
    context,
    decided,
    kept,
    view,
)
from tests.flows.reading import buttons, texts

SEEN = view(context(), METTE)
ANSWER = "Lars skal svare dig senest mandag 23. november kl. 11.00."
GOES_ON = "Sker det ikke, spørger jeg en stedfortræder, en anden leder eller HR."
CRISIS = "Har du brug for at tale med nogen? Krisehjælpen, +45 00 00 00 00. Lederen ringer."
LEAVE_IT = "Svar ikke afsenderen, og slet ikke noget."
DANGER = "I fare nu? Ring 112. Haster det ikke: politiet på 114."
ON_A_LINE = 46
"""Characters on a line of Slack's on a phone of 390 pixels."""


def told(found: Case, message: str = "receipt") -> Screen:
    return case_message(found, message, "", SEEN)


def read(screen: Screen) -> list[str]:
    """What stands there, without what the buttons say."""
    return [line for part in screen.parts[:-1] for text in texts(part) for line in text.split("\n")]


def lines_of(said: list[str]) -> int:
    """How many lines they take on a phone."""
    return sum(-(-len(line) // ON_A_LINE) for line in said)


def file(number: int) -> Evidence:
    return kept(f"file{number}", name=f"nr{number}.png")


def test_it_says_who_is_there_what_happens_next_and_what_helps() -> None:
    assert read(told(case(evidence=(file(1), file(2))))) == [
        "Tak. Din sag har nummer 2026-0042.",
        "Lars og Anne er med i en lukket kanal sammen med dig. Den er her: C0SAG",
        ANSWER,
        GOES_ON,
        CRISIS,
        LEAVE_IT,
        "2 ting er gemt. Fingeraftrykkene står i sagen.",
    ]


def test_the_channel_and_the_crisis_line_are_tapped() -> None:
    said = [getattr(part, "text", "") for part in told(case()).parts]
    assert any(to_channel("C0SAG") in text for text in said)
    assert to_call(CRISIS, "+45 00 00 00 00") in said


@pytest.mark.parametrize("message", ["receipt", "no-channel"])
@pytest.mark.parametrize("severity", ["YELLOW", "ORANGE", "RED"])
@pytest.mark.parametrize("kinds", [("degrading",), ("extortion",), ("threat_violence",)])
def test_every_report_has_the_crisis_line_and_what_not_to_do(
    message: str, severity: Any, kinds: tuple[str, ...]
) -> None:
    found = case(severity=severity)
    said = read(
        told(
            replace(found, report=replace(found.report, answers={**found.report.answers, "kinds": kinds})),
            message,
        )
    )
    assert {CRISIS, LEAVE_IT, GOES_ON} <= set(said)
    assert (DANGER in said) == (severity == "RED")


def test_it_fits_a_phone_however_much_was_sent() -> None:
    items = tuple(file(n) for n in range(12))
    usual = read(told(case(evidence=items)))
    most = read(told(case(severity="RED", excluded=frozenset({DORTE}), evidence=items)))
    assert [len(usual), len(most)] == [7, 9]
    assert [lines_of(usual), lines_of(most)] == [12, 15]


def test_no_fingerprint_and_no_name_of_a_file_is_in_it() -> None:
    said = "\n".join(texts(told(case(evidence=(file(1),)))))
    assert "ab" * 8 not in said
    assert "nr1.png" not in said
    assert "1 ting er gemt. Fingeraftrykket står i sagen." in said
    assert [button.label for button in buttons(told(case()))] == ["Vis sagen"]


def test_what_joined_the_case_later_is_not_counted_and_nothing_is_not_told() -> None:
    later = replace(file(2), offered_at=NOW + timedelta(minutes=1))
    assert (
        Note("1 ting er gemt. Fingeraftrykket står i sagen.") in told(case(evidence=(file(1), later))).parts
    )
    assert "gemt" not in "\n".join(read(told(case(evidence=(later,)))))


def test_whoever_is_kept_out_is_not_named_and_is_not_asked() -> None:
    said = "\n".join(read(told(case(excluded=frozenset({DORTE, SOFIE})))))
    assert f"{GOES_ON}\nIngen, som du holder ude, bliver spurgt." in said
    assert "Dorte" not in said
    assert "Sofie" not in said
    assert "holder ude" not in "\n".join(read(told(case())))


def test_an_answer_that_has_come_is_promised_no_more() -> None:
    said = read(told(case(decisions=decided("contact"))))
    assert ANSWER not in said
    assert GOES_ON not in said
    assert {CRISIS, LEAVE_IT} <= set(said)


def test_nothing_is_promised_for_one_who_has_left() -> None:
    ctx = context()
    gone = replace(ctx, people={**ctx.people, LARS: Person(LARS, "Lars Bech", is_active=False)})
    said = read(case_message(case(), "receipt", "", view(gone, METTE)))
    assert not any("skal svare dig" in line for line in said)


def test_an_employee_who_could_not_be_brought_in_gets_no_link() -> None:
    found = case()
    people = tuple(
        replace(p, missing="x", is_in_channel=False) if p.person in {ANNE, METTE} else p
        for p in found.people.participants
    )
    said = "\n".join(read(told(replace(found, people=replace(found.people, participants=people)))))
    assert "Lars er i en lukket kanal om sagen. Jeg kunne ikke få dig med i den." in said
    assert "C0SAG" not in said


def test_once_it_is_late_nothing_more_is_promised() -> None:
    late = case_message(case(), "receipt", "", view(context(NOW + timedelta(days=9)), METTE))
    assert "Lars skulle svare dig. Fristen var mandag 23. november kl. 11.00." in read(late)
    assert GOES_ON not in str(late)
