"""Find the date that stands before a line ("4 March: ...") or in a dateline ("LIMA, March 4 -")."""

# ruff: noqa: RUF001 - typographic dashes stand behind such dates

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.date_words import MONTHS, WEEKDAYS
from goodoffices.reading.dates import find_dates, last_time

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.reading.dates import When

__all__ = ["LINE_HEAD", "date_before_line", "date_in_dateline"]

_MONTH = "(?:" + "|".join(sorted((m.capitalize() for m in MONTHS), key=len, reverse=True)) + r")\.?"
_WEEKDAY = "(?:" + "|".join(day.capitalize() for day in WEEKDAYS) + ")"
_YEAR = r"(?:1[6-9]|20)\d\d"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
LINE_HEAD = (
    rf"(?:{_WEEKDAY},? )?(?:{_DAY} {_MONTH}(?:,? {_YEAR})?|{_MONTH} {_DAY}(?:,? {_YEAR})?"
    rf"|(?:(?:Early|Mid|Late|In)[ -])?{_MONTH}(?: {_YEAR})?|{_YEAR}|{_WEEKDAY})"
    r"(?::\s|\s?[–—-]{1,2}\s|\.\s(?=[A-Z]))"
)
_HEAD = re.compile(LINE_HEAD)


def date_before_line(text: str, start: int, published: dt.date) -> When | None:
    r"""Return the date at the head of the line that begins at a place, None where there is none.

    >>> import datetime as dt
    >>> text = "Day by day\n4 March: Togo expels an envoy.\n6 March: Benin protests."
    >>> str(date_before_line(text, 11, dt.date(2014, 4, 1)).since)
    '2014-03-04'
    >>> date_before_line(text, 0, dt.date(2014, 4, 1))
    """
    if start and text[start - 1] != "\n":
        return None
    found = _HEAD.match(text, start)
    if found is None:
        return None
    when = _past(found[0], published) or _past(f"In {found[0]}", published)
    return replace(when, start=0, end=found.end() - start) if when else None


def date_in_dateline(lead: str, published: dt.date) -> When | None:
    """Return the day that a dateline tells, the day of the dispatch.

    >>> import datetime as dt
    >>> str(date_in_dateline("LIMA, March 4 - ", dt.date(2014, 3, 5)).since)
    '2014-03-04'
    """
    when = _past(lead, published)
    return when if when and when.precision == "day" else None


def _past(words: str, published: dt.date) -> When | None:
    for when in find_dates(words, published):
        turned = last_time(when, published)
        return turned if turned.since <= published else None
    return None
