"""Merges the small files of a month into one; the rows that a view shows stay the same.

Rows of a file that was replaced for good (the same file, read again by a newer adapter) are left
out. The old segments stay on the disk for earlier commits.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from goodoffices.ledger.engine import connect, quoted_files
from goodoffices.ledger.segments import (
    group_of,
    sort_columns,
    stored_columns,
    write_segment_of_stream,
)
from goodoffices.ledger.settings import MAX_SEGMENTS, MERGE_MEMORY, ROW_GROUP_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from goodoffices.ledger.delta import TableFile
    from goodoffices.ledger.segments import Segment

__all__ = ["COMPACTED_TABLES", "dead_revisions", "merge", "plan_merges"]

COMPACTED_TABLES: Final = ("reports", "mentions", "rejects", "feed_slots")
_GROWTH: Final = 2
"""A file joins a merge if it is at most this many times as large as all smaller ones together, so
that each row is written a number of times that grows with the logarithm of the rows only."""


def plan_merges(
    segments: Sequence[Segment], *, is_full: bool, spares_newest: bool = False
) -> Iterator[tuple[str, list[Segment]]]:
    """Yield groups with the segments that should become one: all, or the small ones if many.

    With ``spares_newest`` the newest period, to which more will come, counts as not full.
    """
    groups: defaultdict[str, list[Segment]] = defaultdict(list)
    for segment in segments:
        groups[group_of(segment.name)].append(segment)
    newest = max((_period(group) for group in groups), default="") if spares_newest else ""
    for group, members in sorted(groups.items()):
        if is_full and len(members) > 1 and _period(group) != newest:
            yield group, members
        elif len(members) > MAX_SEGMENTS:
            yield group, _small_ones(members)


def _period(group: str) -> str:
    return group.removesuffix("-late")


def _small_ones(members: Sequence[Segment]) -> list[Segment]:
    chosen: list[Segment] = []
    n_rows = 0
    for segment in sorted(members, key=lambda one: (one.n_rows, one.name)):
        if len(chosen) > MAX_SEGMENTS // 2 and segment.n_rows > _GROWTH * n_rows:
            break
        chosen.append(segment)
        n_rows += segment.n_rows
    return chosen


def merge(
    table: TableFile, name: str, group: str, members: Sequence[Segment], dead: pa.Table
) -> None:
    """Put one sorted segment in the place of several, as one new version of the table."""
    columns = ", ".join(f'r."{column}"' for column in stored_columns(name))
    order = ", ".join(f'r."{column}" nulls first' for column in sort_columns(name))
    files = quoted_files(str(table.folder / one.name) for one in members)
    alive = (
        "where not exists "
        "(select 1 from dead as d where d.slot = r.slot and d.revision = r.revision)"
        if dead.num_rows and name != "feed_slots"
        else ""
    )
    with connect(memory=MERGE_MEMORY) as engine:
        engine.register("dead", dead)
        rows = engine.sql(  # names of our own columns and files
            f"select {columns} from read_parquet({files}) as r {alive} order by {order}"  # noqa: S608
        )
        reader = rows.to_arrow_reader(ROW_GROUP_ROWS)
        made = write_segment_of_stream(table.folder, name, reader, group=group)
    table.change([made] if made else [], members)


def dead_revisions(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return slot and revision of the files that no view of the newest commit can show.

    ``rows`` are those of the ledger of slots that hold a revision. A file is dead if a later one
    counts from the same day or earlier.
    """
    import datetime as dt

    import pyarrow as pa

    by_slot: defaultdict[str, list[tuple[int, dt.date]]] = defaultdict(list)
    for row in rows:
        by_slot[str(row["slot"])].append((row["revision"], row["since"] or dt.date.min))
    found = [
        (slot, revision)
        for slot, files in by_slot.items()
        for revision, since in files
        if any(later > revision and day <= since for later, day in files)
    ]
    return pa.table(
        {
            "slot": pa.array([slot for slot, _ in found], pa.string()),
            "revision": pa.array([revision for _, revision in found], pa.int32()),
        }
    )
