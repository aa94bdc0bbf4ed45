"""Event files of any layout, or a store, as acts by day and dyad and as series of pairs.

What is counted is what the program counts: the query ``act_days`` runs over the rows of the files.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.feeds.kinds import kind_of
from goodoffices.feeds.zips import data_files
from goodoffices.ledger.lookups import LOOKUPS, lookup_table, states_table
from goodoffices.ledger.querytexts import query_text
from goodoffices.relations.daily.settings import CLASSES
from goodoffices.relations.daily.tallies import Tallies, tallies_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 1, 1)
GAP_DAYS = 1000
"""Longer than any window: no window of a pair reaches into the one before it."""


def act_days(paths: Sequence[Path]) -> pa.Table:
    """Return the rows of the query ``act_days`` over event files, or over one store folder."""
    import duckdb
    import pyarrow as pa

    span = {"since": FIRST_DAY, "until": LAST_DAY}
    if len(paths) == 1 and paths[0].is_dir():
        from goodoffices.ledger import open_store

        with open_store(paths[0]) as store:
            return store.view(as_of=LAST_DAY).query("act_days", **span)
    reports = pa.concat_tables([one for path in paths for one in _reports(path)])
    with duckdb.connect() as engine:
        engine.register("reports", reports)
        for name in LOOKUPS:
            engine.register(name, lookup_table(name))
        return engine.sql(query_text("act_days"), params=span).to_arrow_table()


def _reports(path: Path) -> list[pa.Table]:
    kind = kind_of(next(iter(data_files(path))))
    columns = ["day", "known_at", "source", "source_role", "target", "target_role", "code",
               "goldstein"]  # fmt: skip
    return [slot.reports.select(columns) for slot in kind.make().parse(path)]


def tallies_of(rows: pa.Table) -> Tallies:
    """Return the tallies of act days over all states of the world tables."""
    return tallies_of_rows(rows, tuple(states_table()["actor_id"].to_pylist()))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairDays:
    """The days of each pair of states on which either did something to the other.

    Ordered by pair and day, as ``pairs`` names them; ``pair`` is a place in it. Sums of both
    directions: all acts, hostile, conciliatory, Goldstein values.
    """

    pairs: tuple[tuple[str, str], ...]
    pair: Ints
    day: Ints
    n: Floats
    hostile: Floats
    conciliatory: Floats
    goldstein: Floats

    @property
    def key(self) -> Ints:
        """Return a number that grows with pair and day, with a gap between pairs."""
        return self.pair * (int(self.day.max(initial=0)) + GAP_DAYS) + self.day

    def sums(self, values: Floats, n_days: int, lag: int = 0) -> Floats:
        """Return the sum over the ``n_days`` days of the pair that end ``lag`` days ago."""
        total = np.concatenate([[0.0], np.cumsum(values)])
        key = self.key
        ends, begins = (
            np.searchsorted(key, key - lag - back, side="right") for back in (0, n_days)
        )
        found: Floats = total[ends] - total[begins]
        return found

    def days_of(self, pair: tuple[str, str], values: Floats) -> Ints:
        """Return the days on which a pair has some of ``values``."""
        if pair not in self.pairs:
            return np.zeros(0, np.int64)
        found: Ints = self.day[(self.pair == self.pairs.index(pair)) & (values > 0)]
        return found


def pair_days(tallies: Tallies) -> PairDays:
    """Return the series of pairs of some tallies."""
    n_actors = len(tallies.actors)
    source, target = np.divmod(tallies.cells, n_actors)
    low, high = np.minimum(source, target), np.maximum(source, target)
    span = int(tallies.days.max(initial=0)) + 1
    keys, at = np.unique((low * n_actors + high) * span + tallies.days, return_inverse=True)
    cells, day = np.divmod(keys, span)
    known, pair = np.unique(cells, return_inverse=True)

    def summed(values: Floats) -> Floats:
        return np.bincount(at, weights=values, minlength=len(keys))

    names = tallies.actors
    return PairDays(
        pairs=tuple((names[cell // n_actors], names[cell % n_actors]) for cell in known.tolist()),
        pair=pair,
        day=day,
        n=summed(tallies.counts[0]),
        hostile=summed(tallies.counts[CLASSES.index("hostile")]),
        conciliatory=summed(tallies.counts[CLASSES.index("conciliatory")]),
        goldstein=summed(tallies.sums),
    )
