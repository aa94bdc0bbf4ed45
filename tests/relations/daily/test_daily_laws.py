"""Laws of the daily numbers, for random small worlds, beside a plain twin that sums all anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from math import isfinite

import naive_daily
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_daily import Act
from small_worlds import STATES, rows_of, tallies, walk_all, worlds

from goodoffices.errors import InputError
from goodoffices.relations.daily.state import fold, start
from goodoffices.relations.daily.tallies import EPOCH
from goodoffices.relations.daily.walk import walk

LAST = 60
EXAMPLES = 12
"""Few, since each is a world of two months with hundreds of numbers."""
NEAR = {"rel": 1e-9, "abs": 1e-9}
CLOSE = {"rel": 1e-6, "abs": 1e-6}
CLASS_OF = ("hostile", "rupture", "conciliatory", "steps")
SCORES = {"rift": ("hostile", "rupture"), "thaw": ("conciliatory", "steps")}


def day_of(row: dict[str, object]) -> int:
    day = row["day"]
    assert isinstance(day, dt.date)
    return (day - EPOCH).days


def same(found: list[dict[str, object]], expected: list[dict[str, object]]) -> None:
    """Check that rows are the same, numbers within rounding."""
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == {
            name: pytest.approx(value, **NEAR) if isinstance(value, float) else value
            for name, value in other.items()
        }


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds())
def test_pairs_are_what_the_plain_twin_sums_up(acts: list[Act]) -> None:
    for row in rows_of(walk_all(acts, LAST).pairs):
        day, pair = day_of(row), (str(row["low"]), str(row["high"]))
        for name in ("all", *CLASS_OF):
            seen, expected, shape = naive_daily.count(acts, day, [pair, pair[::-1]], name)
            assert row[f"seen_{name}"] == pytest.approx(seen, **NEAR)
            assert row[f"expected_{name}"] == pytest.approx(expected, **NEAR)
            if name in CLASS_OF and not row["is_paused"]:
                wanted = naive_daily.surprise(seen, expected, shape)
                assert row[f"surprise_{name}"] == pytest.approx(wanted, **CLOSE)
        assert row["strain"] == pytest.approx(naive_daily.strain(acts, day, pair), **NEAR)
        for kind, classes in SCORES.items() if not row["is_paused"] else ():
            wanted = naive_daily.score(acts, day, pair, *classes)
            assert row[f"score_{kind}"] == pytest.approx(wanted, **CLOSE)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds())
def test_dyads_are_what_the_plain_twin_sums_up(acts: list[Act]) -> None:
    for row in rows_of(walk_all(acts, LAST).dyads):
        day, dyad = day_of(row), (str(row["source"]), str(row["target"]))
        seen, expected, _ = naive_daily.count(acts, day, [dyad], "all")
        assert row["n_acts"] == pytest.approx(seen, **NEAR)
        assert row["expected_acts"] == pytest.approx(expected, **NEAR)
        for name in ("hostile", "conciliatory") if not row["is_paused"] else ():
            wanted = naive_daily.surprise(*naive_daily.count(acts, day, [dyad], name))
            assert row[f"surprise_{name}"] == pytest.approx(wanted, **CLOSE)
        found = (row["tone"], row["tone_low"], row["tone_high"])
        assert found == pytest.approx(naive_daily.tone(acts, day, dyad), **CLOSE)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds(), st.integers(0, LAST))
def test_days_at_once_are_the_same_as_day_by_day_and_from_a_saved_copy(
    acts: list[Act], cut: int
) -> None:
    every = tallies(acts)
    at_once = walk(start(STATES, -1), every, LAST)
    state = start(STATES, -1)
    pairs, dyads = [], []
    for day in range(LAST + 1):
        before = state.copy()
        walked = walk(state, every.between(day, day), day)
        assert state.day == before.day
        assert np.array_equal(state.slow, before.slow)
        state = walked.state
        pairs += rows_of(walked.pairs)
        dyads += rows_of(walked.dyads)
        if day == cut:
            saved = state.copy()
    same(pairs, rows_of(at_once.pairs))
    same(dyads, rows_of(at_once.dyads))
    again = walk(saved, every.between(cut + 1, LAST), LAST)
    same(rows_of(again.pairs), [row for row in rows_of(at_once.pairs) if day_of(row) > cut])
    for end in (state, again.state):
        assert np.allclose(end.slow, at_once.state.slow, rtol=1e-9, atol=1e-12)
        assert np.allclose(end.fast, at_once.state.fast, rtol=1e-9, atol=1e-12)
        assert np.array_equal(end.window, at_once.state.window)
        assert np.allclose(end.slow_totals, end.slow[:-1].sum(axis=1), rtol=1e-9, atol=1e-12)
        assert end.n_dyads == np.count_nonzero(end.slow[0])
        assert (end.day, end.learnt_days) == (at_once.state.day, at_once.state.learnt_days)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds(), st.integers(0, LAST), st.floats(0.01, 3.0))
def test_rows_that_are_left_out_change_no_other(acts: list[Act], since: int, least: float) -> None:
    every = tallies(acts)
    whole = walk(start(STATES, -1), every, LAST)
    part = walk(start(STATES, -1), every, LAST, least_surprise=least, dyads_since=since)
    same(rows_of(part.dyads), [row for row in rows_of(whole.dyads) if day_of(row) >= since])
    surprising = [
        row
        for row in rows_of(whole.pairs)
        if any(row[f"surprise_{one}"] >= least for one in CLASS_OF)
    ]
    same(rows_of(part.pairs), surprising)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds(), st.permutations(STATES))
def test_other_names_for_the_same_states_change_no_number(
    acts: list[Act], names: list[str]
) -> None:
    new = dict(zip(STATES, names, strict=True))
    renamed = [replace(act, source=new[act.source], target=new[act.target]) for act in acts]
    found = {
        (row["day"], row["low"], row["high"]): row
        for row in walk_all(renamed, LAST).pairs.to_pylist()
    }
    expected = walk_all(acts, LAST).pairs.to_pylist()
    assert len(found) == len(expected)
    for row in expected:
        low, high = sorted((new[row["low"]], new[row["high"]]))
        same([found[row["day"], low, high]], [row | {"low": low, "high": high}])


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds())
def test_who_of_a_pair_did_the_acts_makes_no_difference_to_the_pair(acts: list[Act]) -> None:
    chosen = ("AAA", "BBB")
    turned = [
        replace(act, source=act.target, target=act.source)
        if {act.source, act.target} == set(chosen)
        else act
        for act in acts
    ]
    expected, found = (rows_of(walk_all(one, LAST).pairs) for one in (acts, turned))
    known = {(act.source, act.target) for act in acts} == {
        (act.source, act.target) for act in turned
    }
    columns = [
        name for name in (found[0] if found else {}) if not name.startswith(("exp", "sur", "score"))
    ]
    for one, other in zip(found, expected, strict=True):
        same([{k: one[k] for k in columns}], [{k: other[k] for k in columns}])
        if known:  # else another number of dyads was ever in the feed
            same([one], [other])


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds(), st.integers(0, LAST))
def test_later_acts_change_nothing_earlier(acts: list[Act], cut: int) -> None:
    early = [act for act in acts if act.day <= cut]
    whole = walk_all(acts, LAST)
    part = walk_all(early, cut)
    for name in ("pairs", "dyads"):
        before = [row for row in rows_of(getattr(whole, name)) if day_of(row) <= cut]
        same(rows_of(getattr(part, name)), before)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds(), st.sets(st.integers(0, LAST)))
def test_nothing_surprises_on_a_day_on_which_the_feed_pauses(
    acts: list[Act], dead: set[int]
) -> None:
    def is_paused(day: dt.date) -> bool:
        return (day - EPOCH).days in dead

    paused, plain = walk_all(acts, LAST, is_paused=is_paused), walk_all(acts, LAST)
    for name in ("pairs", "dyads"):
        rows = zip(rows_of(getattr(paused, name)), rows_of(getattr(plain, name)), strict=True)
        for row, other in rows:
            if day_of(row) not in dead:
                same([row], [other])
                continue
            assert row["is_paused"]
            assert all(
                row[column] == 0 for column in row if column.startswith(("surprise", "score"))
            )


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds())
def test_tone_stays_within_its_scale_and_its_interval(acts: list[Act]) -> None:
    for row in walk_all(acts, LAST).dyads.to_pylist():
        assert -9 <= row["tone_low"] <= row["tone"] <= row["tone_high"] <= 9
        assert all(isfinite(value) for value in row.values() if isinstance(value, float))
        assert row["expected_acts"] > 0


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds(), st.integers(0, LAST))
def test_a_day_that_is_folded_already_is_refused(acts: list[Act], day: int) -> None:
    every = tallies(acts)
    state = walk(start(STATES, -1), every.between(0, day), day).state
    with pytest.raises(InputError, match="folded already"):
        list(fold(state, every, LAST))
