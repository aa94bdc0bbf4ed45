"""The signed network of states on a day: who stands well with whom, who badly, who in between.

In: ties with a sign and the events behind them. Out: the frustration index with the camps that
reach it and a proof that can be checked without trusting the program. Pure functions.
"""

from goodoffices.relations.network.frustration import Frustration, frustration
from goodoffices.relations.network.proof import Corner, Proof, Witness, proved_bound
from goodoffices.relations.network.signed import Edge, SetAside, SignedNetwork, signed_network

__all__ = [
    "Corner",
    "Edge",
    "Frustration",
    "Proof",
    "SetAside",
    "SignedNetwork",
    "Witness",
    "frustration",
    "proved_bound",
    "signed_network",
]
