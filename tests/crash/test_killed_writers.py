"""A process that is killed in the middle of a load leaves the store as it was before it.

The child is killed from outside at the moment when a file of a given table appears or grows, so
the points lie before, between and after the writes of the tables.
"""

from __future__ import annotations

import datetime as dt
import itertools
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "ledger"))
from strategies import a_batch

from goodoffices.ledger import init_store, open_store

LAST = dt.date.max
LOADER = textwrap.dedent("""
    import sys
    sys.path.insert(0, {tests!r})
    from strategies import a_batch
    from goodoffices.ledger import Load, open_store
    with open_store({folder!r}, mode="write") as store:
        print("open", flush=True)
        # The first slot is replaced, so that rows are taken out as well as put in.
        store.load_many([
            Load(slot=f"feed:{{one}}", feed="feed", digest="new", batch=a_batch(one, "2016-01-01"))
            for one in {names!r}
        ])
        print("done", flush=True)
""")
NAMES = ["old", *(f"new{number}" for number in range(40))]
PLACES = ("documents", "events", "statements", "measures", "slots")
POINTS = [
    *itertools.product(PLACES, ("*.parquet", "_delta_log/*.json"), (0.0,)),
    *itertools.product(("events", "slots"), ("*.parquet",), (0.002, 0.005, 0.02)),
    ("slots", "_delta_log/*.json", 0.005),
    ("slots", "_delta_log/*.json", 0.02),
]


def start(folder: Path) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parent.parent / "ledger")
    code = LOADER.format(tests=tests, folder=str(folder), names=NAMES)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def files(folder: Path, place: str, pattern: str) -> set[Path]:
    return set((folder / place).glob(pattern))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    init_store(tmp_path / "store")
    with open_store(tmp_path / "store", mode="write") as store:
        store.load("feed:old", "feed", "0", a_batch("old", "2015-11-24"))
    return tmp_path / "store"


@pytest.mark.slow
@pytest.mark.parametrize(("place", "pattern", "delay"), POINTS)
def test_a_kill_at_any_point_leaves_all_or_nothing(
    folder: Path, place: str, pattern: str, delay: float
) -> None:
    before = open_store(folder).view(LAST).events()
    had = files(folder, place, pattern)
    child = start(folder)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    end = time.monotonic() + 60
    while files(folder, place, pattern) == had and child.poll() is None:
        assert time.monotonic() < end, "the load never came to this point"
    time.sleep(delay)
    child.send_signal(signal.SIGKILL)
    is_done = "done" in child.communicate()[0]
    store = open_store(folder)
    after = store.view(LAST).events()
    if store.commit == 1:
        assert after == before
        assert not is_done
    else:
        assert store.commit == 2
        assert sorted(event.id for event in after) == sorted(NAMES)
    assert store.view(LAST, commit=1).events() == before
    # The next writer finds nothing in its way, and the same load ends as if nothing had happened.
    again = start(folder)
    out, _ = again.communicate(timeout=60)
    assert (again.returncode, out) == (0, "open\ndone\n")
    final = open_store(folder)
    assert final.commit == 2
    assert sorted(event.id for event in final.view(LAST).events()) == sorted(NAMES)
    assert len(final.view(LAST).measure_steps()) == len(NAMES)
    assert final.view(LAST, commit=1).events() == before


@pytest.mark.slow
def test_most_points_do_kill_before_the_commit(folder: Path) -> None:
    # Guards the test above: kills that all came too late would prove nothing.
    child = start(folder)
    assert child.stdout is not None
    child.stdout.readline()
    had = files(folder, "documents", "*.parquet")
    while files(folder, "documents", "*.parquet") == had:
        assert child.poll() is None
    child.kill()
    child.wait()
    child.stdout.close()
    assert open_store(folder).commit == 1


@pytest.mark.slow
def test_readers_beside_a_writer_see_only_whole_commits(folder: Path) -> None:
    child = start(folder)
    seen: set[tuple[int, int]] = set()
    while child.poll() is None:
        store = open_store(folder)
        seen.add((store.commit, len(store.view(LAST).events())))
    assert child.stdout is not None
    child.stdout.close()
    store = open_store(folder)
    seen.add((store.commit, len(store.view(LAST).events())))
    assert seen <= {(1, 1), (2, len(NAMES))}
    assert (2, len(NAMES)) in seen


@pytest.mark.slow
def test_of_two_writers_at_once_one_is_told_to_wait(folder: Path) -> None:
    both = [start(folder), start(folder)]
    codes = sorted((child.wait(timeout=60), child.communicate()[0]) for child in both)
    assert (0, "open\ndone\n") in codes
    store = open_store(folder)
    assert store.commit == 2
    assert len(store.view(LAST).events()) == len(NAMES)
