"""From the tone of each pair on a day to the signed network of that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.relations.network import constants as c
from goodoffices.relations.network.signed import Edge, SetAside, SignedNetwork, signed_network

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from goodoffices.relations.daily.records import PairTone

__all__ = ["Tie", "latest_ties", "network_on", "ties_of_tones"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How warm two states are on a day, from -9 to +9, with the interval of that number.

    ``n_events`` is how many events (decayed ones in part) stand behind it, ``event_ids`` names them
    or the weightiest. ``tone`` and its interval are None where nothing is known. ``usual`` is the
    tone of other pairs that deal with each other about as much, None where that is not known.
    """

    low: str
    high: str
    day: dt.date
    tone: float | None
    tone_low: float | None
    tone_high: float | None
    n_events: float
    event_ids: tuple[str, ...] = ()
    usual: float | None = None

    @property
    def warm_above(self) -> float:
        """What the whole interval must lie above for the tie to be warm: `WARM_SHARE` of the usual.

        Zero where the usual is not known, or not above zero itself.
        """
        return max(0.0, c.WARM_SHARE * (self.usual or 0.0))


def ties_of_tones(
    tones: Mapping[tuple[str, str], PairTone],
    day: dt.date,
) -> tuple[Tie, ...]:
    """Return the tones of a day as ties, without the events behind them.

    ``tones`` is what ``goodoffices.relations.daily`` knows of each pair, by (low, high).
    """
    return tuple(
        Tie(
            low=low,
            high=high,
            day=day,
            tone=tone.value,
            tone_low=tone.low,
            tone_high=tone.high,
            n_events=tone.n_acts,
            usual=tone.usual,
        )
        for (low, high), tone in tones.items()
    )


def latest_ties(ties: Iterable[Tie], as_of: dt.date) -> tuple[Tie, ...]:
    """Return the latest tie of each pair on or before a day, in the order of the pairs."""
    latest: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        _check(tie)
        pair = (min(tie.low, tie.high), max(tie.low, tie.high))
        if tie.day <= as_of and (pair not in latest or latest[pair].day < tie.day):
            latest[pair] = tie
    return tuple(latest[pair] for pair in sorted(latest))


def network_on(ties: Iterable[Tie], as_of: dt.date, actors: Iterable[str] = ()) -> SignedNetwork:
    """Return the signed network of a day: a tie is an edge only where its sign is sure.

    An edge needs at least ``MIN_EVENTS`` events. It is cold if the interval of its tone lies below
    zero, warm if it lies above ``Tie.warm_above``: being kind as two states usually are is no
    warmth. Its weight is the distance of its tone from zero. All other ties are set aside with the
    reason: between those two nothing is said, which is not the same as neutral. ``actors`` adds
    states without a tie.

    >>> import datetime as dt
    >>> day = dt.date(2020, 1, 1)
    >>> ties = [Tie(low="A", high="B", day=day, tone=-3.0, tone_low=-4.5, tone_high=-1.5,
    ...             n_events=9), Tie(low="A", high="C", day=day, tone=1.0, tone_low=-1.0,
    ...             tone_high=3.0, n_events=4)]
    >>> found = network_on(ties, day)
    >>> [(edge.high, edge.sign) for edge in found.edges], found.set_aside[0].why
    ([('B', -1)], 'tone between -1.0 and +3.0: may be either')
    """
    edges: list[Edge] = []
    aside: list[SetAside] = []
    names = set(actors)
    for tie in latest_ties(ties, as_of):
        names |= {tie.low, tie.high}
        why = _doubt(tie)
        if why or tie.tone is None:
            aside.append(SetAside(low=tie.low, high=tie.high, why=why))
            continue
        edges.append(
            Edge(
                low=tie.low,
                high=tie.high,
                sign=1 if tie.tone > 0 else -1,
                weight=abs(tie.tone),
                event_ids=tie.event_ids,
            )
        )
    network = signed_network(edges, names)
    return SignedNetwork(
        actors=network.actors,
        edges=network.edges,
        set_aside=(*network.set_aside, *aside),
    )


def _check(tie: Tie) -> None:
    numbers = (tie.tone_low, tie.tone, tie.tone_high)
    known = [one for one in numbers if one is not None]
    if len(known) not in (0, len(numbers)) or known != sorted(known):
        raise InputError(
            f"the tone of {tie.low}-{tie.high} must lie in its interval, or all be unknown; "
            f"found {tie.tone} in {tie.tone_low} to {tie.tone_high}"
        )


def _doubt(tie: Tie) -> str:
    """Return why the sign of a tie is not known, or nothing."""
    if tie.tone is None or tie.tone_low is None or tie.tone_high is None:
        return "nothing known between the two"
    if tie.n_events < c.MIN_EVENTS:
        return f"{tie.n_events:.2f} events, fewer than {c.MIN_EVENTS}"
    if tie.tone_low <= 0 <= tie.tone_high:
        return f"tone between {tie.tone_low:+.1f} and {tie.tone_high:+.1f}: may be either"
    if 0 < tie.tone_low <= tie.warm_above:
        return (
            f"tone between {tie.tone_low:+.1f} and {tie.tone_high:+.1f}: may be no warmer than "
            f"{tie.warm_above:+.1f}, half of what is usual"
        )
    return ""
