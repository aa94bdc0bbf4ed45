"""Mark in a sentence the words that say who acts and on whom, whether or not they can be placed.

Events need actors with an id; this looks one step earlier, at the nouns themselves.
"""

from __future__ import annotations

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
        source, target = _source(trigger), _target(trigger)
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
    return aimed or _owner(trigger) or direct or _below(trigger)


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
