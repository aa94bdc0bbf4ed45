"""Plain words say what the parser says, and quick patterns find what patterns find."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.date_rules import compiled_rules
from goodoffices.reading.parse import open_model
from goodoffices.reading.quick_patterns import QuickPattern

if TYPE_CHECKING:
    from goodoffices.reading.parsed import ParsedText

TEXTS = (
    "Peru's envoy, who had met Chile and Bolivia in Lima, said there are no plans to leave.",
    "  \"We ain't gonna sign,\"  the Kenya-based group told (all of) Oslo in May;  y'all left.",
    "Norway, Malta and Fiji let's say did not recall their envoys: had Quito frozen aid?",
    "\N{ZERO WIDTH SPACE} \n\t Tonga \N{EM DASH} so the minister told them \N{EM DASH} has not",
    "?",
)


@pytest.fixture(scope="module")
def parses() -> list[tuple[Any, ParsedText]]:
    """Return each text as the whole pipeline sees it and as the reader does."""
    pytest.importorskip("spacy")
    model = open_model()
    plain = [word for text in TEXTS for word in model.parse([text])]
    whole = [model.pipeline(parsed.text) for parsed in plain]
    return list(zip(whole, plain, strict=True))


def test_words_are_labelled_as_by_the_whole_pipeline(parses: list[tuple[Any, ParsedText]]) -> None:
    names = ("i", "idx", "text", "whitespace_", "lower_", "pos_", "tag_", "dep_", "lemma_")
    for doc, parsed in parses:
        assert len(doc) == len(parsed)
        for token, word in zip(doc, parsed, strict=True):
            assert [getattr(token, n) for n in names] == [getattr(word, n) for n in names]


def test_words_hang_together_as_in_the_parse(parses: list[tuple[Any, ParsedText]]) -> None:
    for doc, parsed in parses:
        for token, word in zip(doc, parsed, strict=True):
            assert word.head.i == token.head.i
            assert (word.left_edge.i, word.right_edge.i) == (token.left_edge.i, token.right_edge.i)
            for one in ("children", "subtree", "ancestors", "conjuncts"):
                assert [w.i for w in getattr(word, one)] == [t.i for t in getattr(token, one)]


def test_ranges_of_characters_are_the_same_words(parses: list[tuple[Any, ParsedText]]) -> None:
    for doc, parsed in parses:
        length = len(doc.text)
        for start in range(0, length, 2):
            for end in range(start + 1, min(length + 2, start + 40)):
                for mode, found in (
                    ("expand", parsed.touched(start, end)),
                    ("contract", parsed.within(start, end)),
                ):
                    span = doc.char_span(start, end, alignment_mode=mode)
                    assert len(span or ()) == len(found)
                    if span is not None and len(span):
                        assert (found.start, found.end) == (span.start, span.end)
                        assert (found.text, found.root.i) == (span.text, span.root.i)


def test_a_neighbour_before_the_first_word_is_an_error(
    parses: list[tuple[Any, ParsedText]],
) -> None:
    parsed = parses[0][1]
    assert parsed[1].nbor(-1).text == "Peru"
    with pytest.raises(IndexError):
        parsed[0].nbor(-1)
    with pytest.raises(IndexError):
        parsed[len(parsed) - 1].nbor()


@given(
    text=st.lists(
        st.sampled_from([
            "on", "by", "3", "May", "MAY", "2016", "last", "next", "week", "Monday", "of", "the",
            "early", "in", "year", "ago", "two", "-", ",", ".", "and", "later",
            "\N{LATIN SMALL LETTER LONG S}aturday",
            "month", "end", "season", "Christmas", "quarter", "first", "20", "12/05/2015", "'s",
        ]),
        max_size=12,
    ).map(" ".join)
)  # fmt: skip
def test_a_quick_pattern_finds_what_its_pattern_finds(text: str) -> None:
    for _, quick, _ in compiled_rules():
        expected = [match.span() for match in quick.pattern.finditer(text)]
        assert [match.span() for match in quick.finditer(text, text.casefold())] == expected


def test_a_text_without_the_words_is_not_searched() -> None:
    quick = QuickPattern(re.compile(r"(?:on|by) (?:mon|tues)day"))
    assert not quick.may_match("on friday")
    assert quick.may_match("by now, monday")  # holds both words, yet does not match
    assert quick.search("by now, monday", "by now, monday") is None
