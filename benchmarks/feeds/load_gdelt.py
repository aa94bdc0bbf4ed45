"""Time the load of GDELT zips into a store beside merely unzipping them, and beside gdeltPyR.

Run: python benchmarks/feeds/load_gdelt.py FOLDER [--peer PYTHON] [--repeats 3] [--slots 400]

FOLDER holds an archive of ``synthetic_gdelt.py``. PYTHON is the interpreter of an environment with
``gdelt==0.1.14``; its worker is called as its own download calls it, with the network replaced by
the file on disk. Every figure is the CPU time (user and system, all threads) of a fresh process
after its imports; the least of the repeats counts, and the kinds of run take turns.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KINDS = ("export", "mentions")
SLOTS_OF_A_COMMIT = 96


def _unzip(exports: Sequence[Path], mentions: Sequence[Path]) -> int:
    n_rows = 0
    for path in (*exports, *mentions):
        with zipfile.ZipFile(path) as archive:
            n_rows += archive.read(archive.namelist()[0]).count(b"\n")
    return n_rows


def _parse(exports: Sequence[Path], mentions: Sequence[Path]) -> int:
    from goodoffices.feeds.gdelt import Gdelt

    del mentions
    slots = Gdelt().parse_many(exports)
    return sum(slot.reports.num_rows + slot.mentions.num_rows for slot in slots)


def _load(exports: Sequence[Path], mentions: Sequence[Path]) -> int:
    from goodoffices.feeds.gdelt import Gdelt
    from goodoffices.ledger import init_store, open_store

    del mentions
    feed = Gdelt()

    def load(paths: Sequence[Path]) -> int:
        """Load what goes into one commit, and let go of it before the next, as the commands do."""
        done = store.load_feed(list(feed.parse_many(paths)), parser=feed.version)
        return sum(one.n_kept + one.n_mentions for one in done)

    with tempfile.TemporaryDirectory() as place:
        init_store(Path(place) / "store")
        with open_store(Path(place) / "store", mode="write") as store:
            starts = range(0, len(exports), SLOTS_OF_A_COMMIT)
            return sum(load(exports[at : at + SLOTS_OF_A_COMMIT]) for at in starts)


def _load_folder(exports: Sequence[Path], mentions: Sequence[Path], *, times: int = 1) -> int:
    """Do what ``goodoffices load-feed FOLDER`` does, so many times."""
    from goodoffices.ledger import FilingOptions, init_store, load_feed_files, open_store
    from goodoffices.reading import open_reader

    del mentions
    reader = open_reader(kind="lite")
    with tempfile.TemporaryDirectory() as place:
        init_store(Path(place) / "store")
        for _ in range(times):
            with open_store(Path(place) / "store", mode="write") as store:
                began = time.process_time()
                done = list(load_feed_files(store, exports, FilingOptions(), reader))
                print(f"{time.process_time() - began:.2f} CPU-s", file=sys.stderr)
    return sum(one.n_kept for one in done)


def _load_twice(exports: Sequence[Path], mentions: Sequence[Path]) -> int:
    return _load_folder(exports, mentions, times=2)


def _peer(exports: Sequence[Path], mentions: Sequence[Path]) -> int:
    """Call the worker of gdeltPyR on each file; what it downloads is what lies on disk.

    Its module is loaded by itself, for the package asks the network for a table when imported.
    """
    file = Path(next(iter(find_spec("gdelt").submodule_search_locations))) / "parallel.py"
    spec = spec_from_file_location("parallel", file)
    parallel = module_from_spec(spec)
    spec.loader.exec_module(parallel)
    parallel.requests = SimpleNamespace(
        get=lambda url, **_: SimpleNamespace(status_code=200, content=Path(url).read_bytes())
    )
    read = parallel._mp_worker  # noqa: SLF001 - what its download calls for each file
    frames = [read(str(path), table="events") for path in exports]
    frames += [read(str(path), table="mentions") for path in mentions]
    return sum(len(frame) for frame in frames)


MODULES = {
    "unzip": (),
    "peer": ("pandas", "requests"),
    "ours": ("deltalake", "duckdb", "pyarrow.compute", "pyarrow.csv", "pyarrow.parquet",
             "goodoffices.feeds.gdelt", "goodoffices.ledger", "goodoffices.ledger.feedload"),
}  # fmt: skip

RUNS: dict[str, Callable[[Sequence[Path], Sequence[Path]], int]] = {
    "unzip": _unzip,
    "parse": _parse,
    "load": _load,
    "folder": _load_folder,
    "twice": _load_twice,
    "peer": _peer,
}


def _one(kind: str, folder: Path, n_slots: int, *, has_mentions: bool) -> None:
    """Run one kind and print what it took."""
    exports = sorted(folder.glob("*.export.CSV.zip"))[:n_slots]
    mentions = sorted(folder.glob("*.mentions.CSV.zip"))[:n_slots] if has_mentions else []
    if kind in {"load", "folder", "twice"}:
        from goodoffices.feeds.memory import keep_freed_memory

        keep_freed_memory()  # as the commands do, before Arrow is imported
    for module in MODULES.get(kind, MODULES["ours"]):
        import_module(module)
    gc.collect()
    start, wall = time.process_time(), time.perf_counter()
    n_rows = RUNS[kind](exports, mentions)
    found = {
        "kind": kind,
        "n_rows": n_rows,
        "cpu_s": time.process_time() - start,
        "wall_s": time.perf_counter() - wall,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(found))


def _measured(kind: str, folder: Path, arguments: argparse.Namespace) -> dict[str, float]:
    python = arguments.peer if kind == "peer" else sys.executable
    command = [python, __file__, str(folder), "--slots", str(arguments.slots), "--one", kind]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


def _print_table(folder: Path, arguments: argparse.Namespace, title: str) -> None:
    kinds = ["unzip", "parse", "load", *(["peer"] if arguments.peer else [])]
    runs = [_measured(kind, folder, arguments) for _ in range(arguments.repeats) for kind in kinds]
    best = {
        kind: min((run for run in runs if run["kind"] == kind), key=lambda run: run["cpu_s"])
        for kind in kinds
    }
    unit = best["unzip"]["cpu_s"]
    print(f"\n{title}: {best['load']['n_rows']:,.0f} rows, {arguments.slots} slots\n")
    print("| run | CPU-s | in U | rows per CPU-s | peak MB | wall s |\n|---|---|---|---|---|---|")
    for kind, run in best.items():
        print(
            f"| {kind} | {run['cpu_s']:.2f} | {run['cpu_s'] / unit:.2f} "
            f"| {run['n_rows'] / run['cpu_s']:,.0f} | {run['peak_mb']:.0f} | {run['wall_s']:.2f} |"
        )
    if "peer" in best:
        print(f"\ngdeltPyR / load = {best['peer']['cpu_s'] / best['load']['cpu_s']:.2f}")


def main(argv: Sequence[str]) -> int:
    """Print a table for export files alone, and one with the mentions beside them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer", default="", metavar="PYTHON")
    parser.add_argument("--slots", type=int, default=400)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--one", choices=tuple(RUNS), help="run one kind in this process")
    arguments = parser.parse_args(argv)
    if arguments.one:
        has_mentions = any(arguments.folder.glob("*.mentions.*"))
        _one(arguments.one, arguments.folder, arguments.slots, has_mentions=has_mentions)
        return 0
    with tempfile.TemporaryDirectory() as place:
        alone = Path(place)
        for path in arguments.folder.glob("*.export.CSV.zip"):
            (alone / path.name).symlink_to(path.resolve())
        _print_table(alone, arguments, "Export files")
    _print_table(arguments.folder, arguments, "Export and mentions files")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
