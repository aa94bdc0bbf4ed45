"""Terms of the score that rest on what sources say and on the record of mediations."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from goodoffices.mediation.constants import (
    NEAR_KM,
    RECORD_SCALE,
    RECORD_SCALE_NEAR,
    STANDING_KINDS,
    TIE_KINDS,
)
from goodoffices.mediation.weights import known, unknown
from goodoffices.mediation.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.record import PastMediation
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import Actor, ActorId, Statement

__all__ = ["record_terms", "said_terms"]

N_EPISODES = 2
"""Earlier mediations named in a reason; its evidence holds them all."""


def said_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return what sources say of the candidate's ties to the sides and of its standing."""
    name, statements = situation.the(actor), situation.seen_of(actor).statements
    by_party = {
        party: [row for row in statements if row.kind in TIE_KINDS and _joins(row, actor, party)]
        for party in situation.parties
    }
    standing = [
        row
        for row in statements
        if row.kind in STANDING_KINDS and _has(row.subject, actor) and _bears(row, situation)
    ]
    standing.sort(key=lambda row: (row.confidence, row.known_at, row.id), reverse=True)
    ties = list({row.id: row for rows in by_party.values() for row in rows}.values())
    ties.sort(key=lambda row: (row.confidence, row.known_at, row.id), reverse=True)
    if ties:
        value = sum(_tone(rows) for rows in by_party.values()) / 2
        tie = _said("said_of_ties", value, _widest(ties, by_party.values()))
    else:
        told = f"no statement tells how {name} stands with a side"
        tie = unknown("said_of_ties", sentence(told))
    if standing:
        value = _tone(standing)
        return [tie, _said("said_of_standing", value, standing)]
    told = f"no statement speaks of the standing of {name}"
    return [tie, unknown("said_of_standing", sentence(told))]


def _widest(rows: list[Statement], by_party: Iterable[Sequence[Statement]]) -> list[Statement]:
    """Return the statements with those on both sides first."""
    named = Counter(row.id for told in by_party for row in told)
    return sorted(rows, key=lambda row: -named[row.id])


def _said(feature: str, value: float, rows: list[Statement]) -> Term:
    """Return the term of some statements, told by the one that shows best what they amount to.

    A row of the sign of their sum goes first, then one that people wrote down, then the order
    given, the surest and the newest.
    """
    place = {row.id: n for n, row in enumerate(rows)}
    told = min(
        rows,
        key=lambda row: (row.polarity * value <= 0, bool(row.quote), place[row.id]),
    )
    others = f" (one of {len(rows)} statements)" if len(rows) > 1 else ""
    what = f"a text says: “{told.quote.strip()}”" if told.quote else told.what.strip().rstrip(".")
    evidence = tuple(dict.fromkeys((told.id, *(row.id for row in rows))))
    return known(feature, value, value, sentence(f"{what}{others}"), evidence)


def _has(actors: tuple[Actor, ...], wanted: ActorId) -> bool:
    return any(actor.id == wanted for actor in actors)


def _bears(row: Statement, situation: Situation) -> bool:
    """Tell whether a quality counts here: to be neutral between two others says nothing of it."""
    if row.kind != "neutrality" or not row.object:
        return True
    return any(_has(row.object, party) for party in situation.parties)


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
    name, rows = situation.the(actor), list(situation.mediations(actor))
    near = [row for row in rows if _is_near(situation, row)]
    n, n_near = (len({row.episode for row in some}) for some in (rows, near))
    disputes = "an earlier dispute" if n == 1 else f"{n} earlier disputes"
    of_these = f"of the earlier mediations of {name} {n_near if n > 1 else 'the one'} lay"
    return [
        _count(situation, "record_all", name, rows, f"{name} helped in {disputes}"),
        _count(situation, "record_near", name, near, f"{of_these} near the two sides"),
    ]


def _count(
    situation: Situation, feature: str, name: str, rows: list[PastMediation], lead: str
) -> Term:
    is_near = feature == "record_near"
    newest = sorted(rows, key=lambda row: (row.known_at, row.episode), reverse=True)
    if not newest:
        where = " near the two sides" if is_near else ""
        told = f"the record, which is not complete, names no earlier mediation of {name}{where}"
        return unknown(feature, sentence(told))
    telling = _telling(newest)
    named = " and between ".join(
        f"{situation.the(_id(row.party_a))} and {situation.the(_id(row.party_b))} ({row.since[:4]})"
        for row in telling
    )
    n = len({row.episode for row in newest})
    as_ = "as " * (n > len(telling))
    scale = RECORD_SCALE_NEAR if is_near else RECORD_SCALE
    addresses = tuple(dict.fromkeys(row.source for row in newest))
    told = sentence(f"{lead}, {as_}between {named}")
    return known(feature, float(n), 1 - math.exp(-n / scale), told, addresses)


def _telling(newest: list[PastMediation]) -> list[PastMediation]:
    """Return the rows to name: one for each of the newest episodes, with parties not yet named."""
    chosen: dict[str, PastMediation] = {}
    for row in newest:
        pairs = {(one.party_a, one.party_b) for one in chosen.values()}
        if row.episode not in chosen and (row.party_a, row.party_b) not in pairs:
            chosen[row.episode] = row
    return list(chosen.values())[:N_EPISODES]


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
