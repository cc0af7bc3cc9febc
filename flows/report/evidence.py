"""Pieces of evidence of the report under way: what comes, what is taken out, and how a file came out."""

from __future__ import annotations

from dataclasses import replace

from flows import events as ev
from flows.case.case import Evidence, is_settled, settled, with_evidence
from flows.effects import Decided, EraseFile, FetchFile, Refused
from flows.evidence.items import described, words
from flows.people.organisation import Context
from flows.report.conversation import again, asking, asking_again, shown, without_account
from flows.report.draft import Asked, Draft
from flows.typed.cpr import cpr_like
from flows.words import N_

Event = ev.FileOffered | ev.FileSettled | ev.WordsKept | ev.EvidenceDescribed | ev.EvidenceTakenOut

GONE = N_("That item is no longer here.")


def decide_evidence(draft: Draft, event: Event, ctx: Context) -> Decided[Draft]:
    """What the event means for the report's evidence. Raises Refused with the sentence for the employee."""
    match event:
        case ev.FileOffered():
            return _offered(draft, event.evidence)
        case ev.FileSettled():
            return _settled(draft, event.evidence)
        case ev.WordsKept():
            return _kept(draft, event, ctx)
        case ev.EvidenceTakenOut():
            return _taken_out(draft, event.evidence)
        case ev.EvidenceDescribed():
            return replace(draft, evidence=described(draft.evidence, event)), shown(draft)


def told_words(draft: Draft, event: ev.ToldWordsKept) -> ev.WordsKept:
    """The words that were told last, as a piece of evidence. Raises Refused when there are none any more."""
    turn = draft.conversation.asked[-1]
    if not may_be_evidence(turn):
        raise Refused(GONE)
    return ev.WordsKept(event.by, event.item, turn.said, is_told=True)


def may_be_evidence(turn: Asked) -> bool:
    """Whether the employee can say of what was told last that it is evidence: a press tells without words."""
    return turn.after == "told" and bool(turn.said.strip())


def _offered(draft: Draft, item: Evidence) -> Decided[Draft]:
    if any(known.source == item.source for known in draft.evidence):
        return draft, ()
    changed = replace(draft, evidence=with_evidence(draft.evidence, item))
    return _received(changed, item), (FetchFile(item.id), *shown(draft))


def _received(draft: Draft, item: Evidence, said: str = "") -> Draft:
    """What comes together has one receipt, in the turn that asks the open question anew."""
    return asking_again(draft, "received", said, items=(item.id,))


def _kept(draft: Draft, event: ev.WordsKept, ctx: Context) -> Decided[Draft]:
    if any(known.id == event.item for known in draft.evidence):
        return draft, ()
    item = words(event, ctx.now)
    if event.is_told:
        draft = without_account(draft, event.text)
    changed = replace(draft, evidence=with_evidence(draft.evidence, item))
    return _received(changed, item, event.text if cpr_like(event.text) else ""), shown(draft)


def _settled(draft: Draft, item: Evidence) -> Decided[Draft]:
    """How a file came out stands in its receipt; one that is refused when that is past is told anew."""
    if not any(known.id == item.id for known in draft.evidence):
        return draft, (EraseFile(item.id),)
    if is_settled(draft.evidence, item):
        return draft, ()
    changed = replace(draft, evidence=settled(draft.evidence, item))
    if item.state == "kept" or item.id in draft.conversation.asked[-1].items:
        return changed, shown(draft)
    return asking_again(changed, "refused", items=(item.id,)), shown(draft)


def _taken_out(draft: Draft, wanted: str) -> Decided[Draft]:
    """The item goes, and its file; that what was sent is enough is no answer when nothing is left."""
    if not any(item.id == wanted for item in draft.evidence):
        return again(draft)
    left = tuple(item for item in draft.evidence if item.id != wanted)
    # A turn that told of a number in its words is not to hold on to them.
    changed = replace(
        draft,
        evidence=left,
        conversation=replace(
            draft.conversation,
            asked=(*draft.conversation.asked[:-1], replace(draft.conversation.asked[-1], said="")),
        ),
    )
    if changed.answers.get("evidence") == "kept" and not changed.has_evidence():
        changed = replace(changed, answers={k: v for k, v in changed.answers.items() if k != "evidence"})
    return asking(changed), (EraseFile(wanted), *shown(draft))
