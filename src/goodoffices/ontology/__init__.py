"""What kind of act is this: CAMEO codes, their PLOVER categories, and groupings for phases.

In: a CAMEO code as text (``"0254"``; never a number, the zero counts). Out: its name, Goldstein
value, quad class, PLOVER category in either edition, and one of the groups that the phases of a
relation are built from. This room imports no other.
"""

from goodoffices.ontology.acts import (
    GROUPS,
    Act,
    Group,
    Quad,
    act,
    acts,
    group,
    is_mediation,
    parent,
)
from goodoffices.ontology.plover import EDITIONS, Edition, Plover, plover
from goodoffices.ontology.roles import STATE_ROLES

__all__ = [
    "EDITIONS",
    "GROUPS",
    "STATE_ROLES",
    "Act",
    "Edition",
    "Group",
    "Plover",
    "Quad",
    "act",
    "acts",
    "group",
    "is_mediation",
    "parent",
    "plover",
]
