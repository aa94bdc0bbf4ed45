"""Fetch files that a manifest names: several at once, politely, resumed where they broke off.

The only place of this room that uses the network, and only when the user asks for it. A file is put
in place when its size, its MD5 and its first bytes are those announced, never before.
"""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from goodoffices import __version__
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from urllib3 import BaseHTTPResponse, PoolManager

    from goodoffices.feeds.manifest import FeedFile

__all__ = ["Downloader", "FetchSettings", "Fetched"]

_Result = TypeVar("_Result")
_OK, _PARTIAL, _BAD_RANGE, _BUSY, _SERVER_FAILS = 200, 206, 416, 429, 500
_GONE = (404, 410)
_PIECE = 1 << 16
_ZIP_MARK = b"PK\x03\x04"
_MOST_BYTES_OF_A_LIST = 512 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How hard to try. Waits double from ``wait_seconds`` up to ``most_wait_seconds``."""

    n_workers: int = 4
    n_tries: int = 5
    wait_seconds: float = 1.0
    most_wait_seconds: float = 60.0
    timeout_seconds: float = 30.0
    most_seconds_per_file: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of a file: it is there, the server does not have it, or it could not be had."""

    file: FeedFile
    status: Literal["there", "missing", "failed"]
    path: Path
    reason: str = ""
    n_bytes: int = 0


class _TryAgain(Exception):
    """The attempt failed in a way that another may mend."""

    def __init__(self, reason: str, *, wait_seconds: float | None = None) -> None:
        self.reason = reason
        self.wait_seconds = wait_seconds
        super().__init__(reason)


class _Refused(Exception):
    """No further attempt can mend it; ``is_missing`` if the server has no such file."""

    def __init__(self, reason: str, *, is_missing: bool = False) -> None:
        self.reason = reason
        self.is_missing = is_missing
        super().__init__(reason)


@dataclass(slots=True, kw_only=True)
class Downloader:
    """Fetches files into a folder; a context manager that keeps its connections."""

    folder: Path
    settings: FetchSettings = field(default_factory=FetchSettings)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _pool: PoolManager | None = None

    def __enter__(self) -> Self:
        from urllib3 import PoolManager, Timeout

        self.folder.mkdir(parents=True, exist_ok=True)
        self._pool = PoolManager(
            maxsize=self.settings.n_workers,
            block=True,
            timeout=Timeout(self.settings.timeout_seconds),
            headers={"User-Agent": f"goodoffices/{__version__}"},
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.clear()
            self._pool = None

    def text(self, url: str, *, tail_bytes: int = 0) -> str:
        """Return a text such as a manifest, or only about its last ``tail_bytes``.

        The first line of a tail may be cut; a server that gives no tails gives the whole.

        Raises ``InputError`` when it cannot be had.
        """
        try:
            return self._tried(lambda: self._text(url, tail_bytes)).decode("utf-8", "replace")
        except _Refused as refused:
            raise InputError(refused.reason, where=url) from None

    def fetch(self, files: Iterable[FeedFile]) -> Iterator[Fetched]:
        """Yield what became of each file, in the order in which they are done.

        Nothing is fetched that is in the folder already, whole and with the announced digest.
        """
        waiting = iter(files)
        ahead = 2 * self.settings.n_workers
        with ThreadPoolExecutor(self.settings.n_workers) as workers:
            running = {workers.submit(self._one, file) for file in islice(waiting, ahead)}
            try:
                while running:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    running |= {workers.submit(self._one, f) for f in islice(waiting, len(done))}
                    for one in done:
                        yield one.result()
            finally:
                workers.shutdown(wait=True, cancel_futures=True)

    def _one(self, file: FeedFile) -> Fetched:
        path = self.folder / file.name
        if _is_whole(path, file):
            return Fetched(file=file, status="there", path=path)
        try:
            n_bytes = self._tried(lambda: self._into(file, path))
        except _Refused as refused:
            status: Literal["missing", "failed"] = "missing" if refused.is_missing else "failed"
            return Fetched(file=file, status=status, path=path, reason=refused.reason)
        return Fetched(file=file, status="there", path=path, n_bytes=n_bytes)

    def _tried(self, attempt: Callable[[], _Result]) -> _Result:
        """Return what an attempt gives; try again after a growing wait while that may help."""
        from urllib3.exceptions import HTTPError

        wait_seconds, last = self.settings.wait_seconds, ""
        for number in range(self.settings.n_tries):
            asked = None
            try:
                return attempt()
            except _TryAgain as failed:
                last, asked = failed.reason, failed.wait_seconds
            except HTTPError as error:
                last = _words(error)
            if number + 1 < self.settings.n_tries:
                most = self.settings.most_wait_seconds
                self.sleep(min(wait_seconds if asked is None else asked, most))
                wait_seconds *= 2
        raise _Refused(f"{last} ({self.settings.n_tries} tries)")

    def _get(self, url: str, wanted: str = "") -> BaseHTTPResponse:
        if self._pool is None:
            raise InputError("use the downloader in a `with` statement", where=url)
        headers = {"Range": f"bytes={wanted}"} if wanted else {}
        headers["Accept-Encoding"] = "identity"
        answer = self._pool.request(
            "GET",
            url,
            headers=headers,
            preload_content=False,
            redirect=False,
            retries=False,
            enforce_content_length=False,  # else what came before a break would be thrown away
        )
        if answer.status in {_OK, _PARTIAL, _BAD_RANGE}:
            return answer
        status, asked = answer.status, answer.headers.get("Retry-After", "")
        answer.release_conn()
        if status in _GONE:
            raise _Refused(f"the server answered {status}", is_missing=True)
        if status == _BUSY or status >= _SERVER_FAILS:
            seconds = float(asked) if asked.isdigit() else None
            raise _TryAgain(f"the server answered {status}", wait_seconds=seconds)
        raise _Refused(f"the server answered {status}")

    def _text(self, url: str, tail_bytes: int) -> bytes:
        with self._get(url, f"-{tail_bytes}" if tail_bytes else "") as answer:
            content = answer.read(_MOST_BYTES_OF_A_LIST + 1)
            announced = answer.headers.get("Content-Length", "")
        if len(content) > _MOST_BYTES_OF_A_LIST:
            raise _Refused("is larger than any list of files")
        if announced.isdigit() and len(content) < int(announced):
            raise _TryAgain(f"broke off after {len(content):,} bytes")
        return content

    def _into(self, file: FeedFile, path: Path) -> int:
        """Fetch a file beside its place, from where it broke off; put it in place when right."""
        part = path.with_name(f"{path.name}.part")
        start = part.stat().st_size if part.exists() else 0
        if start > file.size:
            part.unlink()
            start = 0
        n_bytes = self._append(file, part, start) if start < file.size else 0
        size, digest = part.stat().st_size, _md5(part)
        if size < file.size:
            raise _TryAgain(f"broke off after {size:,} of {file.size:,} bytes")
        if size > file.size or digest != file.md5:
            part.unlink()
            found = f"{size:,} bytes with MD5 {digest}"
            raise _TryAgain(f"is not the announced file ({file.size:,} bytes with MD5 {file.md5}, "
                            f"found {found})")  # fmt: skip
        if file.name.lower().endswith(".zip") and not _is_zip(part):
            part.unlink()
            raise _Refused("is no zip")
        _put(part, path)
        return n_bytes

    def _append(self, file: FeedFile, part: Path, start: int) -> int:
        ends_at = self.clock() + self.settings.most_seconds_per_file
        with self._get(file.url, f"{start}-" if start else "") as answer:
            if answer.status == _BAD_RANGE:
                part.unlink(missing_ok=True)
                raise _TryAgain("the server could not go on where it broke off")
            is_continued = answer.status == _PARTIAL and _starts_at(answer) == start
            n_bytes = 0
            with part.open("ab" if start and is_continued else "wb") as out:
                for piece in answer.stream(_PIECE):
                    out.write(piece)
                    n_bytes += len(piece)
                    if out.tell() > file.size:
                        break
                    if self.clock() > ends_at:
                        seconds = self.settings.most_seconds_per_file
                        raise _TryAgain(f"was not through after {seconds:g} s")
        return n_bytes


def _starts_at(answer: BaseHTTPResponse) -> int | None:
    """Return where a partial answer starts, as ``Content-Range: bytes 100-199/200`` says."""
    unit, _, told = answer.headers.get("Content-Range", "").partition(" ")
    start = told.partition("-")[0]
    return int(start) if unit == "bytes" and start.isdigit() else None


def _is_whole(path: Path, file: FeedFile) -> bool:
    with suppress(OSError):
        return path.stat().st_size == file.size and _md5(path) == file.md5
    return False


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP_MARK)) == _ZIP_MARK


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _put(part: Path, path: Path) -> None:
    """Put a file in its place for good: a power cut leaves it whole or not there."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)


def _words(error: Exception) -> str:
    """Return the plain reason inside an error of the network library."""
    told = " ".join(str(error).split())
    return told.rpartition(": ")[2] or type(error).__name__
