"""The measures: pure functions from gold and answers to shares with bootstrap intervals.

A share is always sum(hits) / sum(tries) or 2 tp / (2 tp + fp + fn) over items, and its interval
is the 2.5 % and 97.5 % quantile over 1,000 samples of the items with replacement, fixed seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench_reader import class_of, country_of, root_of
from gold_formats import ROOTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bench_reader import Coded
    from gold_formats import ClassItem, GsrItem, SpanItem

__all__ = [
    "SAMPLES",
    "SEED",
    "Measure",
    "print_table",
    "score_class",
    "score_gsr",
    "score_heads",
    "score_pairs",
    "score_types",
    "share_measure",
]

SEED = 20261124
SAMPLES = 1000
Counts = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of one reader: the value, its 95 % interval and the number of items."""

    name: str
    value: float
    low: float
    high: float
    n_items: int


def _measure(
    name: str, rows: Sequence[Counts], figure: Callable[[Counts], float], samples: int
) -> Measure:
    """Return a figure of the column sums with its bootstrap interval."""
    width = len(rows[0]) if rows else 0

    def of(picked: Sequence[Counts]) -> float:
        return figure(tuple(sum(row[k] for row in picked) for k in range(width)))

    draw = random.Random(SEED)  # noqa: S311 - a bootstrap, not a secret
    spread = sorted(of(draw.choices(rows, k=len(rows))) for _ in range(samples if rows else 0))
    low = spread[int(0.025 * len(spread))] if spread else 0.0
    high = spread[min(int(0.975 * len(spread)), len(spread) - 1)] if spread else 0.0
    value = of(rows) if rows else 0.0
    return Measure(name=name, value=value, low=low, high=high, n_items=len(rows))


def _share(sums: Counts) -> float:
    return sums[0] / sums[1] if sums[1] else 0.0


def _f1(sums: Counts) -> float:
    hits, extra, missed = sums
    return 2 * hits / (2 * hits + extra + missed) if hits else 0.0


def _overlap(found: Collection[object], gold: Collection[object]) -> Counts:
    left, right = set(found), set(gold)
    return (len(left & right), len(left - right), len(right - left))


def score_types(
    items: Sequence[SpanItem], guesses: Sequence[str], samples: int = SAMPLES
) -> list[Measure]:
    """Return accuracy and macro-F1 of the root, accuracy of the quad; an empty guess is wrong.

    The quad of a guess is that of its root, the quad of an item its ``gold_penta``. Macro-F1 is
    the plain mean of the F1 of the roots that occur in the gold rows.
    """
    pairs = list(zip(items, guesses, strict=True))
    hits = [(float(i.root == g), 1.0) for i, g in pairs]
    quads = [(float(i.quad == ROOTS.get(g, "")), 1.0) for i, g in pairs]
    present = sorted({item.root for item in items})
    table = [
        tuple(
            float(x)
            for root in present
            for x in (i.root == g == root, g == root != i.root, i.root == root != g)
        )
        for i, g in pairs
    ]

    def macro(sums: Counts) -> float:
        scores = [_f1(sums[k : k + 3]) for k in range(0, len(sums), 3)]
        return sum(scores) / len(scores)

    return [
        _measure("type given spans: root accuracy", hits, _share, samples),
        _measure("type given spans: root macro-F1", table, macro, samples),
        _measure("type given spans: quad accuracy", quads, _share, samples),
    ]


def score_pairs(
    gold: Sequence[tuple[frozenset[str], frozenset[str], str]],
    coded: Sequence[tuple[Coded, ...]],
    category: Callable[[str], str] = root_of,
    samples: int = SAMPLES,
    label: str = "raw text",
) -> list[Measure]:
    """Return how often any event of a sentence has the right countries, and the category too.

    A gold row is (countries of the source, of the target, category). The pair is right when one
    event has a source and a target of the row in that direction.
    """
    pair_rows, full_rows = [], []
    for (sources, targets, wanted), events in zip(gold, coded, strict=True):
        right = [
            e for e in events if country_of(e.source) in sources and country_of(e.target) in targets
        ]
        pair_rows.append((float(bool(right)), 1.0))
        full_rows.append((float(any(category(e.code) == wanted for e in right)), 1.0))
    return [
        _measure(f"{label}: country pair", pair_rows, _share, samples),
        _measure(f"{label}: pair + category", full_rows, _share, samples),
    ]


def score_heads(
    side: str,
    gold: Sequence[frozenset[int]],
    found: Sequence[frozenset[int]],
    samples: int = SAMPLES,
) -> Measure:
    """Return micro-F1 of head words; each is the place where the head of a span begins."""
    rows = [_overlap(f, g) for f, g in zip(found, gold, strict=True)]
    return _measure(f"actor spans {side}: head-word F1", rows, _f1, samples)


def score_class(
    items: Sequence[ClassItem], coded: Sequence[tuple[Coded, ...]], samples: int = SAMPLES
) -> list[Measure]:
    """Return the share of statements coded as events, and of acts in which an event was found.

    An event is a row with a CAMEO root 03-20 (appeals, 02, count only in the second figure, since
    the corpus puts requests into class 3). Reduced relations (16: sanctions, aid cut, envoys sent
    home) are in class 3 there, while PLV has them in quad 4.
    """
    empty: list[Counts] = []
    acts: list[Counts] = []
    quads: list[Counts] = []
    for item, events in zip(items, coded, strict=True):
        codes = {e.code for e in events if e.code[:2] >= "02"}
        if item.label == "0":
            empty.append((float(any(code >= "03" for code in codes)), 1.0))
        else:
            acts.append((float(bool(codes)), 1.0))
            quads.append((float(item.label in {class_of(code) for code in codes}), 1.0))
    return [
        _measure("statements coded as events", empty, _share, samples),
        _measure("acts found (classes 1-4)", acts, _share, samples),
        _measure("acts found in the right quad", quads, _share, samples),
    ]


def score_gsr(
    items: Sequence[GsrItem], coded: Sequence[tuple[Coded, ...]], samples: int = SAMPLES
) -> list[Measure]:
    """Return micro-F1 over sets of (source, target, code) per sentence, at four levels.

    Codes are cut to three digits. "exact" compares whole actor codes with roles; "states" only
    their countries. Rows of a reader without a country on either side are left out, as in the
    published runs ("dyad rows"); gold rows never are.
    """
    levels: list[tuple[str, Callable[[str, str, str], object]]] = [
        ("exact code F1 (actors with roles)", lambda s, t, c: (s, t, c[:3])),
        ("exact code F1 (countries)", lambda s, t, c: (country_of(s), country_of(t), c[:3])),
        ("root F1 (countries)", lambda s, t, c: (country_of(s), country_of(t), c[:2])),
        ("country pair F1", lambda s, t, _: (country_of(s), country_of(t))),
    ]
    measures = []
    for name, key in levels:
        rows = []
        for item, events in zip(items, coded, strict=True):
            known = [e for e in events if country_of(e.source) and country_of(e.target)]
            found = {key(e.source, e.target, e.code) for e in known}
            rows.append(_overlap(found, {key(*event) for event in item.events}))
        measures.append(_measure(f"PETR gold: {name}", rows, _f1, samples))
    return measures


def share_measure(name: str, rows: Sequence[Counts], samples: int = SAMPLES) -> Measure:
    """Return sum(hits) / sum(tries) over (hits, tries) rows, with its bootstrap interval."""
    return _measure(name, rows, _share, samples)


def print_table(columns: dict[str, dict[str, Measure]]) -> None:
    """Print one table: a row per measure, a column per reader."""
    names = list(dict.fromkeys(name for found in columns.values() for name in found))
    print("\n| measure | n | " + " | ".join(columns) + " |")
    print("|---|---|" + "---|" * len(columns))
    for name in names:
        rows = [found.get(name) for found in columns.values()]
        n_items = max(row.n_items for row in rows if row)
        print(f"| {name} | {n_items} | " + " | ".join(_cell(row) for row in rows) + " |")


def _cell(measure: Measure | None) -> str:
    if measure is None:
        return "-"
    if measure.name.startswith("speed"):
        return f"{measure.value:,.0f}"
    return f"{measure.value:.3f} [{measure.low:.3f}, {measure.high:.3f}]"
