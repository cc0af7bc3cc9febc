"""What is told of a channel that is frozen: why, how the case goes on, and what can be done about it."""

from __future__ import annotations

from flows.access.channel import frozen, lacks_channel
from flows.access.rules import may
from flows.case.case import Case, Record
from flows.effects import MessageKind
from flows.screens.elements import Button, Buttons, Note, Part, Text, to_channel
from flows.screens.steps.messages import Draw, numbered
from flows.screens.terms import CHANNEL_FAULTS, SOMEBODY_CAME
from flows.screens.view import View
from flows.words import N_


def _channel_frozen(case: Case, channel: str, view: View) -> tuple[Part, ...]:
    """`channel` is the one that the message is about; how it stands now is told with what happened."""
    known = [r for r in case.records if r.task == "frozen" and r.values["channel"] == channel]
    if not known:
        return ()
    held = frozen(case)
    is_held = held is not None and held.values["channel"] == channel
    now = _while_frozen(case, known, view) if is_held else (Text(_after(case, channel, view)),)
    return (_what_happened(case, known[-1], view), *now, *_buttons(case, view, is_held=is_held))


def _what_happened(case: Case, record: Record, view: View) -> Text:
    """Who came in is named to those who may read the case."""
    fault, who = record.values["fault"], record.values["who"]
    is_reader = may(view.viewer_id, "read", case)
    if fault == "outsider" and not is_reader:
        return numbered(case, SOMEBODY_CAME, view)
    return numbered(case, CHANNEL_FAULTS[fault], view, who=view.names(who.split(",")))


def _while_frozen(case: Case, known: list[Record], view: View) -> tuple[Part, ...]:
    told = N_("I write nothing more in the channel. The case goes on in direct messages.")
    looked = N_("I have looked again, {when}. It is not in order yet.")
    again = (Note(view.say(looked, when=view.moment(known[-1].at))),) if _is_looked_at_again(case) else ()
    if may(view.viewer_id, "renew_channel", case):
        do = N_("Open a new channel, or say so when this one is in order again.")
        return (Text(f"{view.say(told)} {view.say(do)}"), *again)
    return (Text(view.say(told)), *again)


def _is_looked_at_again(case: Case) -> bool:
    """Whether the newest two records of the channel both say that it is frozen."""
    last = [record.task for record in case.records if record.step == "channel"][-2:]
    return last == ["frozen", "frozen"]


def _after(case: Case, channel: str, view: View) -> str:
    if case.channel == channel:
        return view.say(N_("The channel is in order again, and the checklist stands there."))
    if case.channel:
        return view.say(N_("There is a new channel: {channel}"), channel=to_channel(case.channel))
    if case.channel_refusal:
        return view.say(N_("Slack would not open a new channel. The case goes on in direct messages."))
    return view.say(N_("A new channel is being opened."))


def _buttons(case: Case, view: View, *, is_held: bool) -> tuple[Part, ...]:
    if not may(view.viewer_id, "renew_channel", case) or not lacks_channel(case):
        return ()
    new = Button(view.say(N_("Open a new channel")), "renew_channel", case.id)
    mended = Button(view.say(N_("The channel is in order again")), "channel_mended", case.id)
    return (Buttons((new, *((mended,) if is_held else ()))),)


CHANNEL_MESSAGES: dict[MessageKind, Draw] = {"channel-frozen": _channel_frozen}
