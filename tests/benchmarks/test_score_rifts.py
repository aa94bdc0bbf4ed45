"""The scorecard of rifts: what is found, covered and findable, and peers beside a plain sum."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from event_files import PairDays, act_days, pair_days, tallies_of
from rift_peers import MONTH, PEERS, YEAR, mean_goldstein, poisson_cusum
from rift_table import Rift
from score_rifts import OURS, cases_of, in_rift, score, walk_pairs

from goodoffices.relations.daily.tallies import EPOCH

if TYPE_CHECKING:
    from pathlib import Path

FIRST = dt.date(2010, 1, 1)
N_DAYS = 500
ONSET = FIRST + dt.timedelta(days=400)
THAW = FIRST + dt.timedelta(days=460)
STATES = ("Peru", "Ghana", "Chad", "Togo", "Nepal", "Laos")


def write_world(path: Path) -> None:
    """Write a world of calm talk in which Ghana and Togo fall out, and make it up."""
    lines = []
    for n in range(N_DAYS):
        day = FIRST + dt.timedelta(days=n)
        one, other = STATES[n % 6], STATES[(n // 6 + n + 1) % 6]
        if one != other:
            lines.append((one, "Consult", other, day))
        if n % 9 == 0 and one != other:
            lines.append((other, "Criticize or denounce", one, day))
        if n % 40 == 0:
            lines.append(("Ghana", "Make statement", "Togo", day))
        if 400 <= n < 410:
            lines.append(("Ghana", "Reduce or break diplomatic relations", "Togo", day))
            lines.append(("Army (Togo)", "Threaten with military force", "Ghana", day))
        if 460 <= n < 470:
            lines.append(("Ghana", "Make a visit", "Togo", day))
            lines.append(("Togo", "Express intent to meet or negotiate", "Ghana", day))
    lines.append(("Citizen (Laos)", "Criticize or denounce", "Nepal", FIRST))
    text = "".join(f"{a}\t{act}\t{b}\t{day}\n" for a, act, b, day in lines)
    path.write_text(text, encoding="utf-8")


def rift(a: str, b: str, **days: dt.date) -> Rift:
    return Rift(side_a=a, side_b=b, trigger="A quarrel", **days)  # type: ignore[arg-type]


RIFTS = [
    rift("GHA", "TGO", onset=ONSET, thaw_start=THAW),
    rift("GHA", "TGO", onset=FIRST, thaw_start=FIRST + dt.timedelta(days=30)),
    rift("FRA", "DEU", onset=ONSET),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "events.txt"
    write_world(path)
    return path


def test_a_clear_rift_and_its_thaw_are_found_at_a_small_budget(world: Path) -> None:
    scored = walk_pairs(tallies_of(act_days([world])), 180)
    results = {(one.task, one.method): one for one in score(scored, RIFTS, [3.0])}
    ours = results["Rifts", OURS]
    assert (ours.n_found, ours.n_findable, ours.missed) == (1, 1, ())
    assert ours.median_delay is not None
    assert ours.median_delay <= 7
    assert ours.n_alarms <= 3
    assert results["Thaws of strained pairs", OURS].n_found == 1
    assert {method for _, method in results} == {OURS, *PEERS}


def test_a_case_is_scored_in_the_span_and_findable_only_with_an_act(world: Path) -> None:
    scored = walk_pairs(tallies_of(act_days([world])), 180)
    cases = cases_of(RIFTS, "rift", scored)
    assert [(case.pair, case.is_covered, case.is_findable) for case in cases] == [
        (("GHA", "TGO"), True, True),
        (("DEU", "FRA"), False, False),
    ]
    late = rift("GHA", "TGO", onset=ONSET + dt.timedelta(days=9))
    later = rift("GHA", "TGO", onset=THAW + dt.timedelta(days=30))
    found = cases_of([late, later], "rift", scored)
    assert [case.is_findable for case in found] == [True, False]


def test_a_missed_case_is_listed_with_its_day(world: Path) -> None:
    scored = walk_pairs(tallies_of(act_days([world])), 180)
    hidden = rift("NPL", "PER", onset=ONSET)
    ours = next(one for one in score(scored, [hidden], [1.0]) if one.method == OURS)
    assert (ours.n_findable, ours.n_found) == (1, 0)
    assert ours.missed == (f"NPL-PER {ONSET} A quarrel",)


def test_the_table_says_from_when_to_when_a_pair_is_in_a_rift(world: Path) -> None:
    series = walk_pairs(tallies_of(act_days([world])), 0).series
    asked = in_rift(RIFTS[:1], series)
    days = series.day[asked]
    assert {series.pairs[at] for at in series.pair[asked]} == {("GHA", "TGO")}
    assert days.min() == (ONSET - EPOCH).days
    assert days.max() <= (THAW - EPOCH).days + 56
    assert len(days) == len(set(days.tolist()))


def made_series(seed: int) -> PairDays:
    """Return random days of three pairs."""
    rng = np.random.default_rng(seed)
    chosen = [np.sort(rng.choice(900, size, replace=False)) + 14_000 for size in (40, 1, 200)]
    n = rng.integers(1, 6, 241).astype(float)
    return PairDays(
        pairs=(("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "CCC")),
        pair=np.repeat(np.arange(3), (40, 1, 200)),
        day=np.concatenate(chosen),
        n=n,
        hostile=np.floor(n * rng.random(241)),
        conciliatory=np.ones(241),
        goldstein=rng.normal(0, 3, 241),
    )


@pytest.mark.parametrize("seed", range(5))
def test_sums_of_windows_are_those_of_a_plain_loop(seed: int) -> None:
    series = made_series(seed)
    for n_days, lag in ((MONTH, 0), (YEAR, MONTH), (1, 0), (14, 14)):
        wanted = [
            sum(
                value
                for other, when, value in zip(
                    series.pair, series.day, series.goldstein, strict=True
                )
                if other == pair and day - lag - n_days < when <= day - lag
            )
            for pair, day in zip(series.pair, series.day, strict=True)
        ]
        assert series.sums(series.goldstein, n_days, lag).tolist() == pytest.approx(wanted)


@pytest.mark.parametrize("seed", range(5))
def test_the_cusum_is_that_of_a_plain_loop(seed: int) -> None:
    series = made_series(seed)
    found = poisson_cusum(series, "rift")
    held, before, last = 0.0, -1, 0
    rates = (series.sums(series.hostile, YEAR, MONTH) + 0.5) / YEAR
    for at in range(len(series.pair)):
        if series.pair[at] != before:
            held, before, last = 0.0, int(series.pair[at]), int(series.day[at])
        held = max(0.0, held - (series.day[at] - last) * rates[at])
        held += series.hostile[at] * np.log(2.0)
        last = int(series.day[at])
        assert found[at] == pytest.approx(held if series.hostile[at] else 0.0)


def test_peers_see_worse_as_a_rift_and_better_as_a_thaw() -> None:
    worse = PairDays(
        pairs=(("AAA", "BBB"),),
        pair=np.zeros(2, np.int64),
        day=np.array([14_000, 14_100]),
        n=np.ones(2),
        hostile=np.array([0.0, 1.0]),
        conciliatory=np.array([1.0, 0.0]),
        goldstein=np.array([5.0, -5.0]),
    )
    assert mean_goldstein(worse, "rift").tolist() == [0.0, 10.0]
    assert mean_goldstein(worse, "thaw").tolist() == [5.0, 0.0]


def test_series_of_pairs_add_both_directions(world: Path) -> None:
    series = pair_days(tallies_of(act_days([world])))
    at = series.pairs.index(("GHA", "TGO"))
    day = (ONSET - EPOCH).days
    (place,) = np.flatnonzero((series.pair == at) & (series.day == day))
    assert series.hostile[place] >= 2
    assert (np.diff(series.key) > 0).all()
