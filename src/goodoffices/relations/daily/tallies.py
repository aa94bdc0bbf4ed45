"""Counts of acts by day and directed dyad, as numbers that the daily state can walk through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.cells import cells_of, check_actors
from goodoffices.relations.daily.settings import CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

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
    import pyarrow as pa

    days = rows["day"].cast(pa.date32()).cast(pa.int32()).to_numpy().astype(np.int64)
    check_actors(actors)
    cells = cells_of(rows, actors)
    order = _order(days, cells, len(actors))
    days, cells = days[order], cells[order]
    if not (np.diff(days * len(actors) ** 2 + cells) > 0).all():
        raise InputError("a dyad stands twice on a day; sum its acts first, as act_days does")
    sums = _ordered(rows, (*_COUNTED, "goldstein_sum", "goldstein_squares"), order)
    return Tallies(
        actors=tuple(actors),
        days=days,
        cells=cells,
        counts=sums[:-2],
        sums=sums[-2].round(_DECIMALS),
        squares=sums[-1].round(_DECIMALS),
    )


def _order(days: Ints, cells: Ints, n_actors: int) -> Ints:
    """Return the order of days, then cells; sorting by short numbers is several times quicker."""
    source, target = np.divmod(cells, n_actors)
    first = days.min() if days.size else 0
    keys = (target, source, days - first)
    if all(key.max(initial=0) < _SHORT for key in keys):
        keys = tuple(key.astype(np.uint16) for key in keys)  # type: ignore[assignment]
    return np.lexsort(keys)


def _ordered(rows: pa.Table, names: Sequence[str], order: Ints) -> Floats:
    """Return columns in an order, axes (names, rows)."""
    import pyarrow as pa

    found = np.empty((len(names), rows.num_rows))
    for own, name in zip(found, names, strict=True):
        values = rows[name].cast(pa.float64()).to_numpy()
        values.take(order, out=own, mode="clip")  # other modes go through a copy
    return found
