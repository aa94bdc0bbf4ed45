"""Whatever is wrong with a case is told with file, line and column, all at once."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.casebook import read_case
from goodoffices.errors import BadRow, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

TUR_RUS = Path(__file__).parents[2] / "src/goodoffices/casebook/cases/tur-rus-2015"

WRONG_CELLS = [
    ("001,2015-11-24", "001,24/11/2015", "line 2: column start: expected YYYY-MM-DD"),
    ("001,2015-11-24", "001,2015-02-30", "line 2: column start: there is no such day"),
    ("001,2015-11-24,,,", "001,2015-11-24,2015-11-23,,", "line 2: column end: is before start"),
    ("001,2015-11-24,,,", "001,2015-11-24,,2015-11,", "line 2: column known_at: expected a day"),
    (
        "001,2015-11-24,,,",
        "001,2015-11-24,,2015-11-23,",
        "line 2: column known_at: is before start: only an expected",
    ),
    ("001,2015-11-24,,,", "001,,,,", "line 2: column start: is blank: then known_at"),
    ("001,2015", "1,2015", "line 2: column id: expected a number of three digits"),
    ("002,2015", "001,2015", "line 3: column id: '001' is taken by line 2"),
    ("TUR:MIL,RUS:MIL", "Turkey,RUS:MIL", "line 2: column source: expected an actor id"),
    ("TUR:MIL,RUS:MIL", "TUR:army,RUS", "line 2: column source: expected a role of three"),
    ("TUR:MIL,RUS:MIL", "-,RUS", "line 2: column source: an actor of no state needs a role"),
    ("TUR:MIL,RUS:MIL", ",", "line 2: column source: source and target are both blank"),
    (",195,", ",999,", "line 2: column code: expected a CAMEO code"),
    (",195,,", ",195,maybe,", "line 2: column modality: expected one of actual"),
    ("Border,2,", "Border,two,", "line 2: column dead: expected a whole number"),
    ("Somebody,yes,", "Somebody,perhaps,", "line 4: column reciprocal: expected one of yes, no"),
    ("Shots are fired.", "", "line 2: column what: expected a sentence"),
    ("Shots are fired.", "x" * 201, "line 2: column what: expected at most 200 characters"),
    ("Shots are fired.,high", "Shots.,sure", "line 2: column confidence: expected one of high"),
    ("https://example.org/c", "", "line 4: column urls: expected at least one address"),
    ("https://example.org/c", "example.org/c", "line 4: column urls: expected an address"),
    ("https://example.org/c", "http://[x", "line 4: column urls: expected an address"),
    ("http://example.org/b", "https://example.org/a", "column urls: the same address stands twice"),
    (",ban,imposed", ",,imposed", "line 3: column measure: step 'imposed' without a measure"),
    (",ban,imposed", ",ban,", "line 3: column step: measure without a step"),
    (",ban,imposed", ",ban,began", "line 3: column step: expected one of imposed"),
    (",ban,ended", ",bun,ended", "line 5: column measure: 'bun' is not an id of measures.csv"),
    (",ban,ended", ",ban,imposed", "line 5: column step: 'imposed', but 'ban' is already in force"),
    ("004,2016-06-30", "004,2015-11-30", "line 5: column step: 'ended', but 'ban' is not in force"),
    ("They talk.", "They, talk.", "line 4: expected 19 cells, found 20"),
    ("They talk.", '"They\ntalk."', "line 4: column what: expected one line of text"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), WRONG_CELLS)
def test_a_wrong_cell_is_named_by_line_and_column(
    write: Callable[..., Path], events: str, right: str, wrong: str, message: str
) -> None:
    assert right in events
    with pytest.raises(BadRow) as caught:
        read_case(write(events=events.replace(right, wrong, 1)))
    assert "events.csv" in str(caught.value)
    assert message in str(caught.value)


def test_a_row_after_a_cell_of_two_lines_keeps_its_true_line(
    write: Callable[..., Path], events: str
) -> None:
    rows = events.replace(",trigger", ',"two\nlines"').replace(",041,", ",0,")
    with pytest.raises(BadRow, match=r"events\.csv, line 5: column code"):
        read_case(write(events=rows))


WRONG_FILES = [
    ("events", b"\xef\xbb\xbfid,start\n", "events.csv, line 1: starts with a byte order mark"),
    ("events", b"\xff\xfei\x00", "events.csv, line 1: is UTF-16"),
    ("events", b"id\nx\r\n", "events.csv, line 2: has CR or CRLF line ends"),
    ("events", b"id\nx\0\n", "events.csv, line 2: has a NUL byte"),
    ("events", "id\né\n".encode("latin-1"), "events.csv, line 2: byte 0xe9 is not UTF-8"),
    ("events", b"", "events.csv, line 1: is empty; expected the header"),
    ("events", b"id,start\n", "events.csv, line 1: misses the column(s) end, known_at"),
    ("measures", b'id,"sender\n', "measures.csv: is not CSV"),
    ("measures", b"sender,id,target,instrument,sector,what\n", "columns in the order id,sender"),
    ("measures", b"id,sender,target,instrument,sector,what,x\n", "has unknown column(s) 'x'"),
    (
        "measures",
        b"id,sender,target,instrument,sector,what\nban,RUS,TUR,tomato_ban,food,No\n",
        "measures.csv, line 2: column instrument: expected one of import_ban",
    ),
    (
        "measures",
        b"id,sender,target,instrument,sector,what\nban,RUS,TUR,import_ban,,No\ntea,RUS,TUR,other,,No\n",
        "measures.csv, line 3: column id: no event has the step 'imposed' for 'tea'",
    ),
    (
        "statements",
        b"id,known_at,kind,subject,object,polarity,what,confidence,urls\n1,2016,love,,,2,,high,x\n",
        "statements.csv, line 2: column kind: expected one of friendship",
    ),
    ("text", b"Title: x\n", "texts/01-day.txt: expected header lines, a blank line and the body"),
    ("text", b"Titel: x\n\nbody\n", "texts/01-day.txt, line 1: expected one of Title"),
    ("text", b"Title: x\n\nbody\n", "texts/01-day.txt: expected 80-200 words, found 1"),
    ("text", b"Title: x\n\n" + b"w " * 90, "expected one line 'Published: ...', found 0"),
    ("text", b"\xff", "texts/01-day.txt, line 1: byte 0xff is not UTF-8"),
    ("head", b"id = ", "case.toml: is not TOML"),
    ("head", b"id = 5\n", "case.toml: id must be text, found 5"),
    ("head", b'id = "one-two"\ncolour = 1\n', "case.toml: unknown key 'colour'"),
]


@pytest.mark.parametrize(("part", "content", "message"), WRONG_FILES)
def test_a_wrong_file_is_named_with_what_to_do(
    write: Callable[..., Path], part: str, content: bytes, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_case(write(**{part: content}))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('"one-two"', '"other"', "id 'other' must be the name of the folder"),
        ('["TUR", "RUS"]', '["TUR"]', "parties must name at least two"),
        ('["TUR", "RUS"]', '["TUR", "TUR"]', "parties must be a list of different actor ids"),
        ("2015-11-24", '"soon"', "expected a day as YYYY-MM-DD"),
    ],
)
def test_a_wrong_head_is_named(
    write: Callable[..., Path], head: str, right: str, wrong: str, message: str
) -> None:
    with pytest.raises(InputError, match=r"case\.toml") as caught:
        read_case(write(head=head.replace(right, wrong)))
    assert message in str(caught.value)


def test_a_folder_that_is_no_case_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no case\.toml"):
        read_case(tmp_path)
    with pytest.raises(InputError, match="is no folder"):
        read_case(tmp_path / "nowhere")


def test_a_case_without_events_says_so(write: Callable[..., Path]) -> None:
    folder = write()
    (folder / "events.csv").unlink()
    with pytest.raises(BadRow, match=r"events\.csv: is missing"):
        read_case(folder)


def test_a_folder_in_place_of_a_file_is_told(write: Callable[..., Path]) -> None:
    folder = write()
    (folder / "events.csv").unlink()
    (folder / "events.csv").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        read_case(folder)


def test_all_problems_are_told_together(write: Callable[..., Path], events: str) -> None:
    rows = events.replace(",195,", ",999,").replace(",high,", ",sure,")
    with pytest.raises(BadRow) as caught:
        read_case(write(events=rows))
    message = str(caught.value)
    assert message.startswith("4 problems\n")
    assert message.count("events.csv, line") == 4


def test_twenty_problems_are_shown_and_the_rest_counted(
    write: Callable[..., Path], events: str
) -> None:
    header, row = events.splitlines()[:2]
    rows = [row.replace("001,", f"{n:03d},").replace(",195,", ",999,") for n in range(1, 26)]
    with pytest.raises(BadRow, match=r"\.\.\. and 5 more") as caught:
        read_case(write(events="\n".join([header, *rows]) + "\n"))
    assert str(caught.value).count("column code") == 20


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_damage_to_a_shipped_case_never_crashes_it(data: st.DataObject) -> None:
    files = ["case.toml", "events.csv", "measures.csv", "statements.csv", "texts/08-letter.txt"]
    damaged = data.draw(st.sampled_from(files))
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "tur-rus-2015"
        (folder / "texts").mkdir(parents=True)
        for name in files:
            raw = (TUR_RUS / name).read_bytes()
            if name == damaged:
                start = data.draw(st.integers(0, len(raw)))
                n_lost = data.draw(st.integers(0, 30))
                raw = raw[:start] + data.draw(st.binary(max_size=30)) + raw[start + n_lost :]
            (folder / name).write_bytes(raw)
        with contextlib.suppress(InputError):
            read_case(folder)
