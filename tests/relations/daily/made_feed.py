"""A small feed of quadruples: pairs that talk and grumble evenly, and one that falls out."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FIRST = dt.date(2018, 1, 1)
BREAK = dt.date(2018, 6, 4)
MEND = dt.date(2018, 9, 3)
LAST = dt.date(2018, 10, 31)
NAMES = ("Peru", "Ghana", "Norway", "Japan", "Chile", "Kenya", "Fiji", "Oman")
QUIET = ("Consult", "Make a visit", "Make statement", "Express intent to cooperate", "Accuse")
PAIR = ("GHA", "PER")

Quad = tuple[dt.date, str, str, str]


def quads(*, last: dt.date = LAST, seed: int = 7) -> list[Quad]:
    """Return even noise between all pairs, a rupture of Peru and Ghana, and how they mend it."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    rows: list[Quad] = []
    day = FIRST
    while day <= last:
        for _ in range(24):
            source, target = rng.sample(NAMES, 2)
            rows.append((day, source, rng.choice(QUIET), target))
        day += dt.timedelta(days=1)
    quarrel = ("Reduce or break diplomatic relations", "Accuse", "Expel or deport individuals",
               "Impose embargo, boycott, or sanctions")  # fmt: skip
    peace = ("Sign formal agreement", "Make a visit", "Ease economic sanctions, boycott, embargo")
    rows += [(BREAK + dt.timedelta(days=at // 2), "Peru", what, "Ghana")
             for at, what in enumerate(quarrel * 2)]  # fmt: skip
    rows += [(MEND + dt.timedelta(days=at), "Ghana", what, "Peru")
             for at, what in enumerate(peace * 2)]  # fmt: skip
    return sorted({row for row in rows if row[0] <= last})


def write_quads(path: Path, rows: list[Quad]) -> Path:
    """Write rows as a file of quadruples."""
    lines = ["date\tsource\trelation\ttarget", *("\t".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
