"""Small signed networks, written out or drawn by Hypothesis."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import strategies as st

from goodoffices.relations.network import Edge, SignedNetwork, signed_network

NAMES = "ABCDEFGHIJ"


def net(text: str) -> SignedNetwork:
    """A network from words like ``AB+ BC-``."""
    return signed_network(
        [Edge(low=word[0], high=word[1], sign=1 if word[2] == "+" else -1) for word in text.split()]
    )


def complete(names: str, sign: int) -> SignedNetwork:
    pairs = itertools.combinations(names, 2)
    return net(" ".join(f"{a}{b}{'+' if sign > 0 else '-'}" for a, b in pairs))


@st.composite
def networks(draw: st.DrawFn, *, most: int = 8) -> SignedNetwork:
    actors = NAMES[: draw(st.integers(2, most))]
    pairs = list(itertools.combinations(actors, 2))
    signs = draw(
        st.lists(st.sampled_from((-1, -1, 0, 1, 1)), min_size=len(pairs), max_size=len(pairs))
    )
    edges = [
        Edge(low=a, high=b, sign=1 if sign > 0 else -1)
        for (a, b), sign in zip(pairs, signs, strict=True)
        if sign
    ]
    return signed_network(edges, actors)


def ties(network: SignedNetwork) -> list[tuple[str, str, int]]:
    return [(edge.low, edge.high, edge.sign) for edge in network.edges]


def renamed(network: SignedNetwork, names: list[str]) -> SignedNetwork:
    new = dict(zip(NAMES, names, strict=False))
    return signed_network(
        [replace(edge, low=new[edge.low], high=new[edge.high]) for edge in network.edges],
        [new[actor] for actor in network.actors],
    )


def switched(network: SignedNetwork, actor: str) -> SignedNetwork:
    """The network with all ties of one actor turned."""
    return signed_network(
        [
            replace(edge, sign=1 if edge.sign < 0 else -1)
            if actor in (edge.low, edge.high)
            else edge
            for edge in network.edges
        ],
        network.actors,
    )
