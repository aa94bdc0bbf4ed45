"""The scorer itself, on tiny files of our own sentences."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING

import pytest
import score_reader
from bench_parts import is_validation, note_look, pick
from bench_reader import Coded
from bench_tasks import TASKS, Settings
from gold_formats import read_class, read_gsr, read_ner, read_plv
from gold_plover import read_plover
from reader_measures import score_class, score_gsr, score_types

from goodoffices.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench_reader import Raw
    from gold_formats import SpanItem

SETTINGS = Settings(day=dt.date(2016, 1, 1), samples=50)
PLV = (
    "\tsentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root\n"
    "0\tPeru accused Chile of spying.\t<s>Peru</s> accused <t>Chile</t> of spying.\t"
    "Peru\tChile\t3\tACCUSE\n"
    "1\tOman sent rice to Iraq.\t<s>Oman</s> sent rice to <t>Iraq</t>.\tOman\tIraq\t2\tAID\n"
)
CLASS = "Peru accused Chile of spying.\t3\nThe lake lies high in the Andes.\t0\n"
NER = "Peru B-S\naccused O\nChile B-T\n's I-T\narmy I-T\n. O\n\n"
GSR = """<Validation>
<Sentences>
<Sentence category="OWN" date="20160101" id="OWN_1" evaluate="true"/>
<EventCoding eventcode="112" sourcecode="PERGOV" targetcode="CHL" />
<Text>
Peru's president accused Chile of spying.
</Text>
</Sentence>
<Sentence category="OWN" date="20160101" id="OWN_2" evaluate="true"/>
<EventCoding noevents="True" />
<Text>The lake lies high in the Andes.</Text>
</Sentence>
<Sentence category="OWN" date="20160101" id="OWN_3" evaluate="false"/>
<Text>Left out.</Text>
</Sentence>
</Sentences>
</Validation>
"""
PLOVER = """[{"header": "ours"},
 {"id": "1", "date": "2016-01-01", "source": [{"actor": "PER", "sector": "GOV"}],
  "target": [{"actor": "CHL"}], "event": "DISAPPROVE",
  "textInfo": {"text": "Peru accused Chile of spying."}},
 {"id": "2", "date": "2016-01-01", "source": [{"actor": "JAP"}, {"actor": "OMN"}],
  "event": "CONSULT", "textInfo": {"text": "Japan and Oman held talks."}}]
"""
ANSWERS = {
    "Peru accused Chile of spying.": ("PER", "CHL", "112", (0, 4), (13, 18)),
    "Peru's president accused Chile of spying.": ("PERGOV", "CHL", "1122", None, None),
    "Peru accused Chile's army.": ("PER", "CHLMIL", "112", (0, 4), (13, 25)),
    "Oman sent rice to Iraq.": ("OMN", "IRQ", "073", (0, 4), (18, 22)),
    "Japan and Oman held talks.": ("JPN", "OMN", "046", None, None),
}
FILES = {
    "plv": (PLV, read_plv), "cameo_class": (CLASS, read_class), "ner": (NER, read_ner),
    "petr_gsr": (GSR, read_gsr), "plover_gsr": (PLOVER, read_plover),
}  # fmt: skip


class Perfect:
    name = "perfect"

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        return [self._events(raw.text) for raw in texts]

    def _events(self, text: str) -> tuple[Coded, ...]:
        if text not in ANSWERS:
            return ()
        source, target, code, left, right = ANSWERS[text]
        row = Coded(source=source, target=target, code=code, source_span=left, target_span=right)
        return (row,)

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        return [item.root for item in items]


class Empty:
    name = "empty"

    def code(self, texts: Sequence[Raw]) -> list[tuple[Coded, ...]]:
        return [() for _ in texts]

    def guess(self, items: Sequence[SpanItem]) -> list[str]:
        return ["" for _ in items]


def _gold(tmp_path: Path, option: str) -> tuple[object, ...]:
    text, read = FILES[option]
    path = tmp_path / option
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.model
@pytest.mark.parametrize("option", FILES)
def test_a_perfect_reader_scores_one(tmp_path: Path, option: str) -> None:
    measures = TASKS[option](Perfect(), _gold(tmp_path, option), SETTINGS)

    assert measures
    for measure in measures:
        wanted = 0.0 if measure.name == "statements coded as events" else 1.0
        assert (measure.name, measure.value) == (measure.name, wanted)


@pytest.mark.model
@pytest.mark.parametrize("option", FILES)
def test_an_empty_reader_scores_zero(tmp_path: Path, option: str) -> None:
    measures = TASKS[option](Empty(), _gold(tmp_path, option), SETTINGS)

    assert {measure.value for measure in measures} <= {0.0}


@pytest.mark.parametrize(
    ("option", "text", "line", "words"),
    [
        ("plv", PLV + "2\ttoo few\n", 4, "7 tab-separated columns"),
        ("plv", PLV.replace("ACCUSE", "ACUSE"), 2, "'ACUSE'"),
        ("plv", PLV.replace("\t3\t", "\t7\t"), 2, "gold_penta"),
        ("plv", PLV.replace("gold_root", "root"), 1, "'gold_root' is missing"),
        ("cameo_class", CLASS + "No class here.\n", 3, "a class 0-4"),
        ("cameo_class", CLASS + "A class too high.\t9\n", 3, "a class 0-4"),
        ("ner", NER + "Peru B-X\n", 8, "B-S"),
        ("ner", "Peru\n", 1, "a token and one of"),
        ("petr_gsr", GSR.replace('"112"', '"x"'), 4, "eventcode"),
        ("petr_gsr", GSR.replace('date="20160101" id="OWN_1"', 'date="x"'), 3, "YYYYMMDD"),
        ("plover_gsr", PLOVER.replace("]\n", "\n"), 7, "JSON"),
    ],
)
def test_a_broken_line_is_named(
    tmp_path: Path, option: str, text: str, line: int, words: str
) -> None:
    path = tmp_path / "broken"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputError) as error:
        FILES[option][1](path)

    assert f"{path}, line {line}: " in str(error.value)
    assert words in str(error.value)


def test_bytes_that_are_no_text_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(CLASS.encode() + b"\xff\xfe\t1\n")

    with pytest.raises(InputError, match="line 3: not UTF-8"):
        read_class(path)


def test_spans_follow_the_marks_of_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "plv"
    text = "Oman met Oman Air in Oman."
    marked = "Oman met Oman Air in <t>Oman</t>, <s>x"
    row = f"0\t{text}\t{marked}\tOman Air\tnobody\t1\tCONSULT\n"
    path.write_text(PLV.splitlines(keepends=True)[0] + row, encoding="utf-8")

    (item,) = read_plv(path)

    assert (item.source, item.target) == ((9, 17), None)


def test_a_statement_coded_as_an_event_counts_against_the_reader(tmp_path: Path) -> None:
    items = read_class(_written(tmp_path, "The lake lies high.\t0\nThe moon rose.\t0\n"))
    row = Coded(source="PER", target="CHL", code="040")

    shares = score_class(items, [(row,), ()], 10)

    assert shares[0].value == 0.5


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_fourth_digit_and_a_role_do_not_count_at_the_level_of_countries(tmp_path: Path) -> None:
    items = read_gsr(_written(tmp_path, GSR))
    row = Coded(source="PERMIL", target="CHL", code="1121")

    found = {m.name: m.value for m in score_gsr(items, [(row,), ()], 10)}

    assert found["PETR gold: exact code F1 (actors with roles)"] == 0.0
    assert found["PETR gold: exact code F1 (countries)"] == 1.0


def test_of_two_parses_of_a_sentence_the_first_is_taken(tmp_path: Path) -> None:
    first = "1\tPeru\tPeru\n2\tleft\tleave\n"
    rows = f"<Parse>\n{first}</Parse>\n<Parse>\n1\tChile\tChile\n</Parse>\n"
    items = read_gsr(_written(tmp_path, GSR.replace("<Text>The lake", f"{rows}<Text>The lake")))

    assert [item.parse for item in items] == ["", first.strip()]


def test_rows_without_a_country_on_both_sides_are_left_out(tmp_path: Path) -> None:
    items = read_gsr(_written(tmp_path, GSR))
    right = Coded(source="PERGOV", target="CHL", code="112")
    half = Coded(source="---GOV", target="CHL", code="010")

    found = score_gsr(items, [(right, half), ()], 10)

    assert {measure.value for measure in found} == {1.0}


def test_an_interval_holds_its_value_and_is_the_same_each_time(tmp_path: Path) -> None:
    items = read_plv(_written(tmp_path, PLV)) * 10
    guesses = ["ACCUSE"] * len(items)

    first, again = (score_types(items, guesses, 200)[0] for _ in range(2))

    assert first == again
    assert first.low <= first.value == 0.5 <= first.high
    assert first.low < first.high


def test_the_private_third_and_the_rest_make_the_whole(tmp_path: Path) -> None:
    text = "".join(f"Envoy {n} spoke.\t0\n" for n in range(90))
    items = read_class(_written(tmp_path, text))

    dev, private = pick(items, "dev"), pick(items, "validation")

    assert sorted(x.line for x in dev + private) == [x.line for x in items]
    assert all(is_validation(item.text) for item in private)
    assert 15 < len(private) < 45


def test_a_look_at_the_private_third_is_noted(tmp_path: Path) -> None:
    book = tmp_path / "looks.csv"
    for reason in ("first", "second, with a comma"):
        note_look(book, day=dt.date(2026, 11, 24), readers=["ours", "lite"], reason=reason)

    with book.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["reason"] for row in rows] == ["first", "second, with a comma"]
    assert rows[0]["reader"] == "ours+lite"


def test_the_private_third_needs_a_reason_and_shows_no_errors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for words in (
        ["--part", "validation"],
        ["--part", "validation", "--reason", "x", "--errors", "3"],
    ):
        with pytest.raises(SystemExit):
            score_reader.main(words)
        assert "private third needs --reason" in capsys.readouterr().err


def test_a_missing_file_is_named_and_a_broken_one_ends_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = _written(tmp_path, "no class\n.\n")
    words = ["--plv", str(tmp_path / "none.tsv"), "--only", "plv", "--only", "cameo_class"]

    status = score_reader.main([*words, "--cameo-class", str(broken)])

    told = capsys.readouterr()
    assert status == 1
    assert "none.tsv is not there" in told.out
    assert told.err.startswith(f"score_reader: {broken}, line 2: ")
