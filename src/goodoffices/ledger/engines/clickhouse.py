"""ClickHouse in this process, by way of chdb."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goodoffices.errors import MissingExtra
from goodoffices.ledger.engines.protocol import BaseEngine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from goodoffices.ledger.querytexts import Dialect

__all__ = ["SETTINGS", "ClickHouseEngine"]

SETTINGS: Final = (
    # Without these a join without a partner gives "" or 0, and months are days of another type.
    "join_use_nulls = 1",
    "enable_extended_results_for_datetime_functions = 1",
    "output_format_arrow_string_as_string = 1",
)
"""Settings that the queries need on ClickHouse; a server of yours needs them too."""


class ClickHouseEngine(BaseEngine):
    """The queries on ClickHouse. Only one may be open in a process, since chdb allows no more."""

    name = "ClickHouse"
    dialect: Dialect = "clickhouse"

    def __init__(self) -> None:
        try:
            from chdb.session import Session
        except ImportError as error:
            raise MissingExtra(
                "chdb is not installed; install it with: pip install 'goodoffices[clickhouse]'"
            ) from error
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="goodoffices-clickhouse-")
        self._session = Session()

    def _attach_arrow(self, name: str, rows: pa.Table) -> None:
        import pyarrow.parquet as pq

        file = Path(self._folder.name) / f"{name}.parquet"
        pq.write_table(rows, file)
        self._attach_files(name, [str(file)])

    def _attach_files(self, name: str, files: Sequence[str]) -> None:
        parts = (f"select * from file('{_quoted(file)}', Parquet)" for file in files)  # noqa: S608  our own names
        self._attach_text(name, " union all ".join(parts))

    def _attach_text(self, name: str, text: str) -> None:
        self._session.query(f"create or replace view {name} as {text}")

    def _rows(self, text: str, params: Mapping[str, object]) -> pa.Table:
        import pyarrow as pa

        told = {name: str(value) for name, value in params.items()}
        set_to = ", ".join(SETTINGS)
        answer = self._session.query(f"{text}\nsettings {set_to}", "Arrow", params=told)
        return pa.ipc.open_file(pa.py_buffer(answer.bytes())).read_all()

    def close(self) -> None:
        """Close the session and take away what it wrote."""
        self._session.close()
        self._folder.cleanup()


def _quoted(file: str) -> str:
    return file.replace("\\", "\\\\").replace("'", "\\'")
