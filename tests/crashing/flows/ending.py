"""The end: asked, closed, archived with its dossier, opened again, withdrawn, held, erased."""

from __future__ import annotations

from tests.crashing.flows.reporting import DRAFTED, SEND
from tests.crashing.flows.steps import BEFORE_7, decide
from tests.crashing.matrix import Flow
from tests.crashing.story import Story
from tests.deciding import brings_hr, decides_step
from tests.looking import gets

DAY = 86_400.0
QUESTION = "Din leder mener, at sagen kan lukkes. Hvad siger du?"


def asks_whether_to_close(story: Story) -> None:
    """The follow-up meeting was held, and Mette is asked."""
    story.act(lambda: decides_step(story.lars, 7, "Sagen kan lukkes"), story.sees(story.mette, QUESTION))


def closes(story: Story) -> None:
    """She agrees."""
    mette = story.mette
    story.act(lambda: mette.presses("Ja, luk den"), story.sees(mette, "Sagen blev lukket"))


def disagrees(story: Story) -> None:
    """She does not."""
    mette = story.mette

    def answers() -> None:
        mette.presses("Nej, ikke endnu")
        mette.submits(reason="Han skriver stadig til mig.")

    story.act(answers, story.sees(story.lars, "Han skriver stadig til mig."))


def is_silent(story: Story) -> None:
    """She is reminded twice, and then the next leader closes."""
    dorte = story.dorte
    for day in ("2026-11-30T10:00", "2026-12-04T10:00", "2026-12-09T12:00"):
        story.world.jump(to=day)

    def ends() -> None:
        dorte.presses("Luk sagen")
        dorte.submits(reason="Mette har ikke svaret på to påmindelser.")

    story.act(ends, story.sees(story.mette, "Sagen blev lukket onsdag 9. december"))


def archives(story: Story) -> None:
    """The analysis is done: the dossier lies in its folder, the channel is archived, two questions come."""
    mette = story.mette
    decide(story, story.lars, 8, "APV er opdateret")
    story.act(lambda: mette.presses("Ja"), story.sees(mette, "Tak for dit svar."))


def reopens(story: Story) -> None:
    """She opens it again, with a new channel."""
    mette = story.mette

    def opens() -> None:
        mette.presses("Vis sagen")
        mette.presses("Åbn sagen igen")
        mette.submits(reason="Han skriver igen fra en ny profil.")

    story.act(opens, story.sees(story.lars, "Mette har åbnet sagen igen."))


def expires(story: Story) -> None:
    """Once the last decision is told, and thirty days later, the exported case is erased, in Slack too."""
    story.world.jump(by=600)
    story.world.jump(by=31 * DAY)
    story.world.jump(by=600)


def withdraws(story: Story) -> None:
    """She ends her case."""
    mette = story.mette

    def ends() -> None:
        mette.presses("Vis sagen")
        mette.presses("Træk sagen tilbage")
        mette.submits()

    story.act(ends, story.sees(story.lars, "har trukket den tilbage"))


def has_had_copies(story: Story) -> None:
    """Lars has had the screenshot, and then Mette has withdrawn her case."""
    story.lars.presses("Vis sagen")
    gets(story.lars)
    story.everybody_closes()
    story.world.jump(by=600)
    withdraws(story)
    story.world.jump(by=600)


def is_erased(story: Story) -> None:
    """Five years later it is erased, and what Værn has posted and uploaded goes."""
    story.world.jump(by=(5 * 365 + 2) * DAY)
    story.world.jump(by=600)


def has_hr(story: Story) -> None:
    """HR takes part."""
    brings_hr(story.lars, story.hanne)
    story.everybody_closes()


def holds(story: Story) -> None:
    """HR keeps the case from being erased, and lets it go again."""
    hanne = story.hanne

    def keeps() -> None:
        hanne.presses("Vis sagen")
        hanne.presses("Sagen må ikke slettes")
        hanne.submits(reason="Politiet har bedt om den.")

    story.act(keeps, story.sees(story.mette, "Det er besluttet, at sagen ikke skal slettes lige nu."))

    def lets_go() -> None:
        hanne.presses("Vis sagen")
        hanne.presses("Den må slettes igen")
        hanne.submits(reason="Politiet er færdige med den.")

    story.act(lets_go, story.sees(story.mette, "Sagen må slettes igen, når dens tid er gået."))


def forgets(story: Story) -> None:
    """A report that is never sent is announced and erased."""
    story.world.jump(by=27 * DAY)
    story.world.jump(by=6 * DAY)
    story.world.jump(by=DAY)


ASK = Flow(asks_whether_to_close, BEFORE_7)
CLOSE = Flow(closes, ASK)
DISAGREE = Flow(disagrees, ASK)
SILENT = Flow(is_silent, ASK)
ARCHIVE = Flow(archives, CLOSE)
REOPEN = Flow(reopens, ARCHIVE)
EXPIRE = Flow(expires, ARCHIVE)
WITHDRAW = Flow(withdraws, SEND)
COPIED = Flow(has_had_copies, SEND)
ERASE = Flow(is_erased, COPIED)
WITH_HR = Flow(has_hr, SEND)
HOLD = Flow(holds, WITH_HR)
FORGET = Flow(forgets, DRAFTED)
FLOWS = (ASK, CLOSE, DISAGREE, SILENT, ARCHIVE, REOPEN, EXPIRE, WITHDRAW, ERASE, HOLD, FORGET)
