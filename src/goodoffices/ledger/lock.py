"""The writer's lock: at most one process writes to a store, and a dead one holds nothing."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from goodoffices.errors import StoreError, StoreLocked
from goodoffices.ledger.settings import LOCK_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["writer_lock"]


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the exclusive lock of a store, or raise `StoreLocked` naming who holds it.

    The kernel drops the lock when the process ends, however it ends; the number in the file is
    only there to be read. Readers never take it.
    """
    import fcntl

    path = folder / LOCK_FILE
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written to ({error.strerror}); check the owner and the "
            "permissions of the folder, or choose another with --store"
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise StoreLocked(
                f"{folder}: process {holder} is writing; wait until it ends, then try again "
                "(reading is possible all the time)"
            ) from error
        _write_holder(descriptor)
        yield
    finally:
        os.close(descriptor)


def _write_holder(descriptor: int) -> None:
    """Note who holds the lock; a full disk must not keep anybody from locking."""
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
    except OSError:
        return
