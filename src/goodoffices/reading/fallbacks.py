"""Sides of an act when its own grammatical functions name nobody: looser, so less sure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import (
    is_compound_gerund,
    is_root,
    is_verb,
    objects,
    preposition_objects,
    subjects,
)
from goodoffices.reading.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.scene import Scene
    from goodoffices.reading.triggers import Trigger
    from goodoffices.records import Actor

__all__ = ["at_home", "in_clause", "loose_subject"]

_OTHER_CLAUSE = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "nsubj", "nsubjpass"})
_ASIDE = frozenset(
    "after before since during amid following according despite because while when as".split()  # noqa: SIM905 - a word list
)
_OF_A_PLACE = frozenset(
    "CVL OPP COP JUD BUS LEG GOV MED EDU LAB REF".split()  # noqa: SIM905 - a word list
)
_PROMPTED = frozenset(
    "urging behest request insistence suggestion invitation prompting advice help support".split()  # noqa: SIM905 - a word list
)
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "across"})
_GROUND = frozenset({"side", "soil", "shore", "coast", "beach", "bank", "island", "territory"})
_ON_OWN_PEOPLE = frozenset({"09", "11", "14", "17"})
_NO_ACTOR = ("measure", "travel_ban", "conflict", "relations", "misfortune")


def loose_subject(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whose the subject is: "a U.S. airstrike", "troops loyal to Assad".

    A ban or a quarrel does nothing by itself, so its owner is not taken.
    """
    if trigger.is_noun:
        return ()
    things = frozenset().union(*(word_set(name) for name in _NO_ACTOR))
    for noun in subjects(trigger.token):
        if noun.lemma_.lower() in things:
            continue
        found = scene.at(noun, is_weak=True) or _owner(noun, scene)
        found = found or (() if noun.lemma_.lower() in word_set("site") else _loyal(noun, scene))
        if found:
            return found
    return ()


def _owner(noun: Word, scene: Scene) -> tuple[Actor, ...]:
    for child in noun.children:
        if child.dep_ in {"poss", "compound", "amod"}:
            found = scene.at(child, is_weak=False) or (
                _owner(child, scene) if child.dep_ == "poss" else ()
            )
            if not found and child.tag_ == "WP$":  # "Peru, whose army fired"
                found = _antecedent(noun, scene)
            if found:
                return found
    return ()


def _antecedent(noun: Word, scene: Scene) -> tuple[Actor, ...]:
    """Return whom the relative clause around a noun hangs on."""
    step = noun
    while step.dep_ != "relcl" and not is_root(step):
        step = step.head
    return scene.actors_of(step.head) if step.dep_ == "relcl" else ()


def _loyal(noun: Word, scene: Scene) -> tuple[Actor, ...]:
    """Return who stands in "forces loyal to X", "missiles fired by X", "officials from X"."""
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"amod", "acl", "prep"}:
            for token in child.subtree:
                found = scene.at(token, is_weak=False) or scene.at(token, is_weak=True)
                if found and token.dep_ in {"pobj", "compound", "amod", "poss", "nmod"}:
                    return found
    return ()


def in_clause(trigger: Trigger, scene: Scene, known: frozenset[str]) -> tuple[Actor, ...]:
    """Return the first actors after the act, in its own clause, that are none of the sources."""
    tokens = list(_clause(trigger.token))
    if not trigger.is_noun:
        front = {t.i for noun in objects(trigger.token) for t in _phrase(noun)}
        tokens += [t for t in trigger.token.doc if t.i in front and t not in tokens]
        tokens.sort(key=lambda token: (token.i not in front, token.i))
    for is_weak in (False, True):
        for token in tokens:
            found = tuple(
                actor
                for joined in (token, *token.conjuncts)
                for actor in scene.at(joined, is_weak=is_weak)
                if actor.id is not None and str(actor.id) not in known
            )
            if found:
                return found
    return ()


def _phrase(noun: Word) -> Iterator[Word]:
    """Yield the words of a noun phrase, without what is told of a name for the whole act.

    "Cut its ties, a thing that no member of NATO had done": that is not about NATO.
    """
    yield noun
    for child in noun.children:
        if not (noun.dep_ == "appos" and child.dep_ == "relcl" and _is_finite(child)):
            yield from _phrase(child)


def at_home(
    trigger: Trigger, scene: Scene, sources: tuple[Actor, ...], targets: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return people without a nation as people of the place of the act, else of who acts on them.

    "Troops killed eight people in Kabul"; "Turkish police detained protesters". Armed groups stay
    nobody's.
    """
    if any(target.role not in _OF_A_PLACE for target in targets):
        return targets
    verb = trigger.token if not trigger.is_noun else trigger.token.head
    place: tuple[Actor, ...] = ()
    for preposition, noun in (*_phrases(trigger.token), *_phrases(verb)):
        is_abroad = noun.lemma_.lower() in word_set("mission")  # an embassy is no soil of its state
        is_ground = preposition == "on" and noun.lemma_.lower() in _GROUND
        if (preposition in _WHERE or is_ground) and not place and not is_abroad:
            found = scene.at(noun, is_weak=False) or (
                scene.at(noun, is_weak=True) if is_ground else ()
            )
            place = tuple(a for a in found if a.id is not None and a.role != "MIL")
    named = {a.id for m in scene.mentions for a in m.actors if a.id is not None}
    if not place and {a.id for a in sources} == named and trigger.row.code[:2] in _ON_OWN_PEOPLE:
        place = sources
    if len({a.id for a in place}) != 1:
        return targets
    return tuple(replace(target, id=place[0].id) for target in targets)


def _phrases(token: Word) -> Iterator[tuple[str, Word]]:
    """Yield what stands after a preposition, and what is in it ("in a raid near Basra")."""
    gerunds = [child for child in token.children if is_compound_gerund(child)]
    for preposition, noun in (p for t in (token, *gerunds) for p in preposition_objects(t)):
        yield preposition, noun
        for inner, place in preposition_objects(noun):
            yield (preposition if inner == "of" else inner), place
            for last, whole in preposition_objects(place, depth=0):
                yield (inner if last == "of" else last), whole


def _clause(token: Word) -> Iterator[Word]:
    for child in token.children:
        if child.i < token.i or child.lower_ in _ASIDE:
            continue
        if child.dep_.startswith("nsubj") or (child.dep_ in _OTHER_CLAUSE and _is_finite(child)):
            continue
        if child.dep_ == "acl" and child.tag_ == "VBN":
            continue
        if child.dep_ == "prep" and any(n.lemma_.lower() in _PROMPTED for n in child.children):
            continue  # "at the urging of Oman" names who wanted it, not whom it is done to
        yield child
        yield from _clause(child)


def _is_finite(verb: Word) -> bool:
    """Tell a clause of its own from an infinitive, which only carries the act on."""
    if not is_verb(verb):
        return False
    return not any(child.tag_ == "TO" for child in verb.children) and verb.tag_ != "VB"
