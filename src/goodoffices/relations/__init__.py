"""How two states stand, and what changed: phases, measures, warmth.

In: events and measure steps as some view of the ledger knows them, and a date. Out: for each pair
of actors one :class:`Relation` (a phase for every day, each opened and closed by cited events),
the measures in force, and a warmth from -9 to +9. Pure functions; nothing later than the date is
ever used. ``decay`` keeps scores of all dyads from sums of feeds; it needs NumPy, so it is imported
by its own name.
"""

from goodoffices.relations.acts import DyadAct, acts_between
from goodoffices.relations.measures import measures
from goodoffices.relations.phases import find_spells
from goodoffices.relations.records import PHASES, Measure, Phase, Relation, Spell, Warmth
from goodoffices.relations.relate import relate
from goodoffices.relations.warmth import warmth

__all__ = [
    "PHASES",
    "DyadAct",
    "Measure",
    "Phase",
    "Relation",
    "Spell",
    "Warmth",
    "acts_between",
    "find_spells",
    "measures",
    "relate",
    "warmth",
]
