from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TEXT = "Peru imposed sanctions on Chile on Tuesday. It rained.\n"


def test_a_curated_event_shows_who_wrote_it_down_and_where_from(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "explain", "tur-rus-2015/006")
    assert (done.code, done.err) == (0, "")
    assert "written down by a person" in done.out
    assert "graded high by the person" in done.out
    assert "https://" in done.out
    assert "Goldstein -10.0" in done.out


def test_json_holds_the_reasons(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "explain", "tur-rus-2015/006", "--json")
    made = json.loads(done.out)
    assert made["made_by"] == "casebook"
    assert made["event"]["id"] == "tur-rus-2015/006"
    assert [reason["part"] for reason in made["reasons"]][:3] == ["What", "Who", "To whom"]


def test_an_unknown_event_gives_one_line_that_says_how_to_find_ids(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "explain", "evt-0")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert "brief --json" in done.err
    assert "mediators --why" in done.err


def test_an_event_that_was_not_known_yet_is_not_explained(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "explain", "tur-rus-2015/006", "--as-of", "2015-01-01")
    assert done.code == 1
    assert "known on 2015-01-01" in done.err


@pytest.mark.model
def test_a_read_event_shows_its_sentence_with_marks(run: Run, empty: Path, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    text = tmp_path / "note.txt"
    text.write_text(TEXT, encoding="utf-8")
    found = run("read", text, "--published", "2012-05-16", "--dry-run", "--json")
    event_id = json.loads(found.out)["events"][0]["id"]
    run("--store", empty, "read", text, "--published", "2012-05-16")
    done = run("--store", empty, "explain", event_id)
    assert "[who: Peru] [act: imposed] sanctions on [whom: Chile]" in done.out
    assert "Runner-up" in done.out


@pytest.mark.model
def test_a_dry_run_writes_a_page_with_a_section_for_each_text(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    page = tmp_path / "page.html"
    done = run("read", tmp_path / "a.txt", tmp_path / "b.txt", "--published", "2012-05-16",
               "--dry-run", "--html", page)  # fmt: skip
    assert (done.code, done.out) == (0, "")
    assert "page.html" in done.err
    assert page.read_text(encoding="utf-8").count("imposed</mark>") == 2


@pytest.mark.model
def test_a_text_that_cannot_be_read_is_named_on_the_page(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    page = tmp_path / "page.html"
    done = run("read", tmp_path / "good.txt", tmp_path / "empty.txt", "--published", "2012-05-16",
               "--dry-run", "--html", page)  # fmt: skip
    assert done.code == 1
    assert "Not read" in page.read_text(encoding="utf-8")


def test_a_page_is_only_for_a_dry_run(run: Run, tmp_path: Path) -> None:
    done = run("read", "x.txt", "--html", tmp_path / "page.html")
    assert done.code == 2
    assert "--dry-run" in done.err
