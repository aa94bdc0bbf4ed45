"""The small feed with a war of two: their tie is cold, and five others are warm with both."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from made_feed import BREAK, FIRST, quads, write_quads

from goodoffices.ledger import FilingOptions, init_store, load_feed_files, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from made_feed import Quad

DAY = BREAK + dt.timedelta(days=20)
OTHERS = ("CHL", "FJI", "JPN", "KEN", "NOR", "OMN")


def war_quads() -> list[Quad]:
    """Return the small feed with force between Peru and Ghana, and Fiji cold with Ghana."""
    days = [BREAK + dt.timedelta(days=n) for n in range(20)]
    force = [(day, "Peru", "Use conventional military force", "Ghana") for day in days]
    cold = [(day, "Fiji", act, "Ghana") for day in days for act in
            ("Use conventional military force", "Expel or deport individuals")]  # fmt: skip
    kind = [(FIRST + dt.timedelta(days=n), one, "Express intent to cooperate", side)
            for n in range(0, (DAY - FIRST).days, 2)
            for one in ("Chile", "Japan", "Kenya", "Norway", "Oman")
            for side in ("Ghana", "Peru")]  # fmt: skip
    return sorted({*quads(last=DAY), *force, *cold, *kind})


def war_store(folder: Path) -> Path:
    """Make a store that holds it."""
    path = folder / "store"
    init_store(path)
    with open_store(path, mode="write") as store:
        list(load_feed_files(store, [write_quads(folder / "war.tsv", war_quads())],
                             FilingOptions(), None))  # fmt: skip
    return path
