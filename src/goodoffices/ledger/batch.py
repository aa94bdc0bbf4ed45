"""What one slot brings, and the check at the border: nothing unsound gets past here."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from goodoffices.errors import BadRow, InputError
from goodoffices.ledger.rows import (
    Row,
    row_of_document,
    row_of_measure_step,
    row_of_statement,
    rows_of_event,
)
from goodoffices.records import Actor, Document, Event, MeasureStep, Modality, Precision, Statement
from goodoffices.records import Step as MeasureStepName
from goodoffices.tables import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Batch", "Load", "check_load", "check_slot_name", "rows_of_load"]

_SLOT: Final = re.compile(r"[a-z][a-z0-9_-]*:[A-Za-z0-9._:/@+-]{1,200}")
_ACTOR_ID: Final = re.compile(r"[A-Z][A-Z0-9+-]*")
_INT32_MAX: Final = 2**31 - 1
_CHOICES: Final = {
    ("events", "precision"): get_args(Precision),
    ("events", "modality"): get_args(Modality),
    ("measures", "step"): get_args(MeasureStepName),
    ("statements", "polarity"): (-1, 0, 1),
    ("statements", "kind"): (
        "friendship",
        "culture_history",
        "personal_ties",
        "alliance",
        "standing",
        "mediation_record",
        "rift",
        "sanctions_harm",
        "shared_threat",
        "neutrality",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The records of one slot. It stands alone: what it cites is in it."""

    documents: tuple[Document, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    measures: tuple[MeasureStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """A batch with the slot it fills, the feed it comes from and the digest of its input."""

    slot: str
    feed: str
    digest: str
    batch: Batch


def check_slot_name(slot: str) -> None:
    """Raise `InputError` if a slot has no name of its own form."""
    if not _SLOT.fullmatch(slot):
        raise InputError(f"slot {slot!r} must look like 'casebook:tur-rus-2015'")


def rows_of_load(load: Load) -> dict[str, list[Row]]:
    """Return the rows of a load by table."""
    batch, slot = load.batch, load.slot
    return {
        "documents": [row_of_document(one, slot=slot) for one in batch.documents],
        "events": [row for one in batch.events for row in rows_of_event(one, slot=slot)],
        "statements": [row_of_statement(one, slot=slot) for one in batch.statements],
        "measures": [row_of_measure_step(one, slot=slot) for one in batch.measures],
    }


def check_load(load: Load) -> dict[str, list[Row]]:
    """Return the rows of a load, or raise `BadRow` with the table, the slot and the row.

    Checked are the name of the slot, ids (unique, no blanks), that cited documents and events are
    in the batch, actors, dates in order, choices, and each cell against ``tables/*.csv``.

    >>> check_load(Load(slot="no colon", feed="f", digest="0", batch=Batch()))
    Traceback (most recent call last):
        ...
    goodoffices.errors.InputError: slot 'no colon' must look like 'casebook:tur-rus-2015'
    """
    check_slot_name(load.slot)
    for table, records in (
        ("documents", load.batch.documents),
        ("events", load.batch.events),
        ("statements", load.batch.statements),
        ("measures", load.batch.measures),
    ):
        for line, problem in _problems(records, load.batch):
            raise BadRow(problem, where=f"{table} of slot {load.slot}", line=line)
    rows = rows_of_load(load)
    for table, found in rows.items():
        _check_cells(table, found, load.slot)
    return rows


def _problems(records: tuple[Any, ...], batch: Batch) -> Iterator[tuple[int, str]]:
    document_ids = {document.id for document in batch.documents}
    event_ids = {event.id for event in batch.events}
    seen: set[str] = set()
    for line, record in enumerate(records, start=1):
        if isinstance(record, MeasureStep):
            if record.event_id not in event_ids:
                yield line, f"event {record.event_id!r} that proves the step is not in the batch"
            for actor_id in (record.sender, record.target):
                yield from ((line, why) for why in _actor_problems([Actor(id=actor_id)]))
            continue
        if record.id in seen:
            yield line, f"id {record.id!r} is there twice"
        seen.add(record.id)
        if not record.id or len(record.id.split()) != 1 or record.id.strip() != record.id:
            yield line, f"id {record.id!r} must be one word"
        if not isinstance(record, Document):
            for document_id in record.document_ids:
                if document_id not in document_ids:
                    yield line, f"cites document {document_id!r}, which is not in the batch"
            yield from ((line, f"{record.id}: {why}") for why in _record_problems(record))


def _record_problems(record: Event | Statement) -> Iterator[str]:
    sides: tuple[tuple[Actor, ...], ...]
    if isinstance(record, Event):
        sides = (record.source, record.target, record.via)
        if record.start and record.end and record.end < record.start:
            yield f"ends ({record.end}) before it starts ({record.start})"
    else:
        sides = (record.subject, record.object)
    for side in sides:
        yield from _actor_problems(side)
    if not 0 <= record.confidence <= 1:
        yield f"confidence must lie in 0-1, found {record.confidence}"


def _actor_problems(side: Iterable[Actor]) -> Iterator[str]:
    seen: set[Actor] = set()
    for actor in side:
        if actor in seen:
            yield f"names {actor.id or actor.name or actor.role!r} twice on one side"
        seen.add(actor)
        if not (_is_text(actor.role) and _is_text(actor.name)):
            yield f"role {actor.role!r} or name {actor.name!r} is no text"
        if actor.id is not None and not _ACTOR_ID.fullmatch(actor.id):
            yield f"actor id {actor.id!r} must be upper-case letters and digits"


def _check_cells(table: str, rows: list[Row], slot: str) -> None:
    for line, row in enumerate(rows, start=1):
        for column in columns(table):
            value = row[column.column]
            choices = _CHOICES.get((table, column.column))
            if value is None and not column.is_required:
                continue
            if not _fits(value, column.type) or (choices and value not in choices):
                expected = " or ".join(map(str, choices)) if choices else column.type
                raise BadRow(
                    f"{column.column} must be {expected}, found {value!r}",
                    where=f"{table} of slot {slot}",
                    line=line,
                )


def _fits(value: object, kind: str) -> bool:
    match kind:
        case "string":
            return _is_text(value)
        case "int32":
            return type(value) is int and abs(value) <= _INT32_MAX
        case "int64":
            return type(value) is int
        case "double":
            return isinstance(value, float | int) and math.isfinite(value)
        case "bool":
            return isinstance(value, bool)
        case _:
            return type(value) is dt.date


def _is_text(value: object) -> bool:
    """Return whether a value is text that UTF-8 can hold (no lone surrogates)."""
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)
