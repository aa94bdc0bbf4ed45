"""Changes and the numbers of feeds as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodoffices.brief.words import tone_words
from goodoffices.world import load_world

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from goodoffices.relations.cooperation import SharedChallenges, Suspension
    from goodoffices.relations.daily import (
        Alarm,
        Change,
        CitedReport,
        DyadNumbers,
        FeedRelation,
    )
    from goodoffices.world import World

__all__ = ["print_changes", "print_feed_relation", "print_shared_challenges", "report_line"]

_ARROWS = {"opened": "▼", "deepened": "▼", "relapsed": "▼", "thawed": "▲", "normalised": "▲",
           "faded": "▲"}  # fmt: skip
_WORDS = {
    "opened": "opened",
    "deepened": "deepened",
    "relapsed": "relapsed",
    "thawed": "thawing",
    "normalised": "normalising",
    "faded": "quietened",
}


def print_changes(
    shown: tuple[Sequence[Change], Sequence[Change]],
    n_found: tuple[int, int],
    days: tuple[dt.date, dt.date],
    reports: Mapping[str, CitedReport],
    said: Mapping[str, str],
    *,
    has_feeds: bool,
) -> None:
    """Print the changes of each kind of evidence."""
    world, (first, day) = load_world(), days
    click.echo(f"What changed between states from {first} to {day}")
    for name, found, n in zip(("cases and texts", "feeds"), shown, n_found, strict=True):
        if name == "feeds" and not has_feeds:
            click.echo("As feeds tell it: not known, no feed is loaded")
            continue
        rest = f", the first {len(found)} shown" if len(found) < n else ""
        click.echo(f"As {name} tell it: {n:,} change{'s' * (n != 1)}{rest}")
        for change in found:
            _print_change(world, change, day, reports, said)


def _print_change(
    world: World,
    change: Change,
    day: dt.date,
    reports: Mapping[str, CitedReport],
    said: Mapping[str, str],
) -> None:
    names = " - ".join(world.name(one, day, style="short") for one in (change.low, change.high))
    phases = " to ".join(one.replace("_", " ") for one in (change.before, change.after))
    click.echo(
        f"  {_ARROWS[change.kind]} {names}: {_WORDS[change.kind]} on {change.day} ({phases})"
        f"{_numbers(change)}"
    )
    click.echo(f"      {change.why}")
    top = change.cited[0] if change.cited else ""
    if top in reports:
        click.echo(f"      {report_line(world, reports[top])}")
    elif top in said:
        click.echo(f"      [{top}] {said[top]}")


def _numbers(change: Change) -> str:
    parts = []
    if change.tone is not None:
        moved = f", {change.tone_change:+.1f} on its past" if change.tone_change is not None else ""
        parts.append(f"tone {tone_words(change.tone)}{moved}")
    if change.score:
        parts.append(f"score {change.score:.1f}")
    return f"; {', '.join(parts)}" if parts else ""


def report_line(world: World, report: CitedReport) -> str:
    """Return a report as one line."""
    sides = (world.name(one, report.day, style="short") for one in (report.source, report.target))
    told = " to ".join(sides)
    where = f" {report.url}" if report.url else ""
    return f"[{report.id}] {report.day} {told}: {report.act.lower()} (CAMEO {report.code}){where}"


def print_feed_relation(
    world: World, found: FeedRelation | None, reports: Mapping[str, CitedReport]
) -> None:
    """Print how two states stand as feeds tell it; nothing where there is no feed."""
    if found is None:
        click.echo("As feeds tell it: not known, no feed is loaded")
        return
    from goodoffices.relations.daily import CLASSES_OF

    click.echo(f"As feeds tell it: {found.phase.replace('_', ' ')}")
    for spell in found.spells:
        until = f"to {spell.until}" if spell.until else "still"
        click.echo(f"  {spell.since} {until:<13} {spell.phase.replace('_', ' '):<12} {spell.why}")
        for name in spell.opened_by[:2]:
            if name in reports:
                click.echo(f"      {report_line(world, reports[name])}")
    for numbers in (found.there, found.back):
        _print_numbers(world, numbers)
    click.echo(f"  Tone of both together: {tone_words(found.tone)} of ±9")
    for alarm in found.alarms:
        counts = ", ".join(
            f"{seen} {name} where {expected:.2g} were expected ({surprise:.1f})"
            for name, seen, expected, surprise in zip(
                CLASSES_OF[alarm.kind], alarm.seen, alarm.expected, alarm.surprises, strict=True
            )
        )
        click.echo(
            f"  {alarm.day} {alarm.kind} alarm, score {alarm.score:.1f}: {counts}, "
            f"{alarm.lesser} {CLASSES_OF[alarm.kind][0]} by the side that did fewer"
            + _mended(alarm)
            + (f"; {alarm.ties.words} (source: {alarm.ties.source})" if alarm.ties else "")
        )


def _mended(alarm: Alarm) -> str:
    """Return what a thaw has to mend, and what speaks against it."""
    if alarm.kind == "rift":
        return ""
    against = f", but hostile acts surprise too ({alarm.flare_up:.1f})" if alarm.flare_up else ""
    return f", {alarm.past_hostile:.0f} hostile before{against}"


def _print_numbers(world: World, numbers: DyadNumbers) -> None:
    names = " towards ".join(
        world.name(one, numbers.day, style="short") for one in (numbers.source, numbers.target)
    )
    click.echo(f"  {names}, {numbers.window_days} days to {numbers.day}")
    if numbers.is_paused:
        click.echo("      the feeds were too thin on this day: silence means nothing")
    for one in numbers.counts:
        surprise = "not known yet" if one.surprise is None else f"{one.surprise:.1f}"
        click.echo(
            f"      {one.name:<13} {one.seen:>4} acts, expected {one.expected:.2f} "
            f"[{one.expected_low}, {one.expected_high}], surprise {surprise}"
        )
    click.echo(f"      tone          {tone_words(numbers.tone)}")


def print_shared_challenges(world: World, found: SharedChallenges) -> None:
    """Print what two states no longer do together since their newest rift, or why not known."""
    from goodoffices.relations.cooperation import loss_line

    whose = {"records": "cases and texts", "feeds": "feeds", None: ""}[found.told_by]
    since = f" since the rift of {found.onset} ({whose} tell it)" if found.onset else ""
    click.echo(f"Shared challenges unmet{since}")
    if found.lost is None:
        click.echo(f"  cooperation lost cannot be measured: {found.reason}")
    else:
        whys: dict[str, list[str]] = {}
        for loss in found.lost.losses:
            if loss.is_measured:
                click.echo(f"  {loss_line(loss)}")
            else:
                whys.setdefault(loss.reason, []).append(loss.kind)
        for reason, kinds in whys.items():
            click.echo(f"  {', '.join(kinds)}: cannot be measured ({reason})")
    ledger = found.mechanisms
    if not ledger.suspensions:
        click.echo("  suspended mechanisms: none known from cases and texts")
        return
    click.echo(
        f"  suspended mechanisms: {len(ledger.suspensions)}, {ledger.n_open} of them open; "
        f"{ledger.mechanism_days:,} mechanism-days"
    )
    for line in ledger.suspensions:
        click.echo(f"    {_suspension(world, line, found.as_of)}")


def _suspension(world: World, line: Suspension, day: dt.date) -> str:
    since = f"{line.since}" if line.since else "start not known"
    until = "still" if line.until is None else f"to {line.until}"
    eased = ", eased" if line.is_eased else ""
    days = "days not known" if line.days is None else f"{line.days:,} days"
    who = ", ".join(world.name(one, day, style="short") for one in line.by)
    refs = " ".join(f"[{one}]" for one in line.event_ids)
    told = f"{since} {until}{eased}, {days}: {line.mechanism}, by {who}: {line.what}"
    return f"{told} {refs}".rstrip()
