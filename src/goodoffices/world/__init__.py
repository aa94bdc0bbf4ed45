"""Who is this, at this date? States, organisations, office-holders and ties.

In: tables of facts, each row with its source (``tables/*.csv``, replaceable). Out: answers about
an actor on a day, and ``resolve``, which reads a form of words and answers with one actor, with
several, or with none and the reason. Nothing here takes a side on borders or recognition.
"""

from __future__ import annotations

from goodoffices.world.broken_ties import BrokenKind, BrokenTie, BrokenTies
from goodoffices.world.folding import fold
from goodoffices.world.gazetteer import ANY_LANGUAGE, LANGUAGES
from goodoffices.world.model import (
    CouncilTerm,
    Entity,
    Kind,
    Membership,
    Office,
    Referent,
    Resolution,
    Source,
    Surface,
    Tenure,
)
from goodoffices.world.ties import Tie
from goodoffices.world.votes import UnDistance, UnPosition
from goodoffices.world.world import World, load_world

__all__ = [
    "ANY_LANGUAGE",
    "LANGUAGES",
    "BrokenKind",
    "BrokenTie",
    "BrokenTies",
    "CouncilTerm",
    "Entity",
    "Kind",
    "Membership",
    "Office",
    "Referent",
    "Resolution",
    "Source",
    "Surface",
    "Tenure",
    "Tie",
    "UnDistance",
    "UnPosition",
    "World",
    "fold",
    "load_world",
]
