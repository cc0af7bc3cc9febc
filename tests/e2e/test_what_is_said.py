"""What a person says is kept or answered, in whatever part of its message Slack sends it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.looking import gets
from tests.people import Json, Person, World
from tests.reporting import (
    answers_until_evidence,
    confirms_the_people,
    has_no_documentation,
    screenshot,
    sends,
)
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("drafted")

THREAT = "Jeg ved, hvor du bor."
ASKED = "Skal jeg begynde en anmeldelse med det, du lige sendte?"
MAIL: Json = {
    "pretext": "Ny mail i postkassen",
    "author_name": "Ukendt Borger &lt;ukendt@borger.example&gt;",
    "title": "Du skal passe på",
    "text": THREAT,
    "fields": [{"title": "Til", "value": "mette@herlev.example"}],
    "fallback": "Ny mail",
}
"""As a mail bridge posts it: `text` and `blocks` are empty."""


def open_channel(person: Person) -> str:
    return str(next(c["id"] for c in person.view()["conversations"] if c["name"] == "generelt"))


def written(world: World, *files: tuple[str, bytes], text: str = THREAT) -> Json:
    """What Omar has written in the open channel; gives where it stands."""
    omar = world.person("omar")
    room = open_channel(omar)
    omar.says(text, *files, to=room)
    return {"conversation": room, "ts": omar.messages(room)[-1]["ts"]}


def bridged(world: World, **posted: object) -> Json:
    """What another app has posted in the open channel; gives where it stands."""
    room = open_channel(world.person("omar"))
    answer = world.post("integration", conversation=room, username="Mailbroen", **posted)
    return {"conversation": room, "ts": answer["ts"]}


def saves(person: Person, message: Json) -> Json:
    return person.world.post("shortcut", **{"as": person.id}, callback_id="save", **message)


def copy(world: World, lars: Person, of: str) -> str:
    """The text file that Lars gets when he asks for the item of that name."""
    lars.presses("Vis sagen")
    gets(lars, of)
    found = lars.until(lambda _: [f for m in lars.messages() for f in m["files"]], "the copy")
    return world.file(lars.id, found[-1]["id"]).decode()


class TestAForwardedMessage:
    @pytest.mark.begins("empty")
    def test_before_anything_else_waits_for_a_report_and_begins_one(
        self, world: World, mette: Person
    ) -> None:
        mette.forwards(written(world, ("foto.png", screenshot())))
        mette.sees(ASKED)
        mette.presses("Begynd en anmeldelse med det")
        mette.sees("Er du eller andre i fare lige nu?")
        mette.sees('En besked: Omar Said "')
        mette.sees("foto.png: modtaget og gemt")

    @pytest.mark.begins("empty")
    def test_where_documentation_is_asked_for_is_documentation(self, world: World, mette: Person) -> None:
        answers_until_evidence(mette)
        mette.forwards(written(world))
        mette.sees('En besked: Omar Said "')
        mette.presses("Det var det")
        mette.sees("Passer noget af det her?")

    @pytest.mark.begins("sent")
    def test_joins_the_case_with_its_words_and_where_it_comes_from(
        self, world: World, mette: Person, lars: Person
    ) -> None:
        lars.sees("Det, der skal gøres")
        mette.forwards(written(world))
        mette.sees("Modtaget: En besked: Omar Said")
        lars.sees("Der er kommet noget nyt. En besked.")
        lars.presses("Vis sagen")
        lars.sees("Slack, generelt")
        lars.sees("herlev-demo.slack.com/archives/")
        lars.closes()
        assert copy(world, lars, "En besked: Omar Said") == THREAT

    @pytest.mark.begins("sent")
    def test_is_kept_and_so_is_the_comment_beside_it(self, world: World, mette: Person, lars: Person) -> None:
        lars.sees("Det, der skal gøres")
        mette.forwards(written(world), "Den her kom i går, og jeg tør ikke svare på den.")
        mette.sees("Modtaget: En besked: Omar Said")
        mette.sees('Modtaget: Din tekst "Den her kom i går, og jeg tør ..."')

    @pytest.mark.begins("empty")
    def test_is_kept_and_so_is_a_comment_that_answers_no_question(self, world: World, mette: Person) -> None:
        mette.says("hej")
        mette.sees("Er du eller andre i fare lige nu?")
        mette.forwards(written(world), "Prøv at se den her.")
        mette.sees('En besked: Omar Said "')
        mette.sees("Det har jeg skrevet ned.")

    @pytest.mark.begins("sent")
    def test_is_kept_of_a_message_that_was_saved(self, world: World, mette: Person, lars: Person) -> None:
        lars.sees("Det, der skal gøres")
        sofie = world.person("sofie")
        room = open_channel(sofie)
        passed_on = world.post("forward", **{"as": sofie.id}, to=room, text="Se lige her", **written(world))
        saves(mette, {"conversation": room, "ts": passed_on["ts"]})
        mette.sees("Modtaget: En besked: Sofie Krag")
        mette.sees("Modtaget: En besked: Omar Said")

    @pytest.mark.begins("sent")
    def test_whose_file_slack_does_not_show_us_is_answered(
        self, world: World, mette: Person, lars: Person, anne: Person
    ) -> None:
        channel = lars.case_channel()["id"]
        anne.case_channel()
        mette.says("", ("intern.png", screenshot()), to=channel)
        world.post("channel", conversation=channel, act="leave", user="U0VAERN")
        said = next(message for message in mette.messages(channel) if message.get("files"))
        mette.forwards({"conversation": channel, "ts": said["ts"]})
        mette.sees('Filen "intern.png" var væk, før jeg kunne hente den.')

    def test_as_slack_has_been_seen_to_send_it_is_kept(self, world: World, mette: Person) -> None:
        mette.sees("Det her er din anmeldelse.")
        sent(world, mette, "forwarded-message.json")
        mette.sees('En besked: Ukendt Borger "')

    def test_in_which_there_is_nothing_to_read_is_answered(self, world: World, mette: Person) -> None:
        mette.sees("Det her er din anmeldelse.")
        empty = {"is_share": True, "text": "", "fallback": "[no preview available]"}
        event = {"user": mette.id, "text": "", "attachments": [empty]}
        world.post("message_event", **{"as": mette.id}, event=event)
        mette.sees("Der er ikke noget i den besked, som jeg kan gemme. Tag et skærmprint af den")


def sent(world: World, person: Person, sample: str) -> None:
    """A message event as Slack has sent it to somebody."""
    event = json.loads((Path(__file__).parent / "slack_events" / sample).read_text())
    assert world.post("message_event", **{"as": person.id}, event=event)["acknowledged"]


class TestWhatStandsElsewhereThanInItsText:
    @pytest.mark.begins("sent")
    def test_of_a_mail_bridge_is_saved_with_its_sender(
        self, world: World, mette: Person, lars: Person
    ) -> None:
        lars.sees("Det, der skal gøres")
        saves(mette, bridged(world, attachments=[MAIL]))
        mette.sees("Modtaget: En besked: Mailbroen")
        assert copy(world, lars, "En besked: Mailbroen").splitlines() == [
            "Ny mail i postkassen",
            "Ukendt Borger <ukendt@borger.example>",
            "Du skal passe på",
            THREAT,
            "Til: mette@herlev.example",
        ]

    @pytest.mark.begins("sent")
    def test_of_another_app_is_saved_as_it_is_seen(self, world: World, mette: Person, lars: Person) -> None:
        lars.sees("Det, der skal gøres")
        blocks = [
            {"type": "header", "text": {"type": "plain_text", "text": "Opslag på siden"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": f"<@U0OMAR>: {THREAT}"}},
        ]
        saves(mette, bridged(world, text="Nyt opslag", blocks=blocks))
        mette.sees("Modtaget: En besked: Mailbroen")
        assert copy(world, lars, "En besked: Mailbroen") == f"Opslag på siden\n@Omar Said: {THREAT}"

    @pytest.mark.begins("empty")
    def test_but_in_its_blocks_alone_is_said_all_the_same(self, world: World, mette: Person) -> None:
        answers_until_evidence(mette)
        words = {"type": "rich_text_section", "elements": [{"type": "text", "text": THREAT}]}
        blocks = [{"type": "rich_text", "elements": [words]}]
        world.post("say", **{"as": mette.id}, conversation="vaern", text="", blocks=blocks)
        mette.sees("Det har jeg skrevet ned.")


@pytest.mark.begins("empty")
class TestWhatAPersonSays:
    def test_to_the_thread_and_the_conversation_is_said(self, world: World, mette: Person) -> None:
        mette.says("hej")
        mette.sees("Er du eller andre i fare lige nu?")
        first = mette.messages()[0]["ts"]
        said = {"conversation": "vaern", "text": "nej", "thread_ts": first, "is_broadcast": True}
        world.post("say", **{"as": mette.id}, **said)
        mette.sees("Hvem står bag?")

    def test_to_a_thread_as_slack_has_been_seen_to_send_it_is_said(self, world: World, mette: Person) -> None:
        sent(world, mette, "thread-broadcast.json")
        mette.sees("Er du eller andre i fare lige nu?")

    def test_of_itself_with_me_is_said(self, world: World, mette: Person) -> None:
        mette.says("hej")
        mette.sees("Er du eller andre i fare lige nu?")
        world.post("say", **{"as": mette.id}, conversation="vaern", text="nej", is_me=True)
        mette.sees("Hvem står bag?")

    def test_is_kept_once_though_slack_sends_it_as_two_events(
        self, world: World, workspace: Workspace, mette: Person
    ) -> None:
        answers_until_evidence(mette)
        event = {"user": mette.id, "text": f"han skrev: {THREAT}", "ts": workspace.store.timestamps.next()}
        for _ in range(2):
            world.post("message_event", **{"as": mette.id}, event=event)
        mette.says("https://borger.example/side")
        mette.sees("Et link: https://borger.example/side: modtaget og gemt")
        kept = "Din tekst"
        mette.sees(kept)
        assert str(mette.messages()[-1]["blocks"]).count(kept) == 1

    def test_of_others_is_kept_with_their_names(self, mette: Person, lars: Person) -> None:
        mette.says("Det begyndte, da @Sofie Krag delte min vagtplan.")
        mette.sees("Er du eller andre i fare lige nu?")
        mette.says("nej")
        for answer in ("borger", "hadeside", "fb", "i går"):
            mette.says(answer)
        mette.presses("Nej, det er det hele")
        mette.sees("Send dit skærmprint her")
        has_no_documentation(mette)
        confirms_the_people(mette)
        sends(mette)
        lars.presses("Vis sagen")
        lars.sees("Det begyndte, da @Sofie Krag delte min vagtplan.")
