"""An explanation for the terminal: parts in colour, and told apart by brackets without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from goodoffices.reading.marks import cut_at_marks
from goodoffices.reading.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.explain import Explanation
    from goodoffices.reading.marks import Part

__all__ = ["render_explanation"]

_STYLES: dict[Part, tuple[str, str]] = {
    "trigger": ("act", "bold yellow"),
    "source": ("who", "bold green"),
    "target": ("whom", "bold cyan"),
    "both": ("both", "bold cyan"),
    "via": ("through", "bold magenta"),
    "date": ("when", "bold blue"),
    "modality": ("but", "bold red"),
}


def render_explanation(explanation: Explanation) -> Group:
    """Return an explanation for the terminal; print it with a ``rich.console.Console``.

    Each marked part stands in brackets with its name, so that it reads without colour.
    """
    event = explanation.event
    head: list[RenderableType] = [Text(visible(f"{event.id}  {event.what}"), style="bold")]
    if event.quote:
        head += [Text(), Padding(_sentence(explanation), (0, 2)), Text()]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for part, found, why in _rows(explanation):
        words = Text(visible(found))
        if why:
            words.append(f"  ({visible(why)})", style="dim")
        table.add_row(part, words)
    return Group(*head, Padding(table, (0, 2)))


def _sentence(explanation: Explanation) -> Text:
    sentence = Text()
    for piece, part in cut_at_marks(explanation.event.quote, explanation.marks):
        words = visible(piece)
        if part is None:
            sentence.append(words)
        else:
            label, style = _STYLES[part]
            sentence.append(f"[{label}: {words}]", style=style)
    return sentence


def _rows(explanation: Explanation) -> Iterator[tuple[str, str, str]]:
    """Yield what is told of an event: the part, what was found, and why."""
    for reason in explanation.reasons:
        yield reason.part, reason.found, reason.why
    code = explanation.code
    place = f"PLOVER {code.plover}; {code.quad}; Goldstein {code.goldstein:+.1f}; {code.group}"
    yield "Code", f"{code.code} {code.name}", place
    if code.pattern:
        yield "Pattern", code.row, code.pattern
    if code.runner_up:
        yield "Runner-up", code.runner_up, ""
    for document in explanation.documents:
        told = document.title or document.publisher or "untitled"
        yield "Source", f"{told} {document.url}", str(document.published or "")
    if not explanation.documents:
        yield "Source", "not in the store", ""
