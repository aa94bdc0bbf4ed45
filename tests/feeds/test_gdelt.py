"""GDELT files become reports; what is wrong with a line or a zip is said with its place."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.feeds.delimited import Layout, read_rows
from goodoffices.feeds.gdelt import Gdelt, Gdelt1
from goodoffices.ledger.feedcheck import check_parsed_slots
from goodoffices.tables import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goodoffices.feeds import ParsedSlot

STAMP = "20160629121500"
V2, V1, V1_OLD = 61, 58, 57


def row(
    report_id: str = "7",
    day: str = "20160629",
    left: tuple[str, str, str] = ("TUR", "", "GOV"),
    right: tuple[str, str, str] = ("RUS", "", ""),
    code: str = "041",
    n_columns: int = V2,
    url: str = "https://www.daily.example/a/b",
    **cells: str,
) -> str:
    made = [""] * n_columns
    made[0], made[1] = report_id, day
    for start, (country, group, kind) in ((5, left), (15, right)):
        made[start + 1] = f"NAME {country or group}"
        made[start + 2], made[start + 3], made[start + 7] = country, group, kind
    made[25:35] = ["1", code, code[:3], code[:2], "1", "1.0", "12", "3", "10", "-2.5"]
    place = 52 if n_columns == V2 else 50
    made[place], made[place + 1] = "Ankara", "TU"
    added = 59 if n_columns == V2 else 56
    made[added] = STAMP if n_columns == V2 else "20160630"
    if n_columns != V1_OLD:
        made[-1] = url
    for place_of, value in cells.items():
        made[int(place_of.removeprefix("c"))] = value
    return "\t".join(made)


def write(folder: Path, lines: Sequence[str], name: str = f"{STAMP}.export.CSV") -> Path:
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, "".join(f"{line}\n" for line in lines))
    return path


def parse(path: Path) -> ParsedSlot:
    (slot,) = Gdelt().parse(path)
    return slot


def as_texts(slot: ParsedSlot) -> ParsedSlot:
    """Return a slot whose texts are no longer numbers of dictionaries."""
    return replace(
        slot,
        reports=slot.reports.cast(arrow_schema("reports")),
        mentions=slot.mentions.cast(arrow_schema("mentions")),
    )


def test_a_row_becomes_a_report(tmp_path: Path) -> None:
    slot = parse(write(tmp_path, [row()]))
    (report,) = slot.reports.to_pylist()
    assert report == {
        "report_id": "7", "feed": "gdelt", "day": dt.date(2016, 6, 29),
        "known_at": dt.date(2016, 6, 29), "source": "TUR", "source_role": "GOV",
        "source_name": "NAME TUR", "target": "RUS", "target_role": None, "target_name": "NAME RUS",
        "code": "041", "category": None, "goldstein": 1.0, "is_root": True, "n_mentions": 12,
        "n_sources": 3, "n_articles": 10, "tone": -2.5, "n_dead": None, "place": "Ankara",
        "place_state": "TUR", "url": "https://www.daily.example/a/b",
        "publisher": "daily.example", "story": None, "slot": f"gdelt:{STAMP}",
    }  # fmt: skip
    assert (slot.n_rows, slot.n_duplicates, slot.rejects.num_rows) == (1, 0, 0)
    assert slot.closes_at - slot.opens_at == dt.timedelta(minutes=15)


def test_organisations_are_placed_by_their_group_and_regions_place_nobody(tmp_path: Path) -> None:
    lines = [row(left=("", "UNO", "IGO"), right=("EUR", "EEC", "")), row("8", left=("AFR", "", ""))]
    first, second = parse(write(tmp_path, lines)).reports.to_pylist()
    assert (first["source"], first["target"]) == ("UN", "EU")
    assert second["source"] is None
    assert second["source_name"] == "NAME AFR"


@pytest.mark.parametrize("n_columns", [V1, V1_OLD])
def test_the_daily_layouts_are_told_by_their_number_of_columns(
    tmp_path: Path, n_columns: int
) -> None:
    path = write(tmp_path, [row(n_columns=n_columns)], "20160629.export.CSV")
    (slot,) = Gdelt1().parse(path)
    (report,) = slot.reports.to_pylist()
    assert report["known_at"] == dt.date(2016, 6, 30)
    assert report["place_state"] == "TUR"
    assert report["publisher"] == ("daily.example" if n_columns == V1 else None)
    assert slot.slot == "gdelt1:20160629000000"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not a row", "61 columns expected, found 1"),
        (row() + "\tmore", "61 columns expected, found 62"),
        ("", "GlobalEventID must be digits"),
        (row(report_id="x7"), "GlobalEventID must be digits, found 'x7'"),
        (row(day="20160230"), "Day must be YYYYMMDD, found '20160230'"),
        (row(code="999"), "EventCode must be a CAMEO code, found '999'"),
        (row(c59="later"), "DATEADDED must be a day or a time, found 'later'"),
        (row(c31="-3"), "NumMentions must be a number from 0 to 2.14748e+09, found '-3'"),
        (row(c31="99999999999"), "NumMentions must be a number"),
        (row(c30="12"), "GoldsteinScale must be a number from -10 to 10, found '12'"),
        (row(c34="warm"), "AvgTone must be a number from -100 to 100, found 'warm'"),
    ],
)
def test_a_bad_line_is_set_aside_with_its_number_and_reason(
    tmp_path: Path, line: str, reason: str
) -> None:
    slot = parse(write(tmp_path, [row("1"), line, row("3")]))
    assert slot.reports["report_id"].to_pylist() == ["1", "3"]
    (reject,) = slot.rejects.to_pylist()
    assert reject["line"] == 2
    assert reject["reason"].startswith(reason)
    assert slot.n_rows == slot.reports.num_rows + slot.rejects.num_rows + slot.n_duplicates == 3


def test_a_line_that_is_no_text_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / f"{STAMP}.export.CSV"
    path.write_bytes(f"{row('1')}\n".encode() + b"\xff\xfe\n" + f"{row('3')}\n".encode())
    slot = parse(path)
    assert slot.reports["report_id"].to_pylist() == ["1", "3"]
    assert [(r["line"], r["reason"]) for r in slot.rejects.to_pylist()] == [(2, "not UTF-8")]


def test_a_row_told_twice_counts_once(tmp_path: Path) -> None:
    slot = parse(write(tmp_path, [row("1"), row("2"), row("1")]))
    assert slot.reports["report_id"].to_pylist() == ["1", "2"]
    assert (slot.n_rows, slot.n_duplicates) == (3, 1)


def test_bare_quotes_and_leading_zeros_are_kept(tmp_path: Path) -> None:
    slot = parse(write(tmp_path, [row(code="010", c6='THE "IRON" MAN')]))
    (report,) = slot.reports.to_pylist()
    assert (report["code"], report["source_name"]) == ("010", 'THE "IRON" MAN')


def test_mentions_are_read_from_the_file_beside(tmp_path: Path) -> None:
    export = write(tmp_path, [row()])
    mention = ["7", STAMP, STAMP, "1", "daily.example", "https://daily.example/a", "1", "-1", "5",
               "9", "1", "80", "2500", "-1.5", "", ""]  # fmt: skip
    write(tmp_path, ["\t".join(mention), "broken"], f"{STAMP}.mentions.CSV")
    slot = parse(export)
    assert slot.mentions.to_pylist() == [
        {"report_id": "7", "feed": "gdelt", "known_at": dt.date(2016, 6, 29),
         "publisher": "daily.example", "url": "https://daily.example/a", "confidence": 0.8,
         "slot": f"gdelt:{STAMP}"}
    ]  # fmt: skip
    assert slot.rejects["file"].to_pylist() == [f"{STAMP}.mentions.CSV.zip"]
    check_parsed_slots([slot])  # a bad mention once broke the count law of its slot


def test_the_digest_changes_with_either_file(tmp_path: Path) -> None:
    export = write(tmp_path, [row()])
    alone = parse(export).digest
    write(tmp_path, ["broken"], f"{STAMP}.mentions.CSV")
    assert parse(export).digest != alone


@pytest.mark.parametrize(
    "url", ["https://user@Daily.Example:443/x", "BBC Monitoring", "", "http://"]
)
def test_odd_addresses_name_a_publisher_or_nobody(tmp_path: Path, url: str) -> None:
    (report,) = parse(write(tmp_path, [row(url=url)])).reports.to_pylist()
    wanted = {"https://user@Daily.Example:443/x": "daily.example:443",
              "BBC Monitoring": "BBC Monitoring"}  # fmt: skip
    assert report["publisher"] == wanted.get(url)


def test_a_zip_that_is_cut_off_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, [row()])
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match=r"export\.CSV\.zip: not a whole zip"):
        parse(path)


def test_a_zip_with_a_flipped_bit_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, [row(str(n)) for n in range(50)])
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0x10
    path.write_bytes(bytes(content))
    with pytest.raises(InputError, match="fetch it again"):
        parse(path)


def test_a_zip_that_names_another_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, [row()])
    moved = path.rename(tmp_path / "20160629123000.export.CSV.zip")
    with pytest.raises(InputError, match=f"holds '{STAMP}.export.CSV'"):
        parse(moved)


def test_a_zip_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    path = write(tmp_path, ["\t" * 50_000_000])
    with pytest.raises(InputError, match="would grow to 50,000,001 bytes"):
        parse(path)


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, ["a,b,c", "1,2,3"])
    with pytest.raises(InputError, match=r"61 \(v2\), 58 or 57 \(v1\) tab-separated columns"):
        parse(path)


def test_a_name_without_a_time_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a name such as 20160629121500"):
        parse(write(tmp_path, [row()], "20161329121500.export.CSV"))


def test_an_empty_slot_has_no_rows(tmp_path: Path) -> None:
    slot = parse(write(tmp_path, []))
    assert (slot.n_rows, slot.reports.num_rows, slot.rejects.num_rows) == (0, 0, 0)


LINES = st.lists(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r\0")), max_size=5).map(
        "\t".join
    ),
    max_size=30,
)


@given(LINES)
def test_no_line_is_ever_lost(lines: list[str]) -> None:
    layout = Layout(columns=("a", "b", "c"), keep=("a", "c"))
    content = "".join(f"{line}\n" for line in lines).encode()
    rows = read_rows(content, layout, where="file")
    assert rows.n_rows == len(lines)
    kept = [line.split("\t") for line in lines if line.count("\t") == 2]
    good = [number for number, line in enumerate(lines, 1) if line.count("\t") == 2]
    found = [n for n in rows.lines() if lines[n - 1]]
    assert found == good
    values = [
        v for n, v in zip(rows.lines(), rows.table["a"].to_pylist(), strict=True) if lines[n - 1]
    ]
    assert values == [cells[0] or None for cells in kept]


LINES = st.sampled_from(
    [
        row("1"),
        row("2"),
        row("3", code="---"),
        row("4", url="https://user@a.example/x"),
        row("5", c34="much"),
        "not a row",
        "",
    ]
)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(LINES, max_size=6), min_size=1, max_size=5),
    st.lists(st.lists(LINES, max_size=3), max_size=5),
)
def test_files_read_together_give_what_each_gives_alone(
    tmp_path_factory: pytest.TempPathFactory, exports: list[list[str]], mentions: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("slots")
    told = "\t".join(["1", STAMP, STAMP, "1", "a.example", "https://a.example/1", *[""] * 5, "80",
                      *[""] * 4])  # fmt: skip
    paths = []
    for number, lines in enumerate(exports):
        stamp = f"201606291215{number:02d}"
        paths.append(write(folder, [row("0"), *lines], f"{stamp}.export.CSV"))
        if number < len(mentions):
            write(folder, [told, *mentions[number]], f"{stamp}.mentions.CSV")
    feed = Gdelt()
    together = [as_texts(slot) for slot in feed.parse_many(paths)]
    assert together == [as_texts(parse(path)) for path in paths]


def test_a_file_of_another_layout_does_not_disturb_those_read_with_it(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, [row()], "20160629120000.export.CSV"),
        write(tmp_path, [row(n_columns=V1)], "20160629121500.export.CSV"),
    ]
    assert list(Gdelt().parse_many(paths)) == [parse(path) for path in paths]


def test_reading_together_tells_the_file_that_is_no_feed(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, [row()], "20160629120000.export.CSV"),
        write(tmp_path, ["a\tb"], "20160629121500.export.CSV"),
    ]
    with pytest.raises(InputError, match="20160629121500"):
        list(Gdelt().parse_many(paths))
