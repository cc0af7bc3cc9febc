"""The report's questions as data. Lists and order are explained in docs/procedure.md."""

from __future__ import annotations

from flows.form import Form, Option, Question, SubQuestion
from flows.report.choices import CIRCUMSTANCES, NO, YES
from flows.report.kinds import KINDS, NOT_A_KIND
from flows.report.places import CHANNELS
from flows.report.senders import NOT_THE_SENDER, SENDERS
from flows.typed.phrases import listed
from flows.words import N_

WISHES = (
    SubQuestion(
        "police",
        N_("Should it be reported to the police?"),
        (
            Option(
                "yes",
                N_("Yes to the police"),
                listed("""
                politi ja, ja til politi, police yes, ja politi*, gerne politi*, meldt til politi*, meldes
                til politi*, anmeldt til politi*, politianmeld*, yes police, report it to the police, yes to
                police, anmeld det
                """),
                listed("politi*, police, anmeld*, meld, meldt, meldes, report*"),
            ),
            Option(
                "no",
                N_("Not to the police"),
                listed("""
                politi nej, nej til politi, police no, nej politi*, ikke politi*, nej tak til politi*, no
                police, ikke politianmeld*, ikke anmelde, ikke anmeldes, not police, uden politi*
                """),
                listed("politi*, police, anmeld*, report*"),
            ),
            Option(
                "unknown",
                N_("I do not know yet"),
                listed("""
                ved ikke, politi ved ikke, do not know, ved ikke politi*, ved ikke med politi*, usikker
                politi*, dont know, not sure
                """),
                listed("politi*, police, anmeld*"),
            ),
        ),
        choose=N_("Police: choose"),
    ),
    SubQuestion(
        "register",
        N_("May we use your name when the incident is registered?"),
        (
            Option(
                "named",
                N_("With my name"),
                listed("""
                med navn, navn ja, with name, med mit navn, mit navn må, mit navn må gerne, navn må stå,
                with my name, my name is fine, use my name
                """),
                listed("navn*, name"),
            ),
            Option(
                "anonymous",
                N_("Without my name"),
                listed("""
                anonymt, uden navn, navn nej, anonymous, anonym, helst anonymt, uden mit navn, ikke med mit
                navn, ikke mit navn, ikke navn, without my name, without name, no name, not my name, nej
                navn
                """),
                listed("navn*, name, anonym*"),
            ),
        ),
        choose=N_("Your name: choose"),
    ),
    SubQuestion(
        "absence",
        N_("Has it kept you from your usual work?"),
        (
            Option(
                "no",
                N_("I work as usual"),
                listed("""
                fravær nej, ikke fravær, ingen fravær, no absence, arbejder som jeg plejer, ikke sygemeldt,
                ikke syg, arbejder som normalt, på arbejde som, work as normal, not been off, ikke været væk
                """),
                listed("arbejder, work, fravær*, plejer"),
            ),
            Option(
                "yes",
                N_("It has kept me from my work"),
                listed("""
                fravær ja, fravær, absence, absent, sygemeldt, syg, været sygemeldt, været hjemme, off sick,
                sick, off work, væk fra arbejde, hjemme fra arbejde
                """),
                listed("syg*, hjemme, væk, sick, off, fravær*"),
            ),
        ),
        (
            *("fravær fra", "fravær siden", "væk fra arbejde siden", "syg siden", "sygemeldt siden"),
            *(
                "absent since",
                "absent from",
                "sick since",
                "fravær",
                "hjemme fra arbejde siden",
                "hjemme siden",
            ),
            *(
                "jeg har været sygemeldt siden",
                "jeg har været hjemme siden",
                "off sick since",
                "off work since",
            ),
        ),
        choose=N_("Your work: choose"),
    ),
)


THAT_IS_ALL = "told"
"""The answer to what has happened of somebody who has told it before and has no more to tell."""

SAFE = listed("""
i sikkerhed, sikker nu, tryg, ude af fare, faren er ovre, faren er forbi, det er ovre, er okay, er ok, alt ok,
politiet er her, politiet er kommet, videre, gå videre, kan gå videre, kan godt gå videre, lad os gå videre,
vil gerne gå videre, føler mig tryg, safe, the danger is over, it is over, its over, im ok, im okay, am ok,
am okay, out of danger, police are here, the police are here, go on, can continue, please continue
""")
"""How somebody who was in danger says that they are safe."""


REPORT: Form = (
    Question(
        "danger",
        "one",
        N_("First things first: Are you or others in danger right now?"),
        N_("Danger now"),
        options=(YES, NO),
    ),
    Question(
        "sender",
        "one",
        N_("Who is behind it?"),
        N_("Who is behind it"),
        options=SENDERS,
        asides=NOT_THE_SENDER,
        closing="internal",
    ),
    Question(
        "kinds",
        "many",
        N_("What has happened to you? Choose all that fit."),
        N_("Kind"),
        options=KINDS,
        asides=NOT_A_KIND,
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
        N_("Send your screenshot here."),
        N_("Documentation"),
        guide=N_(
            "On the phone: press + and choose the picture. On a computer: drag it in here. Get the "
            "address of the page and the time in the picture. Do not delete anything, and do not answer "
            "the sender."
        ),
        options=(
            Option(
                "kept",
                N_("That was it"),
                listed("""
                færdig, det var det, det var alt, done, thats it, det var det hele, ikke flere, ikke mere,
                alt hvad jeg har, nu er der ikke flere, that is all, thats all, all i have, nothing more, no
                more, finished
                """),
                listed("flere, mere, alt, hele, all, more, slut"),
            ),
            Option(
                "later",
                N_("I do not have it right now"),
                listed("""
                kan ik* lige nu, kan ik* nu, ik* lige nu, ikke endnu, har ik* endnu, har ikke noget endnu,
                senere, not yet, not right now, no screenshot yet, dont have it yet, later, i morgen, jeg
                kan ikke, kan ikke, cannot, cant, har det ik*, ik* har noget, kan ik* finde, ikke på mig,
                kommer senere, sender det, sender senere, skal lige finde, finder det, tomorrow, tonight, i
                aften, ligger på min, på min anden, do it later, send it later, har det derhjemme, når jeg
                kommer hjem, in a bit
                """),
                listed(
                    "senere, later, finde*, telefon*, computer*, hjemme, hjem, aften, morgen, vente*, hvordan"
                ),
            ),
            Option(
                "gone",
                N_("It is gone"),
                listed("""
                det er væk, er væk, væk, slettet, det er slettet, gone, its gone, deleted, removed, fjernet,
                kan ik* finde, ligger der ik* mere, findes ik* mere, forsvundet, taget ned, forsvandt, har
                slettet, ikke se det mere, blokeret*, blocked, taken down, disappeared, ikke mere at se,
                smidt ud, smed ud
                """),
                listed("slette*, fjern*, væk, mere, gone, delete*, remove*, blok*, block*, forsv*"),
            ),
            Option(
                "cannot",
                N_("There is nothing to keep"),
                listed("""
                der er ik* noget, der er intet, kan ik* dokumenteres, kan ik* skaffes, intet bevis*, kun
                mundtlig*, der findes ik* noget, nothing to keep, there is nothing, no proof, kun sagt, kun
                ord, ingen bevis*, ikke noget at gemme, ikke noget bevis*, blev sagt, sagt i telefon*, sagde
                det, ringede bare, ringede kun, only spoken, only said, just said, nothing in writing, face
                to face, ansigt til ansigt, mundtlig*, ikke skriftlig*
                """),
                listed("sagde, sagt, ringede, ringer, telefon*, opkald*, said, spoken, proof, bevis*, intet"),
            ),
        ),
    ),
    Question(
        "circumstances",
        "many",
        N_("Does any of this fit?"),
        N_("Anything else we should know"),
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
        N_("What would you like to happen? You can leave any of it out."),
        N_("Your wishes"),
        guide=N_("It is your wish, not a decision. You can change your mind later."),
        parts=WISHES,
    ),
)
