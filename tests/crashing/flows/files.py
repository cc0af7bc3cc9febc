"""Evidence: dropped, refused, taken out, pasted, and what has no place yet."""

from __future__ import annotations

from tests.crashing.flows.reporting import BEGIN, DRAFTED, NOTHING, SEND, TYPE
from tests.crashing.matrix import Flow
from tests.crashing.story import Story
from tests.looking import SMALL, looks_at
from tests.reporting import screenshot

PASTED = "Han skrev: Du skal passe på dig selv, Mette. Jeg ved, hvor du bor."
NEW = "Nu har han skrevet igen. Han ved også, hvor min søn går i skole."


def drops(story: Story) -> None:
    """A screenshot, and then a program, which is refused."""
    mette = story.mette
    story.act(
        lambda: mette.says("", ("opslag.png", screenshot())),
        story.sees(mette, "opslag.png: modtaget og gemt"),
    )
    story.act(
        lambda: mette.says("", ("brev.exe", b"MZ nothing that is a letter")), story.sees(mette, "brev.exe")
    )


def takes_out(story: Story) -> None:
    """She takes the screenshot out of her report."""
    mette = story.mette
    story.act(lambda: mette.picks("Ret et svar", "Dokumentation"), story.may_press(mette, "Tag det ud"))
    story.act(lambda: mette.presses("Tag det ud"), story.sees_no(mette, "opslag.png: modtaget og gemt"))


def pastes(story: Story) -> None:
    """Words that are documentation."""
    mette = story.mette
    story.act(lambda: mette.says(PASTED), story.sees(mette, "passe på ...", "modtaget og gemt"))


def begins_with_a_file(story: Story) -> None:
    """A screenshot without a report is asked about, and begins one."""
    mette = story.mette
    story.act(
        lambda: mette.says("", ("opslag.png", screenshot())),
        story.sees(mette, "Skal jeg begynde en anmeldelse med det, du lige sendte?"),
    )
    story.act(
        lambda: mette.presses("Begynd en anmeldelse med det"),
        story.sees(mette, "opslag.png: modtaget og gemt", "Din anmeldelse er begyndt med det."),
    )


def adds_to_the_case(story: Story) -> None:
    """A file goes into the only case, and words where she says."""
    mette, lars = story.mette, story.lars
    story.act(
        lambda: mette.says("", ("brev.pdf", b"%PDF-1.4 a letter")),
        story.sees(lars, "Der er kommet noget nyt. En fil."),
    )
    story.act(lambda: mette.says(NEW), story.sees(mette, "Hvor hører det, du lige sendte, til?"))
    story.act(
        lambda: mette.presses("Læg det i sag 2026-0042"),
        story.sees(mette, "Lagt i sag 2026-0042."),
    )


def corrects(story: Story) -> None:
    """She corrects something in her case."""
    mette = story.mette

    def does() -> None:
        mette.presses("Vis sagen")
        mette.presses("Tilføj eller ret noget")
        mette.submits(text="Det var i går aftes.")

    story.act(does, story.sees(mette, "Modtaget: En rettelse"))


def deletes_in_the_report(story: Story) -> None:
    """She deletes her message in Slack, and reads that the report keeps it."""
    mette = story.mette
    story.act(lambda: mette.deletes("i går kl. 14.30"), story.sees(mette, "er stadig i din anmeldelse."))


def deletes_in_the_case(story: Story) -> None:
    """The same of a file of the case."""
    mette = story.mette
    story.act(
        lambda: mette.says("", ("brev.pdf", b"%PDF-1.4 a letter")), story.sees(mette, "Modtaget: brev.pdf")
    )
    story.act(lambda: mette.deletes("brev.pdf"), story.sees(mette, "Er der noget forkert, så åbn sagen"))


def is_documentation(story: Story) -> None:
    """What was told turns out to be documentation."""
    mette = story.mette
    story.act(
        lambda: mette.says("Jeg ved, hvor du bor, og hvornår du har fri."),
        story.may_press(mette, "Det er dokumentation"),
    )
    story.act(lambda: mette.presses("Det er dokumentation"), story.sees(mette, "modtaget og gemt"))


def describes(story: Story) -> None:
    """She tells more about her screenshot."""
    mette = story.mette

    def tells() -> None:
        mette.presses("Fortæl mere om det")
        mette.sees("Om det her")
        mette.submits(place="Hader Herlev")

    def is_told() -> bool:
        mette.presses("Fortæl mere om det")
        mette.sees("Om det her")
        return "Hader Herlev" in str(mette.view()["modals"])

    story.act(tells, is_told)


def describes_in_the_case(story: Story) -> None:
    """She tells more about a file of her case."""
    mette = story.mette
    story.act(
        lambda: mette.says("", ("brev.pdf", b"%PDF-1.4 a letter")), story.sees(mette, "Modtaget: brev.pdf")
    )

    def tells() -> None:
        mette.presses_in("Modtaget: brev.pdf", "Fortæl mere")
        mette.sees("Om det her")
        mette.submits(sender="Vred Borger")

    def is_told() -> bool:
        mette.presses_in("Modtaget: brev.pdf", "Fortæl mere")
        mette.sees("Om det her")
        return "Vred Borger" in str(mette.view()["modals"])

    story.act(tells, is_told)


def fills_the_form(story: Story) -> None:
    """She answers in the form.

    A press that is handled again after a kill comes too late for a form, and the question in the
    conversation is asked again in its place, also where the form had been opened already.
    """
    mette = story.mette

    def fills() -> None:
        mette.presses("Udfyld som skema")
        mette.fills("Hvor skete det? Vælg alt, der passer.", "Facebook", "Trustpilot")
        mette.submits()

    story.act(fills, story.sees(mette, "Det, du udfyldte, er gemt"))


def fills_the_form_later(story: Story) -> None:
    """The same, and her first press comes too late."""
    story.world.post("faults", method="views.open", error="expired_trigger_id")
    story.act(lambda: story.mette.presses("Udfyld som skema"), lambda: True)
    fills_the_form(story)


def saves_a_message(story: Story) -> None:
    """She saves in her case what Omar wrote in the open channel."""
    mette, omar = story.mette, story.omar
    room = next(c["id"] for c in omar.view()["conversations"] if c["name"] == "generelt")
    omar.says("Ham fra sag 12 står nede i receptionen igen.", to=room)
    message = {"conversation": room, "ts": omar.messages(room)[-1]["ts"]}
    story.act(
        lambda: story.world.post("shortcut", **{"as": mette.id}, callback_id="save", **message),
        story.sees(story.lars, "Der er kommet noget nyt. En besked."),
    )


def has_copies(story: Story) -> None:
    """Lars looks at the screenshot, small first and then in full size."""
    lars = story.lars

    def does() -> None:
        lars.presses("Vis sagen")
        looks_at(lars)
        lars.presses(SMALL)

    story.act(does, story.may_press(lars, "Send den i fuld størrelse"))
    story.act(
        lambda: lars.presses("Send den i fuld størrelse"),
        lambda: sum(len(m["files"]) for m in lars.messages()) == 2,
    )


DROP = Flow(drops, TYPE)
TAKE_OUT = Flow(takes_out, DRAFTED)
PASTE = Flow(pastes, TYPE)
BEGIN_WITH = Flow(begins_with_a_file, NOTHING)
ADD = Flow(adds_to_the_case, SEND)
CORRECT = Flow(corrects, SEND)
COPIES = Flow(has_copies, SEND)
DELETE = Flow(deletes_in_the_report, TYPE)
DELETE_LATER = Flow(deletes_in_the_case, SEND)
DOCUMENT = Flow(is_documentation, TYPE)
DESCRIBE = Flow(describes, DROP)
DESCRIBE_LATER = Flow(describes_in_the_case, SEND)
SAVE = Flow(saves_a_message, SEND)
FORM = Flow(fills_the_form, BEGIN, others=(fills_the_form_later,))
FLOWS = (
    *(DROP, TAKE_OUT, PASTE, BEGIN_WITH, ADD, CORRECT, COPIES),
    *(DELETE, DELETE_LATER, DOCUMENT, DESCRIBE, DESCRIBE_LATER, FORM, SAVE),
)
