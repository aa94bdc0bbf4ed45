"""Explain one event: its sentence with the parts marked, the rules, and the code that lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from goodoffices.errors import InputError
from goodoffices.ontology import act
from goodoffices.reading.lexicon import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.records import Document, Event

__all__ = ["Explanation", "Mark", "explain_event", "explanation_of", "marks_of"]

MarkKind = Literal["trigger", "source", "target", "via"]


class EventView(Protocol):
    """What an explanation asks of the ledger; ``goodoffices.ledger.View`` has it."""

    def event(self, event_id: str) -> Event | None:
        """Return one event, or None."""
        ...

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        """Return documents by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the quote that played a part; ``start`` and ``end`` count from its beginning."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an event reads as it does; every line of ``reasons`` is a full sentence.

    ``marks`` lie inside ``event.quote``. ``runner_up`` is the act that nearly was taken, "" if
    there was none; ``documents`` are what the event rests on.
    """

    event: Event
    documents: tuple[Document, ...]
    marks: tuple[Mark, ...]
    trigger: str
    row: str
    pattern: str
    reasons: tuple[str, ...]
    runner_up: str


def explain_event(view: EventView, event_id: str) -> Explanation:
    """Return why an event of the ledger reads as it does.

    Raises
    ------
    InputError
        The view holds no such event.
    """
    event = view.event(event_id)
    if event is None:
        raise InputError(f"there is no event {event_id!r} known on the day asked")
    documents = view.documents(event.document_ids)
    return explanation_of(event, tuple(documents[i] for i in event.document_ids if i in documents))


def explanation_of(event: Event, documents: tuple[Document, ...] = ()) -> Explanation:
    """Return why an event reads as it does, from its own trace.

    An event that no reader made (of the casebook or a feed) has no trigger; its reasons say so.
    """
    trace: dict[str, Any] = json.loads(event.trace or "{}")
    trigger = str(trace.get("trigger", ""))
    row = str(trace.get("row", ""))
    return Explanation(
        event=event,
        documents=documents,
        marks=marks_of(event),
        trigger=trigger,
        row=row,
        pattern=_pattern(row),
        reasons=_reasons(event, trace) if trigger else (_no_trace(event),),
        runner_up=_runner_up(trace.get("runner_up")),
    )


def marks_of(event: Event) -> tuple[Mark, ...]:
    """Return the marked words of an event's quote in order, none overlapping another."""
    trace: dict[str, Any] = json.loads(event.trace or "{}")
    start, end = event.quote_start, event.quote_end
    if start is None or end is None or not trace.get("trigger"):
        return ()
    at = int(trace["trigger_at"])
    found = [(at, at + len(trace["trigger"]), "trigger")]
    for kind in ("source", "target", "via"):
        found += [(a, b, kind) for a, b in trace.get(f"{kind}_at") or ()]
    kept: list[Mark] = []
    for a, b, kind in sorted(found, key=lambda one: (one[2] != "trigger", one[0])):
        inside = start <= a < b <= end
        if inside and all(b - start <= m.start or a - start >= m.end for m in kept):
            kept.append(Mark(start=a - start, end=b - start, kind=kind))  # type: ignore[arg-type]
    return tuple(sorted(kept, key=lambda mark: mark.start))


def _reasons(event: Event, trace: dict[str, Any]) -> tuple[str, ...]:
    found = [f'"{trace["trigger"]}" tells the act {event.code}: {act(event.code).name}.']
    for kind in ("source", "target"):
        names, rule = trace.get(f"{kind}s") or [], str(trace.get(f"{kind}_rule", ""))
        label = kind.capitalize()
        if not names:
            found.append(f"{label}: not told.")
        else:
            found.append(f"{label}: {', '.join(filter(None, names)) or _ids(event, kind)} "
                         f"{_words(rule)}.")  # fmt: skip
    if trace.get("direction_told") is False:
        found.append("The text does not say which of the two acted.")
    if trace.get("date_rule"):
        found.append(f"Date: {_words(str(trace['date_rule']))}.")
    word = trace.get("modality")
    found.append(f"Modality: {event.modality}" + (f' because of "{word}".' if word else "."))
    found.append(f"Confidence: {event.confidence:.2f}.")
    if trace.get("reader"):
        found.append(f"Read by {trace['reader']}.")
    return tuple(found)


def _ids(event: Event, kind: str) -> str:
    actors = event.source if kind == "source" else event.target
    return ", ".join(actor.id or actor.name or "nobody's" for actor in actors)


def _no_trace(event: Event) -> str:
    return f"No reader made this event: it comes from the feed {event.feed!r} as it stands."


def _runner_up(rival: dict[str, str] | None) -> str:
    if not rival:
        return ""
    return f"{rival['code']}: {act(rival['code']).name} ({rival['row']}) lost: {rival['why']}."


@cache
def _rule_words() -> dict[str, str]:
    return {row["rule"]: row["words"] for row in rows("rules")}


def _words(rule: str) -> str:
    base, _, same = rule.partition(", ")
    words = _rule_words().get(rule) or _rule_words().get(base)
    if words is None:
        return f'stands after "{base}"'
    return f"{words}, inside the same state" if same == "same state" else words


def _pattern(row: str) -> str:
    """Return the row of the table of acts in one line, "" if it is not there."""
    table = row.partition(":")[0]
    if table != "triggers":
        return ""
    found = next((r for r in rows(table) if r["row"] == row), None)
    if found is None:
        return ""
    parts = [found["lemma"], found["pos"], found["need"] and f"needs {found['need']}",
             found["bar"] and f"not with {found['bar']}", found["roles"]]  # fmt: skip
    return "; ".join(part for part in parts if part)
