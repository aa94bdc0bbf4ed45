"""What two states no longer do together since their newest rift, as a view tells it."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.append(str(Path(__file__).resolve().parent / "daily"))
from made_feed import BREAK, PAIR, quads, write_quads

from goodoffices.casebook import case_folders
from goodoffices.ledger import FilingOptions, init_store, load_cases, load_feed_files, open_store
from goodoffices.relations import relate
from goodoffices.relations.cooperation import shared_challenges
from goodoffices.relations.daily import assess, relate_by_feeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.ledger import Store
    from goodoffices.relations.cooperation import SharedChallenges

DAY = BREAK + dt.timedelta(days=60)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("unmet")
    init_store(folder / "store")
    with open_store(folder / "store", mode="write") as found:
        load_cases(found, case_folders())
        list(load_feed_files(found, [write_quads(folder / "q.tsv", quads())],
                             FilingOptions(), None))  # fmt: skip
        yield found


def unmet(store: Store, a: str, b: str, day: dt.date, *, has_feed: bool) -> SharedChallenges:
    view = store.view(day)
    records = relate(view.events(pair=(a, b)), view.measure_steps(pair=(a, b)), a, b, day).spells
    assessed = assess(view) if has_feed else None
    feeds = relate_by_feeds(view, assessed, a, b).spells if assessed else None
    return shared_challenges(view, a, b, records, feeds)


def test_a_rift_that_only_a_feed_tells_starts_the_count(store: Store) -> None:
    found = unmet(store, *PAIR, DAY, has_feed=True)
    assert found.onset is not None
    assert BREAK <= found.onset <= BREAK + dt.timedelta(days=3)
    assert found.told_by == "feeds"
    assert found.lost is not None
    loss = found.lost.loss("cooperation")
    assert loss.is_measured
    assert loss.tally.volume_before > 100
    assert not found.mechanisms.suspensions


def test_a_rift_of_a_case_is_counted_in_mechanisms_without_a_feed(store: Store) -> None:
    found = unmet(store, "QAT", "SAU", dt.date(2017, 7, 1), has_feed=False)
    assert found.onset == dt.date(2017, 6, 5)
    assert (found.told_by, found.lost) == ("records", None)
    assert "no feed is loaded" in found.reason
    assert found.mechanisms.first_day == found.onset
    assert found.mechanisms.mechanism_days > 20


def test_without_a_rift_nothing_can_be_lost(store: Store) -> None:
    found = unmet(store, "JPN", "PER", DAY, has_feed=True)
    assert (found.onset, found.lost, found.reason) == (None, None, "no rift of the two is known")


def test_only_what_was_known_by_the_day_counts(store: Store) -> None:
    before = unmet(store, *PAIR, BREAK - dt.timedelta(days=1), has_feed=True)
    assert before.onset is None
