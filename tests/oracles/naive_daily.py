"""The slow and plain twin of the daily numbers: every sum over all acts anew, each act by its age.

Nothing is carried from day to day and nothing is vectorised; tails are exact sums.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from goodoffices.relations.daily import settings as c

CLASSES = {
    "all": lambda root: root > 0,
    "hostile": lambda root: root >= 11,
    "rupture": lambda root: root == 16,
    "conciliatory": lambda root: root in {3, 4, 5, 6, 8},
    "steps": lambda root: root == 8,
}


@dataclass(frozen=True)
class Act:
    """One act: a day as a number, who did it to whom, the CAMEO root and the Goldstein value."""

    day: int
    source: str
    target: str
    root: int
    value: float


def is_of(act: Act, name: str) -> bool:
    return bool(CLASSES[name](act.root))


def past(acts: list[Act], day: int, name: str = "all") -> float:
    """Decayed number of the acts that are older than the window."""
    return sum(
        0.5 ** ((day - act.day - c.WINDOW_DAYS) / c.BASELINE_HALF_LIFE_DAYS)
        for act in acts
        if act.day <= day - c.WINDOW_DAYS and is_of(act, name)
    )


def seen(acts: list[Act], day: int, name: str = "all") -> int:
    return sum(day - c.WINDOW_DAYS < act.day <= day and is_of(act, name) for act in acts)


def of_dyads(acts: list[Act], dyads: list[tuple[str, str]]) -> list[Act]:
    return [act for act in acts if (act.source, act.target) in dyads]


def count(
    acts: list[Act], day: int, dyads: list[tuple[str, str]], name: str
) -> tuple[int, float, float]:
    """Return what was seen of some dyads taken together, what was expected, and the shape."""
    own = of_dyads(acts, dyads)
    volume = past(acts, day)
    known = {(act.source, act.target) for act in acts if act.day <= day - c.WINDOW_DAYS}
    usual = len(dyads) / max(1, len(known))
    q = c.PRIOR_VOLUME_ACTS
    busy = (q + past(own, day)) / (q / usual + volume)
    share = (past(acts, day, name) + 1.0) / (volume + 2.0 * len(CLASSES))
    prior = busy if name == "all" else share * busy
    shape = c.PRIOR_ACTS + past(own, day, name)
    rate = shape / (c.PRIOR_ACTS / prior + volume)
    return seen(own, day, name), rate * seen(acts, day), 1.0 / (1.0 / shape + c.EXTRA_VARIANCE)


def surprise(n: int, mean: float, shape: float) -> float:
    """Return -log10 P(X >= n) by summing all smaller counts in hundreds of digits."""
    if n <= mean:
        return 0.0
    with localcontext() as context:
        context.prec = 400
        r, m = Decimal(shape), Decimal(mean)
        term = (r / (r + m)) ** r
        below = Decimal(0)
        for k in range(n):
            below += term
            term *= (r + k) / (k + 1) * m / (r + m)
        return float(-(1 - below).log10())


def tail_of_whole_shape(n: int, mean: Fraction, shape: int) -> Fraction:
    """Return P(X >= n) in fractions, for a shape that is a whole number."""
    q = shape / (shape + mean)
    below = sum(math.comb(k + shape - 1, k) * q**shape * (1 - q) ** k for k in range(n))
    return 1 - Fraction(below)


def tone(acts: list[Act], day: int, dyad: tuple[str, str]) -> tuple[float, float, float]:
    """Return the tone of a dyad and the ends of its interval, without a slow prior."""
    own = [act for act in of_dyads(acts, [dyad]) if act.day <= day]
    weights = [0.5 ** ((day - act.day) / c.TONE_HALF_LIFE_DAYS) for act in own]
    w = sum(weights)
    wg = sum(x * act.value for x, act in zip(weights, own, strict=True))
    wgg = sum(x * act.value**2 for x, act in zip(weights, own, strict=True))
    old = [act for act in own if act.day <= day - c.WINDOW_DAYS]
    slow = past(own, day)
    slow_g = sum(
        0.5 ** ((day - a.day - c.WINDOW_DAYS) / c.BASELINE_HALF_LIFE_DAYS) * a.value for a in old
    )
    before = slow_g + c.SLOW_PRIOR_ACTS * c.WORLD_GOLDSTEIN
    before /= slow + c.SLOW_PRIOR_ACTS
    mean = (wg + c.OWN_PAST_ACTS * before) / (w + c.OWN_PAST_ACTS)
    spread = max(0.0, wgg - w * (wg / w) ** 2) if w > 0 else 0.0
    variance = (spread + c.SPREAD_ACTS * c.SPREAD_GOLDSTEIN**2) / (w + c.SPREAD_ACTS)
    of_acts = variance * sum(x * x for x in weights) / (w + c.OWN_PAST_ACTS) ** 2
    of_past = (
        (c.OWN_PAST_ACTS / (w + c.OWN_PAST_ACTS)) ** 2
        * c.SPREAD_GOLDSTEIN**2
        / (slow + c.SLOW_PRIOR_ACTS)
    )
    half = c.INTERVAL_Z * math.sqrt(of_acts + of_past)
    middle, low, high = (
        max(-9.0, min(9.0, c.TONE_SCALE * x)) for x in (mean, mean - half, mean + half)
    )
    return middle, low, high


def score(acts: list[Act], day: int, pair: tuple[str, str], broad: str, hard: str) -> float:
    """Return the surprises at two classes and how much is at stake, 0 where nothing surprises."""
    both = [pair, pair[::-1]]
    surprising = sum(surprise(*count(acts, day, both, name)) for name in (broad, hard))
    sides = [seen(of_dyads(acts, [one]), day, broad) for one in both]
    stakes = math.log(1 + sum(sides)) + math.log(1 + min(sides))
    if broad == "conciliatory":
        stakes += math.log(1 + past(of_dyads(acts, both), day, "hostile"))
    found = surprising + stakes * min(1.0, surprising / c.STAKES_SURPRISE)
    if broad == "conciliatory":
        found -= c.FLARE_UP_WEIGHT * surprise(*count(acts, day, both, "hostile"))
    return max(0.0, found)


def strain(acts: list[Act], day: int, pair: tuple[str, str]) -> float:
    own = of_dyads(acts, [pair, pair[::-1]])
    n_all, hostile, ruptures = (
        past(own, day, name) + seen(own, day, name) for name in ("all", "hostile", "rupture")
    )
    share = (hostile + c.STRAIN_ACTS * c.WORLD_HOSTILE_SHARE) / (n_all + c.STRAIN_ACTS)
    return max(share, c.STRAINED_SHARE) if ruptures >= c.STRAINING_RUPTURES else share
