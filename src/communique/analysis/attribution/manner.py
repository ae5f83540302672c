"""The manner of a statement: what the cue alone says, sharpened by the words said.

"He said Ankara would never accept the map" is opposition, though its cue is a plain "said".
"""

from __future__ import annotations

import re

from communique.analysis.attribution.lexicon import Manner
from communique.model import Stance

BY_WORDS: tuple[tuple[Stance, re.Pattern[str]], ...] = tuple(
    (stance, re.compile(words, re.IGNORECASE))
    for stance, words in (
        (Stance.DECLINED, r"\b(?:no (?:immediate )?(?:comment|announcement)|would not (?:comment|elaborate|say|confirm))\b"),
        (Stance.RAISED_CONCERN, r"\b(?:concern(?:s|ed)?|worr(?:y|ies|ied)|alarm(?:ed|ing)?|regret(?:s|table)?|unfortunate|troubling)\b"),
        (
            Stance.DENIED,
            r"\b(?:(?:was|were|is|are|had been|there (?:was|were)) (?:no|never|not true|false|untrue|baseless)|did not (?:meet|take|violate|do)|never (?:did|met|violated))\b",
        ),
        (
            Stance.OPPOSED,
            r"\b(?:oppos(?:e|es|ed|ition)|unacceptable|condemn\w*|reject\w*|violat\w+|illegal|provocat\w+|blam(?:e|ed)|aggression|wrong)\b",
        ),
        (
            Stance.WARNED,
            r"\b(?:consequences|would lead to|risk(?:s|ed)?|danger\w*|red line|threat(?:en\w*)? (?:to )?(?:peace|stability))\b",
        ),
        (Stance.WELCOMED, r"\b(?:welcom\w+|grateful|thank\w*|appreciat\w+|congratulat\w+|glad|pleased|progress|success\w*)\b"),
        (Stance.DEMANDED, r"\b(?:must|should|(?:has|have|need|needs) to|calls? (?:on|for)|demand\w*)\b"),
        (
            Stance.OFFERED,
            r"\b(?:(?:is|are|was|were|stands?|remains?) (?:ready|willing|prepared|open) to|offer(?:s|ed)?|propos(?:e|es|ed|al))\b",
        ),
        (Stance.SUPPORTED, r"\b(?:support(?:s|ed)?|stands? (?:by|with)|back(?:s|ed) )\b"),
        (Stance.AGREED, r"\b(?:agreed|agreement (?:was|had been) reached)\b"),
    )
)


def stance_of(manner: Manner, content: str) -> Stance:
    """The manner of a statement from its cue and, for a plain cue, its words."""
    if manner.stance is not Stance.SAID:
        return manner.stance
    for stance, words in BY_WORDS:
        if words.search(content):
            return stance
    return Stance.SAID
