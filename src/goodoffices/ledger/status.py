"""What a store holds, told in counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from goodoffices.ledger.settings import DATA_TABLES, FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodoffices.ledger.commits import History, SlotRow
    from goodoffices.ledger.view import View

__all__ = ["STALE_AFTER", "FeedStatus", "StoreStatus", "status_of"]

STALE_AFTER: Final = dt.timedelta(days=1)
"""A followed feed whose newest report is older than a day has stopped, or nobody follows it now. It
is followed if its newest slot had closed less than a day before the last slot was noted; an
archive of times past is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStatus:
    """What one feed brought: records of loads, or reports of slots."""

    feed: str
    n_slots: int
    n_events: int
    last_loaded_at: str
    n_reports: int = 0
    n_rejected: int = 0
    n_slots_missing: int = 0
    newest_at: str | None = None
    """End of the newest slot that brought a report; None for feeds without slots or reports."""
    closes_at: str | None = None
    """End of the newest slot, whether it is in or missing; None for feeds without slots."""

    @property
    def is_followed(self) -> bool:
        """Return whether slots were last noted while they were new, not long afterwards."""
        if self.closes_at is None:
            return False
        last, end = map(dt.datetime.fromisoformat, (self.last_loaded_at, self.closes_at))
        return last - end <= STALE_AFTER

    def is_stale(self, now: dt.datetime) -> bool:
        """Return whether a feed has no reports at all, or was followed and has stopped."""
        if self.newest_at is None:
            return self.n_slots_missing > 0
        age = now - dt.datetime.fromisoformat(self.newest_at)
        return self.is_followed and age > STALE_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatus:
    """What a store holds at its newest commit; None where there is nothing yet."""

    path: str
    format: int
    commit: int
    n_slots: int
    n_documents: int
    n_events: int
    n_statements: int
    n_measures: int
    n_reports: int
    feeds: tuple[FeedStatus, ...]
    last_loaded_at: str | None
    first_event_day: dt.date | None
    last_event_day: dt.date | None
    size_bytes: int


def status_of(folder: Path, history: History, view: View) -> StoreStatus:
    """Return the status of a store from its history and a view without a bound on the day."""
    newest = history.newest.values()
    totals = {f"n_{table}": sum(row.counts()[table] for row in newest) for table in DATA_TABLES}
    days = view.query("days_covered").to_pylist()[0]
    feeds = (*_feeds_of_records(history), *_feeds_of_slots(view))
    return StoreStatus(
        path=str(folder),
        format=FORMAT,
        commit=view.commit,
        n_slots=sum(feed.n_slots for feed in feeds),
        **totals,
        n_reports=sum(feed.n_reports for feed in feeds),
        feeds=tuple(sorted(feeds, key=lambda feed: feed.feed)),
        last_loaded_at=max((feed.last_loaded_at for feed in feeds), default=None),
        first_event_day=days["first_day"],
        last_event_day=days["last_day"],
        size_bytes=_size(folder),
    )


def _feeds_of_records(history: History) -> Iterator[FeedStatus]:
    by_feed: defaultdict[str, list[SlotRow]] = defaultdict(list)
    for row in history.newest.values():
        by_feed[row.feed].append(row)
    for feed, rows in by_feed.items():
        yield FeedStatus(
            feed=feed,
            n_slots=len(rows),
            n_events=sum(row.n_events for row in rows),
            last_loaded_at=max(row.loaded_at for row in rows),
        )


def _feeds_of_slots(view: View) -> Iterator[FeedStatus]:
    spans = {row["feed"]: row for row in view.feed_spans()}
    for row in view.query("feed_totals").to_pylist():
        yield FeedStatus(
            feed=row["feed"],
            n_slots=row["n_slots"],
            n_events=0,
            last_loaded_at=row["last_noted_at"],
            n_reports=row["n_reports"],
            n_rejected=row["n_rejected"],
            n_slots_missing=row["n_slots_missing"],
            newest_at=spans[row["feed"]]["newest_at"],
            closes_at=spans[row["feed"]]["closes_at"],
        )


def _size(folder: Path) -> int:
    """Return the bytes on disk; files that a writer is just renaming do not count."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total
