"""organisation.toml: complete example, and one sentence for each fault."""

from __future__ import annotations

import asyncio
import tomllib
from datetime import date, time
from pathlib import Path

import pytest
from pydantic import BaseModel
from pyrage.x25519 import Identity

from bot.misconfigured import Misconfigured
from bot.organisation import (
    CrisisHelpSection,
    DepartmentSection,
    File,
    GraphSection,
    Hours,
    LegalSection,
    OnCallSection,
    PlatformSection,
    faults_of,
    load,
    resolve,
)
from flows.people.organisation import OnCallContact, PlatformLink

EXAMPLE = Path(__file__).parents[2] / "organisation.example.toml"
GOOD = EXAMPLE.read_text("utf-8")


def written(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The example with some of its text replaced."""
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "organisation.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_example_is_valid() -> None:
    assert load(EXAMPLE).departments[0].leader == "lars@example.dk"


@pytest.mark.parametrize(
    ("section", "place"),
    [
        (File, ()),
        (Hours, ("hours",)),
        (CrisisHelpSection, ("crisis_help",)),
        (OnCallSection, ("on_call",)),
        (DepartmentSection, ("departments", 0)),
        (PlatformSection, ("platforms", 0)),
        (LegalSection, ("legal",)),
        (GraphSection, ("graph",)),
    ],
)
def test_the_example_shows_every_field(section: type[BaseModel], place: tuple[str | int, ...]) -> None:
    shown = tomllib.loads(GOOD)
    for part in place:
        shown = shown[part]  # type: ignore[index]
    assert set(shown) == set(section.model_fields)


HR, HOURS = 'hr = ["hanne@example.dk"]', 'opens = "08:00"'
LEADER, KRISE = 'leader = "lars@example.dk"', 'phone = "+45 00 00 00 00"'
ON_CALL, DAY = 'people = ["sofie@example.dk"]', 'checked_on = "2026-11-22"'
PAGE, PAGE_NAME = '"https://intranet.example.dk/digital-chikane"', '"Vores egen vejledning"'
DESK, SENDER, GROUP = '"jura@example.dk"', '"vaern@example.dk"', 'representatives_group = ""'
SECURE = "platforms.0.url must be an address that begins with https://."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (HR, "", "hr is missing. Add it; organisation.example.toml shows how."),
        (LEADER, "", "departments.0.leader is missing. Add it; organisation.example.toml shows how."),
        ("[crisis_help]", "[crisis]", "crisis_help is missing. Add it; organisation.example.toml shows how."),
        (HR, HR + "\nhrr = []", "hrr is not a setting. Remove it, or mend its spelling."),
        (
            LEADER,
            LEADER + "\nboss = 1",
            "departments.0.boss is not a setting. Remove it, or mend its spelling.",
        ),
        (HR, "hr = []", "hr is empty. Write at least one."),
        (HR, 'hr = [""]', "hr.0 is empty. Write it."),
        ('["drift@example.dk"]', '[""]', "operators.0 is empty. Write it."),
        ('["anne@example.dk"]', '[""]', "departments.0.representatives.0 is empty. Write it."),
        ('["mette@example.dk"]', '[""]', "departments.0.members.0 is empty. Write it."),
        ('"Eksempel Kommune"', '""', "name is empty. Write it."),
        (LEADER, 'leader = ""', "departments.0.leader is empty. Write it."),
        (HR, 'hr = "hanne@example.dk"', "hr must be a list in square brackets."),
        ("[[departments]]", "[departments]", "departments must be a list in square brackets."),
        (KRISE, "phone = 45000000", "crisis_help.phone must be text in quotation marks."),
        (HOURS, 'opens = "16:00"', "hours.closes must be later than opens."),
        (HOURS, "opens = 8", 'hours.opens must be a time like "08:00".'),
        (HOURS, 'opens = "otte"', 'hours.opens must be a time like "08:00".'),
        (HOURS, 'opens = "08:00+02:00"', 'hours.opens must be a time like "08:00".'),
        (
            "Europe/Copenhagen",
            "Europe/Kbh",
            "hours.zone is no time zone; write for example Europe/Copenhagen.",
        ),
        ('"2026-12-24"', '"24.12.2026"', 'hours.closed_days.0 must be a date like "2026-12-24".'),
        (
            "recovery_recipients = []",
            'recovery_recipients = ["age1x"]',
            "recovery_recipients must be age recipients, which begin with age1.",
        ),
        (ON_CALL, "", "on_call.people is missing. Add it; organisation.example.toml shows how."),
        (ON_CALL, "people = []", "on_call.people is empty. Write at least one."),
        ('name = "Vagten"', 'name = ""', "on_call.name is empty. Write it."),
        (DAY, "", "platforms.0.checked_on is missing. Add it; organisation.example.toml shows how."),
        (DAY, 'checked_on = "i går"', 'platforms.0.checked_on must be a date like "2026-12-24".'),
        (DESK, '"jura"', "legal.mailbox must be a mail address like jura@example.dk."),
        (DESK, '"a@b.dk, c@d.dk"', "legal.mailbox must be a mail address like jura@example.dk."),
        (SENDER, '"Værn <vaern@example.dk>"', "graph.sender must be a mail address like jura@example.dk."),
        (SENDER, '"vaern@example"', "graph.sender must be a mail address like jura@example.dk."),
        ('"Sager"', '"../Sager"', "graph.folder must be a folder like Sager/Digital chikane."),
        ('"Sager"', '"Sager: 2026"', "graph.folder must be a folder like Sager/Digital chikane."),
        (
            GROUP,
            'representatives_group = "AMR"',
            "departments.0.representatives_group must be the object id of a group in Entra.",
        ),
        (PAGE, '"http://intranet.example.dk"', SECURE),
        (PAGE, '"https://"', SECURE),
        (PAGE, '"https://intranet.example.dk/en side"', SECURE),
        (PAGE, f'"https://intranet.example.dk/{"a" * 3000}"', SECURE),
        (PAGE_NAME, '"{navn}"', "platforms.0.name must be without { and }."),
        (
            DAY,
            f'{DAY}\n[[platforms]]\nkey = "intranet"\nname = "A"\nurl = "https://a.dk"\n{DAY}',
            "platforms must have a key of its own for each.",
        ),
    ],
)
def test_a_fault_is_one_sentence_with_its_mend(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = faults_of(written(tmp_path, (old, new)))
    expected = {f"organisation.toml: {told}"}
    if new == "[crisis]":
        expected.add("organisation.toml: crisis is not a setting. Remove it, or mend its spelling.")
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_fault_of_syntax_names_its_line(tmp_path: Path) -> None:
    (told,) = faults_of(written(tmp_path, ('"Eksempel Kommune"', "Eksempel Kommune")))
    assert told == ("organisation.toml cannot be read: Invalid value (at line 4, column 8). Mend that line.")


def test_a_missing_file_is_to_be_copied_from_the_example(tmp_path: Path) -> None:
    (told,) = faults_of(tmp_path / "organisation.toml")
    assert told == (
        "organisation.toml is missing. Copy organisation.example.toml to organisation.toml and fill it in."
    )


def test_a_folder_in_its_place_and_a_foreign_encoding_are_faults_and_no_crash(tmp_path: Path) -> None:
    assert faults_of(tmp_path)[0].endswith("cannot be read. Make it a file that Værn may read.")
    path = tmp_path / "organisation.toml"
    path.write_bytes(GOOD.encode("latin-1"))
    assert faults_of(path) == ["organisation.toml cannot be read. Save it as UTF-8."]


def test_a_byte_order_mark_from_notepad_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "organisation.toml"
    path.write_text(GOOD, "utf-8-sig")
    assert faults_of(path) == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        (HR, "hrr = 1"),
        (HOURS, "opens = 8"),
        ("Europe/Copenhagen", "Mars"),
        (LEADER, ""),
        ("recovery_recipients = []", 'recovery_recipients = ["x"]'),
    )
    assert len(faults_of(path)) == 6


def test_times_and_dates_may_be_written_as_text_or_as_toml_has_them(tmp_path: Path) -> None:
    path = written(tmp_path, (HOURS, "opens = 07:30:00"), ('"2026-12-24"', "2026-12-24"))
    hours = load(path).hours
    assert (hours.opens, hours.closed_days[0]) == (time(7, 30), date(2026, 12, 24))


def test_a_recovery_recipient_is_accepted(tmp_path: Path) -> None:
    recipient = str(Identity.generate().to_public())
    path = written(tmp_path, ("recovery_recipients = []", f'recovery_recipients = ["{recipient}"]'))
    assert load(path).recovery_recipients == (recipient,)


async def _somebody(mail: str) -> str:
    return "U0" + mail.split("@", maxsplit=1)[0].upper()


async def _nobody_but_lars(mail: str) -> str:
    return "U0LARS" if mail.startswith("lars") else ""


def test_addresses_become_slack_ids() -> None:
    found = asyncio.run(resolve(load(EXAMPLE), _somebody))
    (department,) = found.departments
    assert (department.leader, department.deputy, department.next_leader) == ("U0LARS", "U0SOFIE", "U0DORTE")
    assert (department.representatives, set(department.members)) == (("U0ANNE",), {"U0METTE"})
    assert (found.hr, found.operators) == (("U0HANNE",), ("U0DRIFT",))
    assert found.crisis_help.who_may_call == "Lederen ringer for medarbejderen"
    assert found.calendar.zone.key == "Europe/Copenhagen"


def test_the_on_call_contact_and_the_links_are_read() -> None:
    found = asyncio.run(resolve(load(EXAMPLE), _somebody))
    assert found.on_call == OnCallContact("Vagten", "+45 00 00 00 00", ("U0SOFIE",))
    page = "https://intranet.example.dk/digital-chikane"
    assert found.platforms == (PlatformLink("intranet", "Vores egen vejledning", page, date(2026, 11, 22)),)


def test_the_on_call_contact_and_the_links_may_be_left_out(tmp_path: Path) -> None:
    on_call = GOOD[GOOD.index("[on_call]") : GOOD.index("# One block")]
    links = GOOD[GOOD.index("[[platforms]]") :]
    found = asyncio.run(resolve(load(written(tmp_path, (on_call, ""), (links, ""))), _somebody))
    assert (found.on_call, found.platforms) == (None, ())


def test_what_graph_does_is_read(tmp_path: Path) -> None:
    group = "0d9f3d6c-6d5a-4c11-9a51-3c1f2a9d7e10"
    drive, folder = ('drive = ""', 'drive = "b!x"'), ('"Sager"', '"/Sager/Årets/"')
    path = written(tmp_path, (GROUP, f'representatives_group = "{group}"'), drive, folder)
    found = asyncio.run(resolve(load(path), _somebody))
    assert (found.legal_mailbox, found.sender) == ("jura@example.dk", "vaern@example.dk")
    assert (found.dossier_drive, found.dossier_folder) == ("b!x", "Sager/Årets")
    assert found.departments[0].representatives_group == group


def test_what_graph_does_may_be_left_out_wholly_or_in_part(tmp_path: Path) -> None:
    sections = GOOD[GOOD.index("[legal]") :]
    path = written(tmp_path, (sections, '[graph]\nsender = ""'), (GROUP, ""))
    found = asyncio.run(resolve(load(path), _somebody))
    nothing = (found.legal_mailbox, found.sender, found.dossier_drive, found.dossier_folder)
    assert nothing == ("", "", "", "")


def test_a_on_call_contact_that_slack_does_not_know_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, (ON_CALL, 'people = ["vagt@example.dk"]'))
    with pytest.raises(Misconfigured) as wrong:
        asyncio.run(resolve(load(path), _nobody_but_lars))
    told = "organisation.toml: Slack knows nobody with the address vagt@example.dk. Mend or remove it."
    assert told in wrong.value.faults


def test_a_department_may_be_without_a_next_leader(tmp_path: Path) -> None:
    path = written(tmp_path, ('next_leader = "dorte@example.dk"', 'next_leader = ""'))
    found = asyncio.run(resolve(load(path), _somebody))
    assert found.departments[0].next_leader == ""


def test_every_address_that_slack_does_not_know_is_named() -> None:
    with pytest.raises(Misconfigured) as wrong:
        asyncio.run(resolve(load(EXAMPLE), _nobody_but_lars))
    names = ("anne", "dorte", "drift", "hanne", "mette", "sofie")
    assert wrong.value.faults == [
        f"organisation.toml: Slack knows nobody with the address {name}@example.dk. Mend or remove it."
        for name in names
    ]
