"""Who said what, through whom: quotations, cues, contents and sources; then speakers, relays and the manner of saying.

``find_attributions`` gives the raw pieces, outermost only, belief and intention included, each with its cue type; ``find_statements``
gives reported speech resolved to actors, with nested and relayed statements of their own.

    "Miller said Blinken reiterated that the alliance would hold, according to a person briefed on the call."
"""

from __future__ import annotations

from communique.analysis.attribution.outermost import Attribution, find_attributions
from communique.analysis.attribution.statements import find_statements

__all__ = ["Attribution", "find_attributions", "find_statements"]
