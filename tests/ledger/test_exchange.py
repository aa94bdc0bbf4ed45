"""What is exported and imported again shows the same, and nothing unsound gets in."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from feed_slots import a_report, a_slot, moment
from strategies import a_batch

from goodoffices.errors import InputError, StoreError
from goodoffices.ledger import (
    Store,
    check_store,
    export_store,
    import_store,
    init_store,
    open_store,
)
from goodoffices.tables import TABLES

LAST = dt.date.max
DAYS = (dt.date(2015, 11, 24), dt.date(2016, 6, 29), dt.date(2016, 7, 10), LAST)


def clock(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "store"
    init_store(folder)
    first = [a_slot(moment("2016-06-29", n), [a_report(f"r{n}")], n_rejected=1) for n in range(3)]
    with open_store(folder, mode="write", clock=lambda: clock("2016-07-01")) as store:
        store.load("feed:a", "feed", "0", a_batch("a", "2015-11-24"))
        store.load_feed(first, parser="1")
    with open_store(folder, mode="write", clock=lambda: clock("2016-07-10")) as store:
        store.load_feed([a_slot(moment("2016-06-29"), [a_report("new")], version="2")], parser="1")
    return folder


def shown(store: Store) -> list[object]:
    return [
        sorted(map(repr, store.view(day).table(name).to_pylist()))
        for day in DAYS
        for name in TABLES
        if name != "slots"
    ]


def test_a_store_comes_back_as_it_was(made: Path, tmp_path: Path) -> None:
    sent = export_store(made, tmp_path / "out")
    assert import_store(tmp_path / "out", tmp_path / "new") == sent
    with open_store(made) as old, open_store(tmp_path / "new") as new:
        assert shown(new) == shown(old)
        assert (new.commit, new.status().n_events) == (old.commit, 1)
        assert new.find("feed:a") == old.find("feed:a")
    assert check_store(tmp_path / "new").damage == ()
    again = export_store(tmp_path / "new", tmp_path / "again")
    assert again == sent
    assert (tmp_path / "again/manifest.json").read_bytes() == (
        tmp_path / "out/manifest.json"
    ).read_bytes()


def test_an_imported_store_goes_on(made: Path, tmp_path: Path) -> None:
    export_store(made, tmp_path / "out")
    import_store(tmp_path / "out", tmp_path / "new")
    with open_store(tmp_path / "new", mode="write") as store:
        before = store.commit
        again = store.load_feed(
            [a_slot(moment("2016-06-29", 1), [a_report("r1")], n_rejected=1)], parser="1"
        )
        assert again[0].status == "unchanged"
        store.load_feed([a_slot(moment("2016-07-02"), [a_report("later")])], parser="1")
        assert store.commit == before + 1
        assert store.view(LAST, commit=before).table("reports").num_rows == 3
        with pytest.raises(InputError, match="the first one is 3"):
            store.view(LAST, commit=before - 1)
    assert check_store(tmp_path / "new").damage == ()


def test_an_empty_store_can_be_sent(folder: Path, tmp_path: Path) -> None:
    export_store(folder, tmp_path / "out")
    import_store(tmp_path / "out", tmp_path / "new")
    with open_store(tmp_path / "new") as store:
        assert store.commit == 0


def test_a_folder_with_other_things_is_left_alone(made: Path, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("private")
    with pytest.raises(InputError, match="not empty"):
        export_store(made, tmp_path)


def test_a_store_that_holds_something_takes_no_import(made: Path, tmp_path: Path) -> None:
    export_store(made, tmp_path / "out")
    shutil.copytree(made, tmp_path / "copy")
    with pytest.raises(StoreError, match="import into a new store"):
        import_store(tmp_path / "out", tmp_path / "copy")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("gone", "not there"),
        ("changed", "another digest"),
        ("no manifest", "name a folder that an export wrote"),
        ("broken manifest", "no manifest"),
        ("outside", "no export holds"),
        ("other table", "no file of table"),
        ("later format", "format 99"),
    ],
)
def test_an_unsound_export_makes_no_store(made: Path, tmp_path: Path, how: str, words: str) -> None:
    out = tmp_path / "out"
    export_store(made, out)
    manifest = out / "manifest.json"
    told = json.loads(manifest.read_text())
    file = out / told["files"][0]["table"] / told["files"][0]["name"]
    match how:
        case "gone":
            file.unlink()
        case "changed":
            file.write_bytes(file.read_bytes()[::-1])
        case "no manifest":
            manifest.unlink()
        case "broken manifest":
            manifest.write_text('{"files": 7}')
        case "outside":
            told["files"][0]["name"] = "../../letters.parquet"
            manifest.write_text(json.dumps(told))
        case "other table":
            (out / "mentions").mkdir(exist_ok=True)
            shutil.copy(file, out / "mentions" / file.name)
            told["files"][0]["table"] = "mentions"
            manifest.write_text(json.dumps(told))
        case _:
            told["format"] = 99
            manifest.write_text(json.dumps(told))
    with pytest.raises(InputError, match=words):
        import_store(out, tmp_path / "new")
    assert not (tmp_path / "new").exists()
