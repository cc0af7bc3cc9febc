"""What the Slack app may do: the scopes of app_manifest.yaml, and those that Slack has granted."""

from __future__ import annotations

from collections.abc import Mapping

SCOPES = frozenset(
    [
        *("chat:write", "commands", "dnd:read", "files:read", "files:write", "groups:read", "groups:write"),
        *("im:history", "im:write", "users:read", "users:read.email"),
    ]
)
"""All that the manifest asks for, and all that is needed; a test compares the two."""

GRANTED = "x-oauth-scopes"
"""The header of each answer of Slack's in which it lists them: docs.slack.dev/authentication."""


def missing_scopes(headers: Mapping[str, str]) -> list[str]:
    """The scopes that an answer of Slack's does not list; none when it lists nothing at all."""
    granted = next((value for name, value in headers.items() if name.lower() == GRANTED), None)
    if granted is None:
        return []
    return sorted(SCOPES - {scope.strip() for scope in granted.split(",")})
