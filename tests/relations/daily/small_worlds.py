"""Small worlds of acts between made-up states, and their tallies."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa
from hypothesis import strategies as st
from naive_daily import CLASSES, Act, is_of

from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tallies import EPOCH, Tallies, tallies_of_rows
from goodoffices.relations.daily.walk import Walked, walk

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("AAA", "BBB", "CCC", "DDD")
ROOTS = (1, 3, 4, 5, 6, 8, 10, 11, 12, 13, 16, 17, 19)
COUNTED = {"all": "n_acts", **{name: f"n_{name}" for name in CLASSES if name != "all"}}


def act_rows(acts: list[Act]) -> pa.Table:
    """Return the rows that the query ``act_days`` would give."""
    sums: dict[tuple[int, str, str], list[Act]] = {}
    for act in acts:
        sums.setdefault((act.day, act.source, act.target), []).append(act)
    return pa.table(
        {
            "day": pa.array([EPOCH + dt.timedelta(days=day) for day, _, _ in sums], pa.date32()),
            "source": pa.array([source for _, source, _ in sums], pa.string()),
            "target": pa.array([target for _, _, target in sums], pa.string()),
            **{
                column: [sum(is_of(act, name) for act in own) for own in sums.values()]
                for name, column in COUNTED.items()
            },
            "goldstein_sum": [sum(act.value for act in own) for own in sums.values()],
            "goldstein_squares": [sum(act.value**2 for act in own) for own in sums.values()],
        }
    )


def tallies(acts: list[Act], states: tuple[str, ...] = STATES) -> Tallies:
    return tallies_of_rows(act_rows(acts), states)


def walk_all(
    acts: list[Act],
    until: int,
    states: tuple[str, ...] = STATES,
    is_paused: Callable[[dt.date], bool] = lambda _: False,
) -> Walked:
    """Return the walk from before the first day."""
    return walk(start(states, -1), tallies(acts, states), until, is_paused=is_paused)


def rows_of(table: pa.Table) -> list[dict[str, object]]:
    """Return the rows of a table by day and sides."""
    sides = [name for name in ("source", "target", "low", "high") if name in table.column_names]
    return sorted(
        table.to_pylist(), key=lambda row: (row["day"], *(str(row[side]) for side in sides))
    )


@st.composite
def worlds(draw: st.DrawFn, max_days: int = 60, max_acts: int = 40) -> list[Act]:
    """Draw acts of some weeks among four states, with one quiet act on each day besides."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, max_days),
                st.sampled_from([(a, b) for a in STATES for b in STATES if a != b]),
                st.sampled_from(ROOTS),
                st.sampled_from([-10.0, -5.0, -2.0, 0.0, 1.0, 3.4, 8.0]),
                st.integers(1, 4),
            ),
            max_size=max_acts,
        )
    )
    drawn = [
        Act(day=day, source=source, target=target, root=root, value=value)
        for day, (source, target), root, value, times in rows
        for _ in range(times)
    ]
    quiet = [
        Act(day=day, source="DDD", target="CCC", root=1, value=0.0) for day in range(max_days + 1)
    ]
    return drawn + quiet
