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


def stance_of(manner: Manner, cue: str, content: str) -> Stance:
    """The manner of a statement from its cue and its words: those that go with this cue, and for a plain cue any that tell.

    Args:
        manner: what the cue alone gives.
        cue: its lemma.
        content: the words said.
    """
    said = COURTESY.sub("", content.replace("\u00a0", " "))[:FIRST]
    plain = manner.stance is Stance.SAID
    fitting = (s for s in lexicon().stances if (cue in s.cues if s.cues else plain))
    return next((s.stance for s in fitting if s.words.search(said)), manner.stance)
