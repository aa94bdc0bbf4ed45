"""Find the names of actors in a text with the gazetteer that the world room provides."""

# ruff: noqa: RUF001, RUF002 - typographic quotes and dashes are what this file looks for

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

__all__ = ["Gazetteer", "Hit", "NameSource", "Surface", "fold", "only_state"]


_FIRST_AND_FAMILY = 2
_SPOKEN = 4
"""Letters from which on an abbreviation is also written as a word: Nato, Farc, Ecowas."""
_PARTICLES = frozenset(
    "bin ibn al el van von der da de dos di abu ben le la".split()  # noqa: SIM905 - a word list
)


class Surface(Protocol):
    """What the reader needs to know of one name; ``goodoffices.world.Surface`` has more."""

    @property
    def text(self) -> str:
        """The words."""
        ...

    @property
    def form(self) -> str:
        """What sort of name it is: name, demonym, capital, leader, ..."""
        ...

    @property
    def actor_id(self) -> str:
        """Whom it stands for."""
        ...

    @property
    def role(self) -> str:
        """The part of the actor that it means, or ""."""
        ...

    @property
    def person(self) -> str:
        """The full name of the person, or ""."""
        ...

    @property
    def since(self) -> dt.date | None:
        """First day on which it does."""
        ...

    @property
    def until(self) -> dt.date | None:
        """First day on which it no longer does."""
        ...


class Resolved(Protocol):
    """The answer of ``resolve``; ``goodoffices.world.Resolution`` has more."""

    @property
    def kind(self) -> str:
        """Whether one meaning was found: resolved, ambiguous or unknown."""
        ...

    @property
    def id(self) -> str | None:
        """The one actor meant."""
        ...


class NameSource(Protocol):
    """Where names come from: ``goodoffices.world.World``, or a small twin in tests."""

    def surfaces(self, language: str) -> Iterable[Surface]:
        """Return all names of one language."""
        ...

    def name(self, actor_id: str, day: dt.date) -> str:
        """Return the short name of an actor on a day."""
        ...

    def resolve(self, surface: str, day: dt.date, *, context: str = "") -> Resolved:
        """Return what words with several meanings stand for in a text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A name found in a text, with everybody it can stand for at the date."""

    start: int
    end: int
    surfaces: tuple[Surface, ...]


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    if sign in "’‘ʼ`":
        return "'"
    if sign in "‐‑–":
        return "-"
    if sign in "ıİ":
        return "i"
    return (unicodedata.normalize("NFD", sign)[0].lower() or sign)[0]


def fold(text: str) -> str:
    """Return the text in lower case without accents, sign for sign, so that places stay.

    >>> fold("Erdoğan’s Élysée İzmir")
    "erdogan's elysee izmir"
    """
    return "".join(map(_fold_sign, text))


class Gazetteer:
    """All names of one language in one automaton; scanning takes time linear in the text."""

    def __init__(self, surfaces: Iterable[Surface]) -> None:
        import ahocorasick

        names: dict[str, list[Surface]] = {}
        for surface in surfaces:
            names.setdefault(fold(surface.text), []).append(surface)
            for short in _short_names(surface):
                names.setdefault(fold(short), []).append(surface)
        self._names = {key: tuple(found) for key, found in names.items()}
        self._automaton = ahocorasick.Automaton()
        for key in self._names:
            self._automaton.add_word(key, key)
        self._automaton.make_automaton()

    def scan(self, text: str, day: dt.date) -> list[Hit]:
        """Return the longest names in the text that were valid on the day, in order."""
        folded = fold(text)
        is_shouted = text.upper() == text
        spans: list[Hit] = []
        for last, key in self._automaton.iter(folded) if self._names else ():
            start, end = last - len(key) + 1, last + 1
            if not _is_word(folded, start, end):
                continue
            surface = self._fitting(key, text[start:end], day, is_shouted=is_shouted)
            surface = surface or self._out_of_office(key, text, start, end, day)
            if surface and surface[0].person and " " not in key and not is_shouted:
                surface = () if _is_part_of_name(text, start, end) else surface
            if surface:
                spans.append(Hit(start=start, end=end, surfaces=surface))
        spans.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in spans:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _fitting(
        self, key: str, written: str, day: dt.date, *, is_shouted: bool
    ) -> tuple[Surface, ...]:
        """Return whom a name can stand for; who holds an office on the day comes first."""
        fitting = tuple(
            surface
            for surface in self._names[key]
            if _is_written_like(surface.text, written, is_shouted=is_shouted)
        )
        valid = tuple(surface for surface in fitting if _is_valid(surface, day))
        return valid or tuple(surface for surface in fitting if _is_full_name(surface, key))

    def _out_of_office(
        self, key: str, text: str, start: int, end: int, day: dt.date
    ) -> tuple[Surface, ...]:
        """Return the one leader that a title and a family name mean: former or coming ones."""
        is_titled = _TITLE_BEFORE.search(text[max(0, start - 20) : start])
        if " " in key or not (is_titled or _RULE_AFTER.match(text, end)):
            return ()
        near = tuple(s for s in self._names[key] if s.person and _is_near(s, day))
        return near if len({surface.actor_id for surface in near}) == 1 else ()


_TITLE_BEFORE = re.compile(r"(?:President|Prime Minister|Premier|Chancellor)(?:-elect)?\s$")
_RULE_AFTER = re.compile(r"\s(?:administration|government)\b")
_YEARS_AFTER, _YEARS_BEFORE = 30, 4


def _is_near(surface: Surface, day: dt.date) -> bool:
    """Tell whether somebody left office or came to it within some years of the day."""
    if surface.until is not None and surface.until <= day:
        return day.year - surface.until.year <= _YEARS_AFTER
    return surface.since is not None and surface.since.year - day.year <= _YEARS_BEFORE


def _is_valid(surface: Surface, day: dt.date) -> bool:
    is_begun = surface.since is None or surface.since <= day
    return is_begun and (surface.until is None or day < surface.until)


def _is_full_name(surface: Surface, key: str) -> bool:
    """Tell whether first and family name are given: they mean the person in or out of office."""
    return bool(surface.person) and " " in key


_NEXT_WORD = re.compile(r"\s([A-Z][a-zà-ÿ]+)")
_WORD_BEFORE = re.compile(r"([A-Z][\wÀ-ÿ'’-]*\.?)\s$")
_NO_NAME = frozenset((*calendar.day_name, *calendar.month_name))


def _is_part_of_name(text: str, start: int, end: int) -> bool:
    """Tell whether a family name stands inside another name: the Hamid of "Hamid Karzai"."""
    following = _NEXT_WORD.match(text, end)
    if following and following[1] not in _NO_NAME:
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if not before or before.start() == 0:
        return False
    word = before[1].strip(".")
    return word.lower() not in _titles() and word not in _NO_NAME and not word.isupper()


@cache
def _titles() -> frozenset[str]:
    from goodoffices.reading.lexicon import rows

    heads = {head for row in rows("roles") for head in row["head"].split("|")}
    marks = {row["word"].strip(".").lower() for row in rows("abbreviations")}
    small = "the a and but when while as if said says after mr mrs ms dr sir foreign prime vice"
    return frozenset(heads | marks | set(small.split()))


def only_state(hit: Hit, hits: list[Hit]) -> str | None:
    """Return the one state that words with other meanings can stand for, if the company fits.

    "Jordan" beside "Syria" is the state; "Georgia" beside nobody, or beside the United States
    alone, stays open.
    """
    meant = {surface.actor_id for surface in hit.surfaces}
    if len(meant) != 1:
        return None
    beside = {s.actor_id for other in hits if other is not hit for s in other.surfaces} - meant
    if not beside or (beside == {"USA"} and meant != {"USA"}):
        return None
    return meant.pop()


def _short_names(surface: Surface) -> tuple[str, ...]:
    """Return "Rafael Correa" of "Rafael Correa Delgado", "Yoweri Museveni" of three names."""
    words = surface.text.split()
    is_short = len(words) <= _FIRST_AND_FAMILY
    if surface.form != "leader" or is_short or fold(words[0]) in _titles():
        return ()  # "King Abdullah" may be another king than the one of the full name
    found = [f"{words[0]} {words[-1]}"]
    if fold(words[1]).strip(".-") not in _PARTICLES and len(words[1]) > _FIRST_AND_FAMILY:
        found.append(" ".join(words[:2]))
    is_given = len(words[1]) > _FIRST_AND_FAMILY and fold(words[1]) not in _PARTICLES
    if len(words) == _FIRST_AND_FAMILY + 1 and is_given:
        found.append(" ".join(words[1:]))  # "Irfaan Ali" of "Mohamed Irfaan Ali"
    return tuple(dict.fromkeys(found))


def _is_word(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _is_written_like(name: str, written: str, *, is_shouted: bool) -> bool:
    """Tell whether the capitals fit: Turkey, not the bird turkey; US, not us."""
    if is_shouted:
        return True
    if name.isupper():
        return written == name or (len(name) >= _SPOKEN and written == name.capitalize())
    word = written[4:] if written.lower().startswith("the ") else written
    starts_small = name[:1].islower() and not name.startswith("the ")
    return starts_small or word[:1].isupper() or not word[:1].isalpha()
