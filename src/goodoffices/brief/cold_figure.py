"""The cold ties of a day, each with the friends of both sides: the network as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goodoffices.brief import palette as p
from goodoffices.brief.bridge_figure import sure_style
from goodoffices.brief.svg import figure, label, tag, text_width, wrap
from goodoffices.brief.words import clean, count, day_words, tie_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.relations.survey import ColdTie, NetworkSurvey
    from goodoffices.world import World

__all__ = ["N_ROWS", "draw_cold_ties", "network_words"]

N_ROWS: Final = 16
"""Cold ties drawn, those with most friends of both sides first; the table of the page holds all."""

_LOW_END: Final = 132.0
_HIGH: Final = 262.0
_FRIENDS: Final = 394.0
_TOP: Final = 58.0
_ROW: Final = 29.0
_FOOT: Final = 10.0
_SIZE: Final = 9.6


def network_words(made: NetworkSurvey) -> str:
    """Return how many states and ties there are, in a sentence."""
    return (
        f"{count(len(made.states), 'state')} with {count(len(made.ties), 'tie')} whose sign is "
        f"sure: {made.n_warm:,} warm, {made.n_cold:,} cold; {made.n_not_known:,} pairs not known "
        f"to be either"
    )


def draw_cold_ties(made: NetworkSurvey, world: World) -> str:
    """Return the figure as SVG."""
    rows = made.cold[:N_ROWS]
    height = _TOP + max(len(rows), 1) * _ROW + _FOOT
    title = f"Cold ties and the friends of both sides, known on {day_words(made.as_of)}"
    drawn = [
        label(4, 11, title, size=11, is_bold=True),
        label(4, 26, f"{network_words(made)}.", size=9, fill=p.SOFT),
        *_heads(),
    ]
    if not rows:
        drawn.append(label(4, _TOP + 14, "No tie is sure to be cold.", size=_SIZE))
    for place, row in enumerate(rows):
        drawn += _row(row, made, world, _TOP + place * _ROW)
    shown = f" The first {len(rows)} are drawn." if len(rows) < len(made.cold) else ""
    described = f"{network_words(made)}.{shown} The table tells the same."
    return figure("cold", height, title, clean(described), drawn)


def _heads() -> Iterator[str]:
    y = _TOP - 8
    middle = (_LOW_END + _HIGH) / 2
    yield label(middle, y, "tone of ±9", size=8.6, fill=p.SOFT, anchor="middle")
    yield label(_FRIENDS, y, "warm with each of the two", size=8.6, fill=p.SOFT)
    yield tag("line", x1=4, x2=p.WIDTH - 4, y1=_TOP - 3, y2=_TOP - 3, stroke=p.LINE)


def _row(row: ColdTie, made: NetworkSurvey, world: World, y: float) -> Iterator[str]:
    base = y + 17
    low, high = (world.name(one, made.as_of, style="short") for one in (row.tie.low, row.tie.high))
    (name,) = wrap(low, _LOW_END - 8, _SIZE, 1)
    yield label(_LOW_END - 4, base, name, size=_SIZE, anchor="end", is_bold=False)
    (name,) = wrap(high, _FRIENDS - _HIGH - 12, _SIZE, 1)
    yield label(_HIGH + 4, base, name, size=_SIZE)
    colour, width, dashes = sure_style(row.tie.tone or 0.0)
    words = tie_words(row.tie)
    middle, wide = (_LOW_END + _HIGH) / 2, text_width(words, 9) + 8
    for start, end in ((_LOW_END, middle - wide / 2), (middle + wide / 2, _HIGH)):
        yield tag("line", x1=start, x2=end, y1=base - 3, y2=base - 3, stroke=colour,
                  stroke_width=width, stroke_dasharray=dashes)  # fmt: skip
    yield label(middle, base, words, size=9, fill=colour, anchor="middle")
    names = [world.name(one, made.as_of, style="short") for one in row.friends]
    told = f"{len(names)}: {', '.join(names)}" if names else "none known"
    lines = wrap(told, p.WIDTH - _FRIENDS - 6, 9, 2)
    for place, line in enumerate(lines):
        start = base - (5 if len(lines) > 1 else 0) + place * 11
        yield label(_FRIENDS, start, line, size=9, fill=p.INK if names else p.SOFT)
    yield tag("line", x1=4, x2=p.WIDTH - 4, y1=y + _ROW - 1, y2=y + _ROW - 1, stroke=p.LINE,
              stroke_width=0.4)  # fmt: skip
