"""A load of feed slots that is killed again and again ends equal to one that never was."""

from __future__ import annotations

import datetime as dt
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from feed_loader import made_slot
from feed_loader import main as load_undisturbed

from goodoffices.ledger import Store, check_store, init_store, open_store

LAST = dt.date.max
N_SLOTS, PER_COMMIT, N_ROWS = 60, 5, 20
N_KILLS = 8


def shown(store: Store) -> list[list[str]]:
    view = store.view(LAST)
    return [
        sorted(map(repr, view.table(name).drop_columns(dropped).to_pylist()))
        for name, dropped in (
            ("reports", []),
            ("mentions", []),
            ("rejects", []),
            ("feed_slots", ["commit"]),
        )
    ]


class Watching(threading.Thread):
    """Reads the store again and again, and keeps what it saw that was no whole number of slots."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.is_over = threading.Event()
        self.n_looks = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.is_over.is_set():
            store = open_store(self.folder)
            view = store.view(LAST)
            n_slots = view.table("feed_slots").num_rows
            seen = (
                view.reports().to_arrow_table().num_rows,
                view.table("mentions").num_rows,
                view.table("rejects").num_rows,
            )
            expected = (
                n_slots * N_ROWS,
                n_slots * N_ROWS * 2,
                sum(number % 3 for number in range(n_slots)),
            )
            self.n_looks += 1
            if n_slots % PER_COMMIT or seen != expected:
                self.wrong.append(f"commit {store.commit}: {n_slots} slots, {seen}")


def start(folder: Path) -> subprocess.Popen[str]:
    words = [
        sys.executable,
        str(Path(__file__).with_name("feed_loader.py")),
        str(folder),
        *map(str, (N_SLOTS, PER_COMMIT, N_ROWS)),
    ]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_kills_lose_nothing_double_nothing_and_are_never_seen(tmp_path: Path) -> None:
    folder, calm = tmp_path / "killed", tmp_path / "calm"
    for place in (folder, calm):
        init_store(place)
    load_undisturbed([str(calm), *map(str, (N_SLOTS, PER_COMMIT, N_ROWS))])
    watching = Watching(folder)
    watching.start()
    chance = random.Random(20160629)  # noqa: S311  moments, not secrets
    n_killed = 0
    for _ in range(N_KILLS):
        child = start(folder)
        assert child.stdout is not None
        if child.stdout.readline() == "open\n":
            time.sleep(chance.uniform(0.01, 0.5))
            child.send_signal(signal.SIGKILL)
        n_killed += "done" not in child.communicate()[0]
        assert check_store(folder).damage == ()
    child = start(folder)
    assert child.communicate(timeout=120)[0] == "open\ndone\n"
    watching.is_over.set()
    watching.join()
    assert n_killed > N_KILLS // 2
    assert watching.n_looks > 0
    assert watching.wrong == []
    assert check_store(folder).damage == ()
    assert shown(open_store(folder)) == shown(open_store(calm))


@pytest.mark.slow
def test_the_second_writer_of_a_feed_is_told_who_writes(tmp_path: Path) -> None:
    from goodoffices.errors import StoreLocked

    init_store(tmp_path / "store")
    child = start(tmp_path / "store")
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    with pytest.raises(StoreLocked, match=str(child.pid)):
        open_store(tmp_path / "store", mode="write")
    child.kill()
    child.communicate()
    with open_store(tmp_path / "store", mode="write") as store:
        store.load_feed([made_slot(0, N_ROWS)], parser="1")
