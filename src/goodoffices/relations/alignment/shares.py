"""Breadth and evenness: how a state's warmth is spread over poles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["breadth", "evenness"]


def breadth(tones: Floats, powers: Floats) -> Floats:
    """Return the share of the power of the known poles over which warmth is spread.

    With warmth a_p = max(0, tone), power pi_p (summing to 1 over the known poles) and
    q_p = a_p pi_p / sum: breadth = exp(- sum q_p ln(q_p / pi_p)), one over the exponential of the
    relative entropy of warmth to power. It is 1 for a state that is equally warm with all, the
    power of the pole for one that is warm with a single pole, and 0 for one warm with none. The
    last axis is the pole; NaN stands for an unknown tone, and where all are unknown the answer is
    NaN.

    >>> import numpy as np
    >>> powers = np.array([0.5, 0.3, 0.2])
    >>> tones = np.array([[2.0, 2.0, 2.0], [-1.0, 3.0, -2.0], [-1.0, -1.0, -1.0]])
    >>> breadth(tones, powers).round(3).tolist()
    [1.0, 0.3, 0.0]

    Reference: Theil (1967), Economics and Information Theory (entropy relative to a distribution).
    """
    is_known = ~np.isnan(tones)
    weights = np.where(is_known, powers, 0.0)
    total = weights.sum(axis=-1, keepdims=True)
    weights = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    warm = np.where(is_known, np.maximum(tones, 0.0), 0.0) * weights
    shares = _normalised(warm)
    ratio = np.divide(shares, weights, out=np.ones_like(shares), where=shares > 0)
    spread = np.exp(-(shares * np.log(ratio)).sum(axis=-1))
    found = np.where(warm.sum(axis=-1) > 0, spread, 0.0)
    return np.where(is_known.any(axis=-1), found, np.nan)


def evenness(tones: Floats) -> Floats:
    """Return how evenly warmth is spread over the known poles, whatever their power.

    With r_p = a_p / sum over the k known poles: evenness = - sum r_p ln r_p / ln k (Pielou). 1 for
    a state that is equally warm with all, 0 for one that is warm with a single pole, NaN for one
    that is warm with none or of which fewer than two poles are known.

    >>> import numpy as np
    >>> evenness(np.array([[1.0, 1.0], [3.0, -1.0], [-1.0, -1.0]])).tolist()
    [1.0, 0.0, nan]

    Reference: Pielou (1966), The measurement of diversity, J. of Theoretical Biology 13.
    """
    is_known = ~np.isnan(tones)
    warm = np.where(is_known, np.maximum(tones, 0.0), 0.0)
    shares = _normalised(warm)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    n_known = is_known.sum(axis=-1)
    most = np.log(np.maximum(n_known, 2))
    found = -(shares * logs).sum(axis=-1) / most + 0.0
    return np.where((warm.sum(axis=-1) > 0) & (n_known > 1), found, np.nan)


def _normalised(amounts: Floats) -> Floats:
    total = amounts.sum(axis=-1, keepdims=True)
    shares: Floats = np.divide(amounts, total, out=np.zeros_like(amounts), where=total > 0)
    return shares
