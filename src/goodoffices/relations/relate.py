"""The relation of two actors as known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.relations.acts import act_day, acts_between, doers_of, known_events, steps_between
from goodoffices.relations.phases import find_spells
from goodoffices.relations.records import Relation
from goodoffices.relations.warmth import warmth

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from goodoffices.records import ActorId, Event, MeasureStep
    from goodoffices.relations.acts import DyadAct
    from goodoffices.relations.records import Spell

__all__ = ["relate"]


def relate(
    events: Iterable[Event], steps: Iterable[MeasureStep], a: ActorId, b: ActorId, as_of: dt.date
) -> Relation:
    """Return how two actors stand on a day: a phase for every day, and what opened each.

    The rules of the phases are in ``phases.py``, their numbers in ``constants.py``. Only events
    known by the day count, and only those that happened; announced ones are listed apart. The
    order of events and of the two sides makes no difference.

    >>> import datetime as dt
    >>> relate([], [], "TUR", "RUS", dt.date(2016, 7, 5)).phase
    'unknown'
    """
    low, high = sorted((a, b))
    known = known_events(events, as_of)
    measure_steps = steps_between(steps, low, high, as_of)
    acts = acts_between(known, measure_steps, low, high, as_of)
    spells = find_spells(acts, measure_steps, as_of)
    between = [event for event in known if doers_of(event, low, high)]
    return Relation(
        low=low,
        high=high,
        as_of=as_of,
        spells=spells,
        trigger=_trigger(spells, acts),
        warmth=warmth(known, low, high, as_of),
        announced=tuple(event.id for event in between if _is_announced(event, as_of)),
        undated=tuple(
            event.id
            for event in between
            if event.modality in ("actual", "historical") and act_day(event) is None
        ),
        n_acts=len(acts),
        last_act=acts[-1].day if acts else None,
    )


def _is_announced(event: Event, as_of: dt.date) -> bool:
    """Tell whether an act is said to come, or has a day that has not come yet."""
    day = act_day(event)
    if event.modality == "expected":
        return day is None or day > as_of
    return event.modality in ("actual", "historical") and day is not None and day > as_of


def _trigger(spells: tuple[Spell, ...], acts: tuple[DyadAct, ...]) -> str | None:
    """Return the worst act of those that opened the latest rift, None without a rift.

    A relapse out of a thaw belongs to the rift before the thaw.
    """
    before = (None, *(spell.phase for spell in spells))
    rifts = [
        spell
        for spell, earlier in zip(spells, before, strict=False)
        if spell.phase == "rift" and earlier != "thaw"
    ]
    if not rifts:
        return None
    opened_by = set(rifts[-1].opened_by)
    candidates = [act for act in acts if act.event_id in opened_by and act.hostile]
    worst = min(candidates, key=lambda act: (act.goldstein, -act.confidence, act.event_id))
    return worst.event_id
