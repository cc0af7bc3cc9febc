"""What helps in the first hours: steps 1 to 3, to document it, to answer and to take care."""

from __future__ import annotations

from flows.guidance.topics import CHILDREN, Passage
from flows.words import N_

DOCUMENT: tuple[Passage, ...] = (
    Passage(
        N_("What a good picture shows"),
        N_(
            "It shows the address of the page, the clock and the whole thread, and not only the one post. "
            "Write who else has seen it."
        ),
    ),
    Passage(
        N_("How the representative can help"),
        N_(
            "The representative can sit with the employee, take the pictures and put them in the case. "
            "Then nobody has to look at it alone."
        ),
    ),
    Passage(
        N_("Leave it as it is"),
        N_(
            "Do not delete anything, do not answer, and do not contact the sender. "
            "That also goes for colleagues who want to help."
        ),
    ),
    Passage(
        N_("Is it gone already?"),
        N_("Write what it said, when it was there and who saw it. That is documentation too."),
    ),
    CHILDREN,
)

CONTACT: tuple[Passage, ...] = (
    Passage(
        N_("The first answer"),
        N_(
            "Write that you have read it. Say thank you for being told. "
            "Ask when the two of you can talk, and listen more than you speak."
        ),
    ),
    Passage(
        N_("Agree the next step"),
        N_(
            "Agree who does what, and by when. Write it in the case, in words that you can both see. "
            "Say it if there is something you do not know yet."
        ),
    ),
    Passage(
        N_("You need not judge it today"),
        N_(
            "You do not have to know now whether it is harassment. HR helps you to assess it. "
            "Today it is enough that you take it seriously."
        ),
    ),
    Passage(
        N_("Are you part of it, or away?"),
        N_(
            "Then hand it over. Your deputy or your own manager takes it from there, and the employee is "
            "told who it is."
        ),
    ),
    Passage(
        N_("Do you think that it is criticism?"),
        N_(
            "A citizen may criticise a decision. Talk about it with the employee first. If you do not "
            "agree, the case goes on to the manager's manager or HR. You can register it as an incident "
            "all the same."
        ),
    ),
)

SUPPORT: tuple[Passage, ...] = (
    Passage(
        N_("Today"),
        N_(
            "Go to the employee yourself. Be calm, and listen. Blame nobody, and promise nothing. "
            "If it is serious, nobody should be alone for the first day and night."
        ),
    ),
    Passage(
        N_("What does not help"),
        N_(
            "Do not talk about yourself. Do not make it smaller than it is. "
            "Do not explain why it happened, and do not ask what the employee could have done instead."
        ),
    ),
    Passage(
        N_("The talk"),
        N_(
            "Hold it one to three days later, not on the same day. It is voluntary. "
            "Nobody has to tell all of it again. Note that the talk was held, and nothing of what was said."
        ),
    ),
    Passage(
        N_("Crisis help"),
        N_("Offer it within the first day and night: {crisis}, {phone}. {who}."),
    ),
    Passage(
        N_("Ask again"),
        N_("A no today can be a yes in a month. The need may come late. Ask again after 14, 30 and 90 days."),
    ),
)
