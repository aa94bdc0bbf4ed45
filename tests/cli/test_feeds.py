"""``fetch`` and ``watch`` against a real server on loopback."""

from __future__ import annotations

import hashlib
import json
import threading
import zipfile
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from goodoffices.ledger import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STAMPS = [f"20160629{hour:02}{minute:02}00" for hour in (0, 1) for minute in (0, 15, 30, 45)]


def row(stamp: str, number: int, code: str = "041") -> str:
    cells = [""] * 61
    cells[0], cells[1] = f"{stamp[4:12]}{number}", stamp[:8]
    cells[7], cells[17] = "TUR", "RUS"
    cells[25:35] = ["1", code, code[:3], code[:2], "1", "1.0", "2", "1", "2", "0.5"]
    cells[59], cells[60] = stamp, "https://daily.example/a"
    return "\t".join(cells)


def publish(
    folder: Path,
    stamp: str,
    lines: list[str],
    *,
    is_announced: bool = True,
    method: int = zipfile.ZIP_DEFLATED,
) -> None:
    """Put the zip of a slot on the server and, in the list, its size and digest."""
    name = f"{stamp}.export.CSV"
    with zipfile.ZipFile(folder / f"{name}.zip", "w", method) as archive:
        archive.writestr(name, "".join(f"{line}\n" for line in lines))
    content = (folder / f"{name}.zip").read_bytes()
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    listed = folder / "masterfilelist.txt"
    before = listed.read_text().splitlines() if listed.exists() else []
    kept = [line for line in before if f"/{name}.zip" not in line]
    if is_announced:
        kept.append(f"{len(content)} {md5} http://feed.example/gdeltv2/{name}.zip")
    listed.write_text("\n".join(kept) + "\n")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    folder = tmp_path / "feed"
    folder.mkdir()
    for stamp in STAMPS:
        publish(folder, stamp, [row(stamp, 1), row(stamp, 2)])
    return folder


def reports(store: Path) -> int:
    import datetime as dt

    with open_store(store) as opened:
        return opened.view(dt.date(2016, 7, 1)).reports().to_arrow_table().num_rows


def statuses(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in json.loads(text):
        found[one["status"]] = found.get(one["status"], 0) + 1
    return found


def ask(run, store: Path, base: str, *more: object):  # noqa: ANN001, ANN201 - the fixtures of this folder
    folder = store.parent / "downloads"
    return run("--store", store, "fetch", "gdelt", "--since", "2016-06-29", "--base-url", base,
               "--folder", folder, *more)  # fmt: skip


def test_a_day_is_fetched_once_and_what_is_missing_is_told(run, empty, feed) -> None:  # noqa: ANN001
    with serving(feed) as base:
        first = ask(run, empty, base, "--json")
        again = ask(run, empty, base, "--json")
    assert (first.code, statuses(first.out)) == (0, {"loaded": 8, "missing": 88})
    assert statuses(again.out) == {"unchanged": 8, "missing": 88}
    assert "16 reports added" in first.err
    assert "0 reports added" in again.err
    assert reports(empty) == 16


def test_a_corrected_slot_is_replaced(run, empty, feed) -> None:  # noqa: ANN001
    with serving(feed) as base:
        ask(run, empty, base)
        publish(feed, STAMPS[0], [row(STAMPS[0], 1, "042")])
        done = ask(run, empty, base, "--json")
    assert statuses(done.out) == {"replaced": 1, "unchanged": 7, "missing": 88}


def test_a_slot_that_was_only_packed_anew_is_not_read_again(
    run,  # noqa: ANN001
    empty,  # noqa: ANN001
    feed: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(feed) as base:
        ask(run, empty, base)
        publish(feed, STAMPS[0], [row(STAMPS[0], 1), row(STAMPS[0], 2)], method=zipfile.ZIP_STORED)
        read: list[Path] = []
        monkeypatch.setattr("goodoffices.feeds.gdelt.read_member", read.append)
        done = ask(run, empty, base, "--json", "--discard")
    assert (done.code, statuses(done.out)) == (0, {"unchanged": 8, "missing": 88})
    assert read == []
    kept = [path.name for path in (empty.parent / "downloads" / "gdelt").iterdir()]
    assert len(kept) == 7
    assert not [name for name in kept if name.startswith(STAMPS[0])]


def test_a_file_that_the_server_lost_is_missing(run, empty, feed) -> None:  # noqa: ANN001
    (feed / f"{STAMPS[3]}.export.CSV.zip").unlink()
    with serving(feed) as base:
        done = ask(run, empty, base)
    assert done.code == 0
    assert f"missing    gdelt:{STAMPS[3]}: {STAMPS[3]}.export.CSV.zip: the server answered 404" in (
        done.err
    )
    assert "7 loaded, 89 missing" in done.err


def test_a_slot_that_cannot_be_read_fails_alone_and_is_mended_later(run, empty, feed) -> None:  # noqa: ANN001
    publish(feed, STAMPS[2], ["one,two", "three,four"])
    with serving(feed) as base:
        bad = ask(run, empty, base)
        publish(feed, STAMPS[2], [row(STAMPS[2], 1)])
        mended = ask(run, empty, base, "--json")
    assert bad.code == 1
    assert f"failed     gdelt:{STAMPS[2]}:" in bad.err
    assert "tab-separated columns are expected" in bad.err
    assert statuses(mended.out) == {"loaded": 1, "unchanged": 7, "missing": 88}


def test_rows_that_are_set_aside_are_counted(run, empty, feed) -> None:  # noqa: ANN001
    publish(feed, STAMPS[1], [row(STAMPS[1], 1), "broken", row(STAMPS[1], 3, "999")])
    with serving(feed) as base:
        done = ask(run, empty, base)
    assert (done.code, "2 rows were set aside" in done.err) == (0, True)
    assert reports(empty) == 15


def test_files_can_be_discarded_and_are_not_fetched_again(run, empty, feed) -> None:  # noqa: ANN001
    with serving(feed) as base:
        ask(run, empty, base, "--discard")
        again = ask(run, empty, base, "--json")
    assert list((empty.parent / "downloads" / "gdelt").iterdir()) == []
    assert statuses(again.out)["unchanged"] == 8


def test_no_server_and_no_list_are_one_clear_line(run, empty, tmp_path) -> None:  # noqa: ANN001
    with serving(tmp_path) as base:
        pass
    done = ask(run, empty, base)
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "masterfilelist.txt" in done.err


def test_days_in_the_wrong_order_are_wrong_usage(run, empty) -> None:  # noqa: ANN001
    done = ask(run, empty, "http://127.0.0.1:1", "--until", "2016-06-01")
    assert (done.code, "lies before" in done.err) == (2, True)


def test_watch_looks_once_when_asked(run, empty, feed) -> None:  # noqa: ANN001
    with serving(feed) as base:
        done = run("--store", empty, "watch", "gdelt", "--once", "--hours", 1, "--base-url", base,
                   "--folder", empty.parent / "downloads")  # fmt: skip
    assert done.code == 0
    assert "expected" in done.err
