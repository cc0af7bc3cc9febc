"""The direct messages one by one, in both languages: what they say, and what can be done on them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows import events as ev
from flows.case.case import Case, Contact
from flows.effects import CONTACT_WANTED
from flows.people.organisation import OnCallContact
from flows.report.draft import After, Asked
from flows.screens.case.where_to import where_to
from flows.screens.elements import Screen, Text, to_call
from flows.screens.messages import case_message
from flows.screens.report.conversation import turn
from flows.screens.report.messages import draft_message
from flows.words import Language
from tests.flows.given import (
    HANNE,
    LARS,
    METTE,
    NOW,
    ON_CALL,
    TOVE,
    VIBEKE,
    case,
    context,
    draft,
    kept,
    turns,
    view,
    with_part,
)
from tests.flows.reading import (
    buttons,
    carried_by,
    texts,
)
from tests.flows.talk import Talk, tells


def told(
    message: str, about: str = "", language: Language = "da", viewer: str = METTE, **changes: Any
) -> Screen:
    seen = view(context(language=language, on_call=ON_CALL), viewer)
    return draft_message(draft(**changes), message, about, seen)


def in_danger(language: Language = "da", *, on_call: bool = True, **changes: Any) -> Screen:
    """The open turn of somebody who has said yes to danger."""
    ctx = context(language=language, on_call=ON_CALL if on_call else None)
    talk = Talk(draft(**changes), ctx)
    talk.does(ev.DangerReported(METTE))
    return turn(talk.draft, talk.draft.turn, view(ctx, METTE))


def heard(after: After, said: str = "", language: Language = "da") -> Screen:
    """The question that is open, and what it answers first."""
    answered = (Contact("leader", LARS, NOW, NOW),)
    made = draft(reopened="kinds", asked=turns("danger", Asked("kinds", after, said)), contacts=answered)
    return turn(made, made.turn, view(context(language=language), METTE))


def told_of_case(message: str, about: str, language: Language, viewer: str) -> Screen:
    found = case(withdrawn_at=NOW, evidence=(replace(kept("words1", name=""), kind="text"),))
    return case_message(found, message, about, view(context(language=language), viewer))


def where_to_screen(language: Language, has_draft: bool, cases: tuple[Case, ...]) -> Screen:
    return where_to("arrival1", has_draft, cases, view(context(language=language), METTE))


SAYS = [
    (in_danger, "Vent ikke på mig.", "Do not wait for me."),
    (in_danger, "så ring til politiet på", "call the police on"),
    (
        in_danger,
        "Sig til Lars, at jeg har brug for hjælp",
        "Tell Lars that I need",
    ),
    (
        lambda it: told(CONTACT_WANTED, f"leader:{METTE}", it, LARS),
        "Mette Holm har brug for dig nu. Ring med det samme.",
        "Mette Holm needs you now. Call at once.",
    ),
    (
        lambda it: told(CONTACT_WANTED, f"hr:{METTE}", it, HANNE),
        "Mette Holm vil gerne tale med dig om noget på arbejdet.",
        "Mette Holm would like to talk with you about something at work.",
    ),
    (
        lambda it: heard("contacted", LARS, it),
        "Lars har set det og kontakter dig nu.",
        "Lars has seen it and gets in touch with you now.",
    ),
    (lambda it: heard("resumed", language=it), "Godt, at du er tilbage.", "Good that you are back."),
    (lambda it: heard("told", "Nr. 010190-1234", it), "et CPR-nummer", "a CPR number"),
    (lambda it: heard("told", "x", it), "Det har jeg skrevet ned.", "I have written that down."),
    (
        lambda it: told_of_case("added", "words1", it, LARS),
        "Sag 2026-0042: Der er kommet noget nyt. En tekst.",
        "Case 2026-0042: something was added. A text.",
    ),
    (
        lambda it: told_of_case("small-sent", "words1", it, LARS),
        "Kopien ovenfor er lille.",
        "The copy above is small.",
    ),
    (
        lambda it: told_of_case("case-withdrawn", "", it, LARS),
        "Mette har trukket",
        "Case 2026-0042: Mette has withdrawn it.",
    ),
    (
        lambda it: told_of_case("case-withdrawn", "", it, METTE),
        "Sag 2026-0042 er trukket tilbage.",
        "Case 2026-0042 is withdrawn.",
    ),
    (
        lambda it: where_to_screen(it, True, (case(),)),
        "Hvor hører det, du lige sendte, til?",
        "Where does what you have just sent belong?",
    ),
    (
        lambda it: where_to_screen(it, False, ()),
        "Skal jeg begynde en anmeldelse med det, du lige sendte?",
        "Shall I start a report with what you have just sent?",
    ),
]


@pytest.mark.parametrize(("screen", "danish", "english"), SAYS, ids=[danish for _, danish, _ in SAYS])
def test_every_screen_speaks_the_reader_s_language(screen: Any, danish: str, english: str) -> None:
    assert [text for text in texts(screen("da").parts) if danish in text]
    assert [text for text in texts(screen("en").parts) if english in text]


class TestDanger:
    def test_offers_the_leader_and_who_is_on_call(self) -> None:
        assert carried_by(in_danger(), "contact") == ["draft1|leader", "draft1|on_call"]
        assert "Sig til Vagten, at jeg har brug for hjælp" in texts(in_danger())

    def test_offers_hr_where_nobody_is_on_call(self) -> None:
        screen = in_danger(on_call=False)
        assert "Sig til Hanne, at jeg har brug for hjælp" in texts(screen)

    @pytest.mark.parametrize("on_call", [ON_CALL, None])
    def test_makes_it_urgent_for_everybody_whom_it_offers(self, on_call: OnCallContact | None) -> None:
        talk = Talk(draft(), context(on_call=on_call))
        assert len(alarmed(talk)) == 2

    def test_makes_it_urgent_for_hr_who_was_asked_before_to_talk_some_time_today(self) -> None:
        talk = Talk(draft(answers={"sender": "internal"}))
        talk.does(ev.ContactAsked(METTE, "hr"))
        assert HANNE in alarmed(talk)

    @pytest.mark.parametrize(("person", "role"), [(LARS, "leader"), (VIBEKE, "on_call")])
    def test_says_who_was_told_instead_of_offering_them_again(self, person: str, role: Any) -> None:
        screen = in_danger(contacts=(Contact(role, person, NOW, told_at=NOW),))
        assert f"draft1|{role}" not in carried_by(screen, "contact")
        assert [text for text in texts(screen) if "fik besked kl. 15.00" in text]

    def test_never_offers_somebody_kept_out(self) -> None:
        screen = in_danger(kept_out=(LARS, VIBEKE))
        assert carried_by(screen, "contact") == ["draft1|leader"]
        assert not [text for text in texts(screen) if "Lars" in text or "Vagten" in text]
        assert "Sig til Dorte, at jeg har brug for hjælp" in texts(screen)

    def test_offers_the_next_leader_when_the_one_who_was_told_turns_out_to_be_part_of_it(self) -> None:
        screen = in_danger(kept_out=(LARS,), contacts=(Contact("leader", LARS, NOW),))
        assert "Sig til Dorte, at jeg har brug for hjælp" in texts(screen)

    def test_has_numbers_to_tap_the_on_call_phone_and_the_way_on_last(self) -> None:
        screen = in_danger()
        said = " ".join(part.text for part in screen.parts if isinstance(part, Text))
        assert to_call("112") in said
        assert to_call("114") in said
        assert to_call(ON_CALL.phone, ON_CALL.phone) in said
        assert [button.act for button in buttons(screen.parts)] == ["contact", "contact", "safe"]

    def test_offers_nobody_when_nobody_is_left(self) -> None:
        screen = in_danger(found=None, chosen={}, kept_out=(VIBEKE,))
        assert carried_by(screen, "contact") == []
        assert [text for text in texts(screen) if "112" in text]


def alarmed(talk: Talk) -> set[str]:
    """Everybody whom the danger message offers is asked, and gets the message that it is urgent."""
    talk.does(ev.DangerReported(METTE))
    offered = carried_by(turn(talk.draft, talk.draft.turn, view(talk.ctx, METTE)), "contact")
    found = [tell for value in offered for tell in tells(talk.does(ev.ContactAsked(METTE, role_in(value))))]
    for tell in found:
        screen = draft_message(talk.draft, tell.message, tell.about, view(talk.ctx, tell.person))
        assert [text for text in texts(screen) if "har brug for dig nu" in text], tell
    return {tell.person for tell in found}


def role_in(value: str) -> Any:
    return value.split("|")[1]


class TestNeeded:
    def test_is_answered_by_one_button_and_then_says_so(self) -> None:
        asked = Contact("leader", LARS, NOW)
        assert carried_by(
            told(CONTACT_WANTED, f"leader:{METTE}", viewer=LARS, contacts=(asked,)), "contact_answered"
        ) == ["draft1"]
        screen = told(
            CONTACT_WANTED, f"leader:{METTE}", viewer=LARS, contacts=(replace(asked, answered_at=NOW),)
        )
        assert carried_by(screen, "contact_answered") == []
        assert "Du tog det kl. 15.00." in texts(screen)

    @pytest.mark.parametrize("role", ["leader", "on_call", "representative", "hr"])
    def test_tells_the_number_only_where_it_is_urgent_and_never_more(self, role: str) -> None:
        said = " ".join(texts(told(CONTACT_WANTED, f"{role}:{METTE}", viewer=LARS)))
        assert ("2026-0042" in said) == (role in {"leader", "on_call"})
        assert "chikane" not in said.lower()


def test_who_may_not_read_the_case_is_not_offered_to_open_it() -> None:
    found = with_part(case(), TOVE, "union")
    screen = case_message(found, "opened", "", view(context(), TOVE))
    assert carried_by(screen, "show_case") == []
    assert [text for text in texts(screen) if "2026-0042" in text]
