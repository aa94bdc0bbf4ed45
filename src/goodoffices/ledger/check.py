"""Tells whether a store is whole: every law that a load keeps, looked at from outside.

Checked are the chain of commits, the logs of the tables, every file (there, of its size, of its
digest), and the counts: what the ledgers of slots say is in must be in, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goodoffices.errors import StoreDamaged
from goodoffices.ledger.check_counts import count_findings
from goodoffices.ledger.commitlog import CommitLog
from goodoffices.ledger.delta import TableFile, table_exists
from goodoffices.ledger.settings import STORE_TABLES
from goodoffices.ledger.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.ledger.commitlog import Commit
    from goodoffices.ledger.segments import Segment

__all__ = ["CheckReport", "check_store", "file_digest"]

_DIGEST_NAME: Final = re.compile(r"-[0-9a-f]{32}\.parquet")
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check found: what is damaged, and what is only worth knowing."""

    path: str
    commit: int
    n_commits: int
    n_files: int
    n_rows: int
    size_bytes: int
    damage: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is damaged."""
        return not self.damage


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What a check has met so far."""

    last: Commit | None = None
    n_commits: int = 0
    n_files: int = 0
    n_rows: int = 0
    size_bytes: int = 0
    damage: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def collect(self, found: Iterable[str]) -> None:
        """Add what a part of the check finds; what stops it is damage too."""
        try:
            self.damage.extend(found)
        except StoreDamaged as error:
            self.damage.append(str(error))


def check_store(path: Path | str, *, is_quick: bool = False) -> CheckReport:
    """Return what is wrong with a store, if anything; changes nothing.

    ``is_quick`` leaves out the reading of every file for its digest. A writer may be at work.

    Raises
    ------
    StoreMissing
        There is no store in the folder.
    StoreError
        The store is of another format.
    """
    folder = Path(path).expanduser().absolute()
    seen = _Seen()
    seen.collect(_check_opening(folder))
    seen.collect(_check_commits(folder, seen))
    versions = seen.last.versions if seen.last else {}
    for table in STORE_TABLES:
        seen.collect(_check_table(folder, table, versions, seen, is_quick=is_quick))
    if not seen.damage:
        seen.collect(count_findings(folder, versions))
    return CheckReport(
        path=str(folder),
        commit=seen.last.commit if seen.last else 0,
        n_commits=seen.n_commits,
        n_files=seen.n_files,
        n_rows=seen.n_rows,
        size_bytes=seen.size_bytes,
        damage=tuple(seen.damage),
        notes=tuple(seen.notes),
    )


def _check_opening(folder: Path) -> Iterator[str]:
    """Yield nothing; raises what opening the store raises."""
    with open_store(folder):
        yield from ()


def _check_commits(folder: Path, seen: _Seen) -> Iterator[str]:
    before: dict[str, int] = {}
    for commit in CommitLog(folder).verified():
        seen.last = commit
        seen.n_commits += 1
        for table, version in before.items():
            if commit.versions.get(table, -1) < version:
                yield f"{table}: commit {commit.commit} goes back behind the one before it"
        before = commit.versions


def _check_table(
    folder: Path, table: str, versions: dict[str, int], seen: _Seen, *, is_quick: bool
) -> Iterator[str]:
    committed = versions.get(table)
    if committed is None:
        if table_exists(folder / table):
            seen.notes.append(f"{table}: made, but nothing is committed to it yet")
        return
    yield from _check_log(folder / table, committed)
    newest = TableFile(folder / table).version
    if newest < committed:
        yield f"{folder / table}: version {committed} is committed, but {newest} is the newest"
        return
    if newest > committed:
        seen.notes.append(
            f"{table}: holds a version that is not committed (a writer is at work or was killed); "
            "nobody sees it, and the next writer undoes it"
        )
    for segment in TableFile(folder / table, version=committed).segments():
        seen.n_files += 1
        seen.n_rows += segment.n_rows
        seen.size_bytes += segment.size
        if not is_quick:
            yield from _check_file(folder / table / segment.name, segment)


def _check_log(folder: Path, committed: int) -> Iterator[str]:
    """Yield entries of a log that are gone, and files of any commit that are gone."""
    for version in range(committed + 1):
        entry = folder / "_delta_log" / f"{version:020d}.json"
        try:
            lines = entry.read_text(encoding="utf-8").splitlines()
            added = [found["add"] for found in map(json.loads, lines) if "add" in found]
        except (OSError, ValueError) as error:
            yield f"{entry}: this entry of the log cannot be read ({error})"
            continue
        for add in added:
            file = folder / add["path"]
            if not file.is_file() or file.stat().st_size != add["size"]:
                yield f"{file}: the file is gone or not of its size ({add['size']} bytes)"


def _check_file(file: Path, segment: Segment) -> Iterator[str]:
    if not file.is_file():
        return  # a file that is gone was told of with the log
    if _DIGEST_NAME.search(segment.name):
        if not file_digest(file).startswith(segment.digest):
            yield f"{file}: the content is not what was written (another digest)"
        return
    yield from _check_old_file(file, segment.n_rows)


def _check_old_file(file: Path, n_rows: int) -> Iterator[str]:
    """Yield what is wrong with a file of format 1, whose name tells no digest."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as parquet:
            found = parquet.read().num_rows
    except (OSError, pa.ArrowException) as error:
        yield f"{file}: cannot be read ({str(error)[:100]})"
        return
    if found != n_rows:
        yield f"{file}: holds {found} rows, {n_rows} were written"


def file_digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
