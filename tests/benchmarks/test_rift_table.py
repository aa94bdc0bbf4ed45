"""The table of rifts of 2018 is sound, and its checks catch what they claim to catch."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rift_table import FIRST, LAST, TABLE, Rift, problems, read_rifts, rifts_between, thaws_between

from goodoffices.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

STATES = frozenset(entity.id for entity in load_world().entities())
SOUND = Rift(
    side_a="BRA",
    side_b="PER",
    onset=dt.date(2018, 2, 1),
    trigger="A consulate is shut",
    break_day=dt.date(2018, 2, 3),
    thaw_start=dt.date(2018, 5, 1),
    thaw_step="Ministers meet",
    normalised=dt.date(2018, 6, 1),
    mediators=("URY",),
    episode="bra-per-2018",
    sources=("https://example.org/page",),
    confidence="high",
)


def test_the_table_has_no_fault() -> None:
    assert problems(read_rifts(), STATES) == []


def test_the_table_holds_enough_rifts_and_thaws_of_its_months() -> None:
    rifts = read_rifts()
    assert len(rifts_between(rifts, FIRST, LAST)) >= 20
    assert len(thaws_between(rifts, FIRST, LAST)) >= 12


@pytest.mark.parametrize("name", ["rifts_2014.csv", "rifts_2021_2023.csv"])
def test_the_tables_that_choose_the_detector_are_sound(name: str) -> None:
    faults = problems(read_rifts(TABLE.with_name(name)), STATES)
    # a pair that quarrels anew before it made up stands twice in the table of several years
    again = "begins before the last one ended"
    assert [one for one in faults if name == "rifts_2014.csv" or not one.endswith(again)] == []


def test_the_table_of_2014_is_of_that_year_and_large_enough() -> None:
    rifts = read_rifts(TABLE.with_name("rifts_2014.csv"))
    first, last = dt.date(2014, 1, 1), dt.date(2014, 12, 31)
    begun, thawed = rifts_between(rifts, first, last), thaws_between(rifts, first, last)
    assert len(begun) >= 25
    assert len(thawed) >= 12
    assert [rift for rift in rifts if rift not in begun + thawed] == []
    assert all(rift.break_day for rift in begun)


def test_rows_from_memory_say_so() -> None:
    rifts = read_rifts(TABLE.with_name("rifts_2021_2023.csv"))
    assert not any(rift.has_page or rift.confidence == "high" for rift in rifts)


def test_every_row_belongs_to_the_months_of_the_table() -> None:
    rifts = read_rifts()
    of_these_months = rifts_between(rifts, FIRST, LAST) + thaws_between(rifts, FIRST, LAST)
    assert [rift for rift in rifts if rift not in of_these_months] == []


def test_every_rift_that_began_in_these_months_has_a_break_and_a_page() -> None:
    begun = rifts_between(read_rifts(), FIRST, LAST)
    assert all(rift.break_day and rift.has_page for rift in begun)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"side_b": "XQX"}, "a side is no known state"),
        ({"side_b": "BRA"}, "both sides are the same"),
        ({"side_a": "PER", "side_b": "BRA"}, "sides are not in alphabetical order"),
        ({"trigger": ""}, "no trigger"),
        ({"episode": ""}, "no episode"),
        ({"thaw_start": dt.date(2018, 1, 1)}, "days out of order"),
        ({"break_day": dt.date(2018, 8, 1)}, "the break comes too late after the trigger"),
        ({"thaw_step": ""}, "a thaw without its step"),
        ({"thaw_start": None, "thaw_step": ""}, "normal before any thaw"),
        ({"mediators": ("PER",)}, "a mediator is a side"),
        ({"confidence": "sure"}, "unknown grade of confidence"),
        ({"sources": ()}, "no source"),
        ({"sources": ("https://example.org/a", "a paper")}, "a source is no address"),
        ({"sources": ("memory",)}, "from memory alone, yet of high confidence"),
    ],
)
def test_a_faulty_row_is_named(change: dict[str, object], fault: str) -> None:
    assert problems([SOUND], STATES) == []
    faults = problems([replace(SOUND, **change)], STATES)  # type: ignore[arg-type]
    assert any(line.endswith(fault) for line in faults)


def test_a_second_rift_of_a_pair_must_follow_the_end_of_the_first() -> None:
    later = replace(SOUND, onset=dt.date(2018, 5, 20), break_day=None, thaw_start=None)
    later = replace(later, thaw_step="", normalised=None)
    assert any("before the last one ended" in line for line in problems([SOUND, later], STATES))
    after = replace(later, onset=dt.date(2018, 7, 1))
    assert problems([SOUND, after], STATES) == []


def test_tables_with_the_older_column_names_are_read(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text(
        "side_a_iso3,side_b_iso3,onset,trigger,mediators_iso3_or_org,thaw_start,normalised,"
        "source,confidence,sanctions\n"
        "PER,BRA,2009-03-01,A consulate is shut,URY;OAS,2009-04-01,,memory,medium,\n",
        encoding="utf-8",
    )
    (rift,) = read_rifts(file)
    assert rift.pair == ("BRA", "PER")
    assert rift.mediators == ("URY", "OAS")
    assert (rift.thaw_start, rift.normalised) == (dt.date(2009, 4, 1), None)
