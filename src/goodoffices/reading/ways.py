"""The way through the parse from one word to another, and how it is written in features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodoffices.reading.parsed import Word

__all__ = ["label_of_step", "link_of", "way", "written"]

_LINKS = frozenset({"prep", "agent", "dative", "mark"})


def way(start: Word, noun: Word) -> tuple[list[Word], list[Word]]:
    """Return the words up from the act to the fork with a noun, and those down to the noun."""
    above = [start]
    while not is_root(above[-1]):
        above.append(above[-1].head)
    places = {word.i: place for place, word in enumerate(above)}
    down: list[Word] = []
    step = noun
    while step.i not in places:
        down.append(step)
        if is_root(step):
            return above, down[::-1]
        step = step.head
    return above[: places[step.i]], down[::-1]


def written(up: Sequence[Word], down: Sequence[Word]) -> str:
    """Return a way as one string, steps up before the ">" and steps down behind it."""
    return f"{'^'.join(map(label_of_step, up))}>{'/'.join(map(label_of_step, down))}"


def label_of_step(word: Word) -> str:
    """Return what a word is in a way: a preposition itself, any other its function."""
    is_link = word.dep_ in _LINKS or word.pos_ == "ADP"
    return str(word.lower_ if is_link else word.dep_)


def link_of(down: Sequence[Word]) -> str:
    """Return the last preposition on the way down, "-" where there is none."""
    return next((word.lower_ for word in reversed(down) if word.dep_ in _LINKS), "-")
