"""Reports of one happening are counted together, and all counts are kept."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "engines"))
from feed_slots import a_report, a_slot, moment
from made_reports import table_of
from strategies import a_document, an_event

from goodoffices.ledger import Batch, open_store
from goodoffices.ledger.engines import open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.ledger import Store

DAY = dt.date(2016, 6, 29)
YEAR = {"since": dt.date(2016, 1, 1), "until": dt.date(2016, 12, 31)}
LATER = dt.datetime(2016, 9, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder, mode="write", clock=lambda: LATER) as found:
        yield found


def told(url: str, name: str = "1", **other: Any) -> dict[str, Any]:
    return a_report(name, url=url, publisher=url.split("/")[2], **other)


def across(store: Store) -> list[dict[str, Any]]:
    return store.view(LATER.date()).query("happenings_across_feeds", **YEAR).to_pylist()


def test_two_feeds_that_share_no_article_tell_one_happening_or_two(store: Store) -> None:
    store.load_feed([a_slot(moment("2016-06-29"), [told("https://a.example/1")])], parser="1")
    other = a_slot(moment("2016-06-29"), [told("https://b.example/1")], feed="other")
    store.load_feed([other], parser="1")
    (row,) = across(store)
    assert (row["low"], row["high"], row["root"]) == ("RUS", "TUR", "04")
    assert (row["n_feeds"], row["n_reports"], row["n_publishers"]) == (2, 2, 2)
    assert (row["n_least"], row["n_most"]) == (1, 2)


def test_two_feeds_that_share_an_article_tell_one_happening(store: Store) -> None:
    for feed in ("gdelt", "other"):
        one = a_slot(moment("2016-06-29"), [told("https://a.example/1")], feed=feed)
        store.load_feed([one], parser="1")
    (row,) = across(store)
    assert (row["n_reports"], row["n_least"], row["n_most"]) == (2, 1, 1)


def test_what_was_read_in_an_article_joins_what_a_feed_tells_of_it(store: Store) -> None:
    document = a_document("d-read", "2016-06-29")
    event = an_event("read", "2016-06-29", code="042")
    store.load("text:1", "test", "1", Batch(documents=(document,), events=(event,)))
    feed = a_slot(moment("2016-06-29"), [told(document.url), told(document.url, "2", code="040")])
    store.load_feed([feed], parser="1")
    (row,) = across(store)
    assert (row["n_feeds"], row["n_reports"], row["n_least"], row["n_most"]) == (2, 3, 1, 1)


def test_a_correction_replaces_and_an_earlier_day_still_sees_what_was_told(store: Store) -> None:
    opens_at = moment("2016-06-29")
    first = [told("https://a.example/1"), told("https://a.example/2", "2")]
    store.load_feed([a_slot(opens_at, first)], parser="1")
    store.load_feed([a_slot(opens_at, first[:1], version="better")], parser="1")
    found = {
        as_of: store.view(as_of).query("happenings", **YEAR)["told_in"].to_pylist()
        for as_of in (DAY, LATER.date())
    }
    assert found == {
        DAY: ["https://a.example/1", "https://a.example/2"],
        LATER.date(): ["https://a.example/1"],
    }


REPORTS = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(["TUR", "RUS", "KAZ"]),
            "target": st.sampled_from(["TUR", "RUS", "KAZ"]),
            "code": st.sampled_from(["042", "040", "190"]),
            "url": st.sampled_from([None, "https://a.example/1", "https://b.example/1"]),
            "day": st.sampled_from([DAY, DAY - dt.timedelta(days=1)]),
        }
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=25)
@given(REPORTS, st.randoms())
def test_every_report_tells_one_happening_in_whatever_order_they_come(
    cells: list[dict[str, Any]], chance: Any
) -> None:
    rows = [
        {"report_id": str(k), "feed": "gdelt", "known_at": DAY, "slot": "gdelt:1", **one}
        for k, one in enumerate(cells)
    ]
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    with open_engine() as engine:
        found, other = (
            engine.run("happenings", {"reports": table_of(r)}, YEAR) for r in (rows, shuffled)
        )
        of_each = engine.run("happening_of_report", {"reports": table_of(rows)}, YEAR)
    assert found.equals(other)
    between = [one for one in rows if one["source"] != one["target"]]
    assert of_each.num_rows == sum(found["n_reports"].to_pylist()) == len(between)
    keys = {tuple(row.values())[2:] for row in of_each.to_pylist()}
    assert len(keys) == found.num_rows
