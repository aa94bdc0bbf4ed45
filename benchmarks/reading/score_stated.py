"""Score on `stated.csv`, own sentences: how many without an act are coded, how many acts are found.

Run: python benchmarks/reading/score_stated.py [--errors]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from pathlib import Path

from bench_reader import Raw
from reader_ours import open_ours

HERE = Path(__file__).resolve().parent
DAY = dt.date(2018, 1, 1)
FIRST_ACT = "03"
"""Roots below are remarks and appeals."""


def main() -> int:
    """Print both counts, and with ``--errors`` the sentences that are wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    with (HERE / "stated.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    coded = open_ours().code([Raw(text=row["sentence"], day=DAY) for row in rows])
    for kind, what in (("statement", "without an act, coded as events"), ("act", "acts found")):
        told = [
            (row["sentence"], any(event.code[:2] >= FIRST_ACT for event in events))
            for row, events in zip(rows, coded, strict=True)
            if row["kind"] == kind
        ]
        print(f"{what}: {sum(has_act for _, has_act in told)} of {len(told)}")
        for text, has_act in told if options.errors else ():
            if has_act == (kind == "statement"):
                print(f"    {kind}: {text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
