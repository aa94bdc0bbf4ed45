"""One Delta table on disk: open at a version, write the rows of slots, roll back.

The only file that knows delta-rs. Its errors come out as `StoreError` (could not write) or
`StoreDamaged` (cannot be read).
"""

from __future__ import annotations

import json
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from goodoffices.errors import StoreDamaged, StoreError
from goodoffices.ledger.segments import Segment, bound_columns, stored_schema
from goodoffices.ledger.settings import (
    LOG_CHECKED_VERSIONS,
    TABLE_CONFIGURATION,
    UNSAFE_PATH_CHARACTERS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa
    from deltalake import DeltaTable

__all__ = [
    "TableFile",
    "check_path",
    "create_table",
    "damaged_file",
    "sync_paths",
    "table_exists",
    "writing",
]


def check_path(folder: Path) -> None:
    """Raise `StoreError` if the libraries below cannot handle the name of a folder."""
    unsafe = sorted(UNSAFE_PATH_CHARACTERS & set(str(folder)))
    if unsafe:
        raise StoreError(
            f"{folder}: a store cannot lie under a path with {' '.join(unsafe)}; "
            "choose another folder with --store"
        )


def table_exists(folder: Path) -> bool:
    """Return whether a table was ever made in a folder."""
    return (folder / "_delta_log").is_dir() and any((folder / "_delta_log").iterdir())


def create_table(folder: Path, table: str) -> None:
    """Make an empty table; does nothing if it is there."""
    from deltalake import DeltaTable

    with writing(folder.parent):
        DeltaTable.create(
            folder,
            schema=stored_schema(table),
            mode="ignore",
            configuration=dict(TABLE_CONFIGURATION),
        )
        sync_paths([folder, folder / "_delta_log", _log_file(folder, 0)])


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what can go wrong while writing into a `StoreError` that says what to do."""
    from deltalake.exceptions import DeltaError

    try:
        yield
    except (OSError, DeltaError) as error:
        reason = " ".join(str(error).split())[:300]
        raise StoreError(
            f"{folder}: could not write ({reason}); the store is as it was before. Check free "
            "space and permissions, then run the command again"
        ) from error


class TableFile:
    """A Delta table opened at one version (the newest if None is given)."""

    def __init__(self, folder: Path, *, version: int | None = None) -> None:
        from deltalake import DeltaTable
        from deltalake.exceptions import DeltaError

        self.folder = folder
        self.name = folder.name
        self._segments: list[Segment] | None = None
        try:
            self._delta: DeltaTable = DeltaTable(folder, version=version)
        except (DeltaError, OSError, ValueError) as error:
            wanted = "" if version is None else f" at version {version}"
            reason = str(error).split("\n", 1)[0][:200]
            raise StoreDamaged(
                f"{folder}{wanted}: the log of the table cannot be read ({reason}); restore the "
                "folder from a copy, or remove the store and load everything again"
            ) from error
        self._check_log()

    def _check_log(self) -> None:
        """Refuse empty log entries, which delta-rs passes over as if nothing had been written."""
        for version in range(max(0, self.version - LOG_CHECKED_VERSIONS), self.version + 1):
            entry = f"{self.folder}/_delta_log/{version:020d}.json"
            if _size(entry) == 0:
                raise StoreDamaged(
                    f"{entry}: this entry of the log is empty; restore the folder from a copy, "
                    "or remove the store and load everything again"
                )

    @property
    def version(self) -> int:
        """Number of the version that is open."""
        return int(self._delta.version())

    def files(self) -> list[str]:
        """Return the Parquet files of this version, sorted.

        delta-rs gives addresses (a blank is %20), so only the last part is taken from them.
        """
        names = (uri.rsplit("/", 1)[1] for uri in self._delta.file_uris())
        return sorted(str(self.folder / name) for name in names)

    def read(self, segments: Sequence[Segment]) -> pa.Table:
        """Return the rows of some segments; only for the tables of records, which are small."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        parts = []
        for one in segments:
            file = str(self.folder / one.name)
            try:
                with pq.ParquetFile(file) as parquet:
                    parts.append(parquet.read().cast(stored_schema(self.name)))
            except (OSError, pa.ArrowException) as error:
                raise damaged_file(file, error) from error
        return pa.concat_tables([stored_schema(self.name).empty_table(), *parts])

    def rows(self) -> list[dict[str, Any]]:
        """Return all rows; only for the small table of slots."""
        found: list[dict[str, Any]] = self.read(self.segments()).to_pylist()
        return found

    def segments(self) -> list[Segment]:
        """Return the files of this version with what the log says of them, by name."""
        if self._segments is None:
            self._segments = sorted(self._listed(), key=lambda segment: segment.name)
        return self._segments

    def _listed(self) -> Iterator[Segment]:
        import pyarrow as pa

        found = pa.table(self._delta.get_add_actions(flatten=True))
        lows = _bounds(found, "min.", bound_columns(self.name))
        highs = _bounds(found, "max.", bound_columns(self.name))
        listed = zip(
            *(found[name].to_pylist() for name in ("path", "size_bytes", "num_records")),
            lows,
            highs,
            strict=True,
        )
        for path, size, n_rows, low, high in listed:
            name = path.rsplit("/", 1)[-1]
            yield Segment(name=name, size=size, n_rows=n_rows, low=low, high=high)

    def change(self, added: Sequence[Segment], removed: Sequence[Segment] = ()) -> None:
        """Make a version with some segments more and some less; their files lie there already."""
        from deltalake.transaction import AddAction, RemoveAction

        now = time.time_ns() // 1_000_000
        held = {segment.name for segment in removed}
        stays = held & {segment.name for segment in added}
        actions: list[AddAction | RemoveAction] = [
            *(
                AddAction(one.name, one.size, {}, now, data_change=True, stats=_stats(one))
                for one in added
                if one.name not in stays
            ),
            *(
                RemoveAction(one.name, True, now, one.size, {})
                for one in removed
                if one.name not in stays
            ),
        ]
        if not actions:
            return
        with self._synced():
            self._delta.create_write_transaction(actions, "append", self._delta.schema())

    @contextmanager
    def _synced(self) -> Iterator[None]:
        """Write, then force the new entries of the log to the disk."""
        before = self.version
        with writing(self.folder.parent):
            yield
            self._delta.update_incremental()
            self._segments = None
            entries = [_log_file(self.folder, v) for v in range(before + 1, self.version + 1)]
            sync_paths([*entries, self.folder, self.folder / "_delta_log"])

    def restore(self, version: int) -> None:
        """Make a new version that equals an older one; does nothing if they are the same."""
        if TableFile(self.folder, version=version).files() == self.files():
            return
        with self._synced():
            self._delta.restore(version)


def damaged_file(file: str, error: Exception) -> StoreDamaged:
    """Return the error for a data file that is gone or cannot be read."""
    reason = str(error).split("\n", 1)[0][:200]
    return StoreDamaged(
        f"{file}: cannot be read ({reason}); restore the folder from a copy, or remove the store "
        "and load everything again"
    )


def sync_paths(paths: Sequence[Path | str]) -> None:
    """Force files and folders to the disk, so that a power cut leaves no hole in a commit."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _log_file(folder: Path, version: int) -> Path:
    return folder / "_delta_log" / f"{version:020d}.json"


def _bounds(found: pa.Table, prefix: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return the bounds of each file, by column; what the log does not know is left out."""
    named = [name for name in columns if f"{prefix}{name}" in found.column_names]
    values = [found[f"{prefix}{name}"].to_pylist() for name in named]
    if not named:
        return [{} for _ in range(found.num_rows)]
    return [
        {name: value for name, value in zip(named, row, strict=True) if value is not None}
        for row in zip(*values, strict=True)
    ]


def _size(file: str) -> int | None:
    try:
        return os.stat(file).st_size  # noqa: PTH116  a hundred paths cost more than the calls
    except FileNotFoundError:
        return None


def _stats(segment: Segment) -> str:
    return json.dumps(
        {
            "numRecords": segment.n_rows,
            "minValues": segment.low,
            "maxValues": segment.high,
            "nullCount": {},
        },
        default=str,  # days
    )
