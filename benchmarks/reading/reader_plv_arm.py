"""A type classifier trained on a file of PLV format: a benchmark arm, trained anew and never kept.

Four logistic regressions: roots and quads, each with and without the shares of the shipped
classifier beside its features, TF-IDF of words and characters. Their log-probabilities are averaged
and the quad has a say in the root, so that one overfit voice does not decide. Sentences of the
training file itself are guessed by models that have not seen them (ten folds). Needs
``tools/requirements-train.txt``.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from gold_formats import ROOTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench_reader import Coded, Raw
    from gold_formats import SpanItem

__all__ = ["PlvArm", "open_plv_arm"]

N_FOLDS = 10
_STRENGTH = 8.0
"""Inverse of the penalty; chosen by cross-validation on the open two thirds among 3, 8, 30."""
_SHARE_WEIGHT = 0.2
"""Among 0.2, 0.35, 0.7, with the shares of the fold made as wrong as on unread sentences."""
_QUAD_WEIGHT = 0.5
"""How much the quad says about the root; among 0.3, 0.5, 0.7, 1."""
_LEAST = 1e-8


class PlvArm:
    """The arm; it tells types given spans, and no events from raw text."""

    name = "plv-arm"

    def __init__(self, known: Sequence[SpanItem]) -> None:
        self._known = list(known)
        self._models: dict[int, _Ensemble] = {}

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        """Return nothing: the arm reads no raw text."""
        del texts
        return []

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        """Return the root of each item, by a model that was not trained on its sentence."""
        seen = {item.text for item in self._known}
        folds = [_fold(item.text) if item.text in seen else -1 for item in items]
        guesses = [""] * len(items)
        for fold in sorted(set(folds)):
            here = [n for n, one in enumerate(folds) if one == fold]
            told = self._model(fold).guess([items[n] for n in here])
            for n, root in zip(here, told, strict=True):
                guesses[n] = root
        return guesses

    def _model(self, fold: int) -> _Ensemble:
        if fold not in self._models:
            train = [item for item in self._known if fold < 0 or _fold(item.text) != fold]
            self._models[fold] = _Ensemble(train)
        return self._models[fold]


def _fold(text: str) -> int:
    return int(hashlib.sha256(b"fold" + text.encode()).hexdigest(), 16) % N_FOLDS


class _Ensemble:
    """Regressions of root and quad, with and without the shares of the shipped classifier."""

    def __init__(self, train: Sequence[SpanItem]) -> None:
        self._spaces = [_Space(train, weight) for weight in (_SHARE_WEIGHT, 0.0)]
        self._roots = [space.fit([item.root for item in train]) for space in self._spaces]
        self._quads = [space.fit([item.quad for item in train]) for space in self._spaces]

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        """Return the root of each item by the mean of the log-probabilities."""
        import numpy as np

        places = [space.place(items) for space in self._spaces]
        root = sum(m.predict_log_proba(p) for m, p in zip(self._roots, places, strict=True))
        quad = sum(m.predict_log_proba(p) for m, p in zip(self._quads, places, strict=True))
        names = [str(name) for name in self._roots[0].classes_]
        columns = {str(name): n for n, name in enumerate(self._quads[0].classes_)}
        above = quad[:, [columns[ROOTS[name]] for name in names]]
        return [names[n] for n in np.argmax(root + _QUAD_WEIGHT * above, axis=1)]


class _Space:
    """Sentences as points of as few dimensions as there are sentences to learn from.

    With the features X of the training sentences and X X' = U S U', a sentence with features x is
    x X' U S^-1/2: the same angles, and a regression on them is the same as one on the features.
    """

    def __init__(self, train: Sequence[SpanItem], share_weight: float) -> None:
        import numpy as np

        self._union = _features_of(share_weight)
        self._known = self._union.fit_transform(train)
        sizes, turned = np.linalg.eigh((self._known @ self._known.T).toarray())
        kept = sizes > _LEAST
        self._turn = turned[:, kept] / np.sqrt(sizes[kept])

    def place(self, items: Sequence[SpanItem]) -> Any:
        """Return the points of some sentences, one a row."""
        return (self._union.transform(items) @ self._known.T).toarray() @ self._turn

    def fit(self, labels: Sequence[str]) -> Any:
        """Return a regression of labels on the sentences to learn from."""
        from sklearn.linear_model import LogisticRegression

        points = (self._known @ self._known.T).toarray() @ self._turn
        model = LogisticRegression(C=_STRENGTH, max_iter=500, class_weight="balanced")
        return model.fit(points, labels)


def _features_of(share_weight: float) -> Any:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer
    from sklearn.pipeline import FeatureUnion, Pipeline
    from sklearn.preprocessing import FunctionTransformer

    def each(name: str, function: Any, *steps: Any) -> tuple[str, Any]:
        start = ("read", FunctionTransformer(lambda items: [function(item) for item in items]))
        numbered = [(f"step{n}", step) for n, step in enumerate(steps)]
        return name, Pipeline([start, *numbered])

    words = TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    signs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
    parts = [
        each("words", _marked, words),
        each("signs", _marked, signs),
        each("features", _features, DictVectorizer(), TfidfTransformer(sublinear_tf=True)),
        each("shares", _shares, DictVectorizer()),
    ]
    if not share_weight:
        return FeatureUnion(parts[:-1])
    return FeatureUnion(parts, transformer_weights={"shares": share_weight})


def _marked(item: SpanItem) -> str:
    """Return the sentence with its spans replaced by marks."""
    marks = ((item.source, "xsource"), (item.target, "xtarget"))
    spans = sorted(((span, mark) for span, mark in marks if span), reverse=True)
    text = item.text
    for (start, end), mark in spans:
        text = f"{text[:start]}{mark}{text[end:]}"
    return text.lower()


def _features(item: SpanItem) -> dict[str, float]:
    from goodoffices.reading.classify_features import feature_names

    return dict.fromkeys(feature_names(item.text, item.source, item.target), 1.0)


def _shares(item: SpanItem) -> dict[str, float]:
    """Return the logarithms of the shares of the shipped classifier."""
    from math import log

    from goodoffices.reading.classify import classify_plover

    guesses = classify_plover(item.text, item.source, item.target)
    return {guess.category: log(guess.probability + 1e-3) + 7 for guess in guesses}


def open_plv_arm(known: Sequence[SpanItem]) -> PlvArm | None:
    """Return the arm, None where scikit-learn or the training file is not there."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        print("the arm needs scikit-learn: pip install -r tools/requirements-train.txt")
        return None
    if not known:
        print("the arm needs a training file: --plv-train")
        return None
    return PlvArm(known)
