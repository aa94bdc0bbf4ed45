"""The numbered list of sources: every reference of a brief, resolved to addresses."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from goodoffices.brief import constants as c
from goodoffices.brief.records import Address, Reference, Sentence
from goodoffices.brief.said import act_words
from goodoffices.brief.words import clean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from goodoffices.ledger import View
    from goodoffices.records import Document, Event, Statement
    from goodoffices.relations.daily import CitedReport
    from goodoffices.world.model import Source
    from goodoffices.world.world import World

__all__ = ["Evidence", "number_references"]


class Evidence:
    """Everything that a sentence may rest on, by its id.

    Events and statements come from the view, sources from the world tables, ``reports`` and whole
    ``feeds`` are given; a reference that is an address stands for itself.
    """

    def __init__(
        self,
        view: View,
        world: World,
        events: Iterable[Event],
        reports: Mapping[str, CitedReport] = MappingProxyType({}),
        feeds: Iterable[str] = (),
    ) -> None:
        self._view = view
        self._reports = reports
        self._feeds = frozenset(feeds)
        self._world = world
        self.events = {event.id: event for event in events}
        self.statements: dict[str, Statement] = {one.id: one for one in view.statements()}
        self._missing: dict[str, Event | None] = {}

    def words(self, event: Event) -> str:
        """Return what happened as a sentence."""
        return act_words(event, self._world, self._view.as_of)

    def event(self, ref: str) -> Event | None:
        """Return the event with this id, None when the view holds none."""
        if ref in self.events:
            return self.events[ref]
        if ref in self.statements or self._is_of_feeds(ref) or self._world_source(ref) is not None:
            return None
        if ref not in self._missing:
            self._missing[ref] = self._view.event(ref)
        return self._missing[ref]

    def holds(self, ref: str) -> bool:
        """Tell whether a reference leads to something that can be looked up."""
        if ref.startswith(("http://", "https://")) or ref in self.statements:
            return True
        if self._is_of_feeds(ref):
            return True
        return self._world_source(ref) is not None or self.event(ref) is not None

    def sentence(self, text: str, refs: Iterable[str]) -> Sentence | None:
        """Return a sentence with those references that can be resolved; None without any."""
        found = tuple(ref for ref in dict.fromkeys(refs) if self.holds(ref))
        return Sentence(text=clean(text), refs=found) if found else None

    def reference(self, number: int, ref: str, documents: Mapping[str, Document]) -> Reference:
        """Return the entry of the list of sources for one reference."""
        if ref in self._reports:
            return _report_entry(number, self._reports[ref], self._world)
        if ref in self._feeds:
            return _feed_entry(number, ref, self._view.as_of)
        event = self.event(ref)
        if event is not None:
            return _entry(number, ref, event, documents, what=self.words(event), day=event.start)
        statement = self.statements.get(ref)
        if statement is not None:
            return _entry(number, ref, statement, documents, what=statement.what, day=None)
        return self._plain(number, ref)

    def document_ids(self, ref: str) -> tuple[str, ...]:
        """Return the documents behind a reference."""
        record = self.event(ref) or self.statements.get(ref)
        return record.document_ids if record is not None else ()

    def _is_of_feeds(self, ref: str) -> bool:
        return ref in self._reports or ref in self._feeds

    def _plain(self, number: int, ref: str) -> Reference:
        source = self._world_source(ref)
        url = source.url if source is not None else ref
        title = source.title if source is not None and source.title != ref else _host(url)
        return Reference(
            number=number,
            ref=ref,
            kind="source",
            what=title,
            day=None,
            known_at=None,
            confidence=None,
            quote="",
            feed="",
            addresses=(Address(url=url, title=title, publisher=_host(url)),),
        )

    def _world_source(self, ref: str) -> Source | None:
        source = self._world.source(ref)
        return source if source.url else None


def number_references(
    evidence: Evidence, view: View, sentences: Iterable[Sentence]
) -> tuple[Reference, ...]:
    """Return the list of sources of some sentences, numbered in the order of first use."""
    refs = list(dict.fromkeys(ref for sentence in sentences for ref in sentence.refs))
    wanted = {one for ref in refs for one in evidence.document_ids(ref)}
    documents = view.documents(wanted) if wanted else {}
    return tuple(
        evidence.reference(number, ref, documents) for number, ref in enumerate(refs, start=1)
    )


def _entry(
    number: int,
    ref: str,
    record: Event | Statement,
    documents: Mapping[str, Document],
    *,
    what: str,
    day: dt.date | None,
) -> Reference:
    found = [documents[one] for one in record.document_ids if one in documents]
    return Reference(
        number=number,
        ref=ref,
        kind="statement" if day is None and hasattr(record, "polarity") else "event",
        what=clean(what),
        day=day,
        known_at=record.known_at,
        confidence=record.confidence,
        quote=clean(record.quote),
        feed=record.feed,
        addresses=tuple(
            Address(
                url=clean(one.url),
                title=clean(one.title),
                publisher=clean(one.publisher or _host(one.url)),
            )
            for one in found
        ),
    )


def _report_entry(number: int, report: CitedReport, world: World) -> Reference:
    sides = [world.name(one, report.day, style="short") for one in (report.source, report.target)]
    feed, _, name = report.id.partition(":")
    url = clean(report.url or "")
    publisher = clean(report.publisher or (_host(url) if url else feed))
    return Reference(
        number=number,
        ref=report.id,
        kind="report",
        what=clean(f"{' to '.join(sides)}: {report.act.lower()} (CAMEO {report.code})"),
        day=report.day,
        known_at=report.known_at,
        confidence=None,
        quote="",
        feed=feed,
        addresses=(Address(url=url, title=clean(f"report {name}"), publisher=publisher),),
    )


def _feed_entry(number: int, ref: str, as_of: dt.date) -> Reference:
    feed = ref.removeprefix(c.FEED_REF)
    return Reference(
        number=number,
        ref=ref,
        kind="feed",
        what=clean(f"All reports of the feed {feed} that were known on the day"),
        day=None,
        known_at=as_of,
        confidence=None,
        quote="",
        feed=feed,
        addresses=(Address(url="", title=clean(f"the feed {feed} in this store"), publisher=""),),
    )


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or url
    except ValueError:  # an address that is none, such as http://[
        host = url
    return host.removeprefix("www.")
