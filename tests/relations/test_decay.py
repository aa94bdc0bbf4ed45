"""Decayed scores of all dyads: the same by definition, in one go, day by day and from a file."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "oracles"))
from naive_decay import Act, score

from goodoffices.errors import InputError
from goodoffices.relations.decay import (
    DecayState,
    fold_days,
    load_state,
    month_states,
    save_state,
    start_state,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ACTORS = ("TUR", "RUS", "KAZ")
START = dt.date(2014, 12, 31)
N_DAYS = 120
END = START + dt.timedelta(days=N_DAYS)

days = st.integers(1, N_DAYS).map(lambda n: START + dt.timedelta(days=n))
values = st.none() | st.floats(-10, 10).map(lambda x: round(x, 1))
acts = st.lists(st.tuples(days, st.sampled_from(ACTORS), st.sampled_from(ACTORS), values))
half_lives = st.sampled_from([1.0, 7.0, 30.0, 180.0])


def table(rows: Sequence[Act]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return pa.table(
        {
            "day": pa.array(columns[0], pa.date32()),
            "source": pa.array(columns[1], pa.string()),
            "target": pa.array(columns[2], pa.string()),
            "goldstein_sum": pa.array(columns[3], pa.float64()),
        }
    )


def start(half_life: float = 30.0) -> DecayState:
    return start_state(ACTORS, START, half_life_days=half_life)


@given(acts, half_lives)
def test_scores_are_those_of_the_definition(rows: list[Act], half_life: float) -> None:
    folded = fold_days(start(half_life), table(rows), END)
    for (day, source, target, _), found in zip(rows, folded.scores, strict=True):
        assert found == pytest.approx(score(rows, source, target, day, half_life), abs=1e-9)
    for i, source in enumerate(ACTORS):
        for j, target in enumerate(ACTORS):
            expected = score(rows, source, target, END, half_life)
            assert folded.state.scores[i, j] == pytest.approx(expected, abs=1e-9)


@given(acts, half_lives, st.lists(st.integers(0, N_DAYS)))
def test_yesterday_and_today_make_today(
    rows: list[Act], half_life: float, stops: list[int]
) -> None:
    whole = fold_days(start(half_life), table(rows), END).state
    state = start(half_life)
    for stop in sorted({*stops, N_DAYS}):
        until = START + dt.timedelta(days=stop)
        part = [row for row in rows if state.day < row[0] <= until]
        state = fold_days(state, table(part), until).state
    assert np.allclose(state.scores, whole.scores, rtol=0, atol=1e-9)


@given(acts, st.permutations(ACTORS))
def test_the_order_of_rows_and_of_actors_changes_nothing(rows: list[Act], order: list[str]) -> None:
    one = fold_days(start(), table(rows), END).state
    other_start = start_state(order, START, half_life_days=30.0)
    other = fold_days(other_start, table(rows[::-1]), END).state
    places = [order.index(actor) for actor in ACTORS]
    assert np.allclose(other.scores[np.ix_(places, places)], one.scores, rtol=0, atol=1e-9)


@given(acts)
def test_any_checkpoint_leads_to_the_same_end(rows: list[Act]) -> None:
    states = list(month_states(start(), table(rows), END))
    ends = ["2015-01-31", "2015-02-28", "2015-03-31", "2015-04-30"]
    assert [str(state.day) for state in states] == ends
    for state in states:
        left = [row for row in rows if row[0] > state.day]
        again = fold_days(state, table(left), END).state
        assert np.allclose(again.scores, states[-1].scores, rtol=0, atol=1e-9)


def test_a_checkpoint_comes_back_from_its_file(tmp_path: Path) -> None:
    rows: list[Act] = [(END, "TUR", "RUS", -10.0), (END, "TUR", "RUS", 2.5)]
    state = fold_days(start(), table(rows), END).state
    save_state(state, tmp_path / "state.npz")
    again = load_state(tmp_path / "state.npz")
    assert (again.actors, again.half_life_days, again.day) == (ACTORS, 30.0, END)
    assert again.scores.tolist() == state.scores.tolist()
    assert again.scores[0, 1] == -7.5
    assert [file.name for file in tmp_path.iterdir()] == ["state.npz"]


def test_twenty_years_at_a_short_half_life_stay_finite() -> None:
    first = START + dt.timedelta(days=1)
    rows: list[Act] = [(first, "TUR", "RUS", 10.0), (dt.date(2035, 1, 1), "TUR", "RUS", -1.0)]
    folded = fold_days(start(7.0), table(rows), dt.date(2035, 1, 8))
    assert folded.scores.tolist() == [10.0, -1.0]
    assert folded.state.scores[0, 1] == -0.5


def test_a_state_is_not_changed_by_what_follows_it() -> None:
    state = start()
    fold_days(state, table([(END, "TUR", "RUS", 1.0)]), END)
    assert state.scores.sum() == 0


def test_days_that_were_folded_are_not_folded_again() -> None:
    state = fold_days(start(), table([]), END).state
    with pytest.raises(InputError, match="replay from the checkpoint"):
        fold_days(state, table([(END, "TUR", "RUS", 1.0)]), END + dt.timedelta(days=1))
    with pytest.raises(InputError, match="take an earlier checkpoint"):
        fold_days(state, table([]), START)


def test_strangers_and_wrong_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="target 'FRA' is none of the actors"):
        fold_days(start(), table([(END, "TUR", "FRA", 1.0)]), END)
    with pytest.raises(InputError, match="half_life_days must be above 0"):
        start_state(ACTORS, START, half_life_days=0)
    with pytest.raises(InputError, match="named twice"):
        start_state(["TUR", "TUR"], START, half_life_days=30)
    (tmp_path / "bad.npz").write_bytes(b"no state")
    with pytest.raises(InputError, match="no state of decayed scores"):
        load_state(tmp_path / "bad.npz")
