"""Meetings in calendars, as files where there are none, and the dossier in its folder."""

from __future__ import annotations

from tests.crashing.flows.reporting import SEND
from tests.crashing.matrix import Flow
from tests.crashing.story import Story
from tests.deciding import books, opens


def meets(story: Story) -> list[object]:
    """What stands in the calendars."""
    return list(story.world.get("mail")["meetings"])


def books_and_moves(story: Story) -> None:
    """Lars books the talk, moves it, and cancels it."""
    lars = story.lars
    story.act(lambda: books(lars, "Book samtale", "2026-11-26"), lambda: meets(story))
    story.world.jump(by=600)

    def moves() -> None:
        opens(lars, 3)
        lars.presses("Flyt mødet")
        lars.presses("Et andet tidspunkt")
        lars.submits(day="2026-11-27", time="13:15")

    story.act(moves, lambda: "2026-11-27T13:15" in str(meets(story)))
    story.world.jump(by=600)


def cancels(story: Story) -> None:
    """Lars books the talk and calls it off."""
    lars = story.lars

    def calls_off() -> None:
        opens(lars, 3)
        lars.presses("Aflys mødet")

    story.act(calls_off, lambda: "isCancelled" in str(meets(story)))
    story.world.jump(by=600)


def is_booked(story: Story) -> None:
    """The talk stands in the calendars."""
    books(story.lars, "Book samtale", "2026-11-26")
    story.everybody_closes()
    story.world.jump(by=600)


def books_without_calendars(story: Story) -> None:
    """Graph refuses, and everybody gets a file."""
    lars, mette = story.lars, story.mette
    story.world.post("faults", method="graph", address="/events", status=403, times=99)
    story.act(
        lambda: books(lars, "Book samtale", "2026-11-26"),
        lambda: all("2026-0042.ics" in str(person.messages()) for person in (lars, mette)),
    )
    story.world.jump(by=600)


BOOK = Flow(books_and_moves, SEND)
BOOKED = Flow(is_booked, SEND)
CANCEL = Flow(cancels, BOOKED)
BY_FILE = Flow(books_without_calendars, SEND)
FLOWS = (BOOK, CANCEL, BY_FILE)
