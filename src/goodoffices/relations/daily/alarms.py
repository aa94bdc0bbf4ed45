"""Alarms: the few days of the few pairs on which a rift or a thaw seems to begin.

A pair raises a rift alarm when the surprises at its hostile and severe acts add up to a threshold,
and a thaw alarm when a strained pair surprises with conciliatory acts. A pair that stays above it
is told of again after `REFRACTORY_DAYS`, not sooner. How high the threshold lies is a matter of how
many alarms a year somebody can look at, so it is found from a budget over a past span of days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.daily import settings as c

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Alarm", "AlarmKind", "Scores", "alarm_scores", "alarms_above", "threshold_for"]

AlarmKind = Literal["rift", "thaw"]
_DAYS_OF_YEAR = 365.25
_HALVINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A pair that surprises: the score, and what was seen and expected in the window of the day.

    ``score`` is -log10 of a probability, for a rift of the product of two. ``seen`` and
    ``expected`` are counts of hostile acts and of severe ones for a rift, of conciliatory ones for
    a thaw.
    """

    kind: AlarmKind
    low: str
    high: str
    day: dt.date
    score: float
    seen: tuple[int, ...]
    expected: tuple[float, ...]
    window_days: int = c.WINDOW_DAYS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Scores of pairs on their active days, ordered by pair and day; only those above 0."""

    kind: AlarmKind
    rows: pa.Table
    pair: Ints
    day: Ints
    score: Floats


def alarm_scores(pairs: pa.Table, kind: AlarmKind) -> Scores:
    """Return the scores of the rows of `Walked.pairs` that could raise an alarm of a kind."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = "surprise_rift" if kind == "rift" else "surprise_conciliatory"
    keep = pc.greater(pairs[column], 0.0)
    if kind == "thaw":
        keep = pc.and_(keep, pc.greater_equal(pairs["strain"], c.STRAINED_SHARE))
    rows = pairs.filter(keep).unify_dictionaries().combine_chunks()
    low, high = (_places(rows[side]) for side in ("low", "high"))
    pair = low * (max(int(high.max(initial=0)), 0) + 1) + high
    day = rows["day"].cast(pa.int32()).to_numpy().astype(np.int64)
    order = np.lexsort((day, pair))
    return Scores(
        kind=kind,
        rows=rows.take(pa.array(order)),
        pair=pair[order],
        day=day[order],
        score=rows[column].to_numpy()[order],
    )


def _places(column: pa.ChunkedArray) -> Ints:
    found = column.combine_chunks()
    places: Ints = found.indices.to_numpy().astype(np.int64)
    return places


def alarms_above(scores: Scores, threshold: float) -> list[Alarm]:
    """Return the alarms at a threshold, by day and pair."""
    found = [_alarm(scores, at) for at in _raised(scores, threshold)]
    return sorted(found, key=lambda alarm: (alarm.day, alarm.low, alarm.high))


def threshold_for(scores: Scores, n_per_year: float, since: dt.date, until: dt.date) -> float:
    """Return the lowest threshold that raises at most so many alarms a year, world-wide.

    Counted are the alarms from ``since`` to ``until``, both included.

    Raises
    ------
    InputError
        The budget is not above 0 or the span is empty.
    """
    n_days = (until - since).days + 1
    if n_per_year <= 0 or n_days <= 0:
        raise InputError("a budget needs more than 0 alarms a year and at least a day")
    most = n_per_year * n_days / _DAYS_OF_YEAR
    first, last = ((day - dt.date(1970, 1, 1)).days for day in (since, until))
    is_in = (scores.day >= first) & (scores.day <= last)
    low, high = 0.0, float(scores.score[is_in].max(initial=0.0)) + 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        n = sum(first <= scores.day[at] <= last for at in _raised(scores, middle))
        low, high = (middle, high) if n > most else (low, middle)
    return high


def _raised(scores: Scores, threshold: float) -> Iterator[int]:
    """Yield the places of the rows that raise an alarm.

    A pair that stays above the threshold raises an alarm each `REFRACTORY_DAYS`. To ask it to be
    below the threshold for so long first finds fewer rifts and half the thaws: a quarrel smoulders
    before it breaks.
    """
    at = np.flatnonzero(scores.score >= threshold)
    pair, last = -1, 0
    for place, its_pair, day in zip(
        at.tolist(), scores.pair[at].tolist(), scores.day[at].tolist(), strict=True
    ):
        if its_pair != pair or day - last >= c.REFRACTORY_DAYS:
            pair, last = its_pair, day
            yield place


def _alarm(scores: Scores, at: int) -> Alarm:
    row = scores.rows.slice(at, 1).to_pylist()[0]
    classes = ("hostile", "severe") if scores.kind == "rift" else ("conciliatory",)
    return Alarm(
        kind=scores.kind,
        low=row["low"],
        high=row["high"],
        day=row["day"],
        score=float(scores.score[at]),
        seen=tuple(round(row[f"seen_{one}"]) for one in classes),
        expected=tuple(row[f"expected_{one}"] for one in classes),
    )
