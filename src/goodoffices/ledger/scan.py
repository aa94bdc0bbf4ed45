"""Which rows of a feed table are visible on a day: files, a condition, and what is hidden.

Any engine can read a scan: the files are plain Parquet, the condition is portable SQL.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.tables import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from goodoffices.ledger.delta import TableFile
    from goodoffices.ledger.segments import Segment

__all__ = ["Scan", "scan_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """How to read the visible rows of a table.

    ``where`` is a condition on a table named ``r`` made of all ``files``; empty means all rows. If
    it speaks of a table ``hidden``, that is the field of the same name (slot, revision).
    """

    table: str
    columns: tuple[str, ...]
    files: tuple[str, ...]
    where: str
    hidden: pa.Table | None


def scan_table(
    name: str,
    table: TableFile,
    as_of: dt.date,
    *,
    hidden: pa.Table | None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Scan:
    """Return how to read a feed table as of a day.

    ``hidden`` is what `hidden_revisions` tells of that day. With ``since`` and ``until`` only files
    are named that can hold a report of those days; the query must still compare the days.
    """
    chosen, is_all_known = [], True
    for one in table.segments():
        if one.low.get("known_at", dt.date.min) > as_of:
            continue
        if since and one.high.get("day", dt.date.max) < since:
            continue
        if until and one.low.get("day", dt.date.min) > until:
            continue
        is_all_known &= one.high.get("known_at", dt.date.max) <= as_of
        chosen.append(one)
    conditions = []
    if name in {"reports", "mentions"} and not is_all_known:
        conditions.append(f"r.known_at <= date '{as_of}'")
    if name == "feed_slots":
        conditions.append(f"r.opens_at < '{_day_after(as_of)}'")
        conditions.append(f"(r.since is null or r.since <= date '{as_of}')")
    if name == "feed_health":
        conditions.append(f"r.day <= date '{as_of}'")
    hidden = _hidden_in(chosen, hidden) if name in {"reports", "mentions", "rejects"} else None
    if hidden is not None:
        conditions.append(
            "not exists (select 1 from hidden as h "
            "where h.slot = r.slot and r.revision < h.revision)"
        )
    return Scan(
        table=name,
        columns=tuple(column.column for column in columns(name)),
        files=tuple(str(table.folder / one.name) for one in chosen),
        where=" and ".join(conditions),
        hidden=hidden,
    )


def _hidden_in(segments: Sequence[Segment], hidden: pa.Table | None) -> pa.Table | None:
    """Return what is hidden of slots that can stand in some files; None if there is nothing.

    Once the months were merged after all slots were read again, no older row is left to hide.
    """
    import pyarrow.compute as pc

    if hidden is None or not hidden.num_rows:
        return None
    newest = pc.max(hidden["revision"]).as_py()
    mixed = [one for one in segments if one.low["revision"] < newest]
    if not mixed:
        return None
    slots = hidden["slot"]
    low, high = min(one.low["slot"] for one in mixed), max(one.high["slot"] for one in mixed)
    found = hidden.filter(pc.and_(pc.greater_equal(slots, low), pc.less_equal(slots, high)))
    return found if found.num_rows else None


def _day_after(day: dt.date) -> str:
    return "9999-12-31T99" if day == dt.date.max else (day + dt.timedelta(days=1)).isoformat()
