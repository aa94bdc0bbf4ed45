"""Tell whether words are meant as they stand: not hoped for, not denied, not imagined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from goodoffices.reading.grammar import is_root
from goodoffices.reading.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.parsed import ParsedText, Word

__all__ = ["sense_of"]

Sense = Literal["held", "negated", "neither", "open"]

_MODALS = frozenset({"would", "could", "might", "may", "should", "must", "can"})
_NEVER = frozenset({"not", "n't", "never", "no", "hardly", "barely"})
_LACKS = frozenset({"fail", "lose", "miss", "lack"})
_NEITHER = frozenset({"neither", "nor"})
_CALLS = frozenset({"for", "on", "upon"})


def sense_of(doc: ParsedText, cue: Iterable[int]) -> Sense:
    """Return whether the words at some tokens are held to be so, negated, or open: only wished for.

    Looks at the verbs above the highest word of the cue: "hopes for better relations" and "denied
    that it has close ties" say nothing of a standing relation.
    """
    tokens = [doc[i] for i in cue]
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in inside or is_root(token)]
    is_negated = False
    for top in tops:
        for step in _upwards(top):
            if _is_open(step):
                return "open"
            if step.i not in inside and step.lemma_ in _LACKS:
                is_negated = True
            if step.i != top.i and step.pos_ in {"VERB", "AUX"} and step.dep_ != "aux":
                is_negated = is_negated or _has_no(step, inside)
    is_negated = is_negated or any(_has_no(token, set()) for token in tokens)
    if any(c.lower_ in _NEITHER for token in tokens for c in (token, *token.children)):
        return "neither"
    return "negated" if is_negated else "held"


def _upwards(token: Word) -> list[Word]:
    steps = [token]
    if token.pos_ == "NOUN" and any(c.lower_ == "the" for c in token.children):
        return steps  # "not neutral in the dispute": there is a dispute
    while not is_root(steps[-1]) and len(steps) < 8:  # noqa: PLR2004 - parse depth
        if steps[-1].dep_ in {"relcl", "advcl", "parataxis"} and not _is_condition(steps[-1]):
            break
        steps.append(steps[-1].head)
    return steps


def _is_condition(token: Word) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in token.children)


def _is_open(token: Word) -> bool:
    """Tell whether a word opens what is not so yet: a wish, a denial, a condition, a "would"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in word_set("wish"):
        return True
    if lemma == "call" and any(c.lower_ in _CALLS for c in token.children):
        return True
    if _is_condition(token):
        return True
    words = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
    if words & _MODALS and not (words & {"can"} and any(c.dep_ == "neg" for c in token.children)):
        return True
    return any(c.lower_ in {"once", "formerly", "former", "possible"} for c in token.children)


def _has_no(token: Word, apart: set[int]) -> bool:
    for child in token.children:
        if child.lower_ in _NEVER and child.i not in apart:
            after = token.doc[child.i + 1] if child.i + 1 < len(token.doc) else None
            if after is None or after.lower_ not in {"only", "just", "merely", "doubt"}:
                return True
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
            return True
    return False
