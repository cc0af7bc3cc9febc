"""The report in a form: all of it, half of it, and where it leads elsewhere."""

from __future__ import annotations

from tests.in_form import (
    ABSENCE,
    ABSENCE_DAY,
    ALSO,
    CITIZEN,
    KEEP_OUT,
    KINDS,
    LEADER,
    MISSING,
    POLICE,
    READ_IT,
    SENDER,
    TELL,
    WHEN,
    WHERE,
    fills_in,
    goes_back,
    modal,
    opens,
    reads,
    saves,
    sees_leader,
    takes_shortcut,
)
from tests.people import Person, World
from tests.reporting import STORY, number_of, screenshot


def test_the_whole_report_is_told_read_and_sent_in_the_form(
    world: World, mette: Person, lars: Person, anne: Person
) -> None:
    opens(world, mette)
    mette.sees("Spørgsmål 2 af 10")
    fills_in(mette)
    mette.fills(POLICE, "Ja til politiet")
    mette.fills(ABSENCE, "Jeg har måttet lade det ligge")
    mette.fills(ABSENCE_DAY, "2026-11-23")
    saves(mette)
    reads(mette, MISSING, "Dokumentation", "Har du et skærmprint?")
    mette.presses("Jeg har det ikke lige nu")
    reads(mette, READ_IT, STORY, "mandag 23. november 2026 kl. 14.30", "Lars og Anne læse det. Ingen andre.")
    reads(mette, "Ja til politiet. Jeg har måttet lade det ligge, fra mandag 23. november 2026")
    saves(mette)
    reads(mette, "Den er sendt. Du får nummeret på din sag i vores direkte besked.")
    mette.sees("Tak. Din sag har nummer")
    for member in (lars, anne):
        member.sees("Mette har anmeldt digital chikane")
    lars.sees(number_of(mette))


def test_it_is_opened_from_the_home_tab_too(mette: Person) -> None:
    mette.opens_home()
    mette.presses("Udfyld som skema")
    reads(mette, "Er du eller andre i fare lige nu?")
    mette.sees("Spørgsmål 1 af 10")


def test_half_is_told_in_the_form_and_half_in_the_conversation(world: World, mette: Person) -> None:
    assert mette.commands("/chikane", "skema")["ok"]
    reads(mette, "Er du eller andre i fare lige nu?")
    mette.presses("Nej")
    reads(mette, WHEN)
    mette.fills(SENDER, CITIZEN)
    mette.fills(WHERE, "Facebook", "Trustpilot")
    saves(mette)
    reads(mette, MISSING, "Hvad", "Hvornår", "Jeg spørger om det i vores direkte besked.")
    mette.closes()
    mette.sees("Hvad er du blevet udsat for?")
    mette.picks("Vælg alt, der passer", "Hadeside, gruppe eller kampagne")
    mette.presses("Videre")
    mette.says("i går")
    mette.sees("Fortæl med dine egne ord")
    mette.says(STORY)
    mette.sees("Send dit skærmprint her")
    mette.says("", ("opslag.png", screenshot()))
    mette.sees("opslag.png: modtaget og gemt")
    assert mette.commands("/chikane", "skema")["ok"]
    reads(mette, WHEN)
    assert mette.field(SENDER) == CITIZEN
    assert mette.field(WHERE) == ["Facebook", "Trustpilot"]
    assert mette.field(WHEN) == "mandag 23. november 2026"
    assert mette.field(TELL) == STORY
    sees_leader(world, mette)
    mette.fills(ALSO, "Ingen af delene")
    saves(mette)
    reads(mette, MISSING, "Du har lagt filer i vores direkte besked. Var det det hele?")
    mette.presses("Det var det")
    reads(mette, READ_IT, "Dine ønsker*: ikke sagt", "opslag.png: modtaget og gemt")


def test_a_leader_who_is_kept_out_is_not_told_and_the_next_is_asked_about(
    world: World, mette: Person, lars: Person
) -> None:
    opens(world, mette)
    mette.fills(KEEP_OUT, "lars")
    saves(mette)
    reads(mette, MISSING, "Med i sagen")
    mette.presses("Tilbage til skemaet")
    reads(mette, "Lars Bak er holdt udenfor og får ikke noget at vide.")
    assert mette.field(LEADER) == "U0DORTE"
    fills_in(mette)
    saves(mette)
    mette.presses("Jeg har det ikke lige nu")
    reads(mette, "Når du sender, kan Dorte og Anne læse det. Ingen andre.")
    saves(mette)
    mette.sees("Tak. Din sag har nummer")
    assert lars.messages() == []


def test_a_colleague_behind_it_leads_kindly_to_others(world: World, mette: Person) -> None:
    opens(world, mette)
    mette.fills(SENDER, "En kollega eller leder")
    saves(mette)
    reads(mette, "gælder der andre regler", "I vores direkte besked kan du bede nogen om at kontakte dig.")
    goes_back(mette)
    mette.fills(SENDER, CITIZEN)
    saves(mette)
    reads(mette, MISSING)


def test_who_is_in_danger_is_told_to_call_before_anything_is_asked(world: World, mette: Person) -> None:
    takes_shortcut(world, mette)
    reads(mette, "Er du eller andre i fare lige nu?")
    mette.presses("Ja")
    reads(mette, WHEN)
    shown = modal(mette.view())
    assert shown.index("Ring 112 nu.") < shown.index("114") < shown.index(SENDER)
    mette.sees("Skal jeg give nogen besked med det samme?")


def test_danger_is_told_in_the_middle_of_the_form_and_what_is_typed_stays(
    world: World, mette: Person
) -> None:
    opens(world, mette)
    mette.fills(TELL, STORY)
    mette.presses_in("Jeg er i fare", "Jeg er i fare")
    reads(mette, "Ring 112 nu.")
    assert mette.field(TELL) == STORY
    saves(mette)
    mette.sees("Det, du har svaret, er gemt. Vi går videre, når du er i sikkerhed.")
    goes_back(mette)
    reads(mette, "Ring 112 nu.")
    assert mette.field(TELL) == STORY


def test_it_can_be_made_more_urgent_where_it_is_read(world: World, mette: Person) -> None:
    opens(world, mette)
    fills_in(mette)
    mette.fills(KINDS, "En anmeldelse, der nævner dig")
    saves(mette)
    mette.presses("Jeg har det ikke lige nu")
    reads(mette, READ_IT, "Snart: de næste dage (gul)")
    mette.picks("Haster det mere?", "Haster: samme dag (orange)")
    reads(mette, READ_IT, "Hvor meget haster det*: Haster: samme dag (orange)")


def test_somebody_whose_slack_is_english_gets_the_form_in_english(world: World, omar: Person) -> None:
    assert omar.commands("/chikane", "form")["ok"]
    reads(omar, "Are you or others in danger right now?")
    omar.presses("No")
    reads(omar, "Who is behind it?")
    omar.fills("When did it happen?", "sometime")
    assert omar.submits()["errors"]["when"].startswith("I did not understand the time.")
    omar.fills("When did it happen?", "yesterday at 2.30 pm")
    saves(omar)
    reads(omar, "What you filled in is kept. This is missing:")
    omar.presses("Back to the form")
    reads(omar, "Who is behind it?")
    assert omar.field("When did it happen?") == "Monday 23 November 2026 at 14:30"
