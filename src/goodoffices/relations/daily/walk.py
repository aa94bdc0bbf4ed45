"""Walk from day to day: the numbers of each active dyad and pair on each day, as tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.numbers import (
    World,
    counts_of,
    score_of,
    strain_of,
    surprises_of,
    tones_of,
)
from goodoffices.relations.daily.state import fold
from goodoffices.relations.daily.tallies import EPOCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    import pyarrow as pa

    from goodoffices.relations.daily.numbers import Counts
    from goodoffices.relations.daily.state import DailyState
    from goodoffices.relations.daily.tallies import Tallies

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["Walked", "walk"]

_ALL, _HOSTILE, _RUPTURE, _CONCILIATORY, _STEPS = range(5)
_OF_PAIRS: Final = slice(_HOSTILE, None)
_BROAD: Final = slice(_HOSTILE, None, 2)
"""Places in `CLASSES` of what may surprise in a pair, and of what may in a dyad: hostile and
conciliatory acts."""
_DAYS_AT_ONCE: Final = 64
"""Days whose surprises are worked out together: NumPy is quicker on long arrays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What came of some days: the state after them and the numbers of each day.

    ``dyads``: day, source, target, n_acts (in the window), expected_acts, tone, tone_low,
    tone_high, surprise_hostile, surprise_conciliatory, is_paused. ``pairs``: day, low,
    high, seen and expected counts of each class, a surprise of each but all, lesser_hostile and
    lesser_conciliatory (acts in the window of the side that did fewer), score_rift and score_thaw
    (`numbers.score_of`), strain (`numbers.strain_of`), is_paused.
    Only dyads and pairs with an act on the day have a row.
    """

    state: DailyState
    dyads: pa.Table
    pairs: pa.Table


def walk(
    state: DailyState,
    tallies: Tallies,
    until: int,
    *,
    is_paused: Callable[[dt.date], bool] | None = None,
    priors: Callable[[dt.date], Floats] | None = None,
    keep: Callable[[DailyState], None] | None = None,
) -> Walked:
    """Return the numbers of each day after that of ``state`` up to ``until`` (days since 1970).

    On a day on which the feed ``is_paused``, and before it has been seen for `LEARNING_DAYS`,
    nothing surprises: surprises are 0 and the row says so. ``priors`` gives the slow prior of each
    cell as known on a day. ``keep`` is called at the end of each day with the state, which it must
    copy if it wants to keep it.
    """
    dyads, pairs = _Rows(state.actors, _BROAD, 1), _Rows(state.actors, _OF_PAIRS, len(c.CLASSES))
    last, mirror = state, _Mirror(len(state.actors))
    for last, acts in fold(state, tallies, until):
        if keep is not None:
            keep(last)
        if not len(acts.cells):
            continue
        stopped = last.learnt_days <= c.LEARNING_DAYS or (
            is_paused is not None and is_paused(_date(acts.day))
        )
        world = World(last)
        tones = tones_of(last, (acts.cells,), priors(_date(acts.day)) if priors else None)
        counts = counts_of(last, world, (acts.cells,), n_classes=_CONCILIATORY + 1)
        dyads.add(acts.day, acts.cells, counts, stopped=stopped,
                  tone=tones.tone, tone_low=tones.low, tone_high=tones.high)  # fmt: skip
        low, high = mirror.pairs_of(acts.cells)
        both = counts_of(last, world, (low, high))
        pairs.add(acts.day, low, both, stopped=stopped, strain=strain_of(both),
                  lesser=both.lesser[_BROAD])  # fmt: skip
    after = last if last is not state else state.copy()
    return Walked(
        state=_at(after, until),
        dyads=dyads.table(("source", "target"), _dyad_columns),
        pairs=pairs.table(("low", "high"), _pair_columns),
    )


def _at(state: DailyState, until: int) -> DailyState:
    state.day = until
    return state


class _Mirror:
    """Knows the cell of the other direction of each dyad."""

    def __init__(self, n: int) -> None:
        self.turned = np.arange(n * n).reshape(n, n).T.ravel()

    def pairs_of(self, cells: Ints) -> tuple[Ints, Ints]:
        """Return both cells of each pair that one of some cells is of, the lower actor's first."""
        low = np.sort(np.minimum(cells, self.turned.take(cells)))
        is_first = np.ones(len(low), bool)
        np.not_equal(low[1:], low[:-1], out=is_first[1:])
        low = low[is_first]
        return low, self.turned.take(low)


@dataclass(slots=True)
class _Rows:
    """Rows of a table that are gathered by day, with their surprises worked out some days late.

    Counts are kept of the first ``n_kept`` classes.
    """

    actors: tuple[str, ...]
    surprising: slice
    n_kept: int
    waiting: list[dict[str, Any]] = field(default_factory=list)
    done: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self, day: int, cells: Ints, counts: Counts, *, stopped: bool, **columns: Floats
    ) -> None:
        self.waiting.append(
            {
                "day": np.full(len(cells), day, np.int32),
                "cells": cells,
                "seen": counts.seen,
                "expected": counts.expected,
                "shape": counts.shape[self.surprising],
                "is_paused": np.full(len(cells), stopped),
                **columns,
            }
        )
        if len(self.waiting) == _DAYS_AT_ONCE:
            self.settle()

    def settle(self) -> None:
        if not self.waiting:
            return
        rows = {
            name: np.concatenate([one[name] for one in self.waiting], axis=-1)
            for name in self.waiting[0]
        }
        seen, expected = rows["seen"][self.surprising], rows["expected"][self.surprising]
        surprises = surprises_of(seen, expected, rows.pop("shape"))
        surprises[:, rows["is_paused"]] = 0.0
        rows["surprises"] = surprises
        if self.n_kept < len(rows["seen"]):
            rows |= {name: rows[name][: self.n_kept].copy() for name in ("seen", "expected")}
        self.done.append(rows)
        self.waiting = []

    def table(
        self, sides: tuple[str, str], columns: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> pa.Table:
        import pyarrow as pa

        self.settle()
        names = pa.array(self.actors, pa.string())
        parts = [
            pa.table(
                {
                    "day": pa.array(rows["day"]).cast(pa.date32()),
                    **{
                        side: pa.DictionaryArray.from_arrays(pa.array(at, pa.int32()), names)
                        for side, at in zip(
                            sides, np.divmod(rows["cells"], len(self.actors)), strict=True
                        )
                    },
                    **columns(rows),
                    "is_paused": rows["is_paused"],
                }
            )
            for rows in self.done
        ]
        if parts:
            return pa.concat_tables(parts)
        return _empty(sides, columns, names)


def _empty(
    sides: tuple[str, str], columns: Callable[[dict[str, Any]], dict[str, Any]], names: pa.Array
) -> pa.Table:
    """Return the table of no rows."""
    import pyarrow as pa

    none, nones = np.zeros(0), np.zeros((len(c.CLASSES), 0))
    rows = {"seen": nones, "expected": nones, "surprises": nones[1:], "lesser": nones[_BROAD],
            "tone": none, "tone_low": none, "tone_high": none, "strain": none}  # fmt: skip
    side = pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), names)
    return pa.table(
        {
            "day": pa.array([], pa.date32()),
            **dict.fromkeys(sides, side),
            **columns(rows),
            "is_paused": pa.array([], pa.bool_()),
        }
    )


def _dyad_columns(rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "n_acts": rows["seen"][_ALL],
        "expected_acts": rows["expected"][_ALL],
        "tone": rows["tone"],
        "tone_low": rows["tone_low"],
        "tone_high": rows["tone_high"],
        **_surprise_columns(rows, _BROAD),
    }


def _pair_columns(rows: dict[str, Any]) -> dict[str, Any]:
    counted = {
        f"{kind}_{name}": rows[kind][at]
        for at, name in enumerate(c.CLASSES)
        for kind in ("seen", "expected")
    }
    surprises, lesser = rows["surprises"], rows["lesser"]
    rift, thaw = score_of(surprises[0::2], surprises[1::2], rows["seen"][_BROAD], lesser)
    return {
        **counted,
        **_surprise_columns(rows, _OF_PAIRS),
        "lesser_hostile": lesser[0],
        "lesser_conciliatory": lesser[1],
        "score_rift": rift,
        "score_thaw": thaw,
        "strain": rows["strain"],
    }


def _surprise_columns(rows: dict[str, Any], classes: slice) -> dict[str, Floats]:
    found = zip(c.CLASSES[classes], rows["surprises"], strict=False)
    return {f"surprise_{name}": own for name, own in found}


def _date(day: int) -> dt.date:
    import datetime as dt

    return EPOCH + dt.timedelta(days=day)
