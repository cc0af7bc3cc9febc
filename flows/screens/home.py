"""The Home tab: a report, one's own cases, one's duties, the advice and the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.case import Case
from flows.custody import Access
from flows.draft import ELSEWHERE, REVIEW, Draft
from flows.duties import Duty
from flows.form import path
from flows.intake import REPORT
from flows.screen import (
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
)
from flows.screens.answering import answerable
from flows.screens.case import withdrawn_text
from flows.screens.duty import state_text
from flows.screens.own_case import last_read
from flows.screens.view import View
from flows.screens.weekly import where_it_stands
from flows.weekly import open_duties, standing
from flows.words import N_, Language

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
        "Have you been exposed to digital harassment at work? I help you to get it documented and acted on."
    )
    parts = [
        Heading("Værn"),
        Text(view.say(intro)),
        *_report(draft, view),
        Note(view.say(N_("In danger now? Call 112. Not urgent: the police on 114."))),
        *_own(cases, aside.accesses, view),
        *_weekly(cases, view),
        *_asking(aside.asking, view),
        *_duties(cases, aside.rest, view),
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


def _where_it_stands(case: Case, first: Duty | None, view: View) -> tuple[str, ...]:
    """The last decision, and what is next; for a withdrawn case only that it is."""
    return (withdrawn_text(case, view),) if case.withdrawn_at else where_it_stands(case, first, view)


def _asking(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    """Cases that ask the viewer to come in: only the number, until somebody says yes."""
    if not cases:
        return ()
    parts: list[Part] = [Rule(), Heading(view.say(N_("Cases that need you")))]
    for case in cases:
        button = Button(view.say(N_("Yes, I will help")), "accept", case.id, "primary")
        parts.append(Row(f"*{view.say(N_('Case {number}'), number=case.number)}*", button))
    return tuple(parts)


def _duties(cases: tuple[Case, ...], rest: int, view: View) -> tuple[Part, ...]:
    listed = _listed(cases, view)
    if not listed and not rest:
        return ()
    more = (_more(MOST_CASES, rest, view),) if rest else ()
    return (Rule(), Heading(view.say(N_("Your open steps"))), *listed, *more)


def _listed(cases: tuple[Case, ...], view: View) -> tuple[Part, ...]:
    parts: list[Part] = []
    for item in open_duties(cases, view.viewer_id, view.ctx):
        number = view.say(N_("Case {number}"), number=item.case.number)
        text = f"*{number}*: {view.say(item.step.title)}\n{state_text(item, view)}"
        parts += answerable(item, text, view)
    return tuple(parts)


def _more(first: int, rest: int, view: View) -> Part:
    text = view.say.plural("{count} more case", "{count} more cases", rest)
    return Row(text, Button(view.say(N_("Show more")), "more_cases", str(first)))


def more_cases(cases: tuple[Case, ...], first: int, count: int, view: View) -> FormScreen:
    """The next of the viewer's cases, of `count` in all, in a window; `first` is the place of the first."""
    nothing = (Text(view.say(N_("Nothing waits for you in these cases."))),)
    rest = count - first - MOST_CASES
    more = (_more(first + MOST_CASES, rest, view),) if rest > 0 else ()
    parts = (*(_listed(cases, view) or nothing), *more)
    return FormScreen(view.say(N_("Your open steps")), parts, view.say(N_("Close")))


def _advice(view: View) -> tuple[Part, ...]:
    doubt = Button(view.say(N_("Is it harassment?")), "guidance", "prompts")
    advice = Button(view.say(N_("Good advice")), "guidance", "")
    return (Rule(), Buttons((doubt, advice)))


def _language(chosen: Language | None, view: View) -> tuple[Part, ...]:
    """Each language in its own words, and the heading in both: who reads this may be in the wrong one."""
    as_in_slack = Choice(AS_IN_SLACK, view.say(N_("As in Slack")))
    choices = (Choice("da", "Dansk"), Choice("en", "English"), as_in_slack)
    label = view.say(N_("Language / Sprog"))
    return (Rule(), Note(label), Pick("language", label, choices, (chosen or AS_IN_SLACK,)))
