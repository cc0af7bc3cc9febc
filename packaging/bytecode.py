"""Imports all that Værn ever imports, so that Python keeps the bytecode of it, and of nothing else.

Run it once after an install, with the Python of that install, as the user who owns the folder: the user who
runs Værn may write nothing there. The rest of msgraph-sdk alone would take 200 MB.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

PACKAGES = ("bot", "flows", "storage")
WHEN_NEEDED = (
    "alembic.command",
    "alembic.config",
    "holidays.countries.denmark",
    "rapidfuzz.distance",
    "sigtype",
    "sqlalchemy.dialects.postgresql.psycopg",
)
"""What a function imports that needs it, and no module at its head."""


def modules() -> list[str]:
    """The modules of Værn, without what Alembic alone can run."""
    found = [
        module.name
        for package in PACKAGES
        for module in walk_packages(import_module(package).__path__, f"{package}.")
    ]
    return [name for name in found if not name.startswith("storage.migrations.")]


if __name__ == "__main__":
    for name in (*modules(), *WHEN_NEEDED):
        import_module(name)
