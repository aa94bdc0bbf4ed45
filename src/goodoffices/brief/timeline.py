"""The timeline of a brief: what happened, in order, and which rows belong on page one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.brief import constants as c
from goodoffices.brief.records import PhaseBand, TimelineRow
from goodoffices.brief.repeats import find_repeats
from goodoffices.brief.words import count, short_day, when_words
from goodoffices.relations import acts_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.brief.records import Tone
    from goodoffices.brief.sources import Evidence
    from goodoffices.records import Event, MeasureStep
    from goodoffices.relations import DyadAct, Relation, Spell

__all__ = ["make_phases", "make_timeline"]

_WEIGHT_OF_SILENCE = 90.0
"""A phase that opened without an act comes after those that an act opened."""


def make_phases(relation: Relation, evidence: Evidence) -> tuple[PhaseBand, ...]:
    """Return the phases so far, each with its reason and the events behind it."""
    bands = []
    for spell in relation.spells:
        why = evidence.sentence(_why(spell, evidence), spell.opened_by[: c.MAX_REFS_PER_PHASE])
        if why is not None:
            bands.append(
                PhaseBand(
                    phase=spell.phase,
                    title=c.PHASE_TITLES[spell.phase],
                    since=spell.since,
                    until=spell.until,
                    why=why,
                )
            )
    return tuple(bands)


def _why(spell: Spell, evidence: Evidence) -> str:
    """Return why a phase opened: the rule in words, and for acts the gravest of them.

    The rule itself names acts by their codes; a reader wants to know what was done.
    """
    rule, colon, _ = spell.why.partition(": ")
    events = [event for ref in spell.opened_by if (event := evidence.event(ref)) is not None]
    if not colon or spell.phase == "normalising" or not events:
        return spell.why
    gravest = max(
        events,
        key=lambda event: (not event.quote, abs(ontology.act(event.code).goldstein), event.id),
    )
    more = f" (and {count(len(events) - 1, 'more act')})" if len(events) > 1 else ""
    return f"{rule}: {evidence.words(gravest).rstrip('.')}{more}."


def make_timeline(
    relation: Relation,
    events: Sequence[Event],
    steps: Iterable[MeasureStep],
    evidence: Evidence,
) -> tuple[TimelineRow, ...]:
    """Return all rows of the timeline by day, with the most telling ones marked as key.

    Rows are the events of the pair and of third parties between them, plus the phases that
    opened on a day without an event.
    """
    acts = acts_between(events, steps, relation.low, relation.high, relation.as_of)
    by_id = {act.event_id: act for act in acts}
    opened = _openers(relation, acts)
    repeats = find_repeats(events, by_id)
    repeated = {ref for refs in repeats.values() for ref in refs}
    rows: list[TimelineRow] = []
    for event in events:
        if event.modality in ("hypothetical", "negated") or event.id in repeated:
            continue
        refs = (event.id, *repeats.get(event.id, ()))
        opens = next((opened[ref] for ref in refs if ref in opened), "")
        row = _row(event, refs, by_id.get(event.id), relation, opens, evidence)
        if row is not None:
            weight = _weight(event, by_id.get(event.id), row, relation)
            rows.append(replace(row, weight=weight))
    rows += _silent_changes(relation, set(opened.values()), evidence)
    key = _key_rows(rows)
    marked = [replace(row, is_key=id(row) in key) for row in rows]
    return tuple(sorted(marked, key=_order))


def _order(row: TimelineRow) -> tuple[dt.date, str]:
    return (row.day or dt.date.max, row.what.text)


def _row(
    event: Event,
    refs: Sequence[str],
    act: DyadAct | None,
    relation: Relation,
    opens: str,
    evidence: Evidence,
) -> TimelineRow | None:
    what = evidence.sentence(evidence.words(event), refs)
    if what is None:
        return None
    is_announced = event.id in relation.announced or event.modality == "expected"
    return TimelineRow(
        day=act.day if act is not None else event.start,
        when=when_words(event),
        what=what,
        tone=_tone(event, relation) if act is None else _tone_of_group(event),
        opens=opens,
        weight=0.0,
        is_key=False,
        is_announced=is_announced,
    )


def _tone(event: Event, relation: Relation) -> Tone:
    """Return the tone of an event that is no act between the two: mostly of a third party.

    What the two only announced, or did on a day not known, has the tone of its kind.
    """
    pair = {relation.low, relation.high}
    doers = {actor.id for actor in event.source} - {None}
    is_own = bool(doers) and doers <= pair and not event.via
    towards_each_other = pair <= doers | {actor.id for actor in event.target}
    return _tone_of_group(event) if is_own and towards_each_other else "third_party"


def _tone_of_group(event: Event) -> Tone:
    tone = ontology.group(ontology.act(event.code).group).tone
    if tone == 0:
        return "neutral"
    return "hostile" if tone < 0 else "conciliatory"


def _openers(relation: Relation, acts: Sequence[DyadAct]) -> dict[str, str]:
    """Return for each phase that opened with an act the one event that marks it."""
    found: dict[str, str] = {}
    for spell in relation.spells:
        ids = set(spell.opened_by)
        todays = [act for act in acts if act.event_id in ids and act.day == spell.since]
        if todays:
            best = max(todays, key=_force)
            found.setdefault(best.event_id, _mark(spell))
    return found


def _force(act: DyadAct) -> tuple[float, float, str]:
    return (max(act.hostile, act.conciliatory), abs(act.goldstein), act.event_id)


def _mark(spell: Spell) -> str:
    return f"{spell.phase}:{spell.since.isoformat()}"


def _silent_changes(relation: Relation, marked: set[str], evidence: Evidence) -> list[TimelineRow]:
    """Return rows for the phases that no act opened, such as a freeze after a silence."""
    rows = []
    for spell in relation.spells:
        if _mark(spell) in marked:
            continue
        what = evidence.sentence(spell.why, spell.opened_by[: c.MAX_REFS_PER_PHASE])
        if what is not None:
            rows.append(
                TimelineRow(
                    day=spell.since,
                    when=short_day(spell.since),
                    what=what,
                    tone="neutral",
                    opens=_mark(spell),
                    weight=_WEIGHT_OF_SILENCE,
                    is_key=False,
                    is_announced=False,
                )
            )
    return rows


def _weight(event: Event, act: DyadAct | None, row: TimelineRow, relation: Relation) -> float:
    """Return how much a row tells: the trigger, changes of phase, mediation, costly acts."""
    if event.id == relation.trigger:
        return 200.0
    if row.opens:
        return 100.0
    if act is None:
        return _weight_beside(event, row) * event.confidence
    is_new = bool(relation.spells) and act.day >= relation.spells[-1].since
    surety = event.confidence * (1.5 if is_new else 1.0)
    if act.hostile:
        return (8.0 * act.hostile + (6.0 if act.is_severe else 0.0)) * surety
    bonus = 6.0 if act.is_contact and act.conciliatory else 0.0
    return (11.0 * act.conciliatory + bonus) * surety


def _weight_beside(event: Event, row: TimelineRow) -> float:
    """Return the weight of what is no act between the two: announced, undated, of third parties."""
    if row.tone != "third_party":
        return 10.0 if row.is_announced and event.precision != "unknown" else 0.0
    return 28.0 if event.code.startswith(("045", "038")) else 12.0


def _key_rows(rows: Sequence[TimelineRow]) -> set[int]:
    """Return the identities of the key rows: the heaviest of each tone, one of a tone on a day.

    Blows and steps towards each other get equal room, so that neither drowns the other.
    """
    chosen: set[int] = set()
    taken: set[tuple[object, str]] = set()
    left = dict(c.KEY_ROWS)
    for row in sorted(rows, key=lambda row: (-row.weight, _order(row))):
        kind = c.KEY_KINDS[row.tone]
        slot = (row.day, row.tone)
        if row.weight <= 0 or row.day is None or not left[kind]:
            continue
        if slot in taken and not row.opens:
            continue
        taken.add(slot)
        left[kind] -= 1
        chosen.add(id(row))
    return chosen
