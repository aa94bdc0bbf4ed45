"""The weights of the learned acts: loaded once, checked against their digest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from goodoffices.reading.learned.judge import Judge
from goodoffices.reading.model_files import open_arrays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np

__all__ = ["ActsManifest", "ActsModel", "acts_manifest", "hashed", "load_acts_model"]

_ARRAYS = "model/acts.npz"
_MANIFEST = "model/acts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsManifest:
    """Where the shipped arrays come from; ``scores`` are of texts that the fold did not learn."""

    version: str
    sha256: str
    trained_on: str
    n_texts: int
    n_sentences: int
    n_acts: int
    built: str
    scores: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActsModel:
    """Weights by hashed feature of four models, and those of the judge of whole acts.

    ``words`` gives log-odds, ``sources`` and ``targets`` the scores of a choice; ``roots`` gives
    for each feature its row of ``root_weights`` (n, labels). A label is a CAMEO root, with "m"
    behind it where mutual.
    """

    words: Mapping[int, float]
    sources: Mapping[int, float]
    targets: Mapping[int, float]
    roots: Mapping[int, int]
    root_weights: np.ndarray[Any, Any]
    labels: tuple[str, ...]
    judge: Judge


def hashed(names: Iterable[str]) -> list[int]:
    """Return the 32-bit hashes of the names of features."""
    return list(map(crc32, map(str.encode, names)))


@cache
def acts_manifest() -> ActsManifest:
    """Return the manifest of the shipped arrays.

    >>> len(acts_manifest().sha256)
    64
    """
    raw = files("goodoffices.reading").joinpath(_MANIFEST).read_bytes()
    return msgspec.json.decode(raw, type=ActsManifest)


@cache
def load_acts_model() -> ActsModel:
    """Load the arrays once; raises ``InputError`` for bytes that the manifest does not know."""
    import numpy as np

    with open_arrays(_ARRAYS, _MANIFEST, acts_manifest().sha256, "tools/train_acts.py") as arrays:
        tables = {
            name: dict(zip(arrays[f"{name}_keys"].tolist(),
                           arrays[f"{name}_weights"].astype(np.float32).tolist(), strict=True))
            for name in ("words", "sources", "targets")
        }  # fmt: skip
        keys = arrays["roots_keys"].tolist()
        return ActsModel(
            **tables,
            roots={key: place for place, key in enumerate(keys)},
            root_weights=arrays["roots_weights"].astype(np.float32),
            labels=tuple(str(label) for label in arrays["labels"]),
            judge=Judge(
                A=arrays["judge_A"],
                a=arrays["judge_a"],
                b=arrays["judge_b"],
                c=float(arrays["judge_c"]),
            ),
        )
