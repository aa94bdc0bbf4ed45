"""Decayed scores of all dyads in one matrix: yesterday's scores and today's acts make today's.

A day costs some microseconds and what it brought, so a new day reads no older report, and a repair
replays from the checkpoint before the day that changed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.cells import cells_of, check_actors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

__all__ = [
    "DecayState",
    "Folded",
    "fold_days",
    "load_state",
    "month_states",
    "save_state",
    "start_state",
]

_EPOCH: Final = dt.date(1970, 1, 1)
_ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DecayState:
    """The score of every dyad at the end of a day. Axes of ``scores``: source, target."""

    actors: tuple[str, ...]
    half_life_days: float
    day: dt.date
    scores: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Folded:
    """What came of some days: the state after them, and a score for each row that was given.

    The score of a row is that of its dyad at the end of its day.
    """

    state: DecayState
    scores: Floats


def start_state(actors: Sequence[str], day: dt.date, *, half_life_days: float) -> DecayState:
    """Return the state of a day before which nothing is known: every score is 0.

    >>> start_state(["TUR", "RUS"], dt.date(2015, 1, 1), half_life_days=30).scores.sum()
    np.float64(0.0)
    """
    if not half_life_days > 0 or not np.isfinite(half_life_days):
        raise InputError(f"half_life_days must be above 0, found {half_life_days}")
    names = tuple(actors)
    check_actors(names)
    scores = np.zeros((len(names), len(names)))
    return DecayState(actors=names, half_life_days=half_life_days, day=day, scores=scores)


def fold_days(state: DecayState, sums: pa.Table, until: dt.date) -> Folded:
    """Return the state at the end of a later day, and the score of each row.

    s(d) = s(d - 1) * 0.5^(1 / half-life) + g(d), where g(d) is the sum of a dyad's values on day d.
    ``sums`` holds day, source, target and goldstein_sum, in any order, as the query ``day_sums``
    gives them; a null sum counts 0. All days must lie after that of the state and not after
    ``until``.

    >>> import pyarrow as pa
    >>> start = start_state(["TUR", "RUS"], dt.date(2015, 11, 23), half_life_days=30)
    >>> sums = pa.table({"day": [dt.date(2015, 11, 24)], "source": ["TUR"], "target": ["RUS"],
    ...                  "goldstein_sum": [-10.0]})
    >>> float(fold_days(start, sums, dt.date(2015, 12, 24)).state.scores[0, 1])
    -5.0
    """
    if until < state.day:
        raise InputError(f"the state is of {state.day}, after {until}; take an earlier checkpoint")
    days, cells, values = _columns(state, sums)
    first = (state.day - _EPOCH).days
    last = (until - _EPOCH).days
    if len(days) and not (first < int(days.min()) and int(days.max()) <= last):
        raise InputError(
            f"days must lie after {state.day}, which is folded already, and not after {until}; "
            "to repair an earlier day replay from the checkpoint before it"
        )
    scores = state.scores.copy()
    found = np.empty(len(days))
    _fold(scores.reshape(-1), days - first, cells, values, found, state.half_life_days)
    gap = last - (int(days.max()) if len(days) else first)
    scores *= 0.5 ** (gap / state.half_life_days)
    after = DecayState(
        actors=state.actors, half_life_days=state.half_life_days, day=until, scores=scores
    )
    return Folded(state=after, scores=found)


def _fold(
    flat: Floats, days: Places, cells: Places, values: Floats, found: Floats, half_life: float
) -> None:
    """Put rows in the order of their days and walk through them; fills ``flat`` and ``found``."""
    if not len(days):
        return
    if (days[1:] >= days[:-1]).all():
        _walk(flat, days, cells, values, found, half_life)
        return
    # numpy sorts numbers of sixteen bits by counting, not by comparing.
    order = np.argsort(days.astype(np.uint16) if days.max() < 1 << 16 else days, kind="stable")
    scores = np.empty(len(days))
    _walk(flat, days[order], cells[order], values[order], scores, half_life)
    found[order] = scores


def _walk(
    flat: Floats, days: Places, cells: Places, values: Floats, scores: Floats, half_life: float
) -> None:
    """Go from day to day: decay everything, add what the day brought, note what it came to."""
    starts = np.flatnonzero(np.diff(days, prepend=days[0] - 1))
    ends = [*starts[1:].tolist(), len(days)]
    before = 0
    for day, start, end in zip(days[starts].tolist(), starts.tolist(), ends, strict=True):
        flat *= 0.5 ** ((day - before) / half_life)
        here = cells[start:end]
        np.add.at(flat, here, values[start:end])
        scores[start:end] = flat[here]
        before = day


def _columns(state: DecayState, sums: pa.Table) -> tuple[Places, Places, Floats]:
    """Return day since 1970, place in the flat matrix and value of each row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    days = sums["day"].cast(pa.date32()).cast(pa.int32()).to_numpy().astype(np.int64)
    values = pc.fill_null(sums["goldstein_sum"].cast(pa.float64()), 0.0).to_numpy()
    return days, cells_of(sums, state.actors), values


def month_states(state: DecayState, sums: pa.Table, until: dt.date) -> Iterator[DecayState]:
    """Yield the state at the end of each month, and at last that of ``until``: the checkpoints."""
    import pyarrow.compute as pc

    while state.day < until:
        end = min(_month_end(state.day + _ONE_DAY), until)
        days = sums["day"]
        part = sums.filter(pc.and_(pc.greater(days, state.day), pc.less_equal(days, end)))
        state = fold_days(state, part, end).state
        yield state


def _month_end(day: dt.date) -> dt.date:
    following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return following - _ONE_DAY


def save_state(state: DecayState, path: Path) -> None:
    """Write a state to a file, which is there wholly or not at all."""
    waiting = path.with_name(f".{path.name}.writing")
    with waiting.open("wb") as file:
        np.savez(
            file,
            actors=np.array(state.actors, dtype=np.str_),
            half_life_days=np.float64(state.half_life_days),
            day=np.int64(state.day.toordinal()),
            scores=state.scores,
        )
    waiting.replace(path)


def load_state(path: Path) -> DecayState:
    """Return a state that was written to a file."""
    try:
        with np.load(path, allow_pickle=False) as held:
            state = DecayState(
                actors=tuple(str(one) for one in held["actors"]),
                half_life_days=float(held["half_life_days"]),
                day=dt.date.fromordinal(int(held["day"])),
                scores=held["scores"],
            )
    except (OSError, ValueError, KeyError, EOFError) as error:
        message = "no state of decayed scores can be read; fold the days anew from an older one"
        raise InputError(message, where=str(path)) from error
    n = len(state.actors)
    if state.scores.shape != (n, n) or state.scores.dtype != np.float64:
        raise InputError(f"scores must be {n} x {n} numbers", where=str(path))
    return state
