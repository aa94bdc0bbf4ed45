from __future__ import annotations

import datetime as dt
from dataclasses import replace

from goodoffices.mediation.bearing import without_bare_blows
from goodoffices.records import Actor, ActorId, Event

DAY = dt.date(2020, 1, 10)
TOLD = "Gunners of Avalon shot down a transport plane of the neighbour on Friday, officials said."
BLOW = Event(
    id="one", start=DAY, end=DAY, precision="day", known_at=DAY,
    source=(Actor(id=ActorId("AAA"), role="MIL"),), target=(Actor(id=ActorId("BBB")),),
    code="195", what="", document_ids=("first",), quote=TOLD, quote_start=0, quote_end=len(TOLD),
    confidence=0.8, feed="read",
)  # fmt: skip


def kept(*events: Event) -> list[str]:
    return [event.id for event in without_bare_blows(events)]


def test_a_blow_that_one_text_tells_is_left_out() -> None:
    assert kept(BLOW) == []
    assert kept(BLOW, replace(BLOW, id="two", quote_start=200, quote_end=300)) == []


def test_a_syndicated_copy_is_no_second_text() -> None:
    copy = replace(BLOW, id="two", document_ids=("other",))
    edited = replace(copy, quote=TOLD.replace("Gunners of", "Gunners in"))
    assert kept(BLOW, copy) == []
    assert kept(BLOW, edited) == []


def test_a_text_in_other_words_bears_it_out() -> None:
    words = "Officials confirm that a transport plane was brought down over the strait."
    other = replace(BLOW, id="two", document_ids=("other",), quote=words)
    assert kept(BLOW, other) == ["one", "two"]


def test_a_curated_row_bears_it_out() -> None:
    row = replace(BLOW, id="row", document_ids=("url:1",), quote="", quote_start=None)
    assert kept(BLOW, row) == ["one", "row"]
