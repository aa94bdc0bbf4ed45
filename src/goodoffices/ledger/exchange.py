"""A store as plain Parquet files with a manifest, and a store made from them.

The files are those of the newest commit, byte for byte. The new store goes on from the number of
that commit, so that an answer which names its commit can be had there as well.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goodoffices import __version__
from goodoffices.errors import InputError, StoreError
from goodoffices.ledger.check import file_digest
from goodoffices.ledger.commitlog import CommitLog
from goodoffices.ledger.delta import TableFile, damaged_file, sync_paths, writing
from goodoffices.ledger.segments import Segment, stored_schema
from goodoffices.ledger.settings import FORMAT, STORE_TABLES
from goodoffices.ledger.store import init_store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodoffices.ledger.writer import Writer

__all__ = ["Manifest", "export_store", "import_store", "read_manifest"]

MANIFEST: Final = "manifest.json"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One file of an export."""

    table: str
    name: str
    size: int
    n_rows: int
    sha256: str
    low: dict[str, Any] = field(default_factory=dict)
    high: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an export holds; the same store gives the same manifest."""

    format: int
    program: str
    commit: int
    files: tuple[ExportedFile, ...]

    @property
    def n_rows(self) -> int:
        """Number of rows in all files."""
        return sum(file.n_rows for file in self.files)


def export_store(path: Path | str, folder: Path | str) -> Manifest:
    """Write the tables of the newest commit to a new or empty folder, the manifest last."""
    target = Path(folder).expanduser().absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"{target}: is not empty; name a new folder to export to")
    with open_store(path) as store:
        source, commit = store.path, store.commit
        last = CommitLog(source).at(commit)
    versions = last.versions if last else {}
    with writing(target):
        target.mkdir(parents=True, exist_ok=True)
        files = tuple(_copied(source, target, versions))
        found = Manifest(format=FORMAT, program=__version__, commit=commit, files=files)
        text = json.dumps(asdict(found), indent=1, sort_keys=True)
        (target / MANIFEST).write_text(text + "\n", encoding="utf-8")
        sync_paths([target / MANIFEST, target])
    return found


def _copied(source: Path, target: Path, versions: dict[str, int]) -> Iterator[ExportedFile]:
    for table, version in sorted(versions.items()):
        segments = TableFile(source / table, version=version).segments()
        if segments:
            (target / table).mkdir()
        for one in segments:
            try:
                shutil.copyfile(source / table / one.name, target / table / one.name)
            except FileNotFoundError as error:
                raise damaged_file(str(source / table / one.name), error) from error
            yield ExportedFile(
                table=table,
                name=one.name,
                size=one.size,
                n_rows=one.n_rows,
                sha256=file_digest(target / table / one.name),
                low=_plain(one.low),
                high=_plain(one.high),
            )


def _plain(bounds: dict[str, Any]) -> dict[str, Any]:
    """Return bounds as JSON holds them: days as text."""
    return {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in bounds.items()
    }


def read_manifest(folder: Path | str) -> Manifest:
    """Return the manifest of an export, or raise `InputError`."""
    file = Path(folder).expanduser().absolute() / MANIFEST
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        files = tuple(ExportedFile(**one) for one in values.pop("files"))
        found = Manifest(**values, files=files)
    except FileNotFoundError as error:
        raise InputError(f"{file}: not there; name a folder that an export wrote") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{file}: is no manifest of an export ({error})") from error
    if found.format != FORMAT:
        raise InputError(
            f"{file}: the export has format {found.format}, this version reads format {FORMAT}"
        )
    for one in files:
        if one.table not in STORE_TABLES or not _NAME.fullmatch(one.name):
            raise InputError(f"{file}: names a file that no export holds: {one.table}/{one.name}")
    return found


def import_store(folder: Path | str, path: Path | str) -> Manifest:
    """Make a store from an export, in one commit; the store must be new or empty.

    Every file is checked against the manifest before anything is written.
    """
    source = Path(folder).expanduser().absolute()
    found = read_manifest(source)
    for one in found.files:
        _check_exported(source / one.table / one.name, one)
    init_store(path)
    with open_store(path, mode="write") as store:
        if store.commit:
            raise StoreError(
                f"{store.path}: holds {store.commit} commits already; import into a new store"
            )
        store.write_imported(lambda writer: _take_in(writer, source, found))
    return found


def _take_in(writer: Writer, source: Path, found: Manifest) -> None:
    if not found.commit:
        return
    with writer.commit("import", number=found.commit):
        for name in sorted({one.table for one in found.files}):
            table = writer.table(name)
            files = [one for one in found.files if one.table == name]
            for one in files:
                shutil.copyfile(source / name / one.name, table.folder / one.name)
            sync_paths([*(table.folder / one.name for one in files), table.folder])
            table.change(list(_segments(files)))


def _segments(files: Iterable[ExportedFile]) -> Iterator[Segment]:
    for one in files:
        yield Segment(name=one.name, size=one.size, n_rows=one.n_rows, low=one.low, high=one.high)


def _check_exported(file: Path, told: ExportedFile) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not file.is_file():
        raise InputError(f"{file}: the manifest names it, but it is not there")
    if file.stat().st_size != told.size or file_digest(file) != told.sha256:
        raise InputError(f"{file}: is not the file that was exported (another digest)")
    try:
        with pq.ParquetFile(file) as parquet:
            schema, n_rows = parquet.schema_arrow, parquet.metadata.num_rows
        schema.empty_table().cast(stored_schema(told.table))
    except (OSError, ValueError, pa.ArrowException) as error:
        raise InputError(f"{file}: is no file of table {told.table} ({error})") from error
    if n_rows != told.n_rows:
        raise InputError(f"{file}: holds {n_rows} rows, the manifest says {told.n_rows}")
