"""Where facts are shown: which message or Home tab stands for which surface."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from flows.effects import MessageKind, SurfaceKind, Tell
from storage.database import Transaction
from storage.rows import PlainRow
from storage.tables import SurfaceCaseRow, SurfaceRow

GREETING: MessageKind = "greeting"
"""The message to somebody who opens the messages with Værn for the first time."""

PostedKind = MessageKind | SurfaceKind | Literal["turn", "upload"]
"""A message that was told, a surface, a turn of the conversation, or files before they are shared."""


@dataclass(frozen=True)
class Surface:
    """A posted message. `about` is the turn, step or file it shows; `digest` is of what it last showed.

    `channel` is "" for one of an erased case of which nobody knows whether it was posted.
    """

    id: str
    subject: str
    kind: PostedKind
    person: str
    about: str
    channel: str
    ts: str
    digest: str

    @property
    def told(self) -> Tell:
        """What was told in it, of a direct message that was told once."""
        return Tell(self.person, cast("MessageKind", self.kind), self.about)


SAID = timedelta(days=30)
"""What names no case is drawn anew for two weeks; a press on it later needs no row."""

_IS_ABOUT = col(SurfaceRow.subject) == bindparam("about")
_IS_SINCE = col(SurfaceRow.posted_at) >= bindparam("since")
_OF = select(SurfaceRow).where(_IS_ABOUT)
_RECENT = select(SurfaceRow).where(_IS_ABOUT, _IS_SINCE).order_by(col(SurfaceRow.posted_at))
_REMINDED = (
    select(col(SurfaceRow.person))
    .join(SurfaceCaseRow, col(SurfaceCaseRow.surface) == col(SurfaceRow.id))
    .where(_IS_SINCE, col(SurfaceCaseRow.case_id) == bindparam("case"))
    .distinct()
)
_CHANGE_ABOUT = (
    update(SurfaceRow).where(col(SurfaceRow.id) == bindparam("surface")).values(about=bindparam("after"))
)
_OTHER = aliased(SurfaceCaseRow)
_TAKE_OVER = (
    update(SurfaceRow)
    .where(
        col(SurfaceRow.id).in_(
            select(col(SurfaceCaseRow.surface)).where(
                col(SurfaceCaseRow.case_id) == bindparam("case"),
                ~select(col(_OTHER.case_id))
                .where(
                    col(_OTHER.surface) == col(SurfaceCaseRow.surface),
                    col(_OTHER.case_id) != bindparam("case"),
                )
                .exists(),
            )
        )
    )
    .values(subject=bindparam("its"))
)
_KNOWN = select(col(SurfaceRow.id)).where(col(SurfaceRow.id).in_(bindparam("wanted", expanding=True)))


def of(tx: Transaction, subject: str) -> list[Surface]:
    """The surfaces of a draft or case, the oldest first."""
    rows = sorted(tx.execute(_OF, {"about": subject}), key=lambda row: (row.posted_at, row.ts))
    return [_surface(row) for row in rows]


def recent(tx: Transaction, subject: str, kinds: Collection[str], since: datetime) -> list[Surface]:
    """The surfaces of these kinds that were posted since then, the oldest first."""
    found = tx.execute(_RECENT, {"about": subject, "since": since})
    return [_surface(row) for row in found if row.kind in kinds]


def reminded(tx: Transaction, case: str, since: datetime) -> list[str]:
    """Who has had a message over all their cases since then that names this one."""
    return list(tx.execute(_REMINDED, {"case": case, "since": since}).scalars())


def known(tx: Transaction, wanted: Collection[str]) -> set[str]:
    """Those of these surfaces that there are, by id."""
    return set(tx.execute(_KNOWN, {"wanted": list(wanted)}).scalars())


def change_about(tx: Transaction, subject: str, before: str, after: str) -> bool:
    """What a surface of the subject is about has got an answer, which is part of what it shows.

    Whether there is such a surface.
    """
    found = [{"surface": one.id, "after": after} for one in of(tx, subject) if one.about == before]
    if found:
        tx.execute(_CHANGE_ABOUT, found)
    return bool(found)


def home_opened(tx: Transaction, person: str, now: datetime) -> None:
    """The person looks at their Home tab: from now on it is kept up to date."""
    mark = f"home:{person}"
    tx.insert_once(
        SurfaceRow(
            id=mark, subject=mark, kind="home", person=person, channel="", ts="", digest="", posted_at=now
        )
    )


def is_greeted(tx: Transaction, person: str) -> bool:
    """Whether the person has opened the messages with Værn before."""
    return bool(known(tx, [f"greeting:{person}"]))


def greeted(tx: Transaction, person: str, now: datetime) -> bool:
    """Remembers for good that they have; tells whether it was the first time."""
    mark = f"greeting:{person}"
    return tx.insert_once(
        SurfaceRow(
            id=mark, subject=mark, kind=GREETING, person=person, channel="", ts="", digest="", posted_at=now
        )
    )


def _surface(row: PlainRow) -> Surface:
    return Surface(row.id, row.subject, row.kind, row.person, row.about, row.channel, row.ts, row.digest)


def put(tx: Transaction, surface: Surface, now: datetime, names: Collection[str] = ()) -> None:
    """Remembers where a surface now stands, in place of where it stood.

    A message over all cases of a person `names` some of them, and is known until the last of these is erased.
    """
    _put(tx, [_row(surface, now) | ({"expires_at": None} if names else {})])
    for case in names:
        tx.insert_once(SurfaceCaseRow(case_id=case, surface=surface.id))


def put_all(tx: Transaction, found: Collection[Surface], now: datetime) -> None:
    """The same for several, in one statement."""
    if found:
        _put(tx, [_row(surface, now) for surface in found])


def _put(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    tx.execute(tx.insert_or_change(SurfaceRow, "id", ("channel", "ts", "digest")), rows)


def _row(surface: Surface, now: datetime) -> dict[str, Any]:
    expires_at = now + SAID if surface.subject.startswith("person:") else None
    return {**vars(surface), "posted_at": now, "expires_at": expires_at}


def take_over(tx: Transaction, case: str) -> None:
    """Messages over all cases of a person that name this one alone are its own from now on.

    To be called before its rows go, so that a message over several goes with the last of them.
    """
    tx.execute(_TAKE_OVER, {"case": case, "its": case})


def forget(tx: Transaction, surface: str) -> None:
    """The message is gone."""
    row = tx.session.get(SurfaceRow, surface)
    if row is not None:
        tx.session.delete(row)


def is_orphan(tx: Transaction, mark: str, channel: str, ts: str) -> bool:
    """Whether this message is a copy that a crash left behind: its surface stands in another message.

    One whose surface is not recorded at all is no orphan: its posting is not yet confirmed.
    """
    row = tx.session.get(SurfaceRow, mark)
    return row is not None and (row.channel, row.ts) != (channel, ts)
