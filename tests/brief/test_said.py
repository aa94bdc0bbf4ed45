"""Words for acts that a program read, and readings that repeat what a curator wrote."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from goodoffices import ontology
from goodoffices.brief.repeats import find_repeats
from goodoffices.brief.said import act_words, phrase
from goodoffices.records import Actor, ActorId, Event
from goodoffices.relations import acts_between
from goodoffices.world import load_world

DAY = dt.date(2016, 7, 5)
TUR, RUS, KAZ, AZE = (ActorId(one) for one in ("TUR", "RUS", "KAZ", "AZE"))


def event(**changes: Any) -> Event:
    given: dict[str, Any] = {
        "id": "read/1",
        "start": dt.date(2015, 11, 24),
        "end": dt.date(2015, 11, 24),
        "precision": "day",
        "known_at": dt.date(2015, 11, 24),
        "source": (Actor(id=TUR, role="MIL"),),
        "target": (Actor(id=RUS, role="MIL"),),
        "code": "195",
        "what": "Turkey (MIL) -> Russian Federation (MIL): Employ aerial weapons",
        "document_ids": ("text:1",),
        "quote": "Turkish F-16 fighters shot down a Russian bomber.",
        "confidence": 0.85,
        "feed": "read",
    }
    return Event(**{**given, **changes})


def words(**changes: Any) -> str:
    return act_words(event(**changes), load_world(), DAY)


def test_a_read_act_is_a_plain_sentence_that_says_it_was_read() -> None:
    told = "Turkey's armed forces used aerial weapons against Russia's armed forces"
    assert words() == f"{told} (read from a text)."


def test_a_curated_act_keeps_its_own_words() -> None:
    assert words(quote="", what="Jets shoot down a bomber") == "Jets shoot down a bomber."


def test_an_act_of_both_is_told_of_both() -> None:
    told = words(
        code="041", is_reciprocal=True, source=(Actor(id=RUS),), target=(Actor(id=TUR, role="GOV"),)
    )
    assert told == "Russia and Turkey spoke by telephone (read from a text)."


def test_a_person_in_office_goes_by_name() -> None:
    told = words(code="112", source=(Actor(id=RUS, role="GOV", name="Vladimir Putin"),))
    assert told.startswith("Vladimir Putin of Russia accused Turkey") is False
    assert told == "Vladimir Putin of Russia accused Russia's armed forces (read from a text)."


def test_what_is_announced_is_not_told_as_done() -> None:
    told = words(code="163", modality="expected", source=(Actor(id=RUS),), target=(Actor(id=TUR),))
    assert told == "Russia was expected to impose sanctions on Turkey (read from a text)."


def test_a_mediation_names_both_sides() -> None:
    told = words(
        code="045",
        source=(Actor(id=KAZ), Actor(id=AZE)),
        target=(Actor(id=RUS), Actor(id=TUR)),
    )
    assert told == (
        "Kazakhstan and Azerbaijan mediated between Russia and Turkey (read from a text)."
    )


def test_nobody_named_is_said_so() -> None:
    told = words(code="190", source=(), target=(Actor(id=TUR, role="CVL"),))
    assert told.startswith("Somebody not named used military force against")


@pytest.mark.parametrize("modality", ["actual", "expected"])
@pytest.mark.parametrize("is_reciprocal", [True, False])
def test_every_code_has_words(modality: str, *, is_reciprocal: bool) -> None:
    for one in ontology.acts():
        code = getattr(one, "code", one)
        assert code.startswith(phrase(code).code)
        told = words(code=code, modality=modality, is_reciprocal=is_reciprocal)
        assert told.endswith("(read from a text).")
        assert "  " not in told
        assert "|" not in told
        assert code not in told


def _repeats(*events: Event) -> dict[str, tuple[str, ...]]:
    acts = {act.event_id: act for act in acts_between(events, (), TUR, RUS, DAY)}
    return dict(find_repeats(events, acts))


def test_a_reading_of_the_same_act_joins_the_curated_one() -> None:
    curated = event(id="case/1", quote="", feed="casebook")
    later = event(id="read/2", start=dt.date(2015, 11, 27), end=dt.date(2015, 11, 27))
    assert _repeats(curated, event(), later) == {"case/1": ("read/1", "read/2")}


def test_a_reading_dated_to_the_month_joins_the_act_of_that_month() -> None:
    curated = event(id="case/1", quote="", feed="casebook")
    aside = event(
        start=dt.date(2015, 11, 1),
        end=dt.date(2015, 11, 30),
        precision="month",
        known_at=dt.date(2016, 1, 1),
    )
    assert _repeats(curated, aside) == {"case/1": ("read/1",)}


@pytest.mark.parametrize(
    "changes",
    [
        {"start": dt.date(2015, 11, 28), "end": dt.date(2015, 11, 28)},
        {"code": "112"},
        {"source": (Actor(id=RUS),), "target": (Actor(id=TUR),)},
        {"modality": "expected"},
    ],
)
def test_another_act_stays_apart(changes: dict[str, Any]) -> None:
    curated = event(id="case/1", quote="", feed="casebook")
    assert _repeats(curated, event(**changes)) == {}


def test_of_two_curated_acts_the_nearer_is_joined() -> None:
    first = event(id="case/1", quote="", start=dt.date(2015, 11, 22), end=dt.date(2015, 11, 22))
    second = event(id="case/2", quote="")
    assert _repeats(first, second, event()) == {"case/2": ("read/1",)}


def test_a_reading_of_a_third_party_joins_by_its_doers() -> None:
    sides = {"source": (Actor(id=KAZ),), "target": (Actor(id=RUS), Actor(id=TUR)), "code": "045"}
    curated = event(id="case/1", quote="", **sides)
    assert _repeats(curated, event(**sides)) == {"case/1": ("read/1",)}


def test_two_readings_of_one_day_are_one_row_and_those_of_two_days_are_not() -> None:
    same_day = event(id="read/2", document_ids=("text:2",))
    next_day = event(id="read/3", start=dt.date(2015, 11, 25), end=dt.date(2015, 11, 25))
    assert _repeats(event(), same_day, next_day) == {"read/1": ("read/2",)}


def test_what_the_two_only_announce_is_no_act_of_a_third_party() -> None:
    from goodoffices.brief.timeline import _tone
    from goodoffices.relations import relate

    told = event(code="036", modality="expected", is_reciprocal=True)
    relation = relate([told], (), TUR, RUS, DAY)
    assert _tone(told, relation) == "conciliatory"
    host = event(code="043", source=(Actor(id=KAZ),))
    assert _tone(host, relation) == "third_party"
