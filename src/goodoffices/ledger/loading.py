"""From cases and texts to slots: one slot for each case and for each text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from goodoffices import __version__
from goodoffices.errors import InputError
from goodoffices.ledger.batch import Batch, Load, check_load
from goodoffices.ledger.settings import TEXTS_PER_COMMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from goodoffices.casebook import Case
    from goodoffices.ledger.commits import LoadResult
    from goodoffices.ledger.store import Store

__all__ = ["LoadOutcome", "load_cases", "load_of_case", "load_texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """What became of one case or text: a result, or the reason why there is none.

    ``notes`` say what the reader kept out, and why.
    """

    item: str
    result: LoadResult | None
    problem: str = ""
    notes: tuple[str, ...] = ()


class _Reader(Protocol):
    """What `load_texts` needs of a reader of the room ``reading``."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    def read(self, article: Any) -> Any: ...


def load_cases(store: Store, folders: Iterable[Path | str]) -> tuple[LoadOutcome, ...]:
    """Load case folders, each as the slot ``casebook:<case-id>``; a bad one stops no other.

    The texts of a case are not loaded here: they are to be read, see `load_texts`.
    """
    from goodoffices.casebook import read_case

    outcomes = []
    for folder in folders:
        try:
            load = load_of_case(read_case(folder))
            outcomes.append(LoadOutcome(item=str(folder), result=store.load_many([load])[0]))
        except InputError as error:
            message = str(error)
            place = "" if message.startswith(str(folder)) else f"{folder}: "
            outcomes.append(LoadOutcome(item=str(folder), result=None, problem=place + message))
    return tuple(outcomes)


def load_of_case(case: Case) -> Load:
    """Return what to load for a case; the digest changes with its files and with our version."""
    return Load(
        slot=f"casebook:{case.id}",
        feed="casebook",
        digest=_digest(case.digest, __version__),
        batch=Batch(
            documents=case.documents,
            events=case.events,
            statements=case.statements,
            measures=case.measures,
        ),
    )


def load_texts(store: Store, articles: Iterable[Any], reader: _Reader) -> tuple[LoadOutcome, ...]:
    """Read articles and load each as the slot ``text:<digest>``; a bad one stops no other.

    Takes articles, or what `goodoffices.reading.gather` yields (an article or a problem). A text
    that is in, and was read by the same reader, is not read again; of two copies in one call the
    first counts. Texts are committed in groups: a kill loses at most the reading of one group.
    """
    outcomes: list[LoadOutcome] = []
    taken: dict[str, Any] = {}
    waiting = iter(articles)
    while group := list(islice(waiting, TEXTS_PER_COMMIT)):
        ready = [_prepare(store, item, reader, taken) for item in group]
        loads = [one.load for one in ready if one.load is not None]
        results = {result.slot: result for result in store.load_many(loads)}
        outcomes += [one.outcome(store, results) for one in ready]
    return tuple(outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """One item of a group before the commit: a load, or a slot that is in, or a problem."""

    item: str
    slot: str = ""
    load: Load | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""

    def outcome(self, store: Store, results: Mapping[str, LoadResult]) -> LoadOutcome:
        if self.problem:
            return LoadOutcome(item=self.item, result=None, problem=self.problem)
        result = results[self.slot] if self.load else store.find(self.slot)
        if result is None:
            why = "the same text came before in this call and could not be loaded"
            return LoadOutcome(item=self.item, result=None, problem=why)
        return LoadOutcome(item=self.item, result=result, notes=self.notes)


def _prepare(store: Store, item: Any, reader: _Reader, taken: dict[str, Any]) -> _Prepared:
    """Read one item if that is needed, and note its article under its slot in ``taken``."""
    article = getattr(item, "article", item)
    if article is None:
        return _Prepared(item=item.name, problem=item.problem)
    slot = f"text:{_digest(article.text)[:16]}"
    if slot in taken:
        first = taken[slot]
        if first.published != article.published:
            why = f"same text as {first.name}, but dated {article.published}, not {first.published}"
            return _Prepared(item=article.name, problem=why)
        return _Prepared(item=article.name, slot=slot)
    taken[slot] = article
    digest = _text_digest(article, reader)
    if store.find(slot, digest) is not None:
        return _Prepared(item=article.name, slot=slot)
    try:
        reading = reader.read(article)
        load = _load_of_reading(reading, slot=slot, feed=article.feed, digest=digest)
        check_load(load)
    except InputError as error:
        return _Prepared(item=article.name, problem=str(error))
    notes = tuple(str(note) for note in getattr(reading, "notes", ()))
    return _Prepared(item=article.name, slot=slot, load=load, notes=notes)


def _load_of_reading(reading: Any, *, slot: str, feed: str, digest: str) -> Load:
    batch = Batch(
        documents=(reading.document,),
        events=tuple(reading.events),
        statements=tuple(reading.statements),
        measures=tuple(getattr(reading, "measures", ())),
    )
    return Load(slot=slot, feed=feed, digest=digest, batch=batch)


def _text_digest(article: Any, reader: _Reader) -> str:
    """Return a digest that changes when another reading could come out; not with the file name."""
    return _digest(
        article.text,
        article.title,
        article.url,
        article.publisher,
        article.language,
        str(article.published),
        article.feed,
        reader.name,
        reader.version,
        __version__,
    )


def _digest(*parts: str) -> str:
    """Return the SHA-256 of some texts; lists of different length never share one."""
    packed = "\0".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()
