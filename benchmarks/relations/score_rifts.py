"""Score alarms on rifts and thaws against a table of known ones, beside simple peers.

Run::

    python benchmarks/relations/score_rifts.py EVENTS... --rifts TABLE
        [--alarms 25 50 100 200] [--warm-up 180] [--confidence high]
        [--misses [50]] [--json]

EVENTS are event files of any layout that ``goodoffices load-feed`` takes, or one store folder.
TABLE is laid out like ``rifts_2018.csv`` beside this file. Each method gives a score to each day of
each pair with an act; a budget of alarms a year, world-wide, sets its threshold over the very span
that is scored, so all methods raise about the same number of alarms.

A rift is *covered* when its pair is in the events at all, and *findable* when either side did a
hostile act (CAMEO roots 11-20) from the day of its onset to 56 days after: this was laid down
before any table was scored, is asked of each table in the same way, and depends on no score. It is
*found* when its pair alarms in those days; the delay is that of the first such alarm. A thaw is
findable with a conciliatory act (roots 03-06, 08). Shares are of the findable; a second row counts
what was found of all that the table has in the span, findable or not.

Thaws are asked for twice: of pairs that are strained by the rule of the program, and of pairs that
the table says are in a rift, from the onset to 56 days after the thaw; these are few, so they get a
tenth of the alarms. Alarms outside the table count for nothing, for no table is complete. Intervals
are 95 % by bootstrap over episodes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
from event_files import act_days, pair_days, tallies_of
from rift_peers import PEERS, by_chance
from rift_table import CONFIDENCES, Rift, read_rifts

from goodoffices.relations.daily.alarms import alarm_scores, alarms_above, threshold_for
from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tallies import EPOCH
from goodoffices.relations.daily.walk import walk
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from event_files import PairDays

    from goodoffices.relations.daily.alarms import Alarm
    from goodoffices.relations.daily.tallies import Tallies

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Kind = Literal["rift", "thaw"]

WITHIN_DAYS = 56
EARLY_DAYS = 7
BUDGETS = (25.0, 50.0, 100.0, 200.0)
WARM_UP_DAYS = 180
N_RESAMPLES = 2000
N_CHANCES = 10
OURS = "goodoffices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked for: rifts, or thaws; of which pairs; and which share of the budget it has."""

    title: str
    kind: Kind
    is_by_table: bool = False
    share: float = 1.0


TASKS = (
    Task(title="Rifts", kind="rift"),
    Task(title="Thaws of strained pairs", kind="thaw"),
    Task(title="Thaws of pairs in a rift by the table", kind="thaw", is_by_table=True, share=0.1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A rift or a thaw of the table in the span that is scored."""

    pair: tuple[str, str]
    day: dt.date
    episode: str
    what: str
    is_covered: bool
    is_findable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one method found of one task at one budget; intervals are 95 %."""

    task: str = ""
    method: str = ""
    budget: float
    threshold: float
    n_alarms: float
    n_findable: int
    n_found: float
    n_all: int
    n_found_of_all: float
    share: float
    share_low: float
    share_high: float
    median_delay: float | None
    n_found_early_too: float
    """Found when alarms up to 7 days before the onset count as well."""
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """The days of pairs, what the program says of them, and the span that is scored."""

    series: PairDays
    walked: pa.Table
    since: dt.date
    until: dt.date


def walk_pairs(tallies: Tallies, warm_up_days: int) -> Scored:
    """Return the numbers of the program for each day of each pair with an act."""
    first, last = int(tallies.days[0]), int(tallies.days[-1])
    walked = walk(start(tallies.actors, first - 1), tallies, last).pairs.unify_dictionaries()
    places = [walked[side].combine_chunks().indices.to_numpy() for side in ("low", "high")]
    order = np.lexsort((walked["day"].cast(pa.int32()).to_numpy(), places[1], places[0]))
    series = pair_days(tallies)
    walked = walked.take(pa.array(order))
    if not np.array_equal(walked["day"].cast(pa.int32()).to_numpy(), series.day):
        raise SystemExit("the walk and the series of pairs do not have the same days")
    return Scored(
        series=series,
        walked=walked,
        since=EPOCH + dt.timedelta(days=first + warm_up_days),
        until=EPOCH + dt.timedelta(days=last),
    )


def cases_of(rifts: Sequence[Rift], kind: Kind, scored: Scored) -> list[Case]:
    """Return the rifts or thaws of a table that begin in the span that is scored."""
    series = scored.series
    values = series.hostile if kind == "rift" else series.conciliatory
    found = []
    for rift in rifts:
        day = rift.onset if kind == "rift" else rift.thaw_start
        if day is None or not scored.since <= day <= scored.until:
            continue
        offsets = series.days_of(rift.pair, values) - (day - EPOCH).days
        found.append(
            Case(
                pair=rift.pair,
                day=day,
                episode=rift.episode or f"{'-'.join(rift.pair)} {rift.onset}",
                what=rift.trigger if kind == "rift" else rift.thaw_step or rift.trigger,
                is_covered=rift.pair in series.pairs,
                is_findable=bool(((offsets >= 0) & (offsets <= WITHIN_DAYS)).any()),
            )
        )
    return found


def in_rift(rifts: Sequence[Rift], series: PairDays) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return for each day of the series whether the table says that the pair is in a rift."""
    places = {pair: at for at, pair in enumerate(series.pairs)}
    found = np.zeros(len(series.day), bool)
    for rift in rifts:
        if rift.pair not in places:
            continue
        first = (rift.onset - EPOCH).days
        last = (rift.thaw_start - EPOCH).days + WITHIN_DAYS if rift.thaw_start else np.inf
        is_in = (series.day >= first) & (series.day <= last)
        found |= is_in & (series.pair == places[rift.pair])
    return found


def score_rows(scored: Scored, kind: Kind, scores: Floats | None) -> pa.Table:
    """Return the rows of the walk, with the scores of a peer in place of the program's.

    What broken ties add to a score of the program depends on its surprises: a peer has none.
    """
    rows = scored.walked
    if scores is None:
        return rows
    none = np.zeros(rows.num_rows)
    swapped = {f"score_{kind}": scores, "surprise_conciliatory": none, "surprise_steps": none}
    for name, values in swapped.items():
        rows = rows.set_column(rows.column_names.index(name), name, pa.array(values))
    return rows


def result_of(
    rows: pa.Table, kind: Kind, cases: Sequence[Case], budget: float, scored: Scored
) -> Result:
    """Return what the alarms of some rows find at a budget."""
    scores = alarm_scores(rows, kind, load_world().broken_ties)
    threshold = threshold_for(scores, budget, scored.since, scored.until)
    alarms = [one for one in alarms_above(scores, threshold) if one.day >= scored.since]
    findable = [case for case in cases if case.is_findable]
    delays = [_delay(case, alarms, 0) for case in findable]
    found = [delay for delay in delays if delay is not None]
    low, high = _interval(findable, delays)
    return Result(
        budget=budget,
        threshold=threshold,
        n_alarms=len(alarms),
        n_findable=len(findable),
        n_found=len(found),
        n_all=len(cases),
        n_found_of_all=sum(_delay(case, alarms, 0) is not None for case in cases),
        share=len(found) / max(1, len(findable)),
        share_low=low,
        share_high=high,
        median_delay=statistics.median(found) if found else None,
        n_found_early_too=sum(_delay(one, alarms, -EARLY_DAYS) is not None for one in findable),
        missed=tuple(
            f"{'-'.join(case.pair)} {case.day} {case.what}"
            for case, delay in zip(findable, delays, strict=True)
            if delay is None
        ),
    )


def _delay(case: Case, alarms: Sequence[Alarm], earliest: int) -> int | None:
    """Return the days from a case to the first alarm of its pair that counts."""
    offsets = [(one.day - case.day).days for one in alarms if (one.low, one.high) == case.pair]
    return min((one for one in offsets if earliest <= one <= WITHIN_DAYS), default=None)


def _interval(cases: Sequence[Case], delays: Sequence[int | None]) -> tuple[float, float]:
    """Return the 95 % interval of the share found, by drawing episodes with replacement."""
    names = sorted({case.episode for case in cases})
    if not names:
        return 0.0, 1.0
    at = {name: place for place, name in enumerate(names)}
    counts = np.zeros((2, len(names)))
    for case, delay in zip(cases, delays, strict=True):
        counts[:, at[case.episode]] += (delay is not None, 1)
    draws = np.random.default_rng(0).integers(len(names), size=(N_RESAMPLES, len(names)))
    found, all_ = counts[:, draws].sum(axis=2)
    low, high = np.quantile(found / all_, (0.025, 0.975))
    return float(low), float(high)


def score(scored: Scored, rifts: Sequence[Rift], budgets: Sequence[float]) -> list[Result]:
    """Return the results of all methods in all tasks at all budgets."""
    found: list[Result] = []
    asked = in_rift(rifts, scored.series)
    for task in TASKS:
        cases = cases_of(rifts, task.kind, scored)
        for method in (OURS, *PEERS):
            drawn = [
                score_rows(scored, task.kind, _scores(method, task.kind, scored, seed))
                for seed in range(N_CHANCES if method == "random" else 1)
            ]
            if task.is_by_table:
                drawn = [_strained(rows).filter(pa.array(asked)) for rows in drawn]
            for budget in budgets:
                n = budget * task.share
                mean = _mean_of([result_of(rows, task.kind, cases, n, scored) for rows in drawn])
                found.append(replace(mean, task=task.title, method=method))
    return found


def _scores(method: str, kind: Kind, scored: Scored, seed: int) -> Floats | None:
    if method == OURS:
        return None
    if method == "random":
        return by_chance(scored.series, kind, seed)
    return PEERS[method](scored.series, kind)


def _strained(rows: pa.Table) -> pa.Table:
    """Return rows of which each counts as strained: the table says it."""
    at = rows.column_names.index("strain")
    return rows.set_column(at, "strain", pa.array(np.ones(rows.num_rows)))


def _mean_of(drawn: Sequence[Result]) -> Result:
    if len(drawn) == 1:
        return drawn[0]
    names = (
        "n_alarms", "n_found", "n_found_of_all", "share", "share_low", "share_high",
        "n_found_early_too",
    )  # fmt: skip
    means = {name: statistics.mean(getattr(one, name) for one in drawn) for name in names}
    delays = [one.median_delay for one in drawn if one.median_delay is not None]
    middle = statistics.median(delays) if delays else None
    return replace(drawn[0], **means, median_delay=middle, missed=())


def table_of(results: Sequence[Result], task: str) -> list[str]:
    """Return a table of methods by budgets: found, share with interval, median delay."""
    rows = [one for one in results if one.task == task]
    budgets = sorted({one.budget for one in rows})
    lines = [
        f"| {task} | " + " | ".join(f"{one:g} alarms a year" for one in budgets) + " |",
        "|---|" + "---|" * len(budgets),
    ]
    for method in dict.fromkeys(one.method for one in rows):
        cells = [next(r for r in rows if (r.method, r.budget) == (method, b)) for b in budgets]
        lines.append(f"| {method} | " + " | ".join(_cell(one) for one in cells) + " |")
    ours = [one for one in rows if one.method == OURS]
    of_all = " | ".join(
        f"{one.n_found_of_all:g} of {one.n_all} ({one.n_found_of_all / max(1, one.n_all):.2f})"
        for one in ours
    )
    early = " | ".join(f"{one.n_found_early_too:g}" for one in ours)
    return [*lines, f"| {OURS}, of all in the span | {of_all} |",
            f"| {OURS}, from 7 days before on | {early} |"]  # fmt: skip


def _cell(one: Result) -> str:
    delay = "-" if one.median_delay is None else f"{one.median_delay:g} d"
    return (
        f"{one.n_found:.3g} of {one.n_findable} "
        f"({one.share:.2f} [{one.share_low:.2f}, {one.share_high:.2f}]), {delay}"
    )


def print_report(scored: Scored, rifts: Sequence[Rift], results: Sequence[Result]) -> None:
    """Print what is in the span, the tables and the thresholds."""
    series = scored.series
    print(f"{scored.since} to {scored.until}: {len(series.pairs):,} pairs, "
          f"{len(series.day):,} days of pairs, {int(series.n.sum()):,} acts")  # fmt: skip
    for task in TASKS[:2]:
        cases = cases_of(rifts, task.kind, scored)
        n_covered, n_findable = (
            sum(getattr(case, name) for case in cases) for name in ("is_covered", "is_findable")
        )
        print(f"{task.kind}s in the span {len(cases)}, pair covered {n_covered}, "
              f"findable {n_findable}")  # fmt: skip
    for task in TASKS:
        print("", *table_of(results, task.title), sep="\n")
        ours = [one for one in results if (one.task, one.method) == (task.title, OURS)]
        print("\nthresholds:", *(f"{one.budget:g}: {one.threshold:.2f} ({one.n_alarms:g} alarms)"
                                 for one in ours))  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("events", type=Path, nargs="+")
    parser.add_argument("--rifts", type=Path, required=True)
    parser.add_argument("--alarms", type=float, nargs="+", default=BUDGETS)
    parser.add_argument("--warm-up", type=int, default=WARM_UP_DAYS, help="days not scored")
    parser.add_argument("--confidence", choices=CONFIDENCES, nargs="+", default=CONFIDENCES)
    parser.add_argument("--misses", type=float, nargs="?", const=50.0, metavar="ALARMS",
                        help="list what the program misses at a budget (50)")  # fmt: skip
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    begun = time.process_time()
    scored = walk_pairs(tallies_of(act_days(asked.events)), asked.warm_up)
    rifts = [one for one in read_rifts(asked.rifts) if one.confidence in asked.confidence]
    results = score(scored, rifts, asked.alarms)
    if asked.json:
        print(json.dumps([asdict(one) for one in results], indent=1))
        return 0
    print_report(scored, rifts, results)
    shares = {task.title: task.share for task in TASKS}
    for one in results:
        if one.method == OURS and one.budget == (asked.misses or 0) * shares[one.task]:
            print(f"\nmissed, {one.task}:", *(one.missed or ["none"]), sep="\n  ")
    print(f"\n{time.process_time() - begun:.0f} s of CPU", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
