"""Broken, absent and reduced diplomatic ties: the table, and what was known of it on a day."""

from __future__ import annotations

import csv
import datetime as dt
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import BadRow, UnknownActor
from goodoffices.world import World, load_world
from goodoffices.world.broken_ties import load_broken_ties

if TYPE_CHECKING:
    from pathlib import Path

TABLES = files("goodoffices.world").joinpath("tables")
WORLD = load_world()
HEAD = "low,high,kind,since,until,note,source"


def rows() -> list[dict[str, str]]:
    text = TABLES.joinpath("broken_ties.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def own_world(folder: Path, *lines: str) -> World:
    for name in ("states.csv", "organisations.csv"):
        (folder / name).write_text(TABLES.joinpath(name).read_text(encoding="utf-8"), "utf-8")
    (folder / "broken_ties.csv").write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return World(folder)


def test_rows_are_in_order_and_those_of_a_pair_follow_each_other() -> None:
    keys = [(row["low"], row["high"], row["since"]) for row in rows()]
    assert keys == sorted(set(keys))
    for low, high in WORLD.broken_ties.pairs:
        spells = WORLD.broken_ties.of_pair(low, high)
        for before, after in pairwise(spells):
            assert before.until is not None, (low, high)
            assert after.since is not None, (low, high)
            assert before.until <= after.since, (low, high)


def test_both_states_of_a_row_existed_in_it() -> None:
    for low, high in WORLD.broken_ties.pairs:
        for spell in WORLD.broken_ties.of_pair(low, high):
            first = spell.since or dt.date(1990, 1, 1)
            last = spell.until or dt.date(2026, 1, 1)
            assert first < last, spell
            for one in (low, high):
                entity = WORLD.entity(one)
                assert entity.since is None or entity.since < last, spell
                assert entity.until is None or entity.until >= last, spell


def test_every_row_says_where_it_is_from_and_ended_since_1990() -> None:
    for row in rows():
        assert row["source"] == "memory" or row["source"].startswith(("https://", "http://")), row
        assert row["until"] == "" or row["until"] >= "1990", row


@pytest.mark.parametrize(
    ("a", "b", "day", "kind"),
    [
        ("CUB", "USA", dt.date(2015, 7, 19), "broken"),
        ("CUB", "USA", dt.date(2015, 7, 20), None),
        ("USA", "VNM", dt.date(1995, 7, 10), "none"),
        ("IRN", "GBR", dt.date(2013, 1, 1), "embassy_closed"),
        ("IRN", "GBR", dt.date(2016, 1, 1), "reduced"),
        ("QAT", "SAU", dt.date(2018, 1, 1), "broken"),
        ("QAT", "SAU", dt.date(2015, 1, 1), None),
        ("FIN", "SWE", dt.date(2015, 1, 1), None),
    ],
)
def test_known_breaks_and_returns_are_in_the_table(
    a: str, b: str, day: dt.date, kind: str | None
) -> None:
    found = WORLD.broken_tie(a, b, day)
    assert (found.kind if found else None) == kind


def test_a_break_of_unknown_day_is_known_when_its_month_is_over(tmp_path: Path) -> None:
    world = own_world(tmp_path, "FIN,SWE,reduced,2003-05,2004-02,chargés,memory")
    days = [dt.date(2003, 5, 31), dt.date(2003, 6, 1), dt.date(2004, 2, 29), dt.date(2004, 3, 1)]
    assert [world.broken_tie("SWE", "FIN", day) is not None for day in days] == [
        False, True, True, False,
    ]  # fmt: skip


def test_ties_may_count_for_some_days_after_their_return(tmp_path: Path) -> None:
    own_world(tmp_path, "FIN,SWE,broken,,2004-02-10,,memory")
    ties = load_broken_ties(tmp_path)
    assert ties.on("FIN", "SWE", dt.date(2004, 2, 12), days_after=3) is not None
    assert ties.on("FIN", "SWE", dt.date(2004, 2, 13), days_after=3) is None


@pytest.mark.parametrize(
    ("since", "day", "words"),
    [
        ("2003-05-09", dt.date(2003, 6, 2), "diplomatic ties reduced since 2003-05-09"),
        ("2003-05", dt.date(2003, 6, 2), "diplomatic ties reduced since 2003-05"),
        ("2003", dt.date(2004, 1, 2), "diplomatic ties reduced since 2003"),
        ("", dt.date(2004, 1, 2), "diplomatic ties reduced"),
    ],
)
def test_words_are_no_more_exact_than_the_table(
    tmp_path: Path, since: str, day: dt.date, words: str
) -> None:
    world = own_world(tmp_path, f"FIN,SWE,reduced,{since},2004-02-10,,memory")
    found = world.broken_tie("FIN", "SWE", day)
    assert found is not None
    assert found.words == words
    after = world.broken_ties.on("FIN", "SWE", dt.date(2004, 2, 12), days_after=9)
    assert after is not None
    assert after.words == f"{words} until 2004-02-10"


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(UnknownActor):
        WORLD.broken_tie("Finland", "SWE", dt.date(2004, 1, 1))


def test_a_folder_without_the_table_has_no_broken_ties(tmp_path: Path) -> None:
    assert load_broken_ties(tmp_path).pairs == ()


@pytest.mark.parametrize("line", ["SWE,FIN,broken,,,,memory", "FIN,SWE,cool,,,,memory"])
def test_a_row_that_does_not_fit_names_its_line(tmp_path: Path, line: str) -> None:
    world = own_world(tmp_path, line)
    with pytest.raises(BadRow, match=r"broken_ties\.csv, line 2: low must come before high"):
        world.broken_tie("FIN", "SWE", dt.date(2010, 1, 1))
