"""Find the time that belongs to an act: the one that hangs on it, or on a verb above or below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import is_root
from goodoffices.reading.triggers import trigger_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from goodoffices.reading.dates import When
    from goodoffices.reading.parsed import ParsedText, Span, Word

__all__ = ["date_below", "front_date", "own_date", "root_date"]

_MAX_DEPTH = 8
_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_AT_THAT_TIME = frozenset({"when", "as", "while"})
_STEPS = frozenset({"story span", "following", "day before", "same day"})
"""Rules of times that count from the act before: "arrested them and let them go a day later"."""
_TIMES = frozenset({"day", "night", "morning", "evening", "afternoon", "weekend", "week", "month",
                    "year", "end", "beginning", "start", "middle", "half", "summer", "winter",
                    "spring", "autumn", "eve", "dawn", "hours", "days", "weeks"})  # fmt: skip
_WHEN = frozenset({"in", "at", "during", "on", "over", "since", "until", "by", "after", "before"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "who", "which", "both"})
_BEFORE_FRONT = frozenset({"on", "in", "by", "at", "but", "and", "then", "yet", "only", "early",
                           "late", "the"})  # fmt: skip
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
        path = ladder[: rungs[0] + 1] if rungs else []
        is_cut = _is_cut_off(path, owner, span)
        if rungs and (not is_cut or (is_joined and not _has_new_doer(path))):
            rank = (rungs[0], abs(span.start - token.i), when)
            if best is None or rank[:2] < best[:2]:
                best = rank
    if best is None:
        return None, False
    return _finest(best[2], [when for when, _, owner in _owned(token.doc, dates)
                             if owner.i == ladder[best[0]].i]), best[0] == 0  # fmt: skip


def _finest(when: When, beside: list[When]) -> When:
    """Return the finer of two times of one verb: "ten years ago, on 4 May 1994"."""
    if when.precision == "unknown":
        return when
    inside = (w for w in beside if when.since <= w.since and w.until <= when.until)
    return min(inside, key=lambda w: w.until - w.since, default=when)


def date_below(token: Word, dates: tuple[When, ...], published: dt.date) -> When | None:
    """Return the date of a clause that happens with the act: "announcing it on Monday, he blamed".

    The second of two joined verbs in one tense lends its date to the first, which has none: "blamed
    Chad and severed relations on 11 May". So does a clause with "when"; what is begun or offered,
    where the date is past ("offered to mediate on Sunday"); and a part behind the object, to which
    parsers give the day at the end of a sentence ("visited islets held by Chile on Friday").
    """
    fitting = [
        (owner.i, when)
        for when, _, owner in _owned(token.doc, dates)
        if owner.i != token.i and _lends(owner, when, token, published)
    ]
    return min(fitting, key=lambda one: one[0], default=(0, None))[1]


def _lends(owner: Word, when: When, token: Word, published: dt.date) -> bool:
    if owner.dep_ == "acl":
        noun, is_front = owner.head, owner.i < token.i
        if is_front:  # "in a letter sent on Monday, he blamed"
            return noun.head.lower_ in _WHEN and noun.head.head.i == token.i
        is_day = when.start > owner.idx and when.precision == "day"
        while noun.dep_ in {"pobj", "prep"} and noun.head.i > token.i:
            noun = noun.head
        return is_day and owner.tag_ == "VBN" and noun.head.i == token.i
    if owner.head.i != token.i:
        return False
    if owner.dep_ == "advcl":
        words = {c.lower_ for c in owner.children if c.dep_ in {"advmod", "mark"}}
        return owner.tag_ == "VBG" or (owner.tag_ == "VBD" and bool(words & _AT_THAT_TIME))
    if owner.dep_ == "xcomp":
        is_open = any(c.lower_ == "to" for c in owner.children)
        return owner.tag_ == "VBG" or (is_open and when.until <= published)
    return owner.dep_ == "conj" and _tense(owner) == _tense(token) and when.rule not in _STEPS


def _tense(token: Word) -> str:
    helpers = sorted(c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"})
    return "past" if token.tag_ in {"VBD", "VBN"} and not helpers else f"{token.tag_} {helpers}"


def front_date(token: Word, dates: tuple[When, ...]) -> When | None:
    """Return the date at the head of a sentence, which holds for all that it tells in a row.

    What is told on the way ("who had left") is no part of that.
    """
    step = token
    while step.dep_ in {"conj", "xcomp"} and not is_root(step):
        step = step.head
    if step.dep_ in {"relcl", "acl", "advcl"} or not dates:
        return None
    first = dates[0]
    span = token.doc.touched(first.start, first.end)
    lead = token.doc.words[: span.start]
    is_front = all(w.lower_ in _BEFORE_FRONT or not w.text.isalnum() for w in lead)
    return first if is_front and first.rule != "year of a thing" else None


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
            if when.rule == "year of a thing" or _is_known_by_date(owner, span):
                break
        yield when, span, owner
        if when.rule != "year of a thing" and _is_new_object(owner, span):
            yield when, span, owner.head


def _holds(token: Word, *, is_bare: bool) -> bool:
    """Tell whether a word can have a date; "last May" without a preposition hangs on verbs."""
    if token.pos_ in {"VERB", "AUX"}:
        return token.lower_ != "dated"  # "in a note dated 5 May it denied this"
    return not is_bare and any(
        row.pos == "N" for row in trigger_rows().get(token.lemma_.lower(), ())
    )


def _is_known_by_date(noun: Word, span: Span) -> bool:
    """Tell whether a thing is told by its date: "protested against the map of 4 May"."""
    of = span.root if span.root.lower_ == "of" else span.root.head
    if of.lower_ != "of" or of.head.i != noun.i or noun.pos_ != "NOUN":
        return False
    if noun.lower_ in _TIMES or noun.lemma_.lower() in _TIMES:
        return False
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        return False
    return not (noun.dep_ == "pobj" and noun.head.lower_ in _WHEN)


def _is_new_object(owner: Word, span: Span) -> bool:
    if owner.pos_ != "NOUN" or owner.dep_ not in _OBJECTS or owner.head.pos_ != "VERB":
        return False
    if span.root.head.lower_ == "of" or any(c.lower_ in _KNOWN for c in owner.children):
        return False
    return bool(span.start > owner.i)


def _is_cut_off(path: list[Word], owner: Word, span: Span) -> bool:
    """Tell whether a date stands behind the first of two joined verbs, so not with the second."""
    return any(step.dep_ == "conj" for step in path[:-1]) and span.start > owner.i


def _has_new_doer(path: list[Word]) -> bool:
    """Tell whether a joined verb on the way has a doer of its own: "Peru met X, and Chile left"."""
    return any(
        step.dep_ == "conj"
        and any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ not in _PRONOUNS
                for c in step.children)
        for step in path[:-1]
    )  # fmt: skip


def _is_long_before(token: Word) -> bool:
    """Tell whether a clause told with "had" hangs on one that is not: it happened earlier."""
    if token.dep_ not in {"relcl", "advcl", "acl", "ccomp"} or token.tag_ != "VBN":
        return False
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ == "had" for c in token.children)
