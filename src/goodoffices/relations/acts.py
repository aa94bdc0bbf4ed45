"""What the two sides did to each other: the events of a view, seen from one dyad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices import ontology
from goodoffices.relations import constants as c
from goodoffices.relations.corroboration import DyadAct, settle

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from goodoffices.records import Actor, ActorId, Event, MeasureStep

__all__ = ["DyadAct", "act_day", "acts_between", "known_events", "steps_between"]


def known_events(events: Iterable[Event], as_of: dt.date) -> list[Event]:
    """Return the events known by a day, each id once, in a fixed order.

    >>> import datetime as dt
    >>> known_events([], dt.date(2020, 1, 1))
    []
    """
    known = {event.id: event for event in events if event.known_at <= as_of}
    return [known[key] for key in sorted(known)]


def act_day(event: Event) -> dt.date | None:
    """Return the day an event counts from; None when it is undated.

    A happening dated to a month or year counts from the last day it can lie on, or from the day
    it was known if that came first. One of unknown precision counts so too where the days it can
    lie on are a month at most, else it has no day.
    """
    if event.start is None:
        return None
    if event.precision == "unknown" and (
        event.end is None or (event.end - event.start).days > c.UNDATED_SPAN_DAYS
    ):
        return None
    if event.precision == "day":
        return event.start
    last = event.end or event.start
    return max(event.start, min(last, event.known_at))


def acts_between(
    events: Iterable[Event], steps: Iterable[MeasureStep], a: ActorId, b: ActorId, as_of: dt.date
) -> tuple[DyadAct, ...]:
    """Return the dated acts between two actors that were known and past on a day, in order.

    Counted are acts that happened (modality actual or historical) with one actor on each side, and
    the steps of measures between the two. Acts of third parties towards both, such as mediation,
    are not acts between them. Acts that stand on one reading of one text may count nothing:
    see ``corroboration.py``.

    >>> import datetime as dt
    >>> acts_between([], [], "AAA", "BBB", dt.date(2020, 1, 1))
    ()
    """
    known = known_events(events, as_of)
    found = [
        act
        for event in known
        if event.modality in ("actual", "historical")
        and (act := _act_of_event(event, a, b)) is not None
        and act.day <= as_of
    ]
    seen = {(act.event_id, act.group) for act in found}
    for step in steps_between(steps, a, b, as_of):
        act = _act_of_step(step)
        if act.day <= as_of and (act.event_id, act.group) not in seen:
            seen.add((act.event_id, act.group))
            found.append(act)
    return settle(sorted(found, key=lambda act: (act.day, act.event_id, act.group)), known)


def steps_between(
    steps: Iterable[MeasureStep], a: ActorId, b: ActorId, as_of: dt.date
) -> list[MeasureStep]:
    """Return the steps between two actors known by a day, in the order of their days.

    >>> import datetime as dt
    >>> steps_between([], "AAA", "BBB", dt.date(2020, 1, 1))
    []
    """
    chosen = {
        step for step in steps if {step.sender, step.target} == {a, b} and step.known_at <= as_of
    }
    order = ("imposed", "tightened", "eased", "ended")
    return sorted(
        chosen,
        key=lambda step: (step.day, order.index(step.step), step.measure_id, step.event_id),
    )


def doers_of(event: Event, a: ActorId, b: ActorId) -> tuple[ActorId, ...]:
    """Return which of the two acted on the other: none, one, or both in order of their ids."""
    sources = {actor.id for actor in event.source}
    targets = {actor.id for actor in event.target}
    if event.is_reciprocal:
        together = {a, b} <= sources | targets
        return tuple(sorted((a, b))) if together and _is_between(event, a, b) else ()
    doers = [
        side
        for side, other in ((a, b), (b, a))
        if side in sources and other in targets and other not in sources
    ]
    return tuple(sorted(doers))


def _is_between(event: Event, a: ActorId, b: ActorId) -> bool:
    """Tell whether a reciprocal act joins the two, not a third party with both of them."""
    sources = {actor.id for actor in event.source}
    targets = {actor.id for actor in event.target}
    across = (a in sources and b in targets) or (b in sources and a in targets)
    return across or ({a, b} <= sources and not targets - {None})


def _is_state_act(
    actors: tuple[Actor, ...], sides: tuple[ActorId, ...], *, everyone: bool = False
) -> bool:
    """Tell whether an official of some side takes part, or of every side."""
    official = {actor.id for actor in actors if actor.role in ontology.STATE_ROLES}
    return all(side in official for side in sides) if everyone else bool(official & set(sides))


def _act_of_event(event: Event, a: ActorId, b: ActorId) -> DyadAct | None:
    doers = doers_of(event, a, b)
    day = act_day(event)
    if not doers or day is None:
        return None
    kind = ontology.act(event.code)
    is_official = _is_state_act(event.source + event.target, doers)
    is_mutual = is_official and _is_state_act(event.source + event.target, (a, b), everyone=True)
    is_sure = event.confidence >= c.MIN_CONFIDENCE
    hostile = _hostile_points(event.code, kind.group, is_official) if is_sure else 0
    is_wish = kind.code in c.WISH_CODES or _is_quiet(event, kind.group)
    conciliatory = c.CONCILIATORY_POINTS.get(kind.group, 0) if is_sure and is_mutual else 0
    is_contact = ontology.group(kind.group).is_contact and kind.code not in c.WISH_CODES
    return DyadAct(
        event_id=event.id,
        day=day,
        doers=doers,
        group=kind.group,
        code=event.code,
        goldstein=kind.goldstein,
        confidence=event.confidence,
        hostile=hostile,
        conciliatory=c.QUIET_POINTS if conciliatory and is_wish else conciliatory,
        is_severe=hostile >= c.SEVERE_POINTS,
        is_contact=is_contact and is_mutual and is_sure,
        is_read=bool(event.quote),
        lag_days=(event.known_at - day).days,
        document_ids=event.document_ids,
    )


def _hostile_points(code: str, group: str, is_official: bool) -> int:
    points = c.HOSTILE_POINTS.get(group, 0)
    if points and not is_official:
        return c.CROWD_POINTS
    is_administrative = code.startswith(c.ADMINISTRATIVE_CODE)
    return c.ADMINISTRATIVE_POINTS if is_administrative else points


def _is_quiet(event: Event, group: str) -> bool:
    """Tell whether talks were kept quiet: first known long after the last day they can lie on."""
    last = event.end or event.start
    if group != "talks" or last is None:
        return False
    return (event.known_at - last).days > c.QUIET_LAG_DAYS


def _act_of_step(step: MeasureStep) -> DyadAct:
    is_hostile = step.step in ("imposed", "tightened")
    code = "163" if is_hostile else "085"
    group = "sanctions" if is_hostile else "easing"
    return DyadAct(
        event_id=step.event_id,
        day=step.day,
        doers=(step.sender,),
        group=group,
        code=code,
        goldstein=ontology.act(code).goldstein,
        confidence=1.0,
        hostile=c.HOSTILE_POINTS[group] if is_hostile else 0,
        conciliatory=0 if is_hostile else c.CONCILIATORY_POINTS[group],
        is_severe=is_hostile,
        is_contact=False,
        is_read=False,
        lag_days=0,
        document_ids=(),
    )
