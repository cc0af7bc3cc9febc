"""The choices of the report's questions, each with the phrases by which people name it.

How the phrases are read is told in flows/typed/matching.py. A phrase that stands at several choices is
unclear on purpose, and the person is asked which; one with more words decides it.
"""

from __future__ import annotations

from flows.form import Option
from flows.typed.phrases import listed
from flows.words import N_

YES = Option("yes", N_("Yes"), listed("ja, yes, yeah, yep, y, j, jo, jep, japs"))
NO = Option("no", N_("No"), listed("nej, no, nope, n, næ, næh, nah, nix, niks"))

CIRCUMSTANCES = (
    Option(
        "visible",
        N_("It can still be seen"),
        listed("""
        synlig*, ligger der, ligger der endnu, ligger der stadig, stadig oppe, stadig synlig*, still up,
        visible, kan stadig ses, kan ses, kan stadig læses, ikke slettet, ikke fjernet, ikke taget ned,
        ligger stadig, står der endnu, står der stadig, still there, still online, still visible, not
        deleted, not removed
        """),
        listed("stadig, endnu, ligger, oppe, still, online, ses, slettet, fjernet"),
    ),
    Option(
        "public",
        N_("It is public"),
        listed("""
        offentlig*, alle kan se, alle kan læse, public*, everyone can see, everyone can read, anyone can
        see, åben profil*, åben gruppe*, åbent for alle, open group, open for all
        """),
        listed("alle, everyone, anyone, åben*, open, mange, nettet, online, facebook*, delt*, shared"),
    ),
    Option(
        "address_family",
        N_("It names my address or my family"),
        listed("""
        *adresse*, familie*, børn*, barn* navn*, address*, family, kids, children, hvor jeg bor, bopæl*, min
        mand*, min kone*, min kæreste*, min datter*, min søn*, mine forældre*, min mor, min far, my husband,
        my wife, my daughter, my son, my parents, where i live, my home, nævner mine børn, navn* på mine
        børn, min mands navn, min kones navn, adresse står, my street
        """),
        listed("bor, hjem*, home, mand*, kone*, kæreste*, datter*, søn*, navn*, nævn*, skole*, school*"),
    ),
    Option(
        "urges_others",
        N_("It urges others to do something"),
        listed("""
        opfordr*, urg*, få* andre til, incit*, folk til at, andre til at, beder folk, beder andre, opildn*,
        opfordr* til at opsøge mig, mød op, telling people, tells people, asks people, asking people,
        encourag*, følgere til
        """),
        listed("folk, andre, people, others, følger*, follower*, opsøg*, ring*, skriv*"),
    ),
    Option(
        "repeated",
        N_("It has happened several times"),
        listed("""
        gentag*, flere gange, mange gange, igen og igen, repeated*, several times, hele tiden, again, sket
        før, sker igen, sker hele tiden, ikke første gang, anden gang, tredje gang, bliver ved, many times,
        before, not the first time, hver dag, hver uge, every day, every week, over and over, it keeps,
        keeps happening
        """),
        listed("igen, gang, gange, før, times, often, ofte, stopper, stop*, længe"),
    ),
    Option(
        "child",
        N_("The sender is under 15"),
        listed("""
        under 15, et barn, mindreårig*, a child, en elev, barn afsender*, afsender* barn, minor, underage,
        under femten, # år, # years, # year, en dreng på #, en pige på #, en elev på #, skoleelev*
        """),
        listed("""
        dreng*, pige*, barn, elev*, boy*, girl*, child, kid, pupil*, klasse*, år, skole*, teenager*
        """),
    ),
    Option(
        "unsafe",
        N_("I feel unsafe"),
        listed("""
        utryg*, bange, unsafe, scared, afraid, frightened, angst*, ikke tryg*, tør ikke, tør ikke gå, ikke
        sikker derhjemme, ikke føler mig sikker, not safe, dont feel safe, ræd*, skræmt*, terrified, frygt*,
        ængstelig*, sover ikke, kan ikke sove, ryster, nervøs*, worried, bekymret*, ked af det, paranoid*
        """),
        listed("tryg*, sikker*, safe, tør, alene, sove*, sleep*, nerv*, gå hjem, mørke, føler, feel"),
    ),
    Option(
        "none",
        N_("None of this"),
        listed("ingen, intet, none, nej, nothing, nothing of it, no, næ, ingenting, intet af det, nope"),
        listed("ikke, ik, rigtig, not"),
    ),
)
