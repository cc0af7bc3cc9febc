"""The report: begun, answered, typed, paused, changed, sent, and danger that is told at once."""

from __future__ import annotations

from tests.crashing.matrix import Flow
from tests.crashing.story import Story
from tests.reporting import STORY, chosen_as, erases, keeps_lars_out

WHO, DANGER = "En borger i en af mine sager", "Er du eller andre i fare lige nu?"


def everybody_opens_home(story: Story) -> None:
    """From then on each Home tab is kept up to date."""
    for person in story.everybody:
        story.act(person.opens_home, lambda person=person: person.view()["home"])


def everybody_opens_home_of_a_report(story: Story) -> None:
    """The same, with Mette's report at its review."""
    everybody_opens_home(story)


def greets(story: Story) -> None:
    """Somebody opens the messages with Værn for the first time."""
    story.act(story.omar.opens_messages, story.omar.messages)


def begins(story: Story) -> None:
    """Mette says hello, and is in no danger."""
    mette = story.mette
    story.act(lambda: mette.says("hej"), story.sees(mette, DANGER))
    story.act(lambda: mette.presses("Nej"), story.sees(mette, "Hvem står bag?"))


def answers(story: Story) -> None:
    """She answers by buttons."""
    mette = story.mette
    story.act(lambda: mette.presses(WHO), story.sees(mette, "Hvad er du blevet udsat for?"))

    def chooses() -> None:
        mette.picks("Vælg alt, der passer", "Hadeside, gruppe eller kampagne")
        mette.presses("Videre")

    story.act(chooses, story.sees(mette, "Hvor skete det?"))


def types(story: Story) -> None:
    """She answers in words."""
    mette = story.mette
    for words, then in (
        ("fb", "Hvornår skete det?"),
        ("i går kl. 14.30", "Fortæl med dine egne ord"),
        (STORY, "Send dit skærmprint her"),
    ):
        story.act(lambda words=words: mette.says(words), story.sees(mette, then))


def pauses(story: Story) -> None:
    """She stops for a while, and goes on."""
    mette = story.mette
    story.act(lambda: mette.presses("Hold pause"), story.sees(mette, "Du holder pause."))
    story.act(lambda: mette.says("hej igen"), story.sees(mette, "Godt, at du er tilbage."))


def changes(story: Story) -> None:
    """She corrects an answer: there is danger, and then no more."""
    mette = story.mette
    story.act(lambda: mette.presses_in("Fare lige nu", "Ret"), story.may_press(mette, "Ja"))
    story.act(lambda: mette.presses("Ja"), story.sees(mette, "Ring 112 nu."))
    safe = "Jeg er i sikkerhed, gå videre"
    story.act(lambda: mette.presses(safe), story.sees(mette, "Godt. Så går vi videre."))


def calls_for_help(story: Story) -> None:
    """She is in danger, and Lars is told and answers."""
    mette, lars = story.mette, story.lars
    story.act(lambda: mette.says("hej"), story.sees(mette, DANGER))
    story.act(lambda: mette.presses("Ja"), story.sees(mette, "Ring 112 nu."))
    story.act(
        lambda: mette.presses("Sig til Lars, at jeg har brug for hjælp"),
        story.sees(lars, "har brug for dig nu"),
    )
    story.act(
        lambda: lars.presses("Jeg tager kontakt nu"),
        story.sees(mette, "Lars har set det og kontakter dig nu."),
    )


def keeps_out(story: Story) -> None:
    """She keeps Lars out of it."""
    mette = story.mette
    story.act(lambda: mette.picks("Ret et svar", "Med i sagen"), story.may_press(mette, "Hold udenfor"))
    story.act(lambda: keeps_lars_out(mette), story.sees(mette, "Lars Bak er holdt udenfor"))


def chooses_people(story: Story) -> None:
    """She lets Lars in again whom she kept out, and chooses another representative."""
    mette = story.mette
    story.act(lambda: mette.picks("Ret et svar", "Med i sagen"), story.may_press(mette, "Hold udenfor"))
    story.act(lambda: keeps_lars_out(mette), story.sees(mette, "Lars Bak er holdt udenfor"))
    story.act(lambda: mette.presses("Fortryd"), story.sees_no(mette, "Lars Bak er holdt udenfor"))
    story.act(
        lambda: mette.picks_person("Tillidsrepræsentant, hvis du vil", "omar"),
        lambda: chosen_as(mette, "Tillidsrepræsentant, hvis du vil") == "U0OMAR",
    )


def hurries(story: Story) -> None:
    """It is more urgent than the rules say."""
    red = "Akut: med det samme (rød)"
    told = f"*Hvor meget haster det*: {red}"
    story.act(lambda: story.mette.picks("Haster det mere?", red), story.sees(story.mette, told))


def is_in_danger_before_sending(story: Story) -> None:
    """She is in danger with her report at its review; Lars is told, and answers when it has been sent."""
    mette, lars = story.mette, story.lars
    story.act(lambda: mette.presses("Jeg er i fare"), story.sees(mette, "Ring 112 nu."))
    story.act(
        lambda: mette.presses("Sig til Lars, at jeg har brug for hjælp"),
        story.sees(lars, "har brug for dig nu"),
    )
    story.act(lambda: mette.says("jeg er i sikkerhed nu"), story.may_press(mette, "Send"))
    story.act(lambda: mette.presses("Send"), story.sees(mette, "Tak. Din sag har nummer"))
    story.act(
        lambda: lars.presses("Jeg tager kontakt nu"),
        story.sees(mette, "Lars har set det og kontakter dig nu."),
    )


def cannot_be_reached(story: Story) -> None:
    """Slack does not bring Lars the call for help, and she reads so."""
    mette = story.mette
    story.world.post("faults", method="conversations.open", user="U0LARS", error="user_not_found")
    story.act(lambda: mette.presses("Jeg er i fare"), story.sees(mette, "Ring 112 nu."))
    story.act(
        lambda: mette.presses("Sig til Lars, at jeg har brug for hjælp"),
        story.sees(mette, "Jeg kunne ikke få fat i Lars."),
    )


def tells_a_story(story: Story) -> None:
    """What she writes without a report begins one."""
    mette = story.mette
    story.act(lambda: mette.says(STORY), story.sees(mette, DANGER))


def commands(story: Story) -> None:
    """She begins by the command.

    Where Slack gets no answer to it, it says so itself, and the question comes all the same: she reads what
    she would after the shortcut, without the line that she was written to.
    """
    mette = story.mette
    story.act(lambda: mette.commands("/chikane"), story.sees(mette, DANGER))


def takes_the_shortcut(story: Story) -> None:
    """She begins by the shortcut."""
    mette = story.mette
    story.act(
        lambda: story.world.post("shortcut", **{"as": mette.id}, callback_id="report"),
        story.sees(mette, DANGER),
    )


def sends(story: Story) -> None:
    """She sends it: a channel, the card and the checklist, and everybody is told."""
    story.act(lambda: story.mette.presses("Send"), story.sees(story.mette, "Tak. Din sag har nummer"))


def sends_without_a_channel(story: Story) -> None:
    """Slack refuses the channel, and all goes by direct message."""
    story.world.post("faults", method="conversations.create", error="restricted_action", times=9)
    story.act(lambda: story.mette.presses("Send"), story.sees(story.mette, "Tak. Din sag har nummer"))


def erases_it(story: Story) -> None:
    """She erases it."""
    erased = "Det er slettet. Du kan altid begynde igen."
    story.act(lambda: erases(story.mette), story.sees(story.mette, erased))


NOTHING = Flow(everybody_opens_home)
DRAFTED = Flow(everybody_opens_home_of_a_report, is_drafted=True)
GREETING = Flow(greets, NOTHING)
BEGIN = Flow(begins, NOTHING)
ANSWER = Flow(answers, BEGIN)
TYPE = Flow(types, ANSWER)
PAUSE = Flow(pauses, TYPE)
CHANGE = Flow(changes, ANSWER)
ALERT = Flow(calls_for_help, NOTHING)
KEEP_OUT = Flow(keeps_out, DRAFTED)
SEND = Flow(sends, DRAFTED)
NO_CHANNEL = Flow(sends_without_a_channel, DRAFTED)
ERASE = Flow(erases_it, DRAFTED)
PEOPLE = Flow(chooses_people, DRAFTED)
HURRY = Flow(hurries, DRAFTED)
IN_DANGER = Flow(is_in_danger_before_sending, DRAFTED)
NOT_REACHED = Flow(cannot_be_reached, DRAFTED)
TELL = Flow(tells_a_story, NOTHING)
SHORTCUT = Flow(takes_the_shortcut, NOTHING)
COMMAND = Flow(commands, NOTHING, others=(takes_the_shortcut,))
FLOWS = (
    *(GREETING, BEGIN, ANSWER, TYPE, PAUSE, CHANGE, ALERT, KEEP_OUT, SEND, NO_CHANNEL, ERASE),
    *(PEOPLE, HURRY, IN_DANGER, NOT_REACHED, TELL, COMMAND, SHORTCUT),
)
