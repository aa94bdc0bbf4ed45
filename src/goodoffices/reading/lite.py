"""The lite reader: dictionaries only, no model; five languages, lower confidence, and it says so.

It looks for a word that triggers an act, and for names before and after it. It follows no
pronouns, reads no statements and no numbers of dead; what it finds is a first look.
"""

# ruff: noqa: RUF002 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError
from goodoffices.ontology import act
from goodoffices.reading.article import document_of
from goodoffices.reading.language import LANGUAGE_NAMES
from goodoffices.reading.lite_acts import LiteAct, lite_acts
from goodoffices.reading.lite_scan import open_scanner
from goodoffices.reading.lite_words import LITE_LANGUAGES
from goodoffices.records import Event

if TYPE_CHECKING:
    from goodoffices.reading.article import Article
    from goodoffices.reading.lite_scan import Name
    from goodoffices.reading.names import NameSource
    from goodoffices.reading.reader import Reading
    from goodoffices.records import Actor, Document

__all__ = ["LITE_LANGUAGES", "LITE_NOTE", "LiteReader", "open_lite_reader"]

LITE_VERSION = "2"
_NAMES = 4096
"""Names on a day that are kept at hand."""
_to_json = json.JSONEncoder(ensure_ascii=False).encode

LITE_NOTE = (
    "read by the lite reader: dictionaries only, no grammar; statements, pronouns and numbers of "
    "dead are not read"
)
"""The first note of each of its readings."""


class LiteReader:
    """Reads news in five languages with word lists and the order of words alone."""

    def __init__(self, world: NameSource) -> None:
        self._world = world
        self._name = lru_cache(_NAMES)(world.name)

    @property
    def name(self) -> str:
        """Which reader this is."""
        return "lite"

    @property
    def version(self) -> str:
        """Version of the rules and word lists."""
        return LITE_VERSION

    def read(self, article: Article) -> Reading:
        """Return what the article says happened.

        Raises ``InputError`` when there are no trigger words for the language of the article.
        """
        from goodoffices.reading.reader import Reading

        language = article.language
        if language not in LITE_LANGUAGES:
            told = LANGUAGE_NAMES.get(language, f"unknown ({language})")
            known = ", ".join(LANGUAGE_NAMES[code] for code in LITE_LANGUAGES)
            raise InputError(
                f"the language of the text is {told}; the lite reader reads {known}",
                where=article.name,
            )
        scanner = open_scanner(self._world, language)
        names, spots = scanner.scan(article.text, article.published)
        names = self._settled(names, article) if spots else []
        document = document_of(article)
        notes = [LITE_NOTE]
        kept: dict[Any, LiteAct] = {}
        for found in lite_acts(article.text, names, spots, scanner, article.published):
            if isinstance(found, str):
                notes.append(found)
            else:
                kept.setdefault(_same_act(found), found)
        return Reading(
            document=document,
            events=tuple(self._event(one, article, document) for one in kept.values()),
            statements=(),
            skipped=tuple(notes),
        )

    def _settled(self, names: list[Name], article: Article) -> list[Name]:
        """Drop words with several meanings unless the rest of the article settles them."""
        if not any(name.is_ambiguous for name in names):
            return names
        beside = {name.actor.id for name in names if not name.is_ambiguous}
        meant: dict[str, bool] = {}
        kept = []
        for name in names:
            if name.is_ambiguous:
                words = article.text[name.start : name.end]
                if words not in meant:
                    found = self._world.resolve(words, article.published, context=article.text)
                    if found.kind == "ambiguous":
                        meant[words] = name.form != "leader" and bool(beside - {name.actor.id})
                    else:
                        meant[words] = found.id == name.actor.id
                if not meant[words]:
                    continue
            kept.append(name)
        return kept

    def _event(self, one: LiteAct, article: Article, document: Document) -> Event:
        start, end = one.sentence
        sides = one.sides
        return Event(
            id=_event_id(one, document.sha256),
            start=one.since,
            end=one.until,
            precision=one.precision,
            known_at=article.published,
            source=sides.sources,
            target=sides.targets,
            is_reciprocal=sides.is_reciprocal,
            code=one.code,
            modality=one.modality,
            what=self._line(one, article),
            document_ids=(document.id,),
            quote=article.text[start:end],
            quote_start=start,
            quote_end=end,
            trace=_to_json(self._trace(one)),
            confidence=one.confidence,
            feed=article.feed,
        )

    def _line(self, one: LiteAct, article: Article) -> str:
        sign = "<->" if one.sides.is_reciprocal else "->"
        left = self._names(one.sides.sources, article) or "not told"
        return f"{left} {sign} {self._names(one.sides.targets, article)}: {act(one.code).name}"

    def _names(self, actors: tuple[Actor, ...], article: Article) -> str:
        words = []
        for actor in actors:
            name = self._name(actor.id, article.published) if actor.id else actor.name
            words.append(f"{name} ({actor.role})" if actor.role else name)
        return ", ".join(words)

    def _trace(self, one: LiteAct) -> dict[str, Any]:
        return {
            "trigger": one.trigger,
            "trigger_at": one.at,
            "row": one.row,
            "side_rule": one.sides.rule,
            "sources": [a.name for a in one.sides.sources],
            "targets": [a.name for a in one.sides.targets],
            "direction_told": one.sides.is_sure,
            "date_rule": one.date_rule,
            "modality": one.cue,
            "reader": f"{self.name} {self.version}",
        }


def open_lite_reader(world: NameSource | None = None) -> LiteReader:
    """Return the lite reader; it needs no model.

    >>> import datetime as dt
    >>> from goodoffices.reading.article import Article
    >>> article = Article(name="note", language="tr", published=dt.date(2016, 7, 5),
    ...     text="Rusya, Türkiye'yi dün suçladı.")
    >>> [event.what for event in open_lite_reader().read(article).events]
    ['Russian Federation -> Turkey: Accuse']
    """
    if world is None:
        from goodoffices.world import load_world

        world = load_world()
    return LiteReader(world)


def _same_act(one: LiteAct) -> tuple[object, ...]:
    """Return what two mentions of one act have in common."""
    left = frozenset(actor.id for actor in one.sides.sources)
    right = frozenset(actor.id for actor in one.sides.targets)
    sides = frozenset((left, right)) if one.sides.is_reciprocal else (left, right)
    return (one.code[:3], sides, one.modality in {"negated", "expected"} and one.modality)


def _event_id(one: LiteAct, document_sha256: str) -> str:
    left, right = (
        ", ".join([f'"{actor.id}:{actor.role}"' for actor in side])
        for side in (one.sides.sources, one.sides.targets)
    )
    place = f'"{document_sha256}", {one.sentence[0]}, {one.at}'
    key = f'[{place}, "{one.code}", [[{left}], [{right}]]]'
    return f"evt-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
