"""Measures in force, eased or ended, as they were known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.relations.records import Measure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from goodoffices.records import MeasureStep, Step
    from goodoffices.relations.records import MeasureStatus

__all__ = ["measures"]


def measures(steps: Iterable[MeasureStep], as_of: dt.date) -> tuple[Measure, ...]:
    """Return each measure as known on a day, oldest first.

    A step counts once it is known (``known_at`` <= ``as_of``) and has taken effect (``day`` <=
    ``as_of``); a known step of a later day is only announced. A measure whose first step is an
    easing was in force before; its ``imposed`` is then the day of that step.

    >>> import datetime as dt
    >>> from goodoffices.records import MeasureStep
    >>> ban = dict(measure_id="m1", sender="AAA", target="BBB", instrument="import_ban",
    ...     sector="food", what="Ban on fruit", event_id="e1", feed="casebook")
    >>> step = MeasureStep(step="imposed", day=dt.date(2020, 1, 1),
    ...     known_at=dt.date(2019, 12, 1), **ban)
    >>> [m.status for m in measures([step], dt.date(2019, 12, 15))]
    ['announced']
    >>> measures([step], dt.date(2020, 2, 1))[0].is_in_force
    True
    """
    by_measure: dict[str, list[MeasureStep]] = {}
    for step in sorted(set(steps), key=_order):
        if step.known_at <= as_of:
            by_measure.setdefault(step.measure_id, []).append(step)
    found = [_measure(life, as_of) for life in by_measure.values()]
    return tuple(sorted(found, key=lambda measure: (measure.imposed, measure.measure_id)))


def _order(step: MeasureStep) -> tuple[dt.date, int, str]:
    rank = ("imposed", "tightened", "eased", "ended").index(step.step)
    return (step.day, rank, step.event_id)


def _measure(life: list[MeasureStep], as_of: dt.date) -> Measure:
    done = [step for step in life if step.day <= as_of]
    planned = [step for step in life if step.day > as_of]
    first = life[0]
    imposed = _last_day(done, "imposed") or first.day
    ended = _last_day(done, "ended")
    is_reimposed = ended is not None and imposed > ended
    ended = None if is_reimposed else ended
    eased = _last_day(done, "eased")
    eased = None if eased is not None and is_reimposed and eased < imposed else eased
    tightened = _last_day(done, "tightened")
    return Measure(
        measure_id=first.measure_id,
        sender=first.sender,
        target=first.target,
        instrument=first.instrument,
        sector=first.sector,
        what=first.what,
        imposed=imposed,
        tightened=tightened,
        eased=eased,
        ended=ended,
        ends_on=_first_day(planned, "ended"),
        status=_status(bool(done), eased, tightened, ended),
        event_ids=tuple(dict.fromkeys(step.event_id for step in life)),
    )


def _status(
    has_begun: bool, eased: dt.date | None, tightened: dt.date | None, ended: dt.date | None
) -> MeasureStatus:
    if not has_begun:
        return "announced"
    if ended is not None:
        return "ended"
    if eased is not None and (tightened is None or tightened <= eased):
        return "eased"
    return "in_force"


def _last_day(steps: list[MeasureStep], kind: Step) -> dt.date | None:
    return max((step.day for step in steps if step.step == kind), default=None)


def _first_day(steps: list[MeasureStep], kind: Step) -> dt.date | None:
    return min((step.day for step in steps if step.step == kind), default=None)
