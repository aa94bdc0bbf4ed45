"""Take the one file out of a zip that a feed published, after checking the zip."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from goodoffices.errors import InputError
from goodoffices.feeds.limits import MAX_EXPANSION, MAX_FILE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_member"]

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


def read_member(path: Path) -> bytes:
    """Return the content of the one member of a zip; a file without the mark of a zip as it is.

    Raises ``InputError`` when the archive is cut off, damaged (its CRC does not hold), encrypted,
    holds no file or several, names another file than its own name says, or would grow beyond
    ``MAX_FILE_BYTES`` or ``MAX_EXPANSION`` times its size.
    """
    if path.suffix.lower() != ".zip":
        return _plain(path)
    where = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            member = _only_member(archive, path)
            with archive.open(member) as file:
                content = file.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error) as error:
        message = f"not a whole zip ({error}); fetch it again"
        raise InputError(message, where=where) from error
    except (EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"cannot be unzipped ({error}); fetch it again", where=where) from error
    if len(content) != member.file_size:
        raise InputError("is longer than its zip says; fetch it again", where=where)
    return content


def _plain(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise InputError(f"has {size:,} bytes, at most {MAX_FILE_BYTES:,} are read",
                             where=str(path))  # fmt: skip
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from error


def _only_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = archive.infolist()
    if len(members) != 1:
        raise InputError(f"holds {len(members)} files, one is expected", where=str(path))
    member = members[0]
    if member.filename.lower() != path.stem.lower():
        raise InputError(f"holds {member.filename!r}, {path.stem!r} is expected", where=str(path))
    if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
        raise InputError("is encrypted or packed in a way that no feed uses", where=str(path))
    most = min(MAX_FILE_BYTES, max(1, member.compress_size) * MAX_EXPANSION)
    if member.file_size > most:
        raise InputError(f"would grow to {member.file_size:,} bytes, at most {most:,} are read",
                         where=str(path))  # fmt: skip
    return member
