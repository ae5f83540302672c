"""The quality gate: every measure of every layer against the floor that was once reached.

Runs ``own()`` of each module in this folder (our own gold, always there) and, where measuring data lies beside the project,
``shared(root)``. A score below its floor fails, and so does a score that is missing although its data is there. Floors only rise:
``--update`` raises them to what is reached (rounded down to 0.1), lowering one takes ``--lower KEY`` and shows in the diff. The own
gold is pinned by fingerprint, so that a score cannot rise because the questions became easier.

    time.own.value            91.4   floor 91.3
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import math
import os
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
GOLD = HERE / "gold"
SHARED = Path(os.environ.get("COMMUNIQUE_SHARED", HERE.parent.parent / "shared"))

# Scores are sums of shares: 54.999999999999 is 55.
SAME = 1e-9


def layers() -> Iterator[tuple[str, ModuleType]]:
    """The modules of this folder that measure something, by name."""
    sys.path.insert(0, str(HERE.parent))
    for path in sorted(HERE.glob("*.py")):
        if path == Path(__file__).resolve():
            continue
        # As a part of ``evals``: ``time.py`` here must not stand in for the clock.
        name = f"evals.{path.stem}"
        module = importlib.import_module(name)
        if hasattr(module, "own") or hasattr(module, "shared"):
            yield path.stem, module


def measure(only: Sequence[str]) -> tuple[dict[str, float], set[str], list[str]]:
    """Scores by "layer.own.name" and "layer.shared.name", the prefixes ("layer.own.") of what was run, and what broke down.

    A layer that breaks down takes no other with it.
    """
    scores: dict[str, float] = {}
    ran: set[str] = set()
    broken: list[str] = []
    for layer, module in layers():
        for place, there in (("own", True), ("shared", SHARED.is_dir())):
            if (only and layer not in only) or not there or not hasattr(module, place):
                continue
            begun = time.monotonic()
            ran.add(f"{layer}.{place}.")
            try:
                found: Mapping[str, float] = module.own() if place == "own" else module.shared(SHARED)
            except Exception as error:
                traceback.print_exc()
                broken.append(f"{layer}.{place}: broke down ({type(error).__name__}: {error})")
                continue
            scores |= {f"{layer}.{place}.{name}": float(value) for name, value in found.items()}
            print(f"{layer}.{place}: {len(found)} scores in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return scores, ran, broken


def fingerprints() -> dict[str, str]:
    """The own gold files and their sha256."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(GOLD.glob("*.jsonl"))}


def failures(scores: Mapping[str, float], floors: Mapping[str, float], ran: set[str]) -> list[str]:
    """What is below its floor, and what is missing although its layer was run."""
    told = []
    for key, floor in sorted(floors.items()):
        if key in scores and scores[key] < floor - SAME:
            told.append(f"{key}: {scores[key]:.2f} is below its floor {floor:.1f}")
        elif key not in scores and key.startswith(tuple(ran)):
            told.append(f"{key}: no score, its floor is {floor:.1f}")
    return told


def raised(scores: Mapping[str, float], floors: Mapping[str, float], lower: Sequence[str]) -> dict[str, float]:
    """Floors raised to the scores, rounded down to 0.1; lowered or dropped only where named."""
    new = {key: floor for key, floor in floors.items() if key not in lower}
    for key, score in scores.items():
        reached = math.floor(score * 10 + SAME) / 10
        new[key] = max(new.get(key, reached), reached)
    return dict(sorted(new.items()))


def show(scores: Mapping[str, float], floors: Mapping[str, float]) -> None:
    """Print each score beside its floor."""
    width = max(map(len, [*scores, *floors]), default=0)
    for key in sorted({*scores, *floors}):
        score = f"{scores[key]:8.2f}" if key in scores else "       -"
        print(f"{key:{width}} {score}   floor {floors[key]:.1f}" if key in floors else f"{key:{width}} {score}   no floor yet")


def main() -> int:
    """Measure, show, compare; 1 when something fell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("layers", nargs="*", help="only these layers (default: all)")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached and pin the gold files")
    parser.add_argument("--lower", action="append", default=[], metavar="KEY", help="with --update: this floor may fall, or go")
    args = parser.parse_args()
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}, "gold": {}}
    scores, ran, told = measure(args.layers)
    show(scores, pinned["floors"])
    if args.update:
        new = {"floors": raised(scores, pinned["floors"], args.lower), "gold": fingerprints()}
        FLOORS.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
        pinned = new
    told += failures(scores, pinned["floors"], ran)
    if pinned["gold"] != fingerprints():
        told.append("the own gold files are not the pinned ones: look at the difference, then pin them with --update")
    if not scores and not args.layers:
        told.append("nothing was measured")
    print("\n".join(told) if told else "every floor holds", file=sys.stderr if told else sys.stdout)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
