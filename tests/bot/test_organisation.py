"""organisation.toml: complete example, and one sentence for each fault."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict
from datetime import date, time
from pathlib import Path

import pytest
from pydantic import BaseModel
from pyrage.x25519 import Identity

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
)
from bot.roster import Roster, addresses
from flows.people.organisation import OnCallContact, Organisation, PlatformLink
from flows.times import periods
from flows.times.times import STANDARD

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
    # The times and periods are commented out, since they may be left out together.
    assert set(shown) == set(section.model_fields) - {"times", "retention"}


def test_the_example_shows_the_standard_times_and_periods_in_comments() -> None:
    shown = tomllib.loads(re.sub(r"(?m)^# (\[times\.|\[retention\]|[a-z_]+ = [0-9\[])", r"\1", GOOD))
    assert shown["retention"] == asdict(periods.STANDARD)
    groups = {
        step: {name: tuple(value) if isinstance(value, list) else value for name, value in group.items()}
        for step, group in shown["times"].items()
    }
    assert groups == asdict(STANDARD)


HR, HOURS = 'hr = ["hanne@example.dk"]', 'opens = "08:00"'
LEADER, KRISE = 'leader = "lars@example.dk"', 'phone = "+45 00 00 00 00"'
ON_CALL, DAY = 'people = ["sofie@example.dk"]', 'checked_on = "2026-11-22"'
PAGE, PAGE_NAME = '"https://intranet.example.dk/digital-chikane"', '"Vores egen vejledning"'
DESK, SENDER, GROUP = '"jura@example.dk"', 'sender = ""', 'representatives_group = ""'
PART = 'department "Borgerservice": '
DRIVE = 'drive = ""'
SECURE = "platforms.0.url must be an address that begins with https://."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (HR, "", "hr is missing. Add it; organisation.example.toml shows how."),
        (
            LEADER,
            "",
            'department "Borgerservice": leader is missing. Add it; organisation.example.toml shows how.',
        ),
        ("[crisis_help]", "[crisis]", "crisis_help is missing. Add it; organisation.example.toml shows how."),
        (HR, HR + "\nhrr = []", "hrr is not a setting. Remove it, or mend its spelling."),
        (
            LEADER,
            LEADER + "\nboss = 1",
            'department "Borgerservice": boss is not a setting. Remove it, or mend its spelling.',
        ),
        (HR, "hr = []", "hr is empty. Write at least one."),
        (HR, 'hr = [""]', "hr.0 is empty. Write it."),
        ('["drift@example.dk"]', '[""]', "operators.0 is empty. Write it."),
        ('["anne@example.dk"]', '[""]', 'department "Borgerservice": representatives.0 is empty. Write it.'),
        ('["mette@example.dk"]', '[""]', 'department "Borgerservice": members.0 is empty. Write it.'),
        ('"Eksempel Kommune"', '""', "name is empty. Write it."),
        (LEADER, 'leader = ""', 'department "Borgerservice": leader is empty. Write it.'),
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
        (
            SENDER,
            'sender = "Værn <vaern@example.dk>"',
            "graph.sender must be a mail address like jura@example.dk.",
        ),
        (SENDER, 'sender = "vaern@example"', "graph.sender must be a mail address like jura@example.dk."),
        ('"Sager"', '"../Sager"', "graph.folder must be a folder like Sager/Digital chikane."),
        ('"Sager"', '"Sager: 2026"', "graph.folder must be a folder like Sager/Digital chikane."),
        (
            GROUP,
            'representatives_group = "AMR"',
            'department "Borgerservice": representatives_group must be the object id of a group in Entra.',
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
    found = faults_of(written(tmp_path, (old, new)), has_graph=True)
    expected = {f"organisation.toml: {told}"}
    if new == "[crisis]":
        expected.add("organisation.toml: crisis is not a setting. Remove it, or mend its spelling.")
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_fault_of_syntax_names_its_line(tmp_path: Path) -> None:
    (told,) = faults_of(written(tmp_path, ('"Eksempel Kommune"', "Eksempel Kommune")), has_graph=True)
    assert told == ("organisation.toml cannot be read: Invalid value (at line 4, column 8). Mend that line.")


def test_a_missing_file_is_to_be_copied_from_the_example(tmp_path: Path) -> None:
    (told,) = faults_of(tmp_path / "organisation.toml", has_graph=True)
    assert told == (
        "organisation.toml is missing. Copy organisation.example.toml to organisation.toml and fill it in."
    )


def test_a_folder_in_its_place_and_a_foreign_encoding_are_faults_and_no_crash(tmp_path: Path) -> None:
    assert faults_of(tmp_path, has_graph=True)[0].endswith(
        "cannot be read. Make it a file that Værn may read."
    )
    path = tmp_path / "organisation.toml"
    path.write_bytes(GOOD.encode("latin-1"))
    assert faults_of(path, has_graph=True) == ["organisation.toml cannot be read. Save it as UTF-8."]


def test_a_byte_order_mark_from_notepad_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "organisation.toml"
    path.write_text(GOOD, "utf-8-sig")
    assert faults_of(path, has_graph=True) == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        (HR, "hrr = 1"),
        (HOURS, "opens = 8"),
        ("Europe/Copenhagen", "Mars"),
        (LEADER, ""),
        ("recovery_recipients = []", 'recovery_recipients = ["x"]'),
    )
    assert len(faults_of(path, has_graph=True)) == 6


def test_times_and_dates_may_be_written_as_text_or_as_toml_has_them(tmp_path: Path) -> None:
    path = written(tmp_path, (HOURS, "opens = 07:30:00"), ('"2026-12-24"', "2026-12-24"))
    hours = load(path).hours
    assert (hours.opens, hours.closed_days[0]) == (time(7, 30), date(2026, 12, 24))


def test_a_recovery_recipient_is_accepted(tmp_path: Path) -> None:
    recipient = str(Identity.generate().to_public())
    path = written(tmp_path, ("recovery_recipients = []", f'recovery_recipients = ["{recipient}"]'))
    assert load(path).recovery_recipients == (recipient,)


MEMBERS = 'members = ["mette@example.dk"]'
SECOND = f"""
[[departments]]
name = "Skoler"
leader = "dorte@example.dk"
deputy = "hanne@example.dk"
representatives = ["anne@example.dk"]
{MEMBERS}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            MEMBERS,
            MEMBERS + SECOND,
            'mette@example.dk is a member of "Borgerservice" and of "Skoler". Name them in one of the two.',
        ),
        (
            MEMBERS,
            SECOND.replace('"Skoler"', '"borgerservice "').replace("mette", "omar"),
            'two departments are called "borgerservice ". Give each a name of its own.',
        ),
        (
            'deputy = "sofie@example.dk"',
            'deputy = "Lars@example.dk"',
            'department "Borgerservice": lars@example.dk is both leader and deputy. Name another deputy.',
        ),
        (
            'next_leader = "dorte@example.dk"',
            'next_leader = "lars@example.dk"',
            'department "Borgerservice": lars@example.dk is both leader and next_leader. '
            "Name another next_leader.",
        ),
    ],
)
def test_what_cannot_be_meant_together_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert faults_of(written(tmp_path, (old, new)), has_graph=True) == [f"organisation.toml: {told}"]


@pytest.mark.parametrize(("old", "new"), [(SENDER, 'sender = "vaern@example.dk"'), (DRIVE, 'drive = "b!x"')])
def test_what_needs_graph_is_told_where_graph_is_not_set_up(tmp_path: Path, old: str, new: str) -> None:
    path = written(tmp_path, (old, new))
    (told,) = faults_of(path, has_graph=False)
    assert told.startswith(f"organisation.toml: graph.{old.split(maxsplit=1)[0]} needs Microsoft Graph.")
    assert faults_of(path, has_graph=True) == []


def found_in(file: File) -> Organisation:
    """The organisation of a file all of whose people Slack knows."""
    ids = {mail: "U0" + mail.split("@", maxsplit=1)[0].upper() for mail in addresses(file)}
    return Roster(file, ids | {"mette@example.dk": "U0METTE"}).organisation({})


def test_addresses_become_slack_ids() -> None:
    found = found_in(load(EXAMPLE))
    (department,) = found.departments
    assert (department.leader, department.deputy, department.next_leader) == ("U0LARS", "U0SOFIE", "U0DORTE")
    assert (department.representatives, set(department.members)) == (("U0ANNE",), {"U0METTE"})
    assert (found.hr, found.operators) == (("U0HANNE",), ("U0DRIFT",))
    assert found.crisis_help.who_may_call == "Lederen ringer for medarbejderen"
    assert found.calendar.zone.key == "Europe/Copenhagen"


def test_the_on_call_contact_and_the_links_are_read() -> None:
    found = found_in(load(EXAMPLE))
    assert found.on_call == OnCallContact("Vagten", "+45 00 00 00 00", ("U0SOFIE",))
    (link,), page = found.platforms, "https://intranet.example.dk/digital-chikane"
    assert link == PlatformLink("intranet", "Vores egen vejledning", page, date(2026, 11, 22))


def test_the_on_call_contact_and_the_links_may_be_left_out(tmp_path: Path) -> None:
    on_call = GOOD[GOOD.index("[on_call]") : GOOD.index("# One block")]
    found = found_in(load(written(tmp_path, (on_call, ""), (GOOD[GOOD.index("[[platforms]]") :], ""))))
    assert (found.on_call, found.platforms) == (None, ())
