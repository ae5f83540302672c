"""Four dispatches of one story, from the wire to the record: one source, and nothing told twice.

first version, (LEAD), (2nd LD) with more at the end, and the agency's summary of the day that repeats its first lines
"""

from __future__ import annotations

import datetime as dt
import re

from communique.ledger.build import fold
from communique.ledger.sources import hear
from communique.run.finding import find_all
from communique.wire import follow
from communique.wire.plain import plain_document

DAY = dt.date(2024, 2, 16)
HEADLINE = "Stubb heads for Japan next week on state visit and summit with Kishida"
EARLIER = "Stubb on state visit to Japan from Feb. 18-21, with summit with Kishida"
FIRST = (
    "Finnish President Alexander Stubb will be in Japan on Feb. 18-21 for a four-day state visit and hold a summit with Prime Minister "
    "Fumio Kishida about ships and energy, the presidential office announced Friday.\n\nAfter the summit with Kishida in Tokyo he moves "
    "on to Osaka, spokeswoman Anna Virta told reporters.\n\nThe two leaders first held summit talks on Nov. 1 beside the climate "
    "conference in Nairobi."
)
MORE = (
    "\n\nFor Stubb it is the first visit to Japan in office, and the first state visit there by a Finnish president since 2017."
    "\n\nMerchants under Shipyard Group Chairman Pekka Salo are to accompany Stubb on the trip."
)
STORY = {
    "first": (EARLIER, FIRST),
    "lead": (f"(LEAD) {HEADLINE}", FIRST.replace("four-day state visit", "state visit") + MORE.partition("\n\nMerchants")[0]),
    "second": (f"(2nd LD) {HEADLINE}", FIRST.replace("four-day state visit", "state visit") + MORE),
    "summary": ("News in brief", f"What moved today.\n\n{EARLIER}\n\n{FIRST.rpartition('The two')[0]}"),
}


def test_four_updates_tell_one_visit_and_one_summit_from_one_source() -> None:
    documents = [plain_document(text, n, id=n, title=title, source="agency", published=DAY) for n, (title, text) in STORY.items()]
    found = list(find_all(follow(documents)))
    reports = [f.document for f in found]
    sources = hear(reports, None)
    assert {sources.stories.get(name, name) for name in STORY} == {"first"}
    record = fold(reports, [c for f in found for c in f.claims], [], None)
    told = [(e.status, e.kind, str(e.start), str(e.end), {p.name for p in e.people if p.side}) for e in record.engagements]
    both = {"Alexander Stubb", "Fumio Kishida"}
    assert told == [
        ("held", "meeting", "2023-11-01", "2023-11-01", both),
        ("planned", "meeting", "2024-02-18", "2024-02-21", both),
        ("planned", "visit", "2024-02-18", "2024-02-21", {"Alexander Stubb"}),
    ]
    # and what brought the four together is told, with how much it weighs
    visit = record.engagements[2]
    assert any(re.fullmatch(r"score \d[\d.]*, where \d[\d.]* is enough", reason) for reason in visit.reasons)
