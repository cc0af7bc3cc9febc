"""Identification and prevention: what anybody may read.

The words are the municipality's own as near as easy reading allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.words import N_

CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Passage:
    """A few sentences, most often under a title. {crisis}, {phone} and {who} name the crisis help."""

    title: str
    text: str


@dataclass(frozen=True)
class Topic:
    """Something to read. Its title is at most 24 characters, as Slack wants it."""

    key: str
    title: str
    passages: tuple[Passage, ...]
    sources: str = ""


CHILDREN = Passage(
    N_("Sexual material with children"),
    N_("Take no picture of it, and do not send it to me. Call the police on 114."),
)

WHAT = Topic(
    "what",
    N_("What is it?"),
    (
        Passage(
            "",
            N_("Every form of psychological violence can happen digitally. We call it digital harassment."),
        ),
        Passage(
            N_("On the internet"),
            N_(
                "Somebody publishes private information about an employee, for example on a hate page. "
                "It can be private pictures, a telephone number or an address. It can also be pictures or "
                "sound, perhaps with degrading or offensive words about the employee."
            ),
        ),
        Passage(
            N_("E-mail and text messages"),
            N_("Offensive words or pictures come by e-mail, or as text messages to the work phone."),
        ),
        Passage(
            N_("False profiles"),
            N_(
                "A citizen makes a false profile, for example on Facebook. With the employee's picture it "
                "takes part in debates and turns the mood against the employee."
            ),
        ),
        Passage(
            N_("Also in your free time"),
            N_(
                "It counts in and outside working hours, on the channels of your work and on your own. "
                "It counts even if the sender did not mean it that way."
            ),
        ),
        Passage(
            N_("Criticism or harassment?"),
            N_(
                "Is it digital harassment? Or does a citizen need to air discontent with a decision in "
                "public? That is for you to look at together. You do not have to settle it alone."
            ),
        ),
    ),
    "at.dk",
)

SCREENSHOT = Topic(
    "screenshot",
    N_("Take a screenshot"),
    (
        Passage(
            N_("Do it at once"),
            N_("A post can soon be gone. The address of the page and the time must be seen in the picture."),
        ),
        Passage(
            "Windows",
            N_(
                "Press the Windows key and PrtScn together. The picture lies in Pictures, under "
                "Screenshots. Is there no PrtScn, press Windows, Shift and S, and choose the whole screen."
            ),
        ),
        Passage("Mac", N_("Press Shift, Cmd and 3 together. The picture lies on the desktop.")),
        Passage(
            "iPhone",
            N_(
                "Press the side button and volume up together. If the phone has a Home button, press that "
                "and the power button."
            ),
        ),
        Passage(
            "Android",
            N_("Press the power button and volume down together. Some phones do it in another way."),
        ),
        Passage(
            N_("In an app"),
            N_("An app shows no address. Press Share and Copy link, and send the link with the picture."),
        ),
        Passage(
            N_("A long page"),
            N_(
                "Take several pictures that overlap a little. On a computer you can also choose Print and "
                "save the page as a PDF."
            ),
        ),
        Passage(
            N_("Sound and video"),
            N_(
                "Record the screen, or film it with another phone. "
                "Show the address and the time at the start."
            ),
        ),
        Passage(
            N_("E-mail and text messages"),
            N_("Save the e-mail itself as a file. Take pictures of text messages with number and time."),
        ),
        CHILDREN,
    ),
)

AVOID = Topic(
    "avoid",
    N_("What not to do"),
    (
        Passage(
            N_("Do not delete anything"),
            N_("Keep it first. That also goes before anybody has it removed."),
        ),
        Passage(
            N_("Do not answer"),
            N_(
                "An answer can look as if you accept the contact. If you cannot avoid it, say once that you "
                "do not want contact."
            ),
        ),
        Passage(
            N_("Do not contact the sender yourself"),
            N_("Your manager decides whether that is to be done."),
        ),
        Passage(
            N_("Do not correct it in public"),
            N_(
                "You have a duty of confidentiality about the citizen's case, "
                "even when what is said is wrong."
            ),
        ),
        Passage(
            N_("Do not send it around"),
            N_("Share it only with those who help you."),
        ),
        Passage(
            N_("Do not be friends with citizens online"),
            N_("Keep your work and your private life apart on social media."),
        ),
        Passage(
            N_("Do not be alone with it"),
            N_("Talk to a colleague, your manager or your representative."),
        ),
        CHILDREN,
    ),
    "anklagemyndigheden.dk",
)

HANDLE = Topic(
    "handle",
    N_("How it is handled"),
    (
        Passage(
            N_("You decide how much you tell"),
            N_(
                "Say yes to a talk if you feel like it. If it is serious, be with somebody for the first day."
            ),
        ),
        Passage(N_("Crisis help"), N_("{crisis}, {phone}. {who}.")),
        Passage(
            N_("To the police"),
            N_(
                "You can always report it yourself. Do it within 72 hours if you can. After that you may "
                "lose the right to compensation from the state."
            ),
        ),
        Passage(
            N_("Is it your colleague?"),
            N_("Go to your colleague. Be calm, and listen. Blame nobody, and promise nothing."),
        ),
    ),
    "civilstyrelsen.dk, at.dk",
)

PREVENT = Topic(
    "prevent",
    N_("Prevent it"),
    (
        Passage(
            N_("You"),
            N_(
                "Look at your profiles as a stranger would. Hide address, telephone and family. "
                "Do not write about your cases."
            ),
        ),
        Passage(
            N_("Your team"),
            N_(
                "Talk about it before it happens. Agree who you go to, and who helps with screenshots. "
                "Say it early when a case is getting stuck."
            ),
        ),
        Passage(
            N_("In your cases"),
            N_("Tell the citizen how to complain. Then there is another way than the internet."),
        ),
        Passage(
            N_("Manager and work-environment group"),
            N_(
                "Write down who does what, and tell everybody. Have it in the workplace assessment. "
                "Use what you learn from each incident."
            ),
        ),
        Passage(
            N_("Your workplace"),
            N_(
                "It must have guidelines, also for what happens in your free time. It must offer you help "
                "to report to the police."
            ),
        ),
    ),
    "at.dk, godtpsykiskarbejdsmiljo.dk",
)

TOPICS = {topic.key: topic for topic in (WHAT, SCREENSHOT, AVOID, HANDLE, PREVENT)}
