"""When "i dag" is said, and that a deadline which has passed is told as passed, wherever it stands."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import example, given

from flows.case.case import Case, Decision
from flows.procedure.procedure import STEPS
from flows.procedure.step_state import step_states
from flows.screens.case.case import card, case_view
from flows.screens.case.closing_messages import CLOSING_MESSAGES
from flows.screens.case.custody import history
from flows.screens.case.own_case import own_view
from flows.screens.messages import case_message
from flows.screens.steps.booking import slots_screen
from flows.screens.steps.checklist import checklist
from flows.screens.steps.letters import police_sheet
from flows.screens.steps.messages import STEP_MESSAGES
from flows.screens.steps.own_police_report import OWN_REPORT_MESSAGES
from flows.screens.steps.window import step_screen
from flows.screens.view import View
from flows.words import Language
from tests.flows.given import CALENDAR, LARS, METTE, NOW, SOFIE, case, context, kept, local, view
from tests.flows.reading import any_case, texts, views
from tests.flows.screens.test_screens import said_by_the_clock, screens_of_a_case
from tests.searching import searching

TODAY = re.compile(r"\b(i dag|today)\b (kl\.|at)", re.IGNORECASE)


CLOCKS = [
    ("Fri 2026-11-20 15:00", "Fri 2026-11-20 16:00", "i dag kl. 16.00", "today at 16:00"),
    ("Fri 2026-11-20 15:00", "Fri 2026-11-20 09:15", "i dag kl. 09.15", "today at 09:15"),
    ("Fri 2026-11-20 15:00", "Sat 2026-11-21 00:00", "i dag kl. 24.00", "today at 24:00"),
    ("Sat 2026-11-21 00:00", "Sat 2026-11-21 00:00", "fredag 20. november kl. 24.00", ""),
    ("Sat 2026-11-21 00:01", "Fri 2026-11-20 16:00", "fredag 20. november kl. 16.00", ""),
    ("Fri 2026-11-20 15:00", "Sat 2026-11-21 00:01", "lørdag 21. november kl. 00.01", ""),
]


@pytest.mark.parametrize(("now", "at", "danish", "english"), CLOCKS)
def test_a_window_says_today_and_only_of_the_reader_s_own_day(
    now: str, at: str, danish: str, english: str
) -> None:
    assert view(context(local(now))).just_opened().moment(local(at)) == danish
    if english:
        lars = view(context(local(now), language="en"), LARS)
        assert lars.just_opened().moment(local(at)) == english


def test_the_day_is_that_of_the_reader_s_clock() -> None:
    nuuk = view(context(local("Fri 2026-11-20 15:00"), zone="America/Nuuk"), LARS).just_opened()
    assert nuuk.moment(local("Sat 2026-11-21 02:00")) == "i dag kl. 23.00"


@pytest.mark.parametrize("at", ["Fri 2026-11-20 16:00", "Sat 2026-11-21 00:00"])
def test_what_is_not_a_window_has_weekday_and_date(at: str) -> None:
    assert view(context()).moment(local(at)).startswith("fredag 20. november kl. ")
    assert view(context()).just_opened().dated(local(at)).startswith("fredag 20. november kl. ")


ABOUT_STEPS = {**STEP_MESSAGES, **CLOSING_MESSAGES, **OWN_REPORT_MESSAGES}


def staying(found: Case, seen: View) -> list[object]:
    """All that stays on somebody's screen after it was drawn, and what is copied from a window."""
    keys = [step.key for step in STEPS]
    known = [message for message in ABOUT_STEPS if message not in {"task-done", "own-report-answered"}]
    told = [case_message(found, message, key, seen) for message in known for key in keys]
    return [
        card(found, seen),
        checklist(found, seen),
        *screens_of_a_case(found, seen),
        *said_by_the_clock(found, seen),
        *told,
        police_sheet(found, seen.just_opened()),
        history(found, (), seen.just_opened()),
    ]


# A yes of the employee, though no decision of somebody else asked for it.
@example(case(decisions=(Decision("legal", "employee_reports", "", LARS, NOW),)), view(context(), METTE))
@searching(sample=10, soak=500)
@given(any_case(), views())
def test_nothing_that_stays_says_today(found: Case, seen: View) -> None:
    assert [text for text in texts(staying(found, seen)) if TODAY.search(text)] == []


def test_the_windows_say_today() -> None:
    found, seen = case(evidence=(kept(),)), view(context(), METTE)
    windows = [
        case_view(found, seen),
        own_view(found, (), seen.just_opened()),
        slots_screen(found, STEPS[2], (NOW + timedelta(hours=1),), (), seen),
    ]
    windows += [step_screen(found, step, seen) for step in STEPS if step.key == "document"]
    for window in windows:
        assert [text for text in texts(window) if TODAY.search(text)], window.title


@pytest.mark.parametrize("now", ["Fri 2026-11-20 15:00", "Mon 2026-11-23 09:00"])
def test_a_deadline_by_law_has_its_date_in_a_window_too(now: str) -> None:
    found, seen = case(content_at=local("Fri 2026-11-20 14:00")), view(context(local(now)), LARS)
    legal = next(step for step in STEPS if step.key == "legal")
    (law,) = [text for text in texts(step_screen(found, legal, seen)) if text.startswith("De 72 timer udløb")]
    assert "mandag 23. november kl. 14.00" in law


COMING = re.compile(
    r"(senest|Næste frist:|Fristen er|at the latest|Next deadline:|is to be decided by|deadline is|, by) "
    r"(?P<when>\w+ \d+\.? \w+ (kl\.|at) \d\d[.:]\d\d|\w+\.? \d+\.? \w+\.? (kl\.|at) \d\d[.:]\d\d)"
)


def deadlines_to_come(found: Case, seen: View) -> list[str]:
    """Every deadline of a step that is told as one to come."""
    windows = [case_view(found, seen), own_view(found, (), seen)]
    windows += [step_screen(found, step, seen) for step in STEPS]
    said = texts([*staying(found, seen), *windows])
    return [match["when"] for text in said for match in COMING.finditer(text)]


@pytest.mark.parametrize("hours", [2, 30, 100, 24 * 15, 24 * 40])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("viewer", [METTE, LARS, SOFIE, ""])
def test_a_deadline_that_has_passed_is_told_as_passed(hours: int, language: Language, viewer: str) -> None:
    found = case(channel="C0SAG")
    seen = view(context(NOW + timedelta(hours=hours), language=language), viewer)
    both = [
        {written(item.due) for item in step_states(found, CALENDAR, seen.ctx.now) if item.is_late is is_late}
        for is_late in (True, False)
        for written in (seen.dated, seen.brief)
    ]
    late, to_come = both[0] | both[1], both[2] | both[3]
    assert late
    told = deadlines_to_come(found, seen)
    assert [when for when in told if when in late - to_come] == []
    assert told or not to_come
