"""A channel into which somebody comes who takes no part."""

from __future__ import annotations

from tests.crashing.flows.reporting import SEND
from tests.crashing.matrix import Flow
from tests.crashing.story import Story

CAME = "Omar er kommet ind i sagens kanal og er ikke med i sagen."


def happens(story: Story, act: str, **more: str) -> None:
    """Somebody does that to the channel by hand."""
    channel = story.lars.case_channel()["id"]
    assert story.world.post("channel", conversation=channel, act=act, **more)["ok"]


def freezes(story: Story) -> None:
    """An outsider comes in, and Lars opens a new channel."""
    mette, lars = story.mette, story.lars
    story.act(lambda: happens(story, "join", user="U0OMAR"), story.sees(mette, CAME))
    story.act(lambda: lars.presses("Åbn en ny kanal"), story.sees(mette, "Der er en ny kanal:"))


def is_frozen(story: Story) -> None:
    """An outsider came in and has left."""
    happens(story, "join", user="U0OMAR")
    story.mette.sees(CAME)
    happens(story, "leave", user="U0OMAR")
    story.processes.settle()


def mends(story: Story) -> None:
    """Anne says that it is in order again, and Værn looks."""
    anne = story.anne
    story.act(
        lambda: anne.presses("Kanalen er i orden igen"),
        story.sees(story.mette, "Kanalen er i orden igen, og tjeklisten står der."),
    )


def is_looked_at(story: Story) -> None:
    """It was made public, which is seen before a reminder is posted there."""
    happens(story, "make_public")
    story.world.jump(next="working_day")


def is_archived_by_hand(story: Story) -> None:
    """Somebody archives it."""
    story.act(
        lambda: happens(story, "archive"), story.sees(story.mette, "Sagens kanal er arkiveret i Slack.")
    )


def is_shared(story: Story) -> None:
    """Somebody shares it with another organisation."""
    told = "Sagens kanal er delt med en anden organisation i Slack."
    story.act(lambda: happens(story, "share"), story.sees(story.mette, told))


def is_removed(story: Story) -> None:
    """Somebody takes Værn out of it."""
    story.act(
        lambda: happens(story, "leave", user="U0VAERN"),
        story.sees(story.mette, "Værn er taget ud af sagens kanal."),
    )


FREEZE = Flow(freezes, SEND)
FROZEN = Flow(is_frozen, SEND)
MEND = Flow(mends, FROZEN)
LOOK = Flow(is_looked_at, SEND)
ARCHIVED = Flow(is_archived_by_hand, SEND)
SHARED = Flow(is_shared, SEND)
REMOVED = Flow(is_removed, SEND)
FLOWS = (FREEZE, MEND, LOOK, ARCHIVED, SHARED, REMOVED)
