"""POLECAT rows become reports: PLOVER categories with CAMEO codes, known when published."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.feeds.acts import code_of_plover, plover_pairs
from goodoffices.feeds.polecat import polecat
from goodoffices.ontology import plover

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.feeds import ParsedSlot

ROW = {
    "Event ID": "story9_1", "Event Date": "2023-02-03", "Event Type": "CONSULT",
    "Event Mode": "phone", "Intensity": "2.5", "Quad Code": "VERBAL COOPERATION",
    "Contexts": "diplomatic", "Actor Name": "Government of Peru", "Actor Country": "PER",
    "Actor COW": "135", "Primary Actor Sector": "GOV", "Actor Sectors": "GOV; LEG",
    "Recipient Name": "Ghana", "Recipient Country": "GHA", "Recipient COW": "452",
    "Placename": "Lima", "Country": "PER", "Source": "daily.example",
    "Publication Date": "2023-02-05", "Language": "es", "Version": "1.0",
}  # fmt: skip
HEADER = "\t".join(ROW)


def line(**cells: str) -> str:
    return "\t".join(
        (ROW | {name.replace("_", " "): cell for name, cell in cells.items()}).values()
    )


def parse(folder: Path, *lines: str, header: str = HEADER) -> ParsedSlot:
    path = folder / "weekly 2023-02-06.txt"
    path.write_text("".join(f"{one}\n" for one in (header, *lines)), encoding="utf-8")
    (slot,) = polecat().parse(path)
    return slot


def one(folder: Path, **cells: str) -> dict[str, object]:
    (report,) = parse(folder, line(**cells)).reports.to_pylist()
    return dict(report)


def test_a_row_becomes_a_report(tmp_path: Path) -> None:
    assert one(tmp_path) == {
        "report_id": "story9_1", "feed": "polecat", "day": dt.date(2023, 2, 3),
        "known_at": dt.date(2023, 2, 5), "source": "PER", "source_role": "GOV",
        "source_name": "Government of Peru", "target": "GHA", "target_role": None,
        "target_name": "Ghana", "code": "041", "category": "CONSULT", "goldstein": 2.5,
        "is_root": None, "n_mentions": None, "n_sources": None, "n_articles": None, "tone": None,
        "n_dead": None, "place": "Lima", "place_state": "PER", "url": None,
        "publisher": "daily.example", "story": "story9", "slot": "polecat:weekly-2023-02-06",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "padding"),
    [
        (HEADER + "\tHeadline\tEvent Text", ""),
        (HEADER + "\t\t\t", "\t\t\t"),
        (HEADER + "\t\t", ""),
        (HEADER, "\t\t"),
        ("\ufeff" + HEADER, ""),
        (HEADER.replace("Intensity", "Event Intensity"), ""),
    ],
)
def test_headers_that_do_not_fit_the_rows_are_read(
    tmp_path: Path, header: str, padding: str
) -> None:
    slot = parse(tmp_path, line() + padding, line(Event_ID="story9_2") + padding, header=header)
    assert slot.rejects.num_rows == 0
    assert slot.reports["goldstein"].to_pylist() == [2.5, 2.5]
    assert slot.reports["publisher"].to_pylist() == ["daily.example"] * 2


def test_a_row_of_another_width_is_set_aside(tmp_path: Path) -> None:
    slot = parse(tmp_path, line(), line(Event_ID="story9_2") + "\tmore")
    (reject,) = slot.rejects.to_pylist()
    assert (reject["line"], reject["reason"]) == (3, "21 columns expected, found 22")


def test_a_row_without_publication_date_is_known_on_its_day(tmp_path: Path) -> None:
    assert one(tmp_path, Publication_Date="None")["known_at"] == dt.date(2023, 2, 3)


@pytest.mark.parametrize(
    ("country", "name", "actor"),
    [("PER", "x", "PER"), ("Peru", "x", "PER"), ("PER; GHA", "x", None), ("PER; PER", "x", "PER"),
     ("None", "African Union", "AU"), ("None", "Peru", None), ("XYZ", "x", None)],
)  # fmt: skip
def test_an_actor_of_one_state_is_placed_there_and_of_several_nowhere(
    tmp_path: Path, country: str, name: str, actor: str | None
) -> None:
    assert one(tmp_path, Actor_Country=country, Actor_Name=name)["source"] == actor


@pytest.mark.parametrize(
    ("category", "mode", "code", "is_coarse"),
    [
        ("CONSULT", "phone", "041", False),
        ("CONSULT", "visit", "040", True),
        ("AGREE", "", "030", True),
        ("SANCTION", "expel", "166", True),
        ("SANCTION", "a mode of tomorrow", "160", True),
        ("ASSAULT", "beat", "182", False),
        ("ASSAULT", "Suicide attack", "183", True),
        ("protest", "Riot", "145", True),
    ],
)
def test_a_category_and_mode_have_a_code_that_says_whether_it_is_coarse(
    category: str, mode: str, code: str, is_coarse: bool
) -> None:
    found = code_of_plover(category, mode)
    assert found is not None
    assert (found.code, found.is_coarse) == (code, is_coarse)


def test_an_exact_code_leads_back_to_its_category_and_mode() -> None:
    exact = {pair: one for pair, one in plover_pairs().items() if not one.is_coarse}
    assert len(exact) > 15
    for (category, mode), coded in exact.items():
        back = plover(coded.code, "2021")
        assert (back.category, back.mode) == (category, mode)


def test_an_unknown_category_is_set_aside(tmp_path: Path) -> None:
    slot = parse(tmp_path, line(), line(Event_ID="story9_2", Event_Type="DANCE"))
    (reject,) = slot.rejects.to_pylist()
    assert reject["reason"] == "Event Type must be a category of PLOVER, found 'DANCE'"
