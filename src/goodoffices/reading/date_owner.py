"""Find the time that belongs to an act: the one that hangs on it, or on a verb above or below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_root
from goodoffices.reading.triggers import trigger_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.dates import When
    from goodoffices.reading.parsed import ParsedText, Span, Word

__all__ = ["date_below", "own_date", "root_date"]

_MAX_DEPTH = 8
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})


def own_date(
    token: Word, dates: tuple[When, ...], *, is_joined: bool = False
) -> tuple[When | None, bool]:
    """Return the date that hangs on the act or on a verb above it, and whether it is the act's.

    If ``is_joined``, a date behind the first of two joined verbs counts for the second too: "landed
    on Monday and was greeted".
    """
    ladder = [token]
    while not is_root(ladder[-1]) and len(ladder) < _MAX_DEPTH:
        if _is_long_before(ladder[-1]):
            break
        ladder.append(ladder[-1].head)
    best: tuple[int, int, When] | None = None
    for when, span, owner in _owned(token.doc, dates):
        rungs = [n for n, step in enumerate(ladder) if step.i == owner.i]
        is_cut = rungs and _is_cut_off(ladder[: rungs[0] + 1], owner, span)
        if rungs and (is_joined or not is_cut):
            rank = (rungs[0], abs(span.start - token.i), when)
            if best is None or rank[:2] < best[:2]:
                best = rank
    return (best[2], best[0] == 0) if best else (None, False)


def date_below(token: Word, dates: tuple[When, ...]) -> When | None:
    """Return the date of a clause that happens with the act: "announcing it on Monday, he blamed".

    The second of two joined verbs in one tense lends its date to the first, which has none: "blamed
    Chad and severed relations on 11 May".
    """
    owners = {
        child.i: child
        for child in token.children
        if (child.dep_ == "advcl" and child.tag_ == "VBG")
        or (child.dep_ == "conj" and _tense(child) == _tense(token))
    }
    below = ((owner.i, when) for when, _, owner in _owned(token.doc, dates) if owner.i in owners)
    return min(below, key=lambda one: one[0], default=(0, None))[1]


def _tense(token: Word) -> str:
    helpers = sorted(c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"})
    return "past" if token.tag_ in {"VBD", "VBN"} and not helpers else f"{token.tag_} {helpers}"


def root_date(doc: ParsedText, dates: tuple[When, ...]) -> When | None:
    """Return the date of the main verb of a sentence."""
    found = [when for when, _, owner in _owned(doc, dates) if is_root(owner)]
    return found[0] if found else None


def _owned(doc: ParsedText, dates: tuple[When, ...]) -> Iterator[tuple[When, Span, Word]]:
    """Yield each date with its words and with the verb or noun of an act that it belongs to.

    What hangs on a thing not known yet hangs on its verb as well: "held talks between 3 and 5 May".
    """
    for when in dates:
        span = doc.touched(when.start, when.end)
        if not len(span):
            continue
        owner, is_bare = span.root, span.root.dep_ == "npadvmod"
        while not is_root(owner) and (
            span.start <= owner.i < span.end or not _holds(owner, is_bare=is_bare)
        ):
            owner = owner.head
            if when.rule == "year of a thing":
                break
        yield when, span, owner
        if when.rule != "year of a thing" and _is_new_object(owner, span):
            yield when, span, owner.head


def _holds(token: Word, *, is_bare: bool) -> bool:
    """Tell whether a word can have a date; "last May" without a preposition hangs on verbs."""
    if token.pos_ in {"VERB", "AUX"}:
        return True
    return not is_bare and any(
        row.pos == "N" for row in trigger_rows().get(token.lemma_.lower(), ())
    )


def _is_new_object(owner: Word, span: Span) -> bool:
    if owner.pos_ != "NOUN" or owner.dep_ not in _OBJECTS or owner.head.pos_ != "VERB":
        return False
    if span.root.head.lower_ == "of" or any(c.lower_ in _KNOWN for c in owner.children):
        return False
    return bool(span.start > owner.i)


def _is_cut_off(path: list[Word], owner: Word, span: Span) -> bool:
    """Tell whether a date stands behind the first of two joined verbs, so not with the second."""
    return any(step.dep_ == "conj" for step in path[:-1]) and span.start > owner.i


def _is_long_before(token: Word) -> bool:
    """Tell whether a clause told with "had" hangs on one that is not: it happened earlier."""
    if token.dep_ not in {"relcl", "advcl", "acl", "ccomp"} or token.tag_ != "VBN":
        return False
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ == "had" for c in token.children)
