"""The schema: each ``*.csv`` beside this file declares one table, once.

Columns: ``column``, ``type``, ``unit``, ``required``, ``description``. The Arrow types, the
checks at the border and the reference page in the docs all come from these files.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TABLES", "Column", "arrow_schema", "columns"]

TABLES = ("documents", "events", "statements", "measures", "slots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, as its CSV row declares it."""

    column: str
    type: str
    unit: str
    is_required: bool
    description: str


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table in order.

    >>> [c.column for c in columns("measures")][:3]
    ['measure_id', 'step', 'day']
    """
    text = files(__package__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(
        Column(
            column=row["column"],
            type=row["type"],
            unit=row["unit"],
            is_required=row["required"] == "yes",
            description=row["description"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table; required columns are not nullable.

    >>> arrow_schema("slots").field("commit").type
    DataType(int64)
    """
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema(
        [
            pa.field(column.column, types[column.type], nullable=not column.is_required)
            for column in columns(table)
        ]
    )
