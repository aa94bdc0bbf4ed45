"""The embedded engine: DuckDB with the settings of the store, in one place."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.ledger.settings import ENGINE_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import duckdb
    import pyarrow as pa

__all__ = ["Prepared", "connect", "quoted", "quoted_files"]


def connect(*, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection that stays off the network, in bounds of memory, and spills beyond.

    ``memory`` is a lower bound than the common one, such as ``500MB``.
    """
    import duckdb

    spill = Path(tempfile.gettempdir()) / f"goodoffices-spill-{os.getpid()}"
    limit = {} if memory is None else {"memory_limit": memory}
    engine = duckdb.connect(config={**dict(ENGINE_SETTINGS), "temp_directory": str(spill), **limit})
    engine.sql("load parquet")
    engine.sql("set global parquet_metadata_cache = true")  # files never change
    return engine


class Prepared:
    """Statements that a connection has parsed and bound once, to be asked again and again.

    Asked as plain text DuckDB binds a statement twice each time, which for a question about one
    pair is a quarter of the work. The whole answer is held and then copied, so it should be small.
    """

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self._engine = engine
        self._names: dict[str, str] = {}

    def rows(self, text: str, params: Mapping[str, object]) -> pa.Table:
        """Return the rows of a statement with some parameters, texts or days."""
        if text not in self._names:
            name = f"asked_{len(self._names)}"
            self._engine.execute(f"prepare {name} as {text}")
            self._names[text] = name
        given = ", ".join(f"{key} := {_literal(value)}" for key, value in params.items())
        return self._engine.sql(f"execute {self._names[text]}({given})").to_arrow_table()

    def forget(self) -> None:
        """Let go of all statements: they go on reading what a table was when they were made."""
        for name in self._names.values():
            self._engine.execute(f"deallocate {name}")
        self._names.clear()


def _literal(value: object) -> str:
    return f"date '{value}'" if isinstance(value, dt.date) else quoted(str(value))


def quoted(text: str) -> str:
    """Return a text as a literal in SQL.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def quoted_files(files: Iterable[str]) -> str:
    """Return names of files as a list in SQL.

    >>> quoted_files(["/a'b/c.parquet"])
    "['/a''b/c.parquet']"
    """
    return "[" + ", ".join(map(quoted, files)) + "]"
