"""What is checked: each item against its fingerprints, chains, facts against their seals, and the heads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from flows.case.case import Case, Evidence
from flows.report.draft import Draft
from storage import evidence, facts, journal, journal_heads, seals
from storage.column_ciphers import SpoiltColumn
from storage.database import Storage, Transaction
from storage.evidence import Changed, Fingerprint
from storage.journal import Chain
from storage.keys import Key
from storage.seals import Link

Result = Literal["holds", "CHANGED", "MISSING", "UNREADABLE", "REMOVED", "not received"]

HOLDING: frozenset[Result] = frozenset({"holds", "not received"})
HEADS_AT_ONCE = 4
NOT_READABLE = 0
"""Where a chain is broken of which a line cannot be read."""
NO_LINE = 1
"""Where a chain is broken that has no line at all: whatever there is began with one."""


def code(result: Result) -> str:
    """The result as JSON has it."""
    return result.lower().replace(" ", "_")


def compared(folder: Path, case: Case, key: Key, item: Evidence, came: Collection[str]) -> Result:
    """How it stands with an item. `came` are the fingerprints that the journal has of it.

    An item that came is never refused afterwards.
    """
    if item.state != "kept":
        return "CHANGED" if came else "not received"
    try:
        found = evidence.fingerprint(evidence.path_of(folder, case.id, item.id), key)
    except Changed:
        return "CHANGED"
    except OSError:
        return "UNREADABLE"
    if found is None:
        return "MISSING"
    received = item.received
    is_same = found == Fingerprint(received.size, received.sha256) and set(came) <= {received.sha256}
    return "holds" if is_same else "CHANGED"


def removed(items: Iterable[Evidence], came: Mapping[str, Collection[str]]) -> list[str]:
    """The items of which the journal has a fingerprint and the database nothing any more."""
    return sorted(came.keys() - {item.id for item in items})


def chain_of(tx: Transaction, subject: str) -> Chain:
    """The chain of a draft or case, followed to its end."""
    try:
        return journal.followed(tx, subject)
    except SpoiltColumn:
        # Somebody wrote into the database what Værn has not.
        seal = seals.of(tx, subject)
        return Chain(Link(), NOT_READABLE, {}, seal.facts if seal else facts.NONE)


def changed_facts(tx: Transaction, found: Case | Draft | None, chain: Chain) -> tuple[str, ...]:
    """What of a draft or case is other than it was with the last line of its chain."""
    return facts.changed(chain.facts, facts.of(found, tx.database_key))


def first_broken_head(storage: Storage) -> int | None:
    """The number of the first head that does not hold, looked for a page at a time."""
    reached, broken, link = Link(), None, None
    while broken is None and reached != link:
        link = reached
        with storage.reading() as tx:
            reached, broken = journal_heads.followed(tx, link, HEADS_AT_ONCE)
    return broken


def in_words(broken: int | None, link: str) -> str:
    """How it stands with a chain, as the end of a sentence."""
    return "holds" if broken is None else f"is BROKEN at {link} {broken}"


def chain_as_json(broken: int | None) -> dict[str, Any]:
    """A chain as JSON has it; `broken` is the number of its first link that does not hold."""
    return {"holds": broken is None, "broken_at": broken}


def facts_in_words(changed: Collection[str]) -> str:
    """How it stands with the facts."""
    return f"CHANGED in {', '.join(changed)}" if changed else "holds"


def facts_as_json(changed: Collection[str]) -> dict[str, Any]:
    """The same as JSON has it."""
    return {"holds": not changed, "changed": list(changed)}
