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
)
"""What is wrong, the text of the example, what stands in its place, and a line for each sentence."""

CANNOT_BE_READ: tuple[tuple[str, bytes, str], ...] = (
    ("a word without quotes", b"name = Herlev", "Invalid value (at line 1, column 8). Mend that line."),
    ("a setting twice", b'name = "a"\nname = "b"\n', "Cannot overwrite a value"),
    ("lists without end", b"a = " + b"[" * 9000, "a list has too many lists in it. Mend that line."),
    ("another alphabet", 'name = "Ærø"'.encode("latin-1"), "Save it as UTF-8."),
)
"""What is wrong, what stands in the file, and words of the sentence."""
