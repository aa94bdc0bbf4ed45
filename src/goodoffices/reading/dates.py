"""Find the times a text gives and turn each into an interval of days.

Relative words ("last November", "on Monday", "two weeks ago") count from the day of publication;
words that look back at the story ("a week earlier", "the same night") from the last date told.
A weekday, month or day without its year lies in the past, unless its clause tells of what is still
to come ("will meet on Thursday").
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.date_clauses import days_in_utc, is_coming, is_name
from goodoffices.reading.date_joins import joined, one_for_each, spans_beside, until_then
from goodoffices.reading.date_relative import STORY_RULES
from goodoffices.reading.date_rules import compile_rules, compiled_rules
from goodoffices.reading.date_turns import last_time, next_time
from goodoffices.reading.date_words import Base

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from goodoffices.reading.date_words import Interval
    from goodoffices.reading.quick_patterns import QuickPattern
    from goodoffices.records import Precision

__all__ = ["When", "find_dates", "last_time", "next_time"]

_YEARLESS = frozenset(
    {"month", "day month", "month day", "days month", "month days", "season", "holiday",
     "part of year"}
)  # fmt: skip
_A_YEAR = dt.timedelta(days=364)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time in a text: the days it can lie on, its words, and the rule that read it.

    ``returns`` says that the words name every week, month or year such a day, so that a time still
    to come may be meant.
    """

    since: dt.date
    until: dt.date
    precision: Precision
    rule: str
    start: int
    end: int
    returns: str = ""


def find_dates(
    text: str,
    published: dt.date,
    *,
    anchor: dt.date | None = None,
    told: dt.date | None = None,
    hemisphere: str = "",
) -> tuple[When, ...]:
    """Return the times in a text in order, the longest reading of each.

    "The next day" counts from the last date in the text itself, else from ``anchor``. A day and
    month without a year fall in the year after ``told``, a date of long ago in the same paragraph,
    else in the year before publication. A season is that of the ``hemisphere``, "north" or
    "south"; where it is "" both are spanned.

    >>> day = dt.date(2016, 7, 5)
    >>> [(w.since.isoformat(), w.until.isoformat(), w.precision)
    ...     for w in find_dates("shot down last November and on 27 June", day)]
    [('2015-11-01', '2015-11-30', 'month'), ('2016-06-27', '2016-06-27', 'day')]
    >>> find_dates("after a seven-month silence", day)
    ()
    """
    base = Base(published=published, anchor=anchor or published, hemisphere=hemisphere)
    back = base if told is None else replace(base, published=min(published, told + _A_YEAR))
    found: list[When] = []
    folded = text.casefold()
    for name, pattern, read in compiled_rules():
        for match in pattern.finditer(text, folded):
            if not _is_free(match, found) or _names_somebody(name, match):
                continue
            returns = _returns(name, match)
            coming = is_coming(text, match.start(), match.end())
            here = replace(back if returns == "year" else base, is_coming=coming)
            when = _read(name, match, read, here)
            if when is not None:
                if told is not None and returns == "year":
                    when = last_time(when, told + _A_YEAR)
                elif coming:
                    when = next_time(when, published)
                found.append(when)
    found = [_in_utc(when, text) for when in sorted(found, key=_place)]
    found = joined(one_for_each(found, text), text)
    found = [until_then(when, text, published) for when in found]
    for when in _of_the_story(text, base, found):
        found.append(when)
    found += spans_beside(found, text)
    return tuple(sorted(found, key=_place))


def _place(when: When) -> int:
    return when.start


def _names_somebody(rule: str, match: re.Match[str]) -> bool:
    if "month" not in rule or "month" not in match.groupdict():
        return False
    return is_name(match.string, match.start(), match.end(), match[0])


def _of_the_story(text: str, base: Base, found: list[When]) -> Iterator[When]:
    """Yield the times that count from the last date told in the text, or before it."""
    taken, folded = list(found), text.casefold()
    for name, pattern, read in _story_rules():
        for match in pattern.finditer(text, folded):
            if not _is_free(match, taken):
                continue
            told = [w for w in found if w.end <= match.start() and w.since <= base.published]
            here = replace(base, anchor=told[-1].since) if told else base
            when = _read(name, match, read, here)
            if when is not None:
                taken.append(when)
                yield when


@cache
def _story_rules() -> tuple[tuple[str, QuickPattern, Callable[..., Interval | None]], ...]:
    return compile_rules(STORY_RULES)


def _read(
    name: str,
    match: re.Match[str],
    read: Callable[[re.Match[str], Base], Interval | None],
    base: Base,
) -> When | None:
    try:
        interval = read(match, base)
    except (ValueError, OverflowError):  # 31 February, or before the year 1
        return None
    if interval is None:
        return None
    since, until, precision = interval
    return When(
        since=since,
        until=until,
        precision=precision,
        rule=name,
        start=match.start(),
        end=match.end(),
        returns=_returns(name, match),
    )


def _returns(name: str, match: re.Match[str]) -> str:
    groups = match.groupdict()
    if name in {"weekday", "weekend"}:
        is_fixed = groups.get("week") or groups.get("of_week") or groups.get("how") == "next"
        return "" if is_fixed or (name == "weekend" and groups.get("how")) else "week"
    if name == "day of month":
        return "month"
    return "year" if name in _YEARLESS and not (groups.get("year") or groups.get("apart")) else ""


def _in_utc(when: When, text: str) -> When:
    if when.precision != "day" or when.since != when.until:
        return when
    since, until = days_in_utc(text, when.start, when.end, when.since)
    return replace(when, since=since, until=until)


def _is_free(match: re.Match[str], found: list[When]) -> bool:
    return all(match.end() <= other.start or match.start() >= other.end for other in found)
