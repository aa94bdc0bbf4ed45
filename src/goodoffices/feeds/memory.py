"""Keep the memory of a long load instead of giving it back after each file."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

__all__ = ["keep_freed_memory"]

_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3
_KEPT_BYTES: Final = 1 << 30
_LARGEST_KEPT_BYTES: Final = 1 << 25
"""What glibc allows at most for one piece; an unzipped slot has one megabyte."""
_MIMALLOC_KEEPS: Final = ("MIMALLOC_PURGE_DELAY", "-1")
"""What mimalloc, which Arrow takes its memory from, reads when Arrow is loaded."""


def keep_freed_memory() -> bool:
    """Return whether the C library keeps what this process frees from now on; so does Arrow.

    A load takes and frees the same megabytes for each file, and the system clears all that it hands
    out anew; of the page faults of a load of GDELT two thirds are spared. Only glibc can be told,
    and Arrow only before it is imported. It holds for the whole process, so it is for commands that
    end with the load; a library does not decide that for its host.
    """
    if "pyarrow" not in sys.modules:
        os.environ.setdefault(*_MIMALLOC_KEEPS)
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library
        return False
    is_kept = mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT_BYTES) == 1
    return bool(mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES) == 1 and is_kept)
