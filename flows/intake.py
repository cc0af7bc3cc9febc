"""The report's questions as data. Lists and order are explained in docs/procedure.md."""

from __future__ import annotations

from flows.form import Form, Option, Part, Question
from flows.words import N_

YES = Option("yes", N_("Yes"), ("ja", "yes", "y", "j", "jep"))
NO = Option("no", N_("No"), ("nej", "no", "n"))

SENDERS = (
    Option("citizen", N_("A citizen in a case of mine"), ("borger", "en borger", "citizen")),
    Option("relative", N_("A relative of a citizen"), ("pårørende", "relative")),
    Option("former_citizen", N_("A former citizen in a case of mine"), ("tidligere borger",)),
    Option("other_external", N_("Someone else from outside"), ("anden", "ekstern", "other")),
    Option("unknown", N_("Unknown or anonymous"), ("ukendt", "anonym", "unknown", "anonymous", "ved ikke")),
    Option("internal", N_("A colleague or leader"), ("kollega", "leder", "colleague", "leader")),
)

KINDS = (
    Option("threat_life", N_("Threats of violence or to life"), ("trussel på livet", "vold", "dødstrussel")),
    Option(
        "threat_other",
        N_("Other threats, for example to family or property"),
        ("trussel", "trusler", "threat"),
    ),
    Option("doxxing", N_("Private information published"), ("adresse", "doxxing", "private oplysninger")),
    Option(
        "media_shared", N_("Picture, sound or video shared without agreement"), ("billede", "video", "lyd")
    ),
    Option("intimate", N_("Intimate or manipulated pictures"), ("intim", "intime billeder", "deepfake")),
    Option("fake_profile", N_("Fake profile or misuse of name or picture"), ("falsk profil", "fake profile")),
    Option("hate_page", N_("Hate page, group or campaign"), ("hadeside", "hadegruppe", "hate page")),
    Option("false_claim", N_("Serious untrue accusations"), ("beskyldninger", "løgn", "accusations")),
    Option("degrading", N_("Degrading or mocking posts or messages"), ("nedsættende", "hån", "insults")),
    Option("flood", N_("Very many or repeated contacts"), ("mange beskeder", "gentagne", "spam", "flood")),
    Option("stalking", N_("Following or watching, contact to family"), ("forfølgelse", "stalking")),
    Option("sexual", N_("Sexual messages or pictures"), ("seksuel", "seksuelle", "sexual")),
    Option("hate", N_("Hate because of faith, origin, gender, sexuality or disability"), ("had", "hate")),
    Option("extortion", N_("Blackmail"), ("afpresning", "blackmail", "extortion")),
    Option("incite", N_("Urging others to contact or seek you out"), ("opfordring", "incite")),
    Option("review", N_("A review that names you"), ("anmeldelse", "trustpilot", "review")),
    Option("false_order", N_("Orders or reports made in your name"), ("bestilling", "bestillinger")),
    Option("other", N_("Something else"), ("andet", "other")),
)

CHANNELS = (
    Option("work_mail", N_("Work e-mail"), ("mail", "arbejdsmail", "e-mail", "email")),
    Option("private_mail", N_("Private e-mail"), ("privat mail",)),
    Option("work_phone", N_("Work phone or text message"), ("sms", "telefon", "opkald", "arbejdsmobil")),
    Option("private_phone", N_("Private phone or text message"), ("privat telefon", "privat sms")),
    Option("digital_post", N_("Digital Post"), ("e-boks", "digital post")),
    Option("messenger", N_("Messenger"), ("messenger",)),
    Option("facebook", N_("Facebook"), ("fb", "facebook", "face")),
    Option("instagram", N_("Instagram"), ("ig", "insta")),
    Option("x", N_("X (Twitter)"), ("twitter", "x")),
    Option("youtube", N_("YouTube"), ("yt",)),
    Option("tiktok", N_("TikTok"), ()),
    Option("linkedin", N_("LinkedIn"), ()),
    Option("snapchat", N_("Snapchat"), ("snap",)),
    Option("reddit", N_("Reddit"), ()),
    Option("whatsapp", N_("WhatsApp"), ()),
    Option("google_review", N_("Google review"), ("google",)),
    Option("trustpilot", N_("Trustpilot"), ()),
    Option("website", N_("Website or blog"), ("hjemmeside", "blog", "website")),
    Option("news", N_("Comments at a news site"), ("avis", "nyheder", "kommentarspor")),
    Option("other", N_("Another place"), ("andet", "other")),
)

PUBLIC_CHANNELS = frozenset(
    [
        "facebook",
        "instagram",
        "x",
        "youtube",
        "tiktok",
        "linkedin",
        "reddit",
        "google_review",
        "trustpilot",
        "website",
        "news",
    ]
)

CIRCUMSTANCES = (
    Option("visible", N_("It can still be seen"), ("synligt",)),
    Option("public", N_("It is public"), ("offentligt", "public")),
    Option("address_family", N_("It names my address or my family"), ("adresse", "familie")),
    Option("urges_others", N_("It urges others to do something"), ("opfordrer",)),
    Option("repeated", N_("It has happened several times"), ("gentaget", "flere gange")),
    Option("child", N_("The sender is under 15"), ("barn", "under 15")),
    Option("unsafe", N_("I feel unsafe"), ("utryg", "unsafe")),
    Option("none", N_("None of this"), ("ingen", "intet", "none", "nej")),
)

WISHES = (
    Part(
        "police",
        N_("Should it be reported to the police?"),
        (
            Option("yes", N_("Yes to the police"), ("politi ja", "ja til politi", "police yes")),
            Option("no", N_("Not to the police"), ("politi nej", "nej til politi", "police no")),
            Option("unknown", N_("I do not know yet"), ("ved ikke", "politi ved ikke", "do not know")),
        ),
    ),
    Part(
        "register",
        N_("May your name stand when the incident is registered?"),
        (
            Option("named", N_("With my name"), ("med navn", "navn ja", "with name")),
            Option("anonymous", N_("Without my name"), ("anonymt", "uden navn", "navn nej", "anonymous")),
        ),
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
    ),
)


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
            Option("kept", N_("That was it"), ("færdig", "videre", "done", "det var det")),
            Option("gone", N_("It is gone"), ("væk", "det er væk", "gone", "slettet")),
            Option("cannot", N_("I cannot right now"), ("kan ikke", "cannot", "jeg kan ikke")),
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
