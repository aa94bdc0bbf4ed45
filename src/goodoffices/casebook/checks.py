"""What must hold between the rows of a case: ids, and the life of each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from goodoffices.casebook.rows import FEED
from goodoffices.records import MeasureStep

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.casebook.problems import Problems
    from goodoffices.casebook.rows import EventRow, MeasureRow
    from goodoffices.casebook.sheet import Row
    from goodoffices.records import Step

__all__ = ["check_lives", "check_measures", "check_unique", "steps_of"]


def check_unique(rows: Sequence[Row], problems: Problems) -> None:
    """Note every id of a file that stands on an earlier row too."""
    seen: dict[str, Row] = {}
    for row in rows:
        row_id = row.cells["id"]
        first = seen.setdefault(row_id, row)
        if first is not row:
            message = f"{row_id!r} is taken by line {first.line}"
            row.complain(message, problems, column="id")


def check_measures(
    events: Sequence[EventRow], measures: Sequence[MeasureRow], problems: Problems
) -> None:
    """Note steps of measures that ``measures.csv`` lacks, and measures that no event imposes."""
    known = {measure.id for measure in measures}
    imposed = {name for event in events if event.step == "imposed" for name in event.measures}
    for event in events:
        for name in event.measures:
            if name not in known:
                message = f"{name!r} is not an id of measures.csv"
                event.row.complain(message, problems, column="measure")
    for measure in measures:
        if measure.id not in imposed:
            message = f"no event has the step 'imposed' for {measure.id!r}"
            measure.row.complain(message, problems, column="id")


def check_lives(
    events: Sequence[EventRow], measures: Sequence[MeasureRow], problems: Problems
) -> None:
    """Note steps out of order: a life is imposed, then tightened or eased, then ended."""
    for measure in measures:
        is_in_force = False
        for event in sorted(_moving(events, measure.id), key=_step_day):
            if is_in_force == (event.step == "imposed"):
                why = "already in force" if is_in_force else "not in force"
                message = f"{event.step!r}, but {measure.id!r} is {why} on that day"
                event.row.complain(message, problems, column="step")
            is_in_force = event.step != "ended"


def steps_of(
    case_id: str, events: Sequence[EventRow], measures: Sequence[MeasureRow]
) -> tuple[MeasureStep, ...]:
    """Return one step for each measure that each event moves.

    When only the month or year is known the step counts from its last day: by then it is sure.
    """
    by_id = {measure.id: measure for measure in measures}
    return tuple(
        MeasureStep(
            measure_id=f"{case_id}/{name}",
            step=cast("Step", event.step),
            day=_step_day(event),
            known_at=event.event.known_at,
            sender=by_id[name].sender,
            target=by_id[name].target,
            instrument=by_id[name].instrument,
            sector=by_id[name].sector,
            what=by_id[name].what,
            event_id=event.event.id,
            feed=FEED,
        )
        for event in events
        for name in event.measures
    )


def _moving(events: Sequence[EventRow], name: str) -> list[EventRow]:
    return [event for event in events if name in event.measures and event.event.start]


def _step_day(event: EventRow) -> dt.date:
    start, end = event.event.start, event.event.end
    day = start if event.event.precision == "day" else end
    if day is None:  # pragma: no cover - rows.py refuses a step without a date
        raise AssertionError(event.event.id)
    return day
