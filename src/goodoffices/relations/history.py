"""The acts and measures between two sides, with quick look-ups by day, for the phase rules."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.records import MeasureStep
    from goodoffices.relations.acts import DyadAct

__all__ = ["History", "first_happenings", "points", "unique_ids"]


class History:
    """What two sides did to each other up to a day, in order; unsettled readings stay out."""

    __slots__ = ("acts", "days", "spans", "steps")

    def __init__(
        self, acts: Sequence[DyadAct], steps: Iterable[MeasureStep], as_of: dt.date
    ) -> None:
        self.acts = [act for act in acts if act.is_settled]
        self.days = [act.day for act in self.acts]
        self.steps = [step for step in steps if step.day <= as_of]
        self.spans = _spans(self.steps)

    def between(self, first: dt.date, last: dt.date) -> Sequence[DyadAct]:
        """Return the acts from the first to the last day, both included."""
        return self.acts[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def until(self, day: dt.date) -> Sequence[DyadAct]:
        """Return all acts up to a day."""
        return self.acts[: bisect_right(self.days, day)]

    def window(self, day: dt.date, n_days: int, floor: dt.date = dt.date.min) -> Sequence[DyadAct]:
        """Return the acts of the last ``n_days`` up to this one, none before the floor."""
        return self.between(max(floor, day - dt.timedelta(days=n_days - 1)), day)

    def in_force(self, day: dt.date) -> tuple[str, ...]:
        """Return the events behind the measures in force on a day, oldest first."""
        return unique_ids(
            event_id
            for since, until, event_id in self.spans
            if since <= day and (until is None or day < until)
        )

    def steps_between(self, first: dt.date, last: dt.date) -> list[MeasureStep]:
        """Return the steps of measures from the first to the last day."""
        return [step for step in self.steps if first <= step.day <= last]


def points(acts: Iterable[DyadAct], kind: str) -> int:
    """Return the hostile or conciliatory points of acts, each happening counted once.

    >>> points([], "hostile")
    0
    """
    best: dict[tuple[object, ...], int] = {}
    for act in acts:
        value = act.hostile if kind == "hostile" else act.conciliatory
        if value:
            best[act.happening] = max(best.get(act.happening, 0), value)
    return sum(best.values())


def first_happenings(acts: Iterable[DyadAct]) -> list[DyadAct]:
    """Return one act per happening, the first in order.

    >>> first_happenings([])
    []
    """
    found: dict[tuple[object, ...], DyadAct] = {}
    for act in acts:
        found.setdefault(act.happening, act)
    return list(found.values())


def unique_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids without repeats, in the order of their first appearance.

    >>> unique_ids(["b", "a", "b"])
    ('b', 'a')
    """
    return tuple(dict.fromkeys(ids))


def _spans(steps: Iterable[MeasureStep]) -> list[tuple[dt.date, dt.date | None, str]]:
    """Return (first day, day it ended or None, event that set it) of each time in force."""
    open_spans: dict[str, tuple[dt.date, str]] = {}
    spans: list[tuple[dt.date, dt.date | None, str]] = []
    for step in steps:
        if step.step == "ended":
            since, event_id = open_spans.pop(step.measure_id, (step.day, step.event_id))
            spans.append((since, step.day, event_id))
        else:
            open_spans.setdefault(step.measure_id, (step.day, step.event_id))
    spans.extend((since, None, event_id) for since, event_id in open_spans.values())
    return sorted(spans, key=lambda span: (span[0], span[2]))
