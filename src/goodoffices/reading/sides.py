"""Who stands on which side of an act: from grammatical functions to actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.echoes import act_undone, doers_of_the_act
from goodoffices.reading.fallbacks import at_home, in_clause, loose_subject
from goodoffices.reading.functions import fill
from goodoffices.reading.grammar import children, is_passive, is_root, is_verb, objects, subjects
from goodoffices.reading.references import pair_here
from goodoffices.reading.scene import Scene
from goodoffices.reading.story import Story, state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.story import Mention
    from goodoffices.reading.triggers import Trigger

__all__ = ["BETWEEN_STATES", "Scene", "Sides", "beside", "find_doer", "find_sides"]

_PARTNERS = frozenset({"with", "between", "against", "obj", "to"})
_DYAD = 2
_WHERE = frozenset({"in", "at", "near", "off", "outside", "around", "inside", "to"})
_UNDONE = "act undone"
_COERCE = "17"
_PROMISE = "030"
"""What one vows need not be vowed to whom the sentence happens to name."""
_FROM_STORY = frozenset({"pair", "other", "rest", "mutual", "objagent"})
_AT_HOME = frozenset({"14", "17", "18", "19", "20"})
"""Roots that are often done to people or places of the same state."""
BETWEEN_STATES = ("04", "05", "06", "07", "087", "15", "16")
"""Acts that are not told inside one state: a president who meets his minister is no news."""
_RULERS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
_AGAINST_RULERS = frozenset({"OPP", "REB", "SEP", "CRM"})


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


def find_sides(trigger: Trigger, scene: Scene, story: Story) -> Sides | None:
    """Return the sides of an act, or None when the text does not say enough."""
    named = _named(trigger, scene, story)
    undone = None if named[0] else act_undone(trigger, story, state_ids(named[2]))
    if undone is not None:
        return _sides(
            undone.sources, undone.targets, _UNDONE, _UNDONE, is_reciprocal=undone.is_reciprocal
        )
    return _filled(trigger, scene, story, *named)


def _filled(
    trigger: Trigger,
    scene: Scene,
    story: Story,
    sources: tuple[Actor, ...],
    source_rule: str,
    targets: tuple[Actor, ...],
    target_rule: str,
) -> Sides | None:
    """Return the sides from those that the sentence names and those that the story has in focus."""
    row = trigger.row
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
    both = state_ids(sources)
    if len(both) == _DYAD and both == state_ids(targets):  # "promised each other to ..."
        return _mutual(sources, (), source_rule, target_rule)
    if row.sign == "<>":
        return _mutual(sources, targets, source_rule, target_rule)
    return _one_way(trigger, story, sources, source_rule, targets, target_rule)


def _one_way(
    trigger: Trigger,
    story: Story,
    sources: tuple[Actor, ...],
    source_rule: str,
    targets: tuple[Actor, ...],
    target_rule: str,
) -> Sides | None:
    """Return the sides of what one does to another, where at least the other is known."""
    if not targets:
        return None
    if not sources and len(state_ids(targets)) == _DYAD and _is_joint(trigger, target_rule):
        return _mutual((), targets, target_rule, target_rule)
    if not sources and {"pair", "other"} & set(trigger.row.targets) and not _has_own_doer(trigger):
        other = _opposite(targets, story)
        if other:
            return _sides(other, targets, "other of pair", target_rule)
    return _sides(sources, targets, source_rule, target_rule, is_split=target_rule == "range")


def _is_joint(trigger: Trigger, target_rule: str) -> bool:
    """Return True for "ties between the two were cut" and "gunboats rammed each other"."""
    if target_rule == "between":
        return True
    nouns = objects(trigger.token) if target_rule == "obj" else []
    return any(n.nbor(-1).lower_ in {"each", "one"} for n in nouns if n.i > 0
               and n.lower_ in {"other", "another"})  # fmt: skip


def _is_held(trigger: Trigger) -> bool:
    """Return True for what is done to people abroad, by no one told: "two Thais were arrested"."""
    return is_passive(trigger.token) and trigger.row.code[:2] == _COERCE


def _other_of_two(actors: tuple[Actor, ...], story: Story) -> tuple[Actor, ...]:
    """Return the other of the two that the text is about."""
    here, two = state_ids(actors), frozenset(story.protagonists or ())
    other = two - here if len(here) == 1 and here <= two else ()
    return tuple(Actor(id=ActorId(side)) for side in other)


def _has_own_doer(trigger: Trigger) -> bool:
    """Return True if a noun that nothing places does it ("opposition members demanded")."""
    if trigger.is_noun or is_passive(trigger.token):
        return False
    nouns = subjects(trigger.token)
    return bool(nouns) and all(noun.pos_ in {"NOUN", "PROPN"} for noun in nouns)


def _named(
    trigger: Trigger, scene: Scene, story: Story
) -> tuple[tuple[Actor, ...], str, tuple[Actor, ...], str]:
    """Return the sides that the sentence names, each with the rule that found it."""
    row = trigger.row
    sources, source_rule = find_doer(trigger, scene, story)
    if sources and not state_ids(sources) and row.sign == ">":
        sources = at_home(trigger, scene, (), sources)
    targets, target_rule = _first(row.targets, trigger, scene, story, sources)
    if not sources and _is_held(trigger):
        sources, source_rule = _other_of_two(targets, story), "other of pair"
    is_of_a_kind = any(function.endswith(("_gov", "cdoer", "cvictim")) for function in row.targets)
    if not targets and row.sign == ">" and not is_of_a_kind:
        targets, target_rule = _rest_of_clause(trigger, scene, story, sources)
    if not targets and row.sign == ">" and sources:
        targets, target_rule = doers_of_the_act(trigger, story, state_ids(sources)), "act before"
    if "parties" in row.targets and sources and not state_ids(targets):
        two = fill("parties", trigger, scene, story, state_ids(sources))
        targets, target_rule = (two, "parties") if two else (targets, target_rule)
    if not targets and row.sign == "<>":
        targets, target_rule = _inside_state(trigger, scene, story, sources)
    if row.sign == ">" and targets and not state_ids(targets):
        targets = at_home(trigger, scene, sources, targets)
    return sources, source_rule, targets, target_rule


def find_doer(trigger: Trigger, scene: Scene, story: Story) -> tuple[tuple[Actor, ...], str]:
    """Return who does what a trigger tells, and the rule that found them."""
    sources, rule = _first(trigger.row.sources, trigger, scene, story, ())
    if not sources and _is_of_own(trigger):
        sources, rule = fill("objposs", trigger, scene, story, frozenset()), "objposs"
        if sources:
            return sources, rule
    if not sources and trigger.row.sign != "~" and "obj" not in trigger.row.sources:
        return loose_subject(trigger, scene), "loose subject"
    return sources, rule


def _is_of_own(trigger: Trigger) -> bool:
    """Return True for "Peru's monitors were withdrawn from Chad": whose they are withdrew them."""
    is_thing = any(need.function.startswith("obj") for need in trigger.row.need)
    is_victim = trigger.row.targets[0].startswith(("obj", "csubj", "iobj", "cobj"))
    return is_thing and not is_victim and not trigger.is_noun and is_passive(trigger.token)


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
            actors = fill(function, trigger, scene, story, frozenset())
            is_home = trigger.row.code[:2] in _AT_HOME
            named = {a for m in scene.mentions if m.form != "pronoun" for a in m.actors
                     if not (_is_own(m) and not (is_home and a.role))}  # fmt: skip
            within = tuple(
                a for a in actors if a in named and _is_another(a, sources, is_home=is_home)
            )
            is_between = trigger.row.code.startswith(BETWEEN_STATES)
            if within and (not is_between or _are_opposed(sources, within)):
                return within, f"{function}, same state"
    return (), ""


def _is_own(mention: Mention) -> bool:
    """Return True for "its frontier": what one does to a thing of his own hits somebody else."""
    return mention.rule in {"its + noun", "their + noun"}


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
        other, rule = _opposite(sources, story), "other of pair"
        if not other and not is_mutual and trigger.row.code != _PROMISE:
            other, rule = beside(sources, scene), "clause"
        return _sides(sources, other, source_rule, rule, is_reciprocal=is_mutual) if other else None
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


def beside(actors: tuple[Actor, ...], scene: Scene) -> tuple[Actor, ...]:
    """Return the one other state that the sentence names, but for the place where it happened."""
    places = {t.i for t in scene.doc if t.dep_ == "pobj" and t.head.lower_ in _WHERE}
    known = state_ids(actors)
    mine = {_clause(scene.doc[m.head]) for m in scene.mentions if state_ids(m.actors) <= known}
    rest = {
        str(a.id): a for m in scene.mentions for a in m.actors
        if a.id is not None and str(a.id) not in known and m.head not in places
        and m.form not in {"pronoun", "organisation"} and _is_near(scene.doc[m.head], mine)
    }  # fmt: skip
    return tuple(rest.values()) if len(rest) == 1 and len(known) == 1 else ()


def _is_near(noun: Word, clauses: set[int]) -> bool:
    """Return False for who only helps to tell another act ("and doctors came from Cuba")."""
    return noun.dep_ != "pobj" or _clause(noun) in clauses


def _clause(token: Word) -> int:
    """Return the verb of the main or joined clause in which a word stands."""
    step = token
    while not is_root(step):
        if step.dep_ == "conj" and is_verb(step) and children(step, "nsubj", "nsubjpass"):
            break
        step = step.head
    return int(step.i)


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
        actors = fill(function, trigger, scene, story, known)
        actors = tuple(a for a in actors if a.id is None or str(a.id) not in known)
        if actors and not (sources and all(a.id is None and a in sources for a in actors)):
            return actors, function
    return (), ""
