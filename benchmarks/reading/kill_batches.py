"""Kill a batch of ``goodoffices read`` at random moments; resuming must end in the same ledger.

Run: python benchmarks/reading/kill_batches.py [--reader english] [--articles 200] [--kills 30]

One undisturbed run gives the ledger that is right and how long a run takes. Then a fresh store is
filled by runs of which each is killed with SIGKILL at a random moment, by turns the parent and one
of its workers, until that many kills are done; a last run goes to its end. What a kill of a worker
costs (one article, reported) the next run brings in.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from goodoffices.ledger import init_store, open_store

TEXTS = Path(__file__).resolve().parent / "texts"
LATE = dt.date(2999, 1, 1)
MIN_CHARS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the kills did: how many of each sort, what they left behind, and if it came right.

    ``steps`` is the number of articles in after each kill. A half article is one of whose events
    only a part is in; an orphan is a process that outlives the run by half a minute.
    """

    n_parent_kills: int
    n_worker_kills: int
    n_failed_articles: int
    n_half_articles: int
    n_orphans: int
    n_batches: int
    n_same_ledgers: int
    steps: tuple[int, ...]
    seconds: float

    @property
    def is_right(self) -> bool:
        """True when every batch ended in the ledger of the undisturbed run."""
        return self.n_same_ledgers == self.n_batches and not self.n_half_articles + self.n_orphans


@dataclass(slots=True, kw_only=True)
class _Tally:
    parent: int = 0
    worker: int = 0
    failed: int = 0
    half: int = 0
    orphans: int = 0
    same: int = 0
    steps: list[int] = field(default_factory=list)


def make_batch(file: Path, n_articles: int, *, seed: int = 3) -> None:
    """Write a file of JSON lines; each article is a run of sentences of the benchmark's texts."""
    chance = random.Random(seed)  # noqa: S311 - a fixed sample, no secret
    texts = [
        found.read_text(encoding="utf-8").split("\n\n") for found in sorted(TEXTS.glob("*.txt"))
    ]
    paragraphs = [
        part.replace("\n", " ") for text in texts for part in text[1:] if len(part) > MIN_CHARS
    ]
    with file.open("w", encoding="utf-8") as out:
        for number in range(n_articles):
            day = dt.date(2021, 1, 1) + dt.timedelta(days=number)
            text = "\n\n".join([f"Report {number}.", *chance.sample(paragraphs, 3)])
            out.write(json.dumps({"text": text, "published": day.isoformat()}) + "\n")


def start(store: Path, batch: Path, reader: str, workers: int) -> subprocess.Popen[bytes]:
    """Start to read a batch in a process group of its own."""
    command = [sys.executable, "-m", "goodoffices", "--store", str(store), "read", str(batch)]
    command += ["--reader", reader, "--workers", str(workers)]
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def ledger_of(store: Path) -> tuple[frozenset[str], ...]:
    """Return every document, event and statement of a store."""
    view = open_store(store).view(LATE)
    records = (view.documents().values(), view.events(), view.statements())
    return tuple(frozenset(repr(one) for one in of_kind) for of_kind in records)


def count_half(store: Path, whole: Path) -> int:
    """Return how many documents have other events here than in the whole ledger."""
    mine, right = (_events_by_document(one) for one in (store, whole))
    return sum(events != right.get(document) for document, events in mine.items())


def _events_by_document(store: Path) -> dict[str, frozenset[str]]:
    view = open_store(store).view(LATE)
    found: dict[str, set[str]] = {}
    for event in view.events():
        for document in event.document_ids:
            found.setdefault(document, set()).add(event.id)
    return {document: frozenset(ids) for document, ids in found.items()}


def members_of(group: int) -> list[int]:
    """Return the processes of a group."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def is_gone(group: int, *, within: float) -> bool:
    """Wait until no process of a group is left; tell whether that came about in time."""
    due = time.monotonic() + within
    while members_of(group):
        if time.monotonic() > due:
            return False
        time.sleep(0.05)
    return True


def kill_and_resume(
    folder: Path, *, reader: str, n_articles: int, n_kills: int, workers: int = 2, seed: int = 1
) -> Outcome:
    """Return what came of killing batches at random moments and resuming them each time.

    When a batch is all in, the next kill begins a new one, so that every kill meets work.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, no secret
    batch, whole = folder / "batch.jsonl", init_store_at(folder / "whole")
    make_batch(batch, n_articles)
    began = time.monotonic()
    finish(whole, batch, reader, workers)
    seconds = time.monotonic() - began
    stores = [init_store_at(folder / "killed-1")]
    tally = _Tally()
    while tally.parent + tally.worker < n_kills:
        run = start(stores[-1], batch, reader, workers)
        time.sleep(chance.uniform(0.05, 1.0) * seconds)
        _kill_one(run, chance, tally)
        _, words = run.communicate()
        tally.failed += words.count(b"failed  ")
        tally.orphans += not is_gone(run.pid, within=30)
        tally.half += count_half(stores[-1], whole)
        tally.steps.append(open_store(stores[-1]).status().n_slots)
        if tally.steps[-1] == n_articles:
            stores.append(init_store_at(folder / f"killed-{len(stores) + 1}"))
    finish(stores[-1], batch, reader, workers)
    right = ledger_of(whole)
    return Outcome(
        n_parent_kills=tally.parent,
        n_worker_kills=tally.worker,
        n_failed_articles=tally.failed,
        n_half_articles=tally.half,
        n_orphans=tally.orphans,
        n_batches=len(stores),
        n_same_ledgers=sum(ledger_of(store) == right for store in stores),
        steps=tuple(tally.steps),
        seconds=round(seconds, 1),
    )


def finish(store: Path, batch: Path, reader: str, workers: int) -> None:
    """Read a batch to its end; raise if an article of it fails."""
    run = start(store, batch, reader, workers)
    _, words = run.communicate()
    if run.returncode:
        raise RuntimeError(words.decode())


def _kill_one(run: subprocess.Popen[bytes], chance: random.Random, tally: _Tally) -> None:
    """Kill the parent or one of its processes, by turns; nothing if the run is over."""
    is_parent = tally.parent <= tally.worker
    others = [pid for pid in members_of(run.pid) if pid != run.pid]
    if run.poll() is not None or not (is_parent or others):
        return
    with suppress(ProcessLookupError):
        os.kill(run.pid if is_parent else chance.choice(others), signal.SIGKILL)
        if is_parent:
            tally.parent += 1
        else:
            tally.worker += 1


def init_store_at(folder: Path) -> Path:
    """Make an empty store and return its place."""
    init_store(folder)
    return folder


def main() -> int:
    """Print what came of it as JSON; fail if the ledger differs or a process was left over."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reader", default="english")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_and_resume(
            Path(folder), reader=asked.reader, n_articles=asked.articles, n_kills=asked.kills,
            workers=asked.workers,
        )  # fmt: skip
    sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
    return int(not outcome.is_right)


if __name__ == "__main__":
    raise SystemExit(main())
