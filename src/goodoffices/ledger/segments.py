"""Files of the feed tables: which rows lie together, in which order, under which name.

A segment is an immutable Parquet file named after its group and the digest of its bytes, such as
``2016-06-<digest>.parquet``. The group of a report is the month in which the feed published it, so
that a new day never touches older months; happenings of long before stand in ``2016-06-late``.
Within a segment rows are sorted, so that the few row groups of one dyad can be told from the rest.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from goodoffices.ledger.settings import LATE_DAYS, ROW_GROUP_ROWS, ZSTD_LEVEL
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

__all__ = [
    "TEMPORARY",
    "Segment",
    "group_of",
    "sort_columns",
    "stored_columns",
    "stored_schema",
    "write_segment",
    "write_segment_of_stream",
    "write_segments",
]

TEMPORARY: Final = ".writing"
_DIGEST_LETTERS: Final = 32


class _Layout(NamedTuple):
    """How the segments of a table are made."""

    sort: tuple[str, ...]
    bounds: tuple[str, ...]
    """Columns whose least and greatest value in a segment the log of the table holds."""
    plain: tuple[str, ...]
    """Columns of which nearly every value is another: a dictionary would only cost."""


_LAYOUTS: Final = {
    "reports": _Layout(
        ("source", "target", "day", "slot", "revision", "report_id"),
        ("known_at", "day", "slot", "revision"),
        ("report_id", "url"),
    ),
    "mentions": _Layout(
        ("report_id", "known_at", "slot", "revision", "publisher", "url"),
        ("known_at", "slot", "revision"),
        ("report_id", "url"),
    ),
    "rejects": _Layout(("slot", "revision", "line", "file", "reason"), ("slot", "revision"), ()),
    "feed_slots": _Layout(("slot", "commit", "revision"), ("slot", "revision"), ("digest", "url")),
}
_WITH_REVISION: Final = frozenset({"reports", "mentions", "rejects"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One file of a table at a version, as the log knows it."""

    name: str
    size: int
    n_rows: int
    low: dict[str, Any] = field(default_factory=dict)
    high: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """First letters of the SHA-256 of the bytes, which the name ends in."""
        return self.name.removesuffix(".parquet").rsplit("-", 1)[-1]


def group_of(name: str) -> str:
    """Return the group of a segment, such as ``2016-06`` or ``2016-06-late``.

    >>> group_of("2016-06-late-0c0ffee.parquet")
    '2016-06-late'
    """
    return name.rsplit("-", 1)[0]


def stored_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table on disk: what its CSV says, and which file of the slot."""
    return tuple(stored_schema(table).names)


def stored_schema(table: str) -> pa.Schema:
    """Return the schema of a table on disk.

    Rows of a feed hold the revision of their slot, which no adapter and no view shows.

    >>> stored_schema("rejects").names[-1]
    'revision'
    """
    import pyarrow as pa

    schema = arrow_schema(table)
    if table in _WITH_REVISION:
        return schema.append(pa.field("revision", pa.int32(), nullable=False))
    return schema


def sort_columns(table: str) -> tuple[str, ...]:
    """Return the columns that the rows of a segment are sorted by, the first one first."""
    return _LAYOUTS[table].sort


def write_segments(folder: Path, table: str, rows: pa.Table) -> list[Segment]:
    """Write rows as one segment for each group that they fall in; the files are not in yet.

    The same rows make the same files, in whatever order they come.
    """
    return [
        write_segment(folder, table, part, group=group)
        for group, part in _groups(table, rows)
        if part.num_rows
    ]


def write_segment(folder: Path, table: str, rows: pa.Table, *, group: str) -> Segment:
    """Write the rows of one group, in any order, as a segment that is forced to the disk."""
    ordered = _sorted(rows, _LAYOUTS[table].sort)
    starts = range(0, ordered.num_rows, ROW_GROUP_ROWS)
    return _write(folder, table, (ordered.slice(at, ROW_GROUP_ROWS) for at in starts), group)


def write_segment_of_stream(
    folder: Path, table: str, rows: Iterable[pa.RecordBatch], *, group: str
) -> Segment | None:
    """Write rows that come in their order as a segment; None if there are none."""
    made = _write(folder, table, _row_groups(rows), group)
    if made.n_rows:
        return made
    (folder / made.name).unlink()
    return None


def _row_groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield tables of one row group each; only the last may be smaller."""
    import pyarrow as pa

    waiting: list[pa.RecordBatch] = []
    n_waiting = 0
    for batch in batches:
        waiting.append(batch)
        n_waiting += batch.num_rows
        while n_waiting >= ROW_GROUP_ROWS:
            held = pa.Table.from_batches(waiting)
            yield held.slice(0, ROW_GROUP_ROWS)
            waiting = held.slice(ROW_GROUP_ROWS).to_batches()
            n_waiting -= ROW_GROUP_ROWS
    if n_waiting:
        yield pa.Table.from_batches(waiting)


def _write(folder: Path, table: str, parts: Iterable[pa.Table], group: str) -> Segment:
    import pyarrow.parquet as pq

    layout = _LAYOUTS[table]
    schema = stored_schema(table)
    names = [name for name in schema.names if name not in layout.plain]
    temporary = folder / f"{group}-{os.getpid()}{TEMPORARY}"
    bounds = _Bounds(layout.bounds)
    n_rows = 0
    with temporary.open("wb") as file:
        sink = _Digesting(file)
        with pq.ParquetWriter(
            sink,
            schema,
            compression="zstd",
            compression_level=ZSTD_LEVEL,
            use_dictionary=names,
            write_statistics=names,
        ) as parquet:
            for part in parts:
                parquet.write_table(part.combine_chunks().cast(schema))
                bounds.widen(part)
                n_rows += part.num_rows
        file.flush()
        os.fsync(file.fileno())
    name = f"{group}-{sink.digest.hexdigest()[:_DIGEST_LETTERS]}.parquet"
    size = temporary.stat().st_size
    temporary.replace(folder / name)
    return Segment(name=name, size=size, n_rows=n_rows, low=bounds.low, high=bounds.high)


class _Bounds:
    """Least and greatest value of some columns over all parts of a segment."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self.low: dict[str, Any] = {}
        self.high: dict[str, Any] = {}

    def widen(self, part: pa.Table) -> None:
        import pyarrow.compute as pc

        for column in self._columns:
            found = pc.min_max(part[column]).as_py()
            if found["min"] is None:
                continue
            self.low[column] = min(self.low.get(column, found["min"]), found["min"])
            self.high[column] = max(self.high.get(column, found["max"]), found["max"])


class _Digesting:
    """A file to write to that takes the digest of what passes."""

    closed = False

    def __init__(self, file: Any) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, chunk: bytes) -> int:
        self.digest.update(chunk)
        return int(self._file.write(chunk))

    def flush(self) -> None:
        self._file.flush()

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        """Leave the file open: it is still to be forced to the disk."""

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False


def _sorted(rows: pa.Table, by: tuple[str, ...]) -> pa.Table:
    """Return rows in order; columns of few values are compared as numbers, which is quicker."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = []
    for name in by:
        column = rows[name].combine_chunks()
        if pa.types.is_string(column.type):
            encoded = column.dictionary_encode()
            rank = pc.rank(encoded.dictionary, sort_keys="ascending", tiebreaker="dense")
            codes = pc.fill_null(pc.take(rank, encoded.indices), 0)
            keys.append(codes.to_numpy(zero_copy_only=False))
        elif pa.types.is_date(column.type):
            keys.append(
                pc.fill_null(column.cast(pa.int32()), -(2**31)).to_numpy(zero_copy_only=False)
            )
        else:
            keys.append(pc.fill_null(column, -1).to_numpy(zero_copy_only=False))
    order = np.lexsort(keys[::-1]) if keys else np.arange(rows.num_rows)
    return rows.combine_chunks().take(pa.array(order))


def _groups(table: str, rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if rows.num_rows == 0:
        return
    if table == "rejects":
        yield "all", rows
        return
    if table == "feed_slots":
        names = pc.utf8_slice_codeunits(rows["opens_at"], 0, 4)
    else:
        names = pc.strftime(rows["known_at"].cast(pa.timestamp("s")), format="%Y-%m")
        if table == "reports":
            names = _with_late(rows, names)
    found = sorted(pc.unique(names).to_pylist())
    for name in found:
        yield name, rows if len(found) == 1 else rows.filter(pc.equal(names, name))


def _with_late(rows: pa.Table, months: pa.ChunkedArray) -> pa.ChunkedArray:
    """Mark the months of rows whose day is far from the day on which they were published."""
    import pyarrow as pa
    import pyarrow.compute as pc

    apart = pc.abs(pc.subtract(rows["known_at"].cast(pa.int32()), rows["day"].cast(pa.int32())))
    is_late = pc.greater(apart, LATE_DAYS)
    return pc.if_else(is_late, pc.binary_join_element_wise(months, "late", "-"), months)
