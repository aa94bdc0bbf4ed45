"""Load real ICEWS files: what is kept, what is set aside and why, who is placed, how fast.

    python benchmarks/feeds/load_icews.py FOLDER

FOLDER holds ``events.2018.sample.tab`` (the raw layout, two days) and
``icews18_state_state.parquet`` (quadruples of state names). Neither comes with this project;
without them the script says so and ends. Times are CPU seconds, the best of some runs. The limit
beside them is pandas reading the same file and doing nothing with it, or Arrow without pandas.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from goodoffices.feeds.acts import code_of_name
from goodoffices.feeds.icews import icews, icews_quads
from goodoffices.ledger import init_store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.feeds import ParsedSlot
    from goodoffices.feeds.tablefeed import TableFeed

RUNS = 5
COPIES = 60
"""The sample is repeated with other ids and days, so that start-up does not count."""
BATCH = 96


def cpu(action: Callable[[], object]) -> float:
    """Return the CPU seconds of the best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best


def tell(name: str, slots: list[ParsedSlot]) -> None:
    """Print what became of the rows of a file."""
    reports = pa.concat_tables([slot.reports for slot in slots])
    reasons = Counter(
        row["reason"].partition(", found ")[0] for s in slots for row in s.rejects.to_pylist()
    )
    n_rows = sum(slot.n_rows for slot in slots)
    n_repeats = sum(slot.n_duplicates for slot in slots)
    n_rejected = sum(reasons.values())
    print(f"{name}: {n_rows:,} rows, {reports.num_rows:,} kept, {n_rejected:,} set aside, "
          f"{n_repeats:,} repeats, {len(slots)} slots")  # fmt: skip
    for reason, n in reasons.most_common():
        print(f"  {n:,} set aside: {reason}")
    assert n_rows == reports.num_rows + n_rejected + n_repeats  # noqa: S101
    for side in ("source", "target"):
        named = reports.num_rows - reports[f"{side}_name"].null_count
        placed = reports.num_rows - reports[side].null_count
        print(f"  {side} placed: {placed:,} of {named:,} named ({placed / named:.1%})")
        rows = reports.select([side, f"{side}_name"]).to_pylist()
        lost = Counter(row[f"{side}_name"] for row in rows if row[side] is None)
        print(f"    not placed: {', '.join(f'{who} ({n})' for who, n in lost.most_common(5))}")


def tell_names(path: Path, column: str) -> None:
    """Print which names of acts have no code."""
    if path.suffix == ".parquet":
        names = set(pq.read_table(path, columns=[column])[column].to_pylist())
    else:
        lines = path.read_text(encoding="utf-8").splitlines()
        at = lines[0].split("\t").index(column)
        names = {line.split("\t")[at] for line in lines[1:]}
    lost = sorted(name for name in names if code_of_name(name) is None)
    print(f"  {len(names)} names of acts, without a code: {', '.join(lost) or 'none'}")


def copied(path: Path, folder: Path) -> Path:
    """Return the sample many times over, each time with other ids and two days later."""
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    made = [header]
    for number in range(COPIES):
        for line in lines:
            first, day, rest = line.split("\t", 2)
            shifted = f"2018-{1 + number // 14:02}-{1 + 2 * (number % 14) + (day[-1] == '2'):02}"
            made.append(f"{number:03}{first}\t{shifted}\t{rest}")
    target = folder / "events.copies.tab"
    target.write_text("\n".join(made) + "\n", encoding="utf-8")
    return target


def floor(path: Path) -> tuple[str, float]:
    """Return who reads the file into columns and does no more, and in how many CPU seconds."""
    if path.suffix == ".parquet":
        return "pyarrow.parquet.read_table", cpu(lambda: pq.read_table(path, use_threads=False))
    try:
        import pandas as pd
    except ImportError:
        from pyarrow import csv

        options = {
            "read_options": csv.ReadOptions(use_threads=False),
            "parse_options": csv.ParseOptions(delimiter="\t", quote_char=False),
        }
        return "pyarrow.csv.read_csv (no pandas here)", cpu(lambda: csv.read_csv(path, **options))
    return f"pandas {pd.__version__} read_csv", cpu(lambda: pd.read_csv(path, sep="\t", quoting=3))


def tell_speed(feed: TableFeed, path: Path) -> None:
    """Print rows per CPU second of the adapter, of the whole load, and of the limit."""
    n_rows = sum(slot.n_rows for slot in feed.parse(path))
    parsing = cpu(lambda: list(feed.parse(path)))

    def load() -> None:
        with tempfile.TemporaryDirectory() as folder:
            init_store(folder)
            with open_store(folder, mode="write") as store:
                slots = list(feed.parse(path))
                for start in range(0, len(slots), BATCH):
                    store.load_feed(slots[start : start + BATCH], parser=feed.version)

    loading = cpu(load)
    who, least = floor(path)
    print(f"  {path.name}: {n_rows:,} rows")
    for what, seconds in ((who, least), ("parsed into slots", parsing), ("committed", loading)):
        print(f"    {what}: {seconds:.2f} CPU s, {n_rows / seconds:,.0f} rows per CPU s, "
              f"{seconds / least:.1f} x the limit")  # fmt: skip


def main() -> None:
    """Run on the folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("icews")
    sample, quads = folder / "events.2018.sample.tab", folder / "icews18_state_state.parquet"
    lost = [path.name for path in (sample, quads) if not path.exists()]
    if lost:
        print(f"skipped: {', '.join(lost)} not in {folder}; give the folder that holds them")
        return
    tell("ICEWS, raw layout", list(icews().parse(sample)))
    tell_names(sample, "Event Text")
    tell("ICEWS, quadruples", list(icews_quads().parse(quads)))
    tell_names(quads, "rn")
    with tempfile.TemporaryDirectory() as made:
        tell_speed(icews(), copied(sample, Path(made)))
    tell_speed(icews_quads(), quads)


if __name__ == "__main__":
    main()
