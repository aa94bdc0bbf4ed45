"""Counts of acts by day and directed dyad, as numbers that the daily state can walk through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.cells import check_actors, sides_of
from goodoffices.relations.daily.settings import CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]
    Numbers = np.ndarray[Any, np.dtype[Any]]

__all__ = ["EPOCH", "Tallies", "tallies_of_rows"]

EPOCH: Final = dt.date(1970, 1, 1)
_SHORT: Final = 1 << 16
_DECIMALS: Final = 6
"""An engine adds in any order, so the last digits of a sum differ from run to run."""
_COUNTED: Final = tuple("n_acts" if one == "all" else f"n_{one}" for one in CLASSES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tallies:
    """Acts by day and directed dyad, in the order of days.

    ``days`` are days since 1970; ``cells`` are places in a flat matrix of sources by targets over
    ``actors``; ``counts`` has a row for each class of `CLASSES`; ``sums`` and ``squares`` are those
    of the Goldstein values of all acts. A dyad stands on a day at most once.
    """

    actors: tuple[str, ...]
    days: Ints
    cells: Ints
    counts: Floats
    sums: Floats
    squares: Floats

    def between(self, first: int, last: int) -> Tallies:
        """Return those of the days from first to last, both included."""
        begin, end = np.searchsorted(self.days, (first, last + 1))
        return Tallies(
            actors=self.actors,
            days=self.days[begin:end],
            cells=self.cells[begin:end],
            counts=self.counts[:, begin:end],
            sums=self.sums[begin:end],
            squares=self.squares[begin:end],
        )


def tallies_of_rows(rows: pa.Table, actors: Sequence[str]) -> Tallies:
    """Return the tallies of rows as the query ``act_days`` gives them, in any order.

    Raises
    ------
    InputError
        A row names an actor that is none of ``actors``, or has a dyad twice on a day.
    """
    check_actors(actors)
    keys, first = _keys(rows, actors)
    order = np.lexsort(keys)
    target, source, days = (key.take(order) for key in keys)
    if len(order) and _has_twins(target, source, days):
        raise InputError("a dyad stands twice on a day; sum its acts first, as act_days does")
    sums = _ordered(rows, (*_COUNTED, "goldstein_sum", "goldstein_squares"), order)
    return Tallies(
        actors=tuple(actors),
        days=days.astype(np.int64) + first,
        cells=source.astype(np.int64) * len(actors) + target,
        counts=sums[:-2],
        sums=np.round(sums[-2], _DECIMALS, out=sums[-2]),
        squares=np.round(sums[-1], _DECIMALS, out=sums[-1]),
    )


def _keys(rows: pa.Table, actors: Sequence[str]) -> tuple[tuple[Numbers, ...], int]:
    """Return targets, sources and days since the first one, and that one.

    As short numbers where they fit, for these are sorted several times quicker.
    """
    import pyarrow as pa

    day = rows["day"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    first = int(day.min()) if day.size else 0
    source, target = sides_of(rows, actors)
    keys = (target, source, day - first)
    if all(key.max(initial=0) < _SHORT for key in keys):
        return tuple(key.astype(np.uint16) for key in keys), first
    return keys, first


def _has_twins(*sorted_keys: Numbers) -> bool:
    """Return whether two rows that follow each other have the same keys."""
    same = [key[1:] == key[:-1] for key in sorted_keys]
    return bool(np.logical_and.reduce(same).any())


def _ordered(rows: pa.Table, names: Sequence[str], order: Ints) -> Floats:
    """Return columns in an order, axes (names, rows)."""
    found = np.empty((len(names), rows.num_rows))
    for own, name in zip(found, names, strict=True):
        values = rows[name].to_numpy()
        if values.dtype == own.dtype:
            values.take(order, out=own, mode="clip")  # other modes go through a copy
        else:
            own[:] = values.take(order)
    return found
