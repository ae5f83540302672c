"""Two accounts point by point: raised by both, by one only, quoted formulas, different manners for the same point.

Washington "stressed" peace across the strait; Beijing "warned" that the question is a red line.
"""

from __future__ import annotations

import dataclasses

from communique.model import EngagementEntry, Evidence, Kind, PartKind, Record, Span, Stance, Statement, StatementEntry, Status
from communique.publish.compare import accounts, compare, compare_object
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


def test_a_report_of_one_meeting_is_heard_for_its_sides() -> None:
    """A state and its ministry speak in a report that tells of no other meeting; one with further meetings lends only its states."""
    bare = EngagementEntry("E-1", Kind.TALKS, Status.HELD, (), ("USA", "CHN"), None, None, None, None, None, None, (), (), (), (), (), ())
    entry = dataclasses.replace(bare, evidence=(Evidence("d", Span(0, 3, "met")),))
    at = spoken("CHN", "warned", Stance.WARNED, ("Taiwan",))
    unplaced = dataclasses.replace(spoken("CHN", "urges", Stance.DEMANDED, ("Taiwan",)), engagement=None)
    state = dataclasses.replace(unplaced, claim=dataclasses.replace(unplaced.claim, id="s-state", speaker="government of China"))
    ministry = dataclasses.replace(unplaced, claim=dataclasses.replace(unplaced.claim, id="s-ministry", speaker="Chinese Foreign Ministry"))
    record = Record(None, (), (entry,), (), (), (at, state, ministry), (), ())
    assert [s.claim.id for s in accounts(record, entry)["CHN"]] == [at.claim.id, "s-state", "s-ministry"]
    other = dataclasses.replace(entry, id="E-2")
    assert [s.claim.id for s in accounts(dataclasses.replace(record, engagements=(entry, other)), entry)["CHN"]] == [at.claim.id, "s-state"]


def test_what_both_say_is_shown_once_and_the_agenda_is_of_all() -> None:
    """ "The two sides agreed to talk" stands under neither side; what was on the agenda is named by no side alone."""
    entry = EngagementEntry(
        "E-1", Kind.TALKS, Status.HELD, (), ("USA", "CHN"), None, None, None, None, None, None, ("Haiti", "trade"), (), (), (), (), ()
    )
    joint = spoken("CHN, USA", "agreed", Stance.AGREED, ("visas and travel",))
    alone = spoken("CHN", "noted", Stance.SAID, ("Haiti",))
    record = Record(None, (), (entry,), (), (), (joint, alone), (), ())
    printed = [line.text for line in compare(record, entry)]
    assert sum("agreed" in row for row in printed) == 1
    assert [row for row in printed if row.startswith(("On the agenda", "Named by"))] == [
        "Named by more than one side: visas and travel",
        "On the agenda of all: Haiti, trade",
    ]
    assert compare_object(record, entry)["agenda"] == ["Haiti", "trade"]


def test_verbs_stand_beside_the_manners_they_differ_in() -> None:
    entry = EngagementEntry("E-1", Kind.TALKS, Status.HELD, (), ("USA", "CHN"), None, None, None, None, None, None, (), (), (), (), (), ())
    record = Record(None, (), (entry,), (), (), (ACCOUNTS["USA"][0], ACCOUNTS["CHN"][0]), (), ())
    assert "Put differently on Taiwan: United States: said (“stressed”); China: warned (“warned”)" in [
        line.text for line in compare(record, entry)
    ]
