"""Third parties of an act between others: who brokered the accord, hosted the talks, was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_passive, preposition_objects
from goodoffices.reading.story import state_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.scene import Scene
    from goodoffices.reading.sides import Sides
    from goodoffices.records import Actor

__all__ = ["third_parties"]

_ROOTS = frozenset({"03", "04", "05", "06", "08"})
_MEDIATION = frozenset({"045", "039", "038", "028"})
_CARRIED = frozenset({"broker", "mediate", "host", "facilitate", "sponsor", "arrange", "convene",
                      "guarantee", "chair", "oversee", "negotiate", "prepare"})  # fmt: skip
_AEGIS = frozenset({"auspex", "auspice", "auspices", "mediation", "aegis", "chairmanship",
                    "patronage", "sponsorship", "presence", "brokerage", "help"})  # fmt: skip
_UNDER = frozenset({"under", "through", "with", "in", "thanks", "by", "via"})


def third_parties(token: Word, code: str, sides: Sides, scene: Scene) -> tuple[Actor, ...]:
    """Return who stands between the sides of an act that two or more do together.

    "an accord brokered by Qatar", "a Qatari-brokered accord", "under the mediation of the AU".
    A mediation itself has its mediators as sources, so none are looked for.
    """
    if code[:2] not in _ROOTS or code in _MEDIATION:
        return ()
    known = state_ids(sides.sources) | state_ids(sides.targets)
    found = {
        actor.id: actor
        for actor in (*_carriers(token, scene), *_patrons(token, scene))
        if actor.id is not None and str(actor.id) not in known
    }
    return tuple(found.values())


def _carriers(token: Word, scene: Scene) -> Iterator[Actor]:
    """Yield who brokered or hosted what the act is about."""
    for verb in token.subtree:
        if verb.i == token.i or verb.lemma_ not in _CARRIED:
            continue
        if is_passive(verb) or verb.tag_ == "VBN":
            for preposition, noun in preposition_objects(verb):
                if preposition == "by":
                    yield from scene.actors_of(noun)
            for child in verb.children:  # "a Qatari-brokered accord"
                if child.dep_ in {"npadvmod", "amod", "compound", "advmod"}:
                    yield from scene.actors_of(child)


def _patrons(token: Word, scene: Scene) -> Iterator[Actor]:
    """Yield whose mediation, auspices or presence it was under."""
    for noun in token.subtree:
        is_aegis = noun.lemma_.lower() in _AEGIS and noun.dep_ == "pobj"
        if is_aegis and noun.head.lower_ in _UNDER:
            yield from scene.actors_of(noun)
