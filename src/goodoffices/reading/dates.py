"""Find the times a text gives and turn each into an interval of days.

Relative words ("last November", "on Monday", "two weeks ago") count from the day of publication;
words that look back at the story ("a week earlier", "the same night") from the last date told.
A month or day without its year lies in the past, except for what is still to come.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.reading.date_rules import Base, compiled_rules, month_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.records import Precision

__all__ = ["When", "find_dates", "next_time"]

_YEARLESS = frozenset({"month", "day month", "month day", "days month", "month days", "season"})
_DAYS = ("day month", "month day", "iso")
_BETWEEN = re.compile(r"[\s,(]{1,3}(?:the )?$")
_A_YEAR = dt.timedelta(days=364)
_A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time in a text: the days it can lie on, its words, and the rule that read it.

    ``returns`` says that the words name every week or every year such a day, so that a time still
    to come may be meant.
    """

    since: dt.date
    until: dt.date
    precision: Precision
    rule: str
    start: int
    end: int
    returns: str = ""


def next_time(when: When, published: dt.date) -> When:
    """Return the first such time that is not over before publication.

    >>> day = dt.date(2015, 12, 20)
    >>> (when,) = find_dates("in January", day)
    >>> when.since.isoformat(), next_time(when, day).since.isoformat()
    ('2015-01-01', '2016-01-01')
    """
    if when.returns == "week" and when.until <= published:
        return replace(when, since=when.since + _A_WEEK, until=when.until + _A_WEEK)
    if when.returns == "year" and when.until < published:
        since, until = (_next_year(day) for day in (when.since, when.until))
        return replace(when, since=since, until=until)
    return when


def _next_year(day: dt.date) -> dt.date:
    is_end = day == month_end(day.year, day.month)
    return month_end(day.year + 1, day.month) if is_end else day.replace(year=day.year + 1)


def find_dates(
    text: str,
    published: dt.date,
    *,
    anchor: dt.date | None = None,
    told: dt.date | None = None,
) -> tuple[When, ...]:
    """Return the times in a text in order, the longest reading of each.

    "The next day" counts from ``anchor``. A day and month without a year fall in the year after
    ``told``, a date of long ago in the same paragraph, else in the year before publication.

    >>> day = dt.date(2016, 7, 5)
    >>> [(w.since.isoformat(), w.until.isoformat(), w.precision)
    ...     for w in find_dates("shot down last November and on 27 June", day)]
    [('2015-11-01', '2015-11-30', 'month'), ('2016-06-27', '2016-06-27', 'day')]
    >>> find_dates("after a seven-month silence", day)
    ()
    """
    base = Base(published=published, anchor=anchor or published)
    back = base if told is None else replace(base, published=min(published, told + _A_YEAR))
    found: list[When] = []
    for name, pattern, read in compiled_rules():
        for match in pattern.finditer(text):
            interval = _try(read, match, back if _returns(name, match) == "year" else base)
            if interval is not None and _is_free(match, found):
                since, until, precision = interval
                found.append(
                    When(
                        since=since,
                        until=until,
                        precision=precision,
                        rule=name,
                        start=match.start(),
                        end=match.end(),
                        returns=_returns(name, match),
                    )
                )
    return tuple(_without_doubles(sorted(found, key=lambda when: when.start), text))


def _returns(name: str, match: re.Match[str]) -> str:
    if name == "weekday":
        return "week"
    return "year" if name in _YEARLESS and not match.groupdict().get("year") else ""


def _without_doubles(found: list[When], text: str) -> list[When]:
    """Drop the weekday of "Thursday, 9 June": the date beside it says more."""
    kept: list[When] = []
    for n, when in enumerate(found):
        if when.rule == "weekday":
            after, before = found[n + 1 : n + 2], kept[-1:]
            if after and _is_day(after[0]) and _BETWEEN.match(text[when.end : after[0].start]):
                continue
            if before and _is_day(before[0]) and _BETWEEN.match(text[before[0].end : when.start]):
                continue
        kept.append(when)
    return kept


def _is_day(when: When) -> bool:
    return when.rule.startswith(_DAYS)


def _try(
    read: Callable[[re.Match[str], Base], tuple[dt.date, dt.date, Precision] | None],
    match: re.Match[str],
    base: Base,
) -> tuple[dt.date, dt.date, Precision] | None:
    try:
        return read(match, base)
    except (ValueError, OverflowError):  # 31 February, or before the year 1
        return None


def _is_free(match: re.Match[str], found: list[When]) -> bool:
    return all(match.end() <= other.start or match.start() >= other.end for other in found)
