"""Actors of a document: people, governments, ministries, bodies, groups, and what refers to them.

"Ukrainian Foreign Minister Dmytro Kuleba told his Turkish counterpart Hakan Fidan that Kyiv was ready for talks."
"""

from communique.analysis.actors.cast import Actor, ActorKind, Cast, Mention
from communique.analysis.actors.find import find_actors

__all__ = ["Actor", "ActorKind", "Cast", "Mention", "find_actors"]
