"""How sure a whole act is: the chances of its parts weighed together by a small network.

It has one layer of rectified units. For one act such a network is linear, with the weights of the
units that answer to it, so its log-odds are told as a sum over what speaks for the act or against.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodoffices.reading.learned.choices import EDGE, NOBODY, chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np

    from goodoffices.reading.learned.choices import Choice, UnitView

__all__ = ["Judge", "judge_terms", "judge_vector", "judged"]

_ROOTS = tuple(f"{n:02d}" for n in range(1, 21))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judge:
    """Weights of the network: log-odds = max(0, x A + a) b + c, x as ``judge_vector`` has it."""

    A: np.ndarray[Any, Any]
    a: np.ndarray[Any, Any]
    b: np.ndarray[Any, Any]
    c: float

    def log_odds(self, vectors: Sequence[Sequence[float]]) -> list[float]:
        """Return the log-odds that acts are right."""
        import numpy as np

        units = np.maximum(np.array(vectors, np.float32) @ self.A + self.a, 0.0)
        return list(map(float, units @ self.b + self.c))

    def weights(self, vector: Sequence[float]) -> tuple[list[float], float]:
        """Return the weight of each number of one act, and the constant, that make its log-odds."""
        import numpy as np

        answers = (np.array(vector, np.float32) @ self.A + self.a > 0.0) * self.b
        return list(map(float, self.A @ answers)), float(self.a @ answers + self.c)


def _odds(p: float) -> float:
    p = min(max(p, EDGE), 1.0 - EDGE)
    return math.log(p / (1.0 - p))


def _flags(*told: bool) -> list[float]:
    return [float(one) for one in told]


def judge_vector(one: Choice, unit: UnitView) -> list[float]:
    """Return what the judge weighs: chances as log-odds, ranks, kinds, what the rules told."""
    return [value for _, values in _parts(one, unit) for value in values]


def _parts(one: Choice, unit: UnitView) -> list[tuple[str, list[float]]]:
    """Return what the judge weighs, by what it speaks of."""
    here = [t for t in unit.told if {t.source, t.target} == {one.source, one.target}]
    ahead = [t for t in here if t.source == one.source or t.is_mutual]
    same = any(t.root == one.root for t in ahead)
    back = any(t.root == one.root for t in here if t not in ahead)
    at_word = any(t.at == one.at for t in unit.told)
    first, second = one.kinds
    return [
        ("the word", [_odds(one.word), *one.traits]),
        ("who did it", [_odds(one.side[0]), one.behind[0]]),
        ("to whom", [_odds(one.side[1]), one.behind[1]]),
        ("both sides together", [_odds(one.share), *_flags(one.ranks[0] == 0, one.ranks[0] == 1)]),
        ("the category", [
            _odds(one.category), one.behind[2], *_flags(one.ranks[1] == 0, one.is_mutual),
            *_flags(*(one.root == root for root in _ROOTS)),
        ]),
        ("who is named where", [
            *_flags(first == "mention", second == "mention", first == "story", second == "story",
                    one.source == NOBODY, one.target == NOBODY, one.source == one.target),
            unit.shares.get(one.source, 0.0), unit.shares.get(one.target, 0.0),
            len(unit.labels) / 10,
        ]),
        ("what the rules found", _flags(
            same, bool(ahead), back, at_word, at_word and not same, bool(unit.told)
        )),
    ]  # fmt: skip


def judged(some: Sequence[Choice], unit: UnitView, judge: Judge) -> list[float]:
    """Return the chance that each act is right."""
    if not some:
        return []
    return list(map(chance, judge.log_odds([judge_vector(one, unit) for one in some])))


def judge_terms(one: Choice, unit: UnitView, judge: Judge) -> list[tuple[str, float]]:
    """Return the log-odds that an act is right, by what speaks for or against it."""
    parts = _parts(one, unit)
    weights, constant = judge.weights([value for _, values in parts for value in values])
    left = iter(weights)
    return [("constant", constant), *((name, _dot(left, values)) for name, values in parts)]


def _dot(weights: Iterable[float], values: Sequence[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=False))
