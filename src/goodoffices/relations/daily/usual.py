"""The usual tone of two states that deal with each other as much as these do.

Most of what states do in public is kind, so that a tone above zero says little: it is what is
usual. How kind is usual depends on how much two deal with each other, since quarrels are told more:
in ICEWS 2018 pairs with three to twelve acts in their decayed count stand at +2.4 on average, pairs
with more than fifty at +1.3.

    usual of a pair = (sum of the tones of others + k w) / (number of others + k)

over the other pairs that have between 1/`USUAL_RATIO` and `USUAL_RATIO` times as many acts, with w
the mean of the world and k `USUAL_PAIRS`, so that a small feed is judged by what is known of large
ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.relations.daily import settings as c

if TYPE_CHECKING:
    Floats = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["usual_tones"]


def usual_tones(n_acts: Floats, tones: Floats) -> Floats:
    """Return for each pair the mean tone of the others that are about as busy.

    >>> usual_tones(np.array([4.0, 6.0, 90.0]), np.array([3.0, 1.0, -2.0])).round(2).tolist()
    [1.82, 2.15, 1.98]
    """
    order = np.argsort(n_acts, kind="stable")
    busy = n_acts[order]
    sums = np.concatenate([[0.0], np.cumsum(tones[order])])
    first = np.searchsorted(busy, n_acts / c.USUAL_RATIO, "left")
    end = np.searchsorted(busy, n_acts * c.USUAL_RATIO, "right")
    world = c.TONE_SCALE * c.WORLD_GOLDSTEIN
    others = sums[end] - sums[first] - tones
    found: Floats = (others + c.USUAL_PAIRS * world) / (end - first - 1 + c.USUAL_PAIRS)
    return found
