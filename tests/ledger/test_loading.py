"""What is loaded comes back as it was, once, wholly or not at all."""

from __future__ import annotations

import datetime as dt
import itertools
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

sys.path.insert(0, str(Path(__file__).parent))
from strategies import a_batch, a_document, an_event, batches, day

from goodoffices.errors import BadRow, InputError, StoreError
from goodoffices.ledger import Batch, Load, View, init_store, open_store
from goodoffices.records import Actor, ActorId, Document

LAST = dt.date.max


def held(view: View) -> dict[str, Any]:
    """Return all that a view shows, in the order in which it shows it."""
    return {
        "documents": view.documents(),
        "events": view.events(),
        "statements": view.statements(),
        "measures": view.measure_steps(),
    }


@given(batch=batches())
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would write for minutes
)
def test_every_record_comes_back_as_it_was(batch: Batch) -> None:
    with tempfile.TemporaryDirectory() as place:
        init_store(place)
        with open_store(place, mode="write") as store:
            result = store.load("feed:one", "feed", "0", batch)
        with open_store(place) as store:
            view = store.view(LAST)
            seen = held(view)
            by_id = [view.event(event.id) for event in batch.events]
    assert result.status == "loaded"
    cited = {one for record in batch.events + batch.statements for one in record.document_ids}
    assert seen["documents"] == {one.id: one for one in batch.documents if one.id in cited}
    assert sorted(seen["events"], key=lambda one: one.id) == sorted(
        batch.events, key=lambda one: one.id
    )
    assert by_id == list(batch.events)
    assert sorted(seen["statements"], key=lambda one: one.id) == sorted(
        batch.statements, key=lambda one: one.id
    )
    assert sorted(map(repr, seen["measures"])) == sorted(map(repr, batch.measures))


def test_the_same_slot_and_digest_change_nothing(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:one", "feed", "0", a_batch("a", "2015-11-24"))
        before = (store.status(), held(store.view(LAST)))
        again = store.load("feed:one", "feed", "0", a_batch("a", "2015-11-24"))
        after = (store.status(), held(store.view(LAST)))
    assert again.status == "unchanged"
    assert again.counts == {"documents": 1, "events": 1, "statements": 1, "measures": 1}
    assert before == after


def test_another_digest_replaces_the_rows_of_the_slot_only(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:one", "feed", "0", a_batch("a", "2015-11-24"))
        store.load("feed:two", "feed", "0", a_batch("b", "2015-11-25"))
        result = store.load("feed:one", "feed", "1", a_batch("c", "2015-11-26"))
        events = [event.id for event in store.view(LAST).events()]
    assert result.status == "replaced"
    assert events == ["b", "c"]


def test_a_slot_can_be_emptied(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        store.load("feed:one", "feed", "0", a_batch("a", "2015-11-24"))
        store.load("feed:one", "feed", "1", Batch())
        assert held(store.view(LAST)) == held(store.view(LAST, commit=0))


def test_the_order_of_loading_makes_no_difference(tmp_path: Path) -> None:
    loads = [
        Load(slot=f"feed:{name}", feed="feed", digest="0", batch=a_batch(name, known))
        for name, known in (("a", "2015-11-24"), ("b", "2015-11-24"), ("c", "2014-01-01"))
    ]
    seen = []
    for number, order in enumerate(itertools.permutations(loads)):
        place = tmp_path / str(number)
        init_store(place)
        with open_store(place, mode="write") as store:
            for load in order:
                store.load(load.slot, load.feed, load.digest, load.batch)
            seen.append(held(store.view(LAST)))
    assert all(one == seen[0] for one in seen)


def test_many_slots_go_in_as_one_commit(folder: Path) -> None:
    loads = [
        Load(slot=f"feed:{name}", feed="feed", digest="0", batch=a_batch(name, "2015-11-24"))
        for name in "abcde"
    ]
    with open_store(folder, mode="write") as store:
        results = store.load_many(loads)
        assert store.commit == 1
        assert [result.slot for result in results] == [load.slot for load in loads]
        assert store.status().n_events == 5


def test_one_bad_load_of_many_keeps_all_out(folder: Path) -> None:
    bad = Batch(events=(an_event("b", "2015-11-24"),))  # cites a document that it does not hold
    loads = [
        Load(slot="feed:a", feed="feed", digest="0", batch=a_batch("a", "2015-11-24")),
        Load(slot="feed:b", feed="feed", digest="0", batch=bad),
    ]
    with open_store(folder, mode="write") as store:
        with pytest.raises(BadRow, match="d-b"):
            store.load_many(loads)
        assert store.commit == 0
        assert store.status().n_events == 0


ONE = a_document("d", "2015-11-24")


@pytest.mark.parametrize(
    ("batch", "words"),
    [
        (Batch(documents=(ONE, ONE)), "twice"),
        (Batch(documents=(ONE,), events=(an_event("two words", "2015-11-24"),)), "one word"),
        (
            Batch(documents=(ONE,), events=(an_event("a", "2015-11-24", document_ids=("x",)),)),
            "'x'",
        ),
        (
            Batch(
                documents=(ONE,),
                events=(an_event("a", "2015-11-24", document_ids=("d",), end=day("2015-11-23")),),
            ),
            "before it starts",
        ),
        (
            Batch(
                documents=(ONE,),
                events=(an_event("a", "2015-11-24", document_ids=("d",), confidence=1.5),),
            ),
            "0-1",
        ),
        (
            Batch(
                documents=(ONE,),
                events=(
                    an_event(
                        "a",
                        "2015-11-24",
                        document_ids=("d",),
                        source=(Actor(id=ActorId("tur")),),
                    ),
                ),
            ),
            "upper-case",
        ),
        (
            Batch(
                documents=(ONE,),
                events=(an_event("a", "2015-11-24", document_ids=("d",), what="\ud800"),),
            ),
            "what must be",
        ),
        (Batch(measures=a_batch("a", "2015-11-24").measures), "not in the batch"),
    ],
)
def test_what_is_unsound_stays_out_with_table_slot_and_row(
    folder: Path, batch: Batch, words: str
) -> None:
    with open_store(folder, mode="write") as store:
        with pytest.raises(BadRow, match=words) as caught:
            store.load("feed:one", "feed", "0", batch)
        assert "slot feed:one, line" in str(caught.value)
        assert store.commit == 0


@pytest.mark.parametrize("slot", ["no colon", "Feed:x", "feed:", "feed:a'b", "feed:a\nb", ""])
def test_a_slot_has_a_name_of_its_own_form(folder: Path, slot: str) -> None:
    with (
        open_store(folder, mode="write") as store,
        pytest.raises(InputError, match="must look like"),
    ):
        store.load(slot, "feed", "0", Batch())


def test_a_store_opened_for_reading_cannot_be_written_to(folder: Path) -> None:
    with open_store(folder) as store, pytest.raises(StoreError, match="mode='write'"):
        store.load("feed:one", "feed", "0", Batch())


def test_a_document_is_not_text_and_is_refused_by_its_cells(folder: Path) -> None:
    wrong = Document(**{**{name: getattr(ONE, name) for name in ONE.__slots__}, "title": 7})
    with open_store(folder, mode="write") as store, pytest.raises(BadRow, match="title"):
        store.load("feed:one", "feed", "0", Batch(documents=(wrong,)))


def test_hundreds_of_commits_stay_quick_to_open_and_are_all_there(folder: Path) -> None:
    with open_store(folder, mode="write") as store:
        for number in range(120):
            name = f"n{number:03}"
            event = an_event(name, "2015-11-24", document_ids=())
            store.load(f"feed:{name}", "feed", "0", Batch(events=(event,)))
    with open_store(folder) as store:
        assert store.commit == 120
        assert len(store.view(LAST).events()) == 120
        assert len(store.view(LAST, commit=70).events()) == 70
