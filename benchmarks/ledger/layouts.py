"""Compare orders of rows and sizes of row groups for the feed tables, on a made year of reports.

Run: python benchmarks/ledger/layouts.py [ROWS_A_MONTH]

The same rows are written as twelve files of a month in each layout; asked are one dyad over nine
months, and reports by dyad and month, beside a plain scan of the same columns.
"""

from __future__ import annotations

import datetime as dt
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from made_feed import ACTORS, days_of, slots_of_day

from goodoffices.ledger.engine import connect

if TYPE_CHECKING:
    import duckdb

ORDERS = {
    "day, source, target": ("day", "source", "target"),
    "source, target, day": ("source", "target", "day"),
}
GROUPS = (16_384, 32_768, 131_072)
LEVELS = (1, 3)
FIRST, LAST = dt.date(2016, 1, 1), dt.date(2016, 12, 31)
N_RUNS = 7
PAIR = (ACTORS[3], ACTORS[11])
COLUMNS = "source, target, day, code, goldstein, n_mentions, is_root"
DYAD = f"""select {COLUMNS} from reports where
((source = $a and target = $b) or (source = $b and target = $a))
and day between date '2016-02-01' and date '2016-10-31'"""  # noqa: S608  our own text
SCAN = """select max(source), max(target), max(day), max(code), sum(goldstein), sum(n_mentions),
sum(is_root::int) from reports"""
DYAD_MONTH = """select source, target, date_trunc('month', day) as month, count(*) as n,
sum(goldstein) as g, sum(n_mentions) as m, sum(is_root::int) as r, max(code) as c
from reports group by source, target, month"""


def main(arguments: list[str]) -> int:
    """Print a line for each layout."""
    n_rows = 12 * int(arguments[0]) if arguments else 12 * 250_000
    months = _months(n_rows)
    print(f"{n_rows:,} rows in 12 months\n")
    print("| order | row group | zstd | MB | write CPU s | dyad, 9 months | scan | dyad-month |")
    print("|---|---|---|---|---|---|---|---|")
    for order, keys in ORDERS.items():
        ordered = [part.sort_by([(key, "ascending") for key in keys]) for part in months]
        for group in GROUPS:
            for level in LEVELS:
                _measure(order, ordered, group, level)
    return 0


def _months(n_rows: int) -> list[pa.Table]:
    found: dict[int, list[pa.Table]] = {}
    for day, n in days_of(FIRST, LAST, n_rows):
        slot = slots_of_day(day, n, n_slots=1)[0]
        found.setdefault(day.month, []).append(slot.reports)
    return [pa.concat_tables(found[month]).combine_chunks() for month in sorted(found)]


def _measure(order: str, months: list[pa.Table], group: int, level: int) -> None:
    place = Path(tempfile.mkdtemp())
    start = _cpu()
    for number, part in enumerate(months):
        names = [name for name in part.column_names if name not in {"report_id", "url"}]
        pq.write_table(
            part,
            place / f"{number:02}.parquet",
            row_group_size=group,
            compression="zstd",
            compression_level=level,
            use_dictionary=names,
            write_statistics=names,
        )
    written = _cpu() - start
    size = sum(file.stat().st_size for file in place.iterdir())
    engine = connect()
    engine.read_parquet(f"{place}/*.parquet").create_view("reports")
    dyad = min(_seconds(engine, DYAD, {"a": PAIR[0], "b": PAIR[1]}) for _ in range(N_RUNS))
    scan = min(_cpu_of(engine, SCAN) for _ in range(3))
    months_cpu = min(_cpu_of(engine, DYAD_MONTH) for _ in range(3))
    print(
        f"| {order} | {group:,} | {level} | {size / 1e6:.0f} | {written:.2f} "
        f"| {dyad * 1000:.0f} ms "
        f"| {scan:.2f} CPU s | {months_cpu / scan:.1f} scans |",
        flush=True,
    )
    shutil.rmtree(place)


def _seconds(engine: duckdb.DuckDBPyConnection, text: str, params: dict[str, str]) -> float:
    start = time.perf_counter()
    engine.sql(text, params=params).to_arrow_table()
    return time.perf_counter() - start


def _cpu_of(engine: duckdb.DuckDBPyConnection, text: str) -> float:
    start = _cpu()
    engine.sql(text).to_arrow_table()
    return _cpu() - start


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
