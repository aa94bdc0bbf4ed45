"""What must be true of each case that ships with the package."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest

from goodoffices.casebook import Case, case_folders, read_case

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.records import Event, MeasureStep

MIN_EVENTS = 15
MIN_TEXTS = 2
MAX_WHAT = 200
MEDIATION = "045"
LIFTED = {"eased", "ended"}
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")

pytestmark = pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)


@cache
def load(folder: Path) -> Case:
    return read_case(folder)


def lives(case: Case) -> dict[str, list[MeasureStep]]:
    """Return the steps of each measure in the order of their days."""
    found = defaultdict(list)
    for step in sorted(case.measures, key=lambda step: step.day):
        found[step.measure_id].append(step)
    return found


def sides(event: Event) -> set[str | None]:
    return {actor.id for actor in (*event.source, *event.target)}


def test_a_case_holds_enough_events_and_texts_to_be_worth_reading(folder: Path) -> None:
    case = load(folder)
    assert len(case.events) >= MIN_EVENTS
    assert len(case.texts) >= MIN_TEXTS


def test_both_parties_face_each_other_in_several_events(folder: Path) -> None:
    case = load(folder)
    parties = set(case.parties)
    assert len([event for event in case.events if parties <= sides(event)]) >= MIN_TEXTS


def test_a_case_names_the_mediators_it_knows_of(folder: Path) -> None:
    case = load(folder)
    mediators = {a.id for e in case.events if e.code == MEDIATION for a in e.source}
    assert mediators - set(case.parties)


def test_each_step_of_a_measure_rests_on_an_event_of_the_case(folder: Path) -> None:
    case = load(folder)
    events = {event.id: event for event in case.events}
    for step in case.measures:
        event = events[step.event_id]
        assert step.known_at == event.known_at
        assert event.modality == "actual"


def test_a_measure_is_imposed_before_it_is_eased_or_ended(folder: Path) -> None:
    for steps in lives(load(folder)).values():
        assert steps[0].step == "imposed"
        assert not LIFTED & {step.step for step in steps if step.day < steps[0].day}


def test_a_measure_that_was_lifted_names_the_event_that_lifted_it(folder: Path) -> None:
    case = load(folder)
    imposing = {step.event_id for step in case.measures if step.step == "imposed"}
    lifting = {step.event_id for step in case.measures if step.step in LIFTED}
    assert lifting
    assert not imposing & lifting


def test_each_event_cites_addresses_and_none_twice(folder: Path) -> None:
    for event in load(folder).events:
        assert event.document_ids
        assert len(set(event.document_ids)) == len(event.document_ids)


def test_a_mediation_known_from_one_address_is_not_held_for_sure(folder: Path) -> None:
    surest = max(event.confidence for event in load(folder).events)
    for event in load(folder).events:
        if event.code == MEDIATION and event.confidence == surest:
            assert len(event.document_ids) >= 2, event.id


def test_what_happened_fits_one_line(folder: Path) -> None:
    for event in load(folder).events:
        assert len(event.what) <= MAX_WHAT
        assert event.what.isprintable()


def test_no_act_is_known_before_it_begins(folder: Path) -> None:
    for event in load(folder).events:
        if event.modality == "actual" and event.start is not None:
            assert event.known_at >= event.start, event.id


def test_each_address_of_a_row_is_a_document_of_the_case(folder: Path) -> None:
    case = load(folder)
    documents = {document.id for document in case.documents}
    cited = {i for event in case.events for i in event.document_ids}
    cited |= {i for statement in case.statements for i in statement.document_ids}
    assert cited == documents


def test_a_text_tells_of_no_year_after_its_own(folder: Path) -> None:
    for text in load(folder).texts:
        years = [int(year) for year in YEAR.findall(text.body)]
        assert max(years, default=0) <= text.published.year, text.name
