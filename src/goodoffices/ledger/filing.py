"""From files of event data on disk to the store: told by their header, each slot once.

A slot is replaced only by a file that tells more or the same: one with fewer rows, and a row that
stands in another slot already, point to a part taken for the whole, and are refused until the user
says otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from goodoffices.errors import InputError
from goodoffices.ledger.feedslots import peeked, slots_of_files
from goodoffices.ledger.settings import SLOTS_PER_COMMIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from goodoffices.feeds.kinds import Kind
    from goodoffices.feeds.parsed import Feed, ParsedSlot
    from goodoffices.feeds.zips import DataFile
    from goodoffices.ledger.feedslots import SlotState
    from goodoffices.ledger.store import Store
    from goodoffices.reading import Reader

__all__ = ["NEWS", "FileOutcome", "FilingOptions", "list_feed_files", "load_feed_files"]

NEWS: Final = "news"
"""Kind of news feeds, whose entries go through the reader."""

_ROWS_PER_COMMIT = 1_000_000
_REASONS_TO_NAME = 5
_FILES_TOGETHER = 16
_PACKED_BYTES_TOGETHER = 1 << 22
"""Files that are read at a time, and how large they may be: 16 slots of GDELT, one of its days."""
_PASSED_OVER: Final = "passed over: a note, with no column that event data have"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingOptions:
    """How to take files.

    The ``kind`` is told by the header if empty; ``released`` is the day on which the files came
    out, where known; ``is_replacing`` lets a slot be replaced by fewer rows. ``found`` are files
    that nobody named, for they were found in a folder: notes among them are passed over.
    """

    kind: str = ""
    released: dt.date | None = None
    is_replacing: bool = False
    found: Collection[Path] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of a file. ``n_slots`` maps loaded, replaced, unchanged and refused to counts.

    Rows are those of all its slots: ``n_rows == n_kept + n_rejected + n_duplicates``. ``reasons``
    are told of files that were read; one that is in already need not be.
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
            chosen = [one for one in inside if _is_wanted(one, suffixes)]
            if not chosen:
                message = f"holds no event data; looked for {', '.join(suffixes)}"
                raise InputError(message, where=str(target))
            found += chosen
        elif target.exists():
            found.append(target)
        else:
            raise InputError("no such file or folder", where=str(target))
    return list(dict.fromkeys(found))


def _is_wanted(path: Path, suffixes: tuple[str, ...]) -> bool:
    """Tell whether a file in a folder is event data; mentions are read with their export file."""
    return path.suffix.lower() in suffixes and ".mentions.csv" not in path.name.lower()


def load_feed_files(
    store: Store, paths: Iterable[Path], options: FilingOptions, reader: Reader
) -> Iterator[FileOutcome]:
    """Yield what became of each file of event data or news; a bad one stops no other.

    News feeds are read by ``reader``, each entry as a text of its own.
    """
    batch = _Batch(store=store, options=options)
    for kind, group in _grouped(paths, options):
        if kind is not None:
            yield from batch.take_slots(group, kind)
        else:
            yield from _take_files(batch, group, reader)
    yield from batch.done()


def _grouped(
    paths: Iterable[Path], options: FilingOptions
) -> Iterator[tuple[Kind | None, list[Path]]]:
    """Yield files of one slot each with their kind, so many as make a commit; others one by one."""
    from goodoffices.feeds.kinds import kind_by_name

    group: list[Path] = []
    kind = None
    for path in paths:
        found = kind_by_name(path.name)
        if found is not None and options.kind not in {"", found.name}:
            found = None
        if group and (found is None or found != kind or len(group) == SLOTS_PER_COMMIT):
            yield kind, group
            group = []
        kind = found
        if kind is None:
            yield None, [path]
        else:
            group.append(path)
    if group:
        yield kind, group


def _take_files(batch: _Batch, paths: Iterable[Path], reader: Reader) -> Iterator[FileOutcome]:
    """Take in files whose content tells what they are; yield the files that are through by then."""
    from goodoffices.feeds.kinds import is_note
    from goodoffices.feeds.news import is_news
    from goodoffices.feeds.zips import data_files

    options = batch.options
    for path in paths:
        try:
            for file in data_files(path):
                where = str(path.parent / file.name)
                if options.kind == NEWS or (not options.kind and is_news(file.content)):
                    yield from batch.done()
                    yield _load_news(batch.store, file, where, options, reader)
                elif _is_found(path, file, options) and is_note(file):
                    yield FileOutcome(file=where, kind="", notes=(_PASSED_OVER,))
                else:
                    yield from batch.take(path, file, where)
        except InputError as error:
            yield from batch.done()
            yield FileOutcome(file=str(path), kind=options.kind, problems=(str(error),))


def _is_found(path: Path, file: DataFile, options: FilingOptions) -> bool:
    """Tell whether a file lay in a folder or zip, without anybody saying that it is event data."""
    return not options.kind and (path in options.found or file.name != path.name)


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


@dataclass(slots=True, kw_only=True)
class _Run:
    """One file on its way in, and what became of it so far."""

    file: str
    kind: str
    statuses: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def refuse(self, slot: ParsedSlot, reason: str) -> None:
        """Note that a slot must not go in."""
        self.statuses["refused"] += 1
        self.problems.append(f"{self.file}: slot {slot.slot} {reason}")

    def count(self, slot: ParsedSlot, status: str) -> None:
        """Note what became of a slot."""
        self.statuses[status] += 1
        self.counts += Counter(
            n_rows=slot.n_rows,
            n_kept=slot.reports.num_rows,
            n_rejected=slot.rejects.num_rows,
            n_duplicates=slot.n_duplicates,
        )
        for reason in slot.rejects["reason"].to_pylist():
            self.reasons[reason.partition(", found ")[0]] += 1

    def count_held(self, state: SlotState) -> None:
        """Note that the slot of the file is in as it is."""
        self.statuses["unchanged"] += 1
        self.counts += Counter(
            n_rows=state.n_rows or 0,
            n_kept=state.n_kept or 0,
            n_rejected=state.n_rejected or 0,
            n_duplicates=state.n_duplicates or 0,
        )

    def outcome(self) -> FileOutcome:
        """Return what became of the file."""
        return FileOutcome(
            file=self.file,
            kind=self.kind,
            n_slots=dict(sorted(self.statuses.items())),
            **{
                name: self.counts[name]
                for name in ("n_rows", "n_kept", "n_rejected", "n_duplicates")
            },
            reasons=dict(self.reasons.most_common(_REASONS_TO_NAME)),
            notes=tuple(dict.fromkeys(self.notes)),
            problems=tuple(self.problems),
        )


@dataclass(slots=True, kw_only=True)
class _Batch:
    """Slots that wait for the next commit, and the files that they come from.

    Files of one slot that cannot overlap, such as those of GDELT, share commits. An export goes in
    by itself, so that the next one can be held against it.
    """

    store: Store
    options: FilingOptions
    version: str = ""
    waiting: list[tuple[_Run, ParsedSlot]] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    taken: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, path: Path, file: DataFile, where: str) -> Iterator[FileOutcome]:
        """Take in a file; yield the files that are through by then."""
        from goodoffices.feeds.kinds import kind_named, kind_of
        from goodoffices.feeds.tablefeed import TableFeed

        run = _Run(file=where, kind=self.options.kind)
        self.runs.append(run)
        try:
            kind = kind_named(self.options.kind) if self.options.kind else kind_of(file)
            run.kind = kind.name
            feed = kind.make()
            self._read_by(feed)
            is_export = isinstance(feed, TableFeed) and not feed.is_by_day
            if isinstance(feed, TableFeed):
                told = replace(feed, released=self.options.released, tell=run.notes.append)
                slots = told.parse_file(file, where=where)
            else:
                slots = feed.parse(path)
            for slot in slots:
                self._add(run, slot, is_export=is_export)
            if is_export:
                self._commit()
        except InputError as error:
            run.problems.append(str(error))
        if not self.waiting:
            yield from self.done()

    def take_slots(self, paths: Sequence[Path], kind: Kind) -> Iterator[FileOutcome]:
        """Take in files of one slot each, some together; what is in already is not read."""
        feed = kind.make()
        self._read_by(feed)
        fresh = []
        for path, state in self._states(feed, paths):
            run = _Run(file=str(path), kind=kind.name)
            self.runs.append(run)
            if state is None:
                fresh.append((run, path))
            else:
                run.count_held(state)
        for some in _together(fresh):
            found = slots_of_files(feed, [path for _, path in some])
            for (run, _), slot in zip(some, found, strict=True):
                if isinstance(slot, InputError):
                    run.problems.append(str(slot))
                else:
                    self._add(run, slot, is_export=False)
        yield from self.done()

    def _states(self, feed: Feed, paths: Sequence[Path]) -> Iterator[tuple[Path, SlotState | None]]:
        """Yield each file with the state of its slot if just this file is in, else with None."""
        told = [peeked(feed, path) for path in paths]
        states = self.store.slot_states([one[0] for one in told if one is not None])
        to_read = set()
        for path, one in zip(paths, told, strict=True):
            slot, digest = one or ("", "")
            state = states.get(slot)
            if state is not None and state.has(digest, feed.version) and slot not in to_read:
                _, before = self.taken.setdefault(slot, (str(path), digest))
                if before == digest:
                    yield path, state
                    continue
            to_read.add(slot)
            yield path, None

    def _read_by(self, feed: Feed) -> None:
        """Commit what another version of an adapter read."""
        if feed.version != self.version:
            self._commit()
            self.version = feed.version

    def _add(self, run: _Run, slot: ParsedSlot, *, is_export: bool) -> None:
        if is_export:
            elsewhere, count = _told_elsewhere(self.store, slot)
            if count:
                run.refuse(
                    slot,
                    f"shares reports ({count:,}) with slot {elsewhere}, which is in; give the "
                    "file that name to take its place",
                )
                return
        file, digest = self.taken.setdefault(slot.slot, (run.file, slot.digest))
        if file == run.file:
            self.waiting.append((run, slot))
        elif digest == slot.digest:
            run.count(slot, "unchanged")
        else:
            run.refuse(slot, f"was filled from {file} just now, with other rows")
        n_rows = sum(one.n_rows for _, one in self.waiting)
        if len(self.waiting) >= SLOTS_PER_COMMIT or n_rows >= _ROWS_PER_COMMIT:
            self._commit()

    def _commit(self) -> None:
        """Load what waits, but for slots that would shrink."""
        states = self.store.slot_states([slot.slot for _, slot in self.waiting])
        good = []
        for run, slot in self.waiting:
            state = states.get(slot.slot)
            before = (state.n_rows or 0) if state and state.is_loaded else 0
            is_less = slot.n_rows < before and state is not None and not slot.is_of(state.digest)
            if is_less and not self.options.is_replacing:
                run.refuse(
                    slot,
                    f"would shrink from {before:,} rows to {slot.n_rows:,}; if this file is "
                    "whole, give --replace",
                )
            else:
                good.append((run, slot))
        self.waiting = []
        if good:
            results = self.store.load_feed([slot for _, slot in good], parser=self.version)
            for (run, slot), result in zip(good, results, strict=True):
                run.count(slot, result.status)

    def done(self) -> Iterator[FileOutcome]:
        """Commit what waits, and yield the files that are through."""
        self._commit()
        runs, self.runs = self.runs, []
        for run in runs:
            yield run.outcome()


def _together(files: Sequence[tuple[_Run, Path]]) -> Iterator[list[tuple[_Run, Path]]]:
    """Yield files in groups that are quick to read and not too large."""
    group: list[tuple[_Run, Path]] = []
    n_bytes = 0
    for run, path in files:
        size = 0
        with suppress(OSError):  # reading it will tell what is wrong
            size = path.stat().st_size
        if group and (len(group) == _FILES_TOGETHER or n_bytes + size > _PACKED_BYTES_TOGETHER):
            yield group
            group, n_bytes = [], 0
        group.append((run, path))
        n_bytes += size
    if group:
        yield group


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
