"""Warmth between two actors: a decayed mean of what they did, held near neutral when little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations import constants as c
from goodoffices.relations.acts import act_day, doers_of, known_events
from goodoffices.relations.records import Warmth

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from goodoffices.records import ActorId, Event

__all__ = ["warmth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rated:
    """An event as it counts towards warmth; ``doers`` is empty for a carried act."""

    event_id: str
    day: dt.date
    doers: tuple[ActorId, ...]
    group: str
    weight: float
    goldstein: float
    is_read: bool


def warmth(events: Iterable[Event], a: ActorId, b: ActorId, as_of: dt.date) -> Warmth:
    """Return how warm two actors are on a day, from -9 to +9, or None without any act.

    value = 0.9 * sum(w_i g_i) / (sum(w_i) + k), where g_i is the Goldstein value of act i, w_i its
    confidence times 0.5^(age / half-life), and k a prior weight of neutral acts. Reports of one
    happening count once, by the surest; a reading that repeats a curated act adds nothing. A third
    party that hosted or carried a cooperative act earns the value of mediation (CAMEO 045) with
    both sides.

    >>> import datetime as dt
    >>> warmth([], "AAA", "BBB", dt.date(2020, 1, 1)).value is None
    True

    Reference: Goldstein, J. S. (1992), A conflict-cooperation scale for WEIS events data, Journal
    of Conflict Resolution 36(2).
    """
    low, high = sorted((a, b))
    rated = [
        found
        for event in known_events(events, as_of)
        if (found := _rate(event, low, high, as_of)) is not None
    ]
    best: dict[tuple[object, ...], tuple[float, float]] = {}
    curated = [one for one in rated if not one.is_read]
    for one in rated:
        if one.is_read and any(_repeats(one, other) for other in curated):
            continue
        key = (one.day, one.doers, one.group)
        best[key] = max(best.get(key, (0.0, one.goldstein)), (one.weight, one.goldstein))
    total = sum(weight for weight, _ in best.values())
    mixed = sum(weight * goldstein for weight, goldstein in sorted(best.values()))
    return Warmth(
        low=low,
        high=high,
        as_of=as_of,
        value=c.WARMTH_SCALE * mixed / (total + c.PRIOR_WEIGHT) if best else None,
        n_events=len(rated),
        weight=total,
        event_ids=tuple(one.event_id for one in rated),
        half_life_days=c.HALF_LIFE_DAYS,
    )


def _rate(event: Event, a: ActorId, b: ActorId, as_of: dt.date) -> _Rated | None:
    """Return the day, weight and Goldstein value of an event for a dyad, None if it has none.

    An undated event takes the day it became known.
    """
    if event.modality not in ("actual", "historical"):
        return None
    day = act_day(event) or event.known_at
    if day > as_of:
        return None
    kind = ontology.act(event.code)
    doers = doers_of(event, a, b)
    goldstein = kind.goldstein
    if not doers:
        if not _carried(event, a, b) or ontology.group(kind.group).tone <= 0:
            return None
        goldstein = ontology.act("045").goldstein
    return _Rated(
        event_id=event.id,
        day=day,
        doers=doers,
        group=kind.group,
        weight=event.confidence * 0.5 ** ((as_of - day).days / c.HALF_LIFE_DAYS),
        goldstein=goldstein,
        is_read=bool(event.quote),
    )


def _repeats(reading: _Rated, curated: _Rated) -> bool:
    """Tell whether a reading tells the act of a curated row: same kind and side, days apart."""
    is_near = abs((reading.day - curated.day).days) <= c.SAME_ACT_DAYS
    is_side = reading.doers == curated.doers or bool(set(reading.doers) & set(curated.doers))
    return is_near and is_side and reading.group == curated.group


def _carried(event: Event, a: ActorId, b: ActorId) -> bool:
    """Tell whether one of the two was a third party to an act of the other."""
    parties = {actor.id for actor in event.source + event.target}
    via = {actor.id for actor in event.via}
    return (a in via - parties and b in parties) or (b in via - parties and a in parties)
