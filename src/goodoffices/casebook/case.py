"""Reads a whole case from its folder."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.casebook import checks
from goodoffices.casebook.cells import parse_day, parse_id, parse_state
from goodoffices.casebook.problems import Problems
from goodoffices.casebook.rows import (
    EVENT_COLUMNS,
    MEASURE_COLUMNS,
    STATEMENT_COLUMNS,
    EventRow,
    MeasureRow,
    StatementRow,
    document,
    read_event,
    read_measure,
    read_statement,
)
from goodoffices.casebook.sheet import read_sheet, read_text
from goodoffices.casebook.texts import CaseText, read_texts
from goodoffices.errors import InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from goodoffices.records import ActorId, Document, Event, MeasureStep, Statement

__all__ = ["Case", "case_folders", "read_case"]

_CASE_KEYS = ("id", "title", "parties", "summary", "opened", "note")
_N_PARTIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A rift between states as people wrote it down, with the address of every fact.

    ``digest`` changes with any byte of the folder; ``measures`` are steps, not measures.
    """

    id: str
    title: str
    parties: tuple[ActorId, ...]
    summary: str
    opened: dt.date
    note: str
    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    measures: tuple[MeasureStep, ...]
    texts: tuple[CaseText, ...]
    digest: str


def case_folders() -> tuple[Path, ...]:
    """Return the folders of the cases that ship with the package, by name.

    >>> "tur-rus-2015" in [folder.name for folder in case_folders()]
    True
    """
    root = Path(str(files("goodoffices.casebook"))) / "cases"
    return tuple(sorted(path.parent for path in root.glob("*/case.toml")))


def read_case(folder: Path | str) -> Case:
    """Return the checked case of a folder, or raise one error that lists what is wrong.

    Raises `BadRow` with file, line and column for cells that do not fit, and `InputError` when
    the folder is no case at all.

    >>> case = read_case(next(f for f in case_folders() if f.name == "tur-rus-2015"))
    >>> case.parties, case.opened.isoformat(), case.events[0].code
    (('RUS', 'TUR'), '2015-11-24', '042')
    """
    folder = Path(folder)
    problems = Problems()
    head = _read_head(folder)
    events, measures, statements = _read_rows(head.id, folder, problems)
    texts = read_texts(folder / "texts", problems)
    problems.raise_if_any()
    return Case(
        id=head.id,
        title=head.title,
        parties=head.parties,
        summary=head.summary,
        opened=head.opened,
        note=head.note,
        documents=_documents([*events, *statements]),
        events=tuple(row.event for row in events),
        statements=tuple(row.statement for row in statements),
        measures=checks.steps_of(head.id, events, measures),
        texts=texts,
        digest=_digest(folder),
    )


def _read_rows(
    case_id: str, folder: Path, problems: Problems
) -> tuple[list[EventRow], list[MeasureRow], list[StatementRow]]:
    if not (folder / "events.csv").exists():
        problems.add("is missing", where="events.csv")
    event_rows = read_sheet(folder / "events.csv", EVENT_COLUMNS, problems)
    measure_rows = read_sheet(folder / "measures.csv", MEASURE_COLUMNS, problems)
    statement_rows = read_sheet(folder / "statements.csv", STATEMENT_COLUMNS, problems)
    events = [read_event(case_id, row, problems) for row in event_rows]
    measures = [read_measure(row, problems) for row in measure_rows]
    statements = [read_statement(case_id, row, problems) for row in statement_rows]
    for rows in (event_rows, measure_rows, statement_rows):
        checks.check_unique(rows, problems)
    if problems.found:  # a broken row would bring false complaints between rows
        return [], [], []
    sound_events = [event for event in events if event is not None]
    sound_measures = [measure for measure in measures if measure is not None]
    checks.check_measures(sound_events, sound_measures, problems)
    checks.check_lives(sound_events, sound_measures, problems)
    return sound_events, sound_measures, [row for row in statements if row is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    id: str
    title: str
    parties: tuple[ActorId, ...]
    summary: str
    opened: dt.date
    note: str


def _read_head(folder: Path) -> _Head:
    """Return what ``case.toml`` says; the folder must bear the name of the case."""
    if not folder.is_dir():
        raise InputError("is no folder", where=str(folder))
    if not (folder / "case.toml").exists():
        message = "has no case.toml; see the how-to 'Add a case' for what a case holds"
        raise InputError(message, where=str(folder))
    try:
        head = tomllib.loads(read_text(folder / "case.toml"))
    except (ValueError, RecursionError) as error:  # also numbers too long, lists too deep
        raise InputError(f"is not TOML ({error})", where="case.toml") from None
    problems = Problems()
    for key in head:
        if key not in _CASE_KEYS:
            message = f"unknown key {key!r}; expected {', '.join(_CASE_KEYS)}"
            problems.add(message, where="case.toml")
    try:
        problems.raise_if_any()
        found = _Head(
            id=parse_id(_text(head, "id")),
            title=_text(head, "title"),
            parties=_parties(head.get("parties")),
            summary=_text(head, "summary"),
            opened=parse_day(str(head.get("opened", ""))),
            note=str(head.get("note", "")).strip(),
        )
    except InputError as error:
        if error.where:
            raise
        raise InputError(str(error), where="case.toml") from None
    if found.id != folder.resolve().name:
        message = f"id {found.id!r} must be the name of the folder, {folder.resolve().name!r}"
        raise InputError(message, where="case.toml")
    return found


def _text(head: dict[str, object], key: str) -> str:
    value = head.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{key} must be text, found {value!r}")
    return value.strip()


def _parties(value: object) -> tuple[ActorId, ...]:
    is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
    if not isinstance(value, list) or not is_list or len(set(value)) != len(value):
        raise InputError(f"parties must be a list of different actor ids, found {value!r}")
    if len(value) < _N_PARTIES:
        raise InputError(f"parties must name at least two, found {value!r}")
    return tuple(sorted(map(parse_state, value)))


def _documents(rows: Iterable[EventRow | StatementRow]) -> tuple[Document, ...]:
    urls = dict.fromkeys(url for row in rows for url in row.urls)
    return tuple(document(url) for url in urls)


def _digest(folder: Path) -> str:
    """Return a hash over the names and bytes of the files that make up the case."""
    names = ["case.toml", "events.csv", "measures.csv", "statements.csv"]
    paths = [folder / name for name in names]
    paths += sorted((folder / "texts").glob("*.txt"))
    digest = hashlib.sha256()
    for path in paths:
        if path.exists():
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
