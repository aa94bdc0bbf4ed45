from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from goodoffices.records import Event
from goodoffices.relations import acts_between, relate

MakeEvent = Callable[..., Event]
D = dt.date.fromisoformat
READ = {"quote": "They shot it down.", "confidence": 0.85}


def phase(*events: Event) -> str:
    return relate(events, [], "AAA", "BBB", D("2020-02-01")).phase


def test_one_sure_and_fresh_reading_opens_a_rift(event: MakeEvent) -> None:
    assert phase(event("2020-01-10", "195", **READ)) == "rift"


def test_a_doubtful_reading_needs_a_second_text(event: MakeEvent) -> None:
    first = event("2020-01-10", "195", id="one", quote="Shot down.", confidence=0.6)
    same_text = event("2020-01-11", "195", id="two", quote="Shot.", confidence=0.6)
    other_text = event(
        "2020-01-11", "195", id="three", quote="Shot.", confidence=0.6, document_ids=("other",)
    )
    assert phase(first, same_text) == "calm"
    assert phase(first, other_text) == "rift"


def test_an_aside_of_a_later_text_moves_nothing_alone(event: MakeEvent) -> None:
    known = D("2020-02-01")
    aside = event("2019-11-01", "195", id="one", known_at=known, **READ)
    other = event("2019-11-02", "195", id="two", known_at=known, document_ids=("x",), **READ)
    assert phase(aside) == "calm"
    assert phase(aside, other) == "rift"


def test_a_reading_of_what_a_curated_row_tells_counts_once(event: MakeEvent) -> None:
    curated = event("2020-01-10", "111")
    reading = event("2020-01-11", "111", **READ)
    assert phase(curated, reading) == "calm"
    acts = acts_between([curated, reading], [], "AAA", "BBB", D("2020-02-01"))
    assert [act.hostile for act in acts] == [1, 0]


def test_a_visit_of_the_opposition_is_no_contact_between_states(event: MakeEvent) -> None:
    visit = event("2020-01-10", "043", "AAA:GOV>BBB:OPP")
    act = acts_between([visit], [], "AAA", "BBB", D("2020-02-01"))[0]
    assert not act.is_contact
    assert act.conciliatory == 0
