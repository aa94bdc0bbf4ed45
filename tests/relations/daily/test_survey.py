"""The network of a day, who stands between two, and one state among others, from a made feed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from made_feed import BREAK
from made_network import DAY, OTHERS, war_store

from goodoffices.errors import InputError, MissingExtra
from goodoffices.ledger import open_store
from goodoffices.relations.daily import assess, monthly_tones, pair_tones
from goodoffices.relations.network import proved_bound, ties_of_tones
from goodoffices.relations.network.signed import Edge, signed_network
from goodoffices.relations.survey import (
    NetworkSurvey,
    cite_ties,
    survey_between,
    survey_network,
    survey_state,
)
from goodoffices.relations.survey import network as network_room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.ledger import View
    from goodoffices.relations.daily import Assessed


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    path = war_store(tmp_path_factory.mktemp("survey"))
    with open_store(path, mode="read") as store:
        yield store.view(DAY)


@pytest.fixture(scope="module")
def assessed(view: View) -> Assessed:
    found = assess(view)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def survey(assessed: Assessed) -> NetworkSurvey:
    return survey_network(assessed)


def test_the_two_at_war_are_cold_and_their_friends_are_named(survey: NetworkSurvey) -> None:
    by_pair = {(row.tie.low, row.tie.high): row.friends for row in survey.cold}
    assert by_pair[("GHA", "PER")] == tuple(one for one in OTHERS if one != "FJI")
    assert set(by_pair) == {("GHA", "PER"), ("FJI", "GHA")}


def test_ties_and_pairs_that_are_not_known_are_all_pairs(survey: NetworkSurvey) -> None:
    assert len(survey.states) == 8
    assert survey.n_warm + survey.n_cold == len(survey.ties)
    assert len(survey.ties) + survey.n_not_known == 28
    assert survey.tie("PER", "GHA") == survey.tie("GHA", "PER")
    assert survey.tie("PER", "SWE") is None


def test_the_index_is_that_of_the_ties_and_its_proof_holds(survey: NetworkSurvey) -> None:
    assert survey.two_camps is not None
    edges = [
        Edge(low=tie.low, high=tie.high, sign=1 if (tie.tone or 0) > 0 else -1)
        for tie in survey.ties
    ]
    assert survey.two_camps.bound == proved_bound(signed_network(edges), survey.two_camps.proof)
    # Two cold ties around Ghana among 28 warm or unknown ones: two ties are against one camp.
    assert survey.two_camps.index == 2
    assert survey.why_not == ""


def test_without_the_solver_the_index_is_not_known_and_says_why(
    assessed: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: object) -> None:
        raise MissingExtra("pip install 'goodoffices[network]'")

    monkeypatch.setattr(network_room, "frustration", missing)
    found = survey_network(assessed)
    assert found.two_camps is None
    assert "goodoffices[network]" in found.why_not
    assert found.census.n_triads > 0


def test_between_two_each_tie_has_reports_of_its_own_sign(
    view: View, assessed: Assessed, survey: NetworkSurvey
) -> None:
    found = survey_between(view, assessed, survey.ties, "PER", "GHA")
    assert (found.low, found.high, found.is_sure) == ("GHA", "PER", True)
    assert [one.actor for one in found.split] == ["FJI"]
    assert sorted(one.actor for one in found.friends) == [one for one in OTHERS if one != "FJI"]
    assert found.tie is not None
    reports = {one.id: one for one in found.reports}
    assert found.tie.event_ids
    assert all(reports[one].code.startswith(("1", "2")) for one in found.tie.event_ids)
    for friend in found.friends:
        for tie in (friend.to_low, friend.to_high):
            assert {reports[tie.event_ids[0]].source, reports[tie.event_ids[0]].target} == {
                tie.low,
                tie.high,
            }


def test_friends_with_the_warmest_cooler_tie_come_first(
    view: View, assessed: Assessed, survey: NetworkSurvey
) -> None:
    found = survey_between(view, assessed, survey.ties, "GHA", "PER")
    coolest = [min(one.to_low.tone or 0, one.to_high.tone or 0) for one in found.friends]
    assert coolest == sorted(coolest, reverse=True)


def test_two_that_never_met_have_no_tie(
    view: View, assessed: Assessed, survey: NetworkSurvey
) -> None:
    found = survey_between(view, assessed, survey.ties, "SWE", "PER")
    assert (found.tie, found.phase, found.friends, found.split) == (None, "unknown", (), ())
    assert found.n_one_side > 0


def test_what_is_no_state_is_refused(view: View, assessed: Assessed, survey: NetworkSurvey) -> None:
    with pytest.raises(InputError, match="no state"):
        survey_between(view, assessed, survey.ties, "EU", "PER")
    with pytest.raises(InputError, match="no state"):
        survey_state(view, assessed, "EU")


def test_ties_are_cited_by_reports_of_the_last_quarter(view: View, assessed: Assessed) -> None:
    ties = ties_of_tones(pair_tones(assessed), view.as_of)
    (cited,) = cite_ties(view, [tie for tie in ties if (tie.low, tie.high) == ("GHA", "PER")])
    days = [dt.date.fromisoformat(one.split(":")[1].split("|")[0]) for one in cited.event_ids]
    assert all(BREAK <= day <= view.as_of for day in days)
    assert "Use conventional military force" in cited.event_ids[0]


def test_a_state_has_ties_from_warm_to_cold_and_its_quarrels(
    view: View, assessed: Assessed
) -> None:
    found = survey_state(view, assessed, "GHA")
    tones = [tie.tone or 0.0 for tie in found.ties]
    assert tones == sorted(tones, reverse=True)
    assert {found.ties[-1].low, found.ties[-1].high} <= {"FJI", "GHA", "PER"}
    assert {one.other for one in found.phases} >= {"PER"}
    ids = {one.id for one in found.reports}
    assert all(set(one.cited) <= ids for one in found.phases if one.cited)


def test_a_small_world_leaves_alignment_unknown_with_reasons(
    view: View, assessed: Assessed
) -> None:
    found = survey_state(view, assessed, "NOR")
    for name in ("breadth", "evenness", "bridging", "steadiness"):
        measure = getattr(found.alignment, name)
        assert measure.value is None
        assert measure.why_not
    assert (found.rank, found.n_ranked) == (None, 0)


def test_months_end_with_the_day_and_agree_with_its_tones(assessed: Assessed) -> None:
    months = monthly_tones(assessed, "GHA", 3)
    assert [day for day, _ in months] == [dt.date(2018, 4, 30), dt.date(2018, 5, 31), DAY]
    assert months[-1][1][("GHA", "PER")] == pair_tones(assessed)[("GHA", "PER")]
    assert all("GHA" in pair for _, tones in months for pair in tones)
