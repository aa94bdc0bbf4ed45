"""The first case tells the whole rift, with two addresses wherever a phase turns."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from goodoffices.casebook import Case, case_folders, read_case

WINDOW = (dt.date(2015, 9, 1), dt.date(2017, 12, 31))

TURNS = [
    ("2015-11-24", "195"),  # the shoot-down
    ("2015-11-26", "160"),  # military contacts cut
    ("2015-11-28", "163"),  # sanctions decree
    ("2016-06-27", "055"),  # the letter
    ("2016-06-29", "041"),  # the call
    ("2016-06-30", "085"),  # tours allowed again
    ("2016-07-01", "042"),  # the ministers meet
    ("2016-08-09", "042"),  # the presidents meet
    ("2016-08-28", "085"),  # charter flights allowed again
    ("2016-10-10", "057"),  # the pipeline agreement
]


@cache
def case() -> Case:
    return read_case(next(f for f in case_folders() if f.name == "tur-rus-2015"))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_it_holds_at_least_sixty_events_eleven_measures_and_ten_texts() -> None:
    assert len(case().events) >= 60
    assert len({step.measure_id for step in case().measures}) >= 11
    assert len(case().texts) >= 10


@pytest.mark.parametrize(("start", "code"), TURNS)
def test_each_turn_rests_on_two_addresses(start: str, code: str) -> None:
    turns = [e for e in case().events if e.start == day(start) and e.code == code]
    assert turns
    assert all(len(event.document_ids) >= 2 for event in turns)


def test_each_mediation_rests_on_two_addresses() -> None:
    mediations = [event for event in case().events if event.code == "045"]
    assert mediations
    assert all(len(event.document_ids) >= 2 for event in mediations)


def test_every_date_lies_within_the_window() -> None:
    for event in case().events:
        assert event.start is not None
        assert event.end is not None
        assert WINDOW[0] <= event.start <= event.end <= WINDOW[1]
        assert WINDOW[0] <= event.known_at <= WINDOW[1]


def test_nothing_actual_is_known_before_it_happens() -> None:
    actual = [e for e in case().events if e.modality == "actual" and e.start is not None]
    assert all(event.start <= event.known_at for event in actual if event.start)


def test_the_secret_channel_is_unknown_until_august() -> None:
    names = {"Cavit Caglar", "Ramazan Abdulatipov", "Zhanseit Tuimebayev"}
    hidden = [
        event
        for event in case().events
        if names & {actor.name for actor in (*event.source, *event.target, *event.via)}
    ]
    assert len(hidden) >= 5
    assert all(event.known_at >= day("2016-08-09") for event in hidden)


def test_both_mediators_are_named_from_28_june_and_not_before() -> None:
    named = {
        actor.id: event.known_at
        for event in sorted(case().events, key=lambda event: event.known_at, reverse=True)
        for actor in event.source
        if event.code == "045"
    }
    assert named["KAZ"] == day("2016-06-28")
    assert named["AZE"] == day("2016-03-21")  # by its own word; by the parties on 28 June


def test_tours_are_allowed_again_on_30_june_and_charters_only_in_august() -> None:
    last = {
        step.measure_id.partition("/")[2]: (step.step, step.day)
        for step in sorted(case().measures, key=lambda step: step.day)
    }
    assert last["package-tours"] == ("ended", day("2016-06-30"))
    assert last["charter-flights"] == ("ended", day("2016-08-28"))


def test_the_visitor_to_astana_in_february_was_the_prime_minister() -> None:
    (visit,) = [e for e in case().events if e.start == day("2016-02-06") and e.code == "043"]
    assert "Davutoglu" in visit.what


def test_texts_are_dated_across_the_case_and_cite_their_facts() -> None:
    days = [text.published for text in case().texts]
    assert days == sorted(days)
    assert days[0] == day("2015-11-24")
    assert days[-1] >= day("2016-07-01")
    assert all(len(text.sources) >= 2 for text in case().texts)
