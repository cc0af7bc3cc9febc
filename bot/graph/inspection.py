"""What Microsoft lets Værn do, asked by calls that change nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.finding import Finding
from bot.graph.answers import GraphRefused, GraphUnavailable
from bot.organisation import File
from bot.settings import GraphSettings

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

    from bot.graph.calls import Graph

Ask = Callable[[], Awaitable[object]]
MEND = "docs/administration.md, step 2, tells how it is given."


async def graph_findings(
    settings: GraphSettings, file: File, credential: AsyncTokenCredential | None = None
) -> AsyncIterator[Finding]:
    """A finding for each permission that the organisation's file makes use of."""
    from bot.graph.calls import Graph

    graph = Graph(settings, credential)
    try:
        for permission, ask in _questions(graph, file):
            yield await _asked(permission, ask)
        if file.graph.sender and file.legal.mailbox:
            yield Finding("Graph: Mail.Send", "cannot be asked without sending a mail")
    finally:
        await graph.close()


def _questions(graph: Graph, file: File) -> list[tuple[str, Ask]]:
    now, zone = datetime.now(UTC), file.hours.zone
    leader = file.departments[0].leader
    group = next((part.representatives_group for part in file.departments if part.representatives_group), "")
    found: list[tuple[str, Ask]] = [
        ("User.Read.All", lambda: graph.leaders(leader)),
        ("MailboxSettings.Read", lambda: graph.absence(leader, now, zone)),
    ]
    if group:
        found.append(("GroupMember.Read.All", lambda: graph.members(group)))
    if file.graph.sender:
        soon = now + timedelta(hours=1)
        found.append(("Calendars.ReadWrite", lambda: graph.availability(leader, [leader], now, soon, zone)))
    if file.graph.drive:
        found.append(("Sites.Selected", lambda: graph.see_drive(file.graph.drive)))
    return found


async def _asked(permission: str, ask: Ask) -> Finding:
    what = f"Graph: {permission}"
    try:
        await ask()
    except GraphRefused as refusal:
        seen = f"Graph refused it: {refusal.code or refusal.status}"
        return Finding(what, seen, MEND if refusal.status in {401, 403} else "Check the addresses and ids.")
    except GraphUnavailable as error:
        mend = "Check the network, the proxy and the client secret."
        return Finding(what, f"Graph did not answer ({error})", mend)
    return Finding(what, "is granted")
