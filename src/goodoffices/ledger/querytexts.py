"""The shipped queries: their texts in each dialect, what they read and which parameters they take.

The DuckDB text is the one that is written by hand. ``tools/build_queries.py`` makes the others from
it, and a test fails when they are stale.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "BY_DAY",
    "DIALECTS",
    "ENGINE_QUERIES",
    "PARAMETER_TYPES",
    "REPORT_QUERIES",
    "STORED_ONLY",
    "Dialect",
    "check_params",
    "is_of_pair",
    "query_names",
    "query_params",
    "query_tables",
    "query_text",
    "text_to_run",
]

Dialect = Literal["duckdb", "spark", "clickhouse", "bigquery"]

DIALECTS: Final[tuple[Dialect, ...]] = ("duckdb", "spark", "clickhouse", "bigquery")

REPORT_QUERIES: Final = (
    "act_days",
    "act_days_of_pair",
    "code_days",
    "code_days_of_pair",
    "day_sums",
    "days_of_pair",
    "directed_days",
    "dyad_days",
    "dyad_months",
    "first_last",
    "happening_of_report",
    "happenings",
    "reports_as_of",
    "slots_by_status",
    "volume_by_day",
)
"""Queries over feeds, which may outgrow one machine."""

ENGINE_QUERIES: Final = (
    *REPORT_QUERIES, "counts", "days_covered", "mediators_of_pair", "pair_list"
)  # fmt: skip
"""Queries that every engine runs. Whole records are few and are read through a view."""

STORED_ONLY: Final = frozenset({"reports_as_of", "slots_by_status"})
"""Those of them that are about how a store keeps feeds: they mean nothing elsewhere."""

BY_DAY: Final = frozenset({"code_days_of_pair", "days_of_pair", "directed_days", "dyad_days"})
"""Queries whose rows tell of one day each, from its reports alone, in the order of days: asked a
part of the days at a time they give the same rows, in less memory."""

PARAMETER_TYPES: Final[Mapping[str, Literal["date", "string"]]] = MappingProxyType(
    {
        "a": "string",
        "actor": "string",
        "as_of": "date",
        "b": "string",
        "event_id": "string",
        "known_since": "date",
        "known_until": "date",
        "since": "date",
        "until": "date",
    }
)

_LOOKED_TWICE: Final = frozenset({"days_of_pair"})
"""Queries that read the addresses of the reports between two actors, in either direction."""

_ONE_LOOK: Final = "from reports as r\n"
_OF_PAIR: Final = "    and r.source in ($a, $b)\n    and r.target in ($a, $b)\n"
_TWO_LOOKS: Final = """from (
    select r.* from reports as r where r.source = $a and r.target = $b
    union all
    select r.* from reports as r where r.source = $b and r.target = $a
  ) as r
"""

_DISTINCT: Final = re.compile(r"count\(distinct (t\.[a-z]+)\)")
_DISTINCT_OF_FEW: Final = r"len(list_distinct(list(\1)))"

_TABLE: Final = re.compile(r"\b(?:from|join) ([a-z_]+) as ")
_NAMED: Final = re.compile(r"\b([a-z_]+) as \(")
_PARAM: Final = re.compile(r"\$([a-z_]+)")


def query_names() -> tuple[str, ...]:
    """Return the names of the shipped queries.

    >>> "events_of_pair" in query_names()
    True
    """
    folder = files(__package__).joinpath("queries")
    return tuple(
        sorted(f.name[: -len(".sql")] for f in folder.iterdir() if f.name.endswith(".sql"))
    )


@cache
def query_text(name: str, dialect: Dialect = "duckdb") -> str:
    """Return the SQL text of a shipped query.

    >>> query_text("days_covered").splitlines()[0]
    '-- What: the first and the last day on which something actual happened.'
    """
    if name not in query_names():
        raise InputError(f"no query {name!r}; there are {', '.join(query_names())}")
    folder = files(__package__).joinpath("queries")
    if dialect == "duckdb":
        return folder.joinpath(f"{name}.sql").read_text(encoding="utf-8")
    made = folder.joinpath("generated", dialect, f"{name}.sql")
    if not made.is_file():
        raise InputError(f"query {name!r} has no text for {dialect}, only for DuckDB")
    return made.read_text(encoding="utf-8")


@cache
def text_to_run(name: str, dialect: Dialect = "duckdb") -> str:
    """Return the SQL text of a shipped query in the form in which an engine runs it best.

    Of Parquet DuckDB reads far fewer addresses by two looks with "=" than by one with "in", and a
    distinct count in small groups takes it less time by lists than by tables of its own. Other
    engines read a table, and bill it, as often as it is named; their texts stay as they are.

    >>> text_to_run("day_sums") == query_text("day_sums")
    True
    """
    text = query_text(name, dialect)
    if dialect != "duckdb" or name not in _LOOKED_TWICE:
        return text
    text = text.replace(_ONE_LOOK, _TWO_LOOKS).replace(_OF_PAIR, "")
    return _DISTINCT.sub(_DISTINCT_OF_FEW, text)


@cache
def query_tables(name: str) -> tuple[str, ...]:
    """Return the names of the tables that a query reads.

    >>> query_tables("reports_as_of")
    ('stored_reports', 'stored_slots')
    """
    text = query_text(name)
    return tuple(sorted(set(_TABLE.findall(text)) - set(_NAMED.findall(text))))


@cache
def query_params(name: str) -> tuple[str, ...]:
    """Return the names of the parameters of a query.

    >>> query_params("day_sums")
    ('since', 'until')
    """
    return tuple(sorted(set(_PARAM.findall(query_text(name)))))


def is_of_pair(params: Iterable[str]) -> bool:
    """Return whether a query with such parameters is about one pair, so that its answer is small.

    >>> is_of_pair(query_params("days_of_pair")), is_of_pair(query_params("day_sums"))
    (True, False)
    """
    return {"a", "b"} <= set(params)


def check_params(name: str, params: Mapping[str, object]) -> None:
    """Raise `InputError` unless exactly the parameters of a query are given."""
    needed = query_params(name)
    if set(needed) != set(params):
        raise InputError(
            f"query {name!r} takes {', '.join(needed) or 'no parameters'}, "
            f"found {', '.join(sorted(params)) or 'none'}"
        )
