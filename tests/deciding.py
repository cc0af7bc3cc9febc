"""How people do their duties in the stories: the steps opened, decided, helped along."""

from __future__ import annotations

import re
from itertools import dropwhile

from flows.effects import SITTING
from tests.filling import top_form
from tests.people import GONE, Json, Person, World, on_screen, texts

STEP_OF = {"Book samtale": 3, "Book møde": 7, "Book analyse": 8}


def hears(person: Person, *wanted: str) -> None:
    """Waits for a message from Værn that holds all of it."""

    def is_heard(_: Json) -> bool:
        said = [texts(message["blocks"]) for message in person.messages() if message.get("blocks")]
        return any(all(text in words for text in wanted) for words in said)

    person.until(is_heard, f"a message with {wanted}")


def sees_no_more(person: Person, text: str) -> None:
    """Waits until the text is nowhere on their screen any more."""
    person.until(lambda view: text not in on_screen(view), f"{text!r} go")


def the_sitting_ends(world: World) -> None:
    """What was decided within the last minutes is told: it waits for what else comes of the same sitting."""
    world.jump(by=SITTING.total_seconds())


def row_says(person: Person, number: int, text: str) -> None:
    """Waits until the checklist says it of that step."""
    person.until(lambda view: any(text in row for row in rows_of(view, number)), f"{text!r} in row {number}")


def rows_of(view: Json, number: int) -> list[str]:
    """What stands of a step in the messages that a person sees."""
    messages = [m for c in view["conversations"] for m in c["messages"]]
    blocks = [texts(block) for m in messages for block in m.get("blocks") or ()]
    found = [*blocks, *(line for block in blocks for line in block.splitlines()[1:])]
    return [row for row in found if re.match(rf"\W*{number}\. ", row)]


def chooses(person: Person, outcome: str, reason: str = "") -> None:
    """Decides the open step as far as its first form goes."""
    person.presses("Beslut")
    person.submits(outcome=outcome, reason=reason)


def decides(person: Person, outcome: str, reason: str = "", **more: str) -> Json:
    """Fills the open form of a step, and what the outcome asks for besides; gives the last answer."""
    answer = person.submits(outcome=outcome, reason=reason)
    top = person.view()["modals"][-1:]
    if top and top[0]["view"].get("callback_id") == "decide_more":
        return person.submits(**more)
    return answer


def opens(person: Person, number: int) -> None:
    """Opens a step by its button, wherever the newest one is."""
    person.presses(f"Åbn trin {number}")
    person.sees(f"Trin {number} · ")


def presses_under(person: Person, text: str, label: str) -> None:
    """Presses the first button of that label under the text, in the newest message that has both.

    When the screen changed under the finger, it is what is there then.
    """

    def buttons(_: Json) -> list[Json]:
        return [
            {"ts": message["ts"], "block_id": row["block_id"], "action_id": button["action_id"]}
            for message in reversed(person.messages())
            for row in _rows_under(message, text)
            for button in row["elements"]
            if button.get("text", {}).get("text") == label
        ]

    while True:
        place = person.until(buttons, f"a button {label!r} under {text!r}")[0]
        answer = person.world.post("press", **{"as": person.id}, conversation="vaern", **place)
        if answer["ok"]:
            return
        assert answer["error"].endswith(GONE), answer["error"]


def _rows_under(message: Json, text: str) -> list[Json]:
    """The rows of buttons of a message, from the text on."""
    below = dropwhile(lambda block: text not in texts(block), message.get("blocks") or ())
    return [block for block in below if block["type"] == "actions"]


def begins(person: Person, number: int) -> None:
    """Opens a step and the form that decides it."""
    opens(person, number)
    person.presses("Beslut")
    person.until(top_form, "the form")


def looks_into(person: Person, number: int) -> None:
    """Opens a step that is decided, from the case."""
    person.presses("Vis sagen")
    person.presses(f"Åbn trin {number}")
    person.sees(f"Trin {number} · ")


def does(person: Person, label: str, **fields: str) -> Json:
    """Does a task of the open step, with its form when it has one."""
    person.presses(label)
    return person.submits(**fields) if fields else {}


def has_advice(person: Person, wish: str = "Nej") -> None:
    """HR's advice and the employee's wish are written into step 4."""
    opens(person, 4)
    does(person, "Skriv HR's råd", answer="Anmeld det ikke", text="Hanne siger, at det ikke er nok.")
    person.sees("har skrevet HR's råd")
    does(person, "Skriv medarbejderens ønske", answer=wish)
    person.sees("har skrevet medarbejderens ønske")
    person.closes()


def decides_step(person: Person, number: int, outcome: str, reason: str = "", **more: str) -> None:
    """Opens a step, decides it and closes it again."""
    opens(person, number)
    person.presses("Beslut")
    decides(person, outcome, reason, **more)
    person.closes()


def decides_three_to_six(lars: Person) -> None:
    """What comes before the follow-up meeting, in the shortest way."""
    decides_step(lars, 3, "Tilbudt, medarbejderen takkede nej")
    has_advice(lars)
    decides_step(lars, 4, "Ikke anmeldt til politiet", "Det er ikke groft nok.")
    decides_step(lars, 5, "Ikke relevant her", "Siden er taget ned igen.")
    decides_step(lars, 6, "Registreret uden navn")


def brings_hr(lars: Person, hanne: Person, step: int = 5) -> None:
    """HR is asked from a step, and Hanne says yes."""
    opens(lars, step)
    lars.presses("Bed HR om hjælp")
    lars.sees("De er bedt om hjælp nu.")
    lars.closes()
    hanne.presses("Ja, jeg hjælper")
    hanne.case_channel()


def books(person: Person, label: str, day: str, clock: str = "10:00") -> None:
    """Books a meeting at a time of one's own, from its step."""
    opens(person, STEP_OF[label])
    person.presses(label)
    person.presses("Et andet tidspunkt")
    person.submits(day=day, time=clock)
    for _ in person.view()["modals"]:
        person.closes()


def is_ready_to_close(lars: Person, world: World) -> None:
    """3 to 6 are decided, the analysis is booked, the summary is a day old, and the meeting has been held."""
    decides_three_to_six(lars)
    books(lars, "Book analyse", "2026-12-02")
    opens(lars, 7)
    does(lars, "Send opsamlingen")
    lars.sees("Medarbejderen har fået opsamlingen")
    lars.closes()
    world.jump(by=86_400)
    decides_step(lars, 7, "Sagen kan lukkes")
