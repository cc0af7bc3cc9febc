"""The part for the police: what happened and what shows it, and nothing of how the employee is.

What HR has advised and why the leader decided as they did stays out: it is the organisation's own.

Left out are health, absence, crisis help, the talk, and the wishes on the register. A correction may tell of
them too, so it is said that there is one, and where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.case.case import Case, Evidence
from flows.case.severity import chosen, is_danger
from flows.dossiers.sections import Dossier, Row, Section
from flows.dossiers.steps import reports_section
from flows.dossiers.teller import Teller
from flows.evidence.custody import Access, Act
from flows.evidence.items import DETAILS
from flows.procedure.due_times import police_deadline
from flows.procedure.gates import is_child, police_wish
from flows.procedure.procedure import procedure_of
from flows.report.choices import CIRCUMSTANCES
from flows.screens.answers import detail_text
from flows.screens.neutral import facts, items, labels
from flows.screens.steps.records import WISHES
from flows.words import N_

OF_THE_EMPLOYEE = frozenset({"unsafe", "none"})
"""How the employee feels is no matter of this part."""

KINDS = {"text": N_("Pasted text"), "link": N_("A link"), "message": N_("A message")}

ACTS: dict[Act, str] = {
    "asked": N_("{who} has asked for a copy."),
    "delivered": N_("{who} has got a copy."),
    "verified": N_("{who} has checked the fingerprint."),
}


def police(teller: Teller, accesses: Sequence[Access]) -> Dossier:
    """What the police need to look into it."""
    case = teller.case
    shown = [_item(number, item, teller, accesses) for number, item in enumerate(kept_items(case), 1)]
    sections = (_case(teller), _happened(teller), _words(teller), *shown, _decision(teller))
    title = teller.say(N_("Case {number}: for the police"), number=case.number)
    return Dossier("police", case.number, title, tuple(s for s in sections if s.rows or s.texts))


def kept_items(case: Case) -> tuple[Evidence, ...]:
    """The pieces of evidence that are safe, in the order of their numbers."""
    return tuple(item for item in items(case) if item.state == "kept")


def _case(teller: Teller) -> Section:
    case, say = teller.case, teller.say
    rows = (
        Row(say(N_("Number")), case.number),
        Row(say(N_("Employee")), teller.name(case.employee)),
        Row(say(N_("Reported")), teller.stamp(case.report.sent_at)),
        Row(say(N_("It happened, or was found")), teller.stamp(case.report.content_at)),
        Row(say(N_("72 hours after")), teller.stamp(police_deadline(case))),
    )
    return Section(say(N_("The case")), rows)


def _happened(teller: Teller) -> Section:
    case, say, view = teller.case, teller.say, teller.view
    also = labels(CIRCUMSTANCES, chosen(case.report.answers, "circumstances") - OF_THE_EMPLOYEE, view)
    rows = [Row(label, text) for label, text in facts(case, view)]
    rows.append(teller.row(N_("Danger now"), N_("Yes") if is_danger(case.report.answers) else N_("No")))
    rows += [Row(say(N_("Anything else we should know")), ", ".join(also))] if also else []
    return Section(say(N_("What has happened")), tuple(rows))


def _words(teller: Teller) -> Section:
    case, say = teller.case, teller.say
    story = str(case.report.answers.get("story", ""))
    put_right = [item for item in case.evidence_kept() if item.kind == "correction"]
    text = N_("The employee has put something right {when}. It is in the other part of the dossier.")
    rows = tuple(
        teller.row(N_("Correction"), text, when=teller.stamp(item.received_at or item.offered_at))
        for item in put_right
    )
    return Section(say(N_("The employee's own words")), rows, (story,) if story else ())


def _item(number: int, item: Evidence, teller: Teller, accesses: Sequence[Access]) -> Section:
    say = teller.say
    received = N_("{when} from {who}")
    when, who = teller.stamp(item.received_at or item.offered_at), teller.name(item.by)
    what = item.name if item.kind == "file" else say(KINDS[item.kind])
    told = [
        Row(say(label), detail_text(key, item.details[key], teller.view))
        for key, label in DETAILS.items()
        if item.details.get(key)
    ]
    rows = (
        Row(say(N_("What it is")), what),
        *told,
        teller.row(N_("Received"), received, when=when, who=who),
        Row(say(N_("Type")), item.received.media_type),
        Row(say(N_("Size in bytes")), str(item.received.size)),
        Row("SHA-256", item.received.sha256),
        *_chain(item, teller, accesses),
    )
    return Section(say(N_("Annex {number}"), number=f"{number:02}"), rows)


def _chain(item: Evidence, teller: Teller, accesses: Sequence[Access]) -> tuple[Row, ...]:
    """Everybody who has had it since it was received."""
    own = [a for a in accesses if a.evidence == item.id and a.act in ACTS]
    return tuple(
        Row(teller.stamp(a.at), teller.say(ACTS[a.act], who=teller.name(a.person)))
        for a in own
        if a.person not in teller.case.people.excluded
    )


def _decision(teller: Teller) -> Section:
    case, say = teller.case, teller.say
    wish = WISHES.get(police_wish(case))
    child = N_("The sender is said to be under 15.")
    first = (
        *((teller.row(N_("Wish"), wish),) if wish else ()),
        *((teller.row(N_("The sender"), child),) if is_child(case) else ()),
    )
    step = procedure_of(case).step("legal")
    found = reports_section(step, teller) if step else Section("")
    return Section(say(N_("Decision on a police report")), (*first, *found.rows))
