from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from goodoffices.records import Event, MeasureStep
from goodoffices.relations import measures, warmth

MakeEvent = Callable[..., Event]
MakeStep = Callable[..., MeasureStep]
D = dt.date.fromisoformat


def test_a_measure_is_announced_then_in_force_then_eased_then_ended(step: MakeStep) -> None:
    life = [
        step("2016-01-01", "imposed", known_at=D("2015-11-28")),
        step("2016-06-30", "eased"),
        step("2017-06-01", "ended", known_at=D("2017-05-22")),
    ]
    days = ["2015-12-01", "2016-03-01", "2016-07-05", "2017-05-25", "2017-06-01"]
    found = [measures(life, D(day))[0] for day in days]
    assert [m.status for m in found] == ["announced", "in_force", "eased", "eased", "ended"]
    assert [m.is_in_force for m in found] == [False, True, True, True, False]
    assert [m.ends_on for m in found] == [None, None, None, D("2017-06-01"), None]
    assert measures(life, D("2015-11-27")) == ()


def test_a_tightening_after_an_easing_puts_it_back_in_force(step: MakeStep) -> None:
    life = [
        step("2016-01-01", "imposed"),
        step("2016-06-30", "eased"),
        step("2016-09-01", "tightened"),
    ]
    assert measures(life, D("2016-10-01"))[0].status == "in_force"


def test_a_measure_imposed_again_is_in_force(step: MakeStep) -> None:
    life = [
        step("2016-01-01", "imposed"),
        step("2016-06-30", "ended"),
        step("2016-09-01", "imposed"),
    ]
    found = measures(life, D("2016-10-01"))[0]
    assert found.status == "in_force"
    assert found.ended is None
    assert found.imposed == D("2016-09-01")


def test_warmth_of_one_fresh_act_is_half_of_its_goldstein_value(event: MakeEvent) -> None:
    found = warmth([event("2020-01-10", "163", confidence=1.0)], "AAA", "BBB", D("2020-01-10"))
    assert found.value == pytest.approx(0.9 * -8 / 2)
    assert found.n_events == 1


def test_warmth_fades_by_its_half_life(event: MakeEvent) -> None:
    act = event("2020-01-10", "163", confidence=1.0)
    found = warmth([act], "AAA", "BBB", D("2020-07-08"))
    assert found.weight == pytest.approx(0.5)
    assert found.value == pytest.approx(0.9 * -8 * 0.5 / 1.5)


def test_reports_of_one_happening_warm_once(event: MakeEvent) -> None:
    acts = [event("2020-01-10", "163", id=f"r{n}") for n in range(5)]
    one = warmth(acts[:1], "AAA", "BBB", D("2020-01-11"))
    five = warmth(acts, "AAA", "BBB", D("2020-01-11"))
    assert five.value == one.value
    assert five.n_events == 5


def test_who_carries_a_cooperative_act_is_warm_with_both(event: MakeEvent) -> None:
    carried = event("2020-01-10", "046", "AAA=BBB", via=event("2020-01-01", "010", "CCC>").source)
    for side in ("AAA", "BBB"):
        value = warmth([carried], "CCC", side, D("2020-01-11")).value
        assert value is not None
        assert value > 0


def test_who_carries_a_threat_gains_nothing(event: MakeEvent) -> None:
    carried = event("2020-01-10", "130", via=event("2020-01-01", "010", "CCC>").source)
    assert warmth([carried], "CCC", "AAA", D("2020-01-11")).value is None


def test_a_mediator_acts_on_both_parties(event: MakeEvent) -> None:
    offer = event("2020-01-10", "039", "CCC>AAA;BBB")
    assert (warmth([offer], "CCC", "AAA", D("2020-01-11")).value or 0) > 0
    assert warmth([offer], "AAA", "BBB", D("2020-01-11")).value is None


def test_a_reading_of_a_curated_act_warms_no_further(event: MakeEvent) -> None:
    meeting = event("2020-01-10", "044", "AAA=BBB")
    visit = event("2020-01-11", "042", "AAA>BBB", quote="He came.")
    other = event("2020-03-11", "042", "AAA>BBB", quote="He came again.")
    alone = warmth([meeting], "AAA", "BBB", D("2020-03-12"))
    assert warmth([meeting, visit], "AAA", "BBB", D("2020-03-12")).value == alone.value
    assert warmth([meeting, other], "AAA", "BBB", D("2020-03-12")).weight > alone.weight
