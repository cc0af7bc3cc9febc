"""`python -m tests.workspace --port N`: the stand-in alone, for a bot in another process."""

import argparse
import asyncio
from pathlib import Path

from tests.workspace.server import Workspace


async def _serve(port: int, manifest: Path) -> None:
    workspace = Workspace(manifest)
    await workspace.start(port)
    print(f"The workspace is at {workspace.url}/", flush=True)  # noqa: T201 - the command's only output
    try:
        await asyncio.Event().wait()
    finally:
        await workspace.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.workspace", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--manifest", type=Path, default=Path("app_manifest.yaml"))
    options = parser.parse_args()
    try:
        asyncio.run(_serve(options.port, options.manifest))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
