"""Find the times a text gives and turn each into an interval of days.

Relative words ("last November", "on Monday", "two weeks ago") count from the day of publication;
words that look back at the story ("a week earlier", "the same night") from the last date told.
"""

# ruff: noqa: RUF001 - typographic quotes and dashes are what this file looks for

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from goodoffices.reading.limits import RECENT_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.records import Precision

__all__ = ["When", "find_dates"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time in a text: the days it can lie on, its words, and the rule that read it."""

    since: dt.date
    until: dt.date
    precision: Precision
    rule: str
    start: int
    end: int
    is_weekday: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    published: dt.date
    anchor: dt.date


_MONTH_DAYS = 30
_SOON_DAYS, _STALE_DAYS = 65, 300
_Interval = tuple[dt.date, dt.date, "Precision"]
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
}
_MONTHS["sept"] = 9
_WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a few": 4, "several": 5,
    "a couple of": 2,
}  # fmt: skip
_MONTH = (
    "(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_COUNT = (
    r"(?P<count>\d{1,3}|a couple of|a few|several|an?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve)"
)
_SPAN = r"(?P<span>day|week|month|year|decade)s?"
_PART = r"(?:(?P<part>early|mid|late|the beginning of|the end of|the middle of)[- ]?(?:in )?)?"
_WEEKDAY = "(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _exact(found: re.Match[str], base: _Base) -> _Interval | None:
    month, number = _MONTHS[found["month"].lower()], int(found["day"])
    given = found.groupdict().get("year")
    year = int(given) if given else base.published.year
    day = dt.date(year, month, number)
    if not given:
        day = _nearest_year(day, base.published)
    return day, day, "day"


def _nearest_year(day: dt.date, published: dt.date) -> dt.date:
    """Return the day in the year that a reader would think of: the past one, unless far off."""
    if day > published + dt.timedelta(days=_SOON_DAYS):
        return day.replace(year=day.year - 1)
    coming = day.replace(year=day.year + 1)
    is_stale = published - day > dt.timedelta(days=_STALE_DAYS)
    return coming if is_stale and coming - published < dt.timedelta(days=_SOON_DAYS) else day


def _iso(found: re.Match[str], _base: _Base) -> _Interval | None:
    day = dt.date.fromisoformat(found[0])
    return day, day, "day"


def _month(found: re.Match[str], base: _Base) -> _Interval | None:
    month = _MONTHS[found["month"].lower()]
    given, how = found["year"], (found["how"] or "").lower()
    year = int(given) if given else base.published.year
    if not given and how == "next":
        year += month <= base.published.month
    elif not given and (
        month > base.published.month or (how == "last" and month == base.published.month)
    ):
        year -= 1
    since, until = dt.date(year, month, 1), _month_end(year, month)
    part = (found["part"] or "").lower()
    if part in {"early", "the beginning of"}:
        until = since.replace(day=10)
    elif part in {"mid", "the middle of"}:
        since, until = since.replace(day=10), since.replace(day=20)
    elif part in {"late", "the end of"}:
        since = since.replace(day=20)
    return since, until, "day" if part else "month"


def _year(found: re.Match[str], _base: _Base) -> _Interval | None:
    first = int(found["year"])
    last = int(found.groupdict().get("last") or first)
    return dt.date(first, 1, 1), dt.date(max(first, last), 12, 31), "year"


def _weekday(found: re.Match[str], base: _Base) -> _Interval | None:
    back = (base.published.weekday() - _WEEKDAYS[found["weekday"].lower()]) % 7
    how = (found["how"] or "").lower()
    if how == "next":
        back -= 7
    elif how == "last" and back == 0:
        back = 7
    day = base.published - dt.timedelta(days=back)
    return day, day, "day"


def _near(found: re.Match[str], base: _Base) -> _Interval | None:
    steps = {"yesterday": -1, "last night": -1, "overnight": 0, "tomorrow": 1}
    day = base.published + dt.timedelta(days=steps.get(found[0].lower(), 0))
    return day, day, "day"


def _whole(found: re.Match[str], base: _Base) -> _Interval | None:
    step = {"last": -1, "this": 0, "earlier this": 0, "later this": 0, "next": 1}
    how, span, today = " ".join(found["how"].lower().split()), found["span"].lower(), base.published
    if span == "week":
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=step[how])
        return monday, monday + dt.timedelta(days=6), "day"
    if span == "month":
        index = today.year * 12 + today.month - 1 + step[how]
        year, month = index // 12, index % 12 + 1
        return dt.date(year, month, 1), _month_end(year, month), "month"
    year = today.year + step[how]
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _recent(found: re.Match[str], base: _Base) -> _Interval | None:
    span = (found.groupdict().get("span") or "week").lower()
    days = {"day": 7, "week": 30, "month": 150, "year": 1500}.get(span, RECENT_DAYS)
    return (
        base.published - dt.timedelta(days=days),
        base.published,
        "unknown" if days > _MONTH_DAYS else "day",
    )


def _shift(day: dt.date, count: int, span: str) -> _Interval:
    if span == "day":
        there = day + dt.timedelta(days=count)
        return there, there, "day"
    if span == "week":
        there = day + dt.timedelta(weeks=count)
        return there - dt.timedelta(days=2), there + dt.timedelta(days=2), "day"
    if span == "month":
        index = day.year * 12 + day.month - 1 + count
        year, month = index // 12, index % 12 + 1
        return dt.date(year, month, 1), _month_end(year, month), "month"
    year = day.year + count * (10 if span == "decade" else 1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _ago(found: re.Match[str], base: _Base) -> _Interval | None:
    return _shift(base.published, -_number(found["count"]), found["span"].lower())


def _story(found: re.Match[str], base: _Base) -> _Interval | None:
    sign = -1 if found["way"].lower() in {"earlier", "before"} else 1
    return _shift(base.anchor, sign * _number(found["count"]), found["span"].lower())


def _same(found: re.Match[str], base: _Base) -> _Interval | None:
    step = {"next": 1, "following": 1, "previous": -1}.get(found["how"].lower(), 0)
    day = base.anchor + dt.timedelta(days=step)
    return day, day, "day"


_Read: TypeAlias = "Callable[[re.Match[str], _Base], _Interval | None]"
_Rule: TypeAlias = tuple[str, str, _Read]
_HOW = r"(?P<how>last|next|this past|this|past|since)"
_MONTH_WORDS = r"(?:" + _HOW + r" |\bin |\bof |\bby |\buntil |\bduring )?" + _PART + _MONTH
_YEARS = rf"(?:from |between )?{_YEAR}(?: to | and |[–-])(?P<last>1[6-9]\d\d|20\d\d)"
_NEAR = r"yesterday|today|tonight|last night|overnight|tomorrow|this (?:morning|evening)"
_WHOLE = r"(?P<how>last|earlier this|later this|this|next) (?P<span>week|month|year)"
_RECENT = rf"(?:the (?:last|past) (?:few|couple of|several)|recent|the (?:last|past)) {_SPAN}"
_WAY = r"(?P<way>earlier|later|afterwards|(?:before|after)(?=\s*[,.;:]|$))"
_SAME = r"(?:the|that) (?P<how>same|next|following|previous) (?:day|night|evening|morning)"
_RULES: tuple[_Rule, ...] = (
    ("iso", r"(?:1[6-9]|20)\d\d-[01]\d-[0-3]\d", _iso),
    ("day month year", rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}", _exact),
    ("month day year", rf"{_MONTH} {_DAY},? {_YEAR}", _exact),
    ("day month", rf"{_DAY}(?: of)? {_MONTH}", _exact),
    ("month day", rf"{_MONTH} {_DAY}(?!\d)", _exact),
    ("month", rf"{_MONTH_WORDS}(?:,? {_YEAR})?", _month),
    ("years", _YEARS, _year),
    ("year", rf"(?:in|since|of|during|until|by|early|late) {_YEAR}", _year),
    ("weekday", rf"(?:{_HOW} )?{_WEEKDAY}", _weekday),
    ("near day", _NEAR, _near),
    ("whole span", _WHOLE, _whole),
    ("recent span", _RECENT, _recent),
    ("ago", rf"{_COUNT} {_SPAN} ago", _ago),
    ("story span", rf"{_COUNT} {_SPAN} {_WAY}", _story),
    ("same day", _SAME, _same),
    ("that day", r"(?P<how>that) (?:day|night|evening)", _same),
)


@cache
def _compiled() -> tuple[
    tuple[str, re.Pattern[str], Callable[[re.Match[str], _Base], _Interval | None]], ...
]:
    return tuple(
        (name, re.compile(rf"\b(?:{text})\b", _flags(name)), read) for name, text, read in _RULES
    )


def _flags(name: str) -> int:
    # "may" and "march" are verbs when they are written small
    return 0 if name in {"month", "day month", "month day", "weekday"} else re.IGNORECASE


def find_dates(text: str, published: dt.date, *, anchor: dt.date | None = None) -> tuple[When, ...]:
    """Return the times in a text in order, the longest reading of each.

    >>> day = dt.date(2016, 7, 5)
    >>> [(w.since.isoformat(), w.until.isoformat(), w.precision)
    ...     for w in find_dates("shot down last November and on 27 June", day)]
    [('2015-11-01', '2015-11-30', 'month'), ('2016-06-27', '2016-06-27', 'day')]
    >>> find_dates("after a seven-month silence", day)
    ()
    """
    base = _Base(published=published, anchor=anchor or published)
    found: list[When] = []
    for name, pattern, read in _compiled():
        for match in pattern.finditer(text):
            interval = _try(read, match, base)
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
                        is_weekday=name == "weekday",
                    )
                )
    return tuple(sorted(found, key=lambda when: when.start))


def _try(
    read: Callable[[re.Match[str], _Base], _Interval | None], match: re.Match[str], base: _Base
) -> _Interval | None:
    try:
        return read(match, base)
    except (ValueError, OverflowError):  # 31 February, or before the year 1
        return None


def _is_free(match: re.Match[str], found: list[When]) -> bool:
    return all(match.end() <= other.start or match.start() >= other.end for other in found)
