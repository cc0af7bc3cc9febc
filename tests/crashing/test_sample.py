"""A sample of the crash matrix: each kind of effect and of moment once. `make soak` plays all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from flows import effects as fx
from tests.crashing.flows import FLOWS
from tests.crashing.flows.reporting import sends
from tests.crashing.matrix import Flow, Matrix
from tests.crashing.screens import POSTED_AGAIN
from tests.crashing.story import Story
from tests.crashing.test_matrix import differences
from tests.people import Json
from tests.shown import texts

SAMPLE: dict[str, dict[str, tuple[str, ...]]] = {
    "sqlite": {
        "sends": (
            "before the transaction of taking in block_actions 1",
            "after the transaction of Sent 1",
            "after conversations.create of OpenChannel 1",
            "before conversations.invite of Invite 1",
            "after chat.postMessage of Tell receipt mette 1",
        ),
        "begins_with_a_file": (
            "before os.link in keys 1",
            "after graph GET users of FindPeople mette 1",
            "before files.info of FetchFile 1",
        ),
        "takes_out": (
            "before the acknowledgement of block_actions 1",
            "before the transaction of settling EraseFile 1",
        ),
        "has_copies": ("after files.completeUploadExternal of ShareEvidence lars 1",),
        "mails": ("after graph POST sendMail of SendMail 1",),
        "books_without_calendars": (
            "before graph POST events of KeepCalendar 1",
            "after files.completeUploadExternal of SendCalendarFile mette 1",
        ),
        "steps_in": (
            "before the transaction of PersonBack 1",
            "after conversations.info of LookAtChannel 1",
            "after conversations.kick of Remove sofie 1",
        ),
        "freezes": (
            "before conversations.archive of ArchiveChannel 1",
            "after chat.postMessage of Alert 1",
        ),
        "is_erased": ("after chat.delete of EraseFromSlack 1",),
    },
    "postgresql": {
        "sends": (
            "after the transaction of taking in block_actions 1",
            "before the transaction of Sent 1",
            "before the transaction of ChannelOpened 1",
            "after chat.postMessage of Show card 1",
        ),
    },
}
IN_SOAK_ALONE = {"ExportDossier": "archiving a case takes longer than all of the sample"}


@pytest.mark.long
@pytest.mark.parametrize("database", SAMPLE)
def test_killed_there_people_see_the_same(
    matrix_on: Callable[[str], Matrix], database: str, record_property: Callable[[str, object], None]
) -> None:
    matrix = matrix_on(database)
    sample = SAMPLE[database]
    found = {name: differences(matrix, FLOWS[name], *points) for name, points in sample.items()}
    record_property("measured", f"killed at {sum(map(len, sample.values()))} points on {database}")
    assert [told for _, told in found.values() if told] == []
    assert {name: kills for name, (kills, _) in found.items()} == {n: len(p) for n, p in sample.items()}


def goes_at_its_first_press(story: Story) -> None:
    """The card was posted twice, and Lars presses the first."""
    sends(story)
    lars = story.lars

    def cards() -> list[Json]:
        return [m for m in lars.case_channel()["messages"] if POSTED_AGAIN[0] in texts(m["blocks"])]

    assert len(cards()) == 2
    row = next(block for block in cards()[0]["blocks"] if block["type"] == "actions")
    where = {"conversation": lars.case_channel()["id"], "ts": cards()[0]["ts"], "block_id": row["block_id"]}
    pressed = {"as": lars.id, "action_id": row["elements"][0]["action_id"], **where}
    story.act(lambda: lars.world.post("press", **pressed), lambda: len(cards()) == 1)


def test_a_card_that_was_posted_twice_goes_at_its_first_press(matrix_on: Callable[[str], Matrix]) -> None:
    flow = Flow(goes_at_its_first_press, FLOWS["sends"].begins)
    assert matrix_on("sqlite").run(flow, "after chat.postMessage of Show card 1").kills == 1


def test_each_kind_of_effect_is_in_the_sample() -> None:
    points = [point for flows in SAMPLE.values() for found in flows.values() for point in found]
    words = {word for point in points for word in point.split()}
    assert {kind.__name__ for kind in get_args(fx.Effect)} - words == IN_SOAK_ALONE.keys()
