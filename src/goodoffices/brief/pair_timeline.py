"""How a pair stood day by day as feeds tell it, put together for a figure and its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.brief.constants import PHASE_TITLES
from goodoffices.brief.records import PhaseBand, Sentence, Side, TimelineRow
from goodoffices.brief.timeline_figure import choose_labels
from goodoffices.brief.words import full_stop, short_day
from goodoffices.relations.cooperation import newest_rift
from goodoffices.relations.daily import cited_reports, reports_behind, tone_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from goodoffices.ledger import View
    from goodoffices.relations import Spell
    from goodoffices.relations.daily import (
        Alarm,
        Assessed,
        CitedReport,
        FeedRelation,
        PairDay,
        PairTone,
    )
    from goodoffices.world import World

__all__ = ["PairTimeline", "make_pair_timeline"]

_WEIGHTS = {"rift": 6.0, "deep_freeze": 6.0, "thaw": 5.0, "normalising": 5.0, "dispute": 3.0,
            "calm": 1.0, "unknown": 0.0}  # fmt: skip
_ALARM_WEIGHT = 2.0
_HIGHEST_SCORE = 20.0
_WORSE = frozenset({"rift", "deep_freeze", "dispute"})
_LEAD_DAYS = 60
"""Days drawn before the first act of a pair, or before a rift: longer emptiness tells no more."""
_USUAL_DAYS = 550
"""A year and a half, as long as a history that is drawn to scale in a brief."""
_SAME_DAYS = 5
"""An alarm within so many days of a change of phase for the same side tells the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTimeline:
    """A pair as feeds tell it: phases, what changed them, and the numbers of each day.

    ``rows`` are changes of phase and alarms with the report behind each; ``reports`` are those
    reports by their id.
    """

    low: Side
    high: Side
    as_of: dt.date
    commit: int
    phase: str
    tone: PairTone | None
    phases: tuple[PhaseBand, ...]
    rows: tuple[TimelineRow, ...]
    days: tuple[PairDay, ...]
    reports: Mapping[str, CitedReport]


def make_pair_timeline(
    view: View, world: World, assessed: Assessed, found: FeedRelation
) -> PairTimeline:
    """Return the timeline of a pair from what feeds tell of it."""
    days = _drawn(tone_series(view, assessed, found.low, found.high), found.spells)
    behind = [(alarm, reports_behind(view, alarm)[:1]) for alarm in found.alarms]
    ids = {one for spell in found.spells for one in spell.opened_by[:1]}
    ids |= {one for _, top in behind for one in top}
    reports = cited_reports(view, found.low, found.high, ids)
    changes = [_change_row(world, spell, reports) for spell in _told(found.spells)]
    rows = [
        row
        for row in _with_alarms(world, changes, behind, reports)
        if row.day is not None and row.day >= days[0].day
    ]
    shown = {id(row) for side in ("above", "below") for row in choose_labels(rows, side)}
    return PairTimeline(
        low=Side(id=found.low, name=world.name(found.low, view.as_of, style="short")),
        high=Side(id=found.high, name=world.name(found.high, view.as_of, style="short")),
        as_of=view.as_of,
        commit=view.commit,
        phase=found.phase,
        tone=found.tone,
        phases=tuple(_bands(found.spells, days)),
        rows=tuple(replace(row, is_key=id(row) in shown) for row in rows),
        days=days,
        reports=reports,
    )


def _drawn(days: tuple[PairDay, ...], spells: tuple[Spell, ...]) -> tuple[PairDay, ...]:
    """Return the days to draw: no long emptiness before the first act, and no long past.

    That is `_USUAL_DAYS`, or more where the newest rift began earlier.
    """
    first = next((place for place, one in enumerate(days) if one.tone is not None), 0)
    kept = days[max(0, first - _LEAD_DAYS) :]
    begin = kept[-1].day - dt.timedelta(days=_USUAL_DAYS)
    onset = newest_rift(spells)
    if onset is not None:
        begin = min(begin, onset - dt.timedelta(days=_LEAD_DAYS))
    return tuple(one for one in kept if one.day >= begin)


def _told(spells: tuple[Spell, ...]) -> tuple[Spell, ...]:
    """Return the spells whose opening is told: not a calm or unknown past that was found."""
    is_quiet = bool(spells) and spells[0].phase in ("calm", "unknown")
    return spells[1:] if is_quiet else spells


def _bands(spells: Iterable[Spell], days: tuple[PairDay, ...]) -> Iterator[PhaseBand]:
    """Yield the phases; the first one begins with the days that are drawn."""
    first = days[0].day
    for spell in spells:
        if spell.until is not None and spell.until < first:
            continue
        yield PhaseBand(
            phase=spell.phase,
            title=PHASE_TITLES[spell.phase],
            since=max(spell.since, first),
            until=spell.until,
            why=Sentence(text=spell.why, refs=spell.opened_by),
        )


def _change_row(world: World, spell: Spell, reports: Mapping[str, CitedReport]) -> TimelineRow:
    top = [reports[one] for one in spell.opened_by[:1] if one in reports]
    is_told = bool(top) and top[0].day == spell.since
    text = _report_words(world, top[0]) if is_told else full_stop(spell.why)
    return TimelineRow(
        day=spell.since,
        when=short_day(spell.since),
        what=Sentence(text=text, refs=spell.opened_by[:1]),
        tone="hostile" if spell.phase in _WORSE else "conciliatory",
        opens=spell.phase,
        weight=_WEIGHTS[spell.phase],
        is_key=True,
        is_announced=False,
    )


def _with_alarms(
    world: World,
    changes: list[TimelineRow],
    behind: Iterable[tuple[Alarm, tuple[str, ...]]],
    reports: Mapping[str, CitedReport],
) -> Iterator[TimelineRow]:
    """Yield the changes, then the alarms that none of them tells."""
    left: list[TimelineRow] = []
    for alarm, top in behind:
        tone = "hostile" if alarm.kind == "rift" else "conciliatory"
        told = next((row for row in changes if _is_same(row, alarm, tone)), None)
        if told is not None:
            changes[changes.index(told)] = replace(told, what=_alarmed(told.what, alarm))
        elif top and top[0] in reports:
            left.append(_alarm_row(world, alarm, reports[top[0]], tone))
    yield from changes
    yield from left


def _is_same(row: TimelineRow, alarm: Alarm, tone: str) -> bool:
    is_near = row.day is not None and abs((row.day - alarm.day).days) <= _SAME_DAYS
    return row.tone == tone and is_near


def _alarmed(what: Sentence, alarm: Alarm) -> Sentence:
    return Sentence(text=f"{what.text.rstrip('.')}; alarm score {alarm.score:.1f}.", refs=what.refs)


def _alarm_row(world: World, alarm: Alarm, report: CitedReport, tone: str) -> TimelineRow:
    return TimelineRow(
        day=alarm.day,
        when=short_day(alarm.day),
        what=_alarmed(Sentence(text=_report_words(world, report), refs=(report.id,)), alarm),
        tone="hostile" if tone == "hostile" else "conciliatory",
        opens=f"{alarm.kind}_alarm",
        weight=_ALARM_WEIGHT + min(alarm.score, _HIGHEST_SCORE) / _HIGHEST_SCORE,
        is_key=True,
        is_announced=False,
    )


def _report_words(world: World, report: CitedReport) -> str:
    source, target = (
        world.name(one, report.day, style="short") for one in (report.source, report.target)
    )
    return f"{source} to {target}: {report.act.lower()}."
