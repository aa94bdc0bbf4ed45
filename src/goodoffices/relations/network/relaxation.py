"""The linear program over witnesses, on HiGHS: its solution says where to look for more."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.errors import MissingExtra
from goodoffices.relations.network import constants as c

if TYPE_CHECKING:
    from collections.abc import Sequence

    import highspy

    from goodoffices.relations.network.witnesses import Cut

    Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]

__all__ = ["Relaxation"]


class Relaxation:
    """Minimise sum(x) over x >= 0 with ``counts @ x[edges] >= least`` for each cut.

    x is how far each edge is frustrated. The optimum is at most the frustration index, and the
    weights of the cuts at the optimum (the dual) prove it.
    """

    def __init__(self, n_edges: int) -> None:
        try:
            import highspy
        except ImportError as error:
            raise MissingExtra(
                "a proof of the frustration index needs HiGHS; pip install 'goodoffices[network]'"
            ) from error
        self.cuts: list[Cut] = []
        self.weights: Floats = np.zeros(0)
        self.optimum = 0.0
        self.values: Floats = np.zeros(n_edges)
        self._infinity = highspy.kHighsInf
        self._highs = _quiet_highs()
        for option, value in (
            ("threads", 1),
            ("run_crossover", "off"),
        ):
            self._highs.setOptionValue(option, value)
        empty = np.zeros(0)
        self._highs.addCols(
            n_edges,
            np.ones(n_edges),
            np.zeros(n_edges),
            np.full(n_edges, highspy.kHighsInf),
            0,
            np.zeros(n_edges, np.int32),
            empty.astype(np.int32),
            empty,
        )

    def add(self, cuts: Sequence[Cut]) -> None:
        """Add cuts to those that are there."""
        lengths = [len(cut.edges) for cut in cuts]
        starts = [0, *accumulate(lengths)][:-1]
        edges = np.fromiter(chain.from_iterable(cut.edges for cut in cuts), np.int32)
        counts = np.fromiter(chain.from_iterable(cut.counts for cut in cuts), np.float64)
        least = np.array([float(cut.least) for cut in cuts])
        above = np.full(len(cuts), self._infinity)
        self._highs.addRows(
            len(cuts), least, above, len(edges), np.array(starts, np.int32), edges, counts
        )
        self.cuts += cuts
        self.weights = np.concatenate([self.weights, np.zeros(len(cuts))])

    def solve(self, seconds: float) -> None:
        """Find values of the edges and weights of the cuts; the simplex method if it is small."""
        is_small = len(self.cuts) <= c.SIMPLEX_ROWS
        self._highs.setOptionValue("solver", "simplex" if is_small else "pdlp")
        tolerance = c.SIMPLEX_TOLERANCE if is_small else c.FIRST_ORDER_TOLERANCE
        self._highs.setOptionValue("kkt_tolerance", tolerance)
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(seconds, 0.1))
        self._highs.run()
        solution = self._highs.getSolution()
        values = np.array(solution.col_value)
        self.optimum = float(values.sum())
        self.values = np.clip(values, 0, 1)
        self.weights = np.maximum(np.array(solution.row_dual), 0)

    def whole(self, denominator: int) -> tuple[list[int], int]:
        """Return the weights as multiples of one over a denominator, and the bound they prove.

        Whatever rounding does to them, the bound holds: what they put on an edge beyond 1 is taken
        off again (see ``proved_bound``).
        """
        lengths = np.array([len(cut.edges) for cut in self.cuts], dtype=np.int64)
        edges = np.fromiter(chain.from_iterable(cut.edges for cut in self.cuts), np.int64)
        counts = np.fromiter(chain.from_iterable(cut.counts for cut in self.cuts), np.int64)
        least = np.array([cut.least for cut in self.cuts], dtype=np.int64)
        weights = np.rint(self.weights * denominator).astype(np.int64)
        load = np.zeros(len(self.values), np.int64)
        np.add.at(load, edges, np.repeat(weights, lengths) * counts)
        total = int(weights @ least - np.maximum(load - denominator, 0).sum())
        return weights.tolist(), max(0, -(-total // denominator))

    def drop_idle(self) -> None:
        """Drop the longer cuts that carry no weight; triangles stay, for they come back."""
        is_idle = np.array([len(cut.edges) > len("abc") for cut in self.cuts], dtype=bool) & (
            self.weights <= 0
        )
        places = np.flatnonzero(is_idle).astype(np.int32)
        if len(places):
            self._highs.deleteRows(len(places), places)
            self.cuts = [cut for cut, idle in zip(self.cuts, is_idle, strict=True) if not idle]
            self.weights = self.weights[~is_idle]


def _quiet_highs() -> highspy.Highs:
    """Return a solver without its banner, which it prints before it can be told not to."""
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 (their name)
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Quiet()  # type: ignore[no-untyped-call]
