"""How well do standing ties and the record alone find the mediators of past rifts.

Usage::

    python benchmarks/mediation/rank_rifts.py --rifts rifts_before_2016.csv
    python benchmarks/mediation/rank_rifts.py --rifts rifts_before_2016.csv --feeds STORE
    python benchmarks/mediation/rank_rifts.py --rifts rifts_2018.csv --feeds STORE --on thaw_start

The file has one rift a row: side_a_iso3, side_b_iso3, onset, mediators_iso3_or_org (``;``
between). For each rift that began in 2005 or later the ranker sees the world tables and the record
of mediations as known on the day before the onset, and no event at all. Rows of the record on the
same two sides that reach past the onset are left out. Ranks are filtered: other true mediators of
the rift do not stand in the way. Simple rankings of the same candidates stand beside it. Nothing
here is fitted; the weights are those that ship. Intervals: rifts drawn again with replacement.

With ``--feeds`` the ranker also sees what the feeds of a store tell on that day, and the ranking
without them stands beside it; only rifts on whose day the feeds tell of both sides are looked at.
``--on thaw_start`` ranks on the day before a thaw began, so that rifts older than the feed count.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import statistics
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.ledger import open_store
from goodoffices.mediation import PastMediation, past_mediations, rank_mediators, record
from goodoffices.mediation.record import last_day
from goodoffices.relations.daily import assess
from goodoffices.relations.survey import ties_with
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.ledger import Store
    from goodoffices.mediation import Candidate
    from goodoffices.mediation.situation import FeedTies
    from goodoffices.records import ActorId, Event, MeasureStep, Statement
    from goodoffices.world import World

FIRST_YEAR, LAST_YEAR = 2005, 2015
"""Leaders and seats are told well from 2005 on; mediators of rifts from 2016 on are held out."""

WITHOUT = "this ranker without feeds"
RANKINGS = (
    "this ranker",
    WITHOUT,
    "pure chance",
    "nearest to both",
    "most mediations so far",
    "mediations, then nearest",
    "permanent members first",
    "permanent, then mediations",
)
FARTHEST_KM = 20_000.0
N_RESAMPLES = 1000
NAMES = {"side_a_iso3": "side_a", "side_b_iso3": "side_b", "mediators_iso3_or_org": "mediators"}
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
    told: frozenset[str]
    """Candidates whose tie is known from feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """On which day rifts are looked at, and the store whose feeds are seen, if any."""

    column: str
    store: Store | None

    def ties(self, eve: dt.date, low: str, high: str) -> FeedTies | None:
        """Return what feeds tell of the ties of others to both sides."""
        if self.store is None:
            return None
        view = self.store.view(eve)
        return ties_with(view, assess(view), low, high)


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


def look_at(world: World, number: int, row: dict[str, str], asked: Asked) -> Rift | None:
    """Return a rift on the eve of its day, with the worth of each candidate by each ranking.

    None where feeds are asked for and do not tell of both sides.
    """
    a, b = as_id(row["side_a"]), as_id(row["side_b"])
    day = dt.date.fromisoformat(row[asked.column])
    eve = day - dt.timedelta(days=1)
    past = past_before(a, b, day)
    ties = asked.ties(eve, *sorted((a, b)))
    if asked.store is not None and ties is None:
        return None
    empty = EmptyView(as_of=eve)
    ranking = rank_mediators(empty, world, a, b, past=past, feed_ties=ties)
    worth: dict[str, dict[str, float]] = {name: {} for name in RANKINGS}
    for candidate in rank_mediators(empty, world, a, b, past=past).candidates:
        worth[WITHOUT][candidate.actor] = candidate.score
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
        mediators=frozenset(row["mediators"].split(";")),
        states=frozenset(c.actor for c in ranking.candidates if c.kind != "organisation"),
        worth=worth,
        told=frozenset(c.actor for c in ranking.candidates if _is_told(c)),
    )


def _is_told(candidate: Candidate) -> bool:
    return any(term.feature == "feed_tie" and term.is_known for term in candidate.terms)


def _farther(candidate: Candidate) -> float:
    """Return the distance to the farther side; where it is not known, as far as can be."""
    told = (term.value for term in candidate.terms if term.feature == "distance_far")
    return next((km for km in told if km is not None), FARTHEST_KM)


def _n_past(actor: str, eve: dt.date, past: tuple[PastMediation, ...]) -> float:
    return float(len({row.episode for row in past_mediations(actor, eve, past)}))


def told(rifts: Sequence[Rift]) -> None:
    """Print of how many candidates feeds tell a tie that counts."""
    n_told = sum(len(rift.told & rift.states) for rift in rifts)
    n_states = sum(len(rift.states) for rift in rifts)
    true = [rift.mediators & rift.states for rift in rifts]
    n_true = sum(len(rift.told & one) for rift, one in zip(rifts, true, strict=True))
    print(
        f"Ties known from feeds: {n_told} of {n_states} candidate states, {n_true} of "
        f"{sum(map(len, true))} mediators, in {len(rifts)} rifts"
    )


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


def rows_of(path: Path, column: str) -> list[dict[str, str]]:
    """Return the rifts of a file with a mediator and a day, with one name for each column."""
    with path.open(encoding="utf-8") as file:
        rows = [
            {NAMES.get(name, name): value for name, value in row.items()}
            for row in csv.DictReader(file)
        ]
    years = range(FIRST_YEAR, LAST_YEAR + 1) if column == "onset" else range(1, 9999)
    return [
        row for row in rows if row["mediators"] and row[column] and int(row[column][:4]) in years
    ]


def main() -> int:
    """Rank every rift in every way and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rifts", type=Path, required=True)
    parser.add_argument("--feeds", type=Path)
    parser.add_argument("--on", choices=("onset", "thaw_start"), default="onset")
    given = parser.parse_args()
    if not given.rifts.is_file():
        print(f"skipped: {given.rifts} is not there; give the file of rifts with --rifts")
        return 0
    rows = rows_of(given.rifts, given.on)
    world = load_world()
    with ExitStack() as stack:
        store = stack.enter_context(open_store(given.feeds, mode="read")) if given.feeds else None
        asked = Asked(column=given.on, store=store)
        seen = [look_at(world, number, row, asked) for number, row in enumerate(rows)]
    rifts = [rift for rift in seen if rift is not None]
    if store is not None:
        told(rifts)
    for title, only_states in (("states among states", True), ("states and organisations", False)):
        of_ranking = {
            name: [one for rift in rifts for one in places(rift, name, only_states=only_states)]
            for name in RANKINGS
            if name != WITHOUT or store is not None
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
