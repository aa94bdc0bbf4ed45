"""The signed network of states at the end of each month of an event file, and who bridges.

Usage::

    OMP_NUM_THREADS=1 python benchmarks/relations/network_months.py EVENTS [EVENTS ...]

EVENTS are event files of any layout that the program reads, or one store. Tones are those of the
daily numbers, with nothing known before the first event, so the first months are thin. For each
month: ties of which anything is known, sure edges, cold ones, friends of both sides, balanced share
of triads and balance by walks, each with the band of shuffled signs, the frustration index and its
bound. Then, on the last day, the cold ties, the smaller camp, and the ranking by bridging over the
cold ties, which stand in for rifts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from event_files import act_days

from goodoffices.ledger.lookups import states_table
from goodoffices.relations.alignment import RiftSpan, align_states, rank_by_bridging
from goodoffices.relations.daily.assess import Assessed
from goodoffices.relations.daily.now import pair_tones
from goodoffices.relations.daily.priors import YearlyPriors
from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tallies import EPOCH, tallies_of_rows
from goodoffices.relations.daily.walk import walk
from goodoffices.relations.network import (
    SignedNetwork,
    friends_of_both,
    frustration,
    network_on,
    null_band,
    ties_of_tones,
    triad_census,
    walk_balance,
)
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.relations.daily.state import DailyState
    from goodoffices.relations.network import NullBand, Tie

N_SHOWN = 12


def monthly_ties(paths: Sequence[Path]) -> dict[dt.date, tuple[Tie, ...]]:
    """Return the ties at the end of each month, and on the last day."""
    actors = tuple(states_table()["actor_id"].to_pylist())
    tallies = tallies_of_rows(act_days(paths), actors)
    last = int(tallies.days[-1])
    found: dict[dt.date, tuple[Tie, ...]] = {}
    priors = YearlyPriors(load_world(), actors)

    def keep(state: DailyState) -> None:
        day = EPOCH + dt.timedelta(days=state.day)
        if (day + dt.timedelta(days=1)).day != 1 and state.day != last:
            return
        assessed = Assessed(
            as_of=day,
            commit=0,
            state=state,
            pairs=None,
            days=None,
            months=None,
            dyads=None,
            paused=frozenset(),
            priors=priors.on(day),
        )
        found[day] = ties_of_tones(pair_tones(assessed), day)

    walk(
        start(actors, int(tallies.days[0]) - 1),
        tallies,
        last,
        is_paused=lambda _: False,
        keep=keep,
    )
    return found


def balanced_share(network: SignedNetwork) -> float | None:
    """Return the balanced share of the triads."""
    return triad_census(network).balanced_share


def walks(network: SignedNetwork) -> float | None:
    """Return the balance by walks."""
    return walk_balance(network).value


def shown(band: NullBand) -> str:
    """Return a measure with its band."""
    if band.seen is None or band.low is None or band.high is None:
        return "not known"
    return f"{band.seen:.3f} ({band.low:.3f}-{band.high:.3f})"


def print_month(day: dt.date, ties: Sequence[Tie]) -> None:
    """Print the row of a month."""
    started = time.process_time()
    network = network_on(ties, day)
    found = frustration(network)
    friends = friends_of_both(network)
    cells = (
        day,
        len(ties),
        len(network.edges),
        network.n_negative,
        len(friends),
        shown(null_band(network, balanced_share)),
        shown(null_band(network, walks)),
        found.index,
        found.bound,
        f"{time.process_time() - started:.2f}",
    )
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def print_last(months: dict[dt.date, tuple[Tie, ...]]) -> None:
    """Print what the last day shows."""
    day = max(months)
    network = network_on(months[day], day)
    cold = [edge for edge in network.edges if edge.sign < 0]
    print(f"\ncold on {day}:", " ".join(f"{edge.low}-{edge.high}" for edge in cold))
    print("smaller camp:", " ".join(frustration(network).camps[1]))
    friends = Counter(one.actor for one in friends_of_both(network))
    print("friends of both sides:", friends.most_common(N_SHOWN))
    rifts = [RiftSpan(low=edge.low, high=edge.high, since=day) for edge in cold]
    ties = [tie for month in months.values() for tie in month]
    started = time.process_time()
    ranked = rank_by_bridging(align_states(network.actors, ties, rifts, day))
    spent = time.process_time() - started
    print(f"alignment of {len(ranked)} states: {spent:.2f} s")
    for row in ranked[:N_SHOWN]:
        one = row.alignment
        numbers = [
            "not known" if m.value is None else f"{m.value:.2f} ({m.low:.2f}-{m.high:.2f})"
            for m in (one.bridging, one.breadth, one.evenness)
        ]
        print(f"| {row.rank} | {one.state} | {len(one.bridged)} | {' | '.join(numbers)} |")


def main() -> int:
    """Print a row for each month, then the last day."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("events", nargs="+", type=Path)
    months = monthly_ties(parser.parse_args().events)
    print("| day | ties | edges | cold | friends of both | triads | walks | L | bound | s |")
    print("|---" * 10 + "|")
    for day, ties in sorted(months.items()):
        print_month(day, ties)
    print_last(months)
    return 0


if __name__ == "__main__":
    sys.exit(main())
