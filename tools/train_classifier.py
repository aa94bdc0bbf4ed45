"""Train the classifier of act types on the project's own sentences and write its arrays.

Usage::

    pip install -e . -r tools/requirements-train.txt
    python tools/train_classifier.py [--scores FILE.json] [--check]

The sentences are expanded from ``tools/training`` with a fixed seed, so the same files give the
same arrays. ``--check`` writes nothing and fails when the shipped arrays would change.
``--scores`` puts measured scores into the manifest; they change no array.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools" / "training")]

from expand import expand_all, training_files  # noqa: E402

from goodoffices.reading.classify_features import feature_hashes  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = "1"
SEED = 1
SENTENCES_PER_ROOT = 400
SENTENCES_PER_LINE = 15
SHARE_WRAPPED = 0.45
"""Of the sentences of promises, refusals, threats and demands: those made around another act."""
LEAST_COUNT = 3
"""Sentences in which a feature must occur."""
INVERSE_PENALTY = 30.0
TEMPERATURE = 1.0
"""Chosen with the other numbers here on the open two thirds of the development file."""
LARGEST = 127
MODEL = ROOT / "src/goodoffices/reading/model"
FEATURES = "words, groups, pairs, triples by zone and place around the marked spans; crc32 hashes"


def matrix(hashed: Sequence[Sequence[int]], keys: np.ndarray[Any, Any]) -> sparse.csr_matrix:
    """Return the rows of features, each entry 1/sqrt(n) with n the features of the sentence."""
    place = {int(key): i for i, key in enumerate(keys)}
    starts, columns, values = [0], [], []
    for row in hashed:
        known = [place[key] for key in row if key in place]
        columns += known
        values += [1.0 / np.sqrt(max(len(row), 1))] * len(known)
        starts.append(len(columns))
    return sparse.csr_matrix((values, columns, starts), shape=(len(hashed), len(keys)))


def train() -> tuple[dict[str, Any], int]:
    """Return the arrays to ship and the number of sentences."""
    sentences = expand_all(SEED, SENTENCES_PER_ROOT, SENTENCES_PER_LINE, SHARE_WRAPPED)
    hashed = [feature_hashes(one.text, one.source, one.target) for one in sentences]
    counts = Counter(key for row in hashed for key in row)
    keys = np.array(sorted(k for k, n in counts.items() if n >= LEAST_COUNT), dtype=np.uint32)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=200, tol=1e-3)
    model.fit(matrix(hashed, keys), np.array([one.root for one in sentences]))
    scales = np.abs(model.coef_).max(axis=1) / LARGEST
    arrays = {
        "labels": np.array(model.classes_),
        "keys": keys,
        "weights": np.rint(model.coef_ / scales[:, None]).astype(np.int8).T.copy(),
        "scales": scales.astype(np.float32),
        "intercepts": model.intercept_.astype(np.float32),
        "temperature": np.float32(TEMPERATURE),
    }
    return arrays, len(sentences)


def trained_on() -> str:
    """Return the hash of the script, the feature code and every file of sentences."""
    code = [Path(__file__), *sorted((ROOT / "src/goodoffices/reading").glob("classify_*.py"))]
    digest = hashlib.sha256()
    for path in [*code, *training_files()]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def main() -> int:
    """Train, then write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--date", default="", help="day of the build, for the manifest")
    options = parser.parse_args()
    arrays, n_sentences = train()
    raw = io.BytesIO()
    np.savez_compressed(raw, **arrays)
    sha256 = hashlib.sha256(raw.getvalue()).hexdigest()
    old = MODEL / "manifest.json"
    before = json.loads(old.read_text(encoding="utf-8")) if old.exists() else {}
    if options.check:
        print("same" if before.get("sha256") == sha256 else "different", sha256)
        return int(before.get("sha256") != sha256)
    scores = json.loads(options.scores.read_text()) if options.scores else before.get("scores", {})
    manifest = {
        "version": VERSION,
        "sha256": sha256,
        "trained_on": trained_on(),
        "n_sentences": n_sentences,
        "n_features": len(arrays["keys"]),
        "built": options.date or before.get("built", ""),
        "features": FEATURES,
        "scores": scores,
    }
    (MODEL / "classifier.npz").write_bytes(raw.getvalue())
    old.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{n_sentences} sentences, {len(arrays['keys'])} features, {len(raw.getvalue())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
