"""The report's questions as data. Lists and order are explained in docs/procedure.md."""

from __future__ import annotations

from flows.choices import CHANNELS, CIRCUMSTANCES, NO, NOT_THE_SENDER, SENDERS, YES
from flows.form import Form, Option, Part, Question
from flows.kinds import KINDS
from flows.matching import listed
from flows.words import N_

WISHES = (
    Part(
        "police",
        N_("Should it be reported to the police?"),
        (
            Option("yes", N_("Yes to the police"), ("politi ja", "ja til politi", "police yes")),
            Option("no", N_("Not to the police"), ("politi nej", "nej til politi", "police no")),
            Option("unknown", N_("I do not know yet"), ("ved ikke", "politi ved ikke", "do not know")),
        ),
        choose=N_("Police: choose"),
    ),
    Part(
        "register",
        N_("May your name stand when the incident is registered?"),
        (
            Option("named", N_("With my name"), ("med navn", "navn ja", "with name")),
            Option("anonymous", N_("Without my name"), ("anonymt", "uden navn", "navn nej", "anonymous")),
        ),
        choose=N_("Your name: choose"),
    ),
    Part(
        "absence",
        N_("Has it kept you from your usual work?"),
        (
            Option("no", N_("I work as usual"), ("fravær nej", "ikke fravær", "ingen fravær", "no absence")),
            Option("yes", N_("It has kept me from my work"), ("fravær ja", "fravær", "absence", "absent")),
        ),
        (
            *("fravær fra", "fravær siden", "væk fra arbejde siden", "syg siden", "sygemeldt siden"),
            *("absent since", "absent from", "sick since", "fravær"),
        ),
        choose=N_("Your work: choose"),
    ),
)


THAT_IS_ALL = "told"
"""The answer to what has happened of somebody who has told it before and has no more to tell."""

SAFE = listed("""
    i sikkerhed, sikker, tryg, gå videre, videre, faren er ovre, ovre, safe, im safe, go on, continue,
    okay nu, er okay, er ok, politiet er her, politiet er kommet, police are here
""")
"""How somebody who was in danger says that they are safe."""


REPORT: Form = (
    Question(
        "danger",
        "one",
        N_("First the most important: Are you or others in danger right now?"),
        N_("Danger now"),
        options=(YES, NO),
    ),
    Question(
        "sender",
        "one",
        N_("Who is behind it?"),
        N_("Behind it"),
        options=SENDERS,
        asides=NOT_THE_SENDER,
        closing="internal",
    ),
    Question(
        "kinds",
        "many",
        N_("What kind is it? Choose all that fit."),
        N_("Kind"),
        options=KINDS,
    ),
    Question(
        "where",
        "many",
        N_("Where did it happen? Choose all that fit."),
        N_("Where"),
        options=CHANNELS,
    ),
    Question(
        "when",
        "when",
        N_("When did it happen?"),
        N_("When"),
        guide=N_(
            'Write it as "yesterday at 14.30" or "3 November", or use the buttons. '
            "If it happened more than once, take the first time. "
            "If you do not know, choose when you found it."
        ),
    ),
    Question(
        "story",
        "text",
        N_("Tell in your own words what has happened. A few lines are enough."),
        N_("What happened"),
    ),
    Question(
        "evidence",
        "evidence",
        N_("Drop your screenshot here, or take a picture with the phone."),
        N_("Documentation"),
        guide=N_(
            "Make sure that the address of the page and the time can be seen. "
            "Do not delete anything, and do not answer the sender."
        ),
        options=(
            Option(
                "kept",
                N_("That was it"),
                listed("færdig, det var det, det var alt, done, thats it"),
            ),
            Option(
                "later",
                N_("I do not have it right now"),
                listed("""
                kan ik* lige nu, kan ik* nu, ik* lige nu, ikke endnu, har ik* * endnu, har ikke noget endnu,
                senere, not yet, not right now, no screenshot yet, dont have it yet, later, i morgen, jeg kan
                ikke, kan ikke, cannot, cant, har det ik*, ik* har noget, kan ik* finde
                """),
            ),
            Option(
                "gone",
                N_("It is gone"),
                listed("""
                det er væk, er væk, væk, slettet, det er slettet, gone, its gone, deleted, removed, fjernet,
                kan ik* finde, ligger der ik* mere, findes ik* mere, forsvundet, taget ned
                """),
            ),
            Option(
                "cannot",
                N_("There is nothing to keep"),
                listed("""
                der er ik* noget, der er intet, kan ik* dokumenteres, kan ik* skaffes, intet bevis*,
                kun mundtlig*, der findes ik* noget, nothing to keep, there is nothing, no proof,
                kun sagt, kun ord
                """),
            ),
        ),
    ),
    Question(
        "circumstances",
        "many",
        N_("Does any of this apply?"),
        N_("Also"),
        options=CIRCUMSTANCES,
    ),
    Question(
        "people",
        "people",
        N_("Who is to be with you? You can choose others."),
        N_("With you"),
    ),
    Question(
        "wishes",
        "each",
        N_("What do you wish yourself? You can leave any of it out."),
        N_("Your wishes"),
        guide=N_("It is your wish, not a decision. You can change your mind later."),
        parts=WISHES,
    ),
)
