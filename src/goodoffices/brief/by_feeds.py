"""What feeds tell of two states, put beside what cases and texts tell, each with its reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.brief import constants as c
from goodoffices.brief.records import FeedPart, PhaseBand, Sentence
from goodoffices.brief.sources import Evidence
from goodoffices.brief.words import (
    and_list,
    count,
    day_words,
    first_upper,
    full_stop,
    signed,
    span_words,
    tie_words,
)
from goodoffices.relations.cooperation import loss_line, shared_challenges
from goodoffices.relations.daily import (
    cited_reports,
    find_reports,
    pair_tones,
    relate_by_feeds,
    reports_behind,
)
from goodoffices.relations.survey import sure_ties, survey_between
from goodoffices.relations.survey.constants import EVIDENCE_DAYS, KNOWN_ACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodoffices.ledger import View
    from goodoffices.mediation import Ranking
    from goodoffices.records import Event
    from goodoffices.relations import Relation
    from goodoffices.relations.cooperation import SharedChallenges, Suspension
    from goodoffices.relations.daily import Alarm, Assessed, CitedReport, FeedRelation
    from goodoffices.relations.survey import Between, Friend
    from goodoffices.world.world import World

__all__ = ["FeedFacts", "evidence_of", "gather_feeds", "make_feed_part"]

_WHOSE = {"records": "cases and texts", "feeds": "feeds"}
_ALARMS = {"rift": "hostile acts", "thaw": "conciliatory acts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """What feeds tell of a pair, and every report that a sentence may cite.

    ``tones`` are those of all pairs of which enough is known; ``feeds`` are ids of whole feeds
    (feed:NAME), behind numbers that are counted from all reports.
    """

    told: FeedRelation
    between: Between
    unmet: SharedChallenges
    alarm: tuple[Alarm, tuple[str, ...]] | None
    tones: Mapping[tuple[str, str], float]
    reports: Mapping[str, CitedReport]
    feeds: tuple[str, ...]


def gather_feeds(
    view: View, assessed: Assessed | None, ranking: Ranking, relation: Relation
) -> FeedFacts | None:
    """Return what feeds tell of the two parties of a ranking, None where they tell nothing."""
    low, high = ranking.low, ranking.high
    if assessed is None or not {low, high} <= set(assessed.state.actors):
        return None
    told = relate_by_feeds(view, assessed, low, high)
    if told.tone is None:
        return None
    between = survey_between(view, assessed, sure_ties(assessed), low, high)
    newest = told.alarms[-1] if told.alarms else None
    alarm = (newest, reports_behind(view, newest)) if newest else None
    own = [ref for spell in told.spells for ref in spell.opened_by[: c.MAX_REFS_PER_PHASE]]
    others = [
        ref
        for candidate in ranking.candidates
        if candidate.rank <= c.N_HELPERS or candidate.is_named_mediator
        for term in candidate.terms
        if term.feature == "feed_tie"
        for ref in term.evidence
    ]
    return FeedFacts(
        told=told,
        between=between,
        unmet=shared_challenges(view, low, high, relation.spells, told.spells),
        alarm=alarm,
        tones={
            pair: tone.value
            for pair, tone in pair_tones(assessed).items()
            if tone.n_acts >= KNOWN_ACTS
        },
        reports={
            **cited_reports(view, low, high, [*own, *(alarm[1] if alarm else ())]),
            **{one.id: one for one in between.reports},
            **find_reports(view, others, EVIDENCE_DAYS),
        },
        feeds=tuple(f"{c.FEED_REF}{span['feed']}" for span in view.feed_spans()),
    )


def evidence_of(
    view: View, world: World, events: Iterable[Event], facts: FeedFacts | None
) -> Evidence:
    """Return all that a brief may rest on: events, statements, sources, and reports of feeds."""
    if facts is None:
        return Evidence(view, world, events)
    return Evidence(view, world, events, facts.reports, facts.feeds)


def make_feed_part(
    facts: FeedFacts, relation: Relation, evidence: Evidence, world: World
) -> FeedPart:
    """Return the part of a brief that feeds tell."""
    told, between = facts.told, facts.between
    friends = [_friend(one, between, world) for one in between.friends[: c.N_FRIENDS]]
    return FeedPart(
        phase=told.phase,
        phase_title=c.PHASE_TITLES[told.phase],
        phase_since=told.spells[-1].since if told.phase != "unknown" else None,
        tone=told.tone.value if told.tone else None,
        tone_low=told.tone.low if told.tone else None,
        tone_high=told.tone.high if told.tone else None,
        state=_kept(evidence, _state(facts, relation)),
        phases=tuple(_phases(told, evidence)),
        friends=_kept(evidence, friends),
        n_friends=len(between.friends),
        unmet_since=facts.unmet.onset,
        unmet=_kept(evidence, _unmet(facts, world)),
        gaps=tuple(_gaps(facts)),
    )


_Told = tuple[str, tuple[str, ...]]


def _kept(evidence: Evidence, rows: list[_Told]) -> tuple[Sentence, ...]:
    found = (evidence.sentence(full_stop(text), refs) for text, refs in rows)
    return tuple(one for one in found if one is not None)


def _state(facts: FeedFacts, relation: Relation) -> list[_Told]:
    told = facts.told
    rows: list[_Told] = []
    if told.spells:
        now = told.spells[-1]
        lasted = span_words((told.as_of - now.since).days)
        since = f"{c.PHASE_TITLES[told.phase]} since {day_words(now.since)} ({lasted}). "
        text = f"{'' if told.phase == 'unknown' else since}{now.why}"
        rows.append((text, now.opened_by[: c.MAX_REFS_PER_PHASE]))
    rows.append(_tone(facts))
    if facts.alarm is not None:
        rows.append(_alarm(*facts.alarm))
    theirs = relation.spells[-1] if relation.spells else None
    if theirs is not None and told.phase not in ("unknown", theirs.phase):
        text = (
            f"Cases and texts tell of another phase, {c.PHASE_TITLES[theirs.phase].lower()} since "
            f"{day_words(theirs.since)}; neither overrides the other."
        )
        rows.append((text, theirs.opened_by[: c.MAX_REFS_PER_PHASE]))
    return rows


def _tone(facts: FeedFacts) -> _Told:
    tie = facts.between.tie
    tone = facts.told.tone
    if tie is None or tone is None:
        return ("", ())
    usual = "" if tie.usual is None else (
        f", {signed(tie.usual)} is usual between two that deal with each other as much"
    )  # fmt: skip
    text = (
        f"The tone between the two is {tie_words(tie)} of ±9 ({tie.n_events:.1f} acts, a month old "
        f"counting half); {signed(tone.past)} in their past{usual}"
    )
    return (text, tie.event_ids or facts.feeds)


def _alarm(alarm: Alarm, behind: tuple[str, ...]) -> _Told:
    ties = f"; by the table of broken ties: {alarm.ties.words}" if alarm.ties else ""
    text = (
        f"On {day_words(alarm.day)} {_ALARMS[alarm.kind]} of the two were improbable: "
        f"{alarm.seen[0]} in {alarm.window_days} days where {alarm.expected[0]:.2g} were to be "
        f"expected (alarm score {alarm.score:.1f}){ties}"
    )
    return (text, behind)


def _phases(told: FeedRelation, evidence: Evidence) -> Iterator[PhaseBand]:
    for spell in told.spells:
        why = evidence.sentence(full_stop(spell.why), spell.opened_by[: c.MAX_REFS_PER_PHASE])
        if why is not None:
            yield PhaseBand(
                phase=spell.phase,
                title=c.PHASE_TITLES[spell.phase],
                since=spell.since,
                until=spell.until,
                why=why,
            )


def _friend(one: Friend, between: Between, world: World) -> _Told:
    low, high = (
        world.name(side, between.as_of, style="short") for side in (between.low, between.high)
    )
    name = world.name(one.actor, between.as_of, style="short")
    text = f"{name}: {tie_words(one.to_low)} with {low}, {tie_words(one.to_high)} with {high}"
    return (text, (*one.to_low.event_ids[:2], *one.to_high.event_ids[:2]))


def _unmet(facts: FeedFacts, world: World) -> list[_Told]:
    found = facts.unmet
    losses = found.lost.losses if found.lost else ()
    rows = [(first_upper(loss_line(one)), facts.feeds) for one in losses if one.is_measured]
    return [*rows, *(_suspension(one, found, world) for one in found.mechanisms.suspensions)]


def _suspension(one: Suspension, found: SharedChallenges, world: World) -> _Told:
    since = f"since {day_words(one.since)}" if one.since else "since a day that is not known"
    until = f" until {day_words(one.until)}" if one.until else ""
    days = "" if one.days is None else f" ({count(one.days, 'day')})"
    who = and_list([world.name(actor, found.as_of, style="short") for actor in one.by])
    text = f"Suspended by {who} {since}{until}{days}: {one.what.rstrip('.')}"
    return (text, one.event_ids)


def _gaps(facts: FeedFacts) -> Iterator[str]:
    if facts.told.there.is_paused:
        yield (
            f"The feeds were too thin on {day_words(facts.told.as_of)}: silence in them then "
            f"means nothing."
        )
    found = facts.unmet
    if found.lost is None:
        yield f"Cooperation lost cannot be measured: {found.reason}."
    else:
        whys: dict[str, list[str]] = {}
        for loss in found.lost.losses:
            if not loss.is_measured:
                whys.setdefault(loss.reason, []).append(loss.kind)
        for reason, kinds in whys.items():
            yield f"Cooperation lost ({', '.join(kinds)}) cannot be measured: {reason}."
    between = facts.between
    if not between.friends:
        yield "No state is known from feeds to be warm with both sides."
    if between.n_one_side:
        yield (
            f"Of {count(between.n_one_side, 'state')} feeds show a tie that is surely warm or cold "
            f"with one side only."
        )
