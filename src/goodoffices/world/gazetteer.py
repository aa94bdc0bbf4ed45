"""All ways to write an actor, and an index over them.

Names come from ``names.csv`` (made from CLDR by ``tools/build_world_names.py``), ``names_hand.csv``
and ``places.csv``; persons from ``offices.csv``; words with more than one meaning from
``ambiguous.csv``, which outranks the rest.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.records import ActorId
from goodoffices.world.csvtables import Row, date_of, read_rows, words_of
from goodoffices.world.folding import fold, lemma_key, sound_key, stem_keys
from goodoffices.world.model import Entity, Surface

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable

    from goodoffices.world.model import Tenure

__all__ = ["ANY_LANGUAGE", "LANGUAGES", "Gazetteer", "Meaning", "Title"]

LANGUAGES = ("en", "fr", "es", "ru", "tr", "ar", "kk", "uk", "de", "zh")
"""Languages in which every member of the United Nations has a name here."""

ANY_LANGUAGE = "mul"
"""Language code of words that are the same in all (ISO 639-2 "mul")."""

NAME_TABLES = ("names.csv", "names_hand.csv", "places.csv")

ROLES = {"capital": "GOV", "metonym": "GOV", "leader": "GOV"}
"""PLOVER sector that a form of words stands for; "" where the words do not tell."""


MIN_NAME = 2
"""Letters of the shortest name of a person; initials alone name nobody."""

MIN_SOUNDED = 7
"""Letters of the shortest name that is looked up by its sounds."""

MIN_SOUNDED_STEM = 5
"""Letters of the shortest stem in Cyrillic that is looked up by its sounds."""

LIKE_FIRST_NAME = 0.75
"""Share of letters that two spellings of one first name have in common (Vladimir, Wladimir)."""

MIN_DECLINED = 4
"""Letters of the shortest name of a person that is looked up in declined form."""

DECLINED_IN = ("ru", "uk", "kk")
"""Languages in Cyrillic that decline the names of persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One of several meanings of the same words; ``id`` is None when it is no actor.

    A rare meaning counts only where the words around point to it.
    """

    words: str
    id: ActorId | None
    language: str
    since: dt.date | None
    until: dt.date | None
    meaning: str
    cues: tuple[str, ...]
    is_rare: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title and the offices it may stand for, best first; none for "Mr".

    ``id`` is the actor when the title itself tells it ("UN chief"); monarchs and popes go
    by their given names.
    """

    words: str
    offices: tuple[str, ...]
    id: ActorId | None
    is_by_given_name: bool


class Gazetteer:
    """The index over all surfaces; built when first used and never changed."""

    def __init__(
        self,
        folder: Traversable,
        entities: dict[ActorId, Entity],
        read_tenures: Callable[[], tuple[Tenure, ...]],
    ) -> None:
        self._folder = folder
        self._entities = entities
        self._read_tenures = read_tenures

    @cached_property
    def meanings(self) -> dict[str, tuple[Meaning, ...]]:
        """The words with several meanings, by folded text."""
        found: dict[str, tuple[Meaning, ...]] = {}
        for row in read_rows(self._folder, "ambiguous.csv", is_required=False):
            first = Meaning(
                words="",
                id=ActorId(row["id"]) if row["id"] else None,
                language=row["language"],
                since=date_of(row, "since"),
                until=date_of(row, "until", at_end=True),
                meaning=row["meaning"],
                cues=words_of(row, "cues"),
                is_rare=row.get("rare") == "yes",
                source=row["source"],
            )
            for text in words_of(row, "words"):
                meaning = replace(first, words=text)
                found[fold(text)] = (*found.get(fold(text), ()), meaning)
        return found

    @cached_property
    def titles(self) -> dict[str, Title]:
        """Titles of office by folded text."""
        found = {}
        for row in read_rows(self._folder, "titles.csv", is_required=False):
            for words in words_of(row, "words"):
                found[fold(words)] = Title(
                    words=words,
                    offices=words_of(row, "offices"),
                    id=ActorId(row["id"]) if row["id"] else None,
                    is_by_given_name=row["by_given_name"] == "yes",
                )
        return found

    @cached_property
    def unspaced_titles(self) -> tuple[str, ...]:
        """Titles in Chinese, which stand between state and name without a space."""
        return tuple(
            words
            for row in read_rows(self._folder, "titles.csv", is_required=False)
            if row["language"] == "zh"
            for words in words_of(row, "words")
        )

    @cached_property
    def usual_words(self) -> frozenset[str]:
        """Surnames that alone name nobody: they are words, or too many people bear them."""
        rows = read_rows(self._folder, "usual_words.csv", is_required=False)
        return frozenset(fold(word) for row in rows for word in words_of(row, "words"))

    @cached_property
    def names(self) -> tuple[Surface, ...]:
        """All surfaces that name an actor itself, in every language."""
        plain = [
            surface
            for table in NAME_TABLES
            for row in read_rows(self._folder, table)
            for surface in self._surfaces_of(row)
        ]
        same: dict[tuple[str, str], list[Surface]] = defaultdict(list)
        for surface in plain:
            same[fold(surface.text), surface.language].append(surface)
        return tuple(
            replace(surface, is_ambiguous=True)
            if self._has_meanings_now(surface)
            or any(_clash(surface, other) for other in same[fold(surface.text), surface.language])
            else surface
            for surface in plain
        )

    def _has_meanings_now(self, surface: Surface) -> bool:
        """Return whether the words still have several meanings; past ones bind by date only."""
        return any(
            meaning.until is None and meaning.language in {surface.language, ANY_LANGUAGE}
            for meaning in self.meanings.get(fold(surface.text), ())
        )

    def _surfaces_of(self, row: Row) -> list[Surface]:
        entity = self._entities.get(ActorId(row["id"]))
        if entity is None:
            return []
        is_organisation = entity.kind == "organisation"
        language = row["language"]
        since, until = date_of(row, "since"), date_of(row, "until", at_end=True)
        return [
            Surface(
                text=text,
                form="organisation" if is_organisation else row["form"],
                actor_id=entity.id,
                role=_sector_of(entity) or ROLES.get(row["form"], ""),
                since=max(filter(None, (since, entity.since)), default=None),
                until=min(filter(None, (until, entity.until)), default=None),
                language=language,
                source=row["source"],
            )
            for text in words_of(row, "words")
        ]

    @cached_property
    def persons(self) -> tuple[Surface, ...]:
        """All surfaces that name a holder of an office, one per tenure and spelling."""
        return tuple(
            Surface(
                text=text,
                form="leader",
                actor_id=tenure.state,
                role=self.sector_of(tenure.state) or "GOV",
                person=tenure.person,
                since=tenure.since,
                until=tenure.until,
                language=ANY_LANGUAGE,
                is_ambiguous=self._is_usual(text),
                source=tenure.source,
            )
            for tenure in self._read_tenures()
            for text in dict.fromkeys((tenure.person, *tenure.aliases))
            if len(fold(text)) >= MIN_NAME
        )

    def _is_usual(self, text: str) -> bool:
        """Return whether a person's name is also a word, or the name of a state ("Montenegro")."""
        return fold(text) in self.usual_words or fold(text) in self.by_text

    @cached_property
    def by_text(self) -> dict[str, tuple[Surface, ...]]:
        """Surfaces of actors by folded text."""
        found: dict[str, list[Surface]] = defaultdict(list)
        for surface in self.names:
            found[fold(surface.text)].append(surface)
        return {text: tuple(surfaces) for text, surfaces in found.items()}

    @cached_property
    def by_stem(self) -> dict[tuple[str, str], tuple[Surface, ...]]:
        """Surfaces of actors by language and stem."""
        found: dict[tuple[str, str], list[Surface]] = defaultdict(list)
        for surface in self.names:
            if surface.stem:
                found[surface.language, surface.stem].append(surface)
        return {key: tuple(surfaces) for key, surfaces in found.items()}

    @cached_property
    def tenures_by_text(self) -> dict[str, tuple[Tenure, ...]]:
        """Tenures by each folded spelling of the person."""
        found: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self._read_tenures():
            for text in {fold(text) for text in (tenure.person, *tenure.aliases)}:
                found[text].append(tenure)
        return {text: tuple(tenures) for text, tenures in found.items()}

    @cached_property
    def _tenures_by_stem(self) -> dict[str, tuple[Tenure, ...]]:
        """Tenures by the stem of each spelling in Cyrillic, whose names of persons are declined."""
        found: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self._read_tenures():
            for text in (tenure.person, *tenure.aliases):
                if _is_cyrillic(text) and len(text) >= MIN_DECLINED:
                    found[lemma_key(text, "ru")].append(tenure)
        return {stem: tuple(tenures) for stem, tenures in found.items()}

    @cached_property
    def _tenures_by_sound(self) -> dict[str, tuple[Tenure, ...]]:
        """Tenures by what the spellings in Latin letters of a name have in common."""
        found: dict[str, dict[int, Tenure]] = defaultdict(dict)
        for tenure in self._read_tenures():
            for text in (tenure.person, *tenure.aliases):
                if text.isascii() or not _is_cyrillic(text):
                    found[sound_key(text)][id(tenure)] = tenure
        return {key: tuple(tenures.values()) for key, tenures in found.items()}

    def tenures_named(self, name: str) -> tuple[Tenure, ...]:
        """Return the tenures of whoever is called so, in whatever spelling or case.

        Tried in turn, the first that is found: the name as written; a stem of it in Cyrillic;
        without a Turkish suffix ("Putin'le") or an Arabic article ("el-Sisi"); another way to
        write the same sounds ("Lukaschenko"); a surname with a first name that is much like the
        holder's ("Wladimir Putin").
        """
        found = self.tenures_by_text.get(fold(name), ())
        if found:
            return found
        if _is_cyrillic(name):
            keys = {key for language in DECLINED_IN for key in stem_keys(name, language)}
            stem = max((k for k in keys if k in self._tenures_by_stem), key=len, default="")
            heard = {sound_key(key) for key in keys if len(key) >= MIN_SOUNDED_STEM}
            sound = max((k for k in heard if k in self._tenures_by_sound), key=len, default="")
            return self._tenures_by_stem.get(stem, ()) or self._tenures_by_sound.get(sound, ())
        bare = re.sub(r"['’]\w{1,4}$|^[ae]l[- ]", "", name, flags=re.IGNORECASE)  # noqa: RUF001
        if bare != name and (found := self.tenures_by_text.get(fold(bare), ())):
            return found
        if len(name) >= MIN_SOUNDED and (found := self._tenures_by_sound.get(sound_key(name), ())):
            return found
        return self._with_like_first_name(bare)

    @cached_property
    def _tenures_by_word(self) -> dict[str, tuple[Tenure, ...]]:
        """Tenures by each word of the person's name but the first."""
        found: dict[str, dict[int, Tenure]] = defaultdict(dict)
        for tenure in self._read_tenures():
            for text in (tenure.person, *tenure.aliases):
                for word in fold(text).split()[1:]:
                    found[word][id(tenure)] = tenure
        return {word: tuple(tenures.values()) for word, tenures in found.items()}

    def _with_like_first_name(self, name: str) -> tuple[Tenure, ...]:
        first, _, surname = fold(name).rpartition(" ")
        if not first or len(surname) < MIN_DECLINED:
            return ()
        heard = sound_key(first)
        return tuple(
            tenure
            for tenure in self._tenures_by_word.get(surname, ())
            if _likeness(heard, sound_key(tenure.person.rpartition(" ")[0])) >= LIKE_FIRST_NAME
            or _likeness(heard, sound_key(tenure.person.split()[0])) >= LIKE_FIRST_NAME
        )

    @cached_property
    def tenures_by_given_name(self) -> dict[str, tuple[Tenure, ...]]:
        """Tenures of heads of state by the first word of the name, for "King Salman"."""
        found: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self._read_tenures():
            if tenure.office in {"head_of_state", "leader"}:
                found[fold(tenure.person.split()[0])].append(tenure)
        return {text: tuple(tenures) for text, tenures in found.items()}

    @cached_property
    def _tenures_by_state(self) -> dict[ActorId, tuple[Tenure, ...]]:
        found: dict[ActorId, list[Tenure]] = defaultdict(list)
        for tenure in self._read_tenures():
            found[tenure.state].append(tenure)
        return {state: tuple(tenures) for state, tenures in found.items()}

    def sector_of(self, actor_id: ActorId | None) -> str:
        """Return the PLOVER sector of an organisation, "" for a state."""
        entity = self._entities.get(actor_id) if actor_id is not None else None
        return _sector_of(entity) if entity is not None else ""

    def is_there(self, actor_id: ActorId, day: dt.date) -> bool:
        """Return whether an actor exists on a day; one without a row does."""
        entity = self._entities.get(actor_id)
        return entity is None or entity.is_there(day)

    def tenures_of(self, state: ActorId | None) -> tuple[Tenure, ...]:
        """Return all tenures of one state."""
        return self._tenures_by_state.get(state, ()) if state is not None else ()


def _sector_of(entity: Entity) -> str:
    """Return the PLOVER sector of an organisation, "" for a state."""
    if entity.kind != "organisation":
        return ""
    return "NGO" if entity.status == "ngo" else "IGO"


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _is_cyrillic(text: str) -> bool:
    return "\u0400" <= text[:1] <= "\u04ff"


def _clash(one: Surface, other: Surface) -> bool:
    """Return whether two surfaces name different actors on some day."""
    return (
        one.actor_id != other.actor_id
        and (one.since or dt.date.min) < (other.until or dt.date.max)
        and (other.since or dt.date.min) < (one.until or dt.date.max)
    )
