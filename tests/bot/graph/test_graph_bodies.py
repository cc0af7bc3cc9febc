"""What Graph is sent, held against Microsoft's own description of it, where a checker of that is given.

GRAPH_CHECK is the checker's path; with it the other tests of Graph hold their bodies against it too.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.graph.meeting import Meeting
from tests.bot.graph.graph_given import CHECKER, LARS, METTE, faults_of_bodies, given

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)

if CHECKER:

    @pytest.fixture
    def anyio_backend() -> str:
        return "asyncio"

    @pytest.mark.anyio
    async def test_every_body_is_as_microsoft_describes_it() -> None:
        async with given() as here:
            graph, times = here.graph, {"start": NOW, "end": LATER, "zone": "Europe/Copenhagen"}
            await graph.availability(LARS, [LARS, METTE], **times)
            event = await graph.book(LARS, [METTE], Meeting("Samtale", "Vi ses.", **times), transaction="t")
            await graph.move(LARS, event, **times)
            await graph.cancel(LARS, event)
            await graph.send_mail(LARS, METTE, "Sag 1", "Et link.")
            await graph.upload("b!herlev-hr", "Sager/1.zip", b"dossier")
            kinds = [name for _, name, _ in here.workspace.graph.received]
            assert kinds == ["getSchedule", "event", "event", "cancel", "sendMail", "createUploadSession"]
            assert faults_of_bodies(here.workspace) == []
            here.workspace.graph.received.append(("entity", "event", {"colour": 1}))
            assert len(faults_of_bodies(here.workspace)) == 1
            here.workspace.graph.received.pop()
