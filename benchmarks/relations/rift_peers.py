"""Simple ways to see a rift or a thaw coming, as others use them, on the same series of pairs.

Each gives a score to each day of a pair with an act, high where the relation seems to change; the
alarms are then raised in the same way for all. For a thaw hostile acts become conciliatory ones and
worse becomes better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from event_files import PairDays

    Floats = np.ndarray[Any, np.dtype[np.float64]]

    Kind = Literal["rift", "thaw"]
    Peer = Callable[[PairDays, Kind], Floats]

MONTH, YEAR, FORTNIGHT = 28, 365, 14
LEAST_ACTS = 3
"""Acts in the newest four weeks that a share needs to mean anything."""
RISE = 2.0
"""The rise of the rate that the CUSUM looks for."""
FLOOR_ACTS = 0.5
"""Acts a year that the CUSUM takes at least, so that the first act is not infinitely odd."""


def mean_goldstein(series: PairDays, kind: Kind) -> Floats:
    """Return how far the mean of four weeks lies below (thaw: above) that of the year before."""
    now = _mean(series, MONTH)
    past = _mean(series, YEAR, MONTH)
    return _worse(past - now, kind)


def sum_goldstein_z(series: PairDays, kind: Kind) -> Floats:
    """Return how many standard deviations the sum of four weeks lies below that of the year.

    The standard deviation of a day is that of the year before, at least that of one act of 1 a
    month.
    """
    now = series.sums(series.goldstein, MONTH)
    mean = series.sums(series.goldstein, YEAR, MONTH) / YEAR
    square = series.sums(series.goldstein**2, YEAR, MONTH) / YEAR
    spread = np.sqrt(np.maximum(square - mean**2, 1.0 / MONTH))
    return _worse((MONTH * mean - now) / (np.sqrt(MONTH) * spread), kind)


def hostile_share(series: PairDays, kind: Kind) -> Floats:
    """Return the rise of the share of hostile (thaw: conciliatory) acts over the year before."""
    values = _acts(series, kind)
    n = series.sums(series.n, MONTH)
    past = series.sums(series.n, YEAR, MONTH)
    now = series.sums(values, MONTH) / np.maximum(n, 1.0)
    before = series.sums(values, YEAR, MONTH) / np.maximum(past, 1.0)
    return np.where(n >= LEAST_ACTS, now - before, 0.0)


def poisson_cusum(series: PairDays, kind: Kind) -> Floats:
    """Return the CUSUM of hostile (thaw: conciliatory) acts for a rate that doubles.

    C = max(0, C' - gap mu (r - 1)) + x ln r, with x the acts of the day, gap the days since the
    last one and mu the acts a day in the year before the last four weeks. Reference: Lucas (1985),
    Technometrics 27(2).
    """
    values = _acts(series, kind)
    rate = (series.sums(values, YEAR, MONTH) + FLOOR_ACTS) / YEAR
    gap = np.diff(series.day, prepend=series.day[:1])
    loss = gap * rate * (RISE - 1.0)
    gain = values * np.log(RISE)
    begins = np.flatnonzero(np.diff(series.pair, prepend=-1))
    sizes = np.diff(np.append(begins, len(series.pair)))
    found = np.zeros(len(series.pair))
    order = np.argsort(-sizes, kind="stable")
    begins, sizes = begins[order], sizes[order]
    held = np.zeros(len(begins))
    for step in range(int(sizes.max(initial=0))):
        n_open = int(np.searchsorted(-sizes, -step, side="left"))
        at = begins[:n_open] + step
        drop = loss[at] if step else 0.0
        held[:n_open] = np.maximum(0.0, held[:n_open] - drop) + gain[at]
        found[at] = held[:n_open]
    return np.where(values > 0, found, 0.0)


def fortnights(series: PairDays, kind: Kind) -> Floats:
    """Return how far the mean of 14 days lies below (thaw: above) that of the 14 days before."""
    return _worse(_mean(series, FORTNIGHT, FORTNIGHT) - _mean(series, FORTNIGHT), kind)


def by_chance(series: PairDays, kind: Kind, seed: int = 0) -> Floats:
    """Return a score drawn at random."""
    del kind
    return np.random.default_rng(seed).random(len(series.pair))


PEERS: dict[str, Peer] = {
    "mean Goldstein, 4 weeks against the year before": mean_goldstein,
    "sum of Goldstein values, z": sum_goldstein_z,
    "share of hostile acts": hostile_share,
    "Poisson CUSUM of hostile acts": poisson_cusum,
    "14-day mean against the 14 days before": fortnights,
    "random": by_chance,
}


def _mean(series: PairDays, n_days: int, lag: int = 0) -> Floats:
    """Return the mean Goldstein value of acts in a window, 0 without any."""
    n = series.sums(series.n, n_days, lag)
    return series.sums(series.goldstein, n_days, lag) / np.maximum(n, 1.0)


def _worse(drop: Floats, kind: Kind) -> Floats:
    return np.maximum(0.0, drop if kind == "rift" else -drop)


def _acts(series: PairDays, kind: Kind) -> Floats:
    return series.hostile if kind == "rift" else series.conciliatory
