"""Seasons, halves and quarters of a year, and the interval that each one means."""

# ruff: noqa: RUF001 - typographic dashes stand between the ends of a range

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from goodoffices.reading.date_words import YEAR, month_end, shift_months

if TYPE_CHECKING:
    from goodoffices.reading.date_words import Base, Interval, Match, Rule

__all__ = ["SEASON_RULES", "season_months"]

_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NTH = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "closing": 4}
_STEPS = {"last": -1, "previous": -1, "next": 1}
_SEASON_MONTHS = 3


def _season(found: Match, base: Base) -> Interval | None:
    """Return the three months of a season; where the hemisphere is not known, both of them."""
    days = [_season_in(found, base, n) for n in season_months(found["season"], base.hemisphere)]
    since, until = min(day for day, _ in days), max(day for _, day in days)
    return since, until, "month" if len(days) == 1 else "year"


def season_months(season: str, hemisphere: str) -> tuple[int, ...]:
    """Return the month in which a season begins: of either half of the earth, if none is known.

    >>> season_months("spring", "south"), season_months("winter", "")
    ((9,), (12, 6))
    """
    halves = {"north": (0,), "south": (6,)}.get(hemisphere, (0, 6))
    return tuple((_FIRST_MONTH[season.lower()] + later - 1) % 12 + 1 for later in halves)


def _season_in(found: Match, base: Base, month: int) -> tuple[dt.date, dt.date]:
    how, today = (found["how"] or "").lower(), base.published
    since = dt.date(int(found["year"]) if found["year"] else today.year, month, 1)
    until = month_end(*shift_months(since, _SEASON_MONTHS - 1))
    if found["year"]:
        return since, until
    if how in {"next", "this coming", "this"} or base.is_coming:
        back = until < today or (how == "next" and since <= today)
        years = 1 if back and (how != "this" or base.is_coming) else 0
    else:
        years = -1 if since > today or (how in {"last", "this past"} and until >= today) else 0
    since = since.replace(year=since.year + years)
    return since, month_end(*shift_months(since, _SEASON_MONTHS - 1))


def _part_of_year(found: Match, base: Base) -> Interval | None:
    """Return a half or a quarter of a year; without a year, the last one that has begun."""
    is_half, nth = found["part"].lower() in {"half", "h"}, found["nth"].lower()
    months = 6 if is_half else 3
    number = int(nth) if nth.isdigit() else 2 if is_half and nth != "first" else _NTH[nth]
    if number > 12 // months:
        return None
    year = int(found["year"]) if found["year"] else base.published.year
    year += _STEPS.get((found["how"] or "").lower(), 0)
    since = dt.date(year, (number - 1) * months + 1, 1)
    if not found["year"] and not found["how"] and since > base.published and not base.is_coming:
        since = since.replace(year=year - 1)
    return since, month_end(*shift_months(since, months - 1)), "month"


def _whole_quarter(found: Match, base: Base) -> Interval | None:
    first = dt.date(base.published.year, (base.published.month - 1) // 3 * 3 + 1, 1)
    since = dt.date(*shift_months(first, 3 * _STEPS.get(found["how"].lower(), 0)), 1)
    return since, month_end(*shift_months(since, 2)), "month"


_NO_SEASON = r"(?! (?:of|camp|games?|olympics|palace|school)\b)"
_OF_YEAR = rf"(?:,? (?:of |in )?(?:{YEAR}|(?:the )?(?P<how>this|last|next|previous|the) year))"
_THE = "(?:in |of |by |during |for )?the "
SEASON_RULES: tuple[Rule, ...] = (
    (
        "season",
        r"(?:in |of |by |during |since |until )?(?:(?:early|mid|late|the) )?"
        r"(?P<how>last|this past|this coming|this|the|next) (?P<season>spring|summer|autumn|winter)"
        rf"(?:,? (?:of |in )?{YEAR}(?:[-–/]\d\d(?:\d\d)?)?)?" + _NO_SEASON,
        _season,
    ),
    (
        "season",
        (
            r"(?:in|during|since|by) (?P<how>)(?:early |mid-?|late )?"
            rf"(?P<season>spring|summer|autumn|fall|winter) (?:of )?{YEAR}"
        ),
        _season,
    ),
    (
        "part of year",
        rf"{_THE}(?P<nth>first|second|latter) (?P<part>half){_OF_YEAR}",
        _part_of_year,
    ),
    (
        "part of year",
        (
            rf"{_THE}(?P<nth>first|opening|second|third|fourth|final|closing) "
            rf"(?P<part>quarter)(?! of (?:the|a|an|all|its)\b(?! year)){_OF_YEAR}?"
        ),
        _part_of_year,
    ),
    ("part of year", rf"(?P<part>[QH])(?P<nth>[1-4])(?P<how>),? ?{YEAR}", _part_of_year),
    ("quarter", r"(?P<how>last|this|next|the previous) quarter", _whole_quarter),
)
