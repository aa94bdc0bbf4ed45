"""The bars of measures below the timeline: when each was set, eased and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief import palette as p
from goodoffices.brief.svg import label, tag, text_width, wrap

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.brief.layout import TimeScale
    from goodoffices.brief.records import MeasureRow

__all__ = ["bars_height", "draw_bars", "shown_measures"]

N_BARS = 11
"""Bars drawn; the table behind the figure holds all measures."""

_ROW = 14.5
_BAR = 12.0
_SIZE = 8.8


def shown_measures(measures: Sequence[MeasureRow]) -> tuple[MeasureRow, ...]:
    """Return the measures that get a bar, by their first day: those that bind before the ended."""
    ranks = {"in_force": 0, "eased": 0, "announced": 1, "ended": 2}
    chosen = sorted(measures, key=lambda row: (ranks[row.status], row.imposed, row.measure_id))
    return tuple(sorted(chosen[:N_BARS], key=lambda row: (row.imposed, row.measure_id)))


def bars_height(measures: Sequence[MeasureRow]) -> float:
    """Return the height that the bars take."""
    return (len(shown_measures(measures)) + (len(measures) > N_BARS)) * _ROW


def draw_bars(
    measures: Sequence[MeasureRow], as_of: dt.date, scale: TimeScale, top: float
) -> list[str]:
    """Return the bars, each with what the measure forbids."""
    shown = shown_measures(measures)
    found: list[str] = []
    for place, row in enumerate(shown):
        found += _bar(row, as_of, scale, top + place * _ROW)
    left = len(measures) - len(shown)
    if left:
        words = f"and {left} more in the table"
        found.append(label(8, top + len(shown) * _ROW + 9, words, size=_SIZE, fill=p.SOFT))
    return found


def _bar(row: MeasureRow, as_of: dt.date, scale: TimeScale, y: float) -> list[str]:
    """Draw one bar: full colour, pale once eased, an end stop when ended, dashed if announced."""
    start, now = scale.x(row.imposed), scale.x(as_of)
    if row.status == "announced":
        end = scale.x(row.ends_on) if row.ends_on else scale.places[-1]
        drawn = [_piece("announced", start, max(end, start + 3), y, is_dashed=True)]
        return [*drawn, *_name(row, start, end, y, scale)]
    end = scale.x(row.ended) if row.ended else now
    if row.status == "ended":
        drawn = [_piece("ended", start, end, y)]
        stop = tag("rect", x=end - 2, y=y, width=2.4, height=_BAR, fill=p.INK)
        return [*drawn, stop, *_name(row, start, end, y, scale)]
    drawn = [_piece("in_force", start, end, y)]
    if row.status == "eased" and row.eased:
        drawn.append(_piece("eased", scale.x(row.eased), end, y, is_dashed=True))
    if row.ends_on and row.ends_on > as_of:
        drawn.append(_piece("announced", end, scale.x(row.ends_on), y, is_dashed=True))
    return [*drawn, *_name(row, start, end, y, scale)]


def _piece(status: str, start: float, end: float, y: float, *, is_dashed: bool = False) -> str:
    fill, edge = p.MEASURES[status]
    return tag(
        "rect",
        x=start,
        y=y,
        width=max(end - start, 2.0),
        height=_BAR,
        fill=fill,
        stroke=edge,
        stroke_width=0.6,
        stroke_dasharray="2 1.5" if is_dashed else None,
    )


def _name(row: MeasureRow, start: float, end: float, y: float, scale: TimeScale) -> list[str]:
    """Write the name in the bar when it fits, else on the side that has more room."""
    words = f"{row.sender.name}: {row.what.text.rstrip('.')}"
    inside = end - start - 8
    base = y + 9.2
    if text_width(words, _SIZE) <= inside:
        return [label(start + 4, base, words, size=_SIZE)]
    before, behind = start - scale.places[0] - 6, scale.places[-1] - end - 6
    room, x, anchor = max(
        (inside, start + 4, "start"), (before, start - 4, "end"), (behind, end + 4, "start")
    )
    is_outside = x != start + 4
    return [
        label(x, base, line, size=_SIZE, anchor=anchor, has_halo=is_outside)
        for line in wrap(words, room, _SIZE, 1)
    ]
