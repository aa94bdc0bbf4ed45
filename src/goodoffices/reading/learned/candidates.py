"""Who may stand on a side of an act: whom the unit names, and whom the text names elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.story import state_ids
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.scene import Scene
    from goodoffices.reading.story import Mention, Story

__all__ = ["Candidate", "candidates_of"]

_FAR = 4
_MOST_BEFORE = 6
_MOST_LOOKED_AT = 40
"""Mentions, from the last one back, in which it is sought how somebody was named."""
_LATELY = 3
_MAIN = 2
"""States that the whole text names most; they may be meant before they are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who may stand on a side: a mention of the unit, or somebody the story has in mind."""

    actors: tuple[Actor, ...]
    kind: str
    mention: Mention | None = None
    traits: tuple[str, ...] = ()


def candidates_of(scene: Scene, story: Story) -> list[Candidate]:
    """Return all who may stand on a side of an act of a unit; the last is nobody named."""
    found = [Candidate(actors=m.actors, kind="mention", mention=m) for m in scene.mentions]
    here = frozenset(i for c in found for i in state_ids(c.actors))
    found.extend(_from_story(story, here))
    found.append(Candidate(actors=(), kind="nobody"))
    return found


def _from_story(story: Story, here: frozenset[str]) -> Iterator[Candidate]:
    """Yield those whom the text names elsewhere and the unit does not, the latest first."""
    marks = _marks(story, here)
    deeds = _Deeds(story, here)
    manners = _manners(story)
    by_share = sorted(story.shares, key=lambda side: -story.shares[side])
    standing = {side: place for place, side in enumerate(by_share)}
    for place, (side, age, n_told) in enumerate(_elsewhere(story, here, by_share[:_MAIN])):
        share = min(int(10 * story.shares.get(side, 0.0)), 5)
        stands = min(standing.get(side, _FAR), _FAR)
        traits = [
            f"rank {min(place, _FAR)}", f"age {min(age, _FAR)}", f"often {min(n_told, 3)}",
            *(name for name, ids in marks.items() if side in ids),
            f"share {share}", f"share {share} rank {min(place, 2)}",
            f"standing {stands}", f"standing {stands} age {min(age, 3)}",
            f"seen {manners.get(side, 'not')} {min(age, 2)}", *deeds.of(side),
        ]  # fmt: skip
        if side in story.titled:
            traits.append(f"titled {min(story.titled.index(side), 2)} {min(len(story.titled), 3)}")
        yield Candidate(actors=(Actor(id=ActorId(side)),), kind="story", traits=tuple(traits))


def _marks(story: Story, here: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return whom the story has in mind, by what for."""
    one = next(iter(here)) if len(here) == 1 else None
    pair = story.best_pair(holding=one) if one else story.best_pair()
    last = story.acts[-1] if story.acts else None
    return {
        "pair": frozenset(pair or ()),
        "title": frozenset(story.title_pair or ()),
        "protagonist": frozenset(story.protagonists or ()),
        "did last": last.source_ids if last else frozenset(),
        "suffered last": last.target_ids if last else frozenset(),
        "person": _ids_of(story.last(person=True)),
        "thing": _ids_of(story.last(person=False)),
        "guest": state_ids(story.guest),
        "host": state_ids(story.host),
        "speaker": state_ids(story.speaker),
        "force": state_ids(story.last_force),
        "voice": state_ids(story.voice),
    }


def _ids_of(actor: Actor | None) -> frozenset[str]:
    return frozenset() if actor is None or actor.id is None else frozenset({str(actor.id)})


class _Deeds:
    """What the text so far told of each: acts done and suffered, and those with somebody here."""

    def __init__(self, story: Story, here: frozenset[str]) -> None:
        self._did, self._suffered, self._with_here = Counter[str](), Counter[str](), Counter[str]()
        for act in story.acts:
            self._did.update(act.source_ids)
            self._suffered.update(act.target_ids)
            if not here.isdisjoint(act.source_ids):
                self._with_here.update(act.target_ids)
            if not here.isdisjoint(act.target_ids):
                self._with_here.update(act.source_ids)
        self._lately = Counter(
            i for act in story.acts[-_LATELY:] for i in act.source_ids | act.target_ids
        )

    def of(self, side: str) -> Iterator[str]:
        """Yield what the acts of somebody tell."""
        did, suffered = self._did[side], self._suffered[side]
        yield f"did {min(did, 3)}"
        yield f"suffered {min(suffered, 3)}"
        yield f"balance {min(max(did - suffered, -2), 2)}"
        yield f"partner {min(self._with_here[side], 2)}"
        yield f"lately {self._lately[side]}"


def _manners(story: Story) -> dict[str, str]:
    """Return how each was named last: as a subject, a person, before a noun, with others."""
    found: dict[str, str] = {}
    for one in reversed(story.mentions[-_MOST_LOOKED_AT:]):
        manner = f"{one.is_subject:d}{one.is_person:d}{one.is_modifier:d}{len(one.actors) > 1:d}"
        for side in state_ids(one.actors):
            found.setdefault(side, manner)
    return found


def _elsewhere(
    story: Story, here: frozenset[str], main: list[str]
) -> Iterator[tuple[str, int, int]]:
    """Yield who was named before, latest first, then whom the title or most of the text names.

    Of each: id, sentences since it was named, how often that was.
    """
    latest = sorted(story.named, key=lambda side: -story.named[side][0])[:_MOST_BEFORE]
    for side in dict.fromkeys((*latest, *story.titled, *main)):
        if side not in here:
            place, n_told = story.named.get(side, (0, 0))
            yield side, len(story.starts) - bisect_right(story.starts, place), n_told
