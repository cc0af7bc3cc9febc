"""The certificate claims what is so, and names what no program can promise."""

from __future__ import annotations

from dataclasses import replace

from flows.screens.case.certificate import Erased, certificate
from flows.screens.view import View
from tests.flows.given import NOW, context

ERASED = Erased("2026-0042", NOW, "exported", is_gone=True, left=0, stays=0, has_server=False)


def written(erased: Erased) -> str:
    """In Danish, as the organisation reads it."""
    return "\n".join(certificate(erased, View(context(NOW))))


def test_what_is_gone_is_said_to_be_gone() -> None:
    told = written(ERASED)
    assert "Attest: Sag 2026-0042 er slettet" in told
    assert "Slettet fredag 20. november 2026 kl. 15.00." in told
    assert "Filen er skrevet over og fjernet." in told
    assert "De beskeder og filer i Slack, som Værn selv har sendt" in told
    assert "IKKE ENDNU" not in told


def test_what_is_not_is_not() -> None:
    told = written(replace(ERASED, is_gone=False, left=3))
    assert told.count("IKKE ENDNU") == 2
    assert "fjernet" not in told


def test_of_slack_nothing_is_claimed_where_a_backup_was_restored() -> None:
    told = written(replace(ERASED, why="restored"))
    assert "som Værn selv har sendt om denne ene sag" not in told
    assert "Det, Værn havde sendt i Slack om sagen" in told


def test_each_database_and_slack_have_their_own_limits() -> None:
    assert "pg_wal" not in written(ERASED)
    assert "pg_wal" in written(replace(ERASED, has_server=True))
    assert "2 af Værns beskeder eller filer, som Slack beholder" in written(replace(ERASED, stays=2))
    for limit in ("Kopier af nøglerne", "Disken selv", "telefoner", "organisationens arkiv"):
        assert limit in written(ERASED)
