"""Shift and spread of log odds between dyads, by brute force over a grid of both.

The textbook posterior of a random-effects model, each point of the grid by itself.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def posterior_means(
    shifts: Sequence[float],
    variances: Sequence[float],
    *,
    shift_scale: float,
    spread_scale: float,
    n_points: int = 400,
) -> tuple[float, float]:
    """Return the posterior means of the common shift and of the spread."""
    total = shift_sum = spread_sum = 0.0
    for i in range(n_points):
        spread = 4.0 * spread_scale * (i + 0.5) / n_points
        for j in range(n_points):
            shift = 4.0 * shift_scale * (2.0 * (j + 0.5) / n_points - 1.0)
            log_density = -0.5 * (spread / spread_scale) ** 2 - 0.5 * (shift / shift_scale) ** 2
            for seen, variance in zip(shifts, variances, strict=True):
                whole = variance + spread**2
                log_density += -0.5 * math.log(whole) - 0.5 * (seen - shift) ** 2 / whole
            density = math.exp(log_density)
            total += density
            shift_sum += density * shift
            spread_sum += density * spread
    return shift_sum / total, spread_sum / total
