"""Organisations that are wrong: what replaces what in the example, with the sentences that tell of it."""

from __future__ import annotations

HR, OPENS = 'hr = ["hanne@example.dk"]', 'opens = "08:00"'
LEADER, PHONE = 'leader = "lars@example.dk"', 'phone = "+45 00 00 00 00"'
NAME, UNIT, DAY = '"Eksempel Kommune"', 'name = "Borgerservice"', '"2026-12-24"'
RECOVERY, URL, PAGE = (
    "recovery_recipients = []",
    "platforms.0.url",
    '"https://intranet.example.dk/digital-chikane"',
)
MEMBERS = 'members = ["mette@example.dk"]'
PART = 'department "Borgerservice": '
MAIL, DATE = "must be a mail address like jura@example.dk.", 'must be a date like "2026-12-24".'
CLOCK, TEXT = 'must be a time like "08:00".', "must be text in quotation marks."
LIST, EMPTY = "must be a list in square brackets.", "is empty. Write it."
MISSING = "is missing. Add it; organisation.example.toml shows how."
UNKNOWN = "is not a setting. Remove it, or mend its spelling."
SECTION = "must be one section. organisation.example.toml shows how."
RECIPIENTS = "recovery_recipients must be age recipients, which begin with age1."
SECURE = "must be an address that begins with https://."
NEEDS_GRAPH = (
    "needs Microsoft Graph. Set GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET, or remove it."
)
SECOND = f"""{MEMBERS}
[[departments]]
name = "Skoler"
leader = "dorte@example.dk"
deputy = "hanne@example.dk"
representatives = ["anne@example.dk"]
{MEMBERS}
"""

WHOLE = "must be a whole number."
SLOW = "slower than three times the standard is no help to who waits for it."
POLICE = (
    "a police report is made within 72 hours of the content (the municipality's policy; state compensation "
    "normally needs one by then: civilstyrelsen.dk, anklagemyndigheden.dk)."
)
EASY = "a work accident is reported in EASY within 14 days (at.dk, aes.dk)."
FIRST = "a reminder comes before others are asked."
LATER = "what is more urgent is not answered later."


def times(name: str, step: str, values: str, *told: str) -> tuple[str, str, str, str]:
    """Times of a step that are wrong, with the sentences that tell of them."""
    return name, "[legal]", f"[times.{step}]\n{values}\n[legal]", "\n".join(f"times.{line}" for line in told)


RETENTION: tuple[tuple[str, str, str, str], ...] = (
    (
        "a report that is erased within a holiday",
        "[legal]",
        "[retention]\ndraft_days = 7\n[legal]",
        "retention.draft_days must be from 14 to 180: who is on holiday or ill finds the report again, and "
        "what is not needed any more is not kept (the General Data Protection Regulation, article 5(1)(e)).",
    ),
    (
        "a period that is no number",
        "[legal]",
        '[retention]\nexported_days = "30"\n[legal]',
        f"retention.exported_days {WHOLE}",
    ),
    (
        "a period that there is not",
        "[legal]",
        "[retention]\nclosed_days = 30\n[legal]",
        f"retention.closed_days {UNKNOWN}",
    ),
)

TIMES: tuple[tuple[str, str, str, str], ...] = (
    times("a step that there is not", "lagel", "decided_hours = 24", f"lagel {UNKNOWN}"),
    times("a time that there is not", "legal", "decided_days = 2", f"legal.decided_days {UNKNOWN}"),
    ("a time in place of a step", "[legal]", "[times]\nlegal = 24\n[legal]", f"times.legal {SECTION}"),
    ("a list of times", "[legal]", "[[times]]\n[legal]", f"times {SECTION}"),
    times(
        "times that are no numbers",
        "contact",
        'red_hours = "1"\norange_working_hours = true\nyellow_working_hours = 2.5',
        f"contact.red_hours {WHOLE}",
        f"contact.orange_working_hours {WHOLE}",
        f"contact.yellow_working_hours {WHOLE}",
    ),
    times("a number in place of a list", "legal", "reminder_hours = 24", f"legal.reminder_hours {LIST}"),
    times("a text in a list", "legal", 'reminder_hours = [24, "48"]', f"legal.reminder_hours.1 {WHOLE}"),
    times("no time at all", "contact", "red_hours = 0", f"contact.red_hours must be from 1 to 3: {SLOW}"),
    times("days of a month", "meeting", "held_days = 43", f"meeting.held_days must be from 1 to 42: {SLOW}"),
    times(
        "a decision after the 72 hours, and reminders at their end",
        "legal",
        "decided_hours = 73\nreminder_hours = [24, 72]",
        f"legal.decided_hours must be from 1 to 72: {POLICE}",
        f"legal.reminder_hours must hold numbers from 1 to 71: {POLICE}",
    ),
    times(
        "waiting and escalation after the 14 days",
        "register",
        "waiting_days = 15\nescalation_days = 15\nreminder_days = [1, 15]\neasy_escalation_days = [20]",
        f"register.waiting_days must be from 1 to 14: {EASY}",
        f"register.reminder_days must hold numbers from 1 to 14: {EASY}",
        f"register.escalation_days must be from 1 to 14: {EASY}",
        f"register.easy_escalation_days must hold numbers from 1 to 14: {EASY}",
    ),
    times(
        "no reminder",
        "removal",
        "reminder_hours = []",
        "removal.reminder_hours must be a list of 1 to 10 numbers: one who is not reminded forgets.",
    ),
    times(
        "reminders that fall",
        "analyse",
        "reminder_days = [20, 10]",
        "analyse.reminder_days must rise from each number to the next.",
    ),
    times(
        "RED after YELLOW",
        "contact",
        "red_hours = 3\nyellow_working_hours = 2",
        "contact: red_hours, orange_working_hours and yellow_working_hours must not fall in this order: "
        f"{LATER}",
    ),
    times(
        "a contact that is later in a RED case, and a reminder after it",
        "support",
        "contact_hours = 2\ncontact_red_hours = 3",
        f"support: contact_red_hours must not be more than contact_hours: {LATER}",
        f"support: reminder_hours must end before contact_hours: {FIRST}",
    ),
    times(
        "others asked while the talk is not late",
        "support",
        "talk_days = 4",
        "support: escalation_days must be more than talk_days: nobody else is asked before the talk is late.",
    ),
    times(
        "a talk reminded of when others were asked",
        "support",
        "talk_reminder_days = [2, 4]",
        "support: talk_reminder_hours and talk_reminder_days must end before escalation_days: " + FIRST,
    ),
    times(
        "a first reminder of what was decided",
        "legal",
        "decided_hours = 24",
        f"legal: reminder_hours must begin before decided_hours: {FIRST}",
    ),
    times(
        "HR asked before the leader is",
        "removal",
        "escalation_hours = 47",
        f"removal: reminder_hours must end by escalation_hours: {FIRST}",
    ),
    times(
        "who waits for absence passed over",
        "register",
        "waiting_days = 11",
        "register: waiting_days must not be more than escalation_days and the last of reminder_days: "
        "who waits for absence is reminded before others are asked.",
    ),
    times(
        "others asked before a registration is reminded of",
        "register",
        "reminder_days = [11, 14]",
        "register: reminder_days must begin before escalation_days and easy_escalation_days: " + FIRST,
    ),
    times(
        "evidence reminded of when it is late",
        "document",
        "reminder_hours = [24]",
        "document.reminder_hours must hold numbers from 1 to 6: " + SLOW,
    ),
    times(
        "an analysis that is reminded of and booked after it is due",
        "analyse",
        "done_days = 13",
        f"analyse: reminder_days must end by done_days: {FIRST}",
        "analyse: booked_days must not be more than done_days: it is booked before it is held.",
    ),
)

ORGANISATIONS: tuple[tuple[str, str, str, str], ...] = (
    ("nobody of HR", HR, "", f"hr {MISSING}"),
    ("a setting that there is not", HR, f"{HR}\nhrr = []", f"hrr {UNKNOWN}"),
    ("an empty list", HR, "hr = []", "hr is empty. Write at least one."),
    ("an empty address", HR, 'hr = [""]', f"hr.0 {EMPTY}"),
    ("a name in place of an address", HR, 'hr = ["Hanne"]', f"hr.0 {MAIL}"),
    ("a space before an address", HR, 'hr = [" hanne@example.dk"]', f"hr.0 {MAIL}"),
    ("two addresses in one", HR, 'hr = ["hanne@example.dk, ole@example.dk"]', f"hr.0 {MAIL}"),
    ("a number as an address", HR, "hr = [1]", f"hr.0 {TEXT}"),
    ("text in place of a list", HR, 'hr = "hanne@example.dk"', f"hr {LIST}"),
    ("a table in place of a list", HR, "hr = {one = 1}", f"hr {LIST}"),
    ("a number as a name", NAME, "12", f"name {TEXT}"),
    ("a name of spaces", NAME, '"  "', f"name {EMPTY}"),
    ("an id of Slack's as an address", LEADER, 'leader = "U0LARS"', f"{PART}leader {MAIL}"),
    ("a department without a leader", LEADER, "", f"{PART}leader {MISSING}"),
    ("a department without a name", UNIT, "", f"department number 1: name {MISSING}"),
    ("a department called by a number", UNIT, "name = 3", f"department number 1: name {TEXT}"),
    ("no list of departments", "[[departments]]", "[departments]", f"departments {LIST}"),
    ("a list of what is there once", "[legal]", "[[legal]]", f"legal {SECTION}"),
    ("a section misspelt", "[crisis_help]", "[crisis]", f"crisis_help {MISSING}\ncrisis {UNKNOWN}"),
    ("a telephone that is a number", PHONE, "phone = 45000000", f"crisis_help.phone {TEXT}"),
    ("a telephone without digits", PHONE, 'phone = "ring"', "crisis_help.phone must be a telephone number."),
    ("an hour that there is not", OPENS, 'opens = "25:00"', f"hours.opens {CLOCK}"),
    ("an hour that is a number", OPENS, "opens = 8", f"hours.opens {CLOCK}"),
    ("closing before opening", OPENS, 'opens = "16:00"', "hours.closes must be later than opens."),
    ("a zone that there is not", "Europe/Copenhagen", "Europe/Kbh", "hours.zone is no time zone;"),
    ("a day that there is not", DAY, '"2026-02-30"', f"hours.closed_days.0 {DATE}"),
    ("a day as Danes write it", DAY, '"24.12.2026"', f"hours.closed_days.0 {DATE}"),
    ("a day that is a number", DAY, "0", f"hours.closed_days.0 {DATE}"),
    ("a day that is true", DAY, "true", f"hours.closed_days.0 {DATE}"),
    ("a recipient that is none", RECOVERY, 'recovery_recipients = ["age1x"]', RECIPIENTS),
    ("a secret as a recipient", RECOVERY, 'recovery_recipients = ["AGE-SECRET-KEY-1HUNTER2"]', RECIPIENTS),
    ("a page without https", PAGE, '"http://intranet.example.dk"', f"{URL} {SECURE}"),
    ("a page longer than Slack takes", PAGE, f'"https://example.dk/{"a" * 3000}"', f"{URL} {SECURE}"),
    ("a place in a name", '"Vores egen vejledning"', '"{navn}"', "platforms.0.name must be without { and }."),
    (
        "a group that is no id",
        'representatives_group = ""',
        'representatives_group = "AMR"',
        f"{PART}representatives_group must be the object id of a group in Entra.",
    ),
    ("a folder above", '"Sager"', '"../Sager"', "graph.folder must be a folder like Sager/Digital chikane."),
    ("a sender without Graph", 'sender = ""', 'sender = "vaern@example.dk"', f"graph.sender {NEEDS_GRAPH}"),
    ("a drive without Graph", 'drive = ""', 'drive = "b!x"', f"graph.drive {NEEDS_GRAPH}"),
    (
        "somebody in two departments",
        MEMBERS,
        SECOND,
        'mette@example.dk is a member of "Borgerservice" and of "Skoler".',
    ),
    (
        "two departments of one name",
        MEMBERS,
        SECOND.replace("Skoler", "borgerservice").replace(MEMBERS, ""),
        'two departments are called "borgerservice".',
    ),
    (
        "a leader who is the deputy",
        '"sofie@example.dk"\n',
        '"lars@example.dk"\n',
        f"{PART}lars@example.dk is both leader and deputy.",
    ),
    *TIMES,
    *RETENTION,
)
"""What is wrong, the text of the example, what stands in its place, and a line for each sentence."""

CANNOT_BE_READ: tuple[tuple[str, bytes, str], ...] = (
    ("a word without quotes", b"name = Herlev", "Invalid value (at line 1, column 8). Mend that line."),
    ("a setting twice", b'name = "a"\nname = "b"\n', "Cannot overwrite a value"),
    ("lists without end", b"a = " + b"[" * 9000, "a list has too many lists in it. Mend that line."),
    ("another alphabet", 'name = "Ærø"'.encode("latin-1"), "Save it as UTF-8."),
)
"""What is wrong, what stands in the file, and words of the sentence."""
