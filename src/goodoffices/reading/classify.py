"""Guess the type of the act between two marked spans of an English sentence.

A multinomial logistic regression over words, groups of words and their places, trained on
sentences that this project made (``tools/train_classifier.py``); its arrays ship with the package.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from goodoffices.errors import InputError
from goodoffices.ontology import Quad, act
from goodoffices.reading.classify_features import feature_hashes

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np

__all__ = ["ClassifierManifest", "TypeGuess", "classifier_manifest", "classify_type"]

_ARRAYS = "model/classifier.npz"
_MANIFEST = "model/manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeGuess:
    """One root category with its probability."""

    category: str
    quad: Quad
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierManifest:
    """Where the shipped arrays come from and how they score.

    ``trained_on`` is the hash of everything that they were made from; ``scores`` holds shares
    (0-1) by benchmark part, as measured when the arrays were built.
    """

    version: str
    sha256: str
    trained_on: str
    n_sentences: int
    n_features: int
    built: str
    features: str
    scores: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Arrays:
    """``keys`` sorted hashes (n), ``weights`` (n, roots) and ``scales``, ``intercepts`` (roots)."""

    roots: tuple[str, ...]
    keys: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]
    scales: np.ndarray[Any, Any]
    intercepts: np.ndarray[Any, Any]
    temperature: float


def classify_type(
    text: Any,
    source_span: tuple[int, int] | None = None,
    target_span: tuple[int, int] | None = None,
    *,
    among: Collection[str] | None = None,
) -> tuple[TypeGuess, ...]:
    """Return the CAMEO roots of the act that the source does to the target, best first.

    With the hashed features x of length n, scores are s = W x / sqrt(n) + b and the
    probability of root r is exp(s_r / t) / sum(exp(s / t)), where the temperature t widens what
    made sentences leave too sure. ``text`` is a sentence or a parsed ``Doc`` of one; spans are
    character offsets, ``None`` when unknown; ``among`` limits the answer to some roots.

    >>> text = "Peru has lifted its embargo on Chile."
    >>> classify_type(text, (0, 4), (31, 36))[0].category
    '08'

    Raises
    ------
    InputError
        A span does not lie in the text, or ``among`` names no root.
    """
    import numpy as np

    sentence = text if isinstance(text, str) else str(text.text)
    for span in (source_span, target_span):
        if span is not None and not 0 <= span[0] < span[1] <= len(sentence):
            raise InputError(f"span {span} is not inside the text of {len(sentence)} characters")
    model = _load()
    hashes = np.array(feature_hashes(sentence, source_span, target_span), dtype=np.uint32)
    at = np.searchsorted(model.keys, hashes)
    at[at == len(model.keys)] = 0
    rows = at[model.keys[at] == hashes]
    total = model.weights[rows].sum(axis=0, dtype=np.int32) * model.scales
    scores = (total / np.sqrt(max(len(hashes), 1)) + model.intercepts) / model.temperature
    kept = [i for i, root in enumerate(model.roots) if among is None or root in among]
    if not kept:
        raise InputError(f"none of {sorted(among or ())} is a root category: use 01 to 20")
    weights = np.exp(scores[kept] - scores[kept].max())
    shares = weights / weights.sum()
    order = np.argsort(-shares, kind="stable")
    return tuple(
        TypeGuess(
            category=model.roots[kept[i]],
            quad=act(model.roots[kept[i]]).quad,
            probability=float(shares[i]),
        )
        for i in order
    )


@cache
def classifier_manifest() -> ClassifierManifest:
    """Return the manifest of the shipped arrays.

    >>> len(classifier_manifest().sha256)
    64
    """
    raw = files("goodoffices.reading").joinpath(_MANIFEST).read_bytes()
    return msgspec.json.decode(raw, type=ClassifierManifest)


@cache
def _load() -> _Arrays:
    """Load the arrays once; refuse bytes that the manifest does not know."""
    import io

    import numpy as np

    raw = files("goodoffices.reading").joinpath(_ARRAYS).read_bytes()
    if hashlib.sha256(raw).hexdigest() != classifier_manifest().sha256:
        raise InputError(
            f"{_ARRAYS} is not the file of {_MANIFEST}; rebuild both with: "
            "python tools/train_classifier.py"
        )
    with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
        return _Arrays(
            roots=tuple(str(root) for root in arrays["roots"]),
            keys=arrays["keys"],
            weights=arrays["weights"],
            scales=arrays["scales"],
            intercepts=arrays["intercepts"],
            temperature=float(arrays["temperature"]),
        )
