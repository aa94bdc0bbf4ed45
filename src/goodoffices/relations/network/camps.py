"""Two camps with few ties against them: a search from many starts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.network import constants as c

if TYPE_CHECKING:
    from goodoffices.relations.network.graph import Graph

    Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["enumerate_camps", "frustrated", "random_starts", "search_camps"]


def frustrated(graph: Graph, camps: Places) -> Places:
    """Return the places of the edges that two camps (+1 and -1 for each node) do not satisfy."""
    low, high = graph.ends.T
    return np.flatnonzero(camps[low] * camps[high] != graph.signs)


def random_starts(graph: Graph, n_starts: int, random: np.random.Generator) -> Floats:
    """Return random camps. Axes: start, node."""
    sides = random.integers(0, 2, (n_starts, graph.n))
    return (2 * sides - 1).astype(np.float32)


def search_camps(
    graph: Graph, starts: Floats, steps: int, random: np.random.Generator
) -> tuple[int, Places]:
    """Return the fewest frustrated edges found and the camps that have them.

    Tabu search from each row of ``starts``: the actor whose change of sides frees most edges (or
    costs fewest) changes, and then stays for some steps. All starts move in one array.

    Reference: Glover (1989), Tabu search, part I, ORSA Journal on Computing 1(3).
    """
    near = graph.adjacency()
    camps = starts.copy()
    gains = camps * (camps @ near)  # What a change of sides would add to the frustrated edges.
    costs = (graph.m - gains.sum(axis=1) / 2) / 2
    best, best_camps = costs.copy(), camps.copy()
    free_at = np.zeros(camps.shape, np.int64)
    rows = np.arange(len(camps))
    low, high = c.TABU_STEPS
    for step in range(steps):
        is_open = (free_at <= step) | (costs[:, None] + gains < best[:, None])
        moved = np.where(is_open, gains, np.float32(graph.m)).argmin(axis=1)
        gain = gains[rows, moved]
        side = camps[rows, moved]
        gains -= 2 * camps * side[:, None] * near[moved]
        gains[rows, moved] = -gain
        camps[rows, moved] = -side
        costs += gain
        free_at[rows, moved] = step + 1 + random.integers(low, high, len(rows))
        is_better = costs < best
        best[is_better] = costs[is_better]
        best_camps[is_better] = camps[is_better]
    row = int(best.argmin())
    return round(float(best[row])), best_camps[row].astype(np.int64)


def enumerate_camps(graph: Graph) -> tuple[int, Places]:
    """Return the fewest frustrated edges of all partitions: exact, for small graphs only."""
    codes = np.arange(1 << (graph.n - 1))
    bits = (codes[:, None] >> np.arange(graph.n)) & 1
    camps = (2 * bits - 1).astype(np.float32)
    satisfied = np.einsum("ij,ij->i", camps @ graph.adjacency(), camps) / 2
    row = int(satisfied.argmax())
    return round((graph.m - float(satisfied[row])) / 2), camps[row].astype(np.int64)
