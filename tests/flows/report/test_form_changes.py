"""A form says only what it changed: whatever is answered elsewhere while it is open stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows import events as ev
from flows.effects import Refused
from flows.form import Value
from flows.report.decide import decide
from flows.report.draft import REVIEW, Draft
from flows.report.questions import REPORT
from flows.report.submitted_form import (
    KEEP_OUT,
    NO_COLLEAGUE,
    ROLES,
    Fields,
    about,
    folded,
    snapshot_of,
    submitted,
)
from flows.screens.elements import FormScreen, Input
from flows.screens.report.form import after, form, shown_values
from flows.typed.when import is_answer, span, understood_when
from flows.words import Language
from tests.flows.given import (
    ANNE,
    DORTE,
    FOUND,
    LARS,
    METTE,
    NOW,
    SOFIE,
    begun,
    changed,
    context,
    draft,
    kept,
    turns,
    view,
)
from tests.flows.typed.test_when_properties import answers as when_answers

Faults = dict[str, str]

HERE = context()
EMPTY: dict[str, Value] = dict.fromkeys(("sender", "when", "story"), "") | dict.fromkeys(
    ("kinds", "where", "circumstances", "wishes", KEEP_OUT), ()
)


def inputs(shown: FormScreen) -> dict[str, Input]:
    return {part.key: part for part in shown.parts if isinstance(part, Input)}


def as_shown(shown: FormScreen) -> dict[str, Value]:
    """What comes back of a form that nobody touched."""
    values = {}
    for key, field in inputs(shown).items():
        is_many = field.kind in {"many", "people"}
        values[key] = field.filled if is_many else "".join(field.filled)
    return folded(values)


def submits(
    opened_at: Draft, now: Draft | None = None, **changes: Any
) -> tuple[ev.FormSubmitted, dict[str, str]]:
    """The form opened on one report and submitted on what it is now, some fields changed."""
    shown = form(opened_at, view(HERE, METTE))
    return submitted(snapshot_of(shown.about), now or opened_at, {**as_shown(shown), **changes}, HERE)


def started(**answers: Value) -> Draft:
    """A report in which danger is answered, and more."""
    return changed(begun(), answers={"danger": "no", **answers})


def test_a_form_that_nobody_touched_changes_nothing_but_to_confirm_the_people_it_showed() -> None:
    event, faults = submits(draft())
    assert (event.answers, event.kept_out, faults) == ({"people": "confirmed"}, (), {})
    assert event.people == {"leader": LARS, "representative": ANNE}


def test_every_question_but_danger_and_evidence_is_in_the_form() -> None:
    keys = {key.split(":")[0] for key in inputs(form(started(), view(HERE, METTE)))}
    people = {*ROLES, KEEP_OUT}
    assert keys - people == {q.key for q in REPORT} - {"danger", "evidence", "people"}
    assert people < keys


def test_every_field_may_be_left_empty() -> None:
    assert all(field.is_optional for field in inputs(form(started(), view(HERE, METTE))).values())


def test_while_danger_is_open_nothing_else_is_asked() -> None:
    assert inputs(form(begun(), view(HERE, METTE))) == {}


@pytest.mark.parametrize("key", ["sender", "kinds", "where", "circumstances", "story"])
def test_an_answer_given_elsewhere_meanwhile_stays(key: str) -> None:
    before, now = started(), started(**{key: draft().answers[key]})
    event, faults = submits(before, now, when="i går")
    assert key not in event.answers
    assert event.answers["when"] == "2026-11-19"
    assert faults == {}


def test_a_field_that_is_emptied_takes_nothing_back() -> None:
    event, faults = submits(draft(), **EMPTY)
    assert (event.answers, faults) == ({"people": "confirmed"}, {})


def test_wishes_are_the_exception_since_any_of_them_may_be_left_out() -> None:
    event, _ = submits(draft(answers={"wishes": ("police:yes",)}), wishes=())
    assert event.answers["wishes"] == ()


def test_wishes_left_out_are_an_answer_once_all_else_has_one() -> None:
    whole = {
        key: value for key, value in draft().answers.items() if key not in {"wishes", "evidence", "story"}
    }
    assert "wishes" not in submits(started(**whole))[0].answers
    assert submits(started(**whole), story="Han skrev.")[0].answers["wishes"] == ()


def test_words_told_elsewhere_meanwhile_are_joined_with_those_of_the_form() -> None:
    told = started(story="Fra telefonen.")
    assert submits(started(), told, story="Fra skemaet.")[0].answers["story"] == (
        "Fra telefonen.\n\nFra skemaet."
    )
    assert submits(told, story="Rettet.")[0].answers["story"] == "Rettet."


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("i morgen", "I did not understand the time."),
        ("engang", "I did not understand the time."),
        ("det husker jeg ikke", "Then write when you found it"),
        ("x" * 121, "I did not understand the time."),
    ],
)
def test_a_time_that_cannot_be_used_is_a_fault_at_its_field(typed: str, told: str) -> None:
    event, faults = submits(started(), when=typed)
    assert "when" not in event.answers
    assert told in faults["when"]


@pytest.mark.parametrize("language", ["da", "en"])
@given(answer=when_answers)
@example("found:2026-11-01T09:00/2026-11-19T14:30")
def test_the_time_that_a_form_shows_is_read_again_as_the_same(language: Language, answer: str) -> None:
    ctx = context(language=language)
    eyes = view(ctx, METTE)
    if is_answer(answer, NOW, eyes.zone):
        shown = str(shown_values(started(when=answer), eyes)["when"])
        read = understood_when(shown, NOW, eyes.zone)
        assert read is not None
        assert span(read) == span(answer)


def test_people_changed_elsewhere_meanwhile_are_not_confirmed() -> None:
    now = changed(started(), found=replace(FOUND, leader=DORTE))
    event, _ = submits(started(), now)
    assert (event.people, "people" in event.answers) == ({}, False)
    event, _ = submits(started(), now, representative=SOFIE)
    assert (event.people, "people" in event.answers) == ({"representative": SOFIE}, False)


def test_nobody_is_confirmed_when_nobody_is_named() -> None:
    event, faults = submits(started(), leader="", representative="")
    assert (event.people, "people" in event.answers, faults) == (
        {"leader": "", "representative": ""},
        False,
        {},
    )


def test_a_leader_who_is_kept_out_leaves_the_place_to_the_next_who_is_asked_about() -> None:
    before = started()
    event, faults = submits(before, **{KEEP_OUT: (LARS,)})
    assert (event.people, event.kept_out, faults) == ({"representative": ANNE}, (LARS,), {})
    now, _ = decide(before, event, HERE)
    assert now is not None
    assert (now.leader(), now.is_confirmed()) == (DORTE, False)
    again, _ = decide(now, submits(now)[0], HERE)
    assert again is not None
    assert (again.leader(), again.is_confirmed(), again.people.kept_out) == (DORTE, True, (LARS,))


def test_whoever_is_both_chosen_and_kept_out_is_a_fault_at_the_choice() -> None:
    event, _ = submits(started(), leader=DORTE, **{KEEP_OUT: (DORTE,)})
    with pytest.raises(Refused, match="kept this person out"):
        decide(started(), event, HERE)


@pytest.mark.parametrize("person", ["U0NOBODY", "U0GONE", "U0GUEST"])
def test_who_cannot_be_in_a_case_is_a_fault_at_the_choice(person: str) -> None:
    known = HERE.people[SOFIE]
    ctx = replace(
        HERE,
        people={
            **HERE.people,
            "U0GONE": replace(known, id="U0GONE", is_active=False),
            "U0GUEST": replace(known, id="U0GUEST", is_member=False),
        },
    )
    shown = form(started(), view(ctx, METTE))
    fields = {**as_shown(shown), "union": person}
    assert submitted(snapshot_of(shown.about), started(), fields, ctx)[1] == {"union": NO_COLLEAGUE}


def test_oneself_is_a_fault_wherever_one_is_chosen() -> None:
    _, faults = submits(started(), leader=METTE, **{KEEP_OUT: (METTE, LARS)})
    assert faults == dict.fromkeys(("leader", KEEP_OUT), "Choose someone other than yourself.")


WISH_FIELDS: list[tuple[Fields, tuple[str, ...]]] = [
    ({}, ()),
    ({"wishes:police": "yes", "wishes:register": "anonymous"}, ("police:yes", "register:anonymous")),
    ({"wishes:absence": "yes", "wishes:absence:day": "2026-11-18"}, ("absence:2026-11-18",)),
    ({"wishes:absence:day": "2026-11-18"}, ("absence:2026-11-18",)),
    ({"wishes:absence": "no", "wishes:absence:day": "2026-11-18"}, ("absence:no",)),
]


@pytest.mark.parametrize(("fields", "wishes"), WISH_FIELDS)
def test_the_fields_of_the_wishes_are_one_answer_and_shown_again_as_they_were(
    fields: Fields, wishes: tuple[str, ...]
) -> None:
    assert folded(fields) == {"wishes": wishes}
    event, _ = submits(started(wishes=wishes), sender="citizen")
    assert "wishes" not in event.answers


@given(st.text(max_size=5000), st.lists(st.sampled_from([LARS, ANNE, "citizen"])))
def test_what_a_form_carries_is_short_and_tells_nothing(story: str, chosen: list[str]) -> None:
    carried = about("draft1", {"story": story, "kinds": tuple(chosen), "leader": LARS})
    assert len(carried) < 3000
    assert LARS not in carried
    assert len(story) < 9 or story not in carried
    form_opened = snapshot_of(carried)
    assert not form_opened.is_changed("kinds", tuple(reversed(chosen)))
    assert not form_opened.is_changed("story", f" {story}\n")
    assert form_opened.is_changed("story", f"{story}å")


def test_a_form_drawn_again_carries_what_it_carried() -> None:
    first = form(started(), view(HERE, METTE))
    assert form(started(sender="citizen"), view(HERE, METTE), first.about).about == first.about


def test_what_comes_after_the_form_holds_nothing_to_press_that_would_not_change_it() -> None:
    eyes = view(HERE, METTE)
    half, whole = after(started(), eyes), after(draft(), eyes)
    elsewhere = after(changed(started(sender="internal"), asked=turns("elsewhere")), eyes)
    assert (half.act, whole.act, elsewhere.act) == ("", "form_send", "")
    assert draft().current() == REVIEW
    acts = {act for screen in (half, whole, elsewhere) for part in screen.parts for act in acts_of(part)}
    assert acts == {"form_back", "form_evidence", "form_urgency"}


def acts_of(part: Any) -> set[str]:
    return {button.act for button in getattr(part, "buttons", ())} | {getattr(part, "act", "")} - {""}


def test_files_that_have_come_are_what_is_asked_about() -> None:
    keys = {
        count: [b.value.split("|")[1] for p in after(report, view(HERE, METTE)).parts for b in buttons(p)]
        for count, report in enumerate((started(), changed(started(), evidence=(kept(),))))
    }
    assert keys == {0: ["later", "gone", "cannot"], 1: ["kept"]}


def buttons(part: Any) -> list[Any]:
    return [button for button in getattr(part, "buttons", ()) if button.act == "form_evidence"]
