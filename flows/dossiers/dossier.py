"""The dossier of a case: two parts, which are kept apart and read by different people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.case.case import Case, Evidence
from flows.dossiers import police
from flows.dossiers.sections import Dossier
from flows.dossiers.teller import Teller
from flows.dossiers.work_environment import work_environment
from flows.evidence.custody import Access
from flows.people.person import People


def parts(case: Case, accesses: Sequence[Access], people: People, now: datetime) -> tuple[Dossier, Dossier]:
    """First the part for personnel and work environment, then that for the police."""
    teller = Teller(case, people, now)
    return work_environment(teller, accesses), police.police(teller, accesses)


def annexes(case: Case) -> tuple[Evidence, ...]:
    """The pieces of evidence whose originals go with the police part: annex 1 is the first."""
    return police.kept_items(case)
