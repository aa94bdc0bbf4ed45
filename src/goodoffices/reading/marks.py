"""Which words of a quote played a part in an event: act, sides, date, modality."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from goodoffices.reading.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.records import Actor, Event, Statement

__all__ = ["PARTS", "Mark", "Part", "cut_at_marks", "marks_of", "trace_of"]

Part = Literal["trigger", "both", "source", "target", "via", "date", "modality"]

PARTS: tuple[Part, ...] = ("trigger", "both", "source", "target", "via", "modality", "date")
"""Where marks overlap, the first of these wins. "both" is a word that names both sides."""

_IN_NOTE = re.compile(r"\([^)]*\)")
_RULES_WITHOUT_WORDS = frozenset(
    {
        "recent",
        "to come",
        "day of the report",
        "after the last date told",
        "long past, not told",
        "earlier, not told",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the quote that played a part; ``start`` and ``end`` count from its beginning."""

    start: int
    end: int
    kind: Part


def trace_of(record: Event | Statement) -> dict[str, Any]:
    """Return what the reader noted when it made a record; empty when nothing can be read.

    >>> import datetime as dt
    >>> from goodoffices.records import Event
    >>> trace_of(Event(id="e", start=None, end=None, precision="unknown", source=(), target=(),
    ...     known_at=dt.date(2020, 1, 1), code="010", what="", document_ids=(), trace="[1]",
    ...     confidence=1.0, feed="f"))
    {}
    """
    try:
        found = json.loads(record.trace or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def marks_of(event: Event) -> tuple[Mark, ...]:
    """Return the marked words of an event's quote in order, none overlapping another.

    The trace says where the act and its sides stand; a side of which it gives no place is found
    by its name. The words of the date and of the modality are found again in the quote by the rule
    that the trace names; where that fails they stay unmarked.
    """
    trace = trace_of(event)
    if not event.quote or event.quote_start is None or not trace.get("trigger"):
        return ()
    kept: list[Mark] = []
    for mark in sorted(_found(event, trace), key=lambda m: (PARTS.index(m.kind), m.start)):
        is_inside = 0 <= mark.start < mark.end <= len(event.quote)
        if is_inside and all(mark.end <= m.start or mark.start >= m.end for m in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def cut_at_marks(text: str, marks: Iterable[Mark]) -> Iterator[tuple[str, Part | None]]:
    """Yield a text in pieces, each with its part; marks are in order and do not overlap.

    >>> list(cut_at_marks("Peru left.", [Mark(start=0, end=4, kind="source")]))
    [('Peru', 'source'), (' left.', None)]
    """
    at = 0
    for mark in marks:
        if mark.start > at:
            yield text[at : mark.start], None
        yield text[mark.start : mark.end], mark.kind
        at = mark.end
    if at < len(text):
        yield text[at:], None


def _found(event: Event, trace: dict[str, Any]) -> Iterator[Mark]:
    origin = event.quote_start or 0
    at = _number(trace.get("trigger_at"), origin) - origin
    yield Mark(start=at, end=at + len(str(trace["trigger"])), kind="trigger")
    places = {
        side: _places(trace[f"{side}_at"])
        if f"{side}_at" in trace
        else _named(event, getattr(event, side))
        for side in ("source", "target", "via")
    }
    shared = set(places["source"]) & set(places["target"])
    yield from (Mark(start=a - origin, end=b - origin, kind="both") for a, b in sorted(shared))
    kinds: tuple[Part, ...] = ("source", "target", "via")
    for kind in kinds:
        for a, b in places[kind]:
            yield Mark(start=a - origin, end=b - origin, kind=kind)
    yield from _date_words(event, str(trace.get("date_rule", "")))
    yield from _modality_word(event, str(trace.get("modality") or ""), at)


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _places(value: object) -> list[tuple[int, int]]:
    """Return the pairs of offsets in a cell of a trace, which may come from anywhere."""
    pairs = value if isinstance(value, list) else []
    return [
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, int) for n in pair)  # noqa: PLR2004 - start and end
    ]


def _named(event: Event, actors: tuple[Actor, ...]) -> list[tuple[int, int]]:
    """Return where the quote has the very name of an actor, for readers that note no places."""
    origin = event.quote_start or 0
    found = [
        match
        for actor in actors
        if actor.name
        for match in re.finditer(rf"\b{re.escape(actor.name)}\b", event.quote)
    ]
    return [(match.start() + origin, match.end() + origin) for match in found]


def _date_words(event: Event, rule: str) -> Iterator[Mark]:
    """Yield the words that the rule of the date reads as a time in which the event began."""
    if not rule or rule in _RULES_WITHOUT_WORDS or event.start is None:
        return
    found = [
        when
        for when in find_dates(event.quote, event.known_at, anchor=event.start)
        if when.rule == rule
    ]
    same = [when for when in found if when.since == event.start] or found
    if same and (len(same) == 1 or same[0].since == event.start):
        yield Mark(start=same[0].start, end=same[0].end, kind="date")


def _modality_word(event: Event, word: str, at: int) -> Iterator[Mark]:
    """Yield the word that decided the modality: where several are alike, the one nearest."""
    last = _IN_NOTE.sub("", word).split()[-1:] if word != "past cue" else []
    if not last:
        return
    stem = re.escape(last[0].removesuffix("e"))
    pattern = rf"\b{stem}\w*" if last[0].isalpha() else re.escape(last[0])
    found = list(re.finditer(pattern, event.quote, re.IGNORECASE))
    exact = [m for m in found if m[0].lower() == last[0].lower()] or found
    nearest = min(exact, key=lambda m: abs(m.start() - at), default=None)
    if nearest is not None:
        yield Mark(start=nearest.start(), end=nearest.end(), kind="modality")
