"""Tell whether what a trigger tells is an act: who takes part, and whether it is only recalled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_root
from goodoffices.reading.lexicon import word_set

if TYPE_CHECKING:
    from goodoffices.reading.parsed import Word
    from goodoffices.reading.sides import Sides
    from goodoffices.reading.triggers import Trigger

__all__ = ["is_possible"]

_ONE_SIDED = ("14", "18", "19", "20")
_OF_STATES = ("01", "02", "03", "04", "05", "06", "07", "08")
_NOBODY = frozenset({"CVL", "MED", "EDU", "REF", "LAB", "NGO", "REL"})
_ABOUT = frozenset({"over", "for", "after", "following", "about", "to", "with", "regarding"})
_DOWN = frozenset({"pobj", "prep", "conj", "acl", "relcl", "appos"})
"""How what is recalled hangs on the words of grief or concern above it."""


def is_possible(trigger: Trigger, sides: Sides) -> bool:
    """Tell whether an act has enough sides: a state somewhere, and a doer where one is needed."""
    code = trigger.row.code
    if not any(a.id for a in (*sides.sources, *sides.targets)):
        return False
    if not sides.sources and _is_occasion(trigger.token):
        return False
    if not sides.sources and code[:2] not in _ONE_SIDED:
        return False
    if (
        sides.sources
        and code[:2] in _OF_STATES
        and all(a.id is None and a.role in _NOBODY for a in sides.sources)
    ):
        return False  # what a trader or a critic says or does is no act of a state
    if not sides.sources and trigger.is_noun:  # "the downing" is one that was told before
        return not any(c.dep_ == "det" and c.lower_ == "the" for c in trigger.token.children)
    return True


def _is_occasion(token: Word) -> bool:
    """Return True for the attack of "condolences over an attack": it is told as known."""
    step = token
    while step.dep_ in _DOWN and not is_root(step):
        if step.dep_ == "prep" and step.lower_ in _ABOUT:
            words = word_set("sympathy") | word_set("concern")
            above = (step.head, *(c for c in step.head.children if c.i < step.i))
            if any(c.lemma_.lower() in words for c in above):
                return True
        step = step.head
    return False
