"""Columns that are encrypted: what is looked for is found, and nobody without the key reads any of it."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from hypothesis import given
from hypothesis import strategies as st
from pyrage.x25519 import Identity
from sqlalchemy import delete, select, update
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel, col

from storage import backups, database_key, journal_heads, key_backups, restoring, signs
from storage.column_ciphers import ColumnCipher, SpoiltColumn
from storage.columns import Keyed, Locked, unlocked_by
from storage.database import Storage, open_storage
from storage.database_key import DATABASE, DatabaseKeyMissing
from storage.keys import Keyring
from storage.padding import Misshapen, Unpadding, padded, padding, unpadded
from storage.people_tables import PersonRow
from storage.tables import CaseRow, ReminderRow, SealRow
from tests.storage.conftest import Open
from tests.storage.sealed import WHOLE, broken_head, decides, found
from tests.storage.stories import METTE, NOW, begins, does, ev, reports

CIPHER = ColumnCipher(AESSIV(os.urandom(64)), AESSIV(os.urandom(64)))


class Opener:
    """A key of a database, with nothing behind it."""

    columns = CIPHER


values = st.one_of(
    st.text().map(lambda value: (str, value)),
    st.integers().map(lambda value: (int, value)),
    st.booleans().map(lambda value: (bool, value)),
    st.datetimes(timezones=st.just(UTC)).map(lambda value: (datetime, value)),
    st.sampled_from([str, int, bool, datetime]).map(lambda kind: (kind, None)),
)


@given(values)
def test_what_is_locked_comes_back_and_is_other_each_time(value: tuple[type, object]) -> None:
    kind, told = value
    column = Locked("table.column", kind)
    with unlocked_by(Opener()):
        stored = [column.process_bind_param(told, None) for _ in range(2)]  # type: ignore[arg-type]
        assert [column.process_result_value(one, None) for one in stored] == [told] * 2  # type: ignore[arg-type]
    assert stored[0] != stored[1]
    assert {len(one) % 32 for one in stored} == {0}


@given(st.text(), st.text())
def test_what_is_keyed_is_equal_where_it_is_equal(one: str, other: str) -> None:
    column = Keyed("person")
    with unlocked_by(Opener()):
        first, again, second = (column.process_bind_param(text, None) for text in (one, one, other))  # type: ignore[arg-type]
        assert column.process_result_value(first, None) == one  # type: ignore[arg-type]
    assert first == again
    assert (first == second) == (one == other)


def test_what_stands_in_one_column_says_nothing_in_another() -> None:
    with unlocked_by(Opener()):
        stored = Keyed("person").process_bind_param(METTE, None)  # type: ignore[arg-type]
        assert stored != Keyed("channel").process_bind_param(METTE, None)  # type: ignore[arg-type]
        with pytest.raises(SpoiltColumn):
            Keyed("channel").process_result_value(stored, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 16, b"\0" * 64, "a text"])
def test_what_was_not_written_with_the_key_is_told(spoilt: object) -> None:
    with unlocked_by(Opener()):
        for column in (Keyed("person"), Locked("table.column")):
            with pytest.raises(SpoiltColumn):
                column.process_result_value(spoilt, None)  # type: ignore[arg-type]


def test_without_a_key_nothing_is_written_in_the_clear(storage: Storage) -> None:
    """Neither by a statement that says which key, nor by one that says that there is none."""
    (storage.keys.folder / f"{DATABASE}.key").unlink()
    for tries in (storage.transaction, storage.reading):
        with pytest.raises(DatabaseKeyMissing), tries() as tx:
            tx.session.exec(select(PersonRow).where(col(PersonRow.id) == METTE)).all()
    with pytest.raises(StatementError, match="key of the database"), storage.engine.connect() as connection:
        connection.execute(select(CaseRow).where(col(CaseRow.channel) == "C0SAG"))


def test_two_databases_at_once_have_a_key_each(storage: Storage, keyring: Keyring, tmp_path: Path) -> None:
    (tmp_path / "another").mkdir()
    with closing(open_storage("", keyring, tmp_path / "another")) as other:
        with storage.transaction() as mine:
            with other.transaction() as theirs:
                theirs.session.add(CaseRow(**CASE, channel="C0THEIRS"))
            mine.session.add(CaseRow(**CASE, channel="C0MINE"))
        for at, channel in ((storage, "C0MINE"), (other, "C0THEIRS")):
            with at.reading() as tx:
                assert tx.execute(select(col(CaseRow.channel))).scalars().all() == [channel]


CASE = {"id": "case", "number": "2026-0042", "sent_at": NOW, "hr_sign": "", "body": b""}


def test_a_value_that_is_none_does_not_show(storage: Storage) -> None:
    """Else who was told of something, or is away, would stand there."""
    reports(storage)
    with storage.reading() as tx, unlocked_by(None):
        assert None not in tx.execute(select(col(ReminderRow.told_at))).scalars().all()


@pytest.mark.parametrize("size", [0, 1, 30, 31, 32, 33, 4096])
def test_padding_makes_a_length_a_multiple_and_goes_again(size: int) -> None:
    data = (b"\x80\x00" * size)[:size]
    assert len(padded(data, 32)) % 32 == 0
    assert unpadded(padded(data, 32)) == data


@given(st.lists(st.binary(max_size=5) | st.sampled_from([b"\x80", b"\x00" * 9, b"\x80\x00"])), st.data())
def test_padding_goes_however_it_is_cut(pieces: list[bytes], draws: st.DataObject) -> None:
    data = b"".join(pieces)
    whole, taking, found = data + padding(len(data), 16), Unpadding(16), b""
    while whole:
        cut = draws.draw(st.integers(1, len(whole)))
        found, whole = found + taking.without(whole[:cut]), whole[cut:]
    assert found + taking.end() == data


@pytest.mark.parametrize("data", [b"", b"\x00", b"ja"])
def test_what_has_no_padding_is_told(data: bytes) -> None:
    taking = Unpadding(16)
    taking.without(data)
    with pytest.raises(Misshapen):
        taking.end()
    with pytest.raises(Misshapen):
        unpadded(data)


def test_a_sign_says_yes_or_no_and_few_are_equal() -> None:
    yes = [signs.sign(f"row {number}", is_so=True) for number in range(5)]
    no = [signs.sign(f"row {number}", is_so=False) for number in range(5)]
    assert set(yes) <= set(signs.YES)
    assert not set(no) & set(signs.YES)
    assert len({*no}) == 5
    assert signs.sign("row 1", is_so=True) == yes[1]


def test_the_first_start_makes_the_key_and_another_one_makes_no_other(
    keyring: Keyring, tmp_path: Path
) -> None:
    with closing(open_storage("", keyring, tmp_path)) as storage:
        made = storage.keys.read(DATABASE)
        storage.migrate()
        assert made
        assert storage.keys.read(DATABASE) == made


def test_where_something_is_written_no_other_key_is_made(storage: Storage) -> None:
    reports(storage)
    (storage.keys.folder / f"{DATABASE}.key").unlink()
    storage.migrate()
    assert database_key.is_missing(storage.keys)


def test_with_the_master_key_of_others_none_is_made(keyring: Keyring, tmp_path: Path) -> None:
    open_storage("", keyring, tmp_path).close()
    (tmp_path / "keys" / f"{DATABASE}.key").rename(tmp_path / "keys" / "a case.key")
    with closing(open_storage("", Keyring(Identity.generate()), tmp_path)) as other:
        assert database_key.is_missing(other.keys)


def test_nobody_has_it_sealed_anew_by_emptying_the_seals(storage: Storage) -> None:
    case = reports(storage)
    with storage.transaction() as tx:
        tx.session.execute(update(CaseRow).values(channel="C0OTHER"))
        tx.execute(delete(SealRow))
    storage.migrate()
    assert found(storage, case)[0] == 1


def test_what_is_restored_holds_and_so_does_what_was_erased_since(
    storage: Storage, other_place: Storage, tmp_path: Path
) -> None:
    case, draft = reports(storage), begins(storage)
    storage.run(lambda tx: journal_heads.write(tx, NOW))
    made = backups.make(storage, tmp_path, NOW)
    does(storage, ev.Withdrawn(METTE))
    restoring.restore(other_place, made.path, key_backups.make(storage.keys, tmp_path, NOW), NOW)
    other_place.migrate()
    assert [found(other_place, subject) for subject in (case, draft)] == [WHOLE] * 2
    assert broken_head(other_place) is None
    decides(other_place, case)
    assert found(other_place, case) == WHOLE


def test_a_backup_is_made_without_decrypting_anything(storage: Storage, opened: Open, tmp_path: Path) -> None:
    """So that whoever may only make backups needs no master key, and it costs nothing."""
    reports(storage)
    with storage.reading() as tx, unlocked_by(None):
        before = {table.name: tx.execute(select(table)).all() for table in SQLModel.metadata.sorted_tables}
    (storage.keys.folder / f"{DATABASE}.key").rename(tmp_path / "away")
    made = backups.make(opened(), tmp_path, NOW)
    assert made.missing == ()
    assert made.manifest.cases == len(before["case"]) == 1
