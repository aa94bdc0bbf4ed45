"""The timeline of a pair from feeds: phases and what changed them, tone, and acts a week.

All panels share one axis of days, drawn to scale. Days on which the feeds were too thin to tell
are shaded through all of them.
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from math import ceil, floor
from typing import TYPE_CHECKING, Final, NamedTuple

from goodoffices.brief import palette as p
from goodoffices.brief.layout import TimeScale
from goodoffices.brief.svg import figure, label, tag, text_width
from goodoffices.brief.timeline_axis import MARGIN, draw_grid, draw_mark
from goodoffices.brief.timeline_figure import (
    choose_labels,
    draw_bands,
    draw_labels,
    draw_marks,
    place_band,
)
from goodoffices.brief.words import clean, day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from goodoffices.brief.pair_timeline import PairTimeline
    from goodoffices.relations.daily import PairDay

__all__ = ["Week", "draw_pair", "weeks_of"]

_LEFT: Final = 34.0
_RIGHT: Final = p.WIDTH - MARGIN - 4
_TITLE: Final = 24.0
_TONE: Final = 118.0
_ACTS: Final = 86.0
_HEAD: Final = 22.0
_AXIS: Final = 26.0
_FOOT: Final = 18.0
_SMALL: Final = 8.6
_WEEK: Final = 7
_LEAST_SPAN: Final = 4
_HIGHEST: Final = 9
_BAND_FILL: Final = "#cfdff0"
_OTHER_FILL: Final = "#9fb0c3"
_PAUSE_FILL: Final = "#e2e4e8"
_MANY_TICKS: Final = 6


class Week(NamedTuple):
    """Acts of seven days and how many were to be expected, None while the feeds were learnt."""

    first: dt.date
    n_days: int
    n_acts: int
    n_hostile: int
    expected: float | None


def weeks_of(days: Sequence[PairDay]) -> tuple[Week, ...]:
    """Return the days in weeks that end with the last day; the first may be shorter."""
    rest = len(days) % _WEEK
    cuts = ([days[:rest]] if rest else []) + [
        days[at : at + _WEEK] for at in range(rest, len(days), _WEEK)
    ]
    return tuple(
        Week(
            first=cut[0].day,
            n_days=len(cut),
            n_acts=sum(one.n_acts for one in cut),
            n_hostile=sum(one.n_hostile for one in cut),
            expected=_sum(one.expected for one in cut),
        )
        for cut in cuts
    )


def _sum(values: Iterable[float | None]) -> float | None:
    known = list(values)
    told = [one for one in known if one is not None]
    return sum(told) if len(told) == len(known) else None


def draw_pair(made: PairTimeline) -> str:
    """Return the timeline of a pair as SVG."""
    first, last = made.days[0].day, made.days[-1].day
    ends = (first.toordinal(), max(last, first + dt.timedelta(days=1)).toordinal() + 1)
    scale = TimeScale(days=ends, places=(_LEFT, _RIGHT), breaks=())
    above, below = choose_labels(made.rows, "above"), choose_labels(made.rows, "below")
    top, band, _, texts, foot = (_TITLE + place for place in place_band(above, below))
    tone = (foot + _HEAD, foot + _HEAD + _TONE)
    acts = (tone[1] + _HEAD + 4, tone[1] + _HEAD + 4 + _ACTS)
    axis = acts[1]
    height = axis + _AXIS + _FOOT
    drawn = [
        label(MARGIN, 11, _title(made), size=11, is_bold=True),
        *draw_grid(scale, made.as_of, axis, axis + 4),
        *_pauses(made.days, scale, ((tone[0], tone[1]), (acts[0], acts[1]))),
        *draw_bands(made.phases, made.as_of, scale, band),
        *draw_marks(made.rows, scale, band),
        *draw_labels(above, scale, top, band, is_above=True),
        *draw_labels(below, scale, texts, band, is_above=False),
        *_tone(made.days, scale, tone),
        *_acts(weeks_of(made.days), scale, acts),
        *_legend(height - 4),
    ]
    return figure("pair", height, _title(made), _described(made), drawn)


def _title(made: PairTimeline) -> str:
    names = f"{made.low.name} and {made.high.name}"
    return f"{names} as feeds tell it, known on {day_words(made.as_of)}"


def _described(made: PairTimeline) -> str:
    phases = "; ".join(f"{one.title} from {day_words(one.since)}" for one in made.phases)
    tone = "not known"
    if made.tone is not None:
        tone = f"{made.tone.value:+.1f}, between {made.tone.low:+.1f} and {made.tone.high:+.1f}"
    n_paused = sum(one.is_paused for one in made.days)
    return clean(
        f"Phases: {phases or 'none'}. Tone on the last day, from -9 to +9: {tone}. "
        f"{n_paused} of {len(made.days)} days are shaded because the feeds were too thin to tell. "
        f"The tables tell the same."
    )


def _pauses(
    days: Sequence[PairDay], scale: TimeScale, spans: Iterable[tuple[float, float]]
) -> Iterator[str]:
    runs = [list(run) for is_paused, run in groupby(days, lambda one: one.is_paused) if is_paused]
    for top, bottom in spans:
        for run in runs:
            x = scale.x(run[0].day)
            width = scale.x(run[-1].day + dt.timedelta(days=1)) - x
            yield tag("rect", x=x, y=top, width=width, height=bottom - top, fill=_PAUSE_FILL)


def _range(days: Sequence[PairDay]) -> tuple[int, int]:
    """Return whole ends that hold every interval and 0, at least `_LEAST_SPAN` apart."""
    low = min((one.tone_low for one in days if one.tone_low is not None), default=0.0)
    high = max((one.tone_high for one in days if one.tone_high is not None), default=0.0)
    bottom, top = min(0, floor(low)), max(0, ceil(high))
    while top - bottom < _LEAST_SPAN:
        top, bottom = min(top + 1, _HIGHEST), max(bottom - 1, -_HIGHEST)
    return bottom, top


def _tone(days: Sequence[PairDay], scale: TimeScale, span: tuple[float, float]) -> Iterator[str]:
    low, high = _range(days)
    unit = (span[1] - span[0]) / (high - low)

    def y(value: float) -> float:
        return span[1] - (value - low) * unit

    yield label(_LEFT, span[0] - 8, "Tone, both directions together, of ±9", size=9, is_bold=True)
    step = 2 if high - low > _MANY_TICKS else 1
    for value in range(low, high + 1):
        if value % step == 0:
            yield tag("line", x1=_LEFT, x2=_RIGHT, y1=y(value), y2=y(value), stroke=p.LINE,
                      stroke_width=1.1 if value == 0 else 0.5)  # fmt: skip
            yield label(_LEFT - 4, y(value) + 3, f"{value:+d}" if value else "0", size=_SMALL,
                        fill=p.SOFT, anchor="end")  # fmt: skip
    known = [one for one in days if one.tone is not None]
    xs = [scale.x(one.day) for one in known]
    upper = [f"{x:.1f},{y(one.tone_high or 0):.1f}" for x, one in zip(xs, known, strict=True)]
    lower = [f"{x:.1f},{y(one.tone_low or 0):.1f}" for x, one in zip(xs, known, strict=True)]
    middle = [f"{x:.1f},{y(one.tone or 0):.1f}" for x, one in zip(xs, known, strict=True)]
    yield tag("polygon", points=" ".join(upper + lower[::-1]), fill=_BAND_FILL, opacity=0.75)
    yield tag("polyline", points=" ".join(middle), fill="none", stroke=p.INK, stroke_width=1.4)


def _acts(weeks: Sequence[Week], scale: TimeScale, span: tuple[float, float]) -> Iterator[str]:
    most = max((max(one.n_acts, one.expected or 0.0) for one in weeks), default=0.0)
    most = max(ceil(most), 1)
    unit = (span[1] - span[0]) / most
    yield label(_LEFT, span[0] - 8, "Reported acts a week", size=9, is_bold=True)
    for value in sorted({0, most // 2, most}):
        height = span[1] - value * unit
        yield tag("line", x1=_LEFT, x2=_RIGHT, y1=height, y2=height, stroke=p.LINE,
                  stroke_width=0.5)  # fmt: skip
        yield label(_LEFT - 4, height + 3, f"{value}", size=_SMALL, fill=p.SOFT, anchor="end",
                    has_halo=True)  # fmt: skip
    for week in weeks:
        x, end = _ends(week, scale)
        base = span[1]
        for n, fill in ((week.n_hostile, p.HOSTILE), (week.n_acts - week.n_hostile, _OTHER_FILL)):
            if n:
                yield tag("rect", x=x + 0.3, y=base - n * unit, width=max(end - x - 0.6, 0.5),
                          height=n * unit, fill=fill)  # fmt: skip
                base -= n * unit
    for is_known, run in groupby(weeks, lambda one: one.expected is not None):
        if is_known:
            steps = [
                f"{x:.1f},{span[1] - (one.expected or 0.0) * unit:.1f}"
                for one in run
                for x in _ends(one, scale)
            ]
            yield tag("polyline", points=" ".join(steps), fill="none", stroke=p.INK,
                      stroke_width=1.2, stroke_dasharray="3 2")  # fmt: skip


def _ends(week: Week, scale: TimeScale) -> tuple[float, float]:
    return scale.x(week.first), scale.x(week.first + dt.timedelta(days=week.n_days))


def _legend(y: float) -> Iterator[str]:
    x = MARGIN
    for tone, words in (("conciliatory", "for the better"), ("hostile", "for the worse")):
        yield draw_mark(tone, x + 4, y - 3, 3.4)
        yield label(x + 11, y, words, size=_SMALL, fill=p.SOFT)
        x += 22 + text_width(words, _SMALL)
    for fill, words in ((_BAND_FILL, "90 % interval"), (p.HOSTILE, "hostile acts"),
                        (_OTHER_FILL, "other acts"), (_PAUSE_FILL, "feeds too thin")):  # fmt: skip
        yield tag("rect", x=x, y=y - 7, width=9, height=8, fill=fill)
        yield label(x + 12, y, words, size=_SMALL, fill=p.SOFT)
        x += 24 + text_width(words, _SMALL)
    yield tag("line", x1=x, x2=x + 18, y1=y - 3, y2=y - 3, stroke=p.INK, stroke_width=1.2,
              stroke_dasharray="3 2")  # fmt: skip
    yield label(x + 22, y, "acts to be expected", size=_SMALL, fill=p.SOFT)
