"""The texts for other engines are made from the one written by hand, which stays portable."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.ledger import query_names, query_text
from goodoffices.ledger.lookups import acts_table, states_table
from goodoffices.ledger.querytexts import (
    ENGINE_QUERIES,
    PARAMETER_TYPES,
    REPORT_QUERIES,
    STORED_ONLY,
    query_params,
    query_tables,
)

TOOLS = Path(__file__).parents[2] / "tools"
PORTABLE = [name for name in REPORT_QUERIES if name not in STORED_ONLY]


def statement(name: str, dialect: str = "duckdb") -> str:
    """Return a text without its comments."""
    lines = query_text(name, dialect).splitlines()  # type: ignore[arg-type]
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


@pytest.mark.skipif(find_spec("sqlglot") is None, reason="sqlglot is not installed")
def test_no_generated_text_is_stale() -> None:
    sys.path.insert(0, str(TOOLS))
    from build_queries import FOLDER, texts

    made = texts()
    assert set(FOLDER.glob("*/*.sql")) == set(made), "run python tools/build_queries.py"
    for path, text in made.items():
        assert path.read_text(encoding="utf-8") == text, "run python tools/build_queries.py"


@pytest.mark.parametrize("name", query_names())
def test_a_query_says_what_it_is_in_three_lines(name: str) -> None:
    heads = [line.split(":")[0] for line in query_text(name).splitlines()[:3]]
    assert heads == ["-- What", "-- Columns", "-- Order"]


@pytest.mark.parametrize("name", ENGINE_QUERIES)
def test_a_query_keeps_to_what_every_engine_knows(name: str) -> None:
    text = statement(name)
    assert not re.search(r"group by all|asof|\binterval\b|\brange\b|approx_|qualify|\blist\(", text)
    assert text == text.rstrip().lower() + ("\n" if text.endswith("\n") else "")
    assert set(query_params(name)) <= set(PARAMETER_TYPES)
    for window in re.findall(r"over \(([^()]*)\)", text):
        assert "order by" in window


@pytest.mark.parametrize("name", PORTABLE)
def test_bigquery_reads_only_partitions_that_are_asked_for(name: str) -> None:
    text = statement(name, "bigquery")
    assert text.count("`gdelt-bq.gdeltv2.events_partitioned`") == 1
    assert re.search(r"_PARTITIONTIME >= TIMESTAMP\(@(since|known_since)\)", text)
    assert "_PARTITIONTIME < TIMESTAMP_ADD(TIMESTAMP(@as_of), INTERVAL 1 DAY)" in text
    assert set(re.findall(r"@([a-z_]+)", text)) == {*query_params(name), "as_of"}


@pytest.mark.parametrize("name", PORTABLE)
def test_bigquery_gets_every_column_that_the_query_reads(name: str) -> None:
    text = statement(name, "bigquery")
    given = set(re.findall(r" AS ([a-z_]+),?\n", text[text.index("reports AS (") :]))
    read = set(re.findall(r"\br\.([a-z_]+)", statement(name)))
    assert read <= given


@pytest.mark.parametrize("name", PORTABLE)
def test_bigquery_windows_say_nothing_of_nulls(name: str) -> None:
    for window in re.findall(r"OVER \(([^()]*)\)", statement(name, "bigquery")):
        assert "NULLS" not in window


@pytest.mark.parametrize("name", PORTABLE)
def test_bigquery_groups_by_no_bare_alias(name: str) -> None:
    # BigQuery takes a bare name for a column of the table before it takes it for an alias.
    for keys in re.findall(r"GROUP BY\n((?:\s+[^\n]+,\n)*\s+[^\n]+)", statement(name, "bigquery")):
        for key in keys.split(",\n"):
            assert "." in key, key


def test_bigquery_spells_out_all_acts_and_states() -> None:
    text = statement("dyad_days", "bigquery")
    for code in acts_table()["code"].to_pylist():
        assert f"STRUCT('{code}'" in text
    for state in states_table()["actor_id"].to_pylist():
        assert f"STRUCT('{state}'" in text


def test_a_query_without_a_text_for_an_engine_says_so() -> None:
    with pytest.raises(InputError, match="has no text for bigquery"):
        query_text("reports_as_of", "bigquery")
    assert query_tables("pair_list") == ("events",)
