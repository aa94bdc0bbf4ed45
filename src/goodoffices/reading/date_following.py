"""Times that the story so far places: "the following spring", "that March", "on the 10th".

All count from the last date told; without one they mean nothing, or what the calendar says.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.date_rules import third_of
from goodoffices.reading.date_seasons import season_months
from goodoffices.reading.date_words import (
    DAY,
    MONTH_NAME,
    MONTHS,
    PART,
    WEEKDAY_NAME,
    WEEKDAYS,
    day_of,
    month_end,
    shift_months,
)

if TYPE_CHECKING:
    from goodoffices.reading.date_words import Base, Interval, Match, Rule
    from goodoffices.reading.dates import When

__all__ = ["FOLLOWING_RULES", "on_next_such_day"]

_A_WEEK = 7
_YEARS_ON = {"following": 1, "next": 1, "previous": -1}


def _month(found: Match, base: Base) -> Interval | None:
    """Return the month of that name in the year told, or the next one after the date told."""
    if not base.is_told:
        return None
    groups, month = found.groupdict(), MONTHS[found["month"].lower()]
    year = base.anchor.year
    if groups.get("of_year"):
        year += _YEARS_ON.get(_last_word(found["of_year"]), 0)
    elif _last_word(found["how"]) in {"following", "next"}:
        year += month <= base.anchor.month
    since = dt.date(year, month, 1)
    return third_of(groups.get("part"), since, month_end(year, month), "month")


def _season(found: Match, base: Base) -> Interval | None:
    if not base.is_told:
        return None
    groups = found.groupdict()
    is_next = _last_word(groups.get("how") or "") in {"following", "next"}
    years = _YEARS_ON.get(_last_word(groups.get("of_year") or ""), 0)
    spans = []
    for first in season_months(found["season"], base.hemisphere):
        since = dt.date(base.anchor.year + years, first, 1)
        if is_next and since <= base.anchor:
            since = since.replace(year=since.year + 1)
        spans.append((since, month_end(*shift_months(since, 2))))
    since, until = min(a for a, _ in spans), max(b for _, b in spans)
    return since, until, "month" if len(spans) == 1 else "year"


def _weekday(found: Match, base: Base) -> Interval | None:
    if not base.is_told:
        return None
    ahead = (WEEKDAYS[found["weekday"].lower()] - base.anchor.weekday()) % _A_WEEK
    if _last_word(found["how"]) in {"following", "next"}:
        ahead = ahead or _A_WEEK
    elif _last_word(found["how"]) == "previous":
        ahead -= _A_WEEK
    if base.anchor + dt.timedelta(days=ahead) > base.published:
        return None
    day = base.anchor + dt.timedelta(days=ahead)
    return day, day, "day"


def _day_of_that_month(found: Match, base: Base) -> Interval | None:
    """Return "the first of that month", or of the month that runs."""
    which = _last_word(found["how"])
    day = base.anchor if which in {"that", "same"} else base.published
    year, month = shift_months(day, -1 if which == "last" else 0)
    there = dt.date(year, month, day_of(found["day"]))
    return (there, there, "day") if which == "that" or there <= base.published else None


def _days_of_month(found: Match, base: Base) -> Interval | None:
    """Return "from the 12th to the 16th" of the month told last."""
    day = base.anchor
    since, until = (day.replace(day=int(found[name][:-2])) for name in ("first", "last"))
    return (since, until, "day") if since <= until <= base.published else None


def _last_word(words: str) -> str:
    return words.lower().rsplit(" ", maxsplit=1)[-1]


def on_next_such_day(when: When, anchor: dt.date, published: dt.date) -> When:
    """Return "on the 10th" as the first such day after the date told, where that is no news yet.

    >>> from goodoffices.reading.dates import find_dates
    >>> told = dt.date(2019, 3, 4)
    >>> [str(w.since) for w in find_dates("on the 10th", dt.date(2019, 5, 20), anchor=told)]
    ['2019-03-10']
    """
    index = anchor.year * 12 + anchor.month - 1 + (when.since.day < anchor.day)
    try:
        day = when.since.replace(year=index // 12, month=index % 12 + 1)
    except ValueError:  # 31 April
        return when
    return replace(when, since=day, until=day, returns="") if day <= published else when


_HOW = (
    r"(?P<how>the following|the next|the same|that same|the previous|(?-i:That)"
    r"|(?<=\bin )that|(?<=\bon )that|(?<=\bby )that|(?<=\bof )that|(?<=\blate )that"
    r"|(?<=\bearly )that|(?<=\blater )that)"
)
_OF_YEAR = (
    r",? (?:of )?(?P<of_year>the same|that same|that|the following|the next|the previous) year"
)
_SEASON_NAME = r"(?P<season>spring|summer|autumn|winter)"
_NTH = r"(?P<first>[0-3]?\d(?:st|nd|rd|th))"
_LAST_NTH = r"(?P<last>[0-3]?\d(?:st|nd|rd|th))"
_LEAD = r"(?:(?:in|by|until|since|during|from) )?(?:the )?"
FOLLOWING_RULES: tuple[Rule, ...] = (
    ("month", rf"{_LEAD}{PART}{MONTH_NAME}{_OF_YEAR}", _month),
    ("season", rf"{_LEAD}{_SEASON_NAME}{_OF_YEAR}", _season),
    ("month", rf"{_HOW} {MONTH_NAME}", _month),
    (
        "season",
        rf"(?:{_HOW}|that) {_SEASON_NAME}(?! (?:of|camp|games?|olympics|school)\b)",
        _season,
    ),
    ("weekday", rf"{_HOW} {WEEKDAY_NAME}", _weekday),
    ("weekday", rf"on (?P<how>the) {WEEKDAY_NAME}(?! (?:before|after|of|in)\b)", _weekday),
    (
        "days of month",
        rf"(?:from|between) the {_NTH} (?:to|until|till|through|and) the {_LAST_NTH}",
        _days_of_month,
    ),
    (
        "day of month",
        (rf"(?:on|by|of|until) the {DAY} of (?P<how>the|this|that|the same|that same|last) month"),
        _day_of_that_month,
    ),
)
