"""Which scope a call needs. Methods on conversations need the one for the kind of conversation at hand.

https://docs.slack.dev/reference/methods: "the scope that matches the conversation's type".
"""

from collections.abc import Iterator
from typing import Any

from tests.workspace.people import BOT_USER
from tests.workspace.store import Store
from tests.workspace.web_api.registry import SPECS, Refused

Json = dict[str, Any]
FAMILIES = ("channels", "groups", "im", "mpim")
TYPES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def check_scopes(method: str, args: Json, granted: list[str], store: Store) -> None:
    """Raises Refused(missing_scope) with what is needed and what there is."""
    scopes = SPECS[method]["scopes"]
    if not scopes:
        return
    if not _is_by_family(scopes):
        return _demand(scopes, granted)
    for family in _families(method, args, store):
        _demand([scope for scope in scopes if family in (None, scope.split(":")[0])] or scopes, granted)
    return None


def _demand(alternatives: list[str], granted: list[str]) -> None:
    if not set(alternatives) & set(granted):
        raise Refused("missing_scope", needed=",".join(alternatives), provided=",".join(granted))


def _is_by_family(scopes: list[str]) -> bool:
    return any(scope.split(":")[0] in FAMILIES for scope in scopes)


def _families(method: str, args: Json, store: Store) -> Iterator[str | None]:
    """The kinds of conversation a call touches; None when any scope will do."""
    if method == "conversations.create":
        yield "groups" if args.get("is_private") else "channels"
    elif method in ("conversations.list", "users.conversations"):
        for name in args.get("types", "public_channel").split(","):
            yield TYPES.get(name.strip())
    elif method == "conversations.open":
        yield "mpim" if "," in args.get("users", "") else "im"
    else:
        conversation = store.conversations.get(args.get("channel", ""))
        is_hidden = (
            conversation is not None and conversation.is_private and BOT_USER not in conversation.members
        )
        yield None if conversation is None or is_hidden else conversation.scope_family
