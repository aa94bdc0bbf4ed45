"""Take the time of the daily numbers: ten years of 20,000 dyads at once, and one new day.

Run::

    python benchmarks/relations/daily_speed.py [--years 10] [--dyads 20000]
    python benchmarks/relations/daily_speed.py --store FOLDER [--store-days 400]

Counts are made: dyads act on days of their own rate, lognormal with a heavy tail, with one to many
acts on a day (geometric). Of acts 60 % are conciliatory and 15 % hostile. The first form times the
walk alone, in memory: from rows as the query ``act_days`` gives them to the tables of all days. The
second loads the same sort of days into a store, makes the checkpoint, loads one more day, and times
the assessment of that day in a fresh process, reading of the checkpoint and of the store included.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from goodoffices.ledger.lookups import states_table
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.assess import LEAST_SURPRISE
from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tallies import EPOCH, Tallies, tallies_of_rows
from goodoffices.relations.daily.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.feeds import ParsedSlot

FIRST = dt.date(2011, 1, 1)
N_ACTORS = 200
RATE_LOG_MEAN, RATE_LOG_SPREAD = -3.7, 1.7
DAY_ACTS = 1.7
N_RUNS = 21
LOADED_DAYS = 30
KINDS = {"010": 0.25, "040": 0.4, "057": 0.05, "061": 0.15, "111": 0.12, "161": 0.03}
"""A code of each sort of act, and its share: plain, conciliatory, steps, material, hostile,
ruptures."""
VALUES = np.array([0.0, 1.0, 8.0, 6.4, -2.0, -4.0])
OF_CLASS = np.array([[1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 1], [0, 1, 1, 1, 0, 0],
                     [0, 0, 1, 0, 0, 0]])  # fmt: skip


def actors() -> tuple[str, ...]:
    """Return the ids of the first two hundred states."""
    return tuple(states_table()["actor_id"].to_pylist()[:N_ACTORS])


def made_days(n_days: int, n_dyads: int, seed: int = 0) -> tuple[Any, Any, Any]:
    """Return days, cells and counts of acts by kind, in the order of days and cells."""
    rng = np.random.default_rng(seed)
    cells = np.arange(N_ACTORS**2)
    cells = rng.permutation(cells[cells // N_ACTORS != cells % N_ACTORS])[:n_dyads]
    rates = np.minimum(0.95, np.exp(rng.normal(RATE_LOG_MEAN, RATE_LOG_SPREAD, n_dyads)))
    parts = [np.flatnonzero(rng.random(n_dyads) < rates) for _ in range(n_days)]
    days = np.repeat(np.arange(n_days), [len(part) for part in parts])
    active = np.concatenate(parts)
    order = np.lexsort((cells[active], days))
    n_acts = rng.geometric(1 / DAY_ACTS, len(active))
    kinds = rng.multinomial(n_acts, list(KINDS.values()))
    return days, cells[active][order], kinds


def made_rows(days: Any, cells: Any, kinds: Any) -> pa.Table:
    """Return the rows that the query ``act_days`` would give, in no order."""
    mixed = np.random.default_rng(1).permutation(len(days))
    days, cells, kinds = days[mixed], cells[mixed], kinds[mixed]
    names = pa.array(actors())
    counts = kinds @ OF_CLASS.T
    columns = ("n_acts", "n_hostile", "n_rupture", "n_conciliatory", "n_steps")
    first = (FIRST - EPOCH).days
    return pa.table(
        {
            "day": pa.array((days + first).astype(np.int32)).cast(pa.date32()),
            "source": names.take(pa.array(cells // N_ACTORS)),
            "target": names.take(pa.array(cells % N_ACTORS)),
            **{name: counts[:, at] for at, name in enumerate(columns)},
            "goldstein_sum": kinds @ VALUES,
            "goldstein_squares": kinds @ VALUES**2,
        }
    )


def cpu(since: float) -> float:
    """Return the seconds of CPU since then."""
    return time.process_time() - since


def most_memory() -> float:
    """Return the most memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_walk(n_years: int, n_dyads: int) -> None:
    """Print the time of all years at once, and of one new day."""
    n_days = round(n_years * 365.25)
    rows = made_rows(*made_days(n_days, n_dyads))
    before = most_memory()
    begun = time.process_time()
    tallies = tallies_of_rows(rows, actors())
    t_tallies = cpu(begun)
    first, last = (FIRST - EPOCH).days, (FIRST - EPOCH).days + n_days - 1
    begun, past = time.process_time(), tallies.between(first, last - 1)
    yesterday = walk(start(tallies.actors, first - 1), past, last - 1,
                     least_surprise=LEAST_SURPRISE, dyads_since=last - c.LATE_DAYS)  # fmt: skip
    t_walk = cpu(begun)
    print(f"{n_dyads:,} dyads, {n_days:,} days, {rows.num_rows:,} days of dyads, "
          f"{yesterday.pairs.num_rows:,} days of pairs that surprise")  # fmt: skip
    print(f"tallies from rows {t_tallies:.2f} s of CPU, walk {t_walk:.2f} s, "
          f"together {t_tallies + t_walk:.2f} s; memory {before:.0f} MB before, "
          f"{most_memory():.0f} MB at most")  # fmt: skip
    begun = time.process_time()
    walk(start(tallies.actors, first - 1), past, last - 1)
    print(f"walk with all rows of dyads and pairs {cpu(begun):.2f} s of CPU; "
          f"{most_memory():.0f} MB at most")  # fmt: skip
    newest = tallies.between(last, last)
    times = [_day(yesterday.state, newest, last) for _ in range(N_RUNS)]
    print(f"one new day of {len(newest.days):,} dyads in memory: median {np.median(times):.1f} ms, "
          f"slowest {max(times):.1f} ms (wall)")  # fmt: skip


def _day(state: Any, newest: Tallies, last: int) -> float:
    begun = time.perf_counter()
    walk(state, newest, last)
    return (time.perf_counter() - begun) * 1000


def slot_of(day: int, cells: Any, kinds: Any) -> ParsedSlot:
    """Return a slot of reports, one for each act of a day."""
    from goodoffices.feeds import ParsedSlot
    from goodoffices.tables import arrow_schema

    when = FIRST + dt.timedelta(days=day)
    at = np.repeat(np.arange(kinds.size), kinds.ravel())
    n, names = len(at), pa.array(actors())
    row, kind = np.divmod(at, kinds.shape[1])
    slot = f"made:{when:%Y%m%d}"
    known = {
        "report_id": pa.array([f"{when:%Y%m%d}-{one}" for one in range(n)]),
        "feed": pa.repeat(pa.scalar("made"), n),
        "slot": pa.repeat(pa.scalar(slot), n),
        "day": pa.repeat(pa.scalar(when), n),
        "known_at": pa.repeat(pa.scalar(when), n),
        "source": names.take(pa.array(cells[row] // N_ACTORS)),
        "target": names.take(pa.array(cells[row] % N_ACTORS)),
        "code": pa.array(list(KINDS)).take(pa.array(kind)),
        "goldstein": pa.array(VALUES).take(pa.array(kind)),
    }
    schema = arrow_schema("reports")
    nulls = {field.name: pa.nulls(n, field.type) for field in schema if field.name not in known}
    begins = dt.datetime.combine(when, dt.time(), tzinfo=dt.UTC)
    return ParsedSlot(
        slot=slot,
        feed="made",
        opens_at=begins,
        closes_at=begins + dt.timedelta(days=1),
        digest=hashlib.sha256(slot.encode()).hexdigest(),
        size=n * 100,
        url=f"https://example.org/{slot}",
        n_rows=n,
        n_duplicates=0,
        reports=pa.table({**known, **nulls}).select(schema.names).cast(schema),
        mentions=arrow_schema("mentions").empty_table(),
        rejects=arrow_schema("rejects").empty_table(),
    )


def make_store(folder: Path, n_days: int, n_dyads: int) -> None:
    """Load all days but the newest into a store, assess them, then load the newest."""
    from goodoffices.ledger import init_store, open_store
    from goodoffices.relations.daily.assess import assess

    days, cells, kinds = made_days(n_days, n_dyads)
    edges = np.searchsorted(days, np.arange(n_days + 1)).tolist()

    def slots(first: int, last: int) -> list[ParsedSlot]:
        pairs = enumerate(pairwise(edges[first : last + 1]), start=first)
        return [slot_of(day, cells[a:b], kinds[a:b]) for day, (a, b) in pairs]

    init_store(folder / "store")
    with open_store(folder / "store", "write") as store:
        for begin in range(0, n_days - 1, LOADED_DAYS):
            store.load_feed(slots(begin, min(begin + LOADED_DAYS, n_days - 1)), parser="1")
    with open_store(folder / "store") as store:
        begun = time.process_time()
        assess(store.view(FIRST + dt.timedelta(days=n_days - 2)), folder / "cache")
        print(f"all {n_days - 1} days from the store: {cpu(begun):.2f} s of CPU")
    with open_store(folder / "store", "write") as store:
        store.load_feed(slots(n_days - 1, n_days), parser="1")


def measure_new_day(folder: Path, n_days: int) -> None:
    """Print as JSON the wall and CPU time in ms of assessing the newest day, and of its parts."""
    from goodoffices.ledger import open_store
    from goodoffices.relations.daily.assess import assess, paused_days
    from goodoffices.relations.daily.checkpoint import load_checkpoint

    as_of = FIRST + dt.timedelta(days=n_days - 1)
    names = tuple(states_table()["actor_id"].to_pylist())
    since = as_of - dt.timedelta(days=c.LATE_DAYS)
    found: dict[str, list[float]] = {}
    with open_store(folder / "store") as store:
        cache = folder / "cache"
        parts: dict[str, Callable[[], object]] = {
            "assessment, with imports": lambda: assess(store.view(as_of), cache),
            "assessment": lambda: assess(store.view(as_of), cache),
            "of it the checkpoint": lambda: load_checkpoint(cache, names),
            "of it the query": lambda: store.view(as_of).query(
                "act_days", since=since, until=as_of
            ),
            "of it health of the feed": lambda: paused_days(store.view(as_of), since, as_of),
        }
        for name, part in parts.items():
            wall, own = time.perf_counter(), time.process_time()
            if part() is None:
                raise SystemExit(f"{name}: nothing found")
            found[name] = [round((time.perf_counter() - wall) * 1000), round(cpu(own) * 1000)]
    print(json.dumps(found))


def main(argv: Sequence[str]) -> int:
    """Measure the walk, or a store."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--dyads", type=int, default=20_000)
    parser.add_argument("--store", type=Path, help="an empty folder")
    parser.add_argument("--store-days", type=int, default=400)
    parser.add_argument("--new-day", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.new_day:
        measure_new_day(asked.store, asked.store_days)
    elif asked.store:
        make_store(asked.store, asked.store_days, asked.dyads)
        again = [sys.executable, __file__, "--store", str(asked.store), "--new-day",
                 "--store-days", str(asked.store_days)]  # fmt: skip
        subprocess.run(again, check=True)  # noqa: S603
    else:
        measure_walk(asked.years, asked.dyads)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
