"""k factions: weak balance, in which several groups may all be at odds with each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.network import constants as c
from goodoffices.relations.network.graph import Cover, graph_of, make_graph
from goodoffices.relations.network.relaxation import Relaxation
from goodoffices.relations.network.witnesses import Cut

if TYPE_CHECKING:
    from goodoffices.relations.network.graph import Graph
    from goodoffices.relations.network.signed import Edge, SignedNetwork

    Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Factions", "factions"]

MIN_FACTIONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Factions:
    """Groups of states with few cold ties inside and few warm ties across.

    ``cost`` is the number of such ties in the best grouping found, ``bound`` what no grouping, into
    however many groups, can be below; both None without a tie. Where they are equal the cost is
    exact for this number of groups and for every larger one. Empty groups are left out, and states
    without a tie are in none.
    """

    n_factions: int
    groups: tuple[tuple[str, ...], ...]
    cost: int | None
    bound: int | None
    against: tuple[Edge, ...]

    @property
    def is_exact(self) -> bool:
        """Whether no grouping does better."""
        return self.cost is not None and self.cost == self.bound


def factions(network: SignedNetwork, n_factions: int, *, seed: int = 0) -> Factions:
    """Return the best grouping into at most so many factions, with a bound.

    cost = cold ties inside a faction + warm ties between factions. With two factions it is the
    frustration index. A cycle with exactly one cold tie costs at least one tie in every grouping
    (three enemies do not, if each may have a faction of its own): these cycles give the bound, by
    the same linear program as for two camps. For a few actors all groupings are tried.

    >>> from itertools import combinations
    >>> from goodoffices.relations.network.signed import Edge, signed_network
    >>> net = signed_network([Edge(low=a, high=b, sign=-1) for a, b in combinations("ABC", 2)])
    >>> found = factions(net, 3)
    >>> found.groups, found.cost, found.is_exact
    ((('A',), ('B',), ('C',)), 0, True)

    Reference: Davis (1967), Clustering and structural balance in graphs, Human Relations 20(2);
    Doreian and Mrvar (1996), A partitioning approach to structural balance, Social Networks 18(2).
    """
    if n_factions < MIN_FACTIONS:
        raise InputError(f"there must be at least {MIN_FACTIONS} factions, found {n_factions}")
    graph = graph_of(network)
    if not network.edges:
        return Factions(n_factions=n_factions, groups=(), cost=None, bound=None, against=())
    groups = _search(graph, n_factions, np.random.default_rng(seed))
    against = _against(graph, groups)
    bound = _bound(graph, len(against))
    if bound < len(against) and graph.n <= c.GROUPED_ACTORS:
        groups = _try_all(graph, n_factions)
        against = _against(graph, groups)
        bound = len(against)
    has_tie = np.isin(np.arange(graph.n), graph.ends)
    return Factions(
        n_factions=n_factions,
        groups=_named(network, np.where(has_tie, groups, -1)),
        cost=len(against),
        bound=bound,
        against=tuple(network.edges[place] for place in against.tolist()),
    )


def _against(graph: Graph, groups: Places) -> Places:
    low, high = graph.ends.T
    return np.flatnonzero((groups[low] == groups[high]) != (graph.signs > 0))


def _search(graph: Graph, n_factions: int, random: np.random.Generator) -> Places:
    """Return the best grouping of a tabu search from many starts. See ``search_camps``."""
    near = graph.adjacency()
    groups = random.integers(0, n_factions, (c.GROUPING_STARTS, graph.n))
    rows = np.arange(len(groups))
    # What joining a faction satisfies on balance. Axes: start, node, faction.
    pull = near @ np.eye(n_factions, dtype=np.float32)[groups]
    costs = np.array([float(len(_against(graph, row))) for row in groups])
    best, best_groups = costs.copy(), groups.copy()
    free_at = np.zeros(pull.shape, np.int64)
    for step in range(int(c.GROUPING_STEPS_PER_ACTOR * graph.n)):
        own = np.take_along_axis(pull, groups[:, :, None], axis=2)
        change = own - pull
        np.put_along_axis(change, groups[:, :, None], np.inf, axis=2)
        is_open = (free_at <= step) | (costs[:, None, None] + change < best[:, None, None])
        flat = np.where(is_open, change, change + graph.m).reshape(len(rows), -1).argmin(axis=1)
        node, group = np.divmod(flat, n_factions)
        costs += change.reshape(len(rows), -1)[rows, flat]
        old = groups[rows, node]
        pull[rows, :, old] -= near[node]
        pull[rows, :, group] += near[node]
        groups[rows, node] = group
        free_at[rows, node, old] = step + 1 + random.integers(*c.TABU_STEPS, len(rows))
        is_better = costs < best
        best[is_better] = costs[is_better]
        best_groups[is_better] = groups[is_better]
    found: Places = best_groups[int(best.argmin())]
    return found


def _try_all(graph: Graph, n_factions: int) -> Places:
    """Return the best of all groupings: each actor joins a group that is there, or the next new."""
    codes = np.zeros((1, 1), dtype=np.int64)
    for _ in range(graph.n - 1):
        new = np.minimum(codes.max(axis=1) + 1, n_factions - 1)
        codes = np.concatenate(
            [
                np.column_stack([codes[new >= group], np.full((new >= group).sum(), group)])
                for group in range(n_factions)
            ]
        )
    low, high = graph.ends.T
    costs = ((codes[:, low] == codes[:, high]) != (graph.signs > 0)).sum(axis=1)
    found: Places = codes[int(costs.argmin())]
    return found


def _bound(graph: Graph, wanted: int) -> int:
    """Return how many ties every grouping has against it, by cycles with exactly one cold tie."""
    is_warm = graph.signs > 0
    cold = np.flatnonzero(~is_warm)
    warm = make_graph(graph.n, graph.ends[is_warm], graph.signs[is_warm])
    program = Relaxation(graph.m)
    bound = 0
    for _ in range(c.ROUNDS):
        cover = Cover(warm, program.values[is_warm])
        low, high = graph.ends[cold].T
        around = cover.distance[low, high] + program.values[cold]
        missed = np.flatnonzero(around < 1 - c.CUT_SLACK)
        cuts = [
            _cycle_cut(graph, edge, walk)
            for edge, walk in zip(
                cold[missed].tolist(), cover.trace(low[missed], high[missed]), strict=True
            )
            if walk
        ]
        if not cuts:
            break
        program.add(cuts)
        program.solve(c.SECONDS)
        bound = max(bound, program.whole(c.PROOF_DENOMINATORS[-1])[1])
        if bound >= wanted:
            break
    return bound


def _cycle_cut(graph: Graph, edge: int, walk: tuple[int, ...]) -> Cut:
    sides = (edge, *(int(graph.place[a, b]) for a, b in pairwise(walk)))
    return Cut(sides, (1,) * len(sides), 1, (), ((*walk, walk[0]),))


def _named(network: SignedNetwork, groups: Places) -> tuple[tuple[str, ...], ...]:
    """Return the actors of each group, the largest first, then by the first name."""
    found: dict[int, list[str]] = {}
    for actor, group in zip(network.actors, groups.tolist(), strict=True):
        if group >= 0:
            found.setdefault(group, []).append(actor)
    return tuple(sorted((tuple(group) for group in found.values()), key=lambda g: (-len(g), g)))
