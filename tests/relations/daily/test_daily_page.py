"""The page on the daily numbers prints the numbers that the program uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.ledger import query_text
from goodoffices.relations.daily import settings

PAGE = (Path(__file__).parents[3] / "docs/explanation/daily-numbers.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+) \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("name", "value"), ROWS)
def test_each_constant_is_printed_as_it_is(name: str, value: str) -> None:
    assert float(value) == getattr(settings, name)


@pytest.mark.parametrize("name", ["act_days", "code_days", "code_days_of_pair"])
def test_queries_leave_out_what_the_settings_call_late(name: str) -> None:
    assert f"date_diff('day', r.day, r.known_at) <= {settings.LATE_DAYS}" in query_text(name)
