"""How improbable a count is: upper tails of the negative binomial distribution, without SciPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["surprise"]

_SHIFT: Final = 8
_LEAST_GAIN: Final = 1e-7
_MOST_TERMS: Final = 3000
_MOST_SUMMED: Final = 200
"""Counts up to this are worth summing from 0."""
_LEAST_COMPLEMENT: Final = 1e-5
"""Below this 1 - P(X < k) loses digits that matter: ten are left."""
_LN10: Final = float(np.log(10.0))


def surprise(counts: Floats, means: Floats, shapes: Floats) -> Floats:
    """Return -log10 P(X >= count) for each count, X negative binomial of a mean and a shape.

    P(X = k) = G(k + r) / (G(r) k!) q^r (1 - q)^k with shape r and q = r / (r + mean): a Poisson
    count whose rate has a Gamma distribution of that shape, so its variance is mean + mean^2 / r. A
    count that is not above the mean is no surprise: it gets 0. All arrays have one shape; counts
    are whole numbers from 0, means and shapes above 0.

    >>> surprise(np.array([0.0, 1.0]), np.array([0.1, 0.1]), np.array([1.0, 1.0])).round(3).tolist()
    [0.0, 1.041]

    Reference: Greenwood, M. and Yule, G. U. (1920), Journal of the Royal Statistical Society 83(2).
    """
    found = np.zeros(counts.shape)
    at = np.flatnonzero(counts > means)
    if not at.size:
        return found
    k, mean, r = counts[at], means[at], shapes[at]
    tails = _complements(k, mean, r)
    is_far = ~(tails > _LEAST_COMPLEMENT)  # not known, or lost to rounding
    scores = -np.log10(np.where(is_far, 1.0, tails))
    if is_far.any():
        scores[is_far] = _far_out(k[is_far], mean[is_far], r[is_far])
    found[at] = np.maximum(0.0, scores)
    return found


def _complements(k: Floats, mean: Floats, r: Floats) -> Floats:
    """Return P(X >= k) as 1 - P(X < k), NaN for counts above `_MOST_SUMMED`.

    P(X = j + 1) = P(X = j) s (r + j) / (j + 1) with s = mean / (r + mean). Larger counts stand
    first, so that those still open are a slice.
    """
    whole = np.where(k <= _MOST_SUMMED, k, 0.0).astype(np.uint16)
    order = np.argsort(whole, kind="stable")[::-1]
    n_open = len(k) - np.cumsum(np.bincount(whole))
    share, shape = (mean / (r + mean))[order], r[order]
    term, more = np.ones(k.size), np.zeros(k.size)
    for j, n in enumerate(n_open[1:].tolist()):
        term[:n] *= share[:n] * (shape[:n] + j) / (j + 1.0)
        more[:n] += term[:n]
    none = -r * np.log1p(mean / r)
    found = np.empty(k.size)
    found[order] = more
    found = -np.expm1(none) - np.exp(none) * found
    return np.where(whole == 0, np.nan, found)


def _far_out(k: Floats, mean: Floats, r: Floats) -> Floats:
    """Return -log10 P(X >= k) by P(X = k) and the terms after it, however small they are."""
    share = mean / (r + mean)
    first = (
        _log_gamma(k + r)
        - _log_gamma(r)
        - _log_gamma(k + 1.0)
        - r * np.log1p(mean / r)
        + k * np.log(share)
    )
    found: Floats = -(first + np.log(_tail_over_first(k, r, share))) / _LN10
    return found


def _tail_over_first(k: Floats, r: Floats, share: Floats) -> Floats:
    """Return sum over j >= k of P(X = j) / P(X = k).

    Terms are added until what is left, a series that is nearly geometric by then, hardly counts.
    """
    total = np.ones(k.size)
    at = np.arange(k.size)
    term = np.ones(k.size)
    j = k.copy()
    for _ in range(_MOST_TERMS):
        term = term * share * (r + j) / (j + 1.0)
        total[at] += term
        j += 1.0
        is_open = term > _LEAST_GAIN * total[at]
        is_done = ~is_open
        total[at[is_done]] += _rest(term[is_done], j[is_done], r[is_done], share[is_done])
        if is_done.any():
            at, term, j = at[is_open], term[is_open], j[is_open]
            r, share = r[is_open], share[is_open]
        if not at.size:
            break
    total[at] += _rest(term, j, r, share)
    return total


def _rest(term: Floats, j: Floats, r: Floats, share: Floats) -> Floats:
    """Return the sum of the terms after one, as if each were to the next as this is to its next."""
    ratio = share * (r + j) / (j + 1.0)
    rest: Floats = term * ratio / (1.0 - ratio)
    return rest


def _log_gamma(x: Floats) -> Floats:
    """Return the logarithm of the gamma function by Stirling's series, after shifting up from 0."""
    low = np.minimum(np.maximum(np.ceil(_SHIFT - x), 0.0), float(_SHIFT))
    product = np.ones(x.shape)
    for step in range(_SHIFT):
        product *= np.where(step < low, x + step, 1.0)
    y = x + low
    series = 1.0 / (12.0 * y) - 1.0 / (360.0 * y**3) + 1.0 / (1260.0 * y**5)
    stirling: Floats = (y - 0.5) * np.log(y) - y + 0.5 * np.log(2.0 * np.pi) + series
    return stirling - np.log(product)
