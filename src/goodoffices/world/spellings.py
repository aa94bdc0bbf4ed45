"""Other words that name the same: without the article, the clitic or "Republic of".

"l'ONU" is ONU, "African Union (AU)" is African Union, "وبغداد" (and Baghdad) is Baghdad, "the
Commonwealth of Dominica" is Dominica, "N.Korea" is N Korea. The words that may go stand in
``particles.csv``, by language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from goodoffices.world.csvtables import read_rows, shipped_tables, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_article", "long_form_names", "other_spellings"]

MIN_LETTERS = 3
"""Letters that must stay when an Arabic clitic is cut."""

MAX_CUTS = 3
"""Clitics that may stand before one word, as in "and to the": conjunction, preposition, article."""

_ARABIC = re.compile(r"^[\u0600-\u06ff]")
_DOTTED = re.compile(r"\b([A-Z])\.(?=[A-Z][a-z])")
_BRACKETED = re.compile(r"(?<=\S)\s*\([^()]*\)")
_TO_THE = "لل"
_THE = "ال"


@cache
def _particles(kind: str, language: str) -> tuple[str, ...]:
    """Return the particles of a kind, the longest first."""
    found = {
        words
        for row in read_rows(shipped_tables(), "particles.csv")
        if (row["language"], row["kind"]) == (language, kind)
        for words in words_of(row, "words")
    }
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


@cache
def _articles() -> frozenset[str]:
    return frozenset(
        words
        for row in read_rows(shipped_tables(), "particles.csv")
        if row["kind"] == "article"
        for words in words_of(row, "words")
    )


def is_article(words: str) -> bool:
    """Return whether the words are an article of one of the languages.

    >>> is_article("La"), is_article("Kremlin")
    (True, False)
    """
    return words.lower() in _articles()


def other_spellings(text: str, language: str | None) -> Iterator[str]:
    """Yield what stays of a text without articles, clitics and dots after an initial.

    >>> list(other_spellings("l'ONU", "fr")), list(other_spellings("N.Korea", None))
    (['ONU'], ['N Korea'])
    >>> "السعودية" in list(other_spellings("وللسعودية", "ar"))
    True
    """
    if (bare := _BRACKETED.sub("", text)) != text:
        yield bare.strip()
    plain = text.replace("\u2019", "'")
    if language == "tr" and (stem := plain.partition("'")[0]) and stem != plain:
        yield stem
    if _DOTTED.search(text):
        yield _DOTTED.sub(r"\1 ", text)
    for article in _particles("article", language or "en"):
        gap = "" if article[-1] in "'’" else " "  # noqa: RUF001
        if text.lower().startswith(article + gap):
            yield text[len(article) :].strip()
            break
    if _ARABIC.match(text):
        yield from _without_clitics(text, MAX_CUTS)


def _without_clitics(text: str, cuts_left: int) -> Iterator[str]:
    if not cuts_left:
        return
    if text.startswith(_TO_THE):
        yield _THE + text.removeprefix(_TO_THE)
    clitic = next((c for c in _particles("clitic", "ar") if text.startswith(c)), None)
    if clitic is None or len(text) - len(clitic) < MIN_LETTERS:
        return
    rest = text.removeprefix(clitic)
    yield rest
    yield from _without_clitics(rest, cuts_left - 1)


def long_form_names(text: str, language: str | None) -> Iterator[str]:
    """Yield the short name in a long form of the name of a state.

    >>> list(long_form_names("Commonwealth of Dominica", "en"))
    ['Dominica']
    >>> list(long_form_names("Kazakistan Cumhuriyeti", "tr"))
    ['Kazakistan']
    """
    for form in _particles("long_form", language or "en"):
        gap = "" if form.endswith("'") else " "
        if text.startswith(form + gap):
            yield text[len(form) :].strip()
    for form in _particles("long_form_end", language or "en"):
        if text.endswith(f" {form}"):
            yield text.removesuffix(form).strip()
