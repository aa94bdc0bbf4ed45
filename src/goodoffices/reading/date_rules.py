"""Times of the calendar in English news, and the interval that each one means."""

# ruff: noqa: RUF001 - typographic dashes stand between the ends of a range

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.date_relative import RELATIVE_RULES
from goodoffices.reading.date_seasons import SEASON_RULES
from goodoffices.reading.date_words import (
    DAY,
    LAST_DAY,
    MONTH_NAME,
    MONTHS,
    PART,
    TO,
    YEAR,
    day_of,
    month_end,
)
from goodoffices.reading.quick_patterns import QuickPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.reading.date_words import Base, Interval, Match, Rule
    from goodoffices.records import Precision

__all__ = ["compile_rules", "compiled_rules", "day_in_year", "third_of"]

_SOON_DAYS, _STALE_DAYS = 65, 300
_HALF_A_YEAR = 6
_A_CENTURY = 100
_LONGEST_MONTH = 31
_AHEAD = frozenset({"from", "until", "till", "by", "as of", "effective", "starting"})
"""Words that may open a period still to come: "from January" said in December."""
_HOLIDAYS = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25),
             "christmas eve": (12, 24), "may day": (5, 1)}  # fmt: skip
_YEARS_APART = {"last": -1, "previous": -1, "this": 0, "the same": 0, "same": 0, "next": 1}


def _exact(found: Match, base: Base) -> Interval | None:
    groups = found.groupdict()
    month, number = MONTHS[found["month"].lower()], day_of(found["day"])
    given, last = groups.get("year"), groups.get("last")
    if given:
        day = dt.date(int(given), month, number)
    else:
        day = day_in_year(month, number, base.published)
    until = day.replace(day=day_of(last)) if last else day
    return (day, until, "day") if until >= day else None


def day_in_year(month: int, number: int, published: dt.date) -> dt.date:
    """Return the day in the year that a reader would think of: the past one, unless far off.

    Raises ``ValueError`` for a day that no year has.
    """
    years = [published.year - n for n in range(9)]
    if (month, number) != (2, 29):
        years = years[:2]
    days = [dt.date(y, month, number) for y in years if number <= month_end(y, month).day]
    soon = published + dt.timedelta(days=_SOON_DAYS)
    day = next((day for day in days if day <= soon), None)
    if day is None:
        raise ValueError(f"no year has day {number} of month {month}")
    if (month, number) == (2, 29):
        return day
    coming = day.replace(year=day.year + 1)
    is_stale = published - day > dt.timedelta(days=_STALE_DAYS)
    return coming if is_stale and coming < soon else day


def _iso(found: Match, _base: Base) -> Interval | None:
    day = dt.date(int(found["year"]), int(found["number"]), int(found["day"]))
    clock = found.groupdict().get("clock")
    if clock and found["shift"]:
        sign, hours = found["shift"][0], int(found["shift"][1:3])
        moment = dt.datetime.combine(day, dt.time.fromisoformat(clock), dt.UTC)
        utc = (moment + dt.timedelta(hours=-hours if sign == "+" else hours)).date()
        return min(day, utc), max(day, utc), "day"
    return day, day, "day"


def _slashed(found: Match, _base: Base) -> Interval | None:
    """Return day/month/year or month/day/year; where both can be, the days that both span."""
    a, b, year = (int(found[name]) for name in ("a", "b", "year"))
    days = {dt.date(year, m, d) for m, d in ((a, b), (b, a)) if m <= 12}  # noqa: PLR2004 - months
    if not days:
        return None
    return min(days), max(days), "day" if len(days) == 1 else "month"


def _dotted(found: Match, base: Base) -> Interval | None:
    """Return a day written in numbers with dots, the day first."""
    year = int(found["year"])
    if year < _A_CENTURY:
        year += base.published.year // _A_CENTURY * _A_CENTURY
        year -= _A_CENTURY if year > base.published.year + 1 else 0
    day = dt.date(year, int(found["number"]), int(found["day"]))
    return day, day, "day"


def _month(found: Match, base: Base) -> Interval | None:
    month = MONTHS[found["month"].lower()]
    given, how, apart = found["year"], (found["how"] or "").lower(), found["apart"]
    today = base.published
    year = int(given) if given else today.year
    if apart:
        base_year = base.anchor.year if found["far"] in {"the", "that"} else today.year
        year = base_year + _YEARS_APART[apart.lower()]
    elif not given and how == "next":
        year += month <= today.month
    elif not given:
        year -= month > today.month + (_HALF_A_YEAR if how == "this" else 0)
        year -= how == "last" and month == today.month
        back = (today.year - year) * 12 + today.month - month
        year += (found["lead"] or "").lower() in _AHEAD and back > _HALF_A_YEAR
    return third_of(found["part"], dt.date(year, month, 1), month_end(year, month), "month")


def third_of(
    part: str | None, since: dt.date, until: dt.date, precision: Precision
) -> Interval | None:
    """Return the first, middle or last third of a month or a year, a half of it, or all of it.

    >>> [str(d) for d in third_of("late", dt.date(2015, 1, 1), dt.date(2015, 12, 31), "year")[:2]]
    ['2015-09-01', '2015-12-31']
    """
    word = (part or "").lower().removeprefix("the ").removesuffix(" of")
    first_word = word.split(" ", maxsplit=1)[0]
    if precision == "month":
        thirds = (10, 10, 20)
        first, second, third = (since.replace(day=n) for n in thirds)
        half, rest = since.replace(day=15), since.replace(day=16)
    else:
        first, second = month_end(since.year, 4), dt.date(since.year, 5, 1)
        third, half, rest = (dt.date(since.year, 8, 31), month_end(since.year, 6),
                             dt.date(since.year, 7, 1))  # fmt: skip
    finer: Precision = "day" if precision == "month" else "month"
    if word.endswith("half"):
        is_first = first_word in {"first", "former"}
        return (since, half, finer) if is_first else (rest, until, finer)
    if first_word in {"early", "beginning", "start", "first", "opening"}:
        return since, first, finer
    if word in {"mid", "middle"}:
        return second, third, finer
    if first_word in {"late", "end", "close", "last", "final", "closing"}:
        return third + dt.timedelta(days=0 if precision == "month" else 1), until, finer
    return since, until, precision


def _year(found: Match, _base: Base) -> Interval | None:
    first = int(found["year"])
    last = found.groupdict().get("last")
    if last:
        end = int(last) if len(last) > 2 else first // 100 * 100 + int(last)  # noqa: PLR2004 - "14-16"
        return (dt.date(first, 1, 1), dt.date(end, 12, 31), "year") if end >= first else None
    part = found.groupdict().get("part")
    return third_of(part, dt.date(first, 1, 1), dt.date(first, 12, 31), "year")


def _decade(found: Match, _base: Base) -> Interval | None:
    first, part = int(found["year"]), (found["part"] or "").lower().strip(" -")
    since, until = {"early": (0, 3), "mid": (3, 6), "late": (6, 9)}.get(part, (0, 9))
    return dt.date(first + since, 1, 1), dt.date(first + until, 12, 31), "year"


def _century(found: Match, _base: Base) -> Interval | None:
    last = int(re.sub(r"\D", "", found["nth"])) * _A_CENTURY
    return dt.date(last - 99, 1, 1), dt.date(last, 12, 31), "year"


def _fiscal(found: Match, _base: Base) -> Interval | None:
    """Return all days that a budget year can hold: it may begin in the year before."""
    year = int(found["year"])
    return dt.date(year - 1, 1, 1), dt.date(year, 12, 31), "year"


def _holiday(found: Match, base: Base) -> Interval | None:
    month, number = _HOLIDAYS[found["name"].lower().replace("’", "'")]
    year = found["year"]
    day = dt.date(int(year), month, number) if year else day_in_year(month, number, base.published)
    return day, day, "day"


def _of_month(found: Match, base: Base) -> Interval | None:
    """Return the day that only its number tells: the last such day, or the next one."""
    number, today = day_of(found["day"]), base.published
    if not 0 < number <= _LONGEST_MONTH:
        return None
    back = 0 if number <= today.day else -1
    if base.is_coming:
        back = 0 if number > today.day else 1
    index = today.year * 12 + today.month - 1 + back
    while number > month_end(index // 12, index % 12 + 1).day:
        index += 1 if base.is_coming else -1
    day = dt.date(index // 12, index % 12 + 1, number)
    return day, day, "day"


_LEAD = r"(?P<lead>in|of|by|until|till|during|from|as of|effective|starting)"
_HOW = r"(?P<how>last|next|this past|this|past|since)"
_APART = r"(?: of)? (?:(?P<far>the|that) )?(?P<apart>last|previous|this|same|next) year"
_MONTH = rf"(?:\b{_LEAD} )?(?:{_HOW} )?{PART}{MONTH_NAME}(?:{_APART}|,? (?:of )?{YEAR})?"
_YEARS = (
    rf"(?:from |between )?{YEAR}(?: to | and | until | through |[–-])"
    r"(?P<last>1[6-9]\d\d|20\d\d|\d\d(?!\d))"
)
_OF_MONTH = (
    r"(?:on|of|by|until|from|since|before|after) the (?P<day>[0-3]?\d(?:st|nd|rd|th))"
    r"(?=\s*[.,;:)]|$| (?:and|but|in|at|when|after|with|to|for|as)\b"
    r"|(?<=\d(?:st|nd|rd|th)) (?:it|he|she|they|both|the two|its|his|her|their)\b"
    r"|(?<=\d(?:st|nd|rd|th)) (?-i:(?:the )?[A-Z])"
    r"(?!\w+ (?:Division|Brigade|Regiment|Battalion|Army|Corps|Congress|Session|Summit)\b))"
)
_NO_THINGS = r"(?! (?:\w+ )?(?:troops|soldiers|people|men|refugees|dollars|tons|tonnes|villages)\b)"
_THINGS = "|".join(
    rf"(?<=\b{noun} )"
    for noun in (
        "pact", "treaty", "accord", "accords", "agreement", "convention", "charter", "protocol",
        "deal", "law", "decree", "resolution", "award", "ruling", "constitution", "declaration",
    )
)  # fmt: skip
"""Papers by whose year they are known: "the pact of 1997"."""
_YEAR_LEAD = "(?:in|since|of|during|until|by|from|before|after|around|about|as)"
_CLOCK = r"(?:T(?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<shift>[+-]\d\d(?::?\d\d)?)?Z?)?"
_CALENDAR: tuple[Rule, ...] = (
    (
        "iso",
        r"(?P<year>(?:1[6-9]|20)\d\d)([-/])(?P<number>[01]?\d)\2(?P<day>[0-3]?\d)" + _CLOCK,
        _iso,
    ),
    ("slashed", rf"(?P<a>[0-3]?\d)([-/])(?P<b>[0-3]?\d)\2{YEAR}", _slashed),
    (
        "dotted",
        (
            r"(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>1[6-9]\d\d|20\d\d|\d\d)"
            r"(?!\.?\d)"
        ),
        _dotted,
    ),
    (
        "holiday",
        (
            r"(?P<name>New Year['’]s (?:Day|Eve)|Christmas (?:Day|Eve)|May Day)"
            rf"(?:,? (?:of |in )?{YEAR})?"
        ),
        _holiday,
    ),
    ("days month year", rf"{DAY}{TO}(?:the )?{LAST_DAY}(?: of)? {MONTH_NAME},? {YEAR}", _exact),
    ("month days year", rf"{MONTH_NAME} {DAY}{TO}{LAST_DAY},? {YEAR}", _exact),
    ("day month year", rf"{DAY}(?: of)? {MONTH_NAME},? {YEAR}", _exact),
    ("month day year", rf"{MONTH_NAME} (?:the )?{DAY},? {YEAR}", _exact),
    ("days month", rf"{DAY}{TO}(?:the )?{LAST_DAY}(?: of)? {MONTH_NAME}", _exact),
    ("month days", rf"{MONTH_NAME} {DAY}{TO}{LAST_DAY}(?!\d)", _exact),
    ("day month", rf"{DAY}(?: of)? {MONTH_NAME}", _exact),
    ("month day", rf"{MONTH_NAME} (?:the )?{DAY}(?!\d)", _exact),
    ("month", _MONTH, _month),
    ("day of month", _OF_MONTH, _of_month),
)
_YEAR_RULES: tuple[Rule, ...] = (
    ("fiscal", rf"(?:(?:fiscal|financial|budget) (?:year )?|FY ?){YEAR}", _fiscal),
    ("years", _YEARS, _year),
    ("decade", r"(?:the )?(?P<part>early |mid-?|late )?(?P<year>(?:1[6-9]|20)\d0)s", _decade),
    ("century", r"(?:the )?(?P<nth>\d\d?(?:st|nd|rd|th)) century", _century),
    (
        "part of year",
        (
            r"(?P<part>early|mid|late|(?:the )?(?:beginning|start|end|middle|close) of)"
            rf"[- ]?(?:in )?{YEAR}"
        ),
        _year,
    ),
    ("year of a thing", rf"(?:{_THINGS})of {YEAR}(?![-–/\d])", _year),
    ("year", rf"{_YEAR_LEAD} {YEAR}(?![-–/\d])" + _NO_THINGS, _year),
    (
        "year of a thing",
        rf"(?:(?<=\bthe )|(?<=['’]s )|(?<=\bits )|(?<=\btheir )){YEAR}(?= [a-z])" + _NO_THINGS,
        _year,
    ),
)


_Compiled = tuple[tuple[str, QuickPattern, "Callable[..., Interval | None]"], ...]


def compile_rules(rules: Iterable[Rule]) -> _Compiled:
    """Return rules in order: name, pattern, and the function that reads the interval."""
    return tuple(
        (name, QuickPattern(re.compile(rf"(?<![\w.])(?:{text})(?!\w)", re.IGNORECASE)), read)
        for name, text, read in rules
    )


@cache
def compiled_rules() -> _Compiled:
    """Return the rules that need no story."""
    return compile_rules((*_CALENDAR, *SEASON_RULES, *RELATIVE_RULES, *_YEAR_RULES))
