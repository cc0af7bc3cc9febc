"""users.*, auth.test, team.info, dnd.info and apps.connections.open."""

from typing import Any

from tests.workspace.people import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, Person
from tests.workspace.slack_objects import user_object
from tests.workspace.web_api.lookups import page, person
from tests.workspace.web_api.registry import Call, Refused, method

Json = dict[str, Any]


@method("auth.test")
def auth_test(call: Call) -> Json:
    return {
        "url": f"{call.workspace.url}/",
        "team": TEAM_NAME,
        "user": "vaern",
        "team_id": TEAM_ID,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("bots.info")
def bots_info(call: Call) -> Json:
    if call.get("bot") != BOT_ID:
        raise Refused("bot_not_found")
    bot = {"id": BOT_ID, "deleted": False, "name": "vaern", "user_id": BOT_USER, "app_id": APP_ID}
    return {"bot": bot}


@method("apps.connections.open")
def connections_open(call: Call) -> Json:
    address = call.workspace.url.replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={call.workspace.socket.new_ticket()}"}


@method("users.info")
def info(call: Call) -> Json:
    return {"user": _rendered(call, person(call, call["user"]))}


@method("users.list")
def list_all(call: Call) -> Json:
    chosen, metadata = page(call, list(call.workspace.store.people.values()))
    return {"members": [_rendered(call, who) for who in chosen], "response_metadata": metadata}


@method("users.lookupByEmail")
def lookup_by_email(call: Call) -> Json:
    wanted = call["email"].lower()
    for who in call.workspace.store.people.values():
        if who.email == wanted and not who.deleted and not who.is_bot:
            return {"user": _rendered(call, who)}
    raise Refused("users_not_found")


@method("users.profile.get")
def profile(call: Call) -> Json:
    return {"profile": _rendered(call, person(call, call.get("user", BOT_USER)))["profile"]}


def _rendered(call: Call, who: Person) -> Json:
    workspace = call.workspace
    return user_object(
        who,
        workspace.now(),
        locale=call.get("include_locale", False),
        email="users:read.email" in workspace.manifest.scopes,
    )


@method("team.info")
def team_info(call: Call) -> Json:
    if call.get("team", TEAM_ID) != TEAM_ID:
        raise Refused("team_not_found")
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "email_domain": ""}}


@method("dnd.info")
def dnd_info(call: Call) -> Json:
    """A session is told while it lasts and before it begins; snoozing only of the app itself.

    Of nobody's pause does Slack document how others see it: here it is a session that has begun.
    """
    who = person(call, call.get("user", BOT_USER))
    begins, ends = call.workspace.store.do_not_disturb.get(who.id, (1, 1))
    is_set = ends > call.workspace.store.seconds()
    if not is_set:
        begins, ends = 1, 1
    told = {"dnd_enabled": is_set, "next_dnd_start_ts": begins, "next_dnd_end_ts": ends}
    return told | ({"snooze_enabled": False} if who.id == BOT_USER else {})
