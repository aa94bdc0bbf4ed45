"""The proof of a lower bound: weighted witnesses, checked in whole numbers and by nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.relations.network import constants as c

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from goodoffices.relations.network.signed import SignedNetwork

__all__ = ["Corner", "Proof", "ProofPart", "Witness", "proved_bound"]

Pair = tuple[str, str]
TRIANGLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """A corner of a witness, and the side (+1 or -1) on which it counts."""

    actor: str
    side: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Ties of which some must be frustrated in any two camps, with a weight.

    Without corners: one unbalanced cycle (an odd number of cold ties), as the closed walk of its
    actors; at least one of its ties is frustrated. With an odd number k of corners: a walk between
    each two, in the order of ``itertools.combinations``, whose sign is minus the product of the
    sides of its ends. Two corners whose side agrees with their camp alike frustrate their walk, and
    k corners leave at least floor(k/2) floor((k-1)/2) such pairs.

    The weight in the proof is ``weight`` over the denominator of its part.
    """

    walks: tuple[tuple[str, ...], ...]
    weight: int
    corners: tuple[Corner, ...] = ()

    @property
    def least(self) -> int:
        """How many ties of it must be frustrated, ties of several walks counted as often."""
        k = len(self.corners)
        return (k // 2) * ((k - 1) // 2) if k else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPart:
    """Witnesses over the ties of one part of the network, with weights over one denominator."""

    denominator: int
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What proves a lower bound of the frustration index, part by part.

    No two parts share a tie, so that their bounds add up. ``counted_out`` lists groups of few
    actors between whom all partitions are to be tried; their ties belong to no part.
    """

    parts: tuple[ProofPart, ...]
    counted_out: tuple[tuple[str, ...], ...] = ()

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """The witnesses of all parts."""
        return tuple(witness for part in self.parts for witness in part.witnesses)

    @property
    def is_disjoint(self) -> bool:
        """Whether it is a list of unbalanced cycles of which no two share a tie."""
        ties = [_pair(a, b) for one in self.witnesses for a, b in pairwise(one.walks[0])]
        is_plain = all(
            not witness.corners and witness.weight == part.denominator
            for part in self.parts
            for witness in part.witnesses
        )
        return is_plain and not self.counted_out and len(ties) == len(set(ties))


def proved_bound(network: SignedNetwork, proof: Proof) -> int:
    """Return the lower bound that a proof gives, recomputed from the network alone.

    In each part, with weights w_k >= 0 of witnesses that need l_k frustrated ties and use tie e
    n_ke times, every partition has at least sum(w_k l_k) - sum over ties of
    max(0, sum(w_k n_ke) - 1) frustrated ties: add up the witnesses, and note that a tie is
    frustrated at most once. All sums are of whole numbers, and the bound of a part is rounded up
    at the end. A witness that is none, or a tie in two parts, is an error.

    >>> from goodoffices.relations.network.signed import Edge, signed_network
    >>> net = signed_network([Edge(low="A", high="B", sign=-1), Edge(low="A", high="C", sign=1),
    ...                       Edge(low="B", high="C", sign=1)])
    >>> one = Witness(walks=(("A", "B", "C", "A"),), weight=1)
    >>> proved_bound(net, Proof(parts=(ProofPart(denominator=1, witnesses=(one,)),)))
    1

    Reference: the dual of the cycle relaxation; Barahona and Mahjoub (1986), On the cut polytope.
    """
    signs: dict[Pair, int] = {(edge.low, edge.high): edge.sign for edge in network.edges}
    spent: set[Pair] = set()
    bound = 0
    for group in proof.counted_out:
        ties = {pair: sign for pair, sign in signs.items() if set(pair) <= set(group)}
        _spend(ties.keys(), spent)
        bound += _count_out(group, ties)
    for part in proof.parts:
        load, proved = _weigh(part, signs)
        _spend(load.keys(), spent)
        bound += proved
    return bound


def _spend(ties: AbstractSet[Pair], spent: set[Pair]) -> None:
    """Note the ties of a part; an error if another part has one of them."""
    if spent & ties:
        raise InputError("two parts of the proof share a tie, so their bounds do not add up")
    spent.update(ties)


def _weigh(part: ProofPart, signs: dict[Pair, int]) -> tuple[Counter[Pair], int]:
    """Return how much weight lies on each tie of a part, and the bound of the part."""
    if part.denominator < 1:
        raise InputError(f"the denominator must be above 0, found {part.denominator}")
    load: Counter[Pair] = Counter()
    total = 0
    for witness in part.witnesses:
        total += witness.weight * witness.least
        for pair in _checked(witness, signs):
            load[pair] += witness.weight
    total -= sum(max(0, used - part.denominator) for used in load.values())
    return load, max(0, -(-total // part.denominator))


def _checked(witness: Witness, signs: dict[Pair, int]) -> list[Pair]:
    """Return the ties of a witness, each as often as it is used; an error if it proves nothing."""
    if witness.weight < 0:
        raise InputError(f"a witness has the weight {witness.weight}, below 0")
    ties: list[Pair] = []
    for walk, wanted in zip(witness.walks, _wanted_signs(witness), strict=True):
        pairs = [_pair(a, b) for a, b in pairwise(walk)]
        missing = [pair for pair in pairs if pair not in signs]
        if missing:
            raise InputError(f"a witness uses {'-'.join(missing[0])}, which is no tie")
        sign = 1
        for pair in pairs:
            sign *= signs[pair]
        if sign != wanted:
            raise InputError(f"the walk {'-'.join(walk)} has the sign {sign}, not {wanted}")
        ties += pairs
    return ties


def _wanted_signs(witness: Witness) -> list[int]:
    """Return the sign that each walk must have; an error where walks and corners do not fit."""
    if not all(witness.walks):
        raise InputError("a walk of a witness is empty")
    if not witness.corners:
        if len(witness.walks) != 1 or witness.walks[0][0] != witness.walks[0][-1]:
            raise InputError("a witness without corners must be one closed walk")
        return [-1]
    pairs = list(combinations(witness.corners, 2))
    ends = [(walk[0], walk[-1]) for walk in witness.walks]
    if len(witness.corners) < TRIANGLE or ends != [(a.actor, b.actor) for a, b in pairs]:
        raise InputError("a witness needs a walk between each two of its corners, in order")
    if any(corner.side not in (-1, 1) for corner in witness.corners):
        raise InputError("the side of a corner must be 1 or -1")
    return [-a.side * b.side for a, b in pairs]


def _count_out(group: tuple[str, ...], ties: dict[Pair, int]) -> int:
    """Return the fewest frustrated ties of all partitions of a group."""
    if len(group) > c.ENUMERATED_ACTORS:
        raise InputError(f"{len(group)} actors are too many to try all partitions")
    near: dict[str, list[tuple[str, int]]] = {actor: [] for actor in group}
    for (a, b), sign in ties.items():
        near[a].append((b, sign))
        near[b].append((a, sign))
    camp = dict.fromkeys(group, 1)
    count = fewest = sum(sign < 0 for sign in ties.values())
    # The order of a Gray code: each partition differs from the one before by one actor.
    for step in range(1, 1 << max(0, len(camp) - 1)):
        moved = group[(step & -step).bit_length() - 1]
        count += sum(sign * camp[moved] * camp[other] for other, sign in near[moved])
        camp[moved] = -camp[moved]
        fewest = min(fewest, count)
    return fewest


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
