"""How near the positions of un_positions.csv are to ideal points that others published.

Usage::

    python benchmarks/world/score_un_positions.py un_idealpoints.csv

The file is that of Bailey, Strezhnev and Voeten (2017), who fit an item response model with
bridging resolutions to the same votes. It is not part of this project. For each decade: the
correlation over the states of a year, mean and lowest of the years; the same of the distances of
all pairs; and the correlation of all rows of the decade together, which also asks whether years
are comparable.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import Final

import numpy as np

TABLES: Final = Path(__file__).resolve().parents[2] / "src/goodoffices/world/tables"
FIRST_SESSION: Final = 1946

OTHER_IDS: Final = {"YAR": "YEM", "YPR": "YMD", "GFR": "DEU", "ZAR": "COD", "ROM": "ROU"}
"""Codes of the published file that are none of the world's."""

Points = dict[tuple[str, int], float]


def published(path: Path) -> Points:
    """Return the published ideal points by state and the year in which the session began."""
    found: Points = {}
    with path.open(encoding="latin-1") as file:
        for row in csv.DictReader(file):
            year = int(row["session"]) + FIRST_SESSION - 1
            code = OTHER_IDS.get(row["iso3c"], row["iso3c"])
            if code == "RUS" and year <= 1991:  # noqa: PLR2004 - the seat was that of the SUN
                code = "SUN"
            if row["IdealPoint"] not in {"", "NA"}:
                found[code, year] = float(row["IdealPoint"])
    return found


def ours(path: Path) -> dict[tuple[str, int], tuple[float, float]]:
    """Return positions and standard errors by state and year."""
    with path.open(encoding="utf-8") as file:
        return {
            (row["state"], int(row["year"])): (float(row["position"]), float(row["std_error"]))
            for row in csv.DictReader(file)
        }


def correlation(x: np.ndarray, y: np.ndarray) -> float:
    """Return Pearson's correlation."""
    return float(np.corrcoef(x, y)[0, 1])


def distances(x: np.ndarray) -> np.ndarray:
    """Return the distances of all pairs."""
    low, high = np.triu_indices(len(x), 1)
    found: np.ndarray = np.abs(x[low] - x[high])
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("published", type=Path)
    parser.add_argument("--table", type=Path, default=TABLES / "un_positions.csv")
    given = parser.parse_args()
    theirs, mine = published(given.published), ours(given.table)
    out = sys.stdout.write
    out(
        "| years | rows | states: mean r | lowest | pairs' distances: mean r | rows together: r |\n"
    )
    out("|---|---|---|---|---|---|\n")
    years = sorted({year for _, year in mine})
    for decade in sorted({year // 10 * 10 for year in years}):
        by_year, by_pair, rows = [], [], []
        for year in (one for one in years if one // 10 * 10 == decade):
            keys = [key for key in mine if key[1] == year and key in theirs]
            if not keys:
                continue
            x = np.array([mine[key][0] for key in keys])
            y = np.array([theirs[key] for key in keys])
            by_year.append(correlation(x, y))
            by_pair.append(correlation(distances(x), distances(y)))
            rows += list(zip(x, y, strict=True))
        together = np.array(rows)
        span = [year for year in years if year // 10 * 10 == decade]
        out(
            f"| {span[0]}-{span[-1]} | {len(rows)} | {np.mean(by_year):.3f} | {min(by_year):.3f} "
            f"| {np.mean(by_pair):.3f} | {correlation(together[:, 0], together[:, 1]):.3f} |\n"
        )
    missing = sorted({state for state, year in theirs if (state, year) not in mine
                      and year in years})  # fmt: skip
    extra = sorted({state for state, year in mine if (state, year) not in theirs})
    out(f"published but not ours, in some year: {' '.join(missing) or 'none'}\n")
    out(f"ours but not published, in some year: {' '.join(extra) or 'none'}\n")


if __name__ == "__main__":
    main()
