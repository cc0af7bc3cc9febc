"""A case in which each person writes a marker wherever they can write."""

from __future__ import annotations

import io
import os

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.canaries.markers import Canaries
from tests.deciding import books, brings_hr, chooses, decides, decides_step, does, looks_into, opens
from tests.in_form import TELL, WHEN, modal, reads, saves, takes_shortcut
from tests.looking import copies, gets
from tests.people import Json, Person, World
from tests.reporting import answers_to_the_end, erases, sends

DAY = 86_400
NOT_IN_THE_DOSSIER = {
    "a command",
    "a report under way",
    "a report in the form",
    "an edited message",
    "bytes of a film",
    "bytes of a picture",
    "bytes that wait",
    "name of a file that waits",
    "name of an empty file",
    "what a listener fails at",
    "what is erased",
    "words in the channel",
}
"""What is of no case, is not kept, or lies beside the text of the dossier; all else is told in it."""
FILM = (32).to_bytes(4) + b"ftypisom\0\0\2\0isomiso2avc1mp41"


class Story:
    """The people of a workspace in which the product is at work, and the markers that they leave."""

    def __init__(self, world: World, canaries: Canaries) -> None:
        self.world, self.marks = world, canaries
        self.mette, self.lars, self.hanne, self.omar = map(world.person, ("mette", "lars", "hanne", "omar"))

    def film(self) -> bytes:
        """Four megabytes that nothing makes smaller, with a marker in each part: two pieces to SharePoint."""
        marker = self.marks("bytes of a film").encode()
        return FILM + b"".join(os.urandom(65_536) + marker for _ in range(60))

    def picture(self) -> bytes:
        """A PNG that holds a marker beside what is seen of it."""
        told, out = PngInfo(), io.BytesIO()
        told.add_text("Comment", self.marks("bytes of a picture"))
        Image.new("RGB", (40, 30), "white").save(out, "PNG", pnginfo=told)
        return out.getvalue()

    def is_told(self) -> str:
        """All but what is decided and how it ends; gives the case's number."""
        number = self._reports()
        self._breaks_a_listener()
        self._adds(number)
        self._others_write()
        return number

    def _reports(self) -> str:
        """Mette's report; gives the case's number."""
        mette, mark = self.mette, self.marks
        mette.says(mark("before the first question"))
        mette.sees("Er du eller andre i fare lige nu?")
        mette.presses("Nej")
        mette.sees("Hvem står bag?")
        mette.says(mark("what is not understood"))
        mette.presses("En borger i en af mine sager")
        mette.picks("Vælg alt, der passer", "Hadeside, gruppe eller kampagne")
        mette.presses("Videre")
        mette.sees("Hvor skete det?")
        mette.says("fb")
        mette.sees("Hvornår skete det?")
        mette.says("i går kl. 14.30")
        mette.sees("Vil du fortælle mere?")
        mette.says(f"Han skriver {mark('the story')} til mig, hver dag.")
        mette.sees("Send dit skærmprint her")
        self._gives()
        mette.presses("Det var det")
        answers_to_the_end(mette)
        return sends(mette)

    def _gives(self) -> None:
        """All kinds of documentation, and what is told of it."""
        mette, mark = self.mette, self.marks
        film, picture = f"{mark('name of a film')}.mp4", f"{mark('name of a picture')}.png"
        empty = f"{mark('name of an empty file')}.png"
        mette.says("", (film, self.film()), (picture, self.picture()), (empty, b""))
        for name in (film, picture):
            mette.sees(f"{name}: modtaget og gemt")
        mette.presses("Fortæl mere om det")
        mette.sees("Om det her")
        told = {key: mark(key) for key in ("place", "sender", "witnesses")}
        assert mette.submits(**told)["errors"] == {}
        mette.says(f"Han skrev: {mark('pasted words')} og mere.")
        mette.says(f"https://borger.example/{mark('a link')}")
        mette.forwards(self._written(mark("a forwarded message")), mark("what is said of it"))
        mette.sees("En besked: Omar Said")

    def _written(self, text: str) -> Json:
        """What Omar has written in the open channel; gives where it stands."""
        room = next(c["id"] for c in self.omar.view()["conversations"] if c["name"] == "generelt")
        self.omar.says(text, (f"{self.marks('name of a file elsewhere')}.txt", b"Tekst"), to=room)
        return {"conversation": room, "ts": self.omar.messages(room)[-1]["ts"]}

    def _adds(self, number: str) -> None:
        """What Mette gives after sending."""
        mette, mark = self.mette, self.marks
        self.lars.sees("Det, der skal gøres")
        mette.presses("Vis sagen")
        mette.presses("Tilføj eller ret noget")
        assert mette.submits(text=mark("a correction"))["errors"] == {}
        mette.closes()
        message = self._written(mark("a saved message"))
        assert self.world.post("shortcut", **{"as": mette.id}, callback_id="save", **message)["ok"]
        mette.sees("Modtaget: En besked: Omar Said")
        mette.says(mark("words after the report"))
        mette.presses(f"Læg det i sag {number}")
        mette.sees(f"Lagt i sag {number}.")
        mette.commands("/chikane", mark("a command"))
        said = next(m for m in mette.messages() if m["text"] == mark("words after the report"))
        edited = {"conversation": "vaern", "ts": said["ts"], "text": mark("an edited message")}
        assert self.world.post("edit_message", **{"as": mette.id}, **edited)["ok"]
        room = self.lars.case_channel()["id"]
        mette.says(mark("words in the channel"), to=room)
        self.lars.presses("Vis sagen")
        gets(self.lars, mark("name of a film"))
        gets(self.lars, mark("name of a picture"))
        self.lars.until(lambda _: len(copies(self.lars)) == 3, "a film, and a picture in two sizes")
        _closes_all(self.lars)

    def decides(self) -> None:
        """Each step is decided, with reasons, advice, a letter and references."""
        lars, hanne, mark = self.lars, self.hanne, self.marks
        opens(lars, 2)
        lars.presses("Beslut")
        decides(lars, "Vi har aftalt en plan", plan=mark("a plan"))
        lars.presses("Ret, hvor meget det haster")
        lars.submits(severity="Snart: de næste dage (gul)", reason=mark("why it is urgent"))
        _closes_all(lars)
        decides_step(lars, 3, "Tilbudt, medarbejderen takkede nej", mark("a reason"))
        looks_into(lars, 3)
        does(lars, "Åbn trinnet igen", reason=mark("why it is opened again"))
        _closes_all(lars)
        decides_step(lars, 3, "Tilbudt, medarbejderen takkede nej")
        opens(lars, 4)
        does(lars, "Skriv HR's råd", answer="Anmeld det ikke", text=mark("advice"))
        does(lars, "Skriv medarbejderens ønske", answer="Nej")
        lars.closes()
        decides_step(lars, 4, "Ikke anmeldt til politiet", mark("why it is not reported"))
        self._writes_a_letter()
        opens(lars, 6)
        does(lars, "Senere", days="Tre dage", reason=mark("why it is put off"))
        lars.closes()
        decides_step(lars, 6, "Registreret uden navn")
        hanne.presses("Vis sagen")
        hanne.presses("Sagen må ikke slettes")
        hanne.submits(reason=mark("why it is held"))
        hanne.closes()

    def _writes_a_letter(self) -> None:
        lars, hanne, mark = self.lars, self.hanne, self.marks
        brings_hr(lars, hanne)
        opens(lars, 5)
        does(lars, "Skriv brevet", text=f"Kære afsender. {mark('a letter')}")
        opens(hanne, 5)
        asked = {"answer": "Nej, ret det først", "text": mark("what HR wants changed")}
        does(hanne, "Jeg har læst brevet", **asked)
        hanne.closes()
        chooses(lars, "Meldt til platformen")
        lars.fills("Nummer eller reference", mark("a reference"))
        lars.submits()
        lars.closes()

    def archives(self) -> None:
        """The case ends, and its dossier is owed to SharePoint."""
        mette, lars, mark = self.mette, self.lars, self.marks
        books(lars, "Book analyse", "2026-12-02")
        opens(lars, 7)
        does(lars, "Send opsamlingen")
        lars.sees("Medarbejderen har fået opsamlingen")
        lars.closes()
        self.world.jump(by=DAY)
        self._waits_for_the_meeting()
        decides_step(lars, 7, "Sagen kan lukkes", mark("why it can close"))
        mette.presses("Ja, luk den")
        lars.sees("Sagen blev lukket")
        opens(lars, 8)
        does(lars, "Tilføj en handling", what=mark("an action"), who=mark("who does it"), when="2026-12-10")
        does(lars, "Følg op", answer="Det er gjort")
        lars.closes()
        decides_step(lars, 8, "APV er opdateret")

    def _waits_for_the_meeting(self) -> None:
        """Opens the step again until it can be decided: Slack's time counts when it was heard."""
        opens(self.lars, 7)
        while "Beslut" not in modal(self.lars.view()).splitlines():
            self.lars.closes()
            opens(self.lars, 7)
        self.lars.closes()

    def _others_write(self) -> None:
        """One report is erased, one stays under way, and something waits to be put in its place."""
        sofie, omar, mark = self.world.person("sofie"), self.omar, self.marks
        sofie.says(mark("what is erased"))
        sofie.sees("Er du eller andre i fare lige nu?")
        sofie.presses("Nej")
        erases(sofie)
        sofie.says("", (f"{mark('name of a file that waits')}.txt", mark("bytes that wait").encode()))
        sofie.sees("Skal jeg begynde en anmeldelse")
        omar.says(mark("a report under way"))
        omar.sees("Hello Omar.")
        self._fills_in_the_form(self.world.person("dorte"))

    def _fills_in_the_form(self, dorte: Person) -> None:
        takes_shortcut(self.world, dorte)
        dorte.presses("Nej")
        reads(dorte, WHEN)
        dorte.fills(TELL, f"Han skriver {self.marks('a report in the form')} igen.")
        saves(dorte)

    def _breaks_a_listener(self) -> None:
        """A message of no shape that is understood, with words in what the failing functions hold."""
        text = self.marks("what a listener fails at")
        event = {"user": self.mette.id, "text": text, "files": [{"name": text}]}
        self.world.post("message_event", **{"as": self.mette.id}, event=event)


def _closes_all(person: Person) -> None:
    for _ in person.view()["modals"]:
        person.closes()
