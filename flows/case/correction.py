"""What the employee adds or corrects once the report is sent: words in a field of their own."""

from __future__ import annotations

from flows.typed.cpr import cpr_like
from flows.words import N_


def fault_of(text: str) -> str:
    """The sentence that refuses these words at their field, "" for words that can be kept."""
    if not text.strip():
        return N_("Write what you want to add or correct.")
    if cpr_like(text):
        return N_("This looks like a CPR number. Nobody needs it here. Please take it out, then save again.")
    return ""
