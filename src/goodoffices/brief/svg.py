"""Writes SVG: escaped tags, and text whose width is known before anybody draws it."""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodoffices.brief import palette as p
from goodoffices.brief.words import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["figure", "label", "tag", "text_width", "wrap"]

_BOLD = 1.07
_OTHER = 667
_WIDE = 1000
_FIRST_WIDE = 0x2E80
"""From here on, writing is East Asian: each letter fills a square."""


def _widths() -> dict[str, int]:
    by_width = {
        191: "'",
        222: "ijl",
        278: " fIt.,:;!/",
        333: "-()r",
        355: '"',
        500: "cksvxyzJ",
        556: "abdeghnopqu0123456789L?$_",
        584: "+=<>",
        611: "FTZ",
        667: "ABEKPSVXY",
        722: "wCDHNRU",
        778: "GOQ",
        833: "mM",
        944: "W",
        1000: "\N{EM DASH}\N{HORIZONTAL ELLIPSIS}",
    }
    return {letter: width for width, letters in by_width.items() for letter in letters}


_WIDTHS: Mapping[str, int] = MappingProxyType(_widths())
"""Advance widths of Helvetica in thousandths of the size (Adobe's font metrics)."""


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Return how wide a text is in the units of its size, a little too wide when in doubt.

    >>> text_width("ill", 10), text_width("MMM", 10)
    (6.66, 24.99)
    """
    total = sum(_letter_width(letter) for letter in text)
    return total * size * (_BOLD if is_bold else 1.0) / 1000


def _letter_width(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    return _WIDE if ord(letter) >= _FIRST_WIDE else _OTHER


def wrap(text: str, width: float, size: float, max_lines: int) -> tuple[str, ...]:
    """Return a text as lines no wider than ``width``; what does not fit ends in an ellipsis.

    >>> wrap("one two three", 40, 10, 2)
    ('one two', 'three')
    >>> wrap("one two three", 40, 10, 1)
    ('one tw…',)
    """
    lines: list[str] = []
    words = clean(text).split()
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        elif len(lines) < max_lines:
            lines.append(_cut(word, width, size))
        else:
            lines[-1] = _cut(" ".join([lines[-1], *words[place:]]), width, size)
            break
    return tuple(lines)


def _cut(text: str, width: float, size: float) -> str:
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;:')}…"


def tag(name: str, *inside: str, **attributes: object) -> str:
    """Return one element of SVG; ``inside`` is markup already, attributes are escaped.

    >>> tag("rect", x=1.0, stroke_width=2)
    '<rect x="1" stroke-width="2"/>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_written(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if not inside:
        return f"<{name}{given}/>"
    return f"<{name}{given}>{''.join(inside)}</{name}>"


def figure(name: str, height: float, title: str, described: str, drawn: Iterable[str]) -> str:
    """Return a whole figure on paper, with a title and a description for those who cannot see it.

    ``name`` keeps the ids of several figures on one page apart.

    >>> figure("a", 10, "Ties", "None.", [])[:72]
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 10" role="img" '
    """
    return tag(
        "svg",
        tag("title", escape(clean(title)), id=f"figure-{name}-title"),
        tag("desc", escape(clean(described)), id=f"figure-{name}-desc"),
        tag("rect", x=0, y=0, width=p.WIDTH, height=height, fill=p.PAPER),
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {p.WIDTH} {height:.0f}",
        role="img",
        aria_labelledby=f"figure-{name}-title figure-{name}-desc",
        font_family=p.FONT,
        class_="figure",
    )


def label(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 9.5,
    fill: str = p.INK,
    anchor: str = "start",
    is_bold: bool = False,
    has_halo: bool = False,
) -> str:
    """Return one line of text; whatever it says, it is text and nothing else.

    >>> "<script>" in label(0, 0, "<script>")
    False
    """
    return tag(
        "text",
        escape(clean(text)),
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        text_anchor=anchor if anchor != "start" else None,
        font_weight="bold" if is_bold else None,
        stroke=p.PAPER if has_halo else None,
        stroke_width=3 if has_halo else None,
        paint_order="stroke" if has_halo else None,
    )


def _written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
