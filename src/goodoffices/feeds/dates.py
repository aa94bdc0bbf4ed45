"""Read the days that feeds write."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

__all__ = ["day_of_text"]

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")
_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_FIRST_YEAR, _LAST_YEAR = 1800, 2200
"""Years that are taken; a day outside is a slip."""


def day_of_text(text: str) -> dt.date | None:
    """Return the day that a text names, None if it names none.

    Read are ``2018-06-01`` (with a time or without), ``20180601`` and ``1 June 2018``; days of two
    numbers and a year are not, for nobody knows which of them is the month.

    >>> day_of_text("2018-06-01 00:00:00.000"), day_of_text("08 March 2024")
    (datetime.date(2018, 6, 1), datetime.date(2024, 3, 8))
    >>> day_of_text("03/04/2024") is None
    True
    """
    text = text.strip()
    found = _ISO.fullmatch(text) or _PLAIN.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups())
    else:
        words = _WORDS.fullmatch(text)
        name = words[2][:3].casefold() if words else ""
        if words is None or name not in _MONTHS:
            return None
        year, month, day = int(words[3]), _MONTHS.index(name) + 1, int(words[1])
    try:
        return dt.date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
