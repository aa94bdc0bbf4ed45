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
    assert phase(first, same_text) == "unknown"
    assert phase(first, other_text) == "rift"


def test_a_syndicated_copy_bears_nothing_out(event: MakeEvent) -> None:
    told = (
        "Gunners of Avalon shot down a transport plane of the neighbour on Friday, officials said."
    )
    edited = told.replace("Gunners of Avalon", "Gunners in Avalon")
    own_words = "Officials confirm that a transport plane was brought down over the strait."
    first = event("2020-01-10", "195", id="one", quote=told, confidence=0.6)

    def second(quote: str) -> Event:
        return event("2020-01-10", "195", id="two", quote=quote, confidence=0.6,
                     document_ids=("other",))  # fmt: skip

    assert phase(first, second(told)) == "unknown"
    assert phase(first, second(edited)) == "unknown"
    assert phase(first, second(own_words)) == "rift"


def test_an_aside_of_a_later_text_moves_nothing_alone(event: MakeEvent) -> None:
    known = D("2020-02-01")
    aside = event("2019-11-01", "195", id="one", known_at=known, **READ)
    other = event("2019-11-02", "195", id="two", known_at=known, document_ids=("x",), **READ)
    assert phase(aside) == "unknown"
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


def test_an_aside_about_the_past_does_not_begin_the_history_of_a_pair(event: MakeEvent) -> None:
    war = event("1952-01-01", "190", known_at=D("2020-01-20"), **READ)
    visit = event("2020-01-20", "042", **READ)
    relation = relate([war, visit], [], "AAA", "BBB", D("2020-02-01"))
    assert [(spell.phase, spell.since) for spell in relation.spells] == [("calm", D("2020-01-20"))]


def test_a_reading_with_the_sides_turned_round_needs_a_second_text(event: MakeEvent) -> None:
    curated = event("2020-01-10", "195", "AAA>BBB")
    turned = event("2020-01-10", "190", "BBB>AAA", **READ)
    again = event("2020-01-10", "190", "BBB>AAA", id="again", document_ids=("other",), **READ)
    alone = acts_between([curated, turned], [], "AAA", "BBB", D("2020-02-01"))
    assert {act.event_id: act.hostile for act in alone}[turned.id] == 0
    borne_out = acts_between([curated, turned, again], [], "AAA", "BBB", D("2020-02-01"))
    assert {act.event_id: act.hostile for act in borne_out}[turned.id] > 0


def test_a_curated_meeting_takes_in_the_same_visit_read_from_one_side(event: MakeEvent) -> None:
    meeting = event("2020-01-10", "044", "AAA=BBB")
    visit = event("2020-01-11", "042", "AAA>BBB", **READ)
    acts = acts_between([meeting, visit], [], "AAA", "BBB", D("2020-02-01"))
    assert [act.conciliatory for act in acts] == [2, 0]


def test_where_rows_tell_the_days_a_reading_adds_only_what_is_graver(event: MakeEvent) -> None:
    curated = event("2020-01-10", "1312")
    milder = event("2020-01-10", "111", id="milder", **READ)
    graver = event("2020-01-10", "195", id="graver", **READ)
    acts = acts_between([curated, milder, graver], [], "AAA", "BBB", D("2020-02-01"))
    points = {act.event_id: act.hostile for act in acts}
    assert points["milder"] == 0
    assert points["graver"] == 3


def test_a_doubtful_row_does_not_hide_a_sure_reading(event: MakeEvent) -> None:
    doubtful = event("2020-01-10", "195", confidence=0.3)
    assert phase(doubtful, event("2020-01-10", "195", id="sure", **READ)) == "rift"


def test_two_readings_of_one_text_do_not_bear_each_other_out(event: MakeEvent) -> None:
    doubtful = {"quote": "Shot.", "confidence": 0.6}
    rows = [event(f"2020-01-1{n}", "195", id=f"e{n}", **doubtful) for n in range(3)]
    assert phase(*rows) == "unknown"
