"""The gauge of a state: four measures of its alignment with their intervals, and the poles.

Each measure is a place on a line from 0 to 1, with the interval as a bar around it. What is not
known has no mark and says why. Below stand the poles with the tone towards each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goodoffices.brief import palette as p
from goodoffices.brief.svg import figure, label, tag, wrap
from goodoffices.brief.words import clean, day_words, doubt_words, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.relations.alignment import Alignment, Measured, PoleTie
    from goodoffices.relations.network import Tie
    from goodoffices.relations.survey import StateSurvey
    from goodoffices.world import World

__all__ = ["MEASURES", "draw_gauge", "draw_ties", "measured_words", "trend_words"]

MEASURES: Final = (
    ("breadth", "how much of the poles' power its warmth is spread over"),
    ("evenness", "how evenly it is spread, whatever their power"),
    ("bridging", "share of others' rifts in which it is warm with both"),
    ("steadiness", "how little its breadth moved in two years"),
)

N_TIES: Final = 14
"""Ties drawn at each end; the table of the page holds all."""

_LABEL: Final = 8.0
_START, _END = 262.0, 522.0
_WORDS: Final = 534.0
_ROW: Final = 42.0
_POLE: Final = 24.0
_TIE: Final = 17.0
_SIZE: Final = 9.2
_SMALL: Final = 8.6
_TOP: Final = 44.0
_MOST: Final = 9.0


def draw_gauge(made: StateSurvey, world: World) -> str:
    """Return the gauge as SVG."""
    name = world.name(made.state, made.as_of, style="short")
    poles = _TOP + len(MEASURES) * _ROW + 30
    height = poles + len(made.alignment.poles) * _POLE + 10
    title = f"{name}: alignment, known on {day_words(made.as_of)}"
    drawn = [label(4, 11, title, size=11, is_bold=True), *_scale(_TOP - 6)]
    for place, (measure, words) in enumerate(MEASURES):
        found: Measured = getattr(made.alignment, measure)
        drawn += _measure(measure, words, found, _TOP + place * _ROW)
    drawn += _pole_head(poles - 8)
    for place, pole in enumerate(made.alignment.poles):
        drawn += _pole(pole, _pole_name(world, pole.pole, made), poles + place * _POLE)
    return figure("gauge", height, title, _described(made.alignment), drawn)


def _described(found: Alignment) -> str:
    told = "; ".join(
        f"{name} {measured_words(getattr(found, name))}, {trend_words(getattr(found, name))}"
        for name, _ in MEASURES
    )
    poles = "; ".join(f"{one.pole} {signed(one.tone)}" for one in found.poles)
    return clean(f"Measures from 0 to 1: {told}. Tone with each pole, from -9 to +9: {poles}.")


def measured_words(found: Measured) -> str:
    """Return a measure with its interval, or that it is not known and why."""
    if found.value is None or found.low is None or found.high is None:
        return f"not known: {found.why_not}"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"


def trend_words(found: Measured) -> str:
    """Return the change a year with its interval, or that it is not known."""
    if found.trend is None or found.trend_low is None or found.trend_high is None:
        return "trend not known"
    return f"{found.trend:+.2f} a year [{found.trend_low:+.2f}, {found.trend_high:+.2f}]"


def _scale(y: float) -> Iterator[str]:
    bottom = y + len(MEASURES) * _ROW
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _place(value)
        yield tag("line", x1=x, x2=x, y1=y, y2=bottom, stroke=p.LINE, stroke_width=0.6)
        yield label(x, y - 4, f"{value:g}", size=_SMALL, fill=p.SOFT, anchor="middle")


def _place(value: float) -> float:
    return _START + (_END - _START) * value


def _measure(name: str, words: str, found: Measured, y: float) -> Iterator[str]:
    middle = y + 13
    yield label(_LABEL, middle - 2, name.capitalize(), size=11, is_bold=True)
    for place, line in enumerate(wrap(words, _START - 24, _SMALL, 2)):
        yield label(_LABEL, middle + 10 + place * 10, line, size=_SMALL, fill=p.SOFT)
    yield tag("line", x1=_START, x2=_END, y1=middle, y2=middle, stroke=p.LINE, stroke_width=1.5)
    if found.value is None or found.low is None or found.high is None:
        for place, line in enumerate(
            wrap(f"not known: {found.why_not}", p.WIDTH - _WORDS - 4, _SIZE, 3)
        ):
            yield label(_WORDS, middle - 2 + place * 11, line, size=_SIZE, fill=p.SOFT)
        return
    low, high = _place(found.low), _place(found.high)
    yield tag("rect", x=low, y=middle - 5, width=max(high - low, 1.0), height=10, rx=5,
              fill="#9cc4e0")  # fmt: skip
    yield tag("circle", cx=_place(found.value), cy=middle, r=5.5, fill=p.KIND, stroke=p.PAPER,
              stroke_width=1.2)  # fmt: skip
    yield label(_WORDS, middle - 1, measured_words(found), size=10, is_bold=True)
    yield label(_WORDS, middle + 11, trend_words(found), size=_SMALL, fill=p.SOFT)


def _pole_name(world: World, pole: str, made: StateSurvey) -> str:
    from goodoffices.errors import UnknownActor

    try:
        return world.name(pole, made.as_of, style="short")
    except UnknownActor:
        return pole


def _pole_head(y: float) -> Iterator[str]:
    yield label(_LABEL, y, "Poles: tone of ±9 with each", size=9.5, is_bold=True)
    for value in (-_MOST, 0.0, _MOST):
        yield label(_tone_x(value), y, f"{value:+.0f}" if value else "0", size=_SMALL,
                    fill=p.SOFT, anchor="middle")  # fmt: skip


def _tone_x(value: float) -> float:
    return _START + (_END - _START) * (value + _MOST) / (2 * _MOST)


def _pole(pole: PoleTie, name: str, y: float) -> Iterator[str]:
    middle, zero = y + 9, _tone_x(0.0)
    yield label(_LABEL, middle + 3, name, size=10)
    yield tag("line", x1=zero, x2=zero, y1=y, y2=y + _POLE, stroke=p.LINE, stroke_width=1)
    power = f"{pole.power * 100:.0f} % of the poles' power"
    if pole.tone is None:
        yield label(_WORDS, middle + 3, f"not known · {power}", size=_SIZE, fill=p.SOFT)
        return
    x = _tone_x(pole.tone)
    is_warm = pole.tone > 0
    yield tag("rect", x=min(x, zero), y=middle - 5, width=max(abs(x - zero), 1.0), height=10,
              fill=p.KIND if is_warm else p.HOSTILE)  # fmt: skip
    share = "" if pole.share is None else f" · {pole.share * 100:.0f} % of its warmth"
    yield label(_WORDS, middle + 3, f"{signed(pole.tone)}{share} · {power}", size=_SMALL)


def draw_ties(made: StateSurvey, world: World) -> str:
    """Return the ties of a state from warm to cold as SVG, each with its interval."""
    name = world.name(made.state, made.as_of, style="short")
    warm = [tie for tie in made.ties if (tie.tone or 0.0) > 0][:N_TIES]
    cold = [tie for tie in made.ties if (tie.tone or 0.0) <= 0][-N_TIES:]
    rows = [*warm, *cold]
    height = _TOP + max(len(rows), 1) * _TIE + 12
    title = f"{name}: its ties from warm to cold, known on {day_words(made.as_of)}"
    drawn = [label(4, 11, title, size=11, is_bold=True)]
    for value in range(-9, 10, 3):
        x = _tone_x(value)
        drawn.append(tag("line", x1=x, x2=x, y1=_TOP - 8, y2=height - 10, stroke=p.LINE,
                         stroke_width=1.2 if value == 0 else 0.5))  # fmt: skip
        told = f"{value:+d}" if value else "0"
        drawn.append(label(x, _TOP - 12, told, size=_SMALL, fill=p.SOFT, anchor="middle"))
    if not rows:
        drawn.append(label(_LABEL, _TOP + 9, "No tie is known on this day.", size=_SIZE))
    for place, tie in enumerate(rows):
        drawn += _tie(tie, made, world, _TOP + place * _TIE)
    left = len(made.ties) - len(rows)
    described = f"{len(rows)} ties are drawn, {left} between them are in the table."
    return figure("ties", height, title, described, drawn)


def _tie(tie: Tie, made: StateSurvey, world: World, y: float) -> Iterator[str]:
    middle = y + 6
    other = tie.low if tie.high == made.state else tie.high
    low, tone, high = (one or 0.0 for one in (tie.tone_low, tie.tone, tie.tone_high))
    is_one = low > 0 or high < 0
    doubt = doubt_words(tie)
    fill = (p.KIND if low > 0 else p.HOSTILE) if is_one else p.NEUTRAL
    name = wrap(world.name(other, made.as_of, style="short"), _START - 24, 10, 1)[0]
    yield label(_LABEL, middle + 3, name, size=10)
    yield tag("line", x1=_tone_x(low), x2=_tone_x(high), y1=middle, y2=middle, stroke=fill,
              stroke_width=2.2, stroke_dasharray=None if is_one else "3 2")  # fmt: skip
    yield tag("circle", cx=_tone_x(tone), cy=middle, r=3.6, fill=p.PAPER if doubt else fill,
              stroke=fill, stroke_width=1.2)  # fmt: skip
    sign = f" · {doubt}" if doubt else ""
    words = f"{signed(tone)} [{signed(low)}, {signed(high)}] · {tie.n_events:.1f} acts{sign}"
    yield label(_WORDS, middle + 3, words, size=_SMALL)
