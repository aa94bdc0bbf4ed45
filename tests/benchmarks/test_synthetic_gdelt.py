"""The made archive holds what it says was planted, so that benchmarks measure what they claim."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "feeds"))
from synthetic_gdelt import Plan, make_archive

from goodoffices.feeds.gdelt import Gdelt

PLAN = Plan(
    n_slots=6,
    n_rows=60,
    first=dt.datetime(2016, 1, 1, 23, 15, tzinfo=dt.UTC),
    missing=(1,),
    broken=(0,),
    corrected=(2,),
    doubles_at=4,
    retold=0.3,
    elsewhere=0.5,
    n_twice=2,
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    make_archive(folder, PLAN, has_truth=True)
    return folder


def test_missing_slots_have_no_file_and_a_doubled_feed_twice_the_rows(archive: Path) -> None:
    slots = list(Gdelt().parse_many(sorted(archive.glob("*.export.*"))))
    assert [slot.n_rows for slot in slots] == [62, 62, 62, 122, 122]
    assert [f"{slot.opens_at:%H%M}" for slot in slots] == ["2315", "2345", "0000", "0015", "0030"]


def test_a_day_of_outage_has_no_slot(tmp_path: Path) -> None:
    first = dt.datetime(2016, 1, 2, 23, 30, tzinfo=dt.UTC)
    plan = Plan(n_slots=99, n_rows=3, first=first, outages=(dt.date(2016, 1, 3),))
    assert len(make_archive(tmp_path, plan).missing) == 96
    names = sorted(path.name[:12] for path in tmp_path.glob("*.export.*"))
    assert names == ["201601022330", "201601022345", "201601040000"]


def test_broken_lines_and_lines_told_twice_are_found_where_they_were_planted(archive: Path) -> None:
    first, second, *_ = Gdelt().parse_many(sorted(archive.glob("*.export.*")))
    assert first.rejects["line"].to_pylist() == [2, 3]
    assert (second.n_duplicates, second.rejects.num_rows) == (2, 0)


def test_a_corrected_slot_has_a_second_file_with_fewer_rows(archive: Path) -> None:
    (path,) = (archive / "corrected").glob("*.export.*")
    (slot,) = Gdelt().parse(path)
    assert slot.n_rows == 54
    listed = [(archive / one).read_text(encoding="ascii").splitlines()
              for one in ("masterfilelist.txt", "corrected/masterfilelist.txt")]  # fmt: skip
    assert len(set(listed[0]) ^ set(listed[1])) == 2


def test_a_row_told_again_by_its_article_shares_its_address_and_by_another_does_not(
    archive: Path,
) -> None:
    with (archive / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = list(csv.DictReader(file))
    slots = Gdelt().parse_many(sorted(archive.glob("*.export.*"))[1:])
    url = {row["report_id"]: row["url"] for slot in slots for row in slot.reports.to_pylist()}
    again = [
        row for row in truth if row["report_id"] != row["happening"] and row["report_id"] in url
    ]
    assert {row["is_elsewhere"] for row in again} == {"0", "1"}
    for row in again:
        is_same = url[row["report_id"]] == url[row["happening"]]
        assert is_same == (row["is_elsewhere"] == "0")


def test_the_zips_are_about_as_dense_as_those_of_the_feed(tmp_path: Path) -> None:
    make_archive(tmp_path, Plan(n_slots=1, n_rows=2000))
    (path,) = tmp_path.glob("*.export.*")
    n_bytes = sum(len(line) for line in _lines(path))
    assert 4.5 < n_bytes / path.stat().st_size < 7


def _lines(path: Path) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(path) as made:
        return made.read(made.namelist()[0]).splitlines(keepends=True)
