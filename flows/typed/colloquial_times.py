"""Colloquial words about time, brought to the form that the date grammar reads (flows/typed/dates.py).

    "det var imorges ved halv otte tiden tror jeg"   ->   "i morges kl? 7.30"
    "i torsdavs lidt over 8 da jeg mødte ind"        ->   "i torsdags kl. 8"

`kl?` marks a clock of which it is not said whether it is before or after noon. Texts come in lower case and
with single spaces. What is left out here never makes a time later: of "lidt før kl. 14" the day is left.
"""

from __future__ import annotations

import re
from functools import cache

from flows.typed.dates import MONTHS
from flows.typed.numbers import COUNTS, HOURS, any_of, number

_HOUR = rf"(?P<hour>{any_of(HOURS)})"
_QUARTERS = {"kvart": 15, "a quarter": 15, "quarter": 15}
_MINUTES = rf"(?P<minutes>{'|'.join(_QUARTERS)}|(?:{any_of(COUNTS)})(?: min(?:utter|utes)?)?)"
_AT = r"(?:ved )?(?:kl\.? ?|klokken |at |omkring |ca\.? )?"
_OR_SO = r"(?:[ -]?tiden)?"

_HALF = re.compile(rf"\b{_AT}halv {_HOUR}\b{_OR_SO}")
_HALF_PAST = re.compile(rf"\b{_AT}half past {_HOUR}\b{_OR_SO}")
_BESIDE_HALF = re.compile(rf"\b{_AT}{_MINUTES} (?P<side>i|over) halv {_HOUR}\b{_OR_SO}")
_PAST = re.compile(rf"\b{_AT}{_MINUTES} (?:over|past) {_HOUR}\b{_OR_SO}")
_TO = re.compile(rf"\b{_AT}{_MINUTES} (?:i|to) {_HOUR}\b{_OR_SO}")
_O_CLOCK = re.compile(rf"\b(?:kl\.? ?|klokken ){_HOUR}\b(?![.:][0-9])")
_AROUND = re.compile(
    rf"(?<![.:0-9])\b(?:(?:ved|omkring|om ved|ca\.?|around|about) )?(?:kl\.? ?)?{_HOUR}[ -]?tiden\b"
)
_AROUND_TWO = re.compile(
    rf"\b(?:(?:ved|omkring|ca\.?|around|about) )?(?:kl\.? ?)?{_HOUR} ?- ?(?:{any_of(HOURS)})[ -]?tiden\b"
)
_PART_LAST = re.compile(
    r"(?P<clock>\bkl[.?]? ?[0-9]{1,2}(?:[.:][0-9]{2})?),? "
    r"(?P<part>om (?:morgenen|formiddagen|eftermiddagen|aftenen)|in the (?:morning|afternoon|evening))$"
)
_A_LITTLE_PAST = re.compile(
    r"\b(?:kl\.? ?|klokken )?(?:lidt|lige|kort|just|shortly|a little) (?:over|efter|past|after) "
    rf"{_HOUR}\b(?![.:0-9])"
)
_CLOCK_WITHOUT_SIGN = re.compile(
    r"\b(?P<at>kl\.? ?|klokken )(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])\b(?![.:/-])"
)
_YEAR_APART = re.compile(
    r"\b(?P<day>[0-3]?[0-9][/.][01]?[0-9]) (?P<year>20[0-9]{2})(?=,? (?:kl\b|klokken|at\b|ca\b))"
)
"""With a clock after it the number is the year: alone, "3/11 2014" may be 20.14."""
_ORDINALS = {
    name: number
    for number, name in enumerate(
        (
            *("første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende"),
            *("tiende", "ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende", "syttende"),
            *("attende", "nittende", "tyvende", "enogtyvende", "toogtyvende", "treogtyvende"),
            *("fireogtyvende", "femogtyvende", "seksogtyvende", "syvogtyvende", "otteogtyvende"),
            *("niogtyvende", "tredivte", "enogtredivte"),
        ),
        1,
    )
}
_DAY_OF_MONTH = re.compile(
    rf"\b(?:den|d\.?) (?P<day>{'|'.join(_ORDINALS)})\b"
    rf"(?=$|[,.?!]| (?:i |{'|'.join(name for names in MONTHS for name in names)}))"
)
"""With nothing else after it: "den første gang" and "den anden profil" are no days."""
_NOT_BEFORE = re.compile(
    r"\b(?:lidt over|lidt efter|lige efter|kort efter|lige over|omkring ved|omkring|cirka|ca\.?|sådan cirka|"
    r"ved|shortly after|just after|a little after|around|about|gone)\s+(?:kl\.? ?|klokken |at )?(?=[0-9])"
)
_BEFORE = re.compile(
    r",? ?\b(?:lidt før|lige før|kort før|lige inden|lidt inden|før|inden|just before|shortly before|before) "
    r"(?:kl\.? ?|klokken )?[0-9]{1,2}(?:[.:][0-9]{2})?\b"
)

_BEGINNINGS = re.compile(
    r"""^(?:
        (?:det|den|it|this|that)\ (?:var|skete|er|blev\ sendt|kom|was|happened|came)\ |
        (?:skete|kom|happened)\ | jeg\ tror\ (?:nok\ )?(?:det\ var\ )? | tror\ (?:nok\ )?(?:det\ var\ )? |
        (?:vist\ nok|vistnok|vist|nok|måske|cirka|ca\.?|omkring|sådan|engang|en\ gang|det\ må\ have\ været)\ |
        (?:i\ think|maybe|about|around|probably|sometime)\ (?:it\ was\ )? |
        (?:det\ )?(?:var\ )?(?:her\ )(?=i\b|til\b|for\b|den\b)
    )""",
    re.VERBOSE,
)
_ENDINGS = re.compile(
    r"""[,\ ]+(?:
        (?:tror|mener)\ jeg(?:\ nok)? | vist\ nok | vistnok | cirka | ca\.? | nok | tror\ det\ var |
        eller\ der\ ?omkring | eller\ sådan\ noget | eller\ deromkring | i\ think | or\ so | or\ thereabouts |
        (?:da|mens|efter\ at|lige\ efter\ at|when|while|as|just\ as)\ (?:jeg|vi|min|i|we|my)\b.* |
        (?:på\ vej|on\ my\ way|on\ the\ way)\b.*
    )$""",
    re.VERBOSE,
)
_STARTED = re.compile(
    r"^(?:det |den |it )?(?:startede|begyndte|er startet|er begyndt|har kørt siden|kørt siden|"
    r"har stået på siden|har været i gang siden|started|began|has been going on since|going on since|"
    r"ongoing since)(?: allerede| først| on)? "
)
_STILL = re.compile(
    r",? (?:og )?(?:det |den )?(?:er ikke stoppet|bliver ved|fortsætter|foregår stadig|kører stadig|"
    r"står stadig på|og frem|lige siden|and onwards|it hasn'?t stopped|and it'?s still going|still going on|"
    r"and ongoing)$"
)

_SPELT = {
    "idag": "i dag",
    "igår": "i går",
    "igaar": "i går",
    "gaar": "går",
    "gåt": "går",
    "imorges": "i morges",
    "iforgårs": "i forgårs",
    "forgaars": "forgårs",
    "iaftes": "i aftes",
    "gåraftes": "går aftes",
    "gor": "går",
    "ystrday": "yesterday",
    "mårres": "morges",
    "imårres": "i morges",
    "overforgårs": "for 3 dage siden",
    "inat": "i nat",
    "sien": "siden",
    "sønds": "søndags",
    "igåraftes": "i går aftes",
    "lørdags": "i lørdags",
    "fortnight": "14 days",
    "midnat": "kl. 0",
    "midnight": "kl. 0",
    "noon": "kl. 12",
    "o'clock": "",
    "eftm": "eftermiddag",
    "ifårgårs": "i forgårs",
    "fårgårs": "forgårs",
    "fredes": "fredags",
    "lørdes": "lørdags",
    "søndes": "søndags",
    "mandes": "mandags",
    "onsdes": "onsdags",
    "yday": "yesterday",
    "weekend": "weekenden",
}
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_WORDS = frozenset(
    (
        *_DAYS,
        *(f"{day}s" for day in _DAYS),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("januar", "februar", "marts", "april", "juni", "juli", "august", "september", "oktober"),
        *("november", "december", "january", "february", "march", "june", "july", "october"),
        *("yesterday", "forgårs", "morges", "aftes", "weekenden", "siden", "minutter", "eftermiddags"),
        *("eftermiddag", "formiddag", "formiddags", "morgen", "aften", "klokken", "sidste", "forrige"),
    )
)
_TELLING = _WORDS | {
    *("dag", "går", "nat", "natten", "nu", "lige", "uge", "ugen", "uger", "dage", "time", "timer", "minut"),
    *("today", "now", "night", "tonight", "week", "weeks", "day", "days", "hour", "hours", "ago", "evening"),
    *("afternoon", "formiddagen", "morgenen", "aftenen", "eftermiddagen", "jan", "feb", "mar", "apr", "maj"),
    *("jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "may", "kvarter", "last", "this", "til"),
}
"""Every time has one of these words, or a number."""

_LONGEST_UNMISTAKABLE = 4


def plainly(said: str) -> str:
    """The text as the date grammar reads it."""
    text = " ".join(_spelt(word) for word in said.split())
    text = re.sub(r"\bi i\b", "i", text)
    text = _without_frame(text)
    text = _CLOCK_WITHOUT_SIGN.sub(r"\g<at>\g<hour>.\g<minute>", text)
    text = _YEAR_APART.sub(r"\g<day>-\g<year>", text)
    text = _BEFORE.sub("", text)
    text = _BESIDE_HALF.sub(_beside_half, text)
    text = _HALF.sub(lambda m: _clock(_hour(m) - 1, 30), text)
    text = _HALF_PAST.sub(lambda m: _clock(_hour(m), 30), text)
    text = _PAST.sub(lambda m: _clock(_hour(m), _minutes(m)), text)
    text = _TO.sub(lambda m: _clock(_hour(m) - 1, 60 - _minutes(m)) if _is_clock_word(m) else m[0], text)
    text = _A_LITTLE_PAST.sub(lambda m: f"kl? {_hour(m)}", text)
    text = _DAY_OF_MONTH.sub(lambda m: f"den {_ORDINALS[m['day']]}.", text)
    text = _AROUND_TWO.sub(lambda m: f"kl? {_hour(m)}", text)
    text = _O_CLOCK.sub(lambda m: f"kl. {_hour(m)}", text)
    text = _AROUND.sub(lambda m: f"kl? {_hour(m)}", text)
    text = _NOT_BEFORE.sub("kl. ", text)
    text = _PART_LAST.sub(r"\g<part> \g<clock>", text)
    return " ".join(text.split()).strip(" ,.")


def tells_time(word: str) -> bool:
    """Whether a time may be told with the word, and none without such a word."""
    core = word.strip(",.;:!?")
    return any(sign.isdigit() for sign in core) or core in _TELLING or core in COUNTS


def _without_frame(text: str) -> str:
    """Without "det var" before and "tror jeg" after; what has begun and goes on is "siden" its beginning."""
    before = ""
    while text != before:
        before = text
        text = _STARTED.sub("siden ", text, count=1)
        text = _BEGINNINGS.sub("", text, count=1)
        text = _without_ending(text)
    if _STILL.search(text):
        text = f"siden {_STILL.sub('', text).removeprefix('siden ')}"
    return text


def _without_ending(text: str) -> str:
    """Without words at the end that tell of no time: "da vi åbnede, 9 i mandags" stays."""
    match = _ENDINGS.search(text)
    is_told = match and any(tells_time(word) for word in match[0].split() if word != "lige")
    return text if not match or is_told else text[: match.start()]


def _hour(match: re.Match[str]) -> int:
    return number(match["hour"])


def _minutes(match: re.Match[str]) -> int:
    said = match["minutes"]
    return _QUARTERS.get(said) or number(said.split()[0])


def _beside_half(match: re.Match[str]) -> str:
    """ "Fem over halv tre" is 2.35, "ti i halv ni" 8.20."""
    minutes = _minutes(match) if match["side"] == "over" else -_minutes(match)
    return _clock(_hour(match) - 1, 30 + minutes)


def _is_clock_word(match: re.Match[str]) -> bool:
    """Of "kvart i ni", and not of "ti i går" or "3 to 10 November"."""
    return not match["minutes"][0].isdigit() or "min" in match["minutes"]


def _clock(hour: int, minute: int) -> str:
    hour = hour or 12
    return f"kl? {hour}.{minute:02d}" if 0 < minute < 60 else f"kl? {hour}"


def _spelt(word: str) -> str:
    """The word without a typing error, where only one word about time can be meant."""
    core = word.strip(",.;:!?")
    if not core or not core.isalpha() or core in _WORDS:
        return word
    mended = _SPELT.get(core) or _alike(core)
    return word.replace(core, mended) if mended else word


@cache
def _alike(word: str) -> str:
    run_together = word.removeprefix("i")
    if run_together != word and run_together in _WORDS:
        return f"i {run_together}"
    if len(word) <= _LONGEST_UNMISTAKABLE or word.removesuffix("s") in _WORDS:
        return ""
    from rapidfuzz.distance import OSA

    close = [known for known in sorted(_WORDS) if known[0] == word[0] and OSA.distance(word, known) == 1]
    stems = {known.removesuffix("s") for known in close}
    return max(close, key=len) if len(stems) == 1 else ""
