"""What a prompt leader does, act by act."""

from __future__ import annotations

from tests.flows.given import METTE
from tests.flows.reminders.prompt import REASON, Story


def monday_s_sitting(story: Story) -> Story:
    """What Lars does in the first hour and a half: seen, agreed, offered help, booked the talk, asked HR."""
    story.at("Mon 2026-11-30 09:20").helps("contact", "acknowledge")
    story.at("Mon 2026-11-30 09:25").decides("contact", "agreed", plan="Vi taler sammen onsdag.")
    story.helps("support", "crisis_help", answer="accepted")
    story.books("support", "Wed 2026-12-02 10:00")
    story.helps("legal", "ask_hr")
    return story


def has_decided(story: Story) -> Story:
    """HR answers, and Lars decides steps 4 to 6 and books what is to come."""
    monday_s_sitting(story).at("Mon 2026-11-30 10:10")
    story.helps("legal", "advice", answer="not_report", text="Hanne fraråder.")
    story.helps("legal", "wish", by=METTE, answer="no")
    story.decides("legal", "not_reported", REASON)
    story.decides("removal", "platform", day="2026-11-30")
    story.decides("register", "incident")
    story.books("meeting", "Wed 2026-12-09 10:00")
    story.books("analyse", "Mon 2026-12-14 13:00")
    return story


def whole(story: Story) -> Story:
    """The case to its end."""
    has_decided(story).at("Wed 2026-12-02 11:00").decides("support", "held", day="2026-12-02")
    story.at("Wed 2026-12-09 11:00").decides("meeting", "close")
    story.at("Mon 2026-12-14 14:00").decides("analyse", "assessment")
    return story
