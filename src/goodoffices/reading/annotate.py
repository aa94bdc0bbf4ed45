"""Show an article or one event with its words marked: for the terminal and as a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from goodoffices.ontology import act
from goodoffices.reading.explain import explanation_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.article import Article
    from goodoffices.reading.explain import Explanation
    from goodoffices.reading.reader import Reading
    from goodoffices.records import Event, Statement

__all__ = ["annotate_html", "render_explanation"]

_STYLES = {
    "trigger": "bold yellow",
    "source": "bold green",
    "target": "bold cyan",
    "via": "bold magenta",
}
_CSS = """
:root{color-scheme:light dark}
body{font:16px/1.55 Georgia,'Times New Roman',serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.25}
.about,.key,details{font:14px/1.5 system-ui,sans-serif;color:#555}
mark{padding:0 .15em;border-radius:.2em;color:#111}
mark.trigger{background:#ffd666;font-weight:700}mark.source{background:#b7e3b0}
mark.target{background:#a9d8ee}mark.via{background:#e3c2ee}
.told{background:#8881;border-left:3px solid #c58b00;padding:.1em .4em}
.said{border-left-color:#2a7f9e}
ul{margin:.2rem 0 .8rem;padding-left:1.2rem}li{margin:.15rem 0}
.quiet{color:#666}
@media(prefers-color-scheme:dark){body{background:#16181b;color:#ddd}
.about,.key,details,.quiet{color:#aaa}}
@media print{body{max-width:none}details{display:none}}
"""
_KEY = (
    '<mark class="trigger">act</mark> <mark class="source">who</mark> '
    '<mark class="target">to whom</mark> <mark class="via">through whom</mark>'
)
_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'\">"
)


def render_explanation(explanation: Explanation) -> Group:
    """Return an explanation for the terminal; print it with a ``rich.console.Console``."""
    event = explanation.event
    sentence = Text(event.quote)
    for mark in explanation.marks:
        sentence.stylize(_STYLES[mark.kind], mark.start, mark.end)
    lines = [Text(f"{event.id}  {event.what}", style="bold"), sentence]
    lines += [Text(f"  {reason}") for reason in explanation.reasons]
    if explanation.pattern:
        lines.append(Text(f"  Pattern {explanation.row}: {explanation.pattern}", style="dim"))
    if explanation.runner_up:
        lines.append(Text(f"  Runner-up {explanation.runner_up}"))
    for document in explanation.documents:
        day = document.published.isoformat() if document.published else "day not known"
        lines.append(Text(f"  Source: {document.title or document.url} ({day}) {document.url}",
                          style="dim"))  # fmt: skip
    return Group(*(line for line in lines if line.plain))


def annotate_html(article: Article, reading: Reading) -> str:
    """Return a page with the whole article, its acts marked and explained below each sentence.

    The page holds no script and loads nothing; everything from the article is escaped.
    """
    title = escape(article.title or article.name)
    about = " · ".join(
        escape(part)
        for part in (article.publisher, article.published.isoformat(), article.url)
        if part
    )
    n_events, n_statements = len(reading.events), len(reading.statements)
    return "".join(
        (
            _HEAD,
            f"<title>{title}</title><style>{_CSS}</style></head><body>",
            f'<h1>{title}</h1><p class="about">{about}</p>',
            f'<p class="key">{n_events} events, {n_statements} statements. {_KEY}</p>',
            *_body(article, reading),
            _left_out(reading),
            "</body></html>\n",
        )
    )


def _body(article: Article, reading: Reading) -> Iterator[str]:
    at = 0
    for start, end in _spans(reading):
        if start < at:
            continue
        yield from _plain(article.text[at:start])
        events = [e for e in reading.events if e.quote_start == start]
        told = [s for s in reading.statements if s.quote_start == start]
        yield _quote(article.text[start:end], events)
        yield "<ul>" + "".join([*map(_event, events), *map(_statement, told)]) + "</ul>"
        at = end
    yield from _plain(article.text[at:])


def _spans(reading: Reading) -> list[tuple[int, int]]:
    quoted: list[Event | Statement] = [*reading.events, *reading.statements]
    return sorted(
        {
            (one.quote_start, one.quote_end)
            for one in quoted
            if one.quote_start is not None and one.quote_end is not None
        }
    )


def _plain(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        if paragraph.strip():
            yield f'<p class="quiet">{escape(paragraph.strip())}</p>'


def _quote(text: str, events: list[Event]) -> str:
    """Return the sentence with the words of all its events marked; acts win over actors."""
    kinds = [""] * len(text)
    for event in events:
        for mark in explanation_of(event).marks:
            for n in range(mark.start, min(mark.end, len(text))):
                if kinds[n] != "trigger":
                    kinds[n] = mark.kind
    parts, at = [], 0
    for n in range(1, len(text) + 1):
        if n == len(text) or kinds[n] != kinds[at]:
            words = escape(text[at:n])
            parts.append(f'<mark class="{kinds[at]}">{words}</mark>' if kinds[at] else words)
            at = n
    kind = "told" if events else "told said"
    return f'<p class="{kind}">{"".join(parts)}</p>'


def _event(event: Event) -> str:
    explained = explanation_of(event)
    when = "day not told"
    if event.start is not None:
        when = event.start.isoformat()
        if event.end is not None and event.end != event.start:
            when += f" to {event.end.isoformat()}"
    modality = "" if event.modality == "actual" else f", {event.modality}"
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in explained.reasons)
    rival = f"<li>Runner-up {escape(explained.runner_up)}</li>" if explained.runner_up else ""
    line = f"{event.code} {act(event.code).name}: {event.what} ({when}{modality})"
    return (
        f"<li>{escape(line)}<details><summary>why</summary><ul>{reasons}{rival}</ul></details></li>"
    )


def _statement(statement: Statement) -> str:
    return f"<li>{escape(statement.what)} (a statement, no event)</li>"


def _left_out(reading: Reading) -> str:
    if not reading.skipped:
        return ""
    notes = "".join(f"<li>{escape(note)}</li>" for note in reading.skipped)
    summary = f"{len(reading.skipped)} words that told no event"
    return f"<details><summary>{summary}</summary><ul>{notes}</ul></details>"
