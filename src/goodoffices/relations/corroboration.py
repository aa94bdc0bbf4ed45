"""Which acts may move a phase: curated ones, and those that a program read well or twice.

A program that reads a text errs more often than a person who writes a row with its address, most
of all in asides about the past. So an act that was read counts nothing when a curated act already
tells the same, or when it is a doubtful or late mention that no second text bears out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from goodoffices.relations import constants as c

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.records import ActorId

__all__ = ["DyadAct", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadAct:
    """One act between the two sides of a dyad, with what it counts towards a phase.

    ``doers`` are the sides that acted, both for a reciprocal act. An act has hostile points or
    conciliatory points or none; ``is_contact`` says that the two dealt with each other.
    ``is_read`` marks an act that a program read from a text, ``lag_days`` how long after the act
    the text was written.
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

    @property
    def happening(self) -> tuple[dt.date, tuple[ActorId, ...], str]:
        """Acts that share this are taken for reports of one happening and count once."""
        return (self.day, self.doers, self.group)


def settle(acts: Sequence[DyadAct]) -> tuple[DyadAct, ...]:
    """Return the acts with the points of unsettled readings set to nothing.

    Two acts tell the same when the same sides did the same kind of thing within a few days.

    >>> settle([])
    ()
    """
    alike: dict[tuple[tuple[ActorId, ...], str], list[DyadAct]] = {}
    for act in acts:
        alike.setdefault((act.doers, act.group), []).append(act)
    days = {key: [act.day for act in same] for key, same in alike.items()}

    def near(act: DyadAct) -> list[DyadAct]:
        key = (act.doers, act.group)
        first = bisect_left(days[key], act.day - timedelta(days=c.SAME_ACT_DAYS))
        last = bisect_right(days[key], act.day + timedelta(days=c.SAME_ACT_DAYS))
        return alike[key][first:last]

    return tuple(act if not act.is_read or _counts(act, near(act)) else _muted(act) for act in acts)


def _counts(act: DyadAct, near: Sequence[DyadAct]) -> bool:
    if any(not other.is_read for other in near):
        return False
    is_fresh = act.lag_days <= c.ASIDE_LAG_DAYS and act.confidence >= c.MIN_READ_CONFIDENCE
    return is_fresh or any(set(other.document_ids) - set(act.document_ids) for other in near)


def _muted(act: DyadAct) -> DyadAct:
    return replace(act, hostile=0, conciliatory=0, is_severe=False, is_contact=False)
