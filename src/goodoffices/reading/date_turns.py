"""Turn a time that comes back every week, month or year to its next or its last turn."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.date_words import month_end, shift_months

if TYPE_CHECKING:
    from goodoffices.reading.dates import When

__all__ = ["last_time", "next_time", "turned"]

_MAX_TURNS = 2


def next_time(when: When, published: dt.date) -> When:
    """Return the first such time that is not over before publication.

    >>> from goodoffices.reading.dates import find_dates
    >>> day = dt.date(2015, 12, 20)
    >>> (when,) = find_dates("in January", day)
    >>> when.since.isoformat(), next_time(when, day).since.isoformat()
    ('2015-01-01', '2016-01-01')
    """
    for _ in range(_MAX_TURNS):
        if not when.returns or when.until >= published:
            break
        when = turned(when, 1)
    return when


def last_time(when: When, published: dt.date) -> When:
    """Return the last such time that has begun by publication.

    >>> from goodoffices.reading.dates import find_dates
    >>> day = dt.date(2015, 12, 20)
    >>> (when,) = find_dates("They will meet in January", day)
    >>> last_time(when, day).since.isoformat()
    '2015-01-01'
    """
    for _ in range(_MAX_TURNS):
        if not when.returns or when.since <= published:
            break
        when = turned(when, -1)
    return when


def turned(when: When, step: int) -> When:
    """Return the same words one week, month or year later or earlier."""
    since, until = (_shifted(day, when.returns, step) for day in (when.since, when.until))
    return replace(when, since=since, until=until)


def _shifted(day: dt.date, returns: str, step: int) -> dt.date:
    if returns == "week":
        return day + step * dt.timedelta(days=7)
    is_end = day == month_end(day.year, day.month)
    if returns == "month":
        year, month = shift_months(day, step)
        last = month_end(year, month)
        return day.replace(year=year, month=month, day=min(day.day, last.day))
    last = month_end(day.year + step, day.month)
    return last if is_end else day.replace(year=day.year + step)
