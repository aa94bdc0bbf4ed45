"""Tell in which statement or appeal an act is told: the raid of "voiced grief over a raid on Chad".

Such an act may well have happened, but the sentence does not report it: it states something of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_root

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.triggers import Trigger

__all__ = ["note_statements", "told_in"]

_STATED = frozenset({"01", "02"})
"""Roots of remarks (concern, condolences, denials, comments) and of appeals."""
_KEPT = "statements"
_THOUGHT = frozenset({"expect", "predict", "forecast", "fear", "believe", "think", "doubt",
                      "suspect", "hope", "imagine", "regret", "recall", "wish"})  # fmt: skip
_COMMENT = "010"


def note_statements(doc: ParsedText, triggers: Iterable[Trigger]) -> None:
    """Keep with a unit which of its words make a statement or an appeal."""
    doc.user_data[_KEPT] = {
        t.token.i: t.row.code for t in triggers if t.row.code[:2] in _STATED
    }  # fmt: skip


def told_in(token: Word) -> str:
    """Return the code of the nearest statement or appeal that a word stands in, "" if in none.

    What somebody expects, believes or regrets is a comment (010).
    What is joined to a statement by "and" ("mourned the dead and closed the border") is not in it.
    """
    known: dict[int, str] = token.doc.user_data.get(_KEPT, {})
    step = token
    while not is_root(step):
        is_joined, is_thought = step.dep_ == "conj", step.dep_ == "ccomp"
        step = step.head
        if not is_joined and step.i in known:
            return known[step.i]
        if is_thought and step.lemma_ in _THOUGHT:
            return _COMMENT
    return ""
