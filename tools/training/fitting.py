"""Fit the models of learned acts to rows of features (scikit-learn, SciPy)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from goodoffices.reading.learned.judge import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Rows", "learn", "learn_judge"]

LEAST_COUNT = 2
"""Rows in which a feature must occur."""
LEAST_WEIGHT = 0.03
LEAST_LABEL = 8
"""Acts that a mutual category needs to be a label of its own."""
PENALTIES = {"words": 0.2, "sources": 0.25, "targets": 0.1, "roots": 0.5, "judge": 0.001}
"""Inverse strengths of the ridge penalties (of the judge the strength), chosen by the folds."""
JUDGE_UNITS, JUDGE_ROUNDS = 64, 10


@dataclass(slots=True, kw_only=True)
class Rows:
    """Rows of features with what is to be learned of each."""

    names: list[Any] = field(default_factory=list)
    wanted: list[Any] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, names: Any, wanted: Any, weight: float = 1.0) -> None:
        """Add a row."""
        self.names.append(names)
        self.wanted.append(wanted)
        self.weights.append(weight)

    def add_choice(self, names: Sequence[Any], wanted: Sequence[bool]) -> None:
        """Add the rows of a choice between candidates; nothing where none of them is right."""
        if any(wanted):
            self.starts.append(len(self.names))
            for one, is_right in zip(names, wanted, strict=True):
                self.add(one, is_right)


class Columns:
    """The features that occur often enough, by hash."""

    def __init__(self, rows: Iterable[Any]) -> None:
        counts = Counter(np.concatenate(list(rows)).tolist())
        kept = sorted(name for name, n in counts.items() if n >= LEAST_COUNT)
        self.places = {name: place for place, name in enumerate(kept)}

    def table(self, rows: Sequence[Any]) -> Any:
        """Return a sparse table of rows by features."""
        places, ends = [], [0]
        for names in rows:
            places.extend(p for name in names.tolist() if (p := self.places.get(name)) is not None)
            ends.append(len(places))
        ones = np.ones(len(places), np.float32)
        return csr_matrix((ones, places, ends), shape=(len(rows), len(self.places)))


def learn(rows: dict[str, Rows]) -> dict[str, Any]:
    """Return the weights of the four models by hash of feature."""
    found: dict[str, Any] = {}
    columns = Columns(rows["words"].names)
    model = LogisticRegression(C=PENALTIES["words"], solver="liblinear", fit_intercept=False)
    model.fit(columns.table(rows["words"].names), np.array(rows["words"].wanted, bool))
    found["words"] = _kept(columns, model.coef_[0][:, None])
    for name in ("sources", "targets"):
        columns = Columns(rows[name].names)
        weights = learn_choice(columns.table(rows[name].names), rows[name], PENALTIES[name])
        found[name] = _kept(columns, weights[:, None])
    counts = Counter(rows["roots"].wanted)
    labels = [one if counts[one] >= LEAST_LABEL else one[:2] for one in rows["roots"].wanted]
    columns = Columns(rows["roots"].names)
    model = LogisticRegression(C=PENALTIES["roots"], max_iter=300, fit_intercept=False)
    model.fit(columns.table(rows["roots"].names), labels, sample_weight=rows["roots"].weights)
    found["roots"] = _kept(columns, model.coef_.T)
    found["labels"] = [str(one) for one in model.classes_]
    return found


def learn_choice(table: Any, rows: Rows, strength: float) -> Any:
    """Return the weights of a conditional logit: one of the candidates of a choice is right.

    The chance of a candidate is exp(score) over the sum of exp(score) of all of its choice
    (McFadden 1974); where several are right, their chances are added. ``strength`` is the inverse
    strength of the ridge penalty.
    """
    starts = np.array(rows.starts)
    lengths = np.diff(np.append(starts, table.shape[0]))
    right = np.array(rows.wanted, np.float64)
    turned = table.T.tocsr()

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), lengths)
        shares = np.exp(scores)
        rights = shares * right
        whole, good = np.add.reduceat(shares, starts), np.add.reduceat(rights, starts)
        missing = shares / np.repeat(whole, lengths) - rights / np.repeat(good, lengths)
        value = strength * np.log(whole / good).sum() + 0.5 * weights @ weights
        return float(value), strength * (turned @ missing) + weights

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B",
                     options={"maxiter": 200})  # fmt: skip
    return found.x


def _kept(columns: Columns, weights: Any) -> tuple[Any, Any]:
    keys = np.array(list(columns.places), dtype=np.uint32)
    kept = np.abs(weights).max(axis=1) >= LEAST_WEIGHT
    return keys[kept], weights[kept].astype(np.float16)


def learn_judge(vectors: Any, right: Any) -> Judge:
    """Return the judge that learns from vectors (n, numbers) which acts are right (n)."""
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0)
    spread[spread == 0] = 1.0
    network = MLPClassifier(JUDGE_UNITS, alpha=PENALTIES["judge"], batch_size=256,
                            max_iter=JUDGE_ROUNDS, random_state=0)  # fmt: skip
    with catch_warnings():
        simplefilter("ignore", ConvergenceWarning)  # the rounds are few on purpose
        network.fit((vectors - mean) / spread, right)
    first = network.coefs_[0] / spread[:, None]
    return Judge(
        A=first.astype(np.float32),
        a=(network.intercepts_[0] - mean @ first).astype(np.float32),
        b=network.coefs_[1][:, 0].astype(np.float32),
        c=float(network.intercepts_[1][0]),
    )
