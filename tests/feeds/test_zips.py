"""A zip gives its content whole and checked, or one error; whatever inflates it."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from goodoffices.errors import InputError
from goodoffices.feeds import zips
from goodoffices.feeds.zips import read_member

if TYPE_CHECKING:
    from pathlib import Path

NAME = "20160629121500.export.CSV"
TEXT = b"".join(b"%d\t%d\n" % (n, n * n % 1009) for n in range(20_000))


@pytest.fixture(params=["zlib", "isal"], autouse=True)
def _inflater(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test with both libraries, whichever would be chosen."""
    if request.param == "isal" and find_spec("isal") is None:
        pytest.skip("isal is not installed")
    found: Any = zlib
    if request.param == "isal":
        from isal import isal_zlib as found
    monkeypatch.setattr(zips, "_inflate", lambda: found)


def packed(content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(NAME, content)
    return out.getvalue()


def written(folder: Path, made: bytes) -> Path:
    path = folder / f"{NAME}.zip"
    path.write_bytes(made)
    return path


def with_size(made: bytes, size: int) -> bytes:
    """Return a zip that tells another size of its member, in both of its headers."""
    found = bytearray(made)
    found[22:26] = size.to_bytes(4, "little")
    at = made.rindex(b"PK\x01\x02") + 24
    found[at : at + 4] = size.to_bytes(4, "little")
    return bytes(found)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("content", [TEXT, b"", b"x"])
def test_the_content_comes_out_as_it_went_in(tmp_path: Path, content: bytes, method: int) -> None:
    assert read_member(written(tmp_path, packed(content, method)))[0] == content


def test_content_in_many_pieces_is_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "_PIECE_BYTES", 100)
    assert read_member(written(tmp_path, packed(TEXT)))[0] == TEXT


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_member_that_is_longer_than_told_is_refused(tmp_path: Path, method: int) -> None:
    path = written(tmp_path, with_size(packed(TEXT, method), len(TEXT) - 1))
    with pytest.raises(InputError, match="is longer than its zip says"):
        read_member(path)


def test_a_member_that_hides_its_size_is_not_inflated(tmp_path: Path) -> None:
    path = written(tmp_path, with_size(packed(bytes(20_000_000)), 1000))
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="is longer than its zip says"):
            read_member(path)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_member_that_is_shorter_than_told_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, with_size(packed(TEXT), len(TEXT) + 1))
    with pytest.raises(InputError, match="it ends too early"):
        read_member(path)


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    made = bytearray(packed(TEXT, zipfile.ZIP_STORED))
    made[made.index(b"\t")] = ord(" ")
    with pytest.raises(InputError, match="its checksum does not hold"):
        read_member(written(tmp_path, bytes(made)))


def test_every_flipped_bit_is_told_or_does_no_harm(tmp_path: Path) -> None:
    made = packed(TEXT[:400])
    for at in range(len(made)):
        hurt = bytearray(made)
        hurt[at] ^= 0x10
        try:
            found, _ = read_member(written(tmp_path, bytes(hurt)))
        except InputError:
            continue
        assert found == TEXT[:400], at


def test_every_cut_is_told(tmp_path: Path) -> None:
    made = packed(TEXT[:400])
    for end in range(len(made)):
        with pytest.raises(InputError):
            read_member(written(tmp_path, made[:end]))
