# ruff: noqa: RUF001 - words in several alphabets
"""Hostile and broken texts: refused in one line or read, in bounded time, quotes in place."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.reading import load_article

if TYPE_CHECKING:
    from goodoffices.reading import Reader

DAY = dt.date(2016, 7, 5)
MOST_SECONDS = 20.0
ENTITIES = b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n, n - 1, n - 1) for n in range(1, 40))
READ = {
    "bidi marks and controls": "\u202ePeru\u202c met Chi\u200dle.\x00\x07 They talked.".encode(),
    "an entity bomb": b'<!DOCTYPE html [<!ENTITY a0 "aa">' + ENTITIES + b"]><html><body>"
    b"<p>The two presidents of Peru and Chile met on Monday. &a39;</p></body></html>",
    "ten thousand entities": b"<html><body><p>Peru met Chile on Monday for talks on the border."
    b"</p><p>" + b"&amp;&lt;&eacute;&#x41; " * 10_000 + b"</p></body></html>",
    "deep tags": b"<div>" * 20_000 + b"Peru met Chile on Monday." + b"</div>" * 20_000,
    "capitals": b"PERU RECALLS ENVOY\n\nPERU RECALLED ITS AMBASSADOR FROM CHILE ON TUESDAY.\n",
    "nested quotes": ('"' * 300 + " Peru met Chile " + "\u201c" * 500 + ". The end.").encode(),
    "no full stop": b"the army of Peru attacked Chile and Turkey said of Russia " * 600,
    "a long list": b"The envoys of " + b"Peru and Chile and " * 600 + b"Cuba met on Monday.",
    "a table": b"The table of trade:\n" + b"Peru\t12\t13\nChile\t15\t17\n" * 500,
    "mixed languages": "Peru met Chile. \u041f\u0435\u0440\u0443. Lima rencontra Quito.".encode(),
}


def _is_one_line(error: InputError, name: str) -> None:
    assert str(error).startswith(name)
    assert "\n" not in str(error)


@pytest.mark.model
@pytest.mark.parametrize("kind", READ)
def test_a_strange_text_is_read_or_refused_in_bounded_time(reader: Reader, kind: str) -> None:
    began = time.monotonic()
    try:
        article = load_article(READ[kind], name="strange.txt", published=DAY)
        reading = reader.read(article)
    except InputError as error:
        _is_one_line(error, "strange.txt")
    else:
        for one in (*reading.events, *reading.statements):
            assert article.text[one.quote_start : one.quote_end] == one.quote
    assert time.monotonic() - began < MOST_SECONDS


@pytest.mark.model
def test_an_act_told_in_capitals_is_read(reader: Reader) -> None:
    article = load_article(READ["capitals"], name="x.txt", published=DAY)
    assert [e.code for e in reader.read(article).events] == ["161"]


@pytest.mark.model
def test_an_act_after_publication_is_not_told_as_done(reader: Reader) -> None:
    text = b"Peru will recall its ambassador from Chile on 9 August 2016."
    (event,) = reader.read(load_article(text, name="x.txt", published=DAY)).events
    assert (event.modality, event.start) == ("expected", dt.date(2016, 8, 9))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(
            st.sampled_from(
                [b"<p>", b"</p>", b"<html>", b"<script>", b"&amp;", b"Title: x\n", b"\xff\xfe",
                 b"Published: 2016-07-05\n", b"Published: x\n", b"\x00", b"Peru met Chile. ", b"\n",
                 b"<!--", b"]]>", b"charset=utf-7", b"\xef\xbb\xbf", "Анкара".encode("cp1251")]
            ),
            max_size=12,
        ).map(b"".join),
    )
)  # fmt: skip
def test_any_bytes_are_an_article_or_one_clear_line(raw: bytes) -> None:
    try:
        article = load_article(raw, name="noise.bin", published=DAY)
    except InputError as error:
        _is_one_line(error, "noise.bin")
    else:
        assert article.text == article.text.strip()
        assert "\x00" not in article.text


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The visit of Peru to Chile in March. A trip, a summit and a tour.",
        "Three days of talks on Monday in Lima. A raid on Peru last May by Chile.",
        "Said Peru. Sanctions. An attack on 3 June, nothing more, of Chile.",
    ],
)
def test_a_sentence_without_a_verb_ends(reader: Reader, text: str) -> None:
    article = load_article(text.encode(), name="x.txt", published=DAY)
    assert reader.read(article).document.published == DAY


T = "Peru recalled its ambassador from Chile on Monday."
R = "Россия отозвала своего посла из Турции."
TR = "Türkiye Rusya'yı suçladı, görüşmeler başladı."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (T, "utf-16-le"),
        (T, "utf-16-be"),
        (R, "utf-16-le"),
        (R, "utf-16-be"),
        (R, "cp1251"),
        (R, "koi8-r"),
        (R, "iso8859-5"),
        (R, "cp866"),
        (TR, "cp1254"),
        ("L'Algérie a rappelé son ambassadeur à Paris.", "cp1252"),
    ],
)
def test_an_undeclared_encoding_is_told_by_its_letters(text: str, encoding: str) -> None:
    assert load_article(text.encode(encoding), name="x.txt", published=DAY).text == text


@pytest.mark.parametrize("encoding", ["shift-jis", "euc-jp", "gbk", "big5", "euc-kr"])
def test_an_encoding_that_cannot_be_told_is_refused_and_not_guessed(encoding: str) -> None:
    texts = {"euc-kr": "대한민국 정부는 월요일 회담을 열었다."}
    text = texts.get(
        encoding,
        "日本政府是中國大使的回答。" * 3,
    )
    raw = text.encode(encoding, errors="ignore")
    with pytest.raises(InputError, match=r"cannot be told|not text"):
        load_article(raw, name="x.txt", published=DAY)
    page = f"<html><head><meta charset={encoding}></head><body><p>".encode() + raw + b"</p></body>"
    assert load_article(page, name="x.html", published=DAY).text.startswith(text[:2])


@pytest.mark.parametrize("year", ["0001", "1599", "3000", "9999"])
def test_a_year_that_runs_out_of_the_calendar_is_refused(year: str) -> None:
    day = dt.date.fromisoformat(f"{year}-12-31")
    with pytest.raises(InputError, match="outside 1600 to 2999"):
        load_article(T.encode(), name="x.txt", published=day)
    with pytest.raises(InputError, match="outside 1600 to 2999"):
        load_article(f"Published: {day}\n\n{T}".encode(), name="x.txt")


def test_words_after_ten_thousand_entities_are_found() -> None:
    page = b"<html><body><p>" + b"&amp;" * 10_000 + T.encode() + b"</p></body></html>"
    assert load_article(page, name="x.html", published=DAY).text.endswith(T)


def test_a_line_of_ten_megabytes_is_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(InputError, match="10,000,000 characters"):
        load_article(b"x" * 10_000_000, name="x.txt", published=DAY)
    assert time.process_time() - began < MOST_SECONDS / 2


@pytest.mark.model
def test_a_row_of_signs_costs_nothing_and_moves_no_word(reader: Reader) -> None:
    text = f"{'=' * 20_000} {T}"
    began = time.process_time()
    reading = reader.read(load_article(text.encode(), name="x.txt", published=DAY))
    assert time.process_time() - began < MOST_SECONDS / 4
    (event,) = reading.events
    assert text[event.quote_start : event.quote_end] == event.quote
    assert event.quote.endswith(T)
