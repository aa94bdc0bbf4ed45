"""Find the outages of GDELT on its public volume curve, beside two simple rules.

Run: python benchmarks/feeds/health_curve.py gsci_data.csv

The curve is ``date,total_sources`` of GSCI-Tracker (CC BY 4.0), 2015-03-01 to 2026-03-22. Each rule
goes through the days once and knows nothing of later ones. Figures are for 2020 on; the years
before served to choose the numbers of ``feeds/volume.py``.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.feeds.volume import judge_volume, usual_volumes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TESTED_FROM = dt.date(2020, 1, 1)
OUTAGES = (
    # First day, last day, who says so. All days of these runs have under 10,000 sources on the
    # curve, where the middle day has over 200,000; no other day of the curve has.
    ("2017-08-29", "2017-08-29", "the curve"),
    ("2020-01-01", "2020-01-04", "issue 4 of this project, and the curve"),
    ("2025-06-15", "2025-07-01", "issue 4 of this project, and the curve"),
)
DISTURBED = (
    # Days that the curve itself shows as broken in part. Whether that is an outage is a matter of
    # the word, so they count neither for nor against a rule.
    ("2015-10-21", "2015-10-22"),
    ("2017-08-30", "2017-08-30"),
    ("2020-01-05", "2020-01-05"),
    ("2020-10-09", "2020-11-15"),
    ("2022-11-11", "2022-11-11"),
    ("2023-03-22", "2023-03-22"),
)
DEVIATIONS = 3
LEAST_SOURCES = 10_000
"""The simplest rule, with hindsight: it is how the outages above were found on the curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Days in a row, and the sources of each."""

    days: list[dt.date]
    volumes: np.ndarray


def read_curve(path: Path) -> Curve:
    """Return the curve; raises if a day lacks."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [dt.date.fromisoformat(row["date"]) for row in rows]
    wanted = [days[0] + dt.timedelta(days=n) for n in range(len(days))]
    if days != wanted:
        raise SystemExit(f"{path}: has gaps")
    return Curve(days=days, volumes=np.array([float(row["total_sources"]) for row in rows]))


def ours(curve: Curve) -> list[str]:
    """Return the status of each day by the rules of the program."""
    usual = usual_volumes(curve.volumes)
    columns = zip(curve.volumes, usual.expected, usual.low, usual.high, strict=True)
    return [judge_volume(*row) for row in columns]


def rolling_mean(curve: Curve, n: int = 28) -> list[str]:
    """Return low or high where a day lies three standard deviations from the last 28 days."""
    found = []
    for day, volume in enumerate(curve.volumes):
        past = curve.volumes[max(0, day - n) : day]
        if len(past) < n:
            found.append("unknown")
            continue
        off = (volume - past.mean()) / past.std()
        found.append("outage" if off < -DEVIATIONS else "high" if off > DEVIATIONS else "ok")
    return found


def share_of_mean(curve: Curve, n: int = 28, share: float = 0.25) -> list[str]:
    """Return outage where a day has less than a quarter of the mean of the last 28 days."""
    found = []
    for day, volume in enumerate(curve.volumes):
        past = curve.volumes[max(0, day - n) : day]
        if len(past) < n:
            found.append("unknown")
        else:
            found.append("outage" if volume < share * past.mean() else "ok")
    return found


def fixed(curve: Curve) -> list[str]:
    """Return outage where a day has fewer than 10,000 sources."""
    return ["outage" if volume < LEAST_SOURCES else "ok" for volume in curve.volumes]


def _days(first: str, last: str) -> set[dt.date]:
    one, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return {one + dt.timedelta(days=n) for n in range((end - one).days + 1)}


def _is_holiday(day: dt.date) -> bool:
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)


def scores(curve: Curve, statuses: Sequence[str], since: dt.date, until: dt.date) -> list[str]:
    """Return the cells of a row: recall, precision, delay, shares of ordinary days flagged."""
    runs = [_days(first, last) for first, last, _ in OUTAGES]
    runs = [run for run in runs if since <= min(run) <= until]
    outages = set().union(*runs)
    disturbed = set().union(*(_days(*one) for one in DISTURBED))
    found = {
        day: status
        for day, status in zip(curve.days, statuses, strict=True)
        if since <= day <= until and status != "unknown"
    }
    flagged = {day for day, status in found.items() if status == "outage"}
    false = flagged - outages - disturbed
    plain = [d for d in found if d not in outages | disturbed and not _is_holiday(d)]
    hits = flagged & outages
    delays = [min((d - min(run)).days for d in run & flagged) for run in runs if run & flagged]
    marked = {kind: sum(found[d] == kind for d in plain) / len(plain) for kind in ("low", "high")}
    broken = {d for d in disturbed if d in found}
    seen = sum(found[day] in {"low", "outage"} for day in broken)
    precision = f"{len(hits) / (len(hits) + len(false)):.2f}" if hits or false else "-"
    return [
        f"{len(hits)} of {len(outages)}",
        precision,
        str(max(delays)) if len(delays) == len(runs) else "missed one",
        f"{len(false)} of {len(plain):,}",
        f"{marked['low']:.2%}",
        f"{marked['high']:.2%}",
        f"{seen} of {len(broken)}",
    ]


RULES: dict[str, Callable[[Curve], list[str]]] = {
    "ours": ours,
    "mean of 28 days - 3 standard deviations": rolling_mean,
    "a quarter of the mean of 28 days": share_of_mean,
    "under 10,000 sources (made with the labels)": fixed,
}


def main(argv: Sequence[str]) -> int:
    """Print a table for the years that were tuned on and one for those that were not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("curve", type=Path)
    parser.add_argument("--days", action="store_true", help="list the days that ours flags")
    arguments = parser.parse_args(argv)
    curve = read_curve(arguments.curve)
    found = {name: rule(curve) for name, rule in RULES.items()}
    before = TESTED_FROM - dt.timedelta(days=1)
    for since, until in ((curve.days[0], before), (TESTED_FROM, curve.days[-1])):
        print(f"\n{since} to {until}\n")
        print("| rule | days of outage found | precision | days until the first flag "
              "| ordinary days called outage | ... low | ... high "
              "| days broken in part called low or outage |")  # fmt: skip
        print("|---|---|---|---|---|---|---|---|")
        for name, statuses in found.items():
            print(f"| {name} | {' | '.join(scores(curve, statuses, since, until))} |")
    if arguments.days:
        for day, status, volume in zip(curve.days, found["ours"], curve.volumes, strict=True):
            if status not in {"ok", "unknown"}:
                print(day, f"{day:%a}", status, int(volume))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
