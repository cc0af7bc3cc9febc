"""The last question: what the employee wishes, any part of it left out, pressed or typed in two languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.effects import Refused
from flows.form import Value, answered_part, is_valid, question
from flows.report.draft import REVIEW
from flows.report.questions import REPORT, WISHES
from flows.screens.answers import answer_text
from flows.words import Language, Voice
from tests.flows.given import METTE, context, draft, view
from tests.flows.talk import Talk

LANGUAGES: tuple[Language, ...] = ("da", "en")
ASKED = next(q for q in REPORT if q.key == "wishes")
EVERYTHING = [("police:yes", "register:named", "absence:no"), ("police:unknown", "absence:2026-11-16")]
LABELS = [(f"{part.key}:{option.key}", option) for part in WISHES for option in part.options]


@pytest.fixture
def talk() -> Talk:
    """Mette at her last question."""
    return Talk(draft(reopened="wishes"))


def wished(talk: Talk) -> Value:
    assert talk.draft.current() == REVIEW
    return talk.draft.answers["wishes"]


@pytest.mark.parametrize("picked", [*EVERYTHING, ("register:anonymous",), ()])
def test_any_part_may_be_picked_or_left_out(talk: Talk, picked: tuple[str, ...]) -> None:
    talk.presses("wishes", picked)
    assert wished(talk) == picked
    assert talk.sends().report.answers["wishes"] == picked


BAD = [
    ("police:yes", "police:no"),
    ("police:yes", "police:yes"),
    ("absence:yes", "absence:2026-11-16"),
    ("absence:no", "absence:2026-11-16"),
    ("police:2026-11-16",),
    ("register:yes",),
    ("absence:2026-02-30",),
    ("absence:20261116",),
    ("absence:i går",),
    ("absence:",),
    ("police",),
    ("",),
    ("danger:yes",),
    "danger:yes",
    "",
]


@pytest.mark.parametrize("value", BAD)
def test_what_contradicts_itself_or_was_never_offered_is_refused(talk: Talk, value: Value) -> None:
    with pytest.raises(Refused, match="cannot use that answer"):
        talk.presses("wishes", value)
    assert not is_valid(ASKED, value)


@pytest.mark.parametrize("day", ["2026-11-21", "2099-01-01"])
def test_a_day_of_absence_to_come_is_refused_from_the_calendar_as_it_is_when_typed(
    talk: Talk, day: str
) -> None:
    with pytest.raises(Refused):
        talk.presses("wishes", (f"absence:{day}",))


TYPED = [
    ("politi ja, med navn, ingen fravær", ("police:yes", "register:named", "absence:no")),
    ("police yes, with name, no absence", ("police:yes", "register:named", "absence:no")),
    ("uden navn", ("register:anonymous",)),
    ("anonymous", ("register:anonymous",)),
    ("ja til politi og med navn", ("police:yes", "register:named")),
    ("police no and anonymous", ("police:no", "register:anonymous")),
    ("politi nej\nfravær", ("police:no", "absence:yes")),
    ("ved ikke", ("police:unknown",)),
    ("Det ved jeg ikke endnu.", ("police:unknown",)),
    ("POLITI JA!", ("police:yes",)),
    ("politi ja, politi ja", ("police:yes",)),
]


@pytest.mark.parametrize(("text", "said"), TYPED)
def test_wishes_can_be_typed_in_danish_and_english(talk: Talk, text: str, said: tuple[str, ...]) -> None:
    talk.types(text)
    assert wished(talk) == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "option"), LABELS, ids=[key for key, _ in LABELS])
def test_every_wish_is_understood_written_as_it_stands(
    talk: Talk, key: str, option: object, language: Language
) -> None:
    talk.types(Voice(language)(option.label))  # type: ignore[attr-defined]
    assert wished(talk) == (key,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_wishes_are_understood_written_as_they_stand(talk: Talk, language: Language) -> None:
    say = Voice(language)
    first = [part.options[0] for part in WISHES]
    talk.types("\n".join(say(option.label) for option in first))
    assert wished(talk) == ("police:yes", "register:named", "absence:no")


WORDS = [(f"{part.key}:{o.key}", word) for part in WISHES for o in part.options for word in o.typed]


@pytest.mark.parametrize(("key", "word"), WORDS, ids=[word for _, word in WORDS])
def test_every_word_for_a_wish_is_understood_and_no_other_wish_by_it(talk: Talk, key: str, word: str) -> None:
    talk.types(word)
    assert wished(talk) == (key,)
    assert [other for other, same in WORDS if same == word] == [key]


DAYS = [
    ("fravær fra i går", "2026-11-19"),
    ("fravær siden mandag", "2026-11-16"),
    ("Fravær fra 3/11", "2026-11-03"),
    ("sygemeldt siden 10. november", "2026-11-10"),
    ("syg siden den 10. november", "2026-11-10"),
    ("væk fra arbejde siden 10. november", "2026-11-10"),
    ("fravær 10. november", "2026-11-10"),
    ("absent since yesterday", "2026-11-19"),
    ("absent from 10 November", "2026-11-10"),
    ("sick since Monday", "2026-11-16"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_the_first_day_of_absence_can_be_typed(talk: Talk, text: str, day: str) -> None:
    talk.types(text)
    assert wished(talk) == (f"absence:{day}",)
    assert answered_part(talk.draft.answers, "wishes", "absence") == day


IN_OTHER_WORDS = [
    ("ja tak til politiet og mit navn må stå", ("police:yes", "register:named")),
    ("ikke politiet", ("police:no",)),
    ("jeg har været sygemeldt", ("absence:yes",)),
    ("no police please", ("police:no",)),
]


@pytest.mark.parametrize(("text", "said"), IN_OTHER_WORDS)
def test_wishes_are_understood_in_other_words(talk: Talk, text: str, said: tuple[str, ...]) -> None:
    talk.types(text)
    assert wished(talk) == said


def test_a_wish_that_is_unclear_is_offered_and_can_be_pressed(talk: Talk) -> None:
    talk.types("måske politi")
    assert talk.turn.offers[:2] == (("police:yes",), ("police:no",))
    talk.presses("wishes", "police:yes")
    assert wished(talk) == ("police:yes",)


UNCLEAR = [
    "ja",
    "nej",
    "måske",
    "politi ja, politi nej",
    "med navn, uden navn",
    "fravær, ingen fravær",
    "fravær fra i går, ingen fravær",
    "fravær fra i går, fravær fra 3/11",
    "fravær fra i morgen",
    "fravær fra 1. til 10. november",
    "absent since found yesterday",
    "politi ja, blablabla",
    ",",
    "²",
    "9" * 40_000,
    "<!channel>",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_wishes_that_contradict_or_are_unclear_are_asked_again_and_nothing_is_lost(
    talk: Talk, text: str
) -> None:
    before = talk.draft
    talk.types(text)
    assert (talk.turn.question, talk.turn.after) in {("wishes", "unclear"), ("wishes", "told")}
    assert replace(
        talk.draft, conversation=replace(talk.draft.conversation, asked=before.conversation.asked)
    ) == before or talk.draft.whole_account().endswith(text)


@pytest.mark.parametrize("text", ["spring over", "Spring over.", "skip", "ingen", "intet", "none", "nothing"])
def test_all_of_it_can_be_left_out_by_a_word(talk: Talk, text: str) -> None:
    talk.types(text)
    assert wished(talk) == ()


SHOWN = [
    ("da", (), "ikke sagt"),
    ("en", (), "not said"),
    ("da", ("police:no", "register:named"), "Ikke til politiet. Med mit navn"),
    ("da", ("absence:2026-11-16",), "Jeg har måttet lade det ligge, fra mandag 16. november 2026"),
    ("en", ("absence:2026-11-16",), "It has kept me from my work, from Monday 16 November 2026"),
    ("en", ("absence:yes", "police:unknown"), "I do not know yet. It has kept me from my work"),
]


@pytest.mark.parametrize(("language", "said", "text"), SHOWN)
def test_wishes_are_read_back_in_the_reader_s_words(
    language: Language, said: tuple[str, ...], text: str
) -> None:
    assert answer_text(ASKED, said, view(context(language=language), METTE)) == text


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_valid_wish_or_asked_again(text: str) -> None:
    talk = Talk(draft(reopened="wishes"))
    try:
        talk.types(text)
    except Refused:
        return
    assert talk.turn.question == "wishes" or is_valid(ASKED, wished(talk))


def test_the_parts_have_keys_of_their_own_and_only_absence_begins_on_a_day() -> None:
    assert question(REPORT, "wishes") is ASKED
    assert [part.key for part in ASKED.parts] == ["police", "register", "absence"]
    assert [part.key for part in ASKED.parts if part.day_words] == ["absence"]
    assert ASKED.options == ()
