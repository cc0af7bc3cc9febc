"""The times that cases were sent with: each set that is not the standard is kept once, and never changed."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlmodel import col

from flows.case.case import Case
from flows.procedure.procedure import PROCEDURES
from flows.times.times import Times, as_json, from_json
from storage.configuration_tables import ProcedureTimesRow
from storage.database import Transaction
from storage.keys import Unreadable

_TIMES = select(col(ProcedureTimesRow.times)).where(col(ProcedureTimesRow.procedure) == bindparam("name"))


def keep(tx: Transaction, case: Case) -> None:
    """Remembers the times of a new case, unless they are the standard's or those of an earlier one."""
    if case.procedure not in PROCEDURES:
        tx.insert_once(ProcedureTimesRow(procedure=case.procedure, times=as_json(case.report.times)))


def of(tx: Transaction, procedure: str) -> Times:
    """The times of that procedure, which a process reads once. Raises Unreadable when they are gone."""
    if procedure in PROCEDURES:
        return PROCEDURES[procedure].times
    if procedure not in tx.known.times:
        found = tx.execute(_TIMES, {"name": procedure}).scalar()
        if found is None:
            raise Unreadable
        tx.known.times[procedure] = from_json(found)
    return tx.known.times[procedure]
