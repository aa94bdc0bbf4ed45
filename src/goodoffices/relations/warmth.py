"""Warmth between two actors: a decayed mean of what they did, held near neutral when little."""

from __future__ import annotations

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


def warmth(events: Iterable[Event], a: ActorId, b: ActorId, as_of: dt.date) -> Warmth:
    """Return how warm two actors are on a day, from -9 to +9, or None without any act.

    value = 0.9 * sum(w_i g_i) / (sum(w_i) + k), where g_i is the Goldstein value of act i, w_i its
    confidence times 0.5^(age / half-life), and k a prior weight of neutral acts. Reports of one
    happening count once, by the surest. A third party that hosted or carried a cooperative act
    earns the value of mediation (CAMEO 045) with both sides.

    >>> import datetime as dt
    >>> warmth([], "AAA", "BBB", dt.date(2020, 1, 1)).value is None
    True

    Reference: Goldstein, J. S. (1992), A conflict-cooperation scale for WEIS events data, Journal
    of Conflict Resolution 36(2).
    """
    low, high = sorted((a, b))
    best: dict[tuple[object, ...], tuple[float, float]] = {}
    ids: list[str] = []
    for event in known_events(events, as_of):
        rated = _rate(event, low, high, as_of)
        if rated is None:
            continue
        key, weight, goldstein = rated
        ids.append(event.id)
        best[key] = max(best.get(key, (0.0, goldstein)), (weight, goldstein))
    total = sum(weight for weight, _ in best.values())
    mixed = sum(weight * goldstein for weight, goldstein in sorted(best.values()))
    return Warmth(
        low=low,
        high=high,
        as_of=as_of,
        value=c.WARMTH_SCALE * mixed / (total + c.PRIOR_WEIGHT) if best else None,
        n_events=len(ids),
        weight=total,
        event_ids=tuple(ids),
        half_life_days=c.HALF_LIFE_DAYS,
    )


def _rate(
    event: Event, a: ActorId, b: ActorId, as_of: dt.date
) -> tuple[tuple[object, ...], float, float] | None:
    """Return the happening, weight and Goldstein value of an event for a dyad, None if it has none.

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
    weight = event.confidence * 0.5 ** ((as_of - day).days / c.HALF_LIFE_DAYS)
    return (day, doers, kind.group), weight, goldstein


def _carried(event: Event, a: ActorId, b: ActorId) -> bool:
    """Tell whether one of the two was a third party to an act of the other."""
    parties = {actor.id for actor in event.source + event.target}
    via = {actor.id for actor in event.via}
    return (a in via - parties and b in parties) or (b in via - parties and a in parties)
