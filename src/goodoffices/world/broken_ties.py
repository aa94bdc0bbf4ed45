"""When two states had no diplomatic relations, or only part of them.

A row is a fact of protocol, not a judgement on who broke with whom: what lacked, since when, until
when. Listed are pairs of which somebody chose that; two small states that never got round to it,
and embassies left for want of safety or money alone, are not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from goodoffices.errors import BadRow
from goodoffices.records import ActorId
from goodoffices.world.csvtables import date_of, read_rows

if TYPE_CHECKING:
    import datetime as dt
    from importlib.resources.abc import Traversable

    from goodoffices.world.csvtables import Row

__all__ = ["BrokenKind", "BrokenTie", "BrokenTies", "load_broken_ties"]

BrokenKind = Literal["none", "broken", "reduced", "embassy_closed"]
_TABLE: Final = "broken_ties.csv"
_MONTH_DAYS: Final = 31
_WORDS: Final[dict[BrokenKind, str]] = {
    "none": "no diplomatic ties",
    "broken": "diplomatic ties broken",
    "reduced": "diplomatic ties reduced",
    "embassy_closed": "an embassy closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenTie:
    """Diplomatic ties of two states, ``low < high``, that lack in whole or part.

    ``kind`` is *none* (never established), *broken*, *embassy_closed* (the embassy of at least one
    closed by choice, ties not cut) or *reduced* (without ambassadors, by one side at least).
    ``since`` is the first day, None before 1990 or not established; ``until`` the day on which they
    were whole again or another row takes over, None if not by the time of the table.
    ``known_since`` is the day by which it had surely begun: the first after a month or a year of
    which the day is not known.
    """

    low: ActorId
    high: ActorId
    kind: BrokenKind
    since: dt.date | None
    known_since: dt.date | None
    until: dt.date | None
    note: str
    source: str

    def is_on(self, day: dt.date, days_after: int = 0) -> bool:
        """Return whether the ties lacked on a day, or did until fewer than so many days before."""
        if self.known_since is not None and day < self.known_since:
            return False
        return self.until is None or (day - self.until).days < days_after

    @property
    def words(self) -> str:
        """What lacked, since when and until when, in words.

        >>> import datetime as dt
        >>> from goodoffices.world.world import load_world
        >>> load_world().broken_tie("BHR", "IRN", dt.date(2020, 1, 1)).words
        'diplomatic ties broken since 2016-01-04'
        """
        since = "" if self.since is None else f" since {self._since_words(self.since)}"
        until = "" if self.until is None else f" until {self.until}"
        return f"{_WORDS[self.kind]}{since}{until}"

    def _since_words(self, since: dt.date) -> str:
        n_days = 0 if self.known_since is None else (self.known_since - since).days
        if n_days == 0:
            return since.isoformat()
        return f"{since:%Y-%m}" if n_days <= _MONTH_DAYS else f"{since:%Y}"


class BrokenTies:
    """The table by pair; the rows of a pair follow each other in time."""

    __slots__ = ("_by_pair",)

    def __init__(self, ties: tuple[BrokenTie, ...] = ()) -> None:
        self._by_pair: dict[tuple[str, str], tuple[BrokenTie, ...]] = {}
        for tie in ties:
            pair = (str(tie.low), str(tie.high))
            self._by_pair[pair] = (*self._by_pair.get(pair, ()), tie)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs that are listed."""
        return tuple(self._by_pair)

    def of_pair(self, low: str, high: str) -> tuple[BrokenTie, ...]:
        """Return all rows of a pair."""
        return self._by_pair.get((low, high), ())

    def on(self, low: str, high: str, day: dt.date, days_after: int = 0) -> BrokenTie | None:
        """Return the newest row of a pair that holds on a day, as it was known then.

        That ties were whole again later was not known then: ``until`` is None before it.

        >>> import datetime as dt
        >>> from goodoffices.world.csvtables import shipped_tables
        >>> ties = load_broken_ties(shipped_tables())
        >>> ties.on("GBR", "IRN", dt.date(2012, 1, 1)).kind
        'embassy_closed'
        >>> ties.on("FIN", "SWE", dt.date(2012, 1, 1)) is None
        True
        """
        rows = self._by_pair.get((low, high), ())
        found = next((row for row in reversed(rows) if row.is_on(day, days_after)), None)
        if found is None or found.until is None or found.until <= day:
            return found
        return replace(found, until=None)


def load_broken_ties(folder: Traversable) -> BrokenTies:
    """Return the table of a folder; empty when the folder has none.

    >>> from goodoffices.world.csvtables import shipped_tables
    >>> load_broken_ties(shipped_tables()).of_pair("ARG", "GBR")[0].until
    datetime.date(1990, 2, 15)
    """
    rows = read_rows(folder, _TABLE, is_required=False)
    return BrokenTies(tuple(_tie(row) for row in rows))


def _tie(row: Row) -> BrokenTie:
    low, high, kind = (row.get(name, "") for name in ("low", "high", "kind"))
    if not low < high or kind not in get_args(BrokenKind):
        raise BadRow(
            f"low must come before high and kind be one of {', '.join(get_args(BrokenKind))}; "
            f"found {low!r}, {high!r}, {kind!r}",
            where=row.where,
            line=row.line,
        )
    return BrokenTie(
        low=ActorId(low),
        high=ActorId(high),
        kind=cast("BrokenKind", kind),
        since=date_of(row, "since"),
        known_since=date_of(row, "since", at_end=True),
        until=date_of(row, "until", at_end=True),
        note=row.get("note", ""),
        source=row.get("source", ""),
    )
