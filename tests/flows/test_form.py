"""The form engine: the road follows from the answers, and a typed answer is understood or asked again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.form import Answers, Form, Option, Question, is_valid, next_question, on_road, path, question
from flows.form import understood_choice as understood
from flows.intake import REPORT
from flows.words import Language, Voice

COLOURS = (
    Option("red", "Red", ("rød", "blod")),
    Option("sea_green", "Green, like the sea", ("grøn",)),
    Option("azure", "Blue and white", ("blå",)),
    Option("light_blue", "Blue, but light"),
)
LABELS = {option.key: option.label for option in COLOURS}
ONE = Question("colour", "one", "Which?", "Colour", options=COLOURS)
MANY = Question("colours", "many", "Which ones?", "Colours", options=COLOURS)
LANGUAGES: tuple[Language, ...] = ("da", "en")

PETS = (Option("cat", ""), Option("dog", ""), Option("no", ""))
BRANCHING: Form = (
    Question("pet", "one", "", "", options=PETS, closing="no"),
    Question("walks", "text", "", "", applies=lambda answers: answers.get("pet") == "dog"),
    Question("name", "text", "", ""),
)


def labels(asked: Question, language: Language) -> dict[str, str]:
    return {option.key: Voice(language)(option.label) for option in asked.options}


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


TYPED_ONE = [
    ("1", "red"),
    (" 2 ", "sea_green"),
    ("2.", "sea_green"),
    ("RED", "red"),
    ("red!", "red"),
    ("rød", "red"),
    ("Green,  like the sea", "sea_green"),
    ("green", "sea_green"),
    ("light_blue", "light_blue"),
    ("blå", "azure"),
    ("0", None),
    ("5", None),
    ("blue", None),  # the beginning of two
    ("re", None),  # too short to be a beginning
    ("", None),
    ("  ", None),
    ("purple", None),
    ("²", None),
    ("①", None),
    ("9" * 5000, None),
]


@pytest.mark.parametrize(("typed", "key"), TYPED_ONE)
def test_one_choice_is_named_by_number_label_beginning_or_synonym(typed: str, key: str | None) -> None:
    assert understood(ONE, typed, LABELS) == key


TYPED_MANY = [
    ("1, 3", ("red", "azure")),
    ("1 og 3", ("red", "azure")),
    ("1 and 3", ("red", "azure")),
    ("1\n3", ("red", "azure")),
    ("1; 3", ("red", "azure")),
    ("1, 2 og 3", ("red", "sea_green", "azure")),
    ("rød, rød og 1", ("red",)),
    ("1,,", ("red",)),
    ("Green, like the sea", ("sea_green",)),
    ("Blue and white", ("azure",)),
    ("1, purple", None),
    (", ,", None),
    ("", None),
    ("²", None),
]


@pytest.mark.parametrize(("typed", "keys"), TYPED_MANY)
def test_several_choices_are_separated_by_commas_lines_or_and(typed: str, keys: object) -> None:
    assert understood(MANY, typed, LABELS) == keys


CHOICES = [q for q in REPORT if q.kind in {"one", "many"}]
CASES = [(asked, language) for asked in CHOICES for language in LANGUAGES]
IDS = [f"{asked.key}-{language}" for asked, language in CASES]


@pytest.mark.parametrize(("asked", "language"), CASES, ids=IDS)
def test_every_option_of_the_report_is_named_by_number_label_and_synonym(
    asked: Question, language: Language
) -> None:
    spoken = labels(asked, language)
    for number, option in enumerate(asked.options, 1):
        expected = option.key if asked.kind == "one" else (option.key,)
        for typed in (str(number), spoken[option.key], spoken[option.key].upper(), *option.typed):
            assert understood(asked, typed, spoken) == expected, typed


@pytest.mark.parametrize("asked", CHOICES, ids=[q.key for q in CHOICES])
def test_no_word_names_two_options(asked: Question) -> None:
    words = [word for option in asked.options for word in {option.key, *option.typed}]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("asked", CHOICES, ids=[q.key for q in CHOICES])
def test_a_label_in_one_language_never_means_another_option_in_the_other(asked: Question) -> None:
    spoken = [labels(asked, language) for language in LANGUAGES]
    for heard, said in (spoken, spoken[::-1]):
        for key, text in said.items():
            assert understood(asked, text, heard) in {None, key, (key,)}


def test_a_report_asks_at_most_ten_questions() -> None:
    assert len(REPORT) <= 10
    assert len({q.key for q in REPORT}) == len(REPORT)


def test_a_payload_with_a_value_that_was_never_offered_is_not_valid() -> None:
    assert not is_valid(ONE, "purple")
    assert not is_valid(ONE, ("red",))
    assert not is_valid(MANY, "red")
    assert not is_valid(MANY, ("red", "purple"))
    assert not is_valid(BRANCHING[2], "  ")


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


@given(st.sampled_from(CHOICES), st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_gives_an_answer_on_offer_or_none(
    asked: Question, typed: str, language: Language
) -> None:
    value = understood(asked, typed, labels(asked, language))
    assert value is None or (is_valid(asked, value) and value)


@given(st.sampled_from([q for q in CHOICES if q.kind == "many"]), st.data())
def test_numbers_in_any_order_and_manner_are_those_options(asked: Question, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(1, len(asked.options)), min_size=1, unique=True))
    separator = data.draw(st.sampled_from([", ", ",", "\n", ";", " og ", " and "]))
    value = understood(asked, separator.join(map(str, numbers)), labels(asked, "da"))
    assert value == tuple(asked.options[n - 1].key for n in numbers)
