"""Which reader reads which article."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.reading import ReaderPool, open_reader
from goodoffices.reading import parse as parse_module
from goodoffices.reading.article import Article
from goodoffices.reading.choice import NO_MODEL_NOTE
from goodoffices.reading.lite import LITE_NOTE, open_lite_reader

if TYPE_CHECKING:
    from collections.abc import Iterator


def article(text: str, language: str = "en") -> Article:
    return Article(name="note.txt", language=language, published=dt.date(2016, 7, 5), text=text)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(parse_module, "_MODELS", ("no_such_model",))
    parse_module.open_model.cache_clear()
    yield
    parse_module.open_model.cache_clear()


@pytest.mark.model
def test_the_best_reader_takes_english_for_english_and_lite_for_the_rest() -> None:
    pytest.importorskip("spacy")
    reader = open_reader()
    english = reader.read(article("Peru recalled its ambassador from Chile on Tuesday."))
    russian = reader.read(article("Россия обвинила Турцию.", "ru"))
    traces = [json.loads(r.events[0].trace)["reader"].split()[0] for r in (english, russian)]
    assert traces == ["english", "lite"]
    assert LITE_NOTE in russian.skipped
    assert LITE_NOTE not in english.skipped
    assert "+lite-" in reader.version


@pytest.mark.usefixtures("no_model")
def test_without_a_model_the_lite_reader_stands_in_and_says_so() -> None:
    reader = open_reader()
    reading = reader.read(article("Russia accused Turkey of lies."))
    assert reader.name == "lite"
    assert len(reading.events) == 1
    assert reading.skipped[:2] == (NO_MODEL_NOTE, LITE_NOTE)


@pytest.mark.usefixtures("no_model")
def test_a_language_that_nobody_reads_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="German; English is read, and Spanish, French"):
        open_reader().read(article("Die Türkei", "de"))


def test_the_endpoint_reader_has_to_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOODOFFICES_ENDPOINT", "GOODOFFICES_MODEL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InputError, match="it is off otherwise"):
        open_reader(kind="endpoint")
    monkeypatch.setenv("GOODOFFICES_ENDPOINT", "http://localhost:8080/v1")
    monkeypatch.setenv("GOODOFFICES_MODEL", "small")
    assert open_reader(kind="endpoint").name == "endpoint"


def test_the_lite_reader_works_in_processes_of_a_pool() -> None:
    with ReaderPool(1, opened=open_lite_reader) as pool:
        assert pool.name == "lite"
        assert len(pool.read(article("Россия обвинила Турцию.", "ru")).events) == 1
