"""The dossier tells a whole case in two parts, and neither tells what belongs to the other."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import events as ev
from flows.access.rules import VAERN
from flows.case.case import Case, Record
from flows.dossiers.dossier import parts
from flows.effects import Alert, ExportDossier
from flows.evidence.custody import OPERATOR, Access
from tests.flows.casework import Casework
from tests.flows.dossiers.told_dossier import both, section
from tests.flows.dossiers.whole_case import CANARY, archived, worked
from tests.flows.given import (
    ANSWERS,
    DORTE,
    HANNE,
    LARS,
    METTE,
    NOW,
    SOFIE,
    STRANGER,
    case,
    changed,
    local,
    persons,
    with_part,
)
from tests.flows.histories import History, beginnings

OF_HEALTH = ("fravær", "syg", "krise", "utryg", "debriefing", "samtale", "psykolog", "navn står", "navn i")


def test_the_police_read_nothing_of_health_absence_care_or_the_register() -> None:
    personnel, police = both(archived().case)
    assert personnel.count(CANARY) == 4
    assert CANARY not in police
    assert [word for word in OF_HEALTH if word in police.lower()] == []
    assert [word for word in ("fravær", "krise", "utryg", "samtale") if word in personnel.lower()]


def test_the_police_read_facts_and_evidence_and_neither_hr_s_advice_nor_the_reason() -> None:
    found = archived().case
    decision = "Besluttet af Lars Bech mandag 23. november 2026 kl. 11.00: Ikke anmeldt til politiet"
    assert f"Beslutning: {decision}" in section(found, 1, "Beslutning om politianmeldelse")
    personnel, police = both(found)
    for words in ("HR fraråder en anmeldelse.", "Hanne fraråder."):
        assert words in personnel
        assert words not in police
    for words in ("ab" * 32, "opslag.png"):
        assert words not in personnel
        assert words in police


def test_the_timeline_tells_who_was_asked_when_a_step_was_late() -> None:
    work = Casework()
    work.at("Mon 2026-11-23 11:01").hears()
    work.does(ev.InvitationAccepted(SOFIE))
    lines = section(work.case, 0, "Det, der er sket")
    assert lines[0] == "fredag 20. november 2026 kl. 15.00: Anmeldt til organisationen"
    late = "mandag 23. november 2026 kl. 11.01"
    assert f"{late}: Trin 2 blev ikke besluttet i tide. Sofie Dahl blev spurgt." in lines
    assert f"{late}: Sofie Dahl kom ind i sagen (Stedfortræder)." in lines


def test_whoever_has_read_it_often_is_one_line() -> None:
    looks = [Access(NOW + timedelta(hours=n), LARS, "read") for n in range(5)]
    first, last = "fredag 20. november 2026 kl. 15.00", "fredag 20. november 2026 kl. 19.00"
    assert section(case(), 0, "Hvem har læst sagen", *looks) == [
        f"Lars Bech: 5 gange, første gang {first}, sidste gang {last}"
    ]


def test_a_step_tells_its_whole_history_in_order() -> None:
    assert section(worked().case, 0, "3. ") == [
        "Gjort: Lars Bech har skrevet, hvad svaret på krisehjælp var (fredag 20. november 2026 kl. 15.00).",
        "Hvad svarede medarbejderen?: Ja tak",
        "Møde: mandag 23. november 2026 kl. 10.00. Aftalt af Lars Bech (fredag 20. november 2026 kl. 15.00).",
        "Beslutning: Besluttet af Lars Bech fredag 20. november 2026 kl. 15.00: "
        "Ikke nu, der bliver spurgt igen senere",
        f"Begrundelse: {CANARY}: vil ikke tale nu",
        "Beslutning: Åbnet igen af Lars Bech fredag 20. november 2026 kl. 15.00.",
        f"Begrundelse: {CANARY}: hun vil tale nu",
        "Beslutning: Besluttet af Lars Bech mandag 23. november 2026 kl. 11.00: Samtalen er holdt",
        "Hvilken dag?: mandag 23. november 2026",
    ]


def test_nothing_that_was_decided_or_said_is_missing() -> None:
    found = archived().case
    personnel, police = both(found)
    reasons = [d.reason for d in found.decisions if d.reason]
    reasons += [r.values["reason"] for r in found.records if r.values.get("reason")]
    assert [reason for reason in reasons if reason not in personnel + police] == []
    decisions = [line for line in personnel.splitlines() if line.startswith("Beslutning: ")]
    open_steps = sum(line.endswith("ikke besluttet endnu") for line in decisions)
    assert len(decisions) - open_steps == len(found.decisions)


def test_the_answers_are_told_with_the_wishes_that_are_not_for_the_police() -> None:
    lines = section(worked().case, 0, "Det, medarbejderen har svaret")
    assert "Dokumentation: 1 ting" in lines
    assert "Må vi skrive dit navn, når hændelsen bliver registreret?: Uden mit navn" in lines
    assert lines[-2].endswith("Jeg har måttet lade det ligge, fra fredag 20. november 2026")
    assert not [line for line in lines if "politi" in line.lower()]
    assert lines[-1] == ANSWERS["story"]


def test_how_urgent_it_was_is_told_with_every_change() -> None:
    assert section(worked().case, 0, "Hvor meget det haster") == [
        "Nu: Snart: de næste dage (gul)",
        "Ændret: Mette Holm har ændret det fra Snart: de næste dage (gul) til Haster: samme dag (orange) "
        "(fredag 20. november 2026 kl. 15.00).",
        "Ændret: Lars Bech har ændret det fra Haster: samme dag (orange) til Snart: de næste dage (gul) "
        "(fredag 20. november 2026 kl. 15.00).",
        f"Begrundelse: {CANARY}: ikke så slemt",
    ]


def test_who_has_left_is_told_with_both_days() -> None:
    work = Casework()
    work.at("Mon 2026-11-23 09:00").does(ev.HandedOver(LARS, SOFIE, is_for_good=True))
    assert section(work.case, 0, "De, der har været med")[1:] == [
        "Arbejdsmiljørepræsentant: Anne Lund, fra fredag 20. november 2026 kl. 15.00",
        "Leder: Lars Bech, fra fredag 20. november 2026 kl. 15.00 til mandag 23. november 2026 kl. 09.00",
        "Leder: Sofie Dahl, fra mandag 23. november 2026 kl. 09.00",
    ]


def test_the_actions_and_the_end_are_told() -> None:
    work = archived()
    work.does(ev.DossierSettled("uploaded"))
    work.does(ev.AfterwardsAnswered(METTE, "helped", "partly"))
    assert section(work.case, 0, "Det, der gøres") == [
        "1: To om samtalerne. Lars, senest tirsdag 1. december 2026. Det er gjort."
    ]
    when = "(tirsdag 24. november 2026 kl. 15.00)"
    assert section(work.case, 0, "Sådan sluttede sagen") == [
        f"Gjort: Medarbejderen blev spurgt, om sagen kan lukkes {when}.",
        f"Gjort: Medarbejderen er enig i, at sagen lukkes {when}.",
        f"Gjort: Sagens mappe er lagt hos organisationen {when}.",
        f"Blev du hjulpet?: Delvist {when}",
    ]


def test_everybody_who_has_read_the_case_is_told_but_nobody_who_is_kept_out() -> None:
    looks = [Access(NOW + timedelta(minutes=n), who, "read") for n, who in enumerate((LARS, STRANGER, VAERN))]
    found = case(excluded=frozenset({STRANGER}))
    by_hand = Access(NOW, OPERATOR, "read")
    assert section(found, 0, "Hvem har læst sagen", *looks, by_hand) == [
        "Lars Bech: fredag 20. november 2026 kl. 15.00",
        "driften: fredag 20. november 2026 kl. 15.00",
    ]


def test_nobody_who_is_kept_out_is_named_in_either_part() -> None:
    found = changed(with_part(worked().case, DORTE, "next_leader"), excluded=frozenset({DORTE, STRANGER}))
    looks = [Access(NOW, who, act, "file1") for who in (DORTE, STRANGER) for act in ("asked", "delivered")]
    for text in both(found, *looks, Access(NOW, DORTE, "read")):
        assert [name for name in ("Dorte", "Krag", "Poul", DORTE, STRANGER) if name in text] == []


def test_every_time_has_its_weekday_its_year_and_danish_time() -> None:
    for text in both(archived().case, Access(local("Sun 2027-03-28 03:30"), LARS, "read")):
        days = re.findall(r"\d+\. (?:november|december|marts)(?: \d{4})?", text)
        assert days
        assert [day for day in days if not day.endswith(("2026", "2027"))] == []
        assert len(re.findall(r"dag \d+\. (?:november|december|marts)", text)) == len(days)
    assert (
        "Lars Bech: søndag 28. marts 2027 kl. 03.30"
        in both(case(), Access(local("Sun 2027-03-28 03:30"), LARS, "read"))[0]
    )


def test_it_is_danish_also_for_people_whose_slack_is_english() -> None:
    found = archived().case
    assert parts(found, (), persons("en"), NOW) == parts(found, (), persons(), NOW)


def test_an_archived_case_owes_its_dossier_once() -> None:
    work = archived()
    assert work.effects.count(ExportDossier()) == 1
    work.hears()
    assert ExportDossier() not in work.effects


@pytest.mark.parametrize("state", ["uploaded", "off"])
def test_a_dossier_in_its_place_is_remembered_in_silence(state: str) -> None:
    work = archived()
    work.does(ev.DossierSettled(state))  # type: ignore[arg-type]
    assert work.case.value("closing", "dossier", "state") == state
    assert work.effects == ()


def test_a_refused_dossier_reaches_the_operators() -> None:
    work = archived()
    work.does(ev.DossierSettled("refused", "accessDenied"))
    assert work.case.value("closing", "dossier", "state") == "refused"
    assert work.effects == (Alert("dossier-refused", "accessDenied"),)


@given(st.data(), beginnings)
def test_whatever_happens_to_a_case_it_can_be_told(data: st.DataObject, beginning: Case) -> None:
    history = History(beginning)
    history.goes_on(data)
    personnel, police = both(history.case, Access(NOW, HANNE, "read"))
    assert history.case.number in personnel
    assert history.case.number in police


@pytest.mark.parametrize(
    ("step", "task"),
    [
        *(("help", task) for task in ("representative", "hr", "escalated", "stands_in", "stood_down")),
        *((step, task) for step in ("contact", "legal") for task in ("taken", "snooze")),
        ("reminders", "pause"),
        *(("closing", task) for task in ("asked", "passed_on")),
    ],
)
def test_whatever_the_clock_and_people_have_done_has_its_words(step: str, task: str) -> None:
    record = Record(step, task, LARS, NOW, {"until": NOW.isoformat(), "reason": "Vi venter på svar."})
    assert all(both(case(records=(record,), closed_at=NOW, archived_at=NOW)))
