"""What a ranking is made of: candidates, their terms, and the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.records import ActorId

__all__ = ["Candidate", "Involvement", "Ranking", "Reason", "Term", "Weight"]

Involvement = Literal["mediated", "accepted", "offered", "asked", "refused"]
"""What the events say of a third party in this rift: it carried or led talks, a side accepted it,
it offered, a side asked for it, or a side turned it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much one feature counts, and why; a row of ``tables/features.csv``.

    ``low`` and ``high`` bound the scaled value, so that ``weight * low`` and ``weight * high``
    bound what the feature can add.
    """

    feature: str
    title: str
    unit: str
    applies_to: str
    low: float
    high: float
    weight: float
    formula: str
    reason: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One summand of a score.

    ``contribution = weight * scaled value``. An unknown or inapplicable term has ``value`` None
    and contributes 0; ``lowest`` and ``highest`` say what it could contribute if it were known.
    ``evidence`` holds ids of events, statements or world sources, or the address of a page.

    >>> term = Term(
    ...     feature="council_seat", value=1.0, scaled=1.0, unit="1 permanent, 0.5 elected",
    ...     weight=0.8, contribution=0.8, lowest=0.8, highest=0.8,
    ...     sentence="France has a permanent seat in the Security Council.",
    ...     evidence=("un_charter",), is_known=True, is_applicable=True,
    ... )
    >>> term.contribution
    0.8
    """

    feature: str
    value: float | None
    scaled: float | None
    unit: str
    weight: float
    contribution: float
    lowest: float
    highest: float
    sentence: str
    evidence: tuple[str, ...]
    is_known: bool
    is_applicable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence for or against a candidate, with the evidence behind it."""

    feature: str
    sentence: str
    contribution: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A third party, its place in the ranking and every reason for it.

    ``score`` is the sum of the contributions of ``terms``. ``worst`` and ``best`` are the score if
    everything unknown turned out as bad or as good as it can, and what is known with an interval
    lay at its end.
    ``involvement`` is what the events show by the date, or None; ``named_in`` holds their ids.
    """

    actor: ActorId
    name: str
    kind: str
    rank: int
    score: float
    worst: float
    best: float
    terms: tuple[Term, ...]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    unknown: tuple[str, ...]
    is_named_mediator: bool
    involvement: Involvement | None
    named_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Who has the standing to help between ``low`` and ``high``, as known on ``as_of``."""

    low: ActorId
    high: ActorId
    as_of: dt.date
    trigger_day: dt.date | None
    candidates: tuple[Candidate, ...]
    weights: tuple[Weight, ...]
    notes: tuple[str, ...]

    def candidate(self, actor: str) -> Candidate | None:
        """Return the candidate with this id, or None when it is not one."""
        return next((c for c in self.candidates if c.actor == actor), None)
