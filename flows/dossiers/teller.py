"""How a dossier says times, names and what was filled in: in Danish, with weekday, year and Danish time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from flows.access.rules import VAERN
from flows.calendar.working_time import COPENHAGEN
from flows.case.case import Case
from flows.dossiers.sections import Row
from flows.evidence.custody import OPERATOR
from flows.people.organisation import Context, CrisisHelp, Organisation
from flows.people.person import People
from flows.procedure.steps import Field
from flows.screens.answers import day_text
from flows.screens.steps.records import LABELS
from flows.screens.view import View
from flows.words import N_, Voice

_NOBODYS = Organisation("", (), (), (), CrisisHelp("", "", ""))
"""A dossier tells of the case alone, so it can be made where the organisation's file is not read."""


@dataclass(frozen=True)
class Teller:
    """Tells of one case. Of somebody who is kept out of it, it knows no name."""

    case: Case
    people: People
    now: datetime

    @property
    def say(self) -> Voice:
        """Danish: the files are the organisation's."""
        return Voice("da")

    @property
    def view(self) -> View:
        """The eyes for what screens and dossiers tell alike."""
        return View(Context(self.now, _NOBODYS, self.people))

    def stamp(self, at: datetime) -> str:
        """ "torsdag 26. november 2026 kl. 09.15"."""
        local = at.astimezone(COPENHAGEN)
        return f"{format_date(local, 'EEEE d. MMMM y', locale='da')} kl. {local:%H.%M}"

    def name(self, person: str) -> str:
        """The full name as it is written, or a neutral word."""
        if person in {"", VAERN}:
            return "Værn"
        if person == OPERATOR:
            return self.say(N_("the operator"))
        known = self.people.get(person)
        return known.name if known and person not in self.case.people.excluded else self.say(N_("someone"))

    def row(self, label: str, message: str, **values: object) -> Row:
        """A row of the catalogue's own words."""
        return Row(self.say(label), self.say(message, **values))

    def filled(self, values: Mapping[str, str], fields: Iterable[Field]) -> tuple[Row, ...]:
        """What a form came to, a row for each field that was filled in, in the order of the form."""
        known = {field.key: field for field in fields}
        ordered = [key for key in known if values.get(key)] + [key for key in values if key not in known]
        return tuple(self._filled(key, values[key], known.get(key)) for key in ordered)

    def _filled(self, key: str, value: str, field: Field | None) -> Row:
        label = self.say(field.label if field else LABELS.get(key, key))
        if field is None:
            return Row(label, value)
        if field.kind == "person":
            return Row(label, self.name(value))
        if field.kind in {"past", "coming"}:
            return Row(label, day_text(value, self.view))
        chosen = next((option.label for option in field.options if option.key == value), "")
        return Row(label, self.say(chosen) or value)

    def reason(self, text: str) -> tuple[Row, ...]:
        """Why, in the words of whoever decided; nothing where none was given."""
        return (Row(self.say(N_("Reason")), text),) if text else ()
