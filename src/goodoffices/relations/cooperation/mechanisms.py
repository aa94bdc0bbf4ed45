"""The ledger of suspended mechanisms: what two states ran together, and how long it stood still.

Days times mechanisms is the honest unit of what a rupture stops: it needs no price and no model.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.relations.acts import acts_between, known_events, steps_between
from goodoffices.relations.cooperation import constants as c
from goodoffices.relations.cooperation.records import MechanismLedger, Suspension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from goodoffices.records import ActorId, Event, MeasureStep
    from goodoffices.relations.acts import DyadAct

__all__ = ["mechanism_of", "suspended_mechanisms"]

_ONE_DAY = dt.timedelta(days=1)


def mechanism_of(step: MeasureStep) -> str | None:
    """Return the mechanism that a measure suspends, None when it is no mechanism of the two.

    The instrument decides; a measure of another kind suspends a standing body when its line names
    one, and lines between two countries when it is of that sector.

    >>> import datetime as dt
    >>> from goodoffices.records import MeasureStep
    >>> day = dt.date(2020, 1, 1)
    >>> step = MeasureStep(measure_id="m", step="imposed", day=day, known_at=day, sender="AAA",
    ...     target="BBB", instrument="other", sector="trade", event_id="e", feed="casebook",
    ...     what="The joint commission on fisheries does not meet")
    >>> mechanism_of(step)
    'joint body'
    """
    known = c.MECHANISMS.get(step.instrument)
    if known is not None:
        return known
    if step.instrument != "other":
        return None
    if step.sector in c.LINE_SECTORS:
        return "telephone and post"
    words = re.findall(r"\w+", step.what.casefold())
    return "joint body" if c.BODY_WORDS & set(words) else None


def suspended_mechanisms(
    events: Iterable[Event],
    steps: Iterable[MeasureStep],
    a: ActorId,
    b: ActorId,
    as_of: dt.date,
    *,
    first_day: dt.date | None = None,
) -> MechanismLedger:
    """Return the mechanisms of two states that were suspended, as known on a day, oldest first.

    A step counts once it is known and in effect. Acts that halt negotiations or aid count where
    no measure rests on the same event, until an act by which the mechanism is seen to work again.
    ``first_day`` (such as the day of a rupture) leaves out what worked again before it, and days
    are counted from it on.

    >>> import datetime as dt
    >>> suspended_mechanisms([], [], "AAA", "BBB", dt.date(2020, 1, 1)).mechanism_days
    0
    """
    known = known_events(events, as_of)
    documents = {event.id: event.document_ids for event in known}
    chosen = steps_between(steps, a, b, as_of)
    found = [*_of_measures(chosen, as_of), *_of_acts(known, chosen, a, b, as_of)]
    counted = [
        _count(one, documents, first_day, as_of)
        for one in found
        if first_day is None or one.until is None or one.until > first_day
    ]
    lines = tuple(sorted(counted, key=_order))
    low, high = sorted((a, b))
    return MechanismLedger(
        low=low,
        high=high,
        first_day=first_day,
        as_of=as_of,
        suspensions=lines,
        mechanism_days=_mechanism_days(lines, first_day, as_of),
        n_open=sum(line.is_open for line in lines),
        n_without_start=sum(line.since is None for line in lines),
    )


def _order(line: Suspension) -> tuple[dt.date, str, str, tuple[str, ...]]:
    return (line.since or dt.date.min, line.mechanism, line.measure_id, line.event_ids)


def _of_measures(steps: Sequence[MeasureStep], as_of: dt.date) -> Iterator[Suspension]:
    lives: dict[str, list[MeasureStep]] = defaultdict(list)
    for step in steps:
        if step.day <= as_of:
            lives[step.measure_id].append(step)
    for life in lives.values():
        mechanism = mechanism_of(life[0])
        if mechanism is not None:
            yield from _spells(mechanism, life)


def _spells(mechanism: str, life: Sequence[MeasureStep]) -> Iterator[Suspension]:
    """Yield the runs of days of one measure from its steps in order of their days.

    A life whose first step eases or ends was in force before, from a day that is not known.
    """
    run: list[MeasureStep] = []
    for step in life:
        run.append(step)
        if step.step == "ended":
            yield _suspension(mechanism, run, until=step.day)
            run = []
    if run:
        yield _suspension(mechanism, run, until=None)


def _suspension(mechanism: str, run: Sequence[MeasureStep], until: dt.date | None) -> Suspension:
    first = run[0]
    began = first.step in ("imposed", "tightened")
    return Suspension(
        mechanism=mechanism,
        what=first.what,
        by=(first.sender,),
        since=first.day if began else None,
        until=until,
        days=None,
        is_eased=until is None and run[-1].step == "eased",
        measure_id=first.measure_id,
        event_ids=tuple(dict.fromkeys(step.event_id for step in run)),
        document_ids=(),
    )


def _of_acts(
    known: Sequence[Event],
    steps: Sequence[MeasureStep],
    a: ActorId,
    b: ActorId,
    as_of: dt.date,
) -> Iterator[Suspension]:
    """Yield what acts halt beside the measures; a second halt of what stands still adds nothing."""
    told = {step.event_id for step in steps}
    acts = [act for act in acts_between(known, (), a, b, as_of) if act.is_settled]
    whats = {event.id: event.what for event in known}
    open_until: dict[tuple[str, tuple[ActorId, ...]], dt.date] = {}
    for act in acts:
        halt = c.HALTS.get(act.code)
        if halt is None or act.event_id in told:
            continue
        mechanism, restarts = halt
        doers = act.doers if mechanism != "negotiations" else ()
        if act.day < open_until.get((mechanism, doers), dt.date.min):
            continue
        restart = _restart(acts, act, doers, restarts)
        open_until[mechanism, doers] = restart.day if restart else dt.date.max
        yield Suspension(
            mechanism=mechanism,
            what=whats[act.event_id],
            by=act.doers,
            since=act.day,
            until=restart.day if restart else None,
            days=None,
            is_eased=False,
            measure_id="",
            event_ids=(act.event_id, *((restart.event_id,) if restart else ())),
            document_ids=(),
        )


def _restart(
    acts: Sequence[DyadAct],
    halt: DyadAct,
    doers: tuple[ActorId, ...],
    restarts: frozenset[str],
) -> DyadAct | None:
    """Return the first act after a halt by which the mechanism is seen to work again."""
    return next(
        (
            act
            for act in acts
            if act.day > halt.day
            and act.code in restarts
            and (not doers or set(doers) & set(act.doers))
        ),
        None,
    )


def _count(
    line: Suspension,
    documents: Mapping[str, tuple[str, ...]],
    first_day: dt.date | None,
    as_of: dt.date,
) -> Suspension:
    """Return a suspension with its days and its documents."""
    span = _span(line, first_day, as_of)
    ids = [one for event_id in line.event_ids for one in documents.get(event_id, ())]
    return replace(
        line,
        days=None if span is None else max((span[1] - span[0]).days, 0),
        document_ids=tuple(dict.fromkeys(ids)),
    )


def _span(
    line: Suspension, first_day: dt.date | None, as_of: dt.date
) -> tuple[dt.date, dt.date] | None:
    """Return the first day counted and the day after the last one; None without a first day."""
    if line.since is None:
        return None
    begin = line.since if first_day is None else max(line.since, first_day)
    return (begin, line.until if line.until is not None else as_of + _ONE_DAY)


def _mechanism_days(lines: Sequence[Suspension], first_day: dt.date | None, as_of: dt.date) -> int:
    """Return the days of each mechanism together, each day of one mechanism once."""
    spans: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for line in lines:
        span = _span(line, first_day, as_of)
        if span is not None:
            key = line.what if line.mechanism in c.SEVERAL else ""
            spans[line.mechanism, key].append(span)
    return sum(_union(sorted(several)) for several in spans.values())


def _union(spans: Sequence[tuple[dt.date, dt.date]]) -> int:
    n_days = 0
    reached = dt.date.min
    for begin, end in spans:
        n_days += max((end - max(begin, reached)).days, 0)
        reached = max(reached, end)
    return n_days
