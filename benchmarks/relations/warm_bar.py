"""How high a tone must lie to be called warm: who remains a friend of both sides of a rift.

Usage::

    python benchmarks/relations/warm_bar.py STORE

STORE holds a feed of 2018. On the 1st and 15th of each month from March to October the network is
built with several bars. Counted are warm ties, friends of both sides of each cold tie, and, for
the rifts of ``brokers_2018.csv``, which of the states with a known tie to both sides are friends of
both: the go-betweens that the table names, and all others. A good bar keeps the first and leaves
out the second; go-betweens of whom feeds tell nothing are not lost by any bar and not counted.
"""

from __future__ import annotations

import csv
import datetime as dt
import statistics
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.ledger import open_store
from goodoffices.relations.daily import assess, pair_tones
from goodoffices.relations.network import friends_of_both, network_on, ties_of_tones
from goodoffices.relations.network.constants import MIN_EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from goodoffices.relations.network import Tie

DAYS = [dt.date(2018, month, day) for month in range(3, 11) for day in (1, 15)]
BARS: Mapping[str, Callable[[float], float]] = {
    "zero": lambda _: 0.0,
    "a quarter of the usual": lambda usual: usual / 2,
    "half of the usual (shipped)": lambda usual: usual,
    "three quarters of the usual": lambda usual: usual * 1.5,
    "the usual": lambda usual: usual * 2,
}
"""What the usual tone is taken to be, so that half of it is the bar."""


@dataclass(slots=True)
class Counted:
    """What came of one bar over all days."""

    warm: list[int] = field(default_factory=list)
    friends: list[int] = field(default_factory=list)
    brokers: list[bool] = field(default_factory=list)
    others: list[bool] = field(default_factory=list)


def brokers() -> dict[tuple[str, str], set[str]]:
    """Return the go-betweens of each pair."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    with (Path(__file__).parent / "brokers_2018.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["low"], row["high"]].add(row["broker"])
    return found


def count(ties: Sequence[Tie], day: dt.date, counted: Counted) -> None:
    """Add what a network of one day shows."""
    network = network_on(ties, day)
    warm = _near((edge.low, edge.high) for edge in network.edges if edge.sign > 0)
    known = _near((tie.low, tie.high) for tie in ties if tie.n_events >= MIN_EVENTS)
    counted.warm.append(len(network.edges) - network.n_negative)
    by_tie = dict.fromkeys([(e.low, e.high) for e in network.edges if e.sign < 0], 0)
    for one in friends_of_both(network):
        by_tie[one.rift.low, one.rift.high] += 1
    counted.friends += by_tie.values()
    for (low, high), named in brokers().items():
        for actor in known[low] & known[high]:
            is_friend = actor in warm[low] & warm[high]
            (counted.brokers if actor in named else counted.others).append(is_friend)


def _near(pairs: object) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for low, high in pairs:  # type: ignore[attr-defined]
        found[low].add(high)
        found[high].add(low)
    return found


def main(path: Path) -> None:
    """Print a row for each bar."""
    found = {name: Counted() for name in BARS}
    with open_store(path, mode="read") as store:
        for day in DAYS:
            assessed = assess(store.view(day))
            ties = ties_of_tones(pair_tones(assessed), day) if assessed else ()
            for name, bar in BARS.items():
                moved = [replace(tie, usual=bar(tie.usual or 0.0)) for tie in ties]
                count(moved, day, found[name])
    print("| the interval lies above | warm ties | friends of both sides of a cold tie, mean | "
          "cold ties without any | go-betweens kept | others kept |")  # fmt: skip
    print("|---|---|---|---|---|---|")
    for name, one in found.items():
        kept = " | ".join(
            f"{sum(rows)} of {len(rows)}, {100 * statistics.fmean(rows):.0f} %"
            for rows in (one.brokers, one.others)
        )
        none = statistics.fmean(n == 0 for n in one.friends)
        print(
            f"| {name} | {statistics.fmean(one.warm):.0f} | {statistics.fmean(one.friends):.2f} | "
            f"{100 * none:.0f} % | {kept} |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
