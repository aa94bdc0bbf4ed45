"""What the rest of the text may refer to: who stood opposite whom, who made an offer, who came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.reading.grammar import objects
from goodoffices.reading.lexicon import word_set
from goodoffices.reading.sides import Sides
from goodoffices.reading.story import PastAct, state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.events import Draft
    from goodoffices.reading.parsed import Word
    from goodoffices.reading.story import Story

__all__ = ["brokered", "note_act"]

_FORCE = ("18", "19", "20")
_TRIES = ("try", "seek", "attempt", "to (purpose)")
_AS_THIRD = ("01", "02", "03", "04", "05")
_ASKING = ("02", "10")
_PROPOSING = frozenset({"036", "039", "055"})
_BROKERS = frozenset({"broker", "mediate"})
_MADE = ("03", "05", "08")
_MADE_OF = {"truce": "0871", "agreement": "057", "talk": "040"}
"""What a brokered accord, truce or meeting is for its parties, by set of words."""
_WEAK = 0.4
"""What it says of who stands opposite whom that they appeal, praise or did something long ago."""
_AT_ONE_TABLE = frozenset({"together", "table"})
_SPEAKING = ("01", "02", "10", "11", "12", "13")


def note_act(draft: Draft, token: Word, story: Story) -> None:
    """Let the story know who stood opposite whom, who made an offer and who came to whom."""
    _note_parts(draft, story)
    _note_thing(token, story)
    _note_pair(draft, story)
    if draft.modality in {"actual", "historical"}:
        sides = draft.sides
        words = frozenset(noun.lemma_.lower() for noun in (token, *objects(token)))
        story.acts.append(PastAct(code=draft.code, sources=sides.sources, targets=sides.targets,
                                  is_reciprocal=sides.is_reciprocal, words=words))  # fmt: skip


def _note_thing(token: Word, story: Story) -> None:
    """Let the story know that a deal or an offer was told of, which "it" may mean next."""
    things = word_set("mutual") | word_set("proposal")
    if any(noun.lemma_.lower() in things for noun in objects(token)):
        story.is_new_thing = True


def _note_pair(draft: Draft, story: Story) -> None:
    """Let the story know who stood opposite whom."""
    if draft.code[:3] in {"045", "039", "028"}:
        targets = [a for a in draft.sides.targets if a.id]
        for n, a in enumerate(targets):
            for b in targets[n + 1 :]:
                story.add_pair(a, b)
        return
    is_old = draft.modality == "historical"
    is_of_two = draft.sides.is_reciprocal and len(draft.pairs) == len("ab")
    if not is_old and is_of_two and draft.code[:2] in _MADE:
        low, high = max(draft.pairs)
        story.made_by = (low, high)
    both = sorted(state_ids(draft.sides.targets))
    if (
        len(state_ids(draft.sides.sources)) == 1
        and len(both) == len("ab")
        and (draft.code[:2] in _AS_THIRD and not draft.sides.is_reciprocal)
    ):
        low, high = both  # who receives, urges or thanks two at once stands between them
        story.add_pair(Actor(id=ActorId(low)), Actor(id=ActorId(high)))
        return
    weight = _WEAK if is_old or draft.code[:2] in {"02", "05"} else 1.0
    for a in draft.sides.sources:
        for b in draft.sides.targets:
            story.add_pair(a, b, weight)
    if draft.code[:2] in _FORCE and draft.modality == "actual":
        story.last_force = draft.sides.sources


def _note_parts(draft: Draft, story: Story) -> None:
    """Let the story know who made an offer and who came to whom."""
    sources = tuple(a for a in draft.sides.sources if a.id is not None)
    if draft.code[:3] in _PROPOSING or draft.code[:2] in _ASKING:
        story.maker = sources
    if sources and draft.code[:2] in _SPEAKING:
        story.speaker = sources
    if draft.code == "045" and sources:
        story.host = sources
    if draft.code in {"042", "043"}:
        targets = tuple(a for a in draft.sides.targets if a.id is not None)
        story.guest, story.host = (sources, targets) if draft.code == "042" else (targets, sources)


def brokered(draft: Draft, verb: Word) -> Iterator[Draft]:
    """Yield what two made when somebody brokered it or brought them together."""
    parties = {a.id: a for a in draft.sides.targets if a.id is not None}
    nouns = objects(verb) if verb.lemma_ in _BROKERS else []
    made = [code for noun in nouns for name, code in _MADE_OF.items()
            if noun.lemma_.lower() in word_set(name)]  # fmt: skip
    if verb.lemma_ == "bring" and any(t.lower_ in _AT_ONE_TABLE for t in verb.subtree):
        made = [_MADE_OF["talk"]]
    is_made = draft.modality in {"actual", "historical"} and draft.modality_word not in _TRIES
    if not made or len(parties) != len("ab") or draft.code != "045" or not is_made:
        return
    first, second = parties.values()
    rule = draft.sides.target_rule
    sides = Sides(sources=(first,), targets=(second,), source_rule=rule, target_rule=rule,
                  is_reciprocal=True)  # fmt: skip
    yield replace(draft, code=made[0], sides=sides, via=draft.sides.sources,
                  via_at=draft.source_at, source_at=draft.target_at, runner_up=None)  # fmt: skip
