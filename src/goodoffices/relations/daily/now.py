"""The numbers of one dyad or pair at the end of the day of a state, with their parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from math import exp, lgamma, log, log1p
from typing import TYPE_CHECKING, Final

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.numbers import (
    World,
    counts_of,
    past_of,
    surprises_of,
    tones_of,
)
from goodoffices.relations.daily.records import ClassCount, DyadNumbers, PairTone
from goodoffices.relations.daily.state import W
from goodoffices.relations.daily.tallies import EPOCH
from goodoffices.relations.daily.usual import usual_tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.relations.daily.assess import Assessed
    from goodoffices.relations.daily.numbers import Floats, Ints, Tones
    from goodoffices.relations.daily.state import DailyState

__all__ = [
    "cell_of",
    "dyad_numbers",
    "is_told",
    "known_pairs",
    "pair_tone",
    "pair_tones",
    "tones_of_pairs",
]

_MOST: Final = 100_000


def dyad_numbers(assessed: Assessed, source: str, target: str) -> DyadNumbers:
    """Return activity, tone and surprise of a directed dyad on the day of the view.

    Raises
    ------
    InputError
        One of the two is no state that feeds can tell of.
    """
    state = assessed.state
    cells = np.array([cell_of(state.actors, source, target)])
    day = EPOCH + dt.timedelta(days=state.day)
    is_paused = day in assessed.paused
    counts = counts_of(state, World(state), (cells,))
    surprises = surprises_of(counts.seen, counts.expected, counts.shape)[:, 0]
    can_surprise = state.learnt_days > c.LEARNING_DAYS and not is_paused
    rows = []
    for at, name in enumerate(c.CLASSES):
        mean, shape = float(counts.expected[at, 0]), float(counts.shape[at, 0])
        low, high = _interval(mean, shape)
        rows.append(
            ClassCount(
                name=name,
                seen=round(float(counts.seen[at, 0])),
                expected=mean,
                expected_low=low,
                expected_high=high,
                surprise=float(surprises[at]) if can_surprise else None,
            )
        )
    return DyadNumbers(
        source=source,
        target=target,
        day=day,
        window_days=c.WINDOW_DAYS,
        counts=tuple(rows),
        tone=_tone(state, (cells,), assessed.priors),
        is_paused=is_paused,
    )


def pair_tone(assessed: Assessed, low: str, high: str) -> PairTone | None:
    """Return the tone of two states, both directions together; None if no act was ever reported."""
    state = assessed.state
    places = tuple(np.array([cell_of(state.actors, *one)]) for one in ((low, high), (high, low)))
    return _tone(state, places, assessed.priors)


def pair_tones(assessed: Assessed) -> dict[tuple[str, str], PairTone]:
    """Return the tone of each pair with an act, in the order of the pairs."""
    return tones_of_pairs(assessed.state, assessed.priors)


def tones_of_pairs(
    state: DailyState, priors: Floats | None = None
) -> dict[tuple[str, str], PairTone]:
    """Return the tone of each pair with an act at the end of the day of a state."""
    names, n = state.actors, len(state.actors)
    low, high = known_pairs(state)
    places = (low * n + high, high * n + low)
    found = tones_of(state, places, priors)
    usual = usual_tones(found.weight, found.tone)
    return {
        (names[one], names[other]): replace(tone, usual=its_usual)
        for one, other, tone, its_usual in zip(
            low.tolist(), high.tolist(), _told(found, state, places, priors), usual.tolist(),
            strict=True,
        )
    }  # fmt: skip


def known_pairs(state: DailyState) -> tuple[Ints, Ints]:
    """Return the places of the lower and the higher actor of each pair with an act."""
    n = len(state.actors)
    known = ((state.fast[W] > 0) | (state.slow[0] > 0)).reshape(n, n)
    low, high = np.nonzero(np.triu(known | known.T, 1))
    return low, high


def is_told(state: DailyState, places: tuple[np.ndarray, ...]) -> bool:
    """Return whether an act was ever reported of a dyad or pair."""
    return any((state.fast[W, cells] + state.slow[0, cells]).any() for cells in places)


def _tone(
    state: DailyState, places: tuple[np.ndarray, ...], priors: Floats | None
) -> PairTone | None:
    if not is_told(state, places):
        return None
    return _told(tones_of(state, places, priors), state, places, priors)[0]


def _told(
    found: Tones, state: DailyState, places: tuple[np.ndarray, ...], priors: Floats | None
) -> list[PairTone]:
    pasts = past_of(state, places, priors)
    return [
        PairTone(
            value=float(found.tone[at]),
            low=float(found.low[at]),
            high=float(found.high[at]),
            n_acts=float(found.weight[at]),
            past=float(pasts[at]) * c.TONE_SCALE,
            prior=_prior(priors, int(cell)),
        )
        for at, cell in enumerate(places[0])
    ]


def _prior(priors: Floats | None, cell: int) -> float | None:
    if priors is None or np.isnan(priors[cell]):
        return None
    return float(priors[cell]) * c.TONE_SCALE


def cell_of(actors: Sequence[str], source: str, target: str) -> int:
    """Return the place of a directed dyad in the arrays of a state, or refuse what is no state."""
    try:
        return actors.index(source) * len(actors) + actors.index(target)
    except ValueError:
        raise InputError(
            f"{source} or {target} is no state: feeds are counted between states only"
        ) from None


def _interval(mean: float, shape: float) -> tuple[int, int]:
    """Return the counts between which a negative binomial count lies with `ACTS_INTERVAL`."""
    tail = (1.0 - c.ACTS_INTERVAL) / 2
    share = mean / (shape + mean)
    total, low, k = 0.0, None, 0
    while k < _MOST:
        total += exp(
            lgamma(k + shape)
            - lgamma(shape)
            - lgamma(k + 1.0)
            - shape * log1p(mean / shape)
            + (k * log(share) if k else 0.0)
        )
        if low is None and total > tail:
            low = k
        if total >= 1.0 - tail:
            break
        k += 1
    return low or 0, k
