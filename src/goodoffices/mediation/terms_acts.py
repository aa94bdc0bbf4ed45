"""Terms of the score that rest on events: warmth, a side taken, a quarrel of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices import ontology, relations
from goodoffices.mediation.bearing import without_bare_blows
from goodoffices.mediation.constants import (
    GOLDSTEIN_SPAN,
    HOSTILE_GROUPS,
    NO_BLOW_CODES,
    PHASE_WORDS,
    PHASES_AT_ODDS,
)
from goodoffices.mediation.involvement import is_sure
from goodoffices.mediation.weights import known, unknown
from goodoffices.mediation.wording import and_list, day_words, sentence, when_words
from goodoffices.relations.acts import act_day

if TYPE_CHECKING:
    from goodoffices.mediation.candidates import Term
    from goodoffices.mediation.situation import Situation
    from goodoffices.records import ActorId, Event

__all__ = ["own_rift_term", "side_term", "warmth_terms"]

HAPPENED = frozenset({"actual", "historical"})


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
