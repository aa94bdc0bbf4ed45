"""The band of shuffled signs: what a measure would be if signs were dealt at random."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.relations.network.constants import BAND_DRAWS, BAND_SHARE

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.relations.network.signed import SignedNetwork

__all__ = ["NullBand", "null_band"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NullBand:
    """A measure beside its values under shuffled signs.

    ``low`` and ``high`` enclose ``share`` of the draws, ``middle`` is their median, and
    ``share_below`` is the share of draws below what was seen. None where the measure is None, or
    where all ties have one sign, since then shuffling changes nothing.
    """

    seen: float | None
    low: float | None
    middle: float | None
    high: float | None
    share: float
    share_below: float | None
    n_draws: int


def null_band(
    network: SignedNetwork,
    measure: Callable[[SignedNetwork], float | None],
    *,
    n_draws: int = BAND_DRAWS,
    share: float = BAND_SHARE,
    seed: int = 0,
) -> NullBand:
    """Return a measure of a network and the band of the same with its signs dealt at random.

    Who is tied to whom stays, and so does the number of cold ties. A value outside the band says
    that signs are not where chance would put them. It does not say why, and it is no test of a
    theory: ties are not independent of each other, and studies differ on whether states tend
    towards balance at all. Descriptive only.

    >>> from goodoffices.relations.network.signed import Edge, signed_network
    >>> net = signed_network([Edge(low="A", high="B", sign=1), Edge(low="A", high="C", sign=1)])
    >>> null_band(net, lambda shuffled: 1.0).low is None
    True

    Reference: Kirkley, Cantwell and Newman (2019), Balance in signed networks, Physical Review E
    99, 012320 (shuffled signs as the null).
    """
    seen = measure(network)
    random = np.random.default_rng(seed)
    values: list[float] = []
    if seen is not None and 0 < network.n_negative < len(network.edges):
        for _ in range(n_draws):
            value = measure(_shuffle(network, random))
            if value is not None:
                values.append(value)
    if seen is None or not values:
        return NullBand(
            seen=seen, low=None, middle=None, high=None, share=share, share_below=None, n_draws=0
        )
    low, middle, high = np.quantile(values, [(1 - share) / 2, 0.5, (1 + share) / 2]).tolist()
    return NullBand(
        seen=seen,
        low=low,
        middle=middle,
        high=high,
        share=share,
        share_below=sum(value < seen for value in values) / len(values),
        n_draws=len(values),
    )


def _shuffle(network: SignedNetwork, random: np.random.Generator) -> SignedNetwork:
    order = random.permutation(len(network.edges)).tolist()
    return replace(
        network,
        edges=tuple(
            replace(edge, sign=network.edges[place].sign)
            for edge, place in zip(network.edges, order, strict=True)
        ),
    )
