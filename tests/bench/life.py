"""How the people of the municipality live with their cases: what each of them does next, and when."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.world import World
from flows import events as ev
from flows.access.candidates import department_of
from flows.access.rules import VAERN
from flows.case.case import Case, ClaimedReminder
from flows.case.reminder_key import FOLLOW_UPS, OF_STEP, TOLD, ReminderKey
from flows.deciding.role_changes import is_hr_asked
from flows.effects import Refused
from flows.people.organisation import Context
from flows.procedure.closing_conditions import asked_at, is_silent
from flows.procedure.step_state import StepState, begun_at, is_to_book, is_undecided, step_states
from flows.procedure.steps import is_open
from flows.reminders.reminder import claimed_of
from flows.reminders.rules import hours_of
from storage import case_turns, cases
from tests.bench.acts import DAY, HOUR, REASON, STEPS, Sitting, answers, waits_until
from tests.bench.staff import BY_ID

WAKING = (7, 22)
"""When somebody looks at their telephone for a RED case."""


@dataclass(frozen=True, order=True)
class Intent:
    """What somebody means to do: `what` is a step, or the name of another act."""

    at: datetime
    case: str
    what: str
    by: str
    question: ReminderKey | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Decided:
    """A step was decided; `hours_late` is negative before the deadline. The habit is of who had it first."""

    habit: str
    hours_late: float


@dataclass
class Life:
    """What everybody means to do, the first at the front, and what came of it."""

    world: World
    intents: list[Intent] = field(default_factory=list)
    meant: set[tuple[object, ...]] = field(default_factory=set)
    decided: list[Decided] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    paused: int = 0
    snoozed: int = 0

    def means(self, intent: Intent, *once: object) -> None:
        """Somebody means to do something, once for what it is about."""
        key = (intent.case, intent.what, intent.by, *once)
        if key not in self.meant:
            self.meant.add(key)
            heapq.heappush(self.intents, intent)

    async def case(self, case: str) -> Case:
        """As it now is."""
        return await self.world.run(lambda tx: cases.get(tx, case, as_=VAERN))

    async def looks_at(self, key: str) -> None:
        """Everybody in the case sees what has become of it, and means to do what is theirs."""
        self._looks_at(await self.case(key), await self.world.context())

    def _looks_at(self, case: Case, ctx: Context) -> None:
        for step_state in step_states(case, ctx.organisation.calendar, ctx.now):
            if step_state.owner and (is_undecided(step_state) or is_to_book(step_state)):
                self._has(step_state, case, ctx)
        self._closes(case, ctx)
        if is_hr_asked(case):
            person = next((p for p in ctx.organisation.hr if not ctx.is_away(p, ctx.now)), "")
            if person:
                at = hours_of(person, None, ctx).add_working_hours(
                    ctx.now, self._chance(case, "hr").randint(6, 9)
                )
                self.means(Intent(at, case.id, "join", person), "hr")

    def _has(self, step_state: StepState, case: Case, ctx: Context) -> None:
        who, step = BY_ID[step_state.owner], step_state.step
        begun = begun_at(case, step)
        heard = sum(n.to == who.id and n.at >= begun for n in claimed_of(case, step.key, OF_STEP))
        is_blocked = step.gate is not is_open and step_state.missing and not is_to_book(step_state)
        if is_blocked and step.books is None:
            return
        if who.habit == "snoozer" and heard == 1:
            self.means(Intent(ctx.now + HOUR, case.id, f"snooze.{step.key}", who.id), begun)
        if who.habit == "prompt" or (who.habit in {"slow", "snoozer"} and heard >= 2):
            at = (
                self._in_time(step_state, case, ctx)
                if heard == 0
                else self._soon(who.id, case, step.key, ctx)
            )
            self.means(Intent(at, case.id, step.key, who.id), begun, "decide")

    def _in_time(self, step_state: StepState, case: Case, ctx: Context) -> datetime:
        """Somewhere before the deadline, in their hours; one in ten takes some hours longer."""
        chance, hours = self._chance(case, step_state.step.key), hours_of(step_state.owner, case, ctx)
        begun = max(begun_at(case, step_state.step), ctx.now - 2 * HOUR)
        due = step_state.due
        if step_state.step.books and is_to_book(step_state):
            due = hours.add_working_days(case.report.sent_at, 3 if step_state.step.key == "meeting" else 9)
        if due <= ctx.now:
            return self._soon(step_state.owner, case, step_state.step.key, ctx)
        at = max(begun + chance.uniform(0.15, 0.75) * (due - begun), ctx.now + timedelta(minutes=5))
        if case.report.severity == "RED" and step_state.step.key in {"contact", "support", "legal"}:
            return _awake(at, step_state.owner)
        inside = hours.next_working_time(at)
        earlier = hours.last_working_time_before(due) - timedelta(minutes=20)
        if inside > due and earlier > ctx.now:
            inside = earlier
        if chance.random() < 0.1:
            inside = hours.add_working_hours(max(inside, due), chance.randint(1, 10))
        return inside

    def _soon(self, person: str, case: Case, what: str, ctx: Context) -> datetime:
        chance = self._chance(case, f"{what} {ctx.now:%d%H}")
        return hours_of(person, None, ctx).add_working_hours(ctx.now, chance.uniform(0.3, 5))

    @staticmethod
    def _chance(case: Case, what: str) -> Random:
        return Random(f"{case.id} {what}")  # noqa: S311

    def _closes(self, case: Case, ctx: Context) -> None:
        since, who = asked_at(case), BY_ID[case.employee]
        if since is None:
            return
        said = sum(n.at > since for n in claimed_of(case, "closing", {"closing"}))
        if who.habit == "prompt" or (who.habit == "slow" and said >= 2):
            at = self._soon(who.id, case, "closing", ctx) + (DAY if who.habit == "prompt" else 0 * DAY)
            self.means(Intent(at, case.id, "answer-closing", who.id), since)
        if case.record("closing", "passed_on") and is_silent(case, ctx):
            for person in (*case.with_role("next_leader"), *case.with_role("hr"))[:1]:
                self.means(Intent(self._soon(person, case, "close", ctx), case.id, "close", person), since)

    async def hears(self, key: str, claimed_reminders: list[ClaimedReminder]) -> None:
        """People have had reminders of a case, and mean to do what these ask for."""
        case, ctx = await self.case(key), await self.world.context()
        for claimed_reminder in claimed_reminders:
            self._hears(case, claimed_reminder.key, ctx)
        self._looks_at(case, ctx)

    def _hears(self, found: Case, key: ReminderKey, ctx: Context) -> None:
        case, to = found.id, BY_ID[key.person]
        at = self._soon(to.id, found, key.name, ctx)
        is_outside = found.role_of(to.id) is None
        if key.kind in TOLD:
            return
        if key.kind in FOLLOW_UPS:
            if to.habit != "silent":
                self.means(Intent(at, case, key.kind, to.id, key), key)
        elif to.role == "representative":
            # Asked to offer help: they take part already.
            return
        elif to.habit != "silent" and (key.kind == "escalation" or is_outside):
            if found.report.severity == "RED":
                at = _awake(ctx.now + timedelta(minutes=20), to.id)
            if to.role == "hr":
                at = hours_of(to.id, None, ctx).add_working_hours(ctx.now, 8)
            self.means(Intent(at, case, "join", to.id), key)

    async def does(self, intent: Intent) -> None:
        """The act, unless it has become another's meanwhile; who is away does it when they are back."""
        ctx = await self.world.context(intent.by)
        if not ctx.people[intent.by].is_active:
            return
        away = next((end for begin, end in BY_ID[intent.by].away if begin <= ctx.now.date() < end), None)
        if away:
            at = hours_of(intent.by, None, ctx).next_working_time(
                datetime.combine(away, datetime.min.time(), ctx.now.tzinfo) + 9 * HOUR
            )
            heapq.heappush(self.intents, Intent(at, intent.case, intent.what, intent.by))
            return
        try:
            await self._done(intent, await self.case(intent.case), ctx)
        except (Refused, cases.NoSuchCase) as refusal:
            self.refused[f"{intent.what}: {getattr(refusal, 'message', 'no such case')}"] += 1
        await self.looks_at(intent.case)

    async def _done(self, intent: Intent, case: Case, ctx: Context) -> None:
        at = Sitting(case, intent.by, ctx, self._chance(case, f"{intent.what} {ctx.now:%m%d%H}"))
        if intent.what in STEPS:
            await self._sits_down(intent, at)
        elif intent.what == "join":
            await self._joins(intent, at)
        elif intent.question is not None:
            for event in answers(at, intent.question):
                await self._acts(case.id, event)
        elif intent.what.startswith("snooze."):
            event = ev.Snoozed(
                intent.by, intent.what.removeprefix("snooze."), at.chance.choice((1, 3)), REASON
            )
            await self._acts(case.id, event)
            self.snoozed += 1
        elif intent.what == "pause":
            await self._acts(case.id, ev.RemindersPaused(intent.by, 7))
            self.paused += 1
        elif intent.what == "answer-closing" and asked_at(case):
            is_agreed = at.chance.random() < 0.95
            await self._acts(case.id, ev.ClosingAnswered(intent.by, is_agreed, REASON))
        elif intent.what == "close" and asked_at(case):
            await self._acts(case.id, ev.CaseClosed(intent.by, REASON))

    async def _sits_down(self, intent: Intent, at: Sitting) -> None:
        step = intent.what
        calendar = at.ctx.organisation.calendar
        step_state = next(d for d in step_states(at.case, calendar, at.ctx.now) if d.step.key == step)
        if step_state.owner != intent.by or not is_undecided(step_state):
            return
        for event in STEPS[step](at):
            await self._acts(at.case.id, event)
        after = await self.case(at.case.id)
        if after.decision(step):
            late = (at.ctx.now - step_state.due).total_seconds() / 3600
            self.decided.append(Decided(_habit(at.case, step, at.ctx), late))
        else:
            again = waits_until(Sitting(after, at.by, at.ctx, at.chance), step)
            if again:
                heapq.heappush(self.intents, Intent(again, after.id, step, intent.by))

    async def _joins(self, intent: Intent, at: Sitting) -> None:
        await self.world.do(case_turns.join, self.world.storage, at.case.id, intent.by, at.ctx, arrival="")
        self.accepted[BY_ID[intent.by].role] += 1

    async def _acts(self, case: str, event: ev.CaseEvent) -> None:
        by = getattr(event, "by", "")
        ctx = await self.world.context(by)
        await self.world.do(case_turns.on_case, self.world.storage, case, event, ctx, as_=by, arrival="")


def _habit(case: Case, step: str, ctx: Context) -> str:
    department = department_of(case, ctx)
    if step == "document" or department is None:
        return f"employee, {BY_ID[case.employee].habit}"
    return f"leader, {BY_ID[department.leader].habit}"


def _awake(at: datetime, person: str) -> datetime:
    """Then, or in the morning for what comes in the night."""
    local = at.astimezone(ZoneInfo(BY_ID[person].zone))
    opens, closes = WAKING
    if opens <= local.hour < closes:
        return at
    morning = local.replace(hour=opens, minute=15)
    return morning if local.hour < opens else morning + DAY
