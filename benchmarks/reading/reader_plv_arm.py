"""A type classifier trained on a file of PLV format: a benchmark arm, trained anew and never kept.

Logistic regression over the features and the shares of the shipped classifier, the table of acts,
and TF-IDF of words and characters. Sentences of the training file itself are guessed by models that
have not seen them (ten folds). Needs ``tools/requirements-train.txt``.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench_reader import Coded, Raw
    from gold_formats import SpanItem

__all__ = ["PlvArm", "open_plv_arm"]

N_FOLDS = 10
_STRENGTH = 8.0
"""Inverse of the penalty; chosen by cross-validation on the open two thirds among 2, 4, 8, 16."""
_SHARE_WEIGHT = 0.7
_HASHED_WEIGHT = 1.0


class PlvArm:
    """The arm; it tells types given spans, and no events from raw text."""

    name = "plv-arm"

    def __init__(self, known: Sequence[SpanItem]) -> None:
        self._known = list(known)
        self._models: dict[int, Any] = {}

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
            told = self._model(fold).predict([items[n] for n in here])
            for n, root in zip(here, told, strict=True):
                guesses[n] = str(root)
        return guesses

    def _model(self, fold: int) -> Any:
        if fold not in self._models:
            train = [item for item in self._known if fold < 0 or _fold(item.text) != fold]
            self._models[fold] = _pipeline().fit(train, [item.root for item in train])
        return self._models[fold]


def _fold(text: str) -> int:
    return int(hashlib.sha256(b"fold" + text.encode()).hexdigest(), 16) % N_FOLDS


def _pipeline() -> Any:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import FeatureUnion, Pipeline
    from sklearn.preprocessing import FunctionTransformer

    def each(name: str, function: Any, *steps: Any) -> tuple[str, Any]:
        start = ("read", FunctionTransformer(lambda items: [function(item) for item in items]))
        numbered = [(f"step{n}", step) for n, step in enumerate(steps)]
        return name, Pipeline([start, *numbered])

    words = TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    signs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
    union = FeatureUnion(
        [
            each("words", _marked, words),
            each("signs", _marked, signs),
            each("features", _features, DictVectorizer(), TfidfTransformer(sublinear_tf=True)),
            each("shares", _shares, DictVectorizer()),
        ],
        transformer_weights={"shares": _SHARE_WEIGHT, "features": _HASHED_WEIGHT},
    )
    fit = LogisticRegression(C=_STRENGTH, max_iter=3000, class_weight="balanced")
    return Pipeline([("all", union), ("fit", fit)])


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
