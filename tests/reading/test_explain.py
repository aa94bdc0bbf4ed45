"""An event explains itself: marked words, rules in words, and the code that lost."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from goodoffices.casebook import case_folders, read_case
from goodoffices.errors import InputError
from goodoffices.reading import (
    explain_event,
    explanation_json,
    explanation_of,
    render_explanation,
)
from goodoffices.reading.marks import Mark, cut_at_marks, marks_of
from goodoffices.reading.visible import visible
from goodoffices.records import Actor, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.reading import Explanation, Reading
    from goodoffices.records import Document

    Read = Callable[..., Reading]

TEXT = "On Tuesday Peru imposed sanctions on Chile and thanked Brazil."


class Shelf:
    """A ledger in memory."""

    def __init__(self, reading: Reading) -> None:
        self._events = {event.id: event for event in reading.events}
        self._document = reading.document

    as_of = dt.date(2012, 5, 16)

    def event(self, event_id: str) -> Event | None:
        return self._events.get(event_id)

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        return {self._document.id: self._document} if ids else {}


class EmptyShelf:
    """A ledger without an event."""

    as_of = dt.date(2012, 5, 16)

    def event(self, event_id: str) -> Event | None:
        del event_id
        return None

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        del ids
        return {}


def written(**other: object) -> Event:
    values: dict[str, object] = {
        "id": "e", "start": None, "end": None, "precision": "unknown",
        "known_at": dt.date(2016, 1, 1), "source": (Actor(id=None),), "target": (), "code": "163",
        "what": "x", "document_ids": (), "confidence": 0.5, "feed": "test",
    }  # fmt: skip
    return Event(**{**values, **other})  # type: ignore[arg-type]


def plain(explanation: Explanation) -> str:
    out = io.StringIO()
    Console(file=out, width=200).print(render_explanation(explanation))
    return out.getvalue()


@pytest.mark.model
def test_the_words_that_told_the_act_are_marked_in_the_quote(read: Read) -> None:
    event = read(TEXT).events[0]
    marked = {mark.kind: event.quote[mark.start : mark.end] for mark in marks_of(event)}
    assert marked == {
        "date": "Tuesday",
        "trigger": "imposed",
        "source": "Peru",
        "target": "Chile",
    }


@pytest.mark.model
def test_an_explanation_names_rules_and_the_code_that_lost(read: Read) -> None:
    reading = read(TEXT)
    found = explain_event(Shelf(reading), reading.events[0].id)
    reasons = {reason.part: (reason.found, reason.why) for reason in found.reasons}
    assert reasons["Act"] == ('"imposed"', "the word that tells it")
    assert reasons["Who"] == ("Peru", "is the subject of the verb")
    assert reasons["To whom"] == ("Chile", 'stands after "on"')
    assert reasons["Date"][0] == "2012-05-15"
    assert reasons["Date"][1].endswith('Tuesday", a day of the week')
    assert reasons["Modality"] == ("actual", "no word takes it back or puts it off")
    assert (found.code.code, found.code.plover) == ("163", "COERCE, restrict, diplomatic")
    assert found.code.goldstein == -8.0
    assert found.code.pattern.startswith("impose|")
    assert found.code.runner_up.startswith("172 ")
    assert "lost: needs obj" in found.code.runner_up
    assert found.documents == (reading.document,)


@pytest.mark.model
def test_who_stood_between_the_sides_is_named(read: Read) -> None:
    reading = read("Peru and Chile signed an accord brokered by Brazil on Monday.")
    event = next(event for event in reading.events if event.via)
    assert [actor.id for actor in event.via] == ["BRA"]
    assert "Through: Brazil" in "\n".join(map(str, explanation_of(event).reasons))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "modality", "word"),
    [
        ("Peru did not impose sanctions on Chile.", "negated", "not"),
        ("Peru will impose sanctions on Chile.", "expected", "will"),
        ("Peru is expected to impose sanctions on Chile.", "expected", "expected"),
    ],
)
def test_the_word_that_decided_the_modality_is_marked(
    read: Read, text: str, modality: str, word: str
) -> None:
    event = read(text).events[0]
    marked = {mark.kind: event.quote[mark.start : mark.end] for mark in marks_of(event)}
    assert (event.modality, marked["modality"]) == (modality, word)
    reason = next(one for one in explanation_of(event).reasons if one.part == "Modality")
    assert reason.why == f'because of "{word}"'


@pytest.mark.model
def test_a_side_that_the_sentence_does_not_name_is_said_to_be_carried_over(read: Read) -> None:
    events = read(
        "Peru accused Chile of spying. The president of Peru refused to apologise."
    ).events
    last = explanation_of(events[-1])
    to_whom = next(one for one in last.reasons if one.part == "To whom")
    assert to_whom.found == "Chile"
    assert "carried over from the story" in to_whom.why


@pytest.mark.model
@pytest.mark.parametrize(
    "text", [TEXT, "Peru accused Chile of spying. The president of Peru refused to apologise."]
)
def test_the_confidence_is_the_sum_of_its_terms(read: Read, text: str) -> None:
    for event in read(text).events:
        terms = json.loads(event.trace)["confidence_terms"]
        assert sum(amount for _, amount in terms) == pytest.approx(event.confidence)
        reason = next(one for one in explanation_of(event).reasons if one.part == "Confidence")
        assert "+0.85 a row of the table of acts fits" in reason.why


@pytest.mark.model
def test_an_explanation_reads_without_colours(read: Read) -> None:
    shown = plain(explanation_of(read(TEXT).events[0]))
    assert "On [when: Tuesday] [who: Peru] [act: imposed] sanctions on [whom: Chile]" in shown
    assert "Runner-up   172" in shown
    assert "\x1b" not in shown


def test_an_unknown_event_is_named_in_the_error_with_where_ids_are_shown() -> None:
    with pytest.raises(InputError, match=r"no event 'evt-0' known on 2012-05-16; .*brief --json"):
        explain_event(EmptyShelf(), "evt-0")


def test_a_trace_that_lacks_something_reads_not_recorded() -> None:
    event = written(
        quote="Peru left.", quote_start=0, quote_end=10,
        trace='{"trigger": "left", "trigger_at": 5}',
    )  # fmt: skip
    found = explanation_of(event)
    assert found.made_by == "reader"
    assert found.code.runner_up == "not recorded"
    assert "not recorded" in plain(found)


@pytest.mark.parametrize("trace", ["", "[]", "no json", '{"trigger": ""}', '{"source_at": 3}'])
def test_a_broken_trace_still_gives_an_explanation(trace: str) -> None:
    found = explanation_of(written(trace=trace, quote="Peru left.", quote_start=0, quote_end=10))
    assert found.made_by == "feed"
    assert found.marks == ()


def test_a_reader_that_notes_no_places_has_its_sides_found_by_name() -> None:
    event = written(
        trace='{"trigger": "left", "trigger_at": 5}', quote="Peru left.", quote_start=0,
        quote_end=10, source=(Actor(id=None, name="Peru"),),
    )  # fmt: skip
    assert [(m.start, m.end, m.kind) for m in marks_of(event)] == [
        (0, 4, "source"),
        (5, 9, "trigger"),
    ]


def test_marks_outside_the_quote_are_dropped() -> None:
    trace = '{"trigger": "left", "trigger_at": 900, "source_at": [[0, 4], [-5, 99], ["a", 1]]}'
    event = written(trace=trace, quote="Peru left.", quote_start=0, quote_end=10)
    assert [(mark.start, mark.end, mark.kind) for mark in marks_of(event)] == [(0, 4, "source")]


def test_a_curated_event_shows_its_addresses_grade_and_note() -> None:
    case = read_case(next(one for one in case_folders() if one.name == "tur-rus-2015"))
    event = next(one for one in case.events if "note" in one.trace and one.confidence == 0.9)
    documents = tuple(one for one in case.documents if one.id in event.document_ids)
    found = explanation_of(event, documents)
    reasons = {reason.part: (reason.found, reason.why) for reason in found.reasons}
    assert found.made_by == "casebook"
    assert reasons["Confidence"] == ("0.90", "graded high by the person")
    assert reasons["Row"][0].startswith("events.csv:")
    assert all(document.url in plain(found) for document in documents)


def test_hidden_letters_do_not_reach_the_terminal() -> None:
    event = written(what="red \x1b[31m alert \u202e turned", quote="bell \x07 \x1b]0;title")
    shown = plain(explanation_of(event))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown


@given(st.text())
def test_visible_text_keeps_its_length(text: str) -> None:
    found = visible(text)
    assert len(found) == len(text)
    assert visible(found) == found


@given(st.text(), st.sets(st.integers(0, 40), max_size=8))
def test_the_pieces_of_a_marked_text_make_the_text(text: str, places: set[int]) -> None:
    cuts = sorted(place for place in places if place <= len(text))
    marks = [
        Mark(start=a, end=b, kind="source") for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    assert "".join(words for words, _ in cut_at_marks(text, marks)) == text


def test_an_explanation_as_json_holds_the_marked_words(read: Read) -> None:
    made = json.loads(explanation_json(explanation_of(read(TEXT).events[0])))
    assert {mark["kind"]: mark["words"] for mark in made["marks"]}["trigger"] == "imposed"
    assert made["event"]["trace"]["trigger"] == "imposed"
    assert made["code"]["runner_up"].startswith("172")
