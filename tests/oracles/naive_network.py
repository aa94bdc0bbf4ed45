"""Measures of a signed network straight from their definitions, for a few actors."""

from __future__ import annotations

from itertools import product

Tie = tuple[str, str, int]


def frustration_index(actors: list[str], ties: list[Tie]) -> int:
    """Return the fewest ties against two camps, over all ways to part the actors."""
    fewest = len(ties)
    for sides in product((-1, 1), repeat=len(actors)):
        camp = dict(zip(actors, sides, strict=True))
        fewest = min(fewest, sum(camp[a] * camp[b] != sign for a, b, sign in ties))
    return fewest
