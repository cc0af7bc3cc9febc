"""One answer to each question of the report: a new question gets its own here and in tests/reporting.py."""

from __future__ import annotations

from flows.form import Value

ANSWERS: dict[str, Value] = {
    "danger": "no",
    "sender": "citizen",
    "kinds": ("degrading",),
    "where": ("work_mail",),
    "when": "2026-11-20T14:00",
    "story": "Han skriver til mig hver dag.",
    "evidence": "gone",
    "circumstances": ("none",),
    "people": "confirmed",
    "wishes": (),
}
"""A whole road, one answer a question: a YELLOW case that only the employee has seen."""
