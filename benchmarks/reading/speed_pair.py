"""Time two checkouts of the reader in turns on the same sentences: the hour decides nothing.

Usage::

    python benchmarks/reading/speed_pair.py OLD NEW PLV_train.tsv [--rounds 8]

OLD and NEW are checkouts of this repository; 400 open sentences of the file are read in articles of
twenty, with and without learned acts. Prints milliseconds of CPU a sentence.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

WORKER = """
import datetime as dt, sys, time
from pathlib import Path
from unittest import mock
sys.path.insert(0, "benchmarks/reading")
from bench_parts import pick
from gold_formats import read_plv
from goodoffices.reading import load_article, open_reader
from goodoffices.reading import reader as room

texts = [item.text for item in pick(read_plv(Path(sys.argv[1])), "dev")[:400]]
articles = [
    load_article("\\n\\n".join(texts[n : n + 20]).encode(), name="x", published=dt.date(2015, 1, 1))
    for n in range(0, len(texts), 20)
]
reader, draft = open_reader(), room.draft_events
reader.read(articles[0])
for line in sys.stdin:
    is_learned = line.strip() == "learned"
    with mock.patch.object(room, "draft_events", lambda unit: draft(unit, is_learned=is_learned)):
        start = time.process_time()
        for article in articles[::2]:
            reader.read(article)
        print(1e3 * (time.process_time() - start) / len(texts[::2]), flush=True)
"""


def main(arguments: list[str]) -> int:
    """Start a worker in each checkout and let them read by turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    asked = parser.parse_args(arguments)
    workers = {name: _start(folder.resolve(), asked.file.resolve())
               for name, folder in (("old", asked.old), ("new", asked.new))}  # fmt: skip
    spent: dict[tuple[str, str], list[float]] = {}
    for _ in range(asked.rounds):
        for what in ("rules", "learned"):
            for name, worker in workers.items():
                spent.setdefault((name, what), []).append(_ask(worker, what))
    for (name, what), all_ms in sorted(spent.items()):
        least, middle = min(all_ms), statistics.median(all_ms)
        print(f"{name} {what:8} least {least:.2f} ms ({1e3 / least:.0f}/s), "
              f"median {middle:.2f} ms ({1e3 / middle:.0f}/s)")  # fmt: skip
    return 0


def _start(folder: Path, file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - this interpreter, in a folder that the user names
        [sys.executable, "-c", WORKER, str(file)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(worker: subprocess.Popen[str], what: str) -> float:
    if worker.stdin is None or worker.stdout is None:
        raise SystemExit("the worker has no pipes")
    worker.stdin.write(f"{what}\n")
    worker.stdin.flush()
    answer = worker.stdout.readline()
    if not answer:
        raise SystemExit("a checkout cannot be read with; see its error above")
    return float(answer)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
