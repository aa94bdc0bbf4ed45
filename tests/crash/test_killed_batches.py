"""A batch of ``read`` that is killed and run again ends in the ledger of an undisturbed run.

The full run, with the English reader and thirty kills, is ``benchmarks/reading/kill_batches.py``.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "reading"))
from kill_batches import (
    finish,
    init_store_at,
    is_gone,
    kill_and_resume,
    ledger_of,
    make_batch,
    members_of,
    start,
)

from goodoffices.ledger import open_store


@pytest.mark.slow
def test_kills_of_parent_and_workers_change_nothing_in_the_end(tmp_path: Path) -> None:
    outcome = kill_and_resume(tmp_path, reader="lite", n_articles=110, n_kills=2)
    assert outcome.is_right, outcome
    assert (outcome.n_parent_kills, outcome.n_worker_kills) == (1, 1)


@pytest.mark.slow
def test_an_interrupted_batch_says_so_and_leaves_no_process(tmp_path: Path) -> None:
    batch, store = tmp_path / "batch.jsonl", init_store_at(tmp_path / "store")
    make_batch(batch, 400)
    for wait in (1.5, 3.0):
        run = start(store, batch, "lite", 2)
        time.sleep(wait)
        os.killpg(run.pid, signal.SIGINT)  # what a terminal does for Ctrl-C
        _, words = run.communicate(timeout=60)
        if run.returncode:  # else it was quicker than we
            assert run.returncode == 130
            assert words.endswith(b"goodoffices: stopped\n")
            assert b"Traceback" not in words
        assert is_gone(run.pid, within=20), members_of(run.pid)
    finish(store, batch, "lite", 2)
    assert open_store(store).status().n_slots == 400


@pytest.mark.slow
def test_of_two_batches_at_once_one_is_told_to_wait(tmp_path: Path) -> None:
    batch, store = tmp_path / "batch.jsonl", init_store_at(tmp_path / "store")
    make_batch(batch, 60)
    both = [start(store, batch, "lite", 1) for _ in range(2)]
    told = [(run.communicate(timeout=120)[1], run.returncode) for run in both]
    assert sorted(code for _, code in told) == [0, 1]
    (refused,) = [words for words, code in told if code]
    assert refused.count(b"\n") == 1
    assert b"writing" in refused
    alone = init_store_at(tmp_path / "alone")
    finish(alone, batch, "lite", 1)
    assert ledger_of(store) == ledger_of(alone)
