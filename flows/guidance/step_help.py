"""What helps to do each of the eight steps, in the words of a colleague who has done it before.

The sources stand under the passages with the day they were checked, as those of flows/guidance/topics.py do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.guidance.first_hours import CONTACT, DOCUMENT, SUPPORT
from flows.guidance.topics import Passage
from flows.words import N_


@dataclass(frozen=True)
class StepHelp:
    """A few passages; {crisis}, {phone} and {who} name the crisis help. `sources` are names of sites."""

    passages: tuple[Passage, ...]
    sources: str = ""


LEGAL = StepHelp(
    (
        Passage(
            N_("Who decides"),
            N_(
                "Management decides. First ask HR for advice, and ask what the employee wishes. "
                "If there is danger, report it first. The employee can always report it personally, "
                "whatever you decide."
            ),
        ),
        Passage(
            N_("How it is reported"),
            N_(
                "Danger now: 112. Otherwise 114. Tell what was said, where and when. "
                "Bring links, the sender's profile and who saw it. Ask for a receipt and a number. "
                "Let the police report have a case of its own."
            ),
        ),
        Passage(
            N_("The 72 hours"),
            N_(
                "Compensation from the state normally takes a police report within 72 hours. "
                "If they are over, report it all the same, and talk to HR about compensation. "
                "Tell the employee in good time what you decide."
            ),
        ),
        Passage(
            N_("Is the sender under 15?"),
            N_(
                "Then the police are most often not the way. Ask HR how you talk to the parents and to SSP. "
                "In danger it is still 112."
            ),
        ),
        Passage(
            N_("What you can expect"),
            N_(
                "Many cases about what happens online are closed again. Say so calmly beforehand. "
                "It does not make what has happened any smaller. "
                "Ask the police for news every third month, also when the case here is closed."
            ),
        ),
    ),
    "civilstyrelsen.dk, anklagemyndigheden.dk, ombudsmanden.dk, horten.dk, journalisten.dk",
)

REMOVAL = StepHelp(
    (
        Passage(
            N_("Documentation first"),
            N_(
                "What is removed cannot be documented afterwards. "
                "If the case is red, ask the police before anybody writes to the sender."
            ),
        ),
        Passage(
            N_("Write as little as you can"),
            N_(
                "Only write what it takes to find it. Nothing about health, and no discussion of the case. "
                "HR reads the text before you send it."
            ),
        ),
        Passage(
            N_("Show another way"),
            N_("Say who can answer about the sender's own case, and how to complain of a decision."),
        ),
        Passage(
            N_("Ask the platform"),
            N_(
                "You can report it to the platform without contacting the sender. "
                "The platform itself decides what it removes."
            ),
        ),
        Passage(
            N_("Look again"),
            N_(
                "Look again on days 1, 3, 7 and 14. Is it still there? "
                "Then complain to the platform, or ask the one who keeps the page."
            ),
        ),
    ),
    "datatilsynet.dk, digst.dk",
)

REGISTER = StepHelp(
    (
        Passage(
            N_("EASY, when there is absence"),
            N_(
                "The employee cannot do the usual work for at least a day beyond the day it happened. "
                "That also counts at work. The deadline is 14 days after the first day of absence. "
                "Violence and threats outside working hours count too, when they have to do with the work."
            ),
        ),
        Passage(
            N_("EASY, when there may be costs"),
            N_(
                "There is no absence, but perhaps a psychologist to be paid. "
                "Then the deadline is 14 days after the day it happened."
            ),
        ),
        Passage(
            N_("More than five days"),
            N_(
                "If it has lasted longer than five days, it may be an occupational disease. "
                "It is the doctor who reports that. Tell the employee."
            ),
        ),
        Passage(
            N_("All else is an incident"),
            N_(
                "Register it, so that you can learn from it. If you are in doubt, report it in EASY. "
                "Late is better than never. Ask about absence again, since it may come later."
            ),
        ),
        Passage(
            N_("The name"),
            N_(
                "Ask first whether the name may stand there. If not, register it without the name. "
                "EASY is a duty, and there the name goes with it. Say so to the employee first."
            ),
        ),
    ),
    "at.dk, aes.dk",
)

MEETING = StepHelp(
    (
        Passage(
            N_("Before the meeting"),
            N_(
                "The employee has had the summary for at least a day. "
                "Ask whether the representative is to come along."
            ),
        ),
        Passage(
            N_("A short agenda"),
            N_(
                "1. How are you now?\n2. What has been done, and what has not?\n3. What is still hard?\n"
                "4. What can make your work easier?\n5. Can the case be closed?"
            ),
        ),
        Passage(
            N_("Relief in the work"),
            N_(
                "It can be other tasks for a while, another case worker on the case, or a new number. "
                "Agree for how long."
            ),
        ),
        Passage(
            N_("If you do not agree"),
            N_("Then the case stays open. It goes on to your own manager or HR. Nobody has to give in."),
        ),
        Passage(
            N_("When you close it"),
            N_("Say that the employee can always come back. Ask again after 30 and 90 days."),
        ),
    ),
)

ANALYSE = StepHelp(
    (
        Passage(
            N_("It is a duty"),
            N_(
                "The group is to take part in finding out why it happened, and in what you do about it. "
                "That also goes for a near miss. The rules name no number of days."
            ),
        ),
        Passage(
            N_("Facts and no names"),
            N_(
                "Talk about what happened, and not about who. "
                "Leave names, pictures and the citizen's case outside."
            ),
        ),
        Passage(
            N_("Questions for the group"),
            N_("What made it possible?\nWhat did we do well?\nWhat do we change?\nWho does it, and by when?"),
        ),
        Passage(
            N_("Write it down"),
            N_(
                "Put what you decide in the workplace assessment. "
                "Tell the employee and the team what has become different."
            ),
        ),
    ),
    "BEK 65/2024 § 31, at.dk",
)

HELP: Mapping[str, StepHelp] = {
    "document": StepHelp(DOCUMENT, "godtpsykiskarbejdsmiljo.dk, anklagemyndigheden.dk"),
    "contact": StepHelp(CONTACT, "at.dk"),
    "support": StepHelp(SUPPORT, "at.dk, arbejdsmiljoviden.dk"),
    "legal": LEGAL,
    "removal": REMOVAL,
    "register": REGISTER,
    "meeting": MEETING,
    "analyse": ANALYSE,
}
"""By the key of the step."""
