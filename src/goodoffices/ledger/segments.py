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
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from goodoffices.ledger.ordering import encode_texts, sorted_parts, with_own_dictionaries
from goodoffices.ledger.settings import LATE_DAYS, ROW_GROUP_ROWS, ZSTD_LEVEL
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    import pyarrow as pa

__all__ = [
    "TEMPORARY",
    "Segment",
    "bound_columns",
    "group_of",
    "plain_columns",
    "sort_columns",
    "stored_columns",
    "stored_schema",
    "write_segment",
    "write_segment_of_stream",
    "write_segments",
]

TEMPORARY: Final = ".writing"
_DIGEST_LETTERS: Final = 32
_BUFFER_BYTES: Final = 1 << 20
"""What is gathered before it passes through Python: Parquet writes in many small pieces."""
_WRITE_BATCH_ROWS: Final = 1 << 11
_PAGE_BYTES: Final = 1 << 15
"""Pages of a sixteenth of a row group: who asks for the addresses of one dyad passes over the other
pages. Files are as large as with pages of 8,192 rows, and written a hundredth less quickly."""


class _Layout(NamedTuple):
    """How the segments of a table are made."""

    sort: tuple[str, ...]
    """What rows are sorted by when they are written first; ties keep the order of the file."""
    ties: tuple[str, ...]
    """What ties are sorted by when segments are merged."""
    bounds: tuple[str, ...]
    """Columns whose least and greatest value in a segment the log of the table holds."""
    plain: tuple[str, ...]
    """Columns of which nearly every value is another: a dictionary would only cost."""


_LAYOUTS: Final = {
    "reports": _Layout(
        ("source", "target", "day"),
        ("slot", "revision", "report_id"),
        ("known_at", "day", "slot", "revision"),
        ("report_id", "url", "tone"),
    ),
    "mentions": _Layout(
        ("slot", "revision"),
        ("report_id", "publisher", "url", "confidence"),
        ("known_at", "slot", "revision"),
        ("report_id", "url"),
    ),
    "rejects": _Layout(
        ("slot", "revision"), ("line", "file", "reason", "text"), ("slot", "revision"), ("text",)
    ),
    **{
        name: _Layout(("slot",), (), ("slot",), ())
        for name in ("documents", "events", "statements", "measures", "slots")
    },
    "feed_health": _Layout(("feed", "day"), (), ("feed",), ()),
    "feed_slots": _Layout(
        ("slot", "commit"), ("revision",), ("slot", "revision"), ("digest", "url")
    ),
}
_GROUPED: Final = frozenset({"reports", "mentions", "feed_slots"})
_SEARCHED_BY_ORDER: Final = frozenset({"reports", "mentions"})
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


def bound_columns(table: str) -> tuple[str, ...]:
    """Return the columns whose bounds in a segment the log of the table holds."""
    return _LAYOUTS[table].bounds


def plain_columns(table: str) -> tuple[str, ...]:
    """Return the columns that are written without a dictionary."""
    return _LAYOUTS[table].plain


def sort_columns(table: str) -> tuple[str, ...]:
    """Return the columns that merged rows are sorted by, the first one first."""
    return _LAYOUTS[table].sort + _LAYOUTS[table].ties


def write_segments(folder: Path, table: str, rows: pa.Table) -> list[Segment]:
    """Write rows as one segment for each group that they fall in; the files are not in yet.

    The same rows make the same files, in whatever order they come.
    """
    if rows.num_rows == 0:
        return []
    layout = _LAYOUTS[table]
    encoded = encode_texts(rows, layout.plain)  # once for all groups
    made = []
    for key, part in sorted_parts(encoded, layout.sort, _group_keys(table, encoded)):
        group = _group_name(key) if table in _GROUPED else "all"
        is_small = part.num_rows < rows.num_rows / 2
        made.append(
            _write_ordered(folder, table, with_own_dictionaries(part) if is_small else part, group)
        )
    return made


def write_segment(folder: Path, table: str, rows: pa.Table, *, group: str) -> Segment:
    """Write the rows of one group, in any order, as a segment that is forced to the disk."""
    layout = _LAYOUTS[table]
    encoded = encode_texts(rows, layout.plain)
    parts = sorted_parts(encoded, layout.sort) if rows.num_rows else [(0, encoded)]
    return _write_ordered(folder, table, next(iter(parts))[1], group)


def _write_ordered(folder: Path, table: str, rows: pa.Table, group: str) -> Segment:
    starts = range(0, rows.num_rows, ROW_GROUP_ROWS)
    parts = (rows.slice(at, ROW_GROUP_ROWS).combine_chunks() for at in starts)
    return _write(folder, table, parts, group)


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
    """Write a segment under a name for the time being, and give it its own when it is whole."""
    import pyarrow as pa

    bounds = _Bounds(_LAYOUTS[table].bounds)
    temporary = folder / f"{group}-{os.getpid()}{TEMPORARY}"
    try:
        with temporary.open("wb") as file:
            sink = _Digesting(file)
            buffered = pa.output_stream(sink, buffer_size=_BUFFER_BYTES)
            _write_parquet(buffered, table, parts, bounds)
            buffered.flush()
            file.flush()
            os.fsync(file.fileno())
        name = f"{group}-{sink.digest.hexdigest()[:_DIGEST_LETTERS]}.parquet"
        size = temporary.stat().st_size
        temporary.replace(folder / name)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return Segment(name=name, size=size, n_rows=bounds.n_rows, low=bounds.low, high=bounds.high)


def _write_parquet(sink: Any, table: str, parts: Iterable[pa.Table], bounds: _Bounds) -> None:
    """Write each part as a row group."""
    import pyarrow.parquet as pq

    layout = _LAYOUTS[table]
    names = [name for name in stored_columns(table) if name not in layout.plain]
    waiting = iter(parts)
    first = next(waiting, stored_schema(table).empty_table())
    with pq.ParquetWriter(
        sink,
        _required_as_stored(first.schema, table),
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        use_dictionary=names,
        write_statistics=_searched_columns(table),
        write_batch_size=_WRITE_BATCH_ROWS,
        data_page_size=_PAGE_BYTES,
        store_schema=False,
    ) as parquet:
        for part in chain([first], waiting):
            parquet.write_table(part.cast(parquet.schema))
            bounds.widen(part)


def _searched_columns(table: str) -> list[str]:
    """Return the columns whose bounds in each row group can spare a reader to open it.

    Those of other columns would cost a sixth of the time of writing. Small tables have all.
    """
    layout = _LAYOUTS[table]
    if table not in _SEARCHED_BY_ORDER:
        return [name for name in stored_columns(table) if name not in layout.plain]
    return list(dict.fromkeys(("feed", *layout.sort, *layout.bounds)))


class _Bounds:
    """Number of rows, and least and greatest value of some columns, over all parts of a segment."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self.n_rows = 0
        self.low: dict[str, Any] = {}
        self.high: dict[str, Any] = {}

    def widen(self, part: pa.Table) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        self.n_rows += part.num_rows
        for column in self._columns:
            values = part[column]
            if pa.types.is_dictionary(values.type):
                values = pc.unique(values).dictionary_decode()
            found = pc.min_max(values).as_py()
            if found["min"] is None:
                continue
            self.low[column] = min(self.low.get(column, found["min"]), found["min"])
            self.high[column] = max(self.high.get(column, found["max"]), found["max"])


def _required_as_stored(schema: pa.Schema, table: str) -> pa.Schema:
    """Return a schema whose fields may be null where those of the table may."""
    import pyarrow as pa

    wanted = stored_schema(table)
    return pa.schema([one.with_nullable(wanted.field(one.name).nullable) for one in schema])


class _Digesting:
    """A file to write to that takes the digest of what passes."""

    closed = False

    def __init__(self, file: Any) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, chunk: bytes) -> int:
        if self._file.closed:  # a writer cut short lets go of what it held when the file is gone
            return len(chunk)
        self.digest.update(chunk)
        return int(self._file.write(chunk))

    def flush(self) -> None:
        if not self._file.closed:
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


def _group_keys(table: str, rows: pa.Table) -> np.ndarray[Any, Any] | None:
    """Return for each row the number of its group; None if all are of one."""
    if table not in _GROUPED:
        return None
    return _years(rows) if table == "feed_slots" else _months(rows, has_late=table == "reports")


_YEAR_KEY: Final = 1_000_000
"""Keys of years lie above those of months: month since 1970 times two, and one more if late."""


def _group_name(key: int) -> str:
    if key >= _YEAR_KEY:
        return f"{key - _YEAR_KEY:04d}"
    months, is_late = divmod(key, 2)
    name = f"{1970 + months // 12:04d}-{months % 12 + 1:02d}"
    return f"{name}-late" if is_late else name


def _years(rows: pa.Table) -> np.ndarray[Any, Any]:
    import numpy as np

    years = [int(text[:4]) for text in rows["opens_at"].to_pylist()]
    return np.array(years) + _YEAR_KEY


def _months(rows: pa.Table, *, has_late: bool) -> np.ndarray[Any, Any]:
    import numpy as np
    import pyarrow as pa

    known = rows["known_at"].cast(pa.int32()).to_numpy()
    months = known.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    is_late = np.zeros(len(known), bool)
    if has_late:
        is_late = np.abs(known - rows["day"].cast(pa.int32()).to_numpy()) > LATE_DAYS
    keys: np.ndarray[Any, Any] = months * 2 + is_late
    return keys
