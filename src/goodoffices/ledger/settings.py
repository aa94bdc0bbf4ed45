"""The numbers and names that steer the store, each with its reason."""

from __future__ import annotations

from typing import Final

__all__ = [
    "DATA_TABLES",
    "FORMAT",
    "LOCK_FILE",
    "LOG_CHECKED_VERSIONS",
    "MARKER_FILE",
    "MAX_FILES",
    "TABLE_CONFIGURATION",
    "TEXTS_PER_COMMIT",
    "UNSAFE_PATH_CHARACTERS",
]

DATA_TABLES: Final = ("documents", "events", "statements", "measures")
"""Tables whose versions a row of ``slots`` names."""

FORMAT: Final = 1
"""Layout of the folder; a store of a higher format is refused."""

MARKER_FILE: Final = "goodoffices.json"
LOCK_FILE: Final = "writer.lock"

MAX_FILES: Final = 64
"""A table with more files is compacted by the writer: each file costs a reader about 0.1 ms, and
each line of the log about 0.5 ms (see docs/decisions/0002-store.md)."""

LOG_CHECKED_VERSIONS: Final = 100
"""How many of the newest log entries are looked at for being empty: delta-rs writes a checkpoint
every 100 versions, and reads no older entry."""

TABLE_CONFIGURATION: Final = (("delta.enableExpiredLogCleanup", "false"),)
"""Without it Delta drops log entries older than 30 days, and old commits could not be read."""

TEXTS_PER_COMMIT: Final = 50
"""Texts that are read together and committed at once; bounds the work that a kill can lose."""

UNSAFE_PATH_CHARACTERS: Final = frozenset("[]^|\\*?")
"""delta-rs 1.6 panics on the first four in a path, DuckDB takes the others for patterns."""
