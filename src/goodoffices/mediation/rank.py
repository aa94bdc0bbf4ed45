"""Rank who has the standing to help between two states, with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.mediation.candidates import Candidate, Ranking, Reason
from goodoffices.mediation.constants import MIN_REASON, N_REASONS
from goodoffices.mediation.involvement import consent_term, signs_of, strongest
from goodoffices.mediation.situation import candidates_of, look
from goodoffices.mediation.terms_acts import own_rift_term, side_term, warmth_terms
from goodoffices.mediation.terms_feeds import feed_term
from goodoffices.mediation.terms_said import record_terms, said_terms
from goodoffices.mediation.terms_ties import not_for_organisations, seat_terms, tie_terms
from goodoffices.mediation.weights import absent, known, weights
from goodoffices.mediation.wording import and_list, day_words, sentence

if TYPE_CHECKING:
    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.record import PastMediation
    from goodoffices.mediation.situation import FeedTies, Situation, View, World
    from goodoffices.records import ActorId

__all__ = ["rank_mediators", "score"]

STATE_KINDS = frozenset({"state", "observer", "de_facto", "territory", "former"})
NOTES = (
    "Where the ranges of two candidates overlap, what is not known could turn their order.",
    "The list says who has the standing to help by public signs; it is no verdict and no forecast.",
    "Weights were set by judgement from the literature and are fitted to nothing.",
    "Power, trade and alliances are not in the score yet; distances and languages describe 2011.",
    "Organisations have fewer features than states, so that their scores compare only roughly.",
    "The record of past mediations is far from complete; an empty one counts as unknown.",
)


def rank_mediators(
    view: View,
    world: World,
    a: ActorId,
    b: ActorId,
    *,
    past: tuple[PastMediation, ...] | None = None,
    feed_ties: FeedTies | None = None,
) -> Ranking:
    """Return all third parties ordered by the sum of their terms, as known on ``view.as_of``.

    score = sum of weight * scaled value over the features of ``tables/features.csv``; a feature
    that is unknown or does not apply adds 0, and `Candidate.worst` and `Candidate.best` say how
    far the unknown ones could move the score. Equal scores are ordered by id. Nothing known only
    after the date enters. ``past`` replaces the shipped record, for a back-test. ``feed_ties`` are
    the ties of others to both as feeds show them (`goodoffices.relations.survey.ties_with`);
    without them nothing is taken from feeds.
    """
    if a == b:
        raise InputError(f"two different parties are needed, found {a} twice")
    situation = look(view, world, a, b, past=past, feed_ties=feed_ties)
    scored = [(actor, score(situation, actor)) for actor in candidates_of(situation)]
    scored.sort(key=lambda row: (-sum(term.contribution for term in row[1]), row[0]))
    return Ranking(
        low=situation.low,
        high=situation.high,
        as_of=situation.as_of,
        trigger_day=situation.trigger_day,
        candidates=tuple(
            _candidate(situation, actor, terms, rank)
            for rank, (actor, terms) in enumerate(scored, start=1)
        ),
        weights=weights(),
        notes=(*_notes_on(situation, scored), *NOTES),
    )


def _notes_on(
    situation: Situation, scored: list[tuple[ActorId, tuple[Term, ...]]]
) -> tuple[str, ...]:
    """Return what a reader must know of this very ranking: no rift, no events."""
    sides = and_list([situation.the(party) for party in situation.parties])
    silent = sum(not situation.seen_of(actor).events for actor, _ in scored)
    found = []
    if situation.trigger_day is None:
        day = day_words(situation.as_of)
        found.append(f"the events loaded show no rift between {sides} on {day}")
    if situation.feed_ties is not None:
        n_both = sum(None not in pair for pair in situation.feed_ties.values())
        n_one = len(situation.feed_ties) - n_both
        found.append(f"feeds tell of {n_both} states how they stand with both, of {n_one} with one")
    if silent:
        told = f"of {len(scored)} candidates {silent} are ranked without any event with the sides"
        found.append(told)
    return tuple(sentence(note) for note in found)


def score(situation: Situation, actor: ActorId) -> tuple[Term, ...]:
    """Return the terms of one candidate in the order of the table of features."""
    terms = [
        consent_term(situation, actor),
        *warmth_terms(situation, actor),
        side_term(situation, actor),
        own_rift_term(situation, actor),
        *said_terms(situation, actor),
        *record_terms(situation, actor),
    ]
    if situation.world.kind(actor) in STATE_KINDS:
        terms.append(feed_term(situation, actor))
        terms += tie_terms(situation, actor) + seat_terms(situation, actor)
    else:
        terms.append(_both_members(situation, actor))
        given = {term.feature for term in terms}
        terms += not_for_organisations(
            tuple(row.feature for row in weights() if row.feature not in given)
        )
    order = {row.feature: place for place, row in enumerate(weights())}
    return tuple(sorted(terms, key=lambda term: order[term.feature]))


def _both_members(situation: Situation, actor: ActorId) -> Term:
    members = situation.world.members(actor, situation.as_of)
    name = situation.the(actor)
    if not members:
        return absent("both_members", sentence(f"{name} has no member states in the tables"))
    inside = [party for party in situation.parties if party in members]
    evidence = situation.sources_of_seats([actor], inside)
    sides = and_list([situation.the(party) for party in situation.parties])
    if len(inside) == len(situation.parties):
        told = sentence(f"{sides} are both members of {name}")
        return known("both_members", 1.0, 1.0, told, evidence)
    if inside:
        told = f"of the two sides only {situation.the(inside[0])} is a member of {name}"
        return known("both_members", -0.5, -0.5, sentence(told), evidence)
    return known("both_members", 0.0, 0.0, sentence(f"neither side is a member of {name}"))


def _candidate(
    situation: Situation, actor: ActorId, terms: tuple[Term, ...], rank: int
) -> Candidate:
    signs = signs_of(situation, actor)
    involvement = strongest(signs)
    reasons = sorted(terms, key=lambda term: -abs(term.contribution))
    return Candidate(
        actor=actor,
        name=situation.name(actor),
        kind=situation.world.kind(actor),
        rank=rank,
        score=sum(term.contribution for term in terms),
        worst=sum(term.lowest for term in terms),
        best=sum(term.highest for term in terms),
        terms=terms,
        reasons_for=_reasons(reasons, sign=1),
        reasons_against=_reasons(reasons, sign=-1),
        unknown=tuple(term.sentence for term in terms if term.is_applicable and not term.is_known),
        is_named_mediator=involvement not in {None, "refused"},
        involvement=involvement,
        named_in=tuple(sign.event_id for sign in signs),
    )


def _reasons(terms: list[Term], *, sign: int) -> tuple[Reason, ...]:
    chosen = [term for term in terms if sign * term.contribution >= MIN_REASON][:N_REASONS]
    return tuple(
        Reason(
            feature=term.feature,
            sentence=term.sentence,
            contribution=term.contribution,
            evidence=term.evidence,
        )
        for term in chosen
    )
