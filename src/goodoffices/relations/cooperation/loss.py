"""How much cooperation is missing after a rupture, with an interval or the reason why not.

Let N be the acts of a dyad in a window and Y those of one kind. The share before is a beta
posterior, theta ~ Beta(Y_b + w phi, N_b - Y_b + w (1 - phi)), with phi the share of the control
group and w the acts' worth of it that the spread of shares between its dyads calls for, so that a
pair chosen for a past rich in cooperation is not expected to stay so rich. For each donor dyad i
the shift of log odds from before to after, d_i with sampling variance v_i, follows a
random-effects model, d_i ~ N(mu, v_i + tau^2), with mu ~ N(0, ``SHIFT_SCALE``^2) and tau
half-normal on a grid. The pair's own shift is a new draw delta ~ N(mu, tau^2), and the acts
expected are Binomial(N_a, expit(logit(theta) + delta)).

Acts come in bursts, so counts vary more than that. With f >= 1 how much more the weeks within the
windows of all these dyads differ than chance lets them, posteriors use counts divided by f, the
v_i are multiplied by it, and the acts expected are beta-binomial with f times the binomial
variance.

The volume N_a of the pair after the rupture is the offset: raw counts of cooperation rise at a
rupture because attention rises. The spread tau keeps the interval honest when shares move for
reasons of their own; a control group that is small or of one mind with itself changes only that.

Reference: Röver, C., Bender, R., Dias, S. et al. (2021), On weakly informative prior distributions
for the heterogeneity parameter in Bayesian random-effects meta-analysis, Research Synthesis
Methods 12(4), 448-474.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.errors import InputError
from goodoffices.relations.cooperation import constants as c
from goodoffices.relations.cooperation.counts import count_acts
from goodoffices.relations.cooperation.kinds import KINDS
from goodoffices.relations.cooperation.records import CooperationLost, Loss, Tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    import pyarrow as pa

    from goodoffices.records import ActorId

    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["cooperation_lost", "loss_line", "measure_loss"]

_N_CELLS = 4
_SMALLEST = 1e-12
"""Keeps the log odds of a share finite when a draw rounds to 0 or 1."""


def cooperation_lost(
    rows: pa.Table,
    a: ActorId,
    b: ActorId,
    rupture: dt.date,
    as_of: dt.date,
    *,
    before_days: int = c.BEFORE_DAYS,
    after_days: int = c.AFTER_DAYS,
    leave_out: Collection[frozenset[str]] = (),
    seed: int = c.SEED,
) -> CooperationLost:
    """Return what is missing between two states since a rupture, for each kind of cooperation.

    ``rows`` are as in :func:`~goodoffices.relations.cooperation.counts.count_acts`; give those of
    all dyads of the two, as the control group is taken from them. ``leave_out`` names dyads that
    ruptured too. The order of rows and of the two sides and the names of states change nothing.

    >>> import datetime as dt
    >>> import pyarrow as pa
    >>> days = [dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in range(366)]
    >>> rows = pa.table({"day": days, "source": ["AAA"] * 366, "target": ["BBB", "CCC"] * 183,
    ...     "code": ["061" if n < 183 or n % 2 else "111" for n in range(366)], "n": [2] * 366})
    >>> lost = cooperation_lost(rows, "AAA", "BBB", days[183], days[-1])
    >>> lost.loss("cooperation").observed, lost.loss("cooperation").low > 50
    (0, True)
    >>> lost.loss("energy").reason
    'no row can tell it: the rows carry no contexts'
    """
    if a == b:
        raise InputError("cooperation is lost between two states; the same was named twice")
    if rupture > as_of:
        raise InputError(f"the rupture of {rupture} lies after {as_of}, so it is not known yet")
    if before_days < 1 or after_days < 1:
        raise InputError("the windows before and after the rupture need a day each")
    counts = count_acts(
        rows,
        (a, b),
        rupture,
        as_of,
        before_days=before_days,
        after_days=after_days,
        leave_out=leave_out,
    )
    low, high = sorted((a, b))
    losses = tuple(
        measure_loss(
            kind, counts.own[kind], counts.donors[kind], counts.dispersion[kind], seed=seed
        )
        if kind in counts.told
        else _not_measured(kind, counts.own[kind], "no row can tell it: the rows carry no contexts")
        for kind in KINDS
    )
    return CooperationLost(
        low=low,
        high=high,
        rupture=rupture,
        as_of=as_of,
        before=counts.before,
        after=counts.after,
        losses=losses,
        n_unknown_codes=counts.n_unknown_codes,
    )


def loss_line(loss: Loss) -> str:
    """Return a loss as one line for people.

    >>> from goodoffices.relations.cooperation.records import Tally
    >>> none = Tally(volume_before=0, volume_after=9, kind_before=0, kind_after=1)
    >>> loss_line(measure_loss("material", none, ()))
    'material: cannot be measured (0 acts of the two are known before, fewer than 30)'
    """
    if loss.lost is None or loss.expected is None or loss.low is None or loss.high is None:
        return f"{loss.kind}: cannot be measured ({loss.reason})"
    word, sign = ("missing", 1) if loss.lost >= 0 else ("more", -1)
    low, high = sorted((sign * loss.low, sign * loss.high))
    return (
        f"{loss.kind}: {loss.observed} acts seen, {loss.expected:.0f} expected; "
        f"{sign * loss.lost:.0f} {word} ({c.LEVEL:.0%}: {low:.0f} to {high:.0f})"
    )


def measure_loss(
    kind: str,
    own: Tally,
    donors: Sequence[Tally],
    dispersion: float = 1.0,
    *,
    seed: int = c.SEED,
) -> Loss:
    """Return the loss of one kind from the tally of the pair and those of its donors.

    It cannot be measured when the pair's past holds fewer than ``MIN_PAST_ACTS`` acts, when nothing
    is known of the two since, or when fewer than ``MIN_EXPECTED`` acts are expected. Without donors
    it is measured against the pair's own past alone, and the interval is wide.
    """
    if own.volume_before < c.MIN_PAST_ACTS:
        return _not_measured(
            kind,
            own,
            f"{own.volume_before} acts of the two are known before, fewer than {c.MIN_PAST_ACTS}",
        )
    if not own.volume_after:
        return _not_measured(kind, own, "no act of the two is known since")
    generator = np.random.default_rng(seed)
    control = _control(donors, dispersion)
    expected, mean = _draw(own, control, dispersion, generator)
    if mean < c.MIN_EXPECTED:
        return _not_measured(
            kind, own, f"about {mean:.1f} acts are expected, fewer than {c.MIN_EXPECTED:.0f}"
        )
    tail = (1 - c.LEVEL) / 2
    low, high = np.quantile(expected, [tail, 1 - tail], method="nearest") - own.kind_after
    return Loss(
        kind=kind,
        tally=own,
        observed=own.kind_after,
        expected=mean,
        lost=mean - own.kind_after,
        low=float(low),
        high=float(high),
        shift=control.shift,
        spread=control.spread,
        dispersion=dispersion,
        n_donors=control.n_donors,
        reason="",
    )


def _not_measured(kind: str, own: Tally, reason: str) -> Loss:
    return Loss(
        kind=kind,
        tally=own,
        observed=own.kind_after,
        expected=None,
        lost=None,
        low=None,
        high=None,
        shift=None,
        spread=None,
        dispersion=None,
        n_donors=0,
        reason=reason,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Control:
    """What the control group tells. Axes of the arrays: points of the grid over the spread."""

    share: float
    own_prior: float
    spreads: Floats
    weights: Floats
    means: Floats
    deviations: Floats
    n_donors: int

    @property
    def shift(self) -> float:
        """Mean of the common shift of log odds."""
        return float(self.weights @ self.means)

    @property
    def spread(self) -> float:
        """Mean of the spread of shifts between dyads."""
        return float(self.weights @ self.spreads)


def _control(donors: Sequence[Tally], dispersion: float) -> _Control:
    """Return the posterior of shift and spread from the donors, on a grid over the spread."""
    cells = np.array(
        [(d.volume_before, d.volume_after, d.kind_before, d.kind_after) for d in sorted(donors)],
        dtype=np.float64,
    ).reshape(-1, _N_CELLS)
    cells = cells[(cells[:, 0] > 0) & (cells[:, 1] > 0)]
    n_donors = len(cells)
    total = cells.sum(axis=0)
    share = float((total[2] + total[3] + 0.5) / (total[0] + total[1] + 1.0))
    own_prior = _own_prior(cells, share, dispersion)
    cells = _pool_small(cells, share)
    shifts, variances = _log_odds_shifts(cells, share)
    variances = variances * dispersion
    spreads = np.linspace(0.0, 4.0 * c.SPREAD_SCALE, c.SPREAD_GRID)
    precisions = 1.0 / (variances[None, :] + spreads[:, None] ** 2)
    whole = precisions.sum(axis=1) + c.SHIFT_SCALE**-2
    means = (precisions @ shifts) / whole
    log_weights = (
        -0.5 * (spreads / c.SPREAD_SCALE) ** 2
        + 0.5 * np.log(precisions).sum(axis=1)
        - 0.5 * np.log(whole)
        - 0.5 * (precisions @ shifts**2 - means**2 * whole)
    )
    weights = np.exp(log_weights - log_weights.max())
    return _Control(
        share=share,
        own_prior=own_prior,
        spreads=spreads,
        weights=weights / weights.sum(),
        means=means,
        deviations=whole**-0.5,
        n_donors=n_donors,
    )


def _own_prior(cells: Floats, share: float, dispersion: float) -> float:
    """Return how many acts' worth of the control group's share a pair's past is mixed with.

    The moment estimate of a beta-binomial from the donors' past: the more their shares differ, the
    less one dyad says about another.
    """
    large = cells[cells[:, 0] >= c.MIN_PAST_ACTS]
    if len(large) < c.LEAST_DONORS:
        return c.LEAST_OWN_PRIOR
    volume, hits = large[:, 0], large[:, 2]
    statistic = float(
        ((hits - volume * share) ** 2 / (volume * share * (1.0 - share))).sum() / dispersion
    )
    room = float(volume.sum()) / dispersion - len(large)
    correlation = (statistic - len(large)) / room if room > 0 else 1.0
    worth = 1.0 / correlation - 1.0 if correlation > 0 else c.MOST_OWN_PRIOR
    return float(np.clip(worth, c.LEAST_OWN_PRIOR, c.MOST_OWN_PRIOR))


def _pool_small(cells: Floats, share: float) -> Floats:
    """Pool the donors with too few acts to stand alone into one, judged by volume alone."""
    is_large = cells[:, :2].min(axis=1, initial=np.inf) * share >= c.MIN_DONOR_EXPECTED
    small = cells[~is_large].sum(axis=0)
    has_rest = small[:2].min() * share >= c.MIN_DONOR_EXPECTED
    return np.vstack([cells[is_large], small[None, :]]) if has_rest else cells[is_large]


def _log_odds_shifts(cells: Floats, share: float) -> tuple[Floats, Floats]:
    """Return the shift of log odds of each donor and its sampling variance."""
    hits = cells[:, 2:] + share
    misses = cells[:, :2] - cells[:, 2:] + 1.0 - share
    odds = np.log(hits) - np.log(misses)
    return odds[:, 1] - odds[:, 0], (1.0 / hits + 1.0 / misses).sum(axis=1)


def _draw(
    own: Tally, control: _Control, dispersion: float, generator: np.random.Generator
) -> tuple[Floats, float]:
    """Return draws of the acts that were to be expected, and their mean."""
    point = generator.choice(len(control.spreads), size=c.DRAWS, p=control.weights)
    common = generator.normal(control.means[point], control.deviations[point])
    shift = generator.normal(common, control.spreads[point])
    prior = control.own_prior * control.share
    share = generator.beta(
        own.kind_before / dispersion + prior,
        (own.volume_before - own.kind_before) / dispersion + control.own_prior - prior,
        size=c.DRAWS,
    )
    share = np.clip(share, _SMALLEST, 1.0 - _SMALLEST)
    moved = 1.0 / (1.0 + np.exp(-(np.log(share) - np.log1p(-share) + shift)))
    n = own.volume_after
    bursting = _burst(moved, n, dispersion, generator)
    return generator.binomial(n, bursting).astype(np.float64), float(n * moved.mean())


def _burst(shares: Floats, n: int, dispersion: float, generator: np.random.Generator) -> Floats:
    """Return shares drawn so that a binomial of n has ``dispersion`` times its own variance."""
    size = (n - dispersion) / (dispersion - 1.0) if dispersion > 1.0 else np.inf
    if not np.isfinite(size):
        return shares
    size = max(size, _SMALLEST)
    held = np.clip(shares, _SMALLEST, 1.0 - _SMALLEST)
    return generator.beta(held * size, (1.0 - held) * size)
