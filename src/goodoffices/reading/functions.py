"""Who stands in a grammatical function of an act: its subject, its object, behind "with" ...

The names of the functions are those of the column ``roles`` of ``lexicon/triggers.csv``; what they
mean in words is in ``lexicon/rules.csv``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import (
    children,
    complements,
    expand,
    have_before,
    is_passive,
    is_root,
    is_verb,
    objects,
    preposition_objects,
    shifted_object,
    subjects,
    surface_subjects,
    wedged_into,
)
from goodoffices.reading.lexicon import word_set
from goodoffices.reading.modality import find_modality
from goodoffices.reading.story import state_ids
from goodoffices.reading.told_before import TOLD_BEFORE, told_before
from goodoffices.records import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.scene import Scene
    from goodoffices.reading.story import Story
    from goodoffices.reading.triggers import Trigger

__all__ = ["fill", "whole_noun"]

_HELP = frozenset({"support", "help", "backing", "assistance", "aid", "blessing", "approval"})
"""What others give to an act: "signed with the support of Oman" does not make Oman a party."""
_LIGHT = frozenset({
    "hold", "have", "make", "launch", "pay", "conduct", "issue", "start", "begin", "open", "resume",
    "carry", "stage", "mount", "offer", "give", "complete", "end", "conclude", "lead", "join",
    "attend", "send", "deliver", "extend", "impose", "announce", "receive", "continue", "restart",
    "enter", "finish", "order", "undertake", "exchange", "accept",
})  # fmt: skip
_RANGE_GAP = re.compile(r"^\s*,?\s*(?:and\s+)?(?:to|through|and|via)?\s*$")


def fill(
    function: str, trigger: Trigger, scene: Scene, story: Story, known: frozenset[str]
) -> tuple[Actor, ...]:
    """Return the actors in a function ("subj", "objmod", "with", ...) of an act.

    ``known`` are the ids of the sources, which no rest of the sentence stands opposite.
    """
    name, _, suffix = function.partition("_")
    reader = _FUNCTIONS.get(name)
    if reader is not None:
        actors = reader(trigger, scene)
    elif name == "rest":
        actors = _rest(scene, known, trigger)
    elif name in TOLD_BEFORE:
        actors = told_before(name, trigger, story, known)
    else:
        actors = _prepositional(name, trigger, scene)
    if suffix == "gov" and name == "subj" and _is_it(trigger):
        return ()  # "it came in reply to": no state travels as "it"
    if suffix == "gov":
        wanted = {"obj": {"GOV"}, "subj": {"GOV", "", "IGO"}}.get(name, {"GOV", ""})
        actors = tuple(a for a in actors if a.role in wanted and a.id is not None)
    return actors


def _collect(scene: Scene, tokens: Iterable[Word], *, strict: bool = False) -> tuple[Actor, ...]:
    return tuple(actor for token in tokens for actor in scene.actors_of(token, strict=strict))


def _subject(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    token = trigger.token
    whole = wedged_into(token)
    if whole is not None:
        have = have_before(token)
        token = whole.head if have is None or not children(have, "nsubj") else have
    found = surface_subjects(token) if not is_verb(token) else subjects(token)
    if token.pos_ == "ADJ":
        found = surface_subjects(token.head)
    return _collect(scene, found, strict=True)


def _out_of(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return who expelled somebody that "was expelled from Peru" or "ordered out of Peru"."""
    if not is_passive(trigger.token):
        return ()
    is_out = any(c.lower_ == "out" for c in trigger.token.children)
    found = _prepositional("from", trigger, scene)
    return found or (_prepositional("of", trigger, scene) if is_out else ())


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
    return _collect(scene, _objects(trigger))


def _objects(trigger: Trigger) -> list[Word]:
    found = objects(trigger.token) or _told_to(trigger.token)
    has_particle = any(need.function == "prt" for need in trigger.row.need)
    return found or (shifted_object(trigger.token) if has_particle else [])


def _told_to(verb: Word) -> list[Word]:
    """Return whom "implored both Peru and Chile to stop" names: parsers see a subject below.

    So they do in "holds Peru responsible".
    """
    if is_passive(verb):
        return []
    below = [c for c in children(verb, "ccomp")
             if c.pos_ in {"ADJ", "NOUN"} or any(t.tag_ == "TO" for t in c.children)]  # fmt: skip
    return [n for c in below for n in surface_subjects(c) if verb.i < n.i < c.i]


def _object_owner(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    return tuple(
        actor for noun in _objects(trigger)
        for actor in (*scene.at(noun, is_weak=True), *scene.actors_of(noun), *_struck(noun, scene))
    )  # fmt: skip


def _struck(noun: Word, scene: Scene) -> tuple[Actor, ...]:
    """Return the state of the town of "the Lima bombing"; the Lima accord is not Peru's."""
    if noun.lemma_.lower() not in word_set("means"):
        return ()
    towns = (m for m in scene.mentions if m.head == noun.i and m.form in {"city", "capital"})
    return tuple(actor for town in towns for actor in town.actors)


def _possessor_of_object(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whose the thing is by its possessive: Peru in "Peru's monitors were withdrawn"."""
    owners = [c for n in objects(trigger.token) for c in n.children if c.dep_ == "poss"]
    return tuple(actor for actor in _collect(scene, owners) if actor.id is not None)


def _owner_of_object(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whose ambassador was called back, where nobody is said to have called him."""
    nouns = objects(trigger.token)
    owners = [c for noun in nouns for c in noun.children if c.dep_ == "poss"]
    found = _collect(scene, owners) or tuple(a for n in nouns for a in scene.at(n, is_weak=False))
    return found or tuple(actor for noun in nouns for actor in scene.at(noun, is_weak=True))


def _clause_subject(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return who is to do what the clause below says, also that of "the demand that Peru pay"."""
    token = trigger.token
    clauses = children(token, "acl") if trigger.is_noun else complements(token)
    return tuple(a for clause in clauses for a in _collect(scene, surface_subjects(clause)))


def _clause_doer(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return who did what the clause below tells as a fact: Iran in "said it was shelled by Iran".

    Where nobody is named as the doer, it is the place that the blow came from.
    """
    for clause in complements(trigger.token):
        is_fact = find_modality(clause)[0] in {"actual", "historical"}
        if not is_fact or clause.i < trigger.token.i:  # "..., officials said" only names a source
            continue
        phrases = list(preposition_objects(clause)) if is_passive(clause) else []
        phrases += [pair for _, noun in phrases for pair in preposition_objects(noun, depth=0)]
        for name in ("by", "from"):
            found = _collect(scene, [n for p, n in phrases if p == name])
            if found:
                return found
        found = _collect(scene, subjects(clause))
        if found:
            return found
    return ()


def _clause_subject_owner(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whose the subject of the clause below is ("declared the Cuban envoy persona ...")."""
    nouns = [n for clause in complements(trigger.token) for n in surface_subjects(clause)]
    return tuple(actor for noun in nouns for actor in scene.at(noun, is_weak=True))


def _clause_victim(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whom the clause below is done to, if the subject of the verb itself has done it."""
    own = state_ids(_subject(trigger, scene))
    for clause in complements(trigger.token):
        told = subjects(clause)
        doers = state_ids(_collect(scene, told))
        is_pronoun = bool(told) and all(noun.tag_ == "PRP" for noun in told)
        if (doers <= own if doers else is_pronoun) and find_modality(clause)[1] in {
            "",
            trigger.token.lemma_,
        }:
            phrases = [n for p, n in preposition_objects(clause) if p in {"at", "on", "against"}]
            return _collect(scene, objects(clause)) or _collect(scene, phrases)
    return ()


def _clause_object(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whom the infinitive below acts on: both in "ready to help Tokyo and Seoul"."""
    clauses = complements(trigger.token)
    return tuple(a for clause in clauses for a in _collect(scene, objects(clause)))


def _clause_object_owner(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whose the object of the infinitive below is ("forbade ships to load Peruvian ore")."""
    nouns = [noun for clause in complements(trigger.token) for noun in objects(clause)]
    return tuple(actor for noun in nouns for actor in scene.at(noun, is_weak=True))


def _means(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whose attack it was in which somebody was killed ("in Israeli shelling")."""
    if not is_passive(trigger.token) and trigger.token.lemma_ not in _DYING:
        return ()
    for preposition, noun in preposition_objects(trigger.token):
        if preposition in _BY_MEANS and noun.lemma_.lower() in word_set("means"):
            found = scene.at(noun, is_weak=True) or scene.at(noun, is_weak=False)
            by = [n for p, n in preposition_objects(noun, depth=0) if p in {"by", "from"}]
            found = found or _collect(scene, [*(c for c in noun.children if c.dep_ == "poss"), *by])
            if found:
                return found
    return ()


def _under_fire(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return under whose fire somebody died."""
    nouns = [n for p, n in preposition_objects(trigger.token) if p == "under"]
    return tuple(a for noun in nouns for a in scene.at(noun, is_weak=True))


def _fire_from(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return from whom the fire came that somebody is under."""
    under = [n for p, n in preposition_objects(trigger.token) if p == "under"]
    phrases = [pair for noun in (trigger.token, *under) for pair in preposition_objects(noun)]
    return _collect(scene, [n for p, n in phrases if p in {"from", "by"}]) or _under_fire(
        trigger, scene
    )


def _place_of_power(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return in whose place it was done to somebody ("were held in Oman"): its rulers did it."""
    if not is_passive(trigger.token):
        return ()
    held = [c for n in surface_subjects(trigger.token) for c in n.children if c.dep_ == "acl"]
    phrases = [pair for verb in (trigger.token, *held) for pair in preposition_objects(verb)]
    places = [n for p, n in phrases if p in {"in", "at", "from"}]
    named = (a for noun in places for a in scene.actors_of(noun) if a.id is not None)
    return tuple(named)[:1]


def _clause_partner(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return with whom the infinitive below is done: Chile in "hopes to deepen ties with Chile"."""
    below = [pair for clause in complements(trigger.token) for pair in preposition_objects(clause)]
    return _collect(scene, [noun for preposition, noun in below if preposition == "with"])


def _subject_parts(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return whom the subject names: Russia's in "a Russian ban", both in "a truce between"."""
    return _collect(scene, surface_subjects(trigger.token))


def _dative(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    verb = trigger.token
    told = [c for c in verb.children if c.dep_ == "dative"]
    for noun in children(verb, "dobj") if not told else ():
        # "promised Kyiv 5,000 helmets": parsers take the name for part of the thing
        first = [c for c in children(noun, "compound", "nmod") if c.i == verb.i + 1]
        told += [c for c in first if c.pos_ == "PROPN" and children(noun, "nummod")]
    return _collect(scene, told)


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
    token = whole_noun(trigger.token)
    for clause in token.subtree:  # "the ban on goods that Peru announced"
        if clause.dep_ == "relcl" and clause.lemma_ in _LIGHT and not is_passive(clause):
            own = [n for n in subjects(clause) if n.i != token.i]
            if found := _collect(scene, own, strict=True):
                return found
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


def whole_noun(token: Word) -> Word:
    """Return the noun that another one only qualifies: the effort of a "mediation effort"."""
    is_part = token.dep_ == "compound" and token.pos_ == "NOUN" and token.head.pos_ == "NOUN"
    return token.head if is_part else token


def _holder(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return the subject of the clause that a noun stands in ("Xi spoke during a visit to")."""
    step = trigger.token
    while not is_verb(step) and not is_root(step):
        step = step.head
    return _collect(scene, surface_subjects(step), strict=True) if is_verb(step) else ()


def _is_it(trigger: Trigger) -> bool:
    return any(noun.lower_ == "it" for noun in surface_subjects(trigger.token))


def _amid(trigger: Trigger, scene: Scene) -> tuple[Actor, ...]:
    """Return who did something "after talks in Doha": they had the talks, if there are two."""
    step, words = trigger.token, set()
    while not is_verb(step) and not is_root(step):
        words.add(step.lower_)
        step = step.head
    is_done = is_verb(step) and step.tag_ in {"VBD", "VBN"} and words & _AMID
    found = _collect(scene, surface_subjects(step), strict=True) if is_done else ()
    return found if len({actor.id for actor in found if actor.id}) > 1 else ()


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
    whole = whole_noun(token)
    anchors = [token] if whole is token else [token, whole]
    is_agent = name == "by" and not trigger.is_noun
    if trigger.is_noun:
        token = whole
        verb = token.head
        if token.dep_ in {"dobj", "nsubjpass", "attr"} and is_verb(verb) and verb.lemma_ in _LIGHT:
            anchors.append(verb)
    elif (noun := wedged_into(token)) is not None:
        anchors.append(noun)
    # what hangs on the words of the act is said of it: "engaged in talks with", "war of words with"
    if (token.dep_ == "conj" and trigger.is_noun) or token.dep_ == "acomp":
        anchors.append(token.head)
    words = sorted(trigger.consumed - {a.i for a in anchors})
    anchors += [token.doc[i] for i in words if token.doc[i].pos_ == "NOUN"]
    for anchor in anchors:
        pairs = list(preposition_objects(anchor))
        if is_agent and any(child.dep_ == "agent" for child in anchor.children):
            pairs = list(preposition_objects(anchor, depth=0))  # not "the visit by X was hailed by"
        nouns = [n for p, n in pairs if p == name and not (p == "with" and n.lemma_ in _HELP)]
        found = _collect(scene, nouns, strict=is_agent)
        if found:
            return found
    if name == "by" and (trigger.is_noun or is_passive(token)):
        return _collect(scene, _next_by(token), strict=True)
    return _after_between(token, scene) if name == "between" else ()


def _next_by(token: Word) -> list[Word]:
    """Return whom the next "by" names: parsers often hang it elsewhere.

    "Shares fell after the ban on imports by Peru", "was convicted of murder by a Cuban court".
    """
    for later in token.doc[token.i + 1 :]:
        if later.lower_ == "by":
            return [n for noun in later.children if noun.dep_ == "pobj" for n in expand(noun)]
        if is_verb(later) and not any(child.tag_ == "TO" for child in later.children):
            break
    return []


def _after_between(token: Word, scene: Scene) -> tuple[Actor, ...]:
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


_AMID = frozenset({"after", "during", "following", "at"})
_DYING = frozenset({"die", "perish"})
_BY_MEANS = frozenset({"in", "by", "during", "from", "under"})
_FUNCTIONS = {
    "outof": _out_of,
    "subj": _subject,
    "third": _third,
    "helper": _helper,
    "obj": _object,
    "objmod": _object_owner,
    "objowner": _owner_of_object,
    "objposs": _possessor_of_object,
    "csubj": _clause_subject,
    "csubjmod": _clause_subject_owner,
    "iobj": _dative,
    "poss": _owner,
    "mod": _qualifier,
    "light": _light,
    "owner": _holder,
    "subjmod": _subject_parts,
    "cdoer": _clause_doer,
    "cvictim": _clause_victim,
    "cobj": _clause_object,
    "cobjmod": _clause_object_owner,
    "cwith": _clause_partner,
    "means": _means,
    "under": _under_fire,
    "underfrom": _fire_from,
    "range": _range,
    "amid": _amid,
    "place": _place_of_power,
}
