"""A page that shows whole articles with what was read in them, for ``read --dry-run --html``.

One file that needs nothing else, on a screen and on paper: no script, nothing loaded, everything
that came from outside escaped. Parts are told apart by colour, by underline and by a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from goodoffices.reading.explain import explanation_of
from goodoffices.reading.marks import PARTS, Mark, cut_at_marks, marks_of, trace_of
from goodoffices.reading.segment import split_sentences
from goodoffices.reading.show import count_doubtful, doubt_of
from goodoffices.reading.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Template

    from goodoffices.reading.article import Article
    from goodoffices.reading.explain import Explanation
    from goodoffices.reading.marks import Part
    from goodoffices.reading.reader import Reading
    from goodoffices.records import Event, Statement

__all__ = ["annotate_html"]

_Quoted = TypeVar("_Quoted", "Event", "Statement")

_NOTE = re.compile(r"(\d{1,9}) ([^:]+): (.*)", re.DOTALL)
_LABELS = {
    "trigger": "act",
    "source": "who",
    "target": "to whom",
    "both": "both sides",
    "via": "through whom",
    "date": "when",
    "modality": "whether",
}
_MANNERS = {
    "actual": "",
    "expected": "expected",
    "negated": "said not to be",
    "historical": "long past",
    "hypothetical": "only imagined",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Some words of a sentence with the part they play; ``numbers`` are the acts they tell."""

    words: str
    part: Part | None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """One event beside its sentence."""

    number: int
    explained: Explanation
    when: str
    manners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One sentence with what was read in it and what was left out."""

    pieces: tuple[_Piece, ...]
    cards: tuple[_Card, ...]
    statements: tuple[tuple[Statement, str], ...]
    left_out: tuple[tuple[str, str], ...]
    is_headline: bool
    opens_paragraph: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """One article."""

    title: str
    article: Article
    reader: str
    notes: tuple[str, ...]
    rows: tuple[_Row, ...]
    n_events: int
    n_doubtful: int
    n_statements: int
    n_left_out: int


def annotate_html(read: Sequence[tuple[Article, Reading]], problems: Sequence[str] = ()) -> str:
    """Return one page with articles, sentence by sentence, and what was read in each.

    Beside each sentence stand its events with the rule behind every part, its statements, and the
    words that told no event with the reason. ``problems`` are lines on texts that could not be
    read. The page holds no script and loads nothing.

    >>> "No text was read" in annotate_html([])
    True
    """
    from markupsafe import Markup

    style = files("goodoffices.reading").joinpath("templates", "article.css").read_text("utf-8")
    return _template().render(
        sections=[_section(article, reading) for article, reading in read],
        problems=problems,
        labels=_LABELS,
        style=Markup(style),  # noqa: S704 - our own file
    )


def _section(article: Article, reading: Reading) -> _Section:
    numbers = {event.id: n for n, event in enumerate(_in_order(reading.events), start=1)}
    sentences = split_sentences(article.text)
    starts = [sentence.start for sentence in sentences]
    events = _by_sentence(_in_order(reading.events), starts)
    statements = _by_sentence(reading.statements, starts)
    notes = _notes(reading.skipped, starts)
    rows = tuple(
        _Row(
            pieces=_pieces(article.text[sentence.start : sentence.end], events.get(n, []), numbers),
            cards=tuple(_card(event, numbers[event.id]) for event in events.get(n, [])),
            statements=tuple((one, _cue(one)) for one in statements.get(n, [])),
            left_out=notes.get(n, ()),
            is_headline=sentence.is_headline,
            opens_paragraph=n == 0 or sentence.paragraph != sentences[n - 1].paragraph,
        )
        for n, sentence in enumerate(sentences)
    )
    readers = [str(trace_of(event).get("reader", "")) for event in reading.events]
    return _Section(
        title=article.title or article.name,
        article=article,
        reader=readers[0] if readers else "",
        notes=tuple(note for note in reading.skipped if not _NOTE.fullmatch(note)),
        rows=rows,
        n_events=len(reading.events),
        n_doubtful=count_doubtful(reading.events),
        n_statements=len(reading.statements),
        n_left_out=sum(map(len, notes.values())),
    )


def _in_order(events: Iterable[Event]) -> list[Event]:
    def place(event: Event) -> tuple[int, int]:
        at = trace_of(event).get("trigger_at")
        return (event.quote_start or 0, at if isinstance(at, int) else 0)

    return sorted(events, key=place)


def _by_sentence(records: Iterable[_Quoted], starts: list[int]) -> dict[int, list[_Quoted]]:
    """Return records by the number of the sentence in which their quote begins."""
    found: dict[int, list[_Quoted]] = {}
    for one in records:
        found.setdefault(_sentence_of(one.quote_start or 0, starts), []).append(one)
    return found


def _sentence_of(offset: int, starts: list[int]) -> int:
    from bisect import bisect_right

    return max(0, bisect_right(starts, offset) - 1)


def _notes(skipped: Iterable[str], starts: list[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return the notes on words that told no event by sentence, each once."""
    found: dict[int, dict[tuple[str, str], None]] = {}
    for note in skipped:
        match = _NOTE.fullmatch(note)
        if match:
            found.setdefault(_sentence_of(int(match[1]), starts), {})[match[2], match[3]] = None
    return {n: tuple(notes) for n, notes in found.items()}


def _pieces(text: str, events: list[Event], numbers: dict[str, int]) -> tuple[_Piece, ...]:
    """Return a sentence cut at the words of all its events; acts win over sides."""
    told: dict[tuple[int, int], tuple[int, ...]] = {}
    wanted: dict[tuple[int, int], set[Part]] = {}
    for event in events:
        for mark in marks_of(event):
            place = (mark.start, mark.end)
            wanted.setdefault(place, set()).add(mark.kind)
            if mark.kind == "trigger":
                told[place] = (*told.get(place, ()), numbers[event.id])
    marks: list[Mark] = []
    merged = [Mark(start=a, end=b, kind=_joint(parts)) for (a, b), parts in wanted.items()]
    for mark in sorted(merged, key=lambda m: (PARTS.index(m.kind), m.start, -m.end)):
        if mark.end <= len(text) and all(mark.end <= m.start or mark.start >= m.end for m in marks):
            marks.append(mark)
    at, pieces = 0, []
    for words, part in cut_at_marks(text, sorted(marks, key=lambda mark: mark.start)):
        pieces.append(_Piece(words=words, part=part, numbers=told.get((at, at + len(words)), ())))
        at += len(words)
    return tuple(pieces)


def _joint(parts: set[Part]) -> Part:
    if "trigger" not in parts and {"source", "target"} <= parts:
        return "both"
    return min(parts, key=PARTS.index)


def _card(event: Event, number: int) -> _Card:
    when = "day not told"
    if event.start is not None:
        when = str(event.start)
        if event.end != event.start:
            when += f" to {event.end}" if event.end else " or later"
    manners = (_MANNERS.get(event.modality, event.modality), doubt_of(event))
    return _Card(number=number, explained=explanation_of(event), when=when,
                 manners=tuple(filter(None, manners)))  # fmt: skip


def _cue(statement: Statement) -> str:
    return str(trace_of(statement).get("cue") or "")


def _web(url: str) -> str:
    """Return an address that may become a link, "" for anything that is no plain web address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname else ""


def _finalize(value: object) -> object:
    """Make hidden letters visible in every text on its way into the page."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return visible(value)
    return value


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["web"] = _web
    text = files("goodoffices.reading").joinpath("templates", "article.html.jinja")
    return environment.from_string(text.read_text("utf-8"))
