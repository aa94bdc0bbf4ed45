"""Score the rule that takes reports of one happening together, and time its query.

Run: python benchmarks/feeds/happenings.py [--slots 96] [--rows 2000] [--retold 0.2] [--timed N]

A made archive tells some happenings by further rows: from the same article under another code of
the same root, or the other way about where the act is mutual. The generator knows which row tells
which happening; the program does not. The timing runs over N made reports in Parquet.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from goodoffices.feeds.gdelt import Gdelt
from goodoffices.ledger import init_store, open_store, query_text
from goodoffices.ledger.lookups import acts_table, states_table

sys.path.insert(0, str(Path(__file__).parent))
from synthetic_gdelt import Plan, make_archive

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS = {"since": dt.date(2000, 1, 1), "until": dt.date(2030, 1, 1)}
MADE = """
copy (
  select
    cast(i as varchar) as report_id,
    'gdelt' as feed,
    date '2016-01-01' + cast(i // (n / 365) as integer) as day,
    date '2016-01-01' + cast(i // (n / 365) as integer) as known_at,
    s.actor_id as source,
    t.actor_id as target,
    a.code as code,
    a.goldstein as goldstein,
    cast(null as varchar) as story,
    'https://p' || cast(hash(i // 2) % 3000 as varchar) || '.example/' || cast(i // 2 as varchar)
      as url,
    'p' || cast(hash(i // 2) % 3000 as varchar) || '.example' as publisher
  from (select i, {n} as n from range({n}) as r(i)) as r
  inner join ranked as s on s.place = cast(floor(200 * pow(hash(i // 2, 1) / 2.0**64, 3)) as bigint)
  inner join ranked as t on t.place = cast(floor(200 * pow(hash(i // 2, 2) / 2.0**64, 3)) as bigint)
  inner join coded as a on a.place = hash(i // 2, 3) % 293
) to '{path}' (format parquet, compression zstd)
"""


def score(plan: Plan) -> list[str]:
    """Return the cells of a row: what was planted, what was collapsed, and what wrongly."""
    with tempfile.TemporaryDirectory() as place:
        archive, folder = Path(place) / "archive", Path(place) / "store"
        make_archive(archive, plan, has_truth=True)
        init_store(folder)
        feed = Gdelt()
        with open_store(folder, mode="write") as store:
            slots = [
                slot for path in sorted(archive.glob("*.export.*")) for slot in feed.parse(path)
            ]
            store.load_feed(slots, parser=feed.version)
            view = store.view(dt.date.max)
            told = view.query("happening_of_report", **DAYS).to_pylist()
            n_happenings = view.query("happenings", **DAYS).num_rows
        with (archive / "truth.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["report_id"]: row for row in csv.DictReader(file)}
    truth = {one: row["happening"] for one, row in rows.items()}
    keys = {row["report_id"]: tuple(row.values())[2:] for row in told}
    shares = []
    for kind in ("0", "1"):
        again = [one for one in keys if truth[one] != one and rows[one]["is_elsewhere"] == kind]
        collapsed = sum(keys[one] == keys.get(truth[one]) for one in again)
        shares.append(f"{collapsed:,} of {len(again):,}")
    by_key = defaultdict(set)
    for one, key in keys.items():
        by_key[key].add(truth[one])
    merged = sum(len(found) for found in by_key.values() if len(found) > 1)
    n_true = len({truth[one] for one in keys})
    return [f"{plan.retold:.2f}", f"{len(keys):,}", f"{n_true:,}", f"{n_happenings:,}",
            *shares, f"{merged:,} ({merged / n_true:.2%})"]  # fmt: skip


def timed(n: int) -> list[str]:
    """Return the CPU time of the query over n made reports, and of reading its columns."""
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as engine:
        path = Path(place) / "reports.parquet"
        states, acts = states_table(), acts_table()
        engine.register("states", states)
        engine.register("acts", acts)
        engine.sql("create table ranked as select actor_id, row_number() over (order by actor_id)"
                   " - 1 as place from states")  # fmt: skip
        engine.sql("create table coded as select code, goldstein, row_number() over (order by code)"
                   " - 1 as place from acts")  # fmt: skip
        engine.execute(MADE.format(n=n, path=path))
        engine.sql(f"create view reports as select * from read_parquet('{path}')")  # noqa: S608
        engine.execute("set memory_limit = '2GB'")
        start = time.process_time()
        engine.sql(
            "select max(day), max(source), max(target), max(code), max(url), max(publisher),"
            " max(known_at), sum(goldstein) from reports"
        ).fetchall()
        scan, start = time.process_time() - start, time.process_time()
        engine.execute(f"create table made as {query_text('happenings')}", DAYS)
        spent = time.process_time() - start
        n_found = engine.sql("select count(*) from made").fetchall()[0][0]
    return [f"{n:,}", f"{n_found:,}", f"{scan:.1f}", f"{spent:.1f}", f"{spent / scan:.1f}",
            f"{n / spent:,.0f}"]  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Print the table of scores and that of times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--slots", type=int, default=96)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--retold", type=float, nargs="*", default=[0.0, 0.1, 0.3])
    parser.add_argument("--timed", type=int, default=10_000_000)
    arguments = parser.parse_args(argv)
    print("| share retold | reports between states | happenings in truth | found "
          "| retold by the same article, collapsed | retold by another article, collapsed "
          "| happenings wrongly merged |\n|---|---|---|---|---|---|---|")  # fmt: skip
    for share in arguments.retold:
        plan = Plan(n_slots=arguments.slots, n_rows=arguments.rows, retold=share, elsewhere=0.3)
        print(f"| {' | '.join(score(plan))} |", flush=True)
    print("\n| reports | happenings | CPU-s to read the columns | CPU-s of the query | ratio "
          "| reports per CPU-s |\n|---|---|---|---|---|---|")  # fmt: skip
    print(f"| {' | '.join(timed(arguments.timed))} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
