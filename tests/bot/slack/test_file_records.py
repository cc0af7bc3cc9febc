"""What Slack's record of a file tells: whether it can be fetched, and a mail as mail programs open it."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.file_records import is_elsewhere, link_of, mail_of, name_of, refusal_of
from storage.media_types import Glimpse, media_type

Json = dict[str, Any]
HOSTED: Json = {"mode": "hosted", "mimetype": "image/png", "url_private": "https://files.slack.com/a.png"}
LINK = "https://drive.example/opslag.png"
MAIL: Json = {
    "mode": "email",
    "subject": "Du skal\r\npasse på",
    "from": [{"name": "Søren Ukendt", "address": "ukendt@borger.example"}],
    "to": [{"address": "mette@herlev.example"}, {"address": "lars@herlev.example"}],
    "headers": {"date": "Mon, 23 Nov 2026 18:58:30 +0000", "message_id": "<1@borger.example>"},
    "attachments": [{"filename": "foto.png"}],
    "plain_text": "Jeg ved, hvor du bor. Æ, ø og å.",
}

TOLD = [
    (HOSTED, None),
    (HOSTED | {"url_private": None}, "barred"),
    (HOSTED | {"mimetype": "text/html"}, "type"),
    (HOSTED | {"mode": "snippet", "mimetype": "text/html"}, None),
    ({"mode": "tombstone"}, "gone"),
    ({"mode": "hidden_by_limit"}, "hidden"),
    (HOSTED | {"mode": "quip"}, "canvas"),
    (HOSTED | {"filetype": "canvas"}, "canvas"),
    (HOSTED | {"mode": "list", "mimetype": "application/vnd.slack-list"}, "canvas"),
    (HOSTED | {"mimetype": "application/vnd.slack-docs"}, "canvas"),
    (HOSTED | {"mode": "space"}, "canvas"),
    ({"mode": "external", "url_private": LINK}, None),
    ({"is_external": True, "external_url": LINK}, None),
    ({"mode": "external", "url_private": "javascript:alert(1)"}, "barred"),
    (MAIL, None),
    ({"mode": "email", "plain_text": "", "preview": ""}, "barred"),
]


@pytest.mark.parametrize(("record", "reason"), TOLD)
def test_a_record_tells_why_a_file_cannot_be_fetched(record: Json, reason: str | None) -> None:
    assert refusal_of(record) == reason


def test_a_file_elsewhere_is_known_by_its_address() -> None:
    record = {"mode": "external", "url_private": "https://old.example", "external_url": LINK}
    assert is_elsewhere(record)
    assert link_of(record) == LINK


@pytest.mark.parametrize(
    ("mode", "name"), [("snippet", "Untitled.txt"), ("email", "Untitled.eml"), ("hosted", "Untitled")]
)
def test_what_comes_without_a_suffix_is_named_by_what_it_is(mode: str, name: str) -> None:
    assert name_of({"mode": mode}, "Untitled") == name


def test_a_mail_is_what_mail_programs_open() -> None:
    mail = message_from_bytes(mail_of(MAIL), policy=default)
    assert mail["From"] == "Søren Ukendt <ukendt@borger.example>"
    assert mail["To"] == "mette@herlev.example, lars@herlev.example"
    assert mail["Subject"] == "Du skal passe på"
    assert mail["Date"].datetime.isoformat() == "2026-11-23T18:58:30+00:00"
    assert mail["X-Attachments"] == "foto.png"
    assert mail.get_content().strip() == "Jeg ved, hvor du bor. Æ, ø og å."


def test_a_mail_without_text_is_kept_as_it_is_drawn() -> None:
    mail = message_from_bytes(mail_of({"mode": "email", "preview": "<p>Hej</p>"}), policy=default)
    assert (mail.get_content_type(), mail.get_content().strip()) == ("text/html", "<p>Hej</p>")


WRITTEN = st.text(st.characters(exclude_categories=()))


@given(WRITTEN, WRITTEN, WRITTEN)
def test_a_mail_is_one_whatever_stands_in_it(sender: str, subject: str, text: str) -> None:
    people = [{"name": sender, "address": sender}, {"name": subject, "address": "a@b.example"}]
    told = {"subject": subject, "from": people, "headers": {"date": subject}}
    data = mail_of({"mode": "email", "plain_text": text, **told})
    assert media_type(Glimpse(data), "mail.eml") == "message/rfc822"
