from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from goodoffices.ledger import SlotNote, init_store, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

DAY = dt.datetime(2016, 6, 29, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that knows of one day of a feed, all of whose slots are missing."""
    init_store(tmp_path / "store")
    quarter = dt.timedelta(minutes=15)
    notes = [
        SlotNote(
            slot=f"gdelt:{DAY + k * quarter:%Y%m%d%H%M%S}",
            feed="gdelt",
            opens_at=DAY + k * quarter,
            closes_at=DAY + (k + 1) * quarter,
            status="missing",
        )
        for k in range(96)
    ]
    with open_store(tmp_path / "store", mode="write") as store:
        store.note_slots(notes)
    return tmp_path / "store"


def test_health_names_the_day_and_why(run: Run, folder: Path) -> None:
    done = run("--store", folder, "health", "gdelt")
    assert done.code == 0
    assert done.out == (
        "2016-06-29  outage   no slot is in: 96 of 96 are missing\n0 of 1 days are ok\n"
    )


def test_health_without_a_feed_lists_the_feeds(run: Run, folder: Path) -> None:
    done = run("--store", folder, "health")
    assert done.out == "gdelt        from 2016-06-29, newest no report yet\n"


def test_health_as_json_has_the_columns_of_the_table(run: Run, folder: Path) -> None:
    (row,) = json.loads(run("--store", folder, "health", "gdelt", "--json").out)
    assert (row["day"], row["n_slots_missing"], row["n_reports"]) == ("2016-06-29", 96, None)


def test_health_draws_a_figure_and_a_page(run: Run, folder: Path, tmp_path: Path) -> None:
    svg, page = tmp_path / "health.svg", tmp_path / "health.html"
    done = run("--store", folder, "health", "gdelt", "--svg", svg, "--html", page)
    assert done.code == 0
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert "96 of 96 are missing" in page.read_text(encoding="utf-8")


def test_an_unknown_feed_is_one_line(run: Run, folder: Path) -> None:
    done = run("--store", folder, "health", "icews")
    assert done.code == 1
    assert done.err == "goodoffices: no feed 'icews' is in the store; there are: gdelt\n"


def test_status_says_that_a_feed_is_stale(run: Run, folder: Path) -> None:
    done = run("--store", folder, "status")
    assert "96 slots missing" in done.out
    assert "stale: newest content not known" in done.out
