"""What every adapter of a table does: header, bad rows, counts, slots."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.feeds.headed import column_key
from goodoffices.feeds.kinds import kind_named, kind_of
from goodoffices.feeds.limits import MAX_PARQUET_ROWS
from goodoffices.feeds.tablefeed import TableFeed
from goodoffices.feeds.zips import DataFile, data_files
from goodoffices.ledger.feedcheck import check_parsed_slots

if TYPE_CHECKING:
    from pathlib import Path

    from goodoffices.feeds import ParsedSlot

ROWS: dict[str, dict[str, str]] = {
    "icews": {
        "Event ID": "501", "Event Date": "2018-06-01", "Source Name": "Ministry (Peru)",
        "Source Sectors": "Foreign Ministry,Executive,Government", "Source Country": "Peru",
        "Event Text": "Make a visit", "CAMEO Code": "042", "Intensity": "1.9",
        "Target Name": "Ghana", "Target Sectors": "NA", "Target Country": "Ghana",
        "Story ID": "77", "Sentence Number": "2", "Publisher": "Daily Example", "City": "Accra",
        "District": "NA", "Province": "NA", "Country": "Ghana", "Latitude": "5.5",
        "Longitude": "-0.2",
    },
    "icews-quads": {"date": "2018-06-01", "sn": "Peru", "rn": "Make a visit", "on": "Ghana"},
    "polecat": {
        "Event ID": "s9_1", "Event Date": "2023-02-03", "Event Type": "CONSULT",
        "Event Mode": "phone", "Intensity": "1.0", "Contexts": "diplomatic",
        "Actor Name": "Government of Peru", "Actor Country": "PER",
        "Primary Actor Sector": "GOV", "Recipient Name": "Ghana", "Recipient Country": "GHA",
        "Placename": "Lima", "Country": "PER", "Publication Date": "2023-02-04",
        "Source": "daily.example", "Version": "1",
    },
    "ucdp-ged": {
        "id": "901", "type_of_violence": "1", "side_a": "Government of Peru",
        "side_b": "The Fictive Front", "date_start": "1995-01-26", "date_end": "1995-01-28",
        "best": "4", "high": "6", "low": "3", "gwnoa": "135", "gwnob": "", "country": "Peru",
        "country_id": "135", "where_coordinates": "Old Bridge", "source_date": "1995-02-01",
        "source_office": "Daily Example;Other", "number_of_sources": "2", "date_prec": "2",
    },
    "acled": {
        "event_id_cnty": "PER12", "event_date": "2024-03-08", "event_type": "Battles",
        "sub_event_type": "Armed clash", "actor1": "Military Forces of Peru (2021-)",
        "inter1": "State forces", "actor2": "Unidentified Armed Group (Ghana)",
        "inter2": "Political militia", "country": "Peru", "location": "Old Bridge",
        "source": "Daily Example; Other", "fatalities": "2", "timestamp": "1710201600",
        "notes": "Said to be the second in a week.",
    },
}  # fmt: skip
DELIMITERS = {"ucdp-ged": ",", "acled": ","}
LAYOUTS = sorted(ROWS)


def text_of(kind: str, rows: list[dict[str, str]], names: list[str] | None = None) -> str:
    delimiter = DELIMITERS.get(kind, "\t")
    columns = names or list(ROWS[kind])
    lines = [delimiter.join(columns)]
    lines += [delimiter.join(row.get(name, "") for name in columns) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def write(folder: Path, kind: str, text: str | bytes, name: str = "") -> Path:
    path = folder / (name or ("events.csv" if DELIMITERS.get(kind) else "events.tab"))
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def adapter(kind: str) -> TableFeed:
    made = kind_named(kind).make()
    assert isinstance(made, TableFeed)
    return made


def parse(kind: str, path: Path) -> list[ParsedSlot]:
    slots = list(kind_named(kind).make().parse(path))
    check_parsed_slots(slots)
    return slots


def test_a_kind_is_told_by_its_header(tmp_path: Path) -> None:
    for kind in LAYOUTS:
        path = write(tmp_path, kind, text_of(kind, [ROWS[kind]]))
        assert kind_of(DataFile(name=path.name, content=path.read_bytes())).name == kind
    icews = text_of("icews", [ROWS["icews"]]).encode()
    daily = DataFile(name="20200501-icews-events.tab", content=icews)
    assert kind_of(daily).name == "icews-daily"
    assert kind_of(DataFile(name="a.zip/20160629121500.export.CSV", content=b"")).name == "gdelt"


def test_a_header_of_no_kind_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"most like ucdp-ged, but without best\)") as caught:
        kind_of(
            DataFile(
                name="x.csv", content=b"id,type_of_violence,side_a,side_b,date_start,date_end\n"
            )
        )
    assert caught.value.line == 1


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(InputError, match="'keds' is no kind of event data; the kinds are gdelt"):
        kind_named("keds")


@pytest.mark.parametrize("kind", LAYOUTS)
def test_columns_may_come_in_any_order_with_marks_and_padding(tmp_path: Path, kind: str) -> None:
    plain = parse(kind, write(tmp_path, kind, text_of(kind, [ROWS[kind]])))
    names = [*reversed(ROWS[kind])]
    delimiter = DELIMITERS.get(kind, "\t")
    turned = text_of(kind, [ROWS[kind]], names)
    header, _, rest = turned.partition("\n")
    shown = delimiter.join(
        f" {name.replace('_', ' ').upper()} " for name in header.split(delimiter)
    )
    odd = f"\ufeff{shown}\r\n{rest.replace(chr(10), chr(13) + chr(10))}"
    found = parse(kind, write(tmp_path, kind, odd))
    assert found[0].reports.drop_columns(["slot"]) == plain[0].reports.drop_columns(["slot"])


@pytest.mark.parametrize("kind", LAYOUTS)
def test_unknown_columns_are_told_once_and_left(tmp_path: Path, kind: str) -> None:
    names = [*ROWS[kind], "mood", "weather"]
    rows = [ROWS[kind] | {"mood": "fine", "weather": "dry"}]
    path = write(tmp_path, kind, text_of(kind, rows, names))
    heard: list[str] = []
    (slot,) = replace(adapter(kind), tell=heard.append).parse(path)
    assert heard == ["columns that are not used: mood, weather"]
    assert slot.reports.num_rows == 1


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_required_column_that_is_not_there_is_one_error(tmp_path: Path, kind: str) -> None:
    header = adapter(kind).header
    lost, known = header.required[-1], header.known()
    names = [name for name in ROWS[kind] if known[column_key(name)] != lost]
    path = write(tmp_path, kind, text_of(kind, [ROWS[kind]], names))
    with pytest.raises(InputError, match=f"line 1: lacks the column {lost};"):
        parse(kind, path)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_bad_line_costs_only_itself(tmp_path: Path, kind: str) -> None:
    lines = text_of(kind, [ROWS[kind], ROWS[kind]]).encode().splitlines(keepends=True)
    content = b"".join([*lines[:2], b"broken\n", b"\xff\xfe\n", b"\n", lines[2]])
    slots = parse(kind, write(tmp_path, kind, content))
    (slot,) = slots
    found = [(row["line"], row["reason"][:20]) for row in slot.rejects.to_pylist()]
    assert [line for line, _ in found] == [3, 4, 5]
    assert found[1][1] == "not UTF-8"
    assert (slot.n_rows, slot.reports.num_rows, slot.n_duplicates) == (5, 1, 1)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_file_of_bad_rows_only_is_one_error(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, kind, text_of(kind, []) + "broken\nbroken\n")
    with pytest.raises(InputError, match="line 2: none of its 2 rows can be read; here"):
        parse(kind, path)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_header_without_rows_has_no_slots(tmp_path: Path, kind: str) -> None:
    assert parse(kind, write(tmp_path, kind, text_of(kind, []))) == []


@pytest.mark.parametrize("kind", LAYOUTS)
def test_the_same_file_has_the_same_digest_and_a_changed_one_another(
    tmp_path: Path, kind: str
) -> None:
    text = text_of(kind, [ROWS[kind]])
    (first,) = parse(kind, write(tmp_path, kind, text))
    (again,) = parse(kind, write(tmp_path, kind, text))
    changed = text.replace("Ghana", "Kenya").replace("GHA", "KEN").replace("Front", "Line")
    (other,) = parse(kind, write(tmp_path, kind, changed))
    assert first.digest == again.digest != other.digest


@pytest.mark.parametrize("kind", LAYOUTS)
def test_no_row_is_known_before_the_day_of_release(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path, kind, text_of(kind, [ROWS[kind]]))
    released = dt.date(2025, 1, 1)
    (slot,) = replace(adapter(kind), released=released).parse(path)
    (plain,) = parse(kind, path)
    assert slot.reports["known_at"].to_pylist() == [released]
    assert slot.digest != plain.digest


def test_a_zip_may_hold_many_files_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for year in ("2019", "2018"):
            row = ROWS["acled"] | {"event_date": f"{year}-01-02"}
            archive.writestr(f"deep/export {year}.csv", text_of("acled", [row]))
        archive.writestr("readme.pdf", "notes")
        archive.writestr("__MACOSX/deep/._export 2018.csv", "shadow")
    slots = parse("acled", path)
    assert [slot.slot for slot in slots] == ["acled:export-2018", "acled:export-2019"]
    assert [slot.url for slot in slots] == [
        "bundle.zip/export 2018.csv",
        "bundle.zip/export 2019.csv",
    ]


def test_a_zip_without_event_data_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.pdf", "notes")
    with pytest.raises(InputError, match=r"holds no event data; looked for \.tab"):
        list(data_files(path))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", "," * 50_000_000)
    with pytest.raises(InputError, match="would grow to 50,000,000 bytes"):
        parse("acled", path)


def test_quoted_cells_may_hold_line_breaks_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    rows = [
        ROWS["acled"] | {"event_id_cnty": f"P{n}", "notes": '"two, ""or""\nthree"'} for n in (1, 2)
    ]
    text = text_of("acled", [rows[0], ROWS["acled"] | {"event_date": "soon"}, rows[1]])
    (slot,) = parse("acled", write(tmp_path, "acled", text))
    assert slot.reports["report_id"].to_pylist() == ["P1", "P2"]
    (reject,) = slot.rejects.to_pylist()
    assert reject["line"] == 4
    assert reject["reason"].startswith(
        "event_date must be YYYY-MM-DD or 8 March 2024, found 'soon'"
    )


def test_an_open_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    rows = [ROWS["acled"] | {"event_id_cnty": f"P{n}"} for n in range(300)]
    rows[1]["notes"] = '"open'
    rows[2]["notes"] = 'in "the" middle'
    (slot,) = parse("acled", write(tmp_path, "acled", text_of("acled", rows)))
    told = {row["line"]: row["reason"] for row in slot.rejects.to_pylist()}
    assert told[3] == "a quote is opened and not closed"
    assert told[4].startswith("a quote stands inside a cell")
    assert (slot.n_rows, slot.reports.num_rows) == (300, 298)


def test_a_line_without_end_is_set_aside(tmp_path: Path) -> None:
    rows = [ROWS["polecat"], ROWS["polecat"] | {"Event ID": "s9_2", "Contexts": "x" * 2_000_000}]
    (slot,) = parse("polecat", write(tmp_path, "polecat", text_of("polecat", rows)))
    (reject,) = slot.rejects.to_pylist()
    assert (reject["line"], reject["reason"]) == (3, "is longer than 1,048,576 bytes")
    assert len(reject["text"]) == 300


def test_quadruples_are_read_from_parquet(tmp_path: Path) -> None:
    path = tmp_path / "quads.parquet"
    when = [dt.datetime(2018, 6, 1, tzinfo=dt.UTC), dt.datetime(2018, 6, 2, tzinfo=dt.UTC)]
    columns = {"date": when, "sn": ["Peru", "Peru\tand"], "rn": ["Make a visit", "Dance"],
               "on": ["Ghana", "Ghana"], "__index_level_0__": [1, 2]}  # fmt: skip
    pq.write_table(pa.table(columns), path)
    (slot,) = parse("icews-quads", path)
    assert slot.reports["code"].to_pylist() == ["042"]
    (reject,) = slot.rejects.to_pylist()
    assert reject["reason"] == "relation must be the name of a CAMEO act, found 'Dance'"
    assert reject["line"] == 3


def test_a_damaged_parquet_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "quads.parquet"
    path.write_bytes(b"PAR1 nothing")
    with pytest.raises(InputError, match="is no Parquet file of plain columns"):
        parse("icews-quads", path)


def test_a_cell_of_parquet_that_is_no_text_costs_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "quads.parquet"
    columns = {"date": ["2018-06-01"] * 2, "sn": ["Peru", "Peri"], "rn": ["Consult"] * 2,
               "on": ["Ghana"] * 2}  # fmt: skip
    pq.write_table(pa.table(columns), path, compression="none", use_dictionary=False)
    path.write_bytes(path.read_bytes().replace(b"Peri", b"Per\xff"))
    (slot,) = parse("icews-quads", path)
    (reject,) = slot.rejects.to_pylist()
    assert (reject["line"], reject["reason"], slot.n_rows) == (3, "not UTF-8", 2)


def test_a_parquet_file_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "quads.parquet"
    many = pa.nulls(MAX_PARQUET_ROWS + 1, pa.string())
    pq.write_table(pa.table([many] * 4, names=["date", "sn", "rn", "on"]), path)
    with pytest.raises(InputError, match="has 20,000,001 rows"):
        parse("icews-quads", path)


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=4)), max_size=5))
def test_any_damaged_parquet_file_ends_in_rows_or_one_error(cuts: list[tuple[int, bytes]]) -> None:
    made = io.BytesIO()
    columns = {"date": ["2018-06-01"] * 9, "sn": ["Peru"] * 9, "rn": ["Consult"] * 9,
               "on": ["Ghana"] * 9}  # fmt: skip
    pq.write_table(pa.table(columns), made)
    content = damaged(made.getvalue(), [(place, len(put), put) for place, put in cuts])
    file = DataFile(name="quads.parquet", content=content)
    try:
        kind_of(file)
        slots = list(adapter("icews-quads").parse_file(file, where=file.name))
    except GoodOfficesError:
        return
    check_parsed_slots(slots)


def damaged(content: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, put in cuts:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + length :]
    return content


CUTS = st.lists(
    st.tuples(
        st.integers(0, 5000),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from([b"\n", b"\t", b",", b'"', b"\r", b"\r\n", b"\0", b"\xff", b"\n\n"]),
        ),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(kind=st.sampled_from([*LAYOUTS, "icews-daily"]), cuts=CUTS, tail=st.binary(max_size=80))
def test_no_row_of_any_damaged_file_is_lost(
    kind: str, cuts: list[tuple[int, int, bytes]], tail: bytes
) -> None:
    layout = kind.removesuffix("-daily")
    rows = [dict(ROWS[layout]) for _ in range(6)]
    for number, row in enumerate(rows):
        first = next(iter(row))
        row[first] = row[first] if layout == "icews-quads" else f"{row[first]}{number}"
    content = damaged(text_of(layout, rows).encode(), cuts) + tail
    name = "20180601-icews-events.csv" if DELIMITERS.get(layout) else "20180601-icews-events.tab"
    try:
        slots = list(adapter(kind).parse_file(DataFile(name=name, content=content), where=name))
    except GoodOfficesError as error:
        assert str(error).startswith(name)  # noqa: PT017 - one clear error is as good as rows
        return
    check_parsed_slots(slots)
    n_lines = content.replace(b"\r\n", b"\n").rstrip(b"\n").count(b"\n")
    n_rows = sum(slot.n_rows for slot in slots)
    assert n_rows <= max(n_lines, content.count(b"\n"))
    if b'"' not in content:
        unended = content and not content.endswith(b"\n")
        assert n_rows == content.count(b"\n") - 1 + bool(unended)
    for slot in slots:
        told = slot.reports.num_rows + slot.rejects.num_rows + slot.n_duplicates
        assert slot.n_rows == told
        assert pc.all(pc.greater(slot.rejects["line"], 1), min_count=0).as_py()
