"""The daily numbers of all dyads as a view of the ledger knows them.

Health of the feeds is asked for each day: on a day on which less than half of the usual volume is
in, nothing surprises.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from goodoffices.ledger.health import PAUSE_SHARE
from goodoffices.ledger.lookups import states_table
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.checkpoint import Past, load_checkpoint, save_checkpoint
from goodoffices.relations.daily.history import Recorder
from goodoffices.relations.daily.priors import YearlyPriors
from goodoffices.relations.daily.state import start
from goodoffices.relations.daily.tallies import EPOCH, tallies_of_rows
from goodoffices.relations.daily.walk import walk
from goodoffices.world import load_world

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from goodoffices.ledger import View
    from goodoffices.relations.daily.checkpoint import Checkpoint
    from goodoffices.relations.daily.numbers import Floats
    from goodoffices.relations.daily.state import DailyState

__all__ = ["Assessed", "assess"]

_DAY: Final = dt.timedelta(days=1)
_NO_DAY: Final = dt.date(1, 1, 1)
LEAST_SURPRISE: Final = 1.0
"""Rows of pairs in which nothing surprises by so much are not kept: they move nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessed:
    """The numbers of all dyads and pairs up to a day.

    ``pairs`` has the rows of `Walked.pairs` in which something surprised, ``days`` what each day
    was, and ``months`` the tones at the ends of months (`Recorder`);
    ``dyads`` those of `Walked.dyads` of the newest `LATE_DAYS` days. ``paused`` are days that were
    walked now on which the feeds were too thin to tell.
    """

    as_of: dt.date
    commit: int
    state: DailyState
    pairs: pa.Table
    days: pa.Table
    months: pa.Table
    dyads: pa.Table
    paused: frozenset[dt.date]
    priors: Floats | None

    def pair_rows(self, low: str, high: str) -> pa.Table:
        """Return the rows of ``pairs`` of one pair."""
        import pyarrow.compute as pc

        pairs = self.pairs
        return pairs.filter(pc.and_(pc.equal(pairs["low"], low), pc.equal(pairs["high"], high)))


def assess(view: View, cache: Path | None = None) -> Assessed | None:
    """Return the daily numbers as the view knows them; ``cache`` is a folder for a checkpoint.

    None if the store holds no report of a feed between two states by the day of the view.
    """
    actors = tuple(states_table()["actor_id"].to_pylist())
    kept = _usable(view, load_checkpoint(cache, actors)) if cache else None
    since = EPOCH + dt.timedelta(days=kept.state.day + 1) if kept else _NO_DAY
    rows = view.query("act_days", since=since, until=view.as_of)
    if kept is None and rows.num_rows == 0:
        return None
    tallies = tallies_of_rows(rows, actors)
    state = kept.state if kept else start(actors, int(tallies.days[0]) - 1)
    until = (view.as_of - EPOCH).days
    first = EPOCH + dt.timedelta(days=state.day + 1)
    paused = paused_days(view, first, view.as_of)
    settled = _Settled(day=max(until - c.LATE_DAYS, state.day))
    priors = YearlyPriors(load_world(), actors)
    recorder = Recorder(
        since=view.as_of - dt.timedelta(days=c.PHASE_HISTORY_DAYS), priors=priors.on
    )

    def keep(state: DailyState) -> None:
        settled.keep(state)
        recorder.keep(state)

    walked = walk(state, tallies, until, is_paused=paused.__contains__, priors=priors.on,
                  keep=keep, least_surprise=LEAST_SURPRISE,
                  dyads_since=until - c.LATE_DAYS + 1)  # fmt: skip
    fresh = Past(pairs=walked.pairs, days=recorder.days(), months=recorder.months())
    past = kept.past.then(fresh) if kept else fresh
    if cache is not None and settled.state is not None:
        save_checkpoint(cache, view.commit, settled.state, fresh.until(settled.day), kept)
    return Assessed(
        as_of=view.as_of,
        commit=view.commit,
        state=walked.state,
        pairs=past.pairs,
        days=past.days,
        months=past.months,
        dyads=walked.dyads,
        paused=frozenset(paused),
        priors=priors.on(view.as_of),
    )


class _Settled:
    """Keeps a copy of the state of one day while the days go by."""

    def __init__(self, day: int) -> None:
        self.day = day
        self.state: DailyState | None = None

    def keep(self, state: DailyState) -> None:
        if state.day == self.day:
            self.state = state.copy()


def _usable(view: View, kept: Checkpoint | None) -> Checkpoint | None:
    """Return a checkpoint if nothing that came in after it can change it, and the view sees it."""
    if kept is None or kept.commit > view.commit:
        return None
    settled = EPOCH + dt.timedelta(days=kept.state.day + c.LATE_DAYS)
    if settled > view.as_of:
        return None
    row = view.query("slots_since_commit", commit=kept.commit).to_pylist()[0]
    opened = row["first_opens_at"]
    is_untouched = opened is None or dt.date.fromisoformat(opened[:10]) > settled
    return kept if is_untouched else None


def paused_days(view: View, first: dt.date, last: dt.date) -> set[dt.date]:
    """Return the days on which less than half of the usual volume of all feeds together is in.

    A day on which no feed says what is usual is not paused.
    """
    seen: dict[dt.date, float] = {}
    usual: dict[dt.date, float] = {}
    for span in view.feed_spans():
        health = view.feed_health(span["feed"], since=first, until=last)
        for row in health.table.to_pylist():
            if row["expected_reports"]:
                day = row["day"]
                usual[day] = usual.get(day, 0.0) + row["expected_reports"]
                seen[day] = seen.get(day, 0.0) + (row["n_reports"] or 0)
    return {day for day, expected in usual.items() if seen[day] < PAUSE_SHARE * expected}
