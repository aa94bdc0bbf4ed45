"""Day by day, how one pair stood: tone with its interval, and acts beside what was expected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.ledger.lookups import states_table
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.assess import paused_days
from goodoffices.relations.daily.now import cell_of, is_told, tones_of_pairs
from goodoffices.relations.daily.numbers import World, counts_of, tones_of
from goodoffices.relations.daily.priors import YearlyPriors
from goodoffices.relations.daily.state import fold, start
from goodoffices.relations.daily.tallies import EPOCH, tallies_of_rows
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from goodoffices.ledger import View
    from goodoffices.relations.daily.numbers import Tones
    from goodoffices.relations.daily.records import PairTone
    from goodoffices.relations.daily.state import DailyState, DayActs

__all__ = ["PairDay", "monthly_tones", "tone_series"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDay:
    """One day of a pair, both directions together.

    ``n_acts`` and ``n_hostile`` are the acts of the day, ``expected`` how many were to be expected
    with the volume of the feeds on that day, None before they were seen for `LEARNING_DAYS`.
    ``tone`` and its interval are None before the first act. On a day on which ``is_paused`` the
    feeds were too thin to tell.
    """

    day: dt.date
    n_acts: int
    n_hostile: int
    expected: float | None
    tone: float | None
    tone_low: float | None
    tone_high: float | None
    is_paused: bool


def tone_series(view: View, a: str, b: str) -> tuple[PairDay, ...]:
    """Return each day of a pair up to the day of the view, the last three years at most.

    It starts with the first day of the feeds and is empty where no feed tells of two states. The
    numbers are those of `pair_tone` and `dyad_numbers` on each day, as known on the view's day.

    Raises
    ------
    InputError
        One of the two is no state that feeds can tell of.
    """
    actors = tuple(states_table()["actor_id"].to_pylist())
    cells = tuple(np.array([cell_of(actors, *one)]) for one in ((a, b), (b, a)))
    rows = view.query("act_days", since=dt.date(1, 1, 1), until=view.as_of)
    if not rows.num_rows:
        return ()
    first = view.as_of - dt.timedelta(days=c.PHASE_HISTORY_DAYS)
    paused = paused_days(view, first, view.as_of)
    priors = YearlyPriors(load_world(), actors)
    found = []
    for day, state, acts in _each_day(rows, actors, view.as_of):
        if day >= first:
            tones = tones_of(state, cells, priors.on(day)) if is_told(state, cells) else None
            found.append(_day(day, state, acts, cells, tones, is_paused=day in paused))
    return tuple(found)


def monthly_tones(
    view: View, actor: str, n_months: int
) -> tuple[tuple[dt.date, dict[tuple[str, str], PairTone]], ...]:
    """Return the tones of the pairs of a state at the end of each of the last calendar months.

    The last one is the day of the view. Months before its first act are left out.
    """
    import pyarrow.compute as pc

    actors = tuple(states_table()["actor_id"].to_pylist())
    rows = view.query("act_days", since=dt.date(1, 1, 1), until=view.as_of)
    # The tone of a pair needs its own acts only, unlike what is to be expected of it.
    is_own = pc.or_(pc.equal(rows["source"], actor), pc.equal(rows["target"], actor))
    last = view.as_of.year * 12 + view.as_of.month
    priors = YearlyPriors(load_world(), actors)
    found = []
    for day, state, _ in _each_day(rows.filter(is_own), actors, view.as_of):
        is_end = day == view.as_of or (day + dt.timedelta(days=1)).day == 1
        if is_end and last - n_months < day.year * 12 + day.month:
            found.append((day, tones_of_pairs(state, priors.on(day), actor)))
    return tuple(found)


def _each_day(
    rows: pa.Table, actors: tuple[str, ...], until: dt.date
) -> Iterator[tuple[dt.date, DailyState, DayActs]]:
    """Yield each day from the first of some rows on, with the state at its end and its acts."""
    tallies = tallies_of_rows(rows, actors)
    if not len(tallies.days):
        return
    begun = start(actors, int(tallies.days[0]) - 1)
    for state, acts in fold(begun, tallies, (until - EPOCH).days):
        yield EPOCH + dt.timedelta(days=acts.day), state, acts


def _day(
    day: dt.date,
    state: DailyState,
    acts: DayActs,
    cells: tuple[np.ndarray, ...],
    tones: Tones | None,
    *,
    is_paused: bool,
) -> PairDay:
    is_theirs = np.isin(acts.cells, np.concatenate(cells))
    seen, hostile = acts.counts[:2, is_theirs].sum(axis=1).tolist()
    return PairDay(
        day=day,
        n_acts=round(seen),
        n_hostile=round(hostile),
        expected=_expected(state, acts, cells),
        tone=None if tones is None else float(tones.tone[0]),
        tone_low=None if tones is None else float(tones.low[0]),
        tone_high=None if tones is None else float(tones.high[0]),
        is_paused=is_paused,
    )


def _expected(state: DailyState, acts: DayActs, cells: tuple[np.ndarray, ...]) -> float | None:
    if state.learnt_days <= c.LEARNING_DAYS or not state.window_volume:
        return None
    of_window = counts_of(state, World(state), cells).expected[0, 0]
    return float(of_window) * acts.volume / state.window_volume
