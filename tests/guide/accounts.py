"""Who owns what on the machine of the walk: noted beside it, since no user can be made without being root."""

from __future__ import annotations

import json
import stat
from pathlib import Path

ROOT_USER = "root"
READ, WRITE, ENTER = 4, 2, 1


class Accounts:
    """The users, and the owner and the group of each path that is not root's."""

    def __init__(self, root: Path) -> None:
        self._root, self._file = root, root / "run" / "accounts.json"
        told = json.loads(self._file.read_text()) if self._file.exists() else {"users": [], "owners": {}}
        self._users: list[str] = told["users"]
        self._owners: dict[str, list[str]] = told["owners"]

    def add(self, user: str) -> None:
        """A user with a group of the same name. Raises ValueError for one that there is."""
        if user in self._users:
            raise ValueError(f"user '{user}' already exists")
        self._users.append(user)
        self._keep()

    def give(self, path: Path, owner: str = ROOT_USER, group: str = ROOT_USER) -> None:
        """The path belongs to them. Raises ValueError for somebody who is not known."""
        for name in (owner, group):
            if name not in (*self._users, ROOT_USER):
                raise ValueError(f"invalid user or group '{name}'")
        self._owners[str(path)] = [owner, group]
        self._keep()

    def may(self, user: str, path: Path, bit: int) -> bool:
        """Whether the user may do that with what is there, and may come to it."""
        ways = [folder for folder in path.parents if folder.is_relative_to(self._root)]
        return self._allows(user, path, bit) and all(self._allows(user, way, ENTER) for way in ways)

    def _allows(self, user: str, path: Path, bit: int) -> bool:
        owner, group = self._owner(path)
        shift = 6 if user == owner else 3 if user == group else 0
        return path == self._root or bool(stat.S_IMODE(path.stat().st_mode) >> shift & bit)

    def _owner(self, path: Path) -> list[str]:
        """As it was noted of the path, or of the nearest folder around it."""
        noted = (self._owners.get(str(place)) for place in (path, *path.parents))
        return next((owner for owner in noted if owner), [ROOT_USER, ROOT_USER])

    def _keep(self) -> None:
        self._file.write_text(json.dumps({"users": self._users, "owners": self._owners}))
