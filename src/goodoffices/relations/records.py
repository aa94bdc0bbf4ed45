"""The records of this room: a spell of one phase, a relation, a measure, a warmth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.records import ActorId

__all__ = [
    "PHASES",
    "Measure",
    "MeasureStatus",
    "Phase",
    "Relation",
    "Spell",
    "Warmth",
]

Phase = Literal["unknown", "calm", "dispute", "rift", "deep_freeze", "thaw", "normalising"]

PHASES: tuple[Phase, ...] = (
    "unknown",
    "calm",
    "dispute",
    "rift",
    "deep_freeze",
    "thaw",
    "normalising",
)

MeasureStatus = Literal["announced", "in_force", "eased", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A run of days in one phase.

    ``until`` is the last day, None while the spell lasts. ``opened_by`` and ``closed_by`` are ids
    of the events behind the change; a spell that ends because nothing happened cites the last
    events before the silence.
    """

    phase: Phase
    since: dt.date
    until: dt.date | None
    opened_by: tuple[str, ...]
    closed_by: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmth:
    """How warm two actors are towards each other, from -9 (war) to +9; None when unknown.

    ``weight`` is the decayed number of acts behind the value: near 0, little is known and the
    value is held near neutral.
    """

    low: ActorId
    high: ActorId
    as_of: dt.date
    value: float | None
    n_events: int
    weight: float
    event_ids: tuple[str, ...]
    half_life_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One sanction, ban or closure as it was known on a day.

    A measure is in force from ``imposed`` until ``ended``; an eased one is still in force. One
    that takes effect after the day is ``announced``. ``ends_on`` is an end already announced.
    """

    measure_id: str
    sender: ActorId
    target: ActorId
    instrument: str
    sector: str
    what: str
    imposed: dt.date
    tightened: dt.date | None
    eased: dt.date | None
    ended: dt.date | None
    ends_on: dt.date | None
    status: MeasureStatus
    event_ids: tuple[str, ...]

    @property
    def is_in_force(self) -> bool:
        """Whether the measure binds on the day of the view, in full or eased."""
        return self.status in ("in_force", "eased")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The relation of two actors as known on ``as_of``.

    ``spells`` follow each other without a gap from the first act on. ``trigger`` is the event that
    opened the latest rift. ``announced`` are acts said to come; ``undated`` acts without a day.
    """

    low: ActorId
    high: ActorId
    as_of: dt.date
    spells: tuple[Spell, ...]
    trigger: str | None
    warmth: Warmth
    announced: tuple[str, ...]
    undated: tuple[str, ...]
    n_acts: int
    last_act: dt.date | None

    @property
    def phase(self) -> Phase:
        """The phase on the day of the view."""
        return self.spells[-1].phase if self.spells else "unknown"

    def phase_on(self, day: dt.date) -> Phase:
        """Return the phase on a day; unknown before the first act and after the view."""
        if day > self.as_of:
            return "unknown"
        for spell in reversed(self.spells):
            if spell.since <= day:
                return spell.phase
        return "unknown"
