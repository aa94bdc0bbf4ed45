"""Score the phases that feeds tell against a table of known rifts and thaws.

Run::

    python benchmarks/relations/score_phases.py STORE [--rifts TABLE] [--as-of DAY] [--misses]

STORE is a store with a feed loaded. A rift is found when the pair enters the phase rift from 3 days
before its onset to 56 days after; a thaw when it enters thaw or normalising. Findable is told as in
``score_rifts.py``: an act of the kind in those days. How many rifts a year the phases open in the
whole world stands beside it, for a detector that calls everything a rift finds all of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rift_table import TABLE, read_rifts

from goodoffices.ledger import open_store
from goodoffices.relations.daily import all_feed_spells, assess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rift_table import Rift

    from goodoffices.ledger import View
    from goodoffices.relations import Spell

    Pair = tuple[str, str]
    Turns = Mapping[Pair, Sequence[dt.date]]

EARLY, LATE = dt.timedelta(days=3), dt.timedelta(days=56)
DAYS_OF_YEAR = 365.25
KINDS = {"rift": ("n_hostile", ("rift",)), "thaw": ("n_conciliatory", ("thaw", "normalising"))}


def turns(spells: Mapping[Pair, Sequence[Spell]], phases: tuple[str, ...]) -> Turns:
    """Return the days on which each pair entered one of some phases."""
    return {
        pair: [spell.since for spell in own if spell.phase in phases]
        for pair, own in spells.items()
    }


def acts_by_pair(view: View, column: str) -> Turns:
    """Return the days on which each pair had an act of a class."""
    rows = view.query("act_days", since=dt.date.min, until=view.as_of)
    found: dict[Pair, list[dt.date]] = {}
    names = ("day", "source", "target", column)
    for day, source, target, n in zip(*(rows[one].to_pylist() for one in names), strict=True):
        if n:
            found.setdefault((min(source, target), max(source, target)), []).append(day)
    return found


def lag(days: Sequence[dt.date], told: dt.date) -> int | None:
    """Return the days from what the table tells to the first turn near it, None without one."""
    near = [(day - told).days for day in days if told - EARLY <= day <= told + LATE]
    return min(near) if near else None


def main() -> int:
    """Print what was found, how late, and how many phases were opened."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--rifts", type=Path, default=TABLE)
    parser.add_argument("--as-of", type=dt.date.fromisoformat, default=dt.date(2018, 10, 31))
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    if not asked.store.is_dir():
        print(f"{asked.store}: no store; make one with 'goodoffices init' and load a feed")
        return 1
    rifts = read_rifts(asked.rifts)
    with open_store(asked.store, mode="read") as store:
        view = store.view(asked.as_of)
        assessed = assess(view)
        if assessed is None:
            print(f"{asked.store}: holds no report between two states by {asked.as_of}")
            return 1
        began = time.process_time()
        spells = all_feed_spells(view, assessed)
        seconds = time.process_time() - began
        first = min([own[0].since for own in spells.values() if own] or [asked.as_of])
        years = ((asked.as_of - first).days + 1) / DAYS_OF_YEAR
        print(f"{len(spells):,} pairs that surprised, {seconds:.2f} CPU-s, {years:.2f} years")
        last = Counter(own[-1].phase for own in spells.values() if own)
        print(f"phases on the last day: {dict(last)}")
        for kind, (column, phases) in KINDS.items():
            tell(
                kind,
                rifts,
                turns(spells, phases),
                acts_by_pair(view, column),
                (first, years),
                asked,
            )
    return 0


def tell(
    kind: str,
    rifts: Sequence[Rift],
    found: Turns,
    acts: Turns,
    span: tuple[dt.date, float],
    asked: argparse.Namespace,
) -> None:
    """Print the figures of one kind of turn."""
    first, years = span
    told = [
        (rift.pair, day)
        for rift in rifts
        if (day := rift.onset if kind == "rift" else rift.thaw_start) is not None
        and first <= day <= asked.as_of
    ]
    findable = [(pair, day) for pair, day in told if lag(acts.get(pair, ()), day) is not None]
    lags = {one: lag(found.get(one[0], ()), one[1]) for one in findable}
    hits = [days for days in lags.values() if days is not None]
    n_a_year = sum(map(len, found.values())) / years
    middle = f"{statistics.median(hits):g} days" if hits else "none"
    print(f"{kind}: {len(told)} in the table, {len(findable)} findable, {len(hits)} found, "
          f"median delay {middle}; {n_a_year:.0f} such turns a year in all")  # fmt: skip
    if asked.misses:
        for (pair, day), days in lags.items():
            if days is None:
                print(f"  missed {'-'.join(pair)} {day}")


if __name__ == "__main__":
    sys.exit(main())
