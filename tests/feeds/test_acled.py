"""ACLED rows become reports: sides by the state in their name, known by their time stamp."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.feeds.acled import acled
from goodoffices.feeds.codes import rows_of
from goodoffices.ontology import acts

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.feeds import ParsedSlot

ROW = {
    "event_id_cnty": "PER12", "event_date": "2024-03-08", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Military Forces of Peru (2021-)",
    "inter1": "State forces", "actor2": "Military Forces of Ecuador (2023-)",
    "inter2": "State forces", "country": "Peru", "location": "Old Bridge",
    "source": "Daily Example; Other", "notes": '"Said to be, again"', "fatalities": "2",
    "timestamp": "1710201600",
}  # fmt: skip


def parse(folder: Path, *rows: dict[str, str]) -> ParsedSlot:
    path = folder / "export.csv"
    lines = [",".join(ROW), *(",".join((ROW | row).values()) for row in rows)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (slot,) = acled().parse(path)
    return slot


def one(folder: Path, **cells: str) -> dict[str, object]:
    (report,) = parse(folder, cells).reports.to_pylist()
    return dict(report)


def test_a_row_becomes_a_report(tmp_path: Path) -> None:
    assert one(tmp_path) == {
        "report_id": "PER12", "feed": "acled", "day": dt.date(2024, 3, 8),
        "known_at": dt.date(2024, 3, 12), "source": "PER", "source_role": "MIL",
        "source_name": "Military Forces of Peru (2021-)", "target": "ECU", "target_role": "MIL",
        "target_name": "Military Forces of Ecuador (2023-)", "code": "190", "category": None,
        "goldstein": None, "is_root": None, "n_mentions": None, "n_sources": 2,
        "n_articles": None, "tone": None, "n_dead": 2, "place": "Old Bridge",
        "place_state": "PER", "url": None, "publisher": "Daily Example", "story": None,
        "slot": "acled:export",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "actor", "role"),
    [
        ("Police Forces of Peru (2021-) Border Guard", "1", "PER", "COP"),
        ("Government of Peru (2021-)", "State forces", "PER", "GOV"),
        ("Military Forces of the United States (2021-)", "8", "USA", "MIL"),
        ("Protesters (Peru)", "Protesters", "PER", "OPP"),
        ("Civilians (Ghana)", "7", "GHA", "CVL"),
        ("Unidentified Armed Group (Ghana)", "3", "GHA", "REB"),
        ("The Fictive Front", "Rebel group", None, "REB"),
        ("AU: Mission of the Union in Ghana", "8", "AU", "MIL"),
        ("Somebody", "", None, None),
    ],
)
def test_an_actor_is_placed_by_the_state_in_its_name(
    tmp_path: Path, name: str, kind: str, actor: str | None, role: str | None
) -> None:
    report = one(tmp_path, actor1=name, inter1=kind)
    assert (report["source"], report["source_role"]) == (actor, role)


def test_force_against_protesters_is_the_act_of_those_who_use_it(tmp_path: Path) -> None:
    report = one(
        tmp_path,
        sub_event_type="Excessive force against protesters",
        actor1="Protesters (Peru)",
        inter1="Protesters",
        actor2="Police Forces of Peru (2021-)",
        inter2="State forces",
    )
    assert (report["code"], report["source_role"], report["target_role"]) == ("175", "COP", "OPP")


def test_days_may_be_written_in_words_and_stamps_may_lack(tmp_path: Path) -> None:
    report = one(tmp_path, event_date="08 March 2024", timestamp="")
    assert report["day"] == report["known_at"] == dt.date(2024, 3, 8)


def test_an_event_may_have_one_side(tmp_path: Path) -> None:
    report = one(tmp_path, actor2="", inter2="", sub_event_type="Peaceful protest")
    assert (report["target"], report["target_role"], report["target_name"]) == (None, None, None)


def test_every_kind_of_event_has_a_code_that_exists() -> None:
    rows = rows_of("acled_events")
    assert len(rows) == 25
    assert all(row["code"] in acts() and row["is_coarse"] in {"yes", "no"} for row in rows)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"sub_event_type": "Dance"}, "sub_event_type must be one of ACLED, found 'Dance'"),
        ({"fatalities": "-1"}, "fatalities must be a number from 0 to 1e+07, found '-1'"),
        ({"event_date": "08/03/2024"}, "event_date must be YYYY-MM-DD or 8 March 2024, found"),
        ({"event_id_cnty": ""}, "event_id_cnty must not be empty"),
    ],
)
def test_a_bad_row_is_set_aside_with_line_and_reason(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    slot = parse(tmp_path, {}, {"event_id_cnty": "PER13"} | cells)
    (reject,) = slot.rejects.to_pylist()
    assert reject["line"] == 3
    assert reject["reason"].startswith(reason)
