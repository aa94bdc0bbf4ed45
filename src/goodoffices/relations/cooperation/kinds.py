"""Which kinds of cooperation an act belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations.cooperation import constants as c

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KINDS", "kinds_of"]

KINDS = ("cooperation", "material", "security", "terrorism", "migration", "energy")
"""All cooperative acts; the material ones among them; and these by shared challenge."""


def kinds_of(code: str, contexts: Iterable[str] | None = None) -> frozenset[str]:
    """Return the kinds of cooperation that an act belongs to; none for other acts.

    ``contexts`` are those that the row itself carries; None means that the feed tells none, and
    those of the code in PLOVER 2021 are taken (sharing intelligence is security). A code that does
    not exist belongs to no kind.

    >>> sorted(kinds_of("062")), sorted(kinds_of("061", ["energy"])), sorted(kinds_of("163"))
    (['cooperation', 'material', 'security'], ['cooperation', 'energy', 'material'], [])
    """
    if code not in ontology.acts() or code[:2] not in c.COOPERATIVE_ROOTS:
        return frozenset()
    is_material = code in c.MATERIAL_CODES or code[:2] in c.MATERIAL_ROOTS
    if not is_material or code in c.NOT_MATERIAL:
        return frozenset({"cooperation"})
    told = set(ontology.plover(code).contexts if contexts is None else contexts)
    fields = {field for field, words in c.FIELD_CONTEXTS.items() if words & told}
    return frozenset({"cooperation", "material", *fields})
