"""The tasks of the steps, version herlev-2026-11: what helps to do each, who may, and what is filled in."""

from __future__ import annotations

from flows.case.case import Role
from flows.form import Option
from flows.procedure import gates
from flows.procedure.steps import Field, Task
from flows.words import N_

LEADERS: tuple[Role, ...] = ("deputy", "leader", "next_leader")
_LEADERS = frozenset(LEADERS)
_EMPLOYEE: frozenset[Role] = frozenset({"employee"})
_WITH_REPRESENTATIVE: frozenset[Role] = _LEADERS | {"representative"}

YES_NO = (Option("yes", N_("Yes")), Option("no", N_("No")))
YES_NO_UNKNOWN = (*YES_NO, Option("unknown", N_("Not known yet")))

CONTACT = (
    Task(
        "acknowledge",
        N_("I have seen it"),
        _WITH_REPRESENTATIVE,
        N_("{who} has seen it and will get in touch ({when})."),
    ),
    Task(
        "agree",
        N_("Answer it"),
        _EMPLOYEE,
        N_("{who} has answered whether they agree ({when})."),
        (
            Field(
                "answer",
                N_("Do you agree that it is not harassment?"),
                "choice",
                (Option("agree", N_("I agree")), Option("disagree", N_("I do not agree"))),
            ),
        ),
        gates.they_disagree_still,
    ),
)

SUPPORT = (
    Task(
        "crisis_help",
        N_("I have offered crisis help"),
        _LEADERS,
        N_("{who} has written how the offer of crisis help was answered ({when})."),
        (
            Field(
                "answer",
                N_("What did the employee answer?"),
                "choice",
                (
                    Option("accepted", N_("Yes, please")),
                    Option("declined", N_("No, thank you")),
                    Option("later", N_("Not now, ask again")),
                ),
            ),
        ),
    ),
)

LEGAL = (
    Task(
        "ask_hr",
        N_("Ask HR"),
        _WITH_REPRESENTATIVE,
        N_("{who} has asked HR ({when})."),
        gate=gates.hr_is_not_asked,
    ),
    Task(
        "advice",
        N_("Write HR's advice"),
        _LEADERS | {"hr"},
        N_("{who} has written HR's advice ({when})."),
        (
            Field(
                "answer",
                N_("What does HR advise?"),
                "choice",
                (
                    Option("report", N_("Report it to the police")),
                    Option("not_report", N_("Do not report it")),
                    Option("other", N_("Something else")),
                ),
            ),
            Field("text", N_("The advice in a few words"), "text", hint=N_("Also who gave it.")),
        ),
        is_internal=True,
    ),
    Task(
        "wish",
        N_("Write the employee's wish"),
        _LEADERS | _EMPLOYEE,
        N_("{who} has written the employee's wish on the police ({when})."),
        (
            Field(
                "answer",
                N_("Does the employee want it reported to the police?"),
                "choice",
                YES_NO_UNKNOWN,
            ),
        ),
    ),
    Task(
        "own_report",
        N_("Your own police report"),
        _EMPLOYEE,
        N_("{who} has answered whether they report it to the police personally ({when})."),
        (
            Field(
                "answer",
                N_("Will you report it to the police yourself?"),
                "choice",
                (
                    Option("yes", N_("Yes, I will report it")),
                    Option("no", N_("No, I will not")),
                    Option("done", N_("I have reported it")),
                ),
            ),
        ),
        gates.the_employee_is_asked_to_report,
    ),
    Task(
        "restraining_order",
        N_("A restraining order"),
        _LEADERS | {"hr"},
        N_("{who} has written how it stands with a restraining order ({when})."),
        (
            Field(
                "answer",
                N_("How does it stand with a restraining order?"),
                "choice",
                (Option("considered", N_("It is being considered")), Option("done", N_("It is settled"))),
            ),
            Field("when", N_("When is it looked at again?"), "coming", only_with="considered"),
        ),
    ),
)

REMOVAL = (
    Task(
        "draft",
        N_("Write the letter"),
        _LEADERS | {"hr"},
        N_("{who} has written the letter to the sender ({when})."),
        (
            Field(
                "text",
                N_("The letter"),
                "text",
                hint=N_("Only what is needed, and nothing about health. HR reads it before it is sent."),
            ),
        ),
        gates.documentation_is_in_order,
        is_internal=True,
    ),
    Task(
        "check",
        N_("I have read the letter"),
        frozenset({"hr"}),
        N_("{who} has read the letter ({when})."),
        (
            Field(
                "answer",
                N_("May the letter be sent?"),
                "choice",
                (Option("ok", N_("Yes, as it is")), Option("change", N_("Change it first"))),
            ),
            Field("text", N_("What is to be changed?"), "text", only_with="change"),
        ),
        gates.there_is_a_letter,
        is_internal=True,
    ),
    Task(
        "look",
        N_("I have looked again"),
        _WITH_REPRESENTATIVE,
        N_("{who} has looked whether it is still there ({when})."),
        (
            Field(
                "answer",
                N_("Is it still there?"),
                "choice",
                (Option("gone", N_("It is gone")), Option("there", N_("It is still there"))),
            ),
        ),
        gates.it_was_asked_for,
    ),
)

REGISTER = (
    Task(
        "absence",
        N_("Absence"),
        _WITH_REPRESENTATIVE | _EMPLOYEE | {"hr"},
        N_("{who} has answered on absence ({when})."),
        (
            Field("answer", N_("Has it kept the employee from the usual work?"), "choice", YES_NO),
            Field(
                "first_day",
                N_("The first day of absence"),
                "past",
                hint=N_("The day on which it happened does not count. It may lie back in time."),
                only_with="yes",
            ),
        ),
    ),
    Task(
        "route",
        N_("Find the right way"),
        _WITH_REPRESENTATIVE | {"hr"},
        N_("{who} has answered what decides the way ({when})."),
        (
            Field(
                "claim",
                N_("Are there costs that may be claimed, such as a psychologist?"),
                "choice",
                YES_NO_UNKNOWN,
            ),
            Field("over_days", N_("Has it gone on for more than five days?"), "choice", YES_NO_UNKNOWN),
        ),
    ),
    Task(
        "consent",
        N_("Your name in the register"),
        _EMPLOYEE,
        N_("{who} has answered on the name in the register ({when})."),
        (
            Field(
                "answer",
                N_("May we use your name when the incident is registered?"),
                "choice",
                (Option("named", N_("With my name")), Option("anonymous", N_("Without my name"))),
            ),
        ),
    ),
)

MEETING = (
    Task(
        "summary",
        N_("Send the summary"),
        _LEADERS,
        N_("The employee has had the summary ({when})."),
        gate=gates.three_to_six_are_decided,
    ),
)

ANALYSE = (
    Task(
        "action",
        N_("Add an action"),
        _WITH_REPRESENTATIVE,
        N_("{who} has added an action ({when})."),
        (
            Field("what", N_("What is to be done?"), "text"),
            Field("who", N_("Who does it?")),
            Field("when", N_("By when?"), "coming"),
        ),
        gates.registration_is_decided,
    ),
    Task(
        "action_done",
        N_("Follow an action"),
        _WITH_REPRESENTATIVE,
        N_("{who} has followed an action ({when})."),
        (
            Field("number", N_("The number of the action")),
            Field(
                "answer",
                N_("Is it done?"),
                "choice",
                (Option("done", N_("It is done")), Option("moved", N_("It needs more time"))),
            ),
            Field("when", N_("The new day"), "coming", only_with="moved"),
        ),
        gates.it_can_be_done,
    ),
)
