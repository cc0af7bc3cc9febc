"""A case's channel that others come into, or that Slack takes away: nothing more is posted there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deciding import decides, opens, the_sitting_ends
from tests.people import Json, Person, World, texts
from tests.reporting import STORY, number_of
from tests.stored import is_postponed, lines
from tests.workspace.server import Workspace

pytestmark = pytest.mark.begins("sent")

GOES_ON = "Jeg skriver ikke mere i kanalen. Sagen går videre i direkte beskeder."
OMAR_CAME = "Omar er kommet ind i sagens kanal og er ikke med i sagen."
GUEST_CAME = "Der er kommet en gæst eller en fra en anden organisation ind i sagens kanal."
SHARED = "Sagens kanal er delt med en anden organisation i Slack."
PUBLIC = "Sagens kanal er gjort offentlig i Slack."
ARCHIVED = "Sagens kanal er arkiveret i Slack."
REMOVED = "Værn er taget ud af sagens kanal."
ALERT = "Der er noget galt med sagens kanal"


@pytest.fixture
def number(mette: Person, lars: Person, anne: Person) -> str:
    """Mette has sent her report, and the checklist stands in the channel."""
    found = number_of(mette)
    for person in (lars, anne):
        person.sees(f"Det er sag {found}.")
        person.sees("Det, der skal gøres")
    return found


def somebody(world: World, channel: Json, act: str, **more: str) -> None:
    """An administrator, or somebody in the channel, does that by hand in Slack."""
    assert world.post("channel", conversation=channel["id"], act=act, **more)["ok"]


def shown_in(workspace: Workspace, channel: Json) -> list[tuple[str, str]]:
    """What Værn has in the channel, whoever looks."""
    messages = workspace.store.conversations[channel["id"]].messages.values()
    return [(m.ts, texts(m.blocks)) for m in messages if m.user == "U0VAERN" and m.blocks]


def journaled(data: Path) -> list[str]:
    """What the journal says was wrong."""
    return [line.detail for line in lines(data) if line.act == "ChannelSeen"]


def called(world: World) -> list[str]:
    """The methods that were called so far."""
    return [call["method"] for call in world.get("calls")["calls"]]


def lars_decides(lars: Person, mette: Person) -> None:
    """Lars goes on with the case from his direct messages, and Mette hears of it in hers."""
    lars.presses("Beslut")
    decides(lars, "Vi har aftalt en plan", plan="Vi taler sammen i morgen.")
    the_sitting_ends(mette.world)
    mette.sees("Lars har besluttet: Vi har aftalt en plan.")


def lars_opens_a_new_one(lars: Person, old: Json) -> Json:
    """He presses, and the checklist stands in the new channel."""
    lars.presses("Åbn en ny kanal")
    lars.sees("Der er en ny kanal:")

    def is_there(view: Json) -> Json | None:
        found = (c for c in view["conversations"] if c["name"].startswith("sag-") and c["id"] != old["id"])
        return next((c for c in found if "Det, der skal gøres" in _told(c)), None)

    return dict(lars.until(is_there, "the checklist in a new channel"))


def _told(channel: Json) -> str:
    return "\n".join(texts(m["blocks"] or []) for m in channel["messages"])


def _omar_joins(world: World, channel: Json) -> None:
    somebody(world, channel, "join", user="U0OMAR")


def _a_guest_joins(world: World, channel: Json) -> None:
    world.post("person", id="U0OMAR", is_restricted=True)
    somebody(world, channel, "join", user="U0OMAR")


def _is_shared(world: World, channel: Json) -> None:
    somebody(world, channel, "share")


def _is_archived(world: World, channel: Json) -> None:
    somebody(world, channel, "archive")


def _is_removed(world: World, channel: Json) -> None:
    somebody(world, channel, "leave", user="U0VAERN")


class TestWhatSlackTells:
    """An event is enough: everybody reads it at once, and nothing more goes where others may read it."""

    @pytest.mark.parametrize(
        ("happens", "told", "code"),
        [
            (_omar_joins, OMAR_CAME, "outsider"),
            (_a_guest_joins, GUEST_CAME, "guest"),
            (_is_shared, SHARED, "shared"),
            (_is_archived, ARCHIVED, "archived"),
            (_is_removed, REMOVED, "bot_removed"),
        ],
        ids=["outsider", "guest", "shared", "archived", "bot_removed"],
    )
    def test_freezes_the_channel_and_the_case_goes_on_in_a_new_one(
        self,
        world: World,
        workspace: Workspace,
        mette: Person,
        lars: Person,
        anne: Person,
        hanne: Person,
        number: str,
        tmp_path: Path,
        happens: Callable[[World, Json], None],
        told: str,
        code: str,
    ) -> None:
        channel = lars.case_channel()
        happens(world, channel)
        for person in (mette, lars, anne):
            person.sees(told)
            person.sees(GOES_ON)
        hanne.sees(ALERT)
        hanne.sees(code)
        assert "Omar" not in str(hanne.messages())
        assert journaled(tmp_path / "data") == [code]
        stood = shown_in(workspace, channel)
        lars_decides(lars, mette)
        new = lars_opens_a_new_one(lars, channel)
        assert set(new["members"]) == {"U0VAERN", "U0METTE", "U0LARS", "U0ANNE"}
        mette.sees("Der er en ny kanal:")
        assert shown_in(workspace, channel) == stood
        assert "Vi har aftalt en plan" not in str(stood)
        omar = world.person("omar")
        assert STORY not in str(omar.view())
        assert new["id"] not in {c["id"] for c in omar.channels()}

    def test_of_whoever_came_and_went_at_once_is_told_too(
        self, world: World, mette: Person, lars: Person, number: str, tmp_path: Path
    ) -> None:
        channel = lars.case_channel()
        _omar_joins(world, channel)
        somebody(world, channel, "leave", user="U0OMAR")
        mette.sees(OMAR_CAME)
        assert journaled(tmp_path / "data") == ["outsider"]

    def test_of_those_whom_the_case_itself_brings_in_is_nothing_wrong(
        self, world: World, mette: Person, lars: Person, number: str, tmp_path: Path
    ) -> None:
        opens(lars, 2)
        lars.presses("Giv videre")
        lars.submits(kind="Sagen, mens lederen er væk")
        sofie = world.person("sofie")
        sofie.sees("Det, der skal gøres")
        mette.sees("Sofie")
        assert journaled(tmp_path / "data") == []


class TestWhatIsSeenByLooking:
    """What Slack tells no app: looked for before the clock has anything posted in the channel."""

    @pytest.mark.parametrize(
        ("act", "told", "code"),
        [("make_public", PUBLIC, "public"), ("offer_to_share", SHARED, "shared")],
        ids=["public", "offered"],
    )
    def test_freezes_the_channel_before_a_reminder_is_posted(
        self,
        world: World,
        workspace: Workspace,
        mette: Person,
        lars: Person,
        hanne: Person,
        number: str,
        tmp_path: Path,
        act: str,
        told: str,
        code: str,
    ) -> None:
        channel = lars.case_channel()
        somebody(world, channel, act)
        stood = shown_in(workspace, channel)
        world.jump(next="working_day")
        lars.sees(told)
        mette.sees(told)
        hanne.sees(ALERT)
        hanne.sees(code)
        assert journaled(tmp_path / "data") == [code]
        lars_opens_a_new_one(lars, channel)
        assert shown_in(workspace, channel) == stood

    def test_a_right_that_the_app_has_lost_is_no_public_channel(
        self, world: World, workspace: Workspace, lars: Person, number: str, tmp_path: Path
    ) -> None:
        granted = list(workspace.manifest.scopes)
        world.post("scopes", bot=[scope for scope in granted if scope != "groups:read"])
        world.jump(next="working_day")
        lars.until(lambda _: is_postponed(tmp_path / "data", "LookAtChannel"), "the look waiting")
        world.post("scopes", bot=granted)
        world.jump(by=120)
        opens(lars, 2)
        lars_decides_there(lars)
        lars.until(lambda _: "2 af 8" in _told(lars.case_channel()), "the checklist drawn anew")
        assert journaled(tmp_path / "data") == []

    def test_a_right_that_comes_back_as_its_channel_is_looked_at_is_no_public_channel_either(
        self, world: World, workspace: Workspace, lars: Person, number: str, tmp_path: Path
    ) -> None:
        granted = list(workspace.manifest.scopes)
        world.post("scopes", bot=[scope for scope in granted if scope != "groups:read"])
        world.post("faults", method="conversations.info", hold="after")
        world.jump(next="working_day")
        lars.until(lambda _: world.get("faults")["held"], "an answer that is on its way")
        world.post("scopes", bot=granted)
        world.post("release")
        lars.until(lambda _: is_postponed(tmp_path / "data", "LookAtChannel"), "the look waiting")
        world.jump(by=120)
        opens(lars, 2)
        lars_decides_there(lars)
        lars.until(lambda _: "2 af 8" in _told(lars.case_channel()), "the checklist drawn anew")
        assert journaled(tmp_path / "data") == []

    def test_a_refused_call_tells_too(
        self, world: World, mette: Person, lars: Person, hanne: Person, number: str
    ) -> None:
        world.post("faults", method="chat.update", error="channel_not_found", times=1)
        lars_decides_there(lars)
        lars.sees(REMOVED)
        hanne.sees("bot_removed")


def lars_decides_there(lars: Person) -> None:
    """After it the checklist in the channel is to be drawn anew."""
    lars.presses("Beslut")
    decides(lars, "Vi har aftalt en plan", plan="Vi taler sammen i morgen.")


def test_what_vaern_does_in_a_channel_itself_leads_to_no_look(world: World, number: str) -> None:
    """Slack tells of each of those who are brought in; no act of a person pays for a look."""
    assert "conversations.info" not in called(world)


class TestThatItIsInOrderAgain:
    """Whoever may open a new channel may say so, and Værn looks before it believes it."""

    def test_is_believed_when_the_outsider_has_left(
        self, world: World, mette: Person, lars: Person, anne: Person, number: str, tmp_path: Path
    ) -> None:
        channel = lars.case_channel()
        _omar_joins(world, channel)
        anne.sees(OMAR_CAME)
        anne.presses("Kanalen er i orden igen")
        anne.sees("Jeg så efter igen")
        lars.sees("Kanalen er ikke i orden endnu.")
        somebody(world, channel, "leave", user="U0OMAR")
        anne.presses("Kanalen er i orden igen")
        mette.sees("Kanalen er i orden igen, og tjeklisten står der.")
        lars_decides_there(lars)
        lars.until(lambda _: "2 af 8" in _told(lars.case_channel()), "the checklist drawn anew")
        assert journaled(tmp_path / "data") == ["outsider", "outsider", ""]

    def test_is_believed_when_it_is_no_longer_archived_and_vaern_is_back(
        self, world: World, mette: Person, lars: Person, number: str
    ) -> None:
        channel = lars.case_channel()
        somebody(world, channel, "archive")
        lars.sees(ARCHIVED)
        somebody(world, channel, "unarchive")
        lars.presses("Kanalen er i orden igen")
        lars.sees(REMOVED)
        somebody(world, channel, "join", user="U0VAERN")
        lars.presses("Kanalen er i orden igen")
        mette.sees("Kanalen er i orden igen, og tjeklisten står der.")


def test_a_new_channel_that_slack_refuses_is_offered_again(
    world: World, mette: Person, lars: Person, hanne: Person, number: str
) -> None:
    channel = lars.case_channel()
    _omar_joins(world, channel)
    lars.sees(OMAR_CAME)
    world.post("faults", method="conversations.create", error="restricted_action", times=1)
    lars.presses("Åbn en ny kanal")
    lars.sees("Slack ville ikke åbne en ny kanal.")
    hanne.sees("restricted_action")
    lars_opens_a_new_one(lars, channel)
