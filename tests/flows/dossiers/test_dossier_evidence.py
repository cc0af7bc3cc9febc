"""How the dossier tells of each piece of evidence and of corrections."""

from __future__ import annotations

from dataclasses import replace

from flows.case.case import Evidence
from flows.dossiers.dossier import annexes
from flows.evidence.custody import OPERATOR, Access
from tests.flows.dossiers.told_dossier import both, section
from tests.flows.dossiers.whole_case import CANARY
from tests.flows.given import (
    LARS,
    NOW,
    case,
    kept,
    offered,
    refused,
)


def described(key: str, **changes: object) -> Evidence:
    details = {
        "platform": "facebook",
        "sender": "Ukendt A",
        "quote": "Jeg ved, hvor du bor",
        "posted": "2026-11-20",
    }
    return replace(kept(key), details=details, **changes)


def test_each_piece_of_evidence_is_told_with_its_fingerprint_and_everybody_who_has_had_it() -> None:
    seen = (
        Access(NOW, LARS, "asked", "file1"),
        Access(NOW, LARS, "delivered", "file1"),
        Access(NOW, LARS, "delivered", "other"),
        Access(NOW, OPERATOR, "verified", "file1"),
    )
    when = "fredag 20. november 2026 kl. 15.00"
    assert section(case(evidence=(described("file1"),)), 1, "Bilag 01", *seen) == [
        "Hvad det er: opslag.png",
        "Hvor det var: Facebook",
        "Afsenderens navn eller profil: Ukendt A",
        "Hvornår det blev slået op eller kom: fredag 20. november 2026",
        "Ordene i det: Jeg ved, hvor du bor",
        f"Modtaget: {when} fra Mette Holm",
        "Filtype: image/png",
        "Størrelse i byte: 10",
        f"SHA-256: {'ab' * 32}",
        f"{when}: Lars Bech har bedt om en kopi.",
        f"{when}: Lars Bech har fået en kopi.",
        f"{when}: driften har tjekket fingeraftrykket.",
    ]


def test_a_correction_stands_with_personnel_and_the_police_are_told_that_there_is_one() -> None:
    put_right = described("words1", kind="correction")
    put_right = replace(put_right, details={"quote": f"{CANARY}: jeg var syg den dag"})
    found = case(evidence=(kept(), put_right))
    personnel, police = both(found)
    assert CANARY in personnel
    assert CANARY not in police
    assert section(found, 1, "Medarbejderens egne ord")[0].startswith(
        "Rettelse: Medarbejderen har rettet noget"
    )
    assert annexes(found) == (kept(),)


def test_what_never_came_is_no_annex() -> None:
    assert annexes(case(evidence=(refused("a"), offered("b"), kept("c")))) == (kept("c"),)
