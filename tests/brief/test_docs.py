"""The page on phases prints the numbers that the program uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.relations import PHASES, constants

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "phases.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+) \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("name", "value"), ROWS)
def test_each_constant_is_printed_as_it_is(name: str, value: str) -> None:
    assert float(value) == getattr(constants, name)


def test_every_phase_is_explained() -> None:
    assert len(ROWS) >= 20
    for phase in PHASES:
        assert phase.replace("_", " ") in PAGE


@pytest.mark.parametrize("table", ["HOSTILE_POINTS", "CONCILIATORY_POINTS"])
def test_the_points_run_from_one_to_three(table: str) -> None:
    assert set(getattr(constants, table).values()) == {1, 2, 3}
