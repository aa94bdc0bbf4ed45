"""The plain dates of five languages: "24 November 2015", "on Monday", "yesterday".

Far fewer forms than the English reader knows; what is not understood is not guessed.
"""

# ruff: noqa: RUF001, RUF002 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.lexicon import rows
from goodoffices.reading.lite_words import plain_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.records import Precision

__all__ = ["LiteDate", "find_lite_dates", "may_hold_date"]

_SOON_DAYS = 65
"""A day without its year lies at most this far ahead; else it was last year."""
_ORDINAL = r"(?:st|nd|rd|th|er|º|-го|-е)?"
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_IN = ("in", "last", "since", "en", "em", "в", "во", "с", "depuis", "desde")
_OF = r"(?:(?:de|del|of)\s+)?"
_WEEK = 7
_IN_NUMBERS = re.compile(r"\d[-.]\d\d?[-.]\d\d")
"""What every date without a word in it holds."""
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteDate:
    """A date in a sentence, with its place there."""

    since: dt.date
    until: dt.date
    precision: Precision
    start: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    months: dict[str, int]
    weekdays: dict[str, int]
    days: dict[str, int]
    all: frozenset[str]
    first: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    tables: dict[str, dict[str, int]] = {"months": {}, "weekdays": {}, "days": {}}
    for row in rows("lite_dates"):
        if row["language"] == language:
            for n, word in enumerate(row["words"].split("|")):
                value = int(row["value"]) if row["kind"] == "days" else n
                tables[row["kind"]][_low(word)] = value
    months, weekdays, days = (_or(tables[kind]) for kind in ("months", "weekdays", "days"))
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})"
        rf"|(?P<day>\d{{1,2}}){_ORDINAL}\s+{_OF}(?P<month>{months})\.?(?:'\w+)?,?"
        rf"(?:\s+{_OF}(?P<year>{_YEAR}))?"
        rf"|(?P<month2>{months})\.?\s+(?P<day2>\d{{1,2}}){_ORDINAL}(?!\d)(?:,?\s+(?P<year2>{_YEAR}))?"
        rf"|(?P<month3>{months})\s+{_OF}(?P<year3>{_YEAR})"
        rf"|(?:{'|'.join(_IN)})\s+(?P<month4>{months})"
        rf"|(?P<weekday>{weekdays})|(?P<near>{days}))(?!\w)",
    )
    told = frozenset(_WORDS.findall(word)[0] for table in tables.values() for word in table)
    return _Words(
        months={word: n % 12 + 1 for word, n in tables["months"].items()},
        weekdays=tables["weekdays"],
        days=tables["days"],
        all=frozenset(map(plain_case, told)),
        first=told | frozenset(_IN),
        pattern=pattern,
    )


def _or(words: dict[str, int]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _low(word: str) -> str:
    """Return the word in lower case, letter for letter."""
    return word.replace("İ", "i").lower()


def find_lite_dates(text: str, language: str, published: dt.date) -> tuple[LiteDate, ...]:
    """Return the dates in a sentence.

    >>> day = dt.date(2016, 7, 5)
    >>> [(d.since.isoformat(), d.precision) for d in find_lite_dates("27 июня он", "ru", day)]
    [('2016-06-27', 'day')]
    >>> [d.since.isoformat() for d in find_lite_dates("24 Kasım 2015'te", "tr", day)]
    ['2015-11-24']
    """
    words = _words(language)
    low = _low(text)
    found = []
    for match in _matches(low, words):
        try:
            date = _read(match, words, published)
        except (ValueError, OverflowError):  # 31 February
            date = None
        if date is not None:
            found.append(date)
    return tuple(found)


def may_hold_date(words: frozenset[str], text: str, language: str) -> bool:
    """Tell whether a sentence is worth the search; ``words`` are its words in plain case."""
    return not _words(language).all.isdisjoint(words) or _IN_NUMBERS.search(text) is not None


def _matches(low: str, words: _Words) -> Iterator[re.Match[str]]:
    """Yield what the pattern finds; it is tried only at words with which a date may begin."""
    at = 0
    for token in _WORDS.finditer(low):
        word = token[0]
        if token.start() >= at and (word in words.first or word[0].isdecimal()):
            match = words.pattern.match(low, token.start())
            if match is not None:
                at = match.end()
                yield match


def _read(match: re.Match[str], words: _Words, published: dt.date) -> LiteDate | None:
    groups = match.groupdict()
    if groups["iso"]:
        return _day(dt.date.fromisoformat(groups["iso"]), match, "date in numbers")
    if groups["dotted"]:
        day, month, year = (int(part) for part in groups["dotted"].split("."))
        return _day(dt.date(year, month, day), match, "date in numbers")
    if groups["weekday"]:
        back = (published.weekday() - words.weekdays[_low(groups["weekday"])]) % _WEEK
        return _day(published - dt.timedelta(days=back), match, "weekday")
    if groups["near"]:
        steps = dt.timedelta(days=words.days[_low(groups["near"])])
        return _day(published + steps, match, "day near publication")
    number = groups["day"] or groups["day2"]
    month = words.months[
        _low(groups["month"] or groups["month2"] or groups["month3"] or groups["month4"])
    ]
    told = groups["year"] or groups["year2"] or groups["year3"]
    if number:
        day_told = dt.date(int(told or published.year), month, int(number))
        if not told and day_told > published + dt.timedelta(days=_SOON_DAYS):
            day_told = day_told.replace(year=day_told.year - 1)
        return _day(day_told, match, "day and month")
    year_told = int(told) if told else published.year - (month > published.month)
    last = calendar.monthrange(year_told, month)[1]
    return LiteDate(since=dt.date(year_told, month, 1), until=dt.date(year_told, month, last),
                    precision="month", start=match.start(), rule="month")  # fmt: skip


def _day(day: dt.date, match: re.Match[str], rule: str) -> LiteDate:
    return LiteDate(since=day, until=day, precision="day", start=match.start(), rule=rule)
