"""The directory of the Graph stand-in: users, their managers, groups."""

import re
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.workspace.graph_answers import GraphError
from tests.workspace.people import Person

if TYPE_CHECKING:
    from tests.workspace.server import Workspace

Json = dict[str, Any]
USER_FIELDS = {
    "id", "displayName", "givenName", "surname", "mail", "userPrincipalName", "jobTitle", "accountEnabled",
    "preferredLanguage", "department",
}  # fmt: skip
NOT_BY_DEFAULT = {"accountEnabled", "department"}
REPRESENTATIVES = "0d9f3d6c-6d5a-4c11-9a51-3c1f2a9d7e10"


class Entra:
    """`contacts` are people who are no users here; `departments` are those other than Borgerservice."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.groups: dict[str, list[str]] = {
            "group-hr": ["U0HANNE", "U0DORTE", "U0SOFIE"],
            REPRESENTATIVES: ["U0ANNE"],
        }
        self.departments: dict[str, str | None] = {
            "U0HANNE": "Personale og Arbejdsmiljø",
            "U0DORTE": "Direktionen",
            "U0SOFIE": "Direktionen",
        }
        self.contacts: set[str] = set()

    def person(self, wanted: str) -> Person:
        """By directory id or mail. Raises GraphError."""
        for person in self.workspace.store.people.values():
            if not person.is_bot and wanted.lower() in (person.graph_id, person.email):
                return person
        raise GraphError(404, "Request_ResourceNotFound", f"Resource '{wanted}' does not exist.")

    def user(self, request: web.Request, _body: Json) -> web.Response:
        person = self.person(request.match_info["user"])
        body = self._selected(person, request.query.get("$select"))
        expand = request.query.get("$expand", "")
        if not expand:
            return web.json_response(body)
        found = re.fullmatch(
            r"manager(?:\((?:\$levels=(max|[0-9]+))?;?(?:\$select=([A-Za-z,]+))?\))?", expand
        )
        if not found:
            raise GraphError(400, "BadRequest", "Could not find a property to expand")
        levels = found[1]
        if levels and request.headers.get("ConsistencyLevel") != "eventual":
            raise GraphError(400, "Request_UnsupportedQuery", "$levels needs ConsistencyLevel: eventual")
        most = 1000 if levels == "max" else int(levels or 1)
        return web.json_response(body | self._managers(person, found[2], most, {person.id}))

    def _managers(self, person: Person, select: str | None, levels: int, seen: set[str]) -> Json:
        """Goes round a loop once, as far as the levels reach."""
        if person.manager is None or levels == 0:
            return {}
        manager = self.workspace.store.people[person.manager]
        inner = self._typed(manager, select)
        if manager.id in seen:
            return {"manager": inner}
        return {"manager": inner | self._managers(manager, select, levels - 1, seen | {manager.id})}

    def manager(self, request: web.Request, _body: Json) -> web.Response:
        person = self.person(request.match_info["user"])
        if person.manager is None:
            raise GraphError(404, "Request_ResourceNotFound", "Resource 'manager' does not exist.")
        manager = self.workspace.store.people[person.manager]
        return web.json_response(self._typed(manager, request.query.get("$select")))

    def members(self, request: web.Request, _body: Json) -> web.Response:
        members = self.groups.get(request.match_info["group"])
        if members is None:
            raise GraphError(404, "Request_ResourceNotFound", "The group does not exist.")
        start, size = int(request.query.get("$skiptoken", 0)), int(request.query.get("$top", 100))
        select = request.query.get("$select")
        chosen = [self.workspace.store.people[member] for member in members[start : start + size]]
        body: Json = {"value": [self._typed(person, select) for person in chosen]}
        if start + size < len(members):
            following = request.url.update_query({"$skiptoken": str(start + size), "$top": str(size)})
            body["@odata.nextLink"] = str(following)
        return web.json_response(body)

    def _typed(self, person: Person, select: str | None) -> Json:
        if person.id in self.contacts:
            contact = {"id": person.graph_id, "mail": person.email, "displayName": person.real_name}
            return {"@odata.type": "#microsoft.graph.orgContact", **contact}
        return {"@odata.type": "#microsoft.graph.user", **self._selected(person, select)}

    def _selected(self, person: Person, select: str | None) -> Json:
        given_name, _, surname = person.real_name.partition(" ")
        everything = {
            "id": person.graph_id,
            "displayName": person.real_name,
            "givenName": given_name,
            "surname": surname,
            "mail": person.email,
            "userPrincipalName": person.email,
            "jobTitle": person.title,
            "accountEnabled": not person.deleted,
            "preferredLanguage": person.locale,
            "department": self.departments.get(person.id, "Borgerservice"),
        }
        wanted = select.split(",") if select else sorted(USER_FIELDS - NOT_BY_DEFAULT)
        if unknown := set(wanted) - USER_FIELDS:
            raise GraphError(400, "BadRequest", f"Could not find a property named '{sorted(unknown)[0]}'")
        return {name: everything[name] for name in wanted}
