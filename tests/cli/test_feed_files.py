"""``load-feed`` and ``feeds``: exit codes, what goes to which stream, JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodoffices.cli.feedfiles import _KIND_NAMES
from goodoffices.feeds.kinds import KINDS
from goodoffices.ledger.filing import NEWS

if TYPE_CHECKING:
    from pathlib import Path

QUADS = "date\tsn\trn\ton\tmood\n2018-06-01\tPeru\tConsult\tGhana\tfine\nbroken\n"


def test_a_file_is_loaded_and_told_line_by_line(run, empty, tmp_path: Path) -> None:  # noqa: ANN001
    path = tmp_path / "quads.tsv"
    path.write_text(QUADS)
    done = run("--store", empty, "load-feed", path)
    assert (done.code, done.out) == (0, "")
    assert "icews-quads" in done.err
    assert "1 loaded; 2 rows, 1 kept, 1 set aside" in done.err
    assert "1 set aside: 5 columns expected" in done.err
    assert "columns that are not used: mood" in done.err
    again = run("--store", empty, "load-feed", path, "--json")
    (found,) = json.loads(again.out)
    assert (found["n_slots"], found["n_rows"]) == ({"unchanged": 1}, 2)


def test_a_file_of_no_kind_is_exit_1_and_stops_no_other(run, empty, tmp_path: Path) -> None:  # noqa: ANN001
    (tmp_path / "a.csv").write_text("who,what\n")
    (tmp_path / "b.tsv").write_text(QUADS)
    done = run("--store", empty, "load-feed", tmp_path / "a.csv", tmp_path / "b.tsv")
    assert done.code == 1
    assert "failed      a.csv, line 1: has the header of none of" in done.err
    assert "1 loaded" in done.err


def test_what_does_not_exist_is_exit_1_and_an_unknown_kind_exit_2(run, empty) -> None:  # noqa: ANN001
    lost = run("--store", empty, "load-feed", "nowhere.tab")
    assert (lost.code, lost.err) == (1, "goodoffices: nowhere.tab: no such file or folder\n")
    assert run("--store", empty, "load-feed", "--kind", "keds", "x").code == 2


def test_feeds_lists_layouts_and_what_is_in(run, empty, tmp_path: Path) -> None:  # noqa: ANN001
    (tmp_path / "b.tsv").write_text(QUADS)
    run("--store", empty, "load-feed", tmp_path / "b.tsv")
    done = run("--store", empty, "feeds")
    assert done.code == 0
    assert "1 loaded; 2 rows, 1 kept, 1 set aside; 2018-06-01 to 2018-06-01" in done.out
    assert "header: id, type_of_violence, side_a" in done.out
    assert "may have" not in done.out
    assert "may have: inter1, actor2, inter2" in run("--store", empty, "feeds", "--headers").out
    found = json.loads(run("--store", empty, "feeds", "--json").out)
    assert [one["feed"] for one in found["feeds"]] == ["icews-quads"]
    assert [one["kind"] for one in found["layouts"]] == [kind.name for kind in KINDS]


def test_feeds_needs_no_store(run, tmp_path: Path) -> None:  # noqa: ANN001
    done = run("--store", tmp_path / "none", "feeds")
    assert done.code == 0
    assert "There is no store in" in done.out
    assert json.loads(run("--store", tmp_path / "none", "feeds", "--json").out)["feeds"] is None


def test_the_command_offers_every_kind() -> None:
    assert (*(kind.name for kind in KINDS), NEWS) == _KIND_NAMES


def test_a_note_beside_event_data_is_told_and_no_failure(run, empty, tmp_path: Path) -> None:  # noqa: ANN001
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "b.tsv").write_text(QUADS)
    (folder / "README.txt").write_text("How these files were made.\n")
    done = run("--store", empty, "load-feed", folder)
    assert done.code == 0
    assert "README.txt passed over: a note" in done.err
    assert "1 loaded" in done.err
