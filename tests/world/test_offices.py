"""The table of office-holders read by itself: order, honesty, coverage and known facts."""

import csv
import datetime as dt
import functools
import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

TABLES = Path(__file__).parents[2] / "src" / "goodoffices" / "world" / "tables"
OFFICES = {
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "leader",
    "head_of_organisation",
}
DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
G20 = [
    "ARG",
    "AUS",
    "BRA",
    "CAN",
    "CHN",
    "FRA",
    "DEU",
    "IND",
    "IDN",
    "ITA",
    "JPN",
    "MEX",
    "RUS",
    "SAU",
    "ZAF",
    "KOR",
    "TUR",
    "GBR",
    "USA",
]
FOREIGN = (
    *G20,
    *[
        "EU",
        "AZE",
        "KAZ",
        "KGZ",
        "UZB",
        "TKM",
        "ARE",
        "QAT",
        "KWT",
        "BHR",
        "OMN",
        "IRN",
        "IRQ",
        "ISR",
        "EGY",
        "UKR",
        "ARM",
        "GEO",
        "BLR",
        "SYR",
        "JOR",
    ],
    *["ETH", "ERI", "SDN", "PAK", "PRK", "CUB", "VEN", "COL", "NOR", "CHE", "FIN"],
)
FORMER = {"SUN", "YUG", "SCG", "DDR", "CSK", "YMD"}


@functools.cache
def rows() -> list[dict[str, str]]:
    with (TABLES / "offices.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def lines() -> dict[tuple[str, str], list[dict[str, str]]]:
    table: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows():
        table.setdefault((row["state"], row["office"]), []).append(row)
    return table


def holder(state: str, office: str, day: str) -> str | None:
    for row in lines().get((state, office), []):
        if row["since"] <= day and (not row["until"] or day < row["until"]):
            return row["person"]
    return None


def test_every_row_has_a_person_an_office_and_a_date() -> None:
    for row in rows():
        assert row["person"].strip(), row
        assert row["office"] in OFFICES, row
        assert DATE.fullmatch(row["since"]), row
        assert not row["until"] or DATE.fullmatch(row["until"]), row


def test_every_day_of_the_table_is_in_the_calendar() -> None:
    for row in rows():
        for day in (row["since"], row["until"], row["checked"]):
            if len(day) == len("YYYY-MM-DD"):
                dt.date.fromisoformat(day)


def test_a_tenure_ends_after_it_begins() -> None:
    for row in rows():
        assert not row["until"] or row["since"] < row["until"], row


def test_no_office_has_two_holders_on_one_day() -> None:
    for key, line in lines().items():
        for before, after in itertools.pairwise(line):
            assert before["until"], (key, before, after)
            assert before["until"] <= after["since"], (key, before, after)


def test_an_open_tenure_says_to_which_day_it_was_checked() -> None:
    for row in rows():
        assert bool(row["checked"]) == (not row["until"]), row
        assert not row["checked"] or row["since"] <= row["checked"] <= "2026-11-24", row


def test_every_source_is_listed_or_an_address() -> None:
    with (TABLES / "sources_offices.csv").open(encoding="utf-8", newline="") as file:
        known = {row["source_id"] for row in csv.DictReader(file)}
    for row in rows():
        assert row["source"] in known or row["source"].startswith("https://"), row


def test_every_state_of_the_table_is_a_row_of_the_world() -> None:
    with (TABLES / "states.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    with (TABLES / "organisations.csv").open(encoding="utf-8", newline="") as file:
        known |= {row["id"] for row in csv.DictReader(file)}
    assert {row["state"] for row in rows()} <= known


def test_no_alias_repeats_the_name_or_another_alias() -> None:
    for row in rows():
        aliases = [alias for alias in row["aliases"].split("|") if alias]
        assert row["person"] not in aliases, row
        assert max(Counter(aliases).values(), default=1) == 1, row


def test_the_leaders_of_nearly_all_states_are_known_in_each_year_from_1992() -> None:
    states = {state for state, office in lines() if office == "leader"} - FORMER
    for year in range(1992, 2026):
        known = sum(bool(holder(state, "leader", f"{year}-07-01")) for state in states)
        assert known >= 0.93 * len(states), (year, known, len(states))


@pytest.mark.parametrize("state", FOREIGN)
def test_foreign_ministers_are_known_to_2025(state: str) -> None:
    assert holder(state, "foreign_minister", "2025-06-01") or state == "SDN"


@pytest.mark.parametrize("state", G20)
def test_foreign_ministers_of_the_twenty_have_few_gaps_from_1992(state: str) -> None:
    days = [f"{year}-{month}-15" for year in range(1992, 2026) for month in ("03", "09")]
    known = sum(bool(holder(state, "foreign_minister", day)) for day in days)
    assert known >= 0.95 * len(days), (known, len(days))


@pytest.mark.parametrize(
    ("state", "office", "day", "person"),
    [
        ("TUR", "head_of_state", "2015-11-24", "Recep Tayyip Erdoğan"),
        ("TUR", "head_of_government", "2015-11-24", "Ahmet Davutoğlu"),
        ("TUR", "head_of_government", "2016-06-30", "Binali Y\u0131ld\u0131r\u0131m"),
        ("TUR", "foreign_minister", "2016-06-27", "Mevlüt Çavuşoğlu"),
        ("TUR", "foreign_minister", "2024-01-01", "Hakan Fidan"),
        ("RUS", "foreign_minister", "2015-11-24", "Sergey Lavrov"),
        ("RUS", "head_of_state", "2010-01-01", "Dmitry Medvedev"),
        ("SUN", "leader", "1990-06-01", "Mikhail Gorbachev"),
        ("SUN", "leader", "1962-10-20", "Nikita Khrushchev"),
        ("USA", "leader", "1945-06-01", "Harry S. Truman"),
        ("GHA", "leader", "1960-01-01", "Kwame Nkrumah"),
        ("DDR", "leader", "1975-01-01", "Erich Honecker"),
        ("MMR", "leader", "1990-01-01", "Saw Maung"),
        ("SAU", "leader", "1973-10-20", "Faisal bin Abdulaziz Al Saud"),
        ("RUS", "leader", "1995-06-01", "Boris Yeltsin"),
        ("KAZ", "head_of_state", "2016-06-27", "Nursultan Nazarbayev"),
        ("KAZ", "head_of_state", "2020-01-01", "Kassym-Jomart Tokayev"),
        ("AZE", "head_of_state", "2016-06-27", "Ilham Aliyev"),
        ("QAT", "head_of_state", "2017-06-05", "Tamim bin Hamad Al Thani"),
        ("KWT", "head_of_state", "2017-06-05", "Sabah Al-Ahmad Al-Jaber Al-Sabah"),
        ("ETH", "head_of_government", "2018-07-09", "Abiy Ahmed Ali"),
        ("ERI", "leader", "2018-07-09", "Isaias Afwerki"),
        ("DEU", "head_of_government", "2015-01-01", "Angela Merkel"),
        ("GBR", "foreign_minister", "2017-01-01", "Boris Johnson"),
        ("USA", "foreign_minister", "1995-11-21", "Warren Christopher"),
        ("EU", "foreign_minister", "2015-07-14", "Federica Mogherini"),
        ("UN", "head_of_organisation", "1998-02-23", "Kofi Annan"),
        ("IRN", "head_of_state", "2023-03-10", "Ali Khamenei"),
    ],
)
def test_who_was_who_on_a_known_day(state: str, office: str, day: str, person: str) -> None:
    assert holder(state, office, day) == person


def test_the_day_of_the_change_belongs_to_the_successor() -> None:
    assert holder("DEU", "head_of_government", "2021-12-07") == "Angela Merkel"
    assert holder("DEU", "head_of_government", "2021-12-08") == "Olaf Scholz"


def test_leaders_are_spelt_in_the_scripts_of_the_reader() -> None:
    putin = next(row for row in rows() if row["person"] == "Vladimir Putin")
    assert {"Путин", "بوتين", "普京"} <= set(putin["aliases"].split("|"))
