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
