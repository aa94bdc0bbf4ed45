from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from goodoffices.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs one command line."""

    def __call__(self, *words: object) -> Done: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.delenv("GOODOFFICES_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def command(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["goodoffices", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        seen = capsys.readouterr()
        return Done(code=int(stop.value.code or 0), out=seen.out, err=seen.err)

    return command


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the shipped cases; tests only read it."""
    from goodoffices.casebook import case_folders
    from goodoffices.ledger import init_store, load_cases, open_store

    path = tmp_path_factory.mktemp("store") / "loaded"
    init_store(path)
    with open_store(path, mode="write") as store:
        load_cases(store, case_folders())
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    from goodoffices.ledger import init_store

    init_store(tmp_path / "store")
    return tmp_path / "store"
