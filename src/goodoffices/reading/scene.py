"""One parsed unit with the actors in it, and the actors that stand behind each word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import preposition_objects
from goodoffices.reading.mentions import is_role_noun

if TYPE_CHECKING:
    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.story import Mention
    from goodoffices.records import Actor

__all__ = ["Scene"]

_NESTED = frozenset({"of", "with", "in", "between", "inside", "against", "from", "for", "into"})
_PLACES = ("capital", "city")  # "the Algiers agreement" is not Algeria's
_PARTITIVE = frozenset(
    "one some number group majority dozen hundred thousand most all part none both member".split()  # noqa: SIM905 - a word list
)
_MAX_DEPTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A parsed unit, the mentions in it by the token they hang on, and who joins whom."""

    doc: ParsedText
    mentions: tuple[Mention, ...]
    companions: dict[int, tuple[Actor, ...]]

    def at(self, token: Word, *, is_weak: bool) -> tuple[Actor, ...]:
        """Return the actors that a token itself stands for (or, if weak, that qualify it)."""
        return tuple(
            actor
            for m in self.mentions
            if m.head == token.i
            and m.is_modifier == is_weak
            and not (is_weak and m.form in _PLACES and not self._is_owner(m))
            for actor in (*m.actors, *self.companions.get(m.start, ()))
        )

    def _is_owner(self, mention: Mention) -> bool:
        """Tell "New Delhi's decision", which is India's, from "the Algiers agreement"."""
        return self.doc.text[mention.end : mention.end + 1] in {"'", "’"}  # noqa: RUF001 - typographic

    def _owning(self, token: Word) -> tuple[Actor, ...]:
        """Return who owns the noun after it: "Cuba's decision" is a word for Cuba, by its name."""
        if token.dep_ != "poss":
            return ()
        here = (m for m in self.mentions if m.is_modifier and m.start <= token.idx < m.end)
        return tuple(actor for m in here for actor in m.actors)

    def actors_of(self, token: Word, *, strict: bool = False, depth: int = 0) -> tuple[Actor, ...]:
        """Return the actors behind a noun: itself, its nation, its owner, what it is "of"."""
        found = self.at(token, is_weak=False) or self._owning(token)
        if found or (strict and depth == 0 and token.pos_ == "PRON"):
            return found
        if not strict:
            found = self.at(token, is_weak=True)
            for child in token.children:
                if not found and child.dep_ == "poss":
                    found = self.at(child, is_weak=False)
                elif not found and child.dep_ in {"compound", "nmod"}:
                    found = self.at(child, is_weak=False) or self.at(child, is_weak=True)
        if strict and not (is_role_noun(token) or token.lemma_.lower() in _PARTITIVE):
            return found
        if not found and depth < _MAX_DEPTH:
            for preposition, noun in preposition_objects(token, depth=0):
                if preposition in ({"of"} if strict else _NESTED):
                    found += self.actors_of(noun, strict=strict, depth=depth + 1)
        return found
