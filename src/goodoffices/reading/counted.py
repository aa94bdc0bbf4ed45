"""Find who is meant by a number alone: "both", "the two", "the four", "each other".

A list in the text is meant if one is that long; else the states named so far, if they are that
many once those are left out whom the words cannot mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import children, is_root, is_verb, surface_subjects
from goodoffices.reading.story import state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.story import Mention, Story

__all__ = ["SIZES", "bound_pair", "counted_nouns", "named_so_far"]

SIZES = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
_TOLD = frozenset({"the", "all", "these", "those"})
_BODIES = frozenset({"organisation", "group"})


def counted_nouns(doc: ParsedText, taken: set[int]) -> Iterator[tuple[Word, int]]:
    """Yield each "both", "the two" or "all three" that stands alone, and how many it counts."""
    for token in doc:
        size = SIZES.get(token.lower_)
        if size is None or token.i in taken or token.dep_ not in _ALONE:
            continue
        is_told = token.lower_ == "both" or any(c.lower_ in _TOLD for c in token.children)
        is_other = any(c.lower_ in {"other", "others"} for c in token.children)
        if (
            is_told
            and not is_other
            and not any(c.lower_ == "of" or c.dep_ == "conj" for c in token.children)
        ):
            yield token, size


def bound_pair(doc: ParsedText, token: Word, found: list[Mention]) -> tuple[Actor, ...]:
    """Return the two that did something to "each other": the subject of that very clause."""
    verb = token
    while not is_verb(verb) and not is_root(verb):
        verb = verb.head
    heads = {noun.i for noun in surface_subjects(verb)} if is_verb(verb) else set()
    heads |= {c.i for i in tuple(heads) for c in children(doc[i], "conj")}
    told = {a.id: a for m in found if m.head in heads for a in m.actors if a.id is not None}
    return tuple(told.values()) if len(told) == SIZES["two"] else ()


def named_so_far(
    size: int, found: list[Mention], story: Story, others: frozenset[str]
) -> tuple[Actor, ...]:
    """Return the states named so far, if without the subject of the clause they are that many."""
    firm = (m for m in (*story.mentions, *found) if m.form not in _BODIES)
    named = state_ids(tuple(a for m in firm for a in m.actors if a.role != "IGO")) - others
    if len(named) != size:
        return ()
    return tuple(Actor(id=ActorId(one), role="GOV") for one in sorted(named))
