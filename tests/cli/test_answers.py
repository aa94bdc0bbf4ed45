from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_the_brief_of_july_2016_tells_the_acceptance_story(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "brief", "Turkey", "Russia", "--as-of", "2016-07-05")
    assert done.code == 0
    for fact in ("24 November 2015", "30 Jun 2016", "27 June 2016", "Kazakhstan", "Azerbaijan"):
        assert fact in done.out, fact


def test_the_brief_of_december_2015_knows_nothing_of_the_thaw(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "brief", "TUR", "RUS", "--as-of", "2015-12-15", "--json")
    assert done.code == 0
    made = json.loads(done.out)
    assert made["as_of"] == "2015-12-15"
    assert made["trigger_day"] == "2015-11-24"
    assert all(row["day"] is None or row["day"] <= "2015-12-15" for row in made["timeline"])
    assert all(
        entry["known_at"] <= "2015-12-15" for entry in made["references"] if entry["known_at"]
    )


def test_the_order_of_the_two_states_does_not_matter(run: Run, loaded: Path) -> None:
    words = ("--as-of", "2016-07-05", "--json")
    there = run("--store", loaded, "brief", "TUR", "RUS", *words)
    back = run("--store", loaded, "brief", "RUS", "TUR", *words)
    assert there.out == back.out


def test_a_pair_without_data_is_told_what_is_missing_and_how_to_add_it(
    run: Run, loaded: Path
) -> None:
    done = run("--store", loaded, "brief", "BRA", "JPN", "--as-of", "2020-01-01")
    assert done.code == 0
    assert "goodoffices read" in done.out
    assert "goodoffices load" in done.out
    assert "Brazil" in done.out
    assert "Japan" in done.out


def test_the_page_is_written_whole_beside_the_text(run: Run, loaded: Path, tmp_path: Path) -> None:
    page = tmp_path / "new folder" / "brief.html"
    done = run("--store", loaded, "brief", "TUR", "RUS", "--as-of", "2016-07-05", "--html", page)
    assert done.code == 0
    assert str(page) in done.err
    assert [file.name for file in page.parent.iterdir()] == ["brief.html"]


def test_a_page_that_cannot_be_written_is_one_error(run: Run, loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    page = tmp_path / "file" / "brief.html"
    done = run("--store", loaded, "brief", "TUR", "RUS", "--as-of", "2016-07-05", "--html", page)
    assert done.code == 1
    assert done.err.startswith("goodoffices: ")
    assert done.out == ""


def test_the_ranking_names_third_parties_with_reasons(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "mediators", "TUR", "RUS", "--as-of", "2016-07-05", "--top", 2)
    assert done.code == 0
    assert "  1. " in done.out
    assert "  3. " not in done.out


def test_every_term_of_a_candidate_can_be_shown_and_sums_to_its_score(
    run: Run, loaded: Path
) -> None:
    words = ("mediators", "TUR", "RUS", "--as-of", "2016-07-05", "--why", "Kazakhstan", "--json")
    found = json.loads(run("--store", loaded, *words).out)
    assert found["score"] == pytest.approx(sum(term["contribution"] for term in found["terms"]))
    shown = run("--store", loaded, *words[:-1])
    assert shown.code == 0
    assert all(term["sentence"] in shown.out for term in found["terms"])


def test_a_party_is_no_candidate_in_its_own_rift(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "mediators", "TUR", "RUS", "--why", "Russia")
    assert done.code == 2
    assert "no candidate" in done.err


def test_the_relation_shows_phases_and_measures(run: Run, loaded: Path) -> None:
    done = run("--store", loaded, "relation", "QAT", "SAU", "--as-of", "2017-07-01")
    assert done.code == 0
    assert "since 2017-06-05" in done.out


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("the Turkish president", "2016-07-05", "TUR"),
        ("Soviet Union", "1990-01-01", "SUN"),
        ("Georgia", "2020-01-01", "ambiguous"),
        ("Freedonia", "2020-01-01", "unknown"),
    ],
)
def test_who_answers_or_says_that_it_cannot(run: Run, name: str, day: str, expected: str) -> None:
    done = run("who", name, "--as-of", day)
    assert done.code == 0
    assert expected in done.out


@pytest.mark.parametrize("command", ["brief", "relation", "mediators"])
def test_a_state_cannot_fall_out_with_itself(run: Run, loaded: Path, command: str) -> None:
    done = run("--store", loaded, command, "TUR", "Turkey")
    assert done.code == 2
    assert "the same" in done.err


@pytest.mark.parametrize("command", ["brief", "relation", "mediators"])
def test_unknown_and_ambiguous_names_are_one_clear_error(
    run: Run, loaded: Path, command: str
) -> None:
    unknown = run("--store", loaded, command, "Freedonia", "RUS")
    ambiguous = run("--store", loaded, command, "Congo", "RUS")
    assert unknown.code == ambiguous.code == 1
    assert "Freedonia" in unknown.err
    assert "COD" in ambiguous.err
    assert "COG" in ambiguous.err
    assert unknown.err.count("\n") <= 2


@pytest.mark.parametrize("day", ["2016-13-01", "yesterday", "2016-02-30", "20160705"])
def test_impossible_days_are_usage_errors(run: Run, loaded: Path, day: str) -> None:
    done = run("--store", loaded, "brief", "TUR", "RUS", "--as-of", day)
    assert done.code == 2
    assert "YYYY-MM-DD" in done.err
