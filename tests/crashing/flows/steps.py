"""The eight steps: each decided with its form, with the tasks that help with it."""

from __future__ import annotations

from tests.crashing.flows.reporting import SEND
from tests.crashing.matrix import Flow
from tests.crashing.story import Seen, Story
from tests.deciding import (
    books,
    chooses,
    decides_step,
    decides_three_to_six,
    does,
    looks_into,
    opens,
)
from tests.people import Person
from tests.shown import on_screen

LETTER = "Kære afsender. Jeg beder dig fjerne opslaget senest torsdag kl. 12."
REASON = "Vi har gjort det, der var at gøre."
PERHAPS_SENT = "Mailen til HR er måske sendt."


def sitting_ends(story: Story) -> None:
    """What was decided is told."""
    story.world.jump(by=600)


def decide(story: Story, person: Person, number: int, outcome: str, reason: str = "", **more: str) -> None:
    """Somebody decides a step, until the checklist says so."""
    story.act(
        lambda: decides_step(person, number, outcome, reason, **more),
        story.reads(person, number, outcome),
    )


def finds(person: Person, number: int, text: str) -> Seen:
    """Whether the step tells it to whoever opens it."""

    def is_told() -> bool:
        for _ in person.view()["modals"]:
            person.closes()
        opens(person, number)
        return text in on_screen(person.view())

    return is_told


def sees_it(story: Story) -> None:
    """Lars says that he has seen it."""
    story.act(
        lambda: story.lars.presses("Jeg har set det"),
        story.sees(story.mette, "Lars har set det, du har sendt, og tager kontakt til dig."),
    )


def step_1(story: Story) -> None:
    """Anne opens the first step again and decides it anew."""
    anne = story.anne

    def reopens() -> None:
        looks_into(anne, 1)
        does(anne, "Åbn trinnet igen", reason="Mette har fundet et skærmprint mere.")

    story.act(reopens, story.reads(anne, 1, "Åbnet igen af Anne"))
    decide(story, anne, 1, "Dokumenteret")


def step_2(story: Story) -> None:
    """Lars agrees a plan with Mette, who is told when his sitting is over."""
    decide(story, story.lars, 2, "Vi har aftalt en plan", plan="Vi taler sammen i morgen.")
    sitting_ends(story)


def step_3(story: Story) -> None:
    """Lars offers crisis help and has it requested."""
    lars = story.lars

    def offers() -> None:
        opens(lars, 3)
        does(lars, "Jeg har tilbudt krisehjælp", answer="Ja tak")

    story.act(offers, story.sees(story.mette, "krisehjælp"))
    decide(story, lars, 3, "Krisehjælp er bestilt")
    sitting_ends(story)


def mails(story: Story) -> None:
    """Lars asks HR by mail."""
    lars = story.lars

    def asks() -> None:
        opens(lars, 4)
        lars.presses("Spørg HR")

    is_perhaps_sent = story.sees(lars, PERHAPS_SENT)
    story.act(asks, lambda: story.world.get("mail")["mail"] or is_perhaps_sent())


def mails_without_an_answer(story: Story) -> None:
    """The same, and Graph's answer is lost: a mail that may have been sent is not sent again."""
    story.world.post("faults", method="graph", address="/sendMail", drop="after")
    mails(story)


def mails_in_vain(story: Story) -> None:
    """The same, and the mail was not sent either, which nobody can know."""
    story.world.post("faults", method="graph", address="/sendMail", drop="before")
    mails(story)


def step_4(story: Story) -> None:
    """Lars writes down advice and wish, and decides."""
    lars = story.lars

    def writes_advice() -> None:
        opens(lars, 4)
        does(lars, "Skriv HR's råd", answer="Anmeld det ikke", text="Det er ikke nok.")

    def writes_wish() -> None:
        opens(lars, 4)
        does(lars, "Skriv medarbejderens ønske", answer="Nej")

    story.act(writes_advice, finds(lars, 4, "har skrevet HR's råd"))
    story.act(writes_wish, finds(lars, 4, "har skrevet medarbejderens ønske"))
    decide(story, lars, 4, "Ikke anmeldt til politiet", "HR råder til at vente med en anmeldelse.")
    sitting_ends(story)


def step_4_by_herself(story: Story) -> None:
    """Lars proposes that Mette reports it herself, and she says yes."""
    lars, mette = story.lars, story.mette
    decide(story, lars, 4, "Medarbejderen anmelder selv")
    story.act(
        lambda: mette.presses("Ja, jeg anmelder det"),
        story.reads(lars, 4, "Medarbejderen anmelder selv, Mette"),
    )


def step_5(story: Story) -> None:
    """Lars writes the letter, and tells the platform."""
    lars = story.lars

    def writes() -> None:
        opens(lars, 5)
        lars.presses("Skriv brevet")
        lars.fills("Brevet", LETTER)
        lars.submits()

    story.act(writes, finds(lars, 5, LETTER))
    decide(story, lars, 5, "Meldt til platformen", reference="FB-881")
    sitting_ends(story)


def step_6(story: Story) -> None:
    """Mette tells of her absence, and Lars reports it in EASY."""
    mette, lars = story.mette, story.lars

    def tells() -> None:
        mette.presses("Vis sagen")
        mette.presses("Fravær")
        mette.fills("Første fraværsdag", "2026-11-24")
        mette.submits(answer="Ja")

    story.act(tells, story.sees(lars, "Mette har svaret om fravær"))
    decide(story, lars, 6, "Anmeldt i EASY som arbejdsulykke", reference="E-2026-55")
    sitting_ends(story)


def without_mail(story: Story) -> None:
    """Graph refuses the mail to HR, and Lars reads what to do.

    Where its answer is lost, nobody can know that it was no, and he reads that the mail is perhaps sent.
    """
    lars = story.lars
    story.world.post("faults", method="graph", address="/sendMail", status=403, times=99)

    def asks() -> None:
        opens(lars, 4)
        lars.presses("Spørg HR")

    is_refused, is_perhaps_sent = (
        story.sees(lars, text) for text in ("Jeg kunne ikke sende en mail herfra.", PERHAPS_SENT)
    )
    story.act(asks, lambda: is_refused() or is_perhaps_sent())


def three_to_six(story: Story) -> None:
    """What comes before the follow-up meeting is decided, in the shortest way."""
    decides_three_to_six(story.lars)
    books(story.lars, "Book analyse", "2026-12-02")
    story.everybody_closes()
    story.world.jump(by=600)


def sums_up(story: Story) -> None:
    """Lars sends Mette the summary, a day before the meeting."""
    lars = story.lars

    def sends() -> None:
        opens(lars, 7)
        does(lars, "Send opsamlingen")

    story.act(sends, story.sees(story.mette, "Før mødet"))
    story.world.jump(by=86_400)


def step_7(story: Story) -> None:
    """The case goes on with another meeting."""
    lars = story.lars

    def decides() -> None:
        opens(lars, 7)
        chooses(lars, "Den fortsætter med et nyt møde")
        lars.fills("Hvornår mødes I igen?", "2026-12-10")
        lars.submits()

    story.act(decides, story.reads(lars, 7, "tors. 10. dec."))
    sitting_ends(story)


def step_8(story: Story) -> None:
    """The group decides for nothing, and Anne opens it again."""
    decide(story, story.lars, 8, "Ingen tiltag", REASON)

    def reopens() -> None:
        looks_into(story.anne, 8)
        does(story.anne, "Åbn trinnet igen", reason="Gruppen har ikke set på det.")

    story.act(reopens, story.reads(story.lars, 8, "Åbnet igen af Anne"))


SEE = Flow(sees_it, SEND)
STEP_1 = Flow(step_1, SEND)
STEP_2 = Flow(step_2, SEND)
STEP_3 = Flow(step_3, SEND)
MAIL = Flow(mails, SEND, others=(mails_without_an_answer, mails_in_vain))
STEP_4 = Flow(step_4, SEND)
BY_HERSELF = Flow(step_4_by_herself, SEND)
STEP_5 = Flow(step_5, SEND)
STEP_6 = Flow(step_6, SEND)
WITHOUT_MAIL = Flow(without_mail, SEND, others=(mails_in_vain,))
DECIDED = Flow(three_to_six, SEND)
BEFORE_7 = Flow(sums_up, DECIDED)
STEP_7 = Flow(step_7, BEFORE_7)
STEP_8 = Flow(step_8, BEFORE_7)
FLOWS = (
    *(SEE, STEP_1, STEP_2, STEP_3, MAIL, STEP_4, WITHOUT_MAIL, BY_HERSELF, STEP_5, STEP_6),
    *(BEFORE_7, STEP_7, STEP_8),
)
