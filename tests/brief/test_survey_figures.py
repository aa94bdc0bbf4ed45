"""Figures and pages of the network and of a state."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from drawn import SVG, assert_texts_apart, assert_texts_inside, assert_told_to_all, boxes, parse
from made_network import DAY, war_store

from goodoffices.brief import palette
from goodoffices.brief.between_figure import camp_of, draw_between
from goodoffices.brief.cold_figure import N_ROWS, draw_cold_ties
from goodoffices.brief.gauge_figure import draw_gauge, draw_ties, measured_words, trend_words
from goodoffices.brief.network_page import measures_words, network_page
from goodoffices.brief.state_page import rank_words, state_page
from goodoffices.brief.words import doubt_words
from goodoffices.ledger import open_store
from goodoffices.relations.alignment import Measured
from goodoffices.relations.daily import assess
from goodoffices.relations.survey import survey_between, survey_network, survey_state
from goodoffices.world import World, load_world

if TYPE_CHECKING:
    from goodoffices.relations.survey import Between, NetworkSurvey, StateSurvey

KNOWN = Measured(value=0.6, low=0.4, high=0.9, trend=-0.05, trend_low=-0.1, trend_high=0.02,
                 why_not="")  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[NetworkSurvey, Between, Between, StateSurvey]:
    with open_store(war_store(tmp_path_factory.mktemp("figures")), mode="read") as store:
        view = store.view(DAY)
        assessed = assess(view)
        assert assessed is not None
        survey = survey_network(assessed)
        return (
            survey,
            survey_between(view, assessed, survey.ties, "GHA", "PER"),
            survey_between(view, assessed, survey.ties, "PER", "SWE"),
            survey_state(view, assessed, "GHA"),
        )


def assert_readable(svg: str) -> None:
    assert_texts_inside(svg)
    assert_texts_apart(svg)
    assert_told_to_all(svg)


def test_the_parties_stand_left_and_right_and_friends_between(made, world) -> None:  # noqa: ANN001
    survey, between, _, _ = made
    svg = draw_between(between, survey, world)
    assert_texts_inside(svg)
    assert_told_to_all(svg)
    found = {words: (left + right) / 2 for words, left, _, right, _ in boxes(svg)}
    assert found["Ghana"] < found["Norway"] < found["Peru"]
    assert found["Fiji"] > found["Norway"]


def test_a_pair_without_ties_says_so(made, world) -> None:  # noqa: ANN001
    survey, _, nobody, _ = made
    svg = draw_between(nobody, survey, world)
    assert "none known" in svg
    assert "not known" in svg
    assert_told_to_all(svg)


def test_more_friends_than_rows_are_counted(made, world) -> None:  # noqa: ANN001
    survey, between, _, _ = made
    many = dataclasses.replace(between, friends=between.friends * 4)
    words = [one[0] for one in boxes(draw_between(many, survey, world))]
    assert any("the first 12 of 20" in one for one in words)


def test_camps_are_told_by_shape(made) -> None:  # noqa: ANN001
    survey, _, _, _ = made
    assert camp_of(survey, "GHA") != camp_of(survey, "NOR") or survey.two_camps.index == 2
    assert camp_of(survey, "SWE") is None
    assert camp_of(dataclasses.replace(survey, two_camps=None), "GHA") is None


def test_cold_ties_are_rows_with_their_friends(made, world) -> None:  # noqa: ANN001
    survey, _, _, _ = made
    svg = draw_cold_ties(survey, world)
    assert_readable(svg)
    assert "5: Chile, Japan, Kenya, Norway, Oman" in [one[0] for one in boxes(svg)]
    assert_readable(draw_cold_ties(dataclasses.replace(survey, cold=survey.cold * 20), world))
    assert len(survey.cold) * 20 > N_ROWS
    assert_readable(draw_cold_ties(dataclasses.replace(survey, cold=()), world))


def test_what_is_not_known_has_no_mark_and_says_why(made, world) -> None:  # noqa: ANN001
    _, _, _, state = made
    svg = draw_gauge(state, world)
    assert_readable(svg)
    assert not list(parse(svg).iter(f"{SVG}circle"))
    assert "not known: " in svg


def test_a_known_measure_has_a_mark_within_its_interval(made, world) -> None:  # noqa: ANN001
    _, _, _, state = made
    known = dataclasses.replace(
        state, alignment=dataclasses.replace(state.alignment, breadth=KNOWN, bridging=KNOWN)
    )
    svg = draw_gauge(known, world)
    assert_readable(svg)
    dots = [float(one.get("cx", "0")) for one in parse(svg).iter(f"{SVG}circle")]
    bars = [one for one in parse(svg).iter(f"{SVG}rect") if one.get("rx") == "5"]
    assert len(dots) == len(bars) == 2
    for dot, bar in zip(dots, bars, strict=True):
        left = float(bar.get("x", "0"))
        assert left < dot < left + float(bar.get("width", "0"))


def test_measures_are_told_with_interval_and_trend() -> None:
    assert measured_words(KNOWN) == "0.60 [0.40, 0.90]"
    assert trend_words(KNOWN) == "-0.05 a year [-0.10, +0.02]"


def test_ties_that_may_be_either_are_dashed_and_say_so(made, world) -> None:  # noqa: ANN001
    _, _, _, state = made
    doubtful = dataclasses.replace(state.ties[0], tone=0.1, tone_low=-1.0, tone_high=1.2)
    svg = draw_ties(dataclasses.replace(state, ties=(doubtful, *state.ties[1:])), world)
    assert_readable(svg)
    assert "may be warm or cold" in svg
    mild = dataclasses.replace(doubtful, tone=0.8, tone_low=0.2, tone_high=1.4, usual=2.0)
    assert "not surely warm" in draw_ties(dataclasses.replace(state, ties=(mild,)), world)
    assert doubt_words(dataclasses.replace(mild, usual=0.2)) == ""
    assert doubt_words(dataclasses.replace(mild, usual=0.2), is_sure=False) == (
        "too few acts to be sure"
    )
    lines = [one for one in parse(svg).iter(f"{SVG}line") if one.get("stroke-dasharray")]
    assert [one.get("stroke") for one in lines] == [palette.NEUTRAL]
    assert_readable(draw_ties(dataclasses.replace(state, ties=state.ties * 9), world))
    assert_readable(draw_ties(dataclasses.replace(state, ties=()), world))


def test_pages_load_nothing_and_hold_every_figure(made, world) -> None:  # noqa: ANN001
    survey, between, _, state = made
    page = network_page(survey, between, world)
    assert page.count("<svg") == 2
    assert network_page(survey, None, world).count("<svg") == 1
    other = state_page(state, world)
    assert other.count("<svg") == 2
    for one in (page, other):
        assert "src=" not in one
        assert "default-src 'none'" in one
        ids = [part.split('"')[0] for part in one.split(' id="')[1:]]
        assert len(ids) == len(set(ids))


def test_what_cannot_be_measured_is_told_in_words(made) -> None:  # noqa: ANN001
    survey, _, _, state = made
    told = measures_words(dataclasses.replace(survey, two_camps=None, why_not="no solver"))
    assert told[-1] == "Frustration index: not known, no solver."
    assert rank_words(state) == "Rank by bridging: not known (0 states are ranked)"
    assert rank_words(dataclasses.replace(state, rank=2, n_ranked=9)).startswith(
        "Rank by bridging: 2 of 9"
    )
