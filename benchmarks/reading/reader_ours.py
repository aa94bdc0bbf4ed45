"""The reader of this project (and its lite twin) behind the protocol of the benchmark.

Each sentence is an article of its own; what is announced or refused is coded as such (03x, 12x,
13x), as in the gold files. Event types given spans come from the shipped classifier. Sentences of
the PETRARCH files are read with the vocabulary of that coder where its dictionaries are there.
"""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bench_reader import Coded, Raw
from petr_manner import open_petr_manner

from goodoffices.errors import GoodOfficesError
from goodoffices.reading import load_article, open_reader
from goodoffices.reading.folding import folded_code
from goodoffices.reading.spans import read_spans
from goodoffices.relations.constants import MIN_CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gold_formats import Span, SpanItem
    from petr_manner import PetrManner

    from goodoffices.reading import Reader
    from goodoffices.records import Actor, Event

__all__ = ["OurReader", "open_lite", "open_ours"]

_NULL = "---"
LIMIT_SECONDS = 5
"""Time that one sentence may take; a reader that hangs gives no event, and it is told."""
_ANSWERS = {"043": "042"}
"""Who is hosted has made a visit: CAMEO codes both."""
_FORCE = ("18", "19", "20")
_STATED = ("01", "02")


class OurReader:
    """A reader of the package; what it cannot read (another language) gives no event.

    Events that the reader is less sure of than ``least`` do not count.
    """

    def __init__(
        self, reader: Reader, name: str, petr: PetrManner | None = None, least: float = 0.0
    ) -> None:
        from goodoffices.world import load_world

        self._reader = reader
        self._least = least
        self.petr = petr
        self._world = load_world()
        self.name = name

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        """Return the events of each sentence by their CAMEO codes, imagined ones left out."""
        if self.petr is not None and texts and all(raw.manner == "petr" for raw in texts):
            return self.petr.code(texts)
        return [tuple(dict.fromkeys(self._read(raw))) for raw in texts]

    def _read(self, raw: Raw) -> Iterator[Coded]:
        try:
            article = load_article(raw.text.encode(), name="sentence", published=raw.day)
            with _limit(LIMIT_SECONDS):
                events = self._reader.read(article).events
        except GoodOfficesError:
            return
        except TimeoutError:
            print(f"{self.name}: no answer within {LIMIT_SECONDS} s, counted as no event")
            return
        counted = [event for event in events if event.confidence >= self._least]
        for event, trace in _coded_once([(event, json.loads(event.trace)) for event in counted]):
            code = _cameo(event)
            if code is not None:
                yield from self._rows(event, code, trace)

    def _rows(self, event: Event, code: str, trace: dict[str, Any]) -> Iterator[Coded]:
        nobody: list[tuple[Actor | None, Any]] = [(None, None)]
        left = _placed(event.source, trace.get("source_at")) or nobody
        right = _placed(event.target, trace.get("target_at")) or nobody
        is_mutual = event.is_reciprocal and event.modality != "negated"
        for source, source_span in left:
            for target, target_span in right:
                row = Coded(
                    source=self._label(source),
                    target=self._label(target),
                    code=code,
                    source_span=source_span,
                    target_span=target_span,
                )
                yield row
                answer = code if is_mutual else _ANSWERS.get(code)
                if answer is not None:
                    yield Coded(
                        source=row.target,
                        target=row.source,
                        code=answer,
                        source_span=row.target_span,
                        target_span=row.source_span,
                    )

    def _label(self, actor: Actor | None) -> str:
        if actor is None:
            return ""
        if actor.id is None:
            return _NULL + actor.role
        is_group = self._world.kind(actor.id) == "organisation"
        return f"IGO{actor.id}" if is_group else actor.id + actor.role

    def spans(self, texts: Sequence[Raw]) -> list[tuple[list[Span], list[Span]]] | None:
        """Return who acts on whom in the main act of each sentence; None from the lite reader."""
        if self._reader.name != "english":
            return None
        found = read_spans(raw.text for raw in texts)
        return [(list(a.sources), list(a.targets)) if a else ([], []) for a in found]

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        """Return the best category of the shipped classifier, code 163 as COERCE as in PLV."""
        from goodoffices.reading.classify import classify_plover

        return [classify_plover(item.text, item.source, item.target)[0].category for item in items]


def _cameo(event: Event) -> str | None:
    """Return the code that a CAMEO coder gives; None for what is imagined, or denied for good.

    Aid to come is an intent (033), aid refused a refusal (122); a denied act that CAMEO has no
    refusal for is no event.
    """
    if event.modality == "hypothetical":
        return None
    code = folded_code(event.code, event.modality)
    return None if event.modality == "negated" and code == event.code else code


def _coded_once(
    events: list[tuple[Event, dict[str, Any]]],
) -> Iterator[tuple[Event, dict[str, Any]]]:
    """Leave out what coders note only as said: the attack that a side charges or owns.

    So is any act that stands inside a statement or an appeal: the raid of "voiced grief over a
    raid on Chad". The reader tells such acts; a coder codes the statement alone.
    """
    accused = {
        actor.id
        for event, trace in events
        if trace.get("target_rule") in {"cdoer", "cvictim"}
        for actor in (event.target if trace["target_rule"] == "cdoer" else event.source)
    }
    for event, trace in events:
        if event.code[:2] in _FORCE and accused & {actor.id for actor in event.source}:
            continue
        if trace.get("told_in") and event.code[:2] not in _STATED:
            continue
        yield event, trace


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    """Raise ``TimeoutError`` when the block takes longer (where the system has such a clock)."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _placed(actors: tuple[Actor, ...], places: Any) -> list[tuple[Actor | None, Any]]:
    """Return each actor with its place, None where the trace tells no place."""
    known = [None if place is None else tuple(place) for place in places or ()]
    return list(
        zip(actors, known if len(known) == len(actors) else [None] * len(actors), strict=True)
    )


def open_ours(dictionaries: Path | None = None, *, is_all: bool = False) -> OurReader:
    """Return the best reader that is installed; the folder holds the dictionaries of PETRARCH.

    Its events count from the confidence on from which relations count them; with ``is_all`` each
    that it tells.
    """
    petr = open_petr_manner(dictionaries) if dictionaries is not None else None
    if is_all:
        return OurReader(open_reader(), "ours-told", petr)
    return OurReader(open_reader(), "ours", petr, least=MIN_CONFIDENCE)


def open_lite() -> OurReader | None:
    """Return the dictionary-only reader, None while the package has none."""
    try:
        from goodoffices.reading.lite import open_lite_reader
    except ImportError:
        return None
    return OurReader(open_lite_reader(), "lite")
