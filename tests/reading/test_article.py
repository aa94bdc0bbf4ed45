from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError, UnreadableText
from goodoffices.reading import document_of, load_article

DAY = dt.date(2016, 7, 5)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def load(raw: bytes) -> str:
    return load_article(raw, name="note.txt", published=DAY).text


@pytest.mark.parametrize("raw", [b"", b"   \n\t", b"\xef\xbb\xbf", b"\x00\x00\x00", b"... --- !!!"])
def test_a_text_without_words_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableText, match=r"note\.txt"):
        load(raw)


@pytest.mark.parametrize("raw", [PNG, b"%PDF-1.7 x", b"PK\x03\x04abc", bytes(range(256)) * 50])
def test_binary_files_are_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(UnreadableText) as caught:
        load(raw)
    assert "\n" not in str(caught.value)


def test_a_file_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(UnreadableText, match="larger than the 20 MB"):
        load(b"word " * 10_000_000)


def test_a_single_line_of_ten_megabytes_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableText, match="split it"):
        load(b"word " * 2_000_000)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("São Tomé and Príncipe met Côte d'Ivoire.", "latin-1"),
        ("Президент России прибыл в Анкару.", "cp1251"),
        ("Türkiye and Россия agreed.", "utf-16"),
        ("Türkiye and Россия agreed.", "utf-16-le"),
        ("Türkiye and Россия agreed.", "utf-8-sig"),
    ],
)
def test_usual_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert load(text.encode(encoding)) == text


def test_scripts_and_menus_of_a_page_are_not_read() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Talks</title><script>var a='Peru bombed Chile'</script>"
        "</head><body><nav><a href='/'>Home</a></nav><article><h1>Talks</h1>"
        "<p>Peru and Ecuador signed a peace accord in Brasilia on Monday, ending a long dispute "
        "over their border.</p><p>Brazil had mediated between the two neighbours.</p></article>"
        "<script>document.write('x')</script><style>p{}</style></body></html>"
    )
    text = load(page.encode())
    assert "Peru and Ecuador signed" in text
    assert "bombed" not in text
    assert "document.write" not in text


def test_a_page_of_scripts_only_is_refused() -> None:
    with pytest.raises(UnreadableText, match="no text"):
        load(b"<html><body><script>alert('hello world')</script></body></html>")


def test_zero_width_and_control_signs_are_taken_out() -> None:
    assert load("Tur\u200bkey\x00 met\u00ad Rus\ufeffsia\x07.".encode()) == "Turkey met Russia."


def test_header_lines_fill_the_article() -> None:
    raw = (
        b"Title: A call\r\nPublished: 2016-06-29\r\nSource: https://a.example/1\r\n"
        b"Source: https://a.example/2\r\nPublisher: Us\r\n\r\nThe two presidents spoke.\r\n"
    )
    article = load_article(raw, name="call.txt")
    assert article.title == "A call"
    assert article.published == dt.date(2016, 6, 29)
    assert article.url == "https://a.example/1"
    assert article.sources == ("https://a.example/1", "https://a.example/2")
    assert article.text == "The two presidents spoke."


def test_a_wrong_date_in_the_header_names_its_line() -> None:
    with pytest.raises(InputError, match=r"call\.txt, line 2: Published must be YYYY-MM-DD"):
        load_article(b"Title: A\nPublished: 29.06.2016\n\nText here.", name="call.txt")


def test_a_text_without_a_date_says_how_to_give_one() -> None:
    with pytest.raises(InputError, match="--published"):
        load_article(b"The two presidents spoke.", name="call.txt")


def test_sign_up_lines_at_the_end_are_dropped() -> None:
    text = "Peru met Chile.\n\nSign up for our newsletter!\n\nFollow us on Facebook and Twitter."
    assert load(text.encode()) == "Peru met Chile."


def test_a_sentence_about_subscribing_to_a_treaty_stays() -> None:
    text = "Peru signed up to the accord and Chile subscribed to it."
    assert load(text.encode()) == text


def test_the_same_text_has_the_same_document_id_whatever_its_name() -> None:
    first = load_article(b"They spoke.", name="a.txt", published=DAY)
    second = load_article(b"They spoke.", name="b.txt", published=DAY)
    assert document_of(first).id == document_of(second).id


@given(st.binary(max_size=2000))
def test_any_bytes_give_an_article_or_an_input_error(raw: bytes) -> None:
    try:
        article = load_article(raw, name="x", published=DAY)
    except InputError:
        return
    assert article.text
