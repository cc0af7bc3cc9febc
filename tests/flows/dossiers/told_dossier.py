"""What a dossier says, read in parts."""

from __future__ import annotations

from flows.case.case import Case
from flows.dossiers.dossier import parts
from flows.dossiers.sections import Dossier
from flows.evidence.custody import Access
from tests.flows.given import (
    NOW,
    persons,
)


def told(dossier: Dossier) -> str:
    """All that the part says, line by line."""
    lines = [dossier.title]
    for section in dossier.sections:
        lines += [section.heading, *(f"{row.label}: {row.value}" for row in section.rows), *section.texts]
    return "\n".join(lines)


def both(found: Case, *accesses: Access) -> tuple[str, str]:
    """The part for personnel and the part for the police."""
    personnel, police = parts(found, accesses, persons(), NOW)
    return told(personnel), told(police)


def section(found: Case, part: int, heading: str, *accesses: Access) -> list[str]:
    """What stands below the heading that begins so."""
    sections = parts(found, accesses, persons(), NOW)[part].sections
    (wanted,) = (s for s in sections if s.heading.startswith(heading))
    return [*(f"{row.label}: {row.value}" for row in wanted.rows), *wanted.texts]
