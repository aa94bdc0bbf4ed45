"""A store of many slots of a made feed: how long it takes to load, open, extend and ask.

Run: python benchmarks/ledger/feed_store.py make FOLDER [ROWS [YEARS SLOTS_A_DAY]]
     python benchmarks/ledger/feed_store.py measure FOLDER

``make`` writes 20 years of 48 slots a day (350,640 slots), a month in one commit, and goes on
where it was broken off. ``measure`` loads one more day into the store.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from made_feed import ACTORS, days_of, slots_of_day

from goodoffices.ledger import init_store, open_store
from goodoffices.ledger.engine import connect, quoted_files

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from goodoffices.feeds import ParsedSlot
    from goodoffices.ledger import View

FIRST, LAST = dt.date(2006, 1, 1), dt.date(2025, 12, 31)
N_YEARS = 20
SLOTS_A_DAY = 48
N_ROWS = 50_000_000
N_RUNS = 7
PAIR = (ACTORS[3], ACTORS[11])
SINCE, UNTIL = dt.date(2025, 2, 1), dt.date(2025, 10, 31)
NEW_DAY_ROWS = 192_000
MERGED_DAYS = 15
COLUMNS = "source, target, day, code, goldstein, n_mentions, is_root"
SCAN = """select max(source), max(target), max(day), max(code), sum(goldstein), sum(n_mentions),
sum(is_root::int) from reports"""
DYAD_MONTH = """select source, target, date_trunc('month', day) as month, count(*) as n,
sum(goldstein) as g, sum(n_mentions) as m, sum(is_root::int) as r, max(code) as c
from reports group by source, target, month"""


def main(arguments: list[str]) -> int:
    """Make a store or measure it."""
    match arguments:
        case ["make", folder, *rest] if len(rest) in {0, 1, 3}:
            _make(Path(folder), *map(int, rest))
        case ["measure", folder]:
            _measure(Path(folder))
        case ["new-day", folder]:
            _new_day(Path(folder))
        case ["merge", folder]:
            _merge(Path(folder))
        case ["dyad", folder]:
            _dyad(Path(folder))
        case ["health", folder]:
            _health(Path(folder))
        case _:
            print(__doc__)
            return 2
    return 0


def _make(
    folder: Path, n_rows: int = N_ROWS, n_years: int = N_YEARS, slots_a_day: int = SLOTS_A_DAY
) -> None:
    init_store(folder)
    n_slots, spent, used = 0, 0.0, 0.0
    with open_store(folder, mode="write") as store:
        days = days_of(LAST.replace(LAST.year + 1 - n_years, 1, 1), LAST, n_rows)
        for month, members in groupby(days, key=lambda one: (one[0].year, one[0].month)):
            slots = [
                slot for day, n in members for slot in slots_of_day(day, n, n_slots=slots_a_day)
            ]
            start, before = time.perf_counter(), _cpu()
            results = store.load_feed(slots, parser="1")
            spent += time.perf_counter() - start
            used += _cpu() - before
            n_slots += len(slots)
            if month[1] == 1:
                print(month, results[0].status, f"{n_slots:,} slots", flush=True)
    told = {"rows": n_rows, "slots": n_slots, "wall_s": spent, "cpu_s": used, "rss_mb": _rss_mb()}
    (folder.parent / f"{folder.name}.made.json").write_text(json.dumps(told))
    print(told)


def _measure(folder: Path) -> None:
    made = json.loads((folder.parent / f"{folder.name}.made.json").read_text())
    store = open_store(folder)
    files = store.view(dt.date.max).scan("reports").files
    print(
        f"{made['rows']:,} reports in {made['slots']:,} slots, {len(files)} files of reports, "
        f"{sum(Path(file).stat().st_size for file in files) / 1e6:.0f} MB\n"
    )
    print("| measure | found |\n|---|---|")
    _tell(
        "load, a month a commit",
        f"{1000 * made['cpu_s'] / made['slots']:.2f} CPU-ms a slot, "
        f"{made['rows'] / made['cpu_s'] / 1000:.0f} k rows a CPU-s, peak {made['rss_mb']:.0f} MB",
    )
    _tell("open the store", f"{1000 * _best(lambda: open_store(folder)):.1f} ms")
    to_write = _best(lambda: open_store(folder, mode="write").close())
    _tell("open it for writing", f"{1000 * to_write:.0f} ms")
    names = [f"made:{day:%Y%m%d}{hour:02}0000" for day in (SINCE, UNTIL) for hour in range(24)]
    _tell(
        "states of 48 slots",
        f"{1000 * _best(lambda: open_store(folder).slot_states(names)):.0f} ms",
    )
    _scans(folder, files)
    for what in ("dyad", "new-day", "merge"):
        _evict(folder)
        print(_child(what, folder), end="", flush=True)


def _scans(folder: Path, files: tuple[str, ...]) -> None:
    """Tell what dyad-month costs through a view, beside a scan and the bare files."""
    bare = connect()
    bare.sql(f"create view reports as select * from read_parquet({quoted_files(files)})")  # noqa: S608
    engine = open_store(folder).view(dt.date.max).reports()
    scan = min(_cpu_of(lambda: bare.sql(SCAN).to_arrow_table()) for _ in range(3))
    plain = min(_cpu_of(lambda: bare.sql(DYAD_MONTH).to_arrow_table()) for _ in range(2))
    viewed = min(
        _cpu_of(lambda: engine.query("reports", DYAD_MONTH).to_arrow_table()) for _ in range(2)
    )
    _tell("scan of 7 columns (S), bare DuckDB", f"{scan:.2f} CPU-s")
    _tell("dyad-month, bare DuckDB", f"{plain / scan:.1f} S")
    _tell("dyad-month through a view", f"{viewed / scan:.1f} S, peak {_rss_mb():.0f} MB")


def _dyad(folder: Path) -> None:
    """Tell how long one dyad of nine months takes: cold, then warm, then bare."""

    def ask(view: View, columns: str = COLUMNS) -> pa.Table:
        found = view.reports(pair=PAIR, since=SINCE, until=UNTIL)
        return found.select(columns).to_arrow_table()

    def ask_anew() -> pa.Table:
        return ask(open_store(folder).view(dt.date.max))

    ask_anew()  # so that the libraries are there
    cold = _best_of(ask_anew, before=lambda: _evict(folder))
    anew = _best_of(ask_anew)
    view = open_store(folder).view(dt.date.max)
    warm = _best_of(lambda: ask(view))
    with_urls = _best_of(lambda: ask(view, f"{COLUMNS}, url"))
    days = {"a": PAIR[0], "b": PAIR[1], "since": SINCE, "until": UNTIL}
    told = _best_of(lambda: view.query("days_of_pair", **days))
    n_days = view.query("days_of_pair", **days).num_rows
    n_rows = ask(view).num_rows
    bare = connect()
    a, b = PAIR
    text = f"""select {COLUMNS} from read_parquet({quoted_files(view.scan("reports").files)})
        where ((source = '{a}' and target = '{b}') or (source = '{b}' and target = '{a}'))
        and day between date '{SINCE}' and date '{UNTIL}'"""  # noqa: S608  our own text
    plain = _best_of(lambda: bare.sql(text).to_arrow_table())
    _tell(f"one dyad, 9 months ({n_rows:,} rows), store opened, files not in memory", cold)
    _tell("the same, store opened anew", anew)
    _tell("the same, view at hand", warm)
    _tell("the same with addresses", with_urls)
    _tell(f"its days by groups of acts (`days_of_pair`, {n_days:,} rows), view at hand", told)
    _tell("the same, bare DuckDB over all files at hand", plain)


def _health(folder: Path) -> None:
    """Tell how long the health of the feed takes: of all days and of a week, once and again."""

    def ask(view: View, since: dt.date | None) -> pa.Table:
        return view.feed_health("made", since=since).table

    n_slots = open_store(folder).view(dt.date.max).table("feed_slots").num_rows
    views = iter([open_store(folder).view(dt.date.max) for _ in range(4 * N_RUNS)])
    for what, since in (("all days", None), ("a week", LAST - dt.timedelta(days=6))):
        anew = _best_of(lambda since=since: ask(next(views), since))
        view = next(views)
        n_days = ask(view, since).num_rows
        again = _best_of(lambda since=since, view=view: ask(view, since))
        _tell(f"health of {what} ({n_days:,}), {n_slots:,} slots, view just made", anew)
        _tell("the same once more", again)
    connected = _best_of(lambda: next(views).reports().limit(0).fetchall())
    _tell("of which: starting DuckDB and naming the files", connected)


def _best_of(step: Callable[[], Any], before: Callable[[], None] | None = None) -> str:
    walls, cpus = [], []
    for _ in range(N_RUNS):
        if before is not None:
            before()
        start, used = time.perf_counter(), _cpu()
        step()
        walls.append(time.perf_counter() - start)
        cpus.append(_cpu() - used)
    return f"{1000 * min(walls):.0f} ms, {1000 * min(cpus):.0f} CPU-ms"


def _new_day(folder: Path) -> None:
    """Tell what a day of 96 slots costs to a process that has just started."""
    newest = open_store(folder).view(dt.date.max).table("feed_slots")["opens_at"]
    day = dt.date.fromisoformat(max(newest.to_pylist())[:10]) + dt.timedelta(days=1)
    slots = slots_of_day(day, NEW_DAY_ROWS, n_slots=96)
    single = slots_of_day(day + dt.timedelta(days=1), 20_000, n_slots=10)
    read, start, before = _bytes_read(), time.perf_counter(), _cpu()
    _load(folder, slots)
    spent, used = time.perf_counter() - start, _cpu() - before
    read = _bytes_read() - read
    _tell(
        f"a new day: 96 slots, {NEW_DAY_ROWS:,} rows, cold",
        f"{spent:.2f} s, {used:.2f} CPU-s, {read / 1e6:.1f} MB read",
    )
    with open_store(folder, mode="write") as store:
        start = time.perf_counter()
        for slot in single:
            store.load_feed([slot], parser="1")
        each = (time.perf_counter() - start) / len(single)
    _tell("one slot of 2,000 rows as its own commit", f"{1000 * each:.0f} ms")


def _merge(folder: Path) -> None:
    """Tell what it costs to make one file of the days of a dense month, in a store of its own."""
    apart = folder.parent / f"{folder.name}-merge"
    shutil.rmtree(apart, ignore_errors=True)
    init_store(apart)
    for number in range(MERGED_DAYS):
        _load(apart, slots_of_day(FIRST + dt.timedelta(days=number), NEW_DAY_ROWS, n_slots=96))
    before, loaded_mb = _cpu(), _rss_mb()
    with open_store(apart, mode="write") as store:
        store.compact()
    n_rows = MERGED_DAYS * NEW_DAY_ROWS
    _tell(
        f"merging {MERGED_DAYS} days, {n_rows / 1e6:.1f} M rows, into a month",
        f"{n_rows / (_cpu() - before) / 1000:.0f} k rows a CPU-s, peak {_rss_mb():.0f} MB "
        f"({loaded_mb:.0f} MB before)",
    )
    shutil.rmtree(apart)


def _load(folder: Path, slots: list[ParsedSlot]) -> None:
    with open_store(folder, mode="write") as store:
        store.load_feed(slots, parser="1")


def _tell(measure: str, found: str) -> None:
    print(f"| {measure} | {found} |", flush=True)


def _child(what: str, folder: Path) -> str:
    words = [sys.executable, __file__, what, str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603  our own
    return done.stdout


def _evict(folder: Path) -> None:
    """Ask the system to forget the files, so that the next reader is cold."""
    for file in folder.rglob("*"):
        if file.is_file():
            descriptor = os.open(file, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def _best(step: Callable[[], Any]) -> float:
    found = []
    for _ in range(N_RUNS):
        start = time.perf_counter()
        step()
        found.append(time.perf_counter() - start)
    return min(found)


def _cpu_of(step: Callable[[], Any]) -> float:
    start = _cpu()
    step()
    return _cpu() - start


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _rss_mb() -> float:
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.split("VmHWM:")[1].split()[0]) / 1000


def _bytes_read() -> int:
    told = Path("/proc/self/io").read_text(encoding="ascii")
    return int(told.split("rchar: ")[1].split()[0])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
