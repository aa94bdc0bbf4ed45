"""Says in plain words what an act was that a program read from a text.

A curated act brings its own sentence. A read one is a code with sides; ``tables/phrases.csv`` has
a verb for every root of CAMEO and for the codes that are met most.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodoffices.brief.words import and_list, clean, first_upper, full_stop

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from goodoffices.records import Actor, Event
    from goodoffices.world.world import World

__all__ = ["READ_MARK", "Phrase", "act_words", "actor_words", "phrase"]

_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "MIL": "{name}'s armed forces",
        "SPY": "{name}'s intelligence service",
        "COP": "{name}'s police",
        "LEG": "{name}'s parliament",
        "JUD": "the authorities of {name}",
        "OPP": "the opposition in {name}",
        "REB": "rebels in {name}",
        "SEP": "separatists in {name}",
        "CVL": "people or firms of {name}",
        "BUS": "firms of {name}",
        "MED": "media of {name}",
        "LAB": "workers of {name}",
        "EDU": "students of {name}",
        "REF": "refugees from {name}",
        "REL": "clergy of {name}",
        "CRM": "criminals in {name}",
        "NGO": "private bodies of {name}",
    }
)
"""How a side is written by its sector; a government goes by the name of its state."""

_NOBODY = "somebody not named"
READ_MARK = "(read from a text)"
"""Ends every sentence that was made from a reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The words for one kind of act: "{source} {past} {link} {target}"."""

    code: str
    past: str
    plain: str
    link: str
    together: str


@cache
def _phrases() -> Mapping[str, Phrase]:
    text = files("goodoffices.brief").joinpath("tables", "phrases.csv").read_text("utf-8")
    return MappingProxyType(
        {row["code"]: Phrase(**row) for row in csv.DictReader(text.splitlines())}
    )


def phrase(code: str) -> Phrase:
    """Return the words for a CAMEO code: its own, or those of the nearest code above it.

    >>> phrase("1951").past, phrase("0233").past
    ('used aerial weapons', 'asked for aid')
    """
    known = _phrases()
    return next(known[code[:size]] for size in range(len(code), 1, -1) if code[:size] in known)


def act_words(event: Event, world: World, day: dt.date) -> str:
    """Return what happened as one sentence, in the words of the curator or in ours.

    A sentence made from a reading says so; its words are in the list of sources.
    """
    if not event.quote:
        return full_stop(clean(event.what))
    return f"{_sentence(event, world, day)} {READ_MARK}."


def actor_words(actor: Actor, world: World, day: dt.date) -> str:
    """Return one side in words: a person in office by name, else the state and the sector."""
    if actor.id is None:
        return clean(actor.name) or _NOBODY
    name = world.name(actor.id, day, style="short")
    if any(actor.name == tenure.person for tenure in world.holders(actor.id, day)):
        return f"{clean(actor.name)} of {name}"
    return _ROLES.get(actor.role, "{name}").format(name=name)


def _sentence(event: Event, world: World, day: dt.date) -> str:
    then = event.start or event.known_at
    sources = _sides(event.source, world, min(then, day))
    targets = [one for one in _sides(event.target, world, min(then, day)) if one not in sources]
    words = phrase(event.code)
    if event.is_reciprocal and targets:
        return first_upper(f"{and_list([*sources, *targets])} {_together(words, event)}")
    link = words.link.split("|")[-1 if len(targets) > 1 else 0]
    verb = f"was expected to {words.plain}" if event.modality == "expected" else words.past
    if event.modality == "expected" and len(sources) > 1:
        verb = f"were expected to {words.plain}"
    if not targets and link in ("", "of", "by"):
        targets = [_NOBODY]
    tail = f"{link} {and_list(targets)}" if targets else ""
    return first_upper(" ".join(f"{and_list(sources) or _NOBODY} {verb} {tail}".split()))


def _together(words: Phrase, event: Event) -> str:
    if event.modality == "expected":
        plain = f"{words.plain} {words.link.split('|')[0]}".strip()
        is_whole = words.together == words.past
        return f"were expected to {words.plain if is_whole else f'{plain} each other'}"
    apart = f"{words.past} {words.link.split('|')[0]} each other"
    return words.together or " ".join(apart.split())


def _sides(actors: Iterable[Actor], world: World, day: dt.date) -> list[str]:
    return list(dict.fromkeys(actor_words(actor, world, day) for actor in actors))
