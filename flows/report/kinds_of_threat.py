"""Kinds of digital harassment that threaten the person, or have others do so, with their phrases."""

from __future__ import annotations

from flows.form import Option
from flows.typed.phrases import listed
from flows.words import N_

THREATS = (
    Option(
        "threat_life",
        N_("Threats of violence or to life"),
        typed=listed("""
        dødstrus*, morddtrus*, slå ihjel, slår ihjel, slået ihjel, dræb*, myrd*, kill*, smadre* mig, smadre*
        ansigt*, smadre* knæ*, smadre* dig, tæsk*, banke* mig, tæv*, skyde*, skudt, vold, voldstrus*, truss*
        vold, true* vold, truss* livet, true* livet, overfald*, hurt me, beat* me, hit me, threat* violence,
        threat* life, death threat*, stab*, shoot*, brække*, knække*, voldtæ*, rape*, kvæle*, halshug*,
        truss*, trusl*, true, truer, truede, truet, trues, truende, threat*, ved hvor jeg bor, ved hvor du
        bor, knows where i live, komme efter mig, kommer efter mig, få mig ned med nakken, smash*, break
        my*, ønske* død*, vågner ik*, vågner ikke, wake up, pløk*, køre* mig ned, kører ned, ned med nakken,
        ned me nakken, ik* oplever, ikke oplever, hænge* i, lygtepæl*, break your*, break legs, knæskal*,
        passe på når, skal passe på, better watch, watch your back, slå* ned, tæv hende, tæv ham, finder
        mig, finde mig, kneppe mig om, hvis jeg kommer, køb kiste, bullet*, gun, kniv*, pistol*, syre*,
        lemlæst*, brække* ben*, gi* bank, gi* mig bank, få bank, får bank, banke* løs, slå* mig, slår mig,
        slå hende, slå ham, ihjel, smadre*, på livet, kugle* panden, kugle for, kugle i, skyd*, gevær*,
        jagtgevær*, riffel*, økse*, baseballbat*, knive*, kvæl*, drukn*, brænde mig, flå*, halsen over,
        skære hals*, cut my throat, slit my, throat*, punch*, sparke*, ende på hospital*, på sygehuset,
        begravelse*, sidste dag, dage er talte, days are numbered, dead, gonna die, will die, going to die,
        die, end me, end your life, finish me, jump me, fysisk vold, vold mod mig, henrett*, lynch*, hæng*
        mig, galge*, bombetrus*, bombe*, sprænge*, blow up, livstrus*, life threat*, on my life, violen*,
        slagsmål*, nakkeskud*, hovedet af, slå skallen, gøre det af med mig, skaffe mig af vejen, ryddet af
        vejen, aflive*, slagte*, dødsønske*, ønsker mig død, dødsdom*, dør snart, ikke overleve*, ikke
        lever, ikke i live, bank* flad, mørbank*, klask*, lussing*, stikkes ned, stukket ned, stikke mig,
        stikker mig, kill, kills, killing, make me pay, beaten, beat up, beat you, beat her, beat him, hurt
        you, hit you, cut you, cut me, hang me, hang you, my face in, kicked in, voldelig*, voldtage*,
        voldtægt*, til blods, kniven, kniv i, machete*, dolk*, skudsikker*, skydeskive*, brække mine,
        brækker mine, brække alle, knække min, knække nakken, stå for skud, køre mig over, kører mig over,
        køre over, køre dig, run me over, run over, trus*, truel*, true med, truende*, threatning*, treat me
        with, threaten*, truselsbesked*, truebesked*, død, et skud, under jorden, six feet, grave my, skal
        dø, må dø, burde dø, vil dø, lade mig dø, murder me, murder you, sparke mig, sparker mig, banke på
        mig, dødslist*, death list, hit list, hitlist, selvmord*, suicide, tage mit eget liv, tage mit liv,
        tage livet af, end it all, kys urself, kill myself, kill yourself, hænge mig selv, hænge dig selv,
        should hang, should die, ought to die, deserve to die, hocho, knife*, in a coffin,
        ligkiste*, kiste, begravelseskrans*, funeral wreath, hvordan jeg dør, how i die, how i will die
        """),
        hints=listed("""
        næste gang, vent dig, bare vent, vent bare, hævn*, revenge, efter mig, skal nok få, skal få, du skal,
        pas på, passe på, kirkegård*, blod*, skade*, skadet, hurt*, våben*, weapon*, fare*, farlig*, slå*,
        slag, døde, dræbe*, kommer efter, come for me, coming for, get me, gonna get, will pay, betale for,
        fortryde*, regret*, finder dig, finde dig, find me, find you, ses vi, vi ses, min adresse, ved hvor,
        knows where, live, lever, livet, ambulance*, kiste*, sort*, hammer*, bat, sten*, krop*, ondt, straf*,
        dom*, fysisk*, alene, mørke, mørk*, aften, nat, jul*, christmas, oplever, vågn*, wake, ender, ende,
        end, hunde*, hente*, kører, køre*, ned, ramme*, ram, træffe*, brænd*, burn*, bål, ødelæg*, rocker*,
        bande*, gang, venner*, fætre*, brothers, careful, watch, rotte*, svin*, aflever*, ask, amok, nakken,
        slagt*, angribe*, angreb*, attack*, kick*, spark*, sparke, kugle*, dødelig*, banke, banker, nedlægge*,
        physical*, face in, alive, last day, livsfarlig*, skull, coffin, gun, bomb, dagger, komme forbi,
        kommer forbi, kigge forbi, dukke op, dukker op, opsøg*, come by, show up, ordne mig, ordne, liste
        over, betalt for det, skal have betalt, sort of me, deal with me, benzin, petrol, reb, rope, tik tak,
        tick tock, rip, kender nogen, knows people, i miljøet, snakke med mig, hvisker, hvisk*, whisper*,
        prøve at miste
        """),
    ),
    Option(
        "threat_other",
        N_("Other threats, for example to family or property"),
        typed=listed("""
        truss* familie*, true* familie*, truss* børn*, true* børn*, truss* ejendele*, hærværk*, brænde* hus*,
        brænde* bil*, brænde* ned, ridse* bil*, smadre* bil*, smadre* rude*, skære* dæk*, threat* family,
        threat* property, threat* kids, threat* children, burn*, true* fyret, true* fyre*, true* advokat*,
        true* klage*, true* anmelde*, true* retssag*, truss*, trusl*, true, truer, truede, truet, trues,
        truende, threat*, ved hvor jeg bor, ved hvor du bor, knows where i live, ved hvor min*, ved hvor går,
        knows where my*, hentydning*, antydning*, hunden ryger, hund ihjel, bil brænder, få mig fyret, få
        fyret, aldrig bliver ansat, aldrig job, finder min*, lose my job, get me fired, get me sacked, miste
        jobbet, smadre* min*, brænder mit, hus af, ruder*, ridse*, ødelægge* min, ødelægge* mit, punkter*,
        smadre* vindue*, smadre*, gå til min chef, gå til chefen, går til min chef, går til chefen, går til
        pressen, gå til pressen, true* med pressen, true* med avis*, sagsøg*, sue me, tage mine børn, tager
        mine børn, tage børnene, kidnap*, bortføre min*, end my career, miste mit job, miste job*, min
        stilling, true* med at melde, true* med at anmelde, mod mine børn, mod min familie, mod min kone, mod
        min mand, mod min kæreste, mod min datter, mod min søn, mod børnene, truss* mod min*, smid* en sten,
        sten gennem, sten ind, brick through, my windows, slash*, tyres, tires, key my car, keyed my car,
        scratch* car, get me struck off, struck off, lose my licence, report me to, fire me, gå efter min*,
        going after my, going for my, efter min familie, efter mine børn, true* min familie, true* mine børn,
        brænde min*, brænde mit, brænd* huset, brænd* bilen, huset af, burn my, burn down, trus*, truel*, true
        med, truende*, threatning*, treat me with, threaten*, truselsbesked*, truebesked*, sørge for at jeg,
        sørger for at jeg, aldrig arbejde, never work, lægge sag an, kommer efter jer, ødelægge mit liv
        """),
        hints=listed("""
        familie*, family*, børn*, barn*, kids, children, datter*, søn*, kone*, mand, mand*, kæreste*, hus*,
        house*, bil, bilen, car, hund*, dog*, rude*, dæk*, ting, ejendom*, job*, fyr*, chef*, leder*, klage*,
        anmeld*, advokat*, lawyer*, retssag*, pension*, løn*, ansæt*, ansat, konsekvens*, ødelæg*, brænd*,
        brand*, pas på, passe på, skal få, du skal, hævn*, revenge, fortryde*, regret*, betale for, will pay,
        vent bare, bare vent, vent dig, antyd*, hint*, hentyd*, kommer efter, come for me, coming for, efter
        mig, ved hvor, knows where, boy, girl, skole*, school*, little boy, sad if, career*, ruin*, press*,
        politi*, borgmester*, stilling*, karriere*, næste gang, sørge for, skal nok, sten*, svigerforæld*,
        mor, far, hjem*, home, jul*, alene, ungerne, unger, karma, my children, my son, my daughter, min hund,
        my dog, my cat, min kat*, fyret, erstatning*, konsekvenser, få konsekvenser, consequences, ødelægge,
        ødelægge mig, hele familien, børns skole, kids school, ungernes skole, ungerne går, ungerne i, mine
        unger, autorisation*, opsøg*, lærestreg*, sorry for it, kommer til at fortryde, siger han vil, siger
        hun vil, says he will, says he is going, skal have betalt, betalt for det, true*, liste over, ikke
        lagt ud endnu, benzin, petrol, rip, tik tak, tick tock, kender nogen, i miljøet, snakke med mig,
        hvisk*, whisper*, truer med at sige, vil sige at jeg, going public, går på nettet med, prøve at miste,
        min hund*, min lillesøster*, min søn, min datter*, mine børn, min familie, min lejlighed, min hest*,
        min pension*, min karriere, my career
        """),
    ),
    Option(
        "stalking",
        N_("Following or watching, contact to family"),
        typed=listed("""
        forfølg*, stalk*, følger efter, følger mig, fulgt efter, overvåg*, kører efter, køre efter, står
        udenfor, holder øje, opsøg*, følge efter, kontakte* familie*, kontakte* mand*, kontakte* børn*,
        skrevet til min mand, skrevet til min kone, skriver til min*, follow*, dukker op, møder op, contact*
        my family, outside my house, ved hvor jeg bor, ved hvor du bor, knows where i live, udspioner*,
        holder udenfor, sporer*, tracking, til min mand, til min kone, til min mor, til min far, til min
        familie, til mine børn, til min søster, til mine forældre, to my husband, to my wife, to my family,
        to my kids, gået efter mig, går efter mig, stod udenfor, stod ved, venter ved, venter ve, holder i
        bilen, holder henne, glor ind, turned up at, turned up, søns skole, datter træner, finder min*,
        skriver til mine, min mor, my mother, to my mother, write to my, kigger ind, drev forbi, kører
        forbi, cykler forbi, *skygger, spørger naboer*, har fulgt, follows me, sat gps*, gps*, står nede,
        sidder bil udenfor, kontaktet min*, dukket op, mødte op, stalker*, stalket, skygger*, lurer*,
        spion*, følg* hjem, fulgte efter, holder nede, holder uden for, holder foran, holder parkeret, står
        ude, står foran, står uden for, står nedenfor, står ved min, ringer på døren, ringede på døren,
        banker på døren, bankede på, knock*, at my door, outside my, parked outside, waiting for me, waits
        for me, waiting outside, venter på mig, ventede på mig, everywhere i go, everywhere i, tracker*,
        tracket, airtag*, sporing*, spore*, kender mine vaner, ved hvornår jeg, ved hvad jeg laver, ved hvad
        jeg har på, kontakter min*, kontaktede min*, skrev til min*, skrevet til min*, skriver til vores,
        skrevet til vores, messaged my, messaging my, writes to my, wrote to my, writing to my, kommet hjem
        til mig, op til mit hus, foran mit hus, ved min bil, ved mit hus, ved mit hjem, ved min bolig, ved
        min cykel, i min have, shows up, showed up, showing up, show up, turns up, turn up, mødt op, møder
        op ved, mødte op ved, dukkede op, er dukket op, kigger ind ad, kigger på mig, glor på mig, stirrer*,
        stirrede, staring, stares, filmer mit hus, kamera mod mit, drone*, kørt efter, kørte efter, cykler
        efter, går bag mig, walks behind, walking behind, followed, skriver hvor jeg har været, skriver hvad
        jeg laver, ved altid hvor, altid hvor jeg er, watched me, watching, spying, spies on, spied on,
        forfulgt*, holde øje, holdt øje, holder øjemed, observer*, iagttage*, iagttag*, overvåger*, ventede
        udenfor, venter udenfor, holdt udenfor, opsøgte, opsøger*, kontakte* min*, kontaktet mine, min mand
        får, min kone får, mine børn får, min mor får, min familie får, chikane*, efter mig hjem, ude ved
        mig, down my street, til mine venner, to my friends, to my sister, to my daughter, to my son, to my
        dad, to my parents, ringer til min mand, ringer til min kone, ringer til min mor, ringer til min
        familie, kontakter min familie, calls my husband, calls my wife, calls my family, calls my mum,
        opsøger mig, spammer ikke
        """),
        hints=listed("""
        følg*, fulgt*, efter mig, venter*, wait*, holder, står, stod, stå, stands, standing, udenfor, uden
        for, outside, nede foran, parkering*, garage*, bil, bilen, car, cykel*, hus*, house*, dør*, door*,
        vindue*, window*, hjem*, home, skole*, school*, nursery*, børn*, kids, datter*, søn*, mand, kone*,
        mor, far, mother, father, sister, søster*, familie*, family*, ven*, friend*, kæreste*, kollega*,
        kolleger*, dukke*, mød*, mødt*, kender min, vagtplan*, rute*, route*, træner*, gym, besøg*, visit*,
        øje*, øjne*, watch*, kigg*, glor*, spor*, sidder*, ved hvor, knows where, everywhere, kontakt*,
        contact*, hentede, henter, filmer, gave*, gift*, blomst*, flower*, letter*, kærlig*, love, forelsk*,
        elsker*, tur, svømme*, bager*, i nærheden, nabo*, ved min, overalt, behind me, går efter, kører rundt,
        drev rundt, near my, my street, at the school, at the nursery, my nursery, my workplace, at my home,
        følger med, altid der, parker*, parkerer*, parkeret*, ringer til min*, ringede til min*, ringet til
        min*, calls my, called my, rings my, rang my, texted my, emailed my, hjem til mig, hjemme hos mig, kom
        hjem til mig, kommer hjem til mig, foran min, following*, contact* my, messages my, datters, hentet,
        regnet ud, ved hvornår, alene på, knows when, figured out, følge med, liker gamle, gamle billeder, min
        mands profil, min kones profil, hvor jeg er, hvem jeg snakker med, hvem jeg taler med, hvad jeg laver,
        dagbog*, logbog*, kigger på min, ser mine stories, watches my, views my, where i am, curtains,
        gardin*, lys* slukket, lyset, busstop*, havde på, hvad tid, what i wear, wearing, outside work,
        udenfor arbejdet, køkkenvindue*, kigge ind, kigger ind, godnat, good night, ind ad, min ekskone, min
        eks
        """),
    ),
    Option(
        "extortion",
        N_("Blackmail"),
        typed=listed("""
        afpres*, afpress*, blackmail*, extort*, vil have penge, kræve* penge, penge ellers, ellers lægger,
        ellers sender, ellers deler, ellers offentlig*, betale*, unless i, unless we, wants money, pay him,
        pay her, pay them, pay up, vil ha #, løsepenge*, ransom*, or the video, or he, or she, or they,
        elers sladrer, ellers sladrer, elle* til min leder, wants # grand, # grand, # kr*, mod betaling, til
        gengæld, hvis ik* jeg, hvis jeg ik* retter, hvis jeg ikke, will publish unless, unless, el* sender,
        el* lægger, ellers ryger, ellers*, penge for, penge for ikke, mobilepay*, bitcoin*, krypto*,
        crypto*, hvis ikke han, hvis ikke hun, hvis han ikke får, hvis hun ikke får, medmindre*, med mindre,
        frafald*, droppe sag*, dropper sag*, drop the case, omgør*, ændre* afgørelse*, laves om, laver om,
        forcing me, blackmails, in return, exchange for, i bytte, modydelse*, otherwise*, or else*, kr
        ellers, kroner ellers, betal, betaler jeg ikke, hvis jeg ikke betaler, unless*, pay or, pay him or,
        pay up or, money or, want money or, vil have #, vil ha penge, vil have at jeg, pressed me, truer med
        at sende, truer med at dele, truer med at offentliggøre, truer med at lægge, true* dele*, true*
        sende*, true* offentliggør*, true* lægge*, threaten* to post, threaten* to share, threaten* to send,
        threaten* to publish, threaten* to release, så lægger han, så sender han, så deler han, så
        offentliggør*, inden fredag, i morgen ellers, pay me, send penge, sende penge
        """),
        hints=listed("""
        penge*, money, kr, kroner*, tusind*, beløb*, pay*, betal*, hvis*, if, enten, eller, offentliggør*,
        publish*, release*, frist*, kræv*, want*, vil ha, vil have, billede*, video*, optagelse*, grand,
        konto*, gengæld*, sladrer, sladre*, afgørelse*, sag*, solo*, tilladelse*, goes out, medmindre, sender
        han, lægger han, kræver*, cash*, overfør*, demand*, demands, if i don't, if i dont, if i do not, if we
        dont, if we don't, he want*, enten eller, tvinge*, tving*, forced, forces me, presser mig, pressure*,
        gør som, gør jeg ikke, for ikke at, lokke* penge*, truer med at sige, vil sige at jeg, bitcoin, går på
        nettet med, hvis jeg ikke svarer
        """),
    ),
    Option(
        "incite",
        N_("Urging others to contact or seek you out"),
        typed=listed("""
        opfordr*, opildn*, hetz*, opfordr* møde op, få* andre til, beder folk, beder andre, siger til andre,
        urg*, incit*, encourag*, telling people, tells people, told people, andre til at, folk til at,
        sende* folk, people to, others to, sætte* folk på, alle kan ringe, alle ka ringe, så alle, folk
        skal, folk ska, ring til hende, ring til ham, beder sine, sine følgere, mød op hos, find hende, find
        ham, hidse* hinanden, følgere om, klage alle, telling everyone, everyone should, get people to, told
        his followers, share it, del det, sende* efter mig, spread it, støt mig i, spred det, får andre, får
        folk, få folk, fik folk, fik andre, får alle, opfordring*, opfordrede, beder alle, bedt folk, bedt
        sine, bad folk, bad sine, siger folk skal, sagt til folk, i skal alle, mobilise*, sic* on me, sends
        people, sending people, sent people, asks people, asking people, ask people, asked people, asked
        his, asking his, asks his, tells his, tells her, telling his, telling her, get others, gets others,
        got others, pisker*, pisker stemning, stemning op, please share, del gerne, lets get, let's get,
        let's go, tag ud til, kør ud til, kør forbi, mød op, møde op hos, møder op foran, skriv til hende,
        skriv til ham, kontakt hende, kontakt ham, find ud af hvor, find frem, finder frem til, nogen der
        ved hvor, does anyone know where, anyone know where, hvem ved hvor hun, hvem ved hvor han, hvor bor
        hun, hvor bor han, skal klage, alle til at, forældrene til at, andre forældre til at, elever til at,
        skolens elever til, sætte andre, sender andre, sender folk, giv hende, giv ham, dusør*, bounty*,
        efterlys*, egger*, ophids*, incites, inciting, brigad*, smid æg, æg på, report her, report him, mass
        report*
        """),
        hints=listed("""
        folk*, andre, alle, people, everyone, everybody, others, venner*, friends, mates, følger*,
        follower*, del, deler, share*, ring, skriv, klag*, complain*, mød, møde, find*, beder, bad, bedt,
        ask*, tell*, told, tells, får, få, hjælp*, help*, sammen, together, forældre*, parents, hende, ham,
        gruppe*, mob, flok*, skal, ska, adresse*, nummer*, skriv til, ring til, lad os, del opslag*, dele
        opslag*, hidse*, hidser*, provok*, join in, rally*, raid*, følgere*, followers, his followers, her
        followers, my followers, alle skal, get her, get him, hans venner, hendes venner, her friends, his
        friends, sine venner, his mates, her mates, ringe til mig, skrive til mig, klage over mig, klager
        over mig, sender sine, alle møder, reward*, klag over, sætter andre, petition*,
        underskriftindsamling*, get me fired, fired, fyre mig, få mig fyret, bliver anmeldt, anmeldt af,
        stemmer om
        """),
    ),
)
