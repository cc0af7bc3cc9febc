"""A new effect, message, surface, event or call is killed in some flow, or fails here.

What is looked at is the list of kinds of points that `python -m tests.crashing` writes; `make soak` holds it
against the flows as they are.
"""

from __future__ import annotations

from typing import Any, get_args

from bot.slack.budgets import PER_MINUTE
from flows import effects as fx
from flows import events as ev
from flows.deciding.decide import DECIDES
from tests.crashing.kinds import listed
from tests.standin import MANIFEST
from tests.workspace.manifest import Manifest

EFFECTS = [kind.__name__ for kind in get_args(fx.Effect)]
IN_NO_FLOW = {
    "Tell unhandled": "only a fault of the product's own leads to it",
    "Tell no-room": "a report with more words than anybody writes",
    "Tell contact-missed": "a talk without a report, asked for of somebody to whom Slack brings nothing",
    "ExportConfirmed": "of the command vaern dossier, which delivers nothing",
    "FileGivenUp": "only a fault of the product's own leads to it",
}
"""What no flow leads to, and why."""
UNDER_OTHER_NAMES = {"TimePassed": "reminded", "ToldWordsKept": "WordsKept"}
"""Events that the journal tells of in its own words."""
GESTURES = {"block_actions", "view_submission", "shortcut", "message_action", "command"}
NOT_PLAYED = {"group_deleted", "member_left_channel"}
"""Events that the stand-in does not send, or that change nothing where they name somebody else than Værn."""
ASKED_ASIDE = {
    "apps.connections.open": "the start's, before anything is to be done",
    "auth.test": "the start's, and for the time",
    "bots.info": "asked aside of who somebody is",
    "chat.postEphemeral": "a refusal, which the screens say too and of which nothing is owed",
    "dnd.info": "asked aside of who can be reached",
    "conversations.history": "only after a kill: whether a message is there",
    "users.conversations": "asked by a command",
}
"""Methods that change nothing and are called outside of any delivery."""


def names(kind: Any) -> list[str]:
    """What a Literal, or a Literal of Literals, holds."""
    return [name for part in get_args(kind) for name in (names(part) if get_args(part) else [part])]


def around(what: str) -> set[str]:
    """Before and after it."""
    return {f"{moment} {what}" for moment in ("before", "after")}


def test_every_effect_message_and_surface_is_killed_around_its_claim_and_its_settlement() -> None:
    whole = [name for name in EFFECTS if name not in {"Tell", "Show"}]
    told = [f"Tell {message}" for message in names(fx.MessageKind)]
    shown = [f"Show {surface}" for surface in names(fx.SurfaceKind)]
    missing = {
        name
        for name in (*whole, *told, *shown)
        for what in ("claiming", "settling")
        if not around(f"the transaction of {what} {name}") <= set(listed())
    }
    assert missing - IN_NO_FLOW.keys() == set()


def test_every_event_is_killed_around_its_transaction() -> None:
    events = [event.__name__ for event in (*DECIDES, *get_args(ev.DraftEvent))]
    wanted = {UNDER_OTHER_NAMES.get(name, name) for name in events} - IN_NO_FLOW.keys()
    assert {name for name in wanted if not around(f"the transaction of {name}") <= set(listed())} == set()


def test_every_method_that_changes_something_is_killed_around_its_call() -> None:
    called = {name.split(" of ")[0] for name in listed()}
    assert {method for method in PER_MINUTE if not around(method) <= called} - ASKED_ASIDE.keys() == set()


def test_every_kind_of_arrival_is_killed_around_its_acknowledgement() -> None:
    told = Manifest.read(MANIFEST).document["settings"]["event_subscriptions"]["bot_events"]
    arrivals = {event.partition(".")[0] for event in told} | GESTURES
    missing = {kind for kind in arrivals if not around(f"the acknowledgement of {kind}") <= set(listed())}
    assert missing == NOT_PLAYED
