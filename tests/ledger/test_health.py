from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from goodoffices.errors import InputError
from goodoffices.feeds import ParsedSlot
from goodoffices.ledger import SlotNote, open_store
from goodoffices.ledger.feedload import check_columns
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from goodoffices.ledger import Store

START = dt.date(2016, 1, 4)  # a Monday
HOURS = 6
N_SLOTS = 24 // HOURS
LATER = dt.datetime(2016, 9, 1, 12, tzinfo=dt.UTC)


def reports_on(day: dt.date) -> int:
    """Return how many reports each slot of a day has: fewer at the weekend."""
    return 6 if day.weekday() >= 5 else 10


def opening(day: dt.date, number: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(number * HOURS), tzinfo=dt.UTC)


def slot(day: dt.date, number: int, n: int, *, version: int = 0) -> ParsedSlot:
    opens_at = opening(day, number)
    name = f"made:{opens_at:%Y%m%d%H}"
    schema = arrow_schema("reports")
    rows = [
        {"report_id": f"{name}-{k}", "feed": "made", "day": day, "known_at": day, "code": "010",
         "slot": name}
        for k in range(n)
    ]  # fmt: skip
    return ParsedSlot(
        slot=name,
        feed="made",
        opens_at=opens_at,
        closes_at=opens_at + dt.timedelta(hours=HOURS),
        digest=f"{opens_at:%Y%m%d%H}{version:054d}",
        size=n,
        url="",
        n_rows=n,
        n_duplicates=0,
        reports=pa.Table.from_pylist([{c: r.get(c) for c in schema.names} for r in rows], schema),
        mentions=arrow_schema("mentions").empty_table(),
        rejects=arrow_schema("rejects").empty_table(),
    )


def missing(day: dt.date, number: int) -> SlotNote:
    opens_at = opening(day, number)
    return SlotNote(
        slot=f"made:{opens_at:%Y%m%d%H}",
        feed="made",
        opens_at=opens_at,
        closes_at=opens_at + dt.timedelta(hours=HOURS),
        status="missing",
    )


def day_of(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def load_days(store: Store, numbers: Iterable[int], *, times: float = 1) -> None:
    slots = [
        slot(day_of(d), k, round(times * reports_on(day_of(d))))
        for d in numbers
        for k in range(N_SLOTS)
    ]
    store.load_feed(slots, parser="1")


@pytest.fixture
def store(folder: Path) -> Iterable[Store]:
    """A store with fifty ordinary days of a feed of four slots a day."""
    with open_store(folder, mode="write", clock=lambda: LATER) as found:
        load_days(found, range(50))
        yield found


def statuses(store: Store, as_of: dt.date, since: dt.date) -> list[str]:
    table = store.view(as_of).feed_health("made", since=since).table
    return list(table["status"].to_pylist())


def test_ordinary_days_are_ok_once_there_is_enough_past(store: Store) -> None:
    found = store.view(day_of(49)).feed_health("made")
    rows = found.table.to_pylist()
    assert [row["status"] for row in rows] == ["unknown"] * 28 + ["ok"] * 22
    assert rows[-1]["n_reports"] == rows[-1]["expected_reports"] == pytest.approx(40)
    assert rows[-1]["content_age_hours"] == 0
    check_columns("feed_health", found.table, where="test")


def test_a_missing_slot_is_missing_and_no_day_without_events(store: Store) -> None:
    store.load_feed([slot(day_of(50), k, 10) for k in (0, 1, 2)], parser="1")
    store.note_slots([missing(day_of(50), 3)])
    (row,) = store.view(day_of(50)).feed_health("made", since=day_of(50)).table.to_pylist()
    assert (row["status"], row["n_slots_loaded"], row["n_slots_missing"]) == ("partial", 3, 1)
    assert row["reason"].startswith("3 of 4 slots are in, 1 are missing")
    assert row["content_age_hours"] == HOURS


def test_a_day_of_which_all_slots_are_missing_is_an_outage_without_a_count(store: Store) -> None:
    store.note_slots([missing(day_of(50), k) for k in range(N_SLOTS)])
    found = store.view(day_of(50)).feed_health("made", since=day_of(50))
    (row,) = found.table.to_pylist()
    assert (row["status"], row["n_reports"], row["content_age_hours"]) == ("outage", None, 24)
    assert found.exposure(day_of(50)) == 0
    assert found.is_paused(day_of(50))


def test_a_day_that_nobody_loaded_is_unknown_and_paused(store: Store) -> None:
    load_days(store, [51])
    found = store.view(day_of(51)).feed_health("made", since=day_of(50))
    assert found.table["status"].to_pylist() == ["unknown", "ok"]
    assert (found.exposure(day_of(50)), found.exposure(day_of(51))) == (0.0, 1.0)


def test_slots_that_are_there_but_nearly_empty_are_an_outage(store: Store) -> None:
    load_days(store, [50], times=0.1)
    found = store.view(day_of(50)).feed_health("made", since=day_of(50))
    assert found.table["status"].to_pylist() == ["outage"]
    assert found.exposure(day_of(50)) == pytest.approx(0.1)


def test_the_running_day_is_partial_and_no_outage(store: Store) -> None:
    store.load_feed([slot(day_of(50), 0, 10)], parser="1")
    found = store.view(day_of(50)).feed_health("made", since=day_of(50))
    assert found.table["status"].to_pylist() == ["partial"]
    assert found.exposure(day_of(50)) == pytest.approx(0.25)


def test_a_day_of_twice_the_volume_is_high(store: Store) -> None:
    load_days(store, [50], times=2)
    assert statuses(store, day_of(50), day_of(50)) == ["high"]


def test_later_facts_change_no_earlier_health(store: Store) -> None:
    before = store.view(day_of(45)).feed_health("made").table
    load_days(store, range(50, 70), times=3)
    store.load_feed([slot(day_of(44), 0, 1, version=1)], parser="1")  # counts from September on
    assert store.view(day_of(45)).feed_health("made").table.equals(before)
    corrected = store.view(LATER.date()).feed_health("made", since=day_of(44), until=day_of(44))
    assert corrected.table["n_reports"].to_pylist() == [31]


def test_a_stretch_of_days_is_judged_as_in_the_whole(store: Store) -> None:
    load_days(store, range(50, 120), times=1.5)
    view = store.view(day_of(119))
    whole = view.feed_health("made").table
    part = view.feed_health("made", since=day_of(100), until=day_of(110)).table
    assert part.equals(whole.slice(100, 11))


def test_a_feed_in_files_of_many_days_is_counted_by_report_and_has_no_slots(store: Store) -> None:
    one = slot(START, 0, 3)
    whole = ParsedSlot(
        slot="yearly:2016",
        feed="yearly",
        opens_at=opening(START, 0),
        closes_at=opening(day_of(10), 0),
        digest="a" * 64,
        size=1,
        url="",
        n_rows=3,
        n_duplicates=0,
        reports=one.reports.set_column(1, "feed", pa.array(["yearly"] * 3)).set_column(
            one.reports.schema.get_field_index("slot"), "slot", pa.array(["yearly:2016"] * 3)
        ),
        mentions=one.mentions,
        rejects=one.rejects,
    )
    store.load_feed([whole], parser="1")
    found = store.view(day_of(20)).feed_health("yearly")
    rows = found.table.to_pylist()
    assert [row["n_reports"] for row in rows] == [3] + [None] * 9
    assert {row["status"] for row in rows} == {"unknown"}
    assert {row["n_slots_expected"] for row in rows} == {None}
    assert found.exposure(START) is None
    assert not found.is_paused(day_of(5))


def test_a_feed_that_is_not_there_is_named_with_those_that_are(store: Store) -> None:
    with pytest.raises(InputError, match="no feed 'gdelt' is in the store; there are: made"):
        store.view(day_of(49)).feed_health("gdelt")
