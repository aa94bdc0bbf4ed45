"""Changes of the small tables: rows are added, or put in the place of others of the same key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.ledger.segments import write_segments
from goodoffices.ledger.settings import MAX_FILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from goodoffices.ledger.delta import TableFile
    from goodoffices.ledger.segments import Segment

__all__ = ["append_rows", "compact_small", "replace_rows"]


def append_rows(table: TableFile, rows: pa.Table) -> None:
    """Add rows as one new version."""
    if rows.num_rows:
        table.change(write_segments(table.folder, table.name, rows))


def replace_rows(table: TableFile, key: str, values: Sequence[str], rows: pa.Table) -> None:
    """Put rows in the place of those whose key is one of some values, as one new version."""
    import pyarrow as pa
    import pyarrow.compute as pc

    removed: list[Segment] = []
    kept: list[pa.Table] = []
    for segment in table.segments():
        if not _can_hold(segment, key, values):
            continue
        held = table.read([segment])
        others = held.filter(pc.invert(pc.is_in(held[key], pa.array(values, pa.string()))))
        if others.num_rows < held.num_rows:
            removed.append(segment)
            kept.append(others)
    table.change(write_segments(table.folder, table.name, pa.concat_tables([*kept, rows])), removed)


def _can_hold(segment: Segment, key: str, values: Sequence[str]) -> bool:
    low, high = segment.low.get(key), segment.high.get(key)
    return any((low is None or low <= one) and (high is None or one <= high) for one in values)


def compact_small(table: TableFile) -> None:
    """Make one file of a small table if it has many; the rows stay the same."""
    segments = table.segments()
    if len(segments) > MAX_FILES:
        table.change(write_segments(table.folder, table.name, table.read(segments)), segments)
