"""Reads one file of a case: strict UTF-8 text, and CSV rows that know their line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from goodoffices.errors import InputError, UnreadableText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from goodoffices.casebook.problems import Problems

__all__ = ["MAX_BYTES", "Row", "read_sheet", "read_text"]

MAX_BYTES = 5_000_000
"""Largest file of a case; the shipped ones are under 100 kB."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a CSV file: its cells by column, stripped of blanks, and where it stands."""

    where: str
    line: int
    cells: Mapping[str, str]

    def take(
        self, column: str, parse: Callable[[str], T], problems: Problems, default: T | None = None
    ) -> T | None:
        """Return the parsed cell, or the default after noting the problem."""
        try:
            return parse(self.cells[column])
        except InputError as error:
            self.complain(str(error), problems, column=column)
            return default

    def complain(self, message: str, problems: Problems, *, column: str = "") -> None:
        """Note a problem at this row."""
        problems.add(message, where=self.where, line=self.line, column=column)


def read_text(path: Path) -> str:
    r"""Return the text of a file that is UTF-8 without byte order mark and with ``\n`` lines.

    Spreadsheet programs add marks and other line ends unasked; they would make the same case
    differ from machine to machine, so they are refused with the way to save it right.
    """
    where = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
    if len(raw) > MAX_BYTES:
        raise UnreadableText(f"larger than {MAX_BYTES:,} bytes", where=where)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableText("is UTF-16; save it as UTF-8", where=where, line=1)
    if raw.startswith(b"\xef\xbb\xbf"):
        message = "starts with a byte order mark; save it as UTF-8 without BOM"
        raise UnreadableText(message, where=where, line=1)
    for mark, meaning in ((b"\r", "CR or CRLF line ends; save with LF"), (b"\0", "a NUL byte")):
        if mark in raw:
            line = raw[: raw.index(mark)].count(b"\n") + 1
            raise UnreadableText(f"has {meaning}", where=where, line=line)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise UnreadableText(message, where=where, line=line) from None


def read_sheet(path: Path, columns: tuple[str, ...], problems: Problems) -> list[Row]:
    """Return the rows of a CSV file whose header is exactly ``columns``; none if it is missing."""
    if not path.exists():
        return []
    where = path.name
    try:
        lines = list(_numbered(read_text(path)))
    except UnreadableText as error:
        problems.add(_bare(error), where=where, line=error.line)
        return []
    except csv.Error as error:
        problems.add(f"is not CSV ({error})", where=where)
        return []
    if not lines or not _check_header(lines[0][1], columns, where, problems):
        if not lines:
            problems.add(f"is empty; expected the header {','.join(columns)}", where=where, line=1)
        return []
    return list(_rows(lines[1:], columns, where, problems))


def _bare(error: InputError) -> str:
    return str(error).partition(": ")[2]


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts on (a quoted cell may span lines)."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


def _check_header(
    found: list[str], columns: tuple[str, ...], where: str, problems: Problems
) -> bool:
    missing = [column for column in columns if column not in found]
    unknown = [column for column in found if column not in columns]
    if missing:
        problems.add(f"misses the column(s) {', '.join(missing)}", where=where, line=1)
    if unknown:
        message = f"has unknown column(s) {', '.join(map(repr, unknown))}"
        problems.add(message, where=where, line=1)
    if not missing and not unknown and tuple(found) != columns:
        problems.add(f"expected the columns in the order {','.join(columns)}", where=where, line=1)
    return tuple(found) == columns


def _rows(
    lines: list[tuple[int, list[str]]], columns: tuple[str, ...], where: str, problems: Problems
) -> Iterator[Row]:
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            message = f"expected {len(columns)} cells, found {len(cells)}; quote cells with commas"
            problems.add(message, where=where, line=line)
            continue
        stripped = [cell.strip() for cell in cells]
        yield Row(where=where, line=line, cells=dict(zip(columns, stripped, strict=True)))
