"""The network of states and one state among others, as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.brief.cold_figure import network_words
from goodoffices.brief.gauge_figure import MEASURES, measured_words, trend_words
from goodoffices.brief.network_page import N_STRAINED, measures_words
from goodoffices.brief.state_page import rank_words
from goodoffices.brief.words import doubt_words, signed, tie_words
from goodoffices.cli.monitor import report_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from goodoffices.relations.alignment import RankedState
    from goodoffices.relations.daily import CitedReport
    from goodoffices.relations.network import Tie
    from goodoffices.relations.survey import Between, Friend, NetworkSurvey, StateSurvey
    from goodoffices.world import World

__all__ = ["print_between", "print_network", "print_ranked_states", "print_state"]

_N_ENDS = 10
"""Ties printed at each end; --json holds all."""
_N_ROWS = 15
"""Rows printed of each list; --json holds all."""
_N_REPORTS = 2
_DESCRIBES = "All of this describes reports of feeds: no forecast, and no verdict on anybody."


def print_network(world: World, made: NetworkSurvey) -> None:
    """Print the measures of the network, its cold ties and the states under most strain."""
    click.echo(f"The network of states on {made.as_of}, as feeds tell it")
    click.echo(f"  {network_words(made)}")
    for words in measures_words(made):
        click.echo(f"  {words}")
    if made.two_camps is not None:
        smaller = min(made.two_camps.camps, key=len)
        click.echo(f"  The smaller camp: {_names(world, smaller, made.as_of) or 'empty'}")
    strained = sorted((value, one) for one, value in made.walks.by_actor if value is not None)
    if strained:
        told = ", ".join(
            f"{_name(world, one, made.as_of)} {value:.2f}" for value, one in strained[:N_STRAINED]
        )
        click.echo(f"  Least balance around (by closed walks): {told}")
    rest = f", the first {_N_ROWS} shown" if len(made.cold) > _N_ROWS else ""
    click.echo(f"Cold ties and the friends of both sides: {len(made.cold)}{rest}")
    for row in made.cold[:_N_ROWS]:
        pair = " - ".join(_name(world, one, made.as_of) for one in (row.tie.low, row.tie.high))
        friends = _names(world, row.friends, made.as_of) or "none known"
        click.echo(f"  {pair}: tone {tie_words(row.tie)}; {friends}")
    click.echo(_DESCRIBES)


def print_between(world: World, found: Between, made: NetworkSurvey) -> None:
    """Print who is tied to both of two states, each tie with its reports."""
    day = found.as_of
    reports = {one.id: one for one in found.reports}
    low, high = (_name(world, one, day) for one in (found.low, found.high))
    phase = found.phase.replace("_", " ")
    click.echo(f"{low} and {high} in the network of states on {day}, as feeds tell it: {phase}")
    if found.tie is None:
        click.echo("  Tone between the two: not known, no act of theirs was reported")
    else:
        doubt = doubt_words(found.tie, is_sure=found.is_sure)
        sure = f"; {doubt}" if doubt else ""
        click.echo(f"  Tone between the two: {tie_words(found.tie)}, {_acts(found.tie)}{sure}")
        _print_reports(world, found.tie, reports)
    for words, rows in (
        (f"Friends of both sides (warm with {low} and with {high})", found.friends),
        ("Warm with one side, cold with the other", found.split),
    ):
        rest = f", the first {_N_ROWS} shown" if len(rows) > _N_ROWS else ""
        click.echo(f"{words}: {len(rows) or 'none known'}{rest}")
        for row in rows[:_N_ROWS]:
            _print_friend(world, row, (low, high), reports, day)
    click.echo(
        f"{found.n_one_side} more states have a sure tie to one of the two only; their tie to the "
        f"other is not surely warm or cold. In the network are {network_words(made)}."
    )
    click.echo(_DESCRIBES)


def _print_friend(
    world: World,
    row: Friend,
    sides: tuple[str, str],
    reports: Mapping[str, CitedReport],
    day: dt.date,
) -> None:
    click.echo(f"  {_name(world, row.actor, day)}")
    for name, tie in zip(sides, (row.to_low, row.to_high), strict=True):
        click.echo(f"    with {name}: tone {tie_words(tie)}, {_acts(tie)}")
        _print_reports(world, tie, reports)


def _print_reports(world: World, tie: Tie, reports: Mapping[str, CitedReport]) -> None:
    for one in tie.event_ids[:_N_REPORTS]:
        if one in reports:
            click.echo(f"      {report_line(world, reports[one])}")


def print_state(world: World, made: StateSurvey) -> None:
    """Print a state's ties, phases, alignment and the rifts it has ties with both sides of."""
    click.echo(f"{_name(world, made.state, made.as_of)} on {made.as_of}, as feeds tell it")
    _print_ties(world, made)
    _print_phases(world, made)
    click.echo("Alignment, from 0 to 1")
    for name, _ in MEASURES:
        found = getattr(made.alignment, name)
        trend = "" if found.value is None else f", {trend_words(found)}"
        click.echo(f"  {name:<11} {measured_words(found)}{trend}")
    click.echo(f"  {rank_words(made)}")
    poles = ", ".join(f"{one.pole} {signed(one.tone)}" for one in made.alignment.poles)
    click.echo(f"  Tone with the poles: {poles}")
    rows = made.alignment.bridged
    rest = f", the first {_N_ROWS} shown" if len(rows) > _N_ROWS else ""
    click.echo(
        f"Rifts of others in which it has a tie with both sides: {len(rows)} of "
        f"{made.alignment.n_rifts}{rest}"
    )
    for row in rows[:_N_ROWS]:
        pair = " - ".join(_name(world, one, made.as_of) for one in (row.rift.low, row.rift.high))
        click.echo(
            f"  {pair} since {row.rift.since}: tones {tie_words(row.to_low)} and "
            f"{tie_words(row.to_high)}; probability of warm with both {row.probability:.2f}"
        )
    click.echo(_DESCRIBES)


def print_ranked_states(world: World, ranked: Sequence[RankedState], day: dt.date) -> None:
    """Print states by bridging, and how many have no rank."""
    known = [one for one in ranked if one.rank is not None]
    click.echo(f"States by bridging on {day}: warm with both sides of others' rifts")
    for one in known:
        bridging = measured_words(one.alignment.bridging)
        click.echo(
            f"{one.rank:>4}. {_name(world, one.alignment.state, day):<28} {bridging}, ties with "
            f"both sides of {len(one.alignment.bridged)} of {one.alignment.n_rifts} rifts"
        )
    click.echo(f"Not known for {len(ranked) - len(known)} more states. {_DESCRIBES}")


def _print_ties(world: World, made: StateSurvey) -> None:
    faint = f"; {made.n_faint} more have faded to less than one act" if made.n_faint else ""
    click.echo(f"Ties from warm to cold: {len(made.ties)}{faint}")
    n_left = len(made.ties) - 2 * _N_ENDS
    shown: Sequence[Tie | None] = (
        (*made.ties[:_N_ENDS], None, *made.ties[-_N_ENDS:]) if n_left > 0 else made.ties
    )
    for tie in shown:
        if tie is None:
            click.echo(f"  ... {n_left} between, see --json")
            continue
        other = tie.low if tie.high == made.state else tie.high
        doubt = doubt_words(tie)
        name = _name(world, other, made.as_of)
        click.echo(f"  {name:<24} {tie_words(tie)}, {_acts(tie)}{f', {doubt}' if doubt else ''}")


def _print_phases(world: World, made: StateSurvey) -> None:
    reports = {one.id: one for one in made.reports}
    rest = f", the newest {_N_ROWS} shown" if len(made.phases) > _N_ROWS else ""
    click.echo(f"Relations that are not calm: {len(made.phases)}{rest}")
    for one in made.phases[:_N_ROWS]:
        name = _name(world, one.other, made.as_of)
        click.echo(f"  {name:<24} {one.phase.replace('_', ' ')} since {one.since}: {one.why}")
        for ref in one.cited:
            if ref in reports:
                click.echo(f"      {report_line(world, reports[ref])}")


def _name(world: World, actor: str, day: dt.date) -> str:
    return world.name(actor, day, style="short")


def _names(world: World, actors: Sequence[str], day: dt.date) -> str:
    return ", ".join(_name(world, one, day) for one in actors)


def _acts(tie: Tie) -> str:
    return f"{tie.n_events:.1f} acts"
