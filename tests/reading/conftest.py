from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from goodoffices.reading import Article, load_article, open_reader
from goodoffices.relations.constants import MIN_CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.reading import Reader, Reading


@pytest.fixture(scope="session")
def reader() -> Reader:
    pytest.importorskip("spacy")
    return open_reader(kind="english")


@pytest.fixture
def read(reader: Reader) -> Callable[..., Reading]:
    def read_text(text: str, published: str = "2012-05-16") -> Reading:
        return reader.read(article_of(text, published))

    return read_text


@pytest.fixture
def read_sure(read: Callable[..., Reading]) -> Callable[..., Reading]:
    """Read, and keep those events only that relations count."""

    def read_text(text: str) -> Reading:
        reading = read(text)
        kept = tuple(e for e in reading.events if e.confidence >= MIN_CONFIDENCE)
        return replace(reading, events=kept)

    return read_text


@pytest.fixture
def read_by_rules(read: Callable[..., Reading]) -> Callable[..., Reading]:
    """Read, and keep those events only that rules tell, none that the learned weights add."""

    def read_text(text: str) -> Reading:
        reading = read(text)
        kept = tuple(e for e in reading.events if json.loads(e.trace)["row"] != "learned")
        return replace(reading, events=kept)

    return read_text


def article_of(text: str, published: str = "2012-05-16") -> Article:
    day = dt.date.fromisoformat(published)
    return load_article(text.encode(), name="note.txt", published=day)
