"""A store with the shipped cases, loaded once, and briefs on it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodoffices.brief import make_brief
from goodoffices.casebook import case_folders
from goodoffices.ledger import init_store, load_cases, open_store
from goodoffices.world import load_world

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "relations" / "daily")]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodoffices.brief import Brief
    from goodoffices.ledger import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("brief") / "store"
    init_store(path)
    with open_store(path, mode="write") as found:
        load_cases(found, case_folders())
        yield found


@pytest.fixture(scope="session")
def brief_of(store: Store) -> Callable[[str, str, str], Brief]:
    """Return the brief on a pair at a day, each made once."""
    made: dict[tuple[str, str, str], Brief] = {}

    def make(a: str, b: str, day: str) -> Brief:
        if (a, b, day) not in made:
            world = load_world()
            sides = (world.parse(a, dt.date.fromisoformat(day)) for a in (a, b))
            made[a, b, day] = make_brief(store.view(dt.date.fromisoformat(day)), world, *sides)
        return made[a, b, day]

    return make
