"""The commit point of the store: one line of JSON for each commit, in ``commits.jsonl``.

A line names the version of every table, so that one append makes a load visible in all tables at
once. A reader looks only at the end of the file. A line without its line end is what a killed
writer left: readers pass over it, and the next writer cuts it off. Each line holds the digest of
the one before, so that a change or a gap anywhere is found by `CommitLog.verified`.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from goodoffices.errors import StoreDamaged
from goodoffices.ledger.delta import sync_paths
from goodoffices.ledger.settings import COMMITS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["Commit", "CommitLog"]

_TAIL_BYTES: Final = 4096
"""More than a line takes, so that one read nearly always finds the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit: its number, what it was for, and the version of each table in it."""

    commit: int
    what: str
    committed_at: str
    program: str
    versions: dict[str, int]
    previous: str = ""
    digest: str = ""

    def sealed(self) -> Self:
        """Return the commit with its digest."""
        return type(self)(**{**asdict(self), "digest": self._expected_digest()})

    def is_sound(self) -> bool:
        """Return whether the digest is that of the rest of the line."""
        return self.digest == self._expected_digest()

    def _expected_digest(self) -> str:
        rest = {name: value for name, value in asdict(self).items() if name != "digest"}
        return hashlib.sha256(_line(rest)).hexdigest()

    def as_line(self) -> bytes:
        """Return the commit as it stands in the file."""
        return _line(asdict(self))


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


class CommitLog:
    """The commits of a store in their order."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / COMMITS_FILE

    def exists(self) -> bool:
        """Return whether the log was ever made."""
        return self.file.is_file()

    def create(self, commits: Iterable[Commit] = ()) -> None:
        """Make the log, empty or with some commits; it is there wholly or not at all."""
        new = self.file.with_suffix(".new")
        with new.open("wb") as log:
            log.writelines(commit.as_line() for commit in commits)
            log.flush()
            os.fsync(log.fileno())
        new.replace(self.file)
        sync_paths([self.file.parent])

    def last(self) -> Commit | None:
        """Return the newest commit, None if there is none yet."""
        with self._open() as log:
            end = self._whole_bytes(log)
            return self._line_before(log, end) if end else None

    def first(self) -> Commit | None:
        """Return the oldest commit; its number is 1 unless the store was imported."""
        with self._open() as log:
            return self._line_at(log, 0) if self._whole_bytes(log) else None

    def at(self, number: int) -> Commit | None:
        """Return a commit by its number, None if it is not there; looks at about 20 lines."""
        with self._open() as log:
            low, high = 0, self._whole_bytes(log)
            while low < high:
                middle = _start_of_line(log, (low + high) // 2)
                found = self._line_at(log, middle)
                if found.commit == number:
                    return found
                if found.commit < number:
                    low = middle + len(found.as_line())
                else:
                    high = middle
        return None

    def verified(self) -> Iterator[Commit]:
        """Yield all commits in order; raises `StoreDamaged` where the chain is broken."""
        before: Commit | None = None
        with self._open() as log:
            end = self._whole_bytes(log)
            while log.tell() < end:
                found = self._line_at(log, log.tell())
                if before and (found.commit, found.previous) != (before.commit + 1, before.digest):
                    raise self._damaged(f"commit {found.commit} does not follow {before.commit}")
                yield found
                before = found

    def append(self, commit: Commit) -> None:
        """Add a commit and force it to the disk; what a killed writer left is cut off first."""
        with self.file.open("r+b") as log:
            end = self._whole_bytes(log)
            log.truncate(end)
            log.seek(end)
            try:
                log.write(commit.as_line())
                log.flush()
                os.fsync(log.fileno())
            except OSError:
                os.ftruncate(log.fileno(), end)
                raise

    def _open(self) -> BinaryIO:
        try:
            return self.file.open("rb")
        except OSError as error:
            raise self._damaged(error.strerror or "cannot be read") from error

    def _whole_bytes(self, log: BinaryIO) -> int:
        """Return where the last whole line ends."""
        end = log.seek(0, os.SEEK_END)
        start = max(0, end - _TAIL_BYTES)
        while True:
            log.seek(start)
            cut = log.read(end - start).rfind(b"\n")
            if cut >= 0 or start == 0:
                log.seek(0)
                return start + cut + 1
            start = max(0, start - _TAIL_BYTES)

    def _line_before(self, log: BinaryIO, end: int) -> Commit:
        return self._line_at(log, _start_of_line(log, end - 1))

    def _line_at(self, log: BinaryIO, start: int) -> Commit:
        log.seek(start)
        line = log.readline()
        try:
            found = Commit(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise self._damaged(f"the line at byte {start} is no commit") from error
        if not found.is_sound():
            raise self._damaged(f"the line of commit {found.commit} was changed")
        return found

    def _damaged(self, why: str) -> StoreDamaged:
        return StoreDamaged(
            f"{self.file}: {why}; restore the folder from a copy, or remove the store and load "
            "everything again"
        )


def _start_of_line(log: BinaryIO, position: int) -> int:
    """Return where the line starts that holds a byte."""
    start = max(0, position - _TAIL_BYTES)
    while True:
        log.seek(start)
        cut = log.read(position - start).rfind(b"\n")
        if cut >= 0 or start == 0:
            return start + cut + 1
        start = max(0, start - _TAIL_BYTES)
