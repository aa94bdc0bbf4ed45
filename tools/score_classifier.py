"""Score the shipped classifier on a file of sentences with gold PLOVER categories.

Usage::

    python tools/score_classifier.py FILE.tsv [--part open|validation|all] [--errors]

The file has the columns ``marked_sentence`` (source in ``<s>``, target in ``<t>`` tags) and
``gold_root`` (a PLOVER category). The validation part is fixed: the sentences whose SHA-256 is a
multiple of three. Prints root accuracy, macro-F1 over the roots of the file, quad accuracy, each
with a bootstrap interval of 95 %, the expected calibration error and the speed.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from goodoffices.reading.classify import TypeGuess, classify_plover  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS = 3
N_BOOTSTRAP = 1000
N_BINS = 10
_QUADS = {
    "verbal_cooperation": ("AGREE", "CONSULT", "SUPPORT"),
    "material_cooperation": ("COOPERATE", "AID", "YIELD", "CONCEDE", "RETREAT"),
    "verbal_conflict": ("ACCUSE", "REQUEST", "REJECT", "THREATEN"),
    "material_conflict": ("PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"),
}
QUAD = {name: quad for quad, names in _QUADS.items() for name in names}
SAME = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""The classifier tells the two of 2021 as the one of 2016."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One gold row: text, spans, category."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    gold: str


def read_rows(path: Path, part: str) -> list[Row]:
    """Return the rows of a part of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        digest = hashlib.sha256(row["sentence"].encode()).hexdigest()
        is_validation = int(digest, 16) % PARTS == 0
        if part != "all" and is_validation != (part == "validation"):
            continue
        marked = row["marked_sentence"]
        text = re.sub(r"</?[st]>", "", marked)
        gold = SAME.get(row["gold_root"], row["gold_root"])
        found.append(
            Row(text=text, source=_span(marked, "s"), target=_span(marked, "t"), gold=gold)
        )
    return found


def _span(marked: str, tag: str) -> tuple[int, int] | None:
    found = re.search(f"<{tag}>(.*?)</{tag}>", marked)
    if found is None:
        return None
    start = len(re.sub(r"</?[st]>", "", marked[: found.start()]))
    end = start + len(re.sub(r"</?[st]>", "", found.group(1)))
    return (start, end) if start < end else None


def macro_f1(gold: Sequence[str], told: Sequence[str]) -> float:
    """Return the mean F1 over the categories of the gold rows.

    >>> macro_f1(["AID", "AID"], ["AID", "YIELD"])
    0.6666666666666666
    """
    hits = Counter(g for g, t in zip(gold, told, strict=True) if g == t)
    n_gold, n_told = Counter(gold), Counter(told)
    return float(np.mean([2 * hits[c] / (n_gold[c] + n_told[c]) for c in n_gold]))


def accuracy(gold: Sequence[str], told: Sequence[str]) -> float:
    """Return the share of rows that are right."""
    return float(np.mean([g == t for g, t in zip(gold, told, strict=True)]))


def interval(
    measure: Callable[[Sequence[str], Sequence[str]], float], gold: list[str], told: list[str]
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a measure over rows."""
    draw: Any = np.random.default_rng(1)
    values = []
    for _ in range(N_BOOTSTRAP):
        at = draw.integers(0, len(gold), len(gold))
        values.append(measure([gold[i] for i in at], [told[i] for i in at]))
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def calibration_error(right: Sequence[bool], shares: Sequence[float]) -> float:
    """Return the mean gap between the probability told and the share of right answers."""
    bins = np.minimum((np.array(shares) * N_BINS).astype(int), N_BINS - 1)
    hits, told = np.array(right, dtype=float), np.array(shares)
    gaps = [
        abs(hits[bins == one].mean() - told[bins == one].mean()) * (bins == one).mean()
        for one in np.unique(bins)
    ]
    return float(sum(gaps))


def main() -> int:
    """Score the file and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--part", choices=("open", "validation", "all"), default="open")
    parser.add_argument(
        "--errors", action="store_true", help="list the wrong rows (never of validation)"
    )
    options = parser.parse_args()
    rows = read_rows(options.file, options.part)
    classify_plover("Warm up.", None, None)
    start = time.perf_counter()
    best: list[TypeGuess] = [classify_plover(r.text, r.source, r.target)[0] for r in rows]
    seconds = time.perf_counter() - start
    gold, told = [row.gold for row in rows], [guess.category for guess in best]
    gold_quad, told_quad = [QUAD[g] for g in gold], [QUAD[t] for t in told]
    for name, measure, one, two in (
        ("root accuracy", accuracy, gold, told),
        ("root macro-F1", macro_f1, gold, told),
        ("quad accuracy", accuracy, gold_quad, told_quad),
    ):
        low, high = interval(measure, one, two)
        print(f"{name:15} {measure(one, two):.3f} [{low:.3f}, {high:.3f}]")
    right = [g == t for g, t in zip(gold, told, strict=True)]
    error = calibration_error(right, [guess.probability for guess in best])
    print(f"{len(rows)} rows, calibration error {error:.3f}, {len(rows) / seconds:.0f} sentences/s")
    if options.errors and options.part == "open":
        for row, guess in zip(rows, best, strict=True):
            if row.gold != guess.category:
                print(f"{row.gold} {guess.category} {guess.probability:.2f} {row.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
