"""How well do standing ties and the record alone find the mediators of past rifts.

Usage::

    python benchmarks/mediation/rank_rifts.py --rifts rifts_before_2016.csv

The file has one rift a row: side_a_iso3, side_b_iso3, onset, mediators_iso3_or_org (``;``
between). For each rift that began in 2005 or later the ranker sees the world tables and the record
of mediations as known on the day before the onset, and no event at all. Rows of the record on the
same two sides that reach past the onset are left out. Ranks are filtered: other true mediators of
the rift do not stand in the way. Simple rankings of the same candidates stand beside it. Nothing
here is fitted; the weights are those that ship. Intervals: rifts drawn again with replacement.
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

from goodoffices.mediation import PastMediation, past_mediations, rank_mediators, record
from goodoffices.mediation.record import last_day
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.mediation import Candidate
    from goodoffices.records import ActorId, Event, MeasureStep, Statement
    from goodoffices.world import World

FIRST_YEAR, LAST_YEAR = 2005, 2015
"""Leaders and seats are told well from 2005 on; mediators of rifts from 2016 on are held out."""

RANKINGS = (
    "this ranker",
    "pure chance",
    "nearest to both",
    "most mediations so far",
    "mediations, then nearest",
    "permanent members first",
    "permanent, then mediations",
)
FARTHEST_KM = 20_000.0
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
class Rift:
    """A rift, its true mediators, and what each candidate is worth by each ranking."""

    number: int
    mediators: frozenset[str]
    states: frozenset[str]
    worth: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where one true mediator stands among the candidates of one rift.

    ``n_above`` candidates are worth more, ``n_equal`` others just as much; these are taken in
    random order, so that measures are expected values.
    """

    rift: int
    mediator: str
    n_above: int
    n_equal: int
    n_candidates: int

    @property
    def reciprocal(self) -> float:
        """The expected value of 1 / rank."""
        ranks = range(self.n_above + 1, self.n_above + self.n_equal + 2)
        return statistics.fmean(1 / rank for rank in ranks)

    def within(self, cut: int) -> float:
        """Return the probability of a place among the first ``cut``."""
        return max(0.0, min(1.0, (cut - self.n_above) / (self.n_equal + 1)))


def past_before(a: str, b: str, onset: dt.date) -> tuple[PastMediation, ...]:
    """Return the record without rows on the same two sides that reach past the onset."""
    return tuple(
        row
        for row in record()
        if row.known_at < onset
        and not ({row.party_a, row.party_b} == {a, b} and last_day(row.until) >= onset)
    )


def look_at(world: World, number: int, row: dict[str, str]) -> Rift:
    """Return a rift on the eve of its onset, with the worth of each candidate by each ranking."""
    a, b = as_id(row["side_a_iso3"]), as_id(row["side_b_iso3"])
    onset = dt.date.fromisoformat(row["onset"])
    eve = onset - dt.timedelta(days=1)
    past = past_before(a, b, onset)
    ranking = rank_mediators(EmptyView(as_of=eve), world, a, b, past=past)
    worth: dict[str, dict[str, float]] = {name: {} for name in RANKINGS}
    for candidate in ranking.candidates:
        one = candidate.actor
        far, n_past = _farther(candidate), _n_past(one, eve, past)
        is_permanent = world.council_seat(one, eve) == "permanent"
        worth["this ranker"][one] = candidate.score
        worth["pure chance"][one] = 0.0
        worth["nearest to both"][one] = -far
        worth["most mediations so far"][one] = n_past
        worth["mediations, then nearest"][one] = n_past - far / FARTHEST_KM
        worth["permanent members first"][one] = float(is_permanent)
        worth["permanent, then mediations"][one] = 1000 * is_permanent + n_past
    return Rift(
        number=number,
        mediators=frozenset(row["mediators_iso3_or_org"].split(";")),
        states=frozenset(c.actor for c in ranking.candidates if c.kind != "organisation"),
        worth=worth,
    )


def _farther(candidate: Candidate) -> float:
    """Return the distance to the farther side; where it is not known, as far as can be."""
    told = (term.value for term in candidate.terms if term.feature == "distance_far")
    return next((km for km in told if km is not None), FARTHEST_KM)


def _n_past(actor: str, eve: dt.date, past: tuple[PastMediation, ...]) -> float:
    return float(len({row.episode for row in past_mediations(actor, eve, past)}))


def places(rift: Rift, ranking: str, *, only_states: bool) -> list[Found]:
    """Return the place of each true mediator of a rift that is among the candidates."""
    worth = {
        actor: value
        for actor, value in rift.worth[ranking].items()
        if not only_states or actor in rift.states
    }
    true = {name for name in rift.mediators if name in worth}
    others = [value for actor, value in worth.items() if actor not in true]
    return [
        Found(
            rift=rift.number,
            mediator=name,
            n_above=sum(other > worth[name] for other in others),
            n_equal=sum(other == worth[name] for other in others),
            n_candidates=len(others) + 1,
        )
        for name in sorted(true)
    ]


def as_id(text: str) -> ActorId:
    """Return a text as the id of an actor."""
    from goodoffices.records import ActorId

    return ActorId(text)


def interval(values: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the 95 % interval of a mean when rifts are drawn again with replacement.

    ``values`` holds the values of the mediators of each rift.
    """
    chance = random.Random(20151124)  # noqa: S311 - resampling, not secrets
    drawn = sorted(
        statistics.fmean(one for rift in chance.choices(values, k=len(values)) for one in rift)
        for _ in range(N_RESAMPLES)
    )
    return drawn[int(0.025 * N_RESAMPLES)], drawn[int(0.975 * N_RESAMPLES) - 1]


def by_rift(found: Sequence[Found], values: Sequence[float]) -> list[list[float]]:
    """Return values of mediators, those of a rift together."""
    grouped: dict[int, list[float]] = {}
    for one, value in zip(found, values, strict=True):
        grouped.setdefault(one.rift, []).append(value)
    return list(grouped.values())


def report(title: str, of_ranking: dict[str, list[Found]]) -> None:
    """Print a table of all rankings, each with its distance to this ranker."""
    ours = [one.reciprocal for one in of_ranking["this ranker"]]
    found = of_ranking["this ranker"]
    n = round(statistics.fmean(one.n_candidates for one in found))
    print(f"\n{title}: {len(by_rift(found, ours))} rifts, {len(found)} mediators, {n} candidates\n")
    cuts = " | ".join(f"hits@{cut}" for cut in CUTS)
    print(f"| ranking | MRR [95 %] | {cuts} | MRR of this ranker minus it [95 %] |")
    print(f"|---|---|{'---|' * len(CUTS)}---|")
    for name, rows in of_ranking.items():
        theirs = [one.reciprocal for one in rows]
        low, high = interval(by_rift(rows, theirs))
        told = " | ".join(
            f"{statistics.fmean(one.within(cut) for one in rows):.3f}" for cut in CUTS
        )
        gap = [mine - other for mine, other in zip(ours, theirs, strict=True)]
        least, most = interval(by_rift(rows, gap))
        margin = f"{statistics.fmean(gap):+.3f} [{least:+.3f}, {most:+.3f}]"
        print(
            f"| {name} | {statistics.fmean(theirs):.3f} [{low:.3f}, {high:.3f}] | {told} "
            f"| {'' if name == 'this ranker' else margin} |"
        )


def main() -> int:
    """Rank every rift in every way and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rifts", type=Path, required=True)
    path = parser.parse_args().rifts
    if not path.is_file():
        print(f"skipped: {path} is not there; give the file of rifts with --rifts")
        return 0
    with path.open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if FIRST_YEAR <= int(row["onset"][:4]) <= LAST_YEAR and row["mediators_iso3_or_org"]
        ]
    world = load_world()
    rifts = [look_at(world, number, row) for number, row in enumerate(rows)]
    for title, only_states in (("states among states", True), ("states and organisations", False)):
        of_ranking = {
            name: [one for rift in rifts for one in places(rift, name, only_states=only_states)]
            for name in RANKINGS
        }
        report(title, of_ranking)
        if only_states:
            outsiders = {
                name: [one for one in found if one.mediator not in PERMANENT]
                for name, found in of_ranking.items()
            }
            report("of these not permanent members of the Council", outsiders)
            sourced = {
                name: [one for one in found if rows[one.rift]["source"] != "memory"]
                for name, found in of_ranking.items()
            }
            report("of these in rifts with a named source, not from memory", sourced)
    return 0


if __name__ == "__main__":
    sys.exit(main())
