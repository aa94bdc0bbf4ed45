"""Write the texts of the queries for other engines, from the DuckDB text that is written by hand.

Run ``python tools/build_queries.py`` after a change to a query; a test fails when a text is stale.
Needs sqlglot at the version that ``requirements/engines.in`` names: another one writes other texts.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp

from goodoffices.feeds.codes import actor_of_cameo, cameo_roles
from goodoffices.ledger.lookups import acts_table, state_roles_table, states_table
from goodoffices.ledger.querytexts import (
    ENGINE_QUERIES,
    PARAMETER_TYPES,
    REPORT_QUERIES,
    STORED_ONLY,
    Dialect,
    query_tables,
    query_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "src" / "goodoffices" / "ledger" / "queries" / "generated"
CODES = ROOT / "src" / "goodoffices" / "feeds" / "tables" / "cameo_actors.csv"
GDELT = Path(__file__).parent / "queries" / "gdelt_reports.sql"
MADE = "-- Made from queries/{name}.sql by tools/build_queries.py; do not edit."
CLICKHOUSE_TYPES = {"date": "Date32", "string": "String"}
WIDTH = 98


def texts() -> dict[Path, str]:
    """Return every generated text with its path."""
    found = {}
    for name in ENGINE_QUERIES:
        for dialect in ("spark", "clickhouse"):
            found[FOLDER / dialect / f"{name}.sql"] = transpiled(name, dialect)
    for name in REPORT_QUERIES:
        if name not in STORED_ONLY:
            found[FOLDER / "bigquery" / f"{name}.sql"] = over_gdelt(name)
    return found


def transpiled(name: str, dialect: Dialect) -> str:
    """Return the text of a query in another dialect, with its header."""
    return f"{_header(name)}\n{_statement(_parsed(name), dialect)}\n"


def over_gdelt(name: str) -> str:
    """Return the text of a query for BigQuery over GDELT's public table.

    Tables of ours become CTEs: ``reports`` maps the columns of GDELT, the small ones are spelt out.
    """
    ctes = [f"gdelt_actors AS (\n{_rows(_gdelt_actors(), ('code', 'actor_id'))}\n)"]
    types = sorted((code, role) for code, role in cameo_roles().items() if role)
    ctes.append(f"gdelt_types AS (\n{_rows(types, ('code', 'role'))}\n)")
    ctes.append(f"reports AS (\n{_indented(_gdelt_reports(name))}\n)")
    if "acts" in query_tables(name):
        acts = acts_table()
        rows = [tuple(row.values()) for row in acts.to_pylist()]
        ctes.append(f"acts AS (\n{_rows(rows, acts.column_names)}\n)")
    if "state_roles" in query_tables(name):
        rows = [(one,) for one in state_roles_table()["role"].to_pylist()]
        ctes.append(f"state_roles AS (\n{_rows(rows, ('role',))}\n)")
    if "states" in query_tables(name):
        rows = [(one,) for one in states_table()["actor_id"].to_pylist()]
        ctes.append(f"states AS (\n{_rows(rows, ('actor_id',))}\n)")
    statement = _statement(_parsed(name), "bigquery")
    if statement.startswith("WITH "):
        statement = statement.removeprefix("WITH ")
        body = ",\n".join(ctes) + ",\n" + statement
    else:
        body = ",\n".join(ctes) + "\n" + statement
    note = (
        "-- Over gdelt-bq.gdeltv2.events_partitioned. Never run by us: reviewed only. Reads no day "
        "of\n-- publication after @as_of; BigQuery bills the columns read of the partitions left."
    )
    return f"{_header(name)}\n{note}\nWITH {body}\n"


def _gdelt_reports(name: str) -> str:
    """Return the map of GDELT's columns; its partitions are bounded by what the query asks."""
    least = "@known_since" if name == "volume_by_day" else "@since"
    return GDELT.read_text(encoding="utf-8").rstrip().replace("@least_day", least)


def _gdelt_actors() -> list[tuple[str, str]]:
    """Return GDELT's country and group codes with our ids."""
    with CODES.open(encoding="utf-8") as file:
        listed = [row["code"] for row in csv.DictReader(file)]
    known = {*listed, *states_table()["actor_id"].to_pylist()}
    return sorted((code, actor) for code in known if (actor := actor_of_cameo(code)))


def _header(name: str) -> str:
    lines = query_text(name).splitlines()
    head = [line for line in lines[:3] if line.startswith("--")]
    return "\n".join([*head, MADE.format(name=name)])


def _parsed(name: str) -> exp.Expression:
    return sqlglot.parse_one(query_text(name), read="duckdb")


def _statement(tree: exp.Expression, dialect: Dialect) -> str:
    """Return a statement with typed parameters, wide dates, and nothing said of absent nulls."""
    if dialect == "clickhouse":
        for one in tree.find_all(exp.Placeholder):
            one.set("kind", exp.Var(this=CLICKHOUSE_TYPES[PARAMETER_TYPES[one.name]]))
        for kind in tree.find_all(exp.DataType):
            if kind.this == exp.DataType.Type.DATE:
                kind.set("this", exp.DataType.Type.DATE32)
    if dialect == "bigquery":
        # BigQuery takes no NULLS in a window; the keys of our windows are never null.
        for window in tree.find_all(exp.Window):
            for key in window.find_all(exp.Ordered):
                key.set("nulls_first", not key.args.get("desc"))
    return tree.sql(dialect=dialect, pretty=True, comments=False)


def _rows(rows: Iterable[tuple[object, ...]], names: Iterable[str]) -> str:
    """Return rows as an inline table; only the first names its columns."""
    told = list(_structs(rows, tuple(names)))
    lines, line = [], ""
    for one in told:
        if line and len(line) + len(one) > WIDTH:
            lines.append(line.rstrip())
            line = ""
        line += f"{one} "
    lines.append(line.rstrip())
    head = "  SELECT * FROM UNNEST(["
    return "\n    ".join([head, *lines]) + "\n  ])"


def _structs(rows: Iterable[tuple[object, ...]], names: tuple[str, ...]) -> Iterator[str]:
    every = list(rows)
    for number, row in enumerate(every):
        cells = [repr(cell) if isinstance(cell, float) else f"'{cell}'" for cell in row]
        if number == 0:
            cells = [f"{cell} AS {name}" for cell, name in zip(cells, names, strict=True)]
        yield f"STRUCT({', '.join(cells)})" + ("," if number < len(every) - 1 else "")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def main() -> None:
    """Write the texts, take away those of queries that are gone, and say what changed."""
    made = texts()
    for path in sorted(FOLDER.glob("*/*.sql")):
        if path not in made:
            path.unlink()
            sys.stdout.write(f"{path.relative_to(FOLDER)} removed\n")
    for path, text in made.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(FOLDER)} written\n")


if __name__ == "__main__":
    main()
