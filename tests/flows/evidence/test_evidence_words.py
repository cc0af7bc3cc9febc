"""Words as documentation: pasted text, links and messages, fingerprinted as they are, and told more about."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import events as ev
from flows.case.case import Evidence
from flows.effects import Refused, Show
from flows.evidence.items import DETAILS, LONGEST_DETAIL, described, words
from flows.report.draft import REVIEW, Asked, Conversation
from flows.report.evidence import may_be_evidence, told_words
from flows.screens.answers import evidence_line, evidence_name, kind_name
from flows.screens.report.hearing import cpr_seen
from tests.flows.given import LARS, METTE, NOW, context, draft, kept, offered, refused, view
from tests.flows.talk import Talk, tells

THREAT = "Jeg ved, hvor du bor."
QUOTED = f"han skrev: {THREAT}"
LINK = "https://www.facebook.com/groups/1/posts/2"


def at_evidence(**changes: object) -> Talk:
    """Mette at the question about documentation."""
    return Talk(draft(reopened="evidence", **changes))


def pasted(text: str, kind: ev.WordsKind | None = None, **details: str) -> ev.WordsKept:
    return ev.WordsKept(METTE, "words1", text, kind, details)


HARD = [THREAT, "æøå ÆØÅ", "🙂\u202egnaf\u202c", " \n to linjer \n ", "x" * 40_000, "\x00", "<!channel> *b*"]


@pytest.mark.parametrize("text", HARD, ids=["plain", "danish", "odd", "spaces", "long", "zero", "markup"])
def test_the_fingerprint_is_of_the_utf_8_bytes_as_they_were_written(text: str) -> None:
    item = words(pasted(text), NOW)
    assert item.received.sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert (item.received.size, item.received.media_type) == (len(text.encode("utf-8")), "text/plain")
    assert (item.state, item.received_at, item.offered_at) == ("kept", NOW, NOW)


@given(st.text(max_size=200))
def test_any_words_are_safe_at_once_and_carry_nothing_of_themselves_in_their_name(text: str) -> None:
    item = words(pasted(text), NOW)
    assert item.received.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (item.id, item.source, item.name, item.by, item.state) == ("words1", "words1", "", METTE, "kept")


KINDS = [
    (THREAT, None, "text", ""),
    (LINK, None, "link", LINK),
    (f" {LINK}\n", None, "link", LINK),
    (f"{LINK} {LINK}/3", None, "link", LINK),
    (f"Se her: {LINK}", None, "text", LINK),
    ("www.facebook.com", None, "text", ""),
    ("", None, "text", ""),
    (THREAT, "message", "message", ""),
    (LINK, "message", "message", LINK),
    (THREAT, "correction", "correction", ""),
]


@pytest.mark.parametrize(("text", "kind", "expected", "link"), KINDS)
def test_words_tell_what_they_are_unless_it_is_known(
    text: str, kind: ev.WordsKind | None, expected: str, link: str
) -> None:
    item = words(pasted(text, kind), NOW)
    assert item.kind == expected
    assert item.details.get("link", "") == link


def test_what_is_known_of_a_saved_message_comes_along() -> None:
    item = words(pasted(f"Se {LINK}", "message", sender="Ukendt", link="https://slack.example/1"), NOW)
    assert item.details == {"quote": f"Se {LINK}", "sender": "Ukendt", "link": "https://slack.example/1"}


class TestAtTheQuestion:
    @pytest.mark.parametrize(
        "text",
        [
            QUOTED,
            LINK,
            f"se {LINK}",
            f"> {THREAT}",
            f'"{THREAT} Vi ses."',
            "Hej\nJeg ved hvor du bor\nVi ses",
            "sms: kom ud",
        ],
    )
    def test_pasted_words_quotes_and_links_are_documentation_and_the_question_stays_open(
        self, text: str
    ) -> None:
        talk = at_evidence()
        assert talk.types(text, "words1") == (Show("report", METTE),)
        assert [(item.id, item.state) for item in talk.draft.evidence] == [("words1", "kept")]
        assert (talk.turn.question, talk.turn.after) == ("evidence", "received")
        talk.presses("evidence", "kept")
        assert talk.draft.current() == REVIEW

    @pytest.mark.parametrize(
        ("word", "answer"),
        [("det er væk", "gone"), ("kan ikke lige nu", "later"), ("no screenshot yet", "later")],
    )
    def test_words_that_answer_it_are_no_documentation(self, word: str, answer: str) -> None:
        talk = at_evidence(answers={"evidence": "kept"})
        talk.types(word, "words1")
        assert talk.draft.answers["evidence"] == answer
        assert talk.draft.evidence == ()

    def test_that_was_it_needs_documentation_and_then_answers(self) -> None:
        talk = at_evidence()
        talk.types(QUOTED, "words1")
        talk.types("det var det", "words2")
        assert talk.draft.answers["evidence"] == "kept"
        assert [item.id for item in talk.draft.evidence] == ["words1"]

    def test_they_do_not_join_the_story(self) -> None:
        talk = at_evidence()
        story = talk.draft.answers["story"]
        talk.types(QUOTED, "words1")
        assert talk.draft.answers["story"] == story

    @pytest.mark.parametrize(
        "text",
        [
            "Det står stadig på hans side, tror jeg.",
            "har ikke noget skærmprint endnu",
            "kan ikke finde det mere",
        ],
    )
    def test_a_plain_sentence_is_account_or_no_answer_and_never_documentation(self, text: str) -> None:
        talk = at_evidence(answers={"evidence": "kept"})
        talk.types(text, "words1")
        assert talk.draft.evidence == ()
        assert talk.draft.answers["evidence"] in {"kept", "later"}

    def test_a_plain_sentence_is_documentation_when_the_employee_says_so(self) -> None:
        talk = at_evidence()
        story = talk.draft.answers["story"]
        talk.types(f"Nå. {THREAT}", "words1")
        assert talk.turn.after == "told"
        talk.does(told_words(talk.draft, ev.ToldWordsKept(METTE, "words2")))
        assert talk.draft.evidence[0].details["quote"] == f"Nå. {THREAT}"
        assert talk.draft.answers["story"] == story
        with pytest.raises(Refused):
            told_words(talk.draft, ev.ToldWordsKept(METTE, "words3"))

    def test_where_nothing_was_said_there_is_nothing_to_say_so_of(self) -> None:
        talk = at_evidence()
        silent = Asked("evidence", "told")
        draft = replace(talk.draft, conversation=Conversation((silent,)))
        assert not may_be_evidence(silent)
        with pytest.raises(Refused, match="no longer here"):
            told_words(draft, ev.ToldWordsKept(METTE, "words1"))

    def test_a_cpr_number_in_them_is_kept_and_told_of(self) -> None:
        talk = at_evidence()
        text = "Han skrev: mit nummer er 010190-1234."
        talk.types(text, "words1")
        assert cpr_seen(talk.turn.said, view(context(), METTE))
        assert talk.draft.evidence[0].received.sha256 == hashlib.sha256(text.encode()).hexdigest()

    def test_at_the_review_typed_words_join_the_story_and_are_no_documentation(self) -> None:
        talk = Talk(draft())
        talk.types(THREAT, "words1")
        assert talk.draft.evidence == ()
        assert THREAT in str(talk.draft.answers["story"])


def test_words_are_kept_at_any_question_and_once() -> None:
    talk = Talk(draft(reopened="kinds"))
    talk.does(pasted(THREAT))
    assert (talk.turn.after, talk.turn.items) == ("received", ("words1",))
    once = talk.draft
    assert tells(talk.does(pasted(THREAT))) == []
    assert tells(talk.does(pasted("Noget andet."))) == []
    assert talk.draft == once
    assert talk.draft.current() == "kinds"


def test_what_is_said_to_be_gone_and_is_found_after_all_documents_step_1() -> None:
    talk = Talk(draft(answers={"evidence": "gone"}))
    talk.does(pasted(THREAT))
    done = talk.sends().decision("document")
    assert done is not None
    assert done.outcome == "documented"


class TestTellingMore:
    @pytest.mark.parametrize("key", DETAILS)
    def test_every_field_is_kept_and_taken_away_when_emptied(self, key: str) -> None:
        talk = Talk(draft(evidence=(kept(),)))
        said = "2026-11-19" if key == "posted" else "Facebook"
        assert Show("report", METTE) in tell_more(talk, **{key: f"  {said}  "})
        assert talk.draft.evidence[0].details == {key: said}
        tell_more(talk, **{key: " "})
        assert talk.draft.evidence[0].details == {}

    def test_a_field_keeps_the_others_and_the_item_itself(self) -> None:
        talk = Talk(draft(evidence=(kept(), kept("file2"))))
        tell_more(talk, platform="Facebook", sender="A")
        tell_more(talk, sender="B")
        first, second = talk.draft.evidence
        assert first.details == {"platform": "Facebook", "sender": "B"}
        assert replace(first, details={}) == kept()
        assert second == kept("file2")

    def test_more_than_is_kept_of_a_field_is_cut_off(self) -> None:
        talk = Talk(draft(evidence=(kept(),)))
        tell_more(talk, quote="x" * (LONGEST_DETAIL + 1))
        assert talk.draft.evidence[0].details["quote"] == "x" * LONGEST_DETAIL

    @pytest.mark.parametrize("text", ["{name} %s", "<!channel>", "🙂\u202e"])
    def test_words_stay_as_they_are(self, text: str) -> None:
        talk = Talk(draft(evidence=(kept(),)))
        tell_more(talk, witnesses=text)
        assert talk.draft.evidence[0].details["witnesses"] == text

    @pytest.mark.parametrize(
        ("item", "details"), [("file9", {}), ("", {}), ("file2", {}), ("file1", {"guilt": "x"})]
    )
    def test_of_an_item_or_a_field_that_is_not_there_is_refused(
        self, item: str, details: dict[str, str]
    ) -> None:
        talk = Talk(draft(evidence=(kept(), refused("file2"))))
        before = talk.draft
        with pytest.raises(Refused, match="file does not exist"):
            talk.does(ev.EvidenceDescribed(METTE, item, details))
        assert talk.draft == before

    @pytest.mark.parametrize("outcome", [kept(), refused()])
    def test_while_a_file_is_fetched_is_not_lost_when_it_has_come(self, outcome: Evidence) -> None:
        talk = Talk(draft(evidence=(offered(),)))
        tell_more(talk, platform="Facebook")
        talk.does(ev.FileSettled(outcome))
        assert talk.draft.evidence[0].state == outcome.state
        assert talk.draft.evidence[0].details == {"platform": "Facebook"}

    def test_changes_nothing_when_nothing_is_told(self) -> None:
        items = (kept(), kept("file2"))
        assert described(items, ev.EvidenceDescribed(METTE, "file1", {})) == items


def tell_more(talk: Talk, **details: str) -> tuple[object, ...]:
    return talk.does(ev.EvidenceDescribed(METTE, "file1", details))


NAMED = [
    (kept(), "opslag.png"),
    (words(pasted(THREAT), NOW), f'Din tekst "{THREAT}"'),
    (words(pasted(LINK), NOW), f"Et link: {LINK}"),
    (words(pasted(THREAT, "message", sender="Ukendt"), NOW), f'En besked: Ukendt "{THREAT}"'),
    (words(pasted(THREAT, "correction"), NOW), f'En rettelse "{THREAT}"'),
    (words(pasted(f"Hej.\n{THREAT} {THREAT}"), NOW), 'Din tekst "Hej. Jeg ved, hvor du bor. Jeg ..."'),
    (words(pasted("x" * 50), NOW), f'Din tekst "{"x" * 30} ..."'),
]


@pytest.mark.parametrize(("item", "name"), NAMED, ids=[name for _, name in NAMED])
def test_an_item_is_called_by_what_it_is_and_how_its_words_begin(item: Evidence, name: str) -> None:
    seen = view(context(NOW + timedelta(hours=1)), METTE)
    assert evidence_name(item, seen) == name
    assert evidence_line(item, seen) == f"{name}: modtaget og gemt"


def test_to_others_it_is_no_text_of_theirs() -> None:
    text = words(pasted(THREAT), NOW)
    assert evidence_name(text, view(context(NOW), LARS)) == f'En tekst "{THREAT}"'
    assert kind_name(text, view(context(NOW), LARS)) == "En tekst"
