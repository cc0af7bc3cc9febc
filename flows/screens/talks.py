"""Asking somebody to get in touch for a talk: who can be asked, the button, and that they are asked."""

from __future__ import annotations

from collections.abc import Iterable

from flows.case.case import ContactRole
from flows.report.draft import Draft
from flows.report.people import reachable
from flows.screens.elements import Text
from flows.screens.view import View
from flows.words import N_

TALKS: tuple[ContactRole, ...] = ("representative", "hr")
"""Who can be asked to get in touch for a talk, in this order."""


def talk_label(draft: Draft, role: ContactRole, view: View) -> str:
    """What the button says by which somebody of that role is asked; "" where nobody can be."""
    persons = reachable(draft, role, view.ctx)
    return view.say(N_("Ask {who} to contact me"), who=view.names(persons)) if persons else ""


def talk_asked(persons: Iterable[str], view: View) -> Text:
    """That they are asked."""
    return Text(view.say(N_("{people} is told that you would like to talk."), people=view.names(persons)))
