"""The writing side of a store: open tables, one commit over all of them, roll-back.

Tables are written first, each as a new version of its own; then one line in the commit log names
the versions. What a writer wrote without coming to that line is undone by the next one.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from goodoffices import __version__
from goodoffices.ledger.commitlog import Commit, CommitLog
from goodoffices.ledger.delta import TableFile, create_table, table_exists, writing
from goodoffices.ledger.feedslots import utc_text
from goodoffices.ledger.segments import TEMPORARY
from goodoffices.ledger.settings import FEED_TABLES, STORE_TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Writer"]


class Writer:
    """Writes commits. The lock of the store must be held as long as it is in use."""

    def __init__(self, folder: Path, *, clock: Callable[[], dt.datetime]) -> None:
        self.folder = folder
        self.now = clock
        self._tables: dict[str, TableFile] = {}
        self._log = CommitLog(folder)
        self._last: Commit | None = None
        self._is_dirty = True

    @property
    def last(self) -> Commit | None:
        """The newest commit."""
        return self._last

    def table(self, name: str) -> TableFile:
        """Return a table to write to; one that no commit names yet is made."""
        if name not in self._tables:
            create_table(self.folder / name, name)
            self._tables[name] = TableFile(self.folder / name)
        return self._tables[name]

    def tables(self) -> dict[str, TableFile]:
        """Return the tables that there are."""
        return self._tables

    def recover(self) -> bool:
        """Undo what was written without a commit; returns whether it had to look."""
        if not self._is_dirty:
            return False
        self._last = self._log.last()
        self._tables = {
            table: TableFile(self.folder / table)
            for table in STORE_TABLES
            if table_exists(self.folder / table)
        }
        for name, table in self._tables.items():
            committed = self._last.versions.get(name, 0) if self._last else 0
            if table.version != committed:
                table.restore(committed)
        with writing(self.folder):
            for name in FEED_TABLES:
                for file in (self.folder / name).glob(f"*{TEMPORARY}"):
                    file.unlink()
        self._is_dirty = False
        return True

    @contextmanager
    def commit(self, what: str, *, number: int | None = None) -> Iterator[int]:
        """Make one commit of all that is written inside; yields its number.

        If anything goes wrong inside, nothing of it is ever seen. Only the first commit may be
        given its number.
        """
        self.recover()
        number = self._last.commit + 1 if self._last else number or 1
        self._is_dirty = True
        with writing(self.folder):
            yield number
        done = Commit(
            commit=number,
            what=what,
            committed_at=utc_text(self.now()),
            program=__version__,
            versions={name: table.version for name, table in self._tables.items()},
            previous=self._last.digest if self._last else "",
        ).sealed()
        with writing(self.folder):
            self._log.append(done)
        self._last = done
        self._is_dirty = False
