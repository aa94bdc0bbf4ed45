"""Day by day, how one pair stood, and how the pairs of a state stood at the ends of months.

Both read what the daily numbers kept of each day: only the acts of the pair itself are read again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.assess import paused_days
from goodoffices.relations.daily.now import cell_of, is_told, tones_of_pairs
from goodoffices.relations.daily.numbers import World, counts_of, tones_of
from goodoffices.relations.daily.priors import YearlyPriors
from goodoffices.relations.daily.records import PairTone
from goodoffices.relations.daily.state import fold, start
from goodoffices.relations.daily.tallies import EPOCH, tallies_of_rows
from goodoffices.world import load_world

if TYPE_CHECKING:
    from goodoffices.ledger import View
    from goodoffices.relations.daily.assess import Assessed
    from goodoffices.relations.daily.numbers import Tones
    from goodoffices.relations.daily.state import DailyState, DayActs

__all__ = ["PairDay", "monthly_tones", "tone_series"]

_CELLS = (np.array([1]), np.array([2]))
"""Places of both directions in a matrix over two actors."""


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


def tone_series(view: View, assessed: Assessed, a: str, b: str) -> tuple[PairDay, ...]:
    """Return each day of a pair up to the day of the view, the last three years at most.

    It starts with the first day of the feeds. The numbers are those of `pair_tone` and
    `dyad_numbers` on each day, as known on the view's day.

    Raises
    ------
    InputError
        One of the two is no state that feeds can tell of.
    """
    cell_of(assessed.state.actors, a, b)
    low, high = sorted((a, b))
    worlds = assessed.days.to_pylist()
    rows = view.query("act_days_of_pair", a=low, b=high, since=worlds[0]["day"], until=view.as_of)
    first = view.as_of - dt.timedelta(days=c.PHASE_HISTORY_DAYS)
    paused = paused_days(view, first, view.as_of)
    priors = YearlyPriors(load_world(), (low, high))
    begun = start((low, high), (worlds[0]["day"] - EPOCH).days - 1)
    until = (view.as_of - EPOCH).days
    found = []
    for world, (state, acts) in zip(
        worlds, fold(begun, tallies_of_rows(rows, (low, high)), until), strict=True
    ):
        day: dt.date = world["day"]
        if day >= first:
            tones = tones_of(state, _CELLS, priors.on(day)) if is_told(state, _CELLS) else None
            found.append(_day(world, state, acts, tones, is_paused=day in paused))
    return tuple(found)


def monthly_tones(
    assessed: Assessed, actor: str, n_months: int
) -> tuple[tuple[dt.date, dict[tuple[str, str], PairTone]], ...]:
    """Return the tones of the pairs of a state at the end of each of the last calendar months.

    The last one is the day of the view. Months before its first act are left out.
    """
    import pyarrow.compute as pc

    names = assessed.state.actors
    rows = assessed.months
    is_own = pc.or_(*(pc.equal(rows[side], names.index(actor)) for side in ("low", "high")))
    last = assessed.as_of.year * 12 + assessed.as_of.month
    found: dict[dt.date, dict[tuple[str, str], PairTone]] = {}
    for row in rows.filter(is_own).to_pylist():
        day: dt.date = row["day"]
        if last - n_months < day.year * 12 + day.month and day < assessed.as_of:
            pair = (names[row["low"]], names[row["high"]])
            found.setdefault(day, {})[pair] = _pair_tone(row)
    now = tones_of_pairs(assessed.state, assessed.priors)
    own = {pair: tone for pair, tone in now.items() if actor in pair}
    return (*sorted(found.items()), (assessed.as_of, own)) if own else ()


def _pair_tone(row: dict[str, Any]) -> PairTone:
    return PairTone(
        value=row["tone"],
        low=row["tone_low"],
        high=row["tone_high"],
        n_acts=row["n_acts"],
        past=row["past"],
        prior=None if np.isnan(row["prior"]) else row["prior"],
        usual=row["usual"],
    )


def _day(
    world: dict[str, Any],
    state: DailyState,
    acts: DayActs,
    tones: Tones | None,
    *,
    is_paused: bool,
) -> PairDay:
    seen, hostile = acts.counts[:2].sum(axis=1).tolist()
    return PairDay(
        day=world["day"],
        n_acts=round(seen),
        n_hostile=round(hostile),
        expected=_expected(world, state),
        tone=None if tones is None else float(tones.tone[0]),
        tone_low=None if tones is None else float(tones.low[0]),
        tone_high=None if tones is None else float(tones.high[0]),
        is_paused=is_paused,
    )


class _WorldThen(World):
    """The world of a past day, from what was kept of it; of classes it knows all acts only."""

    __slots__ = ()

    def __init__(self, kept: dict[str, Any]) -> None:
        self.n_dyads = max(1, round(kept["n_dyads"]))
        self.shares = np.ones(1)
        self.volume = kept["slow_volume"]


def _expected(world: dict[str, Any], state: DailyState) -> float | None:
    """Return how many acts of the pair were to be expected of a day with the volume that it had."""
    if world["learnt_days"] <= c.LEARNING_DAYS or not world["window_volume"]:
        return None
    whole = replace(state, window_volume=world["window_volume"])
    of_window = counts_of(whole, _WorldThen(world), _CELLS, n_classes=1).expected[0, 0]
    return float(of_window) * float(world["volume"]) / float(world["window_volume"])
