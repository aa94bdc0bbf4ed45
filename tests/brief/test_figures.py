"""The figures: labels stay apart, days keep their order, what is unknown never looks neutral."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from drawn import assert_texts_apart, assert_texts_inside, boxes, parse
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices.brief import palette
from goodoffices.brief.bridge_figure import draw_bridge, lean, shown_helpers
from goodoffices.brief.layout import (
    LINEAR_DAYS,
    SHORTEST_STRETCH_DAYS,
    TICK_GAP,
    make_scale,
    make_ticks,
    spread,
)
from goodoffices.brief.measure_bars import N_BARS, shown_measures
from goodoffices.brief.svg import label, text_width, wrap
from goodoffices.brief.timeline_figure import draw_timeline, labelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.brief import Brief

    Briefs = Callable[[str, str, str], Brief]

DAYS = [
    *(("RUS", "TUR", day) for day in ("2015-10-10", "2015-11-24", "2015-12-15", "2016-01-20")),
    *(("RUS", "TUR", day) for day in ("2016-06-28", "2016-07-05", "2016-08-31")),
    *(("QAT", "SAU", day) for day in ("2017-05-25", "2017-07-01", "2018-12-01", "2021-01-20")),
    *(("IRN", "SAU", day) for day in ("2016-01-05", "2019-01-01", "2023-04-01", "2024-06-01")),
    *(("ERI", "ETH", day) for day in ("1998-06-10", "2001-01-01", "2018-08-01", "2024-01-01")),
]
NUMBERS = st.floats(min_value=-500, max_value=1500, allow_nan=False)
SOME_DAYS = st.lists(
    st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2026, 1, 1)), min_size=1, max_size=30
)


@given(st.lists(NUMBERS, max_size=12), st.floats(min_value=1, max_value=60))
def test_spread_labels_never_overlap_and_keep_their_order(wanted: list[float], step: float) -> None:
    wanted.sort()
    places = spread(wanted, step, 0, 760)
    assert len(places) == len(wanted)
    assert all(b - a >= step - 1e-6 for a, b in itertools.pairwise(places))
    if len(wanted) * step <= 760:
        assert all(-1e-6 <= place <= 760 + 1e-6 for place in places)


@given(
    st.floats(min_value=0, max_value=100),
    st.lists(st.floats(min_value=0, max_value=50), max_size=6),
    st.floats(min_value=1, max_value=60),
)
def test_labels_with_room_stay_where_they_belong(
    first: float, gaps: list[float], step: float
) -> None:
    wanted = list(itertools.accumulate([first, *(step + gap for gap in gaps)]))
    assert spread(wanted, step, 0, 760) == pytest.approx(wanted, abs=1e-6)


@given(
    st.lists(st.floats(min_value=100, max_value=600), min_size=2, max_size=6),
    st.floats(min_value=1, max_value=60),
    st.data(),
)
def test_no_single_label_could_lie_nearer(
    wanted: list[float], step: float, data: st.DataObject
) -> None:
    wanted.sort()
    places = list(spread(wanted, step, 0, 760))
    which = data.draw(st.integers(0, len(wanted) - 1))
    moved = places.copy()
    moved[which] += data.draw(st.sampled_from([-1.0, 1.0]))
    is_free = all(b - a >= step for a, b in itertools.pairwise(moved))
    assume(is_free and 0 <= moved[which] <= 760)

    def cost(of: list[float]) -> float:
        return sum((a - b) ** 2 for a, b in zip(of, wanted, strict=True))

    assert cost(places) <= cost(moved) + 1e-6


@given(SOME_DAYS)
def test_days_keep_their_order_on_the_axis(days: list[dt.date]) -> None:
    scale = make_scale(days, 8, 752)
    places = [scale.x(day) for day in sorted(set(days))]
    assert all(a < b for a, b in itertools.pairwise(places))
    assert all(8 - 1e-6 <= place <= 752 + 1e-6 for place in places)


@given(SOME_DAYS)
def test_only_quiet_stretches_of_long_histories_are_shortened(days: list[dt.date]) -> None:
    scale = make_scale(days, 8, 752)
    span = (max(days) - min(days)).days
    if span <= LINEAR_DAYS:
        assert not scale.breaks
    for first, last in scale.breaks:
        assert (last - first).days > SHORTEST_STRETCH_DAYS
        assert not [day for day in days if first < day < last]


@given(SOME_DAYS)
def test_months_on_the_axis_never_touch(days: list[dt.date]) -> None:
    ticks = make_ticks(make_scale(days, 8, 752))
    assert all(b.x - a.x >= TICK_GAP - 1e-6 for a, b in itertools.pairwise(ticks))
    assert not ticks or ticks[0].year


@given(st.text(max_size=200), st.floats(min_value=20, max_value=200), st.integers(1, 5))
def test_wrapped_lines_fit_their_column(text: str, width: float, n_lines: int) -> None:
    lines = wrap(text, width, 9, n_lines)
    assert len(lines) <= n_lines
    assert all(text_width(line, 9) <= width for line in lines)


@given(st.text(max_size=100))
def test_any_text_in_a_figure_is_valid_and_only_text(text: str) -> None:
    found = parse(label(1, 2, text))
    assert found.tag == "text"
    assert not len(found)


@pytest.mark.parametrize("pair", DAYS)
@pytest.mark.parametrize("draw", [draw_timeline, draw_bridge])
def test_no_two_texts_of_a_figure_overlap(
    brief_of: Briefs, pair: tuple[str, str, str], draw: Callable[[Brief], str]
) -> None:
    assert_texts_apart(draw(brief_of(*pair)))


@pytest.mark.parametrize("pair", DAYS)
@pytest.mark.parametrize("draw", [draw_timeline, draw_bridge])
def test_every_text_lies_within_the_figure(
    brief_of: Briefs, pair: tuple[str, str, str], draw: Callable[[Brief], str]
) -> None:
    assert_texts_inside(draw(brief_of(*pair)))


@pytest.mark.parametrize("pair", DAYS)
def test_the_trigger_and_each_change_of_phase_fit_the_labels(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    brief = brief_of(*pair)
    labels = labelled(brief, "above") + labelled(brief, "below")
    assert len(labels) <= 12
    if brief.trigger_day is not None:
        assert brief.trigger_day in {row.day for row in labels}


def test_third_parties_keep_their_labels(brief_of: Briefs) -> None:
    rows = labelled(brief_of("RUS", "TUR", "2016-07-05"), "above")
    assert [row.tone for row in rows].count("third_party") == 2


def test_measures_that_bind_are_drawn_before_those_that_ended(brief_of: Briefs) -> None:
    brief = brief_of("RUS", "TUR", "2016-07-05")
    many = tuple(
        dataclasses.replace(row, measure_id=f"{row.measure_id}-{copy}")
        for copy in range(3)
        for row in brief.measures
    )
    shown = shown_measures(many)
    assert len(shown) == N_BARS
    assert all(row.status != "ended" for row in shown)
    assert "more in the table" in draw_timeline(dataclasses.replace(brief, measures=many))


def test_what_is_unknown_is_dotted_and_says_so(brief_of: Briefs) -> None:
    brief = brief_of("RUS", "TUR", "2016-07-05")
    one = dataclasses.replace(shown_helpers(brief)[0], warmth_low=None, warmth_high=None)
    svg = draw_bridge(dataclasses.replace(brief, helpers=(one,), warmth=3.0))
    told = [words for words, *_ in boxes(svg)]
    assert told.count("not known") == 3  # both ties and the legend
    lines = [
        (line.get("stroke"), line.get("stroke-dasharray"))
        for line in parse(svg).iter("{http://www.w3.org/2000/svg}line")
    ]
    assert lines.count((palette.SOFT, "1 4")) == 3
    assert lines.count((palette.NEUTRAL, None)) == 1  # the legend only


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_a_third_party_leans_to_its_warmer_side(low: float, high: float) -> None:
    found = lean(low, high)
    assert found is not None
    assert -1 <= found <= 1
    assert (found > 0) == (high > low)


@pytest.mark.parametrize("warmth", [(None, 1.0), (1.0, None), (None, None)])
def test_nobody_leans_when_a_side_is_unknown(
    warmth: tuple[float | None, float | None],
) -> None:
    assert lean(*warmth) is None


def test_old_news_are_not_drawn_as_neutral(brief_of: Briefs) -> None:
    brief = brief_of("SAU", "IRN", "2023-04-01")
    pakistan = next(one for one in brief.helpers if one.name == "Pakistan")
    assert pakistan.is_named_mediator
    assert pakistan.warmth_low is pakistan.warmth_high is None
