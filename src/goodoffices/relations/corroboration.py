"""Which acts may move a phase: curated ones, and those that a program read well or twice.

A program that reads a text errs more often than a person who writes a row with its address, most
of all in asides about the past. So an act that was read counts nothing when a curated act already
tells the same, or when it is a doubtful or late mention that no second text bears out. Where
curated rows tell the days, readings add only what is graver or kinder than the rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.relations import constants as c

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from goodoffices.records import ActorId, Event

    Stories = Callable[[], Mapping[str, str]]

__all__ = ["DyadAct", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadAct:
    """One act between the two sides of a dyad, with what it counts towards a phase.

    ``doers`` are the sides that acted, both for a reciprocal act. An act has hostile points or
    conciliatory points or none; ``is_contact`` says that the two dealt with each other.
    ``is_read`` marks an act that a program read from a text, ``lag_days`` how long after the act
    the text was written. One that is not settled is shown, but counts for no phase. One that
    ``keeps_open`` is hostile but no news between the two: it opens nothing, and no quarrel fades
    while there are such acts.
    """

    event_id: str
    day: dt.date
    doers: tuple[ActorId, ...]
    group: str
    code: str
    goldstein: float
    confidence: float
    hostile: int
    conciliatory: int
    is_severe: bool
    is_contact: bool
    is_read: bool
    lag_days: int
    document_ids: tuple[str, ...]
    is_settled: bool = True
    keeps_open: bool = False

    @property
    def happening(self) -> tuple[dt.date, tuple[ActorId, ...], str]:
        """Acts that share this are taken for reports of one happening and count once."""
        return (self.day, self.doers, self.group)


def settle(acts: Sequence[DyadAct], events: Sequence[Event] = ()) -> tuple[DyadAct, ...]:
    """Return the acts with the points of unsettled readings set to nothing.

    Two acts tell the same when the same side did the same kind of thing within a few days. A
    reading that repeats a curated act counts nothing; one that only adds to a curated act of the
    same side and tone, at least as weighty, counts as a contact at most. A doubtful or late
    reading, and one that tells a curated act with the sides turned round, needs a second text.
    Copies of one text are one text: ``events`` hold the quoted words by which copies are found.

    >>> settle([])
    ()
    """
    days = [act.day for act in acts]

    def near(act: DyadAct) -> Sequence[DyadAct]:
        first = bisect_left(days, act.day - timedelta(days=c.SAME_ACT_DAYS))
        last = bisect_right(days, act.day + timedelta(days=c.SAME_ACT_DAYS))
        return [other for other in acts[first:last] if other.confidence >= c.MIN_CONFIDENCE]

    @cache
    def stories() -> Mapping[str, str]:
        from goodoffices.reading.copies import stories_of_quotes

        return stories_of_quotes(events)

    return tuple(_weigh(act, near(act), stories) if act.is_read else act for act in acts)


def _weigh(act: DyadAct, near: Sequence[DyadAct], stories: Stories) -> DyadAct:
    curated = [other for other in near if not other.is_read]
    same_side = [other for other in curated if set(other.doers) & set(act.doers)]
    if any(other.group == act.group for other in same_side):
        return _muted(act)
    is_fresh = act.lag_days <= c.ASIDE_LAG_DAYS and act.confidence >= c.MIN_READ_CONFIDENCE
    is_turned = any(other.group == act.group for other in curated)
    if (is_turned or not is_fresh) and not _is_borne_out(act, near, stories):
        return _muted(act)
    if any(_outweighs(other, act) for other in same_side):
        return replace(act, hostile=0, conciliatory=0, is_severe=False)
    return act


def _is_borne_out(act: DyadAct, near: Sequence[DyadAct], stories: Stories) -> bool:
    """Tell whether a text that is no copy of this one has the same side do the same thing."""
    others = [
        other
        for other in near
        if other.is_read
        and other.group == act.group
        and bool(set(other.doers) & set(act.doers))
        and bool(set(other.document_ids) - set(act.document_ids))
    ]
    if not others:
        return False
    mine = {stories().get(one, one) for one in act.document_ids}
    return any(stories().get(one, one) not in mine for two in others for one in two.document_ids)


def _outweighs(curated: DyadAct, act: DyadAct) -> bool:
    """Tell whether a curated act has the tone of a reading and at least its weight."""
    is_hostile = bool(act.hostile) and curated.hostile >= act.hostile
    return is_hostile or (bool(act.conciliatory) and curated.conciliatory >= act.conciliatory)


def _muted(act: DyadAct) -> DyadAct:
    return replace(
        act, hostile=0, conciliatory=0, is_severe=False, is_contact=False, is_settled=False
    )
