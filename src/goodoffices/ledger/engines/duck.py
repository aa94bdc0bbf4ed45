"""The default engine: DuckDB in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.ledger.engine import Prepared, connect
from goodoffices.ledger.engines.protocol import BaseEngine
from goodoffices.ledger.querytexts import is_of_pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from goodoffices.ledger.querytexts import Dialect

__all__ = ["DuckEngine"]


class DuckEngine(BaseEngine):
    """DuckDB with the settings of the store: off the network, bounded in memory, spilling."""

    name = "DuckDB"
    dialect: Dialect = "duckdb"

    def __init__(self) -> None:
        super().__init__()
        self._duckdb = connect()
        self._prepared = Prepared(self._duckdb)
        self._files: dict[str, tuple[str, ...]] = {}

    def _attach_arrow(self, name: str, rows: pa.Table) -> None:
        self._prepared.forget()
        self._files.pop(name, None)
        self._duckdb.register(name, rows)

    def _attach_files(self, name: str, files: Sequence[str]) -> None:
        if self._files.get(name) == tuple(files):
            return
        self._prepared.forget()
        # A table that was registered under the name would hide the view.
        self._duckdb.unregister(name)
        self._duckdb.read_parquet(list(files)).create_view(name)
        self._files[name] = tuple(files)

    def _attach_text(self, name: str, text: str) -> None:
        self._prepared.forget()
        self._files.pop(name, None)
        self._duckdb.unregister(name)
        self._duckdb.sql(f"create or replace view {name} as {text}")

    def _rows(self, text: str, params: Mapping[str, object]) -> pa.Table:
        if is_of_pair(params):
            return self._prepared.rows(text, params)
        return self._duckdb.sql(text, params=dict(params)).to_arrow_table()

    def close(self) -> None:
        """Close the connection."""
        self._duckdb.close()
