"""``network`` and ``state``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "relations" / "daily"))
from made_network import DAY, war_store


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return war_store(tmp_path_factory.mktemp("war"))


def test_the_network_is_told_with_its_measures(run, war) -> None:  # noqa: ANN001
    done = run("--store", war, "network", "--as-of", DAY)
    assert done.code == 0
    assert "8 states with " in done.out
    assert "Triads with three known ties: " in done.out
    assert "Frustration index: 2 of " in done.out
    assert "(exact, with a proof of 2 parts)" in done.out
    assert "Ghana - Peru: tone -" in done.out
    assert "no verdict on anybody" in done.out


def test_between_two_names_friends_with_reports(run, war) -> None:  # noqa: ANN001
    done = run("--store", war, "network", "--between", "Peru", "Ghana", "--as-of", DAY)
    assert done.code == 0
    assert "Friends of both sides (warm with Ghana and with Peru): 5" in done.out
    assert "Peru to Ghana: use conventional military force (CAMEO 190)" in done.out
    assert "Warm with one side, cold with the other: 1" in done.out


def test_the_network_as_json_holds_the_same(run, war) -> None:  # noqa: ANN001
    words = ("network", "--between", "GHA", "PER", "--as-of", DAY, "--json")
    found = json.loads(run("--store", war, *words).out)
    assert found["network"]["two_camps"]["index"] == 2
    assert found["network"]["n_cold"] == 2
    ids = {one["id"] for one in found["between"]["reports"]}
    assert set(found["between"]["tie"]["event_ids"]) <= ids
    alone = json.loads(run("--store", war, "network", "--as-of", DAY, "--json").out)
    assert alone["between"] is None
    assert alone["network"] == found["network"]


def test_a_state_is_told_with_what_is_not_known(run, war) -> None:  # noqa: ANN001
    done = run("--store", war, "state", "Ghana", "--as-of", DAY)
    assert done.code == 0
    assert "Ties from warm to cold: 7" in done.out
    assert "breadth     not known: " in done.out
    assert "Rank by bridging: not known" in done.out
    found = json.loads(run("--store", war, "state", "GHA", "--as-of", DAY, "--json").out)
    assert found["alignment"]["breadth"]["value"] is None
    assert len(found["ties"]) == 7


def test_without_a_state_all_are_ranked_by_bridging(run, war) -> None:  # noqa: ANN001
    done = run("--store", war, "state", "--as-of", DAY)
    assert done.code == 0
    assert "States by bridging on" in done.out
    found = json.loads(run("--store", war, "state", "--as-of", DAY, "--json").out)
    ranks = [one["rank"] for one in found["ranking"]]
    known = [rank for rank in ranks if rank is not None]
    assert len(ranks) == 8
    assert ranks[: len(known)] == sorted(known)
    assert f"Not known for {len(ranks) - len(known)} more states" in done.out
    assert run("--store", war, "state", "--as-of", DAY, "--svg", "a.svg").code == 2


def test_poles_can_be_replaced_and_a_broken_table_is_told(run, war, tmp_path: Path) -> None:  # noqa: ANN001
    (tmp_path / "poles.csv").write_text("pole,member,since,until\nNOR,NOR,,\nJPN,JPN,,\n")
    (tmp_path / "gdp.csv").write_text("state,year,gdp_usd_bn\nNOR,2010,400\nJPN,2010,5000\n")
    words = ("state", "GHA", "--as-of", DAY, "--poles", tmp_path)
    found = json.loads(run("--store", war, *words, "--json").out)
    assert [one["pole"] for one in found["alignment"]["poles"]] == ["NOR", "JPN"]
    (tmp_path / "gdp.csv").write_text("state,year,gdp_usd_bn\nNOR,2010,many\n")
    broken = run("--store", war, *words)
    assert broken.code == 1
    assert "gdp.csv, line 2" in broken.err


@pytest.mark.parametrize("words", [("network",), ("network", "--between", "PER", "GHA"),
                                   ("state", "PER")])  # fmt: skip
def test_figures_are_written_beside_the_answer(run, war, tmp_path: Path, words) -> None:  # noqa: ANN001
    svg, page = tmp_path / "a.svg", tmp_path / "a.html"
    done = run("--store", war, *words, "--as-of", DAY, "--svg", svg, "--html", page)
    assert done.code == 0
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    assert page.read_text(encoding="utf-8").count("<h1>") == 1


@pytest.mark.parametrize("words", [("network",), ("state", "PER")])
def test_without_a_feed_the_command_says_what_to_load(run, loaded, words) -> None:  # noqa: ANN001
    done = run("--store", loaded, *words, "--as-of", "2016-07-05")
    assert done.code == 1
    assert "no feed is known by 2016-07-05" in done.err
    assert "load-feed" in done.err
    assert not done.out


def test_before_the_first_report_the_command_says_so(run, war) -> None:  # noqa: ANN001
    done = run("--store", war, "network", "--as-of", "2017-12-31")
    assert done.code == 1
    assert "no feed is known by 2017-12-31" in done.err


@pytest.mark.parametrize(("words", "told", "code"), [
    (("network", "--between", "Peru", "Atlantis"), "Atlantis", 1),
    (("network", "--between", "Peru", "PER"), "same", 2),
    (("network", "--between", "Peru", "EU"), "no state", 1),
    (("state", "Atlantis"), "Atlantis", 1),
    (("state", "NATO"), "no state", 1),
])  # fmt: skip
def test_unknown_names_are_told(run, war, words, told: str, code: int) -> None:  # noqa: ANN001
    done = run("--store", war, *words, "--as-of", DAY)
    assert done.code == code
    assert told in done.err


def test_old_feeds_are_told_and_answered_all_the_same(run, war) -> None:  # noqa: ANN001
    done = run("--store", war, "network", "--as-of", "2018-09-30")
    assert done.code == 0
    assert "days older than 2018-09-30" in done.err
    assert "The network of states on 2018-09-30" in done.out
    assert "days older" not in run("--store", war, "network", "--as-of", DAY).err


def test_a_network_without_a_sure_tie_is_told(run, war) -> None:  # noqa: ANN001
    done = run("--store", war, "network", "--as-of", "2019-12-31")
    assert done.code == 0
    assert "0 states with 0 ties" in done.out
    assert "Balanced share of triads: cannot be measured" in done.out
    assert "Frustration index: not known, no tie is sure to be warm or cold" in done.out
