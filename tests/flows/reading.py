"""What stands on a screen, and random drafts and cases to look at."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from flows.case.case import Case, Contact, Decision, Evidence, Participant
from flows.form import Question, Value
from flows.procedure.procedure import STEPS
from flows.procedure.steps import Outcome
from flows.report.draft import Draft
from flows.report.questions import REPORT
from flows.screens.elements import AFTER_CHANNEL, AFTER_NUMBER, BEFORE_CHANNEL, BEFORE_NUMBER, Button, Screen
from flows.screens.view import View
from flows.words import Language
from tests.flows.given import (
    ANNE,
    FOUND,
    HANNE,
    LARS,
    METTE,
    NOW,
    ON_CALL,
    SOFIE,
    STRANGER,
    TOVE,
    VIBEKE,
    case,
    changed,
    context,
    kept,
    offered,
    refused,
    turns,
    view,
)

STORY, FILE, REASON = "canary-story", "canary-file.png", "canary-reason"
LINK, DETAIL = "https://canary-link.example", "canary-detail"
CANARIES = (STORY, FILE, REASON, LINK, DETAIL)
HOLDERS = {"leader": LARS, "representative": ANNE, "deputy": SOFIE, "hr": HANNE, "union": TOVE}
LANGUAGES: tuple[Language, ...] = ("da", "en")
WHENS = ["2026-11-20T14:00", "2026-11-18", "found:2026-11-20", "2026-11-01/2026-11-20T09:00"]
WISHES: list[Value] = [(), ("police:unknown", "absence:2026-11-16"), ("register:named", "absence:yes")]


def texts(part: Any) -> list[str]:
    """Every string in a screen, wherever it is; what can be tapped reads as what it is."""
    if isinstance(part, str):
        return [re.sub(f"[{BEFORE_NUMBER}{AFTER_NUMBER}{BEFORE_CHANNEL}{AFTER_CHANNEL}]", "", part)]
    if isinstance(part, list | tuple):
        return [text for item in part for text in texts(item)]
    if is_dataclass(part):
        return [text for field in fields(part) for text in texts(getattr(part, field.name))]
    return []


def buttons(part: Any) -> list[Button]:
    """Every button in a screen, wherever it is."""
    if isinstance(part, Button):
        return [part]
    if isinstance(part, list | tuple):
        return [found for item in part for found in buttons(item)]
    if is_dataclass(part):
        return [found for field in fields(part) for found in buttons(getattr(part, field.name))]
    return []


def canaries_in(part: Any) -> set[str]:
    """What a screen tells of what the employee and the others wrote."""
    return {canary for canary in CANARIES for text in texts(part) if canary in text}


def values() -> st.SearchStrategy[dict[str, Value]]:
    """Answers to every question, the story and the kinds among them at random."""

    def to(asked: Question) -> st.SearchStrategy[Value]:
        keys = [option.key for option in asked.options]
        match asked.kind:
            case "many":
                return st.lists(st.sampled_from(keys), min_size=1, unique=True).map(tuple)
            case "when":
                return st.sampled_from(WHENS)
            case "text":
                return st.just(STORY) | st.text(min_size=1).map(lambda text: STORY + text)
            case "people":
                return st.just("confirmed")
            case "each":
                return st.sampled_from(WISHES)
            case _:
                return st.sampled_from([key for key in keys if key != "internal"])

    return st.fixed_dictionaries({asked.key: to(asked) for asked in REPORT})


def _text(key: str, name: str) -> Evidence:
    return replace(kept(key, name=""), kind="text", details={"quote": DETAIL})


def _link(key: str, name: str) -> Evidence:
    return replace(kept(key, name=""), kind="link", details={"link": LINK, "witnesses": DETAIL})


def _message(key: str, name: str) -> Evidence:
    return replace(kept(key, name=""), kind="message", details={"sender": DETAIL})


MAKERS: list[Any] = [offered, kept, refused, _text, _link, _message]
evidence = st.lists(st.sampled_from(MAKERS), max_size=3).map(
    lambda makers: tuple(make(f"file{n}", name=FILE) for n, make in enumerate(makers))
)
contacts = st.lists(
    st.builds(
        Contact,
        st.sampled_from(["leader", "on_call", "representative", "hr"]),
        st.sampled_from([LARS, ANNE, VIBEKE, HANNE]),
        st.just(NOW),
        st.sampled_from([None, NOW]),
    ),
    max_size=3,
    unique_by=lambda contact: (contact.role, contact.person),
).map(tuple)


def decided_so(step: str, outcome: Outcome, reason: str, by: str, is_confirmed: bool) -> Decision:
    """The outcome of a step; one that leaves it open may be confirmed since, as by the employee's yes."""
    is_waiting = outcome.is_waiting and not is_confirmed
    return Decision(step, outcome.key, reason, by, NOW, is_waiting=is_waiting)


decisions = st.lists(st.sampled_from(STEPS), unique_by=lambda step: step.key).flatmap(
    lambda steps: st.tuples(
        *(
            st.builds(
                decided_so,
                st.just(step.key),
                st.sampled_from(step.outcomes),
                st.sampled_from([REASON, ""]),
                st.sampled_from([LARS, ANNE, METTE]),
                st.booleans(),
            )
            for step in steps
        )
    )
)


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    """A case in any state; the stranger is kept out of it."""
    roles: list[Any] = draw(st.lists(st.sampled_from(list(HOLDERS)), unique=True))
    missing = draw(st.sampled_from(["", "user_is_restricted"]))
    others = tuple(Participant(HOLDERS[role], role, NOW, missing=missing) for role in roles)
    return case(
        NOW,
        severity=draw(st.sampled_from(["YELLOW", "ORANGE", "RED"])),
        content_at=NOW - timedelta(hours=draw(st.integers(0, 100))),
        answers=draw(values()),
        participants=(Participant(METTE, "employee", NOW), *others),
        excluded=frozenset({STRANGER}),
        evidence=draw(evidence),
        decisions=draw(decisions),
        channel=draw(st.sampled_from([None, "C0SAG"])),
        contacts=(*draw(contacts), Contact("hr", STRANGER, NOW)),
        withdrawn_at=draw(st.sampled_from([None, None, NOW])),
    )


@st.composite
def any_draft(draw: st.DrawFn) -> Draft:
    """A report in any state, also paused and before the directory answered."""
    answers = draw(values())
    answered = draw(st.integers(0, len(REPORT)))
    left = {q.key: answers[q.key] for q in REPORT[:answered]}
    if "sender" in left and draw(st.booleans()):
        left["sender"] = "internal"
    made = Draft(
        "draft1",
        METTE,
        NOW,
        "2026-0042",
        left,
        raised=draw(st.sampled_from([None, "RED"])),
        evidence=draw(evidence),
    )
    made = changed(
        made,
        reopened=draw(st.sampled_from(["", *left])) if left else "",
        found=draw(st.sampled_from([FOUND, None])),
        kept_out=tuple(draw(st.lists(st.sampled_from([LARS, ANNE, STRANGER]), unique=True, max_size=2))),
        contacts=draw(contacts),
        is_paused=draw(st.booleans()),
    )
    return replace(
        made,
        conversation=replace(
            made.conversation, asked=turns(*(q.key for q in REPORT[: answered + 1]), made.current())
        ),
    )


@st.composite
def views(draw: st.DrawFn) -> View:
    """Anybody's eyes, or the channel's, at any time after."""
    now = NOW + timedelta(hours=draw(st.integers(0, 24 * 40)))
    zone = draw(st.sampled_from(["Europe/Copenhagen", "America/Nuuk"]))
    on_call = draw(st.sampled_from([None, ON_CALL]))
    ctx = context(now, language=draw(st.sampled_from(LANGUAGES)), zone=zone, on_call=on_call)
    return view(ctx, draw(st.sampled_from([METTE, LARS, ANNE, SOFIE, HANNE, TOVE, VIBEKE, ""])))


def carried_by(screen: Screen, act: str) -> list[str]:
    """What the screen's buttons of that act carry."""
    return [button.value for button in buttons(screen.parts) if button.act == act]
