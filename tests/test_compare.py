"""Two accounts point by point: raised by both, by one only, quoted formulas, different manners for the same point.

Washington "stressed" peace across the strait; Beijing "warned" that the question is a red line.
"""

from __future__ import annotations

from communique.model import PartKind, Span, Stance, Statement, StatementEntry
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
