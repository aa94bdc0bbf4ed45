"""The ranker on the real world tables, without and with the shipped cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.casebook import case_folders, read_case
from goodoffices.mediation import Ranking, rank_mediators
from goodoffices.records import Actor, ActorId, Event, MeasureStep, Statement
from goodoffices.world import load_world

D = dt.date.fromisoformat


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A view over lists; it hands out everything, so that the ranker must keep the date."""

    as_of: dt.date
    all_events: tuple[Event, ...] = ()
    all_statements: tuple[Statement, ...] = ()
    all_steps: tuple[MeasureStep, ...] = ()
    seen: list[str] = field(default_factory=list)

    def events(
        self, *, pair: tuple[ActorId, ActorId] | None = None, actor: ActorId | None = None
    ) -> list[Event]:
        del pair
        return [
            event
            for event in self.all_events
            if actor in {one.id for one in (*event.source, *event.target, *event.via)}
        ]

    def statements(self, wanted: object = None) -> tuple[Statement, ...]:
        del wanted
        return self.all_statements

    def measure_steps(self, pair: object = None) -> tuple[MeasureStep, ...]:
        del pair
        return self.all_steps


@pytest.fixture(scope="module")
def cases() -> ListView:
    found = [read_case(folder) for folder in case_folders()]
    return ListView(
        as_of=dt.date.max,
        all_events=tuple(event for case in found for event in case.events),
        all_statements=tuple(row for case in found for row in case.statements),
        all_steps=tuple(step for case in found for step in case.measures),
    )


def rank(view: ListView, a: str, b: str, as_of: str) -> Ranking:
    return rank_mediators(replace(view, as_of=D(as_of)), load_world(), ActorId(a), ActorId(b))


PAIRS = [
    ("RUS", "TUR", "2015-12-15"),
    ("RUS", "TUR", "2016-07-05"),
    ("QAT", "SAU", "2017-06-10"),
    ("SAU", "IRN", "2022-01-01"),
    ("ERI", "ETH", "2018-05-01"),
    ("BRA", "JPN", "1991-06-01"),
]


@pytest.mark.parametrize("pair", PAIRS)
def test_sides_and_states_that_are_gone_are_never_candidates(
    cases: ListView, pair: tuple[str, str, str]
) -> None:
    world, day = load_world(), D(pair[2])
    ranking = rank(cases, *pair)
    actors = [candidate.actor for candidate in ranking.candidates]
    assert len(actors) == len(set(actors))
    assert not set(actors) & set(pair[:2])
    assert set(world.states(day)) - set(pair[:2]) <= set(actors)
    for candidate in ranking.candidates:
        if world.kind(candidate.actor) == "former":
            assert candidate.actor in world.states(day)


@pytest.mark.parametrize("pair", PAIRS)
def test_scores_add_up_and_what_is_unknown_is_told_with_its_range(
    cases: ListView, pair: tuple[str, str, str]
) -> None:
    for candidate in rank(cases, *pair).candidates:
        assert candidate.score == sum(term.contribution for term in candidate.terms)
        assert candidate.worst <= candidate.score + 1e-9
        assert candidate.score <= candidate.best + 1e-9
        for term in candidate.terms:
            if not term.is_known and term.is_applicable:
                assert term.value is None
                assert term.contribution == 0
                assert term.lowest < 0 or term.highest > 0
                assert term.sentence in candidate.unknown


@pytest.mark.parametrize("pair", PAIRS)
def test_every_reason_is_one_sentence_with_evidence(
    cases: ListView, pair: tuple[str, str, str]
) -> None:
    for candidate in rank(cases, *pair).candidates:
        for reason in (*candidate.reasons_for, *candidate.reasons_against):
            assert not reason.sentence[0].islower()
            assert reason.sentence.endswith(".")
            assert ".;" not in reason.sentence
            assert reason.evidence, reason


@pytest.mark.parametrize("pair", PAIRS)
def test_swapping_the_sides_changes_nothing(cases: ListView, pair: tuple[str, str, str]) -> None:
    a, b, day = pair
    assert rank(cases, a, b, day) == rank(cases, b, a, day)


def test_without_events_the_same_ties_give_the_same_score_in_any_order_of_sides() -> None:
    empty = ListView(as_of=D("2020-01-01"))
    straight = rank(empty, "JPN", "BRA", "2020-01-01")
    assert straight.trigger_day is None
    assert all(not candidate.is_named_mediator for candidate in straight.candidates)
    assert rank(empty, "BRA", "JPN", "2020-01-01") == straight


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["KAZ", "AZE", "USA", "UN", "CHE"]),
            st.sampled_from(["045", "039", "038", "057", "163", "126"]),
            st.dates(min_value=dt.date(2015, 11, 25), max_value=dt.date(2015, 12, 15)),
        ),
        max_size=5,
    )
)
def test_a_planted_future_moves_no_rank_and_no_word(
    cases: ListView, planted: list[tuple[str, str, dt.date]]
) -> None:
    later = tuple(
        Event(
            id=f"planted-{n}",
            start=on,
            end=on,
            precision="day",
            known_at=dt.date(2015, 12, 16),
            source=(Actor(id=ActorId(who)),),
            target=(Actor(id=ActorId("RUS")), Actor(id=ActorId("TUR"))),
            code=code,
            what="Planted",
            document_ids=("planted",),
            confidence=1.0,
            feed="test",
        )
        for n, (who, code, on) in enumerate(planted)
    )
    as_of = D("2015-12-15")
    known = ListView(
        as_of=as_of,
        all_events=tuple(event for event in cases.all_events if event.known_at <= as_of),
        all_statements=tuple(row for row in cases.all_statements if row.known_at <= as_of),
        all_steps=tuple(step for step in cases.all_steps if step.known_at <= as_of),
    )
    planted_view = replace(cases, all_events=cases.all_events + later)
    assert rank(planted_view, "TUR", "RUS", "2015-12-15") == rank(known, "TUR", "RUS", "2015-12-15")
