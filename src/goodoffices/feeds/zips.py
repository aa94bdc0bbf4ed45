"""Take files out of the zips that feeds publish, after checking the zip."""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from goodoffices.errors import InputError
from goodoffices.feeds.limits import MAX_EXPANSION, MAX_FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["DATA_SUFFIXES", "DataFile", "Member", "data_files", "peek_member", "read_member"]

DATA_SUFFIXES = (".tab", ".tsv", ".txt", ".csv", ".parquet")
"""What is taken out of a zip or a folder as event data; notes and codebooks are left."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<26xHH")
"""Before the bytes of a member: its fixed part ends in the lengths of a name and of extras."""
_PIECE_BYTES = 1 << 22
"""Packed bytes that are inflated in one go: all of a slot of GDELT, some of a year of ICEWS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file with its content; one from a zip is named ``archive.zip/member``."""

    name: str
    content: bytes

    @property
    def stem(self) -> str:
        """Name without folder, archive and suffix."""
        last = self.name.rpartition("/")[2]
        return last.rpartition(".")[0] or last


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What a zip says of the file in it: its size, and its CRC-32, which unzipping checks."""

    size: int
    crc: int

    def __str__(self) -> str:
        """Return both as a digest shows them."""
        return f"{self.crc:08x}-{self.size}"


def data_files(path: Path) -> Iterator[DataFile]:
    """Yield the files of event data in a zip in order of their names; a plain file as it is.

    Raises ``InputError`` as `read_member` does, and when a zip holds no event data.
    """
    if path.suffix.lower() != ".zip":
        yield DataFile(name=path.name, content=_plain(path))
        return
    with _reporting(path), path.open("rb") as file, zipfile.ZipFile(file) as archive:
        members = sorted(filter(_is_data, archive.infolist()), key=lambda one: one.filename)
        if not members:
            message = f"holds no event data; looked for {', '.join(DATA_SUFFIXES)}"
            raise InputError(message, where=str(path))
        for member in members:
            _check_member(member, path)
            content = _content(archive, file, member, str(path))
            name = f"{path.name}/{member.filename.rpartition('/')[2]}"
            yield DataFile(name=name, content=content)


def _is_data(member: zipfile.ZipInfo) -> bool:
    name = member.filename.lower()
    is_shadow = name.startswith("__macosx/") or name.rpartition("/")[2].startswith(".")
    return not is_shadow and not member.is_dir() and name.endswith(DATA_SUFFIXES)


def _content(
    archive: zipfile.ZipFile, file: BinaryIO, member: zipfile.ZipInfo, where: str
) -> bytes:
    """Return what a member holds; nothing grows beyond one byte more than the zip says.

    Inflating in large pieces takes half of the time that the reader of the standard library takes.
    """
    archive.open(member).close()  # checks the header before the bytes against the directory
    file.seek(member.header_offset)
    name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    file.seek(name + extra, 1)
    if member.compress_type == zipfile.ZIP_STORED:
        content = file.read(min(member.compress_size, member.file_size + 1))
    else:
        content = _inflated(file, member)
    if len(content) > member.file_size:
        raise InputError("is longer than its zip says; fetch it again", where=where)
    if len(content) < member.file_size:
        raise zipfile.BadZipFile("it ends too early")
    if _inflate().crc32(content) != member.CRC:
        raise zipfile.BadZipFile("its checksum does not hold")
    return content


def _inflated(file: BinaryIO, member: zipfile.ZipInfo) -> bytes:
    stream = _inflate().decompressobj(wbits=-zlib.MAX_WBITS)
    parts: list[bytes] = []
    room, n_left = member.file_size + 1, member.compress_size
    while room and n_left and not stream.eof:
        piece = file.read(min(n_left, _PIECE_BYTES))
        if not piece:
            raise EOFError("it ends too early")
        n_left -= len(piece)
        try:
            parts.append(stream.decompress(piece, room))
        except _inflate().error as error:
            raise zipfile.BadZipFile(str(error)) from error
        room -= len(parts[-1])
    return parts[0] if len(parts) == 1 else b"".join(parts)


@cache
def _inflate() -> Any:
    """Return what inflates: ISA-L if it is installed (twice as quick), or else zlib."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib
    return isal_zlib


def peek_member(path: Path) -> Member:
    """Return what a zip says of its one member, without unzipping it; see `read_member`."""
    if path.suffix.lower() != ".zip":
        return read_member(path)[1]
    with _reporting(path), path.open("rb") as file, zipfile.ZipFile(file) as archive:
        return _told(_only_member(archive, path))


def _told(member: zipfile.ZipInfo) -> Member:
    return Member(size=member.file_size, crc=member.CRC)


def read_member(path: Path) -> tuple[bytes, Member]:
    """Return the content of the one member of a zip, and what is told of it.

    A file without the mark of a zip is read as it is.

    Raises ``InputError`` when the archive is cut off, damaged (its CRC does not hold), encrypted,
    holds no file or several, names another file than its own name says, or would grow beyond
    ``MAX_FILE_BYTES`` or ``MAX_EXPANSION`` times its size.
    """
    if path.suffix.lower() != ".zip":
        content = _plain(path)
        return content, Member(size=len(content), crc=_inflate().crc32(content))
    with _reporting(path), path.open("rb") as file, zipfile.ZipFile(file) as archive:
        member = _only_member(archive, path)
        return _content(archive, file, member, str(path)), _told(member)


@contextmanager
def _reporting(path: Path) -> Iterator[None]:
    """Turn what can be wrong with a zip into an ``InputError``."""
    where = str(path)
    try:
        yield
    except zipfile.BadZipFile as error:
        message = f"not a whole zip ({error}); fetch it again"
        raise InputError(message, where=where) from error
    except (EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"cannot be unzipped ({error}); fetch it again", where=where) from error


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
    _check_member(member, path)
    return member


def _check_member(member: zipfile.ZipInfo, path: Path) -> None:
    if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
        raise InputError("is encrypted or packed in a way that no feed uses", where=str(path))
    most = min(MAX_FILE_BYTES, max(1, member.compress_size) * MAX_EXPANSION)
    if member.file_size > most:
        raise InputError(f"would grow to {member.file_size:,} bytes, at most {most:,} are read",
                         where=str(path))  # fmt: skip
