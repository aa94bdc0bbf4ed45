"""Turns records into rows of the tables, and rows back into the very same records.

An event is kept in long form, as ``tables/events.csv`` says: one row for each source and target
(``act``), for each pair of the other direction if the act is reciprocal (``back``), and for each
third party and party (``via``). Every column that is no actor repeats in each row, so that one
row alone answers a question about one pair.
"""

from __future__ import annotations

from itertools import groupby, product
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from goodoffices.records import Actor, ActorId, Document, Event, MeasureStep, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "document_of_row",
    "events_of_rows",
    "measure_step_of_row",
    "row_of_document",
    "row_of_measure_step",
    "row_of_statement",
    "rows_of_event",
    "statement_of_row",
]

Row = dict[str, Any]

_SHARED = (
    "start",
    "end",
    "precision",
    "known_at",
    "is_reciprocal",
    "code",
    "modality",
    "place",
    "n_dead",
    "n_injured",
    "what",
    "quote",
    "quote_start",
    "quote_end",
    "trace",
    "confidence",
    "feed",
)
_NOBODY = "-"
"""Stands for an actor without an id in the columns that hold several actors."""


def rows_of_event(event: Event, *, slot: str) -> list[Row]:
    """Return the rows of one event: act, then back, then via, numbered from 0 in ``pair``.

    A side that names nobody is a row in which all three columns of that side are null; an actor
    without an id has a null id, but a role and a name that are text. The sides must not name the
    same actor twice: product rows could not tell ``(A, A), (B)`` from ``(A), (B, B)``.

    >>> from datetime import date
    >>> call = Event(
    ...     id="e1", start=date(2016, 6, 29), end=date(2016, 6, 29), precision="day",
    ...     known_at=date(2016, 6, 29), source=(Actor(id=ActorId("RUS")),),
    ...     target=(Actor(id=ActorId("TUR")),), is_reciprocal=True, code="041",
    ...     what="The presidents speak by telephone.", document_ids=("d1",), confidence=0.9,
    ...     feed="casebook")
    >>> rows = rows_of_event(call, slot="s")
    >>> [(row["pair"], row["relation"], row["source"], row["target"]) for row in rows]
    [(0, 'act', 'RUS', 'TUR'), (1, 'back', 'TUR', 'RUS')]
    >>> events_of_rows(rows_of_event(call, slot="s")) == [call]
    True
    """
    shared: Row = {name: getattr(event, name) for name in _SHARED}
    shared["event_id"] = event.id
    shared["document_ids"] = " ".join(event.document_ids)
    shared["slot"] = slot
    return [
        {
            **shared,
            "pair": pair,
            "relation": relation,
            **_actor_columns("source", source),
            **_actor_columns("target", target),
        }
        for pair, (relation, source, target) in enumerate(_pairs(event))
    ]


def _pairs(event: Event) -> Iterator[tuple[str, Actor | None, Actor | None]]:
    for source, target in product(event.source or (None,), event.target or (None,)):
        yield "act", source, target
    if event.is_reciprocal:
        for target, source in product(event.target, event.source):
            yield "back", target, source
    parties = tuple(dict.fromkeys(event.source + event.target))
    for third, party in product(event.via, parties or (None,)):
        yield "via", third, party


def _actor_columns(side: str, actor: Actor | None) -> Row:
    if actor is None:
        return {side: None, f"{side}_role": None, f"{side}_name": None}
    return {side: actor.id, f"{side}_role": actor.role, f"{side}_name": actor.name}


def events_of_rows(rows: Iterable[Mapping[str, Any]]) -> list[Event]:
    """Return the events whose rows these are, in the order in which they come.

    The rows of one event must stand together, ordered by ``pair``; all of them must be there.
    """
    return [
        _event_of_rows(list(group))
        for _, group in groupby(rows, key=lambda row: (row["slot"], row["event_id"]))
    ]


def _event_of_rows(rows: list[Mapping[str, Any]]) -> Event:
    first = rows[0]
    acts = [row for row in rows if row["relation"] == "act"]
    return Event(
        id=first["event_id"],
        source=_side(acts, "source"),
        target=_side(acts, "target"),
        via=_side([row for row in rows if row["relation"] == "via"], "source"),
        document_ids=_words(first["document_ids"]),
        **{name: first[name] for name in _SHARED},
    )


def _side(rows: list[Mapping[str, Any]], side: str) -> tuple[Actor, ...]:
    found = ((row[side], row[f"{side}_role"], row[f"{side}_name"]) for row in rows)
    return tuple(
        Actor(id=actor_id, role=role, name=name)
        for actor_id, role, name in dict.fromkeys(found)
        if role is not None
    )


def row_of_statement(statement: Statement, *, slot: str) -> Row:
    """Return the row of one statement; its actors are packed as `_pack` says."""
    row = {name: getattr(statement, name) for name in _STATEMENT_SHARED}
    return {
        **row,
        "statement_id": statement.id,
        "subject": _pack(statement.subject),
        "object": _pack(statement.object),
        "document_ids": " ".join(statement.document_ids),
        "slot": slot,
    }


_STATEMENT_SHARED = (
    "known_at",
    "kind",
    "polarity",
    "what",
    "quote",
    "quote_start",
    "quote_end",
    "trace",
    "confidence",
    "feed",
)


def statement_of_row(row: Mapping[str, Any]) -> Statement:
    """Return the statement of one row."""
    return Statement(
        id=row["statement_id"],
        subject=_unpack(row["subject"]),
        object=_unpack(row["object"]),
        document_ids=_words(row["document_ids"]),
        **{name: row[name] for name in _STATEMENT_SHARED},
    )


def _pack(actors: tuple[Actor, ...]) -> str:
    """Return actors as words: ``TUR``, ``TUR:GOV`` or ``TUR:GOV:a%20name``; ``-`` is no id."""
    return " ".join(
        ":".join(
            (actor.id or _NOBODY, quote(actor.role, safe=""), quote(actor.name, safe=""))
        ).rstrip(":")
        for actor in actors
    )


def _unpack(words: str | None) -> tuple[Actor, ...]:
    actors = []
    for word in (words or "").split():
        actor_id, role, name = (word + "::").split(":")[:3]
        actors.append(
            Actor(
                id=None if actor_id == _NOBODY else ActorId(actor_id),
                role=unquote(role),
                name=unquote(name),
            )
        )
    return tuple(actors)


def row_of_document(document: Document, *, slot: str) -> Row:
    """Return the row of one document."""
    row = {name: getattr(document, name) for name in _DOCUMENT_SHARED}
    return {**row, "document_id": document.id, "slot": slot}


_DOCUMENT_SHARED = (
    "url",
    "title",
    "publisher",
    "language",
    "published",
    "retrieved",
    "sha256",
    "feed",
)


def document_of_row(row: Mapping[str, Any]) -> Document:
    """Return the document of one row."""
    return Document(id=row["document_id"], **{name: row[name] for name in _DOCUMENT_SHARED})


def row_of_measure_step(step: MeasureStep, *, slot: str) -> Row:
    """Return the row of one step of a measure."""
    return {**{name: getattr(step, name) for name in MeasureStep.__slots__}, "slot": slot}


def measure_step_of_row(row: Mapping[str, Any]) -> MeasureStep:
    """Return the step of a measure of one row."""
    return MeasureStep(**{name: row[name] for name in MeasureStep.__slots__})


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())
