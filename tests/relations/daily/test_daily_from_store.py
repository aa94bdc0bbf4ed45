"""From reports in a store to phases, numbers, alarms and changes of all pairs, as of a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from made_feed import BREAK, LAST, MEND, PAIR, quads, write_quads

from goodoffices.errors import InputError
from goodoffices.ledger import FilingOptions, init_store, load_feed_files, open_store
from goodoffices.relations.daily import (
    assess,
    checkpoint,
    cited_reports,
    feed_changes,
    find_reports,
    pair_tones,
    record_changes,
    relate_by_feeds,
    reports_behind,
)

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.relations.daily import Assessed, FeedRelation

WEEK = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)


def load(store_path: Path, *files: Path) -> None:
    with open_store(store_path, mode="write") as store:
        outcomes = list(load_feed_files(store, list(files), FilingOptions(), None))
    assert all(not one.problems for one in outcomes), outcomes


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feeds")
    path = folder / "store"
    init_store(path)
    load(path, write_quads(folder / "quads.tsv", quads()))
    return path


def relation(path: Path, day: dt.date, cache: Path | None = None) -> FeedRelation:
    with open_store(path, mode="read") as store:
        view = store.view(day)
        return relate_by_feeds(view, some(assess(view, cache)), *PAIR)


def some(found: Assessed | None) -> Assessed:
    assert found is not None
    return found


def phases(path: Path, day: dt.date) -> list[str]:
    return [spell.phase for spell in relation(path, day).spells]


def test_a_rupture_opens_a_rift_and_steps_mend_it(store_path: Path) -> None:
    assert phases(store_path, BREAK - DAY) == ["calm"]
    assert phases(store_path, BREAK + WEEK)[-1] == "rift"
    assert phases(store_path, MEND + 2 * WEEK)[-1] in ("thaw", "normalising")


def test_a_phase_cites_reports_that_are_in_the_store(store_path: Path) -> None:
    found = relation(store_path, BREAK + WEEK)
    opened = found.spells[-1].opened_by
    assert opened
    assert all("Peru" in one and "Ghana" in one for one in opened)
    with open_store(store_path, mode="read") as store:
        view = store.view(BREAK + WEEK)
        (alarm,) = [one for one in found.alarms if one.kind == "rift"]
        assert BREAK <= alarm.day <= BREAK + WEEK
        assert "Impose embargo" in reports_behind(view, alarm)[0]


def test_the_one_who_acts_is_told_from_the_one_who_suffers(store_path: Path) -> None:
    found = relation(store_path, BREAK + WEEK)
    hostile = {one.source: one.counts[1] for one in (found.there, found.back)}
    assert hostile["PER"].seen > hostile["PER"].expected_high
    assert hostile["PER"].surprise > 3
    assert hostile["GHA"].surprise < 2


def test_later_facts_change_no_earlier_answer(tmp_path: Path) -> None:
    day = BREAK + WEEK
    path = tmp_path / "store"
    init_store(path)
    load(path, write_quads(tmp_path / "early.tsv", quads(last=day)))
    before = relation(path, day)
    late = [row for row in quads(seed=8) if row[0] > day]
    load(path, write_quads(tmp_path / "late.tsv", late))
    assert relation(path, day) == before
    assert relation(path, LAST) != before


def test_a_checkpoint_changes_no_answer_and_late_slots_undo_it(tmp_path: Path) -> None:
    path, cache = tmp_path / "store", tmp_path / "cache"
    init_store(path)
    rows = quads()
    load(path, write_quads(tmp_path / "a.tsv", [row for row in rows if row[0] <= BREAK]))
    relation(path, BREAK, cache)
    assert (cache / "state.npz").is_file()
    load(path, write_quads(tmp_path / "b.tsv", [row for row in rows if row[0] > BREAK]))
    for _ in range(2):
        assert relation(path, LAST, cache) == relation(path, LAST)
    missed = [(BREAK - 30 * DAY, "Peru", "Use conventional military force", "Ghana")]
    load(path, write_quads(tmp_path / "c.tsv", missed))
    assert relation(path, LAST, cache) == relation(path, LAST)
    assert relation(path, BREAK, cache) == relation(path, BREAK)


def test_each_day_adds_a_part_to_the_checkpoint_until_all_are_written_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "_MOST_PARTS", 3)
    path, cache = tmp_path / "store", tmp_path / "cache"
    init_store(path)
    rows = quads()
    begun = BREAK - 5 * DAY
    load(path, write_quads(tmp_path / "a.tsv", [row for row in rows if row[0] <= begun]))
    sizes = []
    for n in range(9):
        day = begun + n * DAY
        if n:
            load(path, write_quads(tmp_path / f"{n}.tsv", [row for row in rows if row[0] == day]))
        assert relation(path, day, cache) == relation(path, day)
        sizes.append([len(list(cache.glob(f"{one}-*"))) for one in ("pairs", "days", "months")])
    assert sizes == [[n, n, n] for n in (1, 2, 3)] * 3
    days = [one.as_py() for one in assessed(path, begun + 8 * DAY, cache).days["day"]]
    assert days == [rows[0][0] + n * DAY for n in range(len(days))]
    assert days[-1] == begun + 8 * DAY


@pytest.mark.parametrize("damage", [b"", b"no array", None])
@pytest.mark.parametrize("kept", ["state", "pairs", "days", "months"])
def test_a_damaged_checkpoint_is_worked_out_anew(
    store_path: Path, tmp_path: Path, kept: str, damage: bytes | None
) -> None:
    relation(store_path, LAST, tmp_path)
    (file,) = tmp_path.glob(f"{kept}*")
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    assert relation(store_path, LAST, tmp_path) == relation(store_path, LAST)


def assessed(path: Path, day: dt.date, cache: Path | None = None) -> Assessed:
    with open_store(path, mode="read") as store:
        return some(assess(store.view(day), cache))


def test_changes_name_what_opened_and_what_thawed_in_the_span(store_path: Path) -> None:
    with open_store(store_path, mode="read") as store:
        view = store.view(BREAK + WEEK)
        found = feed_changes(view, some(assess(view)), BREAK - DAY)
        (change,) = [one for one in found if (one.low, one.high) == PAIR]
        assert (change.kind, change.before, change.after) == ("opened", "calm", "rift")
        assert change.score > 4
        assert change.tone.value < change.tone.past
        later = store.view(MEND + 2 * WEEK)
        kinds = {
            one.kind
            for one in feed_changes(later, some(assess(later)), MEND - DAY)
            if (one.low, one.high) == PAIR
        }
        assert "thawed" in kinds
        assert record_changes(view, store.view(BREAK - DAY)) == []


def test_pairs_that_only_grumble_stay_calm(store_path: Path) -> None:
    with open_store(store_path, mode="read") as store:
        view = store.view(LAST)
        found = feed_changes(view, some(assess(view)), dt.date(2018, 2, 1))
    others = [one for one in found if (one.low, one.high) != PAIR and one.after == "rift"]
    assert others == []


def test_tone_lies_in_its_interval_and_turns_with_the_quarrel(store_path: Path) -> None:
    before = pair_tones(assessed(store_path, BREAK - DAY))
    after = pair_tones(assessed(store_path, BREAK + WEEK))
    assert after[PAIR].value < before[PAIR].low
    assert all(-9 <= one.low <= one.value <= one.high <= 9 for one in after.values())


def test_cited_reports_come_in_the_order_of_their_ids(store_path: Path) -> None:
    opened = relation(store_path, BREAK + WEEK).spells[-1].opened_by
    asked = [*reversed(opened), "icews-quads:no such report", opened[0]]
    with open_store(store_path, mode="read") as store:
        view = store.view(LAST)
        by_pair, by_days = cited_reports(view, *PAIR, asked), find_reports(view, asked, 365)
    assert list(by_pair) == list(by_days) == list(reversed(opened))
    assert by_pair == by_days


def test_a_store_without_feeds_has_no_numbers(tmp_path: Path) -> None:
    init_store(tmp_path / "store")
    with open_store(tmp_path / "store", mode="read") as store:
        assert assess(store.view(LAST)) is None


def test_an_actor_that_is_no_state_is_refused(store_path: Path) -> None:
    with open_store(store_path, mode="read") as store:
        view = store.view(LAST)
        with pytest.raises(InputError, match="between states only"):
            relate_by_feeds(view, some(assess(view)), "NATO", "PER")
