"""Whether a package that is pinned here has a known vulnerability, asked of pip-audit; what could not be asked is said, never passed over.

``python requirements/audit.py [options of pip-audit]`` ends with 1 where one is known and with 2 where pip-audit fails for a reason of its
own. A service that does not answer, or does not know a release, is told and is no failure: the index may be all that can be reached.

    jinja2 2.10: CVE-2019-10906, mended in 2.10.1
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCKS = sorted(Path(__file__).resolve().parent.glob("*.lock"))
# How pip-audit ends where nobody answers.
UNANSWERED = re.compile(r"ConnectionError|Could not connect|ServiceError|HTTPError|Timeout|not redirecting")
MOST_NAMED = 5


def asked(locks: list[Path], options: list[str]) -> tuple[list[dict[str, Any]], str]:
    """What pip-audit says of each package, and what it said beside that."""
    files = [argument for lock in locks for argument in ("--requirement", str(lock))]
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--progress-spinner", "off", "--desc", "off", "--format", "json"]
    done = subprocess.run([*command, *options, *files], capture_output=True, text=True, check=False)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return [], (done.stderr.strip().splitlines() or [f"pip-audit ended with {done.returncode}"])[-1]
    return found, ""


def told(package: dict[str, Any]) -> str:
    """A package and what is known against it."""
    known = [f"{v['id']}, mended in {' or '.join(v['fix_versions']) or 'no release yet'}" for v in package["vulns"]]
    return f"{package['name']} {package['version']}: {'; '.join(known)}"


def main(locks: list[Path], options: list[str]) -> int:
    """Print what is known, and the exit code."""
    found, trouble = asked(locks, options)
    if trouble and not UNANSWERED.search(trouble):
        print(f"audit: pip-audit failed: {trouble}", file=sys.stderr)
        return 2
    if trouble:
        print(f"audit: NOT DONE, no service for known vulnerabilities can be reached from here ({trouble[:200]})")
        return 0
    vulnerable = [package for package in found if package.get("vulns")]
    unknown = [package["name"] for package in found if "skip_reason" in package]
    for package in vulnerable:
        print(f"audit: {told(package)}")
    if unknown:
        names = ", ".join(unknown[:MOST_NAMED]) + (f" and {len(unknown) - MOST_NAMED} more" if len(unknown) > MOST_NAMED else "")
        print(f"audit: NOT DONE for {len(unknown)} of {len(found)} packages, of which the service here tells nothing: {names}")
    print(f"audit: {len(found) - len(unknown)} packages asked about, {len(vulnerable)} with a known vulnerability")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main(LOCKS, sys.argv[1:]))
