"""The documentation of a case as its members see it: the newest with the case, the older a page at a time."""

from __future__ import annotations

from flows.case.case import Case, Evidence
from flows.form import question
from flows.report.questions import REPORT
from flows.screens.answers import answer_text, detail_lines, evidence_line, evidence_name
from flows.screens.elements import Button, Buttons, FormScreen, Note, Part, Row, Text
from flows.screens.view import View
from flows.words import N_

MOST_OWN = 20
"""Two blocks each: with the rest of the employee's own view they stay inside the 100 blocks of a modal."""

MOST_OF_OTHERS = 60
"""A block each, in the view of the others."""

MOST_ON_A_PAGE = 40
"""Two blocks each, with nothing besides."""

MOST_WITH_DETAILS = 6
"""Each item has at most eight blocks with its details."""


def documentation(case: Case, view: View) -> tuple[Part, ...]:
    """The newest items, with the way to the older ones; without any, why there is none."""
    if not case.evidence:
        return not_documented(case, view)
    most = MOST_OWN if view.viewer_id == case.employee else MOST_OF_OTHERS
    first = max(len(case.evidence) - most, 0)
    way = (
        (Row(view.say(N_("There is more than fits here. The newest is shown.")), _older(case, first, view)),)
        if first
        else ()
    )
    return (*way, *_drawn(case, case.evidence[first:], view))


def older(case: Case, before: int, view: View) -> FormScreen:
    """The items that come before that place, the newest of them, in the window of the case."""
    say, count = view.say, len(case.evidence)
    last = min(max(before, 1), count)
    first = max(last - MOST_ON_A_PAGE, 0)
    place = N_("Items {first} to {last} of {all}")
    back = Button(say(N_("Back to the case")), "older_items", f"{case.id}|-")
    ways = ((_older(case, first, view),) if first else ()) + (back,)
    parts = (
        Note(say(place, first=min(first + 1, count), last=last, all=count)),
        Buttons(ways),
        *_drawn(case, case.evidence[first:last], view),
    )
    return FormScreen(say(N_("Documentation")), parts, say(N_("Close")), is_look=True)


def _older(case: Case, before: int, view: View) -> Button:
    return Button(view.say(N_("Show older")), "older_items", f"{case.id}|{before}")


def not_documented(case: Case, view: View) -> tuple[Part, ...]:
    """Why there is no documentation, as it was answered."""
    asked = question(REPORT, "evidence")
    answer = case.report.answers.get("evidence", "")
    return (Text(answer_text(asked, answer, view)),) if asked and answer else ()


def _drawn(case: Case, shown: tuple[Evidence, ...], view: View) -> tuple[Part, ...]:
    if view.viewer_id == case.employee:
        return tuple(part for item in shown for part in _own(case, item, view))
    # Told where there is room for those of every item; "Fortæl mere" always shows them.
    has_room = len(shown) <= MOST_WITH_DETAILS
    details = ((detail_lines(item, view) if has_room else ()) for item in shown)
    return tuple(
        part
        for item, told in zip(shown, details, strict=True)
        for part in (_of_others(case, item, view), *told)
    )


def _own(case: Case, item: Evidence, view: View) -> tuple[Part, ...]:
    """To the employee, who can tell more about it as long as the case is theirs to change."""
    if item.state != "kept" or item.received_at is None:
        return (Text(evidence_line(item, view)),)
    say = view.say
    name = evidence_name(item, view)
    name = f"{say(N_('A file'))}: {name}" if item.kind == "file" else name
    line = N_("{name}\nReceived {when} from {who}.\nFingerprint {fingerprint}")
    when, who = view.dated(item.received_at), view.whom(item.by)
    is_open = item.kind != "correction" and not case.ending.withdrawn_at
    about = f"{case.id}|{item.id}"
    more = (Button(say(N_("Tell more")), "describe", about),) if is_open else ()
    text = say(line, name=name, when=when, who=who, fingerprint=item.received.sha256)
    return (Text(text), Buttons((*more, _look_at(case, item, view))))


def _of_others(case: Case, item: Evidence, view: View) -> Row:
    if item.state != "kept" or item.received_at is None:
        return Row(evidence_line(item, view))
    line = N_("{name}, received {when}. Fingerprint {fingerprint}")
    when = view.dated(item.received_at)
    text = view.say(line, name=evidence_name(item, view), when=when, fingerprint=item.received.sha256)
    return Row(text, _look_at(case, item, view))


def _look_at(case: Case, item: Evidence, view: View) -> Button:
    return Button(view.say(N_("Look at it")), "look_at", f"{case.id}|{item.id}")
