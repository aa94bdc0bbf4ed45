"""Times of events in few letters, as exactly as they are known."""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.brief.words import when_words
from goodoffices.records import Event


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (dt.date(2016, 3, 20), "by 20 Mar 2016"),  # such an act counts in phases from that day
        (dt.date(2016, 5, 20), "undated"),
        (None, "undated"),
    ],
)
def test_an_act_without_a_told_day_has_the_day_it_counts_from(
    last: dt.date | None, words: str
) -> None:
    event = Event(
        id="e",
        start=dt.date(2016, 3, 4),
        end=last,
        precision="unknown",
        known_at=dt.date(2016, 6, 1),
        source=(),
        target=(),
        code="163",
        is_reciprocal=False,
        what="ban",
        confidence=0.9,
        document_ids=("doc",),
        feed="test",
    )
    assert when_words(event) == words
