"""Times one ranking of all candidates, first and warm, on a store that ``make brief`` made.

python benchmarks/mediation/time_ranking.py out/store

The goal is under 1 s warm for one pair over all candidates.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from pathlib import Path

from goodoffices.ledger import open_store
from goodoffices.mediation import rank_mediators
from goodoffices.records import ActorId
from goodoffices.world import load_world

N_RUNS = 7
PAIRS = (("RUS", "TUR", "2016-07-05"), ("IRN", "SAU", "2022-01-01"), ("BRA", "JPN", "2016-07-05"))


def main(path: Path) -> None:
    """Print one line for each pair."""
    world = load_world()
    with open_store(path, mode="read") as store:
        for a, b, day in PAIRS:
            seconds = []
            for _ in range(N_RUNS):
                start = time.perf_counter()
                view = store.view(dt.date.fromisoformat(day))
                ranking = rank_mediators(view, world, ActorId(a), ActorId(b))
                seconds.append(time.perf_counter() - start)
            print(
                f"{a} {b} {day}: {len(ranking.candidates)} candidates, first {seconds[0]:.2f} s, "
                f"warm median {statistics.median(seconds[1:]):.2f} s, "
                f"slowest {max(seconds[1:]):.2f} s"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
