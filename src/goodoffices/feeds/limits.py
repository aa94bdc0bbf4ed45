"""Bounds on what is taken from outside, each with its reason."""

from __future__ import annotations

from typing import Final

__all__ = [
    "MAX_EXPANSION",
    "MAX_FILE_BYTES",
    "MAX_LINE_BYTES",
    "MAX_NEWS_BYTES",
    "MAX_NEWS_ENTRIES",
    "MAX_PARQUET_ROWS",
    "MAX_REJECT_CHARACTERS",
    "MAX_ROW_LINES",
]

MAX_FILE_BYTES: Final = 2 * 1024**3
"""Largest file that is read into memory; a year of ICEWS has about 0.3 GB, a slot of GDELT 1 MB."""

MAX_EXPANSION: Final = 200
"""How many times its zipped size a file may have; feeds have 5 to 20, a zip bomb a thousand."""

MAX_REJECT_CHARACTERS: Final = 300
"""Start of a bad line that is kept beside its reason."""

MAX_LINE_BYTES: Final = 1 << 20
"""Longest line that is read; rows of event data have some hundred bytes, notes some thousand."""

MAX_ROW_LINES: Final = 100
"""Lines that the quoted cells of one row may span; an open quote would else swallow the file."""

MAX_NEWS_BYTES: Final = 20 * 1024**2
"""Largest news feed (RSS, Atom, RDF, JSON Feed) that is read; usual ones have 10 to 500 kB."""

MAX_NEWS_ENTRIES: Final = 10_000
"""Most entries of one news feed; usual ones have 10 to 100."""

MAX_PARQUET_ROWS: Final = 20_000_000
"""Most rows of a Parquet file; all of ICEWS, 1995 to 2023, has about as many."""
