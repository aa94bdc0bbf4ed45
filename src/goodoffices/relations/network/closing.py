"""Closes one block: camps from above, witnesses from below, until both meet or time is up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.network import constants as c
from goodoffices.relations.network.camps import (
    enumerate_camps,
    frustrated,
    random_starts,
    search_camps,
)
from goodoffices.relations.network.graph import Cover
from goodoffices.relations.network.proof import Corner, ProofPart, Witness
from goodoffices.relations.network.relaxation import Relaxation
from goodoffices.relations.network.witnesses import corner_cuts, cycle_cuts, triangle_cuts

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.relations.network.graph import Graph
    from goodoffices.relations.network.witnesses import Cut

    Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Closed", "close_block"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Closed:
    """The camps of a block (+1 and -1 for each node) and what proves that they are good."""

    camps: Places
    part: ProofPart
    counted_out: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Camps:
    """The best camps so far."""

    cost: int
    camps: Places

    def take(self, cost: int, camps: Places) -> None:
        if cost < self.cost:
            self.cost, self.camps = cost, camps


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """Cuts with whole weights over a denominator, and the bound they prove."""

    denominator: int
    cuts: tuple[Cut, ...]
    weights: tuple[int, ...]
    bound: int


def close_block(
    graph: Graph, names: tuple[str, ...], *, seed: int, until: float, clock: Callable[[], float]
) -> Closed:
    """Return camps of a block and the witnesses that prove a bound, equal if time allows.

    First a short search, then the linear program over unbalanced triangles; cycles that its
    solution misses are added until none is, then witnesses with corners. Where search and bound
    still differ the camps that the solution suggests are searched from, and a block of few actors
    is counted out.
    """
    random = np.random.default_rng(seed)
    steps = int(c.SEARCH_STEPS_PER_ACTOR * graph.n)
    first = random_starts(graph, c.SEARCH_STARTS, random)
    best = _Camps(cost=graph.m, camps=np.ones(graph.n, dtype=np.int64))
    best.take(*search_camps(graph, first, steps, random))
    weighed = _bound_from_below(graph, best, random, until, clock)
    if weighed.bound < best.cost and graph.n <= c.ENUMERATED_ACTORS:
        best.take(*enumerate_camps(graph))
        nothing = ProofPart(denominator=1, witnesses=())
        return Closed(camps=best.camps, part=nothing, counted_out=names)
    return Closed(
        camps=best.camps,
        part=ProofPart(
            denominator=weighed.denominator,
            witnesses=tuple(
                _witness(cut, weight, names)
                for cut, weight in zip(weighed.cuts, weighed.weights, strict=True)
            ),
        ),
        counted_out=(),
    )


def _bound_from_below(
    graph: Graph,
    best: _Camps,
    random: np.random.Generator,
    until: float,
    clock: Callable[[], float],
) -> _Weighed:
    """Return the best bound found; ``best`` takes better camps on the way."""
    weighed = _Weighed(denominator=1, cuts=(), weights=(), bound=0)
    program = Relaxation(graph.m)
    fresh = triangle_cuts(graph) or cycle_cuts(graph, np.zeros(graph.m))
    lowest = 0.0
    for _ in range(c.ROUNDS):
        if not fresh:
            break
        program.add(fresh)
        program.solve(until - clock())
        found = _weigh(program, best.cost)
        weighed = max(weighed, found, key=lambda one: one.bound)
        if weighed.bound >= best.cost or clock() >= until:
            break
        if program.optimum > lowest + c.RISE and len(program.cuts) > c.SIMPLEX_ROWS:
            lowest = program.optimum
            program.drop_idle()
        fresh = _fresh_cuts(graph, program, best, random)
    return weighed


def _fresh_cuts(
    graph: Graph, program: Relaxation, best: _Camps, random: np.random.Generator
) -> list[Cut]:
    """Return cuts that the solution misses, sought half way to the best camps, then at itself.

    Witnesses with corners cost more to find: a small program goes on with cycles while there are
    any, a large one takes both once cycles are few.
    """
    is_large = len(program.cuts) > c.SIMPLEX_ROWS
    has_corners = graph.n > c.ENUMERATED_ACTORS
    for share in (c.INWARDS, 0.0):
        inside = np.zeros(graph.m)
        inside[frustrated(graph, best.camps)] = 1
        sought = (1 - share) * program.values + share * inside
        fresh = cycle_cuts(graph, sought)
        if has_corners and is_large and share and len(fresh) < c.FEW_CYCLES * graph.m:
            fresh += corner_cuts(graph, sought, random)
        if fresh:
            return fresh
    best.take(*_search_near(graph, program.values, random))
    return corner_cuts(graph, program.values, random) if has_corners else []


def _search_near(graph: Graph, values: Floats, random: np.random.Generator) -> tuple[int, Places]:
    """Return the best camps found from those that a solution suggests.

    Seen from each node, the camps are: nearer by a balanced walk, nearer by an unbalanced one.
    """
    far = Cover(graph, values).distance
    starts = np.where(far[:, : graph.n] <= far[:, graph.n :], 1, -1).astype(np.float32)
    return search_camps(
        graph, starts[random.permutation(graph.n)[: c.DEEP_STARTS]], 2 * graph.n, random
    )


def _weigh(program: Relaxation, wanted: int) -> _Weighed:
    """Return whole weights that prove what is wanted, or as much as they can, in small numbers."""
    best = _Weighed(denominator=1, cuts=(), weights=(), bound=0)
    for denominator in c.PROOF_DENOMINATORS:
        weights, bound = program.whole(denominator)
        if bound > best.bound:
            kept = [(cut, one) for cut, one in zip(program.cuts, weights, strict=True) if one]
            best = _Weighed(
                denominator=denominator,
                cuts=tuple(cut for cut, _ in kept),
                weights=tuple(one for _, one in kept),
                bound=bound,
            )
        if bound >= wanted:
            break
    return best


def _witness(cut: Cut, weight: int, names: tuple[str, ...]) -> Witness:
    n = len(names)
    return Witness(
        walks=tuple(tuple(names[node] for node in walk) for walk in cut.walks),
        weight=weight,
        corners=tuple(
            Corner(actor=names[state % n], side=1 if state < n else -1) for state in cut.corners
        ),
    )
