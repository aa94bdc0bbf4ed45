# ruff: noqa: RUF001 - words in several alphabets
"""Fuzz the reading room with a coverage-guided fuzzer: bytes in, a reading or one clear error out.

Needs atheris, which the tests do not; make an environment of its own for it:

    python -m venv /tmp/fuzz
    /tmp/fuzz/bin/pip install -e '.[en]' atheris
    /tmp/fuzz/bin/python tools/fuzz_reading.py -max_total_time=600

The bytes go through the loader as plain text, page or JSON line, then through the lite reader in
the language that the loader guesses, into the page and the explanations. Any error but a
``GoodOfficesError``, a quote that is not verbatim, a span outside the text, an event that ends
before it begins or a text that takes longer than the limit stops the run and leaves a file
``crash-*`` behind. Options are those of libFuzzer.
"""

from __future__ import annotations

import datetime as dt
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import atheris

with atheris.instrument_imports(include=["goodoffices"]):
    from goodoffices.errors import GoodOfficesError
    from goodoffices.reading import annotate_html, explanation_of, load_article, open_reader
    from goodoffices.reading.decode import clean_text
    from goodoffices.reading.inputs import article_of_line
    from goodoffices.reading.segment import split_sentences

if TYPE_CHECKING:
    from goodoffices.reading import Article

DAY = dt.date(2016, 7, 5)
SECONDS = 20
LITE = open_reader(kind="lite")
WORDS = (
    "Peru", "Chile", "Georgia", "met", "accused", "recalled", "ambassador", "on Monday", "last",
    "November", "9999", "between", "sanctions", "Mr. ", "<p>", "</p>", "<html>", "<!--", "-->",
    "<script>", "Published: 2016-07-05\n", "Title: ", '{"text": "', "&#x202e;", "\u202e", "...",
    "Россия", "обвинила", "Türkiye", "suçladı", "a accusé", "se reunió", "\n\n", " -- ",
)  # fmt: skip


def too_slow(*_: object) -> NoReturn:
    """Stop a text that takes too long."""
    raise RuntimeError(f"reading took longer than {SECONDS} s")


def load(raw: bytes) -> Article | None:
    """Return the article in some bytes; the first of them says which loader takes it."""
    with suppress(GoodOfficesError):
        if raw[:1] < b"\x40":
            return article_of_line(raw[1:], name="noise", number=1, published=DAY)
        return load_article(raw[1:], name="noise", published=DAY)
    return None


def read(raw: bytes) -> None:
    """Load, read and show; raise if anything does not hold."""
    signal.alarm(SECONDS)
    article = load(raw)
    if article is None:
        return
    if clean_text(article.text) != article.text:
        raise RuntimeError("cleaning a clean text changes it")
    for sentence in split_sentences(article.text):
        if not 0 <= sentence.start < sentence.end <= len(article.text):
            raise RuntimeError("a sentence lies outside the text")
    with suppress(GoodOfficesError):
        reading = LITE.read(article)
        for event in reading.events:
            if event.start and event.end and event.start > event.end:
                raise RuntimeError(f"{event.id} ends before it begins")
            if article.text[event.quote_start : event.quote_end] != event.quote:
                raise RuntimeError(f"the quote of {event.id} is not verbatim")
            explanation_of(event)
        annotate_html([(article, reading)])


def mutate(raw: bytes, max_size: int, seed: int) -> bytes:
    """Put a word of the matter into the bytes now and then; else let the fuzzer do its work."""
    if seed % 3 == 0:
        at = seed % (len(raw) + 1)
        word = WORDS[seed // 3 % len(WORDS)].encode()
        return (raw[:at] + b" " + word + raw[at:])[:max_size]
    return atheris.Mutate(raw, max_size)


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, too_slow)
    atheris.Setup(sys.argv, read, custom_mutator=mutate)
    atheris.Fuzz()
