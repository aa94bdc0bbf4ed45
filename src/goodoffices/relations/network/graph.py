"""A block as arrays, its unbalanced triangles, and walks in its double cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from goodoffices.relations.network.signed import SignedNetwork

    Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Cover", "Graph", "graph_of", "make_graph", "triangles"]

TINY = 1e-5
"""Added to every length, so that among equal walks the one with fewest edges is the shortest, and
each step back along a walk comes nearer to its start."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Graph:
    """A signed graph: ``ends`` (edge, side), ``signs`` (edge), ``place`` (node, node; -1 none)."""

    n: int
    ends: Places
    signs: Places
    place: Places

    @property
    def m(self) -> int:
        """The number of edges."""
        return len(self.signs)

    def adjacency(self) -> Floats:
        """Return the signed adjacency. Axes: node, node."""
        matrix = np.zeros((self.n, self.n), np.float32)
        low, high = self.ends.T
        matrix[low, high] = matrix[high, low] = self.signs
        return matrix


def make_graph(n: int, ends: Places, signs: Places) -> Graph:
    """Return the graph of some edges between nodes 0 to n - 1."""
    place = np.full((n, n), -1, dtype=np.int64)
    low, high = ends.T
    place[low, high] = place[high, low] = np.arange(len(ends))
    return Graph(n=n, ends=ends, signs=signs, place=place)


def graph_of(network: SignedNetwork) -> Graph:
    """Return the whole network as arrays; node i is actor i."""
    place = {actor: node for node, actor in enumerate(network.actors)}
    ends = [(place[edge.low], place[edge.high]) for edge in network.edges]
    return make_graph(
        len(place),
        np.array(ends, dtype=np.int64).reshape(-1, 2),
        np.array([edge.sign for edge in network.edges], dtype=np.int64),
    )


def triangles(graph: Graph) -> tuple[Places, Places]:
    """Return the nodes of each triangle, and its edges. Axes: triangle, corner or side."""
    near = graph.place >= 0
    low, high = np.sort(graph.ends, axis=1).T
    edge, third = np.nonzero(near[low] & near[high])
    is_once = third > high[edge]
    edge, third = edge[is_once], third[is_once]
    corners = np.stack([low[edge], high[edge], third], axis=1)
    return corners, graph.place[corners, np.roll(corners, -1, axis=1)]


class Cover:
    """Shortest walks by sign, for one length of each edge.

    The double cover has two states for each node v: v (warm) and n + v (cold). A warm edge joins
    states of the same kind, a cold one states of different kinds; so a walk from v to n + w is a
    walk from v to w with an odd number of cold ties, and from v to n + v an unbalanced one.

    Reference: Zaslavsky (1982), Signed graphs, Discrete Applied Mathematics 4(1).
    """

    def __init__(self, graph: Graph, lengths: Floats) -> None:
        n = self.n = graph.n
        warm = np.full((n, n), np.inf, np.float32)
        cold = warm.copy()
        low, high = graph.ends.T
        for matrix, is_kind in ((warm, graph.signs > 0), (cold, graph.signs < 0)):
            a, b = low[is_kind], high[is_kind]
            matrix[a, b] = matrix[b, a] = lengths[is_kind] + TINY
        self.step = np.block([[warm, cold], [cold, warm]])
        self.distance = self._all_distances(warm, cold)

    def _all_distances(self, warm: Floats, cold: Floats) -> Floats:
        """Return the length of the shortest walk. Axes: node (warm), state (Floyd-Warshall)."""
        n = self.n
        start = warm.copy()
        np.fill_diagonal(start, 0)
        far = np.concatenate([start, cold], axis=1)
        room = np.empty_like(far)
        for node in range(n):
            np.add(far[:, node, None], far[node], out=room)
            np.minimum(far, room, out=far)
            turned = np.concatenate([far[node, n:], far[node, :n]])
            np.add(far[:, n + node, None], turned, out=room)
            np.minimum(far, room, out=far)
        return far

    def between(self) -> Floats:
        """Return the shortest walk from each state to the *other* state of each. Axes: state."""
        warm, cold = self.distance[:, : self.n], self.distance[:, self.n :]
        return np.block([[cold, warm], [warm, cold]])

    def trace(self, sources: Places, targets: Places) -> list[tuple[int, ...]]:
        """Return the states of the shortest walk from each source node to each target state."""
        walks: list[tuple[int, ...]] = []
        for first in range(0, len(sources), 4096):
            part = slice(first, first + 4096)
            walks += self._trace(sources[part], targets[part])
        return walks

    def _trace(self, sources: Places, targets: Places) -> list[tuple[int, ...]]:
        here = targets.copy()
        columns = [here.copy()]
        going = np.flatnonzero(here != sources)
        while len(going):
            reach = self.distance[sources[going]] + self.step[here[going]]
            here[going] = reach.argmin(axis=1)
            columns.append(here.copy())
            going = going[here[going] != sources[going]]
            if len(columns) > 4 * self.n:
                break  # Lengths too close to tell which way leads back: give these walks up.
        lost = set(going.tolist())
        rows = np.stack(columns, axis=1)[:, ::-1]
        return [
            () if place in lost else _without_wait(row) for place, row in enumerate(rows.tolist())
        ]


def _without_wait(row: list[int]) -> tuple[int, ...]:
    """Drop the repeats of the source that stand at the front of a walk."""
    first = 0
    while first + 1 < len(row) and row[first + 1] == row[first]:
        first += 1
    return tuple(row[first:])
