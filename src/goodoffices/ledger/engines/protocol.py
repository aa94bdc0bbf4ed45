"""What an engine is, and what all of them do before and after a query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, Self

from goodoffices.errors import InputError
from goodoffices.ledger.lookups import LOOKUPS, lookup_table
from goodoffices.ledger.querytexts import ENGINE_QUERIES, check_params, query_tables, text_to_run
from goodoffices.ledger.scan import Scan
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from types import TracebackType

    import pyarrow as pa

    from goodoffices.ledger.querytexts import Dialect

__all__ = ["BaseEngine", "Engine", "plain"]


class Engine(Protocol):
    """Something that runs the named queries; a context manager.

    A table is given as Arrow, as a list of Parquet files, or as a `Scan` from ``View.scan``. The
    acts and the states are known without being given.
    """

    @property
    def name(self) -> str:
        """How messages call the engine."""

    def run(self, name: str, tables: Mapping[str, Any], params: Mapping[str, object]) -> pa.Table:
        """Return the rows of a named query over some tables."""

    def close(self) -> None:
        """Let go of what the engine holds."""


class BaseEngine(ABC):
    """The steps that all engines share; see `Engine`."""

    name: str
    dialect: Dialect

    def __init__(self) -> None:
        self._looked_up: set[str] = set()

    def run(self, name: str, tables: Mapping[str, Any], params: Mapping[str, object]) -> pa.Table:
        """Return the rows of a named query over some tables; see `Engine.run`."""
        if name not in ENGINE_QUERIES:
            raise InputError(f"engines run {', '.join(ENGINE_QUERIES)}; {name!r} is none of them")
        check_params(name, params)
        for table in query_tables(name):
            if table in tables:
                self._attach(table, tables[table])
                self._looked_up.discard(table)
            elif table in LOOKUPS:
                if table not in self._looked_up:
                    self._attach(table, lookup_table(table))
                    self._looked_up.add(table)
            else:
                raise InputError(f"query {name!r} reads the table {table!r}, which is not given")
        return plain(self._rows(text_to_run(name, self.dialect), params))

    def _attach(self, name: str, source: Any) -> None:
        """Let the engine know a table under a name."""
        if isinstance(source, Scan):
            self._attach_scan(name, source)
        elif isinstance(source, Sequence) and all(isinstance(file, str) for file in source):
            if not source:
                raise InputError(f"table {name!r}: no files are named")
            self._attach_files(name, source)
        else:
            self._attach_arrow(name, source)

    def _attach_scan(self, name: str, scan: Scan) -> None:
        if not scan.files:
            self._attach_arrow(name, arrow_schema(scan.table).empty_table())
            return
        self._attach_files(f"files_of_{name}", scan.files)
        if scan.hidden is not None:
            self._attach_arrow("hidden", scan.hidden)
        columns = ", ".join(f"r.{column}" for column in scan.columns)
        text = f"select {columns} from files_of_{name} as r where {scan.where or '1 = 1'}"  # noqa: S608  our own names
        self._attach_text(name, text)

    @abstractmethod
    def _attach_arrow(self, name: str, rows: pa.Table) -> None:
        """Name an Arrow table."""

    @abstractmethod
    def _attach_files(self, name: str, files: Sequence[str]) -> None:
        """Name what stands in Parquet files."""

    @abstractmethod
    def _attach_text(self, name: str, text: str) -> None:
        """Name a selection from what is attached."""

    @abstractmethod
    def _rows(self, text: str, params: Mapping[str, object]) -> pa.Table:
        """Return the rows of a statement."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what the engine holds."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def plain(rows: pa.Table) -> pa.Table:
    """Return a table in the types that all engines answer in: int64, double, string, date, bool.

    >>> import pyarrow as pa
    >>> plain(pa.table({"n": pa.array([1], pa.int32())})).schema.field("n").type
    DataType(int64)
    """
    import pyarrow as pa

    fields = [pa.field(field.name, _plain_type(field.type)) for field in rows.schema]
    return rows.cast(pa.schema(fields))


def _plain_type(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_integer(kind):
        return pa.int64()
    if pa.types.is_floating(kind):
        return pa.float64()
    if pa.types.is_dictionary(kind):
        return _plain_type(kind.value_type)
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) or pa.types.is_binary(kind):
        return pa.string()
    return kind
