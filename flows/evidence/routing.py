"""Where words and files belong that somebody writes, drops or saves.

People write to Værn without saying what it is about: a screenshot in the direct message, a voice note in
the channel of a case, a message of somebody else that they save. It belongs to the report under way, to a
case, or begins a report; and where more than one of these could be meant, only the person can tell, and is
asked. Until they have, it waits as it arrived, encrypted and for seven days at most, and nothing of it is
in any case.

The place decides before the content, and what the person may not add to is no candidate. In this order:

    it stands in                        and                              it belongs to
    the channel of a case               they may add to that case        that case
    the channel of a case               they may not                     asked
    another conversation, and is saved  one candidate                    that one
    another conversation, and is saved  none, or several                 asked
    the direct message                  a report is under way            the report
    the direct message                  file or forwarded, one own case  that case
    the direct message                  file or forwarded, none, several asked
    the direct message                  short words, or no own case      a new report begins
    the direct message                  a long text, and an own case     asked

An example. Mette's case 2026-0042 is sent and no report is under way. She drops a screenshot into the
direct message: it is added to the case. She writes "hej": a report begins. She writes six lines about what
he did last night: it may be more of the case or something new, so she is asked "where does this belong?",
with the case and "a new report" as buttons
(docs/decisions/2026-11-23-what-has-no-place-waits-in-the-inbox.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flows import events as ev
from flows.access.rules import may
from flows.case.case import Case, Evidence
from flows.words import N_

DRAFT, NEW, ASK = "draft", "new", "ask"

DEALT_WITH = N_("That is dealt with, or no longer kept. If something is missing, send it again.")

LONGEST_GREETING = 20
"""Characters. More than that is something that somebody wants to tell."""


def about_question(arrival: str, where: str = "") -> str:
    """What the question about an arrival is about: that alone while it waits, with its place afterwards."""
    return f"{arrival}|{where}" if where else arrival


def question_about(about: str) -> tuple[str, str]:
    """The arrival of such a question, and the place that was chosen for it, "" for none."""
    arrival, _, where = about.partition("|")
    return arrival, where


@dataclass(frozen=True)
class PlaceChosen:
    """A person's choice `where` the held arrival `waiting` belongs: DRAFT, NEW, a case, or nowhere.

    `channel` and `ts` tell the message in which it was made.
    """

    waiting: str
    where: str
    channel: str = ""
    ts: str = ""


Said = ev.WordsKept | ev.Typed | ev.StoryBegun


@dataclass(frozen=True)
class Forwarded:
    """A message of somebody else that was sent on: a piece of evidence of that id, wherever it belongs."""

    item: str
    text: str
    details: Mapping[str, str]


@dataclass(frozen=True)
class IncomingContent:
    """What somebody wrote or dropped, or saved from another conversation when `is_saved`.

    `item` is the id of the piece of evidence that the words become where they become one. `files` are also
    those of the `forwarded` messages. `channel` is where the message stands, "" for the direct messages
    with Værn.
    """

    by: str
    text: str
    item: str
    files: tuple[Evidence, ...] = ()
    is_saved: bool = False
    channel: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    said_at: datetime | None = None
    forwarded: tuple[Forwarded, ...] = ()

    @property
    def has_evidence(self) -> bool:
        """Whether it holds more than the person's own words."""
        return bool(self.files or self.forwarded)


def open_to(person: str, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """The cases to which the person may add something."""
    return tuple(c for c in cases if c.ending.withdrawn_at is None and may(person, "add_evidence", c))


def belongs_to_the_report(dropped: IncomingContent, *, has_draft: bool) -> bool:
    """Whether it goes to the report under way whatever cases there are."""
    return has_draft and not dropped.is_saved and not dropped.channel


def route(dropped: IncomingContent, has_draft: bool, cases: tuple[Case, ...]) -> str:
    """DRAFT, NEW, the id of a case, or ASK where only the person can tell."""
    mine = open_to(dropped.by, cases)
    here = next((c.id for c in mine if dropped.channel and c.channel == dropped.channel), "")
    if here:
        return here
    if dropped.channel and dropped.channel in {case.channel for case in cases}:
        return ASK
    if dropped.is_saved:
        return _saved(has_draft, mine)
    if belongs_to_the_report(dropped, has_draft=has_draft):
        return DRAFT
    own = [case.id for case in mine if case.employee == dropped.by]
    if not dropped.has_evidence:
        return NEW if len(dropped.text) <= LONGEST_GREETING or not own else ASK
    return own[0] if len(own) == 1 else ASK


def _saved(has_draft: bool, mine: tuple[Case, ...]) -> str:
    found = [*([DRAFT] if has_draft else []), *(case.id for case in mine)]
    return found[0] if len(found) == 1 else ASK


def said_in_report(dropped: IncomingContent, *, is_new: bool) -> Said | None:
    """Words answer the open question; those that begin a report are what happened, unless a greeting."""
    if dropped.is_saved:
        return kept_words(dropped)
    if is_new and len(dropped.text) > LONGEST_GREETING:
        return ev.StoryBegun(dropped.by, dropped.text, dropped.item)
    if is_new and not dropped.has_evidence:
        return None
    return ev.Typed(dropped.by, dropped.text, dropped.item, dropped.said_at, dropped.has_evidence)


def kept_words(dropped: IncomingContent) -> ev.WordsKept:
    """The words as a piece of evidence: those of another conversation as a message."""
    kind: ev.WordsKind | None = "message" if dropped.is_saved else None
    return ev.WordsKept(dropped.by, dropped.item, dropped.text, kind, dropped.details)
