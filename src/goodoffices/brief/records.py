"""The parts of a brief. Every sentence holds the ids of what it rests on."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Address",
    "Brief",
    "FeedPart",
    "Helper",
    "MeasureRow",
    "NextStep",
    "PhaseBand",
    "Reference",
    "Sentence",
    "Side",
    "TimelineRow",
]

Tone = Literal["hostile", "conciliatory", "third_party", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and the references it rests on: ids of events, statements or world sources."""

    text: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two parties, by its name on the day of the brief."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One thing that happened; ``opens`` is the phase it opened, ``is_key`` puts it on page one.

    ``weight`` says how much the row tells beside the others; it only chooses what is shown.
    """

    day: dt.date | None
    when: str
    what: Sentence
    tone: Tone
    opens: str
    weight: float
    is_key: bool
    is_announced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBand:
    """A spell of one phase with the reason for it; ``until`` None while it lasts."""

    phase: str
    title: str
    since: dt.date
    until: dt.date | None
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure between the two as known on the day."""

    measure_id: str
    sender: Side
    target: Side
    instrument: str
    sector: str
    what: Sentence
    imposed: dt.date
    eased: dt.date | None
    ended: dt.date | None
    ends_on: dt.date | None
    status: Literal["announced", "in_force", "eased", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """A third party that has the standing to help, with reasons for and against.

    ``warmth_low`` and ``warmth_high`` are its warmth (-9 to 9) to the two sides by cases and texts,
    ``tone_with_low`` and ``tone_with_high`` its tone with them by feeds; None if unknown.
    """

    actor: str
    name: str
    rank: int
    n_ranked: int
    score: float
    worst: float
    best: float
    warmth_low: float | None
    warmth_high: float | None
    is_named_mediator: bool
    involvement: str
    named_in: Sentence | None
    reasons_for: tuple[Sentence, ...]
    reasons_against: tuple[Sentence, ...]
    unknown: tuple[str, ...]
    tone_with_low: float | None = None
    tone_with_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One step on the way to normal relations: seen or not seen by the day.

    ``day`` and ``what`` are those of the latest time it was seen, ``first_day`` of the first.
    """

    step: str
    title: str
    is_seen: bool
    is_partial: bool
    first_day: dt.date | None
    day: dt.date | None
    what: Sentence | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where something can be read: a page, or the name of a file that was read."""

    url: str
    title: str
    publisher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One numbered entry of the list of sources."""

    number: int
    ref: str
    kind: Literal["event", "statement", "source", "report", "feed"]
    what: str
    day: dt.date | None
    known_at: dt.date | None
    confidence: float | None
    quote: str
    feed: str
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPart:
    """What reports of feeds tell, apart from what cases and texts tell.

    ``tone`` and its 90 % interval run from -9 to 9. ``friends`` are states that are warm with both
    sides, the first of ``n_friends``. ``unmet`` is what the two no longer do together since their
    newest rift, of which ``unmet_since`` is the first day; mechanisms in it come from cases and
    texts. ``gaps`` rest on nothing: they say what is not known.
    """

    phase: str
    phase_title: str
    phase_since: dt.date | None
    tone: float | None
    tone_low: float | None
    tone_high: float | None
    state: tuple[Sentence, ...]
    phases: tuple[PhaseBand, ...]
    friends: tuple[Sentence, ...]
    n_friends: int
    unmet_since: dt.date | None
    unmet: tuple[Sentence, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A cited brief on two states as known on a day.

    ``gaps`` say what is not known and therefore rest on nothing; everything else is a
    :class:`Sentence`. ``by_feeds`` is None where feeds tell nothing of the two. ``format`` changes
    when a field changes its meaning.
    """

    format: int = 1
    low: Side
    high: Side
    as_of: dt.date
    commit: int | None
    program: str
    has_data: bool
    phase: str
    phase_title: str
    phase_since: dt.date | None
    warmth: float | None
    n_events: int
    state: tuple[Sentence, ...]
    trigger: Sentence | None
    trigger_day: dt.date | None
    timeline: tuple[TimelineRow, ...]
    phases: tuple[PhaseBand, ...]
    measures: tuple[MeasureRow, ...]
    helpers: tuple[Helper, ...]
    helper_notes: tuple[str, ...]
    third_parties: tuple[Sentence, ...]
    steps: tuple[NextStep, ...]
    costs: tuple[Sentence, ...]
    gaps: tuple[str, ...]
    references: tuple[Reference, ...]
    by_feeds: FeedPart | None = None

    def numbers(self, sentence: Sentence) -> tuple[int, ...]:
        """Return the numbers in the list of sources that a sentence rests on."""
        wanted = set(sentence.refs)
        return tuple(entry.number for entry in self.references if entry.ref in wanted)
