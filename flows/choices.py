"""The choices of the report's questions, each with the phrases by which people name it.

How the phrases are read is told in flows/matching.py. A phrase that stands at several choices is unclear on
purpose, and the person is asked which; one with more words decides it.
"""

from __future__ import annotations

from flows.form import Option
from flows.matching import listed
from flows.words import N_

YES = Option("yes", N_("Yes"), listed("ja, yes, yeah, yep, y, j, jo, jep, japs"))
NO = Option("no", N_("No"), listed("nej, no, nope, n, næ, næh, nah, nix, niks"))

SENDERS = (
    Option(
        "citizen",
        N_("A citizen in a case of mine"),
        listed("""
        borger*, klient*, citizen*, client*, bruger*, patient*, beboer*, elev*, pupil*, student*,
        låner*, jeg gav, gav bøde, i min sag, i sagen, en af mine, in my case, one of my, nogle af,
        faren*, faderen*, far, moren*, moderen*, mor, forælder*, forældre*, parent*, mother, father,
        kunde*, ansøger*, indsat*, lejer*, customer*, jeg har en sag, i en *sag, min sag, afslag, fik
        ik*, fik ikke, udlæg, skyldner*, vi udskrev, udskrev, kontrol, indehaver*, råber i skranken,
        skranken, pasager*, passager*, i kontanthjælp, kontanthjælp, drenge i, dreng fra, boy from,
        elever, hende selv, ham selv, trompetelev*, violinelev*, *elev, *eleven, ham der fik, en jeg
        har, modtager*, pensionist*, en mand jeg, debtor*, tenant*, one of our, lånerne, besøgende*,
        gæst*
        """),
    ),
    Option(
        "relative",
        N_("A relative of a citizen"),
        listed("""
        pårørende*, pårende*, relative*, søn, sønnen*, datter*, bror*, søster*, kone*, ægtefælle*,
        kæreste*, familie*, svoger*, husband, wife, son, daughter, brother, sister, family, far, faren*,
        faderen*, mor, moren*, moderen*, forælder*, forældre*, parent*, mother, father, far til*, mor
        til*, moren til*, faren til*, elevs far, elevs mor, borgers*, patients*, citizens*, patients
        daughter, hans mor, borger* søn, borger* datter, borger* bror, borger* kone, borger* mand, elevs
        forældre, farmor*, mormor*, morfar*, farfar*, stedfar*, stedmor*, papfar*, fædre*, mødre*,
        hendes mand, hans mand, manden til, konen til, bisidder*, værge*, onkel*, tante*, fætter*,
        kusine*, grandmother*, grandfather*, uncle*, aunt*, partner*, boyfriend*, girlfriend*,
        familiemedlem*, far til *elev, faren til elev, svigermor*, svigerinde*
        """),
    ),
    Option(
        "former_citizen",
        N_("A former citizen in a case of mine"),
        listed("""
        tidligere borger*, tidligere klient*, tidligere elev*, tidligere patient*, gammel elev*,
        tidligere bruger*, tidligere sag*, gammel sag*, afsluttet sag*, gammel klient*, tidligere
        beboer*, former citizen*, former client*, former patient*, former pupil*, former student*, old
        case*, closed case*, borger* tidligere, havde sag, gammel borger*, gammel *elev, vi udskrev,
        udskrev, havde sidste år, fik afslag, en jeg havde, jeg havde engang, i kontanthjælp, min sag
        """),
    ),
    Option(
        "other_external",
        N_("Someone else from outside"),
        listed("""
        anden, en anden, ekstern*, udefra, journalist*, bloger*, nabo*, fremmed*, other, someone else,
        outside*, aktivist*, leverandør*, håndværker*, politiker*, neighbour*, neighbor*, stranger*, min
        eks*, ekskæreste*, eksmand*, my ex*, bekendt*, forening*, tidligere kollega*, tidligere
        medarbejder*, former colleague*, former coworker*, tidligere leder*, tidligere chef*, arbejde*
        sammen, activist*, tilfældig*, worked with, flere forskellige, flere stykker, en hel flok,
        several people, nogle af, en gruppe, revisor*, advokat*, bisidder*, formand*, byrådsmedlem*,
        byrådet, medlem af, podcast*, influencer*, partner*, vikar*, fyret, blev fyret, underviste her,
        stopestedet*, stoppested*, hænger ved, råber i skranken, teacher, en fra byen, en lokal*,
        lokalpolitiker*, avis*, presse*, borgerforening*, konkurrent*, lawyer*, councillor*, passager*,
        pasager*, konto*
        """),
    ),
    Option(
        "unknown",
        N_("Unknown or anonymous"),
        listed("""
        ukendt*, anonym*, unknown, anonymous*, ved ik*, ved jeg ik*, ved det ik*, aner ik*, ingen
        anelse, ingen ide, hemmelig* num*, num* hemmelig*, skjult num*, fake profil*, falsk profil*,
        random, no idea, dont know, not sure who, no clue, anyone, hvem som helst, kender ik*, profil*
        uden, kalder sig, pseudonym*, alias*, kan ik* se hvem, hidden number, blocked number, withheld*,
        ingen navn*, no name, profil* hedder, ikke navn*, underskrevet, dækprofil*, troll*, opdigtet*,
        flere forskellige, flere stykker, en hel flok, several people, mistanke*, formodning*,
        suspicion, suspect*, vil ik* sige, en gruppe, idiot uden profil*, uden profilbille*, profil*
        uden billede, no picture, troldeprofil*, skjuler sig, hemmelig*, gemmer sig, dunno, nogen*,
        ukend*, unkown*, can't see who, cant see who, cant tell, can't tell, ved det ik, ved det ikke
        """),
    ),
    Option(
        "internal",
        N_("A colleague or leader"),
        listed("""
        kollega*, kolleger*, leder*, chef*, colleague*, manager*, boss*, coworker*, co worker*,
        medarbejder*, arbejdskammerat*, *leder, supervisor*, tidligere kollega*, tidligere medarbejder*,
        former colleague*, former coworker*, arbejde* sammen, worked with, tidligere leder*, tidligere
        chef*, internt, min makker, vikar*, fyret, blev fyret, underviste her, byrådsmedlem*, byrådet,
        aftenvagt*, teamet, piger fra *vagten, teacher, lærer*, en fra kontoret, en fra arbejdet, from
        work, at work, medlem af byrådet
        """),
    ),
)

NOT_THE_SENDER = listed("""
        til min leder, til min chef, med min leder, med min chef, til min kollega, med min kollega, to
        my manager, to my boss, with my manager, to my colleague, min leder siger, min leder ved, en
        eller anden, et eller andet, some other
        """)
"""Others whom somebody may name who tells who is behind it."""

CHANNELS = (
    Option(
        "work_mail",
        N_("Work e-mail"),
        listed("""
        arbejdsmail*, arbejds mail*, mail* arbejde*, jobmail*, work mail*, work email*, work e mail*,
        outlook*, arbejdsemail*, arbejdets mail*, mail* job*, tjenestemail*, mail*, email*, e mail*,
        kommunemail*, mailboks*, fællespostkasse*, hovedpostkasse*, work inbox, inbox at work,
        arbejdsindbakke*
        """),
    ),
    Option(
        "private_mail",
        N_("Private e-mail"),
        listed("""
        privat* mail*, privatmail*, gmail*, hotmail*, private email*, personal email*, private e mail*,
        egen mail*, privat* email*, mail* privat*, personal mail*, my own email, mail*, email*, e mail*
        """),
    ),
    Option(
        "work_phone",
        N_("Work phone or text message"),
        listed("""
        arbejdstelefon*, arbejdstlf*, arbejdsmobil*, vagttelefon*, vagtmobil*, vagttlf*, work phone*,
        firmatelefon*, telefon* arbejde*, sms* arbejds*, mobil* arbejde*, arbejds telefon*, arbejds
        mobil*, vagt telefon*, work mobile*, work cell*, jobtelefon*, *sms*, telefon*, tlf*, opkald*,
        ringe*, ringet, mobil*, voicemail*, phone*, call*, text*, hovednummer*, telefonsvarer* arbejds*,
        tjenestetelefon*, beskeder på telefonen, duty phone*, ward phone*, office phone*,
        kontortelefon*, landline*, fastnet*
        """),
    ),
    Option(
        "private_phone",
        N_("Private phone or text message"),
        listed("""
        privat* telefon*, privat* mobil*, privat* sms*, privat* tlf*, egen telefon*, egen mobil*,
        private phone*, personal phone*, own phone*, personal mobile*, private mobile*, privattelefon*,
        privatmobil*, privat* nummer*, sms* privat*, telefon* privat*, private number*, *sms*, telefon*,
        tlf*, opkald*, ringe*, ringet, mobil*, voicemail*, phone*, call*, text*, imessage*, beskeder på
        telefonen, my mobile, fastnet* hjemme, hjemmetelefon*, mit eget nummer, eget nummer, home phone,
        hjemmenummer*, det private nummer, nummer private
        """),
    ),
    Option(
        "digital_post",
        N_("Digital Post"),
        listed("""
        digital* post*, eboks*, e boks*, digitalpost*, mitdk
        """),
    ),
    Option(
        "messenger",
        N_("Messenger"),
        listed("messenger*, facebook besked*, fb besked*, mesinger*, dm*, mess, msn, fb mess"),
    ),
    Option(
        "facebook",
        N_("Facebook"),
        listed("""
        facebook*, fb, face, fjæsbog*, facebookgruppe*, fb gruppe*, dm*, skolens side, kommunens side,
        vores side, deres side, our page, fjæser*, fjæsen, fejsbuk*, facebog*, spottet*, gruppen,
        forældregruppe*, forældre gruppe*, byens gruppe, opslag*, *tråd*, officielle opslag, en gruppe,
        lukket gruppe
        """),
    ),
    Option("instagram", N_("Instagram"), listed("instagram*, insta*, ig, instergram*, dm*, video, opslag*")),
    Option("x", N_("X (Twitter)"), listed("twitter*, x, tweet*, formerly twitter")),
    Option("youtube", N_("YouTube"), listed("youtube*, yt, you tube, jutube*, utube*, koncertvideo*, video")),
    Option("tiktok", N_("TikTok"), listed("tiktok*, tik tok*, tictoc*, tictok*, video")),
    Option("linkedin", N_("LinkedIn"), listed("linkedin*, linked in, linkdin*, linket in")),
    Option("snapchat", N_("Snapchat"), listed("snapchat*, snap, snaps, snappen, spøgelse*")),
    Option("reddit", N_("Reddit"), listed("reddit*")),
    Option("whatsapp", N_("WhatsApp"), listed("whatsapp*, whats app*, watsapp*, wats app*")),
    Option("google_review", N_("Google review"), listed("google*, googel*")),
    Option("trustpilot", N_("Trustpilot"), listed("trustpilot*, trust pilot*")),
    Option(
        "website",
        N_("Website or blog"),
        listed("""
        hjemmeside*, blog*, website*, webside*, forum*, debatforum*, netside*, internetside*, skolens
        side, kommunens side, vores side, deres side, our page, some page, en side, sexside*,
        pornoside*, opslag*
        """),
    ),
    Option(
        "news",
        N_("Comments at a news site"),
        listed("""
        avis*, nyhed*, kommentarspor*, kommentarfelt*, lokalavis*, dagblad*, ekstrabladet, ekstra
        bladet, news*, artikel*, article*, ugeavis*, comment section*, avisen*
        """),
    ),
    Option(
        "other",
        N_("Another place"),
        listed("""
        andet, andet sted, other, aula*, telegram*, signal, teams, discord*, forum*, debatforum*, brev*,
        letter*, ansigt til ansigt, fysisk*, in person, face to face, jodel*, tinder*, dating*, twitch*,
        somewhere else, ude ved, intra*, forældreintra*, meebook*, podcast*, på gaden, legeplads*,
        chat*, paper*, locker*, seddel*, på arbejdet, bilen, parkeringsplads*, gruppechat*, vinted*,
        dba, nextdoor*, mums board*, sms gate
        """),
    ),
)

PUBLIC_CHANNELS = frozenset(
    listed(
        "facebook, instagram, x, youtube, tiktok, linkedin, reddit, google_review, trustpilot, website, news"
    )
)

CIRCUMSTANCES = (
    Option(
        "visible",
        N_("It can still be seen"),
        listed("""
        synlig*, ligger der *, stadig oppe, still up, visible
        """),
    ),
    Option("public", N_("It is public"), listed("offentlig*, alle kan se, public*, everyone can see")),
    Option(
        "address_family",
        N_("It names my address or my family"),
        listed("""
        *adresse*, familie*, børn*, barn* navn*, address*, family, kids, children, hvor jeg bor
        """),
    ),
    Option(
        "urges_others",
        N_("It urges others to do something"),
        listed("""
        opfordr*, urg*, få* andre til, incit*, folk til at
        """),
    ),
    Option(
        "repeated",
        N_("It has happened several times"),
        listed("""
        gentag*, flere gange, mange gange, igen og igen, repeated*, several times, hele tiden, again
        """),
    ),
    Option(
        "child",
        N_("The sender is under 15"),
        listed("""
        under 15, et barn, mindreårig*, a child, en elev, barn afsender*, afsender* barn, minor
        """),
    ),
    Option(
        "unsafe",
        N_("I feel unsafe"),
        listed("""
        utryg*, bange, unsafe, scared, afraid, frightened, angst*
        """),
    ),
    Option("none", N_("None of this"), listed("ingen, intet, none, nej, nothing, nothing of it, no, næ")),
)
