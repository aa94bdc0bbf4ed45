"""A slot of GDELT goes in once, by whichever digest the store holds; a changed file counts."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.feeds.gdelt import Gdelt
from goodoffices.ledger import init_store, open_store
from goodoffices.ledger.feedslots import is_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goodoffices.feeds import ParsedSlot
    from goodoffices.ledger import FeedLoadResult
    from goodoffices.ledger.feedslots import SlotState

STAMP = "20160629121500"
SLOT = f"gdelt:{STAMP}"
MENTION = "\t".join(["7", STAMP, STAMP, "1", "daily.example", "https://d.example", *[""] * 5, "80",
                     *[""] * 4])  # fmt: skip


def row(code: str = "041") -> str:
    cells = [""] * 61
    cells[0], cells[1], cells[7], cells[17] = "7", "20160629", "PER", "GHA"
    cells[25:35] = ["1", code, code, code[:2], "1", "1.0", "2", "1", "2", "0.5"]
    cells[59] = STAMP
    return "\t".join(cells)


def write(folder: Path, lines: Sequence[str], kind: str = "export", level: int = 6) -> Path:
    name = f"{STAMP}.{kind}.CSV"
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        archive.writestr(name, "".join(f"{line}\n" for line in lines))
    return path


def parse(path: Path) -> ParsedSlot:
    (slot,) = Gdelt().parse(path)
    return slot


def as_before(path: Path) -> ParsedSlot:
    """Return a slot as it was made before digests were CRCs."""
    slot = parse(path)
    assert slot.sha256 is not None
    return replace(slot, digest=slot.sha256(), sha256=None)


def load(store: Path, slot: ParsedSlot, parser: str = "1") -> FeedLoadResult:
    with open_store(store, mode="write") as opened:
        (result,) = opened.load_feed([slot], parser=parser)
    return result


def state(store: Path) -> SlotState:
    return open_store(store).slot_states([SLOT])[SLOT]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    init_store(tmp_path / "store")
    return tmp_path / "store"


def test_a_slot_that_an_older_store_holds_by_its_sha256_is_not_loaded_again(
    tmp_path: Path, store: Path
) -> None:
    path = write(tmp_path, [row()])
    write(tmp_path, [MENTION], "mentions")
    assert load(store, as_before(path)).status == "loaded"
    assert len(state(store).digest or "") == 64
    assert load(store, parse(path)).status == "unchanged"


def test_a_changed_file_replaces_a_slot_held_by_either_digest(tmp_path: Path, store: Path) -> None:
    assert load(store, as_before(write(tmp_path, [row()]))).status == "loaded"
    assert load(store, parse(write(tmp_path, [row("043")]))).status == "replaced"
    assert (state(store).digest or "").startswith("crc32:")
    assert state(store).since is not None
    assert load(store, parse(write(tmp_path, [row("046")]))).status == "replaced"
    codes = open_store(store).view(dt.date.max).table("reports")["code"].to_pylist()
    assert codes == ["046"]


def test_an_older_slot_read_by_a_newer_adapter_counts_for_all_days(
    tmp_path: Path, store: Path
) -> None:
    path = write(tmp_path, [row()])
    load(store, as_before(path))
    assert load(store, parse(path), parser="2").status == "replaced"
    assert state(store).since is None


def test_a_file_that_was_packed_anew_is_in_and_need_not_be_read(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, [row()] * 50)
    load(store, parse(path))
    before = path.read_bytes()
    write(tmp_path, [row()] * 50, level=1)
    assert path.read_bytes() != before
    assert load(store, parse(path)).status == "unchanged"
    monkeypatch.setattr("goodoffices.feeds.zips._content", None)
    assert is_in(state(store), Gdelt(), path)
    assert not is_in(state(store), replace(Gdelt(), version="2"), path)
    assert not is_in(None, Gdelt(), path)


def test_another_size_crc_or_file_beside_is_another_slot(tmp_path: Path, store: Path) -> None:
    path = write(tmp_path, [row()])
    load(store, parse(path))
    write(tmp_path, [row("043")])  # as long as before
    assert not is_in(state(store), Gdelt(), path)
    write(tmp_path, [row(), ""])
    assert not is_in(state(store), Gdelt(), path)
    write(tmp_path, [row()])
    assert is_in(state(store), Gdelt(), path)
    write(tmp_path, [MENTION], "mentions")
    assert not is_in(state(store), Gdelt(), path)


def test_a_file_that_cannot_be_opened_is_read_to_tell_why(tmp_path: Path, store: Path) -> None:
    path = write(tmp_path, [row()])
    load(store, parse(path))
    path.write_bytes(path.read_bytes()[:-4])
    assert not is_in(state(store), Gdelt(), path)
    with pytest.raises(InputError, match="not a whole zip"):
        parse(path)


def test_a_plain_file_has_the_digest_of_its_zip(tmp_path: Path) -> None:
    path = write(tmp_path, [row()])
    plain = tmp_path / path.stem
    plain.write_text(f"{row()}\n", encoding="utf-8")
    assert parse(plain).digest == parse(path).digest == Gdelt().peek(plain)[1]
