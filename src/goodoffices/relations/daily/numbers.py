"""From the state of a day to the numbers of its dyads: seen and expected, tone, surprise.

The expected number of acts of a class in the window is rate * volume, where volume is the number of
acts of all dyads in the window, so that weekdays, trends and outages of the feed cancel out, and

    rate  = (p + n_class) / (p / (s * r) + v)      of the past before the window, decayed
    r     = (q + n_all) / (q / r_world + v)        how busy the dyad was
    s     = share of the class in all acts of the world
    r_world = mean of r over dyads that were ever in the feed

with n the acts and v the volume of the past, p `PRIOR_ACTS` and q `PRIOR_VOLUME_ACTS`. The count is
negative binomial: Poisson given the rate, the rate Gamma with shape p + n_class, widened by
`EXTRA_VARIANCE`.

Tone is 0.9 times a mean of Goldstein values: (sum w g + k m) / (sum w + k), with weights that halve
each `TONE_HALF_LIFE_DAYS`, m the dyad's own past mixed with the slow prior, and k `OWN_PAST_ACTS`.

Reference: Lerner, J., Bussmann, M., Snijders, T. and Brandes, U. (2013), Modeling frequency and
type of interaction in event networks, Corvinus Journal of Sociology and Social Policy 4(1): how
often and how warm are two questions. Terechshenko, Z. (2020), Hot under the collar, Journal of
Peace Research 57(6): the volume of a feed drifts and must be taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from goodoffices.relations.daily import settings as c
from goodoffices.relations.daily.state import (
    GOLDSTEIN,
    HOSTILE,
    N_CLASSES,
    RUPTURE,
    WG,
    WGG,
    WW,
    W,
)
from goodoffices.relations.daily.tails import surprise

if TYPE_CHECKING:
    from goodoffices.relations.daily.state import DailyState

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Ints = np.ndarray[Any, np.dtype[np.int64]]

__all__ = [
    "Counts",
    "Tones",
    "World",
    "at_stake_share",
    "counts_of",
    "memories_of",
    "past_of",
    "score_of",
    "scores_of",
    "strain_of",
    "surprises_of",
    "tones_from",
    "tones_of",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """Seen in the window, expected, and shape of the rate; axes: classes, dyads or pairs."""

    seen: Floats
    expected: Floats
    shape: Floats
    past: Floats
    """Decayed counts of the past before the window."""
    lesser: Floats
    """Seen of the direction that has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tones:
    """Tone of each dyad from -9 to 9 with the ends of its 90 % interval, and acts behind it."""

    tone: Floats
    low: Floats
    high: Floats
    weight: Floats


class World:
    """What is known of all dyads together at the end of a day: busy-ness and shares of classes."""

    __slots__ = ("n_dyads", "shares", "volume")

    def __init__(self, state: DailyState) -> None:
        totals = state.slow_totals
        self.n_dyads = max(1, state.n_dyads)
        self.shares = (totals + 1.0) / (totals[0] + 2.0 * N_CLASSES)
        self.volume = state.slow_volume

    @property
    def rate(self) -> float:
        """Share of the acts of the world that a dyad has on average."""
        return 1.0 / self.n_dyads


def counts_of(
    state: DailyState, world: World, places: tuple[Ints, ...], *, n_classes: int = N_CLASSES
) -> Counts:
    """Return what was seen and expected of some dyads or pairs, of the first ``n_classes``.

    ``places`` are cells of the state; those of the second direction are added to the first.
    """
    slow = _summed(state.slow[:n_classes], places)
    each = [state.window[:n_classes].take(cells, axis=-1) for cells in places]
    seen = each[0] if len(each) == 1 else np.add(*each)
    busy = (c.PRIOR_VOLUME_ACTS + slow[0]) / (
        c.PRIOR_VOLUME_ACTS / (world.rate * len(places)) + world.volume
    )
    shares = world.shares[:n_classes].copy()
    shares[0] = 1.0
    volume = np.multiply.outer(c.PRIOR_ACTS / shares, 1.0 / busy)
    volume += world.volume
    shape = c.PRIOR_ACTS + slow
    expected = shape / volume
    expected *= state.window_volume
    spread = c.EXTRA_VARIANCE * shape
    spread += 1.0
    shape /= spread
    return Counts(
        seen=seen,
        expected=expected,
        shape=shape,
        past=slow,
        lesser=each[0] if len(each) == 1 else np.minimum(*each),
    )


def surprises_of(seen: Floats, expected: Floats, shape: Floats) -> Floats:
    """Return the surprise of each count; all have one shape. See `tails.surprise`."""
    return surprise(seen.ravel(), expected.ravel(), shape.ravel()).reshape(seen.shape)


def score_of(surprising: Floats, *at_stake: Floats) -> Floats:
    """Return how much speaks for a change: what surprises, and how much is at stake.

    s + min(1, s / `STAKES_SURPRISE`) (ln(1 + n) + ln(1 + m) + ...), with s the surprise and n, m
    and so on the counts at stake.
    """
    stakes = sum((np.log1p(one) for one in at_stake), start=np.zeros(surprising.shape))
    return surprising + at_stake_share(surprising) * stakes


def at_stake_share(surprising: Floats) -> Floats:
    """Return how far what is at stake counts at a surprise, from 0 to 1."""
    found: Floats = np.minimum(1.0, surprising / c.STAKES_SURPRISE)
    return found


def scores_of(
    surprises: Floats, seen: Floats, lesser: Floats, past_hostile: Floats
) -> tuple[Floats, Floats]:
    """Return how much speaks for a rift and for a thaw (`score_of`).

    ``surprises``, ``seen`` and ``lesser`` are of the classes after the first: hostile,
    conciliatory, ruptures, steps; ``seen`` and ``lesser`` of the first two. For a rift the
    surprises at hostile acts and at ruptures are added, and hostile acts are at stake: of both in
    the window, and of the side that did fewer. For a thaw it is conciliatory acts and steps, and
    ``past_hostile``, the hostile acts before the window, are at stake too: there is that much to
    mend. Of it `FLARE_UP_WEIGHT` times the surprise at hostile acts is taken away: two that talk
    much because they quarrel do not mend. No score is below 0.
    """
    hostile, conciliatory, ruptures, steps = surprises
    rift = score_of(hostile + ruptures, seen[0], lesser[0])
    thaw = score_of(conciliatory + steps, seen[1], lesser[1], past_hostile)
    return rift, np.maximum(0.0, thaw - c.FLARE_UP_WEIGHT * hostile)


def strain_of(counts: Counts) -> Floats:
    """Return how strained pairs are: the decayed share of hostile acts, held near the world's.

    (n_hostile + a h) / (n_all + a) with a `STRAIN_ACTS` and h `WORLD_HOSTILE_SHARE`; the window
    counts like the past. A pair that saw `STRAINING_RUPTURES` ruptures is no less strained than
    `STRAINED_SHARE`, however much the two talk.
    """
    n_all, n_hostile, ruptures = (counts.past[at] + counts.seen[at] for at in (0, HOSTILE, RUPTURE))
    share = (n_hostile + c.STRAIN_ACTS * c.WORLD_HOSTILE_SHARE) / (n_all + c.STRAIN_ACTS)
    least = np.where(ruptures >= c.STRAINING_RUPTURES, c.STRAINED_SHARE, 0.0)
    found: Floats = np.maximum(share, least)
    return found


def tones_of(state: DailyState, places: tuple[Ints, ...], priors: Floats | None = None) -> Tones:
    """Return the tone of some dyads or pairs.

    ``places`` are cells of the state; those of the second direction are added to the first.
    ``priors`` has the slow prior of each cell of the state in Goldstein points, NaN where it is not
    known; there, and without priors, `WORLD_GOLDSTEIN` stands in.
    """
    return tones_from(*memories_of(state, places, priors))


def memories_of(
    state: DailyState, places: tuple[Ints, ...], priors: Floats | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return what a tone is made of: the fast memory, the mean of the past, and its acts."""
    n_past = _summed(state.slow[0], places)
    n_past += c.SLOW_PRIOR_ACTS
    held = _held(priors, places[0])
    held *= c.SLOW_PRIOR_ACTS
    held += _summed(state.slow[GOLDSTEIN], places)
    held /= n_past
    return _summed(state.fast, places), held, n_past


def tones_from(fast: Floats, past: Floats, n_past: Floats) -> Tones:
    """Return the tone that memories make (`memories_of`)."""
    total = fast[W] + c.OWN_PAST_ACTS
    mean = (fast[WG] + c.OWN_PAST_ACTS * past) / total
    of_acts = _variance(fast) * fast[WW] / total**2
    of_past = (c.OWN_PAST_ACTS / total) ** 2 * c.SPREAD_GOLDSTEIN**2 / n_past
    half = c.INTERVAL_Z * np.sqrt(of_acts + of_past)
    scaled = c.TONE_SCALE * np.array((mean, mean - half, mean + half))
    np.minimum(9.0, np.maximum(-9.0, scaled, out=scaled), out=scaled)
    return Tones(tone=scaled[0], low=scaled[1], high=scaled[2], weight=fast[W])


def past_of(state: DailyState, places: tuple[Ints, ...], priors: Floats | None = None) -> Floats:
    """Return the mean Goldstein value of the past before the window, mixed with the slow prior."""
    return memories_of(state, places, priors)[1]


def _held(priors: Floats | None, cells: Ints) -> Floats:
    if priors is None:
        return np.full(len(cells), c.WORLD_GOLDSTEIN)
    found: Floats = np.nan_to_num(priors.take(cells), nan=c.WORLD_GOLDSTEIN)
    return found


def _summed(values: Floats, places: tuple[Ints, ...]) -> Floats:
    found: Floats = values.take(places[0], axis=-1)
    for cells in places[1:]:
        found += values.take(cells, axis=-1)
    return found


_TINY: Final = 1e-12


def _variance(fast: Floats) -> Floats:
    """Return the variance of single acts, held near the common one where acts are few."""
    mean = fast[WG] / np.maximum(fast[W], _TINY)
    own = np.maximum(0.0, fast[WGG] - fast[W] * mean**2)
    found: Floats = (own + c.SPREAD_ACTS * c.SPREAD_GOLDSTEIN**2) / (fast[W] + c.SPREAD_ACTS)
    return found
