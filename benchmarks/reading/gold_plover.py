"""Read PLOVER gold records: a JSON list, or one JSON object a line, with the standard fields.

Written from the field list of the PLOVER manual and the readme of its gold file, without sight of
that file; so a field may be text, an object or a list of objects, and names differ in case.
Known mends: ``JAP`` is Japan; compound actors with no target are on both sides.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench_reader import country_of

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PloverItem", "read_plover"]

_SAME = {
    "CONCEDE": "YIELD", "RETREAT": "YIELD", "ACCUSE": "DISAPPROVE", "REQUEST": "DEMAND",
}  # fmt: skip
"""Names of later editions for the categories of 2016."""
_MENDS = {"JAP": "JPN"}
_ACTOR_KEYS = ("country", "actorcode", "primary", "code", "actor", "source", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverItem:
    """A sentence, the countries on either side ("" for none) and the category of 2016."""

    text: str
    day: dt.date
    sources: frozenset[str]
    targets: frozenset[str]
    category: str
    line: int


def read_plover(path: Path) -> tuple[PloverItem, ...]:
    """Return the records that have a sentence and an event; the header record has neither."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        records = _records(text)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(f"no JSON in UTF-8: {error}", where=str(path), line=line) from error
    items = [
        item
        for number, record in enumerate(records, 1)
        if isinstance(record, dict) and (item := _item(record, number)) is not None
    ]
    if not items:
        raise InputError("no record with a text and an event was found", where=str(path))
    return tuple(items)


def _records(text: str) -> list[Any]:
    """Return the records of a list, of an object that holds one, or of objects in a row."""
    decoder = json.JSONDecoder()
    records: list[Any] = []
    at = 0
    while at < len(text):
        if text[at] in " \t\r\n,":
            at += 1
            continue
        value, at = decoder.raw_decode(text, at)
        if isinstance(value, dict) and not _field(value, "event"):
            inner = [v for v in value.values() if isinstance(v, list) and v]
            value = max(inner, key=len) if inner else value
        records.extend(value if isinstance(value, list) else [value])
    return records


def _field(record: dict[str, Any], name: str) -> Any:
    return next((v for k, v in record.items() if k.casefold() == name.casefold()), None)


def _item(record: dict[str, Any], number: int) -> PloverItem | None:
    text = _sentence(record)
    event = _field(record, "event") or _field(record, "eventType") or _field(record, "category")
    if isinstance(event, dict):
        event = next((v for v in event.values() if isinstance(v, str)), None)
    if not text or not isinstance(event, str):
        return None
    name = event.strip().upper().split("-")[0]
    sources = _countries(_field(record, "source"))
    targets = _countries(_field(record, "target"))
    day = str(_field(record, "date") or "")
    return PloverItem(
        text=text,
        day=dt.date.fromisoformat(day[:10])
        if re.match(r"\d{4}-\d\d-\d\d", day)
        else dt.date(2000, 1, 1),
        sources=sources or frozenset({""}),
        targets=targets or (sources if len(sources) > 1 else frozenset({""})),
        category=_SAME.get(name, name),
        line=number,
    )


def _sentence(record: dict[str, Any]) -> str:
    """Return the plain sentence; marks such as <SRC>...</SRC> are taken out."""
    info = _field(record, "textInfo")
    places = [record, info] if isinstance(info, dict) else [record]
    for name in ("text", "sentence", "content", "markup", "textInfo"):
        for place in places:
            value = _field(place, name)
            if isinstance(value, str) and value.strip():
                plain = re.sub(r"</?[A-Z/]{3,8}:?>|\[/?[A-Z/]{3,8}:?\]", " ", value)
                return re.sub(r"\s+([.,;:])", r"\1", " ".join(plain.split()))
    return ""


def _countries(actor: Any) -> frozenset[str]:
    """Return the countries of an actor field: a code, an object with one, or a list of either."""
    if isinstance(actor, list):
        return frozenset().union(*(_countries(one) for one in actor)) if actor else frozenset()
    if isinstance(actor, str):
        parts = re.findall(r"\b[A-Z]{3,}\b", actor)
        codes = [country_of(_MENDS.get(part[:3], part)) for part in parts]
        return frozenset(code for code in codes if code)
    if isinstance(actor, dict):
        for key in _ACTOR_KEYS:
            value = _field(actor, key)
            if value and (found := _countries(value)):
                return found
    return frozenset()
