"""The records of alignment: a measure with its interval and trend, a pole, a bridged rift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.relations.network import Tie

__all__ = ["Alignment", "BridgedRift", "Measured", "PoleTie", "RankedState", "RiftSpan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiftSpan:
    """A rift between two states, from its first day to its last; ``until`` is None while it lasts.

    ``event_ids`` are the events that opened it.
    """

    low: str
    high: str
    since: dt.date
    until: dt.date | None = None
    event_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure from 0 to 1 with a 90 % interval and its change a year; None where not known.

    ``why_not`` says why ``value`` is None, and is empty otherwise.
    """

    value: float | None
    low: float | None
    high: float | None
    trend: float | None
    trend_low: float | None
    trend_high: float | None
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleTie:
    """How a state stands with a pole: tone, its share of all warmth, and the ties behind it.

    ``power`` is the pole's share of the output of all poles. ``tone`` is the mean over the members
    with a known tie, weighted by their output; None if there is none. ``share`` is the pole's part
    of the state's warmth weighted by power; None for a state that is warm with no pole.
    """

    pole: str
    power: float
    tone: float | None
    share: float | None
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgedRift:
    """A rift of two others and how probably the state is warm with both of them."""

    rift: RiftSpan
    probability: float
    to_low: Tie
    to_high: Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How multi-vector a state is on a day.

    ``n_rifts`` counts the rifts of others on that day, ``bridged`` holds those whose both sides the
    state has a known tie with, the surest first; the rest are unknown and count for nothing.
    ``known_power`` is the share of power of the poles with a known tie, among all it is not in.
    """

    state: str
    as_of: dt.date
    breadth: Measured
    evenness: Measured
    bridging: Measured
    steadiness: Measured
    known_power: float
    poles: tuple[PoleTie, ...]
    n_rifts: int
    bridged: tuple[BridgedRift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedState:
    """A state in the ranking by bridging; ``rank`` is None where bridging is not known."""

    rank: int | None
    alignment: Alignment
