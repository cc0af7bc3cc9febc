"""The tables of how Værn is set up: the times that cases were sent with, and the processes at work."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import keyed, locked, moment


class ProcedureTimesRow(SQLModel, table=True):
    """One set of times that is not the standard, by the name that its cases have as their procedure."""

    __tablename__ = "procedure_times"
    procedure: str = keyed("procedure", primary_key=True)
    times: str = locked("procedure_times.times", to=128)


class ProcessRow(SQLModel, table=True):
    """One process at work, the digest of its configuration, since when it has that, and when it was here."""

    __tablename__ = "process"
    id: str = Field(primary_key=True)
    configuration: str = keyed("process.configuration")
    since: datetime = locked("process.since", datetime)
    seen_at: datetime = moment()
