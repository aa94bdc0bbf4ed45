"""The reader: an article in, events and statements out, each with its quote and its trace."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from goodoffices.errors import InputError
from goodoffices.ontology import act
from goodoffices.reading.article import document_of
from goodoffices.reading.dates import find_dates
from goodoffices.reading.dating import carry_date
from goodoffices.reading.events import UnitToRead, draft_events, merge_drafts
from goodoffices.reading.groups import group_names
from goodoffices.reading.language import LANGUAGE_NAMES
from goodoffices.reading.limits import SEASONS_FROM_LATITUDE
from goodoffices.reading.line_heads import date_before_line, date_in_dateline
from goodoffices.reading.mentions import find_mentions
from goodoffices.reading.names import Gazetteer, Hit, NameSource, only_state
from goodoffices.reading.parse import open_model
from goodoffices.reading.references import (
    join_companions,
    joined_pair,
    listed_together,
    pair_here,
    people_of,
)
from goodoffices.reading.repeats import merge_repeats
from goodoffices.reading.segment import dateline_of, split_sentences
from goodoffices.reading.sides import Scene
from goodoffices.reading.statements import draft_statements
from goodoffices.reading.story import Story, find_protagonists
from goodoffices.records import Document, Event, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodoffices.reading.article import Article
    from goodoffices.reading.choice import ReaderKind
    from goodoffices.reading.dates import When
    from goodoffices.reading.events import Draft
    from goodoffices.reading.names import Surface
    from goodoffices.reading.parse import Model
    from goodoffices.reading.parsed import ParsedText
    from goodoffices.reading.segment import Sentence, Unit
    from goodoffices.reading.statements import StatementDraft
    from goodoffices.reading.story import Mention
    from goodoffices.reading.times_told import Times
    from goodoffices.records import Actor

__all__ = ["EnglishReader", "Reader", "Reading", "open_reader"]

READER_VERSION = "1"
_AND = re.compile(r"\s*(?:and|-|–|/|with|against|versus|vs\.?)\s*", re.IGNORECASE)  # noqa: RUF001
_JOINED_WEIGHT = 0.5
"""How much "X and Y" counts as a pair beside "between X and Y"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one text says: its document, events, statements, and notes on what was left out."""

    document: Document
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    skipped: tuple[str, ...]


class Reader(Protocol):
    """What turns an article into events; plug in another behind the same three names."""

    @property
    def name(self) -> str:
        """Which reader this is."""
        ...

    @property
    def version(self) -> str:
        """Its version, with that of its model."""
        ...

    def read(self, article: Article) -> Reading:
        """Return what the article says happened."""
        ...


def open_reader(world: NameSource | None = None, kind: ReaderKind = "best") -> Reader:
    """Return the best reader that is installed; ``world`` says who bears which name.

    ``kind`` asks for one reader: "english" (raises ``MissingExtra`` without its model), "lite", or
    "endpoint" (raises ``InputError`` when no server is named).
    """
    from goodoffices.reading.choice import choose_reader

    return choose_reader(world, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    sentence: Sentence
    unit: Unit
    doc: ParsedText


class EnglishReader:
    """Reads English news with a small parser, a dated gazetteer and the tables of ``lexicon``."""

    def __init__(self, world: NameSource) -> None:
        self._world = world

    @property
    def name(self) -> str:
        """Which reader this is."""
        return "english"

    @property
    def version(self) -> str:
        """Version of the rules and of the model."""
        model = self._model
        return f"{READER_VERSION}+{model.name}-{model.version}"

    @cached_property
    def _model(self) -> Model:
        return open_model()

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer((*self._world.surfaces("en"), *group_names()))

    def read(self, article: Article) -> Reading:
        """Return what the article says happened.

        Raises ``InputError`` when the article is not in English.
        """
        if article.language != "en":
            language = LANGUAGE_NAMES.get(article.language, f"unknown ({article.language})")
            raise InputError(
                f"the language of the text is {language}; this version reads English only",
                where=article.name,
            )
        document = document_of(article)
        drafts, told, notes = self._drafts(article)
        events = [self._event(draft, article, document) for draft in merge_drafts(drafts)]
        statements = [self._statement(draft, article, document) for draft in told]
        return Reading(
            document=document,
            events=merge_repeats({event.id: event for event in events}.values()),
            statements=tuple({one.id: one for one in statements}.values()),
            skipped=tuple(notes),
        )

    def _drafts(self, article: Article) -> tuple[list[Draft], list[StatementDraft], list[str]]:
        named, bodies = self._named(article)
        in_title = self._gazetteer.scan(article.title, article.published)
        story = Story(
            shares={side: n / named.total() for side, n in named.items()},
            titled=tuple(dict.fromkeys(surface.actor_id for surface in _sure(in_title))),
            title_pair=_title_pair(article.title, in_title),
            protagonists=find_protagonists(named, bodies),
        )
        drafts: list[Draft] = []
        told: list[StatementDraft] = []
        notes: list[str] = []
        for group in self._parse(article.text):
            story.next_sentence(group[0].sentence.paragraph)
            scenes = self._scenes(group, article, story)
            if group[0].sentence.is_headline:
                notes.append(f"{group[0].sentence.start} headline: not read for events")
                continue
            _note_heads(group[0].sentence, article, story.times)
            dates = [
                self._dates(parsed, scene, article, story)
                for parsed, scene in zip(group, scenes, strict=True)
            ]
            for parsed, scene, own in zip(group, scenes, dates, strict=True):
                unit = UnitToRead(
                    scene=scene,
                    story=story,
                    dates=own,
                    published=article.published,
                    place=parsed.unit.at,
                    sentence=(parsed.sentence.start, parsed.sentence.end),
                )
                for one in draft_events(unit):
                    notes.append(one) if isinstance(one, str) else drafts.append(one)
                carry_date(unit)
                told.extend(
                    draft_statements(scene, told, parsed.unit, parsed.sentence, _in_focus(story))
                )
        return drafts, told, notes

    def _parse(self, text: str) -> Iterable[list[_Parsed]]:
        sentences = split_sentences(text)
        units = [(sentence, unit) for sentence in sentences for unit in sentence.units]
        docs = self._model.parse(unit.text for _, unit in units)
        group: list[_Parsed] = []
        for (sentence, unit), doc in zip(units, docs, strict=True):
            if group and group[0].sentence is not sentence:
                yield group
                group = []
            group.append(_Parsed(sentence=sentence, unit=unit, doc=doc))
        if group:
            yield group

    def _scenes(self, group: list[_Parsed], article: Article, story: Story) -> list[Scene]:
        mentions: list[list[Mention]] = []
        for parsed in group:
            hits = self._hits(parsed.unit.text, article, story)
            found = find_mentions(parsed.doc, hits, story)
            mentions.append(found)
            for mention in found:
                story.remember(mention)
            _note_pairs(parsed.doc, found, story)
        companions = join_companions(
            article.text,
            sorted(
                (
                    (parsed.unit.at(m.start), parsed.unit.at(m.end - 1) + 1, m)
                    for parsed, found in zip(group, mentions, strict=True)
                    for m in found
                ),
                key=lambda place: place[:2],
            ),
        )
        return [
            Scene(
                doc=parsed.doc,
                mentions=tuple(found),
                companions={
                    m.start: companions[parsed.unit.at(m.start)]
                    for m in found
                    if parsed.unit.at(m.start) in companions
                },
            )
            for parsed, found in zip(group, mentions, strict=True)
        ]

    def _named(self, article: Article) -> tuple[Counter[str], frozenset[str]]:
        """Return how often each actor is named, unambiguously, and which of them are no state."""
        meant = _sure(self._gazetteer.scan(article.text, article.published))
        bodies = frozenset(s.actor_id for s in meant if s.form in {"organisation", "group"})
        return Counter(surface.actor_id for surface in meant), bodies

    def _hits(self, text: str, article: Article, story: Story) -> list[Hit]:
        """Return the names in a unit; what has two meanings is settled by the whole article."""
        kept = []
        hits = self._gazetteer.scan(text, article.published)
        for hit in hits:
            if not any(getattr(surface, "is_ambiguous", False) for surface in hit.surfaces):
                kept.append(hit)
                continue
            words = text[hit.start : hit.end]
            if words not in story.settled:
                found = self._world.resolve(words, article.published, context=article.text)
                story.settled[words] = found.id if found.kind == "resolved" else None
            meant = story.settled[words] or only_state(hit, hits) or people_of(hit, text)
            meant = meant or story.named_before(hit)
            if meant is not None:
                fitting = tuple(s for s in hit.surfaces if s.actor_id == meant)
                kept.append(replace(hit, surfaces=fitting or hit.surfaces))
        return kept

    def _dates(
        self, parsed: _Parsed, scene: Scene, article: Article, story: Story
    ) -> tuple[When, ...]:
        story.hemisphere = self._hemisphere(scene) or story.hemisphere
        found = find_dates(
            parsed.unit.text,
            article.published,
            anchor=story.times.counting_from,
            anchor_until=story.times.counting_until,
            told=story.times.told,
            hemisphere=story.hemisphere,
        )
        head = story.times.head
        if head is None or not story.times.is_line_start or parsed.unit.is_aside:
            return found
        return tuple(replace(head, start=w.start, end=w.end) if w.start < head.end else w
                     for w in found)  # fmt: skip

    def _hemisphere(self, scene: Scene) -> str:
        """Return the half of the earth in which the states named in a unit lie, "" if in both."""
        latitude = getattr(self._world, "latitude", None)
        ids = {a.id for m in scene.mentions for a in m.actors if a.id is not None}
        degrees = [latitude(one) for one in ids] if latitude is not None else []
        far = [d for d in degrees if d is not None and abs(d) >= SEASONS_FROM_LATITUDE]
        if not far or min(far) < 0 < max(far):
            return ""
        return "north" if far[0] > 0 else "south"

    def _event(self, draft: Draft, article: Article, document: Document) -> Event:
        start, end = draft.sentence
        sources, targets = draft.sides.sources, draft.sides.targets
        return Event(
            id=draft.event_id(document.sha256, start),
            start=draft.since,
            end=draft.until,
            precision=draft.precision,
            known_at=article.published,
            source=sources,
            target=targets,
            via=draft.via,
            is_reciprocal=draft.sides.is_reciprocal,
            code=draft.code,
            modality=draft.modality,
            n_dead=draft.n_dead,
            n_injured=draft.n_injured,
            what=self._line(draft, article),
            document_ids=(document.id,),
            quote=article.text[start:end],
            quote_start=start,
            quote_end=end,
            trace=json.dumps(self._trace(draft), ensure_ascii=False),
            confidence=draft.confidence,
            feed=article.feed,
        )

    def _line(self, draft: Draft, article: Article) -> str:
        sign = "<->" if draft.sides.is_reciprocal else "->"
        left = self._names(draft.sides.sources, article) or "not told"
        right = self._names(draft.sides.targets, article) or "nobody named"
        return f"{left} {sign} {right}: {act(draft.code).name}"

    def _names(self, actors: tuple[Actor, ...], article: Article) -> str:
        name = getattr(self._world, "name", None)
        words = []
        for actor in actors:
            place = (
                actor.name
                if actor.id is None or name is None
                else name(actor.id, article.published)
            )
            words.append(f"{place} ({actor.role})" if actor.role else place)
        return ", ".join(words)

    def _trace(self, draft: Draft) -> dict[str, Any]:
        told_in = {"told_in": draft.told_in} if draft.told_in else {}
        return {
            "trigger": draft.trigger,
            "trigger_at": draft.at,
            "row": draft.row,
            "source_rule": draft.sides.source_rule,
            "target_rule": draft.sides.target_rule,
            "sources": [a.name for a in draft.sides.sources],
            "targets": [a.name for a in draft.sides.targets],
            "source_at": draft.source_at,
            "target_at": draft.target_at,
            "via_at": draft.via_at,
            "runner_up": None if draft.runner_up is None else asdict(draft.runner_up),
            "direction_told": draft.sides.is_direction_told,
            "date_rule": draft.date_rule,
            "modality": draft.modality_word,
            **told_in,
            **({"odds": draft.odds} if draft.odds else {}),
            "confidence_terms": draft.confidence_terms,
            "reader": f"{self.name} {self.version}",
        }

    def _statement(self, draft: StatementDraft, article: Article, document: Document) -> Statement:
        start, end = draft.sentence
        left = self._names(tuple(replace(a, role="") for a in draft.subject), article)
        right = self._names(tuple(replace(a, role="") for a in draft.object), article)
        return Statement(
            id=draft.statement_id(document.sha256),
            known_at=article.published,
            kind=draft.kind,
            subject=draft.subject,
            object=draft.object,
            polarity=draft.polarity,
            what=f"{' and '.join(filter(None, (left, right)))}: {draft.kind.replace('_', ' ')}",
            document_ids=(document.id,),
            quote=article.text[start:end],
            quote_start=start,
            quote_end=end,
            trace=json.dumps(
                {"cue": draft.cue, "row": draft.row, "reader": f"{self.name} {self.version}"},
                ensure_ascii=False,
            ),
            confidence=draft.confidence,
            feed=article.feed,
        )


def _sure(hits: Iterable[Hit]) -> list[Surface]:
    """Return a surface of each name that can stand for one actor only."""
    return [hit.surfaces[0] for hit in hits if len({s.actor_id for s in hit.surfaces}) == 1]


def _title_pair(title: str, hits: list[Hit]) -> tuple[str, str] | None:
    """Return the two states that the title joins ("Peru and Chile make up")."""
    for first, second in itertools.pairwise(hits):
        sides = {s.actor_id for s in (*first.surfaces, *second.surfaces)}
        if _AND.fullmatch(title[first.end : second.start]) and len(sides) == len("ab"):
            low, high = sorted(sides)
            return low, high
    return None


def _in_focus(story: Story) -> tuple[Actor, ...]:
    """Return the two states that "both" or "the quarrel" would mean here."""
    from goodoffices.records import Actor, ActorId

    return tuple(Actor(id=ActorId(one)) for one in story.best_pair() or ())


def _note_heads(sentence: Sentence, article: Article, times: Times) -> None:
    """Note the date that stands before a line, and the day of the dispatch."""
    head = date_before_line(article.text, sentence.start, article.published)
    times.is_line_start = head is not None
    if head is not None:
        times.head = head
        times.count_from(head, (sentence.start, sentence.end))
    lead = dateline_of(article.text[sentence.start : sentence.end])
    if lead:
        times.dateline = date_in_dateline(lead, article.published)


def _note_pairs(doc: ParsedText, mentions: list[Mention], story: Story) -> None:
    """Put the two states that "between" or "and" joins into focus."""
    several = listed_together(doc, mentions)
    if several:
        story.add_group(several)
    two = pair_here(doc, mentions)
    weight = 1.0 if two is not None else _JOINED_WEIGHT
    two = two or (None if several else joined_pair(doc, mentions))
    if two is not None:
        from goodoffices.records import Actor, ActorId

        low, high = (Actor(id=ActorId(side)) for side in two)
        story.add_pair(low, high, weight)
        story.group = (low, high) if weight == 1.0 or not story.group else story.group
