"""Which engines there are, and how one is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from goodoffices.ledger.engines.protocol import BaseEngine

__all__ = ["ENGINES", "EngineName", "open_engine"]

EngineName = Literal["duckdb", "spark", "clickhouse"]

ENGINES: Final[tuple[EngineName, ...]] = ("duckdb", "spark", "clickhouse")


def open_engine(name: EngineName = "duckdb") -> BaseEngine:
    """Return an engine; DuckDB is always there, the others are extras of the package.

    >>> with open_engine() as engine:
    ...     engine.name
    'DuckDB'
    """
    if name == "duckdb":
        from goodoffices.ledger.engines.duck import DuckEngine

        return DuckEngine()
    if name == "spark":
        from goodoffices.ledger.engines.spark import SparkEngine

        return SparkEngine()
    if name == "clickhouse":
        from goodoffices.ledger.engines.clickhouse import ClickHouseEngine

        return ClickHouseEngine()
    raise InputError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
