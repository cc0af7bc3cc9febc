"""All that is remembered of a case besides its decisions: one row for each kind of record.

What is decided about a step is a `Decision`. Everything else that people do, and what is done by itself, is a
`Record`: a step or an area of the case, a task, who did it, when, and what they filled in. Records are only
added, and the newest of a task counts. tests/flows/procedure/test_records.py holds the table against what
random histories leave in a case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flows.case.case import Role
from flows.case.records import RecordTask
from flows.procedure.procedure import STEPS
from flows.procedure.tasks import LEADERS

ANY_STEP = ""
"""In place of an area: what can be done about every step."""
Writer = Role | Literal["vaern", "invited", "operator"]
"""Who writes it: a role in the case, Værn by itself, somebody who was asked to take over from outside, or the
operator at the machine."""


@dataclass(frozen=True)
class RecordKind:
    """A kind of record. `area` is a step's key or an area of the case; `fields` are the keys of its values.

    `written_by` is who can be its `by`; `read_for` is what depends on it besides the history in the dossiers.
    """

    area: str
    task: RecordTask
    fields: tuple[str, ...]
    written_by: frozenset[Writer]
    read_for: str


_READ_FOR: dict[RecordTask, str] = {
    "acknowledge": "step 2's deadline, which is then that of the plan, and what is to be done of it",
    "agree": "whether the case can close when it is found to be no harassment",
    "crisis_help": "step 3's deadline, its escalation, and whether crisis help is offered again",
    "ask_hr": "the gate of step 4's outcomes, the mail to HR, and whether HR is asked to come in",
    "advice": "the gate of step 4's outcomes",
    "wish": "the gate of step 4's outcomes",
    "own_report": "whether the employee is asked about their own police report",
    "restraining_order": "the day on which it is asked about again",
    "draft": "the letter to the sender, and whether HR is to read it",
    "check": "the gate of asking the sender, and step 5's escalation",
    "look": "whether it is asked again if the content is still there",
    "absence": "step 6's deadline and outcomes, and whether absence is asked about",
    "route": "step 6's deadline and outcomes",
    "consent": "the gate of registering with a name",
    "summary": "the gate of step 7, which waits a day for it",
    "action": "what is asked about on its day",
    "action_done": "whether it is asked about again",
}
"""For what each task of a step is read."""


_VAERN: frozenset[Writer] = frozenset({"vaern"})
_BY_ITSELF: frozenset[RecordTask] = frozenset({"summary"})
"""What Værn does too where nobody has: the employee gets the summary a day before the meeting."""


def _of_tasks() -> Iterator[RecordKind]:
    for step in STEPS:
        for task in step.tasks:
            fields = tuple(field.key for field in task.fields)
            by = frozenset[Writer](task.roles) | (_VAERN if task.key in _BY_ITSELF else frozenset())
            yield RecordKind(step.key, task.key, fields, by, _READ_FOR[task.key])


_EMPLOYEE: frozenset[Writer] = frozenset({"employee"})
_LEADING: frozenset[Writer] = frozenset(LEADERS)
_WITH_STEPS: frozenset[Writer] = _LEADING | {"representative", "hr"}
_HELPED: frozenset[Writer] = _LEADING | {"employee", "representative"}
_OPERATOR: frozenset[Writer] = frozenset({"operator"})
_HOLDING: frozenset[Writer] = _OPERATOR | {"hr"}
_ABOVE: frozenset[Writer] = frozenset({"next_leader", "hr"})
_RENEWING: frozenset[Writer] = _LEADING | {"representative", "hr"}

_OTHERS = (
    RecordKind(
        ANY_STEP,
        "meeting",
        ("number", "start", "end"),
        _WITH_STEPS | _VAERN,
        "when the meeting of the step is; without a start it is called off",
    ),
    RecordKind(
        ANY_STEP,
        "calendar",
        ("number", "event", "people", "error"),
        _VAERN,
        "which event of the calendar the meeting is, and in whose it stands",
    ),
    RecordKind(
        ANY_STEP,
        "snooze",
        ("until", "reason"),
        _WITH_STEPS | _EMPLOYEE,
        "when the step is reminded of again; the employee has the first one too",
    ),
    RecordKind(
        ANY_STEP,
        "taken",
        ("from",),
        _WITH_STEPS,
        "who has the step in its owner's place; with `from` they were given it",
    ),
    RecordKind(
        ANY_STEP,
        "declined",
        (),
        _WITH_STEPS | {"invited"},
        "who is not asked about the step again; also of HR and of a silence, as areas of their own",
    ),
    RecordKind("legal", "mail", ("state",), _VAERN, "whether HR has the mail, or is to be called"),
    RecordKind("case", "severity", ("from", "to", "reason"), _HELPED, "what is told of it"),
    RecordKind("reminders", "pause", ("until",), _EMPLOYEE, "from when the employee hears of it again"),
    RecordKind("help", "representative", (), _WITH_STEPS | _EMPLOYEE, "what was asked for, to whoever asked"),
    RecordKind("help", "hr", (), _WITH_STEPS | _EMPLOYEE, "whether HR is asked to come in"),
    RecordKind("help", "escalated", ("reason",), _WITH_STEPS | _EMPLOYEE | _VAERN, "the history alone"),
    RecordKind("help", "stands_in", (), _LEADING, "who goes when the leader is back"),
    RecordKind("help", "stood_down", (), _LEADING, "that nobody stands in any more"),
    RecordKind("help", "whole", (), _WITH_STEPS, "that a deputy who had one step has the case"),
    RecordKind("closing", "asked", (), _VAERN, "since when the employee is asked whether the case can close"),
    RecordKind("closing", "answered", ("answer", "reason"), _EMPLOYEE, "whether they are asked still"),
    RecordKind("closing", "passed_on", (), _VAERN, "that the silence was passed on, and no more is asked"),
    RecordKind("closing", "closed", ("reason",), _ABOVE, "the history alone"),
    RecordKind("closing", "reopened", ("reason",), _EMPLOYEE, "why the channel is opened anew"),
    RecordKind(
        "closing",
        "dossier",
        ("state",),
        _VAERN | _OPERATOR,
        "whether the dossier is kept outside, by whose word",
    ),
    RecordKind(
        "channel",
        "frozen",
        ("channel", "fault", "who"),
        _VAERN,
        "that nothing is posted in the channel, why, and who came into it",
    ),
    RecordKind("channel", "mended", ("channel",), _VAERN, "that the channel is in use again"),
    RecordKind("channel", "renewed", (), _RENEWING, "that a new channel is opened, and is not offered again"),
    RecordKind("closing", "helped", ("answer",), _EMPLOYEE, "that the question is answered"),
    RecordKind("closing", "told", ("answer",), _EMPLOYEE, "that the question is answered"),
    RecordKind("retention", "held", ("reason",), _HOLDING, "what is told of the hold"),
    RecordKind("retention", "lifted", ("reason",), _HOLDING, "what is told of it when it is lifted"),
)

RECORDS: tuple[RecordKind, ...] = (*_of_tasks(), *_OTHERS)
"""All of them."""


def kind_of(area: str, task: RecordTask) -> RecordKind | None:
    """The row of a record of that area and task; None where the table has none."""
    found = (kind for kind in RECORDS if kind.task == task and kind.area in {area, ANY_STEP})
    return next(found, None)
