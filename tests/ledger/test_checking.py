"""``check`` finds what is damaged and says where; a whole store is said to be whole."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from feed_slots import a_report, a_slot, moment
from strategies import a_batch

from goodoffices.errors import StoreMissing
from goodoffices.ledger import check_store, open_store
from goodoffices.ledger.writer import Writer


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with records, slots, a correction and a merged month."""
    from goodoffices.ledger import init_store

    folder = tmp_path_factory.mktemp("check") / "store"
    init_store(folder)
    slots = [
        a_slot(moment("2016-06-29", number), [a_report(f"r{number}")], n_rejected=1, n_mentions=2)
        for number in range(4)
    ]
    with open_store(folder, mode="write") as store:
        store.load("feed:a", "feed", "0", a_batch("a", "2015-11-24"))
        store.load_feed(slots[:2], parser="1")
        store.load_feed(slots[2:], parser="1")
        store.compact()
        store.load_feed([a_slot(moment("2016-06-29"), [a_report("new")], version="2")], parser="1")
        store.load("feed:b", "feed", "0", a_batch("b", "2015-11-25"))
        store.load("feed:a", "feed", "1", a_batch("c", "2015-11-25"))
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_whole_store_is_whole(made: Path) -> None:
    found = check_store(made)
    assert (found.damage, found.notes, found.is_whole) == ((), (), True)
    assert found.commit == found.n_commits
    assert found.n_rows > 20
    assert check_store(made, is_quick=True).is_whole


def test_a_missing_store_is_no_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        check_store(tmp_path)


@pytest.mark.parametrize("table", ["reports", "mentions", "feed_slots", "events", "slots"])
@pytest.mark.parametrize("how", ["gone", "cut", "flipped"])
def test_a_damaged_file_is_named(copy: Path, table: str, how: str) -> None:
    with open_store(copy) as store:
        version = store.view(__import__("datetime").date.max)._versions[table]  # noqa: SLF001
    from goodoffices.ledger.delta import TableFile

    file = Path(TableFile(copy / table, version=version).files()[0])
    content = bytearray(file.read_bytes())
    if how == "gone":
        file.unlink()
    elif how == "cut":
        file.write_bytes(content[:-10])
    else:
        content[len(content) // 3] ^= 1
        file.write_bytes(content)
    found = check_store(copy)
    assert not found.is_whole
    assert file.name in " ".join(found.damage)


def test_a_file_of_an_earlier_commit_that_is_gone_is_named(copy: Path) -> None:
    from goodoffices.ledger.delta import TableFile

    first = Path(TableFile(copy / "reports", version=1).files()[0])
    first.unlink()
    assert any(first.name in line for line in check_store(copy).damage)


def test_an_entry_of_a_log_that_is_gone_is_named(copy: Path) -> None:
    (copy / "reports" / "_delta_log" / f"{1:020d}.json").unlink()
    assert any("00001.json" in line for line in check_store(copy).damage)


@pytest.mark.parametrize("how", ["changed", "left out", "noise", "gone"])
def test_a_commit_that_was_tampered_with_is_found(copy: Path, how: str) -> None:
    log = copy / "commits.jsonl"
    lines = log.read_text().splitlines(keepends=True)
    if how == "changed":
        lines[2] = lines[2].replace('"what":"feed"', '"what":"load"')
    elif how == "left out":
        del lines[2]
    elif how == "noise":
        lines[2] = "x" * len(lines[2])
    if how == "gone":
        log.unlink()
        with pytest.raises(StoreMissing):
            check_store(copy)
        return
    log.write_text("".join(lines))
    assert any("commits.jsonl" in line for line in check_store(copy).damage)


def test_rows_that_no_load_brought_are_found(copy: Path) -> None:
    import datetime as dt

    from goodoffices.ledger.rewriting import append_rows
    from goodoffices.ledger.segments import stored_schema

    rows = [{"feed": "gdelt", "slot": "gdelt:20160701000000", "file": "f", "line": 1,
             "reason": "r", "text": "t", "revision": 0}]  # fmt: skip
    import pyarrow as pa

    writer = Writer(copy, clock=lambda: dt.datetime.now(dt.UTC))
    with writer.commit("feed"):
        append_rows(
            writer.table("rejects"), pa.Table.from_pylist(rows, schema=stored_schema("rejects"))
        )
    damage = check_store(copy).damage
    assert damage == ("rejects: slot gdelt:20160701000000 holds 1 rows, its load brought 0",)


def test_rows_that_are_lost_are_found(copy: Path) -> None:
    import datetime as dt

    writer = Writer(copy, clock=lambda: dt.datetime.now(dt.UTC))
    with writer.commit("feed"):
        for name in ("reports", "documents"):
            table = writer.table(name)
            table.change([], table.segments())
    damage = check_store(copy).damage
    assert any(line.startswith("reports: slot gdelt:") for line in damage)
    assert any(line.startswith("documents: slot feed:") for line in damage)


def test_what_a_killed_writer_left_is_a_note_and_no_damage(copy: Path) -> None:
    from goodoffices.ledger.delta import TableFile

    table = TableFile(copy / "reports")
    table.change([], table.segments())
    log = copy / "commits.jsonl"
    log.write_bytes(log.read_bytes() + b'{"commit":99,"wha')
    found = check_store(copy)
    assert found.is_whole
    assert "next writer undoes it" in " ".join(found.notes)
    with open_store(copy, mode="write") as store:
        store.load("feed:z", "feed", "0", a_batch("z", "2016-01-01"))
    assert check_store(copy).notes == ()
    assert json.loads((copy / "commits.jsonl").read_text().splitlines()[-1])["what"] == "load"
