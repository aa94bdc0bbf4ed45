"""Show an article with what was read in it, for ``goodoffices read --dry-run``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from goodoffices.reading.limits import DOUBTFUL_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.article import Article
    from goodoffices.reading.reader import Reading
    from goodoffices.records import Event, Statement

__all__ = ["count_doubtful", "doubt_of", "render_dry_run"]

_MARK = "bold yellow"
_QUIET = "dim"
_NOT_ACTUAL = {"expected": "expected", "negated": "said not to be", "historical": "long past",
               "hypothetical": "only imagined"}  # fmt: skip


def render_dry_run(article: Article, reading: Reading) -> Group:
    """Return the text, sentence by sentence, with the events and statements under each.

    The words that told an act are marked; sentences that gave nothing are dim. Print it with a
    ``rich.console.Console``; without colours the lines below each sentence still tell all.
    """
    parts: list[Text] = [_head(article, reading)]
    at = 0
    for start, end in _spans(reading):
        if start > at:
            parts.append(Text(article.text[at:start].strip(), style=_QUIET))
        parts.append(_sentence(article, reading, start, end))
        parts.extend(_event_line(e) for e in reading.events if e.quote_start == start)
        parts.extend(_statement_line(s) for s in reading.statements if s.quote_start == start)
        at = max(at, end)
    if article.text[at:].strip():
        parts.append(Text(article.text[at:].strip(), style=_QUIET))
    parts.append(Text(_summary(reading), style="bold"))
    return Group(*(part for part in parts if part.plain))


def _head(article: Article, reading: Reading) -> Text:
    title = reading.document.title or article.name
    return Text(f"{title} ({article.published.isoformat()})", style="bold")


def _spans(reading: Reading) -> list[tuple[int, int]]:
    quoted: list[Event | Statement] = [*reading.events, *reading.statements]
    return sorted(
        {
            (one.quote_start, one.quote_end)
            for one in quoted
            if one.quote_start is not None and one.quote_end is not None
        }
    )


def _sentence(article: Article, reading: Reading, start: int, end: int) -> Text:
    text = Text(article.text[start:end])
    for event in reading.events:
        if event.quote_start == start:
            trace = json.loads(event.trace)
            at = trace["trigger_at"] - start
            text.stylize(_MARK, at, at + len(trace["trigger"]))
    return text


def _event_line(event: Event) -> Text:
    when = "day not told"
    if event.start is not None:
        when = event.start.isoformat()
        if event.end is not None and event.end != event.start:
            when += f" .. {event.end.isoformat()}"
    manners = [_NOT_ACTUAL.get(event.modality, ""), doubt_of(event)]
    manner = ", ".join(filter(None, manners))
    dead = f", {event.n_dead} dead" if event.n_dead is not None else ""
    hurt = f", {event.n_injured} injured" if event.n_injured is not None else ""
    line = f"  > {event.code} {event.what}{dead}{hurt} [{when}]"
    return Text(f"{line} ({manner})" if manner else line, style="green")


def doubt_of(event: Event) -> str:
    """Return "doubtful" with the confidence of an event that is more likely wrong than right."""
    if event.confidence >= DOUBTFUL_BELOW:
        return ""
    return f"doubtful: {event.confidence:.2f}"


def count_doubtful(events: Iterable[Event]) -> int:
    """Return how many events are doubtful."""
    return sum(1 for event in events if doubt_of(event))


def _statement_line(statement: Statement) -> Text:
    return Text(f"  = {statement.what}", style="cyan")


def _summary(reading: Reading) -> str:
    """Return the counts, and the notes that are about the whole reading, not about one word."""
    notes = [note for note in reading.skipped if not note[:1].isdigit()]
    n_doubtful = count_doubtful(reading.events)
    doubt = f" ({n_doubtful} doubtful)" if n_doubtful else ""
    counts = (
        f"{len(reading.events)} events{doubt}, {len(reading.statements)} statements, "
        f"{len(reading.skipped) - len(notes)} words that told no event"
    )
    return "\n".join([counts, *notes])
