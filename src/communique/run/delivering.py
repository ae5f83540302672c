"""Telling others: JSON to an address and mail to people, tried a few times, and what was told remembered in a file beside the filters.

A move is marked as told once its receiver has said yes. Where the answer is lost on the way it is told again: at least once, never
silently not at all; the receiver knows it again by its id or Message-ID.

    {"alert": "beijing", "way": "webhook", "move": "postponed e81c2f00aa71"}
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from communique.model import Problem
from communique.wire.posting import post_json

TRIES = 3
PAUSE = 1.0  # seconds before the second try, twice as long before the third
PATIENCE = 20.0  # seconds that a mail server may take for an answer
SECURITY = ("starttls", "tls", "none")
PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Who takes mail: a server, or a folder that mails are laid into as .eml files.

    Args:
        security: "starttls", "tls" or "none".
        user, password: where the server wants to know who sends.
    """

    sender: str
    server: str = ""
    port: int = 0
    security: str = "starttls"
    user: str | None = None
    password: str | None = None
    folder: Path | None = None


class Told:
    """What was told before, in a file of JSON Lines that only grows; a line cut short by a pulled plug is left out."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self) -> None:
        """Make sure that something can be remembered, before anything is told that could not be.

        Raises:
            OSError: the file cannot be written.
        """
        self._file.open("a").close()

    def before(self, alert: str, way: str) -> set[str]:
        """The moves that were told under a name in a way.

        Raises:
            OSError: the file cannot be read.
        """
        lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines() if self._file.exists() else []
        rows = [row for line in lines if isinstance(row := _loaded(line), dict)]
        return {str(row.get("move")) for row in rows if (row.get("alert"), row.get("way")) == (alert, way)}

    def add(self, alert: str, way: str, some: Iterable[str]) -> None:
        """Remember moves.

        Raises:
            OSError: the file cannot be written.
        """
        rows = [json.dumps({"alert": alert, "way": way, "move": move}, ensure_ascii=False) for move in some]
        with self._file.open("a", encoding="utf-8", errors="replace") as out:
            # The first line end closes a line that was cut short.
            out.write("\n" + "\n".join(rows) + "\n")
            out.flush()
            os.fsync(out.fileno())


def _loaded(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def deliver(told: object, address: str, *, private: bool, pause: Callable[[float], None] = time.sleep) -> str | None:
    """Send JSON to an address; why it was not taken, None when it was.

    A server that is busy, broken or away is asked again, one that says no is not.
    """
    why = ""
    for attempt in range(TRIES):
        if attempt:
            pause(PAUSE * 2 ** (attempt - 1))
        answer = post_json(address, told, private=private, largest=64 * 1024)
        if isinstance(answer, Problem):
            why = answer.what
            if not why.startswith(("cannot be reached", "too slow")):
                break
        elif answer.status < 300:
            return None
        else:
            why = f"its server answers {answer.status}"
            if answer.status != 429 and answer.status < 500:
                break
    return why


def send(message: EmailMessage, by: MailServer) -> str | None:
    """Send a mail, or lay it into the folder; why it was not taken, None when it was."""
    try:
        if by.folder is not None:
            by.folder.mkdir(parents=True, exist_ok=True)
            name = str(message["Message-ID"]).strip("<>").partition("@")[0]
            (by.folder / f"{name}.eml").write_bytes(message.as_bytes())
            return None
        with _connected(by) as server:
            if by.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if by.user:
                server.login(by.user, by.password or "")
            refused = server.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return f"refused for {', '.join(refused)}" if refused else None


def _connected(by: MailServer) -> smtplib.SMTP:
    port = by.port or PORTS[by.security]
    if by.security == "tls":
        return smtplib.SMTP_SSL(by.server, port, timeout=PATIENCE, context=ssl.create_default_context())
    return smtplib.SMTP(by.server, port, timeout=PATIENCE)
