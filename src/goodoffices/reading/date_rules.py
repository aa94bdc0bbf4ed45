"""The patterns of times in English news, and the interval that each one means."""

# ruff: noqa: RUF001 - typographic dashes stand between the ends of a range

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

__all__ = ["Base", "compiled_rules", "count_of", "month_end", "shift_months"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What relative times count from: the day of publication, or the last date told."""

    published: dt.date
    anchor: dt.date


_MONTH_DAYS = 30
_SOON_DAYS, _STALE_DAYS = 65, 300
_WEEKEND = 5
_HALF_A_YEAR = 6
_A_THIRD = 10
_Interval = tuple[dt.date, dt.date, "Precision"]
_Match: TypeAlias = "re.Match[str]"
_Read: TypeAlias = "Callable[[re.Match[str], Base], _Interval | None]"
_Rule: TypeAlias = tuple[str, str, _Read]
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
}
_MONTHS["sept"] = 9
_WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a few": 4, "several": 5,
    "a couple of": 2,
}  # fmt: skip
_AHEAD = frozenset({"from", "until", "till", "by", "as of", "effective", "starting"})
"""Words that may open a period still to come: "from January" said in December."""


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def shift_months(day: dt.date, count: int) -> tuple[int, int]:
    """Return the year and month that lie ``count`` months from a day.

    >>> shift_months(dt.date(2016, 1, 31), -2)
    (2015, 11)
    """
    index = day.year * 12 + day.month - 1 + count
    return index // 12, index % 12 + 1


def _exact(found: _Match, base: Base) -> _Interval | None:
    groups = found.groupdict()
    month, number = _MONTHS[found["month"].lower()], int(found["day"])
    given, last = groups.get("year"), groups.get("last")
    year = int(given) if given else base.published.year
    day = dt.date(year, month, number)
    if not given:
        day = _nearest_year(day, base.published)
    until = day.replace(day=int(last)) if last else day
    return (day, until, "day") if until >= day else None


def _nearest_year(day: dt.date, published: dt.date) -> dt.date:
    """Return the day in the year that a reader would think of: the past one, unless far off."""
    if day > published + dt.timedelta(days=_SOON_DAYS):
        return day.replace(year=day.year - 1)
    coming = day.replace(year=day.year + 1)
    is_stale = published - day > dt.timedelta(days=_STALE_DAYS)
    return coming if is_stale and coming - published < dt.timedelta(days=_SOON_DAYS) else day


def _iso(found: _Match, _base: Base) -> _Interval | None:
    day = dt.date.fromisoformat(found[0])
    return day, day, "day"


def _dotted(found: _Match, _base: Base) -> _Interval | None:
    """Return a day written in numbers with dots, the day first."""
    day = dt.date(int(found["year"]), int(found["number"]), int(found["day"]))
    return day, day, "day"


def _month(found: _Match, base: Base) -> _Interval | None:
    month = _MONTHS[found["month"].lower()]
    given, how = found["year"], (found["how"] or "").lower()
    today = base.published
    year = int(given) if given else today.year
    if not given and how == "next":
        year += month <= today.month
    elif not given:
        year -= month > today.month or (how == "last" and month == today.month)
        back = (today.year - year) * 12 + today.month - month
        year += (found["lead"] or "").lower() in _AHEAD and back > _HALF_A_YEAR
    return _part(found["part"], dt.date(year, month, 1), month_end(year, month), "month")


def _part(part: str | None, since: dt.date, until: dt.date, precision: Precision) -> _Interval:
    """Return the first, middle or last third of a period, or all of it."""
    word = (part or "").lower().removeprefix("the ").removesuffix(" of")
    third = dt.timedelta(days=_A_THIRD if precision == "month" else (until - since).days // 3)
    a_day = dt.timedelta(days=1)
    if word in {"early", "beginning", "start"}:
        until = since + third - a_day
    elif word in {"mid", "middle"}:
        since, until = since + third - a_day, since + 2 * third - a_day
    elif word in {"late", "end"}:
        since = since + 2 * third - a_day
    else:
        return since, until, precision
    return since, until, "day" if precision == "month" else "month"


def _year(found: _Match, _base: Base) -> _Interval | None:
    first = int(found["year"])
    last = int(found.groupdict().get("last") or first)
    return dt.date(first, 1, 1), dt.date(max(first, last), 12, 31), "year"


def _decade(found: _Match, _base: Base) -> _Interval | None:
    first = int(found["year"])
    return dt.date(first, 1, 1), dt.date(first + 9, 12, 31), "year"


def _season(found: _Match, base: Base) -> _Interval | None:
    month, given = _SEASONS[found["season"].lower()], found["year"]
    year = int(given) if given else base.published.year
    since = dt.date(year, month, 1)
    if not given and since > base.published:
        since = since.replace(year=year - 1)
    return since, month_end(*shift_months(since, 2)), "month"


def _weekday(found: _Match, base: Base) -> _Interval | None:
    back = (base.published.weekday() - _WEEKDAYS[found["weekday"].lower()]) % 7
    how = (found["how"] or "").lower()
    if found["week"]:
        back = base.published.weekday() - _WEEKDAYS[found["weekday"].lower()]
        back += 7 if found["week"].lower() == "last" else -7
    elif how == "next":
        back -= 7
    elif how == "last" and back == 0:
        back = 7
    day = base.published - dt.timedelta(days=back)
    return day, day, "day"


def _near(found: _Match, base: Base) -> _Interval | None:
    steps = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}
    day = base.published + dt.timedelta(days=steps.get(found[0].lower(), 0))
    return day, day, "day"


def _weekend(found: _Match, base: Base) -> _Interval | None:
    monday = base.published - dt.timedelta(days=base.published.weekday())
    weeks = {"next": 0, "this": 0}.get((found["how"] or "").lower(), -1)
    if weeks and base.published.weekday() >= _WEEKEND:
        weeks = 0
    since = monday + dt.timedelta(days=_WEEKEND, weeks=weeks)
    return since, since + dt.timedelta(days=1), "day"


def _whole(found: _Match, base: Base) -> _Interval | None:
    step = {"last": -1, "next": 1}
    how, span, today = found["how"].lower(), found["span"].lower(), base.published
    if span == "week":
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=step.get(how, 0))
        return monday, monday + dt.timedelta(days=6), "day"
    if span == "month":
        year, month = shift_months(today, step.get(how, 0))
        return _part(found["part"], dt.date(year, month, 1), month_end(year, month), "month")
    year = today.year + step.get(how, 0)
    return _part(found["part"], dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def _recent(found: _Match, base: Base) -> _Interval | None:
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
        year, month = shift_months(day, count)
        return dt.date(year, month, 1), month_end(year, month), "month"
    year = day.year + count * (10 if span == "decade" else 1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def count_of(word: str) -> int:
    """Return the number that a word or digits tell."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _ago(found: _Match, base: Base) -> _Interval | None:
    return _shift(base.published, -count_of(found["count"]), found["span"].lower())


def _half_year(_found: _Match, base: Base) -> _Interval | None:
    return _shift(base.published, -6, "month")


def _story(found: _Match, base: Base) -> _Interval | None:
    sign = -1 if found["way"].lower() in {"earlier", "before"} else 1
    return _shift(base.anchor, sign * count_of(found["count"]), found["span"].lower())


def _same(found: _Match, base: Base) -> _Interval | None:
    step = {"next": 1, "following": 1, "previous": -1}.get(found["how"].lower(), 0)
    span = (found.groupdict().get("span") or "day").lower()
    return _shift(base.anchor, step, span if span in {"week", "month", "year"} else "day")


def _eve(_found: _Match, base: Base) -> _Interval | None:
    return _shift(base.anchor, -1, "day")


_MONTH_NAME = (
    "(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_LAST_DAY = r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"(?:\s?[–-]\s?| to | and | or )"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_COUNT = (
    r"(?P<count>\d{1,3}|a couple of|a few|several|an?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve)"
)
_SPAN = r"(?P<span>day|week|month|year|decade)s?"
_PART = (
    r"(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|end|middle) of)"
    r"[- ]?(?:in )?(?:the )?)?"
)

_WEEKDAY_NAME = "(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_HOW = r"(?P<how>last|next|this past|this|past|since)"
_LEAD = r"(?P<lead>in|of|by|until|till|during|from|as of|effective|starting)"
_MONTH_WORDS = rf"(?:\b{_LEAD} )?(?:{_HOW} )?{_PART}{_MONTH_NAME}"
_YEARS = rf"(?:from |between )?{_YEAR}(?: to | and |[–-])(?P<last>1[6-9]\d\d|20\d\d)"
_NEAR = (
    r"the day before yesterday|yesterday|today|tonight|last night|overnight|tomorrow"
    r"|this (?:morning|evening|afternoon)"
)
_WHOLE = rf"{_PART}(?:earlier |later )?(?P<how>last|this|next) (?P<span>week|month|year)"
_OPENING = r"(?P<part>(?:the )?(?:beginning|start|end|middle) of) (?P<how>the) (?P<span>month|year)"
_RECENT = rf"(?:the (?:last|past) (?:few|couple of|several)|recent|the (?:last|past)) {_SPAN}"
_WAY = r"(?P<way>earlier|later|afterwards|(?:before|after)(?=\s*[,.;:]|$))"
_SAME = (
    r"(?:the|that) (?P<how>same|next|following|previous) "
    r"(?P<span>day|night|evening|morning|week|month|year)"
)
_SEASON = (
    r"(?:in |of |by )?(?:last |this |the )(?P<season>spring|summer|autumn|winter)"
    rf"(?: of)?(?: {_YEAR})?"
)
_WEEKDAY = rf"(?:{_HOW} )?{_WEEKDAY_NAME}(?: (?:of )?(?P<week>last|next) week)?"
_RULES: tuple[_Rule, ...] = (
    ("iso", r"(?:1[6-9]|20)\d\d-[01]\d-[0-3]\d", _iso),
    ("dotted", rf"{_DAY}\.(?P<number>[01]?\d)\.{_YEAR}", _dotted),
    ("days month year", rf"{_DAY}{_TO}{_LAST_DAY} {_MONTH_NAME},? {_YEAR}", _exact),
    ("month days year", rf"{_MONTH_NAME} {_DAY}{_TO}{_LAST_DAY},? {_YEAR}", _exact),
    ("day month year", rf"{_DAY}(?: of)? {_MONTH_NAME},? {_YEAR}", _exact),
    ("month day year", rf"{_MONTH_NAME} {_DAY},? {_YEAR}", _exact),
    ("days month", rf"{_DAY}{_TO}{_LAST_DAY} {_MONTH_NAME}", _exact),
    ("month days", rf"{_MONTH_NAME} {_DAY}{_TO}{_LAST_DAY}(?!\d)", _exact),
    ("day month", rf"{_DAY}(?: of)? {_MONTH_NAME}", _exact),
    ("month day", rf"{_MONTH_NAME} {_DAY}(?!\d)", _exact),
    ("month", rf"{_MONTH_WORDS}(?:,? {_YEAR})?", _month),
    ("years", _YEARS, _year),
    ("season", _SEASON, _season),
    ("decade", r"(?:the )?(?P<year>(?:1[6-9]|20)\d0)s", _decade),
    ("year", rf"(?:in|since|of|during|until|by|early|late) {_YEAR}", _year),
    ("weekday", _WEEKDAY, _weekday),
    ("near day", _NEAR, _near),
    ("weekend", r"(?:(?P<how>last|this|next|the|at the|over the) )weekend", _weekend),
    ("whole span", _WHOLE, _whole),
    ("opening", _OPENING, _whole),
    ("recent span", _RECENT, _recent),
    ("half year", r"half a year ago", _half_year),
    ("ago", rf"{_COUNT} {_SPAN} ago", _ago),
    ("story span", rf"{_COUNT} {_SPAN} {_WAY}", _story),
    ("same day", _SAME, _same),
    ("eve", r"on the eve of|(?:the )?day before(?! yesterday)", _eve),
    ("that day", r"(?P<how>that) (?P<span>day|night|evening|week|month)", _same),
)
_CASED = frozenset(
    {"month", "day month", "month day", "days month", "month days", "weekday", "day month year"}
)
"""Rules that look at capitals: "may" and "march" are verbs when they are written small."""


@cache
def compiled_rules() -> tuple[tuple[str, re.Pattern[str], _Read], ...]:
    """Return the rules in order: name, pattern, and the function that reads the interval."""
    return tuple(
        (name, re.compile(rf"\b(?:{text})\b", 0 if name in _CASED else re.IGNORECASE), read)
        for name, text, read in _RULES
    )
