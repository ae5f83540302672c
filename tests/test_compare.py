"""Two accounts point by point: raised by both, by one only, quoted formulas, different manners for the same point.

Washington "stressed" peace across the strait; Beijing "warned" that the question is a red line.
"""

from __future__ import annotations

import dataclasses

from communique.model import EngagementEntry, Evidence, Kind, PartKind, Record, Span, Stance, Statement, StatementEntry, Status
from communique.publish.compare import accounts
from communique.publish.points import points


def spoken(side: str, cue: str, stance: Stance, topics: tuple[str, ...], *quotes: str) -> StatementEntry:
    claim = Statement(
        id=f"s-{side}-{cue}-{'-'.join(topics)}",
        document="d",
        source=(),
        cue=(Span(0, len(cue), cue),),
        content=(Span(20, 30, "words said"),),
        speaker=None,
        side=side,
        via=(),
        anonymous=False,
        condition=None,
        channel=None,
        audience=None,
        stance=stance,
        quoted="part" if quotes else "none",
        quotes=tuple(Span(40, 40 + len(q), q) for q in quotes),
        topics=topics,
        when=None,
        reported=True,
        standing=PartKind.BODY,
    )
    return StatementEntry(claim.id, claim, None, "E-1")


ACCOUNTS = {
    "USA": [
        spoken("USA", "stressed", Stance.SAID, ("Taiwan",), "keep the lines open"),
        spoken("USA", "raised", Stance.RAISED_CONCERN, ("human rights",)),
        spoken("USA", "said", Stance.SAID, ("trade",)),
    ],
    "CHN": [
        spoken("CHN", "warned", Stance.WARNED, ("Taiwan",), "the first red line", "frank", "Keep the lines open!"),
        spoken("CHN", "said", Stance.SAID, ("trade", "visas and travel")),
    ],
    "": [spoken("", "said", Stance.SAID, ("space",))],
}


def test_points_of_both_and_of_one() -> None:
    compared = points(ACCOUNTS)
    assert [p.topic for p in compared.both] == ["Taiwan", "trade"]
    assert {side: [p.topic for p in some] for side, some in compared.alone.items()} == {
        "USA": ["human rights"],
        "CHN": ["visas and travel"],
    }


def test_the_same_point_in_different_verbs() -> None:
    taiwan, trade = points(ACCOUNTS).both
    assert (taiwan.verbs, taiwan.differs) == ({"USA": ("stressed",), "CHN": ("warned",)}, True)
    assert not trade.differs


def test_formulas_are_told_apart_from_words_and_from_shared_ones() -> None:
    compared = points(ACCOUNTS)
    assert compared.formulas == {"USA": (), "CHN": ("the first red line",)}
    assert [words.strip("!").lower() for words in compared.shared] == ["keep the lines open"]


def test_one_account_has_nothing_in_common() -> None:
    compared = points({"USA": ACCOUNTS["USA"]})
    assert (compared.both, compared.shared) == ((), ())
    assert points({}).alone == {}


def test_joint_words_of_a_report_belong_to_both_accounts() -> None:
    """ "Both sides agreed to meet again" names nobody; it was said at the one meeting that the report tells of."""
    entry = EngagementEntry("E-1", Kind.TALKS, Status.HELD, (), ("USA", "CHN"), None, None, None, None, None, None, (), (), (), (), (), ())
    alone = spoken("CHN", "warned", Stance.WARNED, ("Taiwan",))
    joint = dataclasses.replace(spoken("CHN, USA", "agreed", Stance.AGREED, ("trade",)), engagement=None)
    others = dataclasses.replace(spoken("FRA, CHN", "agreed", Stance.AGREED, ("visas",)), engagement=None)
    own = dataclasses.replace(spoken("USA", "said", Stance.SAID, ("space",)), engagement=None)
    record = Record(None, (), (entry,), (), (), (alone, joint, others, own), (), ())
    told = {side: {s.claim.cue[0].text for s in some} for side, some in accounts(record, entry).items()}
    assert told == {"USA": {"agreed"}, "CHN": {"warned", "agreed"}}
    told_of = dataclasses.replace(entry, evidence=(Evidence("d", Span(0, 3, "met")),))
    assert set(accounts(dataclasses.replace(record, statements=(joint,), engagements=(told_of,)), told_of)) == {"USA", "CHN"}
    elsewhere = dataclasses.replace(spoken("USA", "added", Stance.SAID, ()), engagement="E-2")
    assert set(accounts(dataclasses.replace(record, statements=(alone, joint, elsewhere)), entry)) == {"CHN"}
