from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from goodoffices.casebook import case_folders

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

COMMANDS = (
    "init",
    "status",
    "load",
    "check",
    "migrate",
    "export",
    "import",
    "read",
    "who",
    "relation",
    "mediators",
    "brief",
)


def held(run: Run, store: Path) -> dict[str, object]:
    found = json.loads(run("--store", store, "status", "--json").out)
    return {name: value for name, value in found.items() if name != "size_bytes"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert "Example" in done.out
    assert f"goodoffices {command}" in done.out.replace("--store desk ", "")


def test_an_unknown_command_lists_the_commands(run: Run) -> None:
    done = run("mediate")
    assert done.code == 2
    assert all(command in done.err for command in COMMANDS)


def test_making_a_store_twice_keeps_what_it_holds(run: Run, empty: Path) -> None:
    run("--store", empty, "load", case_folders()[0])
    before = held(run, empty)
    assert run("--store", empty, "init").code == 0
    assert held(run, empty) == before


def test_loading_the_same_case_twice_changes_nothing(run: Run, empty: Path) -> None:
    first = run("--store", empty, "load", case_folders()[0])
    before = held(run, empty)
    second = run("--store", empty, "load", case_folders()[0])
    assert (first.code, second.code) == (0, 0)
    assert first.err.startswith("loaded")
    assert second.err.startswith("unchanged")
    assert held(run, empty) == before


def test_a_bad_case_fails_with_file_and_line_and_stops_no_other(
    run: Run, empty: Path, tmp_path: Path
) -> None:
    bad = tmp_path / case_folders()[0].name
    shutil.copytree(case_folders()[0], bad)
    lines = (bad / "events.csv").read_text().splitlines()
    lines[1] = lines[1].replace(lines[1].split(",")[1], "2015-02-31", 1)
    (bad / "events.csv").write_text("\n".join(lines) + "\n")
    done = run("--store", empty, "load", bad, case_folders()[1])
    assert done.code == 1
    assert f"{bad}: events.csv, line 2" in done.err
    assert "loaded" in done.err


def test_load_without_folders_says_what_to_give(run: Run, empty: Path) -> None:
    done = run("--store", empty, "load")
    assert done.code == 2
    assert "--shipped" in done.err


@pytest.mark.parametrize("words", [("status",), ("brief", "TUR", "RUS"), ("load", "--shipped")])
def test_a_missing_store_says_how_to_make_one(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = run("--store", tmp_path / "none", *words)
    assert done.code == 1
    assert "goodoffices init" in done.err
    assert not (tmp_path / "none").exists()


def test_quiet_says_nothing_but_results(run: Run, empty: Path) -> None:
    done = run("--quiet", "--store", empty, "load", case_folders()[0])
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("reader", ["head -1", "true"])
@pytest.mark.parametrize("asked", ["mediators TUR RUS --json", "who Ankara", "--help"])
def test_a_reader_that_goes_away_is_no_error(loaded: Path, asked: str, reader: str) -> None:
    command = f"{sys.executable} -m goodoffices --store {loaded} {asked} | {reader}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_second_writer_gets_one_clear_error_and_harms_nothing(run: Run, empty: Path) -> None:
    from goodoffices.ledger import open_store

    with open_store(empty, mode="write"):
        done = subprocess.run(
            [sys.executable, "-m", "goodoffices", "--store", str(empty), "load", "--shipped"],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("goodoffices: ")
    assert done.stderr.count("\n") == 1
    assert held(run, empty)["n_slots"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("delay", [0.4, 0.6, 0.8, 1.0, 1.2])
def test_a_killed_load_leaves_whole_cases_or_none(run: Run, empty: Path, delay: float) -> None:
    words = [sys.executable, "-m", "goodoffices", "--store", str(empty), "load", "--shipped"]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    found = held(run, empty)
    with_whole_cases = run("--store", empty, "load", "--shipped")
    n_kept = with_whole_cases.err.count("unchanged")
    assert with_whole_cases.code == 0
    assert n_kept == found["n_slots"]
    assert held(run, empty)["n_slots"] == len(case_folders())
