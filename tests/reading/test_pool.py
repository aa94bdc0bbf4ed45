"""A pool reads like its reader, only in other processes; no article can stop it."""

from __future__ import annotations

import datetime as dt
import os
import time
from dataclasses import dataclass

import pytest

from goodoffices.errors import GoodOfficesError, InputError, MissingExtra
from goodoffices.reading import Article, Reading, document_of
from goodoffices.reading.pool import ReaderPool, read_all

DAY = dt.date(2020, 1, 1)


def article(text: str) -> Article:
    return Article(name=f"{text}.txt", published=DAY, text=text)


@dataclass(frozen=True)
class Toy:
    """A reader that does what the text tells it."""

    name: str = "toy"
    version: str = "7"

    def read(self, article: Article) -> Reading:
        if article.text == "hang":
            time.sleep(60)
        if article.text == "die":
            os._exit(9)
        if article.text == "refuse":
            raise InputError("no news in it", where=article.name)
        if article.text.startswith("slow"):
            time.sleep(0.2)
        return Reading(document=document_of(article), events=(), statements=(), skipped=())


def no_model() -> Toy:
    raise MissingExtra("install the model")


def test_readings_come_in_the_order_of_the_articles() -> None:
    texts = ["slow a", "b", "c", "slow d", "e", "f", "g"]
    with ReaderPool(2, opened=Toy) as pool:
        assert (pool.name, pool.version) == ("toy", "7")
        found = list(read_all(pool, map(article, texts)))
    assert [one.document.url for one in found if isinstance(one, Reading)] == [
        f"{text}.txt" for text in texts
    ]


def test_a_hanging_a_dying_and_a_refused_text_are_one_error_each() -> None:
    texts = ["a", "hang", "b", "die", "c", "refuse", "d"]
    with ReaderPool(2, seconds=1.5, opened=Toy) as pool:
        found = list(pool.read_many(map(article, texts)))
        again = pool.read(article("e"))
    problems = [str(one) for one in found if isinstance(one, InputError)]
    assert [isinstance(one, Reading) for one in found] == [
        text not in {"hang", "die", "refuse"} for text in texts
    ]
    assert "hang.txt: reading took longer than 2 seconds" in problems[0]
    assert problems[1].startswith("die.txt: ")
    assert problems[2] == "refuse.txt: no news in it"
    assert again.document.url == "e.txt"


def test_a_reader_that_cannot_open_says_why() -> None:
    with (
        ReaderPool(1, opened=no_model) as pool,
        pytest.raises(GoodOfficesError, match="install the model"),
    ):
        pool.read(article("a"))


def test_without_articles_no_process_starts() -> None:
    with ReaderPool(2, opened=no_model) as pool:
        assert list(pool.read_many([])) == []


def test_articles_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def endless() -> object:
        for number in range(10_000):
            taken.append(number)
            yield article(str(number))

    with ReaderPool(2, opened=Toy) as pool:
        readings = pool.read_many(endless())  # type: ignore[arg-type]
        for _ in range(3):
            next(readings)
        again = pool.read(article("after"))
    assert len(taken) < 20
    assert again.document.url == "after.txt"


def test_a_reader_without_processes_is_read_one_by_one() -> None:
    found = list(read_all(Toy(), map(article, ["a", "refuse"])))
    assert isinstance(found[0], Reading)
    assert isinstance(found[1], InputError)
