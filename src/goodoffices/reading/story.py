"""What the reader remembers while it goes through one text: who was named, which two are at odds.

The only object of the room that changes; it lives for one call of ``read``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.reading.limits import (
    PAIR_DECAY,
    PROTAGONIST_LEAD,
    PROTAGONIST_TIMES,
    PROTAGONIST_WEIGHT,
    TITLE_WEIGHT,
)
from goodoffices.reading.names import fold
from goodoffices.reading.times_told import Times

if TYPE_CHECKING:
    from collections import Counter

    from goodoffices.reading.names import Hit
    from goodoffices.records import Actor

__all__ = ["Mention", "PastAct", "Story", "find_protagonists", "state_ids"]

_MIN_PAIR = 0.12
_SENTENCES_BACK = 4
"""How many sentences back a pronoun may reach."""
_NO_PARTY = frozenset({"REB", "OPP", "IGO", "CVL", "EDU", "LAB", "MED", "REF", "INT", "NGO",
                       "REL", "CRM"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of a unit that stand for actors.

    ``head`` is the token that governs the phrase ("force" in "the Turkish air force"). If
    ``is_modifier``, the words only qualify that token ("Turkish" in "Turkish gas").
    """

    start: int
    end: int
    head: int
    actors: tuple[Actor, ...]
    form: str
    rule: str
    text: str
    is_modifier: bool = False
    is_person: bool = False
    is_subject: bool = False

    @property
    def is_stranger(self) -> bool:
        """True for one private person of no state, as the subject ("a trader says")."""
        return self.rule == "nobody's" and self.is_subject and all(
            actor.id is None and actor.role == "CVL" for actor in self.actors
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PastAct:
    """An act that the text has told in some words, for what refers back to it."""

    code: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    is_reciprocal: bool
    words: frozenset[str] = frozenset()

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """The ids of those who did it."""
        return state_ids(self.sources)

    @cached_property
    def target_ids(self) -> frozenset[str]:
        """The ids of those it was done to."""
        return state_ids(self.targets)


@dataclass(slots=True)
class Story:
    """The memory of one text.

    ``named`` holds of each actor the place of the last mention and how many there were.
    """

    times: Times = field(default_factory=Times)
    hemisphere: str = ""
    paragraph: int = 0
    aliases: dict[str, Actor] = field(default_factory=dict)
    given_names: dict[str, Actor] = field(default_factory=dict)
    pairs: dict[tuple[str, str], float] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    named: dict[str, tuple[int, int]] = field(default_factory=dict)
    group: tuple[Actor, ...] = ()
    groups: list[tuple[Actor, ...]] = field(default_factory=list)
    persons: tuple[Actor, ...] = ()
    made_by: tuple[str, str] | None = None
    fresh: int = 0
    starts: list[int] = field(default_factory=lambda: [0])
    last_force: tuple[Actor, ...] = ()
    settled: dict[str, str | None] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    titled: tuple[str, ...] = ()
    title_pair: tuple[str, str] | None = None
    protagonists: tuple[str, str] | None = None
    maker: tuple[Actor, ...] = ()
    speaker: tuple[Actor, ...] = ()
    is_thing: bool = False
    is_new_thing: bool = False
    stranger_at: int = -1
    stranger: str = ""
    guest: tuple[Actor, ...] = ()
    host: tuple[Actor, ...] = ()
    acts: list[PastAct] = field(default_factory=list)
    voice: tuple[Actor, ...] = ()
    voice_at: int = -1

    def next_sentence(self, paragraph: int = 0) -> None:
        """Let the pairs fade by one sentence; a new paragraph tells of another time."""
        self.paragraph = paragraph
        self.times.next_sentence(paragraph)
        for pair in self.pairs:
            self.pairs[pair] *= PAIR_DECAY
        self.is_thing, self.is_new_thing = self.is_new_thing, False
        told = [m for m in self.mentions[self.fresh :] if m.is_person and m.form != "pronoun"]
        self.persons = tuple({a.id: a for m in told for a in m.actors if a.id}.values())
        self.fresh = len(self.mentions)
        self.starts.append(self.fresh)

    def add_pair(self, a: Actor, b: Actor, weight: float = 1.0) -> None:
        """Note that two states stand opposite each other."""
        if a.id is None or b.id is None or a.id == b.id:
            return
        if a.role in _NO_PARTY or b.role in _NO_PARTY:
            return
        low, high = sorted((str(a.id), str(b.id)))
        self.pairs[low, high] = self.pairs.get((low, high), 0.0) + weight

    def add_group(self, actors: tuple[Actor, ...]) -> None:
        """Note three or more states that the text lists together."""
        self.groups.append(actors)

    def last_group(self, size: int | None) -> tuple[Actor, ...]:
        """Return the last states listed together, of that number if one is told."""
        fitting = (g for g in reversed(self.groups) if size is None or len(g) == size)
        return next(fitting, ())

    def best_pair(
        self, *, holding: str | None = None, without: frozenset[str] = frozenset()
    ) -> tuple[str, str] | None:
        """Return the pair most in focus, of those that hold a given state (or lack some).

        In focus is who was told of together a moment ago, or is told of all through the text.
        """
        fitting = [
            (score, pair)
            for pair in self._known_pairs()
            if (score := self._focus(pair)) >= _MIN_PAIR
            and (holding is None or holding in pair)
            and not without & set(pair)
        ]
        return max(fitting)[1] if fitting else None

    def _known_pairs(self) -> set[tuple[str, str]]:
        return {*self.pairs, *filter(None, (self.title_pair, self.protagonists))}

    def _focus(self, pair: tuple[str, str]) -> float:
        share = min(self.shares.get(side, 0.0) for side in pair)
        standing = PROTAGONIST_WEIGHT * share + TITLE_WEIGHT * (pair == self.title_pair)
        return self.pairs.get(pair, 0.0) + standing

    def others(self, actor_id: str) -> tuple[str, ...]:
        """Return who stands opposite a state, most in focus first."""
        mine = [pair for pair in self._known_pairs() if actor_id in pair]
        found = sorted(((self._focus(pair), pair) for pair in mine), reverse=True)
        return tuple(p[0] if p[1] == actor_id else p[1] for s, p in found if s >= _MIN_PAIR)

    def named_before(self, hit: Hit) -> str | None:
        """Return which of the meanings of a name the text has named already, if only one."""
        named = {i for m in self.mentions for i in state_ids(m.actors)}
        meant = {s.actor_id for s in hit.surfaces} & named
        return meant.pop() if len(meant) == 1 else None

    def remember(self, mention: Mention) -> None:
        """Add a mention for later pronouns, and its words for later use alone.

        The last word of a name may stand alone, the others only behind "Mr" or "Ms".
        """
        for side in dict.fromkeys(str(actor.id) for actor in mention.actors if actor.id):
            self.named[side] = (len(self.mentions), self.named.get(side, (0, 0))[1] + 1)
        self.mentions.append(mention)
        words = mention.text.split()
        if mention.is_person and len(mention.actors) == 1 and len(words) > 1:
            self.aliases[fold(words[-1])] = mention.actors[0]
            for word in words[:-1]:
                self.given_names.setdefault(fold(word), mention.actors[0])
        if len(state_ids(mention.actors)) > 1:
            self.group = mention.actors

    def meet(self, stranger: str) -> None:
        """Note a person whom neither the gazetteer nor the text places: "he" may mean that one."""
        self.stranger, self.stranger_at = stranger, len(self.mentions)

    def last(self, *, person: bool, without: frozenset[str] = frozenset()) -> Actor | None:
        """Return whom a pronoun means: the first subject of the last sentence that names one.

        What was a pronoun there counts too, since who is told of goes on being told of. A person of
        no state who was the subject since ("the nurse") hides those before.
        """
        end = len(self.mentions)
        for start in self.starts[: -_SENTENCES_BACK - 1 : -1]:
            here = self.mentions[start:end]
            end = min(start, end)
            fitting = [m for m in here if self._may_mean(m, person=person, without=without)]
            if not fitting:
                continue
            if fitting[-1].is_stranger or (person and self._is_hidden()):
                return None
            firm = [m for m in fitting if not m.is_stranger]
            named = [m for m in firm if m.form != "pronoun"]
            subject = next((m for m in firm if m.is_subject), None)
            if subject is None and not named:
                continue
            return (subject or named[-1]).actors[0]
        return None

    def _may_mean(self, mention: Mention, *, person: bool, without: frozenset[str]) -> bool:
        if len(mention.actors) != 1 or mention.is_modifier:
            return False
        if mention.is_stranger:
            return True
        actor = mention.actors[0]
        is_kind = mention.is_person == person
        return is_kind and actor.id is not None and str(actor.id) not in without

    def _is_hidden(self) -> bool:
        """Tell whether a person whom nothing places was met since the last one who is known."""
        if self.stranger_at < 0:
            return False
        return not any(m.is_person for m in self.mentions[self.stranger_at :])


def find_protagonists(
    named: Counter[str], bodies: frozenset[str] = frozenset()
) -> tuple[str, str] | None:
    """Return the two states that a text is about: both named often, and more than any third.

    ``bodies`` are organisations, which are no party however often they are named.

    >>> from collections import Counter
    >>> find_protagonists(Counter(PER=7, UN=5, CHL=4, BRA=2), frozenset({"UN"}))
    ('CHL', 'PER')
    """
    most = [(side, n) for side, n in named.most_common() if side and side not in bodies]
    if len(most) < len("ab") or most[1][1] < PROTAGONIST_TIMES:
        return None
    if len(most) > len("ab") and most[2][1] > PROTAGONIST_LEAD * most[1][1]:
        return None
    low, high = sorted((most[0][0], most[1][0]))
    return low, high


def state_ids(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Return the ids of the actors that have one."""
    return frozenset(str(actor.id) for actor in actors if actor.id is not None)
