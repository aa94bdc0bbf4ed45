"""The signed network of states on a day, with what is measured on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import MissingExtra
from goodoffices.relations.daily import pair_tones
from goodoffices.relations.network import (
    friends_of_both,
    frustration,
    network_on,
    null_band,
    ties_of_tones,
    triad_census,
    walk_balance,
)

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.relations.daily import Assessed
    from goodoffices.relations.network import (
        Frustration,
        NullBand,
        SignedNetwork,
        Tie,
        TriadCensus,
        WalkBalance,
    )

__all__ = ["ColdTie", "NetworkSurvey", "sure_ties", "survey_network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdTie:
    """A cold tie, and the friends of both sides: states that are warm with each of the two."""

    tie: Tie
    friends: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSurvey:
    """The network of a day: ties whose sign is sure, and what describes them.

    ``states`` have at least one such tie; ``n_not_known`` pairs had acts and are not known to be
    warm or cold, which holds those that are kind as is usual. ``cold`` are the cold ties, those
    with most friends of both sides first.
    ``balanced`` is the balanced share of triads beside its values under shuffled signs.
    ``two_camps`` is None where it could not be worked out, and ``why_not`` says why.
    """

    as_of: dt.date
    commit: int
    states: tuple[str, ...]
    ties: tuple[Tie, ...]
    n_warm: int
    n_cold: int
    n_not_known: int
    census: TriadCensus
    balanced: NullBand
    walks: WalkBalance
    two_camps: Frustration | None
    why_not: str
    cold: tuple[ColdTie, ...]

    def tie(self, a: str, b: str) -> Tie | None:
        """Return the tie of two states, None where its sign is not sure."""
        pair = (min(a, b), max(a, b))
        return next((one for one in self.ties if (one.low, one.high) == pair), None)


def sure_ties(assessed: Assessed) -> tuple[Tie, ...]:
    """Return the ties of a day that are surely warm or cold, without any measure of the network."""
    ties = ties_of_tones(pair_tones(assessed), assessed.as_of)
    network = network_on(ties, assessed.as_of)
    sure = {(edge.low, edge.high) for edge in network.edges}
    return tuple(tie for tie in ties if (tie.low, tie.high) in sure)


def survey_network(assessed: Assessed) -> NetworkSurvey:
    """Return the signed network of the day of the daily numbers, with its measures."""
    ties = ties_of_tones(pair_tones(assessed), assessed.as_of)
    network = network_on(ties, assessed.as_of)
    sure = {(edge.low, edge.high) for edge in network.edges}
    states = tuple(sorted({side for pair in sure for side in pair}))
    two_camps, why_not = _two_camps(network)
    return NetworkSurvey(
        as_of=assessed.as_of,
        commit=assessed.commit,
        states=states,
        ties=tuple(tie for tie in ties if (tie.low, tie.high) in sure),
        n_warm=len(network.edges) - network.n_negative,
        n_cold=network.n_negative,
        n_not_known=len(network.set_aside),
        census=triad_census(network),
        balanced=null_band(network, lambda one: triad_census(one).balanced_share),
        walks=walk_balance(network),
        two_camps=two_camps,
        why_not=why_not,
        cold=_cold(network, ties),
    )


def _two_camps(network: SignedNetwork) -> tuple[Frustration | None, str]:
    if not network.edges:
        return None, "no tie is sure to be warm or cold"
    try:
        return frustration(network), ""
    except MissingExtra as error:
        return None, str(error)


def _cold(network: SignedNetwork, ties: tuple[Tie, ...]) -> tuple[ColdTie, ...]:
    friends: dict[tuple[str, str], list[str]] = {
        (edge.low, edge.high): [] for edge in network.edges if edge.sign < 0
    }
    for one in friends_of_both(network):
        friends[one.rift.low, one.rift.high].append(one.actor)
    by_pair = {(tie.low, tie.high): tie for tie in ties}
    rows = [ColdTie(tie=by_pair[pair], friends=tuple(its)) for pair, its in friends.items()]
    return tuple(
        sorted(rows, key=lambda row: (-len(row.friends), row.tie.tone, row.tie.low, row.tie.high))
    )
