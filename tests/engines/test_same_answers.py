"""Every engine gives the rows that DuckDB gives: whole numbers equal, others to 1e-9."""

from __future__ import annotations

import datetime as dt
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))
from feed_slots import a_report, a_slot, moment
from made_reports import at_random, stored_reports, stored_slots, table_of, tie_heavy

from goodoffices.errors import InputError
from goodoffices.ledger import init_store, load_cases, open_store
from goodoffices.ledger.engines import open_engine
from goodoffices.ledger.engines.protocol import plain
from goodoffices.ledger.querytexts import ENGINE_QUERIES, REPORT_QUERIES, query_params, query_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodoffices.ledger import View
    from goodoffices.ledger.engines import Engine

ASKED: dict[str, object] = {
    "a": "RUS",
    "b": "TUR",
    "as_of": dt.date(2016, 7, 4),
    "since": dt.date(1970, 1, 1),
    "until": dt.date(2016, 12, 31),
    "known_since": dt.date(1969, 12, 1),
    "known_until": dt.date(2016, 6, 27),
}
PLAIN = {pa.int64(), pa.float64(), pa.string(), pa.date32(), pa.bool_()}
"""A sum that was not cast arrives as a decimal, and is none of these."""
FIXTURES = {
    "empty": lambda: table_of([]),
    "tie-heavy": tie_heavy,
    "at random": lambda: at_random(20_000),
}


def asked(name: str) -> dict[str, object]:
    return {one: ASKED[one] for one in query_params(name)}


def tables_for(name: str, reports: pa.Table) -> dict[str, pa.Table]:
    every = {
        "reports": reports,
        "feed_slots": stored_slots(),
        "stored_slots": stored_slots(),
        "stored_reports": stored_reports(),
    }
    return {one: every[one] for one in query_tables(name) if one in every}


def sorted_rows(rows: pa.Table) -> list[tuple[Any, ...]]:
    """Return rows in an order that depends on no float and knows null."""
    firm = [name for name in rows.column_names if rows.schema.field(name).type != pa.float64()]
    found = rows.select(firm + [name for name in rows.column_names if name not in firm])
    listed = list(zip(*(column.to_pylist() for column in found.columns), strict=True))
    n = len(firm)
    return sorted(listed, key=lambda row: [(one is None, str(one)) for one in row[:n]])


def assert_same(found: pa.Table, expected: pa.Table) -> None:
    assert found.schema.names == expected.schema.names
    assert set(expected.schema.types) <= PLAIN
    assert found.schema.types == expected.schema.types
    assert found.num_rows == expected.num_rows
    for left, right in zip(sorted_rows(found), sorted_rows(expected), strict=True):
        for one, other in zip(left, right, strict=True):
            if isinstance(one, float) and isinstance(other, float):
                assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9), (left, right)
            else:
                assert one == other, (left, right)


def by_duckdb(name: str, tables: Mapping[str, Any], params: Mapping[str, object]) -> pa.Table:
    with open_engine("duckdb") as duckdb:
        return duckdb.run(name, tables, params)


@pytest.mark.parametrize("fixture", FIXTURES)
@pytest.mark.parametrize("name", REPORT_QUERIES)
def test_a_query_over_feeds_gives_the_same_rows(engine: Engine, name: str, fixture: str) -> None:
    tables = tables_for(name, FIXTURES[fixture]())
    expected = by_duckdb(name, tables, asked(name))
    assert_same(engine.run(name, tables, asked(name)), expected)
    if fixture == "at random":
        assert expected.num_rows > 0


def test_files_give_the_same_rows_as_tables(engine: Engine, tmp_path: Path) -> None:
    reports = at_random(5_000)
    names = []
    for number, start in enumerate(range(0, 5_000, 2_000)):
        names.append(str(tmp_path / f"it's part {number}.parquet"))
        pq.write_table(reports.slice(start, 2_000), names[-1])
    expected = by_duckdb("dyad_days", {"reports": reports}, asked("dyad_days"))
    assert_same(engine.run("dyad_days", {"reports": names}, asked("dyad_days")), expected)


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """The tables of records of the shipped cases."""
    cases = Path(__file__).parents[2] / "src" / "goodoffices" / "casebook" / "cases"
    folder = tmp_path_factory.mktemp("cases") / "store"
    init_store(folder)
    with open_store(folder, mode="write") as store:
        load_cases(store, sorted(cases.iterdir()))
        view = store.view(dt.date.max)
        found = {
            name: view.table(name) for name in ("documents", "events", "statements", "measures")
        }
    return {**found, "cited": found["documents"].select(["document_id"])}


@pytest.mark.parametrize("name", [one for one in ENGINE_QUERIES if one not in REPORT_QUERIES])
def test_a_query_over_records_gives_the_same_rows(
    engine: Engine, casebook: dict[str, pa.Table], name: str
) -> None:
    tables = {one: casebook[one] for one in query_tables(name)}
    expected = by_duckdb(name, tables, asked(name))
    assert expected.num_rows > 0
    assert_same(engine.run(name, tables, asked(name)), expected)


def test_a_query_that_lacks_a_table_or_a_parameter_says_so(engine: Engine) -> None:
    with pytest.raises(InputError, match="reads the table 'reports', which is not given"):
        engine.run("day_sums", {}, asked("day_sums"))
    with pytest.raises(InputError, match="takes since, until, found none"):
        engine.run("day_sums", {"reports": table_of([])}, {})
    with pytest.raises(InputError, match="'all_events' is none of them"):
        engine.run("all_events", {}, {})
    with pytest.raises(InputError, match="no files are named"):
        engine.run("day_sums", {"reports": []}, asked("day_sums"))


def test_a_scan_of_a_store_is_read_as_its_view_reads_it(engine: Engine, tmp_path: Path) -> None:
    noon = moment("2016-06-29", 48)
    old = a_slot(noon, [a_report("a"), a_report("b", target="KAZ")])
    new = a_slot(noon, [a_report("a"), a_report("c", code="190")], version="corrected")
    init_store(tmp_path / "store")
    for when, slot in (("2016-06-29", old), ("2016-07-05", new)):
        clock = dt.datetime.fromisoformat(when).replace(tzinfo=dt.UTC)
        with open_store(tmp_path / "store", mode="write", clock=lambda at=clock: at) as store:
            store.load_feed([slot], parser="1")
    days = {"since": dt.date(2016, 1, 1), "until": dt.date(2016, 12, 31)}
    seen = []
    for as_of in (dt.date(2016, 6, 28), dt.date(2016, 7, 4), dt.date(2016, 7, 5)):
        with open_store(tmp_path / "store") as store:
            view = store.view(as_of)
            expected = view.query("dyad_days", **days)
            found = engine.run("dyad_days", {"reports": view.scan("reports")}, days)
            stored = {name: view.table(name) for name in ("stored_reports", "stored_slots")}
            counted = engine.run("reports_as_of", stored, {"as_of": as_of})
            assert counted["report_id"].to_pylist() == ids_of(view)
        assert_same(found, plain(expected))
        seen.append([(row["high"], row["act_group"]) for row in found.to_pylist()])
    assert seen == [[], [("TUR", "talks"), ("TUR", "talks")], [("TUR", "force"), ("TUR", "talks")]]


def ids_of(view: View) -> list[str]:
    return sorted(view.reports().to_arrow_table()["report_id"].to_pylist())
