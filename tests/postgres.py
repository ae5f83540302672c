"""A PostgreSQL server of our own for the tests: made in a folder, listening on a socket only, gone afterwards."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

NUMBERS = itertools.count()
# Tests need no disk that survives a power cut, only a server that survives being stopped.
FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=40")


def programs() -> Path | None:
    """Where the server's programs lie; Debian keeps them beside the path, by version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return next((p.parent for p in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)


class Server:
    """A running server.

    Args:
        programs: the folder of its programs.
        folder: where it keeps everything.
        user: whom it runs as; it refuses to run as root.
    """

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self.programs, self.folder, self.user = programs, folder, user

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs; an error shows what it said."""
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(
            command, user=self.user, cwd="/", capture_output=True, text=True, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = " ".join([f"-k {self.folder}", "-c listen_addresses=''", *(f"-c {setting}" for setting in FAST)])
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as a crash would."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"record{next(NUMBERS)}"
        import psycopg

        with psycopg.connect(host=str(self.folder), user="desk", dbname="postgres", autocommit=True) as raw:
            raw.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql://desk@/{name}?host={quote(str(self.folder))}"


@contextmanager
def server(programs: Path) -> Iterator[Server]:
    """A server for the time of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="communique-pg-"))  # a socket's path must be short
    user = None
    if os.geteuid() == 0:
        user = "postgres"
        shutil.chown(folder, user)
    try:
        running = Server(programs, folder, user)
        running.run("initdb", "-D", f"{folder}/data", "-U", "desk", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        running.start()
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def somebody_to_run_it() -> bool:
    """Whether there is a user whom the server would run as."""
    try:
        return os.geteuid() != 0 or bool(pwd.getpwnam("postgres"))
    except KeyError:
        return False
