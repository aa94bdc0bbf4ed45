"""A unit as one line of lemmas with a slot for each actor, and patterns that ask for slots.

"Oman keeps warm ties with both Iran and Iraq" becomes ``@0s keep warm tie with both @1s and @2s``.
A slot ends in ``p`` for a person, ``o`` for an organisation, ``d`` for two states or more ("both"),
``s`` for a state or its people. In patterns ``{A}``, ``{B}``, ``{C}`` stand for one slot or a list
of them, ``{AA}`` for a list of two or more, ``{PP}`` for one of persons, ``{P}``, ``{Q}``
for a person, ``{O}`` for an organisation, ``{3}`` for at most three words that are no slots, and
``<warm>`` for a row of ``lexicon/statement_sets.csv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.reading.lexicon import rows
from goodoffices.reading.story import state_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.reading.sides import Scene
    from goodoffices.reading.story import Mention
    from goodoffices.records import Actor

__all__ = ["Line", "compile_slots", "line_of"]

_PAIR_WORDS = frozenset({"both", "they", "them"})
_TITLES = frozenset(
    {"president", "presidents", "prime", "minister", "ministers", "chancellor", "king", "queen",
     "emir", "sultan", "premier", "foreign", "leader", "crown", "prince", "mr", "mrs", "ms",
     "general"}
)  # fmt: skip
_JOIN = r"(?:(?: ,)?(?: and| or| nor| as well as| as much as| alongside)| ,)(?: [\w-]+){0,2}?"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    word: str
    at: int
    mention: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The line of a unit: its text, the token behind each place, the mention behind each slot."""

    text: str
    places: tuple[tuple[int, int], ...]
    mentions: tuple[Mention | None, ...]
    pair: tuple[Actor, ...]

    def cue(self, match: re.Match[str]) -> list[int]:
        """Return the tokens of a match, without what it skips between commas."""
        aside = match.span("aside") if "aside" in match.groupdict() else (-1, -1)
        return [
            token
            for place, token in self.places
            if match.start() <= place < match.end() and not aside[0] <= place < aside[1]
        ]

    def actors(self, words: str | None) -> tuple[Actor, ...]:
        """Return whom the slots in some words stand for, each once."""
        found: dict[object, Actor] = {}
        for number in re.findall(r"@(\d+)", words or ""):
            mention = self.mentions[int(number)]
            for actor in self.pair if mention is None else mention.actors:
                if actor.id is not None:
                    found.setdefault(actor.id, actor)
        return tuple(found.values())


def line_of(scene: Scene, pair: tuple[Actor, ...]) -> Line:
    """Return the line of a unit; "both" and "they" may stand for a pair told before."""
    items = list(_without_titles(_merged(list(_items(scene, pair)))))
    words: list[str] = []
    places: list[tuple[int, int]] = []
    mentions: list[Mention | None] = []
    length = 1
    for item in items:
        word = item.word
        if word.startswith("@"):
            word = f"@{len(mentions)}{item.word[1:]}"
            mentions.append(item.mention)
        places.append((length, item.at))
        words.append(word)
        length += len(word) + 1
    return Line(
        text=f" {' '.join(words)} ", places=tuple(places), mentions=tuple(mentions), pair=pair
    )


def _items(scene: Scene, pair: tuple[Actor, ...]) -> Iterator[_Item]:
    by_start = sorted((m for m in scene.mentions if state_ids(m.actors)), key=lambda m: m.start)
    done: set[int] = set()
    for token in scene.doc:
        mention = next((m for m in by_start if m.start <= token.idx < m.end), None)
        if mention is not None and token.tag_ != "PRP$":
            if mention.start not in done:
                done.add(mention.start)
                yield _Item(word=f"@{_sort(mention)}", at=token.i, mention=mention)
            continue
        word = token.lemma_.lower().strip() or "_"
        is_pair = token.lower_ in _PAIR_WORDS and token.dep_ in {"nsubj", "nsubjpass"}
        if mention is None and is_pair and len(pair) > 1:
            yield _Item(word="@d", at=token.i)
            continue
        yield _Item(word=word, at=token.i)


def _sort(mention: Mention) -> str:
    if mention.form == "organisation":
        return "o"
    if len(state_ids(mention.actors)) > 1:
        return "d"
    return "p" if mention.is_person else "s"


def _merged(items: list[_Item]) -> list[_Item]:
    """Make one slot of "the president of Peru, Ollanta Humala": one side named twice."""
    kept: list[_Item] = []
    for item in items:
        if item.mention is not None:
            back = 2 if len(kept) > 1 and kept[-1].word in {"of", "'s", ","} else 1
            before = kept[-back] if len(kept) >= back else None
            if (
                before is not None
                and before.mention is not None
                and state_ids(before.mention.actors) == state_ids(item.mention.actors)
            ):
                first = before if before.word == "@p" or item.word != "@p" else item
                kept[-back:] = [first]
                continue
        kept.append(item)
    return kept


def _without_titles(items: list[_Item]) -> Iterator[_Item]:
    for n, item in enumerate(items):
        if item.word in _TITLES:
            rest = (one.word for one in items[n + 1 : n + 4] if one.word not in _TITLES)
            if next(rest, "").startswith("@p"):
                continue
        yield item


def _list(name: str, sorts: str, *, least: int = 1) -> str:
    one = rf"@\d+[{sorts}](?: 's)?"
    if least == 1:
        return rf"(?P<{name}>{one}(?:{_JOIN} {one})*)"
    return rf"(?P<{name}>{one}(?:{_JOIN} {one})+|@\d+d)"


_SLOTS = {
    "{AA}": _list("aa", "sp", least=2),
    "{PP}": _list("aa", "p", least=2),
    "{A}": _list("a", "spd"),
    "{B}": _list("b", "spd"),
    "{C}": _list("c", "spd"),
    "{P}": r"(?P<a>@\d+p)",
    "{Q}": r"(?P<b>@\d+p)",
    "{O}": r"(?P<b>@\d+o)",
    "{aside}": r"(?P<aside> , [^@,]{1,60} ,)?",
}


@cache
def _sets() -> dict[str, str]:
    return {f"<{row['set']}>": f"(?:{row['words']})" for row in rows("statement_sets")}


def compile_slots(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the table with its slots, gaps and sets of words filled in.

    >>> bool(compile_slots("{A}{2} trust {B}").search(" @0s have long trust @1s "))
    True
    """
    for name, words in (*_sets().items(), *_SLOTS.items()):
        pattern = pattern.replace(name, words)
    pattern = re.sub(r"\{(\d)\}", r"(?: [\\w',-]+){0,\1}?", pattern)
    return re.compile(rf"(?<= ){pattern}(?= )")
