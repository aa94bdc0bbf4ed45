"""The store: a folder of Delta tables in which a commit spans all tables.

A load writes the tables that it touches and last of all one line to ``commits.jsonl``, which names
the version of each table: that append is the commit. Readers take the last line and read every
table at the version named there, so they see a load wholly or not at all. A writer first rolls
back what a killed writer left beyond the last commit.
"""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from goodoffices.errors import InputError, StoreError, StoreMissing
from goodoffices.ledger.batch import Batch, Load, check_load
from goodoffices.ledger.commitlog import Commit, CommitLog
from goodoffices.ledger.commits import LoadResult, read_history
from goodoffices.ledger.delta import TableFile, check_path, create_table, writing
from goodoffices.ledger.lock import writer_lock
from goodoffices.ledger.migration import marker_text, migrate_store, read_format
from goodoffices.ledger.settings import DATA_TABLES, FORMAT, LOCK_FILE, MARKER_FILE
from goodoffices.ledger.status import StoreStatus, status_of
from goodoffices.ledger.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb
    import pyarrow as pa

    from goodoffices.feeds.parsed import ParsedSlot
    from goodoffices.ledger.commits import History
    from goodoffices.ledger.feedslots import FeedLoadResult, SlotNote, SlotState
    from goodoffices.ledger.view import View

__all__ = ["Store", "init_store", "open_store"]


def init_store(path: Path | str) -> None:
    """Make an empty store in a folder; does nothing if a whole one is there.

    A folder that holds other things is refused. A store that was left half made is completed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     init_store(folder)
    ...     with open_store(folder) as store:
    ...         store.commit
    0
    """
    folder = Path(path).expanduser().absolute()
    check_path(folder)
    marker = folder / MARKER_FILE
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file; a store needs a folder of its own")
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(p.name for p in folder.iterdir() if p.name != LOCK_FILE)
    if others and not marker.exists():
        raise StoreError(
            f"{folder}: holds other things ({', '.join(others[:3])}); choose an empty or new "
            "folder with --store"
        )
    log = CommitLog(folder)
    if marker.exists() and (read_format(folder) < FORMAT or log.exists()):
        return
    with writer_lock(folder):
        with writing(folder):
            marker.write_text(marker_text(), encoding="utf-8")
        for table in (*DATA_TABLES, "slots"):
            create_table(folder / table, table)
        log.create()  # last: a store without it is not made yet


def open_store(
    path: Path | str,
    mode: Literal["read", "write"] = "read",
    *,
    clock: Callable[[], dt.datetime] | None = None,
) -> Store:
    """Return the store in a folder, to be used in a ``with`` statement.

    Any number of readers may be open beside one writer; each keeps to the commit that was the
    last when it was opened. ``clock`` says what time a load is stamped with (default: now, UTC).
    A store of an older format is brought up to date when it is opened for writing.

    Raises
    ------
    StoreMissing
        There is no store in the folder.
    StoreLocked
        Another process writes to it (mode "write" only).
    StoreDamaged
        The log of the store cannot be read.
    """
    folder = Path(path).expanduser().absolute()
    check_path(folder)
    if not (folder / MARKER_FILE).exists() or not _is_made(folder):
        raise StoreMissing(
            f"{folder}: there is no store here; make one with `goodoffices init` or name another "
            "folder with --store"
        )
    if mode == "read" and read_format(folder) < FORMAT:
        raise StoreError(
            f"{folder}: the store has format {read_format(folder)}, this version of goodoffices "
            f"reads format {FORMAT}; run `goodoffices --store {folder} migrate` (it takes seconds; "
            "older versions cannot read the store afterwards)"
        )
    return Store(folder, mode=mode, clock=clock or _now)


def _is_made(folder: Path) -> bool:
    return read_format(folder) < FORMAT or CommitLog(folder).exists()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Store:
    """An open store; a context manager. Made by `open_store`."""

    def __init__(
        self, folder: Path, *, mode: Literal["read", "write"], clock: Callable[[], dt.datetime]
    ) -> None:
        self.path = folder
        self._log = CommitLog(folder)
        self._held = ExitStack()
        self._writer: Writer | None = None
        self._history: History | None = None
        self._engine: duckdb.DuckDBPyConnection | None = None
        self._open_tables: dict[tuple[str, int], TableFile] = {}
        if mode == "write":
            self._held.enter_context(writer_lock(folder))
        try:
            if mode == "write":
                migrate_store(folder)
                self._writer = Writer(folder, clock=clock)
                self._writer.recover()
            self._last = self._log.last()
        except BaseException:
            self._held.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the writer's lock; views that were taken stay usable."""
        self._writer = None
        self._held.close()

    @property
    def commit(self) -> int:
        """Number of the newest commit that this store sees; 0 when nothing was loaded."""
        return self._last.commit if self._last else 0

    def view(self, as_of: dt.date, commit: int | None = None) -> View:
        """Return what could be known on a day, as of a commit (the newest if None).

        Raises
        ------
        InputError
            There is no such commit.
        """
        from goodoffices.ledger.view import View

        number = self.commit if commit is None else commit
        found = self._commit_at(number)
        if number and found is None:
            first = self._log.first()
            begins = f"; the first one is {first.commit}" if first and first.commit > 1 else ""
            raise InputError(
                f"commit {number} does not exist; the last one is {self.commit}{begins}"
            )
        versions = found.versions if found else {}
        return View(
            self.path,
            as_of=as_of,
            commit=number,
            versions=versions,
            opener=self._table,
            connector=self._connection,
        )

    def _connection(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of a view's own to one engine: its memory is bounded for all."""
        from goodoffices.ledger.engine import connect

        if self._engine is None:
            self._engine = connect()
        return self._engine.cursor()

    def _commit_at(self, number: int) -> Commit | None:
        if number == self.commit or number <= 0:
            return self._last if number > 0 else None
        return self._log.at(number) if number < self.commit else None

    def _table(self, table: str, version: int) -> TableFile:
        """Return a table at a version; opened once, for a version never changes."""
        if (table, version) not in self._open_tables:
            self._open_tables[table, version] = TableFile(self.path / table, version=version)
        return self._open_tables[table, version]

    def find(self, slot: str, digest: str | None = None) -> LoadResult | None:
        """Return what a slot holds ("unchanged"), or None if it is not in (with that digest)."""
        return self._loads().find(slot, digest)

    def _loads(self) -> History:
        """Return the loads of records, read when they are first asked for."""
        if self._history is None:
            version = self._last.versions["slots"] if self._last else 0
            self._history = read_history(self._table("slots", version).rows())
        return self._history

    def status(self) -> StoreStatus:
        """Return what the store holds: counts, feeds, days covered, size on disk."""
        return status_of(self.path, self._loads(), self.view(dt.date.max))

    def load(self, slot: str, feed: str, digest: str, batch: Batch) -> LoadResult:
        """Write the records of one slot, wholly or not at all.

        Nothing is written if the slot is in with the same digest ("unchanged"); if it is in with
        another one, its rows are replaced ("replaced").

        Raises
        ------
        BadRow
            A record does not fit the schema; nothing was written.
        StoreError
            The store was opened for reading, or the disk refused; the store is as before.
        """
        return self.load_many([Load(slot=slot, feed=feed, digest=digest, batch=batch)])[0]

    def load_many(self, loads: Sequence[Load]) -> tuple[LoadResult, ...]:
        """Write several slots in one commit: all of them or none; see `load`."""
        from goodoffices.ledger.recordload import write_records

        writer = self._ready_writer()
        slots = [load.slot for load in loads]
        if len(set(slots)) != len(slots):
            raise InputError("a slot is named twice in one load; load it once")
        history = self._loads()
        fresh = [load for load in loads if history.find(load.slot, load.digest) is None]
        tables = [check_load(load) for load in fresh]
        if fresh:
            self._history = write_records(writer, history, fresh, tables)
            self._last = writer.last
        new = {load.slot for load in fresh}
        return tuple(self._loads().result_of(slot, is_new=slot in new) for slot in slots)

    def load_feed(self, slots: Sequence[ParsedSlot], *, parser: str) -> tuple[FeedLoadResult, ...]:
        """Write several slots of feeds in one commit: all of them or none.

        A slot that is in with the same digest, read by the same ``parser`` (the version of the
        adapter), is left alone ("unchanged"). Another digest is a correction, which counts from
        today on; a view of an earlier day goes on showing what was there. The same digest read by
        another parser replaces the rows for all days. An earlier commit shows what it always did.

        Raises
        ------
        InputError
            A slot does not fit the schema or its counts; nothing was written.
        StoreError
            The store was opened for reading, or the disk refused; the store is as before.
        """
        from goodoffices.ledger.feedload import write_slots

        writer = self._ready_writer()
        results = write_slots(writer, slots, parser=parser)
        self._last = writer.last
        return results

    def note_slots(self, notes: Sequence[SlotNote]) -> None:
        """Note slots that are expected, missing, fetched or failed, in one commit.

        What is loaded stays loaded, whatever is noted of it; a note that says nothing new is not
        written again.
        """
        from goodoffices.ledger.feedload import write_notes

        writer = self._ready_writer()
        write_notes(writer, notes)
        self._last = writer.last

    def put_feed_health(self, feed: str, rows: pa.Table) -> None:
        """Put the health of a feed, a row a day, in the place of what was held of it."""
        from goodoffices.ledger.feedload import write_health

        writer = self._ready_writer()
        write_health(writer, feed, rows)
        self._last = writer.last

    def slot_states(self, slots: Sequence[str]) -> dict[str, SlotState]:
        """Return what counts for some slots of feeds; a slot never heard of is not in it."""
        from goodoffices.ledger.feedslots import states_of

        version = self._last.versions.get("feed_slots") if self._last else None
        if version is None:
            return {}
        return states_of(self._table("feed_slots", version), slots)

    def compact(self, *, spares_newest: bool = False) -> None:
        """Merge the files of each month of the feed tables into one; what is seen stays the same.

        Loading merges files when there are many; this is for the end of a long load. With
        ``spares_newest`` the newest month, to which more will come, is left for later.
        """
        from goodoffices.ledger.feedload import compact_tables

        writer = self._ready_writer()
        compact_tables(writer, is_full=True, spares_newest=spares_newest)
        self._last = writer.last

    def write_imported(self, take_in: Callable[[Writer], None]) -> None:
        """Let an import write the first commit."""
        writer = self._ready_writer()
        take_in(writer)
        self._last = writer.last

    def _ready_writer(self) -> Writer:
        if self._writer is None:
            raise StoreError(f"{self.path}: opened for reading; open it with mode='write'")
        if self._writer.recover():  # after a failed write, start again from what is on the disk
            self._history = None
            self._last = self._writer.last
        return self._writer
