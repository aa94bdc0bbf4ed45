"""The embedded engine: DuckDB with the settings of the store, in one place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.ledger.settings import ENGINE_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

__all__ = ["connect", "quoted", "quoted_files"]


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
