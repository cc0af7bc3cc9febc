"""The README's table of the eight steps says what the procedure says."""

from __future__ import annotations

from pathlib import Path

from tests.flows.procedure.steps_table import table

README = Path(__file__).parents[3] / "README.md"
BEGIN, END = "<!-- steps -->", "<!-- /steps -->"


def test_the_readme_shows_the_procedure_as_it_is() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    shown = text.split(BEGIN)[1].split(END)[0].strip()
    told = "Put the output of `python -m tests.flows.procedure.steps_table` between the marks."
    assert shown == table(), told
