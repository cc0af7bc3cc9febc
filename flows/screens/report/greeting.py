"""What somebody reads who opens the messages with Værn for the first time, before anything is said."""

from __future__ import annotations

from flows.screens.elements import Button, Buttons, Note, Screen, Text, to_call
from flows.screens.view import View
from flows.words import N_


def greeting(view: View) -> Screen:
    """What Værn is for, how to begin, and whom to call in danger."""
    say = view.say
    hello = N_(
        "Hello. I am Værn. Have you been exposed to digital harassment at work? "
        "Write to me what has happened, or press the button. Nobody is told anything before you send it."
    )
    return Screen(
        say(N_("Værn has a message for you.")),
        (
            Text(say(hello)),
            Note(to_call(say(N_("In danger now? Call 112. Not urgent: the police on 114.")))),
            Buttons(
                (
                    Button(say(N_("Report digital harassment")), "start_report", "", "primary"),
                    Button(say(N_("Is it harassment?")), "guidance", "prompts"),
                    Button(say(N_("Good advice")), "guidance", ""),
                )
            ),
        ),
    )
