"""Find in a parsed sentence the nouns that say on whom an act is done, or whom it is meant for.

What is given, said or imposed often stands between the act and whom it is meant for: "returned the
relics of a temple to Peru", "lifted the ban that was imposed on Chilean traders".
"""

from __future__ import annotations

import calendar
from itertools import product
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import (
    complements,
    expand,
    is_verb,
    objects,
    preposition_objects,
    surface_subjects,
)
from goodoffices.reading.mentions import is_role_noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.triggers import Trigger

__all__ = ["first_noun", "is_time", "joined", "targets_of", "verb_above"]

_ON_THINGS = frozenset({"02", "10", "11", "14", "15", "18", "19", "20"})
"""Roots that are done to what is named first: a camp that is attacked, who is accused of it."""
_PROPOSALS = frozenset({"12", "05"})
"""Roots whose target is the proposal itself, unless it only tells who speaks."""
_CHARGES = frozenset({"accusation", "allegation", "charge", "claim", "demand", "criticism"})
_TIMES = frozenset(word.lower() for word in (*calendar.day_name, *calendar.month_name[1:])) | {
    "day", "week", "month", "year", "morning", "afternoon", "evening", "night", "time", "today",
    "tomorrow", "yesterday", "bid", "return", "exchange", "response", "wake", "addition", "order",
}  # fmt: skip
_AMOUNTS = frozenset({
    "dozen", "hundred", "thousand", "million", "billion", "number", "score", "majority", "most",
    "unit", "group", "part", "member", "some", "many", "all", "several",
})  # fmt: skip
_TOGETHER = frozenset({"force", "mission", "operation", "effort", "conference", "exercise"})
"""What several take part in: who is meant stands behind it."""
_TOWARDS = (
    {"to", "into", "against", "upon", "toward", "towards", "between"},
    {"by", "from", "with"},
    {"on", "for", "over", "at", "in", "about"},
    {"of"},
)
"""Prepositions behind a thing, those that most surely lead to somebody first."""
_NO_PREPOSITION = frozenset({
    "subj", "by", "obj", "objmod", "csubj", "cobj", "iobj", "poss", "mod", "light", "owner", "pair",
    "other", "rest", "mutual", "range", "third", "helper", "objagent", "subjmod", "clause",
})  # fmt: skip
_INSIDE = frozenset({"compound", "poss", "amod", "nmod", "appos", "nsubj", "nsubjpass"})
"""Words inside another's phrase, or who acts themselves."""
_ON_PEOPLE = frozenset({"0841", "173", "174", "181", "186"})
"""Codes of what is done to people who have names: freed, arrested, expelled, abducted, murdered."""
_OWN_MEANS = frozenset({"troop", "force", "soldier", "army", "ambassador", "embassy", "envoy",
                        "diplomat", "border", "territory", "airspace"})  # fmt: skip
_HELP = frozenset({"help", "assist", "support", "aid"})
_PURPOSES = frozenset({"advcl", "xcomp", "acl", "relcl", "conj"})
_MUST = frozenset({"must", "should", "shall"})


def first_noun(nouns: Iterable[Word]) -> Word | None:
    """Return the first that can stand for somebody, times and dates passed over."""
    return next((n for n in nouns if _can_be_side(n)), None)


def is_time(noun: Word) -> bool:
    """Return True for days, months and other nouns that only tell when or why."""
    return noun.lemma_.lower() in _TIMES


def joined(noun: Word) -> list[Word]:
    """Return a noun with those joined to it by "and", without appositions.

    Two nouns that share one name ("the people and Government of Peru") are two.
    """
    return [n for n in expand(noun) if n.i == noun.i or _is_conjunct(n, noun)]


def verb_above(token: Word) -> Word | None:
    """Return the verb that a noun belongs to, at most three steps up."""
    step = token
    for _ in range(3):
        step = step.head
        if is_verb(step):
            return step
    return None


def targets_of(trigger: Trigger, source: Word | None) -> list[Word]:
    """Return the head nouns of whom the act is done to, an empty list if none is told."""
    told = _must_act(trigger) or _seized(trigger) or _aimed_at(trigger)
    if told is not None and (_is_own(told) or not _stands_for_itself(told, trigger)):
        told = _beyond(told, trigger, source) or _helped(told, trigger) or told
    found = told or _someone_after(trigger.token, source)
    return [n for n in joined(found) if source is None or n.i != source.i] if found else []


def _can_be_side(noun: Word) -> bool:
    return (
        not noun.tag_.startswith("W")
        and noun.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
        and not is_time(noun)
    )


def _is_conjunct(noun: Word, first: Word) -> bool:
    step = noun
    while step.i != first.i:
        if step.dep_ != "conj":
            return False
        step = step.head
    return noun.pos_ in {"NOUN", "PROPN", "PRON"} and not is_time(noun)


def _must_act(trigger: Trigger) -> Word | None:
    """Return who is told that they must: Chile in "Peru said that Chile must leave"."""
    if trigger.row.code[:2] not in {"02", "10"} or trigger.is_noun:
        return None
    for clause in complements(trigger.token):
        if any(c.dep_ == "aux" and c.lower_ in _MUST for c in clause.children):
            return first_noun(surface_subjects(clause))
    return None


def _seized(trigger: Trigger) -> Word | None:
    """Return who is expelled, arrested, killed or freed, even if that told what act it is."""
    if trigger.is_noun or trigger.row.code not in _ON_PEOPLE:
        return None
    return first_noun(n for n in objects(trigger.token) if _is_someone(n) and not _is_own(n))


def _is_own(noun: Word) -> bool:
    """Tell whether a noun is what the actor itself has: its troops, their borders."""
    return noun.lemma_.lower() in _OWN_MEANS and any(
        c.dep_ == "poss" and c.lower_ in {"its", "their"} for c in noun.children
    )


def _helped(thing: Word, trigger: Trigger) -> Word | None:
    """Return who is to be helped by what is given: Nepal in "sent tents to help Nepal"."""
    for verb in sorted({*trigger.token.subtree, *thing.subtree}, key=lambda word: word.i):
        if verb.lemma_ in _HELP and verb.i > trigger.token.i and verb.dep_ in _PURPOSES:
            return first_noun(
                [*objects(verb), *(n for c in complements(verb) for n in surface_subjects(c))]
            )
    return None


def _aimed_at(trigger: Trigger) -> Word | None:
    token = trigger.token
    prepositions = [f for f in trigger.row.targets if f not in _NO_PREPOSITION]
    told = [(p, n) for p, n in preposition_objects(token)
            if n.i not in trigger.consumed and _can_be_side(n)]  # fmt: skip
    aimed = next((n for f in prepositions for p, n in told if p == f.partition("_")[0]), None)
    if trigger.is_noun:
        verb = verb_above(token)
        beyond = preposition_objects(verb) if verb is not None else ()
        return aimed or first_noun(n for p, n in beyond if p in prepositions)
    direct = first_noun(n for n in objects(token) if n.i not in trigger.consumed)
    if "obj" in trigger.row.targets or not trigger.consumed:
        return direct or aimed or _below(trigger)
    return aimed or direct or _below(trigger)


def _stands_for_itself(noun: Word, trigger: Trigger) -> bool:
    root = trigger.row.code[:2]
    verb = verb_above(noun)
    if root in _PROPOSALS and verb is not None and verb.i != trigger.token.i:
        return _is_someone(noun)
    if root in _PROPOSALS and noun.lemma_ not in _CHARGES:
        return True
    return root in _ON_THINGS or _is_someone(noun) or _is_amount_of_people(noun)


def _is_amount_of_people(noun: Word) -> bool:
    """Tell whether a number stands for people: "dozens", "scores of farmers", not "of relics"."""
    if noun.lemma_ not in _AMOUNTS:
        return False
    counted = first_noun(n for p, n in preposition_objects(noun, depth=0) if p == "of")
    return counted is None or _is_someone(counted)


def _is_someone(noun: Word) -> bool:
    """Tell whether a noun is somebody (or a place), not something given, said or imposed."""
    if noun.lemma_.lower() in _TOGETHER:
        return False
    if noun.pos_ in {"PROPN", "PRON"} or is_role_noun(noun):
        return True
    return any(c.pos_ == "PROPN" and c.dep_ in {"compound", "poss"} for c in noun.children)


def _behind(thing: Word, trigger: Trigger) -> Iterator[tuple[str, Word]]:
    """Yield (preposition, noun) for what stands behind a thing in the words of the act."""
    for preposition in trigger.token.subtree:
        if preposition.dep_ not in {"prep", "dative"} or preposition.i <= thing.i:
            continue
        for noun in preposition.children:
            if noun.dep_ == "pobj" and _can_be_side(noun) and noun.pos_ != "NUM":
                yield preposition.lower_, noun


def _beyond(thing: Word, trigger: Trigger, source: Word | None) -> Word | None:
    """Return whom a thing is for, on or from: the states of "returned relics to Peru"."""
    told = [(p, n) for p, n in _behind(thing, trigger) if source is None or n.i != source.i]
    near = [(p, n) for p, n in told if n.head.head.i in {thing.i, trigger.token.i}]
    for is_wanted in (_is_someone, lambda noun: noun.lemma_.lower() not in _TOGETHER):
        for group, wanted in product((near, told), _TOWARDS):
            found = next((n for p, n in group if p in wanted and is_wanted(n)), None)
            if found is not None:
                return found
    return None


def _someone_after(token: Word, source: Word | None) -> Word | None:
    """Return the next that is named as somebody or some place, where the grammar tells none."""
    for other in token.doc[token.i + 1 :]:
        is_named = other.pos_ == "PROPN" or (is_role_noun(other) and other.pos_ == "NOUN")
        is_free = other.dep_ not in _INSIDE and not is_time(other)
        if is_named and is_free and (source is None or other.i != source.i):
            return other
    return None


def _below(trigger: Trigger) -> Word | None:
    for clause in complements(trigger.token):
        found = first_noun(objects(clause)) or first_noun(surface_subjects(clause))
        if found is not None:
            return found
    return None
