"""Find the times a text gives and turn each into an interval of days.

Relative words ("last November", "on Monday", "two weeks ago") count from the day of publication;
words that look back at the story ("a week earlier", "the same night") from the last date told.
A weekday, month or day without its year lies in the past, unless its clause tells of what is still
to come ("will meet on Thursday").
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from goodoffices.reading.date_clauses import days_in_utc, is_coming, is_name
from goodoffices.reading.date_following import FOLLOWING_RULES, on_next_such_day
from goodoffices.reading.date_joins import (
    in_year_told,
    joined,
    one_for_each,
    spans_beside,
    until_then,
)
from goodoffices.reading.date_relative import STORY_RULES
from goodoffices.reading.date_rules import compile_rules, compiled_rules
from goodoffices.reading.date_turns import last_time, next_time
from goodoffices.reading.date_words import MONTH_NAME, Base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodoffices.reading.date_words import Interval
    from goodoffices.reading.quick_patterns import QuickPattern
    from goodoffices.records import Precision

__all__ = ["When", "find_dates", "last_time", "next_time"]

_YEARLESS = frozenset(
    {"month", "day month", "month day", "days month", "month days", "season", "holiday",
     "part of year"}
)  # fmt: skip
_OF_NOW = re.compile(
    rf"\b(?:this|last) (?:year|month|week|{MONTH_NAME}|spring|summer|autumn|winter)\b"
    r"|\b(?:today|yesterday)\b",
    re.IGNORECASE,
)
"""Words by which a sentence leaves the year of an old story."""
_A_FORTNIGHT, _A_MONTH = 14, 31
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
    anchor_until: dt.date | None = None,
    told: dt.date | None = None,
    hemisphere: str = "",
) -> tuple[When, ...]:
    """Return the times in a text in order, the longest reading of each.

    "The next day" counts from the last date in the text itself, else from ``anchor``, which may be
    a month or a year that lasts until ``anchor_until``; then it is told no finer. A day and
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
    if told is not None and _OF_NOW.search(text):
        told = None
    back = base if told is None else replace(base, published=min(published, told + _A_YEAR))
    found: list[When] = []
    folded = text.casefold()
    for name, pattern, read in compiled_rules():
        for match in pattern.finditer(text, folded):
            if not _is_free(match, found) or _names_somebody(name, match):
                continue
            returns = _returns(name, match)
            coming = is_coming(text, match.start(), match.end())
            is_back = told is not None and returns == "year" and not coming and _is_bare(match)
            here = replace(back if is_back else base, is_coming=coming)
            when = _read(name, match, read, here)
            if when is not None:
                if told is not None and is_back:
                    when = last_time(when, told + _A_YEAR)
                elif coming:
                    when = next_time(when, published)
                found.append(when)
    found = [_in_utc(when, text) for when in sorted(found, key=_place)]
    found = joined(one_for_each(found, text), text)
    found = list(in_year_told(found, text, published))
    found = [until_then(when, text, published) for when in found]
    found = list(_on_next_days(found, base, is_told=anchor is not None))
    found = _with_story(text, folded, base, found, anchor_until or base.anchor)
    found += spans_beside(found, text)
    return tuple(sorted(found, key=_place))


def _place(when: When) -> int:
    return when.start


def _names_somebody(rule: str, match: re.Match[str]) -> bool:
    if "month" not in rule or "month" not in match.groupdict():
        return False
    return is_name(match.string, match.start(), match.end(), match[0])


def _is_bare(match: re.Match[str]) -> bool:
    """Tell whether a month or a season stands without "last", "this" or "next"."""
    return not match.groupdict().get("how")


def _on_next_days(found: list[When], base: Base, *, is_told: bool) -> Iterator[When]:
    """Yield the times, "on the 10th" as the first such day after the date told before it."""
    anchor = base.anchor if is_told else None
    for when in found:
        if when.rule == "day of month" and anchor is not None and when.since <= base.published:
            when = on_next_such_day(when, anchor, base.published)  # noqa: PLW2901 - the same words
        yield when
        if when.precision in {"day", "month"} and when.since <= base.published:
            anchor = when.since


def _with_story(
    text: str, folded: str, base: Base, found: list[When], anchor_until: dt.date
) -> list[When]:
    """Return the times with those that count from the last date told in the text, or before it.

    The longer words win: "that March" over "March".
    """
    taken = list(found)
    matches = [
        (match.start(), n, name, match, read)
        for n, (name, pattern, read) in enumerate(_story_rules())
        for match in pattern.finditer(text, folded)
    ]
    for start, _, name, match, read in sorted(matches, key=itemgetter(0, 1)):
        hidden = [w for w in taken if match.end() > w.start and start < w.end]
        if any(w.start < start or w.end > match.end() or w not in found for w in hidden):
            continue
        told = [w for w in taken if w.end <= start and _is_base(w, base.published)]
        last = max(told, key=_place, default=None)
        here = replace(base, anchor_until=anchor_until)
        if last is not None:
            here = replace(base, anchor=last.since, anchor_until=last.until)
        when = _read(name, match, read, here)
        if when is not None:
            taken = [w for w in taken if w not in hidden]
            slack = last.until - last.since if last else anchor_until - base.anchor
            taken.append(_no_finer(when, slack.days, base.published))
    return taken


def _no_finer(when: When, slack_days: int, published: dt.date) -> When:
    """Return a day that counts from a month or a year as no more than a month or a year."""
    when = replace(when, returns="")
    is_named = when.rule in {"day of month", "days of month"}
    if when.precision != "day" or slack_days <= _A_FORTNIGHT or is_named:
        return when
    until = min(when.until + dt.timedelta(days=slack_days), max(published, when.since))
    precision: Precision = "month" if slack_days <= _A_MONTH else "year"
    return replace(when, until=until, precision=precision)


def _is_base(when: When, published: dt.date) -> bool:
    """Tell whether "a day later" may count from a time."""
    return when.since <= published and when.rule != "year of a thing"


@cache
def _story_rules() -> tuple[tuple[str, QuickPattern, Callable[..., Interval | None]], ...]:
    return compile_rules((*FOLLOWING_RULES, *STORY_RULES))


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
