# ruff: noqa: RUF001 - words in several alphabets
"""Time grows with the length of a text and not with its square, whatever it is made of.

What is linear takes a fraction of a second on these texts, what is quadratic half a minute and more
(a third as many dots took 5 s to cut into sentences).
"""

from __future__ import annotations

import datetime as dt
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.reading import Article, load_article, open_reader
from goodoffices.reading.endpoint_orders import sentences_to_send
from goodoffices.reading.limits import MAX_CHARS, MAX_HTML_TAGS
from goodoffices.reading.lite_acts import sentence_spans
from goodoffices.reading.page import is_html, take_article
from goodoffices.reading.segment import split_sentences
from goodoffices.reading.tail import drop_boilerplate

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = dt.date(2016, 7, 5)
MOST_SECONDS = 5.0
N_CHARS = 60_000
SEEDS = (".", "\N{HORIZONTAL ELLIPSIS}", ". ", ".)", ". (", "(", '"', " - ", "\n ", "a\n", "A. ")
WORDS = ("; ", "<", "sign up ", "ignore ", "system:", '{"events":', "Peru ", "PERU ", "(AP) -- ")
LITE_SEEDS = {
    "en": ["Peru and Chile and ", "Georgia met Jordan. ", "France accused Cuba of lying. "],
    "fr": ["Le P\u00e9rou et le Chili ", "La France a accus\u00e9 Cuba. "],
    "es": ["Per\u00fa y Chile y ", "Francia acus\u00f3 a Cuba. "],
    "ru": ["Перу и Чили и ", "Франция обвинила Кубу. "],
    "tr": ["Peru ve \u015eili ve ", "Fransa K\u00fcba'y\u0131 su\u00e7lad\u0131. "],
}
STEPS: dict[str, Callable[[str], object]] = {
    "sentences": split_sentences,
    "sentences of the lite reader": sentence_spans,
    "sentences for a server": sentences_to_send,
    "boilerplate": drop_boilerplate,
}
TAGS = ("<p>", "<br>", "<p ", "<script>", "<head>", "<head ", "<title", "<!---->", "<!--", "<div>")
MORE_TAGS = ("<a <", "<li>Peru", "<tr><td>Peru</td></tr>", "&amp;", "<svg>x</style>", "<img src='")


def seconds(step: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    step(text)
    return time.process_time() - began


@pytest.mark.parametrize("seed", SEEDS + WORDS)
@pytest.mark.parametrize("step", STEPS)
def test_a_text_of_one_word_takes_linear_time(step: str, seed: str) -> None:
    text = seed * (N_CHARS // len(seed)) + "x"
    assert seconds(STEPS[step], text) < MOST_SECONDS


@pytest.mark.parametrize("tag", TAGS + MORE_TAGS)
def test_a_page_of_one_tag_takes_linear_time(tag: str) -> None:
    page = "<html><body>" + tag * (500_000 // len(tag)) + "<p>Peru met Chile.</p>"

    def take(html: str) -> None:
        with suppress(InputError):
            take_article(html, name="bomb.html")

    assert seconds(take, page) < MOST_SECONDS


def test_many_comments_before_a_page_are_passed_over_at_once() -> None:
    # Each further one took twice as long: 22 of them half a second.
    assert seconds(is_html, "<!---->" * 600 + "Peru") < 1
    assert is_html("<!-- a --> <!-- b -->" * 20 + "<p>Peru")


def test_a_page_with_very_many_tags_is_still_read() -> None:
    page = b"<html><body>" + b"<p>Peru met Chile.</p>" * MAX_HTML_TAGS
    assert load_article(page, name="x.html", published=DAY).text.startswith(
        "Peru met Chile.\n\nPeru"
    )


@pytest.mark.parametrize(
    ("language", "seed"), [(code, seed) for code, seeds in LITE_SEEDS.items() for seed in seeds]
)
def test_the_lite_reader_takes_linear_time(language: str, seed: str) -> None:
    lite = open_reader(kind="lite")
    text = (seed * (MAX_CHARS // len(seed))).strip()
    article = Article(name="x", published=DAY, language=language, text=text)
    assert seconds(lambda _: lite.read(article), text) < MOST_SECONDS
