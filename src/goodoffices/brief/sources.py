"""The numbered list of sources: every reference of a brief, resolved to addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.brief.records import Address, Reference, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodoffices.brief.protocols import View, World
    from goodoffices.records import Document, Event, Statement

__all__ = ["Evidence", "number_references"]


class Evidence:
    """Everything that a sentence may rest on, by its id.

    Events and statements come from the view, sources from the world tables; a reference that is an
    address stands for itself.
    """

    def __init__(self, view: View, world: World, events: Iterable[Event]) -> None:
        self._view = view
        self._world = world
        self.events = {event.id: event for event in events}
        self.statements: dict[str, Statement] = {one.id: one for one in view.statements()}
        self._missing: dict[str, Event | None] = {}

    def event(self, ref: str) -> Event | None:
        """Return the event with this id, None when the view holds none."""
        if ref in self.events:
            return self.events[ref]
        if ref not in self._missing:
            self._missing[ref] = self._view.event(ref)
        return self._missing[ref]

    def holds(self, ref: str) -> bool:
        """Tell whether a reference leads to something that can be looked up."""
        is_address = ref.startswith(("http://", "https://"))
        is_record = ref in self.statements or self.event(ref) is not None
        return is_address or is_record or self._world_source(ref) is not None

    def sentence(self, text: str, refs: Iterable[str]) -> Sentence | None:
        """Return a sentence with those references that can be resolved; None without any."""
        found = tuple(ref for ref in dict.fromkeys(refs) if self.holds(ref))
        return Sentence(text=text, refs=found) if found else None

    def reference(self, number: int, ref: str, documents: Mapping[str, Document]) -> Reference:
        """Return the entry of the list of sources for one reference."""
        event = self.event(ref)
        if event is not None:
            return _entry(number, ref, "event", event, documents, day=event.start)
        statement = self.statements.get(ref)
        if statement is not None:
            return _entry(number, ref, "statement", statement, documents, day=None)
        return self._plain(number, ref)

    def document_ids(self, ref: str) -> tuple[str, ...]:
        """Return the documents behind a reference."""
        record = self.event(ref) or self.statements.get(ref)
        return record.document_ids if record is not None else ()

    def _plain(self, number: int, ref: str) -> Reference:
        source = self._world_source(ref)
        title = source.title if source is not None else ref
        url = source.url if source is not None else ref
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

    def _world_source(self, ref: str) -> _WorldSource | None:
        try:
            return self._world.source(ref)
        except (LookupError, GoodOfficesError):
            return None
