"""What a load of records writes: rows of all fresh slots, and what the ledger says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices import __version__
from goodoffices.ledger.commits import SlotRow
from goodoffices.ledger.feedslots import utc_text
from goodoffices.ledger.rewriting import append_rows, compact_small, replace_rows
from goodoffices.ledger.settings import DATA_TABLES
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from goodoffices.ledger.batch import Load
    from goodoffices.ledger.commits import History
    from goodoffices.ledger.rows import Row
    from goodoffices.ledger.writer import Writer

__all__ = ["write_records"]


def write_records(
    writer: Writer,
    history: History,
    loads: Sequence[Load],
    tables: Sequence[Mapping[str, list[Row]]],
) -> History:
    """Write the checked rows of some loads in one commit; returns the history with them."""
    with writer.commit("load") as number:
        for table in DATA_TABLES:
            rows = [row for found in tables for row in found[table]]
            _write_table(writer, history, table, loads, rows)
        told = [
            SlotRow.of_load(
                load,
                commit=number,
                is_known=load.slot in history.newest,
                loaded_at=utc_text(writer.now()),
                program=__version__,
                versions={table: writer.table(table).version for table in DATA_TABLES},
            )
            for load in loads
        ]
        slots = writer.table("slots")
        compact_small(slots)
        append_rows(slots, _arrow("slots", [row.as_row() for row in told]))
    return history.plus(told)


def _write_table(
    writer: Writer, history: History, table: str, loads: Sequence[Load], rows: list[Row]
) -> None:
    had = [load.slot for load in loads if history.n_records(load.slot, table)]
    target = writer.table(table)
    if had:
        replace_rows(target, "slot", had, _arrow(table, rows))
    else:
        append_rows(target, _arrow(table, rows))
    compact_small(target)


def _arrow(table: str, rows: list[Row]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=arrow_schema(table))
