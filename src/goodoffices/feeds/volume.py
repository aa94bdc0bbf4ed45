"""How much a feed usually brings on a day, and whether a day is like that: weekday and slow trend.

The judgement of a day rests on the days of the window before it and on nothing else, so a new day
needs no older history and later facts change nothing. Everything is a median: neither an outage of
weeks in the window nor a day of twice the volume moves the expectation.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import numpy as np

__all__ = ["RULES", "Usual", "VolumeRules", "judge_volume", "usual_volumes"]

_DAYS: Final = 7
_MAD_TO_SD: Final = 1.4826
_DAYS_AT_ONCE: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeRules:
    """The numbers behind the judgement of a day's volume.

    Chosen on GDELT's public volume curve of 2015-2019 and reported on 2020-2026 by
    ``benchmarks/feeds/health_curve.py``.
    """

    window_days: int = 84
    """Past that is looked at: twelve days of each weekday, short enough to follow the trend. An
    outage of up to six weeks in it is still seen as one."""
    level_days: int = 28
    """Newest part of it, whose median is the level of today; a feed that changes its volume for
    good is told for two weeks and then taken as usual."""
    least_days: int = 28
    """Days with a known volume that the window needs; with fewer nothing is expected."""
    outage_share: float = 0.25
    """Less than this share of the usual volume is an outage, not a quiet day: the quietest holiday
    in eleven years of GDELT has 0.45."""
    spreads: float = 4.0
    """Half width of the usual interval in robust standard deviations of the logarithm."""
    least_spread: float = 0.08
    """Spread that is taken at least, so that an even feed does not cry at every small change."""


RULES: Final = VolumeRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What was to be expected on each day: middle, low and high end; NaN without enough past."""

    expected: np.ndarray
    low: np.ndarray
    high: np.ndarray


def usual_volumes(volumes: np.ndarray, rules: VolumeRules = RULES, *, first: int = 0) -> Usual:
    """Return what was usual on each day of a row of days, from place ``first`` on.

    ``volumes`` has a number for each day without gaps, NaN where it is not known; so every seventh
    is of one weekday. The expectation of a day is exp(level + weekday), with level the median of
    the last ``level_days`` and weekday the median of how far that weekday lies from the median of
    its week, both of log volumes, days of outage left out; the interval is that times
    exp(+-``spreads`` robust standard deviations of what weeks, weekdays and level do not explain).
    """
    import numpy as np

    with np.errstate(divide="ignore"):
        logs = np.log(volumes)
    logs = np.where(np.isfinite(logs), logs, np.nan)
    found = np.full((3, len(volumes)), np.nan)
    for begin in range(first, len(volumes), _DAYS_AT_ONCE):
        days = slice(begin, min(begin + _DAYS_AT_ONCE, len(volumes)))
        middle, width = _usual(_windows(logs, days, rules), rules)
        found[:, days] = np.exp([middle, middle - width, middle + width])
    return Usual(expected=found[0], low=found[1], high=found[2])


def _windows(logs: np.ndarray, days: slice, rules: VolumeRules) -> np.ndarray:
    """Return the weeks before each day, the last one first used: axes day, week, day of the week.

    The first day of each week is of the same weekday as the day itself. What lies before the first
    day that is known is NaN.
    """
    import numpy as np

    n_weeks = -(-rules.window_days // _DAYS)
    padded = np.concatenate([np.full(n_weeks * _DAYS, np.nan), logs[: days.stop]])
    rows = np.lib.stride_tricks.sliding_window_view(padded, n_weeks * _DAYS)[days].copy()
    rows[:, : n_weeks * _DAYS - rules.window_days] = np.nan
    return rows.reshape(len(rows), n_weeks, _DAYS)


def _usual(weeks: np.ndarray, rules: VolumeRules) -> tuple[np.ndarray, np.ndarray]:
    """Return the expected logarithm after each window, NaN if none, and half its interval."""
    import numpy as np

    n_days = weeks.shape[0]
    is_used = np.isfinite(weeks)
    has_enough = is_used.sum(axis=(1, 2)) >= rules.least_days
    middles = _medians(weeks.reshape(n_days, -1))[:, None, None]
    with np.errstate(invalid="ignore"):
        used = np.where(weeks > middles + np.log(rules.outage_share), weeks, np.nan)
    off = used - _medians(used)[:, :, None]
    pattern = _medians(np.swapaxes(off, 1, 2))
    rest = used - pattern[:, None, :]
    flat = rest.reshape(n_days, -1)
    level = _medians(flat[:, -rules.level_days :])
    # After an outage as long as the level: what was usual before it.
    level = np.where(np.isfinite(level), level, _medians(flat))
    unexplained = np.abs(rest - _medians(rest)[:, :, None]).reshape(n_days, -1)
    spread = np.maximum(rules.least_spread, _MAD_TO_SD * _medians(unexplained))
    middle = np.where(has_enough, level + pattern[:, 0], np.nan)
    return middle, rules.spreads * spread


def _medians(values: np.ndarray) -> np.ndarray:
    """Return the median along the last axis of what is known, NaN where nothing is."""
    import numpy as np

    ordered = np.sort(values, axis=-1)
    n = np.isfinite(values).sum(axis=-1, keepdims=True)
    ends = [np.take_along_axis(ordered, np.maximum(at, 0), -1) for at in ((n - 1) // 2, n // 2)]
    found: np.ndarray = np.where(n > 0, (ends[0] + ends[1]) / 2, np.nan)[..., 0]
    return found


def judge_volume(
    n: float, expected: float, low: float, high: float, rules: VolumeRules = RULES
) -> Literal["ok", "low", "high", "outage", "unknown"]:
    """Return what a day's volume is beside what is usual; unknown if either is.

    >>> judge_volume(90, 100, 70, 140), judge_volume(20, 100, 70, 140)
    ('ok', 'outage')
    """
    if isnan(n) or isnan(expected):
        return "unknown"
    if n < rules.outage_share * expected:
        return "outage"
    if n < low:
        return "low"
    return "high" if n > high else "ok"
