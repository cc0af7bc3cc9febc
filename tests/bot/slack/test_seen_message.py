"""A message is read as a person sees it, wherever Slack has put its words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.block_text import text_of
from bot.slack.markup import plain
from bot.slack.seen_message import files_of, people_of, seen

Json = dict[str, Any]
NAMES = {"U0LARS": "Lars Bak"}

TYPED = [
    ("Tal med <@U0LARS>", "Tal med @Lars Bak"),
    ("Tal med <@U0LARS|lars>", "Tal med @Lars Bak"),
    ("Tal med <@U0OTHER|omar>", "Tal med @omar"),
    ("Tal med <@U0OTHER>", "Tal med @U0OTHER"),
    ("<!subteam^S1|@hr> og <!subteam^S1>", "@hr og @S1"),
    ("<#C1|general> og <#C1>", "#general og #C1"),
    ("<!here> <!channel|channel> <!everyone>", "@here @channel @everyone"),
    ("<!date^1392734382^{date}|18. februar>", "18. februar"),
    ("<https://a.example/x|a.example/x>", "https://a.example/x"),
    ("<https://a.example/x|her>", "her (https://a.example/x)"),
    ("<mailto:a@b.example|a@b.example>", "a@b.example"),
    ("&lt;@U0LARS&gt; &amp;amp; fem &lt; seks", "<@U0LARS> &amp; fem < seks"),
]


@pytest.mark.parametrize(("text", "read"), TYPED)
def test_markup_is_read_as_it_is_shown(text: str, read: str) -> None:
    assert plain(text, NAMES) == read


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: Json, kind: str = "section") -> Json:
    return {"type": f"rich_text_{kind}", "elements": list(elements)}


def words(text: str) -> Json:
    return {"type": "text", "text": text}


def points(style: str, *texts: str, **more: int) -> Json:
    items = [line(words(text)) for text in texts]
    return {"type": "rich_text_list", "style": style, "elements": items, **more}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


ROW = [{"type": "raw_text", "text": "Hvem"}, rich(line(words("Ukendt")))]
DRAWN = [
    (rich(line(words("a < b & c"))), "a < b & c"),
    (rich(line({"type": "user", "user_id": "U0LARS"}, words(" kom"))), "@Lars Bak kom"),
    (rich(line({"type": "usergroup", "usergroup_id": "S1"})), "@S1"),
    (rich(line({"type": "channel", "channel_id": "C1"})), "#C1"),
    (rich(line({"type": "broadcast", "range": "here"})), "@here"),
    (rich(line({"type": "emoji", "name": "smile", "unicode": "1f604"})), "😄"),
    (rich(line({"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fd"})), "👋🏽"),
    (rich(line({"type": "emoji", "name": "herlev"})), ":herlev:"),
    (rich(line({"type": "emoji", "name": "odd", "unicode": "zz"})), ":odd:"),
    (rich(line({"type": "link", "url": "https://a.example", "text": "her"})), "her (https://a.example)"),
    (rich(line({"type": "link", "url": "https://a.example"})), "https://a.example"),
    (rich(line({"type": "date", "timestamp": 1, "fallback": "i går"})), "i går"),
    (rich(line({"type": "color", "value": "#ff0000"})), "#ff0000"),
    (rich(points("bullet", "et", "to")), "• et\n• to"),
    (rich(points("ordered", "tre", "fire", offset=2, indent=1)), "  3. tre\n  4. fire"),
    (rich(line(words("sagt\naf ham"), kind="quote")), "> sagt\n> af ham"),
    (rich(line(words("x = 1\ny"), kind="preformatted")), "x = 1\ny"),
    (
        {"type": "section", "text": mrkdwn("Hej <@U0LARS>"), "fields": [mrkdwn("a"), mrkdwn("b")]},
        "Hej @Lars Bak\na\nb",
    ),
    ({"type": "header", "text": {"type": "plain_text", "text": "A &amp; B"}}, "A &amp; B"),
    ({"type": "context", "elements": [{"type": "image", "alt_text": "foto"}, mrkdwn("kl. 8")]}, "foto kl. 8"),
    ({"type": "image", "alt_text": "et hus", "image_url": "https://a.example/b.png"}, "et hus"),
    ({"type": "video", "title": {"type": "plain_text", "text": "Film"}, "alt_text": "x"}, "Film"),
    ({"type": "markdown", "text": "**fed**"}, "**fed**"),
    ({"type": "table", "rows": [ROW]}, "Hvem | Ukendt"),
    ({"type": "divider"}, ""),
    (
        {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Tryk"}}]},
        "",
    ),
    ({"type": "something_new"}, ""),
    ({}, ""),
]


@pytest.mark.parametrize(("block", "read"), DRAWN, ids=[block.get("type", "none") for block, _ in DRAWN])
def test_blocks_are_read_as_they_are_shown(block: Json, read: str) -> None:
    assert text_of([block], NAMES) == read


SAID = rich(line(words("Han skrev igen.")))
SECTION = {"type": "section", "text": mrkdwn("Alt det, der blev skrevet")}
SHARED: Json = {"is_share": True, "author_name": "Ukendt", "text": "Jeg ved det."}
WRAPPED = [{"team": "T1", "message": {"blocks": [SECTION]}}]


class TestItsOwnWords:
    def test_are_not_doubled_by_the_blocks_that_hold_them_again(self) -> None:
        assert seen({"text": "Han skrev igen.", "blocks": [SAID]}, {}).text == "Han skrev igen."

    def test_stand_in_the_blocks_where_there_is_no_text(self) -> None:
        assert seen({"text": "", "blocks": [SAID]}, {}).text == "Han skrev igen."

    def test_of_an_app_are_what_it_shows_and_not_what_it_notifies_of(self) -> None:
        assert seen({"text": "Nyt opslag", "blocks": [SECTION]}, {}).text == "Alt det, der blev skrevet"

    def test_of_an_app_are_its_text_where_its_blocks_say_nothing(self) -> None:
        assert seen({"text": "Nyt opslag", "blocks": [{"type": "divider"}]}, {}).text == "Nyt opslag"

    @pytest.mark.parametrize(
        "missing", [{}, {"text": None, "blocks": None, "attachments": None, "files": None}]
    )
    def test_may_be_none(self, missing: Json) -> None:
        assert seen(missing, {}).text == ""
        assert files_of(missing) == []

    @pytest.mark.parametrize(
        "preview",
        [
            {"from_url": "https://a.example", "title": "En side", "text": "Om siden"},
            {"is_app_unfurl": True, "text": "Om siden"},
            {"app_unfurl_url": "https://a.example", "text": "Om siden"},
        ],
    )
    def test_are_not_those_of_a_page_behind_an_address(self, preview: Json) -> None:
        found = seen({"text": "<https://a.example>", "attachments": [preview]}, {})
        assert (found.text, found.forwarded) == ("https://a.example", ())

    def test_of_a_bridge_are_its_cards_or_what_they_fall_back_on(self) -> None:
        cards: list[Json] = [{"title": "Mail", "text": "A &amp; B"}, {"fallback": "Et opkald"}]
        assert seen({"text": "Nyt", "attachments": cards}, {}).text == "Nyt\n\nMail\nA & B\n\nEt opkald"


class TestAForwardedMessage:
    def test_is_told_apart_from_the_comment_beside_it(self) -> None:
        link = "https://x.slack.com/archives/C1/p1"
        shared = SHARED | {"from_url": link, "ts": "1795000000.000200", "channel_name": "generelt"}
        found = seen({"text": "Se her", "attachments": [shared]}, {})
        (one,) = found.forwarded
        assert found.text == "Se her"
        assert (one.text, one.author, one.link) == ("Jeg ved det.", "Ukendt", link)
        assert (one.place, one.ts) == ("generelt", "1795000000.000200")

    def test_has_its_authors_name_as_the_workspace_knows_it(self) -> None:
        (one,) = seen({"attachments": [SHARED | {"author_id": "U0LARS"}]}, NAMES).forwarded
        assert one.author == "Lars Bak"

    @pytest.mark.parametrize(
        ("elsewhere", "read"),
        [
            ({"text": "", "message_blocks": WRAPPED}, "Alt det, der blev skrevet"),
            ({"text": "", "message_blocks": [SECTION]}, "Alt det, der blev skrevet"),
            ({"text": "", "blocks": [SECTION]}, "Alt det, der blev skrevet"),
            ({"text": "", "attachments": [{"title": "Mail", "text": "Til dig"}]}, "Mail\nTil dig"),
            ({"text": "", "fallback": "Ukendt: Jeg ved det."}, "Ukendt: Jeg ved det."),
            ({"text": "", "fallback": "[no preview available]"}, ""),
            (
                {"text": "", "from_url": "https://x.slack.com/archives/C1/p1"},
                "https://x.slack.com/archives/C1/p1",
            ),
            ({"text": "", "fallback": "Ukendt: foto.png", "files": [{"id": "F1"}]}, ""),
        ],
    )
    def test_is_read_wherever_its_words_stand(self, elsewhere: Json, read: str) -> None:
        (one,) = seen({"attachments": [SHARED | elsewhere]}, {}).forwarded
        assert one.text == read

    def test_that_is_linked_to_is_a_message_too(self) -> None:
        linked = {
            "is_msg_unfurl": True,
            "from_url": "https://x.slack.com/archives/C1/p1",
            "text": "Jeg ved det.",
        }
        assert [one.text for one in seen({"attachments": [linked]}, {}).forwarded] == ["Jeg ved det."]


def test_its_files_and_those_of_forwarded_messages_are_found() -> None:
    inner = {"is_share": True, "files": [{"id": "F3"}]}
    shared = SHARED | {"files": [{"id": "F2"}], "attachments": [inner]}
    preview = {"from_url": "https://a.example", "files": [{"id": "F4"}]}
    message = {"files": [{"id": "F1"}], "attachments": [shared, preview]}
    assert [file["id"] for file in files_of(message)] == ["F1", "F2", "F3"]


def test_everybody_who_is_named_is_found_once_and_in_order() -> None:
    shared = SHARED | {"author_id": "U0ANNE", "text": "<@U0OMAR> og <@U0LARS|lars>"}
    message = {"text": "<@U0LARS>", "blocks": [rich(line({"type": "user", "user_id": "U0LARS"}))]}
    assert people_of(message | {"attachments": [shared]}) == ["U0LARS", "U0ANNE", "U0OMAR"]
