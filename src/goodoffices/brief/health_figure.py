"""The health of a feed as a small figure: volume by day, what is usual, and days not to trust."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from goodoffices.brief import palette as p
from goodoffices.brief.svg import label, tag, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodoffices.ledger import FeedHealth

__all__ = ["health_page", "render_health"]

_HEIGHT: Final = 190.0
_LEFT: Final = 62.0
_RIGHT: Final = 8.0
_TOP: Final = 34.0
_BOTTOM: Final = 34.0
_MARKS: Final = 10.0
"""Height of the row of marks below the curve."""
_FILLS: Final = {"outage": p.HOSTILE, "low": "#f2d479", "high": "#8ccbea", "partial": "#f0c9a8",
                 "unknown": p.LINE}  # fmt: skip
_MOST_LABELS: Final = 12


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and volumes to places in the figure."""

    first: dt.date
    n_days: int
    most: float

    def x(self, day: dt.date) -> float:
        width = p.WIDTH - _LEFT - _RIGHT
        return round(_LEFT + width * (day - self.first).days / max(1, self.n_days), 2)

    def y(self, n: float) -> float:
        height = _HEIGHT - _TOP - _BOTTOM - _MARKS
        return round(_TOP + height * (1 - min(n, self.most) / self.most), 2)


def render_health(health: FeedHealth) -> str:
    """Return the figure as SVG: the band of what is usual, the volume, and a mark for each day."""
    rows = health.table.to_pylist()
    if not rows:
        return _svg([label(_LEFT, _TOP, f"{health.feed}: no days", size=11)])
    most = max((n for row in rows for n in (row["n_reports"], row["high"]) if n), default=1.0)
    scale = _Scale(rows[0]["day"], len(rows), float(most))
    title = f"{health.feed}: reports a day, {rows[0]['day']} to {rows[-1]['day']}"
    parts = [
        label(_LEFT, 14, title, size=11, is_bold=True),
        *_legend(),
        *_axis(scale),
        *_band(rows, scale),
        *_curve(rows, scale),
        *_marks(rows, scale),
    ]
    return _svg(parts)


def health_page(health: FeedHealth) -> str:
    """Return the figure in a page of its own, with the days that are not ok below it."""
    told = [row for row in health.table.to_pylist() if row["status"] != "ok"]
    lines = "".join(
        f"<tr><td>{row['day']}</td><td>{row['status']}</td><td>{escape(row['reason'])}</td></tr>"
        for row in told
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Health of the feed {escape(health.feed)}</title>"
        f"<style>body{{font-family:{p.FONT};color:{p.INK};max-width:800px;margin:2em auto}}"
        "td{padding:0 1em 0 0;vertical-align:top}</style></head>"
        f"<body>{render_health(health)}<table>{lines}</table></body></html>\n"
    )


def _svg(parts: Sequence[str]) -> str:
    return tag("svg", *parts, xmlns="http://www.w3.org/2000/svg", font_family=p.FONT,
               viewBox=f"0 0 {p.WIDTH} {_HEIGHT:g}", role="img")  # fmt: skip


def _legend() -> Iterator[str]:
    x = _LEFT
    for word, fill in _FILLS.items():
        yield tag("rect", x=x, y=20, width=8, height=8, fill=fill)
        yield label(x + 11, 27.5, word, size=8.6, fill=p.SOFT)
        x += 62
    yield tag("rect", x=x, y=20, width=8, height=8, fill="#dfe9f2")
    yield label(x + 11, 27.5, "usual", size=8.6, fill=p.SOFT)


def _axis(scale: _Scale) -> Iterator[str]:
    for share in (0.0, 0.5, 1.0):
        y = scale.y(scale.most * share)
        yield tag("line", x1=_LEFT, x2=p.WIDTH - _RIGHT, y1=y, y2=y, stroke=p.LINE,
                  stroke_width=0.6)  # fmt: skip
        words = f"{scale.most * share:,.0f}"
        yield label(_LEFT - 4, y + 3, words, size=8.6, fill=p.SOFT, anchor="end")
    step = max(1, scale.n_days // _MOST_LABELS)
    for number in range(0, scale.n_days, step):
        day = scale.first + dt.timedelta(days=number)
        words = f"{day:%Y-%m-%d}" if step < 31 else f"{day:%Y-%m}"  # noqa: PLR2004 - a month
        if scale.x(day) + text_width(words, 8) <= p.WIDTH:
            yield label(scale.x(day), _HEIGHT - 8, words, size=8)


def _band(rows: Sequence[Mapping[str, Any]], scale: _Scale) -> Iterator[str]:
    for part in _runs(rows, "expected_reports"):
        upper = [f"{scale.x(row['day'])},{scale.y(row['high'])}" for row in part]
        lower = [f"{scale.x(row['day'])},{scale.y(row['low'])}" for row in reversed(part)]
        yield tag("polygon", points=" ".join(upper + lower), fill="#dfe9f2")


def _curve(rows: Sequence[Mapping[str, Any]], scale: _Scale) -> Iterator[str]:
    for part in _runs(rows, "n_reports"):
        points = " ".join(f"{scale.x(row['day'])},{scale.y(row['n_reports'])}" for row in part)
        yield tag("polyline", points=points, fill="none", stroke=p.INK, stroke_width=0.9)


def _marks(rows: Sequence[Mapping[str, Any]], scale: _Scale) -> Iterator[str]:
    width = max(0.8, (p.WIDTH - _LEFT - _RIGHT) / max(1, scale.n_days))
    for row in rows:
        fill = _FILLS.get(row["status"])
        if fill is not None:
            yield tag("rect", x=scale.x(row["day"]), y=_HEIGHT - _BOTTOM - _MARKS + 4,
                      width=round(width, 2), height=_MARKS, fill=fill)  # fmt: skip


def _runs(rows: Sequence[Mapping[str, Any]], column: str) -> Iterator[list[Mapping[str, Any]]]:
    """Yield stretches of days without a gap in a column."""
    held: list[Mapping[str, Any]] = []
    for row in rows:
        if row[column] is None:
            if held:
                yield held
            held = []
        else:
            held.append(row)
    if held:
        yield held
