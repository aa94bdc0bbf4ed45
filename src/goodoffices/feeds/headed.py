"""Read a file that begins with the names of its columns, whatever their order.

Columns that a layout does not know are told once and left; one that it needs and that is not there
is an error. Headers are met with byte-order marks, padding, quotes, and with more names than the
rows have columns; all of these are taken.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.feeds.cells import Cells
from goodoffices.feeds.dates import day_of_text
from goodoffices.feeds.delimited import Layout, Rows, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Header", "column_key", "first_names", "read_headed"]

_BOM = b"\xef\xbb\xbf"
_MOST_HEADER_BYTES = 1 << 16
_LINES_TO_COUNT = 50
_DELIMITERS = ("\t", ",", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The columns of a layout: those that must be there, that may, and that are of no use here.

    A file whose first line has the columns ``bare``, with a day in ``bare_day``, has no header.
    ``also`` maps other names of a column to the one used here; names are compared as `column_key`
    gives them. ``nulls`` are the texts that stand for an empty cell.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    nulls: tuple[str, ...] = ("",)
    bare: tuple[str, ...] = ()
    bare_day: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the layout knows."""
        return (*self.required, *self.optional, *self.unused)

    def known(self) -> dict[str, str]:
        """Return the column that each key stands for."""
        other = {column_key(name): column for name, column in self.also.items()}
        return {column_key(column): column for column in self.columns} | other

    def is_bare(self, content: bytes) -> bool:
        """Return whether a file begins with a row of the columns ``bare``, parted by tabs."""
        cells = first_names(content)["\t"]
        if not self.bare or len(cells) != len(self.bare):
            return False
        return day_of_text(cells[self.bare.index(self.bare_day)]) is not None


def column_key(name: str) -> str:
    """Return a name of a column as names are compared.

    >>> column_key(" Event ID"), column_key("event_id")
    ('event id', 'event id')
    """
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def first_names(content: bytes) -> dict[str, tuple[str, ...]]:
    r"""Return the names in the first line of a file, by the delimiter that would part them.

    >>> first_names(b"id,side_a\n1,x\n")[","]
    ('id', 'side_a')
    """
    line = content[:_MOST_HEADER_BYTES].removeprefix(_BOM).partition(b"\n")[0]
    text = line.rstrip(b"\r").decode("utf-8", "replace")
    return {delimiter: _parted(text, delimiter) for delimiter in _DELIMITERS}


def _parted(text: str, delimiter: str) -> tuple[str, ...]:
    if '"' in text:
        try:
            return tuple(next(csv.reader([text], delimiter=delimiter), ()))
        except csv.Error:
            pass
    return tuple(text.split(delimiter))


def read_headed(
    content: bytes, header: Header, *, where: str, tell: Callable[[str], None]
) -> Cells:
    """Return the cells of a file in the columns of a layout; an absent optional one is empty.

    ``tell`` hears of columns that are not known. Raises ``InputError`` when a required column is
    not there.
    """
    if header.is_bare(content):
        layout = Layout(columns=header.bare, keep=header.bare, nulls=header.nulls, is_padded=True)
        return Cells(_with_absent(read_rows(content, layout, where=where), header))
    known = header.known()
    needed = set(header.required)
    names = first_names(content)

    def n_needed(delimiter: str) -> int:
        return len(needed & {known.get(column_key(name)) for name in names[delimiter]})

    delimiter = max(_DELIMITERS, key=n_needed)
    meant = _meant(names[delimiter], known)
    lacking = [column for column in header.required if column not in meant]
    if lacking:
        expected = ", ".join(header.required)
        raise InputError(
            f"lacks the column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)}; "
            f"the first line must name {expected}",
            where=where,
            line=1,
        )
    is_quoted = delimiter != "\t" or content.removeprefix(_BOM).startswith(b'"')
    columns = meant if is_quoted else _fitted(meant, names[delimiter], content, delimiter)
    unknown = [
        name
        for name, column in zip(names[delimiter], meant, strict=True)
        if column not in known.values() and name.strip()
    ]
    if unknown:
        shown = ", ".join(name.strip()[:40] for name in unknown[:10])
        more = f" and {len(unknown) - 10} more" if len(unknown) > 10 else ""  # noqa: PLR2004
        tell(f"columns that are not used: {shown}{more}")
    layout = Layout(
        columns=columns,
        keep=tuple(name for name in (*header.required, *header.optional) if name in columns),
        delimiter=delimiter,
        quote='"' if is_quoted else "",
        n_header_lines=1,
        nulls=header.nulls,
        is_padded=True,
    )
    return Cells(_with_absent(read_rows(content, layout, where=where), header))


def _meant(names: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the column that each name stands for; the first of two that stand for one counts."""
    found: list[str] = []
    for number, name in enumerate(names):
        column = known.get(column_key(name))
        found.append(column if column and column not in found else f"_{number}")
    return tuple(found)


def _fitted(
    columns: tuple[str, ...], names: Sequence[str], content: bytes, delimiter: str
) -> tuple[str, ...]:
    """Return as many columns as most rows have.

    Some headers name columns that no row has: first names that mean nothing are taken out, then
    all names that are not known. Rows that are wider than the header end in columns without name.
    """
    lines = content[: 1 << 20].split(b"\n")[1 : _LINES_TO_COUNT + 1]
    counts = Counter(line.count(delimiter.encode()) + 1 for line in lines if line.strip())
    if not counts:
        return columns
    n = max(counts, key=lambda width: (counts[width], width == len(columns), width))
    if n > len(columns):
        return (*columns, *(f"_{number}" for number in range(len(columns), n)))
    if n < len(columns):
        pairs = list(zip(columns, names, strict=True))
        named = [column for column, name in pairs if name.strip()]
        known = [column for column in columns if not column.startswith("_")]
        for fewer in (named, known):
            if len(fewer) == n:
                return tuple(fewer)
    return columns


def _with_absent(rows: Rows, header: Header) -> Rows:
    """Return rows with an empty column for each that a file need not have and has not."""
    import pyarrow as pa

    table = rows.table
    for column in header.optional:
        if column not in table.column_names:
            table = table.append_column(column, pa.nulls(table.num_rows, pa.string()))
    return Rows(
        table=table,
        refused=rows.refused,
        n_rows=rows.n_rows,
        n_header_lines=rows.n_header_lines,
        firsts=rows.firsts,
    )
