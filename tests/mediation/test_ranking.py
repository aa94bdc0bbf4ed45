"""The ranker on a toy world of five states on a line and a few organisations."""
# ruff: noqa: ARG002 - the toys keep the signatures of the real world and view

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.casebook.cells import STATEMENT_KINDS
from goodoffices.errors import InputError
from goodoffices.mediation import Candidate, PastMediation, Ranking, rank_mediators, weights
from goodoffices.mediation.constants import STANDING_KINDS, TIE_KINDS, UNUSED_KINDS
from goodoffices.records import Actor, ActorId, Event, MeasureStep, Statement
from goodoffices.world.ties import SharedRule, Tie

TODAY = dt.date(2015, 12, 15)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def actors(text: str) -> tuple[Actor, ...]:
    return tuple(Actor(id=ActorId(part)) for part in text.split(";") if part)


def make_event(on: str, code: str, who: str, **other: object) -> Event:
    source, target = who.split(">")
    values: dict[str, object] = {
        "id": f"{on}-{code}-{who}",
        "start": day(on),
        "end": day(on),
        "precision": "day",
        "known_at": day(on),
        "source": actors(source),
        "target": actors(target),
        "code": code,
        "what": f"{who} {code}",
        "document_ids": ("doc",),
        "confidence": 0.9,
        "feed": "test",
    }
    return Event(**{**values, **other})  # type: ignore[arg-type]


def make_step(on: str, sender: str, target: str, **other: object) -> MeasureStep:
    values: dict[str, object] = {
        "measure_id": f"{sender}-{target}",
        "step": "imposed",
        "day": day(on),
        "known_at": day(on),
        "sender": ActorId(sender),
        "target": ActorId(target),
        "instrument": "import_ban",
        "sector": "food",
        "what": "Ban on fruit",
        "event_id": f"{on}-ban",
        "feed": "test",
    }
    return MeasureStep(**{**values, **other})  # type: ignore[arg-type]


def make_statement(on: str, kind: str, who: str, polarity: int = 1, **other: object) -> Statement:
    subject, about = who.split(">")
    values: dict[str, object] = {
        "id": f"{on}-{kind}-{who}",
        "known_at": day(on),
        "kind": kind,
        "subject": actors(subject),
        "object": actors(about),
        "polarity": polarity,
        "what": f"{kind} of {who}",
        "document_ids": ("doc",),
        "confidence": 0.9,
        "feed": "test",
    }
    return Statement(**{**values, **other})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyHolder:
    person: str
    office: str
    since: dt.date
    source: str = "toy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyTerm:
    source: str = "charter"

    def is_on(self, on: dt.date, /) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class ToySeat:
    organisation: ActorId
    member: ActorId
    source: str

    def is_on(self, on: dt.date, /) -> bool:
        return True


PLACES = {"AAA": 0, "BBB": 1000, "CCC": 500, "DDD": 9000, "EEE": 2000}
SEATS = {
    "AAA": {"UN", "OSCE"},
    "BBB": {"UN", "OSCE", "CIS"},
    "CCC": {"UN", "OSCE", "CIS"},
    "DDD": {"UN"},
    "EEE": {"UN", "CIS"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyWorld:
    """States on a line, 1,000 km between the sides; CCC stands between them."""

    def exists(self, actor: str, /) -> bool:
        return actor in PLACES or actor in {"UN", "OSCE", "CIS", "CARTER"}

    def name(self, actor: ActorId, on: dt.date, /, *, style: str = "un") -> str:
        return f"Land {actor}"

    def kind(self, actor: ActorId, /) -> str:
        return "state" if actor in PLACES else "organisation"

    def states(self, on: dt.date, /) -> tuple[ActorId, ...]:
        return tuple(ActorId(state) for state in PLACES)

    def organisations(self, on: dt.date, /) -> tuple[ActorId, ...]:
        return tuple(ActorId(one) for one in ("UN", "OSCE", "CIS", "CARTER", "GUILD"))

    def members(self, organisation: ActorId, on: dt.date, /) -> frozenset[ActorId]:
        return frozenset(ActorId(one) for one, seats in SEATS.items() if organisation in seats)

    def memberships(self, state: ActorId, on: dt.date, /) -> frozenset[ActorId]:
        return frozenset(ActorId(one) for one in SEATS[state])

    def membership_spells(self) -> list[ToySeat]:
        return [
            ToySeat(organisation=ActorId(seat), member=ActorId(state), source=f"{seat}-list")
            for state, seats in SEATS.items()
            for seat in sorted(seats)
        ]

    def holders(self, state: ActorId, on: dt.date, /) -> list[ToyHolder]:
        if state == "EEE":
            return []
        return [ToyHolder(person=f"Head {state}", office="leader", since=dt.date(2010, 12, 15))]

    def council_seat(self, state: ActorId, on: dt.date, /) -> str | None:
        return {"DDD": "permanent", "CCC": "elected"}.get(state)

    def council_terms(self, state: ActorId, /) -> list[ToyTerm]:
        return [ToyTerm()] if self.council_seat(state, TODAY) else []

    def tie(self, a: ActorId, b: ActorId, /) -> Tie:
        low, high = sorted((a, b))
        is_kin = {a, b} <= {"BBB", "CCC", "EEE"}
        rule = SharedRule(ruler="Old Union", low_until="1991", high_until="1991", source="toy")
        return Tie(
            low=low,
            high=high,
            distance_km=float(abs(PLACES[a] - PLACES[b])),
            is_contiguous=False,
            border="none",
            shared_languages=("Toyish",) if is_kin else (),
            language_branches=("Toyic",),
            shared_religion=None,
            shared_religion_branch=None,
            is_religion_known=a != "EEE" and b != "EEE",
            common_rulers=(rule,) if is_kin else (),
            sources=(("distance_km", "toy"),),
            years=(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToyView:
    """Hands out everything, known or not, so that the ranker must keep the date itself."""

    as_of: dt.date = TODAY
    all_events: list[Event] = field(default_factory=list)
    all_statements: list[Statement] = field(default_factory=list)
    all_steps: list[MeasureStep] = field(default_factory=list)

    def events(
        self, *, pair: tuple[ActorId, ActorId] | None = None, actor: ActorId | None = None
    ) -> list[Event]:
        return [
            event
            for event in self.all_events
            if actor in {one.id for one in (*event.source, *event.target, *event.via)}
        ]

    def statements(self, wanted: object = None) -> list[Statement]:
        return self.all_statements

    def measure_steps(self, pair: object = None) -> list[MeasureStep]:
        return self.all_steps


RIFT = [
    make_event("2015-11-24", "190", "AAA>BBB", n_dead=1),
    make_event("2015-11-25", "111", "BBB>AAA"),
    make_event("2015-11-28", "163", "BBB>AAA"),
]

A, B = ActorId("AAA"), ActorId("BBB")


@pytest.fixture
def world() -> ToyWorld:
    return ToyWorld()


def rank(
    world: ToyWorld, *more: object, past: tuple[PastMediation, ...] = (), as_of: dt.date = TODAY
) -> Ranking:

    view = ToyView(
        as_of=as_of,
        all_events=RIFT + [one for one in more if isinstance(one, Event)],
        all_statements=[one for one in more if isinstance(one, Statement)],
        all_steps=[one for one in more if isinstance(one, MeasureStep)],
    )
    return rank_mediators(view, world, A, B, past=past)


def pick(ranking: Ranking, actor: str) -> Candidate:
    found = ranking.candidate(actor)
    assert found is not None
    return found


def value(ranking: Ranking, actor: str, feature: str) -> float | None:
    return next(term.value for term in pick(ranking, actor).terms if term.feature == feature)


def past(mediator: str, a: str, b: str, known: str, **other: str) -> PastMediation:
    values = {
        "episode": f"{a}-{b}-{known}",
        "mediator": mediator,
        "party_a": a,
        "party_b": b,
        "since": known,
        "until": known,
        "role": "mediator",
        "what": "Talks",
        "source": "https://example.org/talks",
        "confidence": "high",
    }
    return PastMediation(**{**values, **other}, known_at=day(known))


def test_the_two_sides_and_unlisted_organisations_are_no_candidates(world: ToyWorld) -> None:
    found = [c.actor for c in rank(world).candidates]
    assert sorted(found) == ["CARTER", "CCC", "CIS", "DDD", "EEE", "OSCE", "UN"]
    assert [c.rank for c in rank(world).candidates] == list(range(1, 8))


def test_the_day_of_the_trigger_comes_from_the_relation(world: ToyWorld) -> None:
    assert rank(world).trigger_day == day("2015-11-24")


def test_every_candidate_has_every_feature_once_in_the_order_of_the_table(world: ToyWorld) -> None:
    for candidate in rank(world).candidates:
        given_features = [term.feature for term in candidate.terms]
        wanted = [row.feature for row in weights()]
        assert [f for f in wanted if f in given_features] == given_features
        if candidate.kind == "state":
            assert set(wanted) - set(given_features) == {"both_members"}
        else:
            assert given_features == wanted


def test_who_worked_with_both_sides_leads_and_is_named_with_the_event(world: ToyWorld) -> None:
    talks = make_event("2015-12-10", "045", "EEE>AAA;BBB")
    ranking = rank(world, talks)
    best = pick(ranking, "EEE")
    assert best.rank == 1
    assert best.is_named_mediator
    assert best.involvement == "mediated"
    assert best.named_in == (talks.id,)
    assert value(ranking, "EEE", "consent") == 1.0


def test_a_host_of_talks_between_the_two_counts_with_both(world: ToyWorld) -> None:

    visit = make_event("2015-12-10", "046", "AAA>BBB", via=(Actor(id=ActorId("DDD")),))
    assert value(rank(world, visit), "DDD", "consent") == 1.0


def test_an_offer_is_worth_less_than_acceptance_by_one_side(world: ToyWorld) -> None:
    offered = rank(world, make_event("2015-12-10", "039", "EEE>AAA"))
    accepted = rank(world, make_event("2015-12-10", "038", "AAA>EEE"))
    assert value(offered, "EEE", "consent") == 0.25
    assert value(accepted, "EEE", "consent") == 0.5


def test_a_refusal_after_an_offer_turns_the_sign(world: ToyWorld) -> None:
    ranking = rank(
        world,
        make_event("2015-12-01", "039", "EEE>AAA;BBB"),
        make_event("2015-12-05", "126", "BBB>EEE"),
    )
    assert value(ranking, "EEE", "consent") == -1.0
    assert not pick(ranking, "EEE").is_named_mediator
    assert pick(ranking, "EEE").involvement == "refused"


def test_mediation_before_the_rift_opened_is_no_part_in_it(world: ToyWorld) -> None:
    old = make_event("2015-06-01", "045", "EEE>AAA;BBB")
    assert value(rank(world, old), "EEE", "consent") is None


def test_mediation_between_a_party_and_a_third_state_belongs_to_another_rift(
    world: ToyWorld,
) -> None:
    elsewhere = make_event("2015-12-01", "045", "EEE>AAA;CCC")
    together = make_event("2015-12-01", "045", "EEE;CCC>AAA")
    assert value(rank(world, elsewhere), "EEE", "consent") is None
    assert value(rank(world, together), "EEE", "consent") == 0.5


def test_a_mediation_that_was_denied_is_none(world: ToyWorld) -> None:
    denied = make_event("2015-12-01", "045", "EEE>AAA;BBB", modality="negated")
    assert value(rank(world, denied), "EEE", "consent") is None


@pytest.mark.parametrize(
    ("code", "who", "modality", "part"),
    [
        ("045", "EEE>AAA;BBB", "actual", "mediated"),
        ("045", "EEE>AAA;BBB", "expected", "offered"),
        ("045", "EEE>AAA;BBB", "hypothetical", None),
        ("045", "EEE>AAA;BBB", "negated", None),
        ("039", "EEE>AAA;BBB", "actual", "offered"),
        ("039", "EEE>AAA;BBB", "hypothetical", None),
        ("038", "AAA>EEE", "actual", "accepted"),
        ("038", "AAA>EEE", "expected", None),
        ("126", "AAA>EEE", "expected", None),
        ("010", "EEE>AAA;BBB", "actual", None),
        ("042", "EEE>AAA;BBB", "actual", None),
    ],
)
def test_only_acts_of_mediation_that_happened_name_a_mediator(
    world: ToyWorld, code: str, who: str, modality: str, part: str | None
) -> None:
    found = pick(rank(world, make_event("2015-12-01", code, who, modality=modality)), "EEE")
    assert found.involvement == part
    assert found.is_named_mediator == (part is not None)


def test_an_offer_reported_as_made_weighs_less_than_work_done(world: ToyWorld) -> None:
    done = rank(world, make_event("2015-12-01", "045", "EEE>AAA;BBB"))
    announced = rank(world, make_event("2015-12-01", "045", "EEE>AAA;BBB", modality="expected"))
    offered = rank(world, make_event("2015-12-01", "039", "EEE>AAA;BBB"))
    assert value(done, "EEE", "consent") == 1.0
    assert value(announced, "EEE", "consent") == value(offered, "EEE", "consent") == 0.5


def test_a_doubtful_report_names_nobody(world: ToyWorld) -> None:
    doubtful = make_event("2015-12-01", "045", "EEE>AAA;BBB", confidence=0.4)
    guessed = make_event("2015-12-02", "045", "EEE>AAA;BBB", confidence=0.55, quote="It helped.")
    assert not pick(rank(world, doubtful, guessed), "EEE").is_named_mediator


def test_a_curated_offer_outweighs_the_same_act_read_as_mediation(world: ToyWorld) -> None:
    offer = make_event("2015-12-01", "039", "EEE>AAA;BBB")
    read = make_event("2015-12-02", "045", "EEE>AAA", quote="It helps.", confidence=0.85)
    later = make_event("2015-12-10", "045", "EEE>AAA;BBB", quote="It helped.", confidence=0.85)
    assert pick(rank(world, read), "EEE").involvement == "mediated"
    assert pick(rank(world, offer, read), "EEE").involvement == "offered"
    assert pick(rank(world, offer, read, later), "EEE").involvement == "mediated"


def test_undated_talk_of_the_past_names_nobody(world: ToyWorld) -> None:
    old = {"start": None, "end": None, "precision": "unknown"}
    told = make_event("2015-12-01", "045", "EEE>AAA;BBB", modality="historical", **old)
    now = make_event("2015-12-01", "045", "EEE>AAA;BBB", **old)
    assert not pick(rank(world, told), "EEE").is_named_mediator
    assert pick(rank(world, now), "EEE").is_named_mediator


def test_a_mediation_dated_to_the_month_in_which_the_rift_opened_counts(world: ToyWorld) -> None:
    event = make_event("2015-11-01", "045", "EEE>AAA;BBB", end=day("2015-11-30"), precision="month")
    found = pick(rank(world, replace(event, known_at=day("2015-11-30"))), "EEE")
    assert found.involvement == "mediated"
    assert "in November 2015" in found.reasons_for[0].sentence


def test_in_a_rift_of_many_years_what_was_done_long_ago_is_no_part(world: ToyWorld) -> None:
    talks = make_event("2015-12-10", "045", "EEE>AAA;BBB")
    later = make_event("2022-01-10", "163", "BBB>AAA")
    ranking = rank(
        world, talks, later, make_step("2015-12-01", "BBB", "AAA"), as_of=day("2022-02-01")
    )
    assert ranking.trigger_day == day("2015-11-24")
    assert pick(ranking, "EEE").involvement is None


def test_who_is_at_odds_with_a_side_itself_is_told_so(world: ToyWorld) -> None:
    quarrel = make_event("2015-09-01", "161", "EEE>BBB")
    ranking = rank(world, quarrel, make_event("2015-12-01", "042", "CCC>AAA"))
    assert value(ranking, "EEE", "own_rift") == 1.0
    term = next(t for t in pick(ranking, "EEE").terms if t.feature == "own_rift")
    assert term.evidence == (quarrel.id,)
    assert term.sentence == (
        "Land EEE and Land BBB have been in a deep freeze of their own since 1 October 2015."
    )
    assert value(ranking, "CCC", "own_rift") == 0.0
    assert value(ranking, "DDD", "own_rift") is None


def test_a_measure_of_a_side_on_the_candidate_opens_a_rift_but_takes_no_side(
    world: ToyWorld,
) -> None:
    ranking = rank(world, make_step("2015-12-01", "BBB", "EEE"))
    assert value(ranking, "EEE", "own_rift") == 1.0
    assert value(ranking, "EEE", "took_side") is None


def test_one_reading_of_a_blow_takes_no_side_and_two_texts_do(world: ToyWorld) -> None:
    read = {"quote": "It said so.", "confidence": 0.85}
    one = make_event("2015-12-01", "163", "EEE>AAA", id="one", **read)
    again = make_event("2015-12-02", "163", "EEE>AAA", id="again", **read)
    other = make_event("2015-12-02", "163", "EEE>AAA", id="two", document_ids=("other",), **read)
    alone = rank(world, one, again)
    term = next(t for t in pick(alone, "EEE").terms if t.feature == "took_side")
    assert (term.value, term.contribution, term.lowest) == (None, 0.0, -2.0)
    assert set(term.evidence) == {"one", "again"}
    assert value(alone, "EEE", "own_rift") is None
    assert value(rank(world, one, other), "EEE", "took_side") == 1.0
    assert value(rank(world, one, other), "EEE", "own_rift") == 1.0


def test_a_mediator_that_gives_up_has_taken_no_side(world: ToyWorld) -> None:
    assert value(rank(world, make_event("2015-12-10", "165", "EEE>AAA")), "EEE", "took_side") == 0


def test_shared_seats_cite_the_lists_of_members(world: ToyWorld) -> None:
    ranking = rank(world)
    terms = {term.feature: term for term in pick(ranking, "CCC").terms}
    assert terms["organisations"].evidence == ("OSCE-list", "UN-list", "CIS-list")
    both = next(t for t in pick(ranking, "OSCE").terms if t.feature == "both_members")
    assert both.evidence == ("OSCE-list",)


def test_each_reason_is_one_plain_sentence(world: ToyWorld) -> None:
    ranking = rank(
        world,
        make_event("2015-12-10", "045", "EEE>AAA;BBB"),
        make_event("2015-12-01", "111", "DDD>BBB", what="Land DDD scolds; at length."),
        make_statement("2015-12-01", "friendship", "CCC>AAA;BBB", what="Friends of both. "),
        make_statement("2015-12-02", "standing", "CCC>", what="Trusted"),
        make_statement("2015-12-03", "standing", "CCC>", what="ACE: standing", quote="It is heard"),
    )
    for candidate in ranking.candidates:
        for term in candidate.terms:
            assert term.sentence[0].isupper()
            assert term.sentence.endswith(".")
            assert ".;" not in term.sentence
            assert ".." not in term.sentence
            assert ". " not in term.sentence
            assert not re.search(r"\d{4}-\d{2}", term.sentence)
    terms = {term.feature: term.sentence for term in pick(ranking, "CCC").terms}
    assert terms["said_of_ties"] == "Friends of both."
    assert terms["said_of_standing"] == "Trusted (one of 2 statements)."


def test_a_measure_on_one_side_speaks_against_a_candidate(world: ToyWorld) -> None:
    ranking = rank(world, make_step("2015-12-01", "EEE", "BBB"))
    assert value(ranking, "EEE", "took_side") == 1.0
    assert pick(ranking, "EEE").reasons_against[0].feature == "took_side"


def test_harsh_words_are_less_than_a_measure(world: ToyWorld) -> None:
    ranking = rank(world, make_event("2015-12-01", "111", "EEE>BBB"))
    assert value(ranking, "EEE", "took_side") == 0.4


def test_warmth_counts_by_the_colder_side(world: ToyWorld) -> None:
    ranking = rank(
        world,
        make_event("2015-12-01", "057", "CCC>AAA"),
        make_event("2015-12-02", "111", "CCC>BBB"),
    )
    low = value(ranking, "CCC", "warmth_low")
    assert low is not None
    assert low < 0


def test_warmth_to_one_side_only_is_unknown_but_bounded_by_it(world: ToyWorld) -> None:
    ranking = rank(world, make_event("2015-12-01", "057", "CCC>AAA"))
    term = next(t for t in pick(ranking, "CCC").terms if t.feature == "warmth_low")
    assert not term.is_known
    assert term.contribution == 0
    assert 0 < term.highest < 2.0
    assert term.lowest == -2.0


def test_what_is_unknown_adds_nothing_and_widens_the_range(world: ToyWorld) -> None:
    candidate = pick(rank(world), "EEE")
    unknown = [term for term in candidate.terms if not term.is_known and term.is_applicable]
    assert {"religion", "leaders", "warmth_low"} <= {term.feature for term in unknown}
    assert all(term.contribution == 0 for term in unknown)
    assert candidate.worst < candidate.score < candidate.best
    assert len(candidate.unknown) == len(unknown)


def test_statements_on_ties_and_standing_count_with_their_ids(world: ToyWorld) -> None:
    friendly = make_statement("2015-12-01", "friendship", "CCC>AAA;BBB")
    trusted = make_statement("2015-12-01", "standing", "CCC>")
    ranking = rank(world, friendly, trusted)
    terms = {term.feature: term for term in pick(ranking, "CCC").terms}
    assert terms["said_of_ties"].value == 0.9
    assert terms["said_of_ties"].evidence == (friendly.id,)
    assert terms["said_of_standing"].evidence == (trusted.id,)


def test_the_record_counts_episodes_and_cites_pages(world: ToyWorld) -> None:
    rows = (
        past("EEE", "DDD", "CCC", "2001-01-01", episode="x"),
        past("EEE", "DDD", "BBB", "2001-01-01", episode="x"),
        past("EEE", "DDD", "DDD", "2005-01-01", episode="y"),
    )
    terms = {t.feature: t for t in pick(rank(world, past=rows), "EEE").terms}
    assert terms["record_all"].value == 2
    assert terms["record_near"].value == 1
    assert terms["record_all"].evidence == ("https://example.org/talks",)


def test_what_a_mediator_did_in_this_very_rift_is_no_earlier_record(world: ToyWorld) -> None:
    rows = (
        past("EEE", "AAA", "BBB", "2015-12-10"),
        past("EEE", "AAA", "BBB", "2003-01-01"),
    )
    assert value(rank(world, past=rows), "EEE", "record_all") == 1


def test_rows_by_memory_or_of_low_confidence_stay_out(world: ToyWorld) -> None:
    rows = (
        past("EEE", "DDD", "CCC", "2001-01-01", source="memory"),
        past("EEE", "DDD", "BBB", "2002-01-01", confidence="low"),
        past("EEE", "DDD", "BBB", "2003-01-01", role="protecting power"),
    )
    assert value(rank(world, past=rows), "EEE", "record_all") is None


def test_distance_language_rule_seats_and_leaders_of_the_state_between(world: ToyWorld) -> None:
    ranking = rank(world)
    assert value(ranking, "CCC", "distance_far") == 500
    assert value(ranking, "CCC", "language") == 0.75
    assert value(ranking, "CCC", "former_rule") == 0.5
    assert value(ranking, "CCC", "council_seat") == 0.5
    assert value(ranking, "DDD", "council_seat") == 1.0
    assert value(ranking, "CCC", "leaders") == pytest.approx(5.0, abs=0.01)


def test_an_organisation_that_holds_both_sides_is_told_so(world: ToyWorld) -> None:
    ranking = rank(world)
    assert value(ranking, "OSCE", "both_members") == 1.0
    assert value(ranking, "CIS", "both_members") == -0.5
    assert value(ranking, "CARTER", "both_members") is None


def test_a_pair_without_any_event_is_ranked_by_standing_ties(world: ToyWorld) -> None:
    ranking = rank_mediators(ToyView(), world, A, B, past=())
    assert ranking.trigger_day is None
    assert len(ranking.candidates) == 7


def test_a_party_against_itself_is_refused(world: ToyWorld) -> None:
    with pytest.raises(InputError, match="two different parties"):
        rank_mediators(ToyView(), world, A, A)


CODES = ("045", "039", "038", "126", "057", "111", "163", "046", "190")
PAIRS = ("EEE>AAA;BBB", "CCC>AAA", "BBB>DDD", "AAA>CCC", "UN>AAA;BBB", "DDD>BBB")
DAYS = st.dates(min_value=dt.date(2015, 1, 1), max_value=dt.date(2016, 12, 31))
EVENTS = st.builds(
    lambda on, code, who: make_event(on.isoformat(), code, who),
    DAYS,
    st.sampled_from(CODES),
    st.sampled_from(PAIRS),
)


@given(st.lists(EVENTS, max_size=12))
@settings(max_examples=40, deadline=None)
def test_every_score_is_the_sum_of_its_terms_and_lies_in_its_range(events: list[object]) -> None:
    for candidate in rank(ToyWorld(), *events).candidates:
        assert candidate.score == sum(term.contribution for term in candidate.terms)
        assert candidate.worst <= candidate.score + 1e-9
        assert candidate.score <= candidate.best + 1e-9
        for term in candidate.terms:
            assert term.lowest <= term.contribution <= term.highest
            assert term.contribution == 0 or term.is_known


@given(st.lists(EVENTS, max_size=12), st.randoms())
@settings(max_examples=25, deadline=None)
def test_order_of_events_and_of_the_sides_makes_no_difference(events: list[object], chance) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    shuffled = list(events)
    chance.shuffle(shuffled)
    straight = rank(ToyWorld(), *events)
    assert rank(ToyWorld(), *shuffled) == straight
    view = ToyView(all_events=[*RIFT, *events])  # type: ignore[list-item]
    assert rank_mediators(view, ToyWorld(), B, A, past=()) == straight


@given(st.lists(EVENTS, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_planted_future_changes_nothing(events: list[object]) -> None:

    known = [e for e in events if isinstance(e, Event) and e.known_at <= TODAY]
    later = (past("EEE", "AAA", "CCC", "2016-01-01"),)
    planted = [
        *events,
        make_statement("2016-02-01", "friendship", "EEE>AAA;BBB"),
        make_step("2016-02-01", "DDD", "AAA"),
        make_event("2015-12-01", "045", "EEE>AAA;BBB", id="late", known_at=day("2015-12-16")),
    ]
    assert rank(ToyWorld(), *planted, past=later) == rank(ToyWorld(), *known)


def test_neutrality_counts_where_it_is_told_of_a_side_or_of_nobody(world: ToyWorld) -> None:
    general = make_statement("2015-12-01", "neutrality", "CCC>")
    between = make_statement("2015-12-01", "neutrality", "CCC>AAA;BBB")
    elsewhere = make_statement("2015-12-01", "neutrality", "CCC>DDD;EEE")
    for told, counts in ((general, True), (between, True), (elsewhere, False)):
        terms = {term.feature: term for term in pick(rank(world, told), "CCC").terms}
        assert terms["said_of_standing"].is_known is counts


def test_each_kind_of_statement_is_used_or_left_out_on_purpose() -> None:
    kinds = [TIE_KINDS, STANDING_KINDS, UNUSED_KINDS]
    assert sorted(kind for some in kinds for kind in some) == sorted(STATEMENT_KINDS)
