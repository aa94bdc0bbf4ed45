"""From files of event data on disk to the store: told by their header, each slot once.

A slot is replaced only by a file that tells more or the same: one with fewer rows, and a row that
stands in another slot already, point to a part taken for the whole, and are refused until the user
says otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from goodoffices.errors import InputError
from goodoffices.ledger.settings import SLOTS_PER_COMMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from goodoffices.feeds.kinds import Kind
    from goodoffices.feeds.parsed import Feed, ParsedSlot
    from goodoffices.feeds.zips import DataFile
    from goodoffices.ledger.feedslots import FeedLoadResult
    from goodoffices.ledger.store import Store
    from goodoffices.reading import Reader

__all__ = ["NEWS", "FileOutcome", "FilingOptions", "list_feed_files", "load_feed_files"]

NEWS: Final = "news"
"""Kind of news feeds, whose entries go through the reader."""

_ROWS_PER_COMMIT = 1_000_000
_REASONS_TO_NAME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingOptions:
    """How to take files.

    The ``kind`` is told by the header if empty; ``released`` is the day on which the files came
    out, where known; ``is_replacing`` lets a slot be replaced by fewer rows.
    """

    kind: str = ""
    released: dt.date | None = None
    is_replacing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of a file. ``n_slots`` maps loaded, replaced, unchanged and refused to counts.

    Rows are those of all its slots: ``n_rows == n_kept + n_rejected + n_duplicates``.
    """

    file: str
    kind: str
    n_slots: dict[str, int] = field(default_factory=dict)
    n_rows: int = 0
    n_kept: int = 0
    n_rejected: int = 0
    n_duplicates: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def list_feed_files(targets: Iterable[Path]) -> list[Path]:
    """Return the files behind the targets; a folder stands for the event data in it, sorted.

    Raises ``InputError`` when a target does not exist or a folder holds no event data.
    """
    from goodoffices.feeds.news import NEWS_SUFFIXES
    from goodoffices.feeds.zips import DATA_SUFFIXES

    suffixes = (*DATA_SUFFIXES, *NEWS_SUFFIXES, ".zip")
    found: list[Path] = []
    for target in targets:
        if target.is_dir():
            inside = [one for one in sorted(target.rglob("*")) if one.is_file()]
            chosen = [one for one in inside if one.suffix.lower() in suffixes]
            if not chosen:
                message = f"holds no event data; looked for {', '.join(suffixes)}"
                raise InputError(message, where=str(target))
            found += chosen
        elif target.exists():
            found.append(target)
        else:
            raise InputError("no such file or folder", where=str(target))
    return list(dict.fromkeys(found))


def load_feed_files(
    store: Store, paths: Iterable[Path], options: FilingOptions, reader: Reader
) -> Iterator[FileOutcome]:
    """Yield what became of each file of event data or news; a bad one stops no other.

    News feeds are read by ``reader``, each entry as a text of its own.
    """
    from goodoffices.feeds.news import is_news
    from goodoffices.feeds.zips import data_files

    taken: dict[str, str] = {}
    for path in paths:
        try:
            for file in data_files(path):
                where = str(path.parent / file.name)
                if options.kind == NEWS or (not options.kind and is_news(file.content)):
                    yield _load_news(store, file, where, options, reader)
                else:
                    yield _load(store, path, file, options, taken)
        except InputError as error:
            yield FileOutcome(file=str(path), kind=options.kind, problems=(str(error),))


def _load_news(
    store: Store, file: DataFile, where: str, options: FilingOptions, reader: Reader
) -> FileOutcome:
    """Read the entries of a news feed; one that cannot be read is told with its reason."""
    from goodoffices.feeds.news import gather_news, read_news
    from goodoffices.ledger.loading import load_texts

    try:
        feed = read_news(file.content, where=where)
    except InputError as error:
        return FileOutcome(file=where, kind=NEWS, problems=(str(error),))
    gathered = gather_news(feed, name=where, published=options.released)
    outcomes = load_texts(store, gathered, reader)
    good = [one.result for one in outcomes if one.result is not None]
    bad = Counter(one.problem.rpartition(": ")[2] for one in outcomes if one.result is None)
    return FileOutcome(
        file=where,
        kind=NEWS,
        n_slots=dict(sorted(Counter(result.status for result in good).items())),
        n_rows=feed.n_entries,
        n_kept=len(good),
        n_rejected=len(outcomes) - len(good),
        n_duplicates=feed.n_repeats,
        reasons=dict(bad.most_common(_REASONS_TO_NAME)),
    )


def _load(
    store: Store, path: Path, file: DataFile, options: FilingOptions, taken: dict[str, str]
) -> FileOutcome:
    """Load a file in commits of many slots; ``taken`` says which file filled a slot of this run."""
    from goodoffices.feeds.kinds import kind_named, kind_of

    where = str(path.parent / file.name)
    run = _Run(store=store, file=where, options=options, taken=taken)
    try:
        run.kind = kind_named(options.kind) if options.kind else kind_of(file)
        run.load(_slots(run, path, file, where))
    except InputError as error:
        run.problems.append(str(error))
    return run.outcome()


def _slots(run: _Run, path: Path, file: DataFile, where: str) -> Iterator[ParsedSlot]:
    from goodoffices.feeds.tablefeed import TableFeed

    feed = run.feed()
    if isinstance(feed, TableFeed):
        return feed.parse_file(file, where=where)
    return feed.parse(path)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One file on its way in, and what became of it so far."""

    store: Store
    file: str
    options: FilingOptions
    taken: dict[str, str]
    kind: Kind | None = None
    statuses: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def feed(self) -> Feed:
        """Return the adapter, told what the user knows."""
        from goodoffices.feeds.tablefeed import TableFeed

        if self.kind is None:
            raise InputError("has no kind", where=self.file)
        made = self.kind.make()
        if isinstance(made, TableFeed):
            return replace(made, released=self.options.released, tell=self.notes.append)
        return made

    def load(self, slots: Iterable[ParsedSlot]) -> None:
        """Load slots, many in a commit."""
        waiting: list[ParsedSlot] = []
        for slot in slots:
            waiting.append(slot)
            n_rows = sum(one.n_rows for one in waiting)
            if len(waiting) >= SLOTS_PER_COMMIT or n_rows >= _ROWS_PER_COMMIT:
                self._commit(waiting)
                waiting = []
        if waiting:
            self._commit(waiting)

    def _commit(self, slots: Sequence[ParsedSlot]) -> None:
        good = [slot for slot in slots if not self._is_refused(slot)]
        results = self.store.load_feed(good, parser=self.feed().version)
        for slot, result in zip(good, results, strict=True):
            self.taken.setdefault(slot.slot, self.file)
            self._count(slot, result)

    def _is_refused(self, slot: ParsedSlot) -> bool:
        reason = self._why_not(slot)
        if reason:
            self.statuses["refused"] += 1
            self.problems.append(f"{self.file}: slot {slot.slot} {reason}")
        return bool(reason)

    def _why_not(self, slot: ParsedSlot) -> str:
        """Return why a slot must not go in, "" if it may."""
        state = self.store.slot_states([slot.slot]).get(slot.slot)
        if state is not None and state.is_loaded:
            if state.digest == slot.digest:
                return ""
            if slot.slot in self.taken:
                return f"was filled from {self.taken[slot.slot]} just now, with other rows"
            before = state.n_rows or 0
            if slot.n_rows < before and not self.options.is_replacing:
                return (
                    f"would shrink from {before:,} rows to {slot.n_rows:,}; if this file is whole, "
                    "give --replace"
                )
        elsewhere, count = _told_elsewhere(self.store, slot)
        if count:
            return (
                f"shares reports ({count:,}) with slot {elsewhere}, which is in; give the file "
                "that name to take its place"
            )
        return ""

    def _count(self, slot: ParsedSlot, result: FeedLoadResult) -> None:
        self.statuses[result.status] += 1
        self.counts += Counter(
            n_rows=slot.n_rows,
            n_kept=slot.reports.num_rows,
            n_rejected=slot.rejects.num_rows,
            n_duplicates=slot.n_duplicates,
        )
        for reason in slot.rejects["reason"].to_pylist():
            self.reasons[reason.partition(", found ")[0]] += 1

    def outcome(self) -> FileOutcome:
        """Return what became of the file."""
        return FileOutcome(
            file=self.file,
            kind=self.kind.name if self.kind else self.options.kind,
            n_slots=dict(sorted(self.statuses.items())),
            **{
                name: self.counts[name]
                for name in ("n_rows", "n_kept", "n_rejected", "n_duplicates")
            },
            reasons=dict(self.reasons.most_common(_REASONS_TO_NAME)),
            notes=tuple(dict.fromkeys(self.notes)),
            problems=tuple(self.problems),
        )


def _told_elsewhere(store: Store, slot: ParsedSlot) -> tuple[str, int]:
    """Return another slot of the feed that holds reports of this one, and how many of them."""
    import duckdb
    import pyarrow.compute as pc

    if not slot.reports.num_rows:
        return "", 0
    days = pc.min_max(slot.reports["day"]).as_py()
    found = store.view(dt.date.max).reports(since=days["min"], until=days["max"])
    feed, name = (duckdb.ConstantExpression(one) for one in (slot.feed, slot.slot))
    found = found.filter(
        (duckdb.ColumnExpression("feed") == feed) & (duckdb.ColumnExpression("slot") != name)
    )
    rows = found.select("report_id", "slot").to_arrow_table()
    shared = rows.filter(pc.is_in(rows["report_id"], slot.reports["report_id"].combine_chunks()))
    return (shared["slot"][0].as_py(), shared.num_rows) if shared.num_rows else ("", 0)
