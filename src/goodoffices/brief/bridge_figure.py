"""The bridge figure: the two parties as banks, the third parties on the way between them.

Each row is one third party, by rank. Its place between the banks says to which side it is warmer;
the line to each bank says how warm it is to that side, by colour, line style and number. What is
not known is dotted and says so; it never looks neutral.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief import palette as p
from goodoffices.brief.svg import label, tag, text_width, wrap
from goodoffices.brief.words import clean, day_words, signed

if TYPE_CHECKING:
    from goodoffices.brief.records import Brief, Helper, Side

__all__ = ["draw_bank", "draw_bridge", "lean", "shown_helpers", "sure_style", "tie_style"]

N_ROWS = 6
"""Third parties drawn; the table behind the figure holds all that the brief names."""

NEUTRAL_WARMTH = 0.5
"""Warmth of less than this either way is drawn as neither warm nor cold."""

FULL_LEAN = 6.0
"""A difference of warmth of this much moves a third party all the way to its warmer side."""

_BANK = 96.0
_TOP = 46.0
_ROW = 36.0
_FOOT = 18.0
_LEFT, _RIGHT = _BANK + 4, p.WIDTH - _BANK - 4
_MIDDLE = p.WIDTH / 2
_REACH = 150.0
_SIZE = 9.6
_LEGEND = (
    (2.0, "warm"),
    (0.0, "neither"),
    (-2.0, "cold"),
    (None, "not known"),
)


def lean(low: float | None, high: float | None) -> float | None:
    """Return where a third party stands between two sides: -1 at the low one, +1 at the high one.

    None when its warmth to a side is not known: then nothing says where it stands.

    >>> lean(3.0, 3.0), lean(0.0, 3.0), lean(None, 3.0)
    (0.0, 0.5, None)
    """
    if low is None or high is None:
        return None
    return max(-1.0, min(1.0, (high - low) / FULL_LEAN))


def shown_helpers(brief: Brief) -> tuple[Helper, ...]:
    """Return the third parties that are drawn, by rank; those named by events go first."""
    chosen = sorted(brief.helpers, key=lambda one: (not one.is_named_mediator, one.rank))[:N_ROWS]
    return tuple(sorted(chosen, key=lambda one: one.rank))


def draw_bridge(brief: Brief) -> str:
    """Return the bridge figure as SVG."""
    rows = shown_helpers(brief)
    bottom = _TOP + len(rows) * _ROW + 4
    height = bottom + _FOOT
    drawn = [
        tag("rect", x=0, y=0, width=p.WIDTH, height=height, fill=p.PAPER),
        *draw_bank(brief.low, 0.0, bottom),
        *draw_bank(brief.high, p.WIDTH - _BANK, bottom),
        *_between(brief),
    ]
    for place, row in enumerate(rows):
        drawn += _row(row, _TOP + place * _ROW)
    drawn += _legend(height - 5)
    return tag(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {p.WIDTH} {height:.0f}",
        role="img",
        aria_label=_title(brief, rows),
        font_family=p.FONT,
        class_="figure",
    )


def _title(brief: Brief, rows: tuple[Helper, ...]) -> str:
    listed = ", ".join(
        f"{one.rank} {one.name}{' (named as mediator)' if one.is_named_mediator else ''}"
        for one in rows
    )
    return clean(
        f"Third parties between {brief.low.name} and {brief.high.name} by rank: {listed}. "
        f"The table below tells the warmth of each to both sides."
    )


def draw_bank(side: Side, x: float, bottom: float) -> list[str]:
    """Draw a party as a bank of the figure, with its name."""
    lines = wrap(side.name, _BANK - 12, 12, 3)
    middle = bottom / 2 - (len(lines) - 1) * 7.5
    block = tag("rect", x=x, y=0, width=_BANK, height=bottom, rx=5, fill=p.INK)
    names = [
        label(
            x + _BANK / 2,
            middle + place * 15,
            line,
            size=12,
            fill=p.PAPER,
            anchor="middle",
            is_bold=True,
        )
        for place, line in enumerate(lines)
    ]
    return [block, *names]


def _between(brief: Brief) -> list[str]:
    """Draw how the two stand with each other: a line broken by the phase and their warmth."""
    fill, ink = p.PHASES[brief.phase]
    since = f" since {day_words(brief.phase_since)}" if brief.phase_since else ""
    words = f"{brief.phase_title}{since}"
    told = brief.by_feeds
    if brief.phase == "unknown" and told is not None:
        fill, ink = p.PHASES[told.phase]
        since = f" since {day_words(told.phase_since)}" if told.phase_since else ""
        words = f"{told.phase_title}{since}, as feeds tell it"
    tone = told.tone if told is not None else None
    wide = text_width(words, 10, is_bold=True) + 20
    y = 15.0
    chip = tag(
        "rect",
        x=_MIDDLE - wide / 2,
        y=y - 10,
        width=wide,
        height=20,
        rx=10,
        fill=fill,
        stroke=p.INK,
        stroke_width=0.5,
    )
    warmth = (brief.warmth, tone)
    ties = _tie(warmth, _LEFT, _MIDDLE - wide / 2 - 4, y, at="start")
    ties += _tie(warmth, _RIGHT, _MIDDLE + wide / 2 + 4, y, at="end")
    text = label(_MIDDLE, y + 3.5, words, size=10, fill=ink, anchor="middle", is_bold=True)
    return [*ties, chip, text]


def _row(row: Helper, y: float) -> list[str]:
    """Draw one third party: its ties to both banks, its mark, its name and standing."""
    low = (row.warmth_low, row.tone_with_low)
    high = (row.warmth_high, row.tone_with_high)
    by_records, by_feeds = (lean(*pair) for pair in zip(low, high, strict=True))
    where = by_feeds if by_records is None else by_records
    x = _MIDDLE + (where or 0.0) * _REACH
    line = y + 20
    drawn = _tie(low, _LEFT, x - 9, line, at="start")
    drawn += _tie(high, _RIGHT, x + 9, line, at="end")
    fill = p.THIRD if row.is_named_mediator else p.PAPER
    drawn.append(
        tag(
            "circle",
            cx=x,
            cy=line,
            r=8.5,
            fill=fill,
            stroke=p.PAPER if row.is_named_mediator and where is None else p.INK,
            stroke_width=1.2,
            stroke_dasharray="2.2 1.8" if where is None else None,
        )
    )
    ink = p.PAPER if row.is_named_mediator else p.INK
    drawn.append(
        label(x, line + 3.2, str(row.rank), size=9, fill=ink, anchor="middle", is_bold=True)
    )
    return [*drawn, *_name(row, x, y + 8)]


def _name(row: Helper, x: float, y: float) -> list[str]:
    told = row.involvement or "no part in this rift known"
    words = f"{told} · score {row.score:+.1f}"
    wide = text_width(row.name, 10.5, is_bold=True) + 6
    both = wide + text_width(words, 8.8)
    left = min(max(x - both / 2, _LEFT + 6), _RIGHT - 6 - both)
    colour = p.THIRD if row.is_named_mediator else p.SOFT
    return [
        label(left, y, row.name, size=10.5, is_bold=True),
        label(left + wide, y, words, size=8.8, fill=colour),
    ]


def tie_style(warmth: float | None) -> tuple[str, float, str | None]:
    """Return colour, width and dashes of a tie."""
    if warmth is None:
        return (p.SOFT, 1.1, "1 4")
    if abs(warmth) < NEUTRAL_WARMTH:
        return (p.NEUTRAL, 1.2, None)
    width = 1.2 + min(abs(warmth), 6.0) * 0.5
    return (p.KIND, width, None) if warmth > 0 else (p.HOSTILE, width, "7 4")


def sure_style(tone: float) -> tuple[str, float, str | None]:
    """Return colour, width and dashes of a tie whose sign is sure, however near it is to zero."""
    least = max(abs(tone), NEUTRAL_WARMTH)
    return tie_style(least if tone > 0 else -least)


_Warmth = tuple[float | None, float | None]
"""The warmth by cases and texts, and the tone by feeds."""


def _known(warmth: _Warmth) -> float | None:
    by_records, by_feeds = warmth
    return by_feeds if by_records is None else by_records


def _tie(both: _Warmth, start: float, end: float, y: float, *, at: str) -> list[str]:
    """Draw the tie to a bank, with its number at the bank's end.

    What cases and texts tell comes first; where they tell nothing the tone by feeds stands in, and
    says so.
    """
    warmth = _known(both)
    colour, width, dashes = tie_style(warmth)
    is_bold = both[0] is not None
    words = signed(warmth) if is_bold or warmth is None else f"{signed(warmth)} by feeds"
    wide = text_width(words, _SIZE, is_bold=is_bold) + 8
    sign = 1 if at == "start" else -1
    line = tag(
        "line",
        x1=start + sign * wide,
        x2=end,
        y1=y,
        y2=y,
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dashes,
        stroke_linecap="round" if warmth is None else None,
    )
    anchor = "start" if at == "start" else "end"
    x = start + sign * 2
    return [
        line,
        label(x, y + 3.3, words, size=_SIZE, fill=colour, anchor=anchor, is_bold=is_bold),
    ]


def _legend(y: float) -> list[str]:
    x = 4.0
    found = [label(x, y, "Ties, -9 to +9:", size=8.6, fill=p.SOFT)]
    x += text_width("Ties, -9 to +9:", 8.6) + 8
    for warmth, words in _LEGEND:
        colour, width, dashes = tie_style(warmth)
        found.append(
            tag(
                "line",
                x1=x,
                x2=x + 26,
                y1=y - 3,
                y2=y - 3,
                stroke=colour,
                stroke_width=width,
                stroke_dasharray=dashes,
            )
        )
        found.append(label(x + 31, y, words, size=8.6, fill=p.SOFT))
        x += 44 + text_width(words, 8.6)
    found.append(tag("circle", cx=x + 4, cy=y - 3, r=4.5, fill=p.THIRD))
    found.append(label(x + 12, y, "named by events as helper", size=8.6, fill=p.SOFT))
    x += 28 + text_width("named by events as helper", 8.6)
    dashed = {"stroke": p.INK, "stroke_dasharray": "2.2 1.8", "fill": p.PAPER}
    found.append(tag("circle", cx=x + 4, cy=y - 3, r=4.5, **dashed))
    found.append(label(x + 12, y, "place between the two not known", size=8.6, fill=p.SOFT))
    return found
