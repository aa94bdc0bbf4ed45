"""Who exists, what they are called, what they belong to, on a given day."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

import goodoffices.world
from goodoffices.errors import BadRow, UnknownActor
from goodoffices.world import load_world

WORLD = load_world()
TABLES = Path(goodoffices.world.__file__).parent / "tables"
MY_TABLES = [
    "states.csv",
    "un_names.csv",
    "names.csv",
    "names_hand.csv",
    "places.csv",
    "ambiguous.csv",
    "titles.csv",
    "endings.csv",
    "usual_words.csv",
    "particles.csv",
    "organisations.csv",
    "memberships.csv",
    "council.csv",
]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def rows(table: str) -> list[dict[str, str]]:
    with (TABLES / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_united_nations_has_193_members_today_and_each_is_a_state() -> None:
    members = WORLD.members("UN", day("2026-01-01"))
    assert len(members) == 193
    assert {WORLD.kind(member) for member in members} == {"state"}


@pytest.mark.parametrize(
    ("date", "n_members"),
    [
        ("1990-01-01", 159),
        ("1991-12-31", 166),
        ("1992-12-31", 179),
        ("1993-12-31", 184),
        ("2002-12-31", 191),
        ("2006-12-31", 192),
        ("2011-12-31", 193),
    ],
)
def test_the_united_nations_grew_as_its_own_list_says(date: str, n_members: int) -> None:
    # Reference: United Nations, "Growth in United Nations membership" (figures by year).
    assert len(WORLD.members("UN", day(date))) == n_members


def test_ids_are_unique_across_states_and_organisations() -> None:
    ids = [row["id"] for table in ("states.csv", "organisations.csv") for row in rows(table)]
    assert len(ids) == len(set(ids))


def test_ids_of_organisations_are_plain_capitals_and_digits() -> None:
    assert all(row["id"].isalnum() and row["id"].isupper() for row in rows("organisations.csv"))


@pytest.mark.parametrize("table", MY_TABLES)
def test_each_row_has_a_source_that_can_be_shown(table: str) -> None:
    for row in rows(table):
        source = WORLD.source(row["source"])
        assert source.url.startswith("http") or source.id in {"memory", "own-ambiguous"}, row


@pytest.mark.parametrize("table", MY_TABLES)
def test_dates_are_in_order(table: str) -> None:
    for row in rows(table):
        for since, until in (("since", "until"), ("un_since", "un_until")):
            if row.get(since) and row.get(until):
                assert row[since] < row[until], row


def test_each_membership_joins_two_known_actors_in_their_lifetime() -> None:
    for spell in WORLD.membership_spells():
        organisation, member = WORLD.entity(spell.organisation), WORLD.entity(spell.member)
        assert organisation.kind == "organisation"
        assert spell.until is None or member.since is None or spell.until > member.since, spell


def test_no_member_is_listed_twice_on_the_same_day() -> None:
    spells: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = {}
    for spell in WORLD.membership_spells():
        since, until = spell.since or dt.date.min, spell.until or dt.date.max
        for other_since, other_until in spells.setdefault((spell.organisation, spell.member), []):
            assert until <= other_since or other_until <= since, spell
        spells[spell.organisation, spell.member].append((since, until))


def test_an_organisation_with_a_member_list_has_members_while_it_lasts() -> None:
    for entity in WORLD.entities():
        if entity.has_member_list and entity.until is None:
            assert WORLD.members(entity.id, day("2026-01-01")), entity.id


@pytest.mark.parametrize(
    ("organisation", "member", "last_out", "first_in"),
    [
        ("NATO", "FIN", "2023-04-03", "2023-04-04"),
        ("EU", "HRV", "2013-06-30", "2013-07-01"),
        ("LAS", "SYR", "2023-05-06", "2023-05-07"),
        ("OPEC", "AGO", "2006-12-31", "2007-01-01"),
        ("UN", "SSD", "2011-07-13", "2011-07-14"),
        ("AU", "MAR", "2017-01-30", "2017-01-31"),
        ("OTS", "UZB", "2019-10-14", "2019-10-15"),
    ],
)
def test_a_member_is_in_from_the_day_it_joined(
    organisation: str, member: str, last_out: str, first_in: str
) -> None:
    assert member not in WORLD.members(organisation, day(last_out))
    assert member in WORLD.members(organisation, day(first_in))


@pytest.mark.parametrize(
    ("organisation", "member", "last_in", "first_out"),
    [
        ("EU", "GBR", "2020-01-31", "2020-02-01"),
        ("OPEC", "QAT", "2018-12-31", "2019-01-01"),
        ("LAS", "SYR", "2011-11-15", "2011-11-16"),
        ("CIS", "GEO", "2009-08-17", "2009-08-18"),
        ("COE", "RUS", "2022-03-15", "2022-03-16"),
        ("ECOWAS", "MLI", "2025-01-28", "2025-01-29"),
    ],
)
def test_a_member_is_out_from_the_day_it_left(
    organisation: str, member: str, last_in: str, first_out: str
) -> None:
    assert organisation in WORLD.memberships(member, day(last_in))
    assert organisation not in WORLD.memberships(member, day(first_out))


@pytest.mark.parametrize(
    ("organisation", "n_members"),
    [
        ("EU", 27),
        ("NATO", 32),
        ("OSCE", 57),
        ("COE", 46),
        ("AU", 55),
        ("OIC", 57),
        ("LAS", 22),
        ("ASEAN", 11),
        ("COMMONWEALTH", 56),
        ("OECD", 38),
        ("UNSC", 15),
    ],
)
def test_sizes_of_organisations_are_the_ones_they_give_themselves(
    organisation: str, n_members: int
) -> None:
    assert len(WORLD.members(organisation, day("2026-01-01"))) == n_members


def test_ten_elected_members_sit_in_the_security_council_in_each_year() -> None:
    for year in range(1990, 2027):
        seats = [
            state
            for state in WORLD.members("UNSC", dt.date(year, 6, 1))
            if WORLD.council_seat(state, dt.date(year, 6, 1)) == "elected"
        ]
        assert len(seats) == 10, year


def test_a_permanent_seat_passes_from_the_soviet_union_to_russia() -> None:
    assert WORLD.council_seat("SUN", day("1991-12-25")) == "permanent"
    assert WORLD.council_seat("RUS", day("1991-12-25")) is None
    assert WORLD.council_seat("RUS", day("1991-12-26")) == "permanent"


def test_a_state_outside_the_council_has_no_seat() -> None:
    assert WORLD.council_seat("KAZ", day("2016-12-31")) is None
    assert WORLD.council_seat("KAZ", day("2017-01-01")) == "elected"
    assert WORLD.council_seat("KAZ", day("2019-01-01")) is None


def test_names_are_those_of_the_day() -> None:
    assert WORLD.name("TUR", day("2022-05-31")) == "Turkey"
    assert WORLD.name("TUR", day("2022-06-01")) == "Türkiye"
    assert WORLD.name("COD", day("1996-01-01")) == "Zaire"
    assert WORLD.name("MKD", day("2018-01-01"), style="short") == "Macedonia"
    assert WORLD.name("MKD", day("2020-01-01")) == "North Macedonia"
    assert WORLD.name("SWZ", day("2018-01-01")) == "Swaziland"
    assert WORLD.name("RUS", day("2016-01-01"), style="short") == "Russia"


def test_states_come_and_go() -> None:
    assert "SSD" not in WORLD.states(day("2011-07-08"))
    assert "SSD" in WORLD.states(day("2011-07-09"))
    assert "SUN" in WORLD.states(day("1991-12-25"))
    assert "SUN" not in WORLD.states(day("1991-12-26"))
    assert "MNE" not in WORLD.states(day("2006-06-02"))


def test_states_are_members_observers_kosovo_and_taiwan() -> None:
    states = set(WORLD.states(day("2026-01-01")))
    assert states - WORLD.members("UN", day("2026-01-01")) == {"VAT", "PSE", "XKX", "TWN"}


def test_de_facto_states_are_given_only_when_asked_for_and_are_marked() -> None:
    asked = set(WORLD.states(day("2020-01-01"), include_de_facto=True))
    extra = asked - set(WORLD.states(day("2020-01-01")))
    assert extra == {"XAB", "XSO", "XNK", "XTR", "XNC", "XSL"}
    assert {WORLD.kind(state) for state in extra} == {"de_facto"}
    assert "XNK" not in WORLD.states(day("2024-01-01"), include_de_facto=True)


def test_organisations_exist_from_their_first_day() -> None:
    assert "OTS" not in WORLD.organisations(day("2009-10-02"))
    assert "OTS" in WORLD.organisations(day("2015-11-24"))
    assert "EU" not in WORLD.organisations(day("1992-01-01"))


def test_an_unknown_id_says_what_an_id_looks_like() -> None:
    with pytest.raises(UnknownActor, match="ISO 3166-1"):
        WORLD.entity("Turkey")


def test_a_table_row_with_a_wrong_date_names_file_and_line(tmp_path: Path) -> None:
    for table in ("states.csv", "organisations.csv"):
        text = (TABLES / table).read_text(encoding="utf-8")
        (tmp_path / table).write_text(text.replace("1946-11-19", "19/11/1946"), encoding="utf-8")
    with pytest.raises(BadRow, match=r"states\.csv, line 2: un_since must be YYYY-MM-DD"):
        load_world(tmp_path).exists("AFG")


def test_a_taken_id_is_refused(tmp_path: Path) -> None:
    for table in ("states.csv", "organisations.csv"):
        (tmp_path / table).write_text((TABLES / table).read_text(encoding="utf-8"))
    with (tmp_path / "organisations.csv").open("a", encoding="utf-8") as out:
        out.write("TUR,igo,An organisation,,,none,,memory\n")
    with pytest.raises(BadRow, match="TUR is already taken by Türkiye"):
        load_world(tmp_path).exists("AFG")


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match=r"states\.csv: this table is missing"):
        load_world(tmp_path).exists("AFG")


def test_a_row_with_a_cell_too_many_is_refused(tmp_path: Path) -> None:
    text = (TABLES / "states.csv").read_text(encoding="utf-8")
    (tmp_path / "states.csv").write_text(text.replace("AFG,AF,", "AFG,AF,,"), encoding="utf-8")
    with pytest.raises(BadRow, match="line 2: expected 12 columns"):
        load_world(tmp_path).exists("AFG")


def test_holders_are_those_of_the_day() -> None:
    (president,) = WORLD.holders("TUR", day("2015-11-24"), "head_of_state")
    assert president.person == "Recep Tayyip Erdoğan"
    assert WORLD.holders("TUR", day("1900-01-01")) == ()


def test_nothing_is_claimed_after_the_day_a_holder_was_last_checked() -> None:
    for tenure in WORLD.tenures():
        if tenure.until is None and tenure.checked is not None:
            later = tenure.checked + dt.timedelta(days=1)
            assert not tenure.is_on(later)
            assert tenure.may_be_on(later)


def test_each_tenure_belongs_to_a_known_actor() -> None:
    assert {tenure.state for tenure in WORLD.tenures() if not WORLD.exists(tenure.state)} == set()


def test_the_reference_page_gives_the_true_size_and_columns_of_each_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "world.md").read_text(
        encoding="utf-8"
    )
    for table in MY_TABLES:
        found = rows(table)
        assert f"| `{table}` | {len(found)} | {', '.join(found[0])} |" in page


def test_the_reference_page_counts_states_by_status() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "world.md").read_text(
        encoding="utf-8"
    )
    counts = Counter(row["status"] for row in rows("states.csv"))
    for status, n_states in counts.items():
        assert f"| `{status}` | {n_states} |" in page


def test_a_month_or_year_ends_with_its_last_day() -> None:
    assert "GAB" in WORLD.members("OPEC", day("1995-01-31"))
    assert "GAB" not in WORLD.members("OPEC", day("1995-02-01"))
    assert "MRT" in WORLD.members("ECOWAS", day("2000-12-31"))
    assert "ECU" not in WORLD.members("OPEC", day("1993-01-01"))


def test_two_states_have_ties() -> None:
    assert WORLD.tie("RUS", "TUR") == WORLD.tie("TUR", "RUS")
    with pytest.raises(UnknownActor):
        WORLD.tie("TUR", "Russia")


def test_a_source_that_is_an_address_stands_for_itself() -> None:
    assert WORLD.source("https://example.org/x").url == "https://example.org/x"
    assert WORLD.source("nowhere").url == ""
