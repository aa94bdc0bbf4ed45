"""The reports behind a claim, found again by the ids that are cited."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodoffices import ontology
from goodoffices.relations.daily import settings as c

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

    from goodoffices.ledger import View

__all__ = ["CitedReport", "cited_reports", "find_reports"]

_COLUMNS = "feed, report_id, day, source, target, code, url, publisher, known_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedReport:
    """A report of a feed that something rests on. ``id`` is written feed:id."""

    id: str
    day: dt.date
    known_at: dt.date
    source: str
    target: str
    code: str
    act: str
    url: str | None
    publisher: str | None


def cited_reports(view: View, low: str, high: str, ids: Iterable[str]) -> dict[str, CitedReport]:
    """Return the reports between two states that some ids name; unknown ids are left out."""
    since = view.as_of - dt.timedelta(days=c.PHASE_HISTORY_DAYS)
    return _named(view.reports(pair=(low, high), since=since, until=view.as_of), ids)


def find_reports(view: View, ids: Iterable[str], n_days: int) -> dict[str, CitedReport]:
    """Return the reports of the last days that some ids name; unknown ids are left out."""
    since = view.as_of - dt.timedelta(days=n_days)
    return _named(view.reports(since=since, until=view.as_of), ids)


def _named(reports: duckdb.DuckDBPyRelation, ids: Iterable[str]) -> dict[str, CitedReport]:
    """Return those of some reports that ids name, in the order of the ids, which an engine has not.

    Nothing is read where there are no ids.
    """
    import duckdb

    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return {}
    parts = [duckdb.ConstantExpression(one.split(":", 1)[-1]) for one in wanted]
    chosen = reports.filter(duckdb.ColumnExpression("report_id").isin(*parts)).project(_COLUMNS)
    found: dict[str, CitedReport] = {}
    for row in chosen.to_arrow_table().to_pylist():
        name = f"{row['feed']}:{row['report_id']}"
        found.setdefault(name, _report(name, row))
    return {name: found[name] for name in wanted if name in found}


def _report(name: str, row: dict[str, Any]) -> CitedReport:
    kind = ontology.acts().get(row["code"])
    return CitedReport(
        id=name,
        day=row["day"],
        known_at=row["known_at"],
        source=row["source"],
        target=row["target"],
        code=row["code"],
        act=kind.name if kind else row["code"],
        url=row["url"],
        publisher=row["publisher"],
    )
