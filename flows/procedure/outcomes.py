"""The outcomes of the steps, version herlev-2026-11: what can be decided, and what each needs."""

from __future__ import annotations

from flows.procedure import done_parts, gates, tasks
from flows.procedure.steps import Field, Outcome
from flows.words import N_

HELD = Field("day", N_("On which day?"), "past")
REFERENCE = Field("reference", N_("Number or reference"), is_optional=True)
LETTER_SENT = Field("day", N_("On which day was it sent?"), "past")
PERSON = Field("person", N_("Who takes over?"), "person")
NEXT = Field("next", N_("When do you meet again?"), "coming")

DOCUMENT = (
    Outcome("documented", N_("Documented")),
    Outcome("partly", N_("Partly documented")),
    Outcome("removed", N_("Removed before it was secured")),
    Outcome("cannot", N_("Cannot be documented")),
)

CONTACT = (
    Outcome(
        "agreed",
        N_("A plan is agreed"),
        fields=(
            Field(
                "plan",
                N_("What have you agreed?"),
                "text",
                hint=N_("The employee sees the same words."),
            ),
        ),
    ),
    Outcome("taken_over", N_("Taken over by a deputy"), is_waiting=True, fields=(PERSON,)),
    Outcome("sent_on", N_("Sent on to the manager's manager or HR"), is_waiting=True),
    Outcome("not_harassment", N_("Not harassment, the employee has been heard"), is_not=True),
)

SUPPORT = (
    Outcome("held", N_("The talk has been held"), fields=(HELD,)),
    Outcome("declined", N_("Offered, and the employee declined")),
    Outcome("crisis_help", N_("Crisis help is requested"), fields=(HELD,)),
    Outcome("later", N_("Not now, ask again later"), is_not=True),
)

LEGAL = (
    Outcome(
        "reported",
        N_("Reported to the police"),
        fields=(HELD, REFERENCE),
        gate=gates.advice_and_wish_are_known,
    ),
    Outcome(
        "not_reported",
        N_("Not reported to the police"),
        is_not=True,
        gate=gates.advice_and_wish_are_known,
    ),
    Outcome(done_parts.OWN_REPORT, N_("The employee reports personally"), is_waiting=True),
    Outcome(
        "waiting",
        N_("Waiting, within the 72 hours"),
        is_not=True,
        is_waiting=True,
        gate=gates.the_72_hours_run,
    ),
    Outcome(
        "other_path",
        N_("Another way, because the sender is under 15"),
        is_not=True,
        gate=gates.the_sender_is_a_child,
        is_rare=True,
    ),
)

REMOVAL = (
    Outcome(
        "demanded",
        N_("The sender has been asked to remove it"),
        fields=(LETTER_SENT,),
        gate=gates.the_letter_is_checked,
    ),
    Outcome(
        "platform",
        N_("Reported to the platform"),
        fields=(HELD, REFERENCE),
        gate=gates.the_police_come_first,
    ),
    Outcome(
        "both",
        N_("Both the sender and the platform"),
        fields=(LETTER_SENT, REFERENCE),
        gate=gates.the_letter_is_checked,
    ),
    Outcome("not_contacted", N_("The sender is not contacted"), is_not=True),
    Outcome("gone", N_("It has been removed")),
    Outcome("not_removed", N_("It was not removed, another way is tried"), is_not=True),
    Outcome("not_relevant", N_("Not relevant here"), is_not=True),
)

REGISTER = (
    Outcome("easy", N_("Reported in EASY as a work accident"), fields=(HELD, REFERENCE)),
    Outcome("incident", N_("Registered as an incident"), gate=gates.registered_by_name),
    Outcome("anonymous", N_("Registered without name"), gate=gates.easy_is_not_the_way),
    Outcome(
        "waiting",
        N_("Waiting to see whether there is absence"),
        is_not=True,
        is_waiting=True,
        gate=gates.easy_is_not_the_way,
    ),
    Outcome("disease", N_("Occupational disease through the doctor")),
)

MEETING = (
    Outcome("close", N_("The case can be closed")),
    Outcome("continue", N_("It continues with a new meeting"), is_waiting=True, fields=(NEXT,)),
    Outcome("disagrees", N_("The employee disagrees, the manager's manager takes over"), is_waiting=True),
    Outcome(
        "relief",
        N_("Relief in the work is agreed"),
        is_waiting=True,
        fields=(Field("what", N_("What relief is agreed?"), "text"), NEXT),
    ),
)

ANALYSE = (
    Outcome(
        "prevention",
        N_("Prevention is decided"),
        fields=tuple(tasks.ANALYSE[0].fields),
    ),
    Outcome("assessment", N_("The workplace assessment is updated")),
    Outcome("guideline", N_("A guideline is changed")),
    Outcome("no_action", N_("No action"), is_not=True),
    Outcome("passed_on", N_("Passed on")),
)
