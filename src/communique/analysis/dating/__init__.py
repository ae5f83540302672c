"""The publication day of an undated report, worked out from its own words, with reasons and a posterior, or none.

What its words tell (dateline, dates and weekdays with their tense, captions, people in office, years, public matters and events) is found
by ``named``, ``people``, ``matters``, ``trips`` and ``implied`` and weighed by ``solve`` over all days; the most likely day is given only
when little is left for the others. Where that is not enough, dated reports that tell the same (``alike``) are asked too. What came with the
report always wins.

    "Wang arrived in Vienna on Tuesday. ... (photo taken on May 7, 2024)" -> Tuesday, 7 May 2024, by caption and weekday
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from communique.analysis.dating.alike import Dated, reasons_of, tells
from communique.analysis.dating.evidence import Evidence, Reason
from communique.analysis.dating.implied import find_implied
from communique.analysis.dating.matters import find_events, find_matters
from communique.analysis.dating.named import find_named
from communique.analysis.dating.people import find_holders
from communique.analysis.dating.places import Frame
from communique.analysis.dating.solve import posterior
from communique.analysis.dating.trips import find_trips
from communique.model import Document

__all__ = ["Dated", "Dating", "Reason", "date_report", "find_evidence", "tells"]

SURE = 0.9
# A likely day also stands where its neighbours have nearly all of the rest: better a day beside the right one than a wrong year.
LIKELY, AROUND = 0.8, 0.95
KEPT = 7
READ = 20_000


@dataclass(frozen=True, slots=True)
class Dating:
    """When a report was published, and how that is known.

    Args:
        published: the day; None when the words do not settle it.
        basis: "given" (it came with the report: whatever basis the document names), "inferred" or "unknown".
        reasons: the words that settle it, strongest first.
        posterior: the likeliest days with their weights (0 to 1), best first.
    """

    published: dt.date | None
    basis: str
    reasons: tuple[Reason, ...] = ()
    posterior: tuple[tuple[dt.date, float], ...] = ()


def date_report(
    document: Document,
    earliest: dt.date | None = None,
    latest: dt.date | None = None,
    sure: float = SURE,
    among: Dated | None = None,
) -> Dating:
    """The publication day of a report.

    Args:
        document: the report; its own ``published`` is taken as it is.
        earliest: no earlier day is possible (an archive of one year, say).
        latest: no later day is possible, such as the day on which the report is read; by default the last day that the tables know of.
        sure: the weight that the best day needs; a little less will do where the days beside it have nearly all of the rest.
        among: dated reports; those that tell the same are asked where the words alone leave the day open.

    Returns:
        the day with its reasons; without a day (basis "unknown") when the evidence leaves too much to others.
    """
    if document.published is not None:
        basis = document.published_basis if document.published_basis != "unknown" else "given"
        return Dating(document.published, basis, (), ((document.published, 1.0),))
    evidence = find_evidence(document)
    days = posterior(evidence, earliest, latest)
    if best := _settled(days, sure):
        return Dating(best, "inferred", evidence.reasons(best), days[:KEPT])
    if among and (alike := among.near(document)):
        days = posterior(evidence, earliest, latest, alike)
        if best := _settled(days, sure):
            reasons = (*reasons_of(alike, document, best), *evidence.reasons(best))
            return Dating(best, "inferred", reasons, days[:KEPT])
    return Dating(None, "unknown", (), days[:KEPT])


def _settled(days: tuple[tuple[dt.date, float], ...], sure: float) -> dt.date | None:
    """The likeliest day where little is left for the others."""
    if not days:
        return None
    best, weight = days[0]
    around = sum(share for day, share in days if abs((day - best).days) <= 1)
    return best if weight >= sure or (weight >= LIKELY and around >= AROUND) else None


def find_evidence(document: Document) -> Evidence:
    """All evidence of a report; only its first 20,000 characters are read."""
    frame, found = Frame(document), Evidence()
    find_named(frame, READ, found)
    found.implied.extend(find_implied(frame, READ))
    found.holders.extend(find_holders(frame, READ))
    found.matters.extend(find_matters(frame, READ))
    found.events.extend(find_events(frame, READ, found.clues))
    found.events.extend(find_trips(frame, found.holders))
    return found
