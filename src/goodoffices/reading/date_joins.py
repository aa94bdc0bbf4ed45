"""Make one time of two that belong together: ranges, "Thursday, 9 June", "a week after 3 May"."""

# ruff: noqa: RUF001 - typographic dashes stand between the ends of a range

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.date_clauses import tells_of_past
from goodoffices.reading.date_turns import next_time, turned
from goodoffices.reading.date_words import COUNT, around, count_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.dates import When

__all__ = ["joined", "one_for_each", "spans_beside", "until_then"]

_DAYS = ("day month", "month day", "iso", "days", "slashed", "dotted", "day of month")
_BESIDE = re.compile(r"[\s,(]{1,3}(?:the |a )?$")
_TO = re.compile(r"^(?:\s?[–—-]\s?|,? (?:to|through|till|until) (?:the )?)$")
_AND = re.compile(r"^,? and (?:the )?$")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_JOINABLE = frozenset({"weekday", "month", "year", "part of year", *_DAYS})
_BY = re.compile(r"(?:^|.*\W)(?:by|until|till)\s+(?:the )?$", re.IGNORECASE | re.DOTALL)
_AFTER_BY = re.compile(r"\bby (?:the )?$", re.IGNORECASE)
_OWN_BY = re.compile(r"^(?:by|until|till) ", re.IGNORECASE)
_SPAN_BESIDE = re.compile(
    rf"\b{COUNT} (?P<span>day|week|month|year)s?(?P<exact> to the day)? (?P<way>after|before)\b"
    r"(?!\s*[,.;:])",
    re.IGNORECASE,
)
_A_CLAUSE = re.compile(r"[,.;:]")
_FAR = 90
_A_YEAR = dt.timedelta(days=364)
_WITH_YEAR = frozenset({"day month year", "month day year", "days month year", "month", "iso"})
_NEAR = re.compile(r"(?:\w+ )?(?:last|this|next)\b", re.IGNORECASE)
_JOINS = re.compile(r";|\b(?:and|but|then)\b", re.IGNORECASE)


def one_for_each(found: list[When], text: str) -> list[When]:
    """Drop the weekday of "Thursday, 9 June": the date beside it says more."""
    kept: list[When] = []
    for n, when in enumerate(found):
        if when.rule == "weekday":
            after, before = found[n + 1 : n + 2], kept[-1:]
            if after and _is_day(after[0]) and _BESIDE.match(text[when.end : after[0].start]):
                continue
            if before and _is_day(before[0]) and _BESIDE.match(text[before[0].end : when.start]):
                continue
        kept.append(when)
    return kept


def _is_day(when: When) -> bool:
    return when.rule.startswith(_DAYS)


def joined(found: list[When], text: str) -> list[When]:
    """Return the times with the two ends of each range made one: "from 28 May to 2 June"."""
    kept: list[When] = []
    for when in found:
        first = kept[-1] if kept else None
        if first is not None and _is_range(first, when, text):
            whole = _range(first, when)
            if whole is not None:
                kept[-1] = whole
                continue
        kept.append(when)
    return kept


def _is_range(first: When, last: When, text: str) -> bool:
    if not {_kind(first), _kind(last)} <= _JOINABLE or first.precision != last.precision:
        return False
    gap, words = text[first.end : last.start], text[: first.start]
    if _TO.match(gap):
        return True
    opened = _BETWEEN.search(words) or text[first.start : first.end].lower().startswith("between")
    return bool(opened and _AND.match(gap))


def _kind(when: When) -> str:
    return next((day for day in _DAYS if when.rule.startswith(day)), when.rule)


def _range(first: When, last: When) -> When | None:
    """Return the days from one time to another; the first takes its year from the last."""
    if first.returns == "year" and not last.returns:
        first = _in_year(first, last)
    if first.returns and first.since > last.since:
        first = turned(first, -1)
    if first.since > last.until:
        return None
    return replace(first, until=last.until, end=last.end, returns=last.returns)


def _in_year(first: When, last: When) -> When:
    try:
        return replace(first, since=first.since.replace(year=last.since.year))
    except ValueError:  # 29 February
        return first


def in_year_told(found: list[When], text: str, published: dt.date) -> Iterator[When]:
    """Yield the times; one without a year takes that of a full date of long ago joined with it.

    "It was signed in May 1994, and in June it was broken" tells of June 1994.
    """
    told: When | None = None
    for when in found:
        is_old = published - when.until > _A_YEAR
        if when.returns != "year":
            if is_old and when.precision in {"day", "month"} and when.rule in _WITH_YEAR:
                told = when
        elif told is not None and _is_joined_to(told, when, text):
            when = _in_year_after(told, when)  # noqa: PLW2901 - the same words
        yield when


def _is_joined_to(told: When, when: When, text: str) -> bool:
    if _NEAR.match(text[when.start : when.end]):
        return False
    return _JOINS.search(text[told.end : when.start]) is not None


def _in_year_after(told: When, when: When) -> When:
    while when.since > told.since + _A_YEAR:
        when = turned(when, -1)
    while when.until < told.since:
        when = turned(when, 1)
    return when


def until_then(when: When, text: str, published: dt.date) -> When:
    """Let "by Friday" begin at publication, where nothing says that it is over."""
    own = text[when.start : when.end]
    is_by = own.lower().startswith("by ") or _AFTER_BY.search(text[: when.start])
    if not (is_by or _OWN_BY.match(own) or _BY.match(text[max(0, when.start - 12) : when.start])):
        return when
    clause = _clause_before(text, when.start)
    if not clause.strip() or clause.strip().lower() in {"by", "until", "till"}:
        clause = _clause_after(text, when.end)
    if when.rule == "deadline" or tells_of_past(clause):
        return when
    when = next_time(when, published)
    return replace(when, since=published) if is_by and when.until >= published else when


def _clause_before(text: str, start: int) -> str:
    edges = [m.end() for m in _A_CLAUSE.finditer(text, 0, start)]
    return text[edges[-1] if edges else 0 : start]


def _clause_after(text: str, end: int) -> str:
    edge = _A_CLAUSE.search(text, end + 2)
    return text[end : edge.start() if edge else len(text)]


def spans_beside(found: list[When], text: str) -> list[When]:
    """Return the times of "two days after the raid of 15 July", counted from the date behind."""
    told = []
    for match in _SPAN_BESIDE.finditer(text):
        after = [
            w for w in found
            if match.end() <= w.start <= match.end() + _FAR and w.rule != "year of a thing"
        ]  # fmt: skip
        is_taken = any(w.start < match.end() and w.end > match.start() for w in found)
        if is_taken or not after or _A_CLAUSE.search(text[match.end() : after[0].start]):
            continue
        count = count_of(match["count"]) * (1 if match["way"].lower() == "after" else -1)
        try:
            since, until, precision = around(
                after[0].since, count, match["span"], is_exact=bool(match["exact"])
            )
        except (ValueError, OverflowError):
            continue
        found_here = replace(after[0], since=since, until=until, precision=precision, returns="")
        told.append(replace(found_here, rule="span beside", start=match.start(), end=match.end()))
    return told
