"""Time the ledger beside bare Parquet: the same rows written and read by the same library.

Run: python benchmarks/ledger/load_and_view.py [SLOTS]
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from goodoffices.ledger import Batch, Load, init_store, open_store, rows_of_event
from goodoffices.records import Actor, ActorId, Document, Event
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("TUR", "RUS", "KAZ", "AZE", "FRA", "DEU", "IRN", "SAU")
EVENTS_PER_SLOT = 8
SLOTS_PER_COMMIT = 50
N_READS = 5


def main(arguments: list[str]) -> int:
    """Print a table of times and ratios."""
    n_slots = int(arguments[0]) if arguments else 1000
    loads = [_load(number) for number in range(n_slots)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        init_store(folder)
        bare_write, bare_read, bare_pair = _bare(loads, Path(place) / "bare.parquet")
        with open_store(folder, mode="write") as store:
            write = _seconds(lambda: _in_groups(store.load_many, loads))
        opened = min(_seconds(lambda: open_store(folder)) for _ in range(N_READS))
        store = open_store(folder)
        last = dt.date.max
        pair = min(
            _seconds(lambda: store.view(last).events(pair=("TUR", "RUS"))) for _ in range(N_READS)
        )
        everything = min(_seconds(lambda: store.view(last).table("events")) for _ in range(N_READS))
        with open_store(folder, mode="write") as writer:
            again = _seconds(lambda: _in_groups(writer.load_many, loads))
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{n_slots} slots of {EVENTS_PER_SLOT} events, {SLOTS_PER_COMMIT} slots a commit:\n")
    print("| step | ledger | bare Parquet | ratio |\n|---|---|---|---|")
    print(f"| write | {write:.2f} s | {bare_write:.3f} s | {write / bare_write:.0f} |")
    print(f"| load the same again | {again:.3f} s | - | - |")
    print(f"| open | {opened * 1000:.0f} ms | - | - |")
    print(
        f"| events of a pair as records | {pair * 1000:.0f} ms | {bare_pair * 1000:.0f} ms "
        f"(filtered, Arrow) | {pair / bare_pair:.1f} |"
    )
    print(
        f"| all visible events as Arrow | {everything * 1000:.0f} ms | {bare_read * 1000:.0f} ms "
        f"| {everything / bare_read:.1f} |"
    )
    print(f"\nOn disk {size / 1e6:.1f} MB.")
    return 0


def _load(number: int) -> Load:
    document = Document(
        id=f"d{number}",
        url=f"https://example.org/{number}",
        title="A title",
        publisher="",
        language="en",
        published=dt.date(2020, 1, 1),
        retrieved=None,
        sha256="0",
        feed="bench",
    )
    events = tuple(
        Event(
            id=f"e{number}-{one}",
            start=dt.date(2020, 1, 1) + dt.timedelta(days=number % 300),
            end=dt.date(2020, 1, 1) + dt.timedelta(days=number % 300),
            precision="day",
            known_at=dt.date(2020, 1, 1) + dt.timedelta(days=number % 300),
            source=(Actor(id=ActorId(STATES[(number + one) % 8])),),
            target=(Actor(id=ActorId(STATES[(number + one + 1 + one % 5) % 8])),),
            code="042",
            what=f"Something number {one} of text {number} happens",
            document_ids=(document.id,),
            quote="The two ministers met in the capital on Tuesday and talked about trade.",
            confidence=0.8,
            feed="bench",
        )
        for one in range(EVENTS_PER_SLOT)
    )
    batch = Batch(documents=(document,), events=events)
    return Load(slot=f"bench:{number}", feed="bench", digest="0", batch=batch)


def _in_groups(load_many: Callable[[list[Load]], object], loads: list[Load]) -> None:
    for start in range(0, len(loads), SLOTS_PER_COMMIT):
        load_many(loads[start : start + SLOTS_PER_COMMIT])


def _bare(loads: list[Load], file: Path) -> tuple[float, float, float]:
    """Return the seconds to write the rows of all events to one file, read all, and filter."""
    rows = [
        row for load in loads for event in load.batch.events
        for row in rows_of_event(event, slot=load.slot)
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, schema=arrow_schema("events"))

    def write() -> None:
        pq.write_table(table, file)
        descriptor = os.open(file, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)

    is_pair = [("source", "=", "TUR"), ("target", "=", "RUS")]
    written = min(_seconds(write) for _ in range(N_READS))
    read = min(_seconds(lambda: pq.read_table(file)) for _ in range(N_READS))
    pair = min(_seconds(lambda: pq.read_table(file, filters=is_pair)) for _ in range(N_READS))
    return written, read, pair


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
