"""Two states left and right, and between them those that are tied to both.

Friends of both sides come first, then states that are warm with one and cold with the other. The
place of a state between the banks says with which side it is warmer; each tie has its tone and the
interval of it. The shape of a mark tells the camp of the state among the two that have the fewest
ties against them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goodoffices.brief import palette as p
from goodoffices.brief.bridge_figure import draw_bank, lean, sure_style, tie_style
from goodoffices.brief.constants import PHASE_TITLES
from goodoffices.brief.records import Side
from goodoffices.brief.svg import figure, label, tag, text_width
from goodoffices.brief.words import and_list, clean, count, day_words, doubt_words, tie_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodoffices.relations.network import Tie
    from goodoffices.relations.survey import Between, Friend, NetworkSurvey
    from goodoffices.world import World

__all__ = ["camp_of", "draw_between"]

N_FRIENDS: Final = 12
N_SPLIT: Final = 6
"""Rows drawn; the tables of the page hold all."""

_BANK: Final = 96.0
_LEFT, _RIGHT = _BANK + 4, p.WIDTH - _BANK - 4
_MIDDLE: Final = p.WIDTH / 2
_REACH: Final = 95.0
_TOP: Final = 24.0
_TIE: Final = 36.0
_HEAD: Final = 24.0
_ROW: Final = 33.0
_FOOT: Final = 20.0
_SIZE: Final = 9.2
_SMALL: Final = 8.6


def draw_between(made: Between, survey: NetworkSurvey, world: World) -> str:
    """Return the figure as SVG."""
    names = {one: _name(world, one, made) for one in (made.low, made.high)}
    groups = (
        ("Friends of both sides: warm with each", made.friends, N_FRIENDS),
        ("Warm with one side, cold with the other", made.split, N_SPLIT),
    )
    shown = [(words, rows[:most], len(rows)) for words, rows, most in groups]
    n_rows = sum(len(rows) for _, rows, _ in shown)
    bottom = _TOP + _TIE + len(groups) * _HEAD + max(n_rows, 1) * _ROW + 6
    height = bottom + _FOOT
    title = (
        f"{names[made.low]} and {names[made.high]} in the network of states, known on "
        f"{day_words(made.as_of)}"
    )
    drawn = [
        label(4, 11, title, size=11, is_bold=True),
        tag("g", *_banks(made, names, bottom), transform=f"translate(0 {_TOP:g})"),
        *_own(made, _TOP + 16),
        *_marks_of_banks(made, survey, _TOP + (bottom - _TOP) / 2 + 26),
    ]
    y = _TOP + _TIE
    for words, rows, n in shown:
        more = f"; the first {len(rows)} of {n}" if n > len(rows) else ""
        heading = f"{words}{more}" if n else f"{words}: none known"
        drawn.append(label(_MIDDLE, y + 14, heading, size=9.5, fill=p.SOFT, anchor="middle",
                           is_bold=True))  # fmt: skip
        y += _HEAD
        for row in rows:
            drawn += _row(row, _name(world, row.actor, made), camp_of(survey, row.actor), y)
            y += _ROW
    drawn += _legend(height - 5)
    return figure("between", height, title, _described(made, world), drawn)


def camp_of(survey: NetworkSurvey, actor: str) -> int | None:
    """Return 0 or 1 for the camp of a state, None where it is in none or camps are not known."""
    camps = survey.two_camps.camps if survey.two_camps else ()
    return next((place for place, camp in enumerate(camps) if actor in camp), None)


def _name(world: World, actor: str, made: Between) -> str:
    return world.name(actor, made.as_of, style="short")


def _described(made: Between, world: World) -> str:
    friends = and_list([_name(world, one.actor, made) for one in made.friends]) or "none known"
    split = and_list([_name(world, one.actor, made) for one in made.split]) or "none known"
    tie = "not known" if made.tie is None else tie_words(made.tie)
    return clean(
        f"Tone between the two: {tie}. Warm with both: {friends}. Warm with one and cold with the "
        f"other: {split}. {count(made.n_one_side, 'more state')} with a sure tie to one of the two "
        f"only. The tables tell the same with the reports behind each tie."
    )


def _banks(made: Between, names: dict[str, str], bottom: float) -> Iterator[str]:
    for actor, x in ((made.low, 0.0), (made.high, p.WIDTH - _BANK)):
        yield from draw_bank(Side(id=actor, name=names[actor]), x, bottom - _TOP)


def _marks_of_banks(made: Between, survey: NetworkSurvey, y: float) -> Iterator[str]:
    for actor, x in ((made.low, _BANK / 2), (made.high, p.WIDTH - _BANK / 2)):
        camp = camp_of(survey, actor)
        if camp is not None:
            yield _mark(camp, x, y, fill=p.PAPER)


def _own(made: Between, y: float) -> Iterator[str]:
    """Draw how the two stand with each other: the phase in the middle, the tone on the line."""
    fill, ink = p.PHASES[made.phase]
    words = f"{PHASE_TITLES[made.phase]}, as feeds tell it"
    tone = made.tie.tone if made.tie and made.is_sure else None
    told = "not known"
    if made.tie is not None:
        doubt = doubt_words(made.tie, is_sure=made.is_sure)
        told = tie_words(made.tie) + (f": {doubt}" if doubt else "")
    wide = max(text_width(words, 10, is_bold=True), text_width(told, _SIZE)) + 24
    colour, width, dashes = tie_style(None) if tone is None else sure_style(tone)
    for start, end in ((_LEFT, _MIDDLE - wide / 2), (_MIDDLE + wide / 2, _RIGHT)):
        yield tag("line", x1=start, x2=end, y1=y, y2=y, stroke=colour, stroke_width=width,
                  stroke_dasharray=dashes)  # fmt: skip
    yield tag("rect", x=_MIDDLE - wide / 2, y=y - 15, width=wide, height=30, rx=8, fill=fill,
              stroke=p.INK, stroke_width=0.5)  # fmt: skip
    yield label(_MIDDLE, y - 2, words, size=10, fill=ink, anchor="middle", is_bold=True)
    yield label(_MIDDLE, y + 10, told, size=_SIZE, fill=ink, anchor="middle")


def _row(row: Friend, name: str, camp: int | None, y: float) -> Iterator[str]:
    x = _MIDDLE + (lean(row.to_low.tone, row.to_high.tone) or 0.0) * _REACH
    line = y + 21
    yield from _tie(row.to_low, _LEFT, x - 9, line, at="start")
    yield from _tie(row.to_high, _RIGHT, x + 9, line, at="end")
    yield _mark(camp, x, line)
    half = text_width(name, 10.5, is_bold=True) / 2
    middle = min(max(x, _LEFT + half), _RIGHT - half)
    yield label(middle, y + 10, name, size=10.5, anchor="middle", is_bold=True)


def _tie(tie: Tie, start: float, end: float, y: float, *, at: str) -> Iterator[str]:
    colour, width, dashes = sure_style(tie.tone or 0.0)
    words = tie_words(tie)
    sign = 1 if at == "start" else -1
    x = start + sign * (text_width(words, _SIZE) + 8)
    yield tag("line", x1=x, x2=end, y1=y, y2=y, stroke=colour, stroke_width=width,
              stroke_dasharray=dashes)  # fmt: skip
    yield label(start + sign * 2, y + 3.2, words, size=_SIZE, fill=colour, anchor=at)


def _mark(camp: int | None, x: float, y: float, fill: str = p.INK) -> str:
    if camp == 1:
        return tag("rect", x=x - 5, y=y - 5, width=10, height=10, fill=fill)
    if camp is None:
        fill = p.PAPER
    return tag("circle", cx=x, cy=y, r=5.5, fill=fill, stroke=p.INK, stroke_width=1.2)


def _legend(y: float) -> Iterator[str]:
    x = 4.0
    parts: Sequence[tuple[float, str]] = ((3.0, "warm"), (-3.0, "cold"))
    for tone, words in parts:
        colour, width, dashes = tie_style(tone)
        yield tag("line", x1=x, x2=x + 24, y1=y - 3, y2=y - 3, stroke=colour, stroke_width=width,
                  stroke_dasharray=dashes)  # fmt: skip
        yield label(x + 29, y, words, size=_SMALL, fill=p.SOFT)
        x += 40 + text_width(words, _SMALL)
    words = "tone of ±9 with 90 % interval"
    yield label(x, y, words, size=_SMALL, fill=p.SOFT)
    x += text_width(words, _SMALL) + 14
    for camp in (0, 1):
        yield _mark(camp, x + 6, y - 3)
        x += 16
    yield label(x, y, "its camp, of the two with fewest ties against them", size=_SMALL,
                fill=p.SOFT)  # fmt: skip
