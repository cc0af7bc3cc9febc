"""One employee, and what she remembers of her report beside the storage and what it remembers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from flows import events as ev
from flows.case.case import Evidence
from flows.effects import FetchFile, Refused
from flows.evidence.routing import IncomingContent
from flows.form import Value
from flows.report.draft import Draft
from storage import drafts, evidence, inbox, routing, turns
from storage.database import open_storage
from storage.keys import Key, Keyring
from tests.storage.contents import Killed, killed_at
from tests.storage.stories import (
    METTE,
    MINUTE,
    NOW,
    arrives,
    at,
    begins,
    claims,
    finds,
    offered,
    release,
    settles,
)

Act = Callable[[str], None]


class Employee:
    """Mette with a storage of her own. Every act comes as an arrival and may be cut short by a crash.

    `last` is what she said last to each question, `account` what she told before the question of what has
    happened, `items` what she wrote of each piece of evidence, `kept_out` whom she keeps out of it, and
    `canaries` all words that she ever wrote.
    """

    def __init__(self, migrated: Path, keyring: Keyring) -> None:
        self.place = TemporaryDirectory()
        self.folder, self.keyring = Path(self.place.name), keyring
        shutil.copy(migrated, self.folder)
        self.storage = open_storage("", keyring, self.folder)
        self.now: datetime = NOW
        self.last: dict[str, Value] = {}
        self.account = ""
        self.is_endangered = False
        self.came = 0
        self.items: dict[str, dict[str, str]] = {}
        self.kept_out: set[str] = set()
        self.is_paused = False
        self.canaries: list[str] = []
        self.delivered: list[tuple[str, Act]] = []
        self.dies_at = 0
        self.id = begins(self.storage)
        finds(self.storage, self.id, at())

    def leaves(self) -> None:
        """Nothing of her is left on this machine."""
        self.storage.close()
        self.place.cleanup()

    def reopens(self) -> None:
        """The process ends and begins anew."""
        self.storage.close()
        self.storage = open_storage("", self.keyring, self.folder)

    @property
    def draft(self) -> Draft:
        """The report as the storage has it now."""
        with self.storage.transaction() as tx:
            found = drafts.of(tx, METTE)
        assert found is not None
        return found

    @property
    def key(self) -> Key:
        """The key of the report, and of the case that it becomes."""
        with self.storage.transaction() as tx:
            return tx.key(self.id)

    def canary(self) -> str:
        """Words that were never written before; more than a greeting."""
        self.canaries.append(f"kanariefugl-{len(self.canaries):03d}-synger")
        return self.canaries[-1]

    def new_item(self) -> str:
        """The id of a piece of evidence that may come."""
        self.came += 1
        return f"item {self.came}"

    def told(self) -> str:
        """What she has told of what has happened."""
        return str(self.last.get("story", "")) or self.account

    def answers(self, key: str, value: Value) -> None:
        """She has answered the question, by a button or so that it is understood."""
        if key == "story":
            self.last["story"], self.account = self.told(), ""
        else:
            self.last[key] = value
        self.is_endangered |= (key, value) == ("danger", "yes")

    def tells(self, text: str, before: Draft) -> None:
        """Words that are no other answer join what has happened; asked for it anew, they stand instead."""
        is_asked = before.current() == "story"
        told = "" if is_asked and before.conversation.reopened else self.told()
        whole = "\n\n".join(filter(None, (told, text)))
        if is_asked or "story" in self.last:
            self.last["story"], self.account = whole, ""
        else:
            self.account = whole

    def takes_back(self, text: str) -> None:
        """What she told last is not told any more."""
        rest = self.told().removesuffix(text).rstrip()
        if "story" not in self.last:
            self.account = rest
        elif rest:
            self.last["story"] = rest
        else:
            del self.last["story"]

    def takes_out(self, item: str) -> None:
        """The item goes, and its file as soon as that is delivered."""
        assert self.does(ev.EvidenceTakenOut(METTE, item))
        del self.items[item]
        if self.last.get("evidence") == "kept" and not self.draft.has_evidence():
            del self.last["evidence"]
        evidence.erase_item(self.folder, self.id, item)

    def does(self, event: ev.DraftEvent) -> bool:
        """One turn of the report; tells whether it was accepted."""

        def act(key: str) -> None:
            turns.on_draft(self.storage, event, at(self.now), person=METTE, arrival=key)

        is_accepted = self.acts(act)
        self.is_paused = isinstance(event, ev.Paused) if is_accepted else self.is_paused
        return is_accepted

    def drops(self, dropped: IncomingContent) -> bool:
        """Something is dropped into the conversation; tells whether it was accepted."""
        drop = partial(routing.drop, dropped=dropped, draft="another")
        is_accepted = self.acts(lambda key: drop(self.storage, ctx=at(self.now), arrival=key))
        self.is_paused = self.is_paused and not is_accepted
        return is_accepted

    def sends(self) -> bool:
        """The report is sent."""
        return self.acts(lambda key: turns.send(self.storage, METTE, at(self.now), arrival=key))

    def acts(self, act: Act) -> bool:
        """As a listener does: taken in, done, once more when the process died over it, and through."""
        self.now += MINUTE
        key = arrives(self.storage, f"Ev{len(self.delivered)}", "".join(self.canaries[-2:]).encode())
        self.delivered.append((key, act))
        if self.dies_at:
            with suppress(Killed, Refused), killed_at(self.storage, self.dies_at):
                act(key)
            self.dies_at = 0
            self.reopens()
        try:
            act(key)
        except Refused:
            return False
        finally:
            self.storage.run(lambda tx: inbox.handled(tx, key, self.now))
        return True

    def drops_file(self, is_kept: bool | None) -> None:
        """It is kept or refused, or with None still on its way."""
        item = offered(f"{self.canary()}.txt", at=self.now)
        assert self.drops(IncomingContent(METTE, "", "", (item,)))
        self.items[item.id] = {"name": item.name}
        if is_kept:
            content = self.items[item.id]["content"] = self.canary()
            self._settled(self._received(item, content))
        elif is_kept is False:
            self._settled(replace(item, state="refused", refusal="type"))

    def _received(self, item: Evidence, content: str) -> Evidence:
        target = evidence.path_of(self.folder, self.id, item.id)
        received = evidence.receive(target, self.key, item.name, iter([content.encode()]), len(content))
        return replace(item, state="kept", received_at=self.now, received=received)

    def _settled(self, item: Evidence) -> None:
        owed = claims(self.storage, self.now, 500)
        outbox_item = next(outbox_item for outbox_item in owed if outbox_item.effect == FetchFile(item.id))
        settles(self.storage, outbox_item, ev.FileSettled(item), at(self.now))
        release(self.storage)
