"""Measures of a signed network straight from their definitions, for a few actors."""

from __future__ import annotations

from itertools import combinations, product

Tie = tuple[str, str, int]


def frustration_index(actors: list[str], ties: list[Tie]) -> int:
    """Return the fewest ties against two camps, over all ways to part the actors."""
    fewest = len(ties)
    for sides in product((-1, 1), repeat=len(actors)):
        camp = dict(zip(actors, sides, strict=True))
        fewest = min(fewest, sum(camp[a] * camp[b] != sign for a, b, sign in ties))
    return fewest


def triads(actors: list[str], ties: list[Tie]) -> list[int]:
    """Return the number of triads with 0, 1, 2 and 3 cold ties."""
    signs = {frozenset((a, b)): sign for a, b, sign in ties}
    kinds = [0, 0, 0, 0]
    for a, b, c in combinations(actors, 3):
        pairs = [frozenset((a, b)), frozenset((a, c)), frozenset((b, c))]
        if all(pair in signs for pair in pairs):
            kinds[sum(signs[pair] < 0 for pair in pairs)] += 1
    return kinds


def closed_walks(actors: list[str], ties: list[Tie], length: int) -> dict[str, tuple[int, int]]:
    """Return for each actor its closed walks of a length: balanced minus others, and all."""
    near: dict[str, list[tuple[str, int]]] = {actor: [] for actor in actors}
    for a, b, sign in ties:
        near[a].append((b, sign))
        near[b].append((a, sign))
    found = {}
    for start in actors:
        walks = {(start, 1): 1}
        for _ in range(length):
            new: dict[tuple[str, int], int] = {}
            for (actor, so_far), count in walks.items():
                for other, sign in near[actor]:
                    key = (other, so_far * sign)
                    new[key] = new.get(key, 0) + count
            walks = new
        good, bad = walks.get((start, 1), 0), walks.get((start, -1), 0)
        found[start] = (good - bad, good + bad)
    return found


def faction_cost(actors: list[str], ties: list[Tie], n_factions: int) -> int:
    """Return the fewest ties against any grouping into so many factions."""
    fewest = len(ties)
    for labels in product(range(n_factions), repeat=len(actors)):
        group = dict(zip(actors, labels, strict=True))
        fewest = min(fewest, sum((group[a] == group[b]) != (sign > 0) for a, b, sign in ties))
    return fewest
