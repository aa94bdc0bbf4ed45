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


def usual_volumes(
    volumes: np.ndarray, weekdays: np.ndarray, rules: VolumeRules = RULES, *, first: int = 0
) -> Usual:
    """Return what was usual on each day of a row of days, from place ``first`` on.

    ``volumes`` has a number for each day without gaps, NaN where it is not known; ``weekdays`` has
    0 to 6. The expectation of a day is exp(level + weekday), with level the median of the last
    ``level_days`` and weekday the median of how far that weekday lies from the median of its week,
    both of log volumes, days of outage left out; the interval is that times exp(+-``spreads``
    robust standard deviations of what weeks, weekdays and level do not explain).
    """
    import numpy as np

    with np.errstate(divide="ignore"):
        logs = np.log(volumes)
    n = len(volumes)
    found = np.full((3, n), np.nan)
    for day in range(first, n):
        begin = max(0, day - rules.window_days)
        known = _usual(logs[begin:day], weekdays[begin:day], int(weekdays[day]), rules)
        if known is not None:
            middle, width = known
            found[:, day] = np.exp([middle, middle - width, middle + width])
    return Usual(expected=found[0], low=found[1], high=found[2])


def _usual(
    logs: np.ndarray, weekdays: np.ndarray, weekday: int, rules: VolumeRules
) -> tuple[float, float] | None:
    """Return the expected logarithm after a window of days, and half the width around it."""
    import numpy as np

    is_used = np.isfinite(logs)
    if is_used.sum() < rules.least_days:
        return None
    is_used &= np.where(is_used, logs, 0) > np.median(logs[is_used]) + np.log(rules.outage_share)
    used = np.where(is_used, logs, np.nan)
    off = _off_their_week(used)
    pattern = np.array([_median(off[is_used & (weekdays == one)]) for one in range(_DAYS)])
    rest = used - pattern[weekdays]
    recent = rest[-rules.level_days :]
    level = _median(recent[np.isfinite(recent)])
    if not np.isfinite(level):  # an outage as long as the level: what was usual before it
        level = _median(rest[np.isfinite(rest)])
    middle = level + pattern[weekday]
    if not np.isfinite(middle):
        return None
    spread = _MAD_TO_SD * float(np.nanmedian(np.abs(_off_their_week(rest))))
    return float(middle), rules.spreads * max(rules.least_spread, spread)


def _off_their_week(values: np.ndarray) -> np.ndarray:
    """Return how far each day lies from the median of its week; weeks are counted from the end."""
    import numpy as np

    n_weeks = -(-len(values) // _DAYS)
    padded = np.full(n_weeks * _DAYS, np.nan)
    padded[len(padded) - len(values) :] = values
    weeks = padded.reshape(n_weeks, _DAYS)
    is_known = np.isfinite(weeks).any(axis=1)
    weeks[is_known] -= np.nanmedian(weeks[is_known], axis=1, keepdims=True)
    return padded[len(padded) - len(values) :]


def _median(values: np.ndarray) -> float:
    import numpy as np

    return float(np.median(values)) if len(values) else float("nan")


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
