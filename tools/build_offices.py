"""Write the table of office-holders of the world room.

Inputs, strongest first::

    tools/offices/by_hand.csv     rows that a person wrote and checked (or marked ``memory``)
    tools/offices/collected.csv   facts from Wikidata (CC0) and The World Factbook (public domain)
    --reign leaderlist_3_21.csv   REIGN: effective leaders from 1945 to March 2021
    --archigos archigos.csv       Archigos 4.1 (the .rda as CSV): exact last days to 2015 and,
                                  for leaders up to 1989, their names in full

Before 1990 the table has the effective leaders only, since then the other offices too.

A tenure is half-open: the holder held the office from ``since`` up to the day before ``until``,
so that on the day of the change only the successor holds it. ``checked`` is the last day to which
the row is known to be right; nothing is said about later days.

Run ``python tools/build_offices.py --reign PATH --archigos PATH``.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from offices.claims import COLUMNS, Claim, read_claims
from offices.fold import (
    date_leaders_by_office,
    fill_from_leaders,
    fold_office,
    follow_leaders,
    keep_apart,
)
from offices.names import Names
from offices.reign import read_reign

HERE = Path(__file__).parent / "offices"
OUT = Path(__file__).parents[1] / "src" / "goodoffices" / "world" / "tables" / "offices.csv"
REIGN_LAST_DAY = "2021-03-31"
"""The last day that the shipped edition of REIGN describes."""


def gather(reign: Path, archigos: Path | None) -> dict[tuple[str, str], list[Claim]]:
    """Return all claims by state and office, strongest source first."""
    claims = [
        *read_claims(HERE / "by_hand.csv", rank=0),
        *read_claims(HERE / "collected.csv", rank=1),
        *read_reign(reign, archigos, last_day=REIGN_LAST_DAY),
    ]
    table: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        table.setdefault((claim.state, claim.office), []).append(claim)
    return table


def read_ids(name: str) -> set[str]:
    """Return the ids in a table of the world room."""
    with (OUT.parent / name).open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def main() -> None:
    """Read the sources, fold them and write ``offices.csv``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reign", type=Path, required=True)
    parser.add_argument("--archigos", type=Path)
    options = parser.parse_args()
    table = gather(options.reign, options.archigos)
    folded = {key: fold_office(claims) for key, claims in sorted(table.items())}
    folded = fill_from_leaders(date_leaders_by_office(folded))
    known = read_ids("states.csv") | read_ids("organisations.csv")
    strange = sorted({state for state, _ in table} - known)
    names = Names(HERE / "names.csv", folded)
    folded = {key: [names.full(claim) for claim in claims] for key, claims in folded.items()}
    folded = keep_apart(follow_leaders(folded, last_day=REIGN_LAST_DAY))
    rows = [
        claim
        for claims in folded.values()
        for claim in claims
        if claim.is_listed and claim.state in known
    ]
    for claim in rows:
        if not re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", claim.since):
            sys.exit(
                f"{claim}: since must be YYYY-MM-DD or YYYY-MM; repair tools/offices/by_hand.csv"
            )
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(names.row(claim) for claim in rows)
    print(f"left out, as the world tables do not know them: {', '.join(strange)}")
    print(f"{len(rows)} tenures of {len({claim.state for claim in rows})} states to {OUT.name}")


if __name__ == "__main__":
    main()
