"""Count alarms in a world in which nothing changes, with a real volume curve and its outages.

Run::

    python benchmarks/relations/false_alarms.py [--curve gsci_data.csv] [--events FILE...]

2,016 pairs of 64 made-up states go on for six and a half years as they always did; the first half
year teaches and is not scored. The volume of the feed follows the public curve of GDELT
(GSCI-Tracker, CC BY 4.0), with its weekdays, trend and the outages of January 2020 and June 2025;
without the file it follows a made curve of the same shape, and the output says so. Days on which
less than half of the usual volume is in are paused, as the program pauses them.

How busy pairs are, and how hostile, is drawn from those in event files, or else from distributions
fitted to ICEWS 2018: acts a day lognormal, share of hostile acts beta. Of hostile acts 14 % are
ruptures and of conciliatory ones 7 % steps that cost something, as in ICEWS 2021-2023. Three worlds
differ in how acts come:

- *independent*: each act for itself, Poisson;
- *stories*: acts of one pair and day come together, 1.7 on average (geometric), and half of them
  are of the kind of the first, as in ICEWS 2018 (1.6 to 2.1, and 0.4 to 0.6);
- *busy weeks*: stories, and the rate of each pair and week is Gamma with a squared coefficient of
  variation of 0.5, so that counts are negative binomial. In ICEWS 2018 four weeks in a row vary
  more, but there things did change.

``--capped`` counts acts of one kind between the same two on the same day once, to see what that
would change.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.feeds.volume import usual_volumes
from goodoffices.ledger.health import PAUSE_SHARE
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.alarms import alarm_scores, alarms_above
from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tallies import EPOCH, Tallies
from goodoffices.relations.daily.walk import walk

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "feeds"))
from health_curve import OUTAGES, Curve, read_curve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.relations.daily.alarms import Alarm

    Floats = np.ndarray[Any, np.dtype[np.float64]]

FIRST, LAST = dt.date(2019, 7, 1), dt.date(2025, 12, 31)
CURVE_FROM = FIRST - dt.timedelta(days=100)
WARM_UP_DAYS = 184
N_STATES = 64
STORY_ACTS = 1.7
SAME_KIND = 0.5
WEEK_VARIANCE = 0.5
RATE_LOG_MEAN, RATE_LOG_SPREAD, FITTED_DAYS = 1.474, 1.256, 304
HOSTILE_BETA = (0.4, 2.2)
RUPTURE_OF_HOSTILE = 0.14
STEPS_OF_CONCILIATORY = 0.07
CONCILIATORY_OF_REST = 0.85
THRESHOLDS = (4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 11.5, 12.0, 14.0, 14.5)
AFTER_DAYS = 14
GOAL = 1.0
WORLDS = ("independent", "stories", "busy weeks")
VALUES = np.array([0.0, 3.2, 6.5, -4.0, -5.5])
"""Goldstein values of acts of each kind, near their means: plain, conciliatory, steps that cost
something, hostile, ruptures."""
N_KINDS = len(VALUES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """How each pair goes on: acts a day; shares of acts of each kind, as in `VALUES`."""

    rates: Floats
    shares: Floats


def made_pairs(n: int, rng: np.random.Generator) -> Pairs:
    """Return pairs as busy and as hostile as those fitted to ICEWS 2018."""
    rates = np.exp(rng.normal(RATE_LOG_MEAN, RATE_LOG_SPREAD, n)) / FITTED_DAYS
    return Pairs(rates=rates, shares=_shares(rng.beta(*HOSTILE_BETA, n)))


def drawn_pairs(files: Sequence[Path], n: int, rng: np.random.Generator) -> Pairs:
    """Return pairs drawn from those of event files."""
    from event_files import act_days, pair_days, tallies_of

    series = pair_days(tallies_of(act_days(files)))
    n_days = int(series.day.max() - series.day.min()) + 1
    totals, hostile = (np.bincount(series.pair, one) for one in (series.n, series.hostile))
    chosen = rng.integers(len(totals), size=n)
    own = (hostile + c.STRAIN_ACTS * c.WORLD_HOSTILE_SHARE) / (totals + c.STRAIN_ACTS)
    return Pairs(rates=totals[chosen] / n_days, shares=_shares(own[chosen]))


def _shares(hostile: Floats) -> Floats:
    friendly = (1.0 - hostile) * CONCILIATORY_OF_REST
    steps, ruptures = friendly * STEPS_OF_CONCILIATORY, hostile * RUPTURE_OF_HOSTILE
    plain = 1.0 - hostile - friendly
    return np.stack([plain, friendly - steps, steps, hostile - ruptures, ruptures], axis=1)


def made_curve(rng: np.random.Generator) -> Curve:
    """Return a curve of the shape of GDELT's: weekdays, a falling trend, the two outages."""
    n = (LAST - CURVE_FROM).days + 1
    days = [CURVE_FROM + dt.timedelta(days=at) for at in range(n)]
    week = np.array([1.1, 1.15, 1.15, 1.15, 1.1, 0.7, 0.65])
    volumes = 250_000 * week[[day.weekday() for day in days]] * np.linspace(1.0, 0.6, n)
    volumes *= np.exp(rng.normal(0, 0.06, n))
    for first, last, _ in OUTAGES:
        is_out = [first <= day.isoformat() <= last for day in days]
        volumes[is_out] *= 0.01
    return Curve(days=days, volumes=volumes)


def part_of(curve: Curve, first: dt.date, last: dt.date) -> Curve:
    """Return the days of a curve from first to last."""
    begin, end = curve.days.index(first), curve.days.index(last) + 1
    return Curve(days=curve.days[begin:end], volumes=curve.volumes[begin:end])


def paused_days(curve: Curve) -> set[dt.date]:
    """Return the days on which less than half of the usual volume is in, as the program says."""
    usual = usual_volumes(curve.volumes)
    is_low = curve.volumes < PAUSE_SHARE * usual.expected
    return {day for day, low in zip(curve.days, is_low, strict=True) if low}


def made_acts(pairs: Pairs, volumes: Floats, world: str, rng: np.random.Generator) -> Floats:
    """Return counts, axes (pair, day, kind of act), in a world in which nothing changes."""
    n_pairs, n_days = len(pairs.rates), len(volumes)
    rate = np.outer(pairs.rates, volumes / volumes.mean())
    if world == "busy weeks":
        n_weeks = -(-n_days // 7)
        busy = rng.gamma(1 / WEEK_VARIANCE, WEEK_VARIANCE, (n_pairs, n_weeks))
        rate *= np.repeat(busy, 7, axis=1)[:, :n_days]
    story = 1.0 if world == "independent" else STORY_ACTS
    at = np.repeat(np.arange(n_pairs * n_days), rng.poisson(rate / story).ravel())
    sizes = rng.geometric(1 / story, len(at))
    kinds = _kinds(pairs.shares[at // n_days], rng)
    follows = np.repeat(at, sizes - 1)
    others = _kinds(pairs.shares[follows // n_days], rng)
    is_same = rng.random(len(follows)) < SAME_KIND
    others = np.where(is_same, np.repeat(kinds, sizes - 1), others)
    places = np.concatenate([at, follows]) * N_KINDS + np.concatenate([kinds, others])
    counts = np.bincount(places, minlength=n_pairs * n_days * N_KINDS)
    return counts.reshape(n_pairs, n_days, N_KINDS).astype(float)


def _kinds(shares: Floats, rng: np.random.Generator) -> np.ndarray[Any, np.dtype[np.int64]]:
    draw = rng.random(len(shares))[:, None]
    return (draw > np.cumsum(shares, axis=1)[:, :-1]).sum(axis=1)


def tallies_of_counts(counts: Floats, first: dt.date, rng: np.random.Generator) -> Tallies:
    """Return the tallies of acts of pairs, each act done by either side alike."""
    n = N_STATES
    sides = np.array(list(combinations(range(n), 2)))
    lower = rng.binomial(counts.astype(np.int64), 0.5).astype(float)
    parts = []
    for ends, own in (((0, 1), lower), ((1, 0), counts - lower)):
        pair, day = np.nonzero(own.sum(axis=2))
        cells = sides[pair, ends[0]] * n + sides[pair, ends[1]]
        parts.append((day + (first - EPOCH).days, cells, own[pair, day]))
    days, cells, kinds = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((cells, days))
    days, cells, kinds = days[order], cells[order], kinds[order]
    _, friendly, steps, mild, ruptures = kinds.T
    of = {
        "all": kinds.sum(axis=1),
        "hostile": mild + ruptures,
        "rupture": ruptures,
        "conciliatory": friendly + steps,
        "steps": steps,
    }
    names = tuple(f"S{at:02}" for at in range(n))
    counts = np.array([of[one] for one in c.CLASSES])
    return Tallies(actors=names, days=days, cells=cells, counts=counts,
                   sums=kinds @ VALUES, squares=kinds @ VALUES**2)  # fmt: skip


def outage_days() -> set[dt.date]:
    """Return all days of the known outages."""
    found = set()
    for first, last, _ in OUTAGES:
        one, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        found |= {one + dt.timedelta(days=at) for at in range((end - one).days + 1)}
    return found


def rows_of(alarms: dict[float, list[Alarm]], n_pairs: int) -> list[str]:
    """Return a line for each threshold: alarms per 100 pair-years, inside outages, just after."""
    since = FIRST + dt.timedelta(days=WARM_UP_DAYS)
    years = ((LAST - since).days + 1) / 365.25 * n_pairs / 100
    out = outage_days()
    after = {day + dt.timedelta(days=n) for day in out for n in range(1, AFTER_DAYS + 1)} - out
    lines = []
    for threshold, found in alarms.items():
        days = [one.day for one in found if one.day >= since]
        n_in, n_after = sum(day in out for day in days), sum(day in after for day in days)
        lines.append(f"| {threshold:g} | {len(days) / years:.2f} | {n_in} | {n_after} |")
    return lines


def main(argv: Sequence[str]) -> int:
    """Simulate the three worlds and print what alarms in them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--curve", type=Path, help="date,total_sources of GSCI-Tracker")
    parser.add_argument("--events", type=Path, nargs="+", help="draw pairs from event files")
    parser.add_argument("--worlds", choices=WORLDS, nargs="+", default=WORLDS)
    parser.add_argument("--capped", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(argv)
    rng = np.random.default_rng(asked.seed)
    curve = read_curve(asked.curve) if asked.curve else made_curve(rng)
    print("volume:", asked.curve.name if asked.curve else "a made curve, no measured one was given")
    n_pairs = N_STATES * (N_STATES - 1) // 2
    pairs = drawn_pairs(asked.events, n_pairs, rng) if asked.events else made_pairs(n_pairs, rng)
    print("pairs:", "drawn from event files" if asked.events else "drawn from fitted distributions")
    paused = paused_days(part_of(curve, CURVE_FROM, LAST))
    scored = part_of(curve, FIRST, LAST)
    print(f"{n_pairs:,} pairs, {FIRST} to {LAST}; {len(outage_days() & set(scored.days))} days of "
          f"outage, {len(paused & set(scored.days))} days paused")  # fmt: skip
    for world in asked.worlds:
        counts = made_acts(pairs, scored.volumes, world, rng)
        tallies = tallies_of_counts(counts, FIRST, rng)
        if asked.capped:
            tallies = replace(tallies, counts=np.minimum(tallies.counts, 1.0))
        first, last = ((day - EPOCH).days for day in (FIRST, LAST))
        rows = walk(start(tallies.actors, first - 1), tallies, last,
                    is_paused=paused.__contains__).pairs  # fmt: skip
        for kind in ("rift", "thaw"):
            scores = alarm_scores(rows, kind)
            found = {one: alarms_above(scores, one) for one in THRESHOLDS}
            print(f"\n{world}: {int(counts.sum()):,} acts; {kind} alarms\n")
            print("| threshold | per 100 pair-years | inside outages | 14 days after |")
            print("|---|---|---|---|", *rows_of(found, n_pairs), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
