"""Reads the CSV tables of the world room, with errors that name file and line."""

from __future__ import annotations

import csv
import datetime as dt
from importlib.resources import files
from typing import TYPE_CHECKING

from goodoffices.errors import BadRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

__all__ = ["Row", "date_of", "read_rows", "shipped_tables", "words_of"]

DECEMBER = 12

YEAR_FORM, MONTH_FORM = 4, 7
"""Lengths of ``YYYY`` and ``YYYY-MM``, the forms of dates of which the day is not known."""


class Row(dict[str, str]):
    """One row by column name, which remembers where it stood."""

    __slots__ = ("line", "where")

    def __init__(self, cells: dict[str, str], *, where: str, line: int) -> None:
        super().__init__(cells)
        self.where = where
        self.line = line


def shipped_tables() -> Traversable:
    """Return the folder of tables that comes with the package.

    >>> shipped_tables().joinpath("states.csv").is_file()
    True
    """
    return files("goodoffices.world").joinpath("tables")


def read_rows(folder: Traversable, name: str, *, is_required: bool = True) -> Iterator[Row]:
    """Yield the rows of one table; a table that is not required may be absent.

    >>> next(read_rows(shipped_tables(), "states.csv"))["id"]
    'AFG'
    """
    path = folder.joinpath(name)
    if not path.is_file():
        if is_required:
            raise BadRow(f"this table is missing; expected it in {folder}", where=name)
        return
    with path.open("r", encoding="utf-8") as lines:
        reader = csv.reader(lines)
        head = next(reader, [])
        for cells in reader:
            if len(cells) != len(head):
                raise BadRow(
                    f"expected {len(head)} columns ({', '.join(head)}), found {len(cells)}",
                    where=name,
                    line=reader.line_num,
                )
            yield Row(dict(zip(head, cells, strict=True)), where=name, line=reader.line_num)


def date_of(row: Row, column: str, *, at_end: bool = False) -> dt.date | None:
    """Return the date in a column, None when blank; ``YYYY`` and ``YYYY-MM`` give the first day.

    With ``at_end`` they give the first day after the period, as fits an ``until``.

    >>> row = Row({"since": "2015-02", "until": "2016", "checked": ""}, where="x.csv", line=2)
    >>> date_of(row, "since"), date_of(row, "since", at_end=True)
    (datetime.date(2015, 2, 1), datetime.date(2015, 3, 1))
    >>> date_of(row, "until", at_end=True), date_of(row, "checked")
    (datetime.date(2017, 1, 1), None)
    """
    text = row.get(column, "")
    if not text:
        return None
    try:
        first = dt.date.fromisoformat(text + "-01-01"[len(text) - YEAR_FORM :])
    except ValueError:
        raise BadRow(
            f"{column} must be YYYY-MM-DD, YYYY-MM, YYYY or blank, found {text!r}",
            where=row.where,
            line=row.line,
        ) from None
    if not at_end or len(text) > MONTH_FORM:
        return first
    is_december = len(text) == YEAR_FORM or first.month == DECEMBER
    return dt.date(first.year + is_december, 1 if is_december else first.month + 1, 1)


def words_of(row: Row, column: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several texts set apart by ``|``.

    >>> words_of(Row({"words": "Turk|Turks"}, where="x.csv", line=2), "words")
    ('Turk', 'Turks')
    """
    return tuple(part.strip() for part in row.get(column, "").split("|") if part.strip())
