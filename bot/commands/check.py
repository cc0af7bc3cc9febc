"""`vaern check`: everything that Værn needs around it, one line each, with what mends it."""

from __future__ import annotations

import asyncio

import typer

from bot.commands.output import AsJson, print_json
from bot.finding import Finding
from bot.misconfigured import Misconfigured
from bot.settings import Settings, load


def check(as_json: AsJson = False) -> None:
    """Check all that Værn needs around it.

    Settings, tokens, scopes, people, database, keys, clock, disk and Graph are looked at, and nothing is
    changed.
    """
    try:
        settings = load()
    except Misconfigured as wrong:
        _tell_all([Finding("settings", "are wrong", fault) for fault in wrong.faults], as_json=as_json)
        raise typer.Exit(2) from None
    findings = asyncio.run(_all(settings, is_told=not as_json))
    if as_json:
        _tell_all(findings, as_json=True)
    raise typer.Exit(0 if all(finding.is_well for finding in findings) else 1)


async def _all(settings: Settings, *, is_told: bool) -> list[Finding]:
    from bot.inspection import inspected

    findings: list[Finding] = []
    async for finding in inspected(settings):
        findings.append(finding)
        if is_told:
            _tell(finding)
    return findings


def _tell_all(findings: list[Finding], *, as_json: bool) -> None:
    if as_json:
        print_json([vars(finding) | {"ok": finding.is_well} for finding in findings])
        return
    for finding in findings:
        _tell(finding)


def _tell(finding: Finding) -> None:
    typer.echo(f"{'ok   ' if finding.is_well else 'FAULT'}  {finding.what}: {finding.seen}")
    if finding.mend:
        typer.echo(f"       {finding.mend}")
