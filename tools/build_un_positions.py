"""Build ``un_positions.csv``: where states stand in votes of the General Assembly, year by year.

Usage::

    python tools/build_un_positions.py DIR

``DIR`` holds un_votes.rda and un_roll_calls.rda of the ``unvotes`` package. Needs the ``rdata``
package, which the project itself does not. Takes about a minute.

For each year the recorded votes of that year and of the two before it, and no later ones, are
fitted by

    share of a yes of state i on roll call j = 1 / (1 + exp(-(a_j + b_j * position_i)))

with yes 1, abstaining 1/2 and no 0, over the votes that were cast: a state that did not vote is
missing there, not neutral. This is a principal component on the scale of log odds (de Leeuw, 2006,
Principal component analysis of binary data by iterated singular value decomposition,
Computational Statistics & Data Analysis 50(1): its example is roll calls). A plain one follows the
few states that vote no alone; in 1979 its correlation with published ideal points is 0.81, that of
this one 0.97. Priors hold what few votes cannot tell: positions are standard normal, slopes and
levels normal with `SLOPE_SD` and `LEVEL_SD`. Found by Newton steps for roll calls and states in
turn.

Positions have mean 0 and standard deviation 1 over the states of a year and are turned so that
`ANCHORS` lie above 0. The standard error is a block jackknife: the roll calls of the window in 20
blocks in the order of time, each left out once.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

TABLES: Final = Path(__file__).resolve().parent.parent / "src/goodoffices/world/tables"
EPOCH: Final = dt.date(1970, 1, 1)

FIRST_YEAR: Final = 1978
"""The year before the first day of the oldest event feed (GDELT, 1979)."""

LAST_YEAR: Final = 2019
"""The votes end in January 2020, so 2019 is the last year that is whole."""

WINDOW_YEARS: Final = 3
"""One year has 60-160 roll calls, too few to tell small moves from the agenda of the year."""

LEAST_VOTES: Final = 20
"""A state with fewer votes in the window is not placed; unanimous votes count here, though they
tell nothing."""

LEAST_VOTERS: Final = 20
"""A roll call with fewer votes tells nothing."""

N_BLOCKS: Final = 20
MOST_ROUNDS: Final = 1000
CLOSE: Final = 1e-5

SLOPE_SD: Final = 2.0
LEVEL_SD: Final = 5.0
"""Weak: a slope of 2 parts two states one standard deviation apart into 27 % and 73 % of yes."""

LONGEST_STEP: Final = 1.0
"""A Newton step far from the top may be too long."""

ANCHORS: Final = ("USA", "GBR", "FRA", "CAN", "AUS", "NLD")
"""Voted in every year and on one side of the first dimension throughout; they fix only its sign."""

SCORES: Final = {"yes": 1.0, "abstain": 0.5, "no": 0.0}

NAMED: Final = {
    "Federal Republic of Germany": "DEU",
    "Yemen Arab Republic": "YEM",
    "Namibia": "NAM",
}
"""States whose code is missing in the source (that of Namibia reads as a missing value)."""

RENAMED: Final = {
    "Russia": (("SUN", dt.date(1991, 12, 24)), ("RUS", dt.date.max)),
    "Yugoslavia": (
        ("YUG", dt.date(2003, 2, 4)),
        ("SCG", dt.date(2006, 6, 3)),
        ("SRB", dt.date.max),
    ),
}
"""Seats that the source files under one name, and who held them until which day."""

LEFT_OUT: Final = frozenset({"Zanzibar"})
"""Two votes in 1963."""


def read_rda(path: Path) -> Any:
    """Return the one data frame of an .rda file."""
    import rdata

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (frame,) = rdata.read_rda(path).values()
    return frame


def ids_by_iso2() -> dict[str, str]:
    """Return the ids of the world by the two letters of ISO 3166-1."""
    with (TABLES / "states.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {row["iso2"]: row["id"] for row in rows if row["iso2"] and row["kind"] != "former"}
    former = {"CS": "CSK", "DD": "DDR", "YD": "YMD"}
    return former | found


def votes(folder: Path) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return states, years of roll calls, and scores (states x roll calls, NaN: no vote)."""
    calls = read_rda(folder / "un_roll_calls.rda")
    days = {
        int(rcid): EPOCH + dt.timedelta(days=int(day))
        for rcid, day in zip(calls["rcid"], calls["date"], strict=True)
    }
    order = sorted(days, key=lambda rcid: (days[rcid], rcid))
    column = {rcid: at for at, rcid in enumerate(order)}
    ids = ids_by_iso2()
    cast: dict[str, list[tuple[int, float]]] = {}
    frame = read_rda(folder / "un_votes.rda")
    for rcid, name, code, vote in zip(
        frame["rcid"], frame["country"], frame["country_code"], frame["vote"], strict=True
    ):
        if name not in LEFT_OUT:
            state = _state(str(name), code, days[int(rcid)], ids)
            cast.setdefault(state, []).append((column[int(rcid)], SCORES[vote]))
    states = sorted(cast)
    scores = np.full((len(states), len(order)), np.nan)
    for at, state in enumerate(states):
        columns, values = zip(*cast[state], strict=True)
        scores[at, list(columns)] = values
    return states, np.array([days[rcid].year for rcid in order]), scores


def _state(name: str, code: object, day: dt.date, ids: dict[str, str]) -> str:
    for state, until in RENAMED.get(name, ()):
        if day < until:
            return state
    return NAMED.get(name) or ids[str(code)]


@dataclass(frozen=True, slots=True)
class Fit:
    """Positions of states, and levels and slopes of roll calls."""

    position: np.ndarray
    level: np.ndarray
    slope: np.ndarray


def first_guess(scores: np.ndarray) -> Fit:
    """Return the plain principal component, with missing votes at the mean of the roll call."""
    centred = np.nan_to_num(scores - np.nanmean(scores, axis=0), nan=0.0)
    component = np.linalg.svd(centred, full_matrices=False)[0][:, 0]
    nothing = np.zeros(scores.shape[1])
    return Fit((component - component.mean()) / component.std(), nothing, nothing)


def fit(scores: np.ndarray, start: Fit) -> Fit:
    """Return the fit to scores (states x roll calls, NaN: no vote)."""
    seen = ~np.isnan(scores)
    position, level, slope = start.position, start.level.copy(), start.slope.copy()
    for _ in range(MOST_ROUNDS):
        gap, weight = _residuals(scores, seen, Fit(position, level, slope))
        up, turn = gap.sum(axis=0) - level / LEVEL_SD**2, position @ gap - slope / SLOPE_SD**2
        h00 = weight.sum(axis=0) + 1.0 / LEVEL_SD**2
        h01, h11 = position @ weight, position**2 @ weight + 1.0 / SLOPE_SD**2
        scale = h00 * h11 - h01**2
        level += _short((h11 * up - h01 * turn) / scale)
        slope += _short((h00 * turn - h01 * up) / scale)
        gap, weight = _residuals(scores, seen, Fit(position, level, slope))
        moved = position + _short((gap @ slope - position) / (weight @ slope**2 + 1.0))
        mean, spread = moved.mean(), moved.std()
        level, slope, moved = level + slope * mean, slope * spread, (moved - mean) / spread
        if np.abs(moved - position).max() < CLOSE:
            return Fit(moved, level, slope)
        position = moved
    raise SystemExit(f"no fit after {MOST_ROUNDS} rounds")


def _residuals(scores: np.ndarray, seen: np.ndarray, of: Fit) -> tuple[np.ndarray, np.ndarray]:
    """Return score minus expectation and the variance of a vote, 0 where none was cast."""
    share = 1.0 / (1.0 + np.exp(-(of.level + np.outer(of.position, of.slope))))
    return np.where(seen, scores - share, 0.0), np.where(seen, share * (1.0 - share), 0.0)


def _short(step: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return found


def jackknife(scores: np.ndarray, whole: Fit) -> np.ndarray:
    """Return the standard error of each position, from leaving out one block of roll calls."""
    block = np.arange(scores.shape[1]) * N_BLOCKS // scores.shape[1]
    left = []
    for one in range(N_BLOCKS):
        kept = block != one
        start = Fit(whole.position, whole.level[kept], whole.slope[kept])
        left.append(fit(scores[:, kept], start).position)
    spread = ((np.array(left) - np.mean(left, axis=0)) ** 2).sum(axis=0)
    found: np.ndarray = np.sqrt(spread * (N_BLOCKS - 1) / N_BLOCKS)
    return found


def rows_of_year(
    year: int, states: list[str], years: np.ndarray, scores: np.ndarray
) -> list[dict[str, Any]]:
    """Return the rows of a year, from the votes of its window; only states that voted in it."""
    window = scores[:, (years <= year) & (years > year - WINDOW_YEARS)]
    n_votes = (~np.isnan(window)).sum(axis=1)
    voted = (~np.isnan(scores[:, years == year])).any(axis=1)
    kept = np.flatnonzero(voted & (n_votes >= LEAST_VOTES))
    window = window[kept]
    window = window[:, (~np.isnan(window)).sum(axis=0) >= LEAST_VOTERS]
    window = window[:, np.nanmax(window, axis=0) > np.nanmin(window, axis=0)]
    whole = fit(window, first_guess(window))
    anchors = [at for at, row in enumerate(kept) if states[row] in ANCHORS]
    position = whole.position * np.sign(whole.position[anchors].mean())
    errors = jackknife(window, whole)
    return [
        {
            "state": states[row],
            "year": year,
            "position": f"{position[at]:.2f}",
            "std_error": f"{errors[at]:.2f}",
            "n_votes": int(n_votes[row]),
        }
        for at, row in enumerate(kept)
    ]


def main() -> None:
    """Build the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first-year", type=int, default=FIRST_YEAR)
    parser.add_argument("--out", type=Path, default=TABLES / "un_positions.csv")
    given = parser.parse_args()
    states, years, scores = votes(given.folder)
    table: list[dict[str, Any]] = []
    for year in range(given.first_year, LAST_YEAR + 1):
        if (years == year).any():
            table += rows_of_year(year, states, years, scores)
    table.sort(key=lambda row: (row["state"], row["year"]))
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{given.out.name}: {len(table)} rows, {len({row['state'] for row in table})} states")


if __name__ == "__main__":
    main()
