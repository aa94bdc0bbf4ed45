"""Mark in a sentence the words that say who acts and on whom, whether or not they can be placed.

Events need actors with an id; this looks one step earlier, at the nouns themselves.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodoffices.reading.grammar import (
    complements,
    is_passive,
    is_root,
    is_verb,
    objects,
    preposition_objects,
    subjects,
    surface_subjects,
)
from goodoffices.reading.mentions import is_role_noun
from goodoffices.reading.parse import open_model
from goodoffices.reading.segment import split_sentences
from goodoffices.reading.triggers import find_triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.reading.segment import Unit
    from goodoffices.reading.triggers import Trigger

__all__ = ["ActSpans", "read_spans"]

Span = tuple[int, int]

_FAR = 99
_TALK = frozenset({"say", "tell", "report", "add", "announce", "claim", "note", "state", "believe"})
_TOWARDS = (
    {"to", "against", "upon"},
    {"by", "from", "with"},
    {"on", "for", "of", "over", "at", "in"},
)
"""Prepositions behind a thing, those that most surely lead to somebody first."""
_ON_THINGS = frozenset({"02", "10", "11", "14", "15", "18", "19", "20"})
"""Roots that are done to what is named first: a camp that is attacked, who is accused of it."""
_NO_ONE = frozenset(word.lower() for word in (*calendar.day_name, *calendar.month_name[1:])) | {
    "day", "week", "month", "year", "morning", "evening", "time", "bid", "return", "exchange",
}  # fmt: skip
_INSIDE = frozenset({"compound", "poss", "amod", "nmod", "appos", "nsubj", "nsubjpass"})
"""Words inside another's phrase, or who acts themselves."""
_SAYINGS = frozenset({"statement", "report", "resolution", "letter", "appeal", "declaration"})
_NO_PREPOSITION = frozenset({
    "subj", "by", "obj", "objmod", "csubj", "cobj", "iobj", "poss", "mod", "light", "owner", "pair",
    "other", "rest", "mutual", "range", "third", "helper", "objagent", "subjmod", "clause",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSpans:
    """The main act of a sentence: its word, and the head nouns of its sides (None if not told)."""

    trigger: Span
    source: Span | None
    target: Span | None
    code: str


def read_spans(texts: Iterable[str]) -> Iterator[ActSpans | None]:
    """Yield the main act of each sentence, None where the table of acts knows none.

    The main act is the one highest in the sentence that has a source and a target.
    """
    units = [_host(text) for text in texts]
    docs = open_model().parse(unit.text for unit in units)
    for unit, doc in zip(units, docs, strict=True):
        yield _main(doc, unit)


def _host(text: str) -> Unit:
    sentences = split_sentences(text)
    if not sentences:
        from goodoffices.reading.segment import Unit

        return Unit(text=text, spans=((0, 0),))
    return max((s.units[0] for s in sentences), key=lambda unit: len(unit.text))


def _main(doc: Any, unit: Unit) -> ActSpans | None:
    best: tuple[tuple[int, int, int], ActSpans] | None = None
    for trigger in find_triggers(doc):
        source = _source(trigger)
        target = _target(trigger) or _someone_after(trigger.token, source)
        if source is not None and target is not None and source.i == target.i:
            target = None
        rank = ((source is None) + (target is None), _depth(trigger.token), trigger.token.i)
        found = ActSpans(
            trigger=_span(trigger.token, unit) or (0, 0),
            source=_span(source, unit),
            target=_span(target, unit),
            code=trigger.row.code,
        )
        if best is None or rank < best[0]:
            best = (rank, found)
    return best[1] if best else None


def _span(token: Any | None, unit: Unit) -> Span | None:
    if token is None:
        return None
    start = unit.at(token.idx)
    return start, start + len(token)


def _depth(token: Any) -> int:
    depth, step = 0, token
    while not is_root(step) and depth < _FAR:
        step = step.head
        depth += 0 if step.lemma_ in _TALK else 1
    return depth


def _first(nouns: Iterable[Any]) -> Any | None:
    return next((n for n in nouns if n.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}), None)


def _source(trigger: Trigger) -> Any | None:
    found = _told_source(trigger)
    if found is not None and (found.pos_ == "PRON" or found.lemma_ in _SAYINGS):
        return _who_says(trigger.token, found) or found
    return found or _who_says(trigger.token, found)


def _who_says(token: Any, noun: Any | None) -> Any | None:
    """Return who says it: Peru in "Peru said it would" and in "Peru issued a statement urging"."""
    step = token if noun is None or noun.lemma_ not in _SAYINGS else noun
    while not is_root(step):
        step = step.head
        if is_verb(step):
            found = _first(n for n in surface_subjects(step) if n.pos_ != "PRON")
            if found is not None and (noun is None or found.i != noun.i):
                return found
    return None


def _told_source(trigger: Trigger) -> Any | None:
    token = trigger.token
    by = _first(n for p, n in preposition_objects(token, depth=0) if p == "by")
    if not trigger.is_noun:
        return by if is_passive(token) else _first(subjects(token) or surface_subjects(token))
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    verb = _verb_above(token)
    carrier = None if verb is None or token.dep_ == "nsubj" else _first(subjects(verb))
    before = next((c for c in token.children if c.dep_ in {"amod", "compound", "nmod"}
                   and c.pos_ in {"PROPN", "ADJ", "NOUN"}), None)  # fmt: skip
    return by or owner or carrier or before


def _verb_above(token: Any) -> Any | None:
    step = token
    for _ in range(3):
        step = step.head
        if is_verb(step):
            return step
    return None


def _target(trigger: Trigger) -> Any | None:
    found = _aimed_at(trigger)
    if found is None or _is_someone(found) or trigger.row.code[:2] in _ON_THINGS:
        return found
    return _beyond(found, trigger) or found


def _aimed_at(trigger: Trigger) -> Any | None:
    token = trigger.token
    prepositions = [f for f in trigger.row.targets if f not in _NO_PREPOSITION]
    told = [(p, n) for p, n in preposition_objects(token) if n.i not in trigger.consumed]
    aimed = next((n for f in prepositions for p, n in told if p == f.partition("_")[0]), None)
    if trigger.is_noun:
        verb = _verb_above(token)
        beyond = preposition_objects(verb) if verb is not None else ()
        return aimed or next((n for p, n in beyond if p in prepositions), None)
    direct = _first(n for n in objects(token) if n.i not in trigger.consumed)
    if "obj" in trigger.row.targets or not trigger.consumed:
        return direct or aimed or _below(trigger)
    return aimed or direct or _below(trigger)


def _someone_after(token: Any, source: Any | None) -> Any | None:
    """Return the next that is named as somebody or some place, where the grammar tells none."""
    for other in token.doc[token.i + 1 :]:
        is_named = other.pos_ == "PROPN" or (is_role_noun(other) and other.pos_ == "NOUN")
        is_free = other.dep_ not in _INSIDE and other.lemma_.lower() not in _NO_ONE
        if is_named and is_free and (source is None or other.i != source.i):
            return other
    return None


def _is_someone(noun: Any) -> bool:
    """Tell whether a noun is somebody (or a place), not something given, said or imposed."""
    if noun.pos_ in {"PROPN", "PRON"} or is_role_noun(noun):
        return True
    return any(c.pos_ == "PROPN" and c.dep_ in {"compound", "poss"} for c in noun.children)


def _beyond(thing: Any, trigger: Trigger) -> Any | None:
    """Return whom a thing is for, on or from: the states of "returned relics to Peru"."""
    told = [
        *preposition_objects(thing, depth=0),
        *(found for c in thing.children if c.dep_ == "acl" for found in preposition_objects(c)),
        *preposition_objects(trigger.token),
    ]
    for wanted in _TOWARDS:
        for preposition, noun in told:
            is_somebody = noun.pos_ not in {"NUM", "VERB"} and noun.lemma_.lower() not in _NO_ONE
            if preposition in wanted and noun.i > thing.i and is_somebody:
                return noun
    return None


def _owner(trigger: Trigger) -> Any | None:
    """Return whose the object is: the nation in "expelled two Turkish diplomats"."""
    for noun in objects(trigger.token):
        for child in noun.children:
            is_name = child.pos_ == "PROPN" or child.text[:1].isupper()
            if is_name and child.dep_ in {"poss", "amod", "compound", "nmod"}:
                return child
    return None


def _below(trigger: Trigger) -> Any | None:
    for clause in complements(trigger.token):
        found = _first(objects(clause)) or _first(surface_subjects(clause))
        if found is not None:
            return found
    return None
