"""The timeline of a pair from feeds: the figure, and the page around it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from drawn import SVG, assert_texts_apart, assert_texts_inside, assert_told_to_all, parse
from made_feed import BREAK, LAST, MEND, PAIR, quads, write_quads

from goodoffices.brief.pair_figure import Week, draw_pair, weeks_of
from goodoffices.brief.pair_page import pair_page
from goodoffices.brief.pair_timeline import PairTimeline, make_pair_timeline
from goodoffices.ledger import FilingOptions, init_store, load_feed_files, open_store
from goodoffices.relations.cooperation import shared_challenges
from goodoffices.relations.daily import PairDay, assess, relate_by_feeds
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodoffices.ledger import Store

DAY = dt.timedelta(days=1)
DAYS = (dt.date(2018, 1, 3), BREAK - DAY, BREAK + 7 * DAY, MEND + 14 * DAY, LAST)


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("pair")
    init_store(folder / "store")
    with open_store(folder / "store", mode="write") as store:
        list(load_feed_files(store, [write_quads(folder / "q.tsv", quads())],
                             FilingOptions(), None))  # fmt: skip
        yield store


def timeline(feed: Store, day: dt.date, pair: tuple[str, str] = PAIR) -> PairTimeline:
    view = feed.view(day)
    assessed = assess(view)
    assert assessed is not None
    return make_pair_timeline(view, load_world(), assessed, relate_by_feeds(view, assessed, *pair))


@pytest.mark.parametrize("day", DAYS)
def test_the_figure_of_a_pair_can_be_read_by_all(feed: Store, day: dt.date) -> None:
    svg = draw_pair(timeline(feed, day))
    assert_texts_apart(svg)
    assert_texts_inside(svg)
    assert_told_to_all(svg)


def test_a_pair_that_never_met_has_axes_and_no_curve(feed: Store) -> None:
    made = timeline(feed, LAST, ("AND", "LAO"))
    assert made.phase == "unknown"
    svg = draw_pair(made)
    assert_texts_inside(svg)
    assert "Tone on the last day, from -9 to +9: not known" in svg


def test_the_rift_is_labelled_with_the_report_behind_it(feed: Store) -> None:
    made = timeline(feed, BREAK + 7 * DAY)
    rift = next(row for row in made.rows if row.opens == "rift")
    assert rift.what.text.startswith("Peru to Ghana: reduce or break diplomatic relations")
    assert rift.what.refs[0] in made.reports
    assert "Peru to Ghana:" in draw_pair(made)


def test_an_alarm_near_a_change_is_told_once(feed: Store) -> None:
    made = timeline(feed, BREAK + 7 * DAY)
    hostile = [row for row in made.rows if row.tone == "hostile"]
    assert len(hostile) == 1
    assert "; alarm score " in hostile[0].what.text


def test_a_report_in_the_figure_stays_text(feed: Store) -> None:
    made = timeline(feed, BREAK + 7 * DAY)
    assert not list(parse(draw_pair(made)).iter(f"{SVG}script"))


def test_weeks_end_with_the_last_day_and_keep_every_act() -> None:
    first = dt.date(2020, 1, 1)
    days = [
        PairDay(day=first + n * DAY, n_acts=2, n_hostile=1, expected=None if n < 3 else 1.5,
                tone=None, tone_low=None, tone_high=None, is_paused=False)
        for n in range(10)
    ]  # fmt: skip
    assert weeks_of(days) == (Week(first, 3, 6, 3, None), Week(first + 3 * DAY, 7, 14, 7, 10.5))


def test_the_page_loads_nothing_and_tells_the_same_in_tables(feed: Store) -> None:
    day = BREAK + 60 * DAY
    view = feed.view(day)
    assessed = assess(view)
    assert assessed is not None
    found = relate_by_feeds(view, assessed, *PAIR)
    made = make_pair_timeline(view, load_world(), assessed, found)
    page = pair_page(made, found, shared_challenges(view, *PAIR, (), found.spells))
    assert "src=" not in page
    assert "default-src 'none'" in page
    assert "<h1>Ghana and Peru</h1>" in page
    assert "Shared challenges unmet since the rift of" in page
    assert "cooperation: " in page
    assert page.count("<svg") == 1


def test_long_emptiness_before_the_first_act_is_not_drawn(tmp_path: Path) -> None:
    late = [row for row in quads() if {row[1], row[3]} != {"Peru", "Ghana"} or row[0] >= BREAK]
    init_store(tmp_path / "store")
    with open_store(tmp_path / "store", mode="write") as store:
        list(load_feed_files(store, [write_quads(tmp_path / "q.tsv", late)],
                             FilingOptions(), None))  # fmt: skip
        made = timeline(store, BREAK + 30 * DAY)
    assert made.days[0].day == BREAK - 60 * DAY
    assert made.days[-1].day == BREAK + 30 * DAY


def test_a_pair_that_begins_with_a_rift_has_it_labelled(tmp_path: Path) -> None:
    others = [row for row in quads() if {row[1], row[3]} != {"Peru", "Ghana"}]
    acts = ("Use conventional military force", "Reduce or break diplomatic relations",
            "Impose embargo, boycott, or sanctions", "Expel or deport individuals")  # fmt: skip
    blows = [(BREAK, "Peru", act, "Ghana") for act in acts]
    init_store(tmp_path / "store")
    with open_store(tmp_path / "store", mode="write") as store:
        list(load_feed_files(store, [write_quads(tmp_path / "q.tsv", sorted(others + blows))],
                             FilingOptions(), None))  # fmt: skip
        made = timeline(store, BREAK + 7 * DAY)
    assert made.phases[0].phase == "rift"
    assert [row.opens for row in made.rows] == ["rift"]


def test_a_long_past_is_left_out_but_never_the_newest_rift(feed: Store) -> None:
    made = timeline(feed, BREAK + 900 * DAY)
    opened = next(row.day for row in made.rows if row.opens == "rift")
    assert opened is not None
    assert made.days[0].day == opened - 60 * DAY
    assert all(row.day is not None and row.day >= made.days[0].day for row in made.rows)
    assert all(band.since >= made.days[0].day for band in made.phases)
    assert_texts_apart(draw_pair(made))
    quiet = timeline(feed, BREAK + 900 * DAY, ("JPN", "PER"))
    assert (quiet.days[-1].day - quiet.days[0].day).days == 550


def test_days_without_feeds_are_shaded(feed: Store) -> None:
    made = timeline(feed, BREAK + 7 * DAY)
    shades = draw_pair(made).count('fill="#e2e4e8"')
    days = tuple(dataclasses.replace(one, is_paused=one.day in (BREAK, BREAK + DAY))
                 for one in made.days)  # fmt: skip
    svg = draw_pair(dataclasses.replace(made, days=days))
    # One run of two days in each of two panels, and the legend.
    assert svg.count('fill="#e2e4e8"') == 3
    assert shades >= 1
    assert "2 of " in svg
