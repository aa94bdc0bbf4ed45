"""Mark in a sentence the words that say who acts and on whom, whether or not they can be placed.

Events need actors with an id; this looks one step earlier, at the nouns themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import (
    complements,
    is_passive,
    is_root,
    is_verb,
    preposition_objects,
    subjects,
    surface_subjects,
)
from goodoffices.reading.parse import open_model
from goodoffices.reading.segment import split_sentences
from goodoffices.reading.span_targets import first_noun, joined, targets_of, verb_above
from goodoffices.reading.target_choice import choose_target
from goodoffices.reading.triggers import Trigger, TriggerRow, find_triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.segment import Unit

__all__ = ["ActSpans", "MainAct", "act_of", "is_mutual", "main_act", "read_spans"]

Span = tuple[int, int]

_FAR = 99
_TALK = frozenset({"say", "tell", "report", "add", "announce", "claim", "note", "state", "believe"})
_SAYINGS = frozenset({"statement", "report", "resolution", "letter", "appeal", "declaration"})
_DECREES = frozenset({"decree", "order", "bill", "law", "warrant"})
_EMPTY = frozenset({"be", "have", "do", "become", "begin", "start", "continue", "seem", "appear"})
_PLANS = frozenset({"consider", "plan", "want", "hope", "help", "decide", "expect", "try", "begin"})
_HOPES = frozenset({"hope", "expect", "fear", "trust", "wish"})
"""Verbs whose act is the hope itself, where another is to do what is hoped for."""
_ANY_ACT = TriggerRow(
    row="", pos="V", need=(), bar=(), code="", code_by_others="", sources=("subj", "by"), sign=">",
    targets=("obj", "to", "against", "on", "for"),
)  # fmt: skip
_MUTUAL = frozenset({"040", "046", "057", "061", "062"})
"""Codes of meetings, talks and signed agreements: nobody does them to another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSpans:
    """The main act of a sentence: its word, and the head nouns of those who take part.

    What several do with one another (talks, an agreement) has ``parties``; any other act has
    ``sources`` and ``targets``. Each is empty where the sentence does not tell.
    """

    trigger: Span
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    parties: tuple[Span, ...]
    code: str


def read_spans(texts: Iterable[str]) -> Iterator[ActSpans | None]:
    """Yield the main act of each sentence; without a known one, what its main verb tells (code "").

    The main act is the one highest in the sentence, of two equally high the one with more sides.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MainAct:
    """The word of the main act, and the nouns that the rules name as its sides."""

    trigger: Trigger
    sources: list[Word]
    targets: list[Word]


def main_act(doc: ParsedText) -> MainAct | None:
    """Return the act that is highest in a parsed sentence, of equals the one with more sides.

    Where the table knows only acts that are told on the way, it is that of the main verb.
    """
    best: tuple[tuple[int, int, int], MainAct] | None = None
    for trigger in _hope(doc) or find_triggers(doc) or _plain_verb(doc):
        act = act_of(trigger)
        n_untold = (not act.sources) + (not act.targets)
        rank = (_depth(trigger.token), n_untold, trigger.token.i)
        if best is None or rank < best[0]:
            best = (rank, act)
    if best is not None and best[0][0] and _is_aside(best[1].trigger.token):
        main = [t for t in _plain_verb(doc) if t.token.lemma_ not in _EMPTY | _TALK]
        return act_of(main[0]) if main else best[1]
    return best[1] if best else None


def act_of(trigger: Trigger) -> MainAct:
    """Return the act of a trigger with those whom the rules name as its sides."""
    source = _source(trigger)
    targets = targets_of(trigger, source)
    sources = [n for n in joined(source) if n not in targets] if source is not None else []
    return MainAct(trigger=trigger, sources=sources, targets=targets)


def is_mutual(act: MainAct) -> bool:
    """Tell whether several do an act with one another: talks, an agreement, a joint pledge."""
    is_joint_pledge = act.trigger.row.code[:2] == "03" and len(act.sources) > 1
    return act.trigger.row.code in _MUTUAL or is_joint_pledge


def _main(doc: ParsedText, unit: Unit) -> ActSpans | None:
    act = main_act(doc)
    if act is None:
        return None
    chosen = choose_target(act.trigger, act.sources, act.targets)
    targets = [] if chosen is None else joined(chosen)
    return _spans(act, targets, unit)


def _hope(doc: ParsedText) -> list[Trigger]:
    """Return the hope that another will act: "hopes" of "The ministry hopes Peru will lift it"."""
    for verb in (token for token in doc if is_root(token)):
        while verb.lemma_ in _TALK and complements(verb):
            verb = complements(verb)[0]  # noqa: PLW2901 - a walk down
        others = (clause for clause in verb.children if clause.dep_ == "ccomp")
        if verb.lemma_ in _HOPES and any(surface_subjects(clause) for clause in others):
            return [Trigger(token=verb, row=_ANY_ACT, is_noun=False, consumed=frozenset())]
    return []


def _is_aside(token: Word) -> bool:
    """Tell whether a word stands in what is told on the way: "as Peru agreed", "men who fled"."""
    step = token
    while not is_root(step):
        top = step.head
        is_aim = any(c.dep_ == "aux" and c.lower_ == "to" for c in step.children)
        if step.dep_ == "relcl" or (step.dep_ == "advcl" and not is_aim):
            return True
        if step.dep_ == "acl" and top.lemma_ not in _SAYINGS | _DECREES:
            return True
        if step.dep_ == "prep" and is_root(top) and step.i < top.i:
            return True
        if step.dep_ in {"nsubj", "nsubjpass"} and step.i != token.i:
            return True
        step = top
    return False


def _plain_verb(doc: ParsedText) -> list[Trigger]:
    """Return the main verb of a sentence in which the table of acts knows none."""
    for top in (token for token in doc if is_root(token)):
        verb = top
        while verb.lemma_ in _TALK | _PLANS and complements(verb):
            verb = complements(verb)[0]
        if is_verb(verb):
            return [Trigger(token=verb, row=_ANY_ACT, is_noun=False, consumed=frozenset())]
    return []


def _spans(act: MainAct, targets: list[Word], unit: Unit) -> ActSpans:
    trigger, sources, is_joint = act.trigger, act.sources, is_mutual(act)
    parties = sources if len(sources) > 1 else [*sources, *act.targets]
    return ActSpans(
        trigger=_span(trigger.token, unit),
        sources=() if is_joint else tuple(_span(n, unit) for n in sources),
        targets=() if is_joint else tuple(_span(n, unit) for n in targets),
        parties=tuple(_span(n, unit) for n in parties) if is_joint else (),
        code=trigger.row.code,
    )


def _span(token: Word, unit: Unit) -> Span:
    start = unit.at(token.idx)
    return start, start + len(token)


def _depth(token: Word) -> int:
    depth, step = 0, token
    while not is_root(step) and depth < _FAR:
        step = step.head
        depth += 0 if step.lemma_ in _TALK else 1
    return depth


def _source(trigger: Trigger) -> Word | None:
    found = _told_source(trigger)
    if found is not None and (found.pos_ == "PRON" or found.lemma_ in _SAYINGS):
        return _who_says(trigger.token, found) or found
    return found or _who_says(trigger.token, found)


def _who_says(token: Word, noun: Word | None) -> Word | None:
    """Return who says it: Peru in "Peru said it would" and in "Peru issued a statement urging"."""
    step = token if noun is None or noun.lemma_ not in _SAYINGS else noun
    while not is_root(step):
        step = step.head
        if is_verb(step):
            found = first_noun(n for n in surface_subjects(step) if n.pos_ != "PRON")
            if found is not None and (noun is None or found.i != noun.i):
                return found
    return None


def _told_source(trigger: Trigger) -> Word | None:
    token = trigger.token
    by = first_noun(n for p, n in preposition_objects(token, depth=0) if p == "by")
    if not trigger.is_noun:
        return by if is_passive(token) else first_noun(subjects(token) or surface_subjects(token))
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    verb = verb_above(token)
    carrier = None if verb is None or token.dep_ == "nsubj" else first_noun(subjects(verb))
    before = next((c for c in token.children if c.dep_ in {"amod", "compound", "nmod"}
                   and c.pos_ in {"PROPN", "ADJ", "NOUN"}), None)  # fmt: skip
    return by or owner or carrier or before
