"""Modals and Home tabs: triggers, stacks, hashes, submissions."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.workspace.hands import Hands, RealTime, modal, on_socket, plain, refusal, text_input, until
from tests.workspace.server import Workspace

pytestmark = pytest.mark.anyio
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


async def test_a_trigger_works_once(workspace: Workspace, slack: AsyncWebClient, mette: Hands) -> None:
    trigger = workspace.triggers.issue("U0METTE")
    await slack.views_open(trigger_id=trigger, view=modal())
    assert await refusal(slack.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert await refusal(slack.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    assert len((await mette.sees())["modals"]) == 1


async def test_a_trigger_lives_three_seconds(
    workspace: Workspace, slack: AsyncWebClient, real_time: RealTime
) -> None:
    trigger = workspace.triggers.issue("U0METTE")
    real_time.seconds += 3.1
    assert await refusal(slack.views_open(trigger_id=trigger, view=modal())) == "expired_trigger_id"


async def test_jumps_of_the_clock_leave_triggers_alive(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    trigger = workspace.triggers.issue("U0METTE")
    await mette.does("clock", next="monday")
    assert (await slack.views_open(trigger_id=trigger, view=modal()))["ok"]


async def test_the_stack_holds_three_modals(workspace: Workspace, slack: AsyncWebClient) -> None:
    def trigger() -> str:
        return workspace.triggers.issue("U0METTE")

    assert await refusal(slack.views_push(trigger_id=trigger(), view=modal())) == "not_found"
    root = (await slack.views_open(trigger_id=trigger(), view=modal()))["view"]
    pushed = (await slack.views_push(trigger_id=trigger(), view=modal()))["view"]
    assert (pushed["root_view_id"], pushed["previous_view_id"]) == (root["id"], root["id"])
    await slack.views_push(trigger_id=trigger(), view=modal())
    assert await refusal(slack.views_push(trigger_id=trigger(), view=modal())) == "push_limit_reached"


async def test_an_update_with_an_old_hash_conflicts(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    view = (await slack.views_open(trigger_id=workspace.triggers.issue("U0METTE"), view=modal()))["view"]
    await slack.views_update(view_id=view["id"], view=modal(), hash=view["hash"])
    again = slack.views_update(view_id=view["id"], view=modal(), hash=view["hash"])
    assert await refusal(again) == "hash_conflict"
    await mette.does("close", view_id=view["id"])
    assert await refusal(slack.views_update(view_id=view["id"], view=modal())) == "not_found"


async def test_an_update_keeps_what_was_typed_under_the_same_ids(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    view = (await slack.views_open(trigger_id=workspace.triggers.issue("U0METTE"), view=modal()))["view"]
    typed = {"view_id": view["id"], "block_id": "what", "action_id": "typed", "value": {"value": "abc"}}
    await mette.does("change", **typed)
    kept = await slack.views_update(view_id=view["id"], view=modal(text_input(), {"type": "divider"}))
    assert kept["view"]["state"]["values"]["what"]["typed"]["value"] == "abc"
    renamed = await slack.views_update(view_id=view["id"], view=modal(text_input("other")))
    assert renamed["view"]["state"]["values"] == {
        "other": {"typed": {"type": "plain_text_input", "value": None}}
    }


async def test_external_ids_are_unique(workspace: Workspace, slack: AsyncWebClient) -> None:
    first, second = (workspace.triggers.issue(user) for user in ("U0METTE", "U0OMAR"))
    await slack.views_open(trigger_id=first, view=modal(external_id="one"))
    taken = slack.views_open(trigger_id=second, view=modal(external_id="one"))
    assert await refusal(taken) == "duplicate_external_id"
    assert (await slack.views_update(external_id="one", view=modal(external_id="one")))["ok"]


async def test_a_view_has_a_size_and_a_shape(workspace: Workspace, slack: AsyncWebClient) -> None:
    trigger = workspace.triggers.issue("U0METTE")
    section = {"type": "section", "text": plain("x" * 2999)}
    large = modal(*[section] * 99)
    assert await refusal(slack.views_open(trigger_id=trigger, view=large)) == "view_too_large"
    without_submit = {"type": "modal", "title": plain("T"), "blocks": [text_input()]}
    assert await refusal(slack.views_open(trigger_id=trigger, view=without_submit)) == "invalid_arguments"
    assert await refusal(slack.views_open(trigger_id=trigger, view=HOME)) == "invalid_arguments"


async def test_the_home_tab_is_published_per_person(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands, omar: Hands
) -> None:
    first = (await slack.views_publish(user_id="U0METTE", view=HOME))["view"]
    await slack.views_publish(user_id="U0METTE", view=HOME, hash=first["hash"])
    stale = slack.views_publish(user_id="U0METTE", view=HOME, hash=first["hash"])
    assert await refusal(stale) == "hash_conflict"
    assert (await mette.sees())["home"]
    assert (await omar.sees())["home"] is None
    workspace.manifest.document["features"]["app_home"]["home_tab_enabled"] = False
    assert await refusal(slack.views_publish(user_id="U0METTE", view=HOME)) == "not_enabled"


def app_that_answers(slack: AsyncWebClient, **answer: Any) -> tuple[AsyncApp, list[Any]]:
    app, submissions = AsyncApp(client=slack), []

    @app.view({"type": "view_submission", "callback_id": "form"})
    async def submitted(ack, body) -> None:
        submissions.append(body)
        await ack(**answer)

    return app, submissions


async def open_form(workspace: Workspace, slack: AsyncWebClient, *blocks: Any) -> str:
    trigger = workspace.triggers.issue("U0METTE")
    return (await slack.views_open(trigger_id=trigger, view=modal(*blocks, callback_id="form")))["view"]["id"]


TYPED = {"what": {"typed": {"value": "words"}}}


async def test_an_empty_answer_closes_the_modal(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    app, submissions = app_that_answers(slack)
    async with on_socket(app):
        view_id = await open_form(workspace, slack)
        assert (await mette.does("submit", view_id=view_id, values=TYPED))["ok"]
    assert (await mette.sees())["modals"] == []
    assert submissions[0]["view"]["state"]["values"]["what"]["typed"] == {
        "type": "plain_text_input",
        "value": "words",
    }


async def test_errors_stand_under_their_inputs(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    app, _ = app_that_answers(slack, response_action="errors", errors={"what": "Prøv igen"})
    async with on_socket(app):
        answer = await mette.does("submit", view_id=await open_form(workspace, slack), values=TYPED)
    assert answer["errors"] == {"what": "Prøv igen"}
    assert (await mette.sees())["modals"][0]["errors"] == {"what": "Prøv igen"}


async def test_errors_for_other_blocks_are_of_no_use(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    app, _ = app_that_answers(slack, response_action="errors", errors={"elsewhere": "x"})
    async with on_socket(app):
        answer = await mette.does("submit", view_id=await open_form(workspace, slack), values=TYPED)
    assert not answer["ok"]
    assert (await mette.sees())["problems"]


@pytest.mark.parametrize(("action", "depth"), [("update", 1), ("push", 2)])
async def test_the_answer_may_bring_a_new_view(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands, action: str, depth: int
) -> None:
    app, _ = app_that_answers(slack, response_action=action, view=modal(text_input("next")))
    async with on_socket(app):
        await mette.does("submit", view_id=await open_form(workspace, slack), values=TYPED)
    modals = (await mette.sees())["modals"]
    assert len(modals) == depth
    assert modals[-1]["view"]["blocks"][0]["block_id"] == "next"


async def test_slack_itself_asks_for_required_and_too_short_inputs(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    app, submissions = app_that_answers(slack)
    async with on_socket(app):
        view_id = await open_form(workspace, slack, text_input(min_length=10))
        assert (await mette.does("submit", view_id=view_id))["errors"].keys() == {"what"}
        assert (await mette.does("submit", view_id=view_id, values=TYPED))["errors"].keys() == {"what"}
    assert submissions == []


async def test_closing_is_told_when_the_view_asks_for_it(
    workspace: Workspace, slack: AsyncWebClient, mette: Hands
) -> None:
    app, closed = AsyncApp(client=slack), []

    @app.view_closed("form")
    async def on_close(ack, body) -> None:
        closed.append(body["view"]["id"])
        await ack()

    async with on_socket(app):
        trigger = workspace.triggers.issue("U0METTE")
        view = await slack.views_open(
            trigger_id=trigger, view=modal(callback_id="form", notify_on_close=True)
        )
        await mette.does("close", view_id=view["view"]["id"])
        await until(lambda: closed == [view["view"]["id"]])
