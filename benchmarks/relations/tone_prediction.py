"""Measure how well the tone of a pair foretells what it does next, and what its prior adds.

Run::

    python benchmarks/relations/tone_prediction.py EVENTS... [--warm-up 365] [--grid]

EVENTS are event files of any layout that ``goodoffices load-feed`` takes, or one store folder.
Every 30 days after the warm-up, the mean Goldstein value of each pair's acts of the next 30 days is
foretold from what is known by then: by the tone as shipped, with other priors, and by simple means.
Only pairs with an act in these 30 days count, among them those that never had one before. Printed
are the mean squared error and the correlation, once with each act and once with each pair and month
counting the same, and intervals (95 %, bootstrap over the months) of the differences in error.

First the slow prior is fitted: means of pairs in a year on the distance of their positions in votes
of the General Assembly as known on 1 January. A mean of n acts has variance t^2 + s^2 / n, with s
`SPREAD_GOLDSTEIN` and t the spread of pairs, found so that the weighted residuals have variance 1
(Paule and Mandel, 1982). ``--grid`` tries half-lives and strengths of priors.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from event_files import act_days, tallies_of

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.numbers import tones_of
from goodoffices.relations.daily.priors import YearlyPriors, slow_priors
from goodoffices.relations.daily.state import GOLDSTEIN, fold, start
from goodoffices.relations.daily.tallies import EPOCH
from goodoffices.world import load_world

if TYPE_CHECKING:
    from goodoffices.relations.daily.tallies import Tallies

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

AHEAD_DAYS = 30
WARM_UP_DAYS = 365
N_RESAMPLES = 2000
HALF_LIVES = (15.0, 30.0, 60.0, 90.0, 180.0)
OWN_ACTS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0)
SLOW_ACTS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0)
BISECTIONS = 60
METHODS = (
    "mean of the world",
    "slow prior alone",
    "mean of the last 30 days",
    "mean of the pair so far",
    "tone, prior 0",
    "tone, mean of the world as prior",
    "tone, slow prior (shipped)",
)
"""Means are that of the world where a pair had no act."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecasts:
    """Pairs and months: what came, what each method said, and what the grid needs.

    ``said`` has a row for each method; ``slow`` the acts and Goldstein sum of the past before the
    window, ``fast`` the decayed weights and values by half-life.
    """

    day: Ints
    n: Floats
    mean: Floats
    prior: Floats
    said: Floats
    slow: Floats
    fast: Floats

    def error(self, said: Floats, *, by_act: bool) -> float:
        """Return the mean squared error."""
        return float(np.average((self.mean - said) ** 2, weights=self.n if by_act else None))

    def correlation(self, said: Floats, *, by_act: bool) -> float:
        """Return the correlation; 0 for a constant."""
        weights = self.n if by_act else np.ones(len(self.n))
        found = np.cov(np.vstack([self.mean, said]), aweights=weights)
        scale = float(np.sqrt(found[0, 0] * found[1, 1]))
        return float(found[0, 1]) / scale if scale > 0 else 0.0


def foretell(tallies: Tallies, warm_up: int) -> Forecasts:
    """Return the forecasts of each 30th day, in the order of days and pairs."""
    first, last = int(tallies.days[0]), int(tallies.days[-1])
    priors = YearlyPriors(load_world(), tallies.actors)
    parts = []
    for state, _ in fold(start(tallies.actors, first - 1), tallies, last):
        is_due = (state.day - first + 1 - warm_up) % AHEAD_DAYS == 0
        if not is_due or state.day - first + 1 < warm_up or state.day + AHEAD_DAYS > last:
            continue
        now = _Now(tallies, state.day)
        n, mean = now.ahead()
        places = now.places()
        prior = priors.on(EPOCH + dt.timedelta(days=state.day))
        held = np.nan_to_num(prior[places[0]], nan=c.WORLD_GOLDSTEIN)
        tones = [tones_of(state, places, one).tone / c.TONE_SCALE
                 for one in (np.zeros(len(prior)), None, prior)]  # fmt: skip
        said = [np.full(len(n), c.WORLD_GOLDSTEIN), held, now.mean_of(AHEAD_DAYS),
                now.mean_of(None), *tones]  # fmt: skip
        slow = [sum(state.slow[at][cells] for cells in places) for at in (0, GOLDSTEIN)]
        fast = [now.decayed(half_life) for half_life in HALF_LIVES]
        day = np.full(len(n), state.day)
        parts.append((day, n, mean, held, np.array(said), np.array(slow), np.array(fast)))
    joined = [np.concatenate(one, axis=-1) for one in zip(*parts, strict=True)]
    names = ("day", "n", "mean", "prior", "said", "slow", "fast")
    return Forecasts(**dict(zip(names, joined, strict=True)))


class _Now:
    """The acts of pairs before and after the end of a day."""

    def __init__(self, tallies: Tallies, day: int) -> None:
        self.tallies, self.day = tallies, day
        self.n_actors = len(tallies.actors)
        source, target = np.divmod(tallies.cells, self.n_actors)
        self.pair = np.minimum(source, target) * self.n_actors + np.maximum(source, target)
        ahead = (tallies.days > day) & (tallies.days <= day + AHEAD_DAYS)
        self.n_ahead = self._sum(tallies.counts[0], ahead)
        self.known = np.flatnonzero(self.n_ahead)
        self.g_ahead = self._sum(tallies.sums, ahead)

    def _sum(self, values: Floats, of: Floats) -> Floats:
        return np.bincount(self.pair, values * of, self.n_actors**2)

    def places(self) -> tuple[Ints, Ints]:
        low, high = np.divmod(self.known, self.n_actors)
        return self.known, high * self.n_actors + low

    def ahead(self) -> tuple[Floats, Floats]:
        n = self.n_ahead[self.known]
        return n, self.g_ahead[self.known] / n

    def mean_of(self, n_days: int | None) -> Floats:
        """Return the mean of the last days, or of all, and that of the world where none acted."""
        days = self.tallies.days
        past = days <= self.day if n_days is None else (days <= self.day) & (
            days > self.day - n_days
        )  # fmt: skip
        n = self._sum(self.tallies.counts[0], past)[self.known]
        g = self._sum(self.tallies.sums, past)[self.known]
        return np.where(n > 0, g / np.maximum(n, 1.0), c.WORLD_GOLDSTEIN)

    def decayed(self, half_life: float) -> tuple[Floats, Floats]:
        age = self.day - self.tallies.days
        weight = np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / half_life), 0.0)
        acts, sums = self.tallies.counts[0], self.tallies.sums
        return self._sum(acts, weight)[self.known], self._sum(sums, weight)[self.known]


def tone_with(of: Forecasts, half_life: float, own: float, slow: float) -> Floats:
    """Return the tone in Goldstein points with other settings."""
    weight, value = of.fast[HALF_LIVES.index(half_life)]
    past = (of.slow[1] + slow * of.prior) / (of.slow[0] + slow)
    found: Floats = (value + own * past) / (weight + own)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The slow prior as fitted: level - slope * distance."""

    level: float
    slope: float
    spread: float
    r2: float
    correlation: float
    n: int


def fit_prior(tallies: Tallies) -> Line:
    """Return the line through means of pairs and years, and how well it fits."""
    distance, n, mean = _pair_years(tallies)
    low, high = 0.0, 10.0
    for _ in range(BISECTIONS):
        spread = (low + high) / 2
        weights = 1.0 / (spread**2 + c.SPREAD_GOLDSTEIN**2 / n)
        slope, level = np.polyfit(distance, mean, 1, w=np.sqrt(weights))
        rest = mean - level - slope * distance
        is_wide = (weights * rest**2).sum() > len(n) - 2
        low, high = (spread, high) if is_wide else (low, spread)
    middle = np.average(mean, weights=weights)
    r2 = 1 - np.average(rest**2, weights=weights) / np.average(
        (mean - middle) ** 2, weights=weights
    )
    return Line(level=float(level), slope=-float(slope), spread=spread, r2=float(r2),
                correlation=float(np.sign(slope) * np.sqrt(max(r2, 0.0))), n=len(n))  # fmt: skip


def _pair_years(tallies: Tallies) -> tuple[Floats, Floats, Floats]:
    """Return distances, acts and mean Goldstein values of pairs and years."""
    size = len(tallies.actors)
    source, target = np.divmod(tallies.cells, size)
    pair = np.minimum(source, target) * size + np.maximum(source, target)
    years = np.array([(EPOCH + dt.timedelta(days=one)).year for one in tallies.days.tolist()])
    parts = []
    for year in np.unique(years).tolist():
        line = slow_priors(load_world(), tallies.actors, dt.date(year, 1, 1))
        distance = (c.PRIOR_LEVEL - line) / c.PRIOR_SLOPE
        n = np.bincount(pair, tallies.counts[0] * (years == year), size**2)
        sums = np.bincount(pair, tallies.sums * (years == year), size**2)
        known = np.flatnonzero((n > 0) & ~np.isnan(distance))
        parts.append((distance[known], n[known], sums[known] / n[known]))
    distance, n, mean = (np.concatenate(one) for one in zip(*parts, strict=True))
    return distance, n, mean


def difference(of: Forecasts, one: Floats, other: Floats) -> tuple[float, float, float]:
    """Return by how much the error of one is above that of the other, by act, with its interval."""
    gap = of.n * ((of.mean - one) ** 2 - (of.mean - other) ** 2)
    _, month = np.unique(of.day, return_inverse=True)
    gaps, acts = np.bincount(month, gap), np.bincount(month, of.n)
    draws = np.random.default_rng(0).integers(0, len(acts), (N_RESAMPLES, len(acts)))
    low, high = np.percentile(gaps[draws].sum(axis=1) / acts[draws].sum(axis=1), (2.5, 97.5))
    return float(gaps.sum() / acts.sum()), float(low), float(high)


def report(tallies: Tallies, of: Forecasts) -> str:
    """Return fit, table and differences as text."""
    line = fit_prior(tallies)
    mean = tallies.sums.sum() / tallies.counts[0].sum()
    counted = f"{len(of.n)} pairs and months, {int(of.n.sum())} acts"
    lines = [
        f"{int(tallies.counts[0].sum())} acts, mean Goldstein value {mean:.2f}",
        f"prior: {line.level:.2f} - {line.slope:.2f} * distance; {line.n} pair-years",
        f"r {line.correlation:.2f}, R2 {line.r2:.3f}, spread of pairs {line.spread:.2f}",
        "",
        f"| {counted} | error by act | r | error by pair | r |",
        "|---|---|---|---|---|",
    ]
    for name, said in zip(METHODS, of.said, strict=True):
        cells = [f"{one(said, by_act=by_act):.2f}" for by_act in (True, False)
                 for one in (of.error, of.correlation)]  # fmt: skip
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines.append("")
    for one, other in ((6, 5), (6, 4), (5, 4)):
        gap, low, high = difference(of, of.said[one], of.said[other])
        lines.append(f"{METHODS[one]} - {METHODS[other]}: {gap:+.3f} [{low:+.3f}, {high:+.3f}]")
    return "\n".join(lines) + "\n"


def grid(of: Forecasts) -> str:
    """Return the best settings, the best of each half-life, and the shipped ones, by act."""
    found = sorted(
        (of.error(tone_with(of, *one), by_act=True), one)
        for one in product(HALF_LIVES, OWN_ACTS, SLOW_ACTS)
    )
    lines = ["", "| half-life | own past | slow prior | error by act | against shipped |",
             "|---|---|---|---|---|"]  # fmt: skip
    best = {half_life: next(row for row in found if row[1][0] == half_life)
            for half_life in HALF_LIVES}  # fmt: skip
    shipped = (c.TONE_HALF_LIFE_DAYS, c.OWN_PAST_ACTS, c.SLOW_PRIOR_ACTS)
    kept = tone_with(of, *shipped)
    rows = [*found[:5], *best.values(), (of.error(kept, by_act=True), shipped)]
    for error, one in dict.fromkeys(rows):
        gap, low, high = difference(of, tone_with(of, *one), kept)
        cells = " | ".join(f"{number:g}" for number in one)
        lines.append(f"| {cells} | {error:.3f} | {gap:+.3f} [{low:+.3f}, {high:+.3f}] |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path, nargs="+")
    parser.add_argument("--warm-up", type=int, default=WARM_UP_DAYS)
    parser.add_argument("--grid", action="store_true")
    given = parser.parse_args()
    tallies = tallies_of(act_days(given.events))
    of = foretell(tallies, given.warm_up)
    sys.stdout.write(report(tallies, of))
    if given.grid:
        sys.stdout.write(grid(of))


if __name__ == "__main__":
    main()
