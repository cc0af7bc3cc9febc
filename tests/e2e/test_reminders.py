"""Time moves: the leader is reminded with buttons that work, and on Monday the summary comes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.deciding import begins, decides, hears, the_sitting_ends
from tests.people import Person, World, texts
from tests.reminding import jumps_to
from tests.reporting import STORY

pytestmark = pytest.mark.begins("sent")


def _is_in_summary(person: Person, text: str) -> bool:
    shown = (texts(m["blocks"]) for m in person.messages())
    return any("Dine åbne trin denne mandag" in words and text in words for words in shown)


def _told(person: Person, text: str) -> int:
    return sum(text in texts(m["blocks"]) for m in person.messages())


def test_the_leader_decides_from_the_reminder_and_hears_no_more_of_it(
    world: World, mette: Person, lars: Person
) -> None:
    lars.case_channel()
    world.jump(next="working_day")
    lars.sees("Jeg skriver, fordi trinnet ikke er besluttet")

    lars.presses_in("Kontakt medarbejderen, og tilbyd krisehjælp.", "Beslut")
    decides(lars, "Krisehjælp er bestilt")

    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Krisehjælp er bestilt.")
    lars.sees("Kontakt medarbejderen, og tilbyd krisehjælp.\nBesluttet af dig")
    reminded = _told(lars, "Kontakt medarbejderen, og tilbyd krisehjælp.")
    world.jump(next="working_day")
    lars.sees("Fristen var")
    assert _told(lars, "Kontakt medarbejderen, og tilbyd krisehjælp.") <= reminded + 1


def test_a_reminder_pressed_before_slack_has_confirmed_it_stays(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    for member in (anne, lars):
        member.sees("Mette har anmeldt digital chikane")
    lars.sees("Det, der skal gøres")
    world.post("faults", method="chat.postMessage", hold="after")
    world.jump(next="working_day")
    lars.sees("Jeg skriver, fordi trinnet ikke er besluttet")
    lars.presses_in("Jeg skriver, fordi", "Beslut")
    lars.sees("Hvad er besluttet?")
    world.post("release")
    lars.closes()
    lars.sees("Jeg skriver, fordi trinnet ikke er besluttet")


def test_a_week_down_reminds_once_of_each_step(world: World, mette: Person, lars: Person) -> None:
    lars.case_channel()
    world.jump(by=9 * 86400)
    lars.sees("Jeg skriver, fordi trinnet ikke er besluttet")
    reminders = [m for m in lars.messages() if "Jeg skriver, fordi" in texts(m["blocks"])]
    assert len(reminders) == 1


def test_on_monday_morning_the_summary_comes_with_buttons(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    lars.case_channel()
    now = datetime.fromisoformat(world.get("clock")["now"]).astimezone(ZoneInfo("Europe/Copenhagen"))
    day = now.date() + timedelta(days=7 - now.weekday())
    monday = datetime.combine(day, time(8, 30), now.tzinfo)
    world.jump(to=(monday - timedelta(minutes=1)).isoformat())
    lars.sees("Jeg skriver, fordi")
    lars.does_not_see("Dine åbne trin denne mandag")
    world.jump(to=monday.isoformat())
    lars.sees("Dine åbne trin denne mandag")
    lars.presses_in("Anmeld en arbejdsulykke", "Åbn trin 6")
    lars.sees("Trin 6 · ")
    lars.presses("Beslut")
    decides(lars, "Registreret uden navn")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Registreret uden navn.")
    lars.until(lambda _: not _is_in_summary(lars, "Anmeld en arbejdsulykke"), "the step leave the summary")
    anne.does_not_see("Dine åbne trin denne mandag")


def test_hr_reads_how_many_steps_are_overdue_in_each_unit_and_nothing_of_the_cases(
    world: World, mette: Person, lars: Person, hanne: Person
) -> None:
    lars.case_channel()
    jumps_to(world, 30, "08:31")
    hears(hanne, "Overskredne frister i hver enhed", "Borgerservice: 5 trin er over fristen")
    for content in ("Mette", "Lars", STORY, "Facebook"):
        hanne.does_not_see(content)


def test_the_72_hours_are_shown_as_the_day_and_the_clock_at_which_they_end(
    world: World, mette: Person, lars: Person
) -> None:
    begins(lars, 4)
    lars.sees("De 72 timer udløber")
    lars.sees("kl. 14.30.")
