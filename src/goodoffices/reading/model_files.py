"""Open the files of learned weights that ship with the package."""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["open_arrays"]


@contextmanager
def open_arrays(path: str, manifest: str, sha256: str, script: str) -> Iterator[Any]:
    """Open arrays, without pickle, whose digest their manifest names; paths are of the package.

    Raises ``InputError`` for bytes of another digest; ``script`` makes both files anew.
    """
    import numpy as np

    raw = files("goodoffices.reading").joinpath(path).read_bytes()
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise InputError(
            f"{path} is not the file of {manifest}; rebuild both with: python {script}"
        )
    with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
        yield arrays
