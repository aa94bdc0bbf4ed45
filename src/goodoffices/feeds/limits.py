"""Bounds on what is taken from outside, each with its reason."""

from __future__ import annotations

from typing import Final

__all__ = ["MAX_EXPANSION", "MAX_FILE_BYTES", "MAX_REJECT_CHARACTERS"]

MAX_FILE_BYTES: Final = 2 * 1024**3
"""Largest file that is read into memory; a year of ICEWS has about 0.3 GB, a slot of GDELT 1 MB."""

MAX_EXPANSION: Final = 200
"""How many times its zipped size a file may have; feeds have 5 to 20, a zip bomb a thousand."""

MAX_REJECT_CHARACTERS: Final = 300
"""Start of a bad line that is kept beside its reason."""
