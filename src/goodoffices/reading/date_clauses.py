"""What the words around a time say: that it is still to come, a name, or in another zone."""

# ruff: noqa: RUF001 - typographic quotes and dashes stand in texts

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from goodoffices.reading.lexicon import rows

__all__ = ["days_in_utc", "is_coming", "is_name", "tells_of_past"]

_EDGE = re.compile(
    r"[,;:.()–—]\s|\b(?:who|which|whose|that|after|before|when|while|because|but|although|where)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b"
    r"(?:(?:will|shall|would|won['’]t)(?: (?:not|also|soon|then|now|be|have|again))* \w+"
    r"|(?:is|are|plans?|set|due|scheduled|expects?|expected|likely|intends?|promised|promises?"
    r"|agreed|agrees?|vowed|vows?|hopes?|wants?|ready|about|going|invited|asked|urged|have|has)"
    r" (?:not )?to (?:be |have )?\w+"
    r"|(?:scheduled|planned|slated|due|set|expected|called) (?:for|in|on|by|at))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:\w{2,}ed|was|were|had|did|met|held|said|told|went|came|sent|shot|fought|broke|began|left"
    r"|took|gave|made|fell|struck|won|lost|cut|hit|led|brought|sought|withdrew|drew|threw|flew"
    r"|saw|spoke|wrote|rose|chose|found|laid|paid|put|set off|shut|built|became)\b",
    re.IGNORECASE,
)
_HAVE = re.compile(r"\b(?:has|have)\b(?! to\b)", re.IGNORECASE)
_ONLY_JOINS = re.compile(
    r"^[\W_]*(?:(?:on|in|at|by|from|late|early|the|of|and|then)\b[\W_]*)*$", re.IGNORECASE
)
_BEFORE_MONTH = re.compile(r"(?:^|[\s(“\"'])([A-Z][\w’'.-]*) $")
_MAY_OPEN = frozenset(
    [
        "in",
        "on",
        "since",
        "until",
        "till",
        "from",
        "by",
        "of",
        "during",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "the",
        "between",
        "before",
        "after",
        "and",
        "or",
        "for",
        "to",
        "through",
        "around",
        "about",
        "as",
        "at",
        "every",
        "each",
        "a",
        "past",
    ]
)
_NAME_AFTER = re.compile(
    r"^(?: \d{1,2})? (?:Movement|Brigades?|Alliance|Group|Front|Street|Square|Bridge|Avenue"
    r"|Coalition|Party|Organi[sz]ation|Airport)\b"
)
_PERSONAL = frozenset({"may", "april", "june", "august", "jan"})
_SURNAME = re.compile(r"^ [A-Z][a-z]+\b(?! \d)")
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>\d\d))?\s?"
    r"(?P<half>a\.?m\.?|p\.?m\.?)?,?\s?\(?"
    r"(?P<zone>[A-Z]{1,4}\b(?:[+-]\d{1,2})?|[A-Z][a-z]+ time\b)",
)
_NEAR_CLOCK = 40


def is_coming(text: str, start: int, end: int) -> bool:
    """Tell whether the clause around a time tells of what is still to come.

    >>> text = "Oman, which had left in May, will return on Friday."
    >>> is_coming(text, text.index("on Friday"), len(text) - 1)
    True
    >>> is_coming(text, text.index("in May"), text.index(", will"))
    False
    """
    edges = [m.end() for m in _EDGE.finditer(text, 0, start)]
    before = text[edges[-1] if edges else 0 : start]
    if not _ONLY_JOINS.match(before):
        return _last_is_coming(before)
    after = text[end:].lstrip(" ,")
    edge = _EDGE.search(after)
    after = after[: edge.start()] if edge else after
    coming, past = _COMING.search(after), _PAST.search(after)
    return coming is not None and (past is None or coming.start() <= past.start())


def tells_of_past(words: str) -> bool:
    """Tell whether words hold a verb of the past.

    >>> tells_of_past("it took Togo"), tells_of_past("Togo may wait")
    (True, False)
    """
    return _PAST.search(words) is not None or _HAVE.search(words) is not None


def _last_is_coming(words: str) -> bool:
    coming = max((m.end() for m in _COMING.finditer(words)), default=0)
    past = max((m.end() for m in _PAST.finditer(words)), default=0)
    return coming > 0 and coming >= past


def is_name(text: str, start: int, end: int, words: str) -> bool:
    """Tell whether a month is part of a name: "Theresa May", "April Lee", "the May 9 Movement"."""
    if _NAME_AFTER.match(text[end:]):
        return True
    if " " in words or any(letter.isdigit() for letter in words):
        return False
    before = _BEFORE_MONTH.search(text[:start])
    if before is not None and before[1].lower() not in _MAY_OPEN:
        return True
    return words.lower() in _PERSONAL and _SURNAME.match(text[end:]) is not None


@cache
def _zones() -> dict[str, float]:
    return {row["zone"].lower(): float(row["hours"]) for row in rows("zones")}


def days_in_utc(text: str, start: int, end: int, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the day, and the one beside it where a clock time in another zone reaches into it.

    >>> days_in_utc("at 01:00 Moscow time on 5 March", 24, 31, dt.date(2019, 3, 5))[0].isoformat()
    '2019-03-04'
    """
    low, high = max(0, start - _NEAR_CLOCK), end + _NEAR_CLOCK
    for found in _CLOCK.finditer(text[low:high]):
        hours = _offset(found["zone"])
        if hours is None:
            continue
        hour = int(found["hour"]) % 24
        half = (found["half"] or "").lower()[:1]
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        clock = dt.datetime.combine(day, dt.time(hour, int(found["minute"] or 0)), dt.UTC)
        utc = (clock - dt.timedelta(hours=hours)).date()
        return min(day, utc), max(day, utc)
    return day, day


def _offset(zone: str) -> float | None:
    shift = re.fullmatch(r"(?:UTC|GMT)([+-]\d{1,2})", zone)
    if shift:
        return float(shift[1])
    return _zones().get(zone.lower())
