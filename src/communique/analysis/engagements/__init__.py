"""Engagements: what took place between sides, what lies ahead, what was put off - each with the words that say so.

Mentions are found by frames with high recall, joined within the document, and decided where all the evidence is at hand.

    "Blinken met Wang in Munich on Friday, their first meeting since October." - one engagement held, one recalled.
"""

from communique.analysis.engagements.decide import find_engagements

__all__ = ["find_engagements"]
