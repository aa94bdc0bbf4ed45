"""What refers back to an act told before: "the ban was lifted", "that step", "so did Oslo".

A text names the sides of an act once. What undoes it later, what judges it, and who does the same
are told by the act alone; the last one that fits is meant.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from goodoffices.reading.grammar import (
    children,
    is_passive,
    is_verb,
    objects,
    preposition_objects,
    surface_subjects,
)
from goodoffices.reading.lexicon import word_set
from goodoffices.reading.story import PastAct, state_ids
from goodoffices.reading.triggers import Trigger, TriggerRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.scene import Scene
    from goodoffices.reading.story import Story

__all__ = ["act_undone", "doers_of_the_act", "same_again"]

_UNDONE_BY = {
    "085": ("16", "172", "191"),
    "081": ("16", "172", "191"),
    "0841": ("173", "181"),
}
"""Which acts an act undoes: sanctions and closures are lifted, the arrested are set free."""
_TELLING = frozenset({"the", "that", "this", "these", "those", "both", "all"})
_SAME = frozenset({"so", "likewise", "too"})


def act_undone(trigger: Trigger, story: Story, named: frozenset[str]) -> PastAct | None:
    """Return the act that is undone where nobody is said to undo it.

    "Peru imposed duties on Chile. The duties were lifted in May": by Peru, for Chile. ``named`` are
    the states that the clause names: they must have had a part in the act.
    """
    before = _UNDONE_BY.get(trigger.row.code)
    token = trigger.token
    if before is None or trigger.is_noun or not is_passive(token) or not _is_known(token):
        return None
    if any(p == "by" for p, _ in preposition_objects(token, depth=0)):
        return None
    fitting = [act for act in reversed(story.acts) if act.code.startswith(before) and act.targets
               and named <= _both(act)]  # fmt: skip
    words = {noun.lemma_.lower() for noun in surface_subjects(token)}
    return next((act for act in fitting if words & act.words), fitting[0] if fitting else None)


def _both(act: PastAct) -> frozenset[str]:
    return state_ids((*act.sources, *act.targets))


def _is_known(verb: Word) -> bool:
    """Return True if what is undone is told as known: "the ban", "these measures", "three men"."""
    nouns = surface_subjects(verb)
    return any(
        c.lower_ in _TELLING or c.dep_ in {"nummod", "poss"} for n in nouns for c in n.children
    ) or any(n.tag_ in {"CD", "PRP", "DT"} for n in nouns)


def doers_of_the_act(trigger: Trigger, story: Story, known: frozenset[str]) -> tuple[Any, ...]:
    """Return who did what is judged: Peru in "Chile deplored the step", once Peru has taken it."""
    deeds = word_set("deed")
    nouns = [n for n in objects(trigger.token) if n.lemma_.lower() in deeds]
    is_told = any(c.lower_ in _TELLING for noun in nouns for c in noun.children)
    is_told |= trigger.token.dep_ == "relcl" and bool(nouns)  # "..., a step that Chile deplored"
    is_told |= any(n.lower_ in {"this", "that"} for n in objects(trigger.token))
    if not is_told or trigger.is_noun:
        return ()
    for act in reversed(story.acts):
        doers = tuple(a for a in act.sources if a.id is not None)
        if doers and not act.is_reciprocal:
            return () if known & state_ids(doers) else doers
    return ()


def same_again(scene: Scene, story: Story) -> Iterator[tuple[Trigger, PastAct]]:
    """Yield the act of those who "did the same", "followed suit", or of "so did Oslo"."""
    for token in scene.doc if story.acts else ():
        if not is_verb(token) or not _tells_same(token):
            continue
        act = story.acts[-1]
        nouns = surface_subjects(token)
        sources = tuple(a for n in nouns for a in scene.actors_of(n, strict=True) if a.id)
        mine = state_ids(sources)
        named = _to_whom(token, scene, mine)
        targets = named or (act.sources if mine & act.target_ids else act.targets)
        if len(mine) != 1 or mine <= act.source_ids or not state_ids(targets) - mine:
            continue
        row = TriggerRow(
            row="same again",
            pos="V",
            need=(),
            bar=(),
            code=act.code,
            code_by_others="",
            sources=("subj",),
            sign=">",
            targets=("same",),
        )
        trigger = Trigger(token=token, row=row, is_noun=False, consumed=frozenset())
        yield trigger, replace(act, sources=sources[:1], targets=targets)


def _to_whom(verb: Word, scene: Scene, known: frozenset[str]) -> tuple[Any, ...]:
    """Return to whom the same is done: Malta in "did the same with Maltese goods"."""
    nouns = [n for p, n in preposition_objects(verb) if p in {"with", "to", "for", "by", "against"}]
    found = (a for n in nouns for a in scene.actors_of(n) if a.id is not None)
    return tuple(a for a in found if str(a.id) not in known)


def _tells_same(verb: Word) -> bool:
    nouns = {n.lemma_.lower() for n in children(verb, "dobj")}
    if verb.lemma_ == "follow":
        return "suit" in nouns
    if verb.lemma_ != "do" or verb.dep_ in {"aux", "auxpass"}:
        return False
    return "same" in nouns or any(
        c.lower_ in _SAME for c in children(verb, "advmod", "dobj", "prep", "mark", "aux", "acomp")
    )
