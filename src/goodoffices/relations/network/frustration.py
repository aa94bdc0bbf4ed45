"""The frustration index: how many ties would have to change so that two camps fit all."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.network.blocks import find_blocks
from goodoffices.relations.network.closing import close_block
from goodoffices.relations.network.constants import SECONDS
from goodoffices.relations.network.graph import make_graph
from goodoffices.relations.network.proof import Proof, proved_bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.relations.network.closing import Closed
    from goodoffices.relations.network.signed import Edge, SignedNetwork

    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Frustration", "frustration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frustration:
    """The frustration index of a network, with the camps that reach it and the proof.

    ``index`` is the number of frustrated ties of the best camps found, ``bound`` what the proof
    shows that no camps can be below; where they are equal the index is exact. Both are None for a
    network without a tie. ``balance`` is 1 - 2 index / ties (1 balanced, 0 as frustrated as chance
    allows), None where no cycle is, since then nothing could be frustrated.
    """

    index: int | None
    bound: int | None
    balance: float | None
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    frustrated: tuple[Edge, ...]
    proof: Proof

    @property
    def is_exact(self) -> bool:
        """Whether the proof shows that no camps do better."""
        return self.index is not None and self.index == self.bound

    @property
    def gap(self) -> float | None:
        """The share of the index that is not proved: 0 when exact, None without a tie."""
        if self.index is None or self.bound is None:
            return None
        return (self.index - self.bound) / self.index if self.index else 0.0


def frustration(
    network: SignedNetwork,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
    clock: Callable[[], float] = time.monotonic,
) -> Frustration:
    """Return the frustration index of a network, exact or with the gap that is left.

    L = min over camps s of the number of ties (i, j) with s_i s_j != sign_ij: the fewest ties that
    would have to change their sign, or go, for the network to be balanced. Found by search from
    above and by a linear program over unbalanced cycles and other witnesses from below, block by
    block. What ``seconds`` cuts short is stated as a gap; with time enough the answer depends on
    the network and the seed only. Camps are not unique: others may do as well. Actors without a tie
    are in no camp.

    >>> from goodoffices.relations.network.signed import Edge, signed_network
    >>> net = signed_network([Edge(low="A", high="B", sign=-1), Edge(low="A", high="C", sign=1),
    ...                       Edge(low="B", high="C", sign=1)])
    >>> found = frustration(net)
    >>> found.index, found.bound, found.is_exact
    (1, 1, True)

    Reference: Harary (1959), On the measurement of structural balance, Behavioral Science 4(4);
    Aref and Wilson (2019), Balance and frustration in signed networks, J. of Complex Networks 7(2).
    """
    place = {actor: node for node, actor in enumerate(network.actors)}
    ends = [(place[edge.low], place[edge.high]) for edge in network.edges]
    signs = np.array([edge.sign for edge in network.edges], dtype=np.int64)
    until = clock() + seconds
    agreed = signs.copy()
    closed: list[Closed] = []
    blocks = find_blocks(len(network.actors), ends)
    for edges in blocks:
        nodes = sorted({node for edge in edges for node in ends[edge]})
        local = {node: number for number, node in enumerate(nodes)}
        inside = np.array([[local[node] for node in ends[edge]] for edge in edges])
        graph = make_graph(len(nodes), inside, signs[edges])
        names = tuple(network.actors[node] for node in nodes)
        done = close_block(graph, names, seed=seed, until=until, clock=clock)
        closed.append(done)
        agreed[edges] = done.camps[inside[:, 0]] * done.camps[inside[:, 1]]
    camps = _spread(len(network.actors), ends, agreed)
    against = [
        edge for edge, sign, wish in zip(network.edges, signs, agreed, strict=True) if sign != wish
    ]
    proof = Proof(
        parts=tuple(one.part for one in closed if one.part.witnesses),
        counted_out=tuple(one.counted_out for one in closed if one.counted_out),
    )
    has_ties = bool(network.edges)
    index = len(against)
    return Frustration(
        index=index if has_ties else None,
        bound=proved_bound(network, proof) if has_ties else None,
        balance=1 - 2 * index / len(signs) if blocks else None,
        camps=_named(network, camps),
        frustrated=tuple(against),
        proof=proof,
    )


def _spread(n_nodes: int, ends: list[tuple[int, int]], agreed: Places) -> list[int]:
    """Return the camp of each node: walk over the ties, each with the sign its block gave it.

    0 for nodes without a tie. In each part of the network the larger camp is +1.
    """
    near: list[list[tuple[int, int]]] = [[] for _ in range(n_nodes)]
    for (a, b), sign in zip(ends, agreed.tolist(), strict=True):
        near[a].append((b, sign))
        near[b].append((a, sign))
    camps = [0] * n_nodes
    for root in range(n_nodes):
        if camps[root] or not near[root]:
            continue
        camps[root] = 1
        part = [root]
        for node in part:
            for other, sign in near[node]:
                if not camps[other]:
                    camps[other] = sign * camps[node]
                    part.append(other)
        if sum(camps[node] for node in part) < 0:
            for node in part:
                camps[node] = -camps[node]
    return camps


def _named(network: SignedNetwork, camps: list[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first, second = (
        tuple(actor for actor, side in zip(network.actors, camps, strict=True) if side == camp)
        for camp in (1, -1)
    )
    return first, second
