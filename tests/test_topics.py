"""Topics: whole words, open endings, capitals, hyphens, order, and a desk's own table.

"They discussed counternarcotics and reopening military-to-military channels across the Taiwan Strait."
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.analysis import topics
from communique.analysis.topics import packaged, read_topics, topics_in

TOUCHED = {
    "order of mention": ("Fentanyl first, then Taiwan, then fentanyl again.", ("narcotics", "Taiwan")),
    "hyphen as space": ("They restored military to military communication.", ("military communications",)),
    "open ending": ("Sanctioning the banks would follow.", ("sanctions",)),
    "capitals only": ("The aid came; AI did not.", ("artificial intelligence",)),
    "typographic marks": ("The one‑China principle and Ren’ai Jiao", ("Taiwan", "South China Sea")),
    "whole words": ("He was a spyglass maker in Maliwood.", ()),
    "two seas in one phrase": ("in the South and East China Sea", ("South China Sea", "East China Sea")),
    "surroundings are no environment": ("an environment of calm", ()),
    "relations without points": ("steady China-US relations", ("bilateral relationship",)),
    "armies talk": ("channels between the two militaries", ("military communications",)),
    "the longer phrase is meant": ("the Minsk agreements, not Minsk", ("Ukraine war", "Belarus")),
    "a name of a state or party": ("the Democratic Republic of the Congo", ("Congo",)),
    "a healthy tie is no health": ("the healthy growth of ties", ()),
    "a press embargo is no sanction": ("the embargo is lifted", ()),
    "an arms embargo is one": ("an arms embargo", ("sanctions",)),
    "farm goods bought are trade": ("purchases of agricultural products", ("trade",)),
    "nothing": ("The ministers shook hands.", ()),
}


@pytest.mark.parametrize(("text", "topics"), TOUCHED.values(), ids=TOUCHED)
def test_topics_of_a_text(text: str, topics: tuple[str, ...]) -> None:
    found = topics_in(text)
    if text.startswith("He was a spy"):
        assert "Sahel" not in found
    else:
        assert found == topics


def test_the_packaged_table_covers_the_diplomatic_agenda() -> None:
    names = {topic for some in (*packaged().words.values(), *packaged().stems.values()) for _, topic in some}
    assert len(names) >= 60
    assert {"Taiwan", "military communications", "narcotics", "artificial intelligence", "human rights", "trade", "sanctions"} <= names


def test_a_desk_adds_topics_without_code() -> None:
    own = read_topics('[topics]\n"Panama Canal" = ["Panama Canal", "canal transit*"]')
    assert topics_in("Canal transits through the Panama Canal fell.", own) == ("Panama Canal",)
    assert topics_in("Talks on Taiwan", own) == ()


def test_own_topics_stand_beside_the_packaged_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_desk", [])
    topics.add_topics('[topics]\n"port calls" = ["port call*"]')
    assert topics_in("They spoke of port calls and Taiwan.") == ("port calls", "Taiwan")


@pytest.mark.parametrize("toml", ["[topics", "[topics]\nA = 'word'", "[topics]\nA = ['*']", "[topics]\nA = [3]"])
def test_a_broken_table_is_named(toml: str) -> None:
    with pytest.raises(ValueError, match="topic"):
        read_topics(toml)


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    found = topics_in(text)
    assert len(set(found)) == len(found)


@given(st.text(alphabet="ab .,-", max_size=40), st.sampled_from(["Taiwan", "NATO", "lines of communication"]))
def test_a_phrase_is_found_wherever_it_stands(noise: str, phrase: str) -> None:
    assert topics_in(f"{noise} {phrase} {noise}")
