"""How well do standing ties and the record alone find the mediators of past rifts.

Usage::

    python benchmarks/mediation/rank_rifts.py --rifts rifts_before_2016.csv

The file has one rift a row: side_a_iso3, side_b_iso3, onset, mediators_iso3_or_org (``;``
between). For each rift that began in 2005 or later the ranker sees the world tables and the record
of mediations as known on the day before the onset, and no event at all. Rows of the record on the
same two sides that reach past the onset are left out. Ranks are filtered: other true mediators of
the rift do not stand in the way. Nothing here is fitted; the weights are those that ship.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.mediation import PastMediation, rank_mediators, record
from goodoffices.mediation.record import last_day
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodoffices.records import ActorId, Event, MeasureStep, Statement
    from goodoffices.world import World

FIRST_YEAR = 2005
N_RESAMPLES = 1000
PERMANENT = frozenset({"USA", "RUS", "CHN", "GBR", "FRA"})
CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyView:
    """A view of a ledger that holds nothing."""

    as_of: dt.date

    def events(self, **_: object) -> list[Event]:
        """Return no event."""
        return []

    def statements(self, _: object = None) -> list[Statement]:
        """Return no statement."""
        return []

    def measure_steps(self, _: object = None) -> list[MeasureStep]:
        """Return no step."""
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The rank of one true mediator among the candidates of one rift."""

    rift: int
    mediator: str
    rank: int
    n_candidates: int


def past_before(a: str, b: str, onset: dt.date) -> tuple[PastMediation, ...]:
    """Return the record without rows on the same two sides that reach past the onset."""
    return tuple(
        row
        for row in record()
        if row.known_at < onset
        and not ({row.party_a, row.party_b} == {a, b} and last_day(row.until) >= onset)
    )


def rank_rift(world: World, number: int, row: dict[str, str], *, only_states: bool) -> list[Found]:
    """Return the rank of each true mediator of a rift that is among the candidates."""
    a, b = row["side_a_iso3"], row["side_b_iso3"]
    onset = dt.date.fromisoformat(row["onset"])
    eve = onset - dt.timedelta(days=1)
    ranking = rank_mediators(
        EmptyView(as_of=eve), world, as_id(a), as_id(b), past=past_before(a, b, onset)
    )
    order = [
        candidate.actor
        for candidate in ranking.candidates
        if not only_states or candidate.kind != "organisation"
    ]
    true = {name for name in row["mediators_iso3_or_org"].split(";") if name in order}
    return [
        Found(
            rift=number,
            mediator=name,
            rank=1 + sum(1 for one in order[: order.index(as_id(name))] if one not in true),
            n_candidates=len(order) - len(true) + 1,
        )
        for name in sorted(true)
    ]


def as_id(text: str) -> ActorId:
    """Return a text as the id of an actor."""
    from goodoffices.records import ActorId

    return ActorId(text)


def mean_reciprocal(found: Sequence[Found]) -> float:
    """Return the mean of 1 / rank."""
    return statistics.fmean(1 / one.rank for one in found)


def hits(found: Sequence[Found], cut: int) -> float:
    """Return the share of true mediators among the first ``cut``."""
    return statistics.fmean(one.rank <= cut for one in found)


def interval(
    found: Sequence[Found], measure: Callable[[Sequence[Found]], float]
) -> tuple[float, float]:
    """Return the 95 % interval of a measure when rifts are drawn again with replacement."""
    by_rift: dict[int, list[Found]] = {}
    for one in found:
        by_rift.setdefault(one.rift, []).append(one)
    chance = random.Random(20151124)  # noqa: S311 - resampling, not secrets
    rifts = list(by_rift.values())
    drawn = sorted(
        measure([one for rift in chance.choices(rifts, k=len(rifts)) for one in rift])
        for _ in range(N_RESAMPLES)
    )
    return drawn[int(0.025 * N_RESAMPLES)], drawn[int(0.975 * N_RESAMPLES) - 1]


def report(title: str, found: Sequence[Found]) -> None:
    """Print the measures of a set of mediators beside pure chance."""
    if not found:
        print(f"{title}: no mediator among the candidates")
        return
    n = round(statistics.fmean(one.n_candidates for one in found))
    by_chance = sum(1 / place for place in range(1, n + 1)) / n
    low, high = interval(found, mean_reciprocal)
    told = "  ".join(
        f"hits@{cut} {hits(found, cut):.3f} (chance {min(1.0, cut / n):.3f})" for cut in CUTS
    )
    n_rifts = len({one.rift for one in found})
    print(
        f"{title}: {n_rifts} rifts, {len(found)} mediators, {n} candidates\n"
        f"  MRR {mean_reciprocal(found):.3f} [{low:.3f}, {high:.3f}] (chance {by_chance:.3f})\n"
        f"  {told}"
    )


def main() -> int:
    """Rank every rift and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rifts", type=Path, required=True)
    path = parser.parse_args().rifts
    if not path.is_file():
        print(f"skipped: {path} is not there; give the file of rifts with --rifts")
        return 0
    with path.open(encoding="utf-8") as file:
        rifts = [
            row
            for row in csv.DictReader(file)
            if int(row["onset"][:4]) >= FIRST_YEAR and row["mediators_iso3_or_org"]
        ]
    world = load_world()
    states = [
        one
        for number, row in enumerate(rifts)
        for one in rank_rift(world, number, row, only_states=True)
    ]
    everybody = [
        one
        for number, row in enumerate(rifts)
        for one in rank_rift(world, number, row, only_states=False)
    ]
    report("states among states", states)
    outsiders = [one for one in states if one.mediator not in PERMANENT]
    report("  of these not permanent members of the Council", outsiders)
    report("states and organisations", everybody)
    return 0


if __name__ == "__main__":
    sys.exit(main())
