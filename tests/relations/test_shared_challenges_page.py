"""The page on shared challenges prints the numbers that the program uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.relations.cooperation import KINDS, constants

PAGE = (Path(__file__).parents[2] / "docs/explanation/shared-challenges.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+) \|", PAGE, re.MULTILINE)
NUMBERS = {
    name
    for name, value in vars(constants).items()
    if name.isupper() and type(value) in (int, float)
}


@pytest.mark.parametrize(("name", "value"), ROWS)
def test_each_constant_is_printed_as_it_is(name: str, value: str) -> None:
    assert float(value) == getattr(constants, name)


def test_every_number_and_kind_and_mechanism_is_told() -> None:
    assert {name for name, _ in ROWS} == NUMBERS
    assert all(f"`{kind}`" in PAGE for kind in KINDS)
    assert all(mechanism in PAGE for mechanism in constants.MECHANISMS.values())
