"""Time the queries over many reports, each in a process of its own, beside a plain scan.

Run: python benchmarks/engines/time_queries.py FOLDER [--only NAME ...] [--times 3]

FOLDER is what ``make_reports.py`` made. S is the processor time of the scan. Compared are the
processor times of whole processes with their start, best of some; ``mb`` is the most memory held.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodoffices.ledger.engine import connect, quoted_files
from goodoffices.ledger.engines import open_engine
from goodoffices.ledger.lookups import states_table
from goodoffices.relations.decay import fold_days, start_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DAYS = {"since": dt.date(2006, 1, 1), "until": dt.date(2025, 12, 31)}
NINE_MONTHS = {"since": dt.date(2015, 11, 1), "until": dt.date(2016, 7, 31)}
PAIR = {"a": "ARM", "b": "AZE"}
YEAR = "2016"
SUMS = "day_sums.parquet"
HALF_LIFE_DAYS = 30
SCANNED = "max(source), max(target), max(day), max(code), sum(goldstein), sum(n_mentions)"
WIDE = f"{SCANNED}, max(url), max(publisher), max(story), max(feed), max(report_id)"


def files_of(folder: Path) -> list[str]:
    """Return the files of the archive."""
    return sorted(str(file) for file in folder.glob("????-??-*.parquet"))


def scan(folder: Path, columns: str = SCANNED) -> dict[str, Any]:
    """Read the columns of the months of dyads, and do next to nothing."""
    con = connect()
    began = time.perf_counter()
    con.sql(f"select {columns} from read_parquet({quoted_files(files_of(folder))})").fetchall()  # noqa: S608
    return {"seconds": time.perf_counter() - began}


def wide_scan(folder: Path) -> dict[str, Any]:
    """Read also what happenings are told from."""
    return scan(folder, WIDE)


def query(folder: Path, name: str, engine: str = "duckdb", **params: object) -> dict[str, Any]:
    """Run a query over all reports and take all its rows."""
    with open_engine(engine) as opened:  # type: ignore[arg-type]
        began = time.perf_counter()
        rows = opened.run(name, {"reports": files_of(folder)}, {**DAYS, **params})
        return {"rows": rows.num_rows, "seconds": time.perf_counter() - began}


def dyad_months(folder: Path) -> dict[str, Any]:
    """Run ``dyad_months``."""
    return query(folder, "dyad_months")


def dyad_days(folder: Path) -> dict[str, Any]:
    """Run ``dyad_days`` over one year: happenings and publishers told apart take much memory."""
    year = [file for file in files_of(folder) if Path(file).name.startswith(YEAR)]
    with open_engine() as opened:
        began, cpu = time.perf_counter(), time.process_time()
        days = {"since": dt.date(int(YEAR), 1, 1), "until": dt.date(int(YEAR), 12, 31)}
        rows = opened.run("dyad_days", {"reports": year}, days)
        n_reports = sum(pq.read_metadata(file).num_rows for file in year)
        return {
            "reports": n_reports,
            "rows": rows.num_rows,
            "seconds": time.perf_counter() - began,
            "query_cpu": time.process_time() - cpu,
        }


def all_dyad_days(folder: Path) -> dict[str, Any]:
    """Run ``dyad_days`` over all reports, a year of days at a time, and count what it tells of."""
    n_rows = n_reports = 0
    began, cpu = time.perf_counter(), time.process_time()
    with open_engine() as opened:
        for year in range(DAYS["since"].year, DAYS["until"].year + 1):
            days = {"since": dt.date(year, 1, 1), "until": dt.date(year, 12, 31)}
            files = [file for file in files_of(folder) if int(Path(file).name[:4]) >= year]
            rows = opened.run("dyad_days", {"reports": files}, days)
            n_rows += rows.num_rows
            n_reports += pc.sum(rows["n_reports"]).as_py()
    spent, used = time.perf_counter() - began, time.process_time() - cpu
    told = f"""select count(*) from read_parquet({quoted_files(files_of(folder))}) as r
    where r.day between $since and $until and r.source <> r.target
    and r.source in (select actor_id from states) and r.target in (select actor_id from states)"""  # noqa: S608
    con = connect()
    con.register("states", states_table())
    ((counted,),) = con.sql(told, params=DAYS).fetchall()
    return {
        "reports": n_reports,
        "counted": counted,
        "rows": n_rows,
        "seconds": spent,
        "query_cpu": used,
    }


def day_sums(folder: Path) -> dict[str, Any]:
    """Run ``day_sums`` and write what the decayed scores are made of."""
    with open_engine() as opened:
        began = time.perf_counter()
        rows = opened.run("day_sums", {"reports": files_of(folder)}, DAYS)
        spent, cpu = time.perf_counter() - began, time.process_time()
    pq.write_table(rows, folder / SUMS, compression="zstd", compression_level=1)
    return {"rows": rows.num_rows, "seconds": spent, "without": time.process_time() - cpu}


def decayed(folder: Path) -> dict[str, Any]:
    """Read the sums of days and make the score of every dyad after each of them."""
    from goodoffices.relations import decay

    kernel: list[float] = []
    inner = decay._walk  # noqa: SLF001 - what is to be timed alone

    def timed(*arguments: Any) -> None:
        began = time.process_time()
        inner(*arguments)
        kernel.append(time.process_time() - began)

    decay._walk = timed  # type: ignore[assignment]  # noqa: SLF001
    columns = ["day", "source", "target", "goldstein_sum"]
    sums = pq.read_table(folder / SUMS, columns=columns, read_dictionary=columns[1:3])
    actors = states_table()["actor_id"].to_pylist()
    start = start_state(actors, dt.date(2005, 12, 31), half_life_days=HALF_LIFE_DAYS)
    folded = fold_days(start, sums, DAYS["until"])
    return {"rows": len(folded.scores), "kernel": sum(kernel), "sum": float(folded.scores.sum())}


def one_dyad(folder: Path) -> dict[str, Any]:
    """Ask for one dyad over nine months, first in a new process and then again."""
    began = time.perf_counter()
    taken, spent = [], []
    with open_engine() as opened:
        opened_at = time.perf_counter()
        for _ in range(8):
            started, cpu = time.perf_counter(), time.process_time()
            rows = opened.run("days_of_pair", {"reports": _around(folder)}, {**PAIR, **NINE_MONTHS})
            taken.append(time.perf_counter() - started)
            spent.append(time.process_time() - cpu)
    return {
        "rows": rows.num_rows,
        "open_ms": round(1000 * (opened_at - began), 1),
        "cold_ms": round(1000 * taken[0], 1),
        "warm_ms": round(1000 * min(taken[1:]), 1),
        "cold_cpu_ms": round(1000 * spent[0], 1),
        "warm_cpu_ms": round(1000 * min(spent[1:]), 1),
    }


def lean_dyad(folder: Path) -> dict[str, Any]:
    """Ask for the reports of one dyad over nine months without the texts of their addresses."""
    text = f"""select r.day, r.source, r.target, r.code, r.goldstein
    from read_parquet({quoted_files(_around(folder))}) as r
    where r.day between $since and $until
    and ((r.source = $a and r.target = $b) or (r.source = $b and r.target = $a))"""  # noqa: S608
    taken = []
    con = connect()
    for _ in range(8):
        started = time.perf_counter()
        rows = con.sql(text, params={**PAIR, **NINE_MONTHS}).to_arrow_table()
        taken.append(time.perf_counter() - started)
    return {
        "rows": rows.num_rows,
        "cold_ms": round(1000 * taken[0], 1),
        "warm_ms": round(1000 * min(taken[1:]), 1),
    }


def _around(folder: Path) -> list[str]:
    """Return the files that can hold reports of those months, as a scan of a store names them."""
    return [file for file in files_of(folder) if "2015-11" <= Path(file).name[:7] <= "2016-08"]


MEASURES: dict[str, Callable[[Path], dict[str, Any]]] = {
    "scan": scan,
    "wide scan": wide_scan,
    "dyad_months": dyad_months,
    "day_sums": day_sums,
    "dyad_days, 1 year": dyad_days,
    "dyad_days, all": all_dyad_days,
    "decayed scores": decayed,
    "one dyad": one_dyad,
    "one dyad, lean": lean_dyad,
}


def measured(name: str, folder: Path) -> dict[str, Any]:
    """Return what a process of its own took for a measure."""
    command = [sys.executable, __file__, str(folder), "--inside", name]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, **json.loads(done.stdout)}


def main(argv: Sequence[str]) -> int:
    """Print a line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", choices=MEASURES, default=list(MEASURES))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--inside", choices=MEASURES, help="measure here, in this process")
    arguments = parser.parse_args(argv)
    if arguments.inside:
        found = MEASURES[arguments.inside](arguments.folder)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({**found, "mb": usage.ru_maxrss // 1024}))
        return 0
    for name in arguments.only:
        runs = [measured(name, arguments.folder) for _ in range(arguments.times)]
        best = min(runs, key=lambda run: run["cpu"])
        print(f"{name:15} {json.dumps(best)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
