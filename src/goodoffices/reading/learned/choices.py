"""Which acts the words of a unit may tell, each with the chance that it is right.

A word tells an act with chance p; somebody is its source with chance s, its target with t; its
category has chance c. These come from logistic regressions. A last one, the judge, weighs them
together with what the rules of the reader found in the same unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import repeat
from operator import mul
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodoffices.reading.learned.arrays import ActsModel

__all__ = [
    "Choice",
    "Told",
    "UnitView",
    "WordView",
    "choices_of",
    "judge_terms",
    "judge_vector",
    "judged",
]

LEAST_WORD = 0.12
"""Words less likely to tell an act are passed over."""
LEAST_AT_A_GLANCE = -3.2
"""Log-odds by what is known of a word at a glance; of words over the chance above 2 % lie below."""
_MOST_SOURCES, _MOST_TARGETS, _MOST_PAIRS, _MOST_ROOTS = 4, 5, 3, 2
_SELF_SHARE = 0.4
"""How much a state is believed to act on itself beside two that differ."""
NOBODY = "-"
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Told:
    """A pair that the rules told an act of, at a word: its place, sides, root."""

    at: int
    source: str
    target: str
    root: str
    is_mutual: bool


class WordView(Protocol):
    """A word of a unit, as the models see it: hashes of what is known of it."""

    at: int

    @property
    def plain_names(self) -> Sequence[int]:
        """The hashes of what is known of the word at a glance."""
        ...

    @property
    def names(self) -> Sequence[int]:
        """The hashes of what is known of the word."""
        ...

    def root_names(self) -> Sequence[int]:
        """Return the hashes for its category."""
        ...

    def side_names(self) -> Sequence[Sequence[int]]:
        """Return the hashes of each candidate as a side."""
        ...

    def pair_names(self, source: int) -> Sequence[Sequence[int]]:
        """Return the hashes of each candidate as the target of what one of them does."""
        ...


class UnitView(Protocol):
    """A unit: its words, the ids of each candidate ("-" for nobody's), and what rules told."""

    @property
    def words(self) -> Sequence[WordView]:
        """The words that may tell an act."""
        ...

    @property
    def labels(self) -> Sequence[tuple[str, ...]]:
        """The ids of each candidate for a side."""
        ...

    @property
    def kinds(self) -> Sequence[str]:
        """What each candidate is: a mention, one of the story, nobody."""
        ...

    @property
    def told(self) -> Sequence[Told]:
        """What the rules told of the unit."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One act that a word may tell, with all that the judge is told of it."""

    at: int
    source: str
    target: str
    root: str
    is_mutual: bool
    word: float
    side: tuple[float, float]
    category: float
    share: float
    ranks: tuple[int, int]
    norms: tuple[float, float]
    kinds: tuple[str, str]


def chance(log_odds: float) -> float:
    """Return the chance of log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _sum(table: Mapping[int, float], names: Sequence[int]) -> float:
    return sum(map(table.get, names, repeat(0.0)))


def is_likely(model: ActsModel, word: WordView) -> bool:
    """Tell at a glance whether a word may tell an act; half of all words may not."""
    return _sum(model.words, word.plain_names) >= LEAST_AT_A_GLANCE


def word_chance(model: ActsModel, word: WordView) -> float:
    """Return the chance that a word tells an act."""
    return chance(_sum(model.words, word.names))


def choices_of(unit: UnitView, model: ActsModel, *, is_new_only: bool = False) -> Iterator[Choice]:
    """Yield the acts that the words of a unit may tell, likelier or not.

    With ``is_new_only`` those are passed over whose likeliest doer the rules have told there.
    """
    for word in unit.words:
        if not is_likely(model, word):
            continue
        p = word_chance(model, word)
        if p >= LEAST_WORD:
            yield from _of_word(unit, word, p, model, is_new_only)


def _of_word(
    unit: UnitView, word: WordView, p: float, model: ActsModel, is_new_only: bool
) -> Iterator[Choice]:
    sources: dict[str, float] = {}
    targets: dict[str, float] = {}
    kinds: dict[str, str] = {}
    sides = word.side_names()
    doing = [_sum(model.sources, names) for names in sides]
    doer = doing.index(max(doing))
    told = [old for old in unit.told if old.at == word.at]
    if is_new_only and any(old.source in unit.labels[doer] for old in told):
        return
    pairs_with = word.pair_names(doer)
    for place, (ids, kind) in enumerate(zip(unit.labels, unit.kinds, strict=True)):
        s = chance(doing[place])
        t = chance(_sum(model.targets, sides[place]) + _sum(model.targets, pairs_with[place]))
        for one in ids:
            sources[one] = max(s, sources.get(one, 0.0))
            targets[one] = max(t, targets.get(one, 0.0))
            kinds.setdefault(one, kind)
    shares, mutual = _roots(word, model)
    roots = sorted(shares, key=lambda root: -shares[root])[:_MOST_ROOTS]
    pairs = _pairs(sources, targets)
    total = sum(score for score, _, _ in pairs) or 1.0
    sums = (sum(sources.values()) or 1.0, sum(targets.values()) or 1.0)
    wanted = {
        (source, target, root): (rank, place)
        for rank, (_, source, target) in enumerate(pairs[:_MOST_PAIRS])
        for place, root in enumerate(roots)
    }
    for old in told:
        if old.source in sources and old.target in targets:
            wanted.setdefault((old.source, old.target, old.root), (_MOST_PAIRS, _MOST_ROOTS))
    scores = {(source, target): score for score, source, target in pairs}
    for (source, target, root), ranks in wanted.items():
        yield Choice(
            at=word.at,
            source=source,
            target=target,
            root=root,
            is_mutual=mutual.get(root, 0.0) > shares.get(root, 0.0) / 2,
            word=p,
            side=(sources[source], targets[target]),
            category=shares.get(root, 0.0),
            share=scores.get((source, target), 0.0) / total,
            ranks=ranks,
            norms=(sources[source] / sums[0], targets[target] / sums[1]),
            kinds=(kinds[source], kinds[target]),
        )


def _pairs(
    sources: Mapping[str, float], targets: Mapping[str, float]
) -> list[tuple[float, str, str]]:
    """Return the likeliest pairs, best first."""
    first = sorted(sources, key=lambda one: -sources[one])[:_MOST_SOURCES]
    second = sorted(targets, key=lambda one: -targets[one])[:_MOST_TARGETS]
    found = [
        (sources[a] * targets[b] * (_SELF_SHARE if a == b else 1.0), a, b)
        for a in first
        for b in second
        if not a == b == NOBODY
    ]
    return sorted(found, key=lambda pair: -pair[0])


def _roots(word: WordView, model: ActsModel) -> tuple[dict[str, float], dict[str, float]]:
    """Return the chance of each root category, and how much of it is of mutual acts."""
    import numpy as np

    get = model.roots.get
    rows = [row for name in word.root_names() if (row := get(name)) is not None]
    scores = model.root_weights[rows].sum(axis=0)
    weights = np.exp(scores - scores.max())
    shares: dict[str, float] = {}
    mutual: dict[str, float] = {}
    for label, weight in zip(model.labels, (weights / weights.sum()).tolist(), strict=True):
        root = label[:2]
        shares[root] = shares.get(root, 0.0) + weight
        if label.endswith("m"):
            mutual[root] = weight
    return shares, mutual


def _odds(p: float) -> float:
    p = min(max(p, _EDGE), 1.0 - _EDGE)
    return math.log(p / (1.0 - p))


_ROOTS = tuple(f"{n:02d}" for n in range(1, 21))


def judge_vector(one: Choice, unit: UnitView) -> list[float]:
    """Return what the judge weighs: chances as log-odds, ranks, kinds, what the rules told."""
    return [value for _, values in judge_parts(one, unit) for value in values]


def judge_parts(one: Choice, unit: UnitView) -> list[tuple[str, list[float]]]:
    """Return what the judge weighs, by what it speaks of."""
    here = [t for t in unit.told if {t.source, t.target} == {one.source, one.target}]
    ahead = [t for t in here if t.source == one.source or t.is_mutual]
    same = any(t.root == one.root for t in ahead)
    back = any(t.root == one.root for t in here if t not in ahead)
    at_word = any(t.at == one.at for t in unit.told)
    word, source, target = _odds(one.word), _odds(one.side[0]), _odds(one.side[1])
    share, category = _odds(one.share), _odds(one.category)
    first, second = one.kinds
    kinds = [first == "mention", second == "mention", first == "story", second == "story",
             one.source == NOBODY, one.target == NOBODY, one.source == one.target]  # fmt: skip
    rules = [same, bool(ahead), back, at_word, at_word and not same]
    return [
        ("constant", [1.0]),
        ("the word", [word]),
        ("who did it", [source, _odds(one.norms[0])]),
        ("to whom", [target, _odds(one.norms[1])]),
        ("word and sides together", [share, word * source, source * target,
                                     float(one.ranks[0] == 0), float(one.ranks[0] == 1)]),
        ("the category", [category, float(one.ranks[1] == 0), float(one.is_mutual),
                          *(float(one.root == root) for root in _ROOTS)]),
        ("who is named where", [float(flag) for flag in kinds]),
        ("what the rules found", [*(float(flag) for flag in rules),
                                  *(same * x for x in (word, source, target, share, category))]),
    ]  # fmt: skip


def judged(one: Choice, unit: UnitView, model: ActsModel) -> float:
    """Return the chance that an act is right."""
    return chance(sum(map(mul, model.judge, judge_vector(one, unit))))


def judge_terms(one: Choice, unit: UnitView, model: ActsModel) -> list[tuple[str, float]]:
    """Return the log-odds that an act is right, by what speaks for or against it."""
    weights = iter(model.judge)
    return [
        (name, sum(next(weights) * value for value in values))
        for name, values in judge_parts(one, unit)
    ]
