"""Who may be behind it, each with the phrases by which people name them (flows/typed/matching.py)."""

from __future__ import annotations

from flows.form import Option
from flows.typed.phrases import listed
from flows.words import N_

SENDERS = (
    Option(
        "citizen",
        N_("A citizen in a case of mine"),
        typed=listed("""
        borger*, klient*, citizen*, client*, bruger*, patient*, beboer*, elev*, pupil*, student*, låner*,
        gav bøde, i min sag, i sagen, en af mine, in my case, one of my, nogle af, kunde*, ansøger*,
        indsat*, lejer*, customer*, jeg har en sag, i en *sag, min sag, afslag, fik ik*, fik ikke, udlæg,
        skyldner*, vi udskrev, udskrev, kontrol, indehaver*, råber i skranken, skranken, pasager*,
        passager*, i kontanthjælp, kontanthjælp, drenge i, dreng fra, boy from, elever, hende selv, ham
        selv, trompetelev*, violinelev*, *elev, *eleven, ham der fik, en jeg har, modtager*, pensionist*, en
        mand jeg, debtor*, tenant*, one of our, lånerne, besøgende*, gæst*, parkist*, borgeren, skrev bøde,
        fik bøde, fik en afgift, p bøde, bøde til, afgift til, skrev afgift, kursist*, deltager*,
        skoledreng*, skolepige*, kontanthjælpsmodtager*, dagpengemodtager*, flygtning*, asylansøger*,
        hjemløs*, service user*, resident*, in my class, i min klasse, fra min klasse, på min stue, on my
        ward, my patient*, klasse dreng, klasse pige, drengene i, pigerne i, mine ældre, studerende*,
        tilskadekomne*, sagspart*, kontanthjælp*, the old lady, en af de ældre, mine ledige, mine unge, mine
        børn i klassen, den ældre, sygemeldte*, ledige, ung mand jeg, gammel dame jeg, brugeren, pupils,
        klager over en afgørelse, claimant*, service users
        """),
        hints=listed("""
        faren*, faderen*, far, moren*, moderen*, mor, forælder*, forældre*, parent*, mother, father, mum,
        mums, mom, dad, dads, bilist*, bilejer*, bilen, cyklist*, chauffør*, husejer*, grundejer*,
        lodsejer*, jæger*, landmand*, bonde, bygherre*, entreprenør*, vognmand*, firma*, virksomhed*,
        selskab*, restaurat*, butik*, arbejdsgiver*, skatteyder*, mand*, dame*, kvinde*, fyr*, unge*, ung,
        dreng*, pige*, knægt*, teenager*, kid, kids, boy*, girl*, lad, lads, child*, klasse*, årgang*,
        gammel*, gamle, ældre*, dement*, misbruger*, alkoholiker*, stofbruger*, psykisk*, hjemme*,
        afdeling*, stue*, sag*, afgørelse*, klage*, tilsyn*, besøg*, ham jeg, hende jeg, dem jeg, en jeg,
        ham der, hende der, ham vi, hende vi, ham som, en som, en vi, someone i, somebody i, guy*, man i,
        woman*, lady, bloke*, fella*, afslået, bøde*, afgift*, påbud*, kontrol*, sanktion*, ydelse*,
        tilbud*, hævn*, vred*, sur*, barn*, bibliotek*, karantæne*, skolen, elever*, beboere*, ward,
        dagtilbud*, botilbud*, asyl*, fængsel*, arrest*, medlem*, konto*, tilflytter*, lejligheden,
        service*, hjælp*, visit*, bus*, tog*
        """),
    ),
    Option(
        "relative",
        N_("A relative of a citizen"),
        typed=listed("""
        pårørende*, pårende*, relative*, søn, sønnen*, datter*, bror*, søster*, kone*, ægtefælle*, kæreste*,
        familie*, svoger*, husband, wife, son, daughter, brother, sister, family, far, faren*, faderen*,
        mor, moren*, moderen*, forælder*, forældre*, parent*, mother, father, far til*, mor til*, moren
        til*, faren til*, elevs far, elevs mor, borgers*, patients*, citizens*, patients daughter, hans mor,
        borger* søn, borger* datter, borger* bror, borger* kone, borger* mand, elevs forældre, farmor*,
        mormor*, morfar*, farfar*, stedfar*, stedmor*, papfar*, fædre*, mødre*, hendes mand, hans mand,
        manden til, konen til, bisidder*, værge*, onkel*, tante*, fætter*, kusine*, grandmother*,
        grandfather*, uncle*, aunt*, partner*, boyfriend*, girlfriend*, familiemedlem*, far til *elev, faren
        til elev, svigermor*, svigerinde*, hustru*, samlever*, forlovede*, barnebarn*, børnebørn*,
        plejefar*, plejemor*, plejeforæld*, bonusfar*, bonusmor*, svigersøn*, svigerdatter*, svigerfar*,
        svigerforæld*, niece*, nevø*, nephew*, mum, mums, mom, dad, dads, nan, nana, granny, gran,
        granddad*, grandson*, granddaughter*, next of kin, carer*, barnets far, barnets mor, elevens far,
        elevens mor, drengens far, drengens mor, pigens far, pigens mor, gift med en, forældrene*,
        forældrepar*, mum of, dad of, parents of, søskende*, storebror*, lillebror*, storesøster*,
        lillesøster*, tvilling*, fostermor*, fosterfar*, familien til, familie til, stedforæld*,
        forældremyndighed*, bedsteforæld*, bedstefar*, bedstemor*, svoger, kontaktforælder*, son of,
        daughter of, wife of, family of, sister of, brother of, in law, stepdad*, stepmum*, stepfather*,
        stepmother*, klasseforæld*, forældreråd*
        """),
        hints=listed("""
        barn*, børn*, fars, mors, elev*, patient*, beboer*, ven*, ny mand, nye mand, nye kæreste, kids,
        drengen*, pigen*, borgers, hans, hendes, deres, family*, mand*, dame*, kvinde*, institution*,
        daginstitution*, børnehave*, vuggestue*, stue*, klasse*, årgang*, arving*, dødsbo*, samvær*,
        anbragt*, anbring*, døde, far i, mor i, patientens, beboerens, moderens, faderens
        """),
    ),
    Option(
        "former_citizen",
        N_("A former citizen in a case of mine"),
        typed=listed("""
        tidligere borger*, tidligere klient*, tidligere elev*, tidligere patient*, gammel elev*, tidligere
        bruger*, tidligere sag*, gammel sag*, afsluttet sag*, gammel klient*, tidligere beboer*, former
        citizen*, former client*, former patient*, former pupil*, former student*, old case*, closed case*,
        borger* tidligere, havde sag, gammel borger*, gammel *elev, vi udskrev, udskrev, havde sidste år,
        fik afslag, en jeg havde, jeg havde engang, i kontanthjælp, min sag, gl elev*, gl borger*, gl
        klient*, gl patient*, gl bruger*, gl sag*, tidl elev*, tidl borger*, tidl klient*, tidl patient*,
        tidl bruger*, tidl beboer*, exbeboer*, eksbeboer*, ekselev*, exelev*, eksborger*, ekspatient*, ex
        patient*, ex client*, ex pupil*, ex student*, used to look after, used to teach, used to have, used
        to be my, tidligere kursist*, tidligere låner*, tidligere lejer*, tidligere indsat*, elev* gik ud,
        elev* for år siden, borger* for år siden, har haft engang, jeg har haft, haft i klassen, havde i
        klassen, havde i sin tid, jeg underviste, i taught, udskrevet*, nu afsluttet, sagen er lukket, old
        pupil*, old patient*, old client*, old student*, gammel patient*, gammel bruger*, gammel beboer*,
        gammel låner*
        """),
        hints=listed("""
        engang, tidligere*, tidl, gl, gammel*, gamle, sidste år, for år siden, år siden, for flere år,
        havde, haft, dengang, used to, last year, years ago, former*, ex, old, previous*, afslutte*,
        lukket*, udskrev*, ham jeg, hende jeg, en jeg, en vi, flyttet*, someone i, somebody i, afgørelse*,
        sidste års
        """),
    ),
    Option(
        "other_external",
        N_("Someone else from outside"),
        typed=listed("""
        anden, en anden, ekstern*, udefra, journalist*, bloger*, nabo*, fremmed*, other, someone else,
        outside*, aktivist*, leverandør*, håndværker*, politiker*, neighbour*, neighbor*, stranger*, min
        eks*, ekskæreste*, eksmand*, my ex*, bekendt*, forening*, tidligere kollega*, tidligere
        medarbejder*, former colleague*, former coworker*, tidligere leder*, tidligere chef*, arbejde*
        sammen, activist*, tilfældig*, worked with, flere forskellige, flere stykker, en hel flok, several
        people, nogle af, en gruppe, revisor*, advokat*, bisidder*, formand*, byrådsmedlem*, byrådet, medlem
        af, podcast*, influencer*, partner*, vikar*, fyret, blev fyret, underviste her, stopestedet*,
        stoppested*, hænger ved, råber i skranken, teacher, en fra byen, en lokal*, lokalpolitiker*, avis*,
        presse*, borgerforening*, konkurrent*, lawyer*, councillor*, passager*, pasager*, debattør*,
        ekskone*, exkone*, exmand*, ex kæreste*, eks kæreste*, ex wife, ex husband, ex boyfriend, ex
        girlfriend, tidl kollega*, tidl medarbejder*, tidl ansat*, ekskollega*, exkollega*, gammel kollega*,
        tidligere ansat*, reporter*, redaktør*, samarbejdspartner*, sælger*, forbipasserende*, tilskuer*,
        udlejer*, landlord*, campaigner*, protester*, veninde*, vicevært*, naboen*, en ven, venner til,
        friend of, hater*, fagforening*, partisoldat*, blokbestyrer*, konspirations*, supplier*,
        contractor*, modstander*, vaccinemodstander*, vandværk*, grundejerforening*, borgergruppe*, mand fra
        byen, dame fra byen, eks mand, eks kone, ex colleague*, privatperson*, kandidat*, byrådskandidat*,
        youtuber*, streamer*, bloggeren
        """),
        hints=listed("""
        bilist*, bilejer*, cyklist*, chauffør*, husejer*, grundejer*, lodsejer*, jæger*, landmand*, bonde,
        bygherre*, entreprenør*, vognmand*, firma*, virksomhed*, selskab*, butik*, skatteyder*, mand*,
        dame*, kvinde*, fyr*, ung, unge*, dreng*, pige*, person*, type*, guy*, man from, woman*, lady,
        bloke*, fella*, kendt*, nettet, facebook*, gruppe*, flok*, group*, flere*, ven*, friend*, byen,
        lokal*, local*, politik*, parti*, følger*, follower*, troll*, hævn*, naboer*, gade*, landsby*,
        borgermøde*, teenager*, knægt*, bande*, rocker*, vrede, angry, eks*, ex, konto*, ham der, hende der,
        ham fra, hende fra, en fra, en der, nogen fra, passer*, public, online, tidligere*, tidl, besøg*,
        gæst*, facebookgruppe*, byens, lokale, *folk, *folkene, hele landet, over hele landet, fra andre
        byer, stalker*, hacker*, svindler*, scammer*, samme som sidst, same as last, same one, fan, fans,
        menighedsråd*, partifælle*, 200, hundredvis*
        """),
    ),
    Option(
        "unknown",
        N_("Unknown or anonymous"),
        typed=listed("""
        ukendt*, anonym*, unknown, anonymous*, ved ik*, ved jeg ik*, ved det ik*, aner ik*, ingen anelse,
        ingen ide, hemmelig* num*, num* hemmelig*, skjult num*, fake profil*, falsk profil*, random, no
        idea, dont know, not sure who, no clue, anyone, hvem som helst, kender ik*, profil* uden, kalder
        sig, pseudonym*, alias*, kan ik* se hvem, hidden number, blocked number, withheld*, ingen navn*, no
        name, profil* hedder, ikke navn*, underskrevet, dækprofil*, troll*, opdigtet*, flere forskellige,
        flere stykker, en hel flok, several people, mistanke*, formodning*, suspicion, suspect*, vil ik*
        sige, en gruppe, idiot uden profil*, uden profilbille*, profil* uden billede, no picture,
        troldeprofil*, skjuler sig, hemmelig*, gemmer sig, dunno, nogen*, ukend*, unkown*, can't see who,
        cant see who, cant tell, can't tell, ved det ik, ved det ikke, falsk navn*, falske navne*, falsk*
        bruger*, fake name*, made up name*, dæknavn*, uden navn, uden afsender, ingen afsender*, bare
        vidste, gid vidste, vidste hvem, hvem ved, who knows, god knows, wish i knew, skjult*, skjul*, ikke
        underskrevet, usigneret*, unsigned, anon, anons, username*, no caller id, new account*, burner*,
        fremgår ikke, står der ikke, står ikke hvem, ikke mødt, never met, kender ham ikke, kender hende
        ikke, dem ikke kender, netrold*, nettrold*, trold*, bot, bots, robot*, avatar*, ved ingen, ved vi
        ikke, ukendte, det er uvist, uvist, ingen ved, ingen aner, ingen der ved, uidentific*, ikke sige
        hvem, opgiver ikke navn, vil ikke sige navn, ikke sit navn, no real name, no number, private caller,
        unidentified, haven't a clue, havent a clue, not a clue, beats me, ikke finde ud af, ikke
        gennemskue, ikke oplyst*, ikke opgivet, ikke vides, hemmeligtnum*, hemmeligtnr*, skjulte, uden
        rigtigt navn, blank profil*, tom profil*, kan ikke udpege, ingen mistanke*, kælenavn*, nickname*,
        hacker*, ik* kender, dont know them, don't know them, hvem det er, who it is, who they are, nobody
        knows, fremmed nummer, ukendt nummer, unknown number, et nummer jeg ikke, number i dont, gerne vide
        det selv, godt vide det selv, like to know myself, ikke kendskab til, ikke bekendt med
        """),
        hints=listed("""
        profil*, konto*, account*, fake, falsk*, nummer*, nr, tlf*, telefon*, navn*, name*, hedder, kalder,
        står bare, initialer*, flere*, gruppe*, flok*, nettet, online, facebook*, insta*, snap*, idiot*,
        tosse*, cartoon*, picture*, billede*, afsender*, signatur*, underskrift*, mail*, brev*, eller anden,
        some*, måske, tror, guess, sikker, formod*, gæt*, number*, hævner*, alle, everyone, hvem, who,
        gæst*, ny profil*, helt ny, brand new, brugernavn*, et billede af en, kender, stalker*, samme som
        sidst, same as last, same one, fornavn*, kendskab*, identitet*, identity, vide, vidste, gid,
        vedkommende*, first name
        """),
    ),
    Option(
        "internal",
        N_("A colleague or manager"),
        typed=listed("""
        kollega*, kolleger*, leder*, chef*, colleague*, manager*, boss*, coworker*, co worker*,
        medarbejder*, arbejdskammerat*, *leder, supervisor*, tidligere kollega*, tidligere medarbejder*,
        former colleague*, former coworker*, arbejde* sammen, worked with, tidligere leder*, tidligere
        chef*, internt, min makker, vikar*, fyret, blev fyret, underviste her, byrådsmedlem*, byrådet,
        aftenvagt*, teamet, piger fra *vagten, teacher, lærer*, en fra kontoret, en fra arbejdet, from work,
        at work, medlem af byrådet, teamleder*, *chef, *chefen, *lederen, mit team, mit eget team, vores
        team, vores afdeling, min afdeling, i afdelingen, pedel*, tr, tren, tillidsrep*, tillidsmand*,
        tillidskvinde*, amr*, rektor*, skoleinspektør*, souschef*, nyansat*, praktikant*, nattevagt*,
        dagvagt*, workmate*, work mate*, teammate*, head teacher*, headteacher*, headmaster*, line manager*,
        matron*, staff*, my team, my department, in my office, mellemleder*, *koordinator*, sidemand*,
        sidekammerat*, en ansat*, ansat hos os, arbejder sammen, arbejder med, works with me, work with,
        someone at work, person at work, en på arbejdet, nogen på arbejdet, en på kontoret, på mit arbejde,
        på min arbejdsplads, kollegerne, afdelingssygeplejerske*, overlæge*, makker*, en fra huset, intern,
        trio*, vores egen, en af vores egne, en af os, arbejdsmakker*, teamkoordinator*, vicelede*, medlem
        af ledelsen, ledelsen, hr chef*, her på stedet, her i huset, shift lead*, vores direktør, min
        direktør
        """),
        hints=listed("""
        team*, afdeling*, kontor*, arbejde*, arbejds*, vagt*, job*, rådhus*, ansat*, work, office,
        department*, sekretær*, sygeplejerske*, pædagog*, sosu*, læge*, nurse*, doctor*, konsulent*,
        teknisk*, hr, personale*, forvaltning*, sagsbehandler*, lærerværelse*, teacher*, fyret*, tidligere*,
        tidl, gammel*, gamle, elev*, dagplejer*, socialrådgiver*, borgmester*, udvalg*, byråd*, køkken*,
        rengøring*, chauffør*, direktør*, fellow, herinde, herindefra, indefra, inde fra, inside the house,
        in here, egen profil, egne rækker, menighedsråd*
        """),
    ),
)

NOT_THE_SENDER = listed("""
til min leder, til min chef, med min leder, med min chef, til min kollega, med min kollega, to my manager,
to my boss, with my manager, to my colleague, min leder siger, min leder ved, en eller anden, et eller
andet, some other
""")
"""Others whom somebody may name who tells who is behind it."""
