"""The signed network of a day: who stands well with whom, who badly, and what says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edge", "SetAside", "Sign", "SignedNetwork", "signed_network"]

Sign = Literal[-1, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie that is known to be warm (+1) or cold (-1), with ``low < high``.

    ``weight`` is how warm or cold, above 0; ``event_ids`` are the events behind it.
    """

    low: str
    high: str
    sign: Sign
    weight: float = 1.0
    event_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A tie that is not in the network, with the reason in words."""

    low: str
    high: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedNetwork:
    """States and the known ties between them: at most one edge for each pair, in order.

    A pair without an edge is unknown or neither warm nor cold; it is not an edge of weight 0.
    ``set_aside`` lists what was handed in and could not be used.
    """

    actors: tuple[str, ...]
    edges: tuple[Edge, ...]
    set_aside: tuple[SetAside, ...] = ()

    @property
    def n_negative(self) -> int:
        """The number of cold ties."""
        return sum(edge.sign < 0 for edge in self.edges)


def signed_network(edges: Iterable[Edge], actors: Iterable[str] = ()) -> SignedNetwork:
    """Return the network of some edges, whatever their order and the order of their sides.

    Edges of one pair with the same sign become one: the largest weight, all events. Edges of one
    pair with both signs contradict each other and are set aside, as is a tie of an actor to
    itself. ``actors`` adds states without a tie. A sign other than +1 or -1, or a weight that is
    not above 0, is an error.

    >>> net = signed_network([Edge(low="BBB", high="AAA", sign=1)], actors=["CCC"])
    >>> net.actors, net.edges[0].low
    (('AAA', 'BBB', 'CCC'), 'AAA')
    """
    found: dict[tuple[str, str], list[Edge]] = {}
    names = set(actors)
    for edge in edges:
        _check(edge)
        low, high = sorted((edge.low, edge.high))
        names |= {low, high}
        found.setdefault((low, high), []).append(edge)
    kept, aside = [], []
    for (low, high), ties in sorted(found.items()):
        if low == high:
            aside.append(SetAside(low=low, high=high, why="a tie of an actor to itself"))
        elif len({tie.sign for tie in ties}) > 1:
            aside.append(SetAside(low=low, high=high, why="given as warm and as cold"))
        else:
            kept.append(_merge(low, high, ties))
    return SignedNetwork(actors=tuple(sorted(names)), edges=tuple(kept), set_aside=tuple(aside))


def _check(edge: Edge) -> None:
    if edge.sign not in (-1, 1):
        raise InputError(f"the sign of {edge.low}-{edge.high} must be 1 or -1, found {edge.sign}")
    if not 0 < edge.weight < float("inf"):
        raise InputError(
            f"the weight of {edge.low}-{edge.high} must be above 0 and finite, found {edge.weight}"
        )


def _merge(low: str, high: str, ties: list[Edge]) -> Edge:
    event_ids = tuple(dict.fromkeys(one for tie in ties for one in tie.event_ids))
    weight = max(tie.weight for tie in ties)
    return Edge(low=low, high=high, sign=ties[0].sign, weight=weight, event_ids=event_ids)
