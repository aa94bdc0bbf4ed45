"""The days of one pair agree with the numbers of that day, and with the acts that were reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from made_feed import BREAK, FIRST, PAIR, quads, write_quads

from goodoffices.errors import InputError
from goodoffices.ledger import FilingOptions, init_store, load_feed_files, open_store
from goodoffices.relations.daily import assess, monthly_tones, pair_tone, tone_series
from goodoffices.relations.daily.checkpoint import load_checkpoint
from goodoffices.relations.daily.numbers import World, counts_of, tones_of
from goodoffices.relations.daily.priors import YearlyPriors
from goodoffices.relations.daily.state import fold, start
from goodoffices.relations.daily.tallies import EPOCH, tallies_of_rows
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodoffices.ledger import View
    from goodoffices.relations.daily import Assessed, PairDay

DAY = BREAK + dt.timedelta(days=10)
MONTH_ENDS = [dt.date(2018, month, 1) - dt.timedelta(days=1) for month in range(2, 7)]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("series")
    init_store(folder / "store")
    with open_store(folder / "store", mode="write") as store:
        list(load_feed_files(store, [write_quads(folder / "q.tsv", quads())],
                             FilingOptions(), None))  # fmt: skip
        yield store.view(DAY)


@pytest.fixture(scope="module")
def assessed(view: View) -> Assessed:
    found = assess(view)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def days(view: View, assessed: Assessed) -> tuple[PairDay, ...]:
    return tone_series(view, assessed, *PAIR)


def test_every_day_from_the_first_of_the_feed_has_a_row(days: tuple[PairDay, ...]) -> None:
    assert [one.day for one in days] == [
        FIRST + dt.timedelta(days=n) for n in range((DAY - FIRST).days + 1)
    ]


def test_the_last_day_has_the_tone_of_the_pair(
    days: tuple[PairDay, ...], assessed: Assessed
) -> None:
    tone = pair_tone(assessed, *PAIR)
    assert tone is not None
    assert (days[-1].tone, days[-1].tone_low, days[-1].tone_high) == pytest.approx(
        (tone.value, tone.low, tone.high)
    )


def test_acts_of_a_day_are_those_reported(days: tuple[PairDay, ...]) -> None:
    names = {"Peru", "Ghana"}
    for one in days:
        acts = [row for row in quads() if row[0] == one.day and {row[1], row[3]} == names]
        assert one.n_acts == len(acts)
        assert one.n_hostile <= one.n_acts


def test_the_tone_falls_at_the_rupture(days: tuple[PairDay, ...]) -> None:
    tones = {one.day: one.tone for one in days}
    before, after = tones[BREAK - dt.timedelta(days=1)], tones[BREAK + dt.timedelta(days=4)]
    assert before is not None
    assert after is not None
    assert after < before - 0.5


def test_a_fair_share_is_expected_once_the_feed_is_known(days: tuple[PairDay, ...]) -> None:
    assert days[20].expected is None
    late = [one.expected or 0.0 for one in days[60:150]]
    # Each of the 28 pairs has the same share of the 24 acts a day.
    assert sum(late) / len(late) == pytest.approx(24 / 28, rel=0.5)


def test_the_order_of_the_sides_is_no_matter(
    days: tuple[PairDay, ...], view: View, assessed: Assessed
) -> None:
    assert tone_series(view, assessed, *reversed(PAIR)) == days


def test_every_day_agrees_with_the_numbers_worked_out_on_it(
    days: tuple[PairDay, ...], view: View, assessed: Assessed
) -> None:
    tallies = tallies_of_rows(view.query("act_days", since=FIRST, until=DAY), assessed.state.actors)
    n = len(assessed.state.actors)
    low, high = (assessed.state.actors.index(one) for one in PAIR)
    cells = (np.array([low * n + high]), np.array([high * n + low]))
    priors = YearlyPriors(load_world(), assessed.state.actors)
    begun = start(assessed.state.actors, int(tallies.days[0]) - 1)
    for one, (state, acts) in zip(days, fold(begun, tallies, (DAY - EPOCH).days), strict=True):
        if one.tone is not None:
            tones = tones_of(state, cells, priors.on(one.day))
            found = (one.tone, one.tone_low, one.tone_high)
            assert found == pytest.approx((tones.tone[0], tones.low[0], tones.high[0]), abs=1e-9)
        if one.expected is not None:
            whole = counts_of(state, World(state), cells).expected[0, 0]
            share = acts.volume / state.window_volume
            assert one.expected == pytest.approx(float(whole) * share, rel=1e-9)


def test_days_and_months_are_the_same_from_a_checkpoint(
    days: tuple[PairDay, ...], view: View, assessed: Assessed, tmp_path: Path
) -> None:
    assess(view, tmp_path)
    again = assess(view, tmp_path)
    assert again is not None
    assert load_checkpoint(tmp_path, again.state.actors) is not None
    assert again.dyads.equals(assessed.dyads)
    assert tone_series(view, again, *PAIR) == days
    months, expected = (monthly_tones(one, "GHA", 24) for one in (again, assessed))
    assert [day for day, _ in months] == [*MONTH_ENDS, DAY]
    for (_, tones), (_, others) in zip(months, expected, strict=True):
        assert list(tones) == list(others)
        for pair, tone in tones.items():
            assert asdict(tone) == pytest.approx(asdict(others[pair]), abs=1e-9)


def test_what_is_no_state_is_refused(view: View, assessed: Assessed) -> None:
    with pytest.raises(InputError, match="no state"):
        tone_series(view, assessed, "GHA", "IGO_UN")
