"""What could be known on a day: every read of a store goes through here.

A view is fixed to one commit and one day, so the same question has the same answer for ever.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from goodoffices.errors import InputError
from goodoffices.ledger.delta import damaged_file
from goodoffices.ledger.engine import Prepared, quoted, quoted_files
from goodoffices.ledger.feedslots import hidden_revisions
from goodoffices.ledger.lookups import LOOKUPS, lookup_table
from goodoffices.ledger.querytexts import (
    BY_DAY,
    is_of_pair,
    query_params,
    query_tables,
    text_to_run,
)
from goodoffices.ledger.rows import (
    document_of_row,
    events_of_rows,
    measure_step_of_row,
    statement_of_row,
)
from goodoffices.ledger.scan import Scan, scan_table
from goodoffices.ledger.segments import stored_schema
from goodoffices.ledger.settings import FEED_TABLES
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from goodoffices.ledger.delta import TableFile
    from goodoffices.ledger.health import FeedHealth
    from goodoffices.records import Document, Event, MeasureStep, Statement

__all__ = ["View"]

_ALL_ROWS: Final = {
    "documents": "all_documents",
    "events": "all_events",
    "statements": "all_statements",
    "measures": "all_measure_steps",
}
_STORED: Final = {"stored_reports": "reports", "stored_slots": "feed_slots"}
"""Feed tables as they lie in the store, with what is replaced and what no one could know yet."""

_NEWEST_SLOTS: Final = "newest_slots"
"""What counts for each slot, found once a view, for health asks again and again."""

_ASKED_OF_SLOTS: Final = (
    "feed", "opens_at", "closes_at", "status", "revision", "n_kept", "commit"
)  # fmt: skip
"""The columns of it; to hold all columns of a slot would take twice as long."""

_NEWEST_OF_EACH: Final = """
qualify row_number() over (
  partition by r.slot order by coalesce(r.revision, -1) desc, r."commit" desc
) = 1"""


class View:
    """A store as of a day and a commit. Made by `Store.view`; stays valid when the store closes."""

    def __init__(
        self,
        folder: Path,
        *,
        as_of: dt.date,
        commit: int,
        versions: Mapping[str, int],
        opener: Callable[[str, int], TableFile],
        connector: Callable[[], duckdb.DuckDBPyConnection],
    ) -> None:
        self.as_of = as_of
        self.commit = commit
        self._folder = folder
        self._versions = dict(versions)
        self._opener = opener
        self._connector = connector
        self._attached: dict[str, tuple[dt.date | None, dt.date | None]] = {}
        self._registered: set[str] = set()
        self._hidden_of: dict[tuple[str, ...], int] = {}

    def events(self, pair: tuple[str, str] | None = None, actor: str | None = None) -> list[Event]:
        """Return events by day: all, those of an actor, or those between two actors.

        An event is between two actors if they stand on opposite sides, if one is a third party to
        an act of the other, or if both are the parties of a mediation.
        """
        if pair is not None:
            found = self.query("events_of_pair", a=pair[0], b=pair[1])
        elif actor is not None:
            found = self.query("events_of_actor", actor=actor)
        else:
            found = self.query("all_events")
        events = events_of_rows(found.to_pylist())
        if pair is None or actor is None:
            return events
        return [e for e in events if any(one.id == actor for one in e.source + e.target + e.via)]

    def event(self, event_id: str) -> Event | None:
        """Return one event, or None if it is not known on the day of the view."""
        events = events_of_rows(self.query("event_by_id", event_id=event_id).to_pylist())
        return events[0] if events else None

    def statements(self, actors: Iterable[str] | None = None) -> list[Statement]:
        """Return statements by day: all, or those that name at least one of some actors."""
        if actors is None:
            tables = [self.query("all_statements")]
        else:
            tables = [self.query("statements_of_actor", actor=one) for one in sorted(set(actors))]
        rows = {row["statement_id"]: row for table in tables for row in table.to_pylist()}
        found = sorted(rows.values(), key=lambda row: (row["known_at"], row["statement_id"]))
        return [statement_of_row(row) for row in found]

    def measure_steps(self, pair: tuple[str, str] | None = None) -> list[MeasureStep]:
        """Return the steps of measures by day: all, or those between two actors."""
        if pair is None:
            found = self.query("all_measure_steps")
        else:
            found = self.query("measure_steps_of_pair", a=pair[0], b=pair[1])
        return [measure_step_of_row(row) for row in found.to_pylist()]

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        """Return documents by id: those of some ids, or all that a visible record cites."""
        wanted = None if ids is None else set(ids)
        rows = self.query("all_documents").to_pylist()
        return {
            row["document_id"]: document_of_row(row)
            for row in rows
            if wanted is None or row["document_id"] in wanted
        }

    def reports(
        self,
        *,
        pair: tuple[str, str] | None = None,
        actor: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> duckdb.DuckDBPyRelation:
        """Return reports of feeds as a relation to go on from: counted, joined, or made Arrow.

        Pair and actor are asked for in both directions. Columns: ``tables/reports.csv``. Nothing
        is read before the result is taken, and then only what the question needs.
        """
        scan = self.scan("reports", since=since, until=until)
        conditions = []
        if since is not None:
            conditions.append(f"r.day >= date '{since}'")
        if until is not None:
            conditions.append(f"r.day <= date '{until}'")
        if actor is not None:
            conditions.append(f"{quoted(actor)} in (r.source, r.target)")
        text = self._select(scan, *conditions)
        if pair is not None:
            # Two looks with "=" open fewer row groups than one with "or".
            looks = dict.fromkeys(
                f"select r.* from r where r.source = {quoted(one)} and r.target = {quoted(other)}"  # noqa: S608
                for one, other in (pair, pair[::-1])
            )
            text = f"with r as not materialized ({text}) {' union all '.join(looks)}"
        return self._engine.sql(text)

    def feed_health(
        self, feed: str, *, since: dt.date | None = None, until: dt.date | None = None
    ) -> FeedHealth:
        """Return whether a feed was alive on each day; see `goodoffices.ledger.health`.

        Raises
        ------
        InputError
            Nothing is known of a feed of that name.
        """
        from goodoffices.ledger.health import feed_health

        return feed_health(self, feed, since=since, until=until)

    def feed_spans(self) -> list[dict[str, Any]]:
        """Return the rows of the query ``feed_spans``, which goes through all slots, asked once."""
        return [dict(row) for row in self._feed_spans]

    @cached_property
    def _feed_spans(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.query("feed_spans").to_pylist()
        return found

    def scan(
        self, name: str, *, since: dt.date | None = None, until: dt.date | None = None
    ) -> Scan:
        """Return the files and the condition with which any engine can read a feed table."""
        if name not in FEED_TABLES:
            raise InputError(f"no feed table {name!r}; there are {', '.join(FEED_TABLES)}")
        version = self._versions.get(name)
        if version is None:
            known = tuple(arrow_schema(name).names)
            return Scan(table=name, columns=known, files=(), where="", hidden=None)
        table = self._opener(name, version)
        return scan_table(name, table, self.as_of, hidden=self._hidden, since=since, until=until)

    @cached_property
    def _hidden(self) -> pa.Table | None:
        """Which files of slots were corrected or read again by the day of the view."""
        version = self._versions.get("feed_slots")
        if version is None:
            return None
        return hidden_revisions(self._opener("feed_slots", version), self.as_of)

    def table(self, name: str) -> pa.Table:
        """Return the visible rows of a table as Arrow; those of a feed table in no set order."""
        if name in FEED_TABLES:
            return self._run(self._select(self.scan(name)), (), {})
        if name in _STORED:
            text = f"select t.* from {name} as t"  # noqa: S608  a name of ours
            return self._run(text, (name,), {})
        if name not in _ALL_ROWS:
            raise InputError(
                f"no table {name!r}; there are {', '.join((*_ALL_ROWS, *FEED_TABLES))}"
            )
        return self.query(_ALL_ROWS[name])

    def query(self, name: str, **params: object) -> pa.Table:
        """Return the rows of a shipped query; the day of the view is always its ``as_of``."""
        needed = set(query_params(name)) - {"as_of"}
        if needed != set(params):
            raise InputError(
                f"query {name!r} takes {sorted(needed) or 'no parameters'}, found {sorted(params)}"
            )
        bound = {**params, "as_of": self.as_of} if "as_of" in query_params(name) else params
        return self._run(text_to_run(name), query_tables(name), bound)

    def query_by_year(
        self, name: str, *, since: dt.date, until: dt.date, **params: object
    ) -> Iterator[pa.Table]:
        """Yield the rows of a query about days, a year at a time: put together, those of `query`.

        Only the files of a year are opened for it, and the memory is that of the fullest year.

        Raises
        ------
        InputError
            The rows of the query are not about single days.
        """
        if name not in BY_DAY:
            raise InputError(
                f"{name!r} cannot be asked by the year, only {', '.join(sorted(BY_DAY))}"
            )
        for year in range(since.year, until.year + 1):
            first, last = since.replace(year, 1, 1), until.replace(year, 12, 31)
            yield self.query(name, since=max(since, first), until=min(until, last), **params)

    def _run(self, text: str, tables: Iterable[str], params: Mapping[str, Any]) -> pa.Table:
        import duckdb

        for table in tables:
            self._attach(table, since=params.get("since"), until=params.get("until"))
        try:
            if is_of_pair(params):
                return self._prepared.rows(text, params)
            return self._engine.sql(text, params=dict(params)).to_arrow_table()
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise damaged_file(str(self._folder), error) from error

    @cached_property
    def _engine(self) -> duckdb.DuckDBPyConnection:
        return self._connector()

    @cached_property
    def _prepared(self) -> Prepared:
        return Prepared(self._engine)

    def _attach(
        self, table: str, *, since: dt.date | None = None, until: dt.date | None = None
    ) -> None:
        """Name the files of a table at the version of the commit, once."""
        days = (since, until) if table == "reports" else (None, None)
        if self._attached.get(table) == days:
            return
        import duckdb

        self._prepared.forget()
        try:
            if table == "cited":
                self._engine.register("cited", self._cited())
            elif table in LOOKUPS:
                self._engine.register(table, lookup_table(table))
            elif table in _STORED:
                self._attach_files(table, _STORED[table])
            elif table in FEED_TABLES:
                text = self._select(self.scan(table, since=days[0], until=days[1]))
                self._engine.sql(f"create or replace temp view {table} as {text}")
            elif table == _NEWEST_SLOTS:
                text = self._select(replace(self.scan("feed_slots"), columns=_ASKED_OF_SLOTS))
                self._engine.sql(f"create or replace temp table {table} as {text}")
            else:
                self._attach_files(table, table)
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise damaged_file(str(self._folder / table), error) from error
        self._attached[table] = days

    def _attach_files(self, name: str, table: str) -> None:
        version = self._versions.get(table)
        found = [] if version is None else self._opener(table, version).files()
        if found:
            text = f"select * from read_parquet({quoted_files(found)})"  # noqa: S608  our own names
            self._engine.sql(f"create or replace temp view {name} as {text}")
        else:
            self._engine.register(name, stored_schema(table).empty_table())

    def _select(self, scan: Scan, *conditions: str) -> str:
        """Return the text that reads the rows of a scan; registers what it speaks of."""
        columns = ", ".join(f'r."{name}"' for name in scan.columns)
        if not scan.files:
            name = self._register("no_" + scan.table, arrow_schema(scan.table).empty_table())
            return f"select {columns} from {name} as r"  # noqa: S608  our own names
        hidden = ""
        if scan.hidden is not None:
            number = self._hidden_of.setdefault(scan.files, len(self._hidden_of))
            name = self._register(f"hidden_{number}", scan.hidden)
            hidden = f"with hidden as (select * from {name}) "  # noqa: S608  our own names
        newest = _NEWEST_OF_EACH if scan.table == "feed_slots" else ""
        where = " and ".join((scan.where or "true", *conditions))
        return (
            f"{hidden}select {columns} from read_parquet({quoted_files(scan.files)}) as r "  # noqa: S608
            f"where {where}{newest}"
        )

    def _register(self, name: str, rows: pa.Table) -> str:
        """Name an Arrow table once: what was asked of it by that name goes on to mean it."""
        if name not in self._registered:
            self._engine.register(name, rows)
            self._registered.add(name)
        return name

    def _cited(self) -> pa.Table:
        import pyarrow as pa

        rows = self.query("citations").to_pylist()
        ids = sorted({word for row in rows for word in row["document_ids"].split()})
        return pa.table({"document_id": pa.array(ids, pa.string())})
