# ruff: noqa: RUF001 - words in several alphabets
"""Whatever a text is made of, a reader ends in a reading whose quotes stand in it, or in one error.

``tools/fuzz_reading.py`` runs the same checks for hours under a coverage-guided fuzzer.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import GoodOfficesError
from goodoffices.reading import (
    Article,
    annotate_html,
    article_of_record,
    explanation_of,
    open_reader,
)
from goodoffices.reading.endpoint import EndpointReader
from goodoffices.reading.lite_words import LITE_LANGUAGES
from goodoffices.reading.show import render_dry_run
from goodoffices.world import load_world

if TYPE_CHECKING:
    from goodoffices.reading import Reader, Reading
    from goodoffices.records import Event, Statement

MOST_SECONDS = 20.0


def cut(words: str) -> list[str]:
    return words.split("|")


NAMES = cut(
    "Peru|Chile|Peru's|PERU|Georgia|Jordan|the EU|Moscow|Vladimir Putin|U.S.|the two presidents|"
    "both sides|he|his Chilean counterpart|Турция|России|Türkiye'nin|le Pérou|los Estados Unidos|"
    "哈萨克斯坦|إيران"
)
ACTS = cut(
    "met|accused|recalled its ambassador from|talks between|shot down|did not attack|and|said that|"
    "will impose sanctions on|denied|killed 12|war of words with|обвинила|встретились|suçladı|"
    "a accusé|se reunió con|friendship with|was attacked by|may visit|imposition of sanctions by|"
    "along with|of|,"
)
TIMES = cut(
    "on Monday|last November|in 9999|12 June 9999|in year 0|on 31 February|two days later|in 1600|"
    "9999999999 days ago|29 February 2999|27 июня|in the 1990s|seven months later|next week|"
    "31 December|99 years earlier|in late June|"
)
MARKS = [
    *cut('.|...|!?|\n\n|\n|(|)|"|\u201c|\u201d| -- | \u2013 |\u200b|\u202e|\u2066|\x00'),
    *cut("\ud800|\udfff|\ufeff|\u0301|\t|<b>|&#0;|\u2028|;|\U000e0041|'|\u2019s|Mr. |U.|İ|ß|ﬁ"),
    "|",
    "\N{FACE WITH TEARS OF JOY}",
]
SENTENCES = st.tuples(
    *map(st.sampled_from, (NAMES, ACTS, NAMES, TIMES, [*MARKS, "."])),
).map(" ".join)
PIECES = (
    SENTENCES
    | st.sampled_from([*NAMES, *ACTS, *TIMES])
    | st.sampled_from(MARKS)
    | st.text(max_size=4)
)
TEXTS = st.lists(PIECES, min_size=1, max_size=16).map(" ".join)
DAYS = st.dates(dt.date(1600, 1, 1), dt.date(2999, 12, 31)) | st.just(dt.date(2016, 7, 5))
often = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def article_of(text: str, day: dt.date, language: str) -> Article | None:
    """Return the article as it comes out of a line of JSON, or None when it is refused."""
    record = {"text": text, "published": day.isoformat(), "language": language}
    try:
        return article_of_record(record, name="noise")
    except GoodOfficesError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both ends are right
        return None


def check(reader: Reader, article: Article | None) -> Reading | None:
    """Read twice, and look at all that must hold of any reading."""
    if article is None:
        return None
    began = time.monotonic()
    try:
        reading = reader.read(article)
    except GoodOfficesError as error:
        assert str(error).startswith(article.name)  # noqa: PT017 - both ends are right
        return None
    assert time.monotonic() - began < MOST_SECONDS
    assert reader.read(article) == reading
    for one in (*reading.events, *reading.statements):
        check_quote(one, article)
    for event in reading.events:
        assert event.start is None or event.end is None or event.start <= event.end
        explanation_of(event)
    ids = [one.id for one in (*reading.events, *reading.statements)]
    assert len(set(ids)) == len(ids)
    return reading


def check_quote(one: Event | Statement, article: Article) -> None:
    assert one.quote_start is not None
    assert one.quote_end is not None
    assert 0 <= one.quote_start < one.quote_end <= len(article.text)
    assert article.text[one.quote_start : one.quote_end] == one.quote
    at = json.loads(one.trace).get("trigger_at", one.quote_start)
    assert one.quote_start <= at <= one.quote_end


def show(article: Article | None, reading: Reading | None) -> None:
    if article is not None and reading is not None:
        render_dry_run(article, reading)
        page = annotate_html([(article, reading)])
        page.encode("utf-8")


@pytest.mark.model
@settings(often, max_examples=150)
@given(TEXTS, DAYS)
def test_the_english_reader_takes_any_text(reader: Reader, text: str, day: dt.date) -> None:
    article = article_of(text, day, "en")
    show(article, check(reader, article))


@settings(often, max_examples=300)
@given(TEXTS, DAYS, st.sampled_from(LITE_LANGUAGES))
def test_the_lite_reader_takes_any_text(text: str, day: dt.date, language: str) -> None:
    article = article_of(text, day, language)
    show(article, check(open_reader(kind="lite"), article))


@dataclass
class Model:
    """A server that says whatever it was told to say."""

    answer: str

    def ask(self, system: str, user: str) -> str:
        assert "codes" in system.lower()
        json.loads(user)
        return self.answer


CLAIMS = st.fixed_dictionaries(
    {
        "quote": st.sampled_from(["Peru met Chile on Monday", "Peru", "", "x" * 2000]) | st.text(),
        "source": st.lists(st.sampled_from(NAMES) | st.text(max_size=5), max_size=3),
        "target": st.lists(st.sampled_from(NAMES) | st.text(max_size=5), max_size=3),
        "code": st.sampled_from(["040", "04", "190", "999", "", "1" * 50]) | st.text(max_size=4),
        "modality": st.sampled_from(["actual", "expected", "negated", "historical", "x"]),
        "is_reciprocal": st.booleans(),
        "date": st.sampled_from(["2016-07-04", "", "0000-00-00", "9999-12-31", "yesterday"]),
    }
)
VALUES: Any = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                           lambda one: st.lists(one, max_size=3)
                           | st.dictionaries(st.text(max_size=5), one, max_size=3))  # fmt: skip
ANSWERS = (
    st.lists(CLAIMS | VALUES, max_size=4).map(lambda claims: json.dumps({"events": claims}))
    | VALUES.map(json.dumps)
    | st.text()
)


@settings(often, max_examples=300)
@given(TEXTS, DAYS, ANSWERS)
def test_the_endpoint_reader_takes_any_answer(text: str, day: dt.date, answer: str) -> None:
    model: Any = Model(answer)
    reader = EndpointReader(load_world(), model, model="small")
    article = article_of(f"Peru met Chile on Monday. {text}", day, "en")
    show(article, check(reader, article))
