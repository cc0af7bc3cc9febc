"""Where it may have happened, each with the phrases by which people name it (flows/typed/matching.py)."""

from __future__ import annotations

from flows.form import Option
from flows.typed.phrases import listed
from flows.words import N_

CHANNELS = (
    Option(
        "work_mail",
        N_("Work e-mail"),
        typed=listed("""
        arbejdsmail*, arbejds mail*, mail* arbejde*, jobmail*, work mail*, work email*, work e mail*,
        outlook*, arbejdsemail*, arbejdets mail*, mail* job*, tjenestemail*, mail*, email*, e mail*,
        kommunemail*, mailboks*, fællespostkasse*, hovedpostkasse*, work inbox, inbox at work,
        arbejdsindbakke*, mail på arbejde*, sikker mail*, sikre mail*, sikkermail*, kontorets mail*,
        afdelingens mail*, skolens mail*, skolemail*, fællesmail*, kommunal* mail*, work account*, work
        outlook, official mail*, mail kommunen, postkasse på arbejde*, arb mail*, arbmail*, job mail*, job
        email*, kontormail*, mailen på arbejde*, mail på job*, mail til skolen, mail til kontoret, mails til
        kontoret, mail til afdeling*, info mail*, hospital mail*, council email*, school email*, office
        email*, work emails, kommunens mail*
        """),
        hints=listed("""
        indbakke*, inbox*, postkasse*, besked*, skrift*, skriv*, arbejde*, arbejds*, job*, work, kontor*,
        officiel*, post
        """),
    ),
    Option(
        "private_mail",
        N_("Private e-mail"),
        typed=listed("""
        privat* mail*, privatmail*, gmail*, hotmail*, private email*, personal email*, private e mail*, egen
        mail*, privat* email*, mail* privat*, personal mail*, my own email, mail*, email*, e mail*, icloud*,
        yahoo*, protonmail*, min egen mail, home email*, mail hjemme, mail derhjemme, privat indbakke*, live
        dk, private inbox, personal inbox, privat outlook, egen email*, own mail*
        """),
        hints=listed("""
        indbakke*, inbox*, postkasse*, privat*, private, egen, own, hjemme*, home, besked*, skrift*, skriv*
        """),
    ),
    Option(
        "work_phone",
        N_("Work phone or text message"),
        typed=listed("""
        arbejdstelefon*, arbejdstlf*, arbejdsmobil*, vagttelefon*, vagtmobil*, vagttlf*, work phone*,
        firmatelefon*, telefon* arbejde*, sms* arbejds*, mobil* arbejde*, arbejds telefon*, arbejds mobil*,
        vagt telefon*, work mobile*, work cell*, jobtelefon*, *sms*, telefon*, tlf*, opkald*, ringe*, ringet,
        mobil*, voicemail*, phone*, call*, text*, hovednummer*, telefonsvarer* arbejds*, tjenestetelefon*,
        beskeder på telefonen, duty phone*, ward phone*, office phone*, kontortelefon*, landline*, fastnet*,
        arb tlf*, arb telefon*, arb mobil*, arb sms*, arbtlf*, hovednr*, hovedtelefon*, omstilling*,
        afdelingstelefon*, afdelingens telefon*, skolens telefon*, ringe* kontoret, ringe* skolen, ringe*
        afdeling*, ringe* børnehave*, opkald kontoret, opkald skolen, ringe* på arbejde*, ringe* på job*,
        ringe* vagt*, rings the, rang the, switchboard*, office line*, reception* telefon*, sekretær* tog,
        ward* phone*, arbejdsnum*, arbejdsnr*, arbejds nummer*, work number*, direkte nummer*, lokalnummer*,
        telefon på job*, mobil på job*, telefon* på arbejde*, bustelefon*, kommunens telefon*, jobmobil*,
        arbejds sms*, telefonlinje*, telefonvagt*, akuttelefon*, teamtelefon*, kontorets telefon*,
        telefonisk*, rang, rings, ring, voice mail*, missed call*, besked* på tlf
        """),
        hints=listed("""
        ring*, arbejde*, arbejds*, job*, work, kontor*, vagt*, office*, afdeling*, besked*, nummer*, num*, nr,
        lagt besked, svarer*, skriv*, stemme*, handset*, ward, arb, linje*, answering machine, voicemail,
        voice mail
        """),
    ),
    Option(
        "private_phone",
        N_("Private phone or text message"),
        typed=listed("""
        privat* telefon*, privat* mobil*, privat* sms*, privat* tlf*, egen telefon*, egen mobil*, private
        phone*, personal phone*, own phone*, personal mobile*, private mobile*, privattelefon*, privatmobil*,
        privat* nummer*, sms* privat*, telefon* privat*, private number*, *sms*, telefon*, tlf*, opkald*,
        ringe*, ringet, mobil*, voicemail*, phone*, call*, text*, imessage*, beskeder på telefonen, my mobile,
        fastnet* hjemme, hjemmetelefon*, mit eget nummer, eget nummer, home phone, hjemmenummer*, det private
        nummer, nummer private, egen tlf*, eget nr, mit nr, min egen telefon*, iphone*, privat opkald*, ringe*
        privat*, skrive* privat sms*, own mobile*, own cell*, own number*, personal number*, personal cell*,
        private cell*, my own phone*, privatnum*, privatnr*, privattlf*, priv tlf*, priv mobil*, priv
        telefon*, ringe* hjemme, ringe* hjem, ring* derhjemme, telefon* hjemme, mobil hjemme, min mobil
        privat, telefonisk*, rang, rings, ring, voice mail*, missed call*, besked* på tlf, rang me at home,
        privat num*, privat nr
        """),
        hints=listed("""
        ring*, privat*, private, egen, own, hjemme*, home, besked*, nummer*, num*, nr, skriv*, mit, lagt
        besked, stemme*, personal, priv, answering machine, voicemail, voice mail
        """),
    ),
    Option(
        "digital_post",
        N_("Digital Post"),
        typed=listed("""
        digital* post*, eboks*, e boks*, digitalpost*, mitdk, borger dk, digital* postkasse*, digi post*,
        digitalposten*, den digitale, digital brevkasse*, digital mailbox*, e post*, e bok*, ebok*, mit punkt
        dk, e box, ebox, e boksen, digital postkasse*, offentlig postkasse*
        """),
        hints=listed("officiel*, post, sikker*, digital*, brev*, henvendelse*, postkasse*"),
    ),
    Option(
        "messenger",
        N_("Messenger"),
        typed=listed("""
        messenger*, facebook besked*, fb besked*, mesinger*, dm*, mess, msn, fb mess, mesanger*, messanger*,
        mesenger*, fb chat*, facebook chat*, facebookbesked*, fbbesked*, messengergruppe*, pm, inbox på
        facebook, besked* på facebook, besked* på fb, besked* over facebook, private messages on facebook,
        chat*, gruppechat*, beskedgruppe*, dms
        """),
        hints=listed("""
        besked*, message*, indbakke*, inbox*, skriv*, skrev, gruppe*, privat*, lyserøde, request*, anmodning*,
        facebook*
        """),
    ),
    Option(
        "facebook",
        N_("Facebook"),
        typed=listed("""
        facebook*, fb, face, fjæsbog*, facebookgruppe*, fb gruppe*, dm*, skolens side, kommunens side, vores
        side, deres side, our page, fjæser*, fjæsen, fejsbuk*, facebog*, forældregruppe*, forældre gruppe*,
        byens gruppe, opslag*, *tråd*, officielle opslag, fbgruppe*, fb side*, fb opslag*, fbopslag*, fæsbog*,
        fesbog*, fejs*, fejsbog*, facbook*, facebok*, ansigtsbogen, byens side, byens facebook*, lokalgruppe*,
        nabogruppe*, borgergruppe*, brokkegruppe*, marketplace, min væg, profilvæg*, facebook væg*, on my
        wall, facebookside*, fb grp, opslagstavle*, sogn* gruppe, dms, forældregruppen, community page*,
        community group*, residents group*, local group*, mums group*
        """),
        hints=listed("""
        spottet*, spotted*, gruppe*, group*, side*, page*, delt*, shared*, profil*, profile*, væg*, wall,
        feed*, tråd*, kommentar*, comment*, post*, besked*, story*, video*, live*, allevegne, overalt,
        everywhere, medie*, borgerforening*, app*, posts, nettet, internettet, online, on the net, on the
        internet, the internet, interwebs, web, sociale medier, social media, socials, some, so me, digitalt,
        internet*, post om mig, sælger brugt, brugtmarked*, marketplace*, købe og sælge
        """),
    ),
    Option(
        "instagram",
        N_("Instagram"),
        typed=listed("""
        instagram*, insta*, ig, instergram*, dm*, video, opslag*, instragram*, instagr*, story, stories, insta
        story, dms, insta dm
        """),
        hints=listed("""
        profil*, profile*, billede*, foto*, picture*, photo*, besked*, følger*, follower*, video*, medie*,
        nettet, app*, live*, allevegne, overalt, everywhere, kommentar*, comment*, posts, reel, reels, sociale
        medier, social media, socials, some, so me, online, digitalt
        """),
    ),
    Option(
        "x",
        N_("X (Twitter)"),
        typed=listed("""
        twitter*, x, tweet*, formerly twitter, twiter*, tweets, elon*, musk*, x com, xcom, det gamle twitter,
        tweeted, retweet*
        """),
        hints=listed("medie*"),
    ),
    Option(
        "youtube",
        N_("YouTube"),
        typed=listed("""
        youtube*, yt, you tube, jutube*, utube*, koncertvideo*, video, youtub*, youtube kanal*, yt kanal*, you
        tub*
        """),
        hints=listed("kanal*, video*, film*, kommentar*, comment*, channel*, klip*"),
    ),
    Option(
        "tiktok",
        N_("TikTok"),
        typed=listed("""
        tiktok*, tik tok*, tictoc*, tictok*, video, tiktoks, tik tik, tiktock*, ticktock*, tick tock*, tik
        """),
        hints=listed("video*, film*, live*, klip*, dans*, app*, kommentar*, comment*, digitalt"),
    ),
    Option(
        "linkedin",
        N_("LinkedIn"),
        typed=listed("linkedin*, linked in, linkdin*, linket in, linkedln*, linked*"),
        hints=listed("netværk*, professionel*, karriere*"),
    ),
    Option(
        "snapchat",
        N_("Snapchat"),
        typed=listed("""
        snapchat*, snap, snaps, snappen, spøgelse*, snap*, snapgruppe*, story, stories, chat*
        """),
        hints=listed("gruppe*, app*, børn*, elev*, besked*, gul*"),
    ),
    Option(
        "reddit",
        N_("Reddit"),
        typed=listed("reddit*, redit*, subreddit*, r denmark"),
        hints=listed("tråd*, forum*"),
    ),
    Option(
        "whatsapp",
        N_("WhatsApp"),
        typed=listed("""
        whatsapp*, whats app*, watsapp*, wats app*, whats, whatsap*, watsap*, wats, wa, whatsappgruppe*,
        wattsapp*, whatapp*, gruppechat*, chat*, wapp, whatsup, whats up, wattsup, whatsappen
        """),
        hints=listed("besked*, message*, gruppe*, group*, app*, grøn*"),
    ),
    Option(
        "google_review",
        N_("Google review"),
        typed=listed("""
        google*, googel*, google maps, googlemaps, maps, gogle*, googl*, *anmeldelse*, stjerne*, stars,
        reviews, review*, anmelser, anmeldels*
        """),
        hints=listed("stjern*, anmeld*, bedøm*, star*, rating*, søg*"),
    ),
    Option(
        "trustpilot",
        N_("Trustpilot"),
        typed=listed("""
        trustpilot*, trust pilot*, trustpil*, *anmeldelse*, stjerne*, stars, reviews, review*, anmelser,
        anmeldels*, trust
        """),
        hints=listed("stjern*, anmeld*, bedøm*, star*, rating*"),
    ),
    Option(
        "website",
        N_("Website or blog"),
        typed=listed("""
        krak, eniro, 118, de gule sider, gule sider, hjemmeside*, blog*, website*, webside*, forum*,
        debatforum*, netside*, internetside*, skolens side, kommunens side, vores side, deres side, our page,
        some page, en side, sexside*, pornoside*, opslag*, hjemmesid*, blogindlæg*, wordpress*, site, sites,
        onlyfans*, pornhub*, porn site*, online forum*, en internet side, hans egen side, deres egen side,
        homepage*, debatside*, web forum*, wiki*, substack*, message board*, forums
        """),
        hints=listed("""
        side*, page*, link*, tråd*, board*, nettet, debat*, dark*, google*, internettet, on the net, on the
        internet, the internet, web, online, internet*, digitalt, høringsportal*, skrivunder*,
        underskriftindsamling*, mindesid*, gæstebog*, kontaktformular*, telegra, portal*
        """),
    ),
    Option(
        "news",
        N_("Comments at a news site"),
        typed=listed("""
        avis*, nyhed*, kommentarspor*, kommentarfelt*, lokalavis*, dagblad*, ekstrabladet, ekstra bladet,
        news*, artikel*, article*, ugeavis*, comment section*, avisen*, netavis*, jyllands posten, jp,
        politiken, berlingske*, bt, b t, tv2*, tv 2, dr dk, nordjyske, fyens, stiften, *stiften,
        *stiftstidende*, stiftstidende*, jydskevestkysten, jv, *folkeblad*, folkeblad*, sjællandske*,
        læserbrev*, debatindlæg*, debatspalte*, newspaper*, local paper, local rag, the paper, *tidende,
        *avisen, *avis, *bladet, daily mail, the sun, bbc*, guardian, nyhedsside*, nyhedsmedie*, lokalt medie,
        lokale medie*, lokalmedie*, under artikel*, kommentartråd*, kommentarspalt*, debatten i avis*,
        læserkommentar*, the press, pressen, online newspaper, tv, radio*, dr
        """),
        hints=listed("""
        medie*, media*, kommentar*, comment*, debat*, journalist*, presse*, interview*, spalte*, comments
        """),
    ),
    Option(
        "other",
        N_("Another place"),
        typed=listed("""
        andet, andet sted, other, aula*, telegram*, signal, teams, discord*, forum*, debatforum*, brev*,
        letter*, ansigt til ansigt, fysisk*, in person, face to face, jodel*, tinder*, dating*, twitch*,
        somewhere else, ude ved, intra*, forældreintra*, meebook*, podcast*, på gaden, paper*, locker*,
        seddel*, på arbejdet, parkeringsplads*, vinted*, dba, nextdoor*, mums board*, sms gate, chat*,
        gruppechat*, bluesky*, threads, mastodon*, viber*, skype*, zoom*, yammer*, intranet*, skoleintra*,
        mundtlig*, mundligt, verbalt, verbally, ved døren, i døren, i bussen, på gangen, torvet, i netto,
        supermarked*, omklædning*, i klassen, venteværelse*, hos borger*, hjemme hos, ude hos, hos ham, hos
        hende, in the street, on the street, at my door, school gate*, in reception, graffiti*, plakat*,
        flyer*, post it, postit*, råbt, råbte, råber, råbende, shouted, shouting, skranken, forruden, kuvert*,
        julekort*, postkort*, steam, xbox*, playstation*, fortnite*, roblox*, pinterest*, tumblr*, den blå
        avis, bumble*, grindr*, badoo*, tabulex*, famly*, lectio*, itslearning*, google classroom, google
        docs, google drev, face2face, f2f, til et møde, meeting*, på plejehjem*, på bosted*, i hjemmet, i hans
        hjem, i hendes hjem, in the car park, car park*, in the corridor, corridor*, on the playground,
        playgrounds, in the shop, i toget, på cykelstien, the bus, on the bus, lap papir, note on, under
        vinduesvisker*, vinduesvisker*, håndskrevet*, sagt direkte, lige op i ansigtet, op i ansigtet, real
        life, irl, virkeligheden, ude i virkeligheden, på min bopæl, foran huset, foran mit hus, hjemmebesøg*,
        home visit*, gaming*, online spil, in a game, klistermærk*, sticker*, sprayed, skrevet på, malet på,
        på legepladsen, skype, borgermøde*, hoveddør*, i netbutik, community center, på et møde, slack,
        slacken, 4chan*, 8chan*, flashback*, kik, line app, wechat*, rumble, onlyfans*, patreon*, quora*,
        strava*, vkontakte, truth social, gab, clubhouse, spotify*, soundcloud*, soundmap*, yubo*, momio*,
        bereal*, gul og gratis, guloggratis, facetime*, google meet, webex*, kahoot*, padlet*, doodle*,
        endomondo*, mentimeter*, kick, mobilepay*, mobilpay*, vipps*, victoria milan, nabohjælp*, airdrop*,
        infoskærm*, google doc, quizlet*, hudl, zalo, garmin connect, sportstimer, minsp, min sp, sundhed dk,
        sundhedsplatform*, bookingsystem*, counter strike*, valorant*, league of legends, minecraft*
        """),
        hints=listed("""
        lobby, nick, booking*, legeplads*, playground*, post, postkasse*, sagde, sagt, råb*, mødte, stod, kom,
        ude, udenfor, forældre*, besked*, app*, nettet, kollega*, hørt*, andre, sted*, skolen, gaden, bil,
        bilen, vej*, borger*, dør*, hus*, mærke*, server*, spil*, game*, tag*, tale*, mund*, kontoret, på
        kontoret, på jobbet, plejehjemmet, biblioteket, rådhuset, jobcenteret, på skolen, på afdelingen, on
        the ward, hørt, rygte*, spil, gaming, klub*, fodbold*, garage*, vinduet, døren, parken, svømmehal*, på
        stationen, andre steder, et andet sted, online, i byen, på vejen, toilet*, spejlet, i hallen,
        personligt, skolegården, kollega hørte, gården, i køen, bag min ryg, skærm*, forhal*, afstemning*,
        quiz*, brugt, mindesid*, gæstebog*
        """),
    ),
)
