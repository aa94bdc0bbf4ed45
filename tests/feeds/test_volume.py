from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.feeds.volume import RULES, judge_volume, usual_volumes

WEEK = (120.0, 124.0, 126.0, 122.0, 118.0, 80.0, 70.0)


def weeks(n_weeks: int, *, growth: float = 1.0) -> np.ndarray:
    """Return volumes with a weekday pattern that grow by a factor from week to week."""
    return np.array([1000 * day * growth**week for week in range(n_weeks) for day in WEEK])


def status(volumes: np.ndarray, day: int = -1) -> str:
    usual = usual_volumes(volumes)
    return judge_volume(volumes[day], usual.expected[day], usual.low[day], usual.high[day])


def test_each_weekday_has_its_own_expectation() -> None:
    volumes = weeks(13)
    usual = usual_volumes(volumes)
    assert usual.expected[-7:] == pytest.approx(volumes[-7:])


def test_a_sunday_as_quiet_as_sundays_are_is_ok_and_a_wednesday_as_quiet_is_low() -> None:
    volumes = weeks(12)
    assert status(volumes) == "ok"
    volumes[-5] = volumes[-1]
    assert status(volumes, -5) == "low"


def test_a_slow_trend_is_followed() -> None:
    volumes = weeks(40, growth=1.01)
    usual = usual_volumes(volumes, first=200)
    assert np.nanmax(np.abs(np.log(volumes[200:] / usual.expected[200:]))) < 0.03


def test_with_under_four_weeks_of_past_nothing_is_expected() -> None:
    volumes = weeks(5)
    usual = usual_volumes(volumes)
    assert np.isnan(usual.expected[: RULES.least_days]).all()
    assert np.isfinite(usual.expected[RULES.least_days :]).all()


def test_an_outage_of_seventeen_days_stays_an_outage_and_does_not_spoil_the_days_after() -> None:
    volumes = weeks(20)
    volumes[90:107] /= 100
    assert {status(volumes[: day + 1]) for day in range(90, 107)} == {"outage"}
    assert {status(volumes[: day + 1]) for day in range(107, 140)} == {"ok"}


def test_a_feed_that_doubles_overnight_is_high_for_two_weeks_and_then_usual() -> None:
    volumes = weeks(20)
    volumes[84:] *= 2
    found = [status(volumes[: day + 1]) for day in range(84, 140)]
    assert set(found[:14]) == {"high"}
    assert set(found[-35:]) == {"ok"}


def test_days_that_are_not_known_are_neither_low_nor_zero() -> None:
    volumes = weeks(12)
    volumes[-20:-10] = np.nan
    assert status(volumes) == "ok"
    assert status(volumes, -15) == "unknown"


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.floats(1, 1e7) | st.just(float("nan")) | st.just(0.0), min_size=100, max_size=130),
    st.integers(0, 29),
)
def test_later_days_and_days_before_the_window_change_nothing(
    volumes: list[float], later: int
) -> None:
    row = np.array(volumes)
    day = 99
    other = row.copy()
    other[day + 1 + later :] = 12345
    other[: day - RULES.window_days] = 1
    found = [usual_volumes(one, first=day) for one in (row, other)]
    for one in ("expected", "low", "high"):
        np.testing.assert_equal(getattr(found[0], one)[day], getattr(found[1], one)[day])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(1, 1e6), min_size=60, max_size=100), st.floats(0.01, 100))
def test_a_feed_counted_in_other_units_is_judged_alike(volumes: list[float], unit: float) -> None:
    row = np.array(volumes)
    one, other = (usual_volumes(v, first=50) for v in (row, row * unit))
    np.testing.assert_allclose(one.expected * unit, other.expected, rtol=1e-9)
    np.testing.assert_allclose(one.high * unit, other.high, rtol=1e-9)
