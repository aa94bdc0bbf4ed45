"""The days of one pair agree with the numbers of that day, and with the acts that were reported."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from made_feed import BREAK, FIRST, PAIR, quads, write_quads

from goodoffices.errors import InputError
from goodoffices.ledger import FilingOptions, init_store, load_feed_files, open_store
from goodoffices.relations.daily import assess, pair_tone, tone_series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.ledger import View
    from goodoffices.relations.daily import PairDay

DAY = BREAK + dt.timedelta(days=10)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("series")
    init_store(folder / "store")
    with open_store(folder / "store", mode="write") as store:
        list(load_feed_files(store, [write_quads(folder / "q.tsv", quads())],
                             FilingOptions(), None))  # fmt: skip
        yield store.view(DAY)


@pytest.fixture(scope="module")
def days(view: View) -> tuple[PairDay, ...]:
    return tone_series(view, *PAIR)


def test_every_day_from_the_first_of_the_feed_has_a_row(days: tuple[PairDay, ...]) -> None:
    assert [one.day for one in days] == [
        FIRST + dt.timedelta(days=n) for n in range((DAY - FIRST).days + 1)
    ]


def test_the_last_day_has_the_tone_of_the_pair(days: tuple[PairDay, ...], view: View) -> None:
    assessed = assess(view)
    assert assessed is not None
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


def test_the_order_of_the_sides_is_no_matter(days: tuple[PairDay, ...], view: View) -> None:
    assert tone_series(view, *reversed(PAIR)) == days


def test_what_is_no_state_is_refused(view: View) -> None:
    with pytest.raises(InputError, match="no state"):
        tone_series(view, "GHA", "IGO_UN")
