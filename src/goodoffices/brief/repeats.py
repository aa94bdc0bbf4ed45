"""Which acts that a program read only repeat another: they join it as further sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations.constants import SAME_ACT_DAYS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from goodoffices.records import Event
    from goodoffices.relations import DyadAct

__all__ = ["find_repeats"]


def find_repeats(
    events: Iterable[Event], acts: Mapping[str, DyadAct]
) -> Mapping[str, tuple[str, ...]]:
    """Return for each event the read ones that tell the same act, by id.

    A reading tells the same as a curated event when the same kind of act was done by the same side
    within a few days, and as another reading when it was on the same day; one dated to a month
    tells the same as one of that month. The nearest by day is taken. Between the two sides of a
    dyad the kind is the group of ``acts``; for a third party it is the root code.

    >>> dict(find_repeats([], {}))
    {}
    """
    dated = [event for event in events if event.start is not None]
    heads = [event for event in dated if not event.quote]
    found: dict[str, list[str]] = {}
    for event in sorted((event for event in dated if event.quote), key=_exactness):
        same = [
            (distance, one.id)
            for one in heads
            if (distance := _distance(event, one)) <= (0 if one.quote else SAME_ACT_DAYS)
            and _is_same(event, one, acts)
        ]
        if same:
            found.setdefault(min(same)[1], []).append(event.id)
        else:
            heads.append(event)
    return {key: tuple(sorted(ids)) for key, ids in sorted(found.items())}


def _exactness(event: Event) -> tuple[int, float, str]:
    order = ("day", "month", "year", "unknown")
    return (order.index(event.precision), -event.confidence, event.id)


def _is_same(event: Event, other: Event, acts: Mapping[str, DyadAct]) -> bool:
    if event.modality != other.modality and "expected" in (event.modality, other.modality):
        return False
    mine, theirs = acts.get(event.id), acts.get(other.id)
    if mine is not None and theirs is not None:
        return mine.group == theirs.group and bool(set(mine.doers) & set(theirs.doers))
    if mine is not None or theirs is not None:
        return False
    is_kind = ontology.act(event.code).root == ontology.act(other.code).root
    return is_kind and bool(_ids(event.source) & _ids(other.source))


def _ids(actors: Iterable[object]) -> set[object]:
    return {getattr(actor, "id", None) for actor in actors} - {None}


def _distance(event: Event, other: Event) -> int:
    """Return how many days lie between the spans of two events, 0 when they touch."""
    first, last = _span(event)
    other_first, other_last = _span(other)
    return max((other_first - last).days, (first - other_last).days, 0)


def _span(event: Event) -> tuple[dt.date, dt.date]:
    start = event.start or event.known_at
    is_dated = event.precision in ("day", "month")
    return (start, (event.end or start) if is_dated else start)
