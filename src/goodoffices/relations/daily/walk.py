"""Walk from day to day: the numbers of each active dyad and pair on each day, as tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.numbers import (
    World,
    counts_of,
    memories_of,
    scores_of,
    strain_of,
    surprises_of,
    tones_from,
)
from goodoffices.relations.daily.state import HOSTILE, fold
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

_ALL: Final = 0
_OF_PAIRS: Final = slice(1, None)
_BROAD: Final = slice(1, 3)
"""Places in `CLASSES` of what may surprise in a pair, and of what may in a dyad: hostile and
conciliatory acts. Of pairs also the hard ones of both sorts, ruptures and steps."""
_DAYS_AT_ONCE: Final = 64
"""Days whose surprises are worked out together: NumPy is quicker on long arrays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """What came of some days: the state after them and the numbers of each day.

    ``dyads``: day, source, target, n_acts (in the window), expected_acts, tone, tone_low,
    tone_high, surprise_hostile, surprise_conciliatory, is_paused. ``pairs``: day, low,
    high, seen and expected counts of each class, a surprise of each but all, lesser_hostile and
    lesser_conciliatory (acts in the window of the side that did fewer), past_hostile (decayed acts
    before the window), score_rift and score_thaw (`numbers.scores_of`), strain
    (`numbers.strain_of`), is_paused.
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
    least_surprise: float = 0.0,
    dyads_since: int | None = None,
) -> Walked:
    """Return the numbers of each day after that of ``state`` up to ``until`` (days since 1970).

    On a day on which the feed ``is_paused``, and before it has been seen for `LEARNING_DAYS`,
    nothing surprises: surprises are 0 and the row says so. ``priors`` gives the slow prior of each
    cell as known on a day. ``keep`` is called at the end of each day with the state, which it must
    copy if it wants to keep it. Rows of pairs in which nothing surprises by ``least_surprise`` are
    left out: most are of pairs that do what they always do. Rows of dyads are made from the day
    ``dyads_since`` on.
    """
    names = state.actors
    dyads = _Rows(names, ("source", "target"), _BROAD, _dyad_columns)
    pairs = _Rows(names, ("low", "high"), _OF_PAIRS, _pair_columns, least_surprise)
    last, mirror = state, _Mirror(len(names))
    for last, acts in fold(state, tallies, until):
        if keep is not None:
            keep(last)
        if not len(acts.cells):
            continue
        stopped = last.learnt_days <= c.LEARNING_DAYS or (
            is_paused is not None and is_paused(_date(acts.day))
        )
        world = World(last)
        if dyads_since is None or acts.day >= dyads_since:
            own = (acts.cells,)
            fast, past, n_past = memories_of(last, own, priors(_date(acts.day)) if priors else None)
            counts = counts_of(last, world, own, n_classes=_BROAD.stop)
            dyads.add(acts.day, acts.cells, counts, stopped=stopped,
                      fast=fast, past=past, n_past=n_past)  # fmt: skip
        both = mirror.pairs_of(acts.cells)
        counts = counts_of(last, world, both)
        pairs.add(acts.day, both[0], counts, stopped=stopped, strain=strain_of(counts),
                  lesser=counts.lesser[_BROAD], past_hostile=counts.past[HOSTILE])  # fmt: skip
    after = last if last is not state else state.copy()
    return Walked(state=_at(after, until), dyads=dyads.table(), pairs=pairs.table())


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

    Rows in which nothing surprises by ``least`` are left out.
    """

    actors: tuple[str, ...]
    sides: tuple[str, str]
    surprising: slice
    columns: Callable[[dict[str, Any]], dict[str, Any]]
    least: float = 0.0
    days: list[tuple[int, int, bool]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    done: list[pa.Table] = field(default_factory=list)

    def add(
        self, day: int, cells: Ints, counts: Counts, *, stopped: bool, **columns: Floats
    ) -> None:
        self.days.append((day, len(cells), stopped))
        self.waiting.append(
            {
                "cells": cells,
                "seen": counts.seen,
                "expected": counts.expected,
                "shape": counts.shape[self.surprising],
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
        days, sizes, stopped = (np.array(one) for one in zip(*self.days, strict=True))
        rows["day"] = np.repeat(days.astype(np.int32), sizes)
        rows["is_paused"] = np.repeat(stopped.astype(bool), sizes)
        self.waiting, self.days = [], []
        self.done.append(self._table(rows))

    def table(self) -> pa.Table:
        import pyarrow as pa

        self.settle()
        return pa.concat_tables(self.done) if self.done else self._table(_no_rows(self.surprising))

    def _table(self, rows: dict[str, Any]) -> pa.Table:
        import pyarrow as pa

        seen, expected = rows["seen"][self.surprising], rows["expected"][self.surprising]
        surprises = surprises_of(seen, expected, rows.pop("shape"))
        surprises[:, rows["is_paused"]] = 0.0
        rows["surprises"] = surprises
        if self.least > 0.0:
            kept = np.flatnonzero(surprises.max(axis=0) >= self.least)
            rows = {name: values.take(kept, axis=-1) for name, values in rows.items()}
        names = pa.array(self.actors, pa.string())
        places = np.divmod(rows["cells"].astype(np.int32), np.int32(len(self.actors)))
        sides = [pa.DictionaryArray.from_arrays(pa.array(one), names) for one in places]
        return pa.table(
            {
                "day": pa.array(rows["day"]).cast(pa.date32()),
                **dict(zip(self.sides, sides, strict=True)),
                **self.columns(rows),
                "is_paused": rows["is_paused"],
            }
        )


def _no_rows(surprising: slice) -> dict[str, Any]:
    none, nones = np.zeros(0), np.zeros((len(c.CLASSES), 0))
    return {
        "day": none.astype(np.int32), "cells": none.astype(np.int64),
        "is_paused": none.astype(bool), "seen": nones, "expected": nones,
        "shape": nones[surprising], "strain": none, "lesser": nones[_BROAD],
        "past_hostile": none, "fast": nones[:4], "past": none, "n_past": none,
    }  # fmt: skip


def _dyad_columns(rows: dict[str, Any]) -> dict[str, Any]:
    tones = tones_from(rows["fast"], rows["past"], rows["n_past"])
    return {
        "n_acts": rows["seen"][_ALL].copy(),
        "expected_acts": rows["expected"][_ALL].copy(),
        "tone": tones.tone,
        "tone_low": tones.low,
        "tone_high": tones.high,
        **_surprise_columns(rows, _BROAD),
    }


def _pair_columns(rows: dict[str, Any]) -> dict[str, Any]:
    counted = {
        f"{kind}_{name}": rows[kind][at]
        for at, name in enumerate(c.CLASSES)
        for kind in ("seen", "expected")
    }
    lesser, past_hostile = rows["lesser"], rows["past_hostile"]
    rift, thaw = scores_of(rows["surprises"], rows["seen"][_BROAD], lesser, past_hostile)
    return {
        **counted,
        **_surprise_columns(rows, _OF_PAIRS),
        "lesser_hostile": lesser[0],
        "lesser_conciliatory": lesser[1],
        "past_hostile": past_hostile,
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
