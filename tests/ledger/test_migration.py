"""A store of format 1 is brought up to date wholly or not at all, and shows what it showed."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from strategies import a_batch, day

from goodoffices.errors import StoreDamaged, StoreError
from goodoffices.ledger import init_store, open_store
from goodoffices.tables import arrow_schema

LAST = day("2020-01-01")


@pytest.fixture
def old(folder: Path) -> Path:
    """A store of format 1: no commit log, and ``slots`` alone tells the versions."""
    with open_store(folder, mode="write") as store:
        store.load("feed:a", "feed", "0", a_batch("a", "2015-11-24"))
        store.load("feed:b", "feed", "0", a_batch("b", "2015-11-25"))
        store.load("feed:a", "feed", "1", a_batch("c", "2015-11-26"))
    (folder / "commits.jsonl").unlink()
    (folder / "goodoffices.json").write_text('{"format": 1}')
    return folder


def answers(folder: Path, last: int = 3) -> list[list[str]]:
    with open_store(folder) as store:
        assert store.commit == last
        views = [store.view(LAST, commit=number) for number in range(last + 1)]
        return [[event.id for event in view.events()] for view in views]


EXPECTED = [[], ["a"], ["a", "b"], ["b", "c"]]


def test_a_reader_says_how_to_bring_it_up_to_date(old: Path) -> None:
    with pytest.raises(StoreError, match=r"format 1.*migrate"):
        open_store(old)


def test_a_writer_brings_it_up_to_date(old: Path) -> None:
    with open_store(old, mode="write") as store:
        assert store.commit == 3
        assert store.load("feed:b", "feed", "0", a_batch("b", "2015-11-25")).status == "unchanged"
    assert json.loads((old / "goodoffices.json").read_text()) == {"format": 2}
    assert answers(old) == EXPECTED


def test_making_the_store_again_leaves_it_alone(old: Path) -> None:
    init_store(old)
    assert json.loads((old / "goodoffices.json").read_text()) == {"format": 1}


def test_what_a_killed_writer_of_format_1_left_is_undone(old: Path) -> None:
    from goodoffices.ledger.delta import TableFile
    from goodoffices.ledger.rewriting import replace_rows

    table = TableFile(old / "events")
    replace_rows(table, "slot", ["feed:b"], arrow_schema("events").empty_table())
    with open_store(old, mode="write"):
        pass
    assert answers(old) == EXPECTED


@pytest.mark.parametrize("kept", ["commits.new", "goodoffices.new", "commits.jsonl"])
def test_a_kill_in_between_leaves_format_1_and_the_next_writer_ends_it(
    old: Path, kept: str, tmp_path: Path
) -> None:
    # What lies there after a kill: half a new file, or the log without the new marker.
    if kept == "commits.jsonl":
        shutil.copytree(old, tmp_path / "copy")
        with open_store(tmp_path / "copy", mode="write"):
            pass
        shutil.copy(tmp_path / "copy" / kept, old / kept)
    else:
        (old / kept).write_text('{"for')
    with pytest.raises(StoreError, match="format 1"):
        open_store(old)
    with open_store(old, mode="write"):
        pass
    assert answers(old) == EXPECTED


def test_a_hole_in_the_commits_is_damage(old: Path) -> None:
    from goodoffices.ledger.delta import TableFile

    table = TableFile(old / "slots")
    table._delta.delete("commit = 2")  # noqa: SLF001
    with pytest.raises(StoreDamaged, match="commits are missing"):
        open_store(old, mode="write")
    assert json.loads((old / "goodoffices.json").read_text()) == {"format": 1}
