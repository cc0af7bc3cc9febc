"""The tables of people, whose every change takes a number: storage.known tells how they are read."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import moment, some


class MessageDayRow(SQLModel, table=True):
    """A person has had the one message of that day, on their own calendar."""

    __tablename__ = "message_day"
    person: str = Field(primary_key=True)
    day: str = Field(primary_key=True, index=True)
    change: int = Field(default=0, index=True)


MAY_BE_AWAY = "is_away OR quiet_until IS NOT NULL"
"""Of the rows of presence: the few in which somebody may be away, in the words of their index."""


class PresenceRow(SQLModel, table=True):
    """Whether somebody can be reached, as Slack and Outlook last said."""

    __tablename__ = "presence"
    # Looked for at every sweep, among everybody whom anything was ever said to.
    __table_args__ = (some("ix_presence_away", "person", of=MAY_BE_AWAY),)
    person: str = Field(primary_key=True)
    quiet_until: datetime | None = moment(default=None, nullable=True)
    is_away: bool = False
    away_until: datetime | None = moment(default=None, nullable=True)
    seen_at: datetime = moment()
    change: int = Field(default=0, index=True)


class PersonRow(SQLModel, table=True):
    """What Slack last said about a person, so that the clock's sweep asks nobody.

    `chosen_language` is the one that the person asked for here, "" for that of their Slack. `wants_weekly`
    says that they want to be told each Monday how their own case stands.
    """

    __tablename__ = "person"
    id: str = Field(primary_key=True)
    name: str
    language: str
    chosen_language: str = ""
    zone: str
    mail: str = ""
    is_active: bool = True
    is_member: bool = True
    wants_weekly: bool = True
    seen_at: datetime = moment()
    change: int = Field(default=0, index=True)


class AddressRow(SQLModel, table=True):
    """Who was found by a mail address of the organisation's file; "" is nobody, which operators are told."""

    __tablename__ = "address"
    address: str = Field(primary_key=True)
    person: str
    is_told: bool = False
    asked_at: datetime = moment()


class ChangeRow(SQLModel, table=True):
    """How many changes there have been of people, their presence and the days of their messages: one row.

    The rows that a change wrote hold its number as `change`.
    """

    __tablename__ = "change"
    id: int = Field(default=1, primary_key=True)
    number: int = 0
