"""The clock: reminders and their answers, escalations, Monday, and what is asked again."""

from __future__ import annotations

from tests.crashing.flows.reporting import SEND
from tests.crashing.matrix import Flow
from tests.crashing.story import Story
from tests.deciding import decides, decides_step, presses_under
from tests.reminding import REMINDED, STEP_IN

SUPPORT = "Kontakt medarbejderen, og tilbyd krisehjælp."


def reminds(story: Story) -> None:
    """Lars is reminded, and decides from there."""
    lars = story.lars
    story.world.jump(to="2026-11-24T10:35")

    def answers() -> None:
        lars.presses_in(SUPPORT, "Beslut")
        decides(lars, "Krisehjælp er bestilt")

    story.act(answers, story.reads(lars, 3, "Krisehjælp er bestilt"))


def is_reminded(story: Story) -> None:
    """Lars has his reminder."""
    story.world.jump(to="2026-11-24T10:35")
    assert story.sees(story.lars, REMINDED)()


def snoozes(story: Story) -> None:
    """Later, for a reason."""
    lars = story.lars

    def answers() -> None:
        presses_under(lars, SUPPORT, "Senere")
        lars.submits(reason="Jeg taler med Mette i eftermiddag.")

    story.act(answers, story.sees(lars, "Fristen er den samme."))


def not_me(story: Story) -> None:
    """The step is somebody else's."""
    lars = story.lars

    def answers() -> None:
        presses_under(lars, SUPPORT, "Ikke mig")
        lars.submits(person="sofie")

    story.act(answers, story.reads(lars, 3, "Sofie, senest"))


def needs_help(story: Story) -> None:
    """The representative is asked for help."""
    lars = story.lars

    def answers() -> None:
        presses_under(lars, SUPPORT, "Jeg har brug for hjælp")
        lars.submits(role="Arbejdsmiljørepræsentanten")

    story.act(answers, story.sees(story.anne, "Lars beder om din hjælp i sagen."))


def escalates(story: Story) -> None:
    """Nobody answers: the deputy and the next leader are asked, and Mette is told."""
    for moment in ("2026-11-24T11:35", "2026-11-24T13:35", "2026-11-25T10:35"):
        story.world.jump(to=moment)


def quicker(story: Story) -> None:
    """The next leader steps in, who was asked after the deputy."""
    story.world.jump(to="2026-11-24T11:35")
    story.world.jump(to="2026-11-24T13:35")
    story.act(
        lambda: story.dorte.presses(STEP_IN),
        story.sees(story.mette, "Dorte er trådt til i din sag og kan se den."),
    )


def monday(story: Story) -> None:
    """The summaries of the week, and a step decided from there."""
    lars = story.lars
    story.world.jump(to="2026-11-30T08:31")

    def answers() -> None:
        lars.presses_in("Anmeld en arbejdsulykke", "Åbn trin 6")
        lars.sees("Trin 6 · ")
        lars.presses("Beslut")
        decides(lars, "Registreret uden navn")

    story.act(answers, story.reads(lars, 6, "Registreret uden navn"))


def waits_for_absence(story: Story) -> None:
    """Step 6 waits for whether there is absence."""
    decides_step(story.lars, 6, "Venter på, om der kommer fravær", "Mette er på arbejde lige nu.")
    story.everybody_closes()
    story.world.jump(by=600)


def asks_again(story: Story) -> None:
    """Both are asked about absence again, and Mette answers from her message."""
    mette = story.mette
    # In the order of a day: who is told what at once depends on when the process was there.
    for moment in ("2026-11-24T11:35", "2026-11-24T13:35", "2026-11-25T08:35", "2026-11-25T09:45"):
        story.world.jump(to=moment)

    def answers() -> None:
        mette.presses("Ja")
        mette.fills("Første fraværsdag", "2026-11-25")
        mette.submits()

    story.act(answers, story.sees(mette, "Tak. Det er besvaret."))


def wants_no_reminders(story: Story) -> None:
    """Mette wants to be left alone for some days."""
    mette = story.mette

    def answers() -> None:
        mette.presses("Vis sagen")
        mette.presses("Mind mig ikke lige nu")
        mette.submits()

    story.act(answers, story.sees(mette, "Det er gemt."))


REMIND = Flow(reminds, SEND)
REMINDED_FLOW = Flow(is_reminded, SEND)
SNOOZE = Flow(snoozes, REMINDED_FLOW)
NOT_ME = Flow(not_me, REMINDED_FLOW)
HELP = Flow(needs_help, REMINDED_FLOW)
ESCALATE = Flow(escalates, SEND)
QUICKER = Flow(quicker, SEND)
MONDAY = Flow(monday, SEND)
WAITING = Flow(waits_for_absence, SEND)
AGAIN = Flow(asks_again, WAITING)
NO_REMINDERS = Flow(wants_no_reminders, SEND)
FLOWS = (REMIND, SNOOZE, NOT_ME, HELP, ESCALATE, QUICKER, MONDAY, AGAIN, NO_REMINDERS)
