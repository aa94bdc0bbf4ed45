"""Was a feed alive: a row for each day with its slots, its volume beside what is usual, its status.

All of it comes from the ledger of slots, not from the reports; only feeds that come in files of
many days are counted by report. A day is judged by what was in on the day of the view and by the
window of days before it, so `feed_health` of an earlier view says what could be said then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from goodoffices.errors import InputError
from goodoffices.feeds.volume import RULES, judge_volume, usual_volumes
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import pyarrow as pa

    from goodoffices.ledger.view import View

__all__ = ["PARTIAL_SHARE", "PAUSE_SHARE", "FeedHealth", "feed_health"]

PARTIAL_SHARE: Final = 0.9
"""With fewer of its slots a day is partial and serves no expectation of later days. Single slots
lack on many days of GDELT and take one in ninety-six."""

PAUSE_SHARE: Final = 0.5
"""With a smaller share of the usual volume nothing is to be concluded from silence."""

_DAY: Final = dt.timedelta(days=1)
_SECONDS_OF_DAY: Final = 86_400


@dataclass(frozen=True)
class FeedHealth:
    """The health of a feed on some days. ``table`` has the columns of ``tables/feed_health.csv``.

    What counts reports must ask it: divide by `exposure`, and conclude nothing from silence where
    `is_paused`.
    """

    feed: str
    table: pa.Table

    @cached_property
    def _rows(self) -> Mapping[dt.date, Mapping[str, Any]]:
        return {row["day"]: row for row in self.table.to_pylist()}

    def exposure(self, day: dt.date) -> float | None:
        """Return the share (0-1) of the usual volume that was observed on a day.

        1.0 on a day with as much as usual or more; 0.0 where nothing of the day is in; without
        enough past the share of its slots that are in. None where that cannot be told: for feeds
        without slots, and for days outside of what was asked for.
        """
        row = self._rows.get(day)
        if row is None:
            return None
        if row["n_reports"] is not None and row["expected_reports"]:
            return float(min(1.0, row["n_reports"] / row["expected_reports"]))
        if row["n_slots_expected"]:
            return float(min(1.0, row["n_slots_loaded"] / row["n_slots_expected"]))
        return None

    def is_paused(self, day: dt.date) -> bool:
        """Return whether so little of a day was observed that silence means nothing.

        So it is in an outage, and when less than half of the usual volume is in. A feed of which
        nothing can be expected is not paused: its silence never means anything.
        """
        share = self.exposure(day)
        return share is not None and share < PAUSE_SHARE


def feed_health(
    view: View, feed: str, *, since: dt.date | None = None, until: dt.date | None = None
) -> FeedHealth:
    """Return the health of a feed on each day from ``since`` to ``until``.

    By default from its first slot to the newest one; never beyond the day of the view. Only the
    slots of those days and of the 84 days before are read.

    Raises
    ------
    InputError
        Nothing is known of a feed of that name.
    """
    spans = {row["feed"]: row for row in view.feed_spans()}
    if feed not in spans:
        return _without_slots(view, feed, tuple(spans))
    span = spans[feed]
    first, last = _day(span["first_at"]), _day(span["last_at"])
    seconds = (_moment(span["closes_at"]) - _moment(span["last_at"])).total_seconds()
    if seconds > _SECONDS_OF_DAY:
        last = max(last, _day(span["closes_at"]) - _DAY)
    start = max(first, since or first)
    end = min(until or last, view.as_of)
    if end < start:
        return FeedHealth(feed, arrow_schema("feed_health").empty_table())
    begin = max(first, start - RULES.window_days * _DAY)
    counted = _by_slot if seconds <= _SECONDS_OF_DAY else _by_report
    days = counted(view, feed, begin, end, seconds)
    return FeedHealth(feed, _table(feed, days, n_before=(start - begin).days))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """What is in of a day; None where it is not known."""

    day: dt.date
    n_expected: int | None
    n_loaded: int | None
    n_missing: int | None
    n_reports: int | None
    newest_at: dt.datetime | None

    @property
    def is_whole(self) -> bool:
        """Return whether the day can serve to say what is usual."""
        if self.n_reports is None:
            return False
        return not self.n_expected or (self.n_loaded or 0) >= PARTIAL_SHARE * self.n_expected

    @property
    def share_looked_at(self) -> float:
        """Return the share of the slots that are in or missing: the others may still come."""
        if not self.n_expected:
            return 1.0
        return min(1.0, ((self.n_loaded or 0) + (self.n_missing or 0)) / self.n_expected)


def _by_slot(view: View, feed: str, begin: dt.date, end: dt.date, seconds: float) -> list[_Day]:
    asked = {"first_day": begin.isoformat(), "last_day": end.isoformat()}
    rows = {row["day"]: row for row in view.query("feed_days", feed=feed, **asked).to_pylist()}
    n_expected = max(1, round(_SECONDS_OF_DAY / seconds))
    found, newest = [], None
    for day in _days(begin, end):
        row = rows.get(day.isoformat())
        if row is not None and row["newest_at"]:
            newest = _moment(row["newest_at"])
        n_loaded = row["n_loaded"] if row else 0
        found.append(
            _Day(
                day=day,
                n_expected=n_expected,
                n_loaded=n_loaded,
                n_missing=row["n_missing"] if row else 0,
                n_reports=row["n_reports"] if row and n_loaded else None,
                newest_at=newest,
            )
        )
    return found


def _by_report(view: View, feed: str, begin: dt.date, end: dt.date, _: float) -> list[_Day]:
    """Return the days of a feed whose files hold many days: reports by day of publication."""
    rows = view.query("reports_by_day", feed=feed, first_day=begin, last_day=end).to_pylist()
    counts = {row["day"]: row["n_reports"] for row in rows}
    found, newest = [], None
    for day in _days(begin, end):
        if counts.get(day):
            newest = dt.datetime.combine(day + _DAY, dt.time(), tzinfo=dt.UTC)
        found.append(
            _Day(
                day=day,
                n_expected=None,
                n_loaded=None,
                n_missing=None,
                n_reports=counts.get(day),
                newest_at=newest,
            )
        )
    return found


def _without_slots(view: View, feed: str, others: Sequence[str]) -> FeedHealth:
    """Return one row for a feed that is loaded by hand: its newest day, of unknown health."""
    events = view.table("events")
    known = list(zip(events["feed"].to_pylist(), events["known_at"].to_pylist(), strict=True))
    records = {name for name, _ in known}
    if feed not in records:
        there = ", ".join(sorted({*others, *records})) or "none yet"
        raise InputError(f"no feed {feed!r} is in the store; there are: {there}")
    reason = "the feed is loaded by hand: nothing can be expected on a day"
    newest = max(day for name, day in known if name == feed)
    row = {"feed": feed, "day": newest, "status": "unknown", "reason": reason}
    return FeedHealth(feed, _as_table([row]))


def _table(feed: str, days: Sequence[_Day], *, n_before: int) -> pa.Table:
    import numpy as np

    volumes = np.array([day.n_reports if day.is_whole else np.nan for day in days], dtype=float)
    usual = usual_volumes(volumes, first=n_before)
    rows = [
        _row(feed, days[at], usual.expected[at], usual.low[at], usual.high[at])
        for at in range(n_before, len(days))
    ]
    return _as_table(rows)


def _as_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    import pyarrow as pa

    schema = arrow_schema("feed_health")
    return pa.Table.from_pylist([{c: row.get(c) for c in schema.names} for row in rows], schema)


def _row(
    feed: str, day: _Day, expected: np.floating, low: np.floating, high: np.floating
) -> dict[str, Any]:
    status, reason = _judged(day, float(expected), float(low), float(high))
    end = dt.datetime.combine(day.day + _DAY, dt.time(), tzinfo=dt.UTC)
    age = None if day.newest_at is None else (end - min(day.newest_at, end)).total_seconds() / 3600
    is_known = not isnan(expected)
    return {
        "feed": feed,
        "day": day.day,
        "n_slots_expected": day.n_expected,
        "n_slots_loaded": day.n_loaded,
        "n_slots_missing": day.n_missing,
        "n_reports": day.n_reports,
        "expected_reports": float(expected) if is_known else None,
        "low": float(low) if is_known else None,
        "high": float(high) if is_known else None,
        "content_age_hours": age,
        "status": status,
        "reason": reason,
    }


def _judged(day: _Day, expected: float, low: float, high: float) -> tuple[str, str]:
    """Return the status of a day, and why."""
    if day.n_reports is None:
        return _unread(day)
    found = judge_volume(day.n_reports, expected * day.share_looked_at, low, high)
    beside = f"{day.n_reports:,} reports where {expected:,.0f} are usual ({low:,.0f}-{high:,.0f})"
    slots = f"{day.n_loaded:,} of {day.n_expected:,} slots are in" if day.n_expected else ""
    if found == "outage":
        return "outage", "; ".join(part for part in (beside, slots) if part)
    if not day.is_whole:
        missing = f", {day.n_missing:,} are missing" if day.n_missing else ""
        tail = "" if found == "unknown" else f"; {beside}"
        return "partial", f"{slots}{missing}{tail}"
    if found == "unknown":
        return "unknown", f"{day.n_reports:,} reports, and too little past to say what is usual"
    return found, beside


def _unread(day: _Day) -> tuple[str, str]:
    """Return the status of a day of which nothing is in."""
    if day.n_expected is None:
        return "unknown", "no report of the day is in the files; whether there was any is not known"
    if day.n_missing:
        return "outage", f"no slot is in: {day.n_missing:,} of {day.n_expected:,} are missing"
    return "unknown", f"none of the {day.n_expected:,} slots is in, nor known to be missing"


def _days(begin: dt.date, end: dt.date) -> Iterator[dt.date]:
    for number in range((end - begin).days + 1):
        yield begin + number * _DAY


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text[:10])
