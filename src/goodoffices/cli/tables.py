"""Answers as text for people: one function for each kind of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from goodoffices.ledger import LoadOutcome
    from goodoffices.mediation import Ranking
    from goodoffices.reading import Reading
    from goodoffices.records import Event
    from goodoffices.relations import Measure, Relation
    from goodoffices.world import World

__all__ = [
    "outcome_lines",
    "print_candidate",
    "print_ranking",
    "print_reading",
    "print_relation",
    "print_resolution",
    "status_lines",
]


def status_lines(status: Any) -> list[str]:
    """Return what a store holds, a fact a line."""
    import msgspec

    facts = msgspec.to_builtins(status)
    return [f"{name.replace('_', ' '):<16} {_plain(value)}" for name, value in facts.items()]


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


def print_resolution(world: World, name: str, day: dt.date, found: Any) -> None:
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
    names = " and ".join(world.name(side, day) for side in (found.low, found.high))
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
    names = " and ".join(world.name(side, ranking.as_of) for side in (ranking.low, ranking.high))
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


def print_reading(name: str, reading: Reading) -> None:
    """Print what would be found in a text."""
    click.echo(f"{name}: {len(reading.events)} events, {len(reading.statements)} statements")
    for event in reading.events:
        left = "+".join(actor.id or "?" for actor in event.source) or "?"
        right = "+".join(actor.id or "?" for actor in event.target) or "?"
        arrow = "<->" if event.is_reciprocal else "->"
        when = event.start or "no date"
        click.echo(f"  {when} {left} {arrow} {right} {event.code} {event.modality}: {event.what}")
        click.echo(f"      {event.quote}")
    for statement in reading.statements:
        click.echo(f"  {statement.kind}: {statement.what}")


def _plain(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(_plain(inner) for inner in value) or "none"
    return str(value)
