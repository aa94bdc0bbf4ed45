"""Which acts the words of a unit may tell, with the chances of their parts.

A word tells an act with chance p (logistic regression); of all who may stand there somebody is its
source with chance s and, given that, its target with t (conditional logit); its category has chance
c (multinomial logit). The judge weighs them together with what the rules found in the same unit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice, repeat
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodoffices.reading.learned.arrays import ActsModel

__all__ = [
    "EDGE",
    "NOBODY",
    "Choice",
    "Told",
    "UnitView",
    "WordView",
    "chance",
    "choices_of",
    "word_chance",
]

LEAST_WORD = 0.12
"""Words less likely to tell an act are passed over."""
LEAST_AT_A_GLANCE = -3.2
"""Log-odds by what is known of a word at a glance; of words over the chance above 2 % lie below."""
_MOST_SOURCES, _MOST_TARGETS, _MOST_PAIRS, _MOST_ROOTS = 4, 5, 4, 3
_MOST_DOERS, _LEAST_DOER = 2, 0.1
"""Likeliest sources for each of which the targets are weighed anew, and how likely at least."""
_LEAST_SHARE = 0.03
"""Pairs and categories that together are less likely are no choice."""
_SELF_SHARE = 0.4
"""How much a state is believed to act on itself beside two that differ."""
NOBODY = "-"
EDGE = 1e-4
"""Chances nearer to 0 or 1 are taken for this far from it."""


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
    def traits(self) -> Sequence[float]:
        """Whether it is a verb, stands in the table of acts, and fits a row of it."""
        ...

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

    @property
    def shares(self) -> Mapping[str, float]:
        """How much of all that the text names each id is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One act that a word may tell, with all that the judge is told of it.

    ``behind`` tells how far the source, the target and the category lie behind the likeliest, as
    the logarithm of the ratio of chances.
    """

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
    behind: tuple[float, float, float]
    kinds: tuple[str, str]
    traits: tuple[float, ...]


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
    sides = word.side_names()
    doing = [_sum(model.sources, names) for names in sides]
    order = sorted(range(len(doing)), key=lambda place: -doing[place])
    told = [old for old in unit.told if old.at == word.at]
    if is_new_only and any(old.source in unit.labels[order[0]] for old in told):
        return
    sources = _by_id(unit, doing)
    given = _targets(unit, word, sides, order, sources, model)
    kinds: dict[str, str] = {}
    for ids, kind in zip(unit.labels, unit.kinds, strict=True):
        for one in ids:
            kinds.setdefault(one, kind)
    shares, mutual = _roots(word, model)
    roots = sorted(shares, key=lambda root: -shares[root])[:_MOST_ROOTS]
    pairs = _pairs(sources, given)
    total = sum(score for score, _, _ in pairs) or 1.0
    wanted = {
        (source, target, root): (rank, place)
        for rank, (score, source, target) in enumerate(pairs[:_MOST_PAIRS])
        for place, root in enumerate(roots)
        if score / total * shares[root] >= _LEAST_SHARE
    }
    for old in told:
        if old.source in sources and old.target in sources:
            wanted.setdefault((old.source, old.target, old.root), (_MOST_PAIRS, _MOST_ROOTS))
    scores = {(source, target): score for score, source, target in pairs}
    for (source, target, root), ranks in wanted.items():
        targets = given[source]
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
            behind=(_behind(sources, source), _behind(targets, target), _behind(shares, root)),
            kinds=(kinds[source], kinds[target]),
            traits=tuple(word.traits),
        )


def _targets(
    unit: UnitView,
    word: WordView,
    sides: Sequence[Sequence[int]],
    order: Sequence[int],
    sources: Mapping[str, float],
    model: ActsModel,
) -> dict[str, dict[str, float]]:
    """Return the chance of each id as the target, given each id as the source.

    ``order`` holds the places of the candidates, the likeliest source first. The likeliest are told
    apart; for the others the targets of the first hold.
    """
    alone = [_sum(model.targets, names) for names in sides]
    others = (p for p in order[1:] if unit.labels[p] != unit.labels[order[0]]
              and sources[unit.labels[p][0]] >= _LEAST_DOER)  # fmt: skip
    given: dict[str, dict[str, float]] = {}
    for doer in (order[0], *islice(others, _MOST_DOERS - 1)):
        pairs = zip(alone, word.pair_names(doer), strict=True)
        of_doer = _by_id(unit, [one + _sum(model.targets, names) for one, names in pairs])
        for one in unit.labels[doer]:
            given.setdefault(one, of_doer)
    first = given[unit.labels[order[0]][0]]
    return {one: given.get(one, first) for ids in unit.labels for one in ids}


def _behind(chances: Mapping[str, float], one: str) -> float:
    """Return the logarithm of a chance as a share of the highest."""
    return math.log(max(chances.get(one, 0.0), EDGE) / max(chances.values()))


def _by_id(unit: UnitView, scores: Sequence[float]) -> dict[str, float]:
    """Return the chance of each id: one of the candidates is right, with odds of exp(score)."""
    highest = max(scores)
    weights = [math.exp(score - highest) for score in scores]
    whole = sum(weights)
    found: dict[str, float] = {}
    for ids, weight in zip(unit.labels, weights, strict=True):
        for one in ids:
            found[one] = found.get(one, 0.0) + weight / whole
    return found


def _pairs(
    sources: Mapping[str, float], given: Mapping[str, Mapping[str, float]]
) -> list[tuple[float, str, str]]:
    """Return the likeliest pairs, best first."""
    first = sorted(sources, key=lambda one: -sources[one])[:_MOST_SOURCES]
    found = [
        (sources[a] * given[a][b] * (_SELF_SHARE if a == b else 1.0), a, b)
        for a in first
        for b in sorted(given[a], key=lambda one: -given[a][one])[:_MOST_TARGETS]
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
