"""From cases and texts to slots: one slot for each case and for each text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from goodoffices import __version__
from goodoffices.errors import InputError
from goodoffices.ledger.batch import Batch, Load, check_load
from goodoffices.ledger.settings import TEXTS_PER_COMMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from goodoffices.casebook import Case
    from goodoffices.ledger.commits import LoadResult
    from goodoffices.ledger.store import Store
    from goodoffices.reading import Article, Gathered, Reader, Reading

__all__ = ["LoadOutcome", "load_cases", "load_of_case", "load_texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """What became of one case or text: a result, or the reason why there is none."""

    item: str
    result: LoadResult | None
    problem: str = ""


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


def load_texts(
    store: Store, articles: Iterable[Article | Gathered], reader: Reader
) -> tuple[LoadOutcome, ...]:
    """Read articles and load each as the slot ``text:<digest>``; a bad one stops no other.

    Takes articles, or what `goodoffices.reading.gather` yields (an article or a problem). A text
    that is in, and was read by the same reader, is not read again; of two copies in one call the
    first counts. Texts are committed in groups: a kill loses at most the reading of one group.
    """
    outcomes: list[LoadOutcome] = []
    taken: dict[str, Article] = {}
    waiting = iter(articles)
    while group := list(islice(waiting, TEXTS_PER_COMMIT)):
        items = [_look_up(store, item, reader, taken) for item in group]
        _read(items, reader)
        loads = [item.load for item in items if item.load is not None]
        results = {result.slot: result for result in store.load_many(loads)}
        outcomes += [item.outcome(store, results) for item in items]
    return tuple(outcomes)


@dataclass(slots=True, kw_only=True)
class _Item:
    """One item of a group on its way: to be read, or loaded by now, or in already, or failed."""

    name: str
    slot: str = ""
    digest: str = ""
    article: Article | None = None
    load: Load | None = None
    problem: str = ""

    def outcome(self, store: Store, results: Mapping[str, LoadResult]) -> LoadOutcome:
        if self.problem:
            return LoadOutcome(item=self.name, result=None, problem=self.problem)
        result = results[self.slot] if self.load else store.find(self.slot)
        if result is None:
            why = "the same text came before in this call and could not be loaded"
            return LoadOutcome(item=self.name, result=None, problem=why)
        return LoadOutcome(item=self.name, result=result)


def _look_up(
    store: Store, item: Article | Gathered, reader: Reader, taken: dict[str, Article]
) -> _Item:
    """Tell whether an item has to be read, and note its article under its slot in ``taken``."""
    from goodoffices.reading import Gathered

    if isinstance(item, Gathered):
        if item.article is None:
            return _Item(name=item.name, problem=item.problem)
        article = item.article
    else:
        article = item
    slot = f"text:{_digest(article.text)[:16]}"
    if slot in taken:
        first = taken[slot]
        if first.published != article.published:
            why = f"same text as {first.name}, but dated {article.published}, not {first.published}"
            return _Item(name=article.name, problem=why)
        return _Item(name=article.name, slot=slot)
    taken[slot] = article
    digest = _text_digest(article, reader)
    is_in = store.find(slot, digest) is not None
    return _Item(name=article.name, slot=slot, digest=digest, article=None if is_in else article)


def _read(items: Sequence[_Item], reader: Reader) -> None:
    """Read the articles that have to be read, and note what to load or why not."""
    from goodoffices.reading import read_all

    unread = [(item, item.article) for item in items if item.article is not None]
    readings = read_all(reader, (article for _, article in unread))
    for (item, article), reading in zip(unread, readings, strict=True):
        if isinstance(reading, InputError):
            item.problem = str(reading)
            continue
        load = _load_of_reading(reading, slot=item.slot, feed=article.feed, digest=item.digest)
        try:
            check_load(load)
        except InputError as error:
            item.problem = str(error)
        else:
            item.load = load


def _load_of_reading(reading: Reading, *, slot: str, feed: str, digest: str) -> Load:
    batch = Batch(
        documents=(reading.document,),
        events=tuple(reading.events),
        statements=tuple(reading.statements),
    )
    return Load(slot=slot, feed=feed, digest=digest, batch=batch)


def _text_digest(article: Article, reader: Reader) -> str:
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
