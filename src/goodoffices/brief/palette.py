"""Colours, sizes and the font of the figures and the page, in one place.

Colours follow Okabe and Ito's set, which people with any of the common colour blindnesses can
tell apart; nothing is told by colour alone, since shape, line style or a word always says it too.

Reference: Okabe, M. and Ito, K. (2008), Color universal design.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""Sans-serif fonts of which every system has one; the first three have the same widths."""

INK = "#1b2430"
SOFT = "#5a6675"
LINE = "#c9d0d8"
PAPER = "#ffffff"
SHADE = "#f4f6f8"

HOSTILE = "#c04a00"
KIND = "#0068a8"
THIRD = "#00785a"
NEUTRAL = "#6b7683"

TONES: Mapping[str, str] = MappingProxyType(
    {"hostile": HOSTILE, "conciliatory": KIND, "third_party": THIRD, "neutral": NEUTRAL}
)

PHASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unknown": (PAPER, SOFT),
        "calm": ("#e3e8ed", INK),
        "dispute": ("#f2d479", INK),
        "rift": ("#c94f10", PAPER),
        "deep_freeze": ("#3c4a63", PAPER),
        "thaw": ("#8ccbea", INK),
        "normalising": ("#a9d8b8", INK),
    }
)
"""Fill of a phase and the ink that is read on it."""

MEASURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "in_force": ("#f0c9a8", "#c04a00"),
        "eased": ("#faeadb", "#c04a00"),
        "ended": ("#e6eaee", "#8793a0"),
        "announced": (PAPER, "#c04a00"),
    }
)
"""Fill and edge of the bar of a measure."""

WIDTH = 760
"""Width of both figures in their own units: at 186 mm on A4 a letter of size 10 has 7 points."""
