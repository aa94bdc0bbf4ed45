"""UCDP GED rows become reports: sides by Gleditsch-Ward number, deaths, known by the sources."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.feeds.ucdp import ucdp_ged

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.feeds import ParsedSlot

ROW = {
    "id": "901", "type_of_violence": "1", "number_of_sources": "2",
    "source_office": "Daily Example;Other", "source_date": "1995-01-29;1995-02-01",
    "where_coordinates": "Old Bridge", "country": "Peru", "country_id": "135", "date_prec": "2",
    "date_start": "1995-01-26 00:00:00.000", "date_end": "1995-01-28 00:00:00.000",
    "side_a": "Government of Peru", "side_b": "Government of Ecuador", "best": "4", "high": "6",
    "low": "3", "gwnoa": "135", "gwnob": "130",
}  # fmt: skip


def parse(folder: Path, *rows: dict[str, str]) -> ParsedSlot:
    path = folder / "GEDEvent_v0.csv"
    lines = [",".join(ROW), *(",".join((ROW | row).values()) for row in rows)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (slot,) = ucdp_ged().parse(path)
    return slot


def one(folder: Path, **cells: str) -> dict[str, object]:
    (report,) = parse(folder, cells).reports.to_pylist()
    return dict(report)


def test_a_row_becomes_a_report(tmp_path: Path) -> None:
    slot = parse(tmp_path, {})
    assert slot.reports.to_pylist() == [{
        "report_id": "901", "feed": "ucdp-ged", "day": dt.date(1995, 1, 26),
        "known_at": dt.date(1995, 2, 1), "source": "PER", "source_role": "MIL",
        "source_name": "Government of Peru", "target": "ECU", "target_role": "MIL",
        "target_name": "Government of Ecuador", "code": "190", "category": None,
        "goldstein": None, "is_root": None, "n_mentions": None, "n_sources": 2,
        "n_articles": None, "tone": None, "n_dead": 4, "place": "Old Bridge",
        "place_state": "PER", "url": None, "publisher": "Daily Example", "story": None,
        "slot": "ucdp-ged:GEDEvent_v0",
    }]  # fmt: skip
    assert slot.opens_at == dt.datetime(1995, 1, 26, tzinfo=dt.UTC)
    assert slot.closes_at == dt.datetime(1995, 1, 27, tzinfo=dt.UTC)


def test_armed_groups_act_for_no_state(tmp_path: Path) -> None:
    report = one(tmp_path, side_b="The Fictive Front", gwnob="")
    assert (report["target"], report["target_role"]) == (None, "REB")
    assert report["target_name"] == "The Fictive Front"


def test_a_government_without_number_is_placed_by_its_name(tmp_path: Path) -> None:
    report = one(tmp_path, side_a="Government of Zimbabwe (Rhodesia)", gwnoa="")
    assert report["source"] == "ZWE"


def test_civilians_of_one_sided_violence_belong_to_the_country(tmp_path: Path) -> None:
    report = one(tmp_path, type_of_violence="3", side_b="Civilians", gwnob="", country="Peru")
    assert (report["code"], report["target"], report["target_role"]) == ("180", "PER", "CVL")


@pytest.mark.parametrize(
    ("number", "actor"), [("260", "DEU"), ("678", "YEM"), ("970", "KIR"), ("2.0", "USA")]
)
def test_numbers_are_those_of_gleditsch_and_ward(tmp_path: Path, number: str, actor: str) -> None:
    assert one(tmp_path, gwnoa=number)["source"] == actor


def test_a_row_without_dated_sources_is_known_at_its_end(tmp_path: Path) -> None:
    assert one(tmp_path, source_date="")["known_at"] == dt.date(1995, 1, 28)
    assert one(tmp_path, source_date="1995-01-02")["known_at"] == dt.date(1995, 1, 28)


def test_a_count_that_was_not_kept_is_not_known(tmp_path: Path) -> None:
    assert one(tmp_path, number_of_sources="-1")["n_sources"] is None


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"type_of_violence": "4"}, "type_of_violence must be 1, 2 or 3, found '4'"),
        ({"date_end": "1995-01-02"}, "date_end lies before date_start, found '1995-01-02'"),
        ({"best": "many"}, "best must be a number from 0 to 1e+07, found 'many'"),
        ({"best": ""}, "best must be a number from 0 to 1e+07, found None"),
        ({"id": ""}, "id must not be empty"),
        ({"date_start": "26.1.1995"}, "date_start must be YYYY-MM-DD, found '26.1.1995'"),
    ],
)
def test_a_bad_row_is_set_aside_with_line_and_reason(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    slot = parse(tmp_path, {}, {"id": "902"} | cells)
    (reject,) = slot.rejects.to_pylist()
    assert reject["line"] == 3
    assert reject["reason"].startswith(reason)
