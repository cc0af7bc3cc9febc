"""Where facts are shown: which message or Home tab stands for which surface."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from storage.database import Transaction
from storage.tables import SurfaceCaseRow, SurfaceRow


@dataclass(frozen=True)
class Surface:
    """A posted message. `about` is the turn, step or file it shows; `digest` is of what it last showed."""

    id: str
    subject: str
    kind: str
    person: str
    about: str
    channel: str
    ts: str
    digest: str


def of(tx: Transaction, subject: str, kind: str = "", person: str = "") -> list[Surface]:
    """The surfaces of a draft or case, the oldest first, of one kind or person when those are given."""
    query = select(SurfaceRow).where(SurfaceRow.subject == subject)
    query = query.where(SurfaceRow.kind == kind) if kind else query
    query = query.where(SurfaceRow.person == person) if person else query
    return [
        _surface(row) for row in tx.session.exec(query.order_by(col(SurfaceRow.posted_at), SurfaceRow.ts))
    ]


def recent(tx: Transaction, subject: str, kinds: Collection[str], since: datetime) -> list[Surface]:
    """The surfaces of these kinds that were posted since then, the oldest first."""
    query = select(SurfaceRow).where(SurfaceRow.subject == subject, col(SurfaceRow.kind).in_(kinds))
    rows = tx.session.exec(query.where(SurfaceRow.posted_at >= since).order_by(col(SurfaceRow.posted_at)))
    return [_surface(row) for row in rows]


def reminded(tx: Transaction, case: str, since: datetime) -> list[str]:
    """Who has had a message over all their cases since then that names this one."""
    naming = select(SurfaceRow.person).join(SurfaceCaseRow, col(SurfaceCaseRow.surface) == SurfaceRow.id)
    found = naming.where(SurfaceCaseRow.case_id == case, SurfaceRow.posted_at >= since)
    return list(tx.session.exec(found.distinct()))


def known(tx: Transaction, wanted: Collection[str]) -> set[str]:
    """Those of these surfaces that there are, by id."""
    return set(tx.session.exec(select(SurfaceRow.id).where(col(SurfaceRow.id).in_(wanted))))


def home_opened(tx: Transaction, person: str, now: datetime) -> None:
    """The person looks at their Home tab: from now on it is kept up to date."""
    mark = f"home:{person}"
    tx.insert_once(
        SurfaceRow(
            id=mark, subject=mark, kind="home", person=person, channel="", ts="", digest="", posted_at=now
        )
    )


def _surface(row: SurfaceRow) -> Surface:
    return Surface(row.id, row.subject, row.kind, row.person, row.about, row.channel, row.ts, row.digest)


def put(tx: Transaction, surface: Surface, now: datetime, names: Collection[str] = ()) -> None:
    """Remembers where a surface now stands, in place of where it stood.

    A message over all cases of a person `names` some of them.
    """
    put_all(tx, [surface], now)
    for case in names:
        tx.insert_once(SurfaceCaseRow(case_id=case, surface=surface.id))


def put_all(tx: Transaction, found: Collection[Surface], now: datetime) -> None:
    """The same for several, in one statement."""
    if not found:
        return
    insert = tx.insert(SurfaceRow)
    moved = {name: insert.excluded[name] for name in ("channel", "ts", "digest")}
    put_here = insert.on_conflict_do_update(index_elements=["id"], set_=moved)
    tx.execute(put_here, [{**vars(surface), "posted_at": now} for surface in found])


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
