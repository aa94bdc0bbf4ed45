"""Alarms: the few days of the few pairs on which a rift or a thaw seems to begin.

A pair raises a rift alarm when its hostile acts and its ruptures surprise, and much is at stake:
when these terms (`numbers.scores_of`) add up to a threshold. It raises a thaw alarm when it is
strained, its conciliatory acts and steps surprise, its hostile acts do not, and there is much to
mend. It is strained by its past acts, or because its diplomatic ties are broken, absent or reduced:
that rift may be older than the feed and silent in it. A pair that stays above the threshold is told
of again after `REFRACTORY_DAYS`, not sooner. How high the threshold lies is a matter of how many
alarms a year somebody can look at, so it is found from a budget over a past span of days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.numbers import at_stake_share
from goodoffices.relations.daily.tallies import EPOCH
from goodoffices.world import BrokenTies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from goodoffices.world import BrokenTie

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

__all__ = [
    "CLASSES_OF",
    "Alarm",
    "AlarmKind",
    "Scores",
    "alarm_scores",
    "alarms_above",
    "threshold_for",
]

AlarmKind = Literal["rift", "thaw"]
_DAYS_OF_YEAR = 365.25
_HALVINGS = 40
CLASSES_OF: Final[Mapping[AlarmKind, tuple[str, str]]] = {
    "rift": ("hostile", "rupture"),
    "thaw": ("conciliatory", "steps"),
}
"""The two classes of acts that a score is made of, the broad one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A pair that surprises: the score, and what it is the sum of.

    ``seen`` and ``expected`` are counts in the window of the day: of hostile acts and of ruptures
    for a rift, of conciliatory acts and of steps that cost something for a thaw; ``surprises``
    -log10 of the probability of each. ``lesser`` are acts of the first class by the side that did
    fewer. For a thaw ``past_hostile`` are the hostile acts before the window, decayed, and
    ``flare_up`` is the surprise at those in it; both are 0 for a rift. How ``score`` is made of
    them is told in `numbers.scores_of`. ``ties`` says for a thaw what lacked in the diplomatic ties
    of the two, None where nothing is known to: then `BROKEN_TIES_STAKES` is at stake as well.
    """

    kind: AlarmKind
    low: str
    high: str
    day: dt.date
    score: float
    seen: tuple[int, ...]
    expected: tuple[float, ...]
    surprises: tuple[float, ...]
    lesser: int
    past_hostile: float = 0.0
    flare_up: float = 0.0
    ties: BrokenTie | None = None
    window_days: int = c.WINDOW_DAYS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Scores of pairs on their active days, ordered by pair and day; only those above 0.

    ``broken`` are the ties by which a pair was strained that its acts do not show to be.
    """

    kind: AlarmKind
    rows: pa.Table
    pair: Ints
    day: Ints
    score: Floats
    broken: BrokenTies


def alarm_scores(pairs: pa.Table, kind: AlarmKind, broken: BrokenTies | None = None) -> Scores:
    """Return the scores of the rows of `Walked.pairs` that could raise an alarm of a kind.

    ``broken`` are diplomatic ties that lacked on days, as known then: on these a pair is strained,
    whatever its acts tell, and for `MENDED_DAYS` after.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    broken = broken or BrokenTies()
    column = f"score_{kind}"
    rows = pairs.filter(pc.greater(pairs[column], 0.0))
    if kind == "thaw":
        rows = _strained(rows, broken)
    rows = rows.unify_dictionaries().combine_chunks()
    low, high = (_places(rows[side]) for side in ("low", "high"))
    pair = low * (max(int(high.max(initial=0)), 0) + 1) + high
    day = _days(rows)
    order = np.lexsort((day, pair))
    return Scores(
        kind=kind,
        rows=rows.take(pa.array(order)),
        pair=pair[order],
        day=day[order],
        score=rows[column].to_numpy()[order],
        broken=broken,
    )


def _strained(rows: pa.Table, broken: BrokenTies) -> pa.Table:
    """Return the rows of strained pairs; the score of those without full ties is higher."""
    import pyarrow as pa

    is_broken = _is_broken(rows, broken)
    strain, score = (rows[name].to_numpy() for name in ("strain", "score_thaw"))
    surprising = rows["surprise_conciliatory"].to_numpy() + rows["surprise_steps"].to_numpy()
    score = score + c.BROKEN_TIES_STAKES * at_stake_share(surprising) * is_broken
    at = rows.column_names.index("score_thaw")
    rows = rows.set_column(at, "score_thaw", pa.array(score))
    return rows.filter(pa.array((strain >= c.STRAINED_SHARE) | is_broken))


def _is_broken(rows: pa.Table, broken: BrokenTies) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return for each row whether the table says that the ties of its pair lacked on its day."""
    rows = rows.unify_dictionaries().combine_chunks()
    found = np.zeros(rows.num_rows, bool)
    if not rows.num_rows:
        return found
    names = [rows[side].combine_chunks().dictionary.to_pylist() for side in ("low", "high")]
    at = [{name: place for place, name in enumerate(side)} for side in names]
    pair = _places(rows["low"]) * len(names[1]) + _places(rows["high"])
    listed = {at[0][low] * len(names[1]) + at[1][high]: (low, high)
              for low, high in broken.pairs if low in at[0] and high in at[1]}  # fmt: skip
    day = _days(rows)
    for place in np.flatnonzero(np.isin(pair, list(listed))).tolist():
        one = EPOCH + dt.timedelta(days=int(day[place]))
        found[place] = broken.on(*listed[int(pair[place])], one, c.MENDED_DAYS) is not None
    return found


def _days(rows: pa.Table) -> Ints:
    import pyarrow as pa

    found: Ints = rows["day"].cast(pa.int32()).to_numpy().astype(np.int64)
    return found


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
    classes = CLASSES_OF[scores.kind]
    ties = None
    if scores.kind == "thaw":
        ties = scores.broken.on(row["low"], row["high"], row["day"], c.MENDED_DAYS)
    return Alarm(
        kind=scores.kind,
        low=row["low"],
        high=row["high"],
        day=row["day"],
        score=float(scores.score[at]),
        seen=tuple(round(row[f"seen_{one}"]) for one in classes),
        expected=tuple(row[f"expected_{one}"] for one in classes),
        surprises=tuple(row[f"surprise_{one}"] for one in classes),
        lesser=round(row[f"lesser_{classes[0]}"]),
        past_hostile=row["past_hostile"] if scores.kind == "thaw" else 0.0,
        flare_up=row["surprise_hostile"] if scores.kind == "thaw" else 0.0,
        ties=ties,
    )
