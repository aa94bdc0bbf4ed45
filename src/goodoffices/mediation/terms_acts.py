"""Terms of the score that rest on events, statements and the record of mediations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from goodoffices import ontology, relations
from goodoffices.mediation.constants import (
    GOLDSTEIN_SPAN,
    HOSTILE_GROUPS,
    NEAR_KM,
    RECORD_SCALE,
    RECORD_SCALE_NEAR,
    STANDING_KINDS,
    TIE_KINDS,
)
from goodoffices.mediation.weights import known, unknown

if TYPE_CHECKING:
    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.record import PastMediation
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import Actor, ActorId, Event, Statement

__all__ = ["record_terms", "said_terms", "side_term", "warmth_terms"]

HAPPENED = frozenset({"actual", "historical"})
N_SAID = 2
"""Statements quoted in a reason; its evidence holds them all."""


def warmth_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return warmth to the colder side and the gap between both.

    With one side known, the colder side can be no warmer than that: a cold one counts as it is,
    a warm one only narrows the range.
    """
    events = situation.seen_of(actor).events
    both = [relations.warmth(events, actor, party, situation.as_of) for party in situation.parties]
    told = [one.value for one in both]
    evidence = tuple(dict.fromkeys(event for one in both for event in one.event_ids))
    name = situation.name(actor)
    words = " and ".join(
        f"{'not known' if one.value is None else f'{one.value:+.1f}'} to {situation.name(party)}"
        for party, one in zip(situation.parties, both, strict=True)
    )
    sentence = f"Warmth of {name} from events: {words} (-9 to +9)."
    if told[0] is not None and told[1] is not None:
        least, gap = min(told[0], told[1]), abs(told[0] - told[1])
        return [
            known("warmth_low", least, least / GOLDSTEIN_SPAN, sentence, evidence),
            known("warmth_gap", gap, gap / (2 * GOLDSTEIN_SPAN), sentence, evidence),
        ]
    one = next((value for value in told if value is not None), None)
    if one is None:
        nothing = f"No event tells how {name} stands with either side."
        return [unknown("warmth_low", nothing), unknown("warmth_gap", nothing)]
    gap_term = unknown("warmth_gap", sentence, evidence)
    if one < 0:
        return [known("warmth_low", one, one / GOLDSTEIN_SPAN, sentence, evidence), gap_term]
    return [unknown("warmth_low", sentence, evidence, high=one / GOLDSTEIN_SPAN), gap_term]


def side_term(situation: Situation, actor: ActorId) -> Term:
    """Return whether the candidate put measures on a side, or acted against it, in this rift."""
    seen = situation.seen_of(actor)
    hostile: list[tuple[float, str, ActorId, str]] = []
    contacts: list[str] = []
    for event in seen.events:
        if event.modality not in HAPPENED or event.start is None or event.start < situation.since:
            continue
        worth = HOSTILE_GROUPS.get(ontology.act(event.code).group, 0.0)
        for party in situation.parties:
            if _acted_on(event, actor, party):
                contacts.append(event.id)
                if worth:
                    hostile.append((worth, event.id, party, event.what))
    hostile += [
        (1.0, step.event_id, step.target, step.what)
        for step in seen.steps
        if step.day >= situation.since and step.step in {"imposed", "tightened"}
    ]
    name = situation.name(actor)
    if hostile:
        worth, _, party, what = max(hostile, key=lambda row: (row[0], row[1]))
        evidence = tuple(dict.fromkeys(row[1] for row in hostile))
        sentence = f"{name} acted against {situation.name(party)} in this rift: {what}"
        return known("took_side", worth, worth, sentence, evidence)
    if contacts:
        sentence = f"No act of {name} against a side is known since {situation.since}."
        return known("took_side", 0.0, 0.0, sentence, tuple(dict.fromkeys(contacts)))
    return unknown(
        "took_side", f"No act of {name} towards a side is known since {situation.since}."
    )


def _acted_on(event: Event, actor: ActorId, party: ActorId) -> bool:
    sources = {one.id for one in event.source}
    targets = {one.id for one in event.target}
    if event.is_reciprocal and {actor, party} <= sources | targets:
        return True
    return actor in sources and party in targets


def said_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return what sources say of the candidate's ties to the sides and of its standing."""
    name, statements = situation.name(actor), situation.seen_of(actor).statements
    by_party = {
        party: [row for row in statements if row.kind in TIE_KINDS and _joins(row, actor, party)]
        for party in situation.parties
    }
    standing = [
        row for row in statements if row.kind in STANDING_KINDS and _has(row.subject, actor)
    ]
    ties = [row for rows in by_party.values() for row in rows]
    if ties:
        value = sum(_tone(rows) for rows in by_party.values()) / 2
        ids = tuple(dict.fromkeys(row.id for row in ties))
        tie = known("said_of_ties", value, value, _said(name, ties), ids)
    else:
        tie = unknown("said_of_ties", f"No text says how {name} stands with a side.")
    if standing:
        value = _tone(standing)
        ids = tuple(dict.fromkeys(row.id for row in standing))
        return [tie, known("said_of_standing", value, value, _said(name, standing), ids)]
    return [tie, unknown("said_of_standing", f"No text speaks of the standing of {name}.")]


def _said(name: str, rows: list[Statement]) -> str:
    """Return the first things said as one sentence, and how many more there are."""
    told = list(dict.fromkeys(row.what.strip().rstrip(".") for row in rows))
    left = len(told) - N_SAID
    more = f"; and {left} more" if left > 0 else ""
    return f"Said of {name}: {'; '.join(told[:N_SAID])}{more}."


def _has(actors: tuple[Actor, ...], wanted: ActorId) -> bool:
    return any(actor.id == wanted for actor in actors)


def _joins(row: Statement, a: ActorId, b: ActorId) -> bool:
    if not row.object:
        return _has(row.subject, a) and _has(row.subject, b)
    return any(_has(row.subject, x) and _has(row.object, y) for x, y in ((a, b), (b, a)))


def _tone(rows: list[Statement]) -> float:
    return max(-1.0, min(1.0, sum(row.polarity * row.confidence for row in rows)))


def record_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return the record of earlier mediations, everywhere and near the sides.

    The record is far from complete, so that an empty one is unknown, not zero.
    """
    rows = situation.mediations(actor)
    near = [row for row in rows if _is_near(situation, row)]
    name = situation.name(actor)
    return [
        _count("record_all", name, list(rows), RECORD_SCALE, ""),
        _count("record_near", name, near, RECORD_SCALE_NEAR, " near the two sides"),
    ]


def _count(feature: str, name: str, rows: list[PastMediation], scale: float, where: str) -> Term:
    episodes = {row.episode: row for row in reversed(rows)}
    n = len(episodes)
    if n == 0:
        return unknown(
            feature, f"The record names no earlier mediation of {name}{where}; it is not complete."
        )
    newest = sorted(episodes.values(), key=lambda row: row.known_at, reverse=True)
    told = ", ".join(f"{row.party_a}-{row.party_b} {row.since[:4]}" for row in newest[:4])
    more = f" and {n - 4} more" if n > 4 else ""  # noqa: PLR2004 - as many as are named above
    times = "once" if n == 1 else f"{n} times"
    sentence = f"{name} brought others together {times}{where}: {told}{more}."
    addresses = tuple(dict.fromkeys(row.source for row in newest))
    return known(feature, float(n), 1 - math.exp(-n / scale), sentence, addresses)


def _is_near(situation: Situation, row: PastMediation) -> bool:
    parties = (row.party_a, row.party_b)
    if any(party in situation.parties for party in parties):
        return True
    for party in parties:
        for side in situation.parties:
            km = situation.world.tie(_id(party), side).distance_km
            if km is not None and km <= NEAR_KM:
                return True
    return False


def _id(text: str) -> ActorId:
    from goodoffices.records import ActorId

    return ActorId(text)
