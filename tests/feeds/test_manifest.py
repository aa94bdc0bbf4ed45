"""The list of files of a feed, and the slots that it has and has not."""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.errors import InputError
from goodoffices.feeds.manifest import read_gdelt_manifest

MD5 = "297a16b493de7cf6ca809a7cc31d0b93"
OTHER = "bb27f78ba45f69a17ea6ed7755e9f8ff"
BASE = "http://feed.example/gdeltv2"


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2016, 6, 29, hour, minute, tzinfo=dt.UTC)


def line(stamp: str, kind: str = "export", md5: str = MD5, size: int = 1000) -> str:
    return f"{size} {md5} {BASE}/{stamp}.{kind}.CSV.zip"


def test_every_slot_of_the_period_is_told_also_those_that_are_missing() -> None:
    text = "\n".join([line("20160629120000"), line("20160629123000")])
    manifest = read_gdelt_manifest(text, since=at(12), until=at(12, 45))
    assert [(s.slot, s.export is not None) for s in manifest.slots] == [
        ("gdelt:20160629120000", True),
        ("gdelt:20160629121500", False),
        ("gdelt:20160629123000", True),
    ]


def test_export_and_mentions_of_a_slot_belong_together() -> None:
    text = "\n".join([
        line("20160629120000"),
        line("20160629120000", "mentions", OTHER, 2000),
        line("20160629120000", "gkg"),
    ])  # fmt: skip
    (slot,) = read_gdelt_manifest(text, since=at(12), until=at(12, 15)).slots
    assert slot.export is not None
    assert slot.mentions is not None
    assert (slot.export.size, slot.mentions.size) == (1000, 2000)
    assert slot.mark == f"{BASE}/20160629120000.export.CSV.zip#md5={MD5}+{OTHER}"


def test_a_period_that_begins_between_two_slots_begins_with_the_next() -> None:
    manifest = read_gdelt_manifest(line("20160629120000"), since=at(12, 1), until=at(12, 31))
    assert [s.slot[-6:] for s in manifest.slots] == ["121500", "123000"]


def test_a_mirror_serves_the_same_names() -> None:
    text = line("20160629120000")
    (slot,) = read_gdelt_manifest(
        text, since=at(12), until=at(12, 15), base_url="http://127.0.0.1:8000/mirror/"
    ).slots
    assert slot.export is not None
    assert slot.export.url == "http://127.0.0.1:8000/mirror/20160629120000.export.CSV.zip"


def test_an_odd_line_is_told_and_passed_over() -> None:
    text = "\n".join([line("20160629120000"), "odd", *[line("20160629121500")] * 200])
    manifest = read_gdelt_manifest(text, since=at(12), until=at(12, 30))
    assert manifest.odd_lines == (2,)
    assert len(manifest.slots) == 2


@pytest.mark.parametrize("text", ["", "<html>\nnot\nhere</html>", "a b c\nd e f"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no list of files"):
        read_gdelt_manifest(text, since=at(12), until=at(13), where="masterfilelist.txt")
