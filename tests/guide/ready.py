"""A process of the installed Værn that has imported it, and forks for each command.

Otherwise each would take a second of a processor for its imports. The Python of the install runs this
file, with the number of the socket to listen on: a command comes as JSON with its three streams, and its
exit code goes back.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import socket
import sys
from importlib import import_module
from typing import Any, NoReturn

IMPORTED = ("bot.__main__", "bot.dossiers.pdf", "alembic.command", "holidays.countries.denmark")
STREAMS = 3
LONGEST = 65536


def serve(listening: socket.socket) -> NoReturn:
    """One command after the other, until it is killed."""
    for name in IMPORTED:
        import_module(name)
    # Otherwise each fork would go through all of it once more at its end, which takes longer than a command.
    gc.freeze()
    while True:
        asking, _ = listening.accept()
        with asking:
            told, streams, _, _ = socket.recv_fds(asking, LONGEST, STREAMS)
            child = os.fork()
            if child == 0:
                run(json.loads(told), streams)
            for stream in streams:
                os.close(stream)
            asking.sendall(bytes([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256]))


def run(given: dict[str, Any], streams: list[int]) -> NoReturn:
    """The console script, in the process that was forked for it."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.umask(given["umask"])
    os.chdir(given["directory"])
    os.environ.clear()
    os.environ.update(given["environment"])
    sys.argv = given["command"]
    runpy.run_path(sys.argv[0], run_name="__main__")
    sys.exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
