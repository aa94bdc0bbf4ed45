"""Witnesses: parts of a network in which some ties must be frustrated, whatever the camps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.network import constants as c
from goodoffices.relations.network.graph import Cover, triangles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.relations.network.graph import Graph

    Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Cut", "corner_cuts", "cycle_cuts", "least_frustrated", "triangle_cuts"]


@dataclass(frozen=True, slots=True)
class Cut:
    """A valid inequality: the frustrated edges, each counted ``counts`` times, are ``least``.

    An unbalanced cycle has no corners and one closed walk. A witness with k corners has a walk
    between each two of them, in the order of ``combinations``; a corner is a state of the double
    cover, so that its kind says on which side the corner counts.
    """

    edges: tuple[int, ...]
    counts: tuple[int, ...]
    least: int
    corners: tuple[int, ...]
    walks: tuple[tuple[int, ...], ...]


def least_frustrated(n_corners: int) -> int:
    """Return how many of the pairs of corners must fall into one camp.

    k corners in two camps leave at least floor(k / 2) * floor((k - 1) / 2) pairs together.

    >>> [least_frustrated(k) for k in (3, 5, 7)]
    [1, 4, 9]
    """
    return (n_corners // 2) * ((n_corners - 1) // 2)


def triangle_cuts(graph: Graph) -> list[Cut]:
    """Return a cut for each unbalanced triangle."""
    corners, edges = triangles(graph)
    is_unbalanced = graph.signs[edges].prod(axis=1) < 0
    return [
        Cut(tuple(sides), (1, 1, 1), 1, (), ((*nodes, nodes[0]),))
        for sides, nodes in zip(
            edges[is_unbalanced].tolist(), corners[is_unbalanced].tolist(), strict=True
        )
    ]


def cycle_cuts(graph: Graph, values: Floats) -> list[Cut]:
    """Return a cut for the most violated unbalanced cycle through each edge, at most one an edge.

    ``values`` is the solution so far: how far each edge is frustrated, 0 to 1.
    """
    cover = Cover(graph, values)
    low, high = graph.ends.T
    target = np.where(graph.signs > 0, graph.n + high, high)
    around = cover.distance[low, target] + values
    order = np.argsort(around, kind="stable")
    order = order[around[order] < 1 - c.CUT_SLACK]
    walks = cover.trace(low[order], target[order])
    is_covered = np.zeros(graph.m, bool)
    cuts = {}
    for edge, walk in zip(order.tolist(), walks, strict=True):
        if is_covered[edge] or not walk:
            continue
        cycle = _simple_cycle(walk, graph.n)
        sides = tuple(int(graph.place[a, b]) for a, b in pairwise(cycle))
        is_covered[list(sides)] = True
        cuts[tuple(sorted(sides))] = Cut(sides, (1,) * len(sides), 1, (), (cycle,))
    return list(cuts.values())


def _simple_cycle(walk: Sequence[int], n: int) -> tuple[int, ...]:
    """Return an unbalanced cycle without repeated nodes inside a closed unbalanced walk.

    ``walk`` holds states; the edge that closes it turns the last state into the other of the first.
    A shortest walk meets no state twice, so a node that it meets again is in its other state: what
    lies between is unbalanced.
    """
    closed = (*walk, (walk[0] + n) % (2 * n))
    places: dict[int, int] = {}
    start = end = 0
    for end, state in enumerate(closed):
        start = places.setdefault(state % n, end)
        if start != end:
            break
    return tuple(state % n for state in closed[start : end + 1])


def corner_cuts(graph: Graph, values: Floats, random: np.random.Generator) -> list[Cut]:
    """Return violated witnesses with corners, whose walks are short and share few edges.

    Takes edges as the walk between two corners and adds the corner that is nearest to all those
    before, by the shortest walk that makes the pair hostile. Lengths are shaken, so that each
    round finds other corners and ways. More corners are tried only where fewer find nothing.

    Reference: Barahona and Mahjoub (1986), On the cut polytope, Mathematical Programming 36 (the
    inequalities of K5); the walks carry them to networks in which few pairs have a tie.
    """
    for n_corners in c.CORNERS:
        cuts = _corner_cuts(graph, values, n_corners, random)
        if cuts:
            return cuts
    return []


def _corner_cuts(
    graph: Graph, values: Floats, n_corners: int, random: np.random.Generator
) -> list[Cut]:
    """Return violated witnesses with so many corners."""
    found: dict[tuple[tuple[int, int], ...], Cut] = {}
    for _ in range(c.CORNER_SHAKES):
        shaken = values + c.CORNER_SHAKE * random.random(graph.m) * (values + c.CORNER_SLACK)
        cover = Cover(graph, shaken)
        corners = _corners(graph, cover, n_corners, random)
        uses = np.zeros(graph.m, np.int64)
        for cut in _spanned(graph, cover, corners):
            edges, counts = np.array(cut.edges), np.array(cut.counts)
            is_met = float(values[edges] @ counts) >= cut.least - c.CORNER_SLACK
            if is_met or uses[edges].max() >= c.CORNER_USES:
                continue
            uses[edges] += 1
            found[tuple(zip(cut.edges, cut.counts, strict=True))] = cut
    return list(found.values())


def _corners(graph: Graph, cover: Cover, n_corners: int, random: np.random.Generator) -> Places:
    """Return sets of corners, the most promising first. Axes: set, corner (a state)."""
    n = graph.n
    apart = cover.between()
    nodes = np.arange(n)
    for rows in (nodes, nodes + n):
        for columns in (nodes, nodes + n):
            apart[rows, columns] = np.inf  # A node is a corner once.
    low, high = graph.ends[random.permutation(graph.m)[: c.CORNER_STARTS]].T
    signs = graph.signs[graph.place[low, high]]
    chosen = [low, np.where(signs > 0, n + high, high)]
    total = apart[chosen[0]] + apart[chosen[1]]
    price = apart[chosen[0], chosen[1]]
    for _ in range(n_corners - 2):
        shaken = total + c.CORNER_SHAKE * random.random(total.shape, dtype=np.float32)
        state = shaken.argmin(axis=1)
        price = price + total[np.arange(len(state)), state]
        total = total + apart[state]
        chosen.append(state)
    order = np.argsort(price, kind="stable")
    order = order[price[order] < c.CORNER_PRICE * least_frustrated(n_corners)]
    found: Places = np.stack(chosen, axis=1)[order]
    return found


def _spanned(graph: Graph, cover: Cover, corners: Places) -> Iterable[Cut]:
    """Yield the cut of each set of corners with the shortest walks between them."""
    n = graph.n
    n_corners = corners.shape[1]
    pairs = list(combinations(range(n_corners), 2))
    first = corners[:, [a for a, _ in pairs]].ravel()
    second = corners[:, [b for _, b in pairs]].ravel()
    # A walk starts at a warm state: turn both ends where the first is cold.
    source = first % n
    target = (second + np.where(first >= n, 0, n)) % (2 * n)
    walks = cover.trace(source, target)
    for row, states in enumerate(corners.tolist()):
        spanned = walks[row * len(pairs) : (row + 1) * len(pairs)]
        if not all(spanned):
            continue
        paths = tuple(tuple(state % n for state in walk) for walk in spanned)
        uses = Counter(int(graph.place[a, b]) for path in paths for a, b in pairwise(path))
        edges, counts = zip(*sorted(uses.items()), strict=True)
        yield Cut(edges, counts, least_frustrated(n_corners), tuple(states), paths)
