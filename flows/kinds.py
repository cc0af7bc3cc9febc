"""The kinds of digital harassment, each with the phrases by which people name it (flows/matching.py)."""

from __future__ import annotations

from flows.form import Option
from flows.matching import listed
from flows.words import N_

KINDS = (
    Option(
        "threat_life",
        N_("Threats of violence or to life"),
        listed("""
        dødstrus*, morddtrus*, slå ihjel, slår ihjel, slået ihjel, dræb*, myrd*, kill*, smadre* mig,
        smadre* ansigt*, smadre* knæ*, smadre* dig, tæsk*, banke* mig, tæv*, skyde*, skudt, stikke* ned,
        vold, voldstrus*, truss* vold, true* vold, truss* livet, true* livet, overfald*, hurt me, beat*
        me, hit me, threat* violence, threat* life, death threat*, stab*, shoot*, brække*, knække*,
        voldtæ*, rape*, kvæle*, halshug*, truss*, trusl*, true, truer, truede, truet, trues, truende,
        threat*, ved hvor jeg bor, ved hvor du bor, knows where i live, komme efter mig, kommer efter
        mig, få mig ned med nakken, smash*, break my*, ønske* død*, dø, vågner ik*, vågner ikke, wake
        up, pløk*, køre* mig ned, kører ned, ned med nakken, ned me nakken, ik* oplever, ikke oplever,
        hænge* i *, lygtepæl*, break your*, break legs, knæskal*, passe på når, skal passe på, better
        watch, watch your back, slå* ned, tæv hende, tæv ham, finder mig, finde mig, kneppe mig om, hvis
        jeg kommer, køb kiste, *grav, bullet*, gun, kniv*, pistol*, syre*, gyl*, lemlæst*, brække* ben*
        """),
    ),
    Option(
        "threat_other",
        N_("Other threats, for example to family or property"),
        listed("""
        truss* familie*, true* familie*, truss* børn*, true* børn*, truss* ejendele*, hærværk*, brænde*
        hus*, brænde* bil*, brænde* ned, ridse* bil*, smadre* bil*, smadre* rude*, skære* dæk*, threat*
        family, threat* property, threat* kids, threat* children, burn*, true* fyret, true* fyre*, true*
        advokat*, true* klage*, true* anmelde*, true* retssag*, truss*, trusl*, true, truer, truede,
        truet, trues, truende, threat*, ved hvor jeg bor, ved hvor du bor, knows where i live, ved hvor
        min*, ved hvor går, knows where my*, hentydning*, antydning*, min hund*, hunden ryger, hund
        ihjel, bil brænder, få mig fyret, få fyret, min pension*, aldrig bliver ansat, aldrig job, ansat
        nogen, didnt come home, didn't come home, little boy, my boy, finder min*, lose my job, get me
        fired, get me sacked, miste jobbet, passe på når, skal passe på, smadre* min*, brænder mit, hus
        af, ruder*, min lillesøster*, min søn, min datter*, mine børn, min familie, min lejlighed
        """),
    ),
    Option(
        "doxxing",
        N_("Private information published"),
        listed("""
        *adresse*, address*, doxx*, privat* oplysning*, personlig* oplysning*, privat* info*,
        telefonnum*, privat* num*, cpr*, mit nummer, private info*, personal info*, personal data, phone
        number*, delt hvor jeg bor, skrevet hvor jeg bor, hvor jeg bor, where i live, private ting,
        privatliv*, nummer ud, vej jeg bor, vejnavn*, nummerplade*, *nummeret, *numret står, mobilnum*,
        mobile number*, privatnum*, min adresse, hvor jeg arbejder, mit cpr*, hoveddør*, home address*,
        smidt mit nummer, kontooplysning*, registreringsnummer*
        """),
    ),
    Option(
        "media_shared",
        N_("Picture, sound or video shared without agreement"),
        listed("""
        bille*, foto*, video*, optag*, filme*, lydoptag*, lydfil*, picture*, photo*, recording*,
        recorded, filmed, film*, hængt ud, lyd, lagde foto*, optaget i smug, hemmeligt optaget, secretly
        recorded, livestream*, klip af mig, skjult kamera*, clip of me, filmet
        """),
    ),
    Option(
        "intimate",
        N_("Intimate or manipulated pictures"),
        listed("""
        intim*, nøgenbil*, nøgen bil*, nøgenfoto*, nøgne*, nude*, naked*, porno*, hævnporno*, deepfake*,
        deep fake*, manipuler* bille*, klippet ansigt*, revenge porn*, sexvideo*, redigere* bille*, ai
        bille*, fake bille*, falske bille*, edited p*, fake p*, photoshop*, topløs*, nøgen krop,
        afklædt*, fabriker* billede*, hoved* på en, face onto*, ansigt på *, nøgenfotos, nøgenfotoer,
        klædt af, undress*, nudes, ansigt* ind i, klippet mit, *porn*
        """),
    ),
    Option(
        "fake_profile",
        N_("Fake profile or misuse of name or picture"),
        listed("""
        falsk* profil*, fake profil*, falsk* konto*, fake konto*, fake account*, udgiver sig, udgive
        sig, udgav sig, ladet som om, lader som om, leger mig, leger de er, spiller mig, i mit navn,
        impersonat*, pretend*, profil* mit navn, profil* mit billede, in my name, misbrug* navn*,
        misbrug* bille*, misuse*, stjålet bille*, oprette* konto*, klon*, oprette* profil*, lavet
        profil*, identitetstyveri*, profil* med mit, account with my, being me, er mig på, profilen er
        kopieret, profil* kopier*, som mig, falsk insta*, falsk face*, falsk facebook*, falsk konto*,
        tinderkonto*, tinderprofil*, datingprofil*, pretends, as me, skriver som mig, hacket*, hacked,
        udgir sig, udgiv sig, stjålet min profil*, fake insta*, fake facebook*
        """),
    ),
    Option(
        "hate_page",
        N_("Hate page, group or campaign"),
        listed("""
        hadeside*, hadegruppe*, hadekampagne*, hade side*, hade gruppe*, hate page*, hate group*, hate
        campaign*, side om mig, gruppe om mig, side mod mig, gruppe mod mig, kampagne*, shitstorm*,
        smear campaign*, lavet side, lavet gruppe, facebookgruppe*, gruppe der, gruppe imod mig, side
        imod mig, page about me, group about me, group against, hader mig, campaign*, side kun om,
        gruppe mod os, heksejagt*, smædekampagne*, underskriftindsamling*, underskriftsindsamling*, en
        side som hedder, side der hedder, sie der*, petition*, hjemmeside om mig, hel hjemmeside, page
        called, group called, fyr mig, boykot*, smædeside*, opslagsserie*
        """),
    ),
    Option(
        "false_claim",
        N_("Serious untrue accusations"),
        listed("""
        *beskyld*, løgn*, lyver*, lyv, påstå*, anklage*, bestik*, korrupt*, pædo*, stjæler*, har
        stjålet, rygte*, usand*, passer ik*, injurie*, bagvask*, bagtal*, accus*, lies, lying, defam*,
        rumour*, rumor*, slander*, untrue, false claim*, bortføre*, forbryder*, kriminel*, opdigt*,
        falsk* historie*, false alleg*, alleg*, making things up, opspind*, løgnagtig*, forfalsk*, slået
        ihjel med, sell drugs, i steal, steal from, killed her, killed his, not true, ren løgn, fup,
        svindel*, svindler*, snyder, bedrag*, misbruger børn, voldelig mod, har slået, drukket på
        arbejdet, beruset, fraud*, corrupt*, stjal, taget penge, tager imod, pædofil*
        """),
    ),
    Option(
        "degrading",
        N_("Degrading or mocking posts or messages"),
        listed("""
        nedsæt*, nedgør*, håner, hånes, hånet, hånlig*, hånende, forhån*, tonen, svine*, tilsvin*,
        latterlig*, mobb*, mobn*, meme*, skæld*, øgenavn*, ydmyg*, fornærm*, perfid*, insult*, mock*,
        ridicul*, humiliat*, degrad*, name calling, nasty comment*, abus*, gør grin, gøre grin, griner
        af, tegnet mig, luder*, kælling*, grove kommentar*, grimme kommentar*, grimme beskeder, grimme
        ting, sviner, ubehagelige kommentar*, grov*, hader mig, ønske* kræft, ønske* død*, kalder mig,
        kalder os, kaldt, idiot*, bully*, bullied, calls me, called me, griner, griner hele, stinker,
        fede ko*, fat body, laugh of*, laugh at*, laughing, nedladende*, pig ears, grise*, gris, døve*,
        dum*, klovn*, clown*, svans*, karikatur*, dårlige vitser, jokes about, jokes on, svinet, svine
        mig, spyt*, gid du, ønsker mig, talentløs*, uduelig*, inkompetent*, useless, taber*, til grin,
        lille lort, stupid*, ugly
        """),
    ),
    Option(
        "flood",
        N_("Very many or repeated contacts"),
        listed("""
        mange besked*, mange mail*, mange opkald*, mange henvendelse*, mange gange, gentagn*, gentag*,
        *spam*, hele tiden, masser af, oversvøm*, bombarder*, konstant*, kimer*, hundredvis*, flere
        hundrede, bliver ved, igen og igen, ringer hele, # besked*, # mail*, # opkald*, # sms*, # gange,
        # message*, # call*, # emails, # texts, flood*, nonstop, constant*, non stop, over and over,
        hundreds, døgnet rundt, uafbrudt, ringer og ringer, dag og nat, keeps calling, keeps writing,
        keeps messaging, så mange, indbakken er fuld, sender hver, hver tiende, hvert minut, kimer mig,
        i ét væk, hver eneste dag, hver eneste, hver dag, # kommentar*, # henvendelse*, kimer, på et
        døgn, om natten, every day, every minute, all night, hele natten, ringer konstant, ringer gange,
        # mails, *bombe*, mailbombe*
        """),
    ),
    Option(
        "stalking",
        N_("Following or watching, contact to family"),
        listed("""
        forfølg*, stalk*, følger efter, følger mig, fulgt efter, overvåg*, kører efter, køre efter, står
        udenfor, holder øje, opsøg*, følge efter, kontakte* familie*, kontakte* mand*, kontakte* børn*,
        skrevet til min mand, skrevet til min kone, skriver til min*, follow*, watch*, dukker op, møder
        op, contact* my family, outside my house, ved hvor jeg bor, ved hvor du bor, knows where i live,
        udspioner*, holder udenfor, sporer*, tracking, til min mand, til min kone, til min mor, til min
        far, til min familie, til mine børn, til min søster, til mine forældre, to my husband, to my
        wife, to my family, to my kids, gået efter mig, går efter mig, stod udenfor, stod ved, venter
        ved, venter ve, holder i bilen, holder henne, glor ind, *nursery, turned up at, turned up, søns
        skole, datter træner, datters *, finder min*, skriver til mine, min mor, my mother, to my
        mother, write to my, kigger ind, drev forbi, kører forbi, cykler forbi, *skygger, spørger
        naboer*, har fulgt, follows me, sat gps*, gps*, står nede, sidder bil udenfor, hentet *,
        kontaktet min*, dukket op, mødte op
        """),
    ),
    Option(
        "sexual",
        N_("Sexual messages or pictures"),
        listed("""
        seksu*, sexual*, sex, sexchikane*, sexist*, sexede*, sexting, dickpic*, dick pic*, pikbil*, pik
        bil*, pik, liderlig*, i sengen, voldtæ*, rape*, lumre*, lummer*, klamme forslag, frække bille*,
        frække besked*, sjofel*, sjofle*, obscen*, genital*, kønsdele*, penis*, kneppe*, knep*, i seng
        *, seng me, how much i cost, hvad jeg koster, vil se mig nøgen, onani*, porno til mig, nudes til
        mig, suggestive*, dirty messages, liderlig, sexforslag*, bryster*, røv*, slikke*
        """),
    ),
    Option(
        "hate",
        N_("Hate because of faith, origin, gender, sexuality or disability"),
        listed("""
        had, racis*, muslim*, tørklæde*, religion*, hudfarve*, perker*, neger*, bøsse*, homo*, lesb*,
        transkøn*, transperson*, handicap*, mit køn, oprindelse*, etni*, terrorist*, dit land, eget
        land, skride hjem, rejse hjem, jøde*, antisemit*, faith, origin, my skin, gay, homophob*, hate,
        hate speech, go home, go back, nazi*, hader mig, hadefuld*, min tro, fordi jeg er kvinde,
        because im, sexuality, gender, disability, religio*, udlænding*, foreigner*, islam*, tonen,
        bøsserøv*, svans*, kørestol*, wheelchair*, høreap*, døve*, min dansk, mit danske, accent*, my
        english, poland, polak*, polsk*, hvor du kommer, kommer fra, indvandrer*, sort*, min hudfarve,
        hijab*, muslimer, jew*, muslim, krøbling*, spasser*, tyk, female, kvindehad*, kvinder skal*,
        hjem til *, race, fagg*, tranny*, lebbe*
        """),
    ),
    Option(
        "extortion",
        N_("Blackmail"),
        listed("""
        afpres*, afpress*, blackmail*, extort*, vil have penge, kræve* penge, penge ellers, ellers
        lægger, ellers sender, ellers deler, ellers offentlig*, betale*, unless i, unless we, wants
        money, pay him, pay her, pay them, pay up, vil ha # *, løsepenge*, ransom*, or the video, or he,
        or she, or they, elers sladrer, ellers sladrer, elle* til min leder, wants # grand, # grand, #
        kr*, mod betaling, til gengæld, hvis ik* jeg, hvis jeg ik* retter, hvis jeg ikke, will publish
        unless, unless, el* sender, el* lægger, ellers ryger, ellers*
        """),
    ),
    Option(
        "incite",
        N_("Urging others to contact or seek you out"),
        listed("""
        opfordr*, opildn*, hetz*, opfordr* møde op, få* andre til, beder folk, beder andre, siger til
        andre, urg*, incit*, encourag*, telling people, tells people, told people, andre til at, folk
        til at, sende* folk, people to, others to, sætte* folk på, alle kan ringe, alle ka ringe, så
        alle, folk skal, folk ska, ring til hende, ring til ham, beder sine, sine følgere, mød op hos,
        find hende, find ham, hidse* hinanden, følgere om, klage alle, telling everyone, everyone
        should, get people to, told his followers, share it, del det, sende* efter mig, spread it, støt
        mig i, spred det
        """),
    ),
    Option(
        "review",
        N_("A review that names you"),
        listed("""
        anmeldelse*, trustpilot*, trust pilot, google anmeld*, stjerne*, review*, one star, 1 star,
        rating*, google review*, anmelder*, dårlig anmeldelse*, enstjernede*, 1 stjerne*, én stjerne*,
        en stjerne*, # stars, dårlig omtale, rate my*
        """),
    ),
    Option(
        "false_order",
        N_("Orders or reports made in your name"),
        listed("""
        bestil*, bestilt, bestilling*, pizza*, abonnement*, ordered, orders, i mit navn, in my name,
        bestilt i mit navn, bestilling* i mit navn, anmeldelse* i mit navn, bedemand*, order* in my
        name, subscription*, tilmeldt mig, meldt mig til, aldrig bestilt, varer jeg, ik* bestilt, ikke
        bestilt, underretning* i mit navn, købt i mit navn, never ordered, signed them as me, filed
        complaints, complaints as me, lån i mit navn, optaget lån, abonnementer i mit navn, tegnet
        abonnement*, taxa*, takeaway*, kiste*, blomster*, varer jeg ik*, deliver*, sendt til min
        adresse, bestilte*, underretning* på mig, sat til salg
        """),
    ),
    Option("other", N_("Something else"), listed("andet, noget andet, other, something else, ingen af dem")),
)
