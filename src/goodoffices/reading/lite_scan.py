"""One pass over a text finds every name and every word that may trigger an act.

All forms stand in one automaton behind a blank, so that only beginnings of words are looked at;
time grows with the length of the text and not with the size of the tables.
"""

# ruff: noqa: RUF001 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from goodoffices.reading.lexicon import rows
from goodoffices.reading.lite_forms import (
    adjective_forms,
    cyrillic_key,
    latin_key,
    russian_forms,
    surname_cases,
    turkish_case,
)
from goodoffices.reading.lite_words import load_marks, load_triggers, starts_of
from goodoffices.reading.names import fold
from goodoffices.records import Actor, ActorId

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from goodoffices.reading.lite_words import LiteTrigger
    from goodoffices.reading.names import NameSource, Surface

__all__ = ["Name", "Scanner", "Spot", "open_scanner"]

_OPENERS = "\n\t\"'’‘“”„«»([{—–-/\u00a0"
_REST_OF_WORD = re.compile(r"\w*")
_BORROWED = frozenset({"capital", "city", "metonym", "abbreviation"})
"""Forms of names taken over from English where a language in Latin letters lacks them."""
_LATIN = frozenset({"es", "fr", "tr"})
_CYRILLIC_NAME = re.compile(r"(?<![\w.])[А-ЯЁ][а-яё]{3,}")
_DAYS = 64
"""Days of publication for which it is remembered whom a form means."""
_Meaning = tuple[Actor, str, bool, str]
_FORM = 3
_WORD_BEFORE = re.compile(r"(\S+)\s$")


@dataclass(slots=True, kw_only=True)
class Name:
    """A name in the text: whom it means, and its cases where the language has them."""

    start: int
    end: int
    actor: Actor
    case: str
    is_ambiguous: bool
    form: str


@dataclass(slots=True, kw_only=True)
class Spot:
    """A word or phrase in the text that may trigger an act."""

    start: int
    end: int
    trigger: LiteTrigger


@dataclass(slots=True, kw_only=True)
class _Entry:
    """What one form stands for: as a whole word, and as the start of a longer one."""

    names: list[tuple[Surface, str]]
    whole: list[LiteTrigger]
    starts: list[LiteTrigger]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Demonym:
    """An adjective of a nation, from ``lexicon/lite_demonyms.csv``."""

    text: str
    actor_id: str
    since: dt.date | None
    until: dt.date | None
    form: str = "demonym"
    role: str = ""
    person: str = ""


class Scanner:
    """The automaton of one language; built once, never changed."""

    def __init__(self, world: NameSource, language: str) -> None:
        import ahocorasick

        self.language = language
        self._titles = load_marks(language).titles
        entries: dict[str, _Entry] = {}
        surfaces = list(_surfaces(world, language))
        for surface in surfaces:
            for text, case in _forms(surface, language):
                _entry(entries, text).names.append((surface, case))
        for form, is_stem, trigger in load_triggers(language):
            for text in starts_of(form):
                entry = _entry(entries, text)
                entry.whole.append(trigger)
                if is_stem:
                    entry.starts.append(trigger)
        self._automaton = ahocorasick.Automaton()
        for text, entry in entries.items():
            found = (len(text), entry, bool(entry.names), entry.whole, entry.starts)
            self._automaton.add_word(f" {text}", found)
        self._automaton.make_automaton()
        self._leaders = _leaders(surfaces, language)
        self.has_leaders = bool(self._leaders)
        self._live: Callable[[dt.date], dict[int, Any]] = lru_cache(_DAYS)(_nothing_yet)

    def scan(self, text: str, day: dt.date) -> tuple[list[Name], list[Spot]]:
        """Return the names valid on the day, longest first, and all spots, in order."""
        padded = f" {_plain(text)} "
        named: list[tuple[int, int, _Meaning]] = []
        spots: list[Spot] = []
        live = self._live(day)
        for last, (length, entry, is_name, whole, starts) in self._automaton.iter(padded):
            start = last - length
            if padded[last + 1].isalnum():
                if starts:
                    rest = _REST_OF_WORD.match(text, last)
                    end = rest.end() if rest else last
                    spots += [Spot(start=start, end=end, trigger=one) for one in starts]
                continue
            if is_name:
                key = id(entry)
                found = live[key] if key in live else live.setdefault(key, _meant(entry, day))
                if found and not (found[_FORM] == "leader" and self._is_part(text, start, last)):
                    named.append((start, -last, found))
            if whole:
                spots += [Spot(start=start, end=last, trigger=one) for one in whole]
        return _longest(named), spots

    def _is_part(self, text: str, start: int, end: int) -> bool:
        """Tell whether a family name stands inside another name: the Hamid of "Hamid Karzai"."""
        if " " in text[start:end]:
            return False
        if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
            return True
        before = _WORD_BEFORE.search(text, max(0, start - 24), start)
        if before is None or not before[1][0].isupper() or before.start() == 0:
            return False
        return before[1] not in self._titles and before[1][-1] not in ".,;:"

    def forms(self) -> Iterator[str]:
        """Yield every form that the automaton holds."""
        yield from (key.strip() for key in self._automaton)

    def count(self, text: str) -> int:
        """Return how many forms the bare automaton sees in a text, wherever they end."""
        return sum(1 for _ in self._automaton.iter(f" {_plain(text)} "))

    def leaders(self, text: str, start: int, end: int, day: dt.date) -> Iterator[Name]:
        """Yield the holders of offices that a sentence in Cyrillic names by their family names."""
        for found in _CYRILLIC_NAME.finditer(text, start, end):
            if found.start() == start:
                continue
            for word, case in surname_cases(found[0]):
                ids = {s.actor_id: s for s in self._leaders.get(cyrillic_key(word), ())
                       if _is_on(s, day)}  # fmt: skip
                if len(ids) == 1:
                    (surface,) = ids.values()
                    yield Name(start=found.start(), end=found.end(), actor=_actor(surface),
                               case=case, is_ambiguous=False, form="leader")  # fmt: skip
                    break

    def case_of(self, name: Name, text: str, stop: int) -> str:
        """Return the case of a name where the words after it tell."""
        return turkish_case(text, name.end, stop) if self.language == "tr" else name.case


def open_scanner(world: NameSource, language: str) -> Scanner:
    """Return the scanner of a language; built once for each world."""
    key: Any = world
    return _built(key, language)


@lru_cache(maxsize=16)
def _built(world: Any, language: str) -> Scanner:
    return Scanner(world, language)


def _nothing_yet(_day: dt.date) -> dict[int, Any]:
    return {}


def _surfaces(world: NameSource, language: str) -> Iterable[Surface]:
    own = list(world.surfaces(language))
    yield from own
    yield from _more_demonyms(own, language)
    if language in _LATIN:
        there = {fold(surface.text) for surface in own}
        for surface in world.surfaces("en"):
            if surface.form in _BORROWED and fold(surface.text) not in there:
                yield surface


def _more_demonyms(own: list[Surface], language: str) -> Iterator[Surface]:
    """Yield the adjectives of nations that the gazetteer lacks, valid as long as the state is."""
    there = {surface.text for surface in own}
    names = {surface.actor_id: surface for surface in own if surface.form == "name"}
    for row in rows("lite_demonyms"):
        for text in adjective_forms(row.get(language, ""), language):
            state = names.get(row["id"])
            if text and state is not None and text not in there:
                yield _Demonym(text=text, actor_id=row["id"], since=state.since, until=state.until)


def _forms(surface: Surface, language: str) -> Iterable[tuple[str, str]]:
    forms: tuple[tuple[str, str], ...] = ((surface.text, ""),)
    if language == "ru":
        forms = russian_forms(surface.text, surface.form)
    for text, case in forms:
        spellings = {text: None}
        if surface.form == "demonym":
            spellings[text[:1].upper() + text[1:]] = None
        if language != "ru" and not text.isascii() and not text.isupper():
            plain = fold(text)
            if plain.isascii():
                spellings[_same_case(plain, text)] = None
        yield from ((spelling, case) for spelling in spellings)


def _same_case(folded: str, text: str) -> str:
    return "".join(a.upper() if b.isupper() else a for a, b in zip(folded, text, strict=True))


def _entry(entries: dict[str, _Entry], text: str) -> _Entry:
    return entries.setdefault(_plain(text), _Entry(names=[], whole=[], starts=[]))


def _plain(text: str) -> str:
    for sign in _OPENERS:
        text = text.replace(sign, " ")
    return text


def _is_on(surface: Surface, day: dt.date) -> bool:
    return (surface.since is None or surface.since <= day) and (
        surface.until is None or day < surface.until
    )


def _actor(surface: Surface) -> Actor:
    return Actor(id=ActorId(surface.actor_id), role=surface.role, name=surface.text)


def _meant(entry: _Entry, day: dt.date) -> _Meaning | None:
    """Return whom a form means on a day, its cases, whether the words are ambiguous, its form."""
    live = [(surface, case) for surface, case in entry.names if _is_on(surface, day)]
    if len({surface.actor_id for surface, _ in live}) != 1:
        return None
    surface = min((s for s, _ in live), key=lambda s: s.form == "leader")
    cases = "".join(dict.fromkeys(letter for _, case in live for letter in case))
    is_ambiguous = any(getattr(s, "is_ambiguous", False) for s, _ in live)
    return _actor(surface), cases, is_ambiguous, surface.form


def _longest(named: list[tuple[int, int, _Meaning]]) -> list[Name]:
    """Return the names that lie in no longer one; those given hold minus their ends."""
    named.sort()
    kept: list[Name] = []
    until = 0
    for start, minus_end, (actor, case, is_ambiguous, form) in named:
        if start >= until:
            until = -minus_end
            kept.append(Name(start=start, end=until, actor=actor, case=case,
                             is_ambiguous=is_ambiguous, form=form))  # fmt: skip
    return kept


def _leaders(surfaces: list[Surface], language: str) -> dict[str, tuple[Surface, ...]]:
    """Return the holders of offices by what stays of their family name across alphabets."""
    if language != "ru":
        return {}
    found: dict[str, list[Surface]] = {}
    for surface in surfaces:
        is_usual = getattr(surface, "is_ambiguous", False) or " " in surface.text
        if surface.form == "leader" and not is_usual:
            found.setdefault(latin_key(fold(surface.text)), []).append(surface)
    by_hand = {row["latin"]: row["words"] for row in rows("lite_leaders")}
    for surface in surfaces:
        word = by_hand.get(surface.text)
        if word and surface.form == "leader":
            found.setdefault(cyrillic_key(word), []).append(surface)
    return {key: tuple(same) for key, same in found.items()}
