"""Poles: states and blocs that others stand nearer to or farther from, with their weight."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.errors import BadRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

__all__ = ["Pole", "PoleTable", "load_poles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pole:
    """A pole on a day: its members with their share of its output, and its share of all poles'.

    Output is gross domestic product at current prices, of the last year before the day.
    """

    id: str
    members: tuple[tuple[str, float], ...]
    power: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Membership:
    pole: str
    member: str
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleTable:
    """Who belongs to which pole from when to when, and the output of each state and year."""

    memberships: tuple[_Membership, ...]
    outputs: Mapping[str, Mapping[int, float]]

    def on(self, day: dt.date) -> tuple[Pole, ...]:
        """Return the poles of a day, in the order of the table.

        >>> poles = {pole.id: pole for pole in load_poles().on(dt.date(2016, 7, 1))}
        >>> [name for name, _ in poles["EU"].members].count("GBR"), poles["TUR"].members
        (1, (('TUR', 1.0),))
        """
        sizes: dict[str, dict[str, float]] = {}
        for row in self.memberships:
            if (row.since or dt.date.min) <= day < (row.until or dt.date.max):
                sizes.setdefault(row.pole, {})[row.member] = self._output(row.member, day)
        total = sum(sum(members.values()) for members in sizes.values())
        return tuple(
            Pole(
                id=pole,
                members=tuple(
                    (member, size / sum(members.values())) for member, size in members.items()
                ),
                power=sum(members.values()) / total,
            )
            for pole, members in sizes.items()
        )

    def _output(self, member: str, day: dt.date) -> float:
        """Return the output of the last year before a day, or of the first year that is known."""
        years = self.outputs[member]
        return years[max((year for year in years if year < day.year), default=min(years))]


def load_poles(folder: Traversable | None = None) -> PoleTable:
    """Return the shipped table of poles, or one from a folder with ``poles.csv`` and ``gdp.csv``.

    ``poles.csv`` holds pole, member, since and until (days, blank for always; ``until`` is the
    first day after); ``gdp.csv`` holds state, year and gdp_usd_bn. Each member needs a year.
    """
    tables = folder or files("goodoffices.relations.alignment").joinpath("tables")
    outputs: dict[str, dict[int, float]] = {}
    for line, row in _rows(tables, "gdp.csv", ("state", "year", "gdp_usd_bn")):
        try:
            size = float(row["gdp_usd_bn"])
            outputs.setdefault(row["state"], {})[int(row["year"])] = size
        except ValueError:
            size = 0.0
        if not 0 < size < float("inf"):
            raise BadRow(
                f"year and gdp_usd_bn must be numbers, the latter above 0; found "
                f"{row['year']!r}, {row['gdp_usd_bn']!r}",
                where="gdp.csv",
                line=line,
            )
    memberships = []
    for line, row in _rows(tables, "poles.csv", ("pole", "member", "since", "until")):
        if row["member"] not in outputs:
            raise BadRow(
                f"{row['member']!r} has no row in gdp.csv, so its pole has no weight",
                where="poles.csv",
                line=line,
            )
        since, until = (_day(row[column], line) for column in ("since", "until"))
        memberships.append(
            _Membership(pole=row["pole"], member=row["member"], since=since, until=until)
        )
    return PoleTable(memberships=tuple(memberships), outputs=outputs)


def _rows(
    folder: Traversable, name: str, columns: tuple[str, ...]
) -> Iterator[tuple[int, dict[str, str]]]:
    lines = folder.joinpath(name).read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != columns:
        raise BadRow(
            f"expected the columns {','.join(columns)}, found {lines[0] if lines else 'nothing'}",
            where=name,
            line=1,
        )
    for row in reader:
        if None in row or None in row.values():
            raise BadRow(f"expected {len(columns)} cells", where=name, line=reader.line_num)
        yield reader.line_num, row


def _day(text: str, line: int) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRow(
            f"a day must be YYYY-MM-DD or blank, found {text!r}", where="poles.csv", line=line
        ) from None
