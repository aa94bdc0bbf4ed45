"""A parsed text in plain words: what the parser found, copied once and then quick to look at.

The reader looks at a word some hundred times; each look at a token of the parser makes it anew.
Labels are those of the parser: universal parts of speech, Penn tags, ClearNLP dependencies.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Any, overload
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.reading.word_forms import WordForm

__all__ = ["ParsedText", "Span", "Word"]


class Word:
    """A word of a parsed text; ``i`` is its place among the words, ``idx`` among the characters.

    ``head`` is the word it depends on (itself at the top), ``children`` are those that depend on
    it, in the order of the text.
    """

    __slots__ = (
        "_subtree", "children", "dep_", "doc", "head", "i", "idx", "left_edge", "lemma_", "lower_",
        "pos_", "right_edge", "tag_", "text", "whitespace_",
    )  # fmt: skip

    def __init__(self, doc: ParsedText, token: Any, form: WordForm) -> None:
        self.doc = doc
        self.i: int = token.i
        self.idx: int = token.idx
        self.text: str = token.text
        self.whitespace_: str = token.whitespace_
        self.lower_ = intern(token.lower_)
        self.lemma_ = form.lemma
        self.pos_ = form.pos
        self.tag_ = form.tag
        self.dep_ = form.dep
        self.head = self.left_edge = self.right_edge = self
        self.children: tuple[Word, ...] = ()
        self._subtree: tuple[Word, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> tuple[Word, ...]:
        """The word with all that depends on it, in the order of the text."""
        if not self._subtree:
            found: list[Word] = []
            for child in self.children:
                if child.i < self.i:
                    found += child.subtree
            found.append(self)
            for child in self.children:
                if child.i > self.i:
                    found += child.subtree
            self._subtree = tuple(found)
        return self._subtree

    @property
    def conjuncts(self) -> tuple[Word, ...]:
        """The words that are joined with this one by "and", without itself."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for word in found:
            found += [child for child in word.children if child.i > word.i and child.dep_ == "conj"]
        return tuple(word for word in found if word is not self)

    @property
    def ancestors(self) -> Iterator[Word]:
        """The words above this one, the nearest first."""
        step = self
        while step.head is not step:
            step = step.head
            yield step

    def nbor(self, steps: int = 1) -> Word:
        """Return the word some steps further on; raises ``IndexError`` outside the text."""
        place = self.i + steps
        if place < 0:
            raise IndexError(place)
        return self.doc.words[place]


class Span:
    """Some words in a row."""

    __slots__ = ("_words", "doc", "end", "start")

    def __init__(self, doc: ParsedText, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, max(start, end)
        self._words = doc.words[start:end]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, place: int) -> Word:
        return self._words[place]

    @property
    def start_char(self) -> int:
        """Where it begins among the characters."""
        return self._words[0].idx

    @property
    def end_char(self) -> int:
        """Where it ends among the characters."""
        return self._words[-1].idx + len(self._words[-1])

    @property
    def text(self) -> str:
        """Its characters, without the blank behind the last word."""
        return self.doc.text[self.start_char : self.end_char] if self._words else ""

    @property
    def root(self) -> Word:
        """The word nearest to the top of the parse, the first of those equally near.

        Blanks and signs come last.
        """
        return min(self._words, key=_distance)


class ParsedText:
    """The words of a text with its parse; ``user_data`` keeps what readers work out once."""

    def __init__(self, doc: Any, forms: Iterable[WordForm]) -> None:
        self.text: str = doc.text
        self.user_data: dict[str, Any] = {}
        self.words: list[Word] = [Word(self, *both) for both in zip(doc, forms, strict=True)]
        below: list[list[Word]] = [[] for _ in self.words]
        for word, token in zip(self.words, doc, strict=True):
            word.head = self.words[token.head.i]
            word.left_edge = self.words[token.left_edge.i]
            word.right_edge = self.words[token.right_edge.i]
            if word.head is not word:
                below[word.head.i].append(word)
        for word, found in zip(self.words, below, strict=True):
            word.children = tuple(found)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    @overload
    def __getitem__(self, place: int) -> Word: ...

    @overload
    def __getitem__(self, place: slice) -> Span: ...

    def __getitem__(self, place: int | slice) -> Word | Span:
        if isinstance(place, slice):
            start, end, _ = place.indices(len(self.words))
            return Span(self, start, end)
        return self.words[place]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.idx for word in self.words]

    def touched(self, start: int, end: int) -> Span:
        """Return the words with at least one character in a range; none outside the text."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return Span(self, 0, 0)
        is_behind = start == first.idx + len(first)  # the blank belongs to no word
        return Span(self, first.i + is_behind, last.i + 1)

    def within(self, start: int, end: int) -> Span:
        """Return the words that lie wholly in a range of characters; none outside the text."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return Span(self, 0, 0)
        low = first.i + (first.idx < start)
        return Span(self, low, last.i + 1 - (end < last.idx + len(last)))

    def _at(self, place: int) -> Word | None:
        """Return the word at a place among the characters; the blank behind it counts to it."""
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return None
        word = self.words[number]
        return word if place < word.idx + len(word) + len(word.whitespace_) else None


def _distance(word: Word) -> tuple[bool, int]:
    """Return how far below the top a word is, behind whether it is a mere sign."""
    depth = sum(1 for _ in word.ancestors)
    is_sign = not word.children and all(category(c)[0] == "P" for c in word.text.strip())
    return is_sign and depth > 0, depth
