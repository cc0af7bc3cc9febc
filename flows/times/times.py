"""The times of the eight steps: the standard, which is the municipality's, and what else may be set.

Each group is of the step with that key, and each name tells its unit: `hours` and `days` are elapsed ones,
`working_hours` and `working_days` those of the organisation. What is law or published policy is no time
of these: the 72 hours and the 14 days of EASY (docs/procedure.md).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

Counts = tuple[int, ...]
DIGITS = 12
"""Of a digest: more than enough for the few sets that an organisation ever has."""


@dataclass(frozen=True)
class DocumentTimes:
    """Step 1, which is due on the working day of the report.

    On the first of `reminder_working_days` it is said at 09:00, on the others at the time of the report.
    After `help_working_days` the representative is asked to help.
    """

    reminder_hours: Counts = (2,)
    reminder_working_days: Counts = (1, 2)
    help_working_days: int = 1


@dataclass(frozen=True)
class ContactTimes:
    """Step 2: the first answer by severity, and the plan once the employee knows that it is seen.

    `escalation_...` is what lies between the deputy, the next leader and HR.
    """

    red_hours: int = 1
    orange_working_hours: int = 2
    yellow_working_hours: int = 4
    plan_red_hours: int = 4
    plan_working_days: int = 1
    escalation_red_hours: int = 1
    escalation_working_hours: int = 2


@dataclass(frozen=True)
class SupportTimes:
    """Step 3: first contact and the offer of crisis help, then the talk.

    `reminder_hours` are of the contact and end with it, `talk_reminder_...` are of the talk. A talk that is
    not held is taken to others on day `escalation_days`.
    """

    contact_red_hours: int = 1
    contact_hours: int = 24
    talk_days: int = 3
    reminder_hours: Counts = (4,)
    talk_reminder_hours: Counts = (24,)
    talk_reminder_days: Counts = (2, 3)
    escalation_days: int = 4


@dataclass(frozen=True)
class LegalTimes:
    """Step 4: `decided_hours` after the report, `reminder_hours` after the content.

    `escalation_hours_before_end` is before the 72 hours end.
    """

    decided_hours: int = 48
    reminder_hours: Counts = (24, 48, 66)
    escalation_hours_before_end: int = 6


@dataclass(frozen=True)
class RemovalTimes:
    """Step 5, and on which days after the decision one looks whether it is gone."""

    public_hours: int = 24
    other_working_days: int = 3
    reminder_hours: Counts = (24, 48)
    escalation_hours: int = 48
    look_days: Counts = (1, 3, 7, 14)


@dataclass(frozen=True)
class RegisterTimes:
    """Step 6: an incident, and one that waits with a reason to see whether there is absence.

    `reminder_days` are after the report, or of the 14 days of EASY; so are the two of the escalation.
    """

    incident_working_days: int = 3
    waiting_days: int = 10
    reminder_days: Counts = (1, 3, 7, 10, 12, 13, 14)
    escalation_days: int = 10
    easy_escalation_days: Counts = (10, 12, 13, 14)


@dataclass(frozen=True)
class MeetingTimes:
    """Step 7, which is to be booked by the last of its reminders."""

    held_days: int = 14
    booking_reminder_working_days: Counts = (2, 3)


@dataclass(frozen=True)
class AnalyseTimes:
    """Step 8: free times for it are proposed until day `booked_days`."""

    booked_days: int = 14
    done_days: int = 30
    reminder_days: Counts = (10, 20, 28, 30)


@dataclass(frozen=True)
class Times:
    """All of them, by step."""

    document: DocumentTimes = DocumentTimes()
    contact: ContactTimes = ContactTimes()
    support: SupportTimes = SupportTimes()
    legal: LegalTimes = LegalTimes()
    removal: RemovalTimes = RemovalTimes()
    register: RegisterTimes = RegisterTimes()
    meeting: MeetingTimes = MeetingTimes()
    analyse: AnalyseTimes = AnalyseTimes()


STANDARD = Times()


def settings_of(times: Times) -> dict[str, int | Counts]:
    """Each time by its name as a setting, such as "contact.red_hours"."""
    groups = {group.name: getattr(times, group.name) for group in fields(times)}
    return {
        f"{name}.{f.name}": getattr(group, f.name) for name, group in groups.items() for f in fields(group)
    }


def with_settings(changed: Mapping[str, int | Counts]) -> Times:
    """The standard with these settings changed."""
    times = STANDARD
    for name, value in changed.items():
        step, _, setting = name.partition(".")
        times = replace(times, **{step: replace(getattr(times, step), **{setting: value})})
    return times


def differences(times: Times) -> dict[str, int | Counts]:
    """The settings that are other than the standard's."""
    standard = settings_of(STANDARD)
    return {name: value for name, value in settings_of(times).items() if value != standard[name]}


def as_json(times: Times) -> str:
    """All settings as text, the same for the same times."""
    return json.dumps(settings_of(times), sort_keys=True)


def from_json(text: str) -> Times:
    """The times of that text; what it does not name is of the standard."""
    values: dict[str, int | list[int]] = json.loads(text)
    return with_settings({k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def digest_of(times: Times) -> str:
    """What tells one set of times from another."""
    return hashlib.sha256(as_json(times).encode()).hexdigest()[:DIGITS]
