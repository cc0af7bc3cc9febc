"""Who may do what in a case, and in which of its states. What the table does not name is refused.

The table is to be read by a work-environment representative too. The columns are the parts that a person
can have: "amr alone" is the representative of a case without a leader, "hr alone" is HR where there is
neither; "former" once had a part, "excluded" is part of it by the employee's word, "stranger" is anybody
else. In a cell stand the states of the case in which it may be done:

    O  open      C  closed, the analysis not yet done      A  archived      W  withdrawn      -  never

"step" means to decide it, open it again, and book, move or cancel its meeting; the other lines below it
are what helps with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from flows.access.rules import ACTS, VAERN, Act, may, may_decide, may_do, state_of
from flows.case.case import Role
from flows.deciding.decide import decide
from flows.effects import Refused
from flows.procedure.procedure import STEPS
from tests.flows.acting import COLUMNS, PERSONS, STATES, a_month_later, attempts, prepared
from tests.flows.given import LARS, METTE, case
from tests.flows.words.sentences import said

TABLE = """
act                  employee leader deputy next_leader representative hr   union amr_alone hr_alone former excluded stranger
read                 OCAW     OCAW   OCAW   OCAW        OCAW           OCAW -     OCAW      OCAW     -      -        -
add_evidence         O        -      -      -           O              -    -     O         -        -      -        -
hand_over            -        OC     OC     OC          -              OC   -     -         OC       -      -        -
take_back            -        OC     -      -           -              -    -     -         -        -      -        -
ask_help             OC       OC     OC     OC          OC             -    -     OC        -        -      -        -
invite_union         OC       -      -      -           -              -    -     -         -        -      -        -
escalate             O        -      -      -           O              -    -     O         -        -      -        -
raise_severity       O        -      -      -           O              -    -     O         -        -      -        -
lower_severity       -        O      O      O           -              -    -     -         -        -      -        -
withdraw             O        -      -      -           -              -    -     -         -        -      -        -
answer_closing       O        -      -      -           -              -    -     -         -        -      -        -
close                -        -      -      O           -              O    -     -         O        -      -        -
reopen_case          CA       -      -      -           -              -    -     -         -        -      -        -
answer_afterwards    CA       -      -      -           -              -    -     -         -        -      -        -
pause                OC       -      -      -           -              -    -     -         -        -      -        -
hold                 -        -      -      -           -              OCAW -     -         OCAW     -      -        -
renew_channel        -        OC     OC     OC          OC             OC   -     OC        OC       -      -        -

step:document        O        -      -      -           O              -    -     O         -        -      -        -

step:contact         -        O      O      O           O              -    -     O         O        -      -        -
contact:acknowledge  -        O      O      O           O              -    -     O         O        -      -        -
contact:agree        O        -      -      -           -              -    -     -         -        -      -        -

step:support         -        O      O      O           -              -    -     O         O        -      -        -
support:crisis_help  -        O      O      O           -              -    -     O         O        -      -        -

step:legal           -        O      O      O           -              -    -     O         O        -      -        -
legal:ask_hr         -        O      O      O           O              -    -     O         O        -      -        -
legal:advice         -        O      O      O           -              O    -     O         O        -      -        -
legal:wish           O        O      O      O           -              -    -     O         O        -      -        -
legal:own_report     O        -      -      -           -              -    -     -         -        -      -        -
legal:restraining_order - O      O      O           -              O    -     O         O        -      -        -

step:removal         -        O      O      O           -              -    -     O         O        -      -        -
removal:draft        -        O      O      O           -              O    -     O         O        -      -        -
removal:check        -        -      -      -           -              O    -     -         O        -      -        -
removal:look         -        O      O      O           O              -    -     O         O        -      -        -

step:register        -        O      O      O           -              -    -     O         O        -      -        -
register:absence     O        O      O      O           O              O    -     O         O        -      -        -
register:route       -        O      O      O           O              O    -     O         O        -      -        -
register:consent     O        -      -      -           -              -    -     -         -        -      -        -

step:meeting         -        O      O      O           -              -    -     O         O        -      -        -
meeting:summary      -        O      O      O           -              -    -     O         O        -      -        -

step:analyse         -        OC     OC     OC          OC             -    -     OC        OC       -      -        -
analyse:action       -        OC     OC     OC          OC             -    -     OC        OC       -      -        -
analyse:action_done  -        OC     OC     OC          OC             -    -     OC        OC       -      -        -
"""  # noqa: E501
HEADER, *LINES = [line.split() for line in TABLE.strip().splitlines() if line]
CELLS = {(line[0], column): cell for line in LINES for column, cell in zip(HEADER[1:], line[1:], strict=True)}
OF_A_STEP = {"decide", "do_task", "book", "reopen_step"}
"""Acts that ask the step and its tasks; they stand in the table by the name of each."""
NOT_NEEDED = ("legal:ask_hr", "hr_alone")
"""HR has the step where nobody else is, and need not ask themself: a gate says so."""
ROWS = [line[0] for line in LINES]
EACH = [(column, state) for column in HEADER[1:] for state in STATES]


def is_allowed(act: str, column: str, state: str) -> bool:
    """What the table says."""
    return STATES[state] in CELLS.get((act, column), "-")


def by_the_code(act: str, person: str, found: object) -> bool:
    """What the predicates say, which the screens ask before they show a button."""
    kind, _, name = act.partition(":")
    if not name:
        return may(person, act, found)  # type: ignore[arg-type]
    if kind == "step":
        return may_decide(person, name, found)  # type: ignore[arg-type]
    return may_do(person, kind, name, found)  # type: ignore[arg-type]


def test_the_table_names_every_act_step_task_and_role(record_property: Callable[[str, object], None]) -> None:
    told = f"who may do what: {len(ROWS) * len(EACH)} cells, {len(ROWS)} acts by {len(EACH)} parts and states"
    record_property("measured", told)
    steps = {f"step:{step.key}" for step in STEPS}
    tasks = {f"{step.key}:{task.key}" for step in STEPS for task in step.tasks}
    assert [line[0] for line in LINES] == list(dict.fromkeys(line[0] for line in LINES))
    assert {line[0] for line in LINES} == (set(get_args(Act)) - OF_A_STEP) | steps | tasks
    assert set(ACTS) == set(get_args(Act))
    assert HEADER[1:] == COLUMNS
    assert set(get_args(Role)) <= set(COLUMNS)


@pytest.mark.parametrize("act", ROWS)
def test_the_predicates_say_what_the_table_says(act: str) -> None:
    for column, state in EACH:
        predicates_say_it(act, column, state)


def predicates_say_it(act: str, column: str, state: str) -> None:
    """Its arguments stand in the report of a fault."""
    found = prepared(act, column, state)
    assert state_of(found) == state
    assert by_the_code(act, PERSONS[column], found) == is_allowed(act, column, state)


@pytest.mark.parametrize("act", ROWS)
def test_an_act_that_is_sent_is_done_or_refused_as_the_table_says(act: str) -> None:
    for column, state in EACH:
        is_done_or_refused(act, column, state)


def is_done_or_refused(act: str, column: str, state: str) -> None:
    """Its arguments stand in the report of a fault."""
    ctx = a_month_later()
    for found, event in attempts(act, column, state):
        if is_allowed(act, column, state) and (act, column) != NOT_NEEDED:
            assert decide(found, event, ctx)
            continue
        before = repr(found)
        if (act, column, state) == ("withdraw", "employee", "withdrawn"):
            assert decide(found, event, ctx) == (found, ())  # the same press again
            continue
        with pytest.raises(Refused) as refusal:
            decide(found, event, ctx)
        assert refusal.value.message in said()
        assert repr(found) == before


def test_a_step_or_a_task_that_is_not_there_is_nobody_s() -> None:
    for person in PERSONS.values():
        assert not may_decide(person, "celebrate", case())
        assert not may_do(person, "contact", "celebrate", case())
        assert not may_do(person, "celebrate", "agree", case())


def test_the_product_itself_reads_and_does_nothing_else() -> None:
    assert [act for act in ACTS if may(VAERN, act, case())] == ["read"]
    assert not any(may_decide(VAERN, step.key, case()) for step in STEPS)


@pytest.mark.parametrize("name", ["", " ", "u0mette", f"{METTE} ", "U0", "vaern "])
def test_nobody_gets_a_part_by_a_name_that_is_nearly_right(name: str) -> None:
    assert not any(may(name, act, case()) for act in ACTS)
    assert not any(may_decide(name, step.key, case()) for step in STEPS)


def test_an_excluded_person_may_nothing_whatever_the_part() -> None:
    for role in get_args(Role):
        people = tuple(replace(p, role=role) if p.person == LARS else p for p in case().people.participants)
        found = case(participants=people, excluded=frozenset({LARS}))
        assert not any(may(LARS, act, found) for act in ACTS)
        assert not any(may_decide(LARS, step.key, found) for step in STEPS)
        assert not any(may_do(LARS, step.key, task.key, found) for step in STEPS for task in step.tasks)
