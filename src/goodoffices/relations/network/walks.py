"""Balance by closed walks, of the network and of each state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.relations.network.blocks import find_blocks
from goodoffices.relations.network.graph import graph_of

if TYPE_CHECKING:
    from goodoffices.relations.network.graph import Graph
    from goodoffices.relations.network.signed import SignedNetwork

__all__ = ["WalkBalance", "walk_balance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkBalance:
    """Balance by closed walks: ``value`` of the network, ``by_actor`` of each state, 0 to 1.

    None where no cycle is: such a part cannot be out of balance.
    """

    value: float | None
    by_actor: tuple[tuple[str, float | None], ...]


def walk_balance(network: SignedNetwork, *, heat: float = 1.0) -> WalkBalance:
    """Return how far closed walks are balanced rather than not; shorter ones count more.

    K = tr exp(h A) / tr exp(h |A|) for the signed adjacency A of the parts that hold a cycle, and
    for a state K_i = exp(h A)_ii / exp(h |A|)_ii. Both lie in (0, 1], and are 1 if and only if all
    that a walk can reach is balanced. K falls with the number of ties, whatever their signs, so
    compare it with the band of shuffled signs (``null_band``) and not across networks of other
    sizes. A state whose K_i falls is under strain: around it friends are at odds or enemies share
    friends.

    >>> from goodoffices.relations.network.signed import Edge, signed_network
    >>> net = signed_network([Edge(low="A", high="B", sign=-1), Edge(low="A", high="C", sign=1),
    ...                       Edge(low="B", high="C", sign=1)], actors=["D"])
    >>> round(walk_balance(net).value, 4), walk_balance(net).by_actor[-1]
    (0.6858, ('D', None))

    Reference: Estrada and Benzi (2014), Walk-based measure of balance in signed networks, Physical
    Review E 90, 042802; Diaz-Diaz, Bartesaghi and Estrada (2024), Mathematical modeling of local
    balance in signed networks and its applications to global international analysis, J. of Applied
    Mathematics and Computing (the index of a state).
    """
    graph = graph_of(network)
    can_fail = _reach_a_cycle(graph)
    if not any(can_fail):
        return WalkBalance(value=None, by_actor=tuple((actor, None) for actor in network.actors))
    signed = graph.adjacency().astype(np.float64)
    (values, vectors), (all_values, all_vectors) = map(np.linalg.eigh, (signed, np.abs(signed)))
    top = all_values[-1]  # Taken off both, so that no exponential overflows.
    seen = vectors**2 @ np.exp(heat * (values - top))
    at_most = all_vectors**2 @ np.exp(heat * (all_values - top))
    inside = np.array(can_fail)
    shares = np.minimum(seen / at_most, 1.0)
    return WalkBalance(
        value=min(1.0, float(seen[inside].sum() / at_most[inside].sum())),
        by_actor=tuple(
            (actor, share if fails else None)
            for actor, share, fails in zip(network.actors, shares.tolist(), can_fail, strict=True)
        ),
    )


def _reach_a_cycle(graph: Graph) -> list[bool]:
    """Tell for each node whether a walk from it comes to a cycle."""
    ends = [(int(a), int(b)) for a, b in graph.ends]
    near: list[list[int]] = [[] for _ in range(graph.n)]
    for a, b in ends:
        near[a].append(b)
        near[b].append(a)
    reached = {
        node for block in find_blocks(graph.n, ends) for edge in block for node in ends[edge]
    }
    waiting = list(reached)
    for node in waiting:
        fresh = set(near[node]) - reached
        reached |= fresh
        waiting += sorted(fresh)
    return [node in reached for node in range(graph.n)]
