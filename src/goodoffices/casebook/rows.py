"""Turns the rows of a case into records."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from goodoffices.casebook import cells
from goodoffices.records import Document, Event, Modality, Statement

if TYPE_CHECKING:
    import datetime as dt

    from goodoffices.casebook.problems import Problems
    from goodoffices.casebook.sheet import Row
    from goodoffices.records import ActorId, Precision

__all__ = [
    "EVENT_COLUMNS",
    "FEED",
    "MEASURE_COLUMNS",
    "STATEMENT_COLUMNS",
    "EventRow",
    "MeasureRow",
    "StatementRow",
    "document",
    "document_id",
    "read_event",
    "read_measure",
    "read_statement",
]

FEED: Final = "casebook"

EVENT_COLUMNS: Final = (
    "id",
    "start",
    "end",
    "known_at",
    "source",
    "target",
    "via",
    "reciprocal",
    "code",
    "modality",
    "place",
    "dead",
    "injured",
    "measure",
    "step",
    "what",
    "confidence",
    "urls",
    "note",
)
MEASURE_COLUMNS: Final = ("id", "sender", "target", "instrument", "sector", "what")
STATEMENT_COLUMNS: Final = (
    "id",
    "known_at",
    "kind",
    "subject",
    "object",
    "polarity",
    "what",
    "confidence",
    "urls",
)

_AHEAD = ("expected", "hypothetical")
_choice = cells.parse_choice


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A checked row of ``events.csv``: the event, and which measures it moves."""

    row: Row
    event: Event
    urls: tuple[str, ...]
    measures: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A checked row of ``measures.csv``."""

    row: Row
    id: str
    sender: ActorId
    target: ActorId
    instrument: str
    sector: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A checked row of ``statements.csv``."""

    row: Row
    statement: Statement
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dates:
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    known_at: dt.date


def document_id(url: str) -> str:
    """Return the id of the document behind an address; the same in every case that cites it.

    >>> document_id("https://example.org/")
    'url:8198d1bac40a'
    """
    return "url:" + hashlib.sha256(url.encode()).hexdigest()[:12]


def document(url: str) -> Document:
    """Return the record of an address: only the address itself is held.

    >>> document("https://www.example.org/a").publisher
    'example.org'
    """
    return Document(
        id=document_id(url),
        url=url,
        title="",
        publisher=(urlsplit(url).hostname or "").strip(".").removeprefix("www."),
        language="",
        published=None,
        retrieved=None,
        sha256="",
        feed=FEED,
    )


def read_event(case_id: str, row: Row, problems: Problems) -> EventRow | None:
    """Return the event of a row, or None after noting every problem in it."""
    n_before = len(problems.found)
    take = partial(row.take, problems=problems)
    modality = take("modality", lambda text: _choice(text or "actual", cells.MODALITIES))
    dates = _read_dates(row, modality or "actual", problems)
    measures, step = _read_step(row, problems)
    row_id, code = take("id", cells.parse_number), take("code", cells.parse_code)
    source, target = take("source", cells.parse_actors), take("target", cells.parse_actors)
    via, urls = take("via", cells.parse_actors), take("urls", cells.parse_urls)
    n_dead, n_injured = take("dead", cells.parse_count), take("injured", cells.parse_count)
    what, confidence = take("what", cells.parse_what), take("confidence", cells.parse_confidence)
    reciprocal = take("reciprocal", lambda text: _choice(text or "no", ("yes", "no")))
    if source == () and target == ():
        row.complain("source and target are both blank", problems, column="source")
    if len(problems.found) > n_before or dates is None:
        return None
    event = Event(
        id=f"{case_id}/{row_id}",
        start=dates.start,
        end=dates.end,
        precision=dates.precision,
        known_at=dates.known_at,
        source=source or (),
        target=target or (),
        via=via or (),
        is_reciprocal=reciprocal == "yes",
        code=code or "",
        modality=cast("Modality", modality),
        place=row.cells["place"],
        n_dead=n_dead,
        n_injured=n_injured,
        what=what or "",
        document_ids=tuple(map(document_id, urls or ())),
        trace=_trace(row),
        confidence=confidence or 0.0,
        feed=FEED,
    )
    return EventRow(row=row, event=event, urls=urls or (), measures=measures, step=step)


def _trace(row: Row) -> str:
    made = {"made_by": FEED, "row": f"{row.where}:{row.line}", "note": row.cells.get("note", "")}
    return json.dumps(made, ensure_ascii=False, sort_keys=True)


def _read_dates(row: Row, modality: str, problems: Problems) -> _Dates | None:
    """Return the dates of an event; blank ``known_at`` means the last day of the start cell."""
    n_before = len(problems.found)
    start = row.take("start", _optional_period, problems)
    end = row.take("end", _optional_period, problems)
    known = row.take("known_at", _optional_period, problems)
    if len(problems.found) > n_before:
        return None
    if known is not None and known.precision != "day":
        row.complain("expected a day as YYYY-MM-DD", problems, column="known_at")
        return None
    if start is None:
        if known is None or end is not None:
            message = "is blank: then known_at must be given and end be blank"
            row.complain(message, problems, column="start")
            return None
        return _Dates(start=None, end=None, precision="unknown", known_at=known.first)
    known_at = start.last if known is None else known.first
    if end is not None and end.last < start.first:
        row.complain("is before start", problems, column="end")
    if known_at < start.first and modality not in _AHEAD:
        message = "is before start: only an expected or hypothetical act is known ahead"
        row.complain(message, problems, column="known_at")
    if len(problems.found) > n_before:
        return None
    last = start.last if end is None else end.last
    return _Dates(start=start.first, end=last, precision=start.precision, known_at=known_at)


def _optional_period(text: str) -> cells.Period | None:
    return cells.parse_period(text) if text else None


def _read_step(row: Row, problems: Problems) -> tuple[tuple[str, ...], str]:
    """Return the measures that an event moves and the step; both cells or neither are filled."""
    measures = tuple(part.strip() for part in row.cells["measure"].split(";") if part.strip())
    step = row.cells["step"]
    if step and not measures:
        row.complain(f"step {step!r} without a measure", problems, column="measure")
    if measures and not step:
        row.complain("measure without a step", problems, column="step")
    if step:
        row.take("step", lambda text: _choice(text, cells.STEPS), problems)
    if measures and not row.cells["start"]:
        row.complain("a step of a measure needs a date", problems, column="start")
    return measures, step


def read_measure(row: Row, problems: Problems) -> MeasureRow | None:
    """Return the measure of a row, or None after noting every problem in it."""
    n_before = len(problems.found)
    take = partial(row.take, problems=problems)
    row_id = take("id", cells.parse_id)
    sender, target = take("sender", cells.parse_state), take("target", cells.parse_state)
    instrument = take("instrument", lambda text: _choice(text, cells.INSTRUMENTS))
    what = take("what", cells.parse_what)
    if sender is None or target is None or len(problems.found) > n_before:
        return None
    return MeasureRow(
        row=row,
        id=row_id or "",
        sender=sender,
        target=target,
        instrument=instrument or "",
        sector=row.cells["sector"],
        what=what or "",
    )


def read_statement(case_id: str, row: Row, problems: Problems) -> StatementRow | None:
    """Return the statement of a row, or None after noting every problem in it.

    Its id gets an ``s`` before the number, so that it never equals the id of an event.
    """
    n_before = len(problems.found)
    take = partial(row.take, problems=problems)
    row_id, known_at = take("id", cells.parse_number), take("known_at", cells.parse_day)
    kind = take("kind", lambda text: _choice(text, cells.STATEMENT_KINDS))
    subject, objects = take("subject", cells.parse_actors), take("object", cells.parse_actors)
    polarity, what = take("polarity", cells.parse_polarity), take("what", cells.parse_what)
    confidence, urls = take("confidence", cells.parse_confidence), take("urls", cells.parse_urls)
    if subject == ():
        row.complain("is blank: a statement is about somebody", problems, column="subject")
    if known_at is None or polarity is None or len(problems.found) > n_before:
        return None
    statement = Statement(
        id=f"{case_id}/s{row_id}",
        known_at=known_at,
        kind=kind or "",
        subject=subject or (),
        object=objects or (),
        polarity=polarity,
        what=what or "",
        document_ids=tuple(map(document_id, urls or ())),
        trace=_trace(row),
        confidence=confidence or 0.0,
        feed=FEED,
    )
    return StatementRow(row=row, statement=statement, urls=urls or ())
