"""Counts of acts by day and directed dyad, as numbers that the daily state can walk through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.daily.settings import CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

__all__ = ["EPOCH", "Tallies", "tallies_of_rows"]

EPOCH: Final = dt.date(1970, 1, 1)
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
    cells = _cells(rows, tuple(actors))
    keys = days * len(actors) ** 2 + cells
    order = np.argsort(keys)
    days, cells = days[order], cells[order]
    if not (np.diff(keys[order]) > 0).all():
        raise InputError("a dyad stands twice on a day; sum its acts first, as act_days does")
    return Tallies(
        actors=tuple(actors),
        days=days,
        cells=cells,
        counts=np.array([_floats(rows, name)[order] for name in _COUNTED]).reshape(
            len(_COUNTED), len(days)
        ),
        sums=_floats(rows, "goldstein_sum")[order].round(_DECIMALS),
        squares=_floats(rows, "goldstein_squares")[order].round(_DECIMALS),
    )


def _cells(rows: pa.Table, actors: tuple[str, ...]) -> Ints:
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(set(actors)) != len(actors):
        raise InputError("an actor is named twice among those of the tallies")
    names = pa.array(actors, pa.string())
    sides: Mapping[str, Ints] = {}
    for side in ("source", "target"):
        places = pc.index_in(rows[side], value_set=names)
        if places.null_count:
            stranger = rows[side].filter(pc.is_null(places))[0].as_py()
            raise InputError(f"{side} {stranger!r} is none of the actors of the tallies")
        sides = {**sides, side: places.to_numpy().astype(np.int64)}
    cells: Ints = sides["source"] * len(actors) + sides["target"]
    return cells


def _floats(rows: pa.Table, name: str) -> Floats:
    import pyarrow as pa

    found: Floats = rows[name].cast(pa.float64()).to_numpy()
    return found
