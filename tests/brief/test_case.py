"""What the brief says of the shipped cases: the facts, their sources, and nothing from later."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from goodoffices.brief import brief_json, make_brief, read_brief, render_text, sentences_of
from goodoffices.casebook import case_folders, read_case
from goodoffices.errors import InputError
from goodoffices.ledger import Batch, init_store, open_store
from goodoffices.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from goodoffices.brief import Brief

    Briefs = Callable[[str, str, str], Brief]

PAIRS = [
    ("RUS", "TUR", "2015-12-15"),
    ("RUS", "TUR", "2016-07-05"),
    ("QAT", "SAU", "2017-07-01"),
    ("QAT", "SAU", "2021-01-20"),
    ("IRN", "SAU", "2023-04-01"),
    ("ERI", "ETH", "2018-08-01"),
]
DAY = dt.date(2015, 12, 15)


def days_in(thing: object) -> Iterator[dt.date]:
    if isinstance(thing, dt.date):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from days_in(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from days_in(one)


@pytest.mark.parametrize("pair", PAIRS)
def test_every_sentence_rests_on_a_numbered_source(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    brief = brief_of(*pair)
    entries = {entry.ref: entry for entry in brief.references}
    sentences = list(sentences_of(brief))
    assert len(sentences) > 20
    for sentence in sentences:
        assert sentence.refs, sentence.text
        assert all(ref in entries for ref in sentence.refs), sentence.text
        assert brief.numbers(sentence)
    numbers = [entry.number for entry in brief.references]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("pair", PAIRS)
def test_every_source_leads_to_an_address(brief_of: Briefs, pair: tuple[str, str, str]) -> None:
    brief = brief_of(*pair)
    for entry in brief.references:
        assert entry.addresses, entry.what
        assert all(one.url or one.title for one in entry.addresses)


@pytest.mark.parametrize("pair", PAIRS)
def test_all_sentences_of_the_record_are_walked(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    from goodoffices.brief import Sentence

    def all_of(thing: object) -> Iterator[Sentence]:
        if isinstance(thing, Sentence):
            yield thing
        elif dataclasses.is_dataclass(thing):
            for field in dataclasses.fields(thing):
                yield from all_of(getattr(thing, field.name))
        elif isinstance(thing, tuple):
            for one in thing:
                yield from all_of(one)

    brief = brief_of(*pair)
    assert set(all_of(brief)) == set(sentences_of(brief))


def test_the_thaw_of_2016_is_told_with_its_facts(brief_of: Briefs) -> None:
    brief = brief_of("TUR", "RUS", "2016-07-05")
    assert brief.phase == "thaw"
    assert brief.trigger_day == dt.date(2015, 11, 24)
    key = {row.day: row.what.text for row in brief.timeline if row.is_key}
    assert "shoot down a Russian Su-24" in key[dt.date(2015, 11, 24)]
    assert "letter" in key[dt.date(2016, 6, 27)]
    assert "telephones Erdogan" in key[dt.date(2016, 6, 29)]
    moved = {(row.eased, row.ended) for row in brief.measures}
    assert (None, dt.date(2016, 6, 30)) in moved
    assert (dt.date(2016, 6, 30), None) in moved
    assert sum(row.status == "in_force" for row in brief.measures) >= 5


def test_kazakhstan_and_azerbaijan_are_named_from_events(brief_of: Briefs) -> None:
    brief = brief_of("TUR", "RUS", "2016-07-05")
    for name in ("Kazakhstan", "Azerbaijan"):
        helper = next(one for one in brief.helpers if one.name == name)
        assert helper.is_named_mediator
        assert helper.named_in is not None
        entries = [entry for entry in brief.references if entry.ref in helper.named_in.refs]
        assert entries
        assert {entry.kind for entry in entries} == {"event"}


def test_a_brief_of_the_past_knows_nothing_of_what_came(tmp_path: Path) -> None:
    case = read_case(next(path for path in case_folders() if path.name == "tur-rus-2015"))
    whole = Batch(
        documents=case.documents,
        events=case.events,
        statements=case.statements,
        measures=case.measures,
    )
    before = Batch(
        documents=case.documents,
        events=tuple(one for one in case.events if one.known_at <= DAY),
        statements=tuple(one for one in case.statements if one.known_at <= DAY),
        measures=tuple(one for one in case.measures if one.known_at <= DAY),
    )
    assert len(before.events) < len(whole.events)
    made = []
    for name, batch in (("whole", whole), ("before", before)):
        init_store(tmp_path / name)
        with open_store(tmp_path / name, mode="write") as store:
            store.load("casebook:tur-rus-2015", "casebook", "digest", batch)
            brief = make_brief(store.view(DAY), load_world(), *case.parties)
        made.append(brief_json(brief))
    assert made[0] == made[1]


def test_no_later_day_is_printed_but_those_announced(brief_of: Briefs) -> None:
    brief = brief_of("TUR", "RUS", "2015-12-15")
    assert brief.phase == "rift"
    announced = [row for row in brief.measures if max(days_in(row)) > DAY]
    assert all(row.status in ("announced", "in_force") for row in announced)
    measured = {row.what for row in brief.measures}
    told_ahead = {row.what for row in brief.timeline if row.is_announced}
    for sentence in sentences_of(brief):
        if sentence not in measured | told_ahead:
            assert "2016" not in sentence.text or "from" in sentence.text, sentence.text
    rest = dataclasses.replace(
        brief,
        measures=(),
        timeline=tuple(row for row in brief.timeline if not row.is_announced),
        references=tuple(
            entry for entry in brief.references if entry.day is None or entry.day <= DAY
        ),
    )
    assert max(days_in(rest)) <= DAY


@pytest.mark.parametrize("pair", PAIRS)
def test_a_brief_comes_back_from_json_as_it_was(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    brief = brief_of(*pair)
    raw = brief_json(brief)
    assert read_brief(raw) == brief
    assert brief_json(read_brief(raw)) == raw


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b'{"format": 99}', b"\xff"])
def test_what_is_no_brief_is_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"^brief\.json: ") as caught:
        read_brief(raw, where="brief.json")
    assert "\n" not in str(caught.value)


def test_the_order_of_the_two_sides_does_not_matter(brief_of: Briefs) -> None:
    assert brief_of("TUR", "RUS", "2016-07-05") == brief_of("RUS", "TUR", "2016-07-05")


def test_a_pair_without_records_says_what_is_missing(brief_of: Briefs) -> None:
    brief = brief_of("BRA", "JPN", "2016-07-05")
    assert not brief.has_data
    assert brief.phase == "unknown"
    assert not brief.references
    text = render_text(brief)
    assert "not the same as calm" in text
    assert "goodoffices read" in text
    assert "goodoffices brief BRA JPN --as-of 2016-07-05" in text


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_text_keeps_to_its_width_and_about_a_hundred_lines(
    brief_of: Briefs, pair: tuple[str, str, str], width: int
) -> None:
    lines = render_text(brief_of(*pair), width).splitlines()
    assert all(len(line) <= width for line in lines if "http" not in line)
    if width == 100:
        assert len(lines) <= 125


@pytest.mark.parametrize("pair", PAIRS)
def test_the_text_writes_no_codes_and_one_name_for_a_state(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    text = render_text(brief_of(*pair))
    for word in ("->", "(MIL)", "(GOV)", "Russian Federation", "of America", ".;", ".."):
        assert word not in text
