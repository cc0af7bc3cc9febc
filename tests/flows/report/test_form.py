"""The form engine: the road follows from the answers, and a typed answer is understood or asked again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.form import Answers, Form, Option, Question, next_question, on_road, path, question

PETS = (Option("cat", ""), Option("dog", ""), Option("no", ""))
BRANCHING: Form = (
    Question("pet", "one", "", "", options=PETS, closing="no"),
    Question("walks", "text", "", "", applies=lambda answers: answers.get("pet") == "dog"),
    Question("name", "text", "", ""),
)


def test_a_question_that_does_not_apply_is_not_on_the_road() -> None:
    assert [q.key for q in path(BRANCHING, {"pet": "cat"})] == ["pet", "name"]
    assert [q.key for q in path(BRANCHING, {"pet": "dog"})] == ["pet", "walks", "name"]


def test_a_closing_answer_ends_the_road() -> None:
    assert [q.key for q in path(BRANCHING, {"pet": "no", "name": "Bo"})] == ["pet"]
    assert next_question(BRANCHING, {"pet": "no"}) is None


def test_changing_an_answer_puts_later_answers_off_the_road_and_back_again() -> None:
    answers = {"pet": "dog", "walks": "often", "name": "Rex"}
    assert on_road(BRANCHING, answers | {"pet": "cat"}) == {"pet": "cat", "name": "Rex"}
    assert on_road(BRANCHING, answers) == answers


def test_the_next_question_is_the_first_one_open_wherever_the_gap_is() -> None:
    missing = next_question(BRANCHING, {"pet": "dog", "name": "Rex"})
    assert missing is not None
    assert missing.key == "walks"


def test_a_question_is_found_by_its_key_or_not_at_all() -> None:
    assert question(BRANCHING, "walks") is BRANCHING[1]
    assert question(BRANCHING, "wings") is None


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form of yes/no questions: each may hang on an earlier one, and each may end the road."""
    made: list[Question] = []
    for number in range(draw(st.integers(1, 7))):
        parent = draw(st.none() | st.sampled_from(made)) if made else None
        wanted = draw(st.sampled_from(["yes", "no"]))

        def applies(
            answers: Answers, key: str | None = parent.key if parent else None, wanted: str = wanted
        ) -> bool:
            return key is None or answers.get(key) == wanted

        closing = draw(st.sampled_from(["", "", "yes"]))
        options = (Option("yes", "Yes"), Option("no", "No"))
        made.append(Question(f"q{number}", "one", "", "", options=options, applies=applies, closing=closing))
    return tuple(made)


answered = st.dictionaries(st.sampled_from([f"q{n}" for n in range(8)]), st.sampled_from(["yes", "no"]))


@given(forms(), answered)
def test_the_road_keeps_the_form_s_order_and_only_asks_what_applies(form: Form, answers: Answers) -> None:
    road = path(form, answers)
    assert list(road) == [q for q in form if q in road]
    assert all(q.applies(answers) for q in road)
    assert not any(answers.get(q.key) == q.closing for q in road[:-1] if q.closing)


@given(forms(), answered)
def test_answers_on_the_road_are_given_answers_and_give_the_same_next_question(
    form: Form, answers: Answers
) -> None:
    left = on_road(form, answers)
    assert left.items() <= answers.items()
    assert set(left) <= {q.key for q in path(form, answers)}
    following = next_question(form, answers)
    assert following is None or following.key not in answers


@given(forms(), st.lists(st.sampled_from(["yes", "no"]), min_size=8, max_size=8))
def test_answering_the_next_question_again_and_again_reaches_the_end(form: Form, said: list[str]) -> None:
    answers: dict[str, str] = {}
    for value in said:
        following = next_question(form, answers)
        if following is None:
            break
        answers[following.key] = value
    assert next_question(form, answers) is None
