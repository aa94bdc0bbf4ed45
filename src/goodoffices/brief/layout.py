"""Places things along a line: labels that never overlap, and days on an axis.

Pure geometry, without drawing; the laws it keeps are tested.
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Tick", "TimeScale", "make_scale", "make_ticks", "spread"]

LINEAR_DAYS = 550
"""A history up to a year and a half is drawn to scale; of a longer one, the quiet stretches are
shortened, and marked, until it takes as much room as this."""

SHORTEST_STRETCH_DAYS = 21
"""No quiet stretch is drawn shorter than three weeks."""

TICK_GAP = 34.0
"""Room between two ticks, in units of the figure."""

_YEAR, _HALF, _QUARTER = 12, 6, 3


def spread(wanted: Sequence[float], step: float, left: float, right: float) -> tuple[float, ...]:
    """Return positions at least ``step`` apart, in the same order, as near as can be to the wanted.

    The squared distance to the wanted positions is the least possible (isotonic regression by
    pooling neighbours). All lie within ``left`` and ``right`` as long as there is room for them.

    >>> spread([10, 11, 50], 10, 0, 100)
    (5.5, 15.5, 50.0)

    Reference: Barlow, R. E. et al. (1972), Statistical inference under order restrictions.
    """
    pools: list[tuple[float, int]] = []
    for place, want in enumerate(wanted):
        mean, size = want - place * step, 1
        while pools and pools[-1][0] > mean:
            before, n_before = pools.pop()
            mean = (before * n_before + mean * size) / (n_before + size)
            size += n_before
        pools.append((mean, size))
    base = [mean for mean, size in pools for _ in range(size)]
    last = max(left, right - (len(base) - 1) * step)
    return tuple(
        float(min(max(mean, left), last) + place * step) for place, mean in enumerate(base)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """Where a day lies on the axis; between two knots days are evenly spaced.

    ``breaks`` are the shortened stretches, as first and last day.
    """

    days: tuple[int, ...]
    places: tuple[float, ...]
    breaks: tuple[tuple[dt.date, dt.date], ...]

    def x(self, day: dt.date) -> float:
        """Return the place of a day; days outside lie on the nearest end."""
        number = min(max(day.toordinal(), self.days[0]), self.days[-1])
        right = min(bisect_right(self.days, number), len(self.days) - 1)
        first, last = self.days[right - 1], self.days[right]
        share = (number - first) / (last - first)
        return self.places[right - 1] + share * (self.places[right] - self.places[right - 1])

    @property
    def first(self) -> dt.date:
        """The first day on the axis."""
        return dt.date.fromordinal(self.days[0])

    @property
    def last(self) -> dt.date:
        """The last day on the axis."""
        return dt.date.fromordinal(self.days[-1])


def make_scale(days: Iterable[dt.date], left: float, right: float) -> TimeScale:
    """Return the scale on which some days of interest spread from left to right.

    >>> scale = make_scale([dt.date(2020, 1, 1), dt.date(2020, 1, 11)], 0, 100)
    >>> scale.x(dt.date(2020, 1, 6)), scale.breaks
    (50.0, ())
    """
    known = sorted({day.toordinal() for day in days})
    if len(known) == 1:
        known = [known[0] - 1, known[0]]
    gaps = [after - before for before, after in itertools.pairwise(known)]
    longest = _longest_stretch(gaps)
    drawn = [min(gap, longest) for gap in gaps]
    unit = (right - left) / sum(drawn)
    places = [left]
    for size in drawn:
        places.append(places[-1] + size * unit)
    breaks = tuple(
        (dt.date.fromordinal(known[place]), dt.date.fromordinal(known[place + 1]))
        for place, gap in enumerate(gaps)
        if gap > longest
    )
    return TimeScale(days=tuple(known), places=tuple(places), breaks=breaks)


def _longest_stretch(gaps: Sequence[int]) -> int:
    """Return how many days a stretch may take so that all together keep to ``LINEAR_DAYS``."""
    if sum(gaps) <= LINEAR_DAYS:
        return max(gaps)
    low, high = SHORTEST_STRETCH_DAYS, max(*gaps, SHORTEST_STRETCH_DAYS)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(gap, middle) for gap in gaps) <= LINEAR_DAYS:
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The first day of a month on the axis; ``year`` is given where it is to be written."""

    day: dt.date
    x: float
    month: str
    year: str


def make_ticks(scale: TimeScale) -> tuple[Tick, ...]:
    """Return months that can be told apart on a scale: years first, then halves, quarters, months.

    >>> scale = make_scale([dt.date(2019, 12, 1), dt.date(2020, 3, 1)], 0, 100)
    >>> [(tick.month, tick.year) for tick in make_ticks(scale)]
    [('Dec', '2019'), ('Jan', '2020'), ('Feb', '')]
    """
    months = [day for day in _month_starts(scale) if scale.first <= day <= scale.last]
    chosen: list[dt.date] = []
    for every in (_YEAR, _HALF, _QUARTER, 1):
        for day in months:
            is_free = all(abs(scale.x(day) - scale.x(one)) >= TICK_GAP for one in chosen)
            if (day.month - 1) % every == 0 and is_free:
                chosen.append(day)
    chosen.sort()
    years = [before.year for before in chosen]
    return tuple(
        Tick(
            day=day,
            x=scale.x(day),
            month=f"{day:%b}",
            year=str(day.year) if place == 0 or years[place - 1] != day.year else "",
        )
        for place, day in enumerate(chosen)
    )


def _month_starts(scale: TimeScale) -> Iterable[dt.date]:
    first = scale.first.replace(day=1)
    n_months = (scale.last.year - first.year) * 12 + scale.last.month - first.month + 1
    for number in range(n_months):
        month = first.month - 1 + number
        yield dt.date(first.year + month // 12, month % 12 + 1, 1)
