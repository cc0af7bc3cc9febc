"""Pieces of evidence: what is told about each, and words that become one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flows.case.case import Evidence, Received, with_evidence
from flows.effects import Refused
from flows.events import EvidenceDescribed, FileSettled, Typed, WordsKept
from flows.typed.when import has_form
from flows.words import N_

DETAILS = {
    "platform": N_("Where it was"),
    "place": N_("Page, profile or group"),
    "sender": N_("The sender's name or profile"),
    "link": N_("Link"),
    "posted": N_("When it was posted or received"),
    "quote": N_("The words in it"),
    "witnesses": N_("Who else has seen it"),
}
"""The fields of facts 2.2 that nobody but the employee can tell; all of them may be left out."""

LONGEST_DETAIL = 3000
_LINK = re.compile(r"https?://\S+")


_QUOTED = re.compile(
    r"""^\s*(?:>|&gt;)|```|["“”„»«'‘’][^"“”„»«]{12,}["“”„»«'‘’]
    |^\s*(?:(?:han|hun|de|vedkommende|afsenderen|he|she|they)\ (?:skrev|skriver|sagde|wrote|said)
    |der\ st(?:od|år)|besked(?:en)?|sms(?:'?en)?|mail(?:en)?|citat|opslag(?:et)?
    |fra|from|the\ message)\s*:""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
PASTED_LINES = 3
"""Nobody writes so many lines at once in a chat; they are pasted."""


def is_documentation(text: str) -> bool:
    """Whether words are the thing itself, pasted, quoted or a link, and not told about it."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(_LINK.search(text) or _QUOTED.search(text)) or len(lines) >= PASTED_LINES


def as_bytes(text: str) -> bytes:
    """Words as they are stored, in UTF-8; half a sign, as a cut-off message may hold, stays what it is."""
    return text.encode("utf-8", "surrogatepass")


def words(event: Typed | WordsKept, now: datetime) -> Evidence:
    """The piece of evidence that these words are, fingerprinted as UTF-8 and safe from the start."""
    data = as_bytes(event.text)
    links = _LINK.findall(event.text)
    is_link = bool(links) and not _LINK.sub("", event.text).strip()
    kind = event.kind if isinstance(event, WordsKept) else None
    told = event.details if isinstance(event, WordsKept) else {}
    return Evidence(
        id=event.item,
        source=event.item,
        name="",
        by=event.by,
        offered_at=now,
        state="kept",
        received=Received("text/plain", len(data), hashlib.sha256(data).hexdigest()),
        received_at=now,
        kind=kind or ("link" if is_link else "text"),
        details={**_read_out_of(event.text, links, is_link), **told},
    )


def given_up(items: Iterable[Evidence], evidence: str) -> FileSettled | None:
    """How a file that could not be fetched came out; None when it has come out already, or is gone."""
    item = next((e for e in items if e.id == evidence and e.state == "fetching"), None)
    return FileSettled(replace(item, state="refused", refusal="unreachable", details={})) if item else None


def _read_out_of(text: str, links: list[str], is_link: bool) -> dict[str, str]:
    """What the words themselves tell: they are shown with the case, and a link in them is named."""
    quote = {} if is_link else {"quote": text[:LONGEST_DETAIL]}
    return {**quote, **({"link": links[0][:LONGEST_DETAIL]} if links else {})}


def described(items: Iterable[Evidence], event: EvidenceDescribed) -> tuple[Evidence, ...]:
    """The items with what is told about one of them; what is left empty is taken away.

    Raises Refused for an item that is not there, for a field that does not exist, and for a time that is
    none: the 72 hours are counted from it.
    """
    kept = tuple(items)
    item = next((e for e in kept if e.id == event.evidence and e.state != "refused"), None)
    if item is None or not event.details.keys() <= DETAILS.keys():
        raise Refused(N_("That file does not exist, or you cannot see it."))
    posted = event.details.get("posted", "").strip()
    if posted and not has_form(posted):
        raise Refused(N_("I did not understand the time. Write for example 3 November at 14.30."))
    details = {**item.details, **{key: text.strip()[:LONGEST_DETAIL] for key, text in event.details.items()}}
    return with_evidence(kept, replace(item, details={k: text for k, text in details.items() if text}))
