"""One task per file format: let a reader answer, measure the answers, show errors when asked."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bench_reader import Raw, category_of, class_of, country_of, root_of
from reader_measures import (
    Measure,
    score_class,
    score_gsr,
    score_heads,
    score_pairs,
    score_types,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from bench_reader import BenchReader, Coded
    from gold_formats import ClassItem, GsrItem, NerItem, Span, SpanItem
    from gold_plover import PloverItem

__all__ = ["TASKS", "Settings", "time_reader"]

_SPEED_SENTENCES = 400
_SPEED_ARTICLE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``day`` of undated sentences, bootstrap ``samples``, number of errors to print."""

    day: dt.date
    samples: int
    n_errors: int = 0


def _errors(name: str, lines: Iterable[str], settings: Settings) -> None:
    for number, line in enumerate(lines):
        if number >= settings.n_errors:
            return
        print(f"{name}: {line}")


def _plain(events: Iterable[Coded]) -> str:
    return "; ".join(f"{e.source or '-'} {e.code} {e.target or '-'}" for e in events) or "none"


def _task_plv(reader: BenchReader, items: Sequence[SpanItem], settings: Settings) -> list[Measure]:
    guesses = reader.guess(items)
    if not guesses:
        return []
    wrong = (
        f"line {i.line}: {i.root}, guessed {g or 'none'}: {i.text}"
        for i, g in zip(items, guesses, strict=True)
        if g != i.root
    )
    _errors("type", wrong, settings)
    measures = score_types(items, guesses, settings.samples)
    gold = [(item, _states_of(item, settings.day)) for item in items]
    known = [(item, *pair) for item, pair in gold if pair is not None]
    coded = reader.code([Raw(text=item.text, day=settings.day) for item, _, _ in known])
    if not coded:
        return measures
    rows = [(frozenset({s}), frozenset({t}), item.root) for item, s, t in known]
    missed = (
        f"line {item.line}: {s} {item.root} {t}, coded {_plain(events)}: {item.text}"
        for (item, s, t), events in zip(known, coded, strict=True)
        if not any(
            (country_of(e.source), country_of(e.target), root_of(e.code)) == (s, t, item.root)
            for e in events
        )
    )
    _errors("pair", missed, settings)
    return measures + score_pairs(
        rows, coded, root_of, settings.samples, "PLV raw text, spans placed by world tables"
    )


@cache
def _gazetteer() -> Any:
    from goodoffices.reading.names import Gazetteer
    from goodoffices.world import load_world

    return Gazetteer(load_world().surfaces("en"))


def _states_of(item: SpanItem, day: dt.date) -> tuple[str, str] | None:
    """Return the states of the two spans by the world tables; None unless two states are named."""
    sides = [_state_in(item.text[span[0] : span[1]], day) if span else ""
             for span in (item.source, item.target)]  # fmt: skip
    return (sides[0], sides[1]) if all(sides) and sides[0] != sides[1] else None


def _state_in(text: str, day: dt.date) -> str:
    """Return the first country that is named for certain, "" when none is."""
    from goodoffices.world import load_world

    for hit in _gazetteer().scan(text, day):
        meant = {surface.actor_id for surface in hit.surfaces}
        if len(meant) == 1 and load_world().kind(min(meant)) != "organisation":
            return str(min(meant))
    return ""


def _task_plover(
    reader: BenchReader, items: Sequence[PloverItem], settings: Settings
) -> list[Measure]:
    coded = reader.code([Raw(text=item.text, day=item.day) for item in items])
    rows = [(item.sources, item.targets, item.category) for item in items]
    return (
        score_pairs(rows, coded, category_of, settings.samples, "PLOVER gold, raw text")
        if coded
        else []
    )


def _task_class(
    reader: BenchReader, items: Sequence[ClassItem], settings: Settings
) -> list[Measure]:
    coded = reader.code([Raw(text=item.text, day=settings.day) for item in items])
    if not coded:
        return []
    wrong = (
        f"line {item.line}: {_plain(events)}: {item.text}"
        for item, events in zip(items, coded, strict=True)
        if item.label == "0" and any(e.code[:2] >= "03" for e in events)
    )
    _errors("statement", wrong, settings)
    missed = (
        f"line {item.line}: class {item.label}, coded {_plain(events)}: {item.text}"
        for item, events in zip(items, coded, strict=True)
        if item.label != "0" and item.label not in {class_of(e.code) for e in events}
    )
    _errors("act missed", missed, settings)
    return score_class(items, coded, settings.samples)


@cache
def _parser() -> Any:
    from goodoffices.reading.parse import open_model

    return open_model()


def _heads(doc: Any, spans: Iterable[Span | None]) -> frozenset[int]:
    """Return where the head word of each span begins: the word whose head lies outside it."""
    heads = set()
    for span in spans:
        words = doc.touched(*span) if span else None
        if words:
            heads.add(int(words.root.idx))
    return frozenset(heads)


def _spans(reader: BenchReader, texts: list[Raw]) -> dict[str, list[list[Span]]]:
    """Return the spans by side: those a reader marks itself, else those of its events."""
    mark = getattr(reader, "spans", None)
    marked = mark(texts) if mark else None
    if marked is not None:
        return {"source": [list(s) for s, _ in marked], "target": [list(t) for _, t in marked]}
    coded = reader.code(texts)
    return {
        side: [[s for e in events if (s := getattr(e, f"{side}_span"))] for events in coded]
        for side in ("source", "target")
    }


def _task_ner(reader: BenchReader, items: Sequence[NerItem], settings: Settings) -> list[Measure]:
    spans = _spans(reader, [Raw(text=item.text, day=settings.day) for item in items])
    if not any(one for sides in spans.values() for one in sides):
        return []
    docs = list(_parser().parse(item.text for item in items))
    measures = []
    for side, told in spans.items():
        gold = [_heads(d, getattr(i, f"{side}s")) for d, i in zip(docs, items, strict=True)]
        found = [_heads(d, here) for d, here in zip(docs, told, strict=True)]
        wrong = (
            f"line {i.line}: {side} {[i.text[a:b] for a, b in getattr(i, f'{side}s')]},"
            f" found {[d.text[p:].split()[0] for p in sorted(f)]}: {i.text}"
            for i, d, g, f in zip(items, docs, gold, found, strict=True)
            if g != f
        )
        _errors("span", wrong, settings)
        measures.append(score_heads(side, gold, found, settings.samples))
    return measures


def _task_gsr(reader: BenchReader, items: Sequence[GsrItem], settings: Settings) -> list[Measure]:
    coded = reader.code([Raw(text=item.text, day=item.day, manner="petr") for item in items])
    if not coded:
        return []
    wrong = (
        f"line {i.line}: {sorted(i.events)}, coded {_plain(events)}: {i.text}"
        for i, events in zip(items, coded, strict=True)
        if i.events != {(e.source, e.target, e.code) for e in events}
    )
    _errors("petr", wrong, settings)
    return score_gsr(items, coded, settings.samples)


TASKS: dict[str, Callable[[BenchReader, Any, Settings], list[Measure]]] = {
    "plv": _task_plv,
    "cameo_class": _task_class,
    "ner": _task_ner,
    "petr_gsr": _task_gsr,
    "plover_gsr": _task_plover,
}


def time_reader(
    reader: BenchReader, gold: dict[str, Sequence[Any]], settings: Settings
) -> list[Measure]:
    """Return sentences and words per second of processor time on one core, raw text to events.

    Up to 400 sentences of the gold files, once each as a text of its own and once in articles of
    twenty; the model is loaded before. The clock counts processor time of this process only, so
    that other work does not slow it; a reader that runs in a process of its own is timed by the
    wall.
    """
    texts = [Raw(text=item.text, day=settings.day) for items in gold.values() for item in items]
    texts = texts[:: max(1, len(texts) // _SPEED_SENTENCES)][:_SPEED_SENTENCES]
    if not texts or not reader.code(texts[:5]):
        return []
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    groups = [texts[at : at + _SPEED_ARTICLE] for at in range(0, len(texts), _SPEED_ARTICLE)]
    articles = [Raw(text="\n\n".join(raw.text for raw in g), day=settings.day) for g in groups]
    n_words = sum(len(raw.text.split()) for raw in texts)
    alone, together = _seconds(reader, texts), _seconds(reader, articles)
    return [
        Measure(name=f"speed: {name}", value=n / spent, low=0.0, high=0.0, n_items=len(texts))
        for name, n, spent in (
            ("sentences per second, each a text of its own", len(texts), alone),
            ("sentences per second, in articles of twenty", len(texts), together),
            ("words per second, in articles of twenty", n_words, together),
        )
    ]


def _seconds(reader: BenchReader, texts: Sequence[Raw]) -> float:
    clock = time.perf_counter if getattr(reader, "is_external", False) else time.process_time
    start = clock()
    reader.code(texts)
    return max(clock() - start, 1e-9)
