"""Kinds of digital harassment that are words to the person or about them, with their phrases."""

from __future__ import annotations

from flows.form import Option
from flows.typed.phrases import listed
from flows.words import N_

WORDS = (
    Option(
        "false_claim",
        N_("Serious untrue accusations"),
        typed=listed("""
        *beskyld*, løgn*, lyver*, lyv, påstå*, anklage*, bestik*, korrupt*, pædo*, stjæler*, har stjålet,
        rygte*, usand*, injurie*, accus*, lies, lying, defam*, rumour*, rumor*, slander*, untrue, false
        claim*, bortføre*, forbryder*, kriminel*, opdigt*, falsk* historie*, false alleg*, alleg*, making
        things up, opspind*, løgnagtig*, forfalsk*, slået ihjel med, sell drugs, i steal, steal from, not
        true, ren løgn, fup, svindel*, svindler*, snyder, bedrag*, misbruger børn, har slået, drukket på
        arbejdet, beruset, fraud*, corrupt*, stjal, taget penge, tager imod, pædofil*, beskyldn*, falsk*
        anklage*, pedo*, pedofil*, pædof*, tyv, tyveri*, thief, theft, stole from, steal*, stealing,
        svindl*, snyd*, nepotis*, inhabil*, magtmisbrug*, misbruger min magt, omsorgssvigt*, vanrøgt*, slår
        beboer*, slår børn*, slået børn*, slår ældre, slår elever*, slår de gamle, slog den gamle, slog de
        gamle, slog et barn, slog barn*, slår patient*, hitting kids, hit a child, hit a kid, hit her child,
        abus* child*, abus* kid*, abus* patient*, abus* elder*, utroskab*, sleeping with, fuld på arbejde*,
        fuld på job*, på stoffer, tager stoffer, sælger stoffer, on drugs, drug dealer*, forgift*,
        fejlmedicin*, tager penge, tar penge, penge under bordet, bribe*, bribed, bribes, kickback*, taget
        imod, tog imod penge, modtag* penge, penge i lommen, fingre i kassen, af kassen, hvidvask*,
        dokumentfalsk*, løj, løjet, lyvet, liar*, usandhed*, forkert* påstand*, fake news, bilder folk ind,
        spreder rygter, sladder*, gossip*, making up, made up stories, makes up, blamed for, blames me, mig
        skylden, påstand*, påstår*, tegner et falsk, falsk* rygte*, sviner mit navn, ødelægger mit rygte,
        bagtal*, bagtalelse, bagvaskelse*, ærekrænk*, libel*, libellous, insinu*, overgreb på, misbrugt et
        barn, misbrug* barn*, misbrug* børn*, tager børn, stjæler børn, tvangsfjern* uden, fjerne børn for
        penge, inkompetent og korrupt, jeg er korrupt, at jeg er pæd*, at jeg er fuld, at jeg stjæler, at
        jeg slår, jeg stjæler, sort arbejde, falsk* underretning*, underretning*, falsk* anmeldelse*, falsk*
        indberetning*, lavet falsk underretning*, false report*, false accus*, wrongly accused, usande, ikke
        sandt, isn't true, isnt true, passer overhovedet ik*, passer slet ik*, vildled*, forsvundet penge,
        taget ting, taget smykker, bortskaf*, underslæb*, manipulerer med, har dræbt, jeg dræbte, jeg
        dræber, i killed, har myrdet, er morder, murderer*, skyde* skylden, skyder skylden, har slået ihjel,
        slog ihjel, taget imod bestik*, is lie, is a lie, it is lie, are lies, all lies, er løgn, utro,
        cheating on, wrong things about me, things that are not true, things i never did, aldrig har gjort,
        ikke har gjort, not what happened, mistænkeliggør*, kalder mig en løgner, calls me a liar, swat*,
        gidsler, holdt som gidsel, false alarm, falsk alarm*
        """),
        hints=listed("""
        falsk*, false*, sand*, true story, siger jeg, skriver jeg, siger at, skriver at, says, said, claims,
        ud fra, penge*, kasse*, smykker*, børn*, barn*, child*, slår, slog, slået, hit, overgreb*, misbrug*,
        skyld*, ansvar*, blame*, find* på, made up, historie*, stories, story, underret*, indberet*, anmeldt,
        klag*, complain*, uret*, fejl*, medicin*, drugs, alkohol*, korrup*, racist, skattevæsen*, killed*,
        dræbt, døde, morder*, heks, landsforræder*, forræder*, fordrej*, manipul*, journal*, anmeldelse*,
        dårlig*, alkoh*, drikker*, drukket*, drunk*, narko*, morfin*, claims*, claiming*, claimed*,
        spreading*, reputation*, mit rygte, my reputation, historier om mig, at jeg har, jeg tager, siger jeg
        har, skriver jeg har, siger at jeg har, skriver at jeg har, says i, said i, saying i, tells people i,
        affære*, affair*, forsøm*, at jeg er psykopat, kalder mig racist, jeg er racist, at jeg er racist,
        dække over, jeg slår, jeg drikker, stories about me, utro*, cheat*, lie, skade* barn, hurt a, i hurt,
        skadet, mistæn*, citat*, quote*, lækk*, leaked, til min chef, to my boss, min leder får, løwn*, løjn*,
        løvn*, møj løwn, opspind*, ikke rigtigt, passer ikke, not true, morder, murderer, groomer, meldt til,
        melder mig, meldt mig, reported me, reports me, rørt ved hende, rørt ved ham, dårlig mor, lyver i
        retten, nazisme, hit him, hit her, tried to kill, trying to kill
        """),
    ),
    Option(
        "degrading",
        N_("Degrading or mocking posts or messages"),
        typed=listed("""
        nedsæt*, nedgør*, håner, hånes, hånet, hånlig*, hånende, forhån*, tonen, svine*, tilsvin*, latterlig*,
        mobb*, mobn*, meme*, skæld*, øgenavn*, ydmyg*, fornærm*, perfid*, insult*, mock*, ridicul*, humiliat*,
        degrad*, name calling, nasty comment*, abus*, gør grin, gøre grin, griner af, tegnet mig, luder*,
        kælling*, grove kommentar*, grimme kommentar*, grimme beskeder, grimme ting, sviner, ubehagelige
        kommentar*, grov*, hader mig, ønske* kræft, kalder mig, kalder os, kaldt, idiot*, bully*, bullied,
        calls me, called me, griner, griner hele, stinker, fede ko*, fat body, laugh of*, laugh at*, laughing,
        nedladende*, pig ears, grise*, gris, dum*, klovn*, clown*, svans*, karikatur*, dårlige vitser, jokes
        about, jokes on, svinet, svine mig, spyt*, ønsker mig, talentløs*, uduelig*, inkompetent*, useless,
        taber*, til grin, lille lort, stupid*, ugly, gør nar, gøre nar, gjorde nar, til nar, laver sjov,
        drille*, driller*, smædevers*, sviner*, svinede, grimt, grim*, ondskabsfuld*, nederdrægtig*, taler
        ned, talt ned, ned til mig, nasty, mean, rude, vulgar*, swear*, swore, cursed, cursing, slag me off,
        slagging*, slags me off, taking the piss, takes the piss, mickey, bitch*, cunt*, slut*, whore*, twat*,
        wanker*, moron*, fede, møgso*, kusse*, fisse*, røvhul*, klaphat*, psykopat*, sindssyg*, udskam*,
        shaming, body sham*, udstille*, udstillet, til skue, mit udseende, min vægt, my weight, my looks, om
        min krop, how i look, hvordan jeg ser ud, mit tøj, hadbesked*, hadebesked*, hadmail*, hate mail*,
        skriver grimt, skriver lort, taler grimt, snakker grimt, sårende*, modbydelig*, ulækker*, ækel*,
        frastødende, hånskommentar*, latterliggør*, roast*, slandering, put* me down, belittl*, demean*, makes
        fun, making fun, made fun, fun of me, took the piss, mocks, mocking*, laughs, jokes, joke about, jokes
        om, vittighed*, spydig*, sarkastisk*, sure opslag, nedrakning*, nedrakker*, rakker ned, rakket ned,
        sviner os til, chikane*, chikaner*, harass*, hærges, ubehagelig*, ubehag*, unpleasant*, horrible*,
        awful, bad words, bad word*, bad comment*, bad message*, sjov med mig, spytter på mig, spytter, hyler,
        abekat*, lort på mig, kaldte mig, kaldt mig, kalder hende, kalder ham, navne som, skældsord*,
        skældsor*, skælder*, råber efter mig, flabet*, respektløs*, disrespect*, offensive, offending, grov
        tone, hård tone, hårde ord, grove ord, beskidte ord, perfide, sexist*, bagtal*, bagvask*, online
        mobning, mobber*, hængt ud, hænger mig ud, hænger os ud, hængt ud som, stillet i dårligt lys, dårligt
        lys, hang me out, fed ko, kælling, psyko, psycho, syg i hovedet, hån over mit, rotte*, snylter*,
        ukrudt, parasit*, utøj, rat, rats, vermin, få kræft, får kræft, get cancer, kræft igen, cancer again,
        sang om mig, song about me, shit pictures, kommentar* med had
        """),
        hints=listed("""
        kommentar*, comment*, opslag*, post, posts, skriver om, taler om, grin, lort*, pis*, møg*, fuck*,
        shit*, tegn*, drawn, tegning*, billede*, vægt*, tyk*, krop*, body, udseende*, stemme*, tone*, hård*,
        ord, words, kald*, called, calls, name, names, navne, dårlig*, bad, talent*, gris*, pig, skam*,
        hader*, hade*, hate*, vittig*, sjov*, fun, sladder*, rygte*, spot*, sur*, tone, fornær*, beklag*,
        klag*, urimelig*, alt muligt, pædofil*, pædo*, nettet, online, noget, sprog*, dialekt*, dansk*, ears,
        foran alle, lol*, fed, onde, ond, opslag om mig, opslag mod mig, opslag om os, posts about me, writing
        about me, writes about me, skriver om mig, noget på nettet, bad things, latter, kritik*, kritiser*,
        criticis*, criticiz*, trash*, kommentar* om mig, ubehageligt opslag, taler dårligt, skriver dårligt,
        klager over, klager offentligt, offentligt, publicly, udhæng*, gabestok*, name and shame, afstemning*,
        stemt om, poll, grimmeste, rangliste*, muren, væggen, on the wall, tonefald*, sang*, song*, vers*,
        emoji*, straf*, kommentare*, med had, stemmebesked*, wikipedia*, the usual abuse
        """),
    ),
    Option(
        "flood",
        N_("Very many or repeated contacts"),
        typed=listed("""
        mange besked*, mange mail*, mange opkald*, mange henvendelse*, mange gange, gentagn*, gentag*,
        *spam*, hele tiden, masser af, oversvøm*, bombarder*, konstant*, kimer*, hundredvis*, flere
        hundrede, bliver ved, igen og igen, ringer hele, # besked*, # mail*, # opkald*, # sms*, # gange, #
        message*, # call*, # emails, # texts, flood*, nonstop, constant*, non stop, over and over, hundreds,
        uafbrudt, ringer og ringer, dag og nat, keeps calling, keeps writing, keeps messaging, så mange,
        indbakken er fuld, sender hver, hver tiende, hvert minut, kimer mig, i ét væk, hver eneste dag, hver
        eneste, hver dag, # kommentar*, # henvendelse*, kimer, på et døgn, om natten, every day, every
        minute, all night, hele natten, ringer konstant, ringer gange, # mails, mailbombe*, ringer # gange,
        i døgndrift, døgndrift*, vælter ind, strømmer ind, tikker ind, hver time, hver halve, natten lang,
        dagen lang, ti gange, tyve gange, femten gange, mange sms*, masse besked*, masse mail*, masse
        opkald*, utallige*, endeløs*, holder ikke op, stopper ikke, stopper aldrig, vil ikke stoppe, kan
        ikke stoppe, vedvarende*, vedholdende*, keep* calling, keep* texting, keep* messaging, keep*
        ringing, keep* emailing, keep* writing, keeps on, wont stop, won't stop, doesnt stop, never stops,
        not stopping, all day, 24 7, every hour, every night, dozens, so many, too many, many message*, many
        call*, many mail*, many email*, many times, # times, # missed, missed calls, ubesvarede*,
        telefonterror*, ringeterror*, *terror, telefonchikane*, henvendelse* i døgnet, gentagne, dagligt,
        sms konstant, sms er konstant, sms hele, skriver hele, skriver konstant, skriver igen, ringer igen,
        ringer dagligt, ringer dag, skriver dag, ringer mig op, skriver hver, ringer hver, mailer hver,
        mailer konstant, ringer nat, ringer om natten, ring* i ét, uafladelig*, uden stop, uden pause, gang
        på gang, time after time, again and again, all the time, på alle tider, alle tider af døgnet,
        døgnets timer, rundt om uret, round the clock, lawine*, lavine*, storm af, kæmpe mængde, stribevis*,
        i stimer, i lange baner, bunker af, spammed, flooded, flooding, telefonen går amok, telefon går
        amok, telefonen bimler, inbox is full, full inbox, sms bombe*, mails om dagen, besked* om dagen,
        opkald om dagen, besked* i timen, # besked, chikane*, harass*, chikaner*, døgnet rundt, mailbomb*,
        smsbomb*, spammer mig, spammer*
        """),
        hints=listed("""
        ringer*, ringe*, opkald*, sms*, besked*, mail*, call*, message*, text*, henvendelse*, mange, many,
        igen, again, gange, times, nat*, night*, aften*, dag, dagen, daily, hver, every, stop*, kontakt*,
        contact*, breathing, phone*, telefon*, tlf*, stykker, stk, timer, minut*, op igen, puster*, ånder*,
        chikan*, tons of, loads of, hundred*, hundrede*, tusind*, daglig*, går amok, mængde*, mængder*,
        uendelig*, en masse, hver aften, hver nat, ten stop, aktindsigt*, klage på klage, mail på mail, besked
        på besked, one after another, sagt nej, said no, venneanmodning*, friend request*, notifikation*,
        notification*, bliver anmeldt, forskellige, begynd* at skrive, hans søster, familien skriver, alle
        sammen skriver, different people, different numbers, skriver til mig også, skriver også, hver morgen,
        every morning, vejret, trækker vejret, siger ingenting, says nothing, hidden number, skjult nummer,
        følgere, followers, taxa*
        """),
    ),
    Option(
        "sexual",
        N_("Sexual messages or pictures"),
        typed=listed("""
        seksu*, sexual*, sex, sexchikane*, sexist*, sexede*, sexting, dickpic*, dick pic*, pikbil*, pik,
        liderlig*, i sengen, voldtæ*, rape*, lumre*, lummer*, klamme forslag, frække bille*, frække besked*,
        sjofel*, sjofle*, obscen*, genital*, kønsdele*, penis*, kneppe*, knep*, i seng, seng me, how much i
        cost, hvad jeg koster, vil se mig nøgen, onani*, porno til mig, nudes til mig, suggestive*, dirty
        messages, liderlig, sexforslag*, bryster*, røv*, slikke*, klamme besked*, lystne, frække,
        tissemand*, billede* af sig selv, bille* af hans, bolle*, knalde*, horny, his cock, his dick, his
        penis, his privates, upassende billede*, pervers*, perv*, pervy, uartig*, trusser*, creep*,
        pornoklip*, porno til, sender mig porno*, sendt porno*, sends porn*, sent me porn*, sends me nude*,
        sent me nude*, unsolicited*, flirt*, kysse mig, kneb, min røv, mine bryster, my breasts, my ass, my
        arse, my tits, i seng med, sleep with me, sove hos, gå i seng, go to bed, in bed, ved mig i sengen,
        sutte*, liderlige, lummert, lumr*, seksualiser*, sexchikan*, pikfoto*, gøre ved min krop, hvad han
        vil gøre, what he would do, hvad han har lyst til, stønner*, stønnede, moaning, moans, heavy
        breathing, tunge åndedræt, groping, grope*, befamle*, tog mig på, rørt ved mig, rørte ved mig,
        touched me, touching me, tager på mig, nude pic*, naked pic*, billede* af sin*, bille* af pik*, dick
        pic, dickpics, sexbesked*, sex besked*, sexuelle besked*, seksualiserende*, nøgenbil* af sig selv,
        nøgenbil* af ham selv, sender nøgenbil*, sender mig nøgenbil*, sendt mig nøgenbil*,
        kærlighedserklær*, kærlighedsbrev*, love letter*, loves me, in love with me, forelsket i mig, vil
        giftes, marry me, frier, beundrer*, admirer*, wants to date, date me, tilbud om sex, sex tilbud*,
        eggplant*, aubergine*, viste sig frem, blottede sig, blotter*, flashed me, flashing me,
        his private part*
        """),
        hints=listed("""
        krop*, body, sengen, seng, bed, klam*, lækker*, kys*, date*, middag*, kæreste*, elsker*, love,
        forelsk*, nøgen*, nude*, naked*, porno*, porn*, undertøj*, billede*, besked*, foreslå*, forslag*,
        tilbud*, invit*, hvad han vil, grov*, tits, boobs, smuk*, pretty, sød, babe, darling, skat, honey,
        lyst*, ulækker*, upassende*, luder*, kys, hotel*, vil eller ej, fræk*, upassende, inappropriate*,
        creepy, creep, my body, min krop, of himself, gøre ved mig, suck*, slik*, overgreb*, *pics, grabs,
        grabbed, kys på, krænkende billede*, dick*, cock*, sex*, sexuel*, klamme kommentar*
        """),
    ),
    Option(
        "hate",
        N_("Hate because of faith, origin, gender, sexuality or disability"),
        typed=listed("""
        racis*, muslim*, tørklæde*, religion*, hudfarve*, perker*, neger*, bøsse*, homo*, lesb*, transkøn*,
        transperson*, handicap*, mit køn, oprindelse*, etni*, terrorist*, dit land, eget land, skride hjem,
        rejse hjem, jøde*, antisemit*, faith, origin, my skin, gay, homophob*, hate, hate speech, go home, go
        back, nazi*, hader mig, hadefuld*, min tro, fordi jeg er kvinde, sexuality, gender, disability,
        religio*, udlænding*, foreigner*, islam*, tonen, bøsserøv*, svans*, kørestol*, wheelchair*, høreap*,
        døve*, min dansk, mit danske, accent*, my english, poland, polak*, polsk*, hvor du kommer, kommer fra,
        indvandrer*, sort*, min hudfarve, hijab*, muslimer, jew*, muslim, krøbling*, spasser*, tyk, female,
        kvindehad*, kvinder skal*, race, fagg*, tranny*, lebbe*, abe, aber, sorte, araber*, arab, tyrk*,
        somali*, kineser*, kinesisk*, rumæn*, grønlænder*, grønlandsk*, thai*, hudfarv*, etnisk*, back to
        your, back where i came, back to where, out of denmark, out of our country, ud af landet, ud af
        danmark, rejs hjem, skrid hjem, tag hjem, hovedtørklæde*, burka*, niqab*, koran*, allah*, jødesvin*,
        zionis*, transe*, trans, nonbinær*, non binær*, lgbt*, queer*, dyke*, faggot*, poof*, retard*,
        mongol*, spast*, disabled, invalid*, adhd*, ordblind*, racial*, nword, n word, paki*, gypsy*,
        sigøjner*, immigrant*, køn, mit udenlandske navn, mit fremmede navn, min baggrund, anden baggrund, my
        background, my religion, my faith, my colour, my color, skin colour, skin color, my headscarf,
        headscarf*, scarf*, your own country, own country, hader muslimer, hader kvinder, kvindehader*,
        misogyn*, incel*, diskriminer*, discriminat*, min seksualitet, homofob*, at jeg er homo*, at jeg er
        lesb*, at jeg er muslim*, fordi jeg er, om min hudfarve, om mit køn, om min tro, nationalitet*,
        nationality*, fremmedhad*, minoritet*, romaer*, syrer*, iraker*, afghan*, palæst*, pakistan*, indisk*,
        filippin*, arabisk*, ape, monkey*, høreapparat*, høreaparat*, handikap*, blok handicap*, sexist*,
        kællinger kan ik*, had, had mod, hagekors*, swastika*, svastika*, ku klux, white power, apelyde*,
        monkey, hadbesked*, hadebesked*, hadmail*, hate mail*, kommentar* med had
        """),
        hints=listed("""
        land, landet, country, hjem, hjemland*, hader*, hade*, kvinde*, woman*, women, female*, tro, gud*,
        god, kirke*, moske*, mosque*, moslem*, dansk*, danish, danmark, sprog*, language*, foreign*, udland*,
        tørklad*, farve*, skin, black, brown, trans*, bøs*, køn*, gender*, syg*, høre*, døv*, race*, racist*,
        terror*, gris*, pig, kultur*, culture*, hej, navn, luder*, gammel*, alder*, dialekt*, baggrund*, brun,
        brune, because i am, because i'm, because of my, på grund af min*, pga min*, pga mit, tilbage til,
        hjem til, kristen*, iran*, rusk*, russer*, ukrain*, tysk*, svensk*, pride, fag, fags, blind*, stammer,
        stammen, mit efternavn, krykke*, autis*, adhd, my country, because im, rainbow*, regnbue*, nazisme,
        mænd skulle, bøsserøv
        """),
    ),
)
