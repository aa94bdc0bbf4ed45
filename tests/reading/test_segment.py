from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading.segment import cut_asides, split_sentences


def test_titles_initials_and_acronyms_do_not_end_a_sentence() -> None:
    text = "Gen. A. B. Smith met U.S. envoys in St. Petersburg. Mr. Xi left at 3 p.m. on Monday."
    spans = [text[s.start : s.end] for s in split_sentences(text)]
    assert spans == [
        "Gen. A. B. Smith met U.S. envoys in St. Petersburg.",
        "Mr. Xi left at 3 p.m. on Monday.",
    ]


def test_an_aside_between_dashes_is_parsed_apart_and_keeps_its_place() -> None:
    text = "The raid \u2013 and the killing of a pilot \u2013 angered Moscow."
    host, aside = cut_asides(text)
    assert host.text == "The raid angered Moscow."
    assert text[aside.at(0) :].startswith("and the killing")
    assert text[host.at(host.text.index("angered")) :].startswith("angered")


def test_a_headline_is_marked() -> None:
    first, second = split_sentences("Peru Meets Chile in Lima\n\nPeru met Chile on Monday.")
    assert first.is_headline
    assert not second.is_headline


@given(st.text(max_size=400))
def test_sentences_are_slices_in_order_and_units_keep_their_letters(text: str) -> None:
    end = 0
    for sentence in split_sentences(text):
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.end
        for unit in sentence.units:
            for offset in range(0, len(unit.text), 7):
                assert text[unit.at(offset)] == unit.text[offset]
