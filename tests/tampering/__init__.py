"""What somebody may do to the database and the files who has SQL and the disk, but not the master key.

Each is a name, what is done, and what `vaern audit verify` says of it. Begin with `forger.py`.
"""

from tests.tampering.forger import Forger, Rows, Tampering
from tests.tampering.of_bytes import OF_BYTES
from tests.tampering.of_cases import OF_CASES
from tests.tampering.of_evidence import OF_EVIDENCE
from tests.tampering.of_the_journal import OF_THE_JOURNAL

TAMPERINGS: tuple[Tampering, ...] = (*OF_THE_JOURNAL, *OF_EVIDENCE, *OF_CASES, *OF_BYTES)

__all__ = ["TAMPERINGS", "Forger", "Rows", "Tampering"]
