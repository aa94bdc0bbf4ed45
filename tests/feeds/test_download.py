"""Downloads from a real server on loopback that misbehaves in every way a server can."""

from __future__ import annotations

import hashlib
import io
import threading
import time
import zipfile
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.feeds.download import Downloader, FetchSettings
from goodoffices.feeds.manifest import FeedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "20160629121500.export.CSV.zip"
Answer = "Callable[[BaseHTTPRequestHandler, bytes, int], None]"


def zip_of(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME.removesuffix(".zip"), text)
    return out.getvalue()


CONTENT = zip_of("\n".join(str(n * n) for n in range(30_000)))


class Server(ThreadingHTTPServer):
    """Serves one content; the n-th request is answered by the n-th way, the last way repeats."""

    def __init__(self, content: bytes, ways: list[Callable[..., None]]) -> None:
        self.content, self.ways = content, ways
        self.n_requests = 0
        self.ranges: list[str] = []
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        with self.server.lock:
            number = self.server.n_requests
            self.server.n_requests += 1
            self.server.ranges.append(self.headers.get("Range", ""))
        ways = self.server.ways
        ways[min(number, len(ways) - 1)](self, self.server.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def whole(to: Handler, content: bytes) -> None:
    start = int((to.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
    to.send_response(206 if start else 200)
    if start:
        to.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    to.send_header("Content-Length", str(len(content) - start))
    to.end_headers()
    to.wfile.write(content[start:])


def without_ranges(to: Handler, content: bytes) -> None:
    to.send_response(200)
    to.send_header("Content-Length", str(len(content)))
    to.end_headers()
    to.wfile.write(content)


def cut_off(to: Handler, content: bytes) -> None:
    to.send_response(200)
    to.send_header("Content-Length", str(len(content)))
    to.end_headers()
    to.wfile.write(content[: len(content) // 2])
    to.close_connection = True


def status(code: int, **headers: str) -> Callable[[Handler, bytes], None]:
    def way(to: Handler, _: bytes) -> None:
        to.send_response(code)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", "0")
        to.end_headers()

    return way


def other(content: bytes) -> Callable[[Handler, bytes], None]:
    return lambda to, _: without_ranges(to, content)


def slow(to: Handler, content: bytes) -> None:
    to.send_response(200)
    to.send_header("Content-Length", str(len(content)))
    to.end_headers()
    for at in range(40):
        to.wfile.write(content[at : at + 1])
        time.sleep(0.05)


def silent(to: Handler, _: bytes) -> None:
    time.sleep(1.5)
    to.close_connection = True


def hangs_up(to: Handler, _: bytes) -> None:
    to.close_connection = True
    to.connection.close()


def endless(to: Handler, content: bytes) -> None:
    to.send_response(200)
    to.send_header("Transfer-Encoding", "chunked")
    to.end_headers()
    for _ in range(200):
        to.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")


def wrong_range(to: Handler, content: bytes) -> None:
    to.send_response(206)
    to.send_header("Content-Range", f"bytes 0-{len(content) - 1}/{len(content)}")
    to.send_header("Content-Length", str(len(content)))
    to.end_headers()
    to.wfile.write(content)


@contextmanager
def serving(*ways: Callable[..., None], content: bytes = CONTENT) -> Iterator[Server]:
    server = Server(content, list(ways))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def announced(server: Server, content: bytes = CONTENT, name: str = NAME) -> FeedFile:
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return FeedFile(name=name, url=f"{server.base}/{name}", size=len(content), md5=md5)


QUICK = FetchSettings(n_tries=3, wait_seconds=0.01, timeout_seconds=0.6, most_seconds_per_file=1.0)


def fetch(folder: Path, *files: FeedFile, waits: list[float] | None = None):  # noqa: ANN201 - the record under test
    slept = [] if waits is None else waits
    with Downloader(folder=folder, settings=QUICK, sleep=slept.append) as downloader:
        return list(downloader.fetch(files))


def test_a_file_is_fetched_once_and_then_left_alone(tmp_path: Path) -> None:
    with serving(whole) as server:
        (first,) = fetch(tmp_path, announced(server))
        (again,) = fetch(tmp_path, announced(server))
    assert (first.status, first.n_bytes) == ("there", len(CONTENT))
    assert (again.status, again.n_bytes, server.n_requests) == ("there", 0, 1)
    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


FAULTS = {
    "cut off": cut_off,
    "cut off twice": (cut_off, cut_off),
    "server fails": status(500),
    "server is away": status(503),
    "too busy": status(429, Retry_After="7"),
    "another file": other(zip_of("another")),
    "another file of the same size": other(CONTENT[:-1] + b"x"),
    "longer than announced": other(CONTENT + b"more"),
    "hangs up": hangs_up,
    "silent": silent,
    "slow": slow,
    "endless": endless,
    "an error page": other(b"<html>not here</html>"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_passes_is_overcome(tmp_path: Path, fault: str) -> None:
    ways = FAULTS[fault] if isinstance(FAULTS[fault], tuple) else (FAULTS[fault],)
    with serving(*ways, whole) as server:
        (found,) = fetch(tmp_path, announced(server))
    assert (found.status, found.reason) == ("there", "")
    assert (tmp_path / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize("fault", ["server fails", "another file", "hangs up", "silent", "endless"])
def test_a_fault_that_stays_is_told_and_leaves_no_file(tmp_path: Path, fault: str) -> None:
    with serving(FAULTS[fault]) as server:
        (found,) = fetch(tmp_path, announced(server))
    assert found.status == "failed"
    assert found.reason.endswith("(3 tries)")
    assert server.n_requests == 3
    assert not (tmp_path / NAME).exists()


def test_what_broke_off_is_resumed_from_there(tmp_path: Path) -> None:
    with serving(cut_off, whole) as server:
        (found,) = fetch(tmp_path, announced(server))
    half = len(CONTENT) // 2
    assert found.status == "there"
    assert server.ranges == ["", f"bytes={half}-"]


@pytest.mark.parametrize("way", [without_ranges, wrong_range])
def test_a_server_that_cannot_resume_is_read_from_the_start(
    tmp_path: Path, way: Callable[..., None]
) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT[:100])
    with serving(way) as server:
        (found,) = fetch(tmp_path, announced(server))
    assert found.status == "there"
    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_a_part_left_by_another_version_of_the_file_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(b"rubbish" * 10)
    with serving(whole) as server:
        (found,) = fetch(tmp_path, announced(server))
    assert found.status == "there"
    assert (tmp_path / NAME).read_bytes() == CONTENT


def test_a_file_that_the_server_does_not_have_is_missing_not_failed(tmp_path: Path) -> None:
    with serving(status(404)) as server:
        (found,) = fetch(tmp_path, announced(server))
    assert (found.status, found.reason) == ("missing", "the server answered 404")
    assert server.n_requests == 1


def test_a_file_that_changed_is_fetched_again(tmp_path: Path) -> None:
    changed = zip_of("corrected")
    with serving(whole) as server:
        fetch(tmp_path, announced(server))
        server.content = changed
        (found,) = fetch(tmp_path, announced(server, changed))
    assert found.status == "there"
    assert (tmp_path / NAME).read_bytes() == changed


def test_a_file_that_is_no_zip_is_refused_at_once(tmp_path: Path) -> None:
    content = b"no zip at all"
    with serving(whole, content=content) as server:
        (found,) = fetch(tmp_path, announced(server, content))
    assert (found.status, found.reason) == ("failed", "is no zip")


def test_redirects_are_not_followed(tmp_path: Path) -> None:
    with serving(status(302, Location="http://127.0.0.1:1/elsewhere")) as server:
        (found,) = fetch(tmp_path, announced(server))
    assert (found.status, found.reason) == ("failed", "the server answered 302")


def test_waits_double_and_obey_the_server(tmp_path: Path) -> None:
    waits: list[float] = []
    with serving(status(500), status(429, Retry_After="7"), whole) as server:
        fetch(tmp_path, announced(server), waits=waits)
    assert waits == [0.01, 7.0]


def test_many_files_come_in_through_few_connections(tmp_path: Path) -> None:
    with serving(whole) as server:
        files = [announced(server, name=f"201606291{n:05}.export.CSV.zip") for n in range(40)]
        found = fetch(tmp_path, *files)
    assert Counter(one.status for one in found) == {"there": 40}
    assert {one.file.name for one in found} == {file.name for file in files}


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with serving(whole) as server:
        file = announced(server)
    (found,) = fetch(tmp_path, file)
    assert found.status == "failed"
    assert "refused" in found.reason


def test_a_list_of_files_that_cannot_be_had_is_one_clear_error(tmp_path: Path) -> None:
    with (
        serving(status(404)) as server,
        Downloader(folder=tmp_path, settings=QUICK) as downloader,
        pytest.raises(InputError, match=r"masterfilelist\.txt: the server answered 404"),
    ):
        downloader.text(f"{server.base}/masterfilelist.txt")
