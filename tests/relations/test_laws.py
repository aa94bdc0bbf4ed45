"""Laws of relations, each for random histories, and a naive twin that walks every day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.records import Actor, ActorId, Event, MeasureStep
from goodoffices.relations import acts_between, measures, relate, warmth
from goodoffices.relations.acts import steps_between
from goodoffices.relations.history import History
from goodoffices.relations.phases import change_on
from goodoffices.relations.rules import State

if TYPE_CHECKING:
    import random

START = dt.date(2015, 1, 1)
CODES = ("010", "036", "041", "042", "046", "055", "057", "061", "085", "111", "125", "1312")
HARD = ("160", "161", "163", "172", "195", "015", "050", "054")


WHO = {
    "AAA>BBB": (["AAA"], ["BBB"], "GOV", False),
    "BBB>AAA": (["BBB"], ["AAA"], "GOV", False),
    "AAA=BBB": (["AAA"], ["BBB"], "GOV", True),
    "CCC>AAA;BBB": (["CCC"], ["AAA", "BBB"], "GOV", False),
    "AAA:CVL>BBB": (["AAA"], ["BBB"], "CVL", False),
}


def actors(ids: list[str], role: str) -> tuple[Actor, ...]:
    return tuple(Actor(id=ActorId(name), role=role) for name in ids)


@st.composite
def events(draw: st.DrawFn, max_size: int = 14) -> list[Event]:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 900),
                st.sampled_from(CODES + HARD),
                st.sampled_from(sorted(WHO)),
                st.integers(0, 90),
                st.sampled_from([0.4, 0.6, 0.9]),
                st.sampled_from(["", "As the text says."]),
                st.sampled_from(["one", "two"]),
            ),
            max_size=max_size,
        )
    )
    return [
        Event(
            id=f"e{n}",
            start=START + dt.timedelta(days=offset),
            end=START + dt.timedelta(days=offset),
            precision="day",
            known_at=START + dt.timedelta(days=offset + lag),
            source=actors(WHO[who][0], WHO[who][2]),
            target=actors(WHO[who][1], ""),
            is_reciprocal=WHO[who][3],
            code=code,
            what=f"act {n}",
            document_ids=(text,),
            confidence=confidence,
            quote=quote,
            feed="test",
        )
        for n, (offset, code, who, lag, confidence, quote, text) in enumerate(rows)
    ]


@st.composite
def steps(draw: st.DrawFn) -> list[MeasureStep]:
    found = []
    for n in range(draw(st.integers(0, 3))):
        first = draw(st.integers(0, 700))
        last = draw(st.integers(first, 1000))
        kind = draw(st.sampled_from(["eased", "ended"]))
        instrument = draw(st.sampled_from(["ties_cut", "import_ban"]))
        for offset, name in ((first, "imposed"), (last, kind)):
            on = START + dt.timedelta(days=offset)
            found.append(
                MeasureStep(
                    measure_id=f"m{n}",
                    step=name,
                    day=on,
                    known_at=on,
                    sender=ActorId("AAA"),
                    target=ActorId("BBB"),
                    instrument=instrument,
                    sector="",
                    what="A measure",
                    event_id=f"m{n}-{name}",
                    feed="test",
                )
            )
    return found


AS_OF = st.integers(0, 1400).map(lambda n: START + dt.timedelta(days=n))


def walk_every_day(
    rows: list[Event], life: list[MeasureStep], as_of: dt.date
) -> list[tuple[dt.date, str]]:
    """The oracle: ask the rules on each single day."""
    measure_steps = steps_between(life, "AAA", "BBB", as_of)
    history = History(acts_between(rows, life, "AAA", "BBB", as_of), measure_steps, as_of)
    if not history.acts:
        return []
    day = history.days[0]
    state = State(phase="calm", since=day, episode_since=day)
    found = []
    while day <= as_of:
        change = change_on(history, state, day)
        state = state.after(change, day) if change else state
        found.append((day, state.phase))
        day += dt.timedelta(days=1)
    return found


@settings(max_examples=150, deadline=None)
@given(events(), steps(), AS_OF)
def test_stopping_on_few_days_gives_the_same_as_walking_all(
    rows: list[Event], life: list[MeasureStep], as_of: dt.date
) -> None:
    relation = relate(rows, life, "AAA", "BBB", as_of)
    expected = walk_every_day(rows, life, as_of)
    assert [(day, relation.phase_on(day)) for day, _ in expected] == expected


@settings(max_examples=80, deadline=None)
@given(events(), steps(), AS_OF, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_sides_makes_no_difference(
    rows: list[Event], life: list[MeasureStep], as_of: dt.date, chance: random.Random
) -> None:
    expected = relate(rows, life, "AAA", "BBB", as_of)
    mixed, mixed_life = list(rows), list(life)
    chance.shuffle(mixed)
    chance.shuffle(mixed_life)
    assert relate(mixed, mixed_life, "BBB", "AAA", as_of) == expected
    assert relate(mixed + rows, mixed_life + life, "AAA", "BBB", as_of) == expected


@settings(max_examples=80, deadline=None)
@given(events(), steps(), AS_OF)
def test_what_is_known_later_changes_nothing(
    rows: list[Event], life: list[MeasureStep], as_of: dt.date
) -> None:
    known = [row for row in rows if row.known_at <= as_of]
    known_life = [row for row in life if row.known_at <= as_of]
    assert relate(known, known_life, "AAA", "BBB", as_of) == relate(rows, life, "AAA", "BBB", as_of)
    assert measures(known_life, as_of) == measures(life, as_of)


@settings(max_examples=80, deadline=None)
@given(events(), steps(), AS_OF)
def test_spells_follow_each_other_without_gap_or_repeat(
    rows: list[Event], life: list[MeasureStep], as_of: dt.date
) -> None:
    spells = relate(rows, life, "AAA", "BBB", as_of).spells
    for before, after in pairwise(spells):
        assert before.until is not None
        assert before.since <= before.until
        assert after.since == before.until + dt.timedelta(days=1)
        assert after.phase != before.phase
        assert before.closed_by == after.opened_by
    assert all(spell.until is None for spell in spells[-1:])


@settings(max_examples=80, deadline=None)
@given(events(), steps(), AS_OF)
def test_reading_again_what_the_rows_tell_changes_no_phase(
    rows: list[Event], life: list[MeasureStep], as_of: dt.date
) -> None:
    curated = [replace(row, quote="", confidence=0.9) for row in rows]
    read = [
        replace(row, id=f"read-{row.id}", quote="So it says.", document_ids=("text",))
        for row in curated
    ]
    expected = relate(curated, life, "AAA", "BBB", as_of).spells
    found = relate(curated + read, life, "AAA", "BBB", as_of).spells
    assert [(s.phase, s.since) for s in found] == [(s.phase, s.since) for s in expected]


@settings(max_examples=80, deadline=None)
@given(events(), AS_OF)
def test_a_reading_never_counts_more_than_a_curated_row_of_the_same(
    rows: list[Event], as_of: dt.date
) -> None:
    acts = acts_between(rows, [], "AAA", "BBB", as_of)
    curated = acts_between([replace(r, quote="") for r in rows], [], "AAA", "BBB", as_of)
    for act, full in zip(acts, curated, strict=True):
        assert act.event_id == full.event_id
        assert act.hostile <= full.hostile
        assert act.conciliatory <= full.conciliatory
        assert act.is_contact <= full.is_contact


@settings(max_examples=80, deadline=None)
@given(events(), AS_OF)
def test_warmth_keeps_its_bounds_and_is_unknown_only_without_acts(
    rows: list[Event], as_of: dt.date
) -> None:
    found = warmth(rows, "AAA", "BBB", as_of)
    assert (found.value is None) == (found.n_events == 0)
    if found.value is not None:
        assert -9 <= found.value <= 9
    assert len(found.event_ids) == found.n_events


@settings(max_examples=40, deadline=None)
@given(events(max_size=6), AS_OF, st.integers(1, 400))
def test_warmth_only_cools_towards_neutral_while_nothing_happens(
    rows: list[Event], as_of: dt.date, wait: int
) -> None:
    late = max(as_of, START + dt.timedelta(days=1000))
    now = warmth(rows, "AAA", "BBB", late).value
    later = warmth(rows, "AAA", "BBB", late + dt.timedelta(days=wait)).value
    if now is not None and later is not None:
        assert abs(later) <= abs(now) + 1e-9
