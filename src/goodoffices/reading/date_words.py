"""The words of time in English: numbers, months, weekdays, and the pieces of patterns they make."""

# ruff: noqa: RUF001 - typographic dashes stand between the ends of a range

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.records import Precision

__all__ = [
    "COUNT",
    "DAY",
    "LAST_DAY",
    "MONTHS",
    "MONTH_NAME",
    "PART",
    "SPAN",
    "TO",
    "WEEKDAYS",
    "WEEKDAY_NAME",
    "YEAR",
    "Base",
    "Interval",
    "Match",
    "Rule",
    "around",
    "count_of",
    "day_of",
    "month_end",
    "shift_months",
    "spaced",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What relative times count from: the day of publication, or the last date told.

    ``anchor_until`` is the last day of what was told, where it took several. ``is_coming`` says
    that the clause tells of what is still to come; ``hemisphere`` is "north", "south" or "" where
    the text does not tell.
    """

    published: dt.date
    anchor: dt.date
    anchor_until: dt.date | None = None
    is_coming: bool = False
    hemisphere: str = ""

    @property
    def is_told(self) -> bool:
        """Whether times count from a date of the story, not from the day of publication."""
        return self.anchor != self.published


Interval = tuple[dt.date, dt.date, "Precision"]
Match: TypeAlias = "re.Match[str]"
Rule: TypeAlias = "tuple[str, str, Callable[[Match, Base], Interval | None]]"

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
}
MONTHS["sept"] = 9
WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_UNITS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905 - a list
_NTH = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_NUMBERS = {"a": 1, "an": 1, "a couple of": 2, "a few": 4, "several": 5, "a dozen": 12} | {
    word: n for n, word in enumerate(_UNITS, start=1)
}
_NUMBERS |= {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_NUMBERS |= {
    f"{ten} {unit}": 10 * n + m
    for n, ten in enumerate(_TENS, start=2)
    for m, unit in enumerate(_UNITS[:9], start=1)
}
_ORDINALS = {word: n for n, word in enumerate(_NTH, start=1)}
_ORDINALS |= {"twentieth": 20, "thirtieth": 30, "thirty first": 31}
_ORDINALS |= {f"twenty {word}": 20 + n for n, word in enumerate(_NTH[:9], start=1)}


def _any_of(words: dict[str, int]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(word.replace(" ", "[ -]") for word in longest_first)


MONTH_NAME = (
    "(?P<month>(?-i:January|February|March|April|May|June|July|August|September|October|November"
    "|December|JANUARY|FEBRUARY|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?!\w))\.?"
)
"""With a capital: "may" and "march" are verbs when they are written small."""
_ORDINAL = _any_of(_ORDINALS)
DAY = rf"(?P<day>[0-3]?\d(?:st|nd|rd|th)?|{_ORDINAL})"
LAST_DAY = rf"(?P<last>[0-3]?\d(?:st|nd|rd|th)?|{_ORDINAL})"
TO = r"(?:\s?[–-]\s?| to | and | or | through | till | until )"
YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
COUNT = rf"(?P<count>\d{{1,3}}|{_any_of(_NUMBERS)})"
SPAN = r"(?P<span>hour|day|night|week|fortnight|month|year|decade|centur(?:y|ie))s?"
PART = (
    r"(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|end|middle|close"
    r"|(?:first|second|former|latter|other) half"
    r"|(?:first|opening|early|last|final|closing) (?:days|weeks?)) of)"
    r"[- ]?(?:in )?(?:the )?(?:month of )?)?"
)
WEEKDAY_NAME = (
    "(?P<weekday>(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    "|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY))"
)


def spaced(word: str) -> str:
    """Return a number in words without its hyphen and in small letters."""
    return word.lower().replace("-", " ")


def count_of(word: str) -> int:
    """Return the number that a word or digits tell.

    >>> count_of("twenty-one"), count_of("18"), count_of("a")
    (21, 18, 1)
    """
    return int(word) if word.isdigit() else _NUMBERS[spaced(word)]


def day_of(word: str) -> int:
    """Return the day of the month that digits or an ordinal tell.

    >>> day_of("3rd"), day_of("twenty-second")
    (3, 22)
    """
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _ORDINALS[spaced(word)]


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


def around(day: dt.date, count: int, span: str, *, is_exact: bool = False) -> Interval:
    """Return the days that lie so many spans from a day: the vaguer the span, the wider.

    >>> [str(d) for d in around(dt.date(2016, 7, 5), -2, "week")[:2]]
    ['2016-06-19', '2016-06-23']
    """
    span = span.lower()
    if span.startswith("hour"):
        ends = (day, day + dt.timedelta(hours=count))
        return min(ends), max(*ends, day + dt.timedelta(days=1 if count > 0 else 0)), "day"
    if span in {"day", "night"}:
        there = day + dt.timedelta(days=count)
        return there, there, "day"
    if span in {"week", "fortnight"}:
        there = day + dt.timedelta(weeks=count * (2 if span == "fortnight" else 1))
        slack = dt.timedelta(days=0 if is_exact else 2)
        return there - slack, there + slack, "day"
    years = {"year": 1, "decade": 10}.get(span, 100)
    year, month = shift_months(day, count if span == "month" else 12 * count * years)
    if is_exact:
        there = day.replace(year=year, month=month, day=min(day.day, month_end(year, month).day))
        return there, there, "day"
    if span == "month":
        return dt.date(year, month, 1), month_end(year, month), "month"
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
