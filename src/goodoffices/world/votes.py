"""Where states stand in recorded votes of the General Assembly of the United Nations.

One number a state and year, on the line that tells most of how votes differ: yes, no and
abstentions of that year and of the two before it. In these decades the line runs from states that
vote with most of the Assembly, below 0, to those that vote no with the United States, above 0. It
is no measure of friendship, and neither end is the good one. `tools/build_un_positions.py` tells
how it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from goodoffices.errors import BadRow
from goodoffices.records import ActorId
from goodoffices.world.csvtables import read_rows

if TYPE_CHECKING:
    import datetime as dt
    from importlib.resources.abc import Traversable

    from goodoffices.world.csvtables import Row

__all__ = ["UnDistance", "UnPosition", "UnPositions", "load_positions"]

_SOURCE: Final = "unvotes"
_TABLE: Final = "un_positions.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnPosition:
    """Where a state stood by its votes of ``year`` and of the two years before.

    Over the states of a year positions have mean 0 and standard deviation 1; ``n_votes`` are the
    votes that the state cast in the three years.
    """

    state: ActorId
    year: int
    position: float
    std_error: float
    n_votes: int
    source: str = _SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnDistance:
    """How far two states stood apart in ``year``, in standard deviations of all states."""

    low: UnPosition
    high: UnPosition

    @property
    def year(self) -> int:
        """The year that both positions describe."""
        return self.low.year

    @property
    def distance(self) -> float:
        """|position of one - position of the other|: 0 on one spot, about 1.1 on average."""
        return abs(self.low.position - self.high.position)

    @property
    def std_error(self) -> float:
        """Standard error of the difference, as if both positions were measured independently."""
        return float((self.low.std_error**2 + self.high.std_error**2) ** 0.5)


class UnPositions:
    """The table by year and state."""

    __slots__ = ("_by_year", "_newest")

    def __init__(self, positions: tuple[UnPosition, ...]) -> None:
        self._by_year: dict[int, dict[str, UnPosition]] = {}
        for one in positions:
            self._by_year.setdefault(one.year, {})[one.state] = one
        self._newest = max(self._by_year, default=0)

    def of_year_before(self, day: dt.date) -> dict[str, UnPosition]:
        """Return the positions of the newest year of the table that was over on a day."""
        return self._by_year.get(min(day.year - 1, self._newest), {})


def load_positions(folder: Traversable) -> UnPositions:
    """Return the table of a folder; empty when the folder has none.

    >>> from goodoffices.world.csvtables import shipped_tables
    >>> import datetime as dt
    >>> len(load_positions(shipped_tables()).of_year_before(dt.date(2016, 6, 1)))
    193
    """
    rows = read_rows(folder, _TABLE, is_required=False)
    return UnPositions(tuple(_position(row) for row in rows))


def _position(row: Row) -> UnPosition:
    try:
        return UnPosition(
            state=ActorId(row["state"]),
            year=int(row["year"]),
            position=float(row["position"]),
            std_error=float(row["std_error"]),
            n_votes=int(row["n_votes"]),
        )
    except (KeyError, ValueError) as error:
        raise BadRow(
            "a position needs state, year, position, std_error and n_votes, all but the first "
            f"numbers: {error}",
            where=row.where,
            line=row.line,
        ) from None
