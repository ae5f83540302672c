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
HEADLINE = "Stubb to make state visit to Japan next week for summit with Kishida"
EARLIER = "Stubb to make state visit to Japan from Feb. 18-21 for summit with Kishida"
FIRST = (
    "President Alexander Stubb will pay a four-day state visit to Japan early next week for summit talks with Prime Minister Fumio Kishida "
    "on shipping and energy, his office said Friday.\n\nStubb is scheduled to depart for Tokyo on Sunday for summit talks with Kishida. On "
    "next Tuesday, Stubb will travel to Osaka before returning home on Wednesday, spokeswoman Anna Virta said in a briefing.\n\nThe "
    "meeting will be the leaders' second since their first summit talks on Nov. 1 on the sidelines of the climate conference in Nairobi."
)
MORE = (
    "\n\nIt marks Stubb's first visit to Japan since taking office in June and the first state visit to Japan by a Finnish president since "
    "2017.\n\nA business delegation led by Shipyard Group Chairman Pekka Salo is expected to accompany Stubb on the trip."
)
STORY = {
    "first": (EARLIER, FIRST),
    "lead": (f"(LEAD) {HEADLINE}", FIRST.replace("four-day state visit", "state visit") + MORE.partition("\n\nA business")[0]),
    "second": (f"(2nd LD) {HEADLINE}", FIRST.replace("four-day state visit", "state visit") + MORE),
    "summary": ("Agency News Summary", f"The major stories moved on Friday.\n\n{EARLIER}\n\n{FIRST.rpartition('The meeting')[0]}"),
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
        ("held", "visit", "2017-01-01", "2017-12-31", set()),
        ("held", "meeting", "2023-11-01", "2023-11-01", both),
        ("planned", "visit", "2024-02-18", "2024-02-21", both),
        ("planned", "meeting", "2024-02-19", "2024-02-20", both),
    ]
    # and what brought the four together is told, with how much it weighs
    visit = record.engagements[2]
    assert any(re.fullmatch(r"score \d[\d.]*, where \d[\d.]* is enough", reason) for reason in visit.reasons)
