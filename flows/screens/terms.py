"""What every screen says of a case in the same words: how urgent it is, the roles, and that it has ended."""

from __future__ import annotations

from flows.case.case import Case
from flows.screens.view import View
from flows.words import N_

SEVERITIES = {
    "RED": N_("Act at once (red)"),
    "ORANGE": N_("Act the same day (orange)"),
    "YELLOW": N_("Act soon (yellow)"),
}
ROLES = {
    "employee": N_("Employee"),
    "leader": N_("Manager"),
    "representative": N_("Work-environment representative"),
    "deputy": N_("Deputy"),
    "next_leader": N_("The manager's manager"),
    "hr": N_("HR"),
    "union": N_("Union representative"),
}
SOMEBODY_CAME = N_("Somebody who takes no part in the case has come into its channel.")
CHANNEL_FAULTS = {
    "public": N_("The channel of the case was made public in Slack."),
    "shared": N_("The channel of the case was shared with another organisation in Slack."),
    "guest": N_("A guest, or somebody of another organisation, has come into the channel of the case."),
    "outsider": N_("{who} takes no part in the case and has come into its channel."),
    "archived": N_("The channel of the case was archived in Slack."),
    "bot_removed": N_("Værn was removed from the channel of the case."),
}
"""What was wrong with a channel, for whoever may know who came into it."""


def withdrawn_text(case: Case, view: View) -> str:
    """That the case is withdrawn, and when; "" for one that is not."""
    if case.ending.withdrawn_at is None:
        return ""
    is_own = view.viewer is not None and view.viewer.id == case.employee
    text = N_("You withdrew the case {when}.") if is_own else N_("Withdrawn by the employee {when}.")
    return view.say(text, when=view.moment(case.ending.withdrawn_at))


def held_text(case: Case, view: View) -> str:
    """That the case is kept from being erased, and since when; "" for one that is not."""
    if case.ending.held_at is None:
        return ""
    text = N_("The case is not erased. That was decided {when}.")
    return view.say(text, when=view.in_full(case.ending.held_at))


def ended_text(case: Case, view: View) -> str:
    """That the case is withdrawn or closed, and when; "" for one that is open."""
    if case.ending.closed_at and not case.ending.withdrawn_at:
        return view.say(N_("The case was closed {when}."), when=view.moment(case.ending.closed_at))
    return withdrawn_text(case, view)
