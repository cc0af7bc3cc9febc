"""The Home tab: a report, one's own cases, one's steps, the advice and the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flows.case.case import Case
from flows.clock.monday import open_steps, standing
from flows.evidence.custody import Access
from flows.form import path
from flows.procedure.step_state import StepState, next_deadline
from flows.report.draft import ELSEWHERE, REVIEW, Draft
from flows.report.questions import REPORT
from flows.screens.case.own_case import last_read
from flows.screens.elements import (
    Button,
    Buttons,
    Choice,
    FormScreen,
    Heading,
    Note,
    Part,
    Pick,
    Row,
    Rule,
    Screen,
    Text,
    to_call,
)
from flows.screens.reminders.monday import where_it_stands
from flows.screens.steps.checklist import brief_name, of_several
from flows.screens.steps.messages import join_buttons
from flows.screens.steps.row import brief_state
from flows.screens.terms import ROLES, withdrawn_text
from flows.screens.view import View
from flows.words import LOCALES, N_, Language

LAST = datetime.max.replace(tzinfo=UTC)
AS_IN_SLACK = "slack"
MOST_CASES = 6
"""Cases of others that a Home tab opens at a time; the rest is shown on request."""
Accesses = Mapping[str, Sequence[Access]]


@dataclass(frozen=True)
class Aside:
    """What a Home tab shows besides the cases themselves.

    `accesses` are the looks at each of the person's own cases, oldest first; `chosen` is the language
    that they have chosen here; `asking` are the cases that ask the person to come in. `rest` is how many
    cases there are besides those that are shown.
    """

    accesses: Accesses = field(default_factory=dict)
    chosen: Language | None = None
    asking: tuple[Case, ...] = ()
    rest: int = 0


def home(
    draft: Draft | None,
    cases: tuple[Case, ...],
    view: View,
    aside: Aside | None = None,
) -> Screen:
    """What the person may see of the product at this moment: only cases they have a part in."""
    aside = aside or Aside()
    intro = N_(
        "Have you been exposed to digital harassment at work? I help you to get it documented, and to get "
        "somebody to act."
    )
    parts = [
        Heading("Værn"),
        Text(view.say(intro)),
        *_report(draft, view),
        Note(to_call(view.say(N_("In danger now? Call 112. Not urgent: the police on 114.")))),
        *_own(cases, aside.accesses, view),
        *_weekly(cases, view),
        *_asking(aside.asking, view),
        *_step_states(cases, view),
        *_taking_part(cases, aside.rest, view),
        *_advice(view),
        *_language(aside.chosen, view),
    ]
    return Screen("Værn", tuple(parts))


def _report(draft: Draft | None, view: View) -> tuple[Part, ...]:
    say = view.say
    label = N_("Go on with the report") if draft else N_("Report digital harassment")
    start = Button(say(label), "start_report", "", "primary")
    form = Button(say(N_("Fill in as a form")), "form", "")
    under_way = (Text(_under_way(draft, view)),) if draft else ()
    return (*under_way, Buttons((start, form)))


def _under_way(draft: Draft, view: View) -> str:
    say, current = view.say, draft.current()
    begun = say(N_("You began a report {when}."), when=view.moment(draft.started_at))
    if current == ELSEWHERE:
        return begun
    if current == REVIEW:
        return f"{begun} {say(N_('Everything is answered. Read it through, and send it.'))}"
    road = path(REPORT, draft.answers)
    count = N_("{count} of {all} questions are answered.")
    done = sum(q.key in draft.answers and q.key != current for q in road)
    return f"{begun} {say(count, count=done, all=max(len(road), len(REPORT)))}"


def _own(cases: tuple[Case, ...], accesses: Accesses, view: View) -> tuple[Part, ...]:
    found = standing(cases, view.viewer_id, view.ctx)
    if not found:
        return ()
    title = N_("Your case") if len(found) == 1 else N_("Your cases")
    parts: list[Part] = [Rule(), Heading(view.say(title))]
    for case, first in found:
        number = f"*{view.say(N_('Case {number}'), number=case.number)}*"
        lines = [
            number,
            *_where_it_stands(case, first, view),
            last_read(case, accesses.get(case.id, ()), view),
        ]
        parts += [Text("\n".join(lines)), Buttons((view.open_case(case.id),))]
    return tuple(parts)


def _weekly(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    """One who has switched Monday's summary of their case off can have it again."""
    if view.viewer is None or view.viewer.wants_weekly or not standing(cases, view.viewer_id, view.ctx):
        return ()
    text = N_("You do not get how your case stands on Mondays.")
    return (Row(view.say(text), Button(view.say(N_("Send it again")), "weekly", "on")),)


def _where_it_stands(case: Case, first: StepState | None, view: View) -> tuple[str, ...]:
    """The last decision, and what is next; for a withdrawn case only that it is."""
    return (withdrawn_text(case, view),) if case.ending.withdrawn_at else where_it_stands(case, first, view)


def _asking(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    """Cases that ask the viewer to come in: only the number, until somebody says yes."""
    if not cases:
        return ()
    parts: list[Part] = [Rule(), Heading(view.say(N_("Cases that need you")))]
    for case in cases:
        parts.append(Text(f"*{view.say(N_('Case {number}'), number=case.number)}*"))
        parts.append(Buttons(join_buttons(case, view)))
    return tuple(parts)


def _step_states(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    listed = _listed(cases, view)
    return (Rule(), Heading(view.say(N_("Your open steps"))), *listed) if listed else ()


def _listed(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    return of_several(open_steps(cases, view.viewer_id, view.ctx), view)


def _taking_part(cases: tuple[Case, ...], rest: int, view: View) -> tuple[Part, ...]:
    """The cases of others that the viewer is in, whatever they are to do there, and the way to the rest."""
    found = _each(cases, view)
    if not found and not rest:
        return ()
    more = (_more(MOST_CASES, rest, view),) if rest else ()
    return (Rule(), Heading(view.say(N_("Cases that you are in"))), *found, *more)


def _each(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    """A line each: as what the viewer is in it, and its next deadline. The oldest deadline comes first."""
    calendar, now = view.ctx.organisation.calendar, view.ctx.now
    others = [case for case in cases if case.employee != view.viewer_id]
    found = [(case, next_deadline(case, calendar, now)) for case in others]
    found.sort(key=lambda entry: entry[1].due if entry[1] else LAST)
    return tuple(Row(_in_short(case, item, view), view.open_case(case.id)) for case, item in found)


def _in_short(case: Case, item: StepState | None, view: View) -> str:
    say, role = view.say, case.role_of(view.viewer_id)
    number = say(N_("Case {number}"), number=case.number)
    head = f"*{number}* ({say(ROLES[role])})" if role else f"*{number}*"
    if item is None:
        return f"{head}\n{say(N_('All eight steps are decided.'))}"
    return f"{head}\n{brief_name(item, view)}. {brief_state(item, view)}"


def _more(first: int, rest: int, view: View) -> Part:
    text = view.say.plural("{count} more case", "{count} more cases", rest)
    return Row(text, Button(view.say(N_("Show more")), "more_cases", str(first)))


def more_cases(cases: tuple[Case, ...], first: int, count: int, view: View) -> FormScreen:
    """The next of the viewer's cases, of `count` in all, in a window; `first` is the place of the first."""
    rest = count - first - MOST_CASES
    more = (_more(first + MOST_CASES, rest, view),) if rest > 0 else ()
    parts = (*_steps_of(cases, view), Rule(), *_each(cases, view), *more)
    return FormScreen(view.say(N_("Your open steps")), parts, view.say(N_("Close")))


def beside_reporting(cases: tuple[Case, ...], count: int, view: View) -> FormScreen:
    """To somebody with open steps who writes the command: those, and the way to report."""
    more = (_more(MOST_CASES, count - MOST_CASES, view),) if count > MOST_CASES else ()
    report = (
        Text(view.say(N_("Do you want to report something yourself?"))),
        Buttons((Button(view.say(N_("Report digital harassment")), "start_report", ""),)),
    )
    parts = (*_steps_of(cases, view), *more, Rule(), *report)
    return FormScreen(view.say(N_("Your open steps")), parts, view.say(N_("Close")))


def _steps_of(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    return _listed(cases, view) or (Text(view.say(N_("Nothing waits for you in these cases."))),)


def _advice(view: View) -> tuple[Part, ...]:
    doubt = Button(view.say(N_("Is it harassment?")), "guidance", "prompts")
    advice = Button(view.say(N_("Good advice")), "guidance", "")
    return (Rule(), Buttons((doubt, advice)))


def _language(chosen: Language | None, view: View) -> tuple[Part, ...]:
    """Each language in its own words, and the heading in both: who reads this may be in the wrong one."""
    as_in_slack = Choice(AS_IN_SLACK, view.say(N_("As in Slack")))
    choices = (*(Choice(language, locale.name) for language, locale in LOCALES.items()), as_in_slack)
    label = view.say(N_("Language / Sprog"))
    return (Rule(), Note(label), Pick("language", label, choices, (chosen or AS_IN_SLACK,)))
