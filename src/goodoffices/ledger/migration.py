"""Brings a store of an older format up to the present one, in one step that is done or not done.

Format 1 had no commit log: the rows of ``slots`` named the versions of the tables. The log is
written beside them, and the change of the marker is the step; until then the store is format 1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodoffices.errors import StoreDamaged, StoreError
from goodoffices.ledger.commitlog import Commit, CommitLog
from goodoffices.ledger.delta import TableFile, sync_paths, writing
from goodoffices.ledger.settings import DATA_TABLES, FORMAT, MARKER_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["marker_text", "migrate_store", "read_format"]


def marker_text() -> str:
    """Return what the marker of a store of the present format holds."""
    return json.dumps({"format": FORMAT}) + "\n"


def read_format(folder: Path) -> int:
    """Return the format of a store; a higher one than this program knows is refused."""
    marker = folder / MARKER_FILE
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(
            f'{marker}: must hold {{"format": {FORMAT}}}; restore it from a copy'
        ) from error
    if type(found) is not int or not 1 <= found <= FORMAT:
        raise StoreError(
            f"{folder}: the store has format {found}, this version of goodoffices reads "
            f"format {FORMAT}; install the version that made it, or load into a new store"
        )
    return found


def migrate_store(folder: Path) -> bool:
    """Bring a store up to the present format; returns whether there was anything to do.

    The writer's lock must be held.
    """
    if read_format(folder) == FORMAT:
        return False
    rows = TableFile(folder / "slots").rows()
    version = TableFile(folder / "slots").version
    with writing(folder):
        CommitLog(folder).create(_commits_of_format_1(folder, rows, version))
        marker = folder / MARKER_FILE
        new = marker.with_suffix(".new")
        new.write_text(marker_text(), encoding="utf-8")
        sync_paths([new])
        new.replace(marker)
        sync_paths([folder])
    return True


def _commits_of_format_1(
    folder: Path, rows: list[dict[str, Any]], slots_version: int
) -> Iterator[Commit]:
    """Yield the commits that the rows of ``slots`` tell of."""
    by_number = {row["commit"]: row for row in rows}
    if sorted(by_number) != list(range(1, len(by_number) + 1)):
        raise StoreDamaged(
            f"{folder / 'slots'}: commits are missing (found {len(by_number)}, the last is "
            f"{max(by_number)}); restore the folder from a copy, or load everything into a new "
            "store"
        )
    previous = ""
    for number, row in sorted(by_number.items()):
        done = Commit(
            commit=number,
            what="load",
            committed_at=str(row["loaded_at"]),
            program=str(row["program"]),
            versions={
                **{table: row[f"{table}_version"] for table in DATA_TABLES},
                "slots": slots_version,
            },
            previous=previous,
        ).sealed()
        yield done
        previous = done.digest
