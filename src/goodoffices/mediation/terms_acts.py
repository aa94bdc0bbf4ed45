"""Terms of the score that rest on events, statements and the record of mediations."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices import ontology, relations
from goodoffices.mediation.bearing import without_bare_blows
from goodoffices.mediation.constants import (
    GOLDSTEIN_SPAN,
    HOSTILE_GROUPS,
    NEAR_KM,
    NO_BLOW_CODES,
    PHASE_WORDS,
    PHASES_AT_ODDS,
    RECORD_SCALE,
    RECORD_SCALE_NEAR,
    STANDING_KINDS,
    TIE_KINDS,
)
from goodoffices.mediation.involvement import is_sure
from goodoffices.mediation.weights import known, unknown
from goodoffices.mediation.wording import and_list, day_words, sentence, when_words
from goodoffices.relations.acts import act_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.record import PastMediation
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import Actor, ActorId, Event, Statement

__all__ = ["own_rift_term", "record_terms", "said_terms", "side_term", "warmth_terms"]

HAPPENED = frozenset({"actual", "historical"})
N_EPISODES = 2
"""Earlier mediations named in a reason; its evidence holds them all."""


def warmth_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return warmth to the colder side and the gap between both.

    With one side known, the colder side can be no warmer than that: a cold one counts as it is,
    a warm one only narrows the range.
    """
    events = situation.seen_of(actor).events
    both = [relations.warmth(events, actor, party, situation.as_of) for party in situation.parties]
    told = [one.value for one in both]
    evidence = tuple(dict.fromkeys(event for one in both for event in one.event_ids))
    words = _warmth_words(situation, actor, told)
    if told[0] is not None and told[1] is not None:
        least, gap = min(told[0], told[1]), abs(told[0] - told[1])
        apart = f"the warmth of {situation.the(actor)} to the two sides differs by {gap:.1f} points"
        return [
            known("warmth_low", least, least / GOLDSTEIN_SPAN, words, evidence),
            known("warmth_gap", gap, gap / (2 * GOLDSTEIN_SPAN), sentence(apart), evidence),
        ]
    one = next((value for value in told if value is not None), None)
    if one is None:
        return [unknown("warmth_low", words), unknown("warmth_gap", words)]
    gap_term = unknown("warmth_gap", words, evidence)
    if one < 0:
        return [known("warmth_low", one, one / GOLDSTEIN_SPAN, words, evidence), gap_term]
    return [unknown("warmth_low", words, evidence, high=one / GOLDSTEIN_SPAN), gap_term]


def _warmth_words(situation: Situation, actor: ActorId, told: list[float | None]) -> str:
    name = situation.the(actor)
    both = list(zip(situation.parties, told, strict=True))
    seen = [f"{value:+.1f} to {situation.the(side)}" for side, value in both if value is not None]
    silent = [situation.the(side) for side, value in both if value is None]
    if not seen:
        return sentence(f"no event tells how {name} stands with either side")
    but = f", and not known to {silent[0]}" if silent else ""
    return sentence(f"by events the warmth of {name} is {and_list(seen)}{but}, from -9 to +9")


def side_term(situation: Situation, actor: ActorId) -> Term:
    """Return whether the candidate put measures on a side, or acted against it, in this rift.

    What a program read in one text only is told, but leaves the term unknown.
    """
    seen, name = situation.seen_of(actor), situation.the(actor)
    since = day_words(situation.since)
    borne_out = without_bare_blows(seen.events)
    hostile = [blow for event in borne_out for blow in _blows(situation, event, actor)]
    hostile += _blows_of_steps(situation, actor)
    if hostile:
        return _took_side(situation, name, hostile)
    bare = [blow for event in seen.events for blow in _blows(situation, event, actor)]
    if bare:
        worst = max(bare, key=lambda blow: (blow.worth, blow.event_id))
        side = situation.the(worst.party)
        told = f"one text, as read, has {name} act against {side} {worst.words}, no other does"
        evidence = tuple(dict.fromkeys(blow.event_id for blow in bare))
        return unknown("took_side", sentence(told), evidence, high=worst.worth)
    contacts = tuple(event.id for event in seen.events if _is_towards(situation, event, actor))
    if contacts:
        told = f"no act of {name} against a side is known since {since}"
        return known("took_side", 0.0, 0.0, sentence(told), contacts)
    return unknown("took_side", sentence(f"no act of {name} towards a side is known since {since}"))


def _took_side(situation: Situation, name: str, hostile: list[_Blow]) -> Term:
    worst = max(hostile, key=lambda blow: (blow.worth, blow.event_id))
    evidence = tuple(dict.fromkeys((worst.event_id, *(blow.event_id for blow in hostile))))
    told = f"{name} acted against {situation.the(worst.party)} {worst.words}"
    return known("took_side", worst.worth, worst.worth, sentence(told), evidence)


def _blows_of_steps(situation: Situation, actor: ActorId) -> list[_Blow]:
    return [
        _Blow(
            worth=1.0,
            event_id=step.event_id,
            party=step.target,
            words=f"on {day_words(step.day)} ({step.what.rstrip('.')})",
        )
        for step in situation.seen_of(actor).steps
        if step.sender == actor
        and step.day >= situation.since
        and step.step in {"imposed", "tightened"}
    ]


def own_rift_term(situation: Situation, actor: ActorId) -> Term:
    """Return whether the candidate is itself at odds with a side, by the phase between the two."""
    seen, name = situation.seen_of(actor), situation.the(actor)
    events = without_bare_blows(seen.events)
    found = []
    for party in situation.parties:
        relation = relations.relate(events, seen.steps, actor, party, situation.as_of)
        worth = PHASES_AT_ODDS.get(relation.phase, 0.0)
        if relation.spells:
            found.append((worth, party, relation.spells[-1]))
    if not found:
        told = f"no event tells whether {name} is at odds with a side"
        return unknown("own_rift", sentence(told))
    worth, party, spell = max(found, key=lambda row: (row[0], row[1]))
    evidence = tuple(dict.fromkeys(ref for row in found for ref in row[2].opened_by))
    if not worth:
        told = f"{name} is at odds with neither side, as far as events tell"
        return known("own_rift", 0.0, 0.0, sentence(told), evidence)
    phase = PHASE_WORDS[spell.phase]
    told = f"{name} and {situation.the(party)} have been {phase} since {day_words(spell.since)}"
    return known("own_rift", worth, worth, sentence(told), spell.opened_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blow:
    """A hostile act of a third party against a side."""

    worth: float
    event_id: str
    party: ActorId
    words: str


def _blows(situation: Situation, event: Event, actor: ActorId) -> list[_Blow]:
    worth = HOSTILE_GROUPS.get(ontology.act(event.code).group, 0.0)
    if (
        not worth
        or event.code in NO_BLOW_CODES
        or not is_sure(event)
        or not _is_towards(situation, event, actor)
    ):
        return []
    what = ontology.act(event.code).name.lower() if event.quote else event.what.rstrip(".")
    words = f"{when_words(event)} ({what})"
    return [
        _Blow(worth=worth, event_id=event.id, party=party, words=words)
        for party in situation.parties
        if _acted_on(event, actor, party)
    ]


def _is_towards(situation: Situation, event: Event, actor: ActorId) -> bool:
    """Tell whether an event of this rift is an act of the candidate towards a side."""
    if event.modality not in HAPPENED:
        return False
    day = act_day(event)
    is_now = day is not None and day >= situation.since
    return is_now and any(_acted_on(event, actor, party) for party in situation.parties)


def _acted_on(event: Event, actor: ActorId, party: ActorId) -> bool:
    sources = {one.id for one in event.source}
    targets = {one.id for one in event.target}
    if event.is_reciprocal and {actor, party} <= sources | targets:
        return True
    return actor in sources and party in targets


def said_terms(situation: Situation, actor: ActorId) -> list[Term]:
    """Return what sources say of the candidate's ties to the sides and of its standing."""
    name, statements = situation.the(actor), situation.seen_of(actor).statements
    by_party = {
        party: [row for row in statements if row.kind in TIE_KINDS and _joins(row, actor, party)]
        for party in situation.parties
    }
    standing = [
        row for row in statements if row.kind in STANDING_KINDS and _has(row.subject, actor)
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
