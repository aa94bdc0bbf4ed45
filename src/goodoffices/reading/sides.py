"""Who stands on which side of an act: from grammatical functions to actors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodoffices.reading.fallbacks import at_home, in_clause, loose_subject
from goodoffices.reading.grammar import (
    complements,
    is_passive,
    is_root,
    is_verb,
    objects,
    preposition_objects,
    subjects,
    surface_subjects,
    wedged_into,
)
from goodoffices.reading.lexicon import word_set
from goodoffices.reading.references import pair_here
from goodoffices.reading.scene import Scene
from goodoffices.reading.story import Story, state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.triggers import Trigger

__all__ = ["Scene", "Sides", "find_sides"]

_LIGHT = frozenset({
    "hold", "have", "make", "launch", "pay", "conduct", "issue", "start", "begin", "open", "resume",
    "carry", "stage", "mount", "offer", "give", "complete", "end", "conclude", "lead", "join",
    "attend", "send", "deliver", "extend", "impose", "announce", "receive", "continue", "restart",
    "enter", "finish", "order", "undertake", "exchange", "accept",
})  # fmt: skip
_PARTNERS = frozenset({"with", "between", "against", "obj", "to"})
_RANGE_GAP = re.compile(r"^\s*,?\s*(?:and\s+)?(?:to|through|and|via)?\s*$")
_DYAD = 2
_FROM_STORY = frozenset({"pair", "other", "rest", "mutual", "objagent"})
_AT_HOME = frozenset({"14", "17", "18", "19", "20"})
"""Roots that are often done to people or places of the same state."""
_BETWEEN_STATES = ("04", "05", "06", "07", "087", "15", "16")
"""Acts that are not told inside one state: a president who meets his minister is no news."""
_RULERS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
_AGAINST_RULERS = frozenset({"OPP", "REB", "SEP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The sides of one act and how they were found."""

    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    source_rule: str
    target_rule: str
    is_reciprocal: bool
    is_split: bool = False

    @property
    def is_direction_told(self) -> bool:
        """False when the text names two states but not which of them acted."""
        return self.source_rule != "pair"


def find_sides(  # noqa: PLR0911 - one return per kind of act
    trigger: Trigger, scene: Scene, story: Story
) -> Sides | None:
    """Return the sides of an act, or None when the text does not say enough."""
    row = trigger.row
    sources, source_rule, targets, target_rule = _named(trigger, scene, story)
    if {"third", "helper"} & set(row.sources) and (
        not sources or state_ids(sources) & state_ids(targets)
    ):
        return None
    if row.sign == "~" and sources and not targets and "pair" in row.targets:
        targets, target_rule = _third_parties(scene, story, sources)
    if row.sign == "~":
        is_whole = sources and targets
        return _sides(sources, targets, source_rule, target_rule) if is_whole else None
    if not targets and {"pair", "other"} & set(row.targets):
        return _from_pair(trigger, scene, story, sources, source_rule)
    if row.sign == "<>":
        return _mutual(sources, targets, source_rule, target_rule)
    if not targets:
        return None
    if not sources and {"pair", "other"} & set(row.targets):
        other = _opposite(targets, story)
        if other:
            return _sides(other, targets, "other of pair", target_rule)
    return _sides(sources, targets, source_rule, target_rule, is_split=target_rule == "range")


def _named(
    trigger: Trigger, scene: Scene, story: Story
) -> tuple[tuple[Actor, ...], str, tuple[Actor, ...], str]:
    """Return the sides that the sentence names, each with the rule that found it."""
    row = trigger.row
    sources, source_rule = _first(row.sources, trigger, scene, story, ())
    if not sources and row.sign != "~":
        sources, source_rule = loose_subject(trigger, scene), "loose subject"
    targets, target_rule = _first(row.targets, trigger, scene, story, sources)
    if not targets and row.sign == ">":
        targets, target_rule = _rest_of_clause(trigger, scene, story, sources)
    if not targets and row.sign == "<>":
        targets, target_rule = _inside_state(trigger, scene, story, sources)
    if row.sign == ">" and targets and not state_ids(targets):
        targets = at_home(trigger, scene, sources, targets)
    return sources, source_rule, targets, target_rule


def _rest_of_clause(
    trigger: Trigger, scene: Scene, story: Story, sources: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], str]:
    """Return whom else the clause names, or who stands opposite inside the same state."""
    found = in_clause(trigger, scene, state_ids(sources))
    return (found, "clause") if found else _inside_state(trigger, scene, story, sources)


def _inside_state(
    trigger: Trigger, scene: Scene, story: Story, sources: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], str]:
    """Return who stands opposite inside the same state: police and protesters, rebels and army."""
    for function in trigger.row.targets:
        if function not in _FROM_STORY:
            actors = _fill(function, trigger, scene, story, frozenset())
            named = {a for m in scene.mentions if m.form != "pronoun" for a in m.actors}
            is_home = trigger.row.code[:2] in _AT_HOME
            within = tuple(
                a for a in actors if a in named and _is_another(a, sources, is_home=is_home)
            )
            is_between = trigger.row.code.startswith(_BETWEEN_STATES)
            if within and (not is_between or _are_opposed(sources, within)):
                return within, f"{function}, same state"
    return (), ""


def _are_opposed(sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
    """Return True if one side rules a state and the other stands against its rulers."""
    sides = [{actor.role for actor in side} for side in (sources, targets)]
    return any(left <= _RULERS and right <= _AGAINST_RULERS
               for left, right in (sides, sides[::-1]))  # fmt: skip


def _is_another(actor: Actor, sources: tuple[Actor, ...], *, is_home: bool) -> bool:
    """Return True for another part, person or (if ``is_home``) place of the same state."""
    if not actor.role and not is_home:
        return False
    return all((a.id, a.role) != (actor.id, actor.role) or a.name != actor.name for a in sources)


def _third_parties(
    scene: Scene, story: Story, mediators: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], str]:
    """Return the two states in focus, if the mediators are neither of them."""
    two = pair_here(scene.doc, list(scene.mentions)) or story.best_pair()
    if two is None or state_ids(mediators) & set(two):
        two = story.best_pair(without=state_ids(mediators))
    if two is None:
        return (), ""
    return tuple(Actor(id=ActorId(side)) for side in two), "pair"


def _sides(
    sources: tuple[Actor, ...],
    targets: tuple[Actor, ...],
    source_rule: str,
    target_rule: str,
    *,
    is_reciprocal: bool = False,
    is_split: bool = False,
) -> Sides:
    return Sides(
        sources=_unique(sources),
        targets=_unique(targets),
        source_rule=source_rule,
        target_rule=target_rule,
        is_reciprocal=is_reciprocal,
        is_split=is_split,
    )


def _mutual(
    sources: tuple[Actor, ...], targets: tuple[Actor, ...], source_rule: str, target_rule: str
) -> Sides | None:
    """Return the sides of what two do together; "over Kashmir" names no third of them."""
    if len(state_ids(sources)) >= _DYAD and target_rule not in _PARTNERS:
        targets = ()
    if sources and targets:
        return _sides(sources, targets, source_rule, target_rule, is_reciprocal=True)
    several, rule = (sources, source_rule) if sources else (targets, target_rule)
    several = _unique(several)
    if len({actor.id for actor in several}) < _DYAD:
        return None
    return _sides(several[:1], several[1:], rule, rule, is_reciprocal=True)


def _from_pair(
    trigger: Trigger, scene: Scene, story: Story, sources: tuple[Actor, ...], source_rule: str
) -> Sides | None:
    """Return the sides when one or both are only known from the two states in focus."""
    is_mutual = trigger.row.sign == "<>"
    several = _unique(sources)
    is_dyad = len(state_ids(several)) == _DYAD
    if is_dyad and (is_mutual or _is_pair(several, story)):
        return _sides(several[:1], several[1:], source_rule, source_rule, is_reciprocal=True)
    if sources:
        other = _opposite(sources, story)
        return (
            _sides(sources, other, source_rule, "other of pair", is_reciprocal=is_mutual)
            if other
            else None
        )
    pair = story.best_pair() if "pair" in trigger.row.targets else None
    if pair is None or _names_others(trigger, scene, pair):
        return None
    low, high = (Actor(id=ActorId(side)) for side in pair)
    return _sides((low,), (high,), "pair", "pair", is_reciprocal=True)


def _is_pair(actors: tuple[Actor, ...], story: Story) -> bool:
    low, high = sorted(state_ids(actors))
    return (low, high) in story.pairs


def _names_others(trigger: Trigger, scene: Scene, pair: tuple[str, str]) -> bool:
    """Return True if the clause names states outside the pair: then it is not about the pair."""
    inside = {t.i for t in trigger.token.subtree}
    named = {i for m in scene.mentions if m.head in inside for i in state_ids(m.actors)}
    return bool(named - set(pair))


def _opposite(actors: tuple[Actor, ...], story: Story) -> tuple[Actor, ...]:
    ids = state_ids(actors)
    if len(ids) != 1:
        return ()
    pair = story.best_pair(holding=next(iter(ids)))
    return tuple(Actor(id=ActorId(side)) for side in pair or () if side not in ids)


def _unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    kept: dict[tuple[object, str], Actor] = {}
    for actor in actors:
        key = (actor.id, "" if actor.id else actor.role)
        kept.setdefault(key, actor)
    return tuple(kept.values())


def _first(
    functions: tuple[str, ...],
    trigger: Trigger,
    scene: Scene,
    story: Story,
    sources: tuple[Actor, ...],
) -> tuple[tuple[Actor, ...], str]:
    """Return the first function that yields actors other than the sources, and its name."""
    known = state_ids(sources)
    for function in functions:
        if function in {"pair", "other"}:
            continue
        actors = _fill(function, trigger, scene, story, known)
        actors = tuple(a for a in actors if a.id is None or str(a.id) not in known)
        if actors and not (sources and all(a.id is None and a in sources for a in actors)):
            return actors, function
    return (), ""


def _fill(
    function: str, trigger: Trigger, scene: Scene, story: Story, known: frozenset[str]
) -> tuple[Actor, ...]:
    name, _, suffix = function.partition("_")
    reader = _FUNCTIONS.get(name)
    if reader is not None:
        actors = reader(trigger, scene)
    elif name == "rest":
        actors = _rest(scene, known, trigger)
    elif name == "mutual":
        actors = _mutual_object(trigger, story, known)
    elif name == "objagent":
        actors = story.last_force if _tells_force(trigger) else ()
    else:
        actors = _prepositional(name, trigger, scene)
    if suffix == "gov":
        wanted = {"GOV"} if name == "obj" else {"GOV", ""}
        actors = tuple(a for a in actors if a.role in wanted and a.id is not None)
    return actors


def _collect(scene: Scene, tokens: Iterable[Any], *, strict: bool = False) -> tuple[Actor, ...]:
    return tuple(actor for token in tokens for actor in scene.actors_of(token, strict=strict))


def _subject(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    token = trigger.token
    whole = wedged_into(token)
    if whole is not None:
        token = whole.head
    found = surface_subjects(token) if not is_verb(token) else subjects(token)
    if token.pos_ == "ADJ":
        found = surface_subjects(token.head)
    return _collect(scene, found, strict=True)


def _third(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    by = _prepositional("by", trigger, scene) if is_passive(trigger.token) else ()
    return by or _subject(trigger, scene)


def _helper(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return who helped in "their help in mending ties": only below such a noun or verb."""
    token = trigger.token
    above = token.head.head if token.dep_ == "pcomp" else token.head
    if above.lemma_ not in {"help", "role", "part", "contribution", "assistance", "effort"}:
        return ()
    return _third(trigger, scene)


def _object(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    whole = wedged_into(trigger.token)
    if whole is not None:
        return scene.actors_of(whole)
    return _collect(scene, objects(trigger.token))


def _object_owner(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    return tuple(
        actor for noun in objects(trigger.token)
        for actor in (*scene.at(noun, is_weak=True), *scene.actors_of(noun))
    )  # fmt: skip


def _owner_of_object(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whose ambassador was called back, where nobody is said to have called him."""
    nouns = objects(trigger.token)
    owners = [c for noun in nouns for c in noun.children if c.dep_ == "poss"]
    found = _collect(scene, owners) or tuple(a for n in nouns for a in scene.at(n, is_weak=False))
    return found or tuple(actor for noun in nouns for actor in scene.at(noun, is_weak=True))


def _clause_subject(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    return tuple(
        a
        for clause in complements(trigger.token)
        for a in _collect(scene, surface_subjects(clause))
    )


def _clause_object(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whom the infinitive below acts on: both in "ready to help Tokyo and Seoul"."""
    clauses = complements(trigger.token)
    return tuple(a for clause in clauses for a in _collect(scene, objects(clause)))


def _subject_parts(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whom the subject names: Russia's in "a Russian ban", both in "a truce between"."""
    return _collect(scene, surface_subjects(trigger.token))


def _dative(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    return _collect(scene, [c for c in trigger.token.children if c.dep_ == "dative"])


def _owner(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    owners = [c for c in trigger.token.children if c.dep_ == "poss"]
    if not owners and trigger.token.dep_ == "conj":
        owners = [c for c in trigger.token.head.children if c.dep_ == "poss"]
    return _collect(scene, owners)


def _qualifier(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return the nation or kind of people in front of a noun ("Russian raid", "rebel attack")."""
    found = scene.at(trigger.token, is_weak=True) or scene.at(trigger.token, is_weak=False)
    if found:
        return found
    kinds = [c for c in trigger.token.children if c.dep_ in {"amod", "compound"}]
    return tuple(a for c in kinds for a in scene.at(c, is_weak=False))


def _light(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    token = _whole_noun(trigger.token)
    while token.dep_ == "conj":
        token = token.head
    verb = token.head
    if token.dep_ == "pobj":
        verb = token.head.head
    if not is_verb(verb) or verb.lemma_ not in _LIGHT:
        return ()
    if token.dep_ == "nsubj":
        return ()
    found = _collect(scene, subjects(verb), strict=True)
    return found or _collect(scene, [n for p, n in preposition_objects(verb) if p == "by"])


def _whole_noun(token: Any) -> Any:
    """Return the noun that another one only qualifies: the effort of a "mediation effort"."""
    is_part = token.dep_ == "compound" and token.pos_ == "NOUN" and token.head.pos_ == "NOUN"
    return token.head if is_part else token


def _holder(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return the subject of the clause that a noun stands in ("Xi spoke during a visit to")."""
    step = trigger.token
    while not is_verb(step) and not is_root(step):
        step = step.head
    return _collect(scene, surface_subjects(step), strict=True) if is_verb(step) else ()


def _range(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return the places of "from Dhaka to Baghdad to Medina", each an act of its own."""
    text = scene.doc.text
    places = [m for m in scene.mentions if m.start > trigger.token.idx and m.form != "pronoun"]
    for n, first in enumerate(places):
        if not re.search(r"\bfrom\s+$", text[: first.start]):
            continue
        chain = [first]
        for later in places[n + 1 :]:
            if not _RANGE_GAP.match(text[chain[-1].end : later.start]):
                break
            chain.append(later)
        if len(chain) > 1:
            return tuple(
                Actor(id=actor.id, role="CVL", name=actor.name)
                for mention in chain
                for actor in mention.actors
            )
    return ()


def _prepositional(name: str, trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    token = trigger.token
    whole_noun = _whole_noun(token)
    anchors = [token] if whole_noun is token else [token, whole_noun]
    is_agent = name == "by" and not trigger.is_noun
    if trigger.is_noun:
        token = whole_noun
        verb = token.head
        if token.dep_ in {"dobj", "nsubjpass", "attr"} and is_verb(verb) and verb.lemma_ in _LIGHT:
            anchors.append(verb)
    elif (whole := wedged_into(token)) is not None:
        anchors.append(whole)
    if token.dep_ == "conj" and trigger.is_noun:
        anchors.append(token.head)
    for anchor in anchors:
        nouns = [n for p, n in preposition_objects(anchor) if p == name]
        found = _collect(scene, nouns, strict=is_agent)
        if found:
            return found
    return _after_between(token, scene) if name == "between" else ()


def _after_between(token: Any, scene: Scene) -> tuple[Actor, ...]:
    """Return what "between" joins anywhere later in the unit, where the parse went astray."""
    if "between" not in scene.doc.text:
        return ()
    for other in scene.doc:
        if other.lower_ == "between" and other.i > token.i:
            inside = {t.i for t in other.subtree}
            return tuple(a for m in scene.mentions if m.head in inside for a in m.actors)
    return ()


def _rest(scene: Scene, known: frozenset[str], trigger: Trigger) -> tuple[Actor, ...]:
    del trigger
    return tuple(
        actor for m in scene.mentions if m.form != "pronoun" for actor in m.actors
        if (actor.id is None and actor.role == "INT") or (actor.id and str(actor.id) not in known)
    )  # fmt: skip


def _mutual_object(trigger: Trigger, story: Story, known: frozenset[str]) -> tuple[Actor, ...]:
    """Return both states in focus if the object is something that two have made together."""
    if not any(noun.lemma_ in word_set("mutual") for noun in objects(trigger.token)):
        return ()
    pair = story.best_pair()
    if pair is None or known & set(pair):
        return ()
    return tuple(Actor(id=ActorId(side)) for side in pair)


def _tells_force(trigger: Trigger) -> bool:
    words = {"raid", "attack", "strike", "bombing", "killing", "shooting", "invasion", "downing"}
    return any(noun.lemma_ in words for noun in objects(trigger.token))


_FUNCTIONS = {
    "subj": _subject,
    "third": _third,
    "helper": _helper,
    "obj": _object,
    "objmod": _object_owner,
    "objowner": _owner_of_object,
    "csubj": _clause_subject,
    "iobj": _dative,
    "poss": _owner,
    "mod": _qualifier,
    "light": _light,
    "owner": _holder,
    "subjmod": _subject_parts,
    "cobj": _clause_object,
    "range": _range,
}
