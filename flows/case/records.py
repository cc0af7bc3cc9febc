"""The vocabulary of what is remembered besides decisions; the table is flows/procedure/records.py."""

from __future__ import annotations

from typing import Literal

TaskOfStep = Literal[
    "acknowledge",
    "agree",
    "crisis_help",
    "ask_hr",
    "advice",
    "wish",
    "own_report",
    "restraining_order",
    "draft",
    "check",
    "look",
    "absence",
    "route",
    "consent",
    "summary",
    "action",
    "action_done",
]
"""What helps with a step: the tasks of the procedure."""
OfAnyStep = Literal["meeting", "calendar", "snooze", "taken", "declined"]
"""What can be done about every step."""
HelpRole = Literal["representative", "hr"]
"""Who can be asked for help."""
AfterwardsQuestion = Literal["helped", "told"]
"""What the employee is asked when all is done."""
OfArea = Literal[
    "mail",
    "severity",
    "pause",
    "whole",
    "escalated",
    "stands_in",
    "stood_down",
    "asked",
    "answered",
    "passed_on",
    "closed",
    "reopened",
    "dossier",
    "held",
    "lifted",
    "frozen",
    "mended",
    "renewed",
]
"""What is done in one area of a case, such as its closing."""
RecordTask = Literal[TaskOfStep, OfAnyStep, OfArea, HelpRole, AfterwardsQuestion]
