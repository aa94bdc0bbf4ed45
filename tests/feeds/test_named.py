"""Bare names of ICEWS: a part of a state in brackets, persons in office, files without header."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.feeds.codes import rows_of
from goodoffices.feeds.icews import icews_quads
from goodoffices.feeds.kinds import kind_of
from goodoffices.feeds.named import Named, Names, role_of_words
from goodoffices.feeds.zips import DataFile

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2012, 6, 1)


def named(name: str, day: dt.date = DAY) -> Named:
    return Names(day, day).named(name, day)


@pytest.mark.parametrize(
    ("name", "actor", "role"),
    [
        ("Kenya", "KEN", None),
        ("Foreign Affairs (Kenya)", "KEN", "GOV"),
        ("Armed Rebels (Chad)", "TCD", "REB"),
        ("Citizen (Peru)", "PER", "CVL"),
        ("Business (Peru)", "PER", "BUS"),
        ("Government (Congo)", "COG", "GOV"),
        ("Orchestra (Peru)", "PER", None),
        ("Head of Government (Georgia)", "GEO", "GOV"),
        ("Media (Africa)", None, None),
        ("Cambodia (Kampuchea)", "KHM", None),
        ("African Union", "AU", None),
        ("Secretariat (African Union)", "AU", None),
        ("Nobody at All", None, None),
        ("Dilma Rousseff", "BRA", "GOV"),
        ("Smith", None, None),
    ],
)
def test_a_name_stands_for_the_state_and_the_part_that_it_says(
    name: str, actor: str | None, role: str | None
) -> None:
    assert named(name) == Named(actor=actor, role=role)


def test_a_person_stands_for_the_state_only_while_in_office() -> None:
    names = Names(dt.date(2003, 1, 1), dt.date(2020, 1, 1))
    found = {
        year: names.named("Angela Merkel", dt.date(year, 6, 1)).actor for year in (2004, 2006, 2019)
    }
    assert found == {2004: None, 2006: "DEU", 2019: "DEU"}


def test_a_state_that_begins_within_the_file_is_known_from_that_day() -> None:
    names = Names(dt.date(2005, 1, 1), dt.date(2015, 12, 31))
    assert names.named("South Sudan", dt.date(2011, 7, 8)).actor is None
    assert names.named("South Sudan", dt.date(2011, 7, 9)).actor == "SSD"


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Education Ministry", "GOV"),
        ("Education", "EDU"),
        ("Main Opposition", "OPP"),
        ("Opposition Lawmakers", "OPP"),
        ("Ruling Party", "GOV"),
        ("Court Judge", "JUD"),
        ("Military Intelligence", "SPY"),
        ("Police", "COP"),
        ("Cabinet / Council of Ministers / Advisors", "GOV"),
    ],
)
def test_the_first_row_of_the_table_that_fits_tells_the_role(words: str, role: str) -> None:
    assert role_of_words(words) == role


def test_every_role_of_the_table_is_one_that_the_yearly_files_have() -> None:
    known = {row["role"] for row in rows_of("icews_sectors")}
    assert {row["role"] for row in rows_of("icews_words")} <= known


def test_a_file_of_quadruples_needs_no_header(tmp_path: Path) -> None:
    path = tmp_path / "quads.txt"
    path.write_text(
        "Ghana\tMake statement\tMilitary (Togo)\t2012-06-01\n"
        "Ghana\tSing loudly\tTogo\t2012-06-02\n"
        "Police (Togo)\tConsult\tGhana\t2012-06-03\n",
        encoding="utf-8",
    )
    (slot,) = icews_quads().parse(path)
    rows = slot.reports.to_pylist()
    assert [(row["source"], row["target"], row["day"].day) for row in rows] == [
        ("GHA", "TGO", 1),
        ("TGO", "GHA", 3),
    ]
    assert [(row["source_role"], row["target_role"]) for row in rows] == [
        (None, "MIL"),
        ("COP", None),
    ]
    assert [row["line"] for row in slot.rejects.to_pylist()] == [2]
    assert slot.n_rows == 3
    content = path.read_bytes()
    assert kind_of(DataFile(name="quads.txt", content=content)).name == "icews-quads"


def test_four_columns_without_a_day_at_the_end_are_no_quadruples() -> None:
    content = b"Ghana\tMake statement\tTogo\tyesterday\n"
    with pytest.raises(InputError, match="has the header of none"):
        kind_of(DataFile(name="x.txt", content=content))
