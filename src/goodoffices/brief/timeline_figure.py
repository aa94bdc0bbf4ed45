"""The timeline of a brief as a picture: phases, what happened, measures, the day it is known at.

Above the band of phases stand kind acts and third parties, below it hostile ones; each labelled
act has a place of its own, computed by ``layout.spread``, and a line to its day.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from goodoffices.brief import palette as p
from goodoffices.brief.layout import make_scale, spread
from goodoffices.brief.measure_bars import bars_height, draw_bars
from goodoffices.brief.said import READ_MARK
from goodoffices.brief.svg import label, tag, text_width, wrap
from goodoffices.brief.timeline_axis import (
    LEGEND_WIDTH,
    MARGIN,
    as_of_line,
    date_chip,
    draw_breaks,
    draw_grid,
    draw_legend,
    draw_mark,
    shade_future,
)
from goodoffices.brief.words import clean, day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodoffices.brief.layout import TimeScale
    from goodoffices.brief.records import Brief, PhaseBand, TimelineRow

__all__ = [
    "choose_labels",
    "draw_bands",
    "draw_labels",
    "draw_marks",
    "draw_timeline",
    "labelled",
    "place_band",
]

N_LABELS = 6
"""Labels on each side of the band: as many as fit beside each other in readable columns."""

N_THIRD = 2
"""Labels kept for third parties: who helped is the question."""

_COLUMN = (p.WIDTH - 2 * MARGIN) / N_LABELS
_TEXT_SIZE = 9.2
_LINE_HEIGHT = 10.8
_N_LINES = 5
_HEAD = 13.0
_LEADER = 30.0
_POINTS = 11.0
_BAND = 24.0
_AXIS = 30.0
_FOOT = 16.0
_PAD_SHARE = 0.03


def draw_timeline(brief: Brief) -> str:
    """Return the timeline figure as SVG."""
    scale = _scale(brief)
    above, below = labelled(brief, "above"), labelled(brief, "below")
    top, band, under, texts, axis = place_band(above, below)
    bars = axis + _AXIS
    foot = bars + bars_height(brief.measures) + 4
    chip_left, chip_width = date_chip(brief.as_of, scale)
    is_crowded = chip_left < LEGEND_WIDTH
    height = foot + _FOOT * (2 if is_crowded else 1)
    drawn = [
        tag("rect", x=0, y=0, width=p.WIDTH, height=height, fill=p.PAPER),
        *shade_future(brief.as_of, scale, ((band, under), (axis, foot))),
        *draw_grid(scale, brief.as_of, axis, foot),
        *draw_bands(brief.phases, brief.as_of, scale, band),
        *draw_marks(brief.timeline, scale, band),
        *draw_labels(above, scale, top, band, is_above=True),
        *draw_labels(below, scale, texts, band, is_above=False),
        *draw_breaks(scale, axis),
        *draw_bars(brief.measures, brief.as_of, scale, bars),
        *as_of_line(brief.as_of, scale, ((band - 3, under), (axis, foot)), (chip_left, chip_width)),
        *draw_legend(height - 6, has_breaks=bool(scale.breaks)),
    ]
    return tag(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {p.WIDTH} {height:.0f}",
        role="img",
        aria_label=_title(brief),
        font_family=p.FONT,
        class_="figure",
    )


class BandPlaces(NamedTuple):
    """Heights: foot of the labels above, top of the band, its foot, labels below, foot of all."""

    top: float
    band: float
    under: float
    texts: float
    foot: float


def place_band(above: Sequence[TimelineRow], below: Sequence[TimelineRow]) -> BandPlaces:
    """Return where the band of phases and its labels go, from the top of the figure."""
    top = _HEAD + _n_lines(above) * _LINE_HEIGHT + 4 if above else 4.0
    band = top + (_LEADER if above else 0) + _POINTS
    under = band + _BAND + _POINTS
    texts = under + (_LEADER if below else 0)
    foot = texts + (_HEAD + _n_lines(below) * _LINE_HEIGHT + 2 if below else 0)
    return BandPlaces(top, band, under, texts, foot)


def labelled(brief: Brief, side: str) -> tuple[TimelineRow, ...]:
    """Return the rows of a brief that get a label above or below the band, by day."""
    return choose_labels(brief.timeline, side)


def choose_labels(timeline: Iterable[TimelineRow], side: str) -> tuple[TimelineRow, ...]:
    """Return the key rows that get a label above or below the band, by day."""
    rows = [row for row in timeline if row.is_key and row.day is not None]
    rows.sort(key=lambda row: (-row.weight, row.day or dt.date.max, row.what.text))
    if side == "below":
        chosen = [row for row in rows if row.tone in ("hostile", "neutral")][:N_LABELS]
    else:
        third = [row for row in rows if row.tone == "third_party"]
        kind = [row for row in rows if row.tone == "conciliatory"]
        n_third = min(len(third), max(N_THIRD, N_LABELS - len(kind)))
        chosen = third[:n_third] + kind[: N_LABELS - n_third]
    return tuple(sorted(chosen, key=lambda row: (row.day or dt.date.max, row.what.text)))


def _title(brief: Brief) -> str:
    phases = "; ".join(f"{one.title} from {day_words(one.since)}" for one in brief.phases)
    n_acts = sum(1 for row in brief.timeline if row.is_key)
    return clean(
        f"Timeline of {brief.low.name} and {brief.high.name} as known on "
        f"{day_words(brief.as_of)}. Phases: {phases}. {n_acts} key acts and "
        f"{len(brief.measures)} measures; the table below tells the same."
    )


def _scale(brief: Brief) -> TimeScale:
    """Return the scale over everything that is drawn, with some room behind the last day."""
    days = [brief.as_of]
    days += [row.day for row in brief.timeline if row.is_key and row.day is not None]
    days += [band.since for band in brief.phases]
    for row in brief.measures:
        days += [day for day in (row.imposed, row.eased, row.ended, row.ends_on) if day]
    first, last = min(days), max(days)
    room = max(6, round((brief.as_of - first).days * _PAD_SHARE))
    if last == brief.as_of:
        days.append(last + dt.timedelta(days=min(room, 21)))
    days.append(first - dt.timedelta(days=min(room, 10)))
    return make_scale(days, MARGIN, p.WIDTH - MARGIN)


def _n_lines(rows: Sequence[TimelineRow]) -> int:
    return max((len(_lines(row)) for row in rows), default=0)


def _lines(row: TimelineRow) -> tuple[str, ...]:
    words = row.what.text.rstrip(".").removesuffix(READ_MARK)
    return wrap(words, _COLUMN - 8, _TEXT_SIZE, _N_LINES)


def draw_bands(
    phases: Sequence[PhaseBand], as_of: dt.date, scale: TimeScale, band: float
) -> list[str]:
    """Draw the phases as a band; a title is written where it fits."""
    found = []
    for one in phases:
        left = scale.x(one.since)
        right = scale.x(one.until + dt.timedelta(days=1) if one.until else as_of)
        fill, ink = p.PHASES[one.phase]
        width = max(right - left, 1.5)
        found.append(
            tag(
                "rect",
                x=left,
                y=band,
                width=width,
                height=_BAND,
                fill=fill,
                stroke=p.PAPER,
                stroke_width=0.8,
            )
        )
        if text_width(one.title, 10, is_bold=True) + 8 <= width:
            middle = left + width / 2
            found.append(
                label(
                    middle, band + 15.5, one.title, size=10, fill=ink, anchor="middle", is_bold=True
                )
            )
    return found


def draw_marks(rows: Sequence[TimelineRow], scale: TimeScale, band: float) -> list[str]:
    """Draw one small mark for every act known, labelled or not."""
    found = []
    for row in rows:
        if row.day is None or row.is_key or not scale.first <= row.day <= scale.last:
            continue
        mark = draw_mark(row.tone, scale.x(row.day), _mark_y(row.tone, band), 2.1, opacity=0.45)
        found.append(_told(row, mark))
    return found


def _told(row: TimelineRow, mark: str) -> str:
    """Return a mark that tells on pointing at it what happened."""
    words = escape(clean(f"{row.when}: {row.what.text}"))
    return tag("g", tag("title", words), mark)


def _mark_y(tone: str, band: float) -> float:
    return band + _BAND + 6.5 if tone in ("hostile", "neutral") else band - 6.5


def draw_labels(
    rows: Sequence[TimelineRow], scale: TimeScale, y: float, band: float, *, is_above: bool
) -> list[str]:
    """Draw each labelled act: its mark, a line to its label, the day and what happened."""
    days = [scale.x(row.day) for row in rows if row.day is not None]
    half = _COLUMN / 2
    places = spread(days, _COLUMN, MARGIN + half, p.WIDTH - MARGIN - half)
    found = []
    for row, x, middle in zip(rows, days, places, strict=True):
        mark_y = _mark_y(row.tone, band)
        foot = y if is_above else y - 1
        colour = p.TONES[row.tone]
        bend = mark_y + (-6 if is_above else 6)
        path = f"M{x:.1f} {mark_y:.1f}V{bend:.1f}L{middle:.1f} {foot:.1f}"
        found.append(tag("path", d=path, fill="none", stroke=colour, stroke_width=0.7))
        found.append(_told(row, draw_mark(row.tone, x, mark_y, 4.0)))
        found += _text(row, middle, y, is_above=is_above)
    return found


def _text(row: TimelineRow, middle: float, y: float, *, is_above: bool) -> list[str]:
    left = middle - _COLUMN / 2 + 4
    lines = _lines(row)
    first = y - 4 - len(lines) * _LINE_HEIGHT if is_above else y + 9
    colour = p.TONES[row.tone]
    phase = row.opens.split(":")[0].replace("_", " ")
    read = "as read" if row.what.text.endswith(f"{READ_MARK}.") else ""
    aside = phase or ("announced" if row.is_announced else read)
    head = row.when + (f" · {aside}" if aside else "")
    drawn = [label(left, first, head, size=_TEXT_SIZE, fill=colour, is_bold=True)]
    drawn += [
        label(left, first + (place + 1) * _LINE_HEIGHT, line, size=_TEXT_SIZE)
        for place, line in enumerate(lines)
    ]
    rule = y if is_above else y - 1
    drawn.append(
        tag(
            "line",
            x1=left,
            x2=left + _COLUMN - 8,
            y1=rule,
            y2=rule,
            stroke=colour,
            stroke_width=0.7,
        )
    )
    return drawn
