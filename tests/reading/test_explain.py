"""An event explains itself: marked words, rules in words, and the code that lost."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest

from goodoffices.errors import InputError
from goodoffices.reading import (
    annotate_html,
    explain_event,
    explanation_of,
    load_article,
    render_explanation,
)
from goodoffices.reading.explain import marks_of
from goodoffices.records import Actor, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from goodoffices.reading import Reader, Reading
    from goodoffices.records import Document

    Read = Callable[..., Reading]

TEXT = "On Tuesday Peru imposed sanctions on Chile and thanked Brazil."


class Shelf:
    """A ledger in memory."""

    def __init__(self, reading: Reading) -> None:
        self._events = {event.id: event for event in reading.events}
        self._document = reading.document

    def event(self, event_id: str) -> Event | None:
        return self._events.get(event_id)

    def documents(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        return {self._document.id: self._document} if ids else {}


@pytest.mark.model
def test_the_words_that_told_the_act_are_marked_in_the_quote(read: Read) -> None:
    event = read(TEXT).events[0]
    marked = {mark.kind: event.quote[mark.start : mark.end] for mark in marks_of(event)}
    assert marked == {"trigger": "imposed", "source": "Peru", "target": "Chile"}


@pytest.mark.model
def test_an_explanation_names_rules_and_the_code_that_lost(read: Read) -> None:
    reading = read(TEXT)
    found = explain_event(Shelf(reading), reading.events[0].id)
    assert "Source: Peru is the subject of the verb." in found.reasons
    assert 'Target: Chile stands after "on".' in found.reasons
    assert "Date: a day of the week." in found.reasons
    assert found.runner_up.startswith("172:")
    assert "lost: needs obj" in found.runner_up
    assert found.pattern.startswith("impose|")
    assert found.documents == (reading.document,)


@pytest.mark.model
def test_an_explanation_is_shown_without_colours_too(read: Read) -> None:
    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=200).print(render_explanation(explanation_of(read(TEXT).events[0])))
    assert "Peru imposed sanctions on Chile" in out.getvalue()
    assert "Runner-up 172" in out.getvalue()


@pytest.mark.model
def test_an_unknown_event_is_named_in_the_error(read: Read) -> None:
    with pytest.raises(InputError, match="no event 'evt-0'"):
        explain_event(Shelf(read(TEXT)), "evt-0")


def test_an_event_of_a_feed_says_that_no_reader_made_it() -> None:
    event = Event(
        id="e", start=None, end=None, precision="unknown", known_at=dt.date(2016, 1, 1),
        source=(Actor(id=None),), target=(), code="163", what="x", document_ids=(),
        confidence=0.5, feed="casebook:x",
    )  # fmt: skip
    assert explanation_of(event).reasons == (
        "No reader made this event: it comes from the feed 'casebook:x' as it stands.",
    )


@pytest.mark.model
def test_the_page_escapes_everything_and_loads_nothing(reader: Reader) -> None:
    raw = (
        "Title: <script>alert(1)</script>\nPublisher: <b>&\nSource: javascript:alert(2)\n\n"
        "Peru recalled its ambassador from Chile on Tuesday <img src=x onerror=alert(3)>.\n\n"
        "</p><script>alert(4)</script> and \"quotes\" 'too'."
    )
    article = load_article(raw.encode(), name="x.txt", published=dt.date(2012, 5, 16))
    page = annotate_html(article, reader.read(article))
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "href=" not in page
    assert "src=" not in page.replace("&lt;img src=x", "")
    assert '<mark class="trigger">recalled</mark>' in page
    assert '<mark class="source">Peru</mark>' in page


@pytest.mark.model
def test_the_page_holds_the_whole_article(reader: Reader) -> None:
    text = "It rained. Peru recalled its ambassador from Chile on Tuesday.\n\nThe sun came back."
    article = load_article(text.encode(), name="x.txt", published=dt.date(2012, 5, 16))
    page = annotate_html(article, reader.read(article))
    assert page.index("It rained.") < page.index("recalled") < page.index("The sun came back.")
