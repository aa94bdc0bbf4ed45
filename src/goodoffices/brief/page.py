"""The brief as a page: one file that needs nothing else, on a screen and on paper.

Styles and figures are inside the file; it loads nothing. Text is escaped by the template, and an
address becomes a link only when it leads to the web.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from goodoffices.brief import constants as c
from goodoffices.brief import palette
from goodoffices.brief.bridge_figure import draw_bridge
from goodoffices.brief.timeline_figure import draw_timeline
from goodoffices.brief.words import clean, day_words, signed

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from goodoffices.brief.records import Brief, Sentence

__all__ = ["page_environment", "read_template", "render_html", "web_address"]

_MARKS = {"hostile": "▼", "conciliatory": "●", "third_party": "◆", "neutral": "■"}
_TONES = {
    "hostile": "hostile",
    "conciliatory": "kind",
    "third_party": "third party",
    "neutral": "silence",
}


def render_html(brief: Brief) -> str:
    """Return the brief as one HTML page that loads nothing and prints on A4.

    Page one holds the whole case: state, timeline, third parties, steps. A pair of which nothing
    is known gets a page that says so and how to add something.
    """
    from markupsafe import Markup

    numbers = {entry.ref: entry.number for entry in brief.references}
    is_drawn = brief.has_data and bool(brief.timeline or brief.measures)
    return _template().render(
        brief=brief,
        # Our own markup: every text in the figures is escaped where it is written.
        timeline=Markup(draw_timeline(brief)) if is_drawn else None,  # noqa: S704
        bridge=Markup(draw_bridge(brief)) if brief.helpers and brief.has_data else None,  # noqa: S704
        style=Markup(read_template("brief.css")),  # noqa: S704
        cited=lambda sentence: _cited(sentence, numbers),
        phase_fill=palette.PHASES[brief.phase][0],
        phase_ink=palette.PHASES[brief.phase][1],
        feeds_fill=palette.PHASES[brief.by_feeds.phase][0] if brief.by_feeds else "",
        feeds_ink=palette.PHASES[brief.by_feeds.phase][1] if brief.by_feeds else "",
        statuses=c.STATUS_TITLES,
        phases=c.PHASE_TITLES,
        marks=_MARKS,
        tones=_TONES,
    )


def web_address(url: str) -> str:
    """Return an address that may become a link, "" for anything that is no plain web address.

    >>> web_address("https://un.org/a"), web_address("javascript:alert(1)")
    ('https://un.org/a', '')
    """
    found = clean(url).strip()
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if parts.scheme in ("http", "https") and parts.hostname else ""


def _cited(sentence: Sentence, numbers: dict[str, int]) -> list[int]:
    return sorted({numbers[ref] for ref in sentence.refs if ref in numbers})


def finalize(value: object) -> object:
    """Clean every text on its way into the page; markup of our own passes as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return clean(value)
    return value


def read_template(name: str) -> str:
    """Return a file of the folder of templates."""
    return files("goodoffices.brief").joinpath("templates", name).read_text("utf-8")


def page_environment() -> Environment:
    """Return what pages of this room are rendered with: every text is escaped and cleaned."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.filters["day"] = day_words
    environment.filters["web"] = web_address
    return environment


@cache
def _template() -> Template:
    environment = page_environment()
    environment.filters["signed"] = signed
    return environment.from_string(read_template("brief.html.jinja"))
