"""A slot of a feed is in wholly and once; corrections count from the day they were noted."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from feed_slots import a_report, a_slot, moment
from strategies import a_batch, day

from goodoffices.errors import BadRow, InputError, StoreError
from goodoffices.ledger import SlotNote, Store, View, open_store
from goodoffices.ledger.querytexts import BY_DAY

LAST = dt.date.max
NOON = moment("2016-06-29", 48)
SLOT = "gdelt:20160629120000"


def ids(view: View, **asked: Any) -> list[str]:
    found = view.reports(**asked).to_arrow_table()
    return sorted(found["report_id"].to_pylist())


def at(text: str) -> Any:
    """Return a clock that stands still."""
    return lambda: dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def write(folder: Path, when: str = "2026-11-26") -> Store:
    return open_store(folder, mode="write", clock=at(when))


def test_a_slot_is_loaded_once(folder: Path) -> None:
    slot = a_slot(NOON, [a_report("a"), a_report("b")], n_rejected=1, n_mentions=3, n_duplicates=1)
    with write(folder) as store:
        first = store.load_feed([slot], parser="1")[0]
        again = store.load_feed([slot], parser="1")[0]
        view = store.view(LAST)
        assert ids(view) == ["a", "b"]
        assert view.table("mentions").num_rows == 3
        assert view.table("rejects").to_pylist()[0]["line"] == 1
        assert view.table("reports").schema.names == slot.reports.schema.names
        assert store.commit == 1
    assert (first.status, first.n_rows, first.n_kept) == ("loaded", 4, 2)
    assert (first.n_rejected, first.n_duplicates, first.n_mentions) == (1, 1, 3)
    assert again == replace(first, status="unchanged")


def test_feeds_and_records_share_the_commits(folder: Path) -> None:
    with write(folder) as store:
        store.load_feed([a_slot(NOON, [a_report("a")])], parser="1")
        store.load("feed:one", "feed", "0", a_batch("e", "2016-06-29"))
        store.load_feed([a_slot(moment("2016-06-30"), [a_report("b")])], parser="1")
    with open_store(folder) as store:
        assert store.commit == 3
        seen = [
            (len(view.events()), ids(view))
            for view in (store.view(LAST, commit=one) for one in range(4))
        ]
    assert seen == [(0, []), (0, ["a"]), (1, ["a"]), (1, ["a", "b"])]


def test_a_correction_counts_from_the_day_it_was_noted(folder: Path) -> None:
    old = a_slot(NOON, [a_report("a"), a_report("b")])
    new = a_slot(NOON, [a_report("a"), a_report("c")], version="corrected")
    with write(folder, "2016-06-29") as store:
        store.load_feed([old], parser="1")
    with write(folder, "2016-07-05") as store:
        assert store.load_feed([new], parser="1")[0].status == "replaced"
        assert ids(store.view(day("2016-06-28"))) == []
        assert ids(store.view(day("2016-06-29"))) == ["a", "b"]
        assert ids(store.view(day("2016-07-04"))) == ["a", "b"]
        assert ids(store.view(day("2016-07-05"))) == ["a", "c"]
        assert ids(store.view(LAST, commit=1)) == ["a", "b"]


def test_two_views_of_one_store_do_not_mix(folder: Path) -> None:
    with write(folder, "2016-06-29") as store:
        store.load_feed([a_slot(NOON, [a_report("a")])], parser="1")
    with write(folder, "2016-07-05") as store:
        store.load_feed([a_slot(NOON, [a_report("b")], version="corrected")], parser="1")
        views = [store.view(day("2016-06-28")), store.view(day("2016-06-30")), store.view(LAST)]
        views.append(store.view(LAST, commit=1))
        lazy = [view.reports() for view in views]
        tables = [view.table("reports")["report_id"].to_pylist() for view in views]
    assert tables == [[], ["a"], ["b"], ["a"]]
    assert [found.to_arrow_table()["report_id"].to_pylist() for found in lazy] == tables


def test_what_was_asked_before_does_not_change_with_what_is_asked_next(folder: Path) -> None:
    moments = [moment("2016-06-29"), moment("2017-06-29")]
    with write(folder, "2018-01-01") as store:
        store.load_feed([a_slot(one, [a_report("old")]) for one in moments], parser="1")
    with write(folder, "2018-01-02") as store:
        store.load_feed(
            [a_slot(one, [a_report("new")], version="corrected") for one in moments], parser="1"
        )
        view = store.view(LAST)
    asked = {"a": "TUR", "b": "RUS", "since": day("2016-01-01"), "until": day("2018-01-01")}
    lazy, before = view.reports(), view.query("days_of_pair", **asked)
    assert view.reports(since=day("2017-01-01")).fetchall()
    assert set(lazy.to_arrow_table()["report_id"].to_pylist()) == {"new"}
    assert view.query("days_of_pair", **asked) == before
    assert before["n_reports"].to_pylist() == [1, 1]
    later = {**asked, "since": day("2017-01-01")}
    assert view.query("days_of_pair", **later)["day"].to_pylist() == [day("2017-06-29")]


def test_the_same_file_read_by_a_newer_adapter_counts_for_all_days(folder: Path) -> None:
    slot = a_slot(NOON, [a_report("a")], n_rejected=1)
    better = replace(a_slot(NOON, [a_report("a"), a_report("b")]), digest=slot.digest)
    with write(folder, "2016-06-29") as store:
        store.load_feed([slot], parser="1")
    with write(folder, "2016-07-05") as store:
        assert store.load_feed([better], parser="2")[0].status == "replaced"
        assert ids(store.view(day("2016-06-29"))) == ["a", "b"]
        assert store.view(day("2016-06-29")).table("rejects").num_rows == 0
        assert ids(store.view(LAST, commit=1)) == ["a"]


def test_nothing_is_left_to_hide_once_all_was_read_again_and_merged(folder: Path) -> None:
    slots = [a_slot(moment("2016-06-29", number), [a_report(f"r{number}")]) for number in range(3)]
    with write(folder) as store:
        store.load_feed(slots, parser="1")
        store.load_feed(slots, parser="2")
        assert store.view(LAST).scan("reports").hidden is not None
        before = ids(store.view(LAST))
        store.compact()
        view = store.view(LAST)
        assert (view.scan("reports").hidden, view.scan("reports").where) == (None, "")
        assert ids(view) == before == ["r0", "r1", "r2"]
        assert ids(store.view(LAST, commit=1)) == before


def test_a_correction_read_again_counts_as_long_as_the_correction(folder: Path) -> None:
    old = a_slot(NOON, [a_report("a")])
    new = a_slot(NOON, [a_report("b")], version="corrected")
    again = replace(a_slot(NOON, [a_report("c")]), digest=new.digest)
    for when, slot, parser in (
        ("2016-06-29", old, "1"),
        ("2016-07-05", new, "1"),
        ("2016-08-01", again, "2"),
    ):
        with write(folder, when) as store:
            store.load_feed([slot], parser=parser)
    with write(folder) as store:
        seen = [ids(store.view(day(one))) for one in ("2016-06-29", "2016-07-04", "2016-07-05")]
        store.compact()
        after = [ids(store.view(day(one))) for one in ("2016-06-29", "2016-07-04", "2016-07-05")]
    assert seen == after == [["a"], ["a"], ["c"]]


def test_pair_actor_and_days_are_asked_for_in_both_directions(folder: Path) -> None:
    reports = [
        a_report("to", source="TUR", target="RUS"),
        a_report("back", source="RUS", target="TUR"),
        a_report("other", source="TUR", target="KAZ"),
        a_report("nobody", source=None, target="RUS"),
        a_report("long ago", day=day("2006-06-29")),
    ]
    with write(folder) as store:
        store.load_feed([a_slot(NOON, reports)], parser="1")
        view = store.view(LAST)
        assert ids(view, pair=("RUS", "TUR"), since=day("2016-01-01")) == ["back", "to"]
        assert ids(view, actor="KAZ") == ["other"]
        assert ids(view, until=day("2010-01-01")) == ["long ago"]
        assert ids(view, since=day("2016-06-30")) == []
        assert len(ids(view)) == 5


def note(status: str, reason: str = "") -> SlotNote:
    return SlotNote(
        slot=SLOT,
        feed="gdelt",
        opens_at=NOON,
        closes_at=NOON + dt.timedelta(minutes=15),
        status=status,  # type: ignore[arg-type]
        reason=reason,
    )


def test_an_actor_whose_name_has_a_quote_is_asked_for_as_it_is(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load_feed([a_slot(NOON, [a_report("a")])], parser="1")
        view = store.view(dt.date.max)
    odd = "x' or '1' = '1"
    assert view.reports(actor=odd).fetchall() == []
    assert view.reports(pair=(odd, "RUS")).fetchall() == []
    assert len(view.reports().fetchall()) == 1


@pytest.mark.parametrize("name", sorted(BY_DAY))
def test_a_query_asked_by_the_year_gives_the_rows_of_the_whole(folder: Path, name: str) -> None:
    days = [dt.date(2014, 12, 31), dt.date(2015, 1, 1), dt.date(2016, 2, 29), dt.date(2016, 6, 28)]
    reports = [
        a_report(f"{number}-{one}", day=one, url=f"https://a.example/{number % 3}", code=code,
                 source="TUR" if number % 2 else "SYR", publisher=f"p{number}")
        for one in days
        for number, code in enumerate(("042", "190", "042", "112", "036"))
    ]  # fmt: skip
    with open_store(folder, mode="write") as store:
        store.load_feed([a_slot(NOON, reports)], parser="1")
        view = store.view(LAST)
    pair = {"a": "TUR", "b": "RUS"} if name.endswith("_pair") else {}
    for since, until in ((days[0], days[-1]), (days[1], days[2]), (days[2], days[2])):
        parts = list(view.query_by_year(name, since=since, until=until, **pair))
        assert len(parts) == until.year - since.year + 1
        assert pa.concat_tables(parts) == view.query(name, since=since, until=until, **pair)
    with pytest.raises(InputError, match="cannot be asked by the year, only code_days_of_pair"):
        list(view.query_by_year("day_sums", since=days[0], until=days[1]))


def test_a_missing_slot_is_missing_until_it_is_loaded(folder: Path) -> None:
    with write(folder) as store:
        assert store.slot_states([SLOT]) == {}
        store.note_slots([note("expected")])
        store.note_slots([note("missing", "404")])
        state = store.slot_states([SLOT])[SLOT]
        assert (state.status, state.reason, state.n_rows) == ("missing", "404", None)
        store.load_feed([a_slot(NOON, [a_report("a")])], parser="1")
        store.note_slots([note("failed", "late")])  # changes nothing: it is in
        state = store.slot_states([SLOT])[SLOT]
        assert (state.status, state.n_kept) == ("loaded", 1)
        rows = store.view(LAST).table("feed_slots").to_pylist()
        assert [(row["slot"], row["status"]) for row in rows] == [(SLOT, "loaded")]
        assert store.commit == 3


def test_the_same_note_is_written_once(folder: Path) -> None:
    with write(folder) as store:
        store.note_slots([note("missing", "404")])
        store.note_slots([note("missing", "404")])
        assert store.commit == 1


def test_slots_are_seen_as_of_the_day_of_their_period(folder: Path) -> None:
    with write(folder) as store:
        store.load_feed([a_slot(NOON, []), a_slot(moment("2016-06-30"), [])], parser="1")
        seen = [
            store.view(day(one)).table("feed_slots").num_rows
            for one in ("2016-06-28", "2016-06-29", "2016-06-30")
        ]
    assert seen == [0, 1, 2]


def test_status_tells_reports_and_missing_slots_of_a_feed(folder: Path) -> None:
    with write(folder) as store:
        store.load_feed([a_slot(moment("2016-06-30"), [a_report("a")], n_rejected=2)], parser="1")
        store.load("feed:one", "paper", "0", a_batch("e", "2016-06-29"))
        store.note_slots([note("missing", "404")])
        found = store.status()
    assert (found.n_reports, found.n_events, found.n_slots) == (1, 1, 2)
    told = {feed.feed: feed for feed in found.feeds}
    assert (told["gdelt"].n_slots, told["gdelt"].n_slots_missing) == (1, 1)
    assert (told["gdelt"].n_reports, told["gdelt"].n_rejected) == (1, 2)
    assert told["paper"].n_events == 1


@pytest.mark.parametrize(
    ("loaded", "looked", "is_stale"),
    [
        ("2016-06-29T13:00", "2016-06-29T18:00", False),  # followed, and fresh
        ("2016-06-29T13:00", "2016-07-09", True),  # followed, and stopped
        ("2026-11-26", "2026-11-27", False),  # an archive, loaded long afterwards
    ],
)
def test_a_feed_is_stale_if_it_was_followed_and_stopped(
    folder: Path, loaded: str, looked: str, *, is_stale: bool
) -> None:
    with write(folder, loaded) as store:
        store.load_feed([a_slot(NOON, [a_report("a")])], parser="1")
        (feed,) = store.status().feeds
    assert feed.is_stale(at(looked)()) is is_stale


def test_a_followed_feed_whose_slots_only_go_missing_is_stale(folder: Path) -> None:
    with write(folder, "2016-06-29T13:00") as store:
        store.load_feed([a_slot(NOON, [a_report("a")])], parser="1")
    with write(folder, "2016-07-02") as store:
        gone = moment("2016-07-01", 90)
        ends = gone + dt.timedelta(minutes=15)
        noted = replace(note("missing", "404"), slot=f"gdelt:{gone:%Y%m%d%H%M%S}",
                        opens_at=gone, closes_at=ends)  # fmt: skip
        store.note_slots([noted])
        (feed,) = store.status().feeds
    assert feed.is_stale(at("2016-07-02T01:00")())


def cell(name: str, value: object) -> pa.Table:
    slot = a_slot(NOON, [a_report("a"), a_report("b")])
    rows = slot.reports
    at_ = rows.schema.get_field_index(name)
    field = rows.schema.field(name).with_nullable(True)
    return rows.set_column(at_, field, pa.array([rows[name][0].as_py(), value], field.type))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("source", "tur", "source must be an actor id"),
        ("code", "4", "code must be a CAMEO code"),
        ("code", None, "code must not be empty"),
        ("slot", "gdelt:20160629121500", "slot must be gdelt:20160629120000"),
        ("feed", "icews", "feed must be gdelt"),
        ("goldstein", float("inf"), "goldstein must be a number"),
        ("report_id", "a", "report_id is there twice"),
        ("known_at", None, "known_at must not be empty"),
    ],
)
def test_an_unsound_cell_keeps_the_slot_out_and_is_named(
    folder: Path, name: str, value: object, words: str
) -> None:
    slot = replace(a_slot(NOON, [a_report("a"), a_report("b")]), reports=cell(name, value))
    other = a_slot(moment("2016-06-30"), [a_report("c")])
    with write(folder) as store:
        with pytest.raises(BadRow, match=words) as caught:
            store.load_feed([other, slot], parser="1")
        assert f"reports of slot {SLOT}, line" in str(caught.value)
        assert store.commit == 0
        assert ids(store.view(LAST)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_rows": 7}, "7 rows must be 1 reports"),
        ({"digest": "0"}, "no SHA-256"),
        ({"slot": "no colon"}, "must look like"),
        ({"feed": "icews"}, "named after its feed"),
        ({"closes_at": NOON}, "not after it opens"),
        ({"opens_at": dt.datetime(2016, 6, 29)}, "time zone"),  # noqa: DTZ001  the point
        ({"reports": pa.table({"a": [1]})}, "wrong columns"),
    ],
)
def test_an_unsound_slot_stays_out(folder: Path, change: dict[str, Any], words: str) -> None:
    slot = replace(a_slot(NOON, [a_report("a")]), **change)
    with write(folder) as store:
        with pytest.raises(InputError, match=words):
            store.load_feed([slot], parser="1")
        assert store.commit == 0


def test_a_slot_twice_in_one_load_is_an_error(folder: Path) -> None:
    slot = a_slot(NOON, [a_report("a")])
    with write(folder) as store, pytest.raises(InputError, match="twice"):
        store.load_feed([slot, slot], parser="1")


def test_a_reader_cannot_load(folder: Path) -> None:
    with open_store(folder) as store, pytest.raises(StoreError, match="mode='write'"):
        store.load_feed([], parser="1")


def test_health_of_a_feed_is_replaced_as_a_whole(folder: Path) -> None:
    from goodoffices.tables import arrow_schema

    schema = arrow_schema("feed_health")

    def health(feed: str, days: list[str], status: str) -> pa.Table:
        rows = [{"feed": feed, "day": day(one), "status": status, "reason": "told"} for one in days]
        return pa.Table.from_pylist(
            [{name: row.get(name) for name in schema.names} for row in rows], schema
        )

    with write(folder) as store:
        store.put_feed_health("gdelt", health("gdelt", ["2016-06-29", "2016-06-30"], "ok"))
        store.put_feed_health("icews", health("icews", ["2016-06-29"], "low"))
        store.put_feed_health("gdelt", health("gdelt", ["2016-06-29"], "outage"))
        rows = store.view(LAST).table("feed_health").to_pylist()
        assert sorted((row["feed"], row["status"]) for row in rows) == [
            ("gdelt", "outage"),
            ("icews", "low"),
        ]
        assert store.view(day("2016-06-28")).table("feed_health").num_rows == 0
        with pytest.raises(InputError, match="other feeds"):
            store.put_feed_health("gdelt", health("icews", ["2016-06-29"], "ok"))
