"""Answers as text for people: one function for each kind of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from goodoffices.ledger import FeedStatus, LoadOutcome, StoreStatus
    from goodoffices.mediation import Ranking
    from goodoffices.records import Event
    from goodoffices.relations import Measure, Relation
    from goodoffices.world import Resolution, World

__all__ = [
    "outcome_lines",
    "print_candidate",
    "print_ranking",
    "print_relation",
    "print_resolution",
    "status_lines",
]


def status_lines(status: StoreStatus, now: dt.datetime) -> list[str]:
    """Return what a store holds, a fact a line; a feed that stopped is called stale."""
    rows = [
        ("store", f"{status.path} (format {status.format}, commit {status.commit})"),
        ("size on disk", f"{status.size_bytes / 1e6:.1f} MB"),
        ("last load", status.last_loaded_at or "nothing loaded yet"),
        ("documents", f"{status.n_documents:,}"),
        ("events", f"{status.n_events:,}{_days(status)}"),
        ("statements", f"{status.n_statements:,}"),
        ("steps of measures", f"{status.n_measures:,}"),
        ("reports of feeds", f"{status.n_reports:,}"),
    ]
    rows += [(f"feed {feed.feed}", _held(feed, now)) for feed in status.feeds]
    return [f"{name:<18} {value}" for name, value in rows]


def _held(feed: FeedStatus, now: dt.datetime) -> str:
    last = f"last on {feed.last_loaded_at}"
    if feed.n_reports or feed.n_slots_missing:
        newest = feed.newest_at or "not known"
        stale = f"; stale: newest content {newest}" if feed.is_stale(now) else ""
        return (
            f"{feed.n_slots:,} slots, {feed.n_reports:,} reports, {feed.n_rejected:,} rows set "
            f"aside, {feed.n_slots_missing:,} slots missing, {last}{stale}"
        )
    return f"{feed.n_slots:,} loads, {feed.n_events:,} events, {last}"


def _days(status: StoreStatus) -> str:
    if status.first_event_day is None:
        return ""
    return f", {status.first_event_day} to {status.last_event_day}"


def outcome_lines(outcomes: Sequence[LoadOutcome]) -> tuple[list[str], int]:
    """Return a line for each item that was loaded, and how many failed."""
    lines: list[str] = []
    n_failed = 0
    for outcome in outcomes:
        if outcome.result is None:
            n_failed += 1
            lines.append(f"failed     {outcome.problem}")
            continue
        counts = ", ".join(f"{n} {table}" for table, n in outcome.result.counts.items() if n)
        lines.append(f"{outcome.result.status:<10} {outcome.item}: {counts or 'nothing found'}")
    return lines, n_failed


def print_resolution(world: World, name: str, day: dt.date, found: Resolution) -> None:
    """Print whom a name stands for at a date."""
    click.echo(f"{name!r} on {day}: {found.kind}. {found.why}".rstrip())
    for referent in found.candidates:
        person = f", {referent.person}" if referent.person else ""
        actor = referent.actor
        where = f"{actor.id} {world.name(actor.id, day)}" if actor.id else "no state"
        click.echo(f"  {where} ({referent.form}{person}) {actor.role}".rstrip())


def print_relation(
    world: World, found: Relation, measures: Sequence[Measure], events: Mapping[str, Event]
) -> None:
    """Print the phases of a pair, what opened each, and the measures."""
    day = found.as_of
    names = " and ".join(world.name(side, day, style="short") for side in (found.low, found.high))
    click.echo(f"{names} as of {day}: {found.phase.replace('_', ' ')}")
    if not found.spells:
        click.echo("Nothing is known between them: load a case or read texts that name both.")
    for spell in found.spells:
        until = f"to {spell.until}" if spell.until else "still"
        click.echo(f"  {spell.since} {until:<13} {spell.phase.replace('_', ' '):<12} {spell.why}")
        for event_id in spell.opened_by[:3]:
            if event_id in events:
                click.echo(f"      [{event_id}] {events[event_id].what}")
    warmth = found.warmth.value
    told = "not known" if warmth is None else f"{warmth:+.1f} of ±9, {found.warmth.n_events} acts"
    click.echo(f"Warmth: {told}")
    for measure in measures:
        status = measure.status.replace("_", " ")
        click.echo(f"  {status:<9} since {measure.imposed}: {measure.what} [{measure.measure_id}]")


def print_ranking(world: World, ranking: Ranking, top: int) -> None:
    """Print the first candidates with their main reasons."""
    sides = (ranking.low, ranking.high)
    names = " and ".join(world.name(side, ranking.as_of, style="short") for side in sides)
    click.echo(f"Who has the standing to help {names}, as of {ranking.as_of}")
    for candidate in ranking.candidates[:top]:
        mark = f" ({candidate.involvement} in this rift)" if candidate.involvement else ""
        click.echo(
            f"{candidate.rank:>3}. {candidate.name}{mark}  score {candidate.score:+.2f}, "
            f"could be {candidate.worst:+.2f} to {candidate.best:+.2f}"
        )
        for reason in candidate.reasons_for[:2]:
            click.echo(f"       + {reason.sentence}")
        for reason in candidate.reasons_against[:1]:
            click.echo(f"       - {reason.sentence}")
    for note in ranking.notes:
        click.echo(note)


def print_candidate(ranking: Ranking, actor: str) -> None:
    """Print every term of one candidate."""
    candidate = ranking.candidate(actor)
    if candidate is None:
        return
    click.echo(f"{candidate.name}: rank {candidate.rank}, score {candidate.score:+.2f}")
    for term in candidate.terms:
        value = "not known" if term.value is None else f"{term.value:g} {term.unit}"
        click.echo(f"  {term.contribution:+.2f} = {term.weight:g} x {term.feature} ({value})")
        click.echo(f"        {term.sentence} {' '.join(term.evidence)}".rstrip())
