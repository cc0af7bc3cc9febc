"""How serious a report is: named rules over the answers, never a judgement of the person.

Default levels of the kinds follow facts 1.2; the raising rules follow procedure.md.
"""

from __future__ import annotations

from typing import Literal

from flows.form import Answers

Severity = Literal["YELLOW", "ORANGE", "RED"]
LEVELS: tuple[Severity, ...] = ("YELLOW", "ORANGE", "RED")

RED_KINDS = frozenset({"threat_life", "intimate", "extortion"})
YELLOW_KINDS = frozenset({"media_shared", "degrading", "flood", "review", "other"})
PUBLIC_PLACES = frozenset(
    {
        *("facebook", "instagram", "x", "youtube", "tiktok", "linkedin", "reddit"),
        *("google_review", "trustpilot", "website", "news"),
    }
)
"""Where anybody can read it, as answers to where it happens."""


def chosen(answers: Answers, key: str) -> frozenset[str]:
    """The options chosen for a question, as a set, whether one or several could be chosen."""
    value = answers.get(key, ())
    return frozenset((value,) if isinstance(value, str) else value)


def is_raised(answers: Answers) -> bool:
    """One level up: it is repeated, names address or family, or the employee feels unsafe."""
    return bool(chosen(answers, "circumstances") & {"repeated", "address_family", "unsafe"})


def is_danger(answers: Answers) -> bool:
    """The employee said that someone is in danger now, whatever else was answered."""
    return answers.get("danger") == "yes"


def is_red_by_address(answers: Answers) -> bool:
    """Threats or incitement together with a known address or family are RED (facts 1.2)."""
    return "address_family" in chosen(answers, "circumstances") and bool(
        chosen(answers, "kinds") & {"threat_other", "incite"}
    )


def severity(answers: Answers) -> Severity:
    """The highest level of the chosen kinds, raised at most one by the circumstances."""
    kinds = chosen(answers, "kinds")
    if is_danger(answers) or kinds & RED_KINDS or is_red_by_address(answers):
        return "RED"
    level = 0 if kinds <= YELLOW_KINDS else 1
    return LEVELS[min(level + is_raised(answers), 2)]
