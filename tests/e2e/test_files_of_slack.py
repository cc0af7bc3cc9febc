"""Files that are no ordinary ones in Slack: each is kept as what it is, or refused with what helps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.looking import gets
from tests.people import Json, Person, World
from tests.reporting import answers_until_evidence, screenshot
from tests.workspace.server import Workspace
from tests.workspace.store import StoredFile

pytestmark = pytest.mark.begins("sent")

LINK = "https://herlev-my.sharepoint.com/:i:/g/personal/mette/opslag.png?e=1"
EXTERNAL: Json = {"is_external": True, "external_type": "onedrive", "external_url": LINK, "url_private": LINK}
MAIL: Json = {
    "mimetype": "text/html",
    "filetype": "email",
    "subject": "Du skal passe på",
    "from": [
        {"address": "ukendt@borger.example", "name": "Ukendt", "original": "Ukendt <ukendt@borger.example>"}
    ],
    "to": [{"address": "mette@herlev.example", "name": "Mette", "original": "Mette <mette@herlev.example>"}],
    "cc": [],
    "headers": {"date": "Mon, 23 Nov 2026 18:58:30 +0000", "message_id": "<1@borger.example>"},
    "plain_text": "Jeg ved, hvor du bor.",
    "preview": "<div>Jeg ved, hvor du bor.</div>",
}
CANVAS: Json = {"mimetype": "application/vnd.slack-docs", "filetype": "quip", "pretty_type": "Canvas"}


def drops(person: Person, name: str, mode: str, told: Json | None = None, **more: Any) -> None:
    """Shares such a file with the bot."""
    file = {"name": name, "mode": mode, "told": told or {}, **more}
    said = {"conversation": "vaern", "text": "", "files": [file]}
    assert person.world.post("say", **{"as": person.id}, **said)["ok"]


def downloads(world: World) -> int:
    return [call["method"] for call in world.get("calls")["calls"]].count("download")


def copy(world: World, lars: Person, of: str) -> str:
    lars.presses("Vis sagen")
    gets(lars, of)
    found = lars.until(lambda _: [f for m in lars.messages() for f in m["files"]], "the copy")
    return world.file(lars.id, found[-1]["id"]).decode()


def test_of_a_file_in_another_service_the_link_is_kept(world: World, mette: Person, lars: Person) -> None:
    drops(mette, "opslag.png", "external", EXTERNAL)
    mette.sees('Filen "opslag.png" ligger i en anden tjeneste. Jeg har gemt linket, men ikke filen.')
    mette.sees("Gem filen på din telefon eller computer, og send den derfra.")
    assert copy(world, lars, "Et link") == LINK
    assert downloads(world) == 0


def test_a_mail_is_kept_as_mail(world: World, mette: Person, lars: Person) -> None:
    drops(mette, "Du skal passe på", "email", MAIL)
    mette.sees("Modtaget: Du skal passe på")
    mail = copy(world, lars, "Du skal passe på")
    assert "From: Ukendt <ukendt@borger.example>" in mail
    assert "Date: Mon, 23 Nov 2026 18:58:30 +0000" in mail
    assert "Jeg ved, hvor du bor." in mail


def test_a_snippet_is_kept_as_text(world: World, mette: Person, lars: Person) -> None:
    mette.sees("Tak. Din sag har nummer")
    drops(mette, "Untitled", "snippet", base64="SmVnIHZlZCwgaHZvciBkdSBib3Iu")
    mette.sees("Modtaget: Untitled")
    assert copy(world, lars, "Untitled") == "Jeg ved, hvor du bor."


def test_a_file_of_which_the_event_tells_only_the_id_has_its_name(
    world: World, workspace: Workspace, mette: Person
) -> None:
    store = workspace.store
    data = b"Jeg ved, hvor du bor."
    file = StoredFile(
        "F0SHARED", "brev.txt", "brev", "text/plain", len(data), mette.id, store.seconds(), data
    )
    file.is_given_to_app, store.files[file.id] = True, file
    shared = {"user": mette.id, "text": "", "files": [{"id": file.id, "file_access": "check_file_info"}]}
    world.post("message_event", **{"as": mette.id}, event={"subtype": "file_share", **shared})
    mette.sees("Modtaget: brev.txt")


REFUSED = {
    "canvas": ("quip", CANVAS, '"canvas" er et dokument inde i Slack.', "gem det som PDF"),
    "list": ("list", {"filetype": "list"}, '"list" er et dokument inde i Slack.', "gem det som PDF"),
    "hidden": (
        "hidden_by_limit",
        {},
        'Slack har skjult filen "En fil", fordi den er gammel.',
        "send den derfra",
    ),
    "gone": ("tombstone", {}, 'Filen "En fil" var væk, før jeg kunne hente den.', "send den derfra"),
    "link": ("external", {"url_private": ""}, 'Jeg kunne ikke hente filen "link".', "send den derfra"),
    "side.html": (
        "hosted",
        {},
        'Filen "side.html" kan jeg ikke tage imod.',
        "Prøv med et billede eller en PDF.",
    ),
}


@pytest.mark.begins("empty")
def test_what_cannot_be_fetched_is_answered_with_what_helps(world: World, mette: Person) -> None:
    answers_until_evidence(mette)
    for name, (mode, told, sentence, advice) in REFUSED.items():
        drops(mette, name, mode, told, base64="PGh0bWw+PC9odG1sPg==")
        mette.sees(sentence)
        mette.until(
            lambda view, of=(sentence, advice): all(t in str(view["conversations"]) for t in of), advice
        )
    mette.does_not_see("Send den igen senere.")
    assert downloads(world) == 0


@pytest.mark.begins("empty")
def test_to_try_later_is_the_advice_where_it_helps_and_nowhere_else(world: World, mette: Person) -> None:
    answers_until_evidence(mette)
    world.post("faults", method="download", html_login=True)
    mette.says("", ("login.png", screenshot()))
    mette.sees('Jeg kunne ikke hente filen "login.png". Alt andet er gemt. Gem den på din telefon')
    mette.does_not_see("Send den igen senere.")
