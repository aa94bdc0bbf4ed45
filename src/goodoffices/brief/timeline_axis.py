"""The axis of the timeline figure: months, shortened stretches, day of the brief, legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief import palette as p
from goodoffices.brief.layout import make_ticks
from goodoffices.brief.svg import label, tag, text_width
from goodoffices.brief.words import day_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.brief.layout import TimeScale

__all__ = [
    "LEGEND_WIDTH",
    "MARGIN",
    "as_of_line",
    "date_chip",
    "draw_breaks",
    "draw_grid",
    "draw_legend",
    "draw_mark",
    "shade_future",
]

MARGIN = 8.0
"""Empty room at the left and right edge of the figure."""

LEGEND_WIDTH = 420.0
"""Room that the longest legend takes."""

SMALL = 8.6
_TICK_TEXT = 22.0
_LEGEND = (
    ("conciliatory", "kind"),
    ("third_party", "third party"),
    ("hostile", "hostile"),
    ("neutral", "silence"),
)


def shade_future(day: dt.date, scale: TimeScale, spans: Sequence[tuple[float, float]]) -> list[str]:
    """Shade the days after the brief: nothing is known of them."""
    x = scale.x(day)
    width = p.WIDTH - MARGIN - x
    return [
        tag("rect", x=x, y=top, width=width, height=bottom - top, fill=p.SHADE)
        for top, bottom in spans
        if width > 0
    ]


def draw_grid(scale: TimeScale, day: dt.date, axis: float, height: float) -> list[str]:
    """Draw the axis with months and years, leaving out those that the day would cover."""
    found = []
    for tick in make_ticks(scale):
        if -_TICK_TEXT < tick.x - scale.x(day) < 0 or tick.x > p.WIDTH - MARGIN - _TICK_TEXT:
            continue
        is_year = tick.day.month == 1
        found.append(
            tag("line", x1=tick.x, x2=tick.x, y1=axis, y2=height, stroke=p.LINE, stroke_width=0.6)
        )
        found.append(
            label(tick.x + 2, axis + 10, tick.month, size=SMALL, fill=p.SOFT, is_bold=is_year)
        )
        if tick.year:
            found.append(label(tick.x + 2, axis + 20, tick.year, size=SMALL, is_bold=True))
    line = tag("line", x1=MARGIN, x2=p.WIDTH - MARGIN, y1=axis, y2=axis, stroke=p.LINE)
    return [line, *found]


def draw_breaks(scale: TimeScale, axis: float) -> list[str]:
    """Mark each shortened stretch with two strokes through the axis."""
    found = []
    for first, last in scale.breaks:
        x = (scale.x(first) + scale.x(last)) / 2
        gap = tag("rect", x=x - 3, y=axis - 1, width=6, height=2, fill=p.PAPER)
        path = f"M{x - 4:.1f} {axis + 4:.1f}l3 -8M{x + 1:.1f} {axis + 4:.1f}l3 -8"
        found += [gap, tag("path", d=path, stroke=p.SOFT, stroke_width=1.1, fill="none")]
    return found


def as_of_line(
    day: dt.date,
    scale: TimeScale,
    spans: Sequence[tuple[float, float]],
    chip_at: tuple[float, float],
) -> list[str]:
    """Mark the day of the brief, with its date at the foot."""
    x = scale.x(day)
    left, wide = chip_at
    foot = spans[-1][1]
    lines = [
        tag(
            "line",
            x1=x,
            x2=x,
            y1=top,
            y2=bottom,
            stroke=p.INK,
            stroke_width=1.2,
            stroke_dasharray="4 2.5",
        )
        for top, bottom in spans
    ]
    chip = tag("rect", x=left, y=foot, width=wide, height=13, fill=p.INK)
    words = label(left + 4, foot + 9.5, _date_words(day), size=SMALL, fill=p.PAPER, is_bold=True)
    return [*lines, chip, words]


def date_chip(day: dt.date, scale: TimeScale) -> tuple[float, float]:
    """Return where the date of the brief is written: left edge and width."""
    x = scale.x(day)
    wide = text_width(_date_words(day), SMALL, is_bold=True) + 8
    return (x - wide if x > p.WIDTH / 2 else x, wide)


def _date_words(day: dt.date) -> str:
    return f"as known on {day_words(day)}"


def draw_legend(y: float, *, has_breaks: bool) -> list[str]:
    """Draw what the marks mean."""
    x = MARGIN
    found: list[str] = []
    for tone, words in _LEGEND:
        found += [
            draw_mark(tone, x + 4, y - 3, 3.4),
            label(x + 11, y, words, size=SMALL, fill=p.SOFT),
        ]
        x += 22 + text_width(words, SMALL)
    rest = "small marks: other acts" + ("   // quiet stretch, shortened" if has_breaks else "")
    return [*found, label(x, y, rest, size=SMALL, fill=p.SOFT)]


def draw_mark(tone: str, x: float, y: float, size: float, *, opacity: float | None = None) -> str:
    """Return a mark by its tone: triangle hostile, circle kind, diamond third party, square."""
    fill = p.TONES[tone]
    if tone == "conciliatory":
        return tag("circle", cx=x, cy=y, r=size, fill=fill, opacity=opacity)
    corners = {
        "hostile": ((-1.15, -0.9), (1.15, -0.9), (0, 1.2)),
        "third_party": ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
        "neutral": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    }[tone]
    points = " ".join(f"{x + dx * size:.1f},{y + dy * size:.1f}" for dx, dy in corners)
    return tag("polygon", points=points, fill=fill, opacity=opacity)
