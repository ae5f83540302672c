"""Speed, memory and growth in one table: ``make bench`` installs the peers beside communique and runs this.

``python benchmarks [--texts 400] [--most 10000]``: words a second beside other programs, memory of a worker, two cores over one; what
commands take from a cold start; what a report costs that is added and what a question costs as the record grows; what an archive needs.
Each tenfold
record takes ten times as long to make, and as much disk (``--most 100000``: some 2 GB). The pages are measured by ``pages.py``.

    diplomacy: communique 12,600 words a second, bare spaCy 5,300; 10,000 reports: timeline 0.21 s
"""

from __future__ import annotations

import argparse

import asking
import reading
import sizing

from communique.cli.demo import bundled


def main() -> None:
    """Print the whole table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=int, default=400, help="how many of each set are read")
    parser.add_argument("--most", type=int, default=10_000, help="reports in the greatest record")
    asked = parser.parse_args()
    reading.report(asked.texts)
    sizes = [10**n for n in range(3, 10) if 10**n <= asked.most]
    asking.report(sizes)
    print("\nan archive of reports like the examples")
    sizing.report(bundled()[0])


if __name__ == "__main__":
    main()
