"""The world in which nothing changes: its acts, its outages, and what may alarm in it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from false_alarms import (
    FIRST,
    LAST,
    N_STATES,
    STORY_ACTS,
    THRESHOLDS,
    WORLDS,
    Pairs,
    made_acts,
    made_curve,
    made_pairs,
    main,
    outage_days,
    part_of,
    paused_days,
    tallies_of_counts,
)

SHARES = np.array([[0.25, 0.5, 0.1, 0.05, 0.1]])


@pytest.mark.parametrize("world", WORLDS)
def test_a_pair_acts_as_often_and_as_hostile_as_it_is_told_to(world: str) -> None:
    pairs = Pairs(rates=np.full(50, 0.5), shares=np.repeat(SHARES, 50, axis=0))
    counts = made_acts(pairs, np.ones(2000), world, np.random.default_rng(3))
    assert counts.sum() / 100_000 == pytest.approx(0.5, rel=0.02)
    assert (counts.sum(axis=(0, 1)) / counts.sum()).tolist() == pytest.approx(
        SHARES[0].tolist(), abs=0.01
    )


def test_acts_of_stories_come_together() -> None:
    pairs = Pairs(rates=np.full(50, 0.01), shares=np.repeat(SHARES, 50, axis=0))
    sizes = {}
    for world in ("independent", "stories"):
        n = made_acts(pairs, np.ones(2000), world, np.random.default_rng(3)).sum(axis=2)
        sizes[world] = n[n > 0].mean()
    assert sizes["independent"] == pytest.approx(1.0, abs=0.02)
    assert sizes["stories"] == pytest.approx(STORY_ACTS, abs=0.1)


def test_each_act_is_in_the_tallies_once_with_its_class() -> None:
    rng = np.random.default_rng(5)
    n_pairs = N_STATES * (N_STATES - 1) // 2
    counts = made_acts(made_pairs(n_pairs, rng), np.ones(60), "stories", rng)
    tallies = tallies_of_counts(counts, FIRST, rng)
    totals = tallies.counts.sum(axis=1).tolist()
    plain, friendly, steps, mild, rupture = counts.sum(axis=(0, 1)).tolist()
    whole = plain + friendly + steps + mild + rupture
    assert totals == [whole, mild + rupture, friendly + steps, rupture, steps]
    keys = tallies.days * N_STATES**2 + tallies.cells
    assert (np.diff(keys) > 0).all()


def test_the_days_of_the_outages_are_paused() -> None:
    curve = made_curve(np.random.default_rng(0))
    paused = paused_days(curve)
    known = {day for day in outage_days() if FIRST <= day <= LAST}
    assert len(known) == 21
    assert known <= paused
    assert len(paused) < len(known) + 10


def test_a_part_of_a_curve_keeps_both_ends() -> None:
    curve = made_curve(np.random.default_rng(0))
    first, last = dt.date(2020, 1, 1), dt.date(2020, 1, 9)
    part = part_of(curve, first, last)
    assert (part.days[0], part.days[-1], len(part.volumes)) == (first, last, 9)


@pytest.mark.slow
def test_nothing_alarms_inside_an_outage(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--worlds", "stories"])
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("| ") and line[2].isdigit()
    ]
    assert len(rows) == 2 * len(THRESHOLDS)
    assert {row[2] for row in rows} == {"0"}
    rates = [float(row[1]) for row in rows[: len(THRESHOLDS)]]
    assert rates == sorted(rates, reverse=True)
