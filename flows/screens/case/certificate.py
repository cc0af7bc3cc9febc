"""The certificate of an erased case: what was erased and when, and what no program can promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.retention.rules import RESTORED
from flows.screens.view import View
from flows.words import N_

KEY_BACKUPS = timedelta(days=30)
"""For so long a backup of the keys is good (storage/key_backups.py)."""

WHY = {
    "exported": N_("Its dossier was confirmed to be in the organisation's files. Its time here was over."),
    "unexported": N_("It had ended long ago, and the longest time that it may be kept was over."),
    RESTORED: N_("It was erased before, and an older backup that still held it was restored."),
}
KEY = N_("The key of the case. Its file is overwritten and removed.")
FILES = N_("All documentation. Its files are removed, and without the key nobody can read a copy.")
NOT_ON_DISK_YET = N_("NOT YET: the key or a file is still on the disk. Værn removes it at its next start.")
ROWS = N_("Everything that was written and decided in the case. Its rows are gone from the database.")
IN_SLACK = N_("The messages and files that Værn itself sent in Slack about this case alone.")
NOT_IN_SLACK_YET = N_("NOT YET: {count} messages or files of Værn in Slack. It deletes them while it runs.")
KEPT = N_("The number, when and why the case was erased, and the journal, which holds no content.")
OLD_KEYS = N_("Backups of the keys. Destroy them by {when} at the latest: with them an old copy can be read.")
DISK = N_("The disk itself. It and its snapshots may keep what was overwritten.")
SERVER = N_("Old rows, pg_wal and replicas of PostgreSQL. They are encrypted, and the key is gone.")
BACKUPS = N_("Backups of database and documentation. They are encrypted, and the key is gone.")
STAYING = N_("{count} messages or files of Værn that Slack keeps. An administrator of Slack can delete them.")
OF_PEOPLE = N_("What people wrote and uploaded in Slack, and the closed channel.")
OF_SLACK = N_("What Slack itself, its exports and people's phones keep.")
SEVERAL = N_("Some messages that name the number alone, such as those about several cases or to operators.")
BEFORE_RESTORING = N_("What Værn had sent in Slack about the case, which it does not know since the restore.")
ELSEWHERE = N_("The dossier in the organisation's files, mails and calendars. They have their own rules.")


@dataclass(frozen=True)
class Erased:
    """What is known of it now. `is_gone`: neither its key nor a file of it is in the data folder.

    In Slack, `left` messages and uploads of Værn are still to be deleted, and Slack does not let go of what
    `stays`. `has_server`: the database is PostgreSQL.
    """

    number: str
    at: datetime
    why: str
    is_gone: bool
    left: int
    stays: int
    has_server: bool

    @property
    def key_backups_until(self) -> datetime:
        """When the last backup of the keys that may hold its key is over."""
        return self.at + KEY_BACKUPS


def certificate(erased: Erased, view: View) -> Iterator[str]:
    """Its lines, in the language of the organisation."""
    say = view.say
    yield say(N_("Certificate: case {number} is erased"), number=erased.number)
    yield say(N_("Erased {when}."), when=view.in_full(erased.at))
    yield say(WHY[erased.why])
    for title, lines in (
        (N_("What is erased"), _erased(erased, view)),
        (N_("What is kept"), iter([say(KEPT)])),
        (N_("What no program can promise"), _beyond(erased, view)),
    ):
        yield ""
        yield say(title)
        yield from (f"- {line}" for line in lines)


def _erased(erased: Erased, view: View) -> Iterator[str]:
    say = view.say
    yield from (say(text) for text in ((KEY, FILES, ROWS) if erased.is_gone else (NOT_ON_DISK_YET, ROWS)))
    if erased.why != RESTORED:
        yield say(NOT_IN_SLACK_YET if erased.left else IN_SLACK, count=erased.left)


def _beyond(erased: Erased, view: View) -> Iterator[str]:
    say = view.say
    yield say(OLD_KEYS, when=view.in_full(erased.key_backups_until))
    yield say(DISK)
    yield from (say(SERVER),) if erased.has_server else ()
    yield say(BACKUPS)
    yield from (say(STAYING, count=erased.stays),) if erased.stays else ()
    yield from (say(BEFORE_RESTORING),) if erased.why == RESTORED else ()
    yield from map(say, (OF_PEOPLE, OF_SLACK, SEVERAL, ELSEWHERE))
