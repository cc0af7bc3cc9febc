"""Kinds of digital harassment that show the person to others, and the rest, with their phrases."""

from __future__ import annotations

from flows.form import Option
from flows.typed.phrases import listed
from flows.words import N_

EXPOSURES = (
    Option(
        "doxxing",
        N_("Private information published"),
        typed=listed("""
        *adresse*, address*, doxx*, privat* oplysning*, personlig* oplysning*, privat* info*, telefonnum*,
        privat* num*, cpr*, mit nummer, private info*, personal info*, personal data, phone number*, delt
        hvor jeg bor, skrevet hvor jeg bor, hvor jeg bor, where i live, private ting, privatliv*, nummer ud,
        vej jeg bor, vejnavn*, nummerplade*, *nummeret, *numret står, mobilnum*, mobile number*, privatnum*,
        min adresse, hvor jeg arbejder, mit cpr*, hoveddør*, home address*, smidt mit nummer,
        kontooplysning*, registreringsnummer*, telefonnr*, tlfnr*, tlf nr*, mobilnr*, mit nr, cprnr*,
        offentliggjort hvor jeg, mine oplysning*, mine data, persondata*, følsom* oplysning*, personfølsom*,
        oplysning* om min familie, oplysning* om min*, oplysning* om mig, oplysning* lagt ud, oplysning*, my
        number, my details, personal details, private details, home number, where i work, lækage*, outet,
        outed, street name*, mit hus nummer, husnummer*, navn og nummer, navn og adresse, private beskeder
        lagt, sygejournal*, my medical, hvilken vej jeg bor, lagt mit navn ud, navn lagt ud, billede af mit
        hus, billede af min hoveddør, foto* af mit hus, picture* of my house, photo* of my house, mit nummer
        ud, bor henne, min hemmelige, hemmelig adresse, addresse*, adr, postnummer*, hvor mine børn går,
        kontonummer*, private data, number plate*, licence plate*, license plate*, reg number*,
        privatadresse*, personlig* data, postet hvor jeg
        """),
        hints=listed("""
        papir*, sagsakt*, aktindsigt*, afgørelse*, sagen ud, case notes, case papers, journal*, leaked,
        lækket, lagt ud, lagt op, delt*, deler, offentlig*, posted, vej*, hus*, house*, dør*, bor, live,
        nummer*, num*, nr, number*, navn*, name*, privat*, private, personlig*, personal, data, info*,
        familie*, arbejdsplads*, skole*, shared*, spredt, hjem*, home, findes, nettet, online, fremme,
        detaljer*, details, liv, sygdom*, helbred*, min vej, full name, fulde navn, navn ud, lækket*, leak*,
        leaked*, bopæl*, min journal, vagtplan*, sagsakter*, min ferieplan, lister, liste, list of, lists,
        hvor jeg er, hvem jeg, dagbog*, id kort*, idkort*, pas, kørekort*, sygesikring*, id card,
        legitimation*, badge*, navneskilt*, where i am, rota, nævnt i, skole er nævnt, børns navne, names of
        my kids, my route, which way i
        """),
    ),
    Option(
        "media_shared",
        N_("Picture, sound or video shared without agreement"),
        typed=listed("""
        bille*, foto*, video*, optag*, filme*, lydoptag*, lydfil*, picture*, photo*, recording*, recorded,
        filmed, film*, hængt ud, lyd, lagde foto*, optaget i smug, hemmeligt optaget, secretly recorded,
        livestream*, klip af mig, skjult kamera*, clip of me, filmet, optog*, filmklip*, klip, klippet op,
        streame*, streamet*, stream*, lydklip*, pic of me, pics of me, pics*, photos*, taget billede*,
        fotografer*, smugfilm*, smugoptag*, skjult optag*, hidden camera, camera on me, lagt billede*, lagde
        billede*, dele* billede*, delt billede*, billede* uden, foto uden, film uden, video uden, dele*
        video*, delt video*, recorded me, records me, filming*, filmer, filmede, vids, videos, optaget os,
        optaget mig, optaget møde*, tv overvågning*, dashcam*, hængte mig ud med billede*, billede* på
        facebook, billede* på nettet, billede* i, lagt videoen, lægger videoen
        """),
        hints=listed("""
        lyd*, kamera*, smug, hemmelig*, secret*, delt*, deler, shared*, lagt ud, lagt op, lagde, lagde op,
        posted, samtykke*, consent, permission, tilladelse*, uden jeg, uden at jeg, without, reel*, tiktok*,
        youtube*, snap*, insta*, telefon*, mobil*, samtale*, møde*, meeting*, ansigt*, fjæs*, face, meme*,
        upload*, smed, smidt, skærm*, går rundt, sendt rundt, cirkuler*, passing, around, viral*, spredt,
        spreder, private video, toples*, nøgen*, optog, selfie*, skærmbillede*, live, on camera, my voice
        """),
    ),
    Option(
        "intimate",
        N_("Intimate or manipulated pictures"),
        typed=listed("""
        intim*, nøgenbil*, nøgenfoto*, nøgne*, nude*, naked*, porno*, hævnporno*, deepfake*, deep fake*,
        manipuler* bille*, klippet ansigt*, revenge porn*, sexvideo*, redigere* bille*, ai bille*, fake
        bille*, falske bille*, edited p*, fake p*, photoshop*, topløs*, nøgen krop, afklædt*, fabriker*
        billede*, hoved* på en, face onto*, ansigt på, nøgenfotos, nøgenfotoer, klædt af, undress*, nudes,
        ansigt* ind i, klippet mit, *porn*, uden tøj, uden bukser, bar overkrop, topless, toples*, ai
        gener*, ai lavet, ai foto*, ai video*, ai made, ai porn*, made with ai, kunstig intelligens,
        kunstig* bille*, manipuler*, fotoshop*, redigeret*, morph*, ansigt* på en, ansigt på porno*, ansigt
        i porno*, hoved* på porno*, my head on, my face on, face on a, head on a, sexbillede*, sextape*, sex
        tape*, onlyfans*, pornhub*, pornoside*, frække bille* af mig, frækt bille*, intime, uden trusser,
        brystbille*, my tits, dicks on my, edited pic*, doctored*, faked pic*, faked photo*, ansigt i en,
        klippet ind, sat mit ansigt, sat mit hoved*, satte mit ansigt, satte mit hoved*, mit ansigt på, mit
        hoved på, mit fjæs på, lavet om på bille*, ændret bille*, forvanske*, grise krop, bikinibille*,
        under min kjole, under mit skørt, op under, up my skirt, upskirt*, under my dress, på en nøgen krop,
        on a naked body
        """),
        hints=listed("""
        ai, fake, falsk*, sex*, bille*, foto*, picture*, photo*, pic, pics, video*, krop*, body, ansigt*,
        fjæs*, face, hoved*, head, redige*, edited, klippet*, lavet, app*, bikini*, badetøj*, ferie*,
        bryst*, privat*, private, meme*, tegn*, skydeskive*, tinder*, dating*, ears, undertøj*, strip*,
        private billede*, badebille*, generated*, gamle bille*, kys* bille*, private photos, private pics,
        boobs, tits, ekskæreste* delte, nøgen bil*
        """),
    ),
    Option(
        "fake_profile",
        N_("Fake profile or misuse of name or picture"),
        typed=listed("""
        falsk* profil*, fake profil*, falsk* konto*, fake konto*, fake account*, udgiver sig, udgive sig,
        udgav sig, ladet som om, lader som om, leger mig, leger de er, spiller mig, i mit navn, impersonat*,
        pretend*, profil* mit navn, profil* mit billede, in my name, misbrug* navn*, misbrug* bille*,
        misuse*, stjålet bille*, oprette* konto*, klon*, oprette* profil*, lavet profil*, identitetstyveri*,
        profil* med mit, account with my, being me, er mig på, profilen er kopieret, profil* kopier*, som
        mig, falsk insta*, falsk face*, falsk facebook*, falsk konto*, tinderkonto*, tinderprofil*,
        datingprofil*, pretends, as me, skriver som mig, hacket*, hacked, udgir sig, udgiv sig, stjålet min
        profil*, fake insta*, fake facebook*, falsk* bruger*, fake bruger*, falske profiler, profil i mit
        navn, konto i mit navn, bruger i mit navn, side i mit navn, bruger mit navn, bruger mit bille*,
        bruger mit foto*, ikke selv har lavet, ikke selv har oprettet, kommer fra mig, ligner mine,
        efterligne*, spoof*, komme ind på min, log ind på min, log in to my, logget ind på min, bruger mine
        bille*, bruge mit navn, hedder det samme som mig, gir sig ud, giver sig ud, give sig ud, ud for at
        være, foregiver*, imposter*, impostor*, catfish*, posing*, poses as, using my name, using my photo*,
        using my pic*, uses my name, uses my photo*, uses my pic*, stole my identity, stolen identity,
        identitet*, kopi af min, kopieret min, kopieret mit, dobbeltgænger*, klonet*, cloned*, duplicate*,
        hacke*, stjålet min konto, stjålet min identitet, stjålet mit navn, profil der ligner, optræder som
        mig, skriver som om de er mig, lader som, pretending*, pretended, fake page of me, side i mit, as if
        they were me, as if it was me, acting as me, speaking as me, writes as me, snapprofil* med mit, mit
        ansigt på en profil, mit fjæs på en, on tinder as me, profil med mit, profil med min*, konto med
        mit, som hedder mig, hedder som mig, falsk* side*, falsk snap*, fake snap*, fake tinder*, falsk
        tinder*, falsk linkedin*, fake linkedin*, fake profile*, fake acount*, i mit sted, min underskrift,
        my signature, som om de var mig, som om han var mig, som om hun var mig, overtaget min*, account was
        taken, stole my account, taken over my, inde på min konto, været inde på min, ændret mit kodeord,
        ændret min kode*, changed my password, dødsannonce*, på vegne af mig, on my behalf, citater jeg
        aldrig
        """),
        hints=listed("""
        profil*, konto*, account*, acount*, profile*, mit navn, mit bille*, mit ansigt, my name, my face, my
        photo*, tinder*, dating*, insta*, facebook*, snap*, fake, falsk*, kopi*, navn*, identi*, oprettet*,
        lavet en, login*, password*, kodeord*, misbrug*, leger, kolleger*, second account, another account,
        new profile*, ny profil*, profil hvor, konto hvor, snap profil*, logget ind, overtaget min, overtaget
        mit, mit navn og bille*, mit bille* og navn, mit navn og foto*, parodi*, parody*, falsk* mail*, fake
        email*, underskrift*, signature*, konto, account, fra min konto, sendt noget fra mig, sent from me,
        fra mig, min kode
        """),
    ),
    Option(
        "hate_page",
        N_("Hate page, group or campaign"),
        typed=listed("""
        hadeside*, hadegruppe*, hadekampagne*, hade side*, hade gruppe*, hate page*, hate group*, hate
        campaign*, side om mig, gruppe om mig, side mod mig, gruppe mod mig, kampagne*, shitstorm*, smear
        campaign*, lavet side, lavet gruppe, gruppe der, gruppe imod mig, side imod mig, page about me,
        group about me, group against, hader mig, campaign*, side kun om, gruppe mod os, heksejagt*,
        smædekampagne*, underskriftindsamling*, underskriftsindsamling*, en side som hedder, side der
        hedder, sie der*, petition*, hjemmeside om mig, hel hjemmeside, page called, group called, fyr mig,
        boykot*, smædeside*, opslagsserie*, hadgruppe*, hadside*, had gruppe*, had side*, gruppe om, startet
        gruppe, starter gruppe, oprettet gruppe, opretter gruppe, oprettet side, lavet en side, lavet en
        gruppe, lavet en hel side, shit storm*, shitstom*, kører kampagne*, hetzkampagne*, smæde*,
        smædegruppe*, underskrift*, skrive under mod, tråd om mig, hel tråd om, blog om mig, blog om os,
        side om os, gruppe om os, page against, pages about, site about me, website about me, forum om mig,
        chat om mig, gruppechat om mig, pile on, piling on, dogpil*, kampagne mod, fælles front, online
        hetz, gruppe kun om, sider om mig, grupper om mig, side der heder, side mod, gruppe mod, hade mig
        side, hader mig side
        """),
        hints=listed("""
        gruppe*, group*, side, sider, page*, mod mig, imod mig, against me, mod os, hader*, had, hade*, hate*,
        hetz*, hele byen, alle, forældre*, medlemmer*, medlem*, members, stop, væk med, fyr, afsked*, tråd*,
        thread*, kommentar*, comment*, blog*, hjemmeside*, website*, forum*, afstemning*, stemning*, flok*,
        slår sig sammen, samler*, organis*, viral*, shares, delinger*, forfærdelig*, borgergruppe*, hundred*,
        kør*, protest*, anti, poll*, snapgruppe*, whatsappgruppe*, whatsapp group*, facebook group*, facebook
        page*, facebook gruppe*, fb gruppe*, fb side*, gruppe hvor, group where, side hvor, page where, imod
        os, cancel*, haters, hatere, facebookgruppe*, qr kode, qr code, klistermærk*, whole website,
        wikipedia*, hans blog, his blog
        """),
    ),
    Option(
        "review",
        N_("A review that names you"),
        typed=listed("""
        anmeldelse*, trustpilot*, trust pilot, google anmeld*, stjerne*, review*, one star, 1 star, rating*,
        google review*, anmelder*, dårlig anmeldelse*, enstjernede*, 1 stjerne*, én stjerne*, en stjerne*, #
        stars, dårlig omtale, rate my*, anmeldt på, reviews, stars, stjern*, bedømm*, bedøm*, rated me,
        ratemy*, googleanmeld*, google rev*, sundhed dk, dårligt anmeldt, bad review*, fake review*, falske
        anmeldelser, falsk* anmeldelse*, negativ* anmeldelse*, elendig anmeldelse*, dårlig* anmeldelse*, én
        stjerne, 1 star*, one star*, zero star*, nul stjerne*, 0 stjerne*, anmelser*, online review*, google
        stjern*
        """),
        hints=listed("""
        google*, anmeld*, star*, trust*, navn*, name*, names, vurder*, omtale*, fulde navn, ved navn,
        oplevelse*, negativ*, kunde*, anbefaling*, navngivet*, nævnt ved navn, nævner mig ved navn, negativ
        omtale, på google, on google
        """),
    ),
    Option(
        "false_order",
        N_("Orders or reports made in your name"),
        typed=listed("""
        bestil*, bestilt, bestilling*, pizza*, abonnement*, ordered, orders, i mit navn, in my name, bestilt
        i mit navn, bestilling* i mit navn, anmeldelse* i mit navn, bedemand*, order* in my name,
        subscription*, tilmeldt mig, meldt mig til, aldrig bestilt, varer jeg, ik* bestilt, ikke bestilt,
        underretning* i mit navn, købt i mit navn, never ordered, signed them as me, filed complaints,
        complaints as me, lån i mit navn, optaget lån, abonnementer i mit navn, tegnet abonnement*, taxa*,
        takeaway*, kiste*, blomster*, varer jeg ik*, deliver*, sendt til min adresse, bestilte*,
        underretning* på mig, sat til salg, falsk* bestil*, falsk* ordre*, falsk* underretning*, falsk*
        anmeldelse*, falsk* indberetning*, underretning*, tilmeld*, meldt mig ind, nyhedsbrev*, newsletter*,
        signed me up, signing me up, signs me up, sign me up, subscri*, katalog*, catalog*, kviklån*, quick
        loan*, loan in my name, loans in my name, regning* i mit navn, faktura* i mit navn, pizzaer, mad jeg
        ikke, pakker jeg, flyttemeldt*, flytning*, adresseændring*, opsagde min*, cancelled my, canceled my,
        annonce* i mit navn, dba annonce*, klager i mit navn, klage i mit navn, anmeldt i mit navn, ansøg* i
        mit navn, skrevet under som mig, indberetning* i mit navn, mails in my name, emails in my name,
        taxi*, flyttefolk*, håndværkere jeg, parcels*, packages*, jeg ikke har bestilt, ikke har bestilt,
        aldrig har bestilt, har købt i mit, købt ting, købte ting, kurér*, blomsterbud*, grave stone*,
        gravsten*, begravelsesforretning*, false report*, signed as me, i mit eget navn, i min kones navn,
        bruger mit cpr*, misbrug* mit cpr*, misbrugt cpr*, oprettet abonnement*, meldt til kommunen, meldt
        mig til kommunen, tilmeldinger, tilmelder*
        """),
        hints=listed("""
        mit navn, my name, order*, pakke*, package*, parcel*, levering*, regning*, bill, bills, faktura*,
        lån*, loan*, mad, food, klager, complaint*, underret*, indberet*, anmeld*, abonne*, meldt*, sign*,
        signed, købt*, varer*, kommunen, politi*, blomst*, døren, tv2, ordering*, flytning, til salg,
        inkasso*, escort*, vvs*, opsagt*, afmeldt*, stuff i, things i didnt, things i didn't, food i, jeg
        aldrig har, mail* i mit navn, skrevet i mit navn, sendt i mit navn, anmeldt mig, politianmeldt mig,
        anmelder mig, reported me, bruger min adresse, kommunen i mit, i mit navn til, taxa*, taxi*,
        abonnement*, nyhedsbrev*, subscription*, newsletter*, job ad, jobannonce*, annonce*, ordre*, meldt mig
        til, signed me up
        """),
    ),
    Option(
        "other",
        N_("Something else"),
        typed=listed("""
        andet, noget andet, other, something else, ingen af dem, chikan*, harass*, noget helt andet, none of
        these, ubehagelig*, hacked, hacket, hacke*, logget ind på min, logged into my, phishing, it svindel,
        scammed, svindlet, min konto er overtaget, konto overtaget, account taken over
        """),
        hints=listed("""
        noget, something, ting, thing*, alt, hele, everything, samme, same, lort*, møg*, pis*, nettet, online,
        situation*, hændelse*, episode*, konflikt*, sager, svær*, kan ikke, ved ikke, mærkelig*, underlig*,
        ord, alt muligt, alt mulig, noget lort, bare lort, svært at sige, svært at sætte ord, lidt af hvert,
        lidt af det hele, weird*, strange*, noget på nettet, opslag*, noget mærkeligt, noget møg, anderledes,
        andet*, noget i den stil, ved ik* hvad, ubehag*, logget ind, log ind, login*, kode*, password*,
        konto*, account*, fra it, læst mine, læser mine, min mail, sendt fra mig, sendt noget fra mig, adgang,
        access, virus, link
        """),
    ),
)
