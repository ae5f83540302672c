"""Which claims tell of the same engagement, and why: the same people, a shared day, a compatible kind and place.

Two claims are compared part by part; each part forbids, or adds to a score with its reason in words. A vague time takes in a precise one;
two precise and different days never meet. How claims gather into entries by these comparisons is told in ``gathering``.

    "The two leaders met in Woodside on Wednesday" joins "a summit later this year" of five months before
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from communique.ledger import offices
from communique.ledger.facts import Facts
from communique.ledger.identity import families, same_name, same_person, same_place
from communique.ledger.periods import Period
from communique.model import Kind, PartKind, Status

# As long as this one meeting stays in the news.
NEWS = dt.timedelta(days=21)
# "This weekend" in one plan, "on March 15-16" in another: the meeting on Monday is still theirs.
WEEK = 7
SHIFT = dt.timedelta(days=2)
# The next great gathering is a season away at most.
SEASON = dt.timedelta(days=92)
# News of a change is a week old at most.
FRESH = dt.timedelta(days=7)
NO_DAY = "no day told"
# Forms that reports use for one and the same contact; every other pair of kinds stays two entries.
KIN = (
    frozenset({Kind.MEETING, Kind.TALKS}),
    frozenset({Kind.MULTILATERAL, Kind.TALKS}),
    frozenset({Kind.MULTILATERAL, Kind.MEETING}),
    frozenset({Kind.CALL, Kind.TALKS}),
)


@dataclass(frozen=True, slots=True)
class Match:
    """How well two claims agree, and in what."""

    score: float
    reasons: tuple[str, ...]


def compare(one: Facts, other: Facts) -> Match | None:
    """How well two claims agree on one engagement; None where they cannot be the same.

    Args:
        one: the claim heard earlier.
        other: the claim heard now.
    """
    if not _one_document(one, other):
        return None
    found = _parts(one, other)
    if not found:
        return None
    if _occasion(one, other):
        found.append((1.0, "same occasion"))
    if _other_subject(one, other):
        return None
    anonymous = found[2][0] <= 0
    subject = _subject(one, other) if anonymous else None
    if subject:
        found.append((2.0, f"same subject: {subject}"))
    sure = found[3][0] >= 3 or found[4][0] >= 2 or len(found) > 5
    if anonymous and not sure:
        # "U.S. and Chinese officials met last month" fits too many meetings to be any of them.
        return None
    return Match(sum(p[0] for p in found), tuple(p[1] for p in found if p[1]))


def _parts(one: Facts, other: Facts) -> list[tuple[float, str]]:
    """What the claims agree in, part by part; nothing as soon as one forbids. What costs least is asked first."""
    found: list[tuple[float, str]] = []
    for part in (_kinds, _periods, _sides, _places, _people):
        agreed = part(one, other)
        if agreed is None:
            return []
        found.append(agreed)
    kinds, periods, sides, places, people = found
    return [kinds, sides, people, periods, places]


def _one_document(one: Facts, other: Facts) -> bool:
    """A document's own claims are already told apart, unless two hopes or two equal days are one thing said twice."""
    if one.claim.document != other.claim.document:
        return True
    low = PartKind.TRAILER in (one.claim.standing, other.claim.standing) or PartKind.CAPTION in (one.claim.standing, other.claim.standing)
    if one.ahead and other.ahead:
        return True
    exact = bool(one.period and other.period and one.period.precise and other.period.precise and one.period.meets(other.period))
    return exact and (low or (one.claim.status == other.claim.status and one.claim.kind == other.claim.kind))


def _kinds(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.claim.kind, other.claim.kind
    if a is b:
        return 1.0, f"both a {a}"
    if frozenset({a, b}) not in KIN:
        return None
    if Kind.MULTILATERAL in (a, b) and len(one.sides | other.sides) < 3:
        return None
    return (0.5, f"{a} and {b}") if Kind.CALL not in (a, b) or one.ahead or other.ahead else None


def _sides(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.sides, other.sides
    if not a or not b:
        return (0.0, "") if _shared(one, other) else None
    if a == b:
        return 0.5, "same sides"
    many = one.claim.kind is Kind.MULTILATERAL and other.claim.kind is Kind.MULTILATERAL
    if (a <= b or b <= a) and (many or min(len(a), len(b)) != 2):
        # A text may name one side only, or leave out one of many; but a meeting of two is not one of three.
        return 0.0, "sides told in part"
    return (0.0, "sides shared") if many and len(a & b) > 1 else None


def _shared(one: Facts, other: Facts) -> list[str]:
    everybody = other.people + other.filled
    return [p.name for p in one.people + one.filled if any(same_person(p, q) for q in everybody)]


def _people(one: Facts, other: Facts) -> tuple[float, str] | None:
    """Shared people on every side where both name some; a side where they name different ones tells two engagements."""
    agreed = 0
    for side in sorted(one.sides & other.sides):
        a, b = one.of_side(side), other.of_side(side)
        if a and b:
            if not any(same_name(p.name, q.name, side) for p in a for q in b):
                return None
            agreed += 1
    shared = _shared(one, other)
    if not shared:
        # Two visitors are two visits: Xi in Riyadh is not the crown prince in Beijing.
        visitors = one.claim.people and other.claim.people and Kind.VISIT in (one.claim.kind, other.claim.kind)
        return None if visitors else (0.0, "")
    reason = "same people: " + ", ".join(shared)
    if any(p.name in shared for p in one.filled) or any(same_name(p.name, s, p.side) for p in other.filled for s in shared):
        reason += " (an office stands for its holder of that day)"
    visit = one.claim.kind is Kind.VISIT and other.claim.kind is Kind.VISIT
    agreed += sum(1 for p in one.filled + other.filled if p.name in shared)
    return (4.0 if agreed > 1 or len(shared) > 1 or (visit and one.sides == other.sides) else 2.0), reason


def _periods(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.period, other.period
    if a is None or b is None:
        return None
    if other.called_off and one.ahead and _still_ahead(a, b, other):
        # "The visit was put off on Friday": the day of the news, not of the visit.
        return (2.0 if a.meets(b) else 1.0), "the plan it calls off"
    if not a.meets(b):
        return (1.0, "within two days of the plan") if _nearly(one, other) or _nearly(other, one) else None
    if _unproved(one, other) or _unproved(other, one) or _elsewhere(one, other) or _elsewhere(other, one):
        return None
    if {one.claim.kind, other.claim.kind} == {Kind.CALL, Kind.TALKS} and not (a.told and b.told):
        return None
    if _ahead_of(one, other) or _ahead_of(other, one):
        return None
    if a.precise and b.precise:
        return 3.0, "same days"
    if not a.told or not b.told:
        days = [f.published for f in (one, other) if f.published]
        apart = not a.told and not b.told and one.happened and other.happened and len(days) == 2 and abs(days[0] - days[1]) > NEWS
        # "They had hours of talks" in September and again in February, no day told in either: hardly the same talks.
        return None if apart else (0.0, NO_DAY)
    wide = max(a.days, b.days)
    score = 2.0 if wide <= 31 else 1.5 if wide <= 100 else 1.0
    return score, "a vague time takes in a precise one" if a.precise or b.precise else "times overlap"


def _still_ahead(plan: Period, told: Period, off: Facts) -> bool:
    """Whether a plan was still ahead when it was called off, and the day told is its own or that of fresh news."""
    if off.published is None or plan.end < off.published:
        return False
    return plan.meets(told) or not told.told or off.published - told.end <= FRESH


def _ahead_of(plan: Facts, event: Facts) -> bool:
    """A plan printed on or after the days of what was held looks beyond it: "they will meet again this year"."""
    if not plan.ahead or not event.happened or plan.period is None or event.period is None or plan.published is None:
        return False
    return not plan.period.precise and event.period.end <= plan.published and event.period.precise


def _nearly(plan: Facts, event: Facts) -> bool:
    """ "Early next week" may begin on Sunday: a vague plan of a few days is met by what was held within two days of it."""
    if not (plan.ahead and event.happened and plan.period and event.period and event.period.precise):
        return False
    if plan.period.precise or plan.period.days > WEEK:
        return False
    return max(event.period.start - plan.period.end, plan.period.start - event.period.end) <= SHIFT


def _unproved(plan: Facts, event: Facts) -> bool:
    """What was called off is joined only by what was held on days told for both; a plan by undated news only for set days just past."""
    if not event.happened or plan.period is None or event.period is None:
        return False
    if plan.called_off:
        return not (plan.period.told and event.period.told)
    if not plan.ahead or event.period.told or event.published is None or event.status is Status.UNDER_WAY:
        return False
    # "They have held many calls and meetings" in May does not make good "in April".
    return not plan.period.precise or event.published - plan.period.end > NEWS


def _elsewhere(plan: Facts, event: Facts) -> bool:
    """Whether a plan that has an occasion for its day ("agreed to meet at the General Assembly") is told as held months on without it."""
    if not plan.ahead or plan.period is None or plan.period.told or not plan.claim.occasion or event.ahead:
        return False
    if plan.published is None or event.period is None or event.period.start <= plan.published + SEASON:
        return False
    return not (event.claim.occasion and same_place(plan.claim.occasion, event.claim.occasion))


def a_week(plan: Facts) -> bool:
    """Whether a claim tells of talks that two sides plan for a week, nobody named."""
    if not plan.ahead or plan.people or len(plan.sides) != 2 or plan.claim.kind is not Kind.TALKS:
        return False
    return plan.period is not None and plan.period.told and plan.period.days <= WEEK


def that_week(plan: Facts, event: Facts) -> bool:
    """Talks of two sides "next week", nobody named, are those that the two held in that week, if on nothing else."""
    if not a_week(plan) or not event.happened or plan.sides != event.sides or event.claim.kind is not Kind.TALKS:
        return False
    if plan.period is None or event.period is None or event.period.days > WEEK or not plan.period.meets(event.period):
        return False
    mine, its = (set(families(" ".join([*f.claim.topics, *(e.text for e in f.claim.evidence)]))) for f in (plan, event))
    return not mine or not its or bool(mine & its)


def _places(one: Facts, other: Facts) -> tuple[float, str] | None:
    a, b = one.claim.place, other.claim.place
    if not a or not b:
        return 0.0, ""
    same = same_place(a, b)
    if same:
        wide = any(offices.is_country(p, offices.country(p) or "") for p in (a, b))
        return (1.0 if wide else 2.0), f"same {'country' if wide else 'place'}: {max(a, b, key=lambda p: (len(p), p))}"
    days = bool(one.period and other.period and one.period.precise and other.period.precise)
    if same is False:
        # Two countries: one engagement only where people and day leave no other reading (a conflict, shown as such).
        return (-2.0, "") if days and one.claim.kind is other.claim.kind is not Kind.VISIT else None
    return (-0.5, "") if days else (-1.0, "")


def _other_subject(one: Facts, other: Facts) -> bool:
    """The security dialogue is not the economic dialogue."""
    if not (one.ahead or other.ahead) or Kind.TALKS not in (one.claim.kind, other.claim.kind):
        return False
    mine, its = (set(families(" ".join(e.text for e in f.claim.evidence))) for f in (one, other))
    return bool(mine and its) and not mine & its


def _subject(one: Facts, other: Facts) -> str | None:
    """What talks that name nobody are about: "talks on artificial intelligence" planned for spring are those held in May."""
    if Kind.TALKS not in (one.claim.kind, other.claim.kind) or one.people or other.people:
        return None
    texts = [" ".join([*c.topics, *(e.text for e in c.evidence)]) for c in (one.claim, other.claim)]
    shared = set(families(texts[0])) & set(families(texts[1]))
    return ", ".join(sorted(shared)) or None


def _occasion(one: Facts, other: Facts) -> bool:
    a, b = one.claim.occasion, other.claim.occasion
    return bool(a and b and same_place(a, b))
