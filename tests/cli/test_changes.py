"""``changes``, and what ``relation`` says of feeds."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import pytest

from goodoffices.records import ActorId
from goodoffices.world import BrokenTie, BrokenTies, load_world

sys.path.append(str(Path(__file__).resolve().parents[1] / "relations" / "daily"))
from made_feed import quads, write_quads


@pytest.fixture
def fed(run, empty, tmp_path: Path) -> Path:  # noqa: ANN001
    assert run("--store", empty, "load-feed", write_quads(tmp_path / "q.tsv", quads())).code == 0
    return empty


def test_changes_tell_the_pair_the_phases_the_numbers_and_the_report(run, fed) -> None:  # noqa: ANN001
    done = run("--store", fed, "changes", "--as-of", "2018-06-11", "--since", "8d")
    assert done.code == 0
    assert "As feeds tell it: 1 change" in done.out
    assert "▼ Ghana - Peru: opened on 2018-06-0" in done.out
    assert "(calm to rift); tone " in done.out
    assert "Peru to Ghana: reduce or break diplomatic relations (CAMEO 161)" in done.out


def test_changes_as_json_hold_the_same(run, fed) -> None:  # noqa: ANN001
    words = ("changes", "--as-of", "2018-06-11", "--since", "2018-06-03", "--json")
    found = json.loads(run("--store", fed, *words).out)
    (change,) = found["changes"]
    assert (change["low"], change["high"], change["kind"]) == ("GHA", "PER", "opened")
    assert change["cited"][0] in [one["id"] for one in found["reports"]]


def test_changes_between_cases_come_from_what_was_known(run, loaded) -> None:  # noqa: ANN001
    done = run("--store", loaded, "changes", "--as-of", "2015-12-01", "--since", "2w")
    assert done.code == 0
    assert "Turkey" in done.out
    assert "deepened on 2015-11-24" in done.out
    assert "As feeds tell it: not known, no feed is loaded" in done.out


@pytest.mark.parametrize("since", ["0d", "7", "2019-01-01", "9999d", "2018-02-30"])
def test_a_span_that_is_none_is_exit_2(run, fed, since: str) -> None:  # noqa: ANN001
    done = run("--store", fed, "changes", "--as-of", "2018-06-11", "--since", since)
    assert done.code == 2


def test_the_relation_tells_what_feeds_tell_beside_the_records(run, fed) -> None:  # noqa: ANN001
    done = run("--store", fed, "relation", "Peru", "Ghana", "--as-of", "2018-06-11")
    assert "As feeds tell it: rift" in done.out
    assert "Peru towards Ghana, 21 days to 2018-06-11" in done.out
    assert "rift alarm, score" in done.out
    assert "rupture where" in done.out
    found = json.loads(
        run("--store", fed, "relation", "PER", "GHA", "--as-of", "2018-06-11", "--json").out
    )
    assert found["feeds_phase"] == "rift"
    assert found["phase"] == "unknown"


def test_a_thaw_alarm_names_the_ties_that_were_broken(run, fed, monkeypatch) -> None:  # noqa: ANN001
    low, high = ActorId("GHA"), ActorId("PER")
    since = dt.date(2018, 6, 5)
    ties = BrokenTie(low=low, high=high, kind="reduced", since=since, known_since=since,
                     until=None, note="", source="memory")  # fmt: skip
    monkeypatch.setitem(vars(load_world()), "broken_ties", BrokenTies((ties,)))
    words = ("relation", "Peru", "Ghana", "--as-of", "2018-10-20")
    lines = run("--store", fed, *words).out.splitlines()
    (told,) = [line for line in lines if "thaw alarm, score" in line]
    assert told.endswith("; diplomatic ties reduced since 2018-06-05 (source: memory)")
    (rift,) = [line for line in lines if "rift alarm, score" in line]
    assert rift.endswith("by the side that did fewer")


def test_the_relation_tells_shared_challenges_unmet(run, fed) -> None:  # noqa: ANN001
    done = run("--store", fed, "relation", "Peru", "Ghana", "--as-of", "2018-08-11")
    assert "Shared challenges unmet since the rift of 2018-06-0" in done.out
    assert "acts seen" in done.out
    assert "energy: cannot be measured (no row can tell it" in done.out
    found = json.loads(
        run("--store", fed, "relation", "PER", "GHA", "--as-of", "2018-08-11", "--json").out
    )
    assert found["shared_challenges"]["told_by"] == "feeds"


def test_mechanisms_are_listed_in_days_and_losses_say_why_not(run, loaded) -> None:  # noqa: ANN001
    done = run("--store", loaded, "relation", "RUS", "TUR", "--as-of", "2016-07-05")
    assert "cooperation lost cannot be measured: no feed is loaded" in done.out
    assert "suspended mechanisms: 8, 7 of them open; 1,756 mechanism-days" in done.out
    assert "215 days: travel, by Russia" in done.out


def test_the_figure_of_a_relation_is_written_beside_the_answer(run, fed, tmp_path: Path) -> None:  # noqa: ANN001
    svg, page = tmp_path / "a.svg", tmp_path / "a.html"
    words = ("relation", "Peru", "Ghana", "--as-of", "2018-06-11", "--svg", svg, "--html", page)
    done = run("--store", fed, *words)
    assert done.code == 0
    assert "As feeds tell it: rift" in done.out
    assert f"written: {svg}" in done.err
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert "<h1>Ghana and Peru</h1>" in page.read_text(encoding="utf-8")


def test_a_figure_without_a_feed_says_what_to_do(run, fed, loaded, tmp_path: Path) -> None:  # noqa: ANN001
    svg = tmp_path / "a.svg"
    for store, day in ((loaded, "2016-07-05"), (fed, "2017-12-31")):
        done = run("--store", store, "relation", "RUS", "TUR", "--as-of", day, "--svg", svg)
        assert done.code == 1
        assert "no feed is known by" in done.err
        assert "load-feed" in done.err
    assert not svg.exists()


def test_a_figure_of_a_union_says_that_feeds_tell_of_states(run, fed, tmp_path: Path) -> None:  # noqa: ANN001
    words = ("relation", "Peru", "NATO", "--as-of", "2018-06-11", "--svg", tmp_path / "a.svg")
    done = run("--store", fed, *words)
    assert done.code == 1
    assert "states only" in done.err
