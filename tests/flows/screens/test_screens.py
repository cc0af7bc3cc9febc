"""What is shown, and above all what is not: the channel and a lock screen never learn what happened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.case.case import Case, ContactRole, Decision
from flows.case.reminder_key import SILENCE, TOLD
from flows.clock.message_of_the_day import Ref
from flows.clock.monday import Week, week_of
from flows.procedure.procedure import STEPS
from flows.report.draft import ELSEWHERE, IN_DANGER, REVIEW, Draft
from flows.report.questions import REPORT
from flows.screens.case import case as cases
from flows.screens.case.describe import describe
from flows.screens.case.own_case import correct_form, own_view, withdraw_form
from flows.screens.elements import FormScreen, Quote, Screen, Text
from flows.screens.home import home
from flows.screens.messages import case_message
from flows.screens.reminders.monday import weekly
from flows.screens.reminders.reminder import MOST_ITEMS, is_wanted, reminder
from flows.screens.report.conversation import sent_turn, turn
from flows.screens.report.form import after, form
from flows.screens.report.messages import draft_message, needed
from flows.screens.steps.checklist import checklist
from flows.screens.steps.forms import decide_form
from flows.screens.view import View
from tests.flows.given import (
    ANSWERS,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NAMES,
    NOW,
    SOFIE,
    STRANGER,
    case,
    context,
    decided,
    draft,
    kept,
    view,
)
from tests.flows.reading import (
    CANARIES,
    DETAIL,
    FILE,
    LINK,
    REASON,
    STORY,
    any_case,
    any_draft,
    buttons,
    canaries_in,
    texts,
    views,
)
from tests.reminder_names import claimed, key_of

CASE_MESSAGES = ["receipt", "no-channel", "opened", "decided", "received"]
CASE_MESSAGES += ["added", "small-sent", "case-withdrawn", "needed", "contact-answered"]
DRAFT_MESSAGES = ["withdrawn", "unhandled", "needed"]
ROLES: tuple[ContactRole, ...] = get_args(ContactRole)


def about(message: str, found: Case | Draft) -> list[str]:
    match message:
        case "decided":
            return [step.key for step in STEPS]
        case "received" | "added" | "small-sent":
            return [*(item.id for item in found.evidence), "gone"]
        case "needed":
            return list(ROLES)
        case "contact-answered":
            return [LARS, STRANGER]
        case _:
            return [""]


def messages_of(found: Case, seen: View) -> list[Screen]:
    return [
        case_message(found, message, it, seen) for message in CASE_MESSAGES for it in about(message, found)
    ]


SAID = [step.key for step in STEPS]
SAID += [f"{kind}:{step}" for kind in ("escalation", *TOLD) for step in (*SAID, SILENCE)]
SAID += ["absence", "own_absence", "crisis_help", "look", "closing"]
"""All that the clock says of a case, but for the summary, which is the employee's own."""


def said_by_the_clock(found: Case, seen: View) -> list[Screen]:
    """Reminders of everything, and Monday's summary with and without them."""
    refs = [Ref(found.id, key_of(key)) for key in SAID]
    known = {found.id: found}
    week = week_of(seen.viewer_id, (found,), (found,), seen.ctx)
    parts = [refs[i : i + MOST_ITEMS] for i in range(0, len(refs), MOST_ITEMS)]
    reminders = [reminder(part, known, seen) for part in parts]
    return [*reminders, *(weekly(week, part, known, seen) for part in ([], *parts))]


def screens_of_a_case(found: Case, seen: View) -> list[Screen]:
    """Every message and tab about it."""
    turns = [sent_turn(found, key, seen) for key in [q.key for q in REPORT] + [REVIEW, ELSEWHERE]]
    return [*messages_of(found, seen), *turns, *said_by_the_clock(found, seen), home(None, (found,), seen)]


def forms_of_a_case(found: Case, seen: View) -> list[FormScreen]:
    own = [own_view(found, (), seen), correct_form(found, seen), withdraw_form(found, seen)]
    about_items = [describe(item, found.id, seen) for item in found.evidence]
    decide = [decide_form(found, step, seen) for step in STEPS]
    return [cases.case_view(found, seen), *decide, *own, *about_items]


def screens_of_a_draft(made: Draft, seen: View) -> list[Screen]:
    turns = [turn(made, number, seen) for number in range(len(made.conversation.asked))]
    told = [
        draft_message(made, message, it, seen) for message in DRAFT_MESSAGES for it in about(message, made)
    ]
    return [*turns, *told, home(made, (), seen)]


@given(any_case(), views())
def test_the_channel_never_learns_what_anybody_wrote(found: Case, seen: View) -> None:
    for screen in (cases.card(found, seen), checklist(found, seen)):
        assert canaries_in(screen) == set()


@given(any_case(), views())
def test_no_notice_home_summary_or_reminder_tells_what_a_case_is_about(found: Case, seen: View) -> None:
    for screen in screens_of_a_case(found, seen):
        assert screen.notice
        assert canaries_in(screen.notice) == set()
    for screen in said_by_the_clock(found, seen):
        assert canaries_in(screen) == set()
    assert canaries_in(home(None, (found,), seen)) == set()
    for message in ("opened", "added", "case-withdrawn", "needed", "contact-answered"):
        for it in about(message, found):
            assert canaries_in(case_message(found, message, it, seen)) == set()


@given(any_case(), views())
def test_every_form_of_a_case_renders_and_no_button_carries_content(found: Case, seen: View) -> None:
    forms = forms_of_a_case(found, seen)
    for shown in forms:
        assert shown.title
        assert canaries_in(shown.about) == canaries_in(shown.title) == set()
    for button in buttons([*forms, *screens_of_a_case(found, seen)]):
        assert canaries_in(button) == set()
        assert button.label


@given(any_case(), views())
def test_no_screen_of_the_others_tells_who_is_kept_out(found: Case, seen: View) -> None:
    if seen.viewer and seen.viewer.id == METTE:
        return
    shown = [cases.card(found, seen), checklist(found, seen), cases.case_view(found, seen)]
    others = [m for m in CASE_MESSAGES if m != "contact-answered"]
    told = [case_message(found, m, it, seen) for m in others for it in about(m, found)]
    first, last = NAMES[STRANGER].split()
    said = texts([*shown, *told, *said_by_the_clock(found, seen)])
    assert not [text for text in said if first in text or last in text]


@given(any_draft(), views())
def test_every_turn_of_every_draft_renders_and_its_notice_tells_nothing(made: Draft, seen: View) -> None:
    screens = screens_of_a_draft(made, seen)
    for screen in screens:
        assert screen.parts
        assert screen.notice
        assert canaries_in(screen.notice) == set()
    forms = [form(made, seen), after(made, seen), *(describe(item, made.id, seen) for item in made.evidence)]
    for shown in forms:
        assert shown.title
        assert canaries_in(shown.about) == canaries_in(shown.title) == set()
    assert all(canaries_in(button) == set() for button in buttons([*screens, *forms]))
    assert all(button.label for button in buttons([*screens, *forms]))


@given(any_draft(), any_case(), views())
def test_who_is_asked_to_get_in_touch_learns_who_asks_and_nothing_of_what_was_answered(
    made: Draft, found: Case, seen: View
) -> None:
    plain = draft(contacts=made.people.contacts, answers={"danger": made.answers.get("danger", "no")})
    plain_case = case(
        contacts=found.people.contacts, answers=ANSWERS | {"danger": found.report.answers["danger"]}
    )
    for role in ROLES:
        assert needed(made, role, seen) == needed(plain, role, seen)
        assert needed(found, role, seen) == needed(plain_case, role, seen)


@pytest.mark.parametrize("message", [m for m in DRAFT_MESSAGES if m not in {"withdrawn", "unhandled"}])
def test_what_was_told_before_sending_can_still_be_shown_after_it(message: str) -> None:
    """The message may be on its way, or on the screen, when the report becomes a case."""
    found, seen = case(evidence=(kept(),)), view(context(), METTE)
    for it in about(message, found):
        assert case_message(found, message, it, seen).parts


@pytest.mark.parametrize("message", DRAFT_MESSAGES)
def test_what_was_told_of_a_report_that_is_erased_can_still_be_shown(message: str) -> None:
    assert draft_message(None, message, "", view(context(), LARS)).parts


def test_call_112_stays_on_the_screen_when_the_report_is_sent() -> None:
    said = texts(sent_turn(case(), IN_DANGER, view(context(), METTE)).parts)
    assert [text for text in said if "112" in text]


def test_the_whole_case_is_shown_behind_the_access_check() -> None:
    link = replace(kept("file2"), kind="link", name="", details={"link": LINK, "witnesses": DETAIL})
    facts: dict[str, Any] = {"answers": ANSWERS | {"story": STORY}, "evidence": (kept(name=FILE), link)}
    done = (Decision("legal", "not_reported", REASON, LARS, NOW),)
    shown = cases.case_view(case(decisions=done, **facts), view(context(), LARS))
    assert canaries_in(shown) == set(CANARIES)


@pytest.mark.parametrize("story", ["<!channel> *fed*", "\u202egnaf", "x" * 40_000, "{name} %s"])
def test_the_story_is_quoted_as_it_was_written_and_never_as_our_own_words(story: str) -> None:
    shown = cases.case_view(case(answers=ANSWERS | {"story": story}), view(context(), LARS))
    assert Quote(story) in shown.parts
    assert not [part for part in shown.parts if isinstance(part, Text) and story in part.text]


def test_the_reason_reaches_the_employee_as_it_was_written() -> None:
    done = (Decision("legal", "not_reported", "<!here> {name}", LARS, NOW),)
    told = case_message(case(decisions=done), "decided", "legal", view(context(), METTE))
    assert Quote("<!here> {name}") in told.parts


def test_somebody_without_steps_is_told_that_nothing_waits() -> None:
    said = texts(weekly(Week(), (), {}, view(context(), STRANGER)))
    assert "Der er ikke noget, der venter på dig." in said


def test_modals_that_only_say_something_have_nothing_to_submit() -> None:
    seen = view(context(), LARS)
    for shown in (cases.wait(seen), cases.sentence("Det trin er ikke dit.", seen)):
        assert isinstance(shown, FormScreen)
        assert shown.submit == ""


def test_a_reminder_loses_its_reason_when_all_its_steps_are_decided() -> None:
    refs = [Ref("case1", key_of("contact")), Ref("case1", key_of("legal"))]
    half, whole = case(decisions=decided("contact")), case(decisions=decided("contact", "legal"))
    lars = view(context(), LARS)
    assert is_wanted(refs, {"case1": half}, lars)
    assert not is_wanted(refs, {"case1": whole}, lars)


@given(any_case(), st.sampled_from([DORTE, SOFIE, HANNE]))
def test_who_is_asked_to_step_in_reads_nothing_but_the_step(found: Case, person: str) -> None:
    assume(found.role_of(person) is None)
    asked = replace(
        found,
        claimed_reminders=tuple(claimed(f"escalation:{step.key}", person, NOW) for step in STEPS),
    )
    for language in ("da", "en"):
        seen = view(context(language=language), person)
        for screen in said_by_the_clock(asked, seen):
            assert canaries_in(screen) == set()
            assert "Mette" not in " ".join(texts(screen))
