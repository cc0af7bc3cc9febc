"""Modals and Home tabs on people's screens. A person has one stack of at most three modals.

https://docs.slack.dev/surfaces/modals
"""

from typing import Any

from tests.workspace.block_kit.elements import state_of, with_ids
from tests.workspace.store import Store, View

Json = dict[str, Any]
DEEPEST_STACK = 3


class ViewError(Exception):
    """`str()` is Slack's error code."""


class Screens:
    def __init__(self, store: Store) -> None:
        self.store = store

    def stack(self, person: str) -> list[View]:
        return self.store.modals.setdefault(person, [])

    def open(self, person: str, content: Json) -> View:
        """A new root: a stack that was open is gone."""
        self._refuse_taken_external_id(content)
        view = self._new(person, content)
        view.root_view_id = view.id
        self.store.modals[person] = [view]
        return self._changed(view)

    def push(self, person: str, content: Json) -> View:
        stack = self.stack(person)
        if not stack:
            raise ViewError("not_found")
        if len(stack) >= DEEPEST_STACK:
            raise ViewError("push_limit_reached")
        self._refuse_taken_external_id(content)
        view = self._new(person, content)
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        return self._changed(view)

    def update(self, view: View, content: Json, expected_hash: str | None = None) -> View:
        """Replaces the content; inputs keep what was typed where block and action ids stay the same."""
        if expected_hash and expected_hash != view.hash:
            raise ViewError("hash_conflict")
        self._refuse_taken_external_id(content, view)
        view.content = {**content, "blocks": with_ids(content["blocks"])}
        view.state = state_of(view.content["blocks"], view.state)
        view.hash, view.errors = self.store.new_hash(), {}
        return self._changed(view)

    def publish(self, person: str, content: Json, expected_hash: str | None = None) -> View:
        home = self.store.homes.get(person)
        if home is not None:
            return self.update(home, content, expected_hash)
        if expected_hash:
            raise ViewError("hash_conflict")
        self._refuse_taken_external_id(content)
        self.store.homes[person] = self._new(person, content)
        return self._changed(self.store.homes[person])

    def pop(self, person: str) -> None:
        self.stack(person).pop()
        self.store.changed()

    def clear(self, person: str) -> None:
        self.stack(person).clear()
        self.store.changed()

    def _new(self, person: str, content: Json) -> View:
        filled = {**content, "blocks": with_ids(content["blocks"])}
        view = View(self.store.number("V0"), person, filled, self.store.new_hash())
        view.state = state_of(filled["blocks"])
        return view

    def _refuse_taken_external_id(self, content: Json, own: View | None = None) -> None:
        external_id = content.get("external_id")
        if external_id and self.store.find_view(external_id=external_id) not in (None, own):
            raise ViewError("duplicate_external_id")

    def _changed(self, view: View) -> View:
        self.store.changed()
        return view
