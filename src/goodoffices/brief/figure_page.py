"""A page around a figure: one file that loads nothing, with the same told as tables."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - part of a record
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from goodoffices import __version__
from goodoffices.brief import palette
from goodoffices.brief.page import page_environment, read_template

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["FigurePage", "Section", "Table", "render_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of words under a head; a folded one opens on a click and is not printed."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a page: sentences, at most one figure (SVG of ours), tables."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    figure: str = ""
    caption: str = ""
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """What stands on a page; ``phase`` colours the chip beside the title, "" for none."""

    title: str
    chip: str
    phase: str
    as_of: dt.date
    commit: int
    sections: tuple[Section, ...]
    program: str = f"goodoffices {__version__}"


def render_page(page: FigurePage) -> str:
    """Return a page as HTML that needs no other file and prints on A4."""
    from markupsafe import Markup

    fill, ink = palette.PHASES.get(page.phase, (palette.PAPER, palette.INK))
    return _template().render(
        page=page,
        style=Markup(read_template("brief.css")),  # noqa: S704 - our own file
        phase_fill=fill,
        phase_ink=ink,
    )


@cache
def _template() -> Template:
    from markupsafe import Markup

    environment = page_environment()
    # Only for figures, whose texts are escaped where they are written.
    environment.filters["own"] = Markup
    return environment.from_string(read_template("figure.html.jinja"))
