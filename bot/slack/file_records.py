"""What Slack's record of a file tells of it: docs.slack.dev/reference/objects/file-object.

A file need not lie with Slack, and not everything that Slack calls a file has bytes of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.utils import formataddr
from typing import Any

from flows.case.case import Refusal

Record = dict[str, Any]
INSIDE_SLACK = frozenset({"quip", "canvas", "docs", "list", "space", "post"})
"""Modes and types of what is written and read in Slack alone: canvases, lists, and the posts before them."""
INSIDE_SLACK_TYPE = "application/vnd.slack-"
READABLE = Charset("utf-8")
READABLE.body_encoding = QP
COMPOSED = "made from what Slack shows of the mail"


def refusal_of(record: Record) -> Refusal | None:
    """Why the file cannot be fetched, where the record says so."""
    mode = record.get("mode")
    if mode == "tombstone":
        return "gone"
    if mode == "hidden_by_limit":
        return "hidden"
    if _is_inside_slack(record):
        return "canvas"
    if is_elsewhere(record):
        return None if link_of(record) else "barred"
    if is_mail(record):
        return None if _words_of(record) else "barred"
    if mode != "snippet" and record.get("mimetype") == "text/html":
        return "type"
    return None if address_of(record) else "barred"


def _is_inside_slack(record: Record) -> bool:
    kinds = {record.get("mode"), record.get("filetype")}
    return bool(kinds & INSIDE_SLACK) or str(record.get("mimetype")).startswith(INSIDE_SLACK_TYPE)


def is_elsewhere(record: Record) -> bool:
    """Whether another service keeps the file, and Slack only its address."""
    return record.get("mode") == "external" or bool(record.get("is_external"))


def link_of(record: Record) -> str:
    """The address of a file that another service keeps, "" where Slack names none that opens in a browser."""
    found = str(record.get("external_url") or record.get("url_private") or "")
    return found if found.startswith(("https://", "http://")) else ""


def is_mail(record: Record) -> bool:
    """Whether it is a mail that was sent into Slack."""
    return record.get("mode") == "email"


def address_of(record: Record) -> str:
    """Where Slack serves the bytes."""
    return str(record.get("url_private_download") or record.get("url_private") or "")


def named(record: Record, known: str) -> str:
    """What the file is called: an event need not tell it of a file that another organisation shares."""
    return known or str(record.get("name") or record.get("title") or "")


def name_of(record: Record, name: str) -> str:
    """The name by which texts are told apart: mails and snippets of Slack go without a suffix."""
    suffix = {"snippet": ".txt", "email": ".eml"}.get(str(record.get("mode")), "")
    return f"{name}{suffix}"


def sender_of(record: Record) -> str:
    """Who sent a mail, as Slack shows it."""
    return ", ".join(str(one.get("original") or one.get("address") or "") for one in record.get("from") or ())


def mail_of(record: Record) -> bytes:
    """The mail as Slack shows it, in the form that mail programs open: RFC 5322."""
    words, kind = _body_of(record)
    mail = Message()
    mail["Content-Type"] = f"text/{kind}"
    mail.set_payload(_whole(words), READABLE)
    told = record.get("headers") or {}
    headers = {
        "From": _addresses(record.get("from")),
        "To": _addresses(record.get("to")),
        "Cc": _addresses(record.get("cc")),
        "Subject": record.get("subject") or record.get("title"),
        "Date": told.get("date"),
        "Message-ID": told.get("message_id"),
        "X-Attachments": ", ".join(str(one.get("filename") or "") for one in record.get("attachments") or ()),
        "Comments": COMPOSED,
    }
    for name, value in headers.items():
        if line := " ".join(_whole(str(value or "")).replace("\0", " ").split()):
            # Never parsed: the library's parser breaks at some of what a sender may call himself.
            mail[name] = line if line.isascii() else Header(line, "utf-8", header_name=name).encode()
    return mail.as_bytes()


def _addresses(people: Iterable[Record] | None) -> str:
    return ", ".join(_address(one) for one in people or ())


def _address(one: Record) -> str:
    name, address = (_whole(str(one.get(key) or "")) for key in ("name", "address"))
    return formataddr((name, address)) if address.isascii() else f"{name} <{address}>"


def _whole(text: str) -> str:
    """The text with a question mark for half a sign, which mails cannot hold."""
    return text.encode("utf-8", "replace").decode()


def _words_of(record: Record) -> str:
    return _body_of(record)[0].strip()


def _body_of(record: Record) -> tuple[str, str]:
    """The text of the mail, or its HTML where Slack has no text of it; and which of them it is."""
    if words := record.get("plain_text") or record.get("preview_plain_text"):
        return str(words), "plain"
    return str(record.get("simplified_html") or record.get("preview") or ""), "html"
