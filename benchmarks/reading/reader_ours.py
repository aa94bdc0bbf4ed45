"""The reader of this project (and its lite twin) behind the protocol of the benchmark.

Each sentence is an article of its own; what is announced or refused is coded as such (03x, 12x,
13x), as in the gold files. Event types given spans come from the shipped classifier.
"""

from __future__ import annotations

import json
import signal
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from bench_reader import Coded, Raw
from phoenix_actors import phoenix_place, phoenix_sector

from goodoffices.errors import GoodOfficesError
from goodoffices.reading import load_article, open_reader
from goodoffices.reading.folding import folded_code
from goodoffices.reading.lexicon import rows
from goodoffices.reading.spans import read_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gold_formats import Span, SpanItem

    from goodoffices.reading import Reader
    from goodoffices.records import Actor, Event

__all__ = ["OurReader", "open_lite", "open_ours"]

_NULL = "---"
LIMIT_SECONDS = 5
"""Time that one sentence may take; a reader that hangs gives no event, and it is told."""
_ANSWERS = {"043": "042"}
"""Who is hosted has made a visit: CAMEO codes both."""
_FORCE = ("18", "19", "20")
_SETTLED = frozenset({"will", "shall", "'ll", "going to", "is to", "agree", "promise", "pledge",
                      "vow", "schedule", "set", "due"})  # fmt: skip
_GROUP_CODES = {
    "INTERPOL": "IGOCOPITP",
    "UN": "IGOUNO",
    "UNSC": "IGOUNOSEC",
    "NATO": "IGOWSTNAT",
    "EU": "IGOEUREEC",
}

_MOVEMENTS = dict.fromkeys(
    ("islamic state", "isil", "isis", "daesh", "islamic state group"), "IMGMUSISI"
) | dict.fromkeys(("al-qaeda", "al-qaida", "al qaeda"), "IMGMUSALQ")
"""Armed groups of no one state and their codes among the Phoenix actors."""


class OurReader:
    """A reader of the package; what it cannot read (another language) gives no event."""

    def __init__(self, reader: Reader, name: str) -> None:
        from goodoffices.world import load_world

        self._reader = reader
        self._world = load_world()
        self.name = name

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        """Return the events of each sentence by their CAMEO codes, imagined ones left out."""
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
        told = list(_coded_once([(event, json.loads(event.trace)) for event in events]))
        for event, trace in _said_by_verbs(told) if raw.manner == "petr" else told:
            code = _cameo(event) if raw.manner == "cameo" else _petrarch(event, trace)
            if code is not None:
                is_mutual = _is_mutual(event, trace, raw.manner)
                yield from self._rows(event, code, trace, article.text, is_mutual=is_mutual)

    def _rows(
        self, event: Event, code: str, trace: dict[str, Any], text: str, *, is_mutual: bool
    ) -> Iterator[Coded]:
        nobody: list[tuple[Actor | None, Any]] = [(None, None)]
        left = _placed(event.source, trace.get("source_at")) or nobody
        right = _placed(event.target, trace.get("target_at")) or nobody
        for source, source_span in left:
            for target, target_span in right:
                row = Coded(
                    source=self._label(source, _words(text, source_span)),
                    target=self._label(target, _words(text, target_span)),
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

    def _label(self, actor: Actor | None, words: str) -> str:
        if actor is None:
            return ""
        sector = phoenix_sector(actor.role, words or actor.name)
        if actor.id is None:
            return _MOVEMENTS.get(actor.name.lower(), _NULL + sector)
        if self._world.kind(actor.id) == "organisation":
            return _GROUP_CODES.get(actor.id, f"IGO{actor.id}")
        return phoenix_place(actor.id, actor.name) + sector

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


def _petrarch(event: Event, trace: dict[str, Any]) -> str | None:
    """Return the code as coders of PETRARCH give it: what will be done counts as done.

    So does what is agreed on, promised or on the calendar, all but force ("will attack" is 138).
    Wishes, plans and what somebody "would" do are intents there too.
    """
    is_set = event.modality == "expected" and trace.get("modality") in _SETTLED
    if not is_set or event.code[:2] in _FORCE:
        return _cameo(event)
    code, _, _ = _row(trace.get("row", "")).get("code", "").partition(":")
    return code or event.code


def _is_mutual(event: Event, trace: dict[str, Any], manner: str) -> bool:
    """Tell whether an act gets a row in either direction; a refusal to meet is one side's.

    PETRARCH codes talks (046), calls and visits both ways, but "A met with B" (040) as A's alone.
    """
    if not event.is_reciprocal or event.modality == "negated":
        return False
    is_told_apart = trace.get("source_rule") != trace.get("target_rule")
    return not (manner == "petr" and event.code == "040" and is_told_apart)


@cache
def _row(row: str) -> dict[str, str]:
    table = row.partition(":")[0]
    known = rows(table) if table in {"idioms", "triggers", "ways"} else ()
    return next((found for found in known if found["row"] == row), {})


def _said_by_verbs(
    events: list[tuple[Event, dict[str, Any]]],
) -> Iterator[tuple[Event, dict[str, Any]]]:
    """Leave out what a noun tells of two sides between whom a verb tells an act already.

    Coders of PETRARCH start from verbs: "held talks during a visit" is talks. An act of which only
    the kind is guessed has no code of theirs.
    """
    sides = {id(event): frozenset(a.id for a in (*event.source, *event.target))
             for event, _ in events}  # fmt: skip
    by_verb = {sides[id(event)] for event, trace in events
               if _row(trace.get("row", "")).get("pos") == "V"}  # fmt: skip
    for event, trace in events:
        is_noun = _row(trace.get("row", "")).get("pos") == "N"
        if not (is_noun and sides[id(event)] in by_verb) and trace.get("row") != "classifier":
            yield event, trace


def _coded_once(
    events: list[tuple[Event, dict[str, Any]]],
) -> Iterator[tuple[Event, dict[str, Any]]]:
    """Leave out the attack that a side charges or owns: coders note what is said of it only."""
    accused = {
        actor.id
        for event, trace in events
        if trace.get("target_rule") in {"cdoer", "cvictim"}
        for actor in (event.target if trace["target_rule"] == "cdoer" else event.source)
    }
    for event, trace in events:
        if event.code[:2] in _FORCE and accused & {actor.id for actor in event.source}:
            continue
        yield event, trace


def _words(text: str, span: Any) -> str:
    return "" if span is None else text[span[0] : span[1]]


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


def open_ours() -> OurReader:
    """Return the best reader that is installed."""
    return OurReader(open_reader(), "ours")


def open_lite() -> OurReader | None:
    """Return the dictionary-only reader, None while the package has none."""
    try:
        from goodoffices.reading.lite import open_lite_reader
    except ImportError:
        return None
    return OurReader(open_lite_reader(), "lite")
