"""Files of event data go into the store once; a part is never taken for the whole."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.feeds import gdelt as gdelt_feed
from goodoffices.feeds.zips import read_member as inner
from goodoffices.ledger import (
    FileOutcome,
    FilingOptions,
    Store,
    init_store,
    list_feed_files,
    load_feed_files,
    open_store,
    summarise_feeds,
)
from goodoffices.reading import open_reader

if TYPE_CHECKING:
    from pathlib import Path

QUADS = "date\tsn\trn\ton\n"
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tTarget Name\tTarget Country\n"
)
ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,country\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    init_store(folder)
    return folder


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(store: Path, *paths: Path, **options: object) -> list[FileOutcome]:
    chosen = FilingOptions(**options)  # type: ignore[arg-type]
    with open_store(store, mode="write") as opened:
        return list(load_feed_files(opened, paths, chosen, open_reader(kind="lite")))


def n_reports(store: Store, day: dt.date) -> int:
    return store.view(day).reports().to_arrow_table().num_rows


def icews(*rows: tuple[str, str]) -> str:
    lines = (f"{number}\t{day}\tPeru\tPeru\tConsult\tGhana\tGhana\n" for number, day in rows)
    return ICEWS + "".join(lines)


def acled(*ids: str) -> str:
    lines = (f"{one},2024-03-08,Battles,Armed clash,Civilians (Peru),Peru\n" for one in ids)
    return ACLED + "".join(lines)


def test_a_file_goes_in_once_with_all_its_counts(tmp_path: Path, store: Path) -> None:
    line = "2018-06-01\tPeru\tConsult\tGhana\n"
    path = write(tmp_path, "quads.tsv", QUADS + line + line + "2018-06-01\tPeru\tDance\tGhana\n")
    (first,) = load(store, path)
    assert (first.kind, first.n_slots, first.problems) == ("icews-quads", {"loaded": 1}, ())
    assert (first.n_rows, first.n_kept, first.n_rejected, first.n_duplicates) == (3, 1, 1, 1)
    assert first.reasons == {"relation must be the name of a CAMEO act": 1}
    (again,) = load(store, path)
    assert again.n_slots == {"unchanged": 1}


def test_a_file_that_grew_adds_days_and_corrects_the_last(tmp_path: Path, store: Path) -> None:
    load(store, write(tmp_path, "events.2018.tab", icews(("1", "2018-06-01"), ("2", "2018-06-02"))))
    grown = icews(
        ("1", "2018-06-01"), ("2", "2018-06-02"), ("3", "2018-06-02"), ("4", "2018-06-03")
    )
    (outcome,) = load(store, write(tmp_path, "events.2018.tab", grown))
    assert outcome.n_slots == {"loaded": 1, "replaced": 1, "unchanged": 1}
    with open_store(store) as opened:
        assert n_reports(opened, dt.date.max) == 4


def test_a_slot_is_not_replaced_by_fewer_rows_unless_told(tmp_path: Path, store: Path) -> None:
    load(store, write(tmp_path, "export.csv", acled("A1", "A2")))
    part = write(tmp_path, "export.csv", acled("A1"))
    (refused,) = load(store, part)
    assert refused.n_slots == {"refused": 1}
    assert "slot acled:export would shrink from 2 rows to 1" in refused.problems[0]
    assert "--replace" in refused.problems[0]
    (done,) = load(store, part, is_replacing=True)
    assert done.n_slots == {"replaced": 1}


def test_reports_that_stand_in_another_slot_are_not_told_twice(tmp_path: Path, store: Path) -> None:
    load(store, write(tmp_path, "first.csv", acled("A1", "A2")))
    (refused,) = load(store, write(tmp_path, "second.csv", acled("A2", "A3")))
    assert "shares reports (1) with slot acled:first, which is in" in refused.problems[0]
    (other,) = load(store, write(tmp_path, "third.csv", acled("A3", "A4")))
    assert other.n_slots == {"loaded": 1}


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path, store: Path) -> None:
    one = write(tmp_path, "a/export.csv", acled("A1"))
    two = write(tmp_path, "b/export.csv", acled("A2", "A3"))
    first, second = load(store, one, two)
    assert first.n_slots == {"loaded": 1}
    assert f"was filled from {one} just now" in second.problems[0]


def test_a_bad_file_stops_no_other(tmp_path: Path, store: Path) -> None:
    bad = write(tmp_path, "a.csv", "who,what\n1,2\n")
    good = write(tmp_path, "b.csv", acled("A1"))
    first, second = load(store, bad, good)
    assert "a.csv, line 1: has the header of none of gdelt" in first.problems[0]
    assert second.n_slots == {"loaded": 1}


def test_the_kind_that_is_named_counts(tmp_path: Path, store: Path) -> None:
    (outcome,) = load(store, write(tmp_path, "b.csv", acled("A1")), kind="ucdp-ged")
    assert "lacks the columns id, type_of_violence" in outcome.problems[0]


def test_no_report_is_known_before_the_release(tmp_path: Path, store: Path) -> None:
    released = dt.date(2025, 1, 1)
    load(store, write(tmp_path, "b.csv", acled("A1")), released=released)
    with open_store(store) as opened:
        assert n_reports(opened, dt.date(2024, 12, 31)) == 0
        assert n_reports(opened, released) == 1


def test_news_entries_are_read_as_texts_each_once(tmp_path: Path, store: Path) -> None:
    item = "<item><guid>{}</guid><title>{}</title><pubDate>5 Mar 2024 10:00 GMT</pubDate></item>"
    items = [item.format(1, "Peru expelled the ambassador of Ghana"), item.format(1, "again"),
             item.format(2, "...")]  # fmt: skip
    path = write(tmp_path, "news.xml", f"<rss><channel>{''.join(items)}</channel></rss>")
    (outcome,) = load(store, path)
    assert (outcome.kind, outcome.n_slots) == ("news", {"loaded": 1})
    assert (outcome.n_rows, outcome.n_kept, outcome.n_rejected, outcome.n_duplicates) == (
        3,
        1,
        1,
        1,
    )
    assert outcome.reasons == {"there are no words in it; expected a news text": 1}
    with open_store(store) as opened:
        (event,) = opened.view(dt.date.max).events()
        assert event.feed == "news"
    assert load(store, path)[0].n_slots == {"unchanged": 1}


def test_a_hostile_news_feed_stops_no_other(tmp_path: Path, store: Path) -> None:
    bad = write(tmp_path, "a.xml", '<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>')
    first, second = load(store, bad, write(tmp_path, "b.csv", acled("A1")))
    assert "a.xml: declares entities of its own" in first.problems[0]
    assert second.n_slots == {"loaded": 1}


def gdelt(tmp_path: Path, *stamps: str, folder: str = "slots", tone: str = "0.5") -> list[Path]:
    """Write an export file of one report for each slot, zipped."""
    found = []
    for number, stamp in enumerate(stamps):
        cells = [""] * 61
        cells[0], cells[1], cells[7], cells[17] = str(number), "20160629", "PER", "GHA"
        cells[25:35] = ["1", "041", "041", "04", "1", "1.0", "2", "1", "2", tone]
        cells[59] = stamp
        path = tmp_path / folder / f"{stamp}.export.CSV.zip"
        path.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(path.stem, "\t".join(cells) + "\n")
        found.append(path)
    return found


STAMPS = ("20160629120000", "20160629121500", "20160629123000")


def test_files_of_gdelt_are_told_by_their_names_and_share_commits(
    tmp_path: Path, store: Path
) -> None:
    gdelt(tmp_path, *STAMPS[:2])
    write(tmp_path, "slots/20160629120000.mentions.CSV", "broken\n")
    paths = list_feed_files([tmp_path / "slots"])
    outcomes = load(store, *paths)
    assert [(one.kind, one.n_slots) for one in outcomes] == [("gdelt", {"loaded": 1})] * 2
    assert [one.file for one in outcomes] == [str(path) for path in paths]
    with open_store(store) as opened:
        assert (opened.commit, n_reports(opened, dt.date.max)) == (1, 2)


def test_a_slot_file_that_is_in_is_not_read_again(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = gdelt(tmp_path, *STAMPS[:2])
    before = load(store, *paths)
    read: list[Path] = []
    monkeypatch.setattr(gdelt_feed, "read_member", lambda path: read.append(path) or inner(path))
    more = gdelt(tmp_path, *STAMPS)[2:]
    after = load(store, *paths, *more)
    assert read == more
    assert [one.n_slots for one in after] == [{"unchanged": 1}] * 2 + [{"loaded": 1}]
    assert [(one.n_rows, one.n_kept) for one in after[:2]] == [
        (one.n_rows, one.n_kept) for one in before
    ]


def test_a_slot_file_with_other_rows_is_read_and_takes_the_place(
    tmp_path: Path, store: Path
) -> None:
    load(store, *gdelt(tmp_path, *STAMPS))
    gdelt(tmp_path, STAMPS[1], tone="0.75")
    outcomes = load(store, *list_feed_files([tmp_path / "slots"]))
    assert [one.n_slots for one in outcomes] == [
        {"unchanged": 1}, {"replaced": 1}, {"unchanged": 1}
    ]  # fmt: skip


def test_a_damaged_slot_file_stops_no_other(tmp_path: Path, store: Path) -> None:
    paths = gdelt(tmp_path, *STAMPS)
    paths[1].write_bytes(paths[1].read_bytes()[:60])
    outcomes = load(store, *paths)
    assert [one.n_slots for one in outcomes] == [{"loaded": 1}, {}, {"loaded": 1}]
    assert "not a whole zip" in outcomes[1].problems[0]
    assert str(paths[1]) in outcomes[1].problems[0]


def test_one_slot_in_two_files_is_taken_from_the_first(tmp_path: Path, store: Path) -> None:
    (first,) = gdelt(tmp_path, STAMPS[0], folder="first")
    (same,) = gdelt(tmp_path, STAMPS[0], folder="same")
    (other,) = gdelt(tmp_path, STAMPS[0], folder="other", tone="0.75")
    for status in ("loaded", "unchanged"):
        outcomes = load(store, first, same, other)
        expected = [{status: 1}, {"unchanged": 1}, {"refused": 1}]
        assert [one.n_slots for one in outcomes] == expected
        assert f"was filled from {first} just now, with other rows" in outcomes[2].problems[0]


def test_files_in_turns_are_told_in_their_order(tmp_path: Path, store: Path) -> None:
    first, second = gdelt(tmp_path, *STAMPS[:2])
    table = write(tmp_path, "quads.tsv", QUADS + "2018-06-01\tPeru\tConsult\tGhana\n")
    outcomes = load(store, first, table, second)
    assert [one.kind for one in outcomes] == ["gdelt", "icews-quads", "gdelt"]
    assert [one.n_slots for one in outcomes] == [{"loaded": 1}] * 3


def test_the_same_slot_twice_in_a_run_is_loaded_once(tmp_path: Path, store: Path) -> None:
    text = icews(("1", "2018-06-01"))
    outcomes = load(
        store, write(tmp_path, "a/events.tab", text), write(tmp_path, "b/events.tab", text)
    )
    assert [one.n_slots for one in outcomes] == [{"loaded": 1}, {"unchanged": 1}]


def test_a_folder_stands_for_the_event_data_in_it(tmp_path: Path) -> None:
    for name in ("b.csv", "a.tab", "notes.pdf", "deep/c.zip"):
        write(tmp_path, name, "x")
    assert [path.name for path in list_feed_files([tmp_path])] == ["a.tab", "b.csv", "c.zip"]
    with pytest.raises(InputError, match="no such file or folder"):
        list_feed_files([tmp_path / "nowhere"])
    write(tmp_path, "empty/notes.pdf", "x")
    with pytest.raises(InputError, match="holds no event data; looked for"):
        list_feed_files([tmp_path / "empty"])


def test_a_note_in_a_folder_or_zip_is_passed_over_and_a_named_one_is_not(
    tmp_path: Path, store: Path
) -> None:
    data = write(tmp_path, "in/a.tab", icews(("1", "2018-06-01")))
    note = write(tmp_path, "in/README.txt", "How these files were made.\nAsk Ann.\n")
    bundle = tmp_path / "in" / "b.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("codebook.txt", "What the codes mean: a list.\n")
    found = list_feed_files([tmp_path / "in"])
    outcomes = load(store, *found, found=frozenset(found))
    assert {one.file.rpartition("/")[2]: (one.kind, bool(one.notes)) for one in outcomes} == {
        "a.tab": ("icews", False), "README.txt": ("", True), "codebook.txt": ("", True),
    }  # fmt: skip
    assert not any(one.problems for one in outcomes)
    (named,) = load(store, note)
    assert "has the header of none of" in named.problems[0]
    odd = write(tmp_path, "in/odd.txt", "report,where\n1,here\n")
    bad = write(tmp_path, "in/bad.txt", "date\tsn\n2018-06-01\tPeru\n")
    one, other = load(store, odd, bad, found=frozenset([odd, bad, data]))
    assert (bool(one.notes), bool(other.problems)) == (True, True)


def test_a_summary_tells_what_is_in_of_each_feed(tmp_path: Path, store: Path) -> None:
    load(store, write(tmp_path, "events.2018.tab", icews(("1", "2018-06-01"), ("2", "2018-06-02"))))
    load(store, write(tmp_path, "b.csv", acled("A1") + "broken\n"))
    with open_store(store) as opened:
        first, second = summarise_feeds(opened)
    assert (first.feed, first.n_slots, first.n_rows, first.n_rejected) == (
        "acled",
        {"loaded": 1},
        2,
        1,
    )
    assert (second.feed, second.n_slots, second.n_kept) == ("icews", {"loaded": 2}, 2)
    assert (second.first_day, second.last_day) == (dt.date(2018, 6, 1), dt.date(2018, 6, 2))
    assert second.last_published == dt.date(2018, 6, 2)
