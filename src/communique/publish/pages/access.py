"""Who may do what: nobody signs in on this machine's own address; elsewhere a token or a user with a role does.

A reader reads, a reviewer decides too, an admin also sees the audit log. A session is a random key in a cookie and lives in memory;
passwords are kept as scrypt hashes.

    kim signs in as reviewer; twelve hours later, or when the server stops, the session is over
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic

SESSION = 12 * 3600.0  # seconds
SESSIONS = 1000
COST = {"n": 2**14, "r": 8, "p": 1}
COOKIE = "communique"
LEAST_TOKEN = 16  # characters


class Role(StrEnum):
    """What a visitor may do; each may do what the one before may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def may(self, needed: Role) -> bool:
        """Whether this role is enough."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks; ``form_key`` must come back with every form, ``by_token`` says that no cookie was needed."""

    name: str
    role: Role
    form_key: str
    by_token: bool = False


@dataclass(frozen=True, slots=True)
class User:
    """A local user."""

    name: str
    role: Role
    salt: str
    hash: str


class UsersError(ValueError):
    """A file of users that cannot be read, or a user that cannot be."""


def hashed(password: str, salt: str) -> str:
    """The hash of a password."""
    return hashlib.scrypt(password.encode(), salt=salt.encode(), dklen=32, **COST).hex()


def new_user(name: str, password: str, role: Role) -> User:
    """A user with a fresh salt.

    Raises:
        UsersError: the name is empty or the password too short.
    """
    if not name.strip() or not name.isprintable() or len(password) < 8:
        raise UsersError("a user needs a name, and a password of eight characters or more")
    salt = secrets.token_hex(16)
    return User(name.strip(), role, salt, hashed(password, salt))


def read_users(file: Path) -> dict[str, User]:
    """The users of a file by name.

    Raises:
        UsersError: it is no file of users.
    """
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return {name: User(name, Role(row["role"]), row["salt"], row["hash"]) for name, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsersError(f"{file} is no file of users: {error}") from error


def write_users(file: Path, users: dict[str, User]) -> None:
    """Keep users in a file that only its owner may read."""
    rows = {user.name: {"role": user.role.value, "salt": user.salt, "hash": user.hash} for user in users.values()}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


class Access:
    """The door.

    Args:
        local: the name under which decisions are made when nobody needs to sign in; None when everybody does.
        users: local users by name.
        token: the secret that opens everything to programs; None for none.
    """

    def __init__(self, *, local: str | None = None, users: dict[str, User] | None = None, token: str | None = None) -> None:
        self._local = Visitor(local, Role.ADMIN, secrets.token_urlsafe(24)) if local else None
        self._users = users or {}
        self._token = token
        self._sessions: dict[str, tuple[Visitor, float]] = {}
        self._lock = threading.Lock()
        self._nobody = new_user("nobody", secrets.token_hex(16), Role.READER)

    @property
    def open(self) -> bool:
        """Whether nobody needs to sign in."""
        return self._local is not None

    def visitor(self, cookie: str | None, authorization: str | None) -> Visitor | None:
        """Who sends this cookie or bearer token; None for a stranger."""
        if authorization and self._is_token(authorization.removeprefix("Bearer ").strip()):
            return Visitor("token", Role.ADMIN, "", by_token=True)
        if self._local is not None:
            return self._local
        with self._lock:
            found = self._sessions.get(_key(cookie or ""))
        return found[0] if found and found[1] > monotonic() else None

    def _is_token(self, said: str) -> bool:
        return self._token is not None and hmac.compare_digest(said.encode(), self._token.encode())

    def sign_in(self, name: str, password: str) -> tuple[str, Visitor] | None:
        """A new session's key and its visitor; None when name and password, or the token as password, are not right."""
        if self._is_token(password):
            visitor = Visitor(name.strip() or "token", Role.ADMIN, secrets.token_urlsafe(24))
        else:
            user = self._users.get(name.strip(), self._nobody)  # who is nobody takes as long as who is somebody
            if not hmac.compare_digest(hashed(password, user.salt), user.hash) or user is self._nobody:
                return None
            visitor = Visitor(user.name, user.role, secrets.token_urlsafe(24))
        key = secrets.token_urlsafe(32)
        with self._lock:
            now = monotonic()
            self._sessions = {k: s for k, s in list(self._sessions.items())[-SESSIONS:] if s[1] > now}
            self._sessions[_key(key)] = (visitor, now + SESSION)
        return key, visitor

    def sign_out(self, cookie: str | None) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_key(cookie or ""), None)


def _key(cookie: str) -> str:
    """Sessions are looked up by the hash of their key, so that the time it takes tells nothing."""
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()
