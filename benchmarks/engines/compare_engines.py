"""Run the same queries over the same files on DuckDB, Spark and ClickHouse, and compare the rows.

Run: python benchmarks/engines/compare_engines.py FOLDER [--engines duckdb spark clickhouse]

FOLDER is what ``make_reports.py`` made; some million rows are enough, since Spark on one machine is
slow. Each engine has a process of its own and runs each query twice; the second time counts, since
a Spark that has just started is slower. Processor time is that of the process and, for Spark, of
its Java machine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from time_queries import DAYS, files_of

from goodoffices.ledger.engines import ENGINES, open_engine
from goodoffices.ledger.engines.spark import SparkEngine, local_session

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERIES = ("dyad_months", "day_sums", "dyad_days", "first_last")
STRICTNESS = 1e-9


def run_all(engine: str, folder: Path, answers: Path) -> dict[str, Any]:
    """Run the queries on one engine, keep the rows, and return what it took."""
    began = time.perf_counter()
    found: dict[str, Any] = {}
    session = local_session() if engine == "spark" else None
    with SparkEngine(session) if session else open_engine(engine) as opened:  # type: ignore[arg-type]
        java = session._jvm.ProcessHandle.current().pid() if session else None  # noqa: SLF001
        found["start_s"] = round(time.perf_counter() - began, 1)
        for name in QUERIES:
            for _ in range(2):
                cpu, at = _cpu(java), time.perf_counter()
                rows = opened.run(name, {"reports": files_of(folder)}, DAYS)
                spent = (round(_cpu(java) - cpu, 1), round(time.perf_counter() - at, 1))
            pq.write_table(rows, answers / f"{engine}-{name}.parquet")
            found[name] = {"rows": rows.num_rows, "cpu_s": spent[0], "wall_s": spent[1]}
        found["mb"] = _most_memory(java)
    if session:
        session.stop()
    return found


def _cpu(java: int | None) -> float:
    """Return the seconds of processor time of this process and of a Java machine beside it."""
    if java is None:
        return time.process_time()
    ticks = Path(f"/proc/{java}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _most_memory(java: int | None) -> int:
    """Return the most memory, in MB, that the process held and that of its Java machine."""
    total = 0
    for process in ("self", *([str(java)] if java else [])):
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return total // 1024


def is_same(left: pa.Table, right: pa.Table) -> bool:
    """Tell whether two tables hold the same rows: whole numbers and texts equal, others nearly."""
    if left.schema.names != right.schema.names or left.num_rows != right.num_rows:
        return False
    keys = [
        (field.name, "ascending") for field in left.schema if not pa.types.is_floating(field.type)
    ]
    left, right = left.sort_by(keys), right.sort_by(keys)
    for name in left.column_names:
        one, other = left[name].combine_chunks(), right[name].combine_chunks()
        if pa.types.is_floating(one.type):
            a, b = one.to_numpy(zero_copy_only=False), other.to_numpy(zero_copy_only=False)
            if not np.allclose(a, b, rtol=STRICTNESS, atol=STRICTNESS, equal_nan=True):
                return False
        elif not one.equals(other):
            return False
    return True


def main(argv: Sequence[str]) -> int:
    """Print a line for each engine and whether its rows are those of DuckDB."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", nargs="*", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--inside", nargs=2, metavar=("ENGINE", "FOLDER"))
    arguments = parser.parse_args(argv)
    if arguments.inside:
        engine, answers = arguments.inside
        print(json.dumps(run_all(engine, arguments.folder, Path(answers))))
        return 0
    with tempfile.TemporaryDirectory() as answers:
        for engine in arguments.engines:
            command = [sys.executable, __file__, str(arguments.folder), "--inside", engine, answers]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
            found = json.loads(done.stdout)
            for name in QUERIES if engine != "duckdb" else ():
                pair = [
                    pq.read_table(f"{answers}/{one}-{name}.parquet") for one in ("duckdb", engine)
                ]
                found[name]["same_rows"] = is_same(pair[0], pair[1])
            print(f"{engine:10} {json.dumps(found)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
