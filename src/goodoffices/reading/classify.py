"""Guess the type of the act between two marked spans of an English sentence.

A multinomial logistic regression over words, groups of words and their places, trained on
sentences that this project made (``tools/train_classifier.py``); its arrays ship with the package.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from goodoffices.errors import InputError
from goodoffices.ontology import Quad, act
from goodoffices.reading.classify_features import feature_hashes
from goodoffices.reading.model_files import open_arrays

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import numpy as np

__all__ = [
    "ClassifierManifest",
    "TypeGuess",
    "classifier_manifest",
    "classify_plover",
    "classify_type",
]

_ARRAYS = "model/classifier.npz"
_MANIFEST = "model/manifest.json"
_PLOVER: dict[str, tuple[str, Quad]] = {
    "02": ("REQUEST", "verbal_conflict"),
    "03": ("AGREE", "verbal_cooperation"),
    "04": ("CONSULT", "verbal_cooperation"),
    "05": ("SUPPORT", "verbal_cooperation"),
    "06": ("COOPERATE", "material_cooperation"),
    "07": ("AID", "material_cooperation"),
    "08": ("YIELD", "material_cooperation"),
    "09": ("ACCUSE", "verbal_conflict"),
    "10": ("REQUEST", "verbal_conflict"),
    "11": ("ACCUSE", "verbal_conflict"),
    "12": ("REJECT", "verbal_conflict"),
    "13": ("THREATEN", "verbal_conflict"),
    "14": ("PROTEST", "material_conflict"),
    "15": ("MOBILIZE", "material_conflict"),
    "16": ("SANCTION", "material_conflict"),
    "163": ("COERCE", "material_conflict"),
    "17": ("COERCE", "material_conflict"),
    "18": ("ASSAULT", "material_conflict"),
    "19": ("ASSAULT", "material_conflict"),
    "20": ("ASSAULT", "material_conflict"),
}
"""PLOVER category and quad of each label; 163 moves to COERCE in the map of 2021, 01 has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeGuess:
    """One category (a CAMEO root or the name of a PLOVER category) with its probability."""

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
    """``keys`` sorted hashes (n), ``weights`` (n, labels), ``scales``, ``intercepts`` (labels).

    A label is a CAMEO root, or 163 (embargo, sanctions), which PLOVER moves elsewhere.
    """

    labels: tuple[str, ...]
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

    With the hashed features x of length n, scores are s = W x / sqrt(n) + b and the share of
    label r is exp(s_r / t) / sum(exp(s / t)); the temperature t widens what made sentences leave
    too sure, and label 163 counts for its root. ``text`` is a sentence or a parsed ``Doc`` of one;
    spans are character offsets, ``None`` when unknown; ``among`` limits the answer to some roots.

    >>> text = "Peru has lifted its embargo on Chile."
    >>> classify_type(text, (0, 4), (31, 36))[0].category
    '08'

    Raises
    ------
    InputError
        A span does not lie in the text, or ``among`` names no root.
    """
    totals: dict[str, float] = {}
    for label, share in _label_shares(text, source_span, target_span):
        if among is None or label[:2] in among:
            totals[label[:2]] = totals.get(label[:2], 0.0) + share
    if not totals:
        raise InputError(f"none of {sorted(among or ())} is a root category: use 01 to 20")
    return _ranked((root, act(root).quad, share) for root, share in totals.items())


def classify_plover(
    text: Any,
    source_span: tuple[int, int] | None = None,
    target_span: tuple[int, int] | None = None,
) -> tuple[TypeGuess, ...]:
    """Return the PLOVER categories of the act between two spans, best first.

    The names are those of the 2021 edition, with its CONCEDE and RETREAT together as YIELD (the
    name of 2016); remarks (CAMEO 01) have no category and their share goes to the others.

    >>> text = "Peru has imposed sanctions on Chile."
    >>> guess = classify_plover(text, (0, 4), (30, 35))[0]
    >>> guess.category, guess.quad
    ('COERCE', 'material_conflict')
    """
    totals: dict[tuple[str, Quad], float] = {}
    for label, share in _label_shares(text, source_span, target_span):
        if label in _PLOVER:
            totals[_PLOVER[label]] = totals.get(_PLOVER[label], 0.0) + share
    return _ranked((name, quad, share) for (name, quad), share in totals.items())


def _ranked(found: Iterable[tuple[str, Quad, float]]) -> tuple[TypeGuess, ...]:
    """Return guesses in order, their shares scaled to sum to one."""
    rows = sorted(found, key=lambda row: (-row[2], row[0]))
    total = sum(share for _, _, share in rows)
    return tuple(
        TypeGuess(category=category, quad=quad, probability=share / total)
        for category, quad, share in rows
    )


def _label_shares(
    text: Any, source_span: tuple[int, int] | None, target_span: tuple[int, int] | None
) -> list[tuple[str, float]]:
    import numpy as np

    sentence = text if isinstance(text, str) else str(text.text)
    for span in (source_span, target_span):
        if span is not None and not 0 <= span[0] < span[1] <= len(sentence):
            raise InputError(f"span {span} is not inside the text of {len(sentence)} characters")
    model = _load()
    hashes = np.array(feature_hashes(sentence, source_span, target_span), dtype=np.uint32)
    at = np.searchsorted(model.keys, hashes)
    at[at == len(model.keys)] = 0
    rows = model.keys[at] == hashes
    total = model.weights[at[rows]].sum(axis=0) * model.scales
    scores = (total / np.sqrt(max(len(hashes), 1)) + model.intercepts) / model.temperature
    shares = np.exp(scores - scores.max())
    return list(zip(model.labels, (shares / shares.sum()).tolist(), strict=True))


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
    import numpy as np

    with open_arrays(
        _ARRAYS, _MANIFEST, classifier_manifest().sha256, "tools/train_classifier.py"
    ) as arrays:
        return _Arrays(
            labels=tuple(str(label) for label in arrays["labels"]),
            keys=arrays["keys"],
            weights=arrays["weights"].astype(np.float32),
            scales=arrays["scales"],
            intercepts=arrays["intercepts"],
            temperature=float(arrays["temperature"]),
        )
