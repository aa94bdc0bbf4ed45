"""Where states stand in votes of the General Assembly: the table, and what was known when."""

from __future__ import annotations

import csv
import datetime as dt
import statistics
import time
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import BadRow, UnknownActor
from goodoffices.world import World, load_world
from goodoffices.world.votes import load_positions

if TYPE_CHECKING:
    from pathlib import Path

TABLES = files("goodoffices.world").joinpath("tables")
WORLD = load_world()
HEAD = "state,year,position,std_error,n_votes"


def rows() -> list[dict[str, str]]:
    text = TABLES.joinpath("un_positions.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def own_world(folder: Path, *lines: str) -> World:
    for name in ("states.csv", "organisations.csv"):
        (folder / name).write_text(TABLES.joinpath(name).read_text(encoding="utf-8"), "utf-8")
    (folder / "un_positions.csv").write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return World(folder)


def test_each_state_has_one_row_a_year_and_existed_then() -> None:
    keys = [(row["state"], row["year"]) for row in rows()]
    assert keys == sorted(set(keys))
    for state, year in keys:
        entity = WORLD.entity(state)
        assert entity.un_since is None or entity.un_since.year <= int(year)
        assert entity.un_until is None or int(year) <= entity.un_until.year


def test_positions_of_a_year_are_standardised_and_turned_alike() -> None:
    by_year: dict[str, dict[str, float]] = {}
    for row in rows():
        by_year.setdefault(row["year"], {})[row["state"]] = float(row["position"])
    assert sorted(by_year) == [str(year) for year in range(1978, 2020)]
    for year, found in by_year.items():
        assert statistics.mean(found.values()) == pytest.approx(0.0, abs=0.01), year
        assert statistics.pstdev(found.values()) == pytest.approx(1.0, abs=0.01), year
        assert min(found[state] for state in ("USA", "GBR", "FRA", "CAN", "AUS", "NLD")) > 0, year


def test_every_member_that_votes_is_placed() -> None:
    placed = {row["state"] for row in rows() if row["year"] == "2018"}
    assert placed == WORLD.members("UN", dt.date(2018, 7, 1))
    assert all(int(row["n_votes"]) >= 20 and float(row["std_error"]) > 0 for row in rows())


def test_a_year_is_known_when_it_is_over() -> None:
    before, after = (WORLD.un_position("FIN", dt.date(2016, 12, 31) + step) for step in
                     (dt.timedelta(0), dt.timedelta(1)))  # fmt: skip
    assert before is not None and after is not None  # noqa: PT018
    assert (before.year, after.year) == (2015, 2016)


def test_days_after_the_table_get_its_last_year_and_days_before_it_none() -> None:
    found = WORLD.un_position("FIN", dt.date(2026, 1, 1))
    assert found is not None
    assert found.year == 2019
    assert WORLD.un_position("FIN", dt.date(1978, 6, 1)) is None


def test_a_state_without_votes_in_the_newest_year_is_not_known() -> None:
    day = dt.date(2000, 6, 1)
    assert WORLD.un_position("CHE", day) is None
    assert WORLD.un_distance("CHE", "AUT", day) is None
    with pytest.raises(UnknownActor):
        WORLD.un_position("Austria", day)


def test_a_seat_is_filed_under_who_held_it() -> None:
    def has(state: str, year: int) -> bool:
        return WORLD.un_position(state, dt.date(year + 1, 1, 1)) is not None

    assert (has("SUN", 1991), has("RUS", 1991), has("SUN", 1992), has("RUS", 1992)) == (
        True,
        False,
        False,
        True,
    )
    assert has("SCG", 2005)
    assert has("SRB", 2006)


def test_a_distance_is_the_same_both_ways_and_holds_its_parts(tmp_path: Path) -> None:
    world = own_world(tmp_path, "FIN,2001,1.25,0.30,200", "PER,2001,-0.50,0.40,180")
    there, back = (world.un_distance(*pair, dt.date(2010, 1, 1)) for pair in
                   (("FIN", "PER"), ("PER", "FIN")))  # fmt: skip
    assert there == back
    assert there is not None
    assert (there.distance, there.std_error, there.year) == (1.75, pytest.approx(0.5), 2001)


def test_a_bad_row_names_file_and_line(tmp_path: Path) -> None:
    world = own_world(tmp_path, "FIN,2001,high,0.30,200")
    with pytest.raises(BadRow, match=r"un_positions\.csv, line 2: .*could not convert"):
        world.un_position("FIN", dt.date(2010, 1, 1))


def test_a_folder_without_the_table_knows_no_position(tmp_path: Path) -> None:
    assert load_positions(tmp_path).of_year_before(dt.date(2010, 1, 1)) == {}


def test_the_table_is_read_fast() -> None:
    start = time.perf_counter()
    load_positions(TABLES)
    assert time.perf_counter() - start < 0.5  # 30 ms on an idle machine
