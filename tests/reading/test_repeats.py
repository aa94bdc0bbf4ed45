from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.repeats import is_at_odds, merge_repeats
from goodoffices.records import Actor, ActorId, Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reading

DAY = dt.date(2020, 1, 10)


def actors(text: str) -> tuple[Actor, ...]:
    return tuple(Actor(id=ActorId(part)) for part in text.split())


def told(n: int, who: str = "AAA>BBB", code: str = "190", **other: object) -> Event:
    source, target = who.replace("=", ">").split(">")
    values: dict[str, object] = {
        "id": f"e{n}", "start": DAY, "end": DAY, "precision": "day", "known_at": DAY,
        "source": actors(source), "target": actors(target), "is_reciprocal": "=" in who,
        "code": code, "what": "", "document_ids": ("d",), "quote": "Told so.",
        "quote_start": 10 * n, "quote_end": 10 * n + 8, "confidence": 0.8, "feed": "test",
    }  # fmt: skip
    return Event(**{**values, **other})  # type: ignore[arg-type]


def ids(*events: Event) -> list[str]:
    return [event.id for event in merge_repeats(events)]


def test_an_act_told_twice_is_one_event_that_says_where_else_it_is_told() -> None:
    (event,) = merge_repeats([told(1), told(5), told(9)])
    assert event.id == "e1"
    assert json.loads(event.trace)["also_told"] == [[50, 58], [90, 98]]


def test_the_exacter_code_and_then_the_surer_telling_stays() -> None:
    assert ids(told(1, code="040"), told(2, code="041")) == ["e2"]
    assert ids(told(1, confidence=0.6), told(2, confidence=0.8)) == ["e2"]


def test_numbers_that_only_one_telling_gives_are_filled_in() -> None:
    (event,) = merge_repeats([told(1, n_dead=3), told(2, n_injured=7)])
    assert (event.n_dead, event.n_injured) == (3, 7)


@pytest.mark.parametrize(
    "other",
    [
        told(2, n_dead=4),
        told(2, n_injured=1),
        told(2, start=DAY + dt.timedelta(1), end=DAY + dt.timedelta(1)),
        told(2, precision="month"),
        told(2, "BBB>AAA"),
        told(2, "AAA>CCC"),
        told(2, "AAA>BBB CCC"),
        told(2, code="195"),
        told(2, modality="negated"),
        told(2, document_ids=("other",)),
    ],
)
def test_acts_that_differ_in_something_told_stay_apart(other: Event) -> None:
    first = told(1, code="193", n_dead=3, n_injured=2)
    assert ids(first, replace(other, code="193") if other.code == "190" else other) == ["e1", "e2"]


def test_a_visit_and_a_call_of_one_day_are_two_acts() -> None:
    assert ids(told(1, "AAA=BBB", "042"), told(2, "AAA=BBB", "041")) == ["e1", "e2"]


def test_a_mutual_act_is_the_same_from_either_side() -> None:
    assert ids(told(1, "AAA=BBB", "041"), told(2, "BBB=AAA", "041")) == ["e1"]


numbers = st.none() | st.integers(0, 2)
stories = st.lists(
    st.builds(
        lambda n, who, code, dead, day: told(n, who, code, n_dead=dead, start=day, end=day),
        st.integers(0, 50),
        st.sampled_from(["AAA>BBB", "BBB>AAA", "AAA=BBB"]),
        st.sampled_from(["040", "041", "042", "190"]),
        numbers,
        st.dates(DAY, DAY + dt.timedelta(1)),
    ),
    max_size=8,
)


@given(stories)
def test_merging_again_changes_nothing_but_joins_no_more_days_or_counts(story: list[Event]) -> None:
    once = merge_repeats(story)
    assert {event.start for event in once} == {event.start for event in story}
    dead = {(event.start, event.n_dead) for event in story if event.n_dead is not None}
    assert dead == {(event.start, event.n_dead) for event in once if event.n_dead is not None}


@given(numbers, numbers)
def test_numbers_not_told_disagree_with_none(one: int | None, other: int | None) -> None:
    at_odds = is_at_odds(told(1, n_dead=one), told(2, n_dead=other))
    assert at_odds is (one is not None and other is not None and one != other)


@pytest.mark.model
def test_a_story_that_tells_its_act_three_times_gives_one_event(
    read: Callable[..., Reading],
) -> None:
    reading = read(
        "Peru imposed sanctions on Chile on Tuesday.\n\nIt rained in the north.\n\n"
        "On Tuesday Peru slapped sanctions on Chile. The Peruvian government imposed sanctions on "
        "Chile on Tuesday, officials said."
    )
    assert [event.code for event in reading.events] == ["163"]


@pytest.mark.model
def test_two_attacks_with_different_tolls_are_two_events(read: Callable[..., Reading]) -> None:
    reading = read(
        "Peruvian forces attacked Chile on Tuesday and 3 people were killed. "
        "Peruvian forces attacked Chile on Tuesday and 9 people were killed."
    )
    assert sorted(event.n_dead or 0 for event in reading.events) == [3, 9]
