"""A case in which everything confidential is a word that can be found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flows.case.case import Case, Decision, Evidence, Record
from flows.procedure.procedure import STEPS
from flows.procedure.registering import Circumstances
from flows.screens.view import View
from tests.flows.given import ANSWERS, DORTE, LARS, NOW, SOFIE, case, context, kept, view, with_part

STORY = "kanarie-fortælling {link}"
SECRETS = {
    "name": "kanarie-fil.png",
    "sender": "kanarie-afsender",
    "quote": "kanarie-citat {number}",
    "witnesses": "kanarie-vidne",
    "reason": "kanarie-grund",
    "filled": "kanarie-felt",
}
FILLED = {"reference": SECRETS["filled"]}
LINK, PLACE = "https://www.facebook.com/groups/1/posts/2", "Borgere i byen"
NOTHING_KNOWN = Circumstances(None, None, None, None)
ABSENT = Circumstances(True, date(2026, 11, 23), False, False)


def eyes(viewer: str = LARS, **changes: Any) -> View:
    return view(context(**changes), viewer)


def item(key: str = "file1", **details: str) -> Evidence:
    told = {key: SECRETS[key] for key in ("sender", "quote", "witnesses")}
    return replace(kept(key, name=SECRETS["name"]), details={**told, **details})


ON_FACEBOOK = item(platform="facebook", place=PLACE, link=LINK, posted="2026-11-20T14:00")


def harassed(**changes: Any) -> Case:
    """A case in which everything confidential is a word that can be found again."""
    answers = ANSWERS | {"evidence": "kept", "story": STORY} | changes.pop("answers", {})
    outcomes = {step.key: step.outcomes[0].key for step in STEPS}
    decisions = tuple(
        Decision(key, outcomes[key], SECRETS["reason"], LARS, NOW + timedelta(hours=30), details=FILLED)
        for key in ("contact", "support", "legal")
    )
    facts = {"answers": answers, "evidence": (ON_FACEBOOK,), "decisions": decisions} | changes
    facts["records"] = (Record("removal", "draft", LARS, NOW, FILLED),)
    made = case(content_at=NOW - timedelta(hours=5), **facts)
    return with_part(with_part(made, SOFIE, "deputy"), DORTE, "hr")
