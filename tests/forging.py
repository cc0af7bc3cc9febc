"""Somebody who sends what Slack would sign for them, with ids copied from others.

Slack itself never lets through what is not on a person's screen; here the product meets it all the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from flows.report.submitted_form import KEEP_OUT, ROLES
from tests.conftest import Loop
from tests.people import Json, Person, World, texts
from tests.workspace.gestures.interactions import interaction
from tests.workspace.outcomes import Outcome
from tests.workspace.server import Workspace
from tests.workspace.slack_objects import view_object

WAITING = ("Et øjeblik.", "One moment.")


class Forger(Person):
    """One person at a keyboard of their own making."""

    def __init__(self, world: World, workspace: Workspace, loop: Loop, person: str) -> None:
        super().__init__(world, person)
        self.workspace, self.loop = workspace, loop
        self.room = workspace.store.dm(person).id

    def sends(self, payload: Json) -> Outcome:
        """Brings it to the product, signed, once."""
        outcome = self.loop.run(
            self.workspace.delivery.interact("interactive", payload["trigger_id"], payload)
        )
        assert outcome.is_acknowledged, outcome
        return outcome

    def press(self, action_id: str, value: str = "-", **more: Any) -> Json:
        """A press in the person's own direct messages, or in the top modal when one is open."""
        state = {"values": {"b": more.pop("state", {})}}
        act = {
            "type": "button",
            "action_ts": f"{time.time():.6f}",
            "action_id": action_id,
            "block_id": "b",
            "value": value,
            **more,
        }
        fields: Json = {"actions": [act], "state": state}
        where = {"type": "message", "channel_id": self.room, "message_ts": "1.0"}
        stack = self.workspace.store.modals.get(self.id)
        if stack:
            fields |= {"view": view_object(stack[-1]), "container": {"type": "view"}}
        else:
            fields |= {"container": where, "channel": {"id": self.room, "name": "directmessage"}}
        return self._made("block_actions", **fields)

    def submission(self, callback_id: str, about: str, values: Json) -> Json:
        """A form of that name with those contents, as if it had been open."""
        view = {
            "id": "V00000000",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": about,
            "blocks": [{"type": "input", "block_id": key} for key in values],
            "state": {"values": {key: {"input": state} for key, state in values.items()}},
            "hash": "1.a",
            "previous_view_id": None,
        }
        return self._made("view_submission", view=view, response_urls=[])

    def _made(self, kind: str, **fields: Any) -> Json:
        return interaction(self.workspace, kind, self.workspace.store.people[self.id], **fields)

    def is_answered(self, payload: Json) -> str:
        """Sends it and reads the answer: of the form, at the whisper, or in the modal that it opens."""
        whispers, shown = len(self._whispers()), self._modal()
        outcome = self.sends(payload)
        if payload["type"] == "view_submission":
            answer = outcome.payload or {}
            return texts(answer.get("view")) or str(answer.get("errors", ""))
        return str(self.until(lambda _: self._new(whispers, shown), f"an answer to {payload['actions']}"))

    def _new(self, whispers: int, shown: str) -> str:
        told, modal = self._whispers(), self._modal()
        if len(told) > whispers:
            return told[-1]
        is_settled = modal and modal != shown and not any(word in modal for word in WAITING)
        return modal if is_settled else ""

    def _whispers(self) -> list[str]:
        return [m["text"] for m in self.messages() if m["ephemeral"]]

    def _modal(self) -> str:
        stack = self.view()["modals"]
        return texts(stack[-1]["view"]) if stack else ""

    def closes_all(self) -> None:
        """Nothing is open any more."""
        while self.view()["modals"]:
            self.closes()


Made = Callable[[Forger, str, str], Json]
DONE = {"outcome": {"selected_option": {"value": "declined"}}, "reason": {"value": "Fordi jeg kan."}}


def pressing(action: str, value: str = "{case}", **more: Any) -> Made:
    """A press on that button, with `{case}` and `{item}` filled in wherever an id goes."""

    def made(who: Forger, case: str, item: str) -> Json:
        def fill(part: Any) -> Any:
            if isinstance(part, dict):
                return {key: fill(inner) for key, inner in part.items()}
            if isinstance(part, list):
                return [fill(inner) for inner in part]
            return part.replace("{case}", case).replace("{item}", item)

        return who.press(fill(action), fill(value), **fill(more))

    return made


def choosing(value: str) -> Made:
    """That choice of a menu behind three dots, with ids filled in."""
    return pressing("menu", type="overflow", selected_option={"value": value})


def submitting(act: str, about: str, values: Json) -> Made:
    """The form of that name, sent."""

    def made(who: Forger, case: str, item: str) -> Json:
        return who.submission(act, about.replace("{case}", case).replace("{item}", item), values)

    return made


WHY = {"reason": {"value": "Fordi jeg kan det."}}
SOFIE = {"person": {"selected_user": "U0SOFIE"}}
A_TIME = {"day": {"selected_date": "2026-11-26"}, "time": {"selected_time": "10:00"}}
REPORTED = {"day": {"selected_date": "2026-11-24"}, "reference": {"value": "1"}, "reason": {"value": ""}}
THREE_DAYS = {"days": {"selected_option": {"value": "3"}}, "reason": {"value": "Fordi jeg kan det."}}
ON_A_STEP: dict[str, Made] = {
    "open_step": pressing("open_step.0", "{case}|removal"),
    "reopen_step": pressing("reopen_step.0", "{case}|document"),
    "task": pressing("task.0", "{case}|legal|ask_hr"),
    "task that answers": pressing("task.0", "{case}|register|absence|answer=no"),
    "sheet": pressing("sheet.0", "{case}|legal|police"),
    "book": pressing("book.0", "{case}|support"),
    "slot": pressing("slot.0", "{case}|support|2026-11-26T10:00:00+01:00"),
    "other_time": pressing("other_time.0", "{case}|support"),
    "cancel_meeting": pressing("cancel_meeting.0", "{case}|support"),
    "hand_over": pressing("hand_over.0"),
    "take_back": pressing("take_back.0"),
    "help": pressing("help.0", "{case}|hr"),
    "escalate": pressing("escalate.0"),
    "accept": pressing("accept.0"),
    "decline": pressing("decline.0"),
    "hand_over of a step": pressing("hand_over.0", "{case}|legal"),
    "invite_union": pressing("invite_union.0"),
    "severity": pressing("severity.0"),
    "closing_agree": pressing("closing_agree.0"),
    "closing_disagree": pressing("closing_disagree.0"),
    "close_case": pressing("close_case.0"),
    "reopen_case": pressing("reopen_case.0"),
    "afterwards": pressing("afterwards.0", "{case}|helped|yes"),
    "snooze": pressing("snooze.0", "{case}|support"),
    "need_help": pressing("need_help.0"),
    "pause_reminders": pressing("pause_reminders.0"),
    "snooze form": submitting("snooze", "{case}|support", THREE_DAYS),
    "need_help form": submitting("need_help", "{case}", {"role": {"selected_option": {"value": "hr"}}}),
    "pause_reminders form": submitting("pause_reminders", "{case}", THREE_DAYS),
    "decide_more form": submitting("decide_more", "{case}|legal|reported", REPORTED),
    "reopen_step form": submitting("reopen_step", "{case}|document", WHY),
    "task form": submitting(
        "task", "{case}|register|absence", {"answer": {"selected_option": {"value": "no"}}}
    ),
    "book form": submitting("book", "{case}|support", A_TIME),
    "hand_over form": submitting("hand_over", "{case}", SOFIE),
    "escalate form": submitting("escalate", "{case}", WHY),
    "invite_union form": submitting("invite_union", "{case}", SOFIE),
    "severity form": submitting("severity", "{case}", {"severity": {"selected_option": {"value": "RED"}}}),
    "closing_disagree form": submitting("closing_disagree", "{case}", WHY),
    "close_case form": submitting("close_case", "{case}", WHY),
    "reopen_case form": submitting("reopen_case", "{case}", WHY),
}
"""What belongs to the duties: the steps, their meetings, who takes part, and the end."""

ON_A_CASE: dict[str, Made] = {
    "show_case": pressing("show_case.0"),
    "history": pressing("history.0"),
    "look_at": pressing("look_at.0", "{case}|{item}"),
    "show_evidence": pressing("show_evidence.0", "{case}|{item}|full"),
    "show_evidence small": pressing("show_evidence.0", "{case}|{item}|small"),
    "describe": pressing("describe.0", "{case}|{item}"),
    "decide": pressing("decide.0", "{case}|legal"),
    "correct": pressing("correct.0"),
    "withdraw_case": pressing("withdraw_case.0"),
    "decide form": submitting("decide", "{case}|support", DONE),
    "describe form": submitting("describe", "{case}|{item}", {"place": {"value": "Herlev"}}),
    "correct form": submitting("correct", "{case}", {"text": {"value": "Det passer ikke."}}),
    "withdraw_case form": submitting("withdraw_case", "{case}", {}),
    **ON_A_STEP,
}
"""With a case that was sent."""

CONTACT = pressing("contact_answered.0")
A_CHOICE = {"choose": {"selected_options": [{"value": "flood"}]}}
FILLED = {
    "story": {"type": "plain_text_input", "value": "Intet er sket."},
    **{role: {"type": "users_select", "selected_user": "U0SOFIE"} for role in ROLES},
    KEEP_OUT: {"type": "multi_users_select", "selected_users": ["U0ANNE"]},
}
ON_A_REPORT: dict[str, Made] = {
    "send": pressing("send.0"),
    "erase": choosing("erase|{case}"),
    "erase form": submitting("erase", "{case}", {}),
    "pause": choosing("pause|{case}"),
    "take_out": choosing("take_out|{case}|{item}"),
    "describe in a menu": choosing("describe|{case}|{item}"),
    "safe": pressing("safe.0"),
    "keep_words": pressing("keep_words.0"),
    "danger": pressing("danger.0"),
    "change": pressing("change.0", "{case}|story"),
    "answer": pressing("answer.0", "{case}|danger|yes"),
    "chosen": pressing("chosen.0", "{case}|kinds", state=A_CHOICE),
    "day": pressing("day.0", "{case}|when|0"),
    "keep_out": pressing("keep_out.0", "{case}|U0LARS"),
    "let_in": pressing("let_in.0", "{case}|U0LARS"),
    "contact": pressing("contact.0", "{case}|leader"),
    "describe": pressing("describe.0", "{case}|{item}"),
    "date": pressing("date:{case}|when", selected_date="2026-11-20"),
    "involve": pressing("involve:{case}|leader", selected_user="U0SOFIE"),
    "keep_out somebody else": pressing("keep_out:{case}", selected_user="U0ANNE"),
    "urgency": pressing("urgency", selected_option={"value": "{case}|RED"}),
    "rechoose": pressing("rechoose", selected_option={"value": "{case}|story"}),
    "describe form": submitting("describe", "{case}|{item}", {"place": {"value": "Herlev"}}),
    "form": submitting("form", '{"draft": "{case}", "marks": {}}', FILLED),
    "form_send": submitting("form_send", "{case}", {}),
}
IN_A_FORM: dict[str, Made] = {
    "form_back": pressing("form_back.0"),
    "form_danger": pressing("form_danger.0", "{case}|yes"),
    "form_evidence": pressing("form_evidence.0", "{case}|gone"),
    "form_urgency": pressing("form_urgency", selected_option={"value": "{case}|RED"}),
}
"""With a report that is under way."""
