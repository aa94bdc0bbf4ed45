from __future__ import annotations

import csv
import datetime as dt
import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.world.ties import great_circle_km, load_ties, read_ties

TABLES = files("goodoffices.world").joinpath("tables")
NAMES = ("ties_capitals", "ties_borders", "languages", "religions", "former_rule")


def table(name: str) -> list[dict[str, str]]:
    text = TABLES.joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        # CEPII dist_cepii, column distcap.
        ("KAZ", "TUR", 3213.871),
        ("KAZ", "RUS", 2270.788),
        ("AZE", "KAZ", 2050.058),
    ],
)
def test_distances_agree_with_the_published_ones(a: str, b: str, km: float) -> None:
    assert load_ties().distance_km(a, b) == pytest.approx(km, abs=1.5)


def test_turkic_languages_are_kin_where_the_source_table_sees_none() -> None:
    tie = load_ties().tie("TUR", "KAZ")
    assert tie.shared_languages == ()
    assert tie.language_branches == ("Turkic",)


def test_a_shared_language_names_its_branch_too() -> None:
    tie = load_ties().tie("QAT", "KWT")
    assert tie.shared_languages == ("Arabic",)
    assert tie.language_branches == ("Arabic",)


def test_a_former_common_state_is_told_with_its_end() -> None:
    (rule,) = load_ties().tie("KAZ", "RUS").common_rulers
    assert (rule.ruler, rule.low_until, rule.high_until) == ("Soviet Union", "1991", None)


def test_states_of_one_colonial_empire_share_it_and_others_do_not() -> None:
    ties = load_ties()
    rulers = {rule.ruler for rule in ties.tie("MRT", "SEN").common_rulers}
    assert "French colonial empire" in rulers
    assert ties.tie("TUR", "RUS").common_rulers == ()


def test_religion_is_shared_by_its_largest_community_and_branch_where_told() -> None:
    ties = load_ties()
    assert ties.tie("GRC", "SRB").shared_religion_branch == "Orthodox"
    assert ties.tie("TUR", "EGY").shared_religion == "Islam"
    assert ties.tie("TUR", "RUS").shared_religion is None
    assert ties.tie("TUR", "RUS").is_religion_known


def test_borders_hold_for_their_time() -> None:
    ties = load_ties()
    assert ties.tie("AZE", "TUR").is_contiguous
    assert not ties.tie("RUS", "TUR").is_contiguous
    assert ties.tie("CSK", "DEU", dt.date(1991, 6, 1)).is_contiguous
    assert not ties.tie("CSK", "DEU", dt.date(2000, 6, 1)).is_contiguous
    assert ties.tie("ETH", "ERI", dt.date(1990, 6, 1)).is_contiguous is False


def test_what_no_table_tells_is_unknown_and_not_false() -> None:
    tie = load_ties().tie("XSO", "RUS")
    assert tie.distance_km is None
    assert tie.is_contiguous is None
    assert tie.shared_languages is None
    assert not tie.is_religion_known


@given(st.sampled_from(sorted(load_ties().capitals)), st.sampled_from(sorted(load_ties().capitals)))
def test_a_tie_is_the_same_from_both_sides(a: str, b: str) -> None:
    ties = load_ties()
    assert ties.tie(a, b) == ties.tie(b, a)


LATITUDES = st.floats(min_value=-90, max_value=90)
LONGITUDES = st.floats(min_value=-180, max_value=180)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_symmetric_and_never_over_half_the_globe(
    lat_a: float, lon_a: float, lat_b: float, lon_b: float
) -> None:
    there = great_circle_km(lat_a, lon_a, lat_b, lon_b)
    assert there == pytest.approx(great_circle_km(lat_b, lon_b, lat_a, lon_a), abs=1e-6)
    assert 0 <= there <= 20_038


def test_every_source_of_a_row_is_listed() -> None:
    listed = {row["source_id"] for row in table("sources_ties")}
    for name in NAMES:
        assert {row["source"] for row in table(name)} <= listed
    tie = load_ties().tie("KAZ", "RUS")
    assert {source for _, source in tie.sources} <= listed


def test_capitals_are_told_for_every_member_of_the_united_nations() -> None:
    members = {row["id"] for row in table("states") if row["status"] == "un_member"}
    known = load_ties()
    assert members <= set(known.capitals)
    assert members <= set(known.languages)
    assert members - set(known.faiths) <= {"ERI", "PRK", "KNA"}


def test_the_tables_are_small_and_read_fast() -> None:
    size = sum(len(TABLES.joinpath(f"{name}.csv").read_bytes()) for name in NAMES)
    assert size < 1_000_000
    start = time.perf_counter()
    read_ties(TABLES)
    assert time.perf_counter() - start < 0.25  # 15 ms on an idle machine
