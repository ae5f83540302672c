"""The manner of a statement: what the cue alone says, sharpened by the words said.

"He said Ankara would never accept the map" is opposition, though its cue is a plain "said".
"""

from __future__ import annotations

import re

from communique.analysis.attribution.lexicon import Manner, lexicon
from communique.model import Stance

# What opens and closes a turn without saying anything: "Thank you, Matt. Good morning, everyone."
COURTESY = re.compile(r"(?:^|(?<=[.!?]))\W*(?:and )?(?:thanks?|good (?:morning|afternoon|evening))\b[^.!?]{0,40}[.!?]", re.IGNORECASE)
FIRST = 240  # characters; what a long turn comes to later does not give the whole its manner


def stance_of(manner: Manner, content: str) -> Stance:
    """The manner of a statement from its cue and, for a plain cue, its words."""
    if manner.stance is not Stance.SAID:
        return manner.stance
    said = COURTESY.sub("", content)[:FIRST]
    return next((stance for stance, words in lexicon().stances if words.search(said)), Stance.SAID)
