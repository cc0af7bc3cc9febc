"""Where something belongs that was written, dropped or saved: every row of the table, read as it stands."""

from __future__ import annotations

from itertools import product

import pytest

from flows.case.case import Case, Participant, Role
from flows.evidence.routing import (
    ASK,
    DRAFT,
    LONGEST_GREETING,
    NEW,
    Forwarded,
    IncomingContent,
    about_question,
    open_to,
    question_about,
    route,
)
from flows.screens.case.where_to import NOWHERE, routed, where_to
from flows.screens.elements import Button, Buttons, Text
from tests.flows.given import (
    ANNE,
    LARS,
    METTE,
    NOW,
    STRANGER,
    case,
    changed,
    context,
    kept,
    offered,
    view,
    with_part,
)

GREETING, STORY = "hej", "Han skriver til mig hver dag."
GIVEN = {
    "greeting": {"text": GREETING},
    "story": {"text": STORY},
    "file": {"text": "", "files": (offered(),)},
    "file+text": {"text": STORY, "files": (offered(),)},
    "file+greeting": {"text": GREETING, "files": (offered(),)},
}


def own(number: int) -> Case:
    """One of Mette's own cases."""
    return case(id=f"own{number}", channel=f"C0OWN{number}")


def helping(number: int = 1, role: Role = "representative") -> Case:
    """A colleague's case in which Mette has that role."""
    people = (Participant(STRANGER, "employee", NOW), Participant(METTE, role, NOW))
    return case(id=f"{role}{number}", channel=f"C0{role}{number}", participants=people)


CASES: dict[str, tuple[Case, ...]] = {
    "0": (),
    "1": (own(1),),
    "2": (own(1), own(2)),
    "0+help": (helping(),),
    "1+help": (own(1), helping()),
    "0+lead": (helping(role="leader"),),
    "1+lead": (own(1), helping(role="leader")),
    "1+gone": (own(1), changed(own(2), withdrawn_at=NOW)),
    "gone": (changed(own(1), withdrawn_at=NOW),),
    "1+hr,union": (own(1), helping(role="hr"), helping(role="union")),
}
TABLE = """
              greeting  story  file   file+text  file+greeting  saved
0             new       new    ask    ask        ask            ask
1             new       ask    own1   own1       own1           own1
2             new       ask    ask    ask        ask            ask
0+help        new       new    ask    ask        ask            representative1
1+help        new       ask    own1   own1       own1           ask
0+lead        new       new    ask    ask        ask            ask
1+lead        new       ask    own1   own1       own1           own1
1+gone        new       ask    own1   own1       own1           own1
gone          new       new    ask    ask        ask            ask
1+hr,union    new       ask    own1   own1       own1           own1
draft,0       draft     draft  draft  draft      draft          draft
draft,1       draft     draft  draft  draft      draft          ask
draft,2       draft     draft  draft  draft      draft          ask
draft,0+help  draft     draft  draft  draft      draft          ask
draft,1+help  draft     draft  draft  draft      draft          ask
draft,0+lead  draft     draft  draft  draft      draft          draft
draft,1+lead  draft     draft  draft  draft      draft          ask
draft,1+gone  draft     draft  draft  draft      draft          ask
draft,gone    draft     draft  draft  draft      draft          draft
draft,1+hr,union draft  draft  draft  draft      draft          ask
"""
HEADER, *LINES = [line.split() for line in TABLE.strip().splitlines()]
ROWS = [(cells[0], what, said) for cells in LINES for what, said in zip(HEADER, cells[1:], strict=True)]


def dropped(what: str, channel: str = "") -> IncomingContent:
    if what == "saved":
        return IncomingContent(METTE, STORY, "words1", is_saved=True, channel=channel)
    return IncomingContent(METTE, item="words1", channel=channel, **GIVEN[what])  # type: ignore[arg-type]


@pytest.mark.parametrize(("who", "what", "where"), ROWS, ids=[f"{who}-{what}" for who, what, _ in ROWS])
def test_what_somebody_gives_belongs_where_the_table_says(who: str, what: str, where: str) -> None:
    has_draft = who.startswith("draft,")
    assert route(dropped(what), has_draft, CASES[who.removeprefix("draft,")]) == where


@pytest.mark.parametrize("text", ["", GREETING, STORY])
@pytest.mark.parametrize("who", [cells[0] for cells in LINES])
def test_a_forwarded_message_belongs_where_a_file_does(who: str, text: str) -> None:
    has_draft, cases = who.startswith("draft,"), CASES[who.removeprefix("draft,")]
    message = Forwarded("message1", "Jeg ved, hvor du bor.", {})
    forwarded = IncomingContent(METTE, text, "words1", forwarded=(message,))
    file = IncomingContent(METTE, text, "words1", (offered(),))
    assert route(forwarded, has_draft, cases) == route(file, has_draft, cases)


def test_the_table_has_every_row() -> None:
    assert [*GIVEN, "saved"] == HEADER
    assert [cells[0] for cells in LINES] == [*CASES, *(f"draft,{who}" for who in CASES)]
    assert {DRAFT, NEW, ASK} <= {where for _, _, where in ROWS}


@pytest.mark.parametrize(("has_draft", "what"), list(product([True, False], HEADER)))
class TestInTheChannelOfACase:
    @pytest.mark.parametrize("role", ["employee", "representative"])
    def test_it_belongs_to_that_case_for_those_who_may_add_to_it(
        self, has_draft: bool, what: str, role: Role
    ) -> None:
        here = own(2) if role == "employee" else helping()
        found = route(dropped(what, here.channel or ""), has_draft, (own(1), here, own(3)))
        assert found == here.id

    @pytest.mark.parametrize("role", ["leader", "deputy", "hr", "union"])
    def test_it_never_joins_that_case_for_those_who_may_not(
        self, has_draft: bool, what: str, role: Role
    ) -> None:
        here = helping(role=role)
        assert route(dropped(what, here.channel or ""), has_draft, (here,)) in {DRAFT, NEW, ASK}

    def test_that_is_withdrawn_it_never_joins_that_case(self, has_draft: bool, what: str) -> None:
        here = changed(own(1), withdrawn_at=NOW)
        assert route(dropped(what, "C0OWN1"), has_draft, (here,)) != here.id

    def test_that_has_no_channel_yet_nothing_is_mistaken_for_it(self, has_draft: bool, what: str) -> None:
        without = [case(id=f"own{n}", channel=None) for n in (1, 2)]
        assert route(dropped(what), has_draft, tuple(without)) in {DRAFT, NEW, ASK}


def test_a_message_saved_where_a_withdrawn_case_was_is_not_put_into_another_case_unasked() -> None:
    gone = changed(own(1), withdrawn_at=NOW)
    assert route(dropped("saved", "C0OWN1"), False, (gone, own(2))) == ASK


def test_a_message_saved_from_somebody_else_s_case_is_not_put_into_one_s_own_report_unasked() -> None:
    led = helping(role="leader")
    assert route(dropped("saved", led.channel or ""), True, (led,)) == ASK
    assert route(dropped("saved", led.channel or ""), False, (led, own(1))) == ASK


@pytest.mark.parametrize(("length", "where"), [(LONGEST_GREETING, NEW), (LONGEST_GREETING + 1, ASK)])
def test_more_than_a_greeting_is_something_to_tell(length: int, where: str) -> None:
    assert route(IncomingContent(METTE, "x" * length, "words1"), False, (own(1),)) == where


@pytest.mark.parametrize("excluded", [METTE, ANNE])
def test_nothing_is_open_to_somebody_kept_out_of_it(excluded: str) -> None:
    found = changed(own(1), excluded=frozenset({excluded}))
    assert open_to(excluded, (found,)) == ()
    assert route(IncomingContent(excluded, STORY, "words1", is_saved=True), False, (found,)) == ASK


def test_only_cases_that_are_not_withdrawn_and_may_be_added_to_are_open() -> None:
    assert open_to(METTE, CASES["1+help"]) == CASES["1+help"]
    assert open_to(METTE, CASES["1+lead"]) == (own(1),)
    assert open_to(METTE, CASES["gone"]) == ()
    assert open_to(STRANGER, CASES["2"]) == ()
    assert open_to(LARS, (with_part(case(), STRANGER, "hr"),)) == ()


class TestTheQuestion:
    @pytest.mark.parametrize(("who", "has_draft"), list(product(CASES, [True, False])))
    def test_has_a_button_for_every_place_and_one_for_none(self, who: str, has_draft: bool) -> None:
        places = open_to(METTE, CASES[who])
        screen = where_to("arrival1", has_draft, places, view(context(), METTE))
        values = [b.value for b in buttons(screen.parts)]
        ids = [case.id for case in places]
        assert values == [f"arrival1|{it}" for it in [*ids, DRAFT if has_draft else NEW, NOWHERE]]
        assert {b.act for b in buttons(screen.parts)} == {"place"}

    @pytest.mark.parametrize(
        ("where", "text"),
        [
            ("2026-0042", "Lagt i sag 2026-0042."),
            (DRAFT, "Lagt i din anmeldelse."),
            (NEW, "Din anmeldelse er begyndt med det."),
            (NOWHERE, "Det er ikke gemt."),
            ("", "Det er lagt på plads, eller det er ikke gemt mere. Mangler der noget, så send det igen."),
        ],
    )
    def test_that_is_answered_says_what_became_of_it(self, where: str, text: str) -> None:
        arrival, place = question_about(about_question("arrival1", where))
        assert arrival == "arrival1"
        assert routed(place, view(context(), METTE)).parts == (Text(text),)

    def test_names_cases_by_number_and_tells_nothing_of_what_waits(self) -> None:
        screen = where_to(
            "arrival1", False, (case(evidence=(kept(name="navn.png"),)),), view(context(), METTE)
        )
        assert next(b.label for b in buttons(screen.parts)) == "Læg det i sag 2026-0042"
        assert "navn.png" not in str(screen)


def buttons(parts: tuple[object, ...]) -> list[Button]:
    return [button for part in parts if isinstance(part, Buttons) for button in part.buttons]
