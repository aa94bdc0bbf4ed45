"""What two states no longer do together since their newest rift, as one view tells it.

The onset is that of the newest rift that either kind of evidence tells: cases and texts, or feeds.
Acts are counted from feeds, mechanisms from cases and texts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from goodoffices.relations.cooperation import constants as c
from goodoffices.relations.cooperation.loss import cooperation_lost
from goodoffices.relations.cooperation.mechanisms import suspended_mechanisms

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from goodoffices.ledger import View
    from goodoffices.records import ActorId
    from goodoffices.relations.cooperation.records import CooperationLost, MechanismLedger
    from goodoffices.relations.records import Spell

__all__ = ["SharedChallenges", "newest_rift", "shared_challenges"]

_AT_ODDS = ("rift", "deep_freeze")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedChallenges:
    """Cooperation lost since the newest rift, and the mechanisms that were suspended.

    ``onset`` is the first day of that rift and ``told_by`` the evidence that tells it. Where
    ``lost`` is None it cannot be measured at all, and ``reason`` says why; otherwise each of its
    losses says for itself whether it could be. Mechanisms are those since the onset, or all where
    no rift is known.
    """

    low: ActorId
    high: ActorId
    as_of: dt.date
    onset: dt.date | None
    told_by: Literal["records", "feeds"] | None
    lost: CooperationLost | None
    reason: str
    mechanisms: MechanismLedger


def newest_rift(spells: Iterable[Spell]) -> dt.date | None:
    """Return the first day of the newest rift, None without one.

    A rift goes on through deep freeze and thaw: a relapse out of a thaw belongs to the rift before
    it. One that was mending for good, or faded, is over.

    >>> import datetime as dt
    >>> from goodoffices.relations.records import Spell
    >>> spells = [Spell(phase=phase, since=dt.date(2020, month, 1), until=None, opened_by=(),
    ...     closed_by=(), why="") for month, phase in enumerate(
    ...     ("rift", "calm", "rift", "deep_freeze", "thaw", "rift", "thaw"), 1)]
    >>> newest_rift(spells)
    datetime.date(2020, 3, 1)
    """
    found: dt.date | None = None
    is_open = False
    for spell in spells:
        if spell.phase in _AT_ODDS and not is_open:
            found, is_open = spell.since, True
        is_open = is_open and spell.phase in (*_AT_ODDS, "thaw")
    return found


def shared_challenges(
    view: View,
    low: ActorId,
    high: ActorId,
    by_records: Iterable[Spell],
    by_feeds: Iterable[Spell] | None,
) -> SharedChallenges:
    """Return what two states no longer do together, as the view knows it.

    ``by_records`` and ``by_feeds`` are the phases of the two as each kind of evidence tells them;
    the second is None where no feed can tell of the two.
    """
    told: tuple[tuple[dt.date | None, Literal["records", "feeds"]], ...] = (
        (newest_rift(by_records), "records"),
        (newest_rift(by_feeds or ()), "feeds"),
    )
    onsets = [(day, name) for day, name in told if day is not None]
    onset, told_by = max(onsets, key=lambda one: one[0]) if onsets else (None, None)
    lost, reason = None, ""
    if onset is None:
        reason = "no rift of the two is known"
    elif by_feeds is None:
        reason = "no feed is loaded that tells of the two"
    else:
        lost = cooperation_lost(_acts_of(view, low, high, onset), low, high, onset, view.as_of)
    return SharedChallenges(
        low=low,
        high=high,
        as_of=view.as_of,
        onset=onset,
        told_by=told_by,
        lost=lost,
        reason=reason,
        mechanisms=suspended_mechanisms(
            view.events(pair=(low, high)),
            view.measure_steps(pair=(low, high)),
            low,
            high,
            view.as_of,
            first_day=onset,
        ),
    )


def _acts_of(view: View, low: str, high: str, onset: dt.date) -> pa.Table:
    """Return the acts of both with everybody, in the windows before and after the onset."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = view.query(
        "code_days",
        since=onset - dt.timedelta(days=c.BEFORE_DAYS),
        until=min(view.as_of, onset + dt.timedelta(days=c.AFTER_DAYS)),
    )
    sides = pa.array([low, high])
    is_theirs = pc.or_(pc.is_in(rows["source"], sides), pc.is_in(rows["target"], sides))
    kept = rows.filter(is_theirs).select(["day", "source", "target", "code", "n_reports"])
    return kept.rename_columns(["day", "source", "target", "code", "n"])
