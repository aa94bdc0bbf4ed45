"""Who stands in a function of an act by what the text told before, not by the words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.reading.grammar import complements, objects
from goodoffices.reading.lexicon import word_set
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading.story import Story
    from goodoffices.reading.triggers import Trigger

__all__ = ["TOLD_BEFORE", "told_before"]

_IT = frozenset({"it", "this", "that", "them", "these", "those"})
_FORCE = frozenset({
    "raid", "attack", "strike", "bombing", "killing", "shooting", "invasion", "downing",
    "violation", "incursion", "breach", "shelling", "airstrike", "bombardment",
})  # fmt: skip
_ASKING = frozenset({"02", "03", "10"})
_HELPING = ("07", "033", "023")
_HELP_BACK = 6
"""How many acts back the one who is helped may have been named."""


def told_before(
    name: str, trigger: Trigger, story: Story, known: frozenset[str]
) -> tuple[Actor, ...]:
    """Return whom a function of ``TOLD_BEFORE`` means here; ``known`` are the sources."""
    return _BY_NAME[name](trigger, story, known)


def _mutual_object(trigger: Trigger, story: Story, known: frozenset[str]) -> tuple[Actor, ...]:
    """Return both states in focus if the object is something that two have made together."""
    made = word_set("mutual")
    is_it = story.is_thing and any(n.lower_ == "it" for n in objects(trigger.token))
    if not is_it and not any(noun.lemma_ in made for noun in objects(trigger.token)):
        return ()
    pair = story.made_by or story.best_pair()
    if pair is None or known & set(pair):
        return ()
    return tuple(Actor(id=ActorId(side)) for side in pair)


def _is_of_a_maker(trigger: Trigger) -> bool:
    """Return True for what somebody must have made before: "the offer", "it", an unnamed one."""
    nouns = objects(trigger.token)
    made = word_set("proposal")
    if not nouns:
        return not complements(trigger.token)
    return any(n.lemma_ in made or n.lower_ in _IT for n in nouns)


def _is_said(trigger: Trigger) -> bool:
    """Return True for "the remarks", which the last who spoke has made."""
    return any(noun.lemma_ in word_set("said") for noun in objects(trigger.token))


def _asked(story: Story) -> tuple[Actor, ...]:
    """Return who was asked or offered something last, and now answers."""
    asking = (act for act in reversed(story.acts) if act.code[:2] in _ASKING)
    return next((act.targets for act in asking if not act.is_reciprocal), ())


def _recipient(story: Story) -> tuple[Actor, ...]:
    """Return who was helped last: a text on aid names the one who needs it once."""
    helped = (act for act in reversed(story.acts[-_HELP_BACK:]) if act.code.startswith(_HELPING))
    return next((act.targets for act in helped if len(act.targets) == 1), ())


def _tells_force(trigger: Trigger) -> bool:
    return any(noun.lemma_ in _FORCE for noun in objects(trigger.token))


_BY_NAME: dict[str, Callable[[Trigger, Story, frozenset[str]], tuple[Actor, ...]]] = {
    "mutual": _mutual_object,
    "parties": lambda _trigger, story, known: tuple(
        Actor(id=ActorId(side)) for side in story.best_pair(without=known) or ()
    ),
    "maker": lambda trigger, story, _: story.maker if _is_of_a_maker(trigger) else (),
    "speaker": lambda trigger, story, _: story.speaker if _is_said(trigger) else (),
    "asked": lambda _trigger, story, _: _asked(story),
    "recipient": lambda _trigger, story, _: _recipient(story),
    "objagent": lambda trigger, story, _: story.last_force if _tells_force(trigger) else (),
}
TOLD_BEFORE = frozenset(_BY_NAME)
"""The functions that only the story can fill."""
