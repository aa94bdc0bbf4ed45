"""A parsed unit as the learned models see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_verb
from goodoffices.reading.learned.arrays import hashed
from goodoffices.reading.learned.candidates import candidates_of
from goodoffices.reading.learned.choices import NOBODY, Told
from goodoffices.reading.learned.features import (
    pair_features,
    plain_features,
    sheet_of,
    side_features,
    telling_words,
    word_features,
)
from goodoffices.reading.triggers import rows_of, triggers_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodoffices.reading.learned.candidates import Candidate
    from goodoffices.reading.learned.features import Sheet
    from goodoffices.reading.parsed import Word
    from goodoffices.reading.scene import Scene
    from goodoffices.reading.story import Story
    from goodoffices.records import Actor

__all__ = ["LiveUnit", "LiveWord", "label_of", "live_unit"]


def label_of(actor: Actor) -> str:
    """Return the id of an actor, INT for the world at large, "-" for nobody's."""
    return actor.id or ("INT" if actor.role == "INT" else NOBODY)


class LiveWord:
    """A word of a parsed unit; what is costly to know of it is found when asked for."""

    def __init__(self, sheet: Sheet, candidates: Sequence[Candidate], token: Word) -> None:
        self._sheet, self._candidates, self.token = sheet, candidates, token
        self.at: int = token.i

    @cached_property
    def _whole(self) -> list[str]:
        return word_features(self._sheet, self.token, self._glance)

    @cached_property
    def _glance(self) -> list[str]:
        return plain_features(self.token)

    @cached_property
    def traits(self) -> tuple[float, ...]:
        """Whether it is a verb, stands in the table of acts, and fits a row of it."""
        return (float(is_verb(self.token)), float(bool(self._root)),
                float(self.at in self._sheet.triggers))  # fmt: skip

    @cached_property
    def plain_names(self) -> list[int]:
        """The hashes of what is known of the word at a glance."""
        return hashed(self._glance)

    @cached_property
    def names(self) -> list[int]:
        """The hashes of what is known of the word."""
        return hashed(self._whole)

    @cached_property
    def _root(self) -> str:
        """The category by the table of acts, "" for a word that it does not know."""
        code = self._sheet.triggers.get(self.at)
        rows = () if code else rows_of(self.token)
        return code[:2] if code else (rows[0].code[:2] if rows else "")

    def root_names(self) -> list[int]:
        """Return the hashes for its category."""
        return hashed([*self._whole, f"fit {self._root}"])

    def pair_names(self, source: int) -> list[list[int]]:
        """Return the hashes of each candidate as the target of what one of them does."""
        doer = self._candidates[source]
        return [hashed(pair_features(self._sheet, self.token, doer, one))
                for one in self._candidates]  # fmt: skip

    def side_names(self) -> list[list[int]]:
        """Return the hashes of each candidate as a side."""
        return [hashed(side_features(self._sheet, self.token, self._root, one))
                for one in self._candidates]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LiveUnit:
    """A parsed unit with who may stand on a side, and what the rules told."""

    words: tuple[LiveWord, ...]
    labels: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    told: tuple[Told, ...]
    candidates: tuple[Candidate, ...]
    shares: Mapping[str, float]


def live_unit(scene: Scene, story: Story, told: Sequence[Told]) -> LiveUnit:
    """Return a unit for the models; ``told`` is what the rules made of it."""
    emitted: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
    for one in told:
        source, target = frozenset({one.source}), frozenset({one.target})
        if one.is_mutual:
            source = target = source | target
        old = emitted.get(one.at, (frozenset(), frozenset()))
        emitted[one.at] = (old[0] | source, old[1] | target)
    sheet = sheet_of(scene, story, triggers_of(scene.doc), emitted)
    candidates = tuple(candidates_of(scene, story))
    return LiveUnit(
        words=tuple(LiveWord(sheet, candidates, token) for token in telling_words(sheet)),
        labels=tuple(tuple(map(label_of, c.actors)) or (NOBODY,) for c in candidates),
        kinds=tuple(c.kind for c in candidates),
        told=tuple(told),
        candidates=candidates,
        shares=story.shares,
    )
