"""The reports of a year: who sends them, when, how serious and how late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.world import World
from flows.case.severity import Severity
from flows.form import Value
from flows.report.draft import REVIEW, Asked, Conversation, Draft, DraftPeople
from storage import drafts, journal, turns
from storage.database import Transaction
from storage.journal import Line
from tests.answers import ANSWERS
from tests.bench.staff import STAFF, Colleague

KINDS: dict[Severity, str] = {"YELLOW": "degrading", "ORANGE": "hate_page", "RED": "threat_life"}
DAYS = 365


@dataclass(frozen=True)
class Report:
    """One that somebody sends at a time."""

    id: str
    by: str
    at: datetime
    severity: Severity
    answers: dict[str, Value]


def of_the_year(first: date, count: int, chance: Random) -> Iterator[Report]:
    """All of them, 60 % YELLOW, 30 % ORANGE and 10 % RED; one in five comes outside working hours."""
    employees = [who for who in STAFF if who.role == "employee"]
    for number in range(1, count + 1):
        at = _moment(first, chance)
        able = [who for who in employees if _is_here(who, at.date())]
        who = chance.choice(able)
        at = at.replace(tzinfo=ZoneInfo(who.zone))
        (level,) = chance.choices(list(KINDS), (60, 30, 10))
        yield Report(f"case{number:03}", who.id, at, level, _answers(at, level, chance))


def _moment(first: date, chance: Random) -> datetime:
    day = first + timedelta(days=chance.randrange(DAYS - 30))
    if chance.random() < 0.8:
        while day.weekday() > 4:
            day += timedelta(days=1)
        return datetime.combine(day, time(chance.randint(8, 15), chance.randrange(60)))
    return datetime.combine(day, time(chance.randint(6, 22), chance.randrange(60)))


def _is_here(who: Colleague, day: date) -> bool:
    is_away = any(begin <= day < end for begin, end in who.away)
    return not is_away and (who.leaves is None or day < who.leaves - timedelta(days=10))


def _answers(at: datetime, level: Severity, chance: Random) -> dict[str, Value]:
    """As the form holds them. One in five tells of it days later, one in seven has been kept from work."""
    hours = chance.randint(60, 240) if chance.random() < 0.2 else chance.randint(1, 20)
    happened = at - timedelta(hours=hours)
    absent = max(happened.date() + timedelta(days=1), at.date() - timedelta(days=3))
    is_absent = chance.random() < 0.15 and absent <= at.date()
    return ANSWERS | {
        "kinds": (KINDS[level],),
        "where": (chance.choice(("facebook", "work_mail")),),
        "when": f"{happened:%Y-%m-%dT%H:%M}",
        "story": "Han skriver til mig hver dag.",
        "evidence": "kept" if chance.random() < 0.2 else "gone",
        "wishes": (f"absence:{absent.isoformat()}",) if is_absent else (),
    }


async def send(world: World, report: Report) -> None:
    """The report lies at its review and is sent, to those whom the directory proposes at that time."""
    ctx = await world.context(report.by)
    found = await world.directory.people_for(ctx.people[report.by])
    department = ctx.organisation.department_of(report.by)
    leader = found.leader or (department.deputy if department else "")
    chosen = {"leader": leader, "representative": found.representative}
    draft = Draft(
        report.id,
        report.by,
        ctx.now,
        f"{ctx.now.year}-{report.id.removeprefix('case').zfill(4)}",
        report.answers,
        conversation=Conversation((Asked("danger"), Asked(REVIEW))),
        people=DraftPeople(found, chosen),
    )

    def lies_ready(tx: Transaction) -> None:
        drafts.add(tx, draft)
        journal.write(tx, draft.id, Line(ctx.now, draft.person, "ReportStarted", ""))

    await world.run(lies_ready)
    await world.do(turns.send, world.storage, report.by, ctx, arrival="", draft=report.id)
