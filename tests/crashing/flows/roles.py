"""Who takes part: handed over, stepped in, passed on, brought in, gone."""

from __future__ import annotations

from datetime import datetime

from tests.crashing.flows.reporting import SEND
from tests.crashing.matrix import Flow
from tests.crashing.story import Story
from tests.deciding import chooses, opens
from tests.presence import is_away, is_back, is_deactivated
from tests.reminding import COPENHAGEN, STEP_IN


def hands_over(story: Story) -> None:
    """The deputy has the case until the leader is back."""
    lars, mette = story.lars, story.mette

    def gives() -> None:
        opens(lars, 2)
        lars.presses("Giv videre")
        lars.submits(kind="Sagen, mens lederen er væk")

    story.act(gives, story.sees(mette, "Sofie har din sag nu og kan se den."))

    def takes() -> None:
        opens(lars, 2)
        lars.presses("Jeg er tilbage")

    story.act(takes, story.sees(mette, "Lars har din sag nu og kan se den."))


def passes_a_step(story: Story) -> None:
    """Lars says of a reminder that it is not for him."""
    lars = story.lars

    def gives() -> None:
        opens(lars, 5)
        lars.presses("Giv videre")
        lars.submits()

    story.act(gives, story.reads(lars, 5, "Sofie, senest"))


def leaves(story: Story) -> None:
    """The leader does not work here any more."""
    story.act(
        lambda: is_deactivated(story.lars), story.sees(story.mette, "Sofie har din sag nu og kan se den.")
    )


def leaves_before_a_start(story: Story) -> None:
    """The same; a process that starts tells the operators of his address, which others do within hours."""
    leaves(story)
    story.processes.restart()


def steps_in(story: Story) -> None:
    """While the leader is away the deputy is asked and steps in; then he is back."""
    sofie = story.sofie
    is_away(story.lars, datetime(2026, 11, 24, 11, tzinfo=COPENHAGEN))
    story.world.jump(to="2026-11-24T10:35")
    story.act(lambda: sofie.presses(STEP_IN), story.sees(story.mette, "Sofie har din sag nu og kan se den."))
    is_back(story.lars)
    story.world.jump(to="2026-11-24T11:05")


def cannot(story: Story) -> None:
    """Whoever is asked says no, and the next one is asked."""
    sofie = story.sofie
    story.world.jump(to="2026-11-24T11:35")
    story.act(
        lambda: sofie.presses("Nej, jeg kan ikke"),
        story.sees(sofie, "Du har sagt, at du ikke kan. Jeg spørger en anden."),
    )
    story.world.jump(to="2026-11-24T11:36")


def next_leader(story: Story) -> None:
    """Anne brings in the next leader past Lars."""
    anne = story.anne

    def brings() -> None:
        opens(anne, 2)
        anne.presses("Få leders leder med")
        anne.submits(reason="Lars er ikke til at få fat i.")

    story.act(brings, story.sees(story.dorte, "Du er med i den nu som leders leder."))


def takes_over(story: Story) -> None:
    """Step 2 is decided by giving it to a deputy."""
    lars = story.lars

    def gives() -> None:
        opens(lars, 2)
        chooses(lars, "Overtaget af en stedfortræder")
        lars.fills("Hvem tager over?", "sofie")
        lars.submits()

    story.act(gives, story.sees(story.sofie, "Du er med i den nu som stedfortræder."))


def asks_hr(story: Story) -> None:
    """HR is asked from a step, and comes in."""
    lars, hanne = story.lars, story.hanne

    def asks() -> None:
        opens(lars, 5)
        lars.presses("Bed HR om hjælp")

    story.act(asks, story.sees(hanne, "Sagen har brug for HR."))
    story.act(lambda: hanne.presses("Ja, jeg hjælper"), story.sees(hanne, "Det, der skal gøres"))


def hr_cannot(story: Story) -> None:
    """HR is asked and cannot."""
    lars, hanne = story.lars, story.hanne

    def asks() -> None:
        opens(lars, 5)
        lars.presses("Bed HR om hjælp")

    story.act(asks, story.sees(hanne, "Sagen har brug for HR."))
    story.act(lambda: hanne.presses("Nej, jeg kan ikke"), story.sees(hanne, "Du har sagt, at du ikke kan."))


def union(story: Story) -> None:
    """Mette brings in her union representative."""
    mette, omar = story.mette, story.omar

    def invites() -> None:
        mette.presses("Vis sagen")
        mette.presses("Invitér en tillidsrepræsentant")
        mette.submits(person="omar")

    story.act(invites, story.sees(omar, "2026-0042"))


def more_urgent(story: Story) -> None:
    """Mette says that it is more urgent."""
    mette = story.mette

    def says() -> None:
        mette.presses("Vis sagen")
        mette.presses("Det haster mere nu")
        mette.submits(severity="Akut: med det samme (rød)")

    story.act(says, story.sees(story.lars, "Mette har rettet, hvor meget det haster"))


HAND_OVER = Flow(hands_over, SEND)
PASS = Flow(passes_a_step, SEND)
LEAVE = Flow(leaves, SEND, others=(leaves_before_a_start,))
STEP_IN_FLOW = Flow(steps_in, SEND)
CANNOT = Flow(cannot, SEND)
NEXT = Flow(next_leader, SEND)
TAKE_OVER = Flow(takes_over, SEND)
HR = Flow(asks_hr, SEND)
HR_CANNOT = Flow(hr_cannot, SEND)
UNION = Flow(union, SEND)
URGENT = Flow(more_urgent, SEND)
FLOWS = (*(HAND_OVER, PASS, LEAVE, STEP_IN_FLOW, CANNOT, NEXT, TAKE_OVER, HR, HR_CANNOT, UNION, URGENT),)
