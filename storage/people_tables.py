"""The tables of people, whose every change takes a number: storage.known tells how they are read."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import keyed, locked, moment


class MessageDayRow(SQLModel, table=True):
    """A person has had the one message of that day, on their own calendar."""

    __tablename__ = "message_day"
    person: str = keyed("person", primary_key=True)
    day: str = Field(primary_key=True, index=True)
    change: int = Field(default=0, index=True)


class PresenceRow(SQLModel, table=True):
    """Whether somebody can be reached, as Slack and Outlook last said.

    `away_sign` says whether they were away then, or are back and their cases do not know it yet
    (storage/signs.py): it is looked for at every sweep, among everybody whom anything was ever said to.
    """

    __tablename__ = "presence"
    person: str = keyed("person", primary_key=True)
    away_sign: str = keyed("presence.away_sign", index=True)
    quiet_until: datetime | None = locked("presence.quiet_until", datetime, default=None, nullable=False)
    is_away: bool = locked("presence.is_away", bool, default=False)
    away_until: datetime | None = locked("presence.away_until", datetime, default=None, nullable=False)
    seen_at: datetime = moment()
    change: int = Field(default=0, index=True)


class PersonRow(SQLModel, table=True):
    """What Slack last said about a person, so that the clock's sweep asks nobody.

    `chosen_language` is the one that the person asked for here, "" for that of their Slack. `wants_weekly`
    says that they want to be told each Monday how their own case stands.
    """

    __tablename__ = "person"
    id: str = keyed("person", primary_key=True)
    name: str = locked("person.name", to=64)
    language: str = locked("person.language")
    chosen_language: str = locked("person.chosen_language", default="")
    zone: str = locked("person.zone")
    mail: str = locked("person.mail", to=64, default="")
    is_active: bool = locked("person.is_active", bool, default=True)
    is_member: bool = locked("person.is_member", bool, default=True)
    wants_weekly: bool = locked("person.wants_weekly", bool, default=True)
    seen_at: datetime = moment()
    change: int = Field(default=0, index=True)


class AddressRow(SQLModel, table=True):
    """Who was found by a mail address of the organisation's file; "" is nobody, which operators are told."""

    __tablename__ = "address"
    address: str = keyed("address", to=64, primary_key=True)
    person: str = locked("address.person")
    is_told: bool = False
    asked_at: datetime = locked("address.asked_at", datetime)


class ChangeRow(SQLModel, table=True):
    """How many changes there have been of people, their presence and the days of their messages: one row.

    The rows that a change wrote hold its number as `change`.
    """

    __tablename__ = "change"
    id: int = Field(default=1, primary_key=True)
    number: int = 0
