"""The signed network of states on a day: who stands well with whom, who badly, who in between.

In: for each pair a tone with its interval and events (:class:`Tie`), or edges with a sign. Out:
the network, its triads and friends of both sides, balance by walks, the frustration index with the
camps that reach it and a proof that can be checked without trusting the program, k factions, and
the band of shuffled signs to read them by. Pure functions; chance comes in as a seed.
"""

from goodoffices.relations.network.factions import Factions, factions
from goodoffices.relations.network.frustration import Frustration, frustration
from goodoffices.relations.network.proof import Corner, Proof, ProofPart, Witness, proved_bound
from goodoffices.relations.network.shuffled import NullBand, null_band
from goodoffices.relations.network.signed import Edge, SetAside, SignedNetwork, signed_network
from goodoffices.relations.network.ties import Tie, latest_ties, network_on, ties_of_tones
from goodoffices.relations.network.triads import (
    FriendOfBoth,
    TriadCensus,
    friends_of_both,
    triad_census,
)
from goodoffices.relations.network.walks import WalkBalance, walk_balance

__all__ = [
    "Corner",
    "Edge",
    "Factions",
    "FriendOfBoth",
    "Frustration",
    "NullBand",
    "Proof",
    "ProofPart",
    "SetAside",
    "SignedNetwork",
    "Tie",
    "TriadCensus",
    "WalkBalance",
    "Witness",
    "factions",
    "friends_of_both",
    "frustration",
    "latest_ties",
    "network_on",
    "null_band",
    "proved_bound",
    "signed_network",
    "ties_of_tones",
    "triad_census",
    "walk_balance",
]
