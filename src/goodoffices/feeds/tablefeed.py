"""An adapter for one layout of tables: read the file, make it slots.

A file that is complete and grows is cut into slots by day, so that the days that were in stay as
they are. A file that is one export of its own is one slot, named after the file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from goodoffices.errors import InputError
from goodoffices.feeds.delimited import rejects_table
from goodoffices.feeds.headed import read_headed
from goodoffices.feeds.parquet import text_of_parquet
from goodoffices.feeds.parsed import ParsedSlot
from goodoffices.feeds.reports import table_of
from goodoffices.feeds.zips import data_files
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import numpy as np
    import pyarrow as pa

    from goodoffices.feeds.cells import Cells
    from goodoffices.feeds.headed import Header
    from goodoffices.feeds.zips import DataFile

__all__ = ["ColumnsOf", "TableFeed", "say_nothing"]

_EPOCH = dt.date(1970, 1, 1)
_LONGEST_STEM = 120
_NO_DAY = -(2**31)


class ColumnsOf(Protocol):
    """Turns the cells of a file into the columns of ``tables/reports.csv`` but feed and slot."""

    def __call__(self, cells: Cells, *, name: str) -> Mapping[str, object]:
        """Return the columns; ``name`` is that of the file. Bad rows are refused in ``cells``."""
        ...


def say_nothing(words: str) -> None:
    """Take no notice."""
    del words


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFeed:
    """The adapter of one layout; see `Feed`.

    ``is_by_day`` cuts a file into slots by the day of the happening. ``released`` is the day on
    which the file came out, where the user knows it: no row of it is known before. ``tell`` hears
    what is odd about a file without being wrong.
    """

    name: str
    version: str
    header: Header
    columns_of: ColumnsOf
    is_by_day: bool = False
    released: dt.date | None = None
    tell: Callable[[str], None] = say_nothing

    def parse(self, path: Path) -> Iterator[ParsedSlot]:
        """Yield the slots of a file, or of each file in a zip; see `Feed.parse`."""
        for file in data_files(path):
            yield from self.parse_file(file, where=str(path.parent / file.name))

    def parse_file(self, file: DataFile, *, where: str) -> Iterator[ParsedSlot]:
        """Yield the slots of a file that is read already; ``where`` names it in errors."""
        if file.name.lower().endswith(".parquet"):
            file = replace(file, content=text_of_parquet(file.content, where))
        cells = read_headed(file.content, self.header, where=where, tell=self.tell)
        columns = dict(self.columns_of(cells, name=file.name))
        if self.released is not None:
            columns["known_at"] = _not_before(columns["known_at"], self.released)
        n_lines = cells.rows.n_rows
        if n_lines and not cells.is_good.any():
            line, reason = min(cells.reasons().items())
            message = f"none of its {n_lines:,} rows can be read; here {reason}"
            raise InputError(message, where=where, line=line)
        if n_lines:
            yield from self._cut(file, cells, columns)

    def _cut(
        self, file: DataFile, cells: Cells, columns: dict[str, object]
    ) -> Iterator[ParsedSlot]:
        import numpy as np

        reports, keep = table_of("reports", columns | {"feed": self.name, "slot": ""}, cells)
        lines = cells.rows.lines()
        days = _numbers_of_days(columns["day"])
        reasons = cells.reasons()
        all_lines = np.sort(np.concatenate([lines, np.fromiter(cells.rows.refused, np.int64)]))
        of_line = _day_of_each_line(all_lines, lines, days, is_by_day=self.is_by_day)
        digests = self._digests(file.content, all_lines, of_line)
        rejected = np.fromiter(sorted(reasons), np.int64)
        rejects = rejects_table(reasons, file.content, feed=self.name, slot="", file=file.name)
        reports_by_day = _parts(reports, of_line[np.searchsorted(all_lines, lines[keep])])
        rejects_by_day = _parts(rejects, of_line[np.searchsorted(all_lines, rejected)])
        for key, n_rows in zip(*np.unique(of_line, return_counts=True), strict=True):
            slot = self._slot_name(file, int(key))
            kept = reports_by_day.get(int(key), reports.slice(0, 0))
            dropped = rejects_by_day.get(int(key), rejects.slice(0, 0))
            opens, closes = self._period(int(key), days[keep])
            digest, size = digests[int(key)]
            yield ParsedSlot(
                slot=slot,
                feed=self.name,
                opens_at=opens,
                closes_at=closes,
                digest=digest,
                size=size,
                url=file.name,
                n_rows=int(n_rows),
                n_duplicates=int(n_rows) - kept.num_rows - dropped.num_rows,
                reports=_in_slot(kept, slot),
                mentions=arrow_schema("mentions").empty_table(),
                rejects=_in_slot(dropped, slot),
            )

    def _slot_name(self, file: DataFile, key: int) -> str:
        if self.is_by_day:
            return f"{self.name}:{_EPOCH + dt.timedelta(days=key):%Y%m%d}"
        stem = re.sub(r"[^A-Za-z0-9._+-]+", "-", file.stem).strip("-")
        return f"{self.name}:{stem[:_LONGEST_STEM] or 'file'}"

    def _period(self, key: int, days: np.ndarray) -> tuple[dt.datetime, dt.datetime]:
        """Return when a slot opens and closes: its day, or the days that its rows span."""
        first = last = key
        if not self.is_by_day:
            first, last = int(days.min()), int(days.max())
        return _midnight(first), _midnight(last + 1)

    def _digests(
        self, content: bytes, all_lines: np.ndarray, of_line: np.ndarray
    ) -> dict[int, tuple[str, int]]:
        """Return the digest and size of the lines of each slot, header included."""
        import numpy as np

        ends = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n")) + 1
        starts = np.append(0, ends)
        cuts = np.flatnonzero(np.diff(of_line, prepend=of_line[0] - 1))
        seed = content[: starts[all_lines[0] - 1]] + f"{self.name} {self.released}".encode()
        hashes: dict[int, Any] = {}
        sizes: Counter[int] = Counter()
        for number, cut in enumerate(cuts):
            key = int(of_line[cut])
            is_last = number + 1 == len(cuts)
            end = len(content) if is_last else starts[all_lines[cuts[number + 1]] - 1]
            part = memoryview(content)[starts[all_lines[cut] - 1] : end]
            hashes.setdefault(key, hashlib.sha256(seed)).update(part)
            sizes[key] += len(part)
        return {key: (made.hexdigest(), sizes[key]) for key, made in hashes.items()}


def _midnight(number: int) -> dt.datetime:
    return dt.datetime.combine(_EPOCH + dt.timedelta(days=number), dt.time(), tzinfo=dt.UTC)


def _numbers_of_days(days: object) -> np.ndarray:
    """Return days as numbers from 1970, ``_NO_DAY`` where there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pc.fill_null(pc.cast(days, pa.int32()), _NO_DAY)
    return numbers.to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def _day_of_each_line(
    all_lines: np.ndarray, lines: np.ndarray, days: np.ndarray, *, is_by_day: bool
) -> np.ndarray:
    """Return the day under which each line is filed; all have one if slots are not by day.

    A line without a readable day is filed under that of the line before, for files are in order;
    at the start of a file under that of the next one.
    """
    import numpy as np

    if not is_by_day:
        return np.zeros(all_lines.size, np.int64)
    found = np.full(all_lines.size, _NO_DAY, np.int64)
    found[np.searchsorted(all_lines, lines)] = days
    has_day = found != _NO_DAY
    last = np.maximum.accumulate(np.where(has_day, np.arange(found.size), -1))
    first = int(np.argmax(has_day))
    return found[np.where(last < 0, first, last)]


def _not_before(days: object, released: dt.date) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.max_element_wise(days, pa.scalar(released, pa.date32()), skip_nulls=False)


def _parts(rows: pa.Table, keys: np.ndarray) -> dict[int, pa.Table]:
    """Return the rows of each key, in their order; files in order are only sliced."""
    import numpy as np

    if not keys.size:
        return {}
    if np.any(np.diff(keys) < 0):
        order = np.argsort(keys, kind="stable")
        rows, keys = rows.take(order), keys[order]
    found, starts = np.unique(keys, return_index=True)
    ends = np.append(starts[1:], keys.size)
    return {
        int(key): rows.slice(int(start), int(end - start))
        for key, start, end in zip(found, starts, ends, strict=True)
    }


def _in_slot(rows: pa.Table, slot: str) -> pa.Table:
    import pyarrow as pa

    at = rows.column_names.index("slot")
    names = pa.repeat(pa.scalar(slot, pa.string()), rows.num_rows)
    return rows.set_column(at, rows.schema.field("slot"), names)
