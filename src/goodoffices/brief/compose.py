"""Puts a brief together: one function for each part, each sentence with its references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices import __version__
from goodoffices.brief import constants as c
from goodoffices.brief.by_feeds import evidence_of, gather_feeds, make_feed_part
from goodoffices.brief.gaps import make_gaps
from goodoffices.brief.records import Brief, MeasureRow, Sentence, Side
from goodoffices.brief.sources import number_references
from goodoffices.brief.standing import make_helpers, make_third_parties, told_warmth
from goodoffices.brief.steps import make_steps
from goodoffices.brief.timeline import make_phases, make_timeline
from goodoffices.brief.words import and_list, count, day_words, full_stop, span_words
from goodoffices.errors import InputError
from goodoffices.relations import acts_between, measures, relate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from goodoffices.brief.sources import Evidence
    from goodoffices.ledger import View
    from goodoffices.mediation import Ranking
    from goodoffices.records import ActorId
    from goodoffices.relations import DyadAct, Measure, Relation
    from goodoffices.relations.daily import Assessed
    from goodoffices.world.world import World

__all__ = ["build_brief", "make_brief"]

_N_SECTORS = 4


def make_brief(
    view: View, world: World, a: ActorId, b: ActorId, assessed: Assessed | None = None
) -> Brief:
    """Return the brief on two states as known on the day of a view.

    ``assessed`` are the daily numbers of that day (`goodoffices.relations.daily.assess`); without
    them nothing is told from feeds. ``build_brief`` does the same with a ranking at hand.
    """
    from goodoffices.mediation import rank_mediators
    from goodoffices.relations.survey import ties_with

    low, high = sorted((a, b))
    ties = ties_with(view, assessed, low, high)
    ranking = rank_mediators(view, world, low, high, feed_ties=ties)
    return build_brief(view, world, ranking, assessed)


def build_brief(
    view: View, world: World, ranking: Ranking, assessed: Assessed | None = None
) -> Brief:
    """Return the brief on the two parties of a ranking.

    Everything comes from the view, so nothing known after its day can enter. A pair of which
    nothing is known gets a brief that says so and how to add something.
    """
    low, high, as_of = ranking.low, ranking.high, view.as_of
    if low == high:
        raise InputError(f"a brief needs two different states, found {low} twice")
    events, steps = view.events(pair=(low, high)), view.measure_steps(pair=(low, high))
    relation = relate(events, steps, low, high, as_of)
    facts = gather_feeds(view, assessed, ranking, relation)
    evidence = evidence_of(view, world, events, facts)
    by_feeds = make_feed_part(facts, relation, evidence, world) if facts else None
    tones = facts.tones if facts else {}
    acts = acts_between(events, steps, low, high, as_of)
    rows = _measure_rows(measures(steps, as_of), evidence, world, as_of)
    trigger_day = next((act.day for act in acts if act.event_id == relation.trigger), None)
    known = bool(events or steps)
    has_data = known or by_feeds is not None
    since = trigger_day or (acts[0].day if acts else as_of)
    return _number(
        Brief(
            low=_side(world, low, as_of),
            high=_side(world, high, as_of),
            as_of=as_of,
            commit=view.commit,
            program=f"goodoffices {__version__}",
            has_data=has_data,
            phase=relation.phase,
            phase_title=c.PHASE_TITLES[relation.phase],
            phase_since=relation.spells[-1].since if relation.spells else None,
            warmth=told_warmth(relation.warmth),
            n_events=len(events),
            state=_state(relation, acts, rows, evidence, world),
            trigger=_trigger(relation, evidence),
            trigger_day=trigger_day,
            timeline=make_timeline(relation, events, steps, evidence),
            phases=make_phases(relation, evidence),
            measures=rows,
            helpers=make_helpers(view, world, ranking, evidence, tones) if has_data else (),
            helper_notes=ranking.notes if has_data else (),
            third_parties=make_third_parties(world, ranking, evidence) if has_data else (),
            steps=make_steps(acts, rows, since, evidence, world, (low, high)) if known else (),
            costs=_costs(rows),
            gaps=make_gaps(relation, events, rows, ranking, evidence, by_feeds),
            references=(),
            by_feeds=by_feeds,
        ),
        evidence,
        view,
    )


def _side(world: World, actor: ActorId, day: dt.date) -> Side:
    return Side(id=actor, name=world.name(actor, day, style="short"))


def _measure_rows(
    found: Iterable[Measure], evidence: Evidence, world: World, as_of: dt.date
) -> tuple[MeasureRow, ...]:
    rows = []
    for measure in found:
        what = evidence.sentence(full_stop(measure.what), measure.event_ids)
        if what is None:
            continue
        rows.append(
            MeasureRow(
                measure_id=measure.measure_id,
                sender=_side(world, measure.sender, as_of),
                target=_side(world, measure.target, as_of),
                instrument=measure.instrument,
                sector=measure.sector,
                what=what,
                imposed=measure.imposed,
                eased=measure.eased,
                ended=measure.ended,
                ends_on=measure.ends_on,
                status=measure.status,
            )
        )
    return tuple(rows)


def _state(
    relation: Relation,
    acts: Sequence[DyadAct],
    rows: Sequence[MeasureRow],
    evidence: Evidence,
    world: World,
) -> tuple[Sentence, ...]:
    """Return the state of the relation in a few sentences: phase, origin, latest act, measures."""
    if not relation.spells:
        return ()
    pair = and_list(
        [world.name(side, relation.as_of, style="short") for side in (relation.low, relation.high)]
    )
    now = relation.spells[-1]
    phase = c.PHASE_SENTENCES[now.phase].format(pair=pair)
    since = f"since {day_words(now.since)} ({span_words((relation.as_of - now.since).days)})"
    found = [
        evidence.sentence(f"{phase} {since}.", now.opened_by[: c.MAX_REFS_PER_PHASE]),
        _origin(relation, acts, evidence),
        _latest(relation, acts, evidence),
        _in_force(rows, evidence),
    ]
    return tuple(sentence for sentence in found if sentence is not None)


def _origin(relation: Relation, acts: Sequence[DyadAct], evidence: Evidence) -> Sentence | None:
    opened = next((act for act in acts if act.event_id == relation.trigger), None)
    event = evidence.event(opened.event_id) if opened is not None else None
    if opened is None or event is None:
        return None
    text = f"The rift opened on {day_words(opened.day)}: {evidence.words(event)}"
    return evidence.sentence(text, [event.id])


def _latest(relation: Relation, acts: Sequence[DyadAct], evidence: Evidence) -> Sentence | None:
    """Return the latest act that counts, the weightiest of its day."""
    telling = [
        act
        for act in acts
        if (act.hostile or act.conciliatory) and act.event_id != relation.trigger
    ]
    if not telling:
        return None
    last = max(telling, key=lambda act: (act.day, max(act.hostile, act.conciliatory), act.event_id))
    event = evidence.event(last.event_id)
    if event is None:
        return None
    text = f"The latest act known is of {day_words(last.day)}: {evidence.words(event)}"
    return evidence.sentence(text, [event.id])


def _in_force(rows: Sequence[MeasureRow], evidence: Evidence) -> Sentence | None:
    bound = [row for row in rows if row.status in ("in_force", "eased")]
    ended = [row for row in rows if row.status == "ended"]
    if not bound and not ended:
        return None
    eased = sum(1 for row in bound if row.status == "eased")
    words = f"{count(len(bound), 'measure')} between the two {'is' if len(bound) == 1 else 'are'}"
    text = f"{words} in force" + (f", of which {eased} eased" if eased else "")
    text += f"; {len(ended)} ended." if ended else "."
    return evidence.sentence(text, [ref for row in [*bound, *ended] for ref in row.what.refs])


def _trigger(relation: Relation, evidence: Evidence) -> Sentence | None:
    event = evidence.event(relation.trigger) if relation.trigger else None
    return evidence.sentence(evidence.words(event), [event.id]) if event is not None else None


def _costs(rows: Sequence[MeasureRow]) -> tuple[Sentence, ...]:
    """Return what the measures in force touch, by who set them; their price is a gap."""
    found = []
    senders = {(row.sender.name, row.target.name) for row in rows}
    for sender, target in sorted(senders):
        bound = [
            row
            for row in rows
            if (row.sender.name, row.target.name) == (sender, target)
            and row.status in ("in_force", "eased")
        ]
        if not bound:
            continue
        sectors = list(dict.fromkeys(row.sector for row in bound if row.sector))
        shown = and_list(sectors[:_N_SECTORS]) or "no sector told"
        more = f" and {len(sectors) - _N_SECTORS} more" if len(sectors) > _N_SECTORS else ""
        verb = "touches" if len(bound) == 1 else "touch"
        text = f"{count(len(bound), 'measure')} of {sender} on {target} {verb} {shown}{more}."
        refs = tuple(dict.fromkeys(ref for row in bound for ref in row.what.refs))
        found.append(Sentence(text=text, refs=refs))
    return tuple(found)


def _number(brief: Brief, evidence: Evidence, view: View) -> Brief:
    """Return the brief with its list of sources, numbered as a reader meets them."""
    from dataclasses import replace

    return replace(brief, references=number_references(evidence, view, sentences_of(brief)))


def sentences_of(brief: Brief) -> Iterable[Sentence]:
    """Return every sentence of a brief in reading order: first page first."""
    yield from brief.state
    if brief.by_feeds is not None:
        yield from brief.by_feeds.state
    if brief.trigger is not None:
        yield brief.trigger
    yield from (row.what for row in brief.timeline if row.is_key)
    yield from (step.what for step in brief.steps if step.what is not None)
    yield from (row.what for row in brief.measures)
    yield from brief.costs
    for helper in brief.helpers:
        if helper.named_in is not None:
            yield helper.named_in
        yield from (*helper.reasons_for, *helper.reasons_against)
    yield from brief.third_parties
    if brief.by_feeds is not None:
        yield from (*brief.by_feeds.friends, *brief.by_feeds.unmet)
        yield from (band.why for band in brief.by_feeds.phases)
    yield from (band.why for band in brief.phases)
    yield from (row.what for row in brief.timeline if not row.is_key)
