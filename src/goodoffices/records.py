"""The records that cross the borders of rooms, as plain frozen dataclasses.

Each one matches a table under ``tables/``; ``ledger`` turns one into the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NewType

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "Actor",
    "ActorId",
    "Document",
    "Event",
    "MeasureStep",
    "Modality",
    "Precision",
    "Statement",
    "Step",
]

ActorId = NewType("ActorId", str)
"""A state as ISO 3166-1 alpha-3 (``"TUR"``), a former or de-facto state, or an organisation
(``"EU"``); every id is a row of the world tables."""

Precision = Literal["day", "month", "year", "unknown"]
"""How exactly the text or source dates a happening; ``start`` and ``end`` span the period."""

Modality = Literal["actual", "historical", "expected", "hypothetical", "negated"]
"""Whether the act happened, happened long before the report, is announced, is only imagined, or
is said not to have happened."""

Step = Literal["imposed", "tightened", "eased", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One side of an act: a state, an organisation, or somebody who belongs to one or to none.

    ``id`` is None when the source names nobody who can be placed (unnamed extremists). ``role`` is
    a PLOVER sector (GOV, MIL, OPP, REB, CVL, BUS, IGO, LEG, JUD, MED, SPY, ...) or "" if not told.
    """

    id: ActorId | None
    role: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text or page that something was learnt from. The text itself stays where it was."""

    id: str
    url: str
    title: str
    publisher: str
    language: str
    published: dt.date | None
    retrieved: dt.date | None
    sha256: str
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that somebody did to somebody, as one source or more report it.

    A reciprocal act (a phone call) is one record with ``is_reciprocal``. A mediation has the
    mediators as ``source`` and the parties as ``target``; in every other act ``via`` holds third
    parties who hosted, carried or guaranteed it, so a triad is never torn apart.
    """

    id: str
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    known_at: dt.date
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    via: tuple[Actor, ...] = ()
    is_reciprocal: bool = False
    code: str
    modality: Modality = "actual"
    place: str = ""
    n_dead: int | None = None
    n_injured: int | None = None
    what: str
    document_ids: tuple[str, ...]
    quote: str = ""
    quote_start: int | None = None
    quote_end: int | None = None
    trace: str = "{}"
    confidence: float
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a source says of a standing relation or quality; evidence, never an event.

    ``kind`` is one of ``friendship``, ``culture_history``, ``personal_ties``, ``alliance``,
    ``standing``, ``mediation_record``, ``rift``, ``sanctions_harm``, ``shared_threat``,
    ``neutrality``. The subject of ``sanctions_harm`` is who suffers, its object whose measures or
    rift it is.
    ``polarity`` is +1 (warm, helpful), -1 (cold, harmful) or 0.
    """

    id: str
    known_at: dt.date
    kind: str
    subject: tuple[Actor, ...]
    object: tuple[Actor, ...] = ()
    polarity: int
    what: str
    document_ids: tuple[str, ...]
    quote: str = ""
    quote_start: int | None = None
    quote_end: int | None = None
    trace: str = "{}"
    confidence: float
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStep:
    """One step in the life of a measure (a sanction, ban, closure or suspended mechanism).

    Steps with the same ``measure_id`` make up the measure; each rests on an event, so that a view
    of an earlier day shows the measure as it was known then.
    """

    measure_id: str
    step: Step
    day: dt.date
    known_at: dt.date
    sender: ActorId
    target: ActorId
    instrument: str
    sector: str
    what: str
    event_id: str
    feed: str
