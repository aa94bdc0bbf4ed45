"""Acts that the text tells of one actor alone: a resignation, a test, an inquiry into something.

Whom they concern is not named, so the target stays empty; only what a sentence reports in its
main clause counts, and only acts that make sense without a named partner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.functions import whole_noun
from goodoffices.reading.grammar import is_root, is_verb
from goodoffices.reading.sides import Sides, beside, find_doer
from goodoffices.reading.story import state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.parsed import Word
    from goodoffices.reading.scene import Scene
    from goodoffices.reading.story import Story
    from goodoffices.reading.triggers import Trigger

__all__ = ["NOBODY", "acts_alone"]

NOBODY = "nobody named"
_WITH_OTHERS = ("01", "02", "040", "041", "042", "043", "044", "046", "112")
"""Remarks, appeals, talks and accusations: told without a partner they are no act of their own."""
_REPORTS = frozenset({"say", "announce", "report", "confirm", "state", "declare", "tell", "add"})
_AGAINST = ("11", "12", "13", "14", "15", "16")
_OTHER = "other of pair"
_PROMISE = "030"
"""What is promised says more than the promise, where it is told."""
_THIRD = frozenset({"third", "helper"})


def acts_alone(
    triggers: list[Trigger], scene: Scene, story: Story
) -> Iterator[tuple[Trigger, Sides]]:
    """Yield the triggers of the main clause that have a doer, with that doer alone."""
    first = {trigger.token.i: trigger for trigger in reversed(triggers)}
    doers = {at: _doer(trigger, scene, story) for at, trigger in sorted(first.items())}
    for at, (sources, rule) in doers.items():
        trigger = first[at]
        below = [c.i for c in trigger.token.children if c.dep_ == "xcomp"]
        is_told_below = trigger.row.code == _PROMISE and any(
            doers.get(i, ((), ""))[0] for i in below
        )
        if sources and not is_told_below:
            other = _opponent(trigger, sources, story)
            if not other and trigger.row.code != _PROMISE:
                other = beside(sources, scene)
            yield trigger, Sides(sources=sources, targets=other, source_rule=rule,
                                 target_rule=_OTHER if other else NOBODY,
                                 is_reciprocal=False)  # fmt: skip


def _opponent(trigger: Trigger, actors: tuple[Actor, ...], story: Story) -> tuple[Actor, ...]:
    """Return the other of the two that a text is about, against whom a hostile act must be."""
    doers = state_ids(actors)
    two = frozenset(story.protagonists or ())
    if len(doers) != 1 or not doers <= two or not trigger.row.code.startswith(_AGAINST):
        return ()
    return tuple(Actor(id=ActorId(side)) for side in two - doers)


def _doer(trigger: Trigger, scene: Scene, story: Story) -> tuple[tuple[Actor, ...], str]:
    """Return who does it, if the act makes sense alone and a state or its part is the doer."""
    row = trigger.row
    needs_others = row.code.startswith(_WITH_OTHERS) or bool(_THIRD & set(row.sources))
    if row.code.startswith(_AGAINST):
        needs_others = needs_others and not story.protagonists
    # of "said that it must" only who must makes an act
    if needs_others or row.targets[0] == "csubj" or not _is_main(trigger):
        return (), ""
    sources, rule = find_doer(trigger, scene, story)
    is_known = any(a.id is not None for a in sources) or _is_group(sources, scene)
    return (sources, rule) if is_known else ((), "")


def _is_group(actors: tuple[Actor, ...], scene: Scene) -> bool:
    """Tell whether an armed group of no one state is named, not just "gunmen"."""
    return any(a in m.actors for m in scene.mentions if m.form == "group" for a in actors)


def _is_main(trigger: Trigger) -> bool:
    """Tell whether an act stands in the main clause, or is what the main clause says."""
    step = trigger.token
    if trigger.is_noun:
        step = whole_noun(step)
    if trigger.is_noun and step.dep_ in {"dobj", "nsubjpass", "attr"} and is_verb(step.head):
        step = step.head
    if trigger.row.pos == "A" and step.dep_ == "acomp":
        step = step.head
    while not is_root(step):
        if not _carries_on(step):
            return False
        step = step.head
    return is_verb(step)


def _carries_on(step: Word) -> bool:
    if step.dep_ == "conj":
        return is_verb(step.head)
    if step.dep_ == "ccomp":
        return step.head.lemma_ in _REPORTS
    return bool(step.dep_ == "xcomp" and is_verb(step.head))
