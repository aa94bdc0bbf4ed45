"""Folders that are no store, disks that are full, files that rot: one clear error each."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from feed_slots import a_report, a_slot, moment
from strategies import a_batch

from goodoffices.errors import StoreDamaged, StoreError, StoreLocked, StoreMissing
from goodoffices.ledger import check_store, init_store, open_store

LAST = dt.date.max
LARGEST_NEEDED = 3000
"""Bytes: some file of every load is larger than this."""


def events(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return [event.id for event in store.view(LAST).events()]


@pytest.fixture
def full(folder: Path) -> Path:
    """A store that holds two slots."""
    with open_store(folder, mode="write") as store:
        store.load("feed:a", "feed", "0", a_batch("a", "2015-11-24"))
        store.load("feed:b", "feed", "0", a_batch("b", "2015-11-25"))
    return folder


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="goodoffices init"):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("private")
    with pytest.raises(StoreError, match=r"letters\.txt"):
        init_store(tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "private"


def test_a_file_in_the_place_of_the_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(StoreError, match="is a file"):
        init_store(tmp_path / "store")
    assert (tmp_path / "store").read_text() == "a file"


@pytest.mark.parametrize("name", ["a[b]", "a*", "what?", "a|b"])
def test_names_that_the_libraries_take_for_patterns_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="choose another folder"):
        init_store(tmp_path / name)


@pytest.mark.parametrize("name", ["with blank", "Ünïcode", "50%", "a'quote", "#hash", "a+b&c"])
def test_other_names_work(tmp_path: Path, name: str) -> None:
    init_store(tmp_path / name)
    with open_store(tmp_path / name, mode="write") as store:
        store.load("feed:a", "feed", "0", a_batch("a", "2015-11-24"))
    assert events(tmp_path / name) == ["a"]


def test_a_newer_format_is_not_touched(full: Path) -> None:
    (full / "goodoffices.json").write_text('{"format": 99}')
    for call in (open_store, init_store):
        with pytest.raises(StoreError, match="format 99"):
            call(full)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "no json", '{"format": null}'])
def test_a_broken_marker_is_damage(full: Path, content: str) -> None:
    (full / "goodoffices.json").write_text(content)
    with pytest.raises(StoreError, match=r"goodoffices\.json|format"):
        open_store(full)


def test_making_a_store_again_keeps_it(full: Path) -> None:
    init_store(full)
    assert events(full) == ["a", "b"]


@pytest.mark.parametrize("table", ["events", "slots", "documents"])
@pytest.mark.parametrize("how", ["gone", "empty", "cut", "noise"])
def test_a_rotten_data_file_is_named(full: Path, table: str, how: str) -> None:
    for file in (full / table).glob("*.parquet"):
        _spoil(file, how)
    with pytest.raises(StoreDamaged, match="restore the folder from a copy") as caught:
        _read_all(full)
    assert table in str(caught.value)


@pytest.mark.parametrize("table", ["events", "slots"])
@pytest.mark.parametrize("how", ["empty", "cut", "noise"])
def test_a_rotten_log_entry_is_named(full: Path, table: str, how: str) -> None:
    entries = sorted((full / table / "_delta_log").glob("*.json"))
    _spoil(entries[-1], how)
    with pytest.raises(StoreDamaged, match="restore the folder from a copy") as caught:
        _read_all(full)
    assert table in str(caught.value)


def _spoil(file: Path, how: str) -> None:
    content = file.read_bytes()
    match how:
        case "gone":
            file.unlink()
        case "empty":
            file.write_bytes(b"")
        case "cut":
            file.write_bytes(content[: len(content) // 2])
        case _:
            file.write_bytes(bytes(byte ^ 0x5A for byte in content))


def _read_all(folder: Path) -> None:
    with open_store(folder) as store:
        store.find("feed:a")
        view = store.view(LAST)
        view.events()
        view.documents()
        view.statements()
        view.measure_steps()


def test_a_second_writer_is_told_who_writes(full: Path) -> None:
    with (
        open_store(full, mode="write"),
        pytest.raises(StoreLocked, match=str(os.getpid())),
    ):
        open_store(full, mode="write")
    with open_store(full, mode="write"):
        pass  # the lock is free again


def test_a_reader_beside_a_writer_sees_whole_commits(full: Path) -> None:
    with open_store(full, mode="write") as writer, open_store(full) as reader:
        before = reader.view(LAST).events()
        writer.load("feed:c", "feed", "0", a_batch("c", "2015-11-26"))
        assert reader.view(LAST).events() == before
        assert len(events(full)) == 3


LOAD = textwrap.dedent("""
    import resource, sys
    sys.path.insert(0, {tests!r})
    from feed_slots import a_report, a_slot, moment
    from strategies import a_batch
    from goodoffices.errors import StoreError
    from goodoffices.ledger import open_store
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open_store({folder!r}, mode="write") as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
        try:
            store.load("feed:c", "feed", "0", a_batch("c", "2015-11-26"))
        except StoreError as error:
            print(error)
            raise SystemExit(3)
""")


@pytest.mark.parametrize("limit", [0, 100, 1500, 3000, 5000])
def test_a_disk_that_refuses_leaves_the_store_as_it_was(full: Path, limit: int) -> None:
    before = (events(full), open_store(full).status())
    code = LOAD.format(tests=str(Path(__file__).parent), folder=str(full), limit=limit)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode == 0 and limit > LARGEST_NEEDED:
        assert events(full) == ["a", "b", "c"]
        return
    assert done.returncode == 3, done.stderr
    assert "the store is as it was before" in done.stdout
    assert done.stdout.count("\n") == 1
    assert (events(full), open_store(full).status().n_events) == (before[0], before[1].n_events)
    with open_store(full, mode="write") as store:
        store.load("feed:c", "feed", "0", a_batch("c", "2015-11-26"))
    assert events(full) == ["a", "b", "c"]


def test_a_full_disk_is_one_error(tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a small disk is not permitted here")
    try:
        init_store(place / "store")
        with open_store(place / "store", mode="write") as store:
            store.load("feed:a", "feed", "0", a_batch("a", "2015-11-24"))
            (place / "filler").write_bytes(b"0" * (shutil.disk_usage(place).free))
            with pytest.raises(StoreError, match="could not write"):
                store.load("feed:b", "feed", "0", a_batch("b", "2015-11-25"))
            (place / "filler").unlink()
            store.load("feed:b", "feed", "0", a_batch("b", "2015-11-25"))
        assert events(place / "store") == ["a", "b"]
    finally:
        subprocess.run(["umount", str(place)], check=True)


def reports(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return sorted(store.view(LAST).table("reports")["report_id"].to_pylist())


LOAD_FEED = LOAD.replace(
    'store.load("feed:c", "feed", "0", a_batch("c", "2015-11-26"))',
    'store.load_feed([a_slot(moment("2016-06-29"), [a_report("b")])], parser="1")',
)


@pytest.mark.parametrize("limit", [0, 1500])
def test_a_disk_that_refuses_a_slot_leaves_the_store_as_it_was(full: Path, limit: int) -> None:
    with open_store(full, mode="write") as store:
        store.load_feed([a_slot(moment("2016-06-28"), [a_report("a")])], parser="1")
        before = store.commit
    code = LOAD_FEED.format(tests=str(Path(__file__).parent), folder=str(full), limit=limit)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 3, done.stderr
    assert "the store is as it was before" in done.stdout
    assert (reports(full), open_store(full).commit) == (["a"], before)
    with open_store(full, mode="write") as store:
        store.load_feed([a_slot(moment("2016-06-29"), [a_report("b")])], parser="1")
    assert reports(full) == ["a", "b"]
    assert check_store(full).damage == ()


@pytest.mark.parametrize("table", ["reports", "feed_slots"])
@pytest.mark.parametrize("how", ["gone", "empty", "cut"])
def test_a_rotten_file_of_a_feed_is_named(full: Path, table: str, how: str) -> None:
    with open_store(full, mode="write") as store:
        store.load_feed([a_slot(moment("2016-06-28"), [a_report("a")])], parser="1")
    for file in (full / table).glob("*.parquet"):
        _spoil(file, how)
    with (
        open_store(full) as store,
        pytest.raises(StoreDamaged, match="restore the folder from a copy"),
    ):
        store.view(LAST).table(table)


def test_a_commit_log_of_noise_is_damage(full: Path) -> None:
    log = full / "commits.jsonl"
    log.write_bytes(log.read_bytes()[:-40] + b"x" * 39 + b"\n")
    with pytest.raises(StoreDamaged, match="restore the folder from a copy"):
        open_store(full)


def test_a_store_that_cannot_be_written_to_can_be_read(full: Path) -> None:
    subprocess.run(["mount", "--bind", str(full), str(full)], capture_output=True, check=False)
    done = subprocess.run(
        ["mount", "-o", "remount,ro,bind", str(full)], capture_output=True, check=False
    )
    if done.returncode != 0:
        subprocess.run(["umount", str(full)], capture_output=True, check=False)
        pytest.skip("mounting read-only is not permitted here")
    try:
        assert events(full) == ["a", "b"]
        with pytest.raises(StoreError, match="permissions"):
            open_store(full, mode="write")
    finally:
        subprocess.run(["umount", str(full)], check=True)
