"""The numbers and names that steer the store, each with its reason."""

from __future__ import annotations

from typing import Final

__all__ = [
    "COMMITS_FILE",
    "DATA_TABLES",
    "ENGINE_SETTINGS",
    "FEED_TABLES",
    "FORMAT",
    "LATE_DAYS",
    "LOCK_FILE",
    "LOG_CHECKED_VERSIONS",
    "MARKER_FILE",
    "MAX_FILES",
    "MAX_SEGMENTS",
    "MERGE_MEMORY",
    "ROW_GROUP_ROWS",
    "SLOTS_PER_COMMIT",
    "STORE_TABLES",
    "TABLE_CONFIGURATION",
    "TEXTS_PER_COMMIT",
    "UNSAFE_PATH_CHARACTERS",
    "ZSTD_LEVEL",
]

DATA_TABLES: Final = ("documents", "events", "statements", "measures")
"""Tables of records: what a casebook or a reader brings."""

FEED_TABLES: Final = ("reports", "mentions", "rejects", "feed_slots", "feed_health")
"""Tables of machine-coded feeds, written and read in columns."""

STORE_TABLES: Final = (*DATA_TABLES, "slots", *FEED_TABLES)
"""Tables whose versions a commit names."""

FORMAT: Final = 2
"""Layout of the folder; a store of a higher format is refused, format 1 is brought up to it."""

MARKER_FILE: Final = "goodoffices.json"
LOCK_FILE: Final = "writer.lock"
COMMITS_FILE: Final = "commits.jsonl"

MAX_FILES: Final = 64
"""A table of records with more files is compacted by the writer: each file costs a reader about
0.1 ms, and each line of the log about 0.5 ms (see docs/decisions/0002-store.md)."""

MAX_SEGMENTS: Final = 16
"""A month of a feed table with more files is merged by the writer (docs/decisions/0005)."""

MERGE_MEMORY: Final = "400MB"
"""What a merge of files may hold at once before it spills; with the common 2 GB it takes a fifth
less time and three times the memory (``benchmarks/ledger/feed_store.py merge``)."""

ROW_GROUP_ROWS: Final = 32_768
"""Rows in a row group of a feed table: what is read at least to find one dyad in a month."""

ZSTD_LEVEL: Final = 1
"""Higher levels write slower and made no smaller files (``benchmarks/ledger/layouts.py``)."""

LATE_DAYS: Final = 35
"""Reports of happenings that lie further back go into files of their own, so that the days of the
other files of a month stay narrow and a question about some months opens only those."""

LOG_CHECKED_VERSIONS: Final = 100
"""How many of the newest log entries are looked at for being empty: delta-rs writes a checkpoint
at least every 100 versions, and reads no older entry."""

TABLE_CONFIGURATION: Final = (
    ("delta.enableExpiredLogCleanup", "false"),
    ("delta.checkpointInterval", "25"),
)
"""Without the first Delta drops log entries older than 30 days, and old commits could not be read;
the second bounds the entries (0.3 ms each) that a reader goes through."""

TEXTS_PER_COMMIT: Final = 50
"""Texts that are read together and committed at once; bounds the work that a kill can lose."""

UNSAFE_PATH_CHARACTERS: Final = frozenset("[]^|\\*?")
"""delta-rs 1.6 panics on the first four in a path, DuckDB takes the others for patterns."""

ENGINE_SETTINGS: Final = (
    # A query must never reach for the network.
    ("autoinstall_known_extensions", "false"),
    ("autoload_known_extensions", "false"),
    # What does not fit is spilled to a temporary folder.
    ("memory_limit", "2GB"),
    ("max_temp_directory_size", "100GB"),
)

SLOTS_PER_COMMIT: Final = 96
"""Slots of a feed that are fetched and committed together: a day of GDELT."""
