"""Slots of a feed made by hand and at random, for tests and benchmarks of the store."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from goodoffices.feeds import ParsedSlot
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MINUTES = 15


def a_report(name: str, **other: Any) -> dict[str, Any]:
    """Return the cells of a report that differ from one to the next."""
    return {"report_id": name, "source": "TUR", "target": "RUS", "code": "042", **other}


def a_slot(
    moment: dt.datetime,
    reports: Sequence[Mapping[str, Any]],
    *,
    feed: str = "gdelt",
    n_rejected: int = 0,
    n_mentions: int = 0,
    version: str = "",
    n_duplicates: int = 0,
) -> ParsedSlot:
    """Return a slot of a quarter of an hour; ``version`` makes its digest another."""
    name = f"{feed}:{moment:%Y%m%d%H%M%S}"
    shared = {"feed": feed, "slot": name}
    day = moment.date()
    rows = [{"day": day, "known_at": day, **shared, **report} for report in reports]
    mentions = [
        {**shared, "report_id": f"{name}-m{one}", "known_at": day, "publisher": f"p{one}"}
        for one in range(n_mentions)
    ]
    rejects = [
        {**shared, "file": "f", "line": one + 1, "reason": "61 columns expected", "text": "x"}
        for one in range(n_rejected)
    ]
    return ParsedSlot(
        slot=name,
        feed=feed,
        opens_at=moment,
        closes_at=moment + dt.timedelta(minutes=MINUTES),
        digest=hashlib.sha256(f"{name} {version} {rows}".encode()).hexdigest(),
        size=len(rows) * 400,
        url=f"https://example.org/{name}",
        n_rows=len(rows) + n_rejected + n_duplicates,
        n_duplicates=n_duplicates,
        reports=_table("reports", rows),
        mentions=_table("mentions", mentions),
        rejects=_table("rejects", rejects),
    )


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    schema = arrow_schema(name)
    return pa.Table.from_pylist([{c: row.get(c) for c in schema.names} for row in rows], schema)


def moment(day: str, quarter: int = 0) -> dt.datetime:
    start = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    return start + dt.timedelta(minutes=MINUTES * quarter)
