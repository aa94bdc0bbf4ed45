"""What the store holds of each feed: slots by status, rows, and how far it goes."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodoffices.ledger.store import Store

__all__ = ["FeedSummary", "summarise_feeds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSummary:
    """What is in of one feed; days are None where no report is in.

    ``n_slots`` maps the status of slots (loaded, replaced, missing, failed, expected) to counts.
    ``last_published`` is the last day on which the feed published a report that is in.
    """

    feed: str
    n_slots: dict[str, int]
    n_rows: int
    n_kept: int
    n_rejected: int
    n_duplicates: int
    first_day: dt.date | None
    last_day: dt.date | None
    last_published: dt.date | None


def summarise_feeds(store: Store) -> tuple[FeedSummary, ...]:
    """Return a summary of each feed in the store, in order of their names."""
    view = store.view(dt.date.max)
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    names = ("n_rows", "n_kept", "n_rejected", "n_duplicates")
    for row in view.table("feed_slots").select(["feed", "status", *names]).to_pylist():
        statuses[row["feed"]][row["status"]] += 1
        sums[row["feed"]] += Counter({name: row[name] or 0 for name in names})
    days = view.reports().aggregate(
        "feed, min(day) as first_day, max(day) as last_day, max(known_at) as last_published"
    )
    spans: dict[str, dict[str, Any]] = {
        row["feed"]: row for row in days.to_arrow_table().to_pylist()
    }
    return tuple(
        FeedSummary(
            feed=feed,
            n_slots=dict(sorted(statuses[feed].items())),
            **{name: sums[feed][name] for name in names},
            first_day=spans.get(feed, {}).get("first_day"),
            last_day=spans.get(feed, {}).get("last_day"),
            last_published=spans.get(feed, {}).get("last_published"),
        )
        for feed in sorted(statuses)
    )
