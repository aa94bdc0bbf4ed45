"""The store: a folder of Delta tables in which a commit spans all tables.

A load writes documents, events, statements and measures, and last of all one row per slot to
``slots``, which names the version of each of the others: that append is the commit. Readers take
the newest row of ``slots`` and read every table at the version named there, so they see a load
wholly or not at all. A writer first rolls back what a killed writer left beyond the last commit.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from goodoffices import __version__
from goodoffices.errors import InputError, StoreDamaged, StoreError, StoreMissing
from goodoffices.ledger.batch import Batch, Load, check_load
from goodoffices.ledger.commits import LoadResult, SlotRow, read_history
from goodoffices.ledger.delta import TableFile, check_path, create_table, table_exists, writing
from goodoffices.ledger.lock import writer_lock
from goodoffices.ledger.settings import DATA_TABLES, FORMAT, LOCK_FILE, MARKER_FILE
from goodoffices.ledger.status import StoreStatus, status_of
from goodoffices.tables import TABLES, arrow_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from goodoffices.ledger.rows import Row
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
    if marker.exists():
        _check_format(marker)
        if table_exists(folder / "slots"):
            return
    with writer_lock(folder):
        with writing(folder):
            marker.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        for table in TABLES:  # slots come last: a store without them is not made yet
            create_table(folder / table, table)


def open_store(
    path: Path | str,
    mode: Literal["read", "write"] = "read",
    *,
    clock: Callable[[], dt.datetime] | None = None,
) -> Store:
    """Return the store in a folder, to be used in a ``with`` statement.

    Any number of readers may be open beside one writer; each keeps to the commit that was the
    last when it was opened. ``clock`` says what time a load is stamped with (default: now, UTC).

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
    marker = folder / MARKER_FILE
    if not marker.exists() or not table_exists(folder / "slots"):
        raise StoreMissing(
            f"{folder}: there is no store here; make one with `goodoffices init` or name another "
            "folder with --store"
        )
    _check_format(marker)
    return Store(folder, mode=mode, clock=clock or _now)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _check_format(marker: Path) -> None:
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(
            f'{marker}: must hold {{"format": {FORMAT}}}; restore it from a copy'
        ) from error
    if found != FORMAT:
        raise StoreError(
            f"{marker.parent}: the store has format {found}, this version of goodoffices reads "
            f"format {FORMAT}; install the version that made it, or load into a new store"
        )


class Store:
    """An open store; a context manager. Made by `open_store`."""

    def __init__(
        self, folder: Path, *, mode: Literal["read", "write"], clock: Callable[[], dt.datetime]
    ) -> None:
        self.path = folder
        self._clock = clock
        self._held = ExitStack()
        self._writable: dict[str, TableFile] = {}
        self._is_dirty = False
        if mode == "write":
            self._held.enter_context(writer_lock(folder))
        try:
            self._read_slots()
            if mode == "write":
                self._roll_back()
        except BaseException:
            self._held.close()
            raise

    def _read_slots(self) -> None:
        self._slots = TableFile(self.path / "slots")
        self._history = read_history(self._slots.rows(), where=self.path / "slots")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the writer's lock; views that were taken stay usable."""
        self._writable = {}
        self._held.close()

    @property
    def commit(self) -> int:
        """Number of the newest commit that this store sees; 0 when nothing was loaded."""
        return self._history.last_commit

    def view(self, as_of: dt.date, commit: int | None = None) -> View:
        """Return what could be known on a day, as of a commit (the newest if None).

        Raises
        ------
        InputError
            There is no such commit.
        """
        from goodoffices.ledger.view import View

        number = self.commit if commit is None else commit
        if not 0 <= number <= self.commit:
            raise InputError(f"commit {number} does not exist; the last one is {self.commit}")
        return View(
            self.path, as_of=as_of, commit=number, versions=self._history.versions_at(number)
        )

    def find(self, slot: str, digest: str | None = None) -> LoadResult | None:
        """Return what a slot holds ("unchanged"), or None if it is not in (with that digest)."""
        return self._history.find(slot, digest)

    def status(self) -> StoreStatus:
        """Return what the store holds: counts, feeds, days covered, size on disk."""
        return status_of(self.path, self._history, self.view(dt.date.max))

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
        if not self._writable:
            raise StoreError(f"{self.path}: opened for reading; open it with mode='write'")
        slots = [load.slot for load in loads]
        if len(set(slots)) != len(slots):
            raise InputError("a slot is named twice in one load; load it once")
        self._recover()
        fresh = [load for load in loads if self._history.find(load.slot, load.digest) is None]
        tables = [check_load(load) for load in fresh]
        if fresh:
            self._write(fresh, tables)
        new = {load.slot for load in fresh}
        return tuple(self._history.result_of(slot, is_new=slot in new) for slot in slots)

    def _write(self, loads: Sequence[Load], tables: Sequence[Mapping[str, list[Row]]]) -> None:
        self._is_dirty = True
        self._slots.compact()
        for table in DATA_TABLES:
            self._write_table(table, loads, [row for rows in tables for row in rows[table]])
        versions = {table: self._writable[table].version for table in DATA_TABLES}
        rows = [
            SlotRow.of_load(
                load,
                commit=self.commit + 1,
                is_known=load.slot in self._history.newest,
                loaded_at=self._clock().astimezone(dt.UTC).isoformat(timespec="seconds"),
                program=__version__,
                versions=versions,
            )
            for load in loads
        ]
        self._slots.append(_arrow("slots", [row.as_row() for row in rows]))
        self._history = self._history.plus(rows)
        self._is_dirty = False

    def _write_table(self, table: str, loads: Sequence[Load], rows: list[Row]) -> None:
        had = [load.slot for load in loads if self._history.n_records(load.slot, table)]
        target = self._writable[table]
        if had:
            target.replace([load.slot for load in loads], _arrow(table, rows))
        elif rows:
            target.append(_arrow(table, rows))
        target.compact()

    def _recover(self) -> None:
        """After a failed write, start again from what is on the disk."""
        if self._is_dirty:
            self._read_slots()
            self._roll_back()

    def _roll_back(self) -> None:
        """Bring every table back to the last commit, if a writer died or failed in a load."""
        committed = self._history.versions_at(self.commit)
        self._writable = {table: TableFile(self.path / table) for table in DATA_TABLES}
        for table, target in self._writable.items():
            if target.version != committed[table]:
                target.restore(committed[table])
        self._is_dirty = False


def _arrow(table: str, rows: list[Row]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=arrow_schema(table))
