"""The dossier of a case: two parts, which are kept apart and read by different people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flows.case.case import Case, Evidence
from flows.dossiers import police
from flows.dossiers.sections import Dossier, Row, Section
from flows.dossiers.teller import Teller
from flows.dossiers.work_environment import work_environment
from flows.evidence.custody import Access
from flows.people.person import People
from flows.words import N_


def parts(
    case: Case, accesses: Sequence[Access], people: People, now: datetime, head: str = ""
) -> tuple[Dossier, Dossier]:
    """First the part for personnel and work environment, then that for the police.

    `head` is the newest head of the journal, "" where there is none yet. In a file outside of the database it
    shows later whether the journal is still the one of which the dossier was made.
    """
    teller = Teller(case, people, now)
    found = (work_environment(teller, accesses), police.police(teller, accesses))
    first, second = (_with_head(part, head, teller) for part in found)
    return first, second


def _with_head(part: Dossier, head: str, teller: Teller) -> Dossier:
    if not head:
        return part
    use = N_("vaern audit verify --head shows whether the journal is still the one of this file.")
    rows = (Row(teller.say(N_("Head")), head), Row(teller.say(N_("What it is for")), teller.say(use)))
    section = Section(teller.say(N_("Værn's journal")), rows)
    return replace(part, sections=(*part.sections, section), journal_head=head)


def annexes(case: Case) -> tuple[Evidence, ...]:
    """The pieces of evidence whose originals go with the police part: annex 1 is the first."""
    return police.kept_items(case)
