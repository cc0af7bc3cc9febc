"""Who can be reached: notifications paused in Slack, automatic replies in Outlook, accounts closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.people import Person


def pauses_notifications(person: Person, hours: float) -> None:
    """Slack disturbs them no more for so long."""
    now = datetime.fromisoformat(person.world.get("clock")["now"])
    _does(person, "dnd", until=(now + timedelta(hours=hours)).isoformat())


def lets_notifications_through(person: Person) -> None:
    """Slack may disturb them again."""
    _does(person, "dnd", until=None)


def is_away(person: Person, until: datetime | None = None) -> None:
    """Their automatic replies are on, from now on, with an end or without."""
    _does(person, "automatic_replies", on=True, until=until.isoformat() if until else None)


def is_back(person: Person) -> None:
    """Their automatic replies are off."""
    _does(person, "automatic_replies", on=False)


def is_deactivated(person: Person) -> None:
    """An administrator closes their account in Slack."""
    answer = person.world.post("person", id=person.id, deleted=True)
    assert answer["ok"], answer


def _does(person: Person, call: str, **body: object) -> None:
    answer = person.world.post(call, **{"as": person.id}, **body)
    assert answer["ok"], answer
