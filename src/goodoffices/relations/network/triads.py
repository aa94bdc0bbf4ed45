"""Triads: how many of each kind, and who stands between two that are at odds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.relations.network.graph import graph_of, triangles

if TYPE_CHECKING:
    from goodoffices.relations.network.signed import Edge, SignedNetwork

__all__ = ["FriendOfBoth", "TriadCensus", "friends_of_both", "triad_census"]

N_KINDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadCensus:
    """Triads in which all three ties are known, by their number of cold ties.

    ``balanced_share`` is the share with an even number of cold ties, None without a triad. With
    weak balance three enemies are no strain either: ``weakly_balanced_share`` counts all but those
    with just one cold tie. ``by_actor`` holds the balanced share of the triads of each actor.
    """

    none_cold: int
    one_cold: int
    two_cold: int
    all_cold: int
    balanced_share: float | None
    weakly_balanced_share: float | None
    by_actor: tuple[tuple[str, float | None], ...]

    @property
    def n_triads(self) -> int:
        """The number of triads with three known ties."""
        return self.none_cold + self.one_cold + self.two_cold + self.all_cold


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendOfBoth:
    """A state that is warm with both sides of a cold tie, with the three ties and their events."""

    actor: str
    rift: Edge
    to_low: Edge
    to_high: Edge


def triad_census(network: SignedNetwork) -> TriadCensus:
    """Return how many triads of each kind there are. Triads with an unknown tie do not count.

    >>> from goodoffices.relations.network.signed import Edge, signed_network
    >>> net = signed_network([Edge(low="A", high="B", sign=-1), Edge(low="A", high="C", sign=1),
    ...                       Edge(low="B", high="C", sign=1), Edge(low="A", high="D", sign=1)])
    >>> census = triad_census(net)
    >>> census.one_cold, census.balanced_share, census.by_actor[-1]
    (1, 0.0, ('D', None))

    Reference: Cartwright and Harary (1956), Structural balance, Psychological Review 63(5);
    Davis (1967), Clustering and structural balance in graphs, Human Relations 20(2) (weak balance).
    """
    graph = graph_of(network)
    corners, sides = triangles(graph)
    n_cold = (graph.signs[sides] < 0).sum(axis=1)
    kinds = np.bincount(n_cold, minlength=N_KINDS).tolist()
    total = len(corners)
    at = np.bincount(corners.ravel(), minlength=graph.n)
    balanced_at = np.bincount(corners[n_cold % 2 == 0].ravel(), minlength=graph.n)
    return TriadCensus(
        none_cold=kinds[0],
        one_cold=kinds[1],
        two_cold=kinds[2],
        all_cold=kinds[3],
        balanced_share=(kinds[0] + kinds[2]) / total if total else None,
        weakly_balanced_share=1 - kinds[1] / total if total else None,
        by_actor=tuple(
            (actor, balanced / all_of_it if all_of_it else None)
            for actor, balanced, all_of_it in zip(
                network.actors, balanced_at.tolist(), at.tolist(), strict=True
            )
        ),
    )


def friends_of_both(network: SignedNetwork) -> tuple[FriendOfBoth, ...]:
    """Return who is warm with both sides of each cold tie, by tie and then by actor.

    These are the unbalanced triads with one cold tie: friends who are at odds. A state that is
    cold or unknown with one of the sides is not in the list.
    """
    warm: dict[str, dict[str, Edge]] = {actor: {} for actor in network.actors}
    for edge in network.edges:
        if edge.sign > 0:
            warm[edge.low][edge.high] = edge
            warm[edge.high][edge.low] = edge
    return tuple(
        FriendOfBoth(
            actor=actor,
            rift=edge,
            to_low=warm[edge.low][actor],
            to_high=warm[edge.high][actor],
        )
        for edge in network.edges
        if edge.sign < 0
        for actor in sorted(warm[edge.low].keys() & warm[edge.high].keys())
    )
