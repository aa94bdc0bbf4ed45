"""The form of the benchmark texts, their gold events and their traps; no reader is run here."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from gold_formats import ROOTS as CATEGORIES

from goodoffices.world import load_world

TEXTS = Path(__file__).resolve().parents[2] / "benchmarks" / "reading" / "texts"
FILES = sorted(TEXTS.glob("*.txt"))
GOLD_COLUMNS = [
    "id",
    "source",
    "target",
    "roots",
    "modality",
    "kind",
    "direction",
    "note",
    "date",
    "via",
]
MODALITIES = {"actual", "historical", "expected", "hypothetical", "negated"}
ROOTS = {f"{number:02}" for number in range(1, 21)}
NO_STATE = {"-", "INT"}
KNOWN = {entity.id for entity in load_world().entities()} | NO_STATE

by_text = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def head_and_body(file: Path) -> tuple[list[tuple[str, str]], str]:
    """Return the header as pairs and the text below the first blank line."""
    head, body = file.read_text(encoding="utf-8").split("\n\n", 1)
    return [tuple(line.split(": ", 1)) for line in head.split("\n")], body  # type: ignore[misc]


def table(file: Path, ending: str) -> list[dict[str, str]]:
    """Return the rows of the table that belongs to a text."""
    with file.with_suffix(ending).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def published(file: Path) -> dt.date:
    """Return the day of a text."""
    return dt.date.fromisoformat(dict(head_and_body(file)[0])["Published"])


def first_day(date: str) -> dt.date:
    """Return the first day of a gold date: a day or a month."""
    return dt.date.fromisoformat(date if len(date) == len("2001-01-01") else f"{date}-01")


@by_text
def test_a_text_has_a_header_with_sources_and_150_to_600_words(file: Path) -> None:
    head, body = head_and_body(file)

    keys = [key for key, _ in head]
    assert keys[:2] == ["Title", "Published"]
    assert keys[-1] == "Publisher"
    assert set(keys[2:-1]) == {"Source"}
    assert all(re.match(r"https?://\S+$", value) for key, value in head if key == "Source")
    assert 150 <= len(body.split()) <= 600


@by_text
def test_gold_rows_keep_to_the_columns_and_the_lists_of_values(file: Path) -> None:
    rows = table(file, ".gold.csv")

    assert list(rows[0]) == GOLD_COLUMNS
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(rf"{file.name[:2]}\d\d", row["id"]), row
        sides = f"{row['source']}|{row['target']}".split("|")
        assert set(sides + [side for side in row["via"].split(";") if side]) <= KNOWN, row
        assert set(row["roots"].split("|")) <= ROOTS, row
        assert row["modality"] in MODALITIES, row
        assert row["kind"] in {"event", "optional"}, row
        assert row["direction"] in {"", "any"}, row
        assert row["note"], row


@by_text
def test_negated_and_hypothetical_rows_are_optional(file: Path) -> None:
    rows = table(file, ".gold.csv")

    unreal = [row for row in rows if row["modality"] in {"negated", "hypothetical"}]
    assert [row for row in unreal if row["kind"] != "optional"] == []


@by_text
def test_gold_dates_fit_the_day_of_the_text(file: Path) -> None:
    day = published(file)
    for row in table(file, ".gold.csv"):
        if not row["date"] or row["modality"] in {"expected", "hypothetical"}:
            continue
        start = first_day(row["date"])
        assert start <= day, row
        if row["modality"] == "historical":
            assert day - start > dt.timedelta(days=365), row


@by_text
def test_traps_quote_the_text_word_for_word(file: Path) -> None:
    body = head_and_body(file)[1]
    traps = table(file, ".traps.csv")

    assert [trap["id"] for trap in traps] == [
        f"{file.name[:2]}{chr(ord('a') + place)}" for place in range(len(traps))
    ]
    assert [trap["quote"] for trap in traps if trap["quote"] not in body] == []
    assert all(trap["why"] for trap in traps)


def test_the_table_of_the_readme_counts_what_is_there() -> None:
    lines = (TEXTS / "README.md").read_text(encoding="utf-8").split("\n")
    told = {
        line[2:4]: [int(cell) for cell in line.strip("| ").split(" | ")[-3:]]
        for line in lines
        if re.match(r"\| \d\d \|", line)
    }

    counted = {}
    for file in FILES:
        kinds = [row["kind"] for row in table(file, ".gold.csv")]
        n_traps = len(table(file, ".traps.csv"))
        counted[file.name[:2]] = [kinds.count("event"), kinds.count("optional"), n_traps]
    assert told == counted


def test_single_sentences_keep_to_their_columns_categories_and_known_actors() -> None:
    with (TEXTS.parent / "sentences_blind.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))

    assert [row["id"] for row in rows] == [f"s{number:03}" for number in range(1, 151)]
    assert len({row["sentence"] for row in rows}) == len(rows)
    for row in rows:
        assert row["sentence"].endswith((".", "?")), row
        assert dt.date(1990, 1, 1) <= dt.date.fromisoformat(row["day"]) < dt.date(2026, 1, 1), row
        assert row["direction"] in {"", "any"}, row
        sides = [row["source"], row["target"]]
        if row["category"] == "none":
            assert sides == ["", ""], row
        else:
            assert set(row["category"].split("|")) <= set(CATEGORIES), row
            assert set(re.split(r"[|;]", "|".join(sides))) <= KNOWN, row


def test_single_sentences_hold_each_category_and_at_least_thirty_without_an_event() -> None:
    with (TEXTS.parent / "sentences_blind.csv").open(encoding="utf-8", newline="") as lines:
        firsts = [row["category"].split("|")[0] for row in csv.DictReader(lines)]

    assert firsts.count("none") >= 30
    assert min(firsts.count(category) for category in CATEGORIES) >= 6
