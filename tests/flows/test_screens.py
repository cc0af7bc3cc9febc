"""What is shown, and above all what is not: the channel and a lock screen never learn what happened."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.case import Case, Decision, Participant
from flows.form import Value
from flows.intake import REPORT
from flows.procedure import STEPS
from flows.report import ELSEWHERE, REVIEW, Draft
from flows.screen import Button, FormScreen, Quote, Screen, Text
from flows.screens import case as cases
from flows.screens.home import home
from flows.screens.messages import case_message, draft_message, is_wanted, weekly
from flows.screens.report import sent_turn, turn
from flows.screens.view import View
from flows.words import Language
from tests.flows.given import (
    ANNE,
    ANSWERS,
    FOUND,
    HANNE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    STRANGER,
    case,
    context,
    decided,
    draft,
    kept,
    offered,
    refused,
    view,
)

STORY, FILE, REASON = "canary-story", "canary-file.png", "canary-reason"
CANARIES = (STORY, FILE, REASON)
CASE_MESSAGES = ["receipt", "no-channel", "opened", "decided", "reminder", "file-kept", "file-refused"]
DRAFT_MESSAGES = ["danger", "withdrawn", "file-kept", "file-refused"]
HOLDERS = {"leader": LARS, "representative": ANNE, "deputy": SOFIE, "hr": HANNE, "union": STRANGER}
LANGUAGES: tuple[Language, ...] = ("da", "en")


def texts(part: Any) -> list[str]:
    """Every string in a screen, wherever it is."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for item in part for text in texts(item)]
    if is_dataclass(part):
        return [text for field in fields(part) for text in texts(getattr(part, field.name))]
    return []


def canaries_in(part: Any) -> set[str]:
    return {canary for canary in CANARIES for text in texts(part) if canary in text}


def values() -> st.SearchStrategy[dict[str, Value]]:
    """Answers to every question, the story and the kinds among them at random."""

    def to(asked: Any) -> st.SearchStrategy[Value]:
        keys = [option.key for option in asked.options]
        match asked.kind:
            case "many":
                return st.lists(st.sampled_from(keys), min_size=1, unique=True).map(tuple)
            case "when":
                return st.sampled_from(["2026-11-20T14:00", "2026-11-18", "unknown"])
            case "text":
                return st.just(STORY) | st.text(min_size=1).map(lambda text: STORY + text)
            case "people":
                return st.just("confirmed")
            case _:
                return st.sampled_from([key for key in keys if key != "internal"])

    return st.fixed_dictionaries({asked.key: to(asked) for asked in REPORT})


files = st.lists(st.sampled_from([offered, kept, refused]), max_size=3).map(
    lambda makers: tuple(make(f"file{n}", name=FILE) for n, make in enumerate(makers))
)
decisions = st.lists(st.sampled_from(STEPS), unique_by=lambda step: step.key).flatmap(
    lambda steps: st.tuples(
        *(
            st.builds(
                Decision,
                st.just(step.key),
                st.sampled_from([o.key for o in step.outcomes]),
                st.sampled_from([REASON, ""]),
                st.sampled_from([LARS, ANNE, METTE]),
                st.just(NOW),
            )
            for step in steps
        )
    )
)


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    roles: list[Any] = draw(st.lists(st.sampled_from(list(HOLDERS)), unique=True))
    missing = draw(st.sampled_from(["", "user_is_restricted"]))
    others = tuple(Participant(HOLDERS[role], role, NOW, missing=missing) for role in roles)
    return case(
        NOW,
        severity=draw(st.sampled_from(["YELLOW", "ORANGE", "RED"])),
        content_at=NOW - timedelta(hours=draw(st.integers(0, 100))),
        answers=draw(values()),
        participants=(Participant(METTE, "employee", NOW), *others),
        evidence=draw(files),
        decisions=draw(decisions),
        channel=draw(st.sampled_from([None, "C0SAG"])),
    )


@st.composite
def any_draft(draw: st.DrawFn) -> Draft:
    answers = draw(values())
    answered = draw(st.integers(0, len(REPORT)))
    left = {q.key: answers[q.key] for q in REPORT[:answered]}
    if "sender" in left and draw(st.booleans()):
        left["sender"] = "internal"
    made = Draft("draft1", METTE, NOW, left, (), "", draw(files), draw(st.sampled_from([FOUND, None])))
    reopened = draw(st.sampled_from(["", *left])) if left else ""
    made = replace(made, reopened=reopened)
    return replace(made, asked=(*(q.key for q in REPORT[: answered + 1]), made.current()))


@st.composite
def views(draw: st.DrawFn) -> View:
    now = NOW + timedelta(hours=draw(st.integers(0, 24 * 40)))
    zone = draw(st.sampled_from(["Europe/Copenhagen", "America/Nuuk"]))
    ctx = context(now, language=draw(st.sampled_from(LANGUAGES)), zone=zone)
    return view(ctx, draw(st.sampled_from([METTE, LARS, ANNE, SOFIE, HANNE, STRANGER, ""])))


def about(message: str, found: Case) -> list[str]:
    match message:
        case "decided":
            return [step.key for step in STEPS]
        case "reminder":
            return ["legal", "legal,removal,meeting"]
        case "file-kept" | "file-refused":
            return [*(item.id for item in found.evidence), "gone"]
        case _:
            return [""]


def screens_of_a_case(found: Case, seen: View) -> list[Screen]:
    """Every message and tab about it."""
    messages = [
        case_message(found, message, it, seen) for message in CASE_MESSAGES for it in about(message, found)
    ]
    turns = [sent_turn(found, key, seen) for key in [q.key for q in REPORT] + [REVIEW, ELSEWHERE]]
    return [*messages, *turns, weekly((found,), seen), home(None, (found,), seen)]


@settings(deadline=None)
@given(any_case(), views())
def test_the_channel_never_learns_the_story_a_file_s_name_or_a_reason(found: Case, seen: View) -> None:
    for screen in (cases.card(found, seen), cases.checklist(found, seen)):
        assert canaries_in(screen) == set()


@settings(deadline=None, max_examples=60)
@given(any_case(), views())
def test_no_notice_home_summary_or_reminder_tells_what_a_case_is_about(found: Case, seen: View) -> None:
    for screen in screens_of_a_case(found, seen):
        assert screen.notice
        assert canaries_in(screen.notice) == set()
    assert canaries_in(weekly((found,), seen)) == set()
    assert canaries_in(home(None, (found,), seen)) == set()
    assert canaries_in(case_message(found, "reminder", "legal,removal", seen)) == set()
    assert canaries_in(case_message(found, "opened", "", seen)) == set()


@settings(deadline=None, max_examples=60)
@given(any_case(), views())
def test_every_form_of_a_case_renders_and_no_button_carries_content(found: Case, seen: View) -> None:
    forms = [cases.case_view(found, seen), *(cases.decide_form(found, step, seen) for step in STEPS)]
    for form in forms:
        assert form.title
        assert canaries_in(form.about) == canaries_in(form.title) == set()
    for button in buttons([*forms, *screens_of_a_case(found, seen)]):
        assert canaries_in(button) == set()
        assert button.label


def buttons(part: Any) -> list[Button]:
    if isinstance(part, Button):
        return [part]
    if isinstance(part, list | tuple):
        return [found for item in part for found in buttons(item)]
    if is_dataclass(part):
        return [found for field in fields(part) for found in buttons(getattr(part, field.name))]
    return []


@settings(deadline=None)
@given(any_draft(), views())
def test_every_turn_of_every_draft_renders_and_its_notice_tells_nothing(made: Draft, seen: View) -> None:
    screens = [turn(made, number, seen) for number in range(len(made.asked))]
    screens += [draft_message(m, item, seen) for m in DRAFT_MESSAGES for item in (*made.evidence, None)]
    screens.append(home(made, (), seen))
    for screen in screens:
        assert screen.parts
        assert screen.notice
        assert canaries_in(screen.notice) == set()
        assert all(canaries_in(button) == set() for button in buttons(screen))


def test_the_whole_case_is_shown_behind_the_access_check() -> None:
    facts: dict[str, Any] = {"answers": ANSWERS | {"story": STORY}, "evidence": (kept(name=FILE),)}
    done = (Decision("legal", "not_reported", REASON, LARS, NOW),)
    form = cases.case_view(case(decisions=done, **facts), view(context(), LARS))
    assert canaries_in(form) == set(CANARIES)


@pytest.mark.parametrize("story", ["<!channel> *fed*", "\u202egnaf", "x" * 40_000, "{name} %s"])
def test_the_story_is_quoted_as_it_was_written_and_never_as_our_own_words(story: str) -> None:
    form = cases.case_view(case(answers=ANSWERS | {"story": story}), view(context(), LARS))
    assert Quote(story) in form.parts
    assert not [part for part in form.parts if isinstance(part, Text) and story in part.text]


def test_the_reason_reaches_the_employee_as_it_was_written() -> None:
    done = (Decision("legal", "not_reported", "<!here> {name}", LARS, NOW),)
    assert (
        Quote("<!here> {name}")
        in case_message(case(decisions=done), "decided", "legal", view(context(), METTE)).parts
    )


def test_somebody_without_duties_is_told_that_nothing_waits() -> None:
    said = texts(weekly((case(),), view(context(), STRANGER)))
    assert "Der er ikke noget, der venter på dig." in said


def test_a_review_names_who_will_read_it_and_never_a_leader_who_is_part_of_it() -> None:
    plain = texts(turn(draft(), len(REPORT), view(context(), METTE)))
    assert "Når du sender, kan Lars og Anne læse det. Ingen andre." in plain
    party = draft(answers={"leader_is_party": "yes"}, chosen={"leader": LARS})
    said = texts(turn(party, len(REPORT), view(context(), METTE)))
    assert "Når du sender, kan Dorte og Anne læse det. Ingen andre." in said
    assert not [text for text in said if "Lars" in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_colleague_or_leader_is_pointed_to_others_who_can_help(language: Language) -> None:
    made = draft(answers={"sender": "internal"}, asked=("danger", "sender", ELSEWHERE))
    said = " ".join(texts(turn(made, 2, view(context(language=language), METTE))))
    assert "Anne" in said
    assert "Hanne" in said


def test_modals_that_only_say_something_have_nothing_to_submit() -> None:
    seen = view(context(), LARS)
    for form in (cases.wait(seen), cases.sentence("Det trin er ikke dit.", seen)):
        assert isinstance(form, FormScreen)
        assert form.submit == ""


def test_a_reminder_loses_its_reason_when_all_its_steps_are_decided() -> None:
    half, whole = case(decisions=decided("contact")), case(decisions=decided("contact", "legal"))
    assert is_wanted(half, "reminder", "contact,legal")
    assert not is_wanted(whole, "reminder", "contact,legal")
    assert is_wanted(whole, "decided", "legal")
