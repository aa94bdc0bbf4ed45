"""The counts of a store: what the ledgers of slots say is in must be in, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from goodoffices.ledger.commits import read_history
from goodoffices.ledger.compaction import dead_revisions
from goodoffices.ledger.delta import TableFile, damaged_file
from goodoffices.ledger.engine import connect
from goodoffices.ledger.feedslots import loaded_rows
from goodoffices.ledger.segments import stored_schema
from goodoffices.ledger.settings import DATA_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import duckdb

__all__ = ["count_findings"]

_RECORDS: Final = {
    "documents": "count(*)",
    "events": "count(distinct event_id)",
    "statements": "count(*)",
    "measures": "count(*)",
}
_FEED_COUNTS: Final = {"reports": "n_kept", "rejects": "n_rejected", "mentions": "n_mentions"}
_LEDGER_LAWS: Final = {
    "rows are not reports, rejects and duplicates together": """
        select slot from feed_slots
        where revision is not null and n_rows <> n_kept + n_rejected + n_duplicates
    """,
    "a file of the slot is there twice, or one before it is not there": """
        select slot from feed_slots where revision is not null
        group by slot having count(*) <> max(revision) + 1 or count(distinct revision) <> count(*)
    """,
    "loaded without a digest, or not loaded with rows": """
        select slot from feed_slots
        where (revision is not null) <> (status in ('loaded', 'replaced'))
            or (revision is not null) <> (digest is not null)
    """,
}
_SHOWN: Final = 3
"""How many slots a finding names."""


def count_findings(folder: Path, versions: Mapping[str, int]) -> Iterator[str]:
    """Yield what the tables hold and the ledgers do not tell, or the other way round."""
    import duckdb

    if not versions:
        return
    tables = {name: TableFile(folder / name, version=at) for name, at in versions.items()}
    try:
        with connect() as engine:
            for name, table in tables.items():
                _name_rows(engine, name, table)
            yield from _record_findings(engine, tables)
            if "feed_slots" in tables:
                engine.register("dead", dead_revisions(loaded_rows(tables["feed_slots"])))
                yield from _feed_findings(engine, tables)
    except duckdb.Error as error:
        raise damaged_file(str(folder), error) from error


def _name_rows(engine: duckdb.DuckDBPyConnection, name: str, table: TableFile) -> None:
    files = table.files()
    if files:
        engine.read_parquet(files).create_view(name)
    else:
        engine.register(name, stored_schema(name).empty_table())


def _record_findings(
    engine: duckdb.DuckDBPyConnection, tables: Mapping[str, TableFile]
) -> Iterator[str]:
    newest = read_history(tables["slots"].rows()).newest
    for name in DATA_TABLES:
        counted = f"select slot, {_RECORDS[name]} from {name} group by slot"  # noqa: S608  our own
        held: dict[str, int] = dict(engine.sql(counted).fetchall())
        told = {slot: row.counts()[name] for slot, row in newest.items() if row.counts()[name]}
        wrong = sorted(slot for slot in {*held, *told} if held.get(slot) != told.get(slot))
        for slot in wrong[:_SHOWN]:
            yield (
                f"{name}: slot {slot} holds {held.get(slot, 0)} records, its load brought "
                f"{told.get(slot, 0)}{_more(wrong)}"
            )


def _feed_findings(
    engine: duckdb.DuckDBPyConnection, tables: Mapping[str, TableFile]
) -> Iterator[str]:
    for law, text in _LEDGER_LAWS.items():
        wrong = sorted(row[0] for row in engine.sql(text).fetchall())
        yield from (f"feed_slots: slot {slot}: {law}{_more(wrong)}" for slot in wrong[:_SHOWN])
    for name, column in _FEED_COUNTS.items():
        if name not in tables:
            engine.register(name, stored_schema(name).empty_table())
        yield from _feed_counts(engine, name, column)


def _feed_counts(engine: duckdb.DuckDBPyConnection, name: str, column: str) -> Iterator[str]:
    """Yield files of slots of which other rows are in than the ledger says.

    Rows of a file that was replaced for good may be gone already.
    """
    text = f"""
        with told as (
            select slot, revision, {column} as n from feed_slots where revision is not null
        ),
        held as (select slot, revision, count(*) as n from {name} group by slot, revision),
        both_sides as (
            select
                coalesce(t.slot, h.slot) as slot,
                coalesce(t.revision, h.revision) as revision,
                coalesce(t.n, 0) as n_told,
                coalesce(h.n, 0) as n_held
            from told as t
            full outer join held as h on h.slot = t.slot and h.revision = t.revision
        )
        select b.slot, b.n_held, b.n_told
        from both_sides as b
        left join dead as d on d.slot = b.slot and d.revision = b.revision
        where b.n_held > b.n_told or (b.n_held < b.n_told and d.slot is null)
        order by b.slot, b.revision
    """  # noqa: S608  our own names
    wrong: list[Any] = engine.sql(text).fetchall()
    for slot, n_held, n_told in wrong[:_SHOWN]:
        yield f"{name}: slot {slot} holds {n_held} rows, its load brought {n_told}{_more(wrong)}"


def _more(wrong: list[Any]) -> str:
    return f" (and {len(wrong) - _SHOWN} more slots)" if len(wrong) > _SHOWN else ""
