from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from goodoffices.casebook import case_folders

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TEXT = """Title: A call
Published: 2019-05-02
Source: https://example.org/call

The president of Kenya telephoned the president of Uganda on Wednesday and invited him to Nairobi.
"""
pytestmark = pytest.mark.model


def held(run: Run, store: Path) -> dict[str, object]:
    return json.loads(run("--store", store, "status", "--json").out)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "call.txt"
    file.write_text(TEXT)
    return file


def test_a_text_becomes_events_in_the_store_once(run: Run, empty: Path, text: Path) -> None:
    first = run("--store", empty, "read", text)
    after = held(run, empty)
    second = run("--store", empty, "read", text)
    assert (first.code, second.code) == (0, 0)
    assert after["n_events"] > 0
    assert second.err.startswith("unchanged")
    assert held(run, empty) == after
    brief = run("--store", empty, "brief", "KEN", "UGA", "--as-of", "2019-05-03")
    assert "https://example.org/call" in brief.out


def test_a_dry_run_shows_the_events_and_writes_nothing(run: Run, empty: Path, text: Path) -> None:
    before = held(run, empty)
    done = run("--store", empty, "read", text, "--dry-run")
    assert done.code == 0
    assert "telephoned" in done.out
    assert "Kenya" in done.out
    assert held(run, empty) == before


def test_a_dry_run_needs_no_store(run: Run, tmp_path: Path, text: Path) -> None:
    done = run("--store", tmp_path / "none", "read", text, "--dry-run", "--json")
    assert done.code == 0
    assert json.loads(done.out)["events"]


def test_standard_input_takes_its_day_from_the_command(
    run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Input:
        buffer = io.BytesIO(b"Kenya recalled its ambassador from Uganda on Wednesday.")

    monkeypatch.setattr(sys, "stdin", Input)
    done = run("--store", empty, "read", "-", "--published", "2019-05-02")
    assert done.code == 0
    brief = json.loads(
        run("--store", empty, "brief", "KEN", "UGA", "--as-of", "2019-05-03", "--json").out
    )
    assert brief["timeline"][0]["day"] == "2019-05-01"


def test_a_folder_of_texts_is_read_text_by_text(run: Run, empty: Path) -> None:
    done = run("--store", empty, "read", case_folders()[0] / "texts")
    assert done.code == 0
    files = list((case_folders()[0] / "texts").glob("*.txt"))
    assert done.err.count("\n") == len(files)


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "archive.txt": b"PK\x03\x04" + b"\x00\xff" * 2000,
    "encoding.txt": b"Published: 2019-05-02\n\n" + bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D]) * 400,
    "undated.txt": b"Kenya recalled its ambassador from Uganda.",
    "impossible.txt": b"Published: 2019-02-30\n\nKenya recalled its ambassador from Uganda.",
    "scripts.html": b"<html><script>alert(1)</script><style>p{}</style></html>",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line_and_leaves_the_store_as_it_was(
    run: Run, empty: Path, text: Path, tmp_path: Path, name: str
) -> None:
    run("--store", empty, "read", text)
    before = held(run, empty)
    file = tmp_path / name
    file.write_bytes(BAD[name])
    done = run("--store", empty, "read", file)
    assert done.code == 1
    assert name in done.err
    assert len(done.err.splitlines()) == 1
    assert "Traceback" not in done.err
    assert held(run, empty) == before


def test_fifty_megabytes_are_refused_in_one_line(run: Run, empty: Path, tmp_path: Path) -> None:
    before = held(run, empty)
    file = tmp_path / "big.txt"
    file.write_bytes(b"Published: 2019-05-02\n\n" + b"Kenya met Uganda. " * (50_000_000 // 18))
    done = run("--store", empty, "read", file)
    assert done.code == 1
    assert "big.txt" in done.err
    assert len(done.err.splitlines()) == 1
    assert held(run, empty) == before


def test_scripts_in_a_page_are_not_read_as_news(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<html><head><title>A call</title><script>var x = 'France attacked Spain';</script></head>"
        "<body><article><p>Kenya recalled its ambassador from Uganda on Wednesday, officials in"
        " Nairobi said, after a week of mutual accusations.</p></article>"
        "<script>document.write('France attacked Spain')</script></body></html>"
    )
    done = run("read", file, "--dry-run", "--json", "--published", "2019-05-02")
    assert done.code == 0
    assert "FRA" not in done.out
    assert "KEN" in done.out


def test_one_bad_text_stops_no_other(run: Run, empty: Path, text: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("--store", empty, "read", tmp_path / "empty.txt", text)
    assert done.code == 1
    assert held(run, empty)["n_slots"] == 1


def test_a_missing_file_is_named(run: Run, empty: Path) -> None:
    done = run("--store", empty, "read", "no-such-file.txt")
    assert done.code == 1
    assert "no-such-file.txt" in done.err


def test_a_file_of_json_lines_holds_many_articles_each_in_or_out(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    good = {"text": "Kenya recalled its ambassador from Uganda on Wednesday.", "title": "Recall"}
    lines = [
        json.dumps(good | {"published": "2019-05-02T08:00:00Z", "url": "https://example.org/a"}),
        "{not json",
        "",
        json.dumps({"published": "2019-05-02"}),
        json.dumps({"text": 7, "published": "2019-05-02"}),
        json.dumps(["a list"]),
        json.dumps({"text": "France invited Spain to talks in Paris.", "published": "2019-05-03"}),
    ]
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(lines))
    done = run("--store", empty, "read", file)
    assert done.code == 1
    failed = [line for line in done.err.splitlines() if line.startswith("failed")]
    assert len(failed) == 4
    assert f"{file}, line 2" in failed[0]
    assert all("news.jsonl" in line for line in failed)
    assert held(run, empty)["n_slots"] == 2


def test_the_lite_reader_reads_other_languages_and_says_so(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ru.txt"
    file.write_text("Published: 2019-05-02\n\nКения отозвала посла из Уганды.\n")  # noqa: RUF001
    kept = run("--store", empty, "read", file)
    assert kept.code == 0
    assert "1 text: read by the lite reader" in kept.err
    shown = run("read", file, "--dry-run", "--json", "--reader", "lite")
    assert json.loads(shown.out)["events"]
    assert "lite" in shown.out
    english = run("read", file, "--dry-run", "--reader", "english")
    assert english.code == 1
    assert "Russian" in english.err


def test_a_server_is_used_only_if_it_is_named(run: Run, empty: Path, text: Path) -> None:
    unnamed = run("--store", empty, "read", text, "--reader", "endpoint")
    assert unnamed.code == 1
    assert "--endpoint URL" in unnamed.err
    other = run("--store", empty, "read", text, "--endpoint", "http://localhost:9/v1")
    assert other.code == 2
    assert "--reader endpoint" in other.err


def test_a_server_that_does_not_answer_is_one_line(run: Run, empty: Path, text: Path) -> None:
    words = ("--reader", "endpoint", "--endpoint", "http://127.0.0.1:9/v1", "--model", "m")
    done = run("--store", empty, "read", text, *words)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert held(run, empty)["n_slots"] == 0
