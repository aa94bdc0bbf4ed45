"""Who has the standing to help, as the ranking and the events say; never a verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.brief import constants as c
from goodoffices.brief.records import Helper, Sentence
from goodoffices.brief.words import count, full_stop, when_words
from goodoffices.relations import warmth

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodoffices.brief.sources import Evidence
    from goodoffices.ledger import View
    from goodoffices.mediation import Candidate, Ranking, Reason
    from goodoffices.records import ActorId, Event
    from goodoffices.relations import Warmth
    from goodoffices.world.world import World

__all__ = ["make_helpers", "make_third_parties", "told_warmth"]

_INVOLVEMENT = {
    "mediated": "worked between the two",
    "accepted": "was accepted as a mediator",
    "asked": "was asked to help",
    "offered": "offered to help",
    "refused": "was turned down",
}


def make_helpers(
    view: View,
    world: World,
    ranking: Ranking,
    evidence: Evidence,
    tones: Mapping[tuple[str, str], float],
) -> tuple[Helper, ...]:
    """Return the first third parties of a ranking and all that events name, by rank.

    ``tones`` are those of pairs by feeds, (low, high).
    """
    chosen = [
        candidate
        for candidate in ranking.candidates
        if candidate.rank <= c.N_HELPERS or candidate.is_named_mediator
    ]
    return tuple(
        replace(
            _helper(view, world, ranking, candidate, evidence),
            tone_with_low=_tone(tones, candidate.actor, ranking.low),
            tone_with_high=_tone(tones, candidate.actor, ranking.high),
        )
        for candidate in chosen
    )


def _tone(tones: Mapping[tuple[str, str], float], actor: str, side: str) -> float | None:
    return tones.get((min(actor, side), max(actor, side)))


def make_third_parties(world: World, ranking: Ranking, evidence: Evidence) -> tuple[Sentence, ...]:
    """Return a sentence on each third party that is at work, by rank."""
    found = (
        _at_work(candidate, world.name(candidate.actor, ranking.as_of, style="short"), evidence)
        for candidate in ranking.candidates
        if candidate.involvement is not None
    )
    return tuple(sentence for sentence in found if sentence is not None)


def _helper(
    view: View, world: World, ranking: Ranking, candidate: Candidate, evidence: Evidence
) -> Helper:
    name = world.name(candidate.actor, view.as_of, style="short")
    low = _warmth(view, candidate.actor, ranking.low)
    high = _warmth(view, candidate.actor, ranking.high)
    part = _at_work(candidate, name, evidence)
    return Helper(
        actor=candidate.actor,
        name=name,
        rank=candidate.rank,
        n_ranked=len(ranking.candidates),
        score=candidate.score,
        worst=candidate.worst,
        best=candidate.best,
        warmth_low=low,
        warmth_high=high,
        is_named_mediator=candidate.is_named_mediator,
        involvement=_INVOLVEMENT.get(candidate.involvement or "", ""),
        named_in=part,
        reasons_for=_reasons(candidate.reasons_for, evidence, is_part_told=bool(part)),
        reasons_against=_reasons(candidate.reasons_against, evidence, is_part_told=bool(part)),
        unknown=tuple(dict.fromkeys(candidate.unknown)),
    )


def _warmth(view: View, actor: ActorId, side: ActorId) -> float | None:
    return told_warmth(warmth(view.events(pair=(actor, side)), actor, side, view.as_of))


def told_warmth(found: Warmth) -> float | None:
    """Return a warmth that rests on enough recent acts, else None: old news is not neutral."""
    return found.value if found.weight >= c.MIN_WARMTH_WEIGHT else None


def _reasons(
    reasons: Iterable[Reason], evidence: Evidence, *, is_part_told: bool
) -> tuple[Sentence, ...]:
    """Return the first reasons; the part in this rift is left out when it is told already."""
    found = (
        evidence.sentence(full_stop(one.sentence), one.evidence)
        for one in reasons
        if not (is_part_told and one.feature == "consent")
    )
    return tuple(sentence for sentence in found if sentence is not None)[: c.N_REASONS]


def _at_work(candidate: Candidate, name: str, evidence: Evidence) -> Sentence | None:
    """Return what a third party did in this rift: how often, and the last act in words."""
    events = [found for ref in candidate.named_in if (found := evidence.event(ref)) is not None]
    if not events or candidate.involvement is None:
        return None
    events.sort(key=_day_order)
    last = max(events, key=lambda event: (not event.quote, _day_order(event)))
    others = f" ({count(len(events), 'act')} known)" if len(events) > 1 else ""
    lead = f"{name} {_INVOLVEMENT[candidate.involvement]}{others}"
    text = f"{lead}. {when_words(last)}: {evidence.words(last)}"
    return evidence.sentence(full_stop(text), [event.id for event in reversed(events)])


def _day_order(event: Event) -> tuple[str, str]:
    return (str(event.start or event.known_at), event.id)
