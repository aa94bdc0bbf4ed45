"""The record of past mediations and good offices between states, from ``tables/record.csv``."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from goodoffices.mediation.constants import RECORD_ROLES

__all__ = ["PastMediation", "last_day", "past_mediations", "record"]

_MONTH_PARTS = 2
_YEAR_PARTS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMediation:
    """One mediator between two parties.

    Rows of one ``episode`` belong together and count once for a mediator. ``known_at`` is the day
    from which the public could know it; a row given to the month or year counts from its last day.
    """

    episode: str
    mediator: str
    party_a: str
    party_b: str
    since: str
    until: str
    known_at: dt.date
    role: str
    what: str
    source: str
    confidence: str


def last_day(text: str) -> dt.date:
    """Return the last day that YYYY, YYYY-MM or YYYY-MM-DD can mean.

    >>> last_day("2008-02"), last_day("1999")
    (datetime.date(2008, 2, 29), datetime.date(1999, 12, 31))
    """
    parts = [int(part) for part in text.split("-")]
    if len(parts) == _YEAR_PARTS:
        return dt.date(parts[0], 12, 31)
    if len(parts) == _MONTH_PARTS:
        return dt.date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1])
    return dt.date(parts[0], parts[1], parts[2])


@cache
def record() -> tuple[PastMediation, ...]:
    """Return every row of the shipped record, those of low confidence too.

    >>> len(record()) > 100
    True
    """
    text = files("goodoffices.mediation").joinpath("tables/record.csv").read_text("utf-8")
    return tuple(
        PastMediation(
            episode=row["episode"],
            mediator=row["mediator"],
            party_a=row["party_a"],
            party_b=row["party_b"],
            since=row["since"],
            until=row["until"],
            known_at=last_day(row["known_at"]),
            role=row["role"],
            what=row["what"],
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def past_mediations(
    mediator: str, as_of: dt.date, rows: tuple[PastMediation, ...] | None = None
) -> tuple[PastMediation, ...]:
    """Return what the public could know of an actor's mediations on a day.

    Rows of low confidence, without a page behind them, or with a role that is not one of bringing
    parties together, stay out.

    >>> [row.episode for row in past_mediations("KAZ", dt.date(2005, 1, 1))]
    ['arm-aze-1991', 'ind-pak-2002']
    """
    return tuple(
        row
        for row in (record() if rows is None else rows)
        if row.mediator == mediator
        and row.known_at <= as_of
        and row.confidence != "low"
        and row.source.startswith("http")
        and row.role in RECORD_ROLES
    )
