"""Times that count from the day of publication or from the last date told."""

# ruff: noqa: RUF001 - typographic quotes stand in texts

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from goodoffices.reading.date_words import (
    COUNT,
    SPAN,
    WEEKDAY_NAME,
    WEEKDAYS,
    around,
    count_of,
    month_end,
    shift_months,
)

if TYPE_CHECKING:
    from goodoffices.reading.date_words import Base, Interval, Match, Rule
    from goodoffices.records import Precision

__all__ = ["RELATIVE_RULES", "STORY_RULES"]

_A_DAY, _A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
_A_FORTNIGHT = dt.timedelta(days=14)
_WEEKEND = 5
_PART_OF_DAY = re.compile(r"hour|night|evening|morning|afternoon")
_NTH_DAY = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3, "last": -1,
            "final": -1, "closing": -1}  # fmt: skip
_NEXT_DAY = ("morning", "breakfast", "dawn", "daybreak", "sunrise")
"""By when something had happened that began the day before."""
_VAGUE = {"hour": (0, 1), "day": (2, 7), "week": (7, 42), "month": (30, 300), "year": (365, 2900)}
"""How far "days later", "weeks later" reach, in days."""
_RECENT = {"hour": 1, "day": 7, "week": 30, "month": 150, "year": 1500}


def _weekday(found: Match, base: Base) -> Interval | None:
    back = (base.published.weekday() - WEEKDAYS[found["weekday"].lower()]) % 7
    how = (found["how"] or "").lower()
    week = found["week"] or found["of_week"]
    if week:
        back = base.published.weekday() - WEEKDAYS[found["weekday"].lower()]
        back -= {"last": -7, "next": 7}.get(week.lower(), 0)
    elif how in {"next", "this coming"} or (how == "this" and back):
        back -= 7
    elif how == "last" and back == 0:
        back = 7
    day = base.published - dt.timedelta(days=back)
    return day, day, "day"


def _near(found: Match, base: Base) -> Interval | None:
    words = found[0].lower()
    steps = {"the day before yesterday": -2, "the day after tomorrow": 2, "tomorrow": 1}
    if words == "overnight":
        return base.published - _A_DAY, base.published, "day"
    step = -1 if words.startswith(("yesterday", "last")) else steps.get(words.split(" m")[0], 0)
    if words.startswith("tomorrow"):
        step = 1
    day = base.published + dt.timedelta(days=step)
    return day, day, "day"


def _weekend(found: Match, base: Base) -> Interval | None:
    monday = base.published - dt.timedelta(days=base.published.weekday())
    how = (found["how"] or "").lower()
    weeks = {"next": 0, "this": 0, "this coming": 0}.get(how, 0 if base.is_coming else -1)
    if weeks and base.published.weekday() >= _WEEKEND and how != "last":
        weeks = 0
    since = monday + dt.timedelta(days=_WEEKEND, weeks=weeks)
    return since, since + _A_DAY, "day"


def _period(day: dt.date, span: str, step: int) -> Interval:
    """Return the week, month or year that lies so many steps from the one that holds a day."""
    if span == "week":
        monday = day - dt.timedelta(days=day.weekday()) + step * _A_WEEK
        return monday, monday + 6 * _A_DAY, "day"
    if span == "month":
        year, month = shift_months(day, step)
        return dt.date(year, month, 1), month_end(year, month), "month"
    return dt.date(day.year + step, 1, 1), dt.date(day.year + step, 12, 31), "year"


def _whole(found: Match, base: Base) -> Interval | None:
    from goodoffices.reading.date_rules import third_of

    step = {"last": -1, "next": 1}.get(found["how"].lower(), 0)
    span, groups = found["span"].lower(), found.groupdict()
    since, until, precision = _period(base.published, span, step)
    side = (groups.get("side") or "").lower()
    if side and step == 0:
        past = (since, min(until, base.published), _of_span(span))
        return past if side == "earlier" else (base.published, until, _of_span(span))
    if span == "week":
        return since, until, precision
    return third_of(groups.get("part"), since, until, precision)


def _of_span(span: str) -> Precision:
    return "month" if span == "month" else "year" if span == "year" else "day"


def _whole_before(found: Match, base: Base) -> Interval | None:
    step = -2 if found["way"].lower() == "before last" else 2
    return _period(base.published, found["span"].lower(), step)


def _deadline(found: Match, base: Base) -> Interval | None:
    """Return the days from publication to the end of a week, a month or a year."""
    span = found["span"].lower()
    how = (found["how"] or "").lower()
    _, until, _ = _period(base.published, span, {"next": 1, "last": -1}.get(how, 0))
    return (base.published, until, _of_span(span)) if until >= base.published else None


def _recent(found: Match, base: Base) -> Interval | None:
    groups = found.groupdict()
    span = (groups.get("span") or "week").lower()
    span = "century" if span.startswith("centur") else span
    count = groups.get("count")
    if count or groups.get("bare"):
        n = count_of(count) if count else 1
        if span in {"hour", "night", "day", "week", "fortnight"}:
            days = {"hour": -(-n // 24), "week": 7 * n, "fortnight": 14 * n}.get(span, n)
            return base.published - days * _A_DAY, base.published, "day"
        since = around(base.published, -n, span, is_exact=True)[0]
        return since, base.published, _of_span("month" if span == "month" else "year")
    days = _RECENT.get(span, _RECENT["year"])
    precision: Precision = "unknown" if days > _RECENT["week"] else "day"
    return base.published - days * _A_DAY, base.published, precision


def _other_day(_found: Match, base: Base) -> Interval | None:
    return base.published - _A_WEEK, base.published, "day"


def _ago(found: Match, base: Base) -> Interval | None:
    groups = found.groupdict()
    n, span = count_of(found["count"]), _span(found)
    if found["half"]:
        if span == "year":
            return around(base.published, -6, "month")
        factor = {"decade": 5, "century": 50}.get(span)
        return around(base.published, -factor, "year") if factor else None
    is_exact = bool(groups.get("exact") or groups.get("to_the_day"))
    return around(base.published, -n, span, is_exact=is_exact)


def _and_a_half(found: Match, base: Base) -> Interval | None:
    return around(base.published, -12 * count_of(found["count"]) - 6, "month")


def _span(found: Match) -> str:
    span = found["span"].lower()
    return "century" if span.startswith("centur") else span


def _ahead(found: Match, base: Base) -> Interval | None:
    """Return the days of "in three weeks", where the clause tells of what is to come."""
    is_sure = found.groupdict().get("sure") is not None
    if not is_sure and not base.is_coming:
        return None
    return around(base.published, count_of(found["count"]), _span(found))


def _within(found: Match, base: Base) -> Interval | None:
    if not base.is_coming:
        return None
    _, until, _ = around(base.published, count_of(found["count"]), _span(found), is_exact=True)
    return base.published, until, "day"


def _story(found: Match, base: Base) -> Interval | None:
    sign = -1 if found["way"].lower() in {"earlier", "before", "previously"} else 1
    count, span = found["count"], _span(found)
    if not count or count.lower() in {"a few", "several"}:
        low, high = _VAGUE.get(span, _VAGUE["year"])
        days = sorted(base.anchor + sign * n * _A_DAY for n in (low, high))
        return days[0], days[1], "day" if high <= 7 else "unknown"  # noqa: PLR2004 - a week
    return around(base.anchor, sign * count_of(count), span)


def _within_hours(found: Match, base: Base) -> Interval | None:
    hours = int(found.groupdict().get("hours") or 24)
    return base.anchor, base.anchor + dt.timedelta(days=-(-hours // 24)), "day"


def _within_that(found: Match, base: Base) -> Interval | None:
    """Return the days from the last date told on: "within a week", where something has happened."""
    if base.is_coming or not base.is_told:
        return None
    _, until, _ = around(base.anchor, count_of(found["count"]), _span(found), is_exact=True)
    return base.anchor, until, "day" if until - base.anchor <= _A_WEEK else "unknown"


def _by_hour(found: Match, base: Base) -> Interval | None:
    if not base.is_told:
        return None
    return around(base.anchor, int(found["hour"].lower() in _NEXT_DAY), "day")


def _nth_day(found: Match, base: Base) -> Interval | None:
    """Return "the second day" of what was told to take several."""
    until = base.anchor_until
    if until is None or not base.anchor < until <= base.anchor + _A_FORTNIGHT:
        return None
    step = _NTH_DAY[found["nth"].lower()]
    day = until if step < 0 else base.anchor + step * _A_DAY
    return (day, day, "day") if day <= until else None


def _that_day(_found: Match, base: Base) -> Interval | None:
    return base.anchor, base.anchor, "day"


def _following(found: Match, base: Base) -> Interval | None:
    """Return the days, weeks or months "that followed" the last date told."""
    span = found["span"].lower()
    days = _RECENT[span] if found["many"] else {"day": 1, "week": 7, "month": 31}[span]
    return base.anchor, base.anchor + dt.timedelta(days=days), "day" if days <= 7 else "unknown"  # noqa: PLR2004 - a week


def _since(_found: Match, base: Base) -> Interval | None:
    return (base.anchor, base.published, "unknown") if base.anchor <= base.published else None


def _part_of_that(found: Match, base: Base) -> Interval | None:
    from goodoffices.reading.date_rules import third_of

    since, until, precision = _period(base.anchor, found["span"].lower(), 0)
    return third_of(found["part"], since, until, precision)


def _same(found: Match, base: Base) -> Interval | None:
    step = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(found["how"].lower(), 0)
    span = found["span"].lower()
    if span in {"week", "month", "year"}:
        return _period(base.anchor, span, step)
    return around(base.anchor, step, "day")


def _later_in(found: Match, base: Base) -> Interval | None:
    span = found["span"].lower()
    since, until, _ = _period(base.anchor, span, 0)
    if found["side"].lower() == "earlier":
        return since, base.anchor, _of_span(span)
    return base.anchor, until, _of_span(span)


def _before(found: Match, base: Base) -> Interval | None:
    span = (found.groupdict().get("span") or "day").lower()
    if span in {"week", "month", "year"}:
        return _period(base.anchor, span, -1 if found["way"].lower() == "before" else 1)
    return around(base.anchor, 1 if found["way"].lower() == "after" else -1, "day")


def _eve(_found: Match, base: Base) -> Interval | None:
    if not base.is_told:
        return None
    return around(base.anchor, -1, "day")


_NEAR = (
    r"the day before yesterday|the day after tomorrow|(?:yesterday|tomorrow)"
    r"(?: (?:morning|evening|afternoon|night))?|(?<!\bago )today|tonight|last night|last evening"
    r"|overnight|this (?:morning|evening|afternoon)"
)
_PART = (
    r"(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|end|middle|close"
    r"|first half|second half) of)[- ]?(?:in )?)?"
)
_WHOLE = rf"{_PART}(?:(?P<side>earlier|later) )?(?P<how>last|this|next) (?P<span>week|month|year)"
_OPENING = r"(?P<part>(?:the )?(?:beginning|start|end|middle) of) (?P<how>the) (?P<span>month|year)"
_DEADLINE = (
    r"(?:by|before) (?:the )?(?:end|close) of (?:the )?(?P<how>this |next |last )?"
    r"(?P<span>week|month|year)"
)
_OUT = r"before (?P<how>the|this) (?P<span>week|month|year) (?:is out|ends|is over)"
_RECENTLY = (
    r"(?:the )?(?:last|past) (?:(?:few|couple of|several) (?P<span>hour|day|week|month|year)s)"
)
_PAST = (
    rf"(?:the )?(?:last|past) {COUNT} (?P<span>hour|night|day|week|fortnight|month|year|decade)s?"
)
_HALF = r"(?P<half>half )?"
_AGO = rf"(?P<exact>exactly )?{_HALF}{COUNT} {SPAN} ago(?P<to_the_day> to the day| today)?"
_WAY = r"(?P<way>earlier|later|afterwards|previously|(?:before|after)(?=\s*[,.;:]|$))"
_AFTER_THAT = (
    r"(?P<way>after|before) (?:(?:that|this|us|them|him|her|it)(?=\s*[,.;:]|$)"
    r"|(?:that|this) [a-z]+(?=\s*[,.;:]|$| (?-i:[A-Z])))"
)
"""From something told a moment ago: "the day after that", "a week before this raid"."""
_STEP = "(?P<how>same|next|following|previous|preceding)"
_SAME_SPAN = r"(?P<span>day|night|evening|morning|afternoon|week|month|year)"
_WEEKDAY = (
    r"(?:(?P<how>last|next|this past|this coming|this|past|since) )?"
    + WEEKDAY_NAME
    + r"(?: (?:morning|afternoon|evening|night))?"
    r"(?: (?:of )?(?P<week>last|next|this) week| of (?P<of_week>last|next|this) week)?"
)
RELATIVE_RULES: tuple[Rule, ...] = (
    ("weekday", _WEEKDAY, _weekday),
    ("near day", _NEAR, _near),
    (
        "weekend",
        r"(?:(?P<how>last|this coming|this past|this|next|the|at the|over the) )weekend(?! of \d)",
        _weekend,
    ),
    ("whole span", r"the (?P<span>week|month|year) (?P<way>before last|after next)", _whole_before),
    ("deadline", _DEADLINE, _deadline),
    ("deadline", _OUT, _deadline),
    ("whole span", rf"(?<!\bthe ){_WHOLE}(?! of\b)", _whole),
    ("opening", _OPENING, _whole),
    ("recent span", _RECENTLY, _recent),
    ("recent span", r"recent (?P<span>hour|day|week|month|year)s", _recent),
    ("recent span", _PAST, _recent),
    (
        "recent span",
        (
            r"(?:over|in|during|within|for|of) the (?P<bare>last|past) "
            r"(?P<span>day|week|month|year|decade)"
        ),
        _recent,
    ),
    ("recent span", r"the other day", _other_day),
    ("ago", _AGO, _ago),
    ("ago", rf"{COUNT} (?:and a half years?|years? and a half) ago", _and_a_half),
    ("ahead", rf"(?P<sure>){COUNT} {SPAN} from now", _ahead),
    ("ahead", rf"(?<!time )(?<!first )in {COUNT} {SPAN}(?P<sure>['’] time)", _ahead),
    ("ahead", rf"(?<!time )(?<!first )in {COUNT} (?P<span>day|week|month|year)s?(?! of\b)", _ahead),
    ("within", rf"within {COUNT} (?P<span>day|week|month)s?(?! of\b)", _within),
)
STORY_RULES: tuple[Rule, ...] = (
    ("story span", rf"{COUNT} {SPAN} {_WAY}", _story),
    (
        "story span",
        r"(?P<count>)(?P<span>day|week|month|year)s (?P<way>earlier|later|afterwards)",
        _story,
    ),
    ("same day", r"within hours|hours (?:later|after(?:wards)?)", _within_hours),
    ("story span", rf"{COUNT} (?P<span>day|week|month|year)s? (?P<way>on)(?=,)", _story),
    ("within", rf"within {COUNT} (?P<span>day|week|month)s?(?! of\b)", _within_that),
    ("within", r"within (?P<hours>12|24|36|48|72) hours", _within_hours),
    ("same day", r"within the hour|minutes (?:later|afterwards)|that very hour", _that_day),
    (
        "hour of that day",
        rf"by (?P<hour>{'|'.join(_NEXT_DAY)}|noon|midday|evening|nightfall|dusk)",
        _by_hour,
    ),
    (
        "following",
        (
            r"the (?P<span>day|week|month)(?P<many>s)? "
            r"(?:that followed|which followed|(?<=s )afterwards|(?<=s )after)(?=[,.;]| )"
        ),
        _following,
    ),
    (
        "part of that",
        (
            r"(?P<part>(?:early|late|(?:the )?(?:beginning|start|end|middle|close) of)) "
            r"(?:in )?(?:that|the same) (?P<span>month|year)"
        ),
        _part_of_that,
    ),
    (
        "later in",
        r"(?P<side>earlier|later) (?:in )?(?:that|the same) (?P<span>week|month|year)",
        _later_in,
    ),
    ("same day", rf"(?:the|that) (?:very )?{_STEP} {_SAME_SPAN}", _same),
    ("same day", r"(?P<how>next) (?P<span>day|night|evening|morning|afternoon)", _same),
    ("story span", rf"{COUNT} {SPAN} {_AFTER_THAT}", _story),
    ("day before", rf"the (?P<span>day|night|morning|week|month|year) {_AFTER_THAT}", _before),
    ("nth day", rf"on the (?P<nth>{'|'.join(_NTH_DAY)}) day(?! of\b)", _nth_day),
    ("since then", r"since then|ever since(?=\s*[,.;:]|$)|since that (?:day|time|date)", _since),
    (
        "day before",
        (
            r"the (?P<span>day|night|evening|morning|week|month|year) (?P<way>before|after)"
            r"(?=\s*[,.;:]|$| (?:by|with|and|but)\b)"
        ),
        _before,
    ),
    ("eve", r"on the eve of|(?:the )?day before(?! yesterday)", _eve),
    (
        "that day",
        (
            r"(?P<how>that) (?P<span>day|night|evening|morning|afternoon|week|month|year)"
            r"(?! (?:when|on which)\b)"
        ),
        _same,
    ),
)
