"""From draws by month to a value with interval and trend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.alignment import settings as c
from goodoffices.relations.alignment.records import Measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["measured", "of_few", "steadiness"]

MONTHS_A_YEAR = 12


def measured(draws: Floats | None, months: Sequence[int] | None, why_not: str) -> Measured:
    """Return the mean of the draws of the last month, their interval, and the trend a year.

    ``draws`` has the axes draw and month, NaN where not known; ``months`` numbers the months. The
    trend is the slope of a least-squares line through the known months, None if they are too few.
    """
    nothing = Measured(
        value=None,
        low=None,
        high=None,
        trend=None,
        trend_low=None,
        trend_high=None,
        why_not=why_not or "not known in the last month",
    )
    if why_not or draws is None or months is None:
        return nothing
    now = draws[~np.isnan(draws[:, -1]), -1]
    if not len(now):
        return nothing
    value, low, high = _summary(now)
    slopes = _slopes(draws, np.array(months))
    trend, trend_low, trend_high = (None, None, None) if slopes is None else _summary(slopes)
    return Measured(
        value=value,
        low=low,
        high=high,
        trend=trend,
        trend_low=trend_low,
        trend_high=trend_high,
        why_not="",
    )


def of_few(found: Measured, shares: Floats, n: int, random: np.random.Generator) -> Measured:
    """Return a share of n cases with an interval that also knows how few they are.

    Each draw of the share k / n is drawn again from a beta distribution with k + 1/2 and
    n - k + 1/2 (Jeffreys' prior): three of three cases do not show that all cases are alike.
    """
    if found.value is None:
        return found
    again = random.beta(shares * n + 0.5, n - shares * n + 0.5)
    low, high = np.quantile(again, [(1 - c.SHARE) / 2, (1 + c.SHARE) / 2]).tolist()
    return replace(found, low=min(low, found.value), high=max(high, found.value))


def steadiness(draws: Floats, why_not: str) -> Measured:
    """Return 1 - 2 s for the standard deviation s of the monthly values: 1 if they never move.

    The deviation of numbers from 0 to 1 is 0.5 at most, so the value lies between 0 and 1. It has
    no trend of its own.
    """
    n_known = int((~np.isnan(draws)).any(axis=0).sum())
    if not why_not and n_known < c.MIN_MONTHS:
        why_not = f"{n_known} months known, fewer than {c.MIN_MONTHS}"
    deviations = None if why_not else (1 - 2 * np.nanstd(draws, axis=1))[:, None]
    return measured(deviations, [0], why_not)


def _summary(values: Floats) -> tuple[float, float, float]:
    """Return mean and interval; the interval is widened to hold the mean of skewed draws."""
    mean = float(values.mean())
    low, high = np.quantile(values, [(1 - c.SHARE) / 2, (1 + c.SHARE) / 2]).tolist()
    return mean, min(low, mean), max(high, mean)


def _slopes(draws: Floats, months: Floats) -> Floats | None:
    """Return the slope a year of each draw over the months that it knows; None if too few."""
    is_known = ~np.isnan(draws)
    enough = is_known.sum(axis=1) >= c.MIN_MONTHS
    if not enough.any():
        return None
    known, values = is_known[enough], np.nan_to_num(draws[enough])
    count = known.sum(axis=1)
    x_mean = (known * months).sum(axis=1) / count
    y_mean = values.sum(axis=1) / count
    x = np.where(known, months - x_mean[:, None], 0.0)
    y = np.where(known, values - y_mean[:, None], 0.0)
    slopes: Floats = (x * y).sum(axis=1) / (x**2).sum(axis=1) * MONTHS_A_YEAR
    return slopes
