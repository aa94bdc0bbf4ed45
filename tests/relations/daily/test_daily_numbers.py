"""Single behaviours of the daily numbers: rare dyads, a feed that doubles, tones, tails."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import isfinite, log10

import naive_daily
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_daily import Act
from small_worlds import STATES, act_rows, tallies, walk_all

from goodoffices.errors import InputError
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.numbers import scores_of, tones_of
from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tails import surprise
from goodoffices.relations.daily.tallies import EPOCH, tallies_of_rows
from goodoffices.relations.daily.walk import walk

LONG = 400
SINCE = EPOCH + dt.timedelta(days=LONG - 100)


def steady(n_days: int, times: int = 1) -> list[Act]:
    """Return a world in which each dyad does the same every month: talks, and some quarrels."""
    dyads = [(a, b) for a in STATES for b in STATES if a != b]
    return [
        Act(day=day, source=a, target=b, root=root, value=value)
        for day in range(n_days)
        for at, (a, b) in enumerate(dyads)
        for root, value, every in ((4, 2.0, 3), (11, -2.0, 14), (17, -5.0, 28))
        if (day + at) % every == 0
        for _ in range(times)
    ]


def test_a_feed_that_doubles_overnight_alarms_nobody() -> None:
    twice = [act for act in steady(LONG) for _ in range(1 + (act.day >= LONG - 60))]
    usual, doubled = (
        [row for row in walk_all(acts, LONG).pairs.to_pylist() if row["day"] > SINCE]
        for acts in (steady(LONG), twice)
    )
    assert len(doubled) == len(usual)
    assert max(row["seen_hostile"] for row in doubled) > max(r["seen_hostile"] for r in usual)
    highest = max(row["score_rift"] for row in usual)
    assert max(row["score_rift"] for row in doubled) < highest + 1.0 < c.RIFT_ALARM / 4


def test_one_dyad_that_doubles_alone_surprises_more_than_a_feed_that_does() -> None:
    def of_one(factor: int) -> list[Act]:
        return [
            act
            for act in steady(LONG)
            for _ in range(
                factor if act.day >= LONG - 20 and {act.source, act.target} == {"AAA", "BBB"} else 1
            )
        ]

    found = [
        max(
            row["score_rift"]
            for row in walk_all(of_one(factor), LONG).pairs.to_pylist()
            if (row["low"], row["high"]) == ("AAA", "BBB")
        )
        for factor in (1, 8)
    ]
    assert found[1] > found[0] + 2


def test_a_dyad_with_a_single_act_gets_finite_numbers_near_the_prior() -> None:
    acts = [*steady(LONG), Act(day=LONG - 1, source="AAA", target="EEE", root=19, value=-10.0)]
    walked = walk_all(acts, LONG, (*STATES, "EEE"))
    (row,) = (row for row in walked.dyads.to_pylist() if row["target"] == "EEE")
    assert all(isfinite(value) for value in row.values() if isinstance(value, float))
    assert row["n_acts"] == 1
    assert 0 < row["expected_acts"] < 1
    share = 1 / (1 + c.OWN_PAST_ACTS)
    near = c.TONE_SCALE * (-10 * share + c.WORLD_GOLDSTEIN * (1 - share))
    assert near - 1e-9 <= row["tone"] < c.TONE_SCALE * c.WORLD_GOLDSTEIN
    assert row["tone_low"] < row["tone"] < row["tone_high"]
    assert row["tone_high"] > 0, "one act must not settle the tone"
    assert 0 < row["surprise_hostile"] < 4


def test_the_tone_of_nothing_is_the_prior_or_that_of_the_world() -> None:
    state = start(STATES, 0)
    cells = np.array([1, 2, 3])
    priors = np.full(len(STATES) ** 2, np.nan)
    priors[cells] = [5.0, -10.0, np.nan]
    tones = tones_of(state, (cells,), priors)
    assert tones.tone.tolist() == pytest.approx([4.5, -9.0, 0.9 * c.WORLD_GOLDSTEIN])
    assert tones.weight.tolist() == [0, 0, 0]
    assert (tones.low < tones.tone + 1e-12).all()
    assert (tones.high > tones.tone - 1e-12).all()
    without = tones_of(state, (cells,)).tone.tolist()
    assert without == pytest.approx([0.9 * c.WORLD_GOLDSTEIN] * 3)


def test_nothing_surprises_before_the_feed_is_known() -> None:
    quarrel = [
        Act(day=day, source="AAA", target="BBB", root=19, value=-10.0)
        for day in range(10, 13)
        for _ in range(20)
    ]
    rows = walk_all([*steady(40), *quarrel], 40).pairs.to_pylist()
    for row in rows:
        is_early = (row["day"] - EPOCH).days < c.LEARNING_DAYS
        assert row["is_paused"] == is_early
        assert not is_early or row["score_rift"] == 0


def test_days_without_any_act_teach_nothing() -> None:
    gap = [act for act in steady(60) if act.day < 20 or act.day >= 40]
    state = walk(start(STATES, -1), tallies(gap), 59).state
    assert state.learnt_days == 40


def test_a_walk_over_no_acts_gives_no_rows_and_moves_the_day() -> None:
    walked = walk(start(STATES, 9), tallies([]), 12)
    assert (walked.state.day, walked.dyads.num_rows, walked.pairs.num_rows) == (12, 0, 0)
    full = walk_all(steady(10), 10)
    assert walked.dyads.schema == full.dyads.schema
    assert walked.pairs.schema == full.pairs.schema


def test_a_dyad_that_stands_twice_on_a_day_is_refused() -> None:
    rows = act_rows([Act(day=1, source="AAA", target="BBB", root=4, value=1.0)])
    with pytest.raises(InputError, match="twice on a day"):
        tallies_of_rows(pa.concat_tables([rows, rows]), STATES)


def test_the_order_in_which_an_engine_adds_changes_no_sum() -> None:
    rows = act_rows([Act(day=1, source="AAA", target="BBB", root=4, value=1.0)])
    at = rows.column_names.index("goldstein_sum")
    ways = (0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1)
    assert ways[0] != ways[1]
    for way in ways:
        summed = rows.set_column(at, "goldstein_sum", pa.array([way]))
        assert tallies_of_rows(summed, STATES).sums.tolist() == [0.6]


def test_tallies_of_other_actors_are_refused() -> None:
    acts = [Act(day=1, source="AAA", target="BBB", root=4, value=1.0)]
    with pytest.raises(InputError, match="none of the actors"):
        tallies(acts, ("AAA", "CCC"))
    with pytest.raises(InputError, match="named twice"):
        tallies(acts, ("AAA", "BBB", "BBB"))
    with pytest.raises(InputError, match="other actors"):
        walk(start(("AAA", "BBB"), 0), tallies(acts), 1)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 60),
    st.fractions(Fraction(1, 1000), Fraction(50), max_denominator=1000),
    st.integers(1, 40),
)
def test_tails_are_those_of_exact_sums(n: int, mean: Fraction, shape: int) -> None:
    (found,) = surprise(np.array([float(n)]), np.array([float(mean)]), np.array([float(shape)]))
    if n <= mean:
        assert found == 0
        return
    exact = naive_daily.tail_of_whole_shape(n, mean, shape)
    wanted = log10(exact.denominator) - log10(exact.numerator)
    assert found == pytest.approx(wanted, rel=1e-6, abs=1e-6)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 60), st.floats(0.01, 60), st.floats(0.05, 200))
def test_tails_of_broken_shapes_are_those_of_sums_in_many_digits(
    n: int, mean: float, shape: float
) -> None:
    (found,) = surprise(np.array([float(n)]), np.array([mean]), np.array([shape]))
    assert found == pytest.approx(naive_daily.surprise(n, mean, shape), rel=1e-5, abs=1e-6)


def test_more_acts_surprise_more_and_a_wider_rate_less() -> None:
    counts = np.arange(40.0)
    narrow = surprise(counts, np.full(40, 2.0), np.full(40, 50.0))
    wide = surprise(counts, np.full(40, 2.0), np.full(40, 1.0))
    assert (np.diff(narrow[3:]) > 0).all()
    assert (narrow[4:] > wide[4:]).all()


def test_between_keeps_both_ends() -> None:
    every = tallies(steady(30))
    part = every.between(5, 7)
    assert set(part.days.tolist()) == {5, 6, 7}
    assert part.counts.shape == (len(c.CLASSES), len(part.days))
    assert EPOCH + dt.timedelta(days=int(part.days[0])) == dt.date(1970, 1, 6)


def thaw_of(*, past_hostile: float = 0.0, flare_up: float = 0.0, kind: float = 3.0) -> float:
    """Return the score for a thaw of a pair with four conciliatory acts, one of one side."""
    surprises = np.array([[flare_up], [kind], [0.0], [1.0]])
    _, thaw = scores_of(
        surprises, np.array([[2.0], [4.0]]), np.array([[0.0], [1.0]]), np.array([past_hostile])
    )
    return float(thaw[0])


def test_a_thaw_weighs_more_the_more_there_is_to_mend() -> None:
    plain = 3.0 + 1.0 + np.log(5.0) + np.log(2.0)
    assert thaw_of() == pytest.approx(plain)
    assert thaw_of(past_hostile=9.0) == pytest.approx(plain + np.log(10.0))


def test_hostile_acts_that_surprise_speak_against_a_thaw() -> None:
    assert thaw_of(flare_up=2.0) == pytest.approx(thaw_of() - 2.0 * c.FLARE_UP_WEIGHT)
    assert thaw_of(flare_up=90.0) == 0.0


def test_a_rift_does_not_ask_what_was_before() -> None:
    surprises = np.array([[3.0], [0.0], [1.0], [0.0]])
    seen, lesser = np.array([[4.0], [0.0]]), np.array([[1.0], [0.0]])
    rifts = [scores_of(surprises, seen, lesser, np.array([n]))[0][0] for n in (0.0, 50.0)]
    assert rifts == pytest.approx([4.0 + np.log(5.0) + np.log(2.0)] * 2)
