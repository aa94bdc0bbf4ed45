"""The state of all dyads at the end of a day: some sums a dyad, moved on by each new day.

Two memories of each dyad: a slow one, of the past before the window, says what is to be expected; a
fast one says how warm the dyad is now. Between them lies the window of the newest days, whose
counts are set against the expectation. All is additive, so that N days at once are the same as day
by day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.daily import settings as c

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodoffices.relations.daily.tallies import Tallies

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["DailyState", "DayActs", "fold", "start"]

_SLOW_DECAY: Final = 0.5 ** (1.0 / c.BASELINE_HALF_LIFE_DAYS)
_FAST_DECAY: Final = 0.5 ** (1.0 / c.TONE_HALF_LIFE_DAYS)
N_CLASSES: Final = len(c.CLASSES)
HOSTILE, RUPTURE = (c.CLASSES.index(one) for one in ("hostile", "rupture"))
GOLDSTEIN: Final = N_CLASSES
"""Place of the sum of Goldstein values in the slow memory, after the classes."""
W, WW, WG, WGG = range(4)
"""Places in the fast memory: sums of weights, of squared weights, of values and of squares."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayActs:
    """The acts of one day, and the volume of the feed on it: acts of all dyads."""

    day: int
    volume: float
    cells: Ints
    counts: Floats
    """Classes and, in the last row, sums of Goldstein values, by active dyad."""
    squares: Floats


@dataclass(slots=True, kw_only=True, eq=False)
class DailyState:
    """What is remembered of all dyads at the end of ``day`` (days since 1970).

    ``slow``: decayed sums of the days before the window, axes (classes and Goldstein sum, dyads);
    ``slow_volume`` the same of the volume of the feed, ``slow_totals`` of each class in all dyads,
    and ``n_dyads`` how many dyads are in it. ``fast``: decayed sums of all days, axes
    (weights, squared weights, values, squares; dyads). ``window``: counts of the newest
    `WINDOW_DAYS` days, whose acts are in ``recent``. ``learnt_days`` counts days with any act.
    """

    actors: tuple[str, ...]
    day: int
    slow: Floats
    slow_volume: float
    slow_totals: Floats
    n_dyads: int
    fast: Floats
    window: Floats
    window_volume: float
    recent: tuple[DayActs, ...]
    learnt_days: int

    def copy(self) -> DailyState:
        """Return a state that can be moved on without touching this one."""
        return replace(
            self,
            slow=self.slow.copy(),
            slow_totals=self.slow_totals.copy(),
            fast=self.fast.copy(),
            window=self.window.copy(),
        )


def start(actors: Sequence[str], day: int) -> DailyState:
    """Return the state at the end of a day before which nothing is known."""
    n = len(actors) ** 2
    return DailyState(
        actors=tuple(actors),
        day=day,
        slow=np.zeros((N_CLASSES + 1, n)),
        slow_volume=0.0,
        slow_totals=np.zeros(N_CLASSES),
        n_dyads=0,
        fast=np.zeros((4, n)),
        window=np.zeros((N_CLASSES, n)),
        window_volume=0.0,
        recent=(),
        learnt_days=0,
    )


def fold(state: DailyState, tallies: Tallies, until: int) -> Iterator[tuple[DailyState, DayActs]]:
    """Yield the state at the end of each day up to ``until``, with the acts of the day.

    The state that is given is not changed; the one that is yielded is the same each time, moved on.

    Raises
    ------
    InputError
        Tallies are of other actors, or some day of theirs is folded already.
    """
    if tallies.actors != state.actors:
        raise InputError("the tallies are of other actors than the state; start anew")
    if len(tallies.days) and not state.day < tallies.days[0] <= tallies.days[-1] <= until:
        raise InputError(
            "some days are folded already or lie after the last one asked for; to repair a day "
            "replay from the checkpoint before it"
        )
    moved = state.copy()
    days = np.arange(state.day + 1, until + 2)
    marks = np.searchsorted(tallies.days, days)
    for day, begin, end in zip(days[:-1].tolist(), marks[:-1], marks[1:], strict=True):
        acts = DayActs(
            day=day,
            volume=float(tallies.counts[0, begin:end].sum()),
            cells=tallies.cells[begin:end],
            counts=np.vstack([tallies.counts[:, begin:end], tallies.sums[None, begin:end]]),
            squares=tallies.squares[begin:end],
        )
        _move(moved, acts)
        yield moved, acts


def _move(state: DailyState, acts: DayActs) -> None:
    """Move a state on by one day."""
    state.slow *= _SLOW_DECAY
    state.slow_volume *= _SLOW_DECAY
    state.slow_totals *= _SLOW_DECAY
    state.fast *= _FAST_DECAY
    state.fast[WW] *= _FAST_DECAY
    if len(state.recent) == c.WINDOW_DAYS:
        left = state.recent[0]
        _add(state.window, left.cells, -left.counts)
        state.n_dyads += int(np.count_nonzero(state.slow[0].take(left.cells) == 0.0))
        _add(state.slow, left.cells, left.counts)
        state.slow_totals += left.counts[:N_CLASSES].sum(axis=1)
        state.slow_volume += left.volume
        state.window_volume -= left.volume
        state.recent = state.recent[1:]
    _add(state.window, acts.cells, acts.counts)
    state.window_volume += acts.volume
    n_acts = acts.counts[0]
    _add(state.fast, acts.cells, (n_acts, n_acts, acts.counts[GOLDSTEIN], acts.squares))
    state.recent = (*state.recent, acts)
    state.learnt_days += bool(acts.volume)
    state.day = acts.day


def _add(sums: Floats, cells: Ints, rows: Iterable[Floats]) -> None:
    """Add rows to the sums of some cells, the first to the first; rows too many are left."""
    for own, row in zip(sums, rows, strict=False):
        np.add.at(own, cells, row)
