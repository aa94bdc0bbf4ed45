"""An annotated page holds the whole article, marks what was read, and trusts nothing in it."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from goodoffices.reading import (
    Reading,
    annotate_html,
    document_of,
    load_article,
    open_reader,
    render_dry_run,
)
from goodoffices.reading.article import Article
from goodoffices.reading.lite import LITE_NOTE

if TYPE_CHECKING:
    from goodoffices.reading import Reader

DAY = dt.date(2012, 5, 16)
ALLOWED = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "ul",
        "ol",
        "li",
        "mark",
        "sup",
        "main",
        "nav",
        "section",
        "p",
        "div",
        "span",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "footer",
        "b",
    ]
)


class Tags(HTMLParser):
    """Collects the tags, attributes and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(page: str) -> Tags:
    found = Tags()
    found.feed(page)
    return found


def article_of(text: str, **other: str) -> Article:
    return Article(name="note.txt", published=DAY, text=text, **other)  # type: ignore[arg-type]


def unread(article: Article, *skipped: str) -> Reading:
    return Reading(document=document_of(article), events=(), statements=(), skipped=skipped)


@pytest.mark.model
def test_the_page_escapes_everything_and_loads_nothing(reader: Reader) -> None:
    raw = (
        "Title: <script>alert(1)</script>\nPublisher: <b>&\nSource: javascript:alert(2)\n\n"
        "Peru recalled its ambassador from Chile on Tuesday <img src=x onerror=f(3)>.\n\n"
        "</p><script>alert(4)</script> and \"quotes\" 'too'."
    )
    article = load_article(raw.encode(), name="x.txt", published=DAY)
    page = annotate_html([(article, reader.read(article))])
    found = parsed(page)
    assert found.tags <= ALLOWED
    assert not {name for name in found.attributes if name.startswith("on")}
    assert all(link.startswith("#") for link in found.links)
    assert '<mark class="trigger" title="act">recalled</mark>' in page
    assert '<mark class="source" title="who">Peru</mark>' in page


@pytest.mark.model
def test_an_event_more_likely_wrong_than_right_is_called_doubtful(reader: Reader) -> None:
    article = article_of("Peru recalled its ambassador from Chile on Tuesday.")
    sure = reader.read(article)
    doubtful = replace(sure, events=(replace(sure.events[0], confidence=0.41),))
    for read, is_doubtful in ((sure, False), (doubtful, True)):
        page = annotate_html([(article, read)])
        console = Console(record=True, width=100, file=io.StringIO())
        console.print(render_dry_run(article, read))
        text = console.export_text()
        assert ('<span class="manner">doubtful: 0.41</span>' in page) is is_doubtful
        assert ("(1 doubtful)" in page) is is_doubtful
        assert ("(doubtful: 0.41)" in text) is is_doubtful
        assert ("1 events (1 doubtful)" in text) is is_doubtful


@pytest.mark.model
def test_the_page_holds_the_whole_article(reader: Reader) -> None:
    text = "It rained. Peru recalled its ambassador from Chile on Tuesday.\n\nThe sun came back."
    article = article_of(text)
    page = annotate_html([(article, reader.read(article))])
    assert page.index("It rained.") < page.index("recalled") < page.index("The sun came back.")


@pytest.mark.model
def test_each_event_stands_beside_its_sentence_with_its_reasons(reader: Reader) -> None:
    article = article_of("It rained. Peru did not impose sanctions on Chile on Tuesday.")
    page = annotate_html([(article, reader.read(article))])
    row = page[page.index("Peru</mark>") :]
    assert '<sup><a href="#e1-1" aria-label="event 1">1</a></sup>' in row
    assert 'id="e1-1"' in row
    assert '<span class="manner">said not to be</span>' in row
    assert "is the subject of the verb" in row
    assert "Runner-up" in row


@pytest.mark.model
def test_every_anchor_leads_to_an_event_of_the_page(reader: Reader) -> None:
    texts = ["Peru accused Chile of spying and recalled its ambassador.", "Iran thanked Oman."]
    read = [(article, reader.read(article)) for article in map(article_of, texts)]
    page = annotate_html(read)
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in parsed(page).links} <= set(ids)


def test_words_that_told_no_event_stand_below_their_sentence_once() -> None:
    article = article_of("It rained. They met.")
    note = "16 met: who or whom is not told"
    page = annotate_html([(article, unread(article, note, note))])
    assert page.count("<b>met</b>: who or whom is not told") == 1
    assert page.index("It rained.") < page.index("They met.") < page.index("<b>met</b>")


def test_several_texts_make_one_page_with_a_list_of_them() -> None:
    read = [(a, unread(a)) for a in (article_of("One.", title="First"), article_of("Two."))]
    page = annotate_html(read, problems=["x.txt: is empty <b>"])
    assert '<a href="#t1">First</a>' in page
    assert '<section id="t2" aria-label="note.txt">' in page
    assert "x.txt: is empty &lt;b&gt;" in page


def test_hidden_and_turning_letters_are_shown_in_their_place() -> None:
    article = article_of("Peru \u202edetius\u202c and \x1b[31mleft\x00.", title="a\u2066b")
    page = annotate_html([(article, unread(article))])
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", page)
    assert "Peru \ufffddetius\ufffd and" in page


def test_only_a_web_address_becomes_a_link() -> None:
    good = article_of("One.", url="https://example.org/a?b=1&c=2")
    bad = article_of("Two.", url="data:text/html,x")
    page = annotate_html([(good, unread(good)), (bad, unread(bad))])
    assert {link for link in parsed(page).links if link[:1] != "#"} == {good.url}
    assert "data:text/html,x" in page


def test_parts_are_told_apart_without_colour() -> None:
    page = annotate_html([])
    for part in ("trigger", "source", "target", "both", "via", "date", "modality"):
        assert f'<mark class="{part}">' in page
    styles = re.findall(r"mark\.(\w+) \{[^}]*text-decoration-style: (\w+)", page)
    assert dict(styles) == {
        "source": "solid", "target": "dashed", "both": "double", "via": "wavy", "date": "dotted",
        "modality": "wavy",
    }  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=300), st.text(max_size=60), st.lists(st.text(max_size=40)))
def test_any_text_makes_a_page_that_is_safe_and_whole(
    text: str, title: str, skipped: list[str]
) -> None:
    article = article_of(text, title=title, publisher=title, url=title)
    reading = Reading(document=DOCUMENT, events=(), statements=(), skipped=tuple(skipped))
    page = annotate_html([(article, reading)])
    assert page.encode("utf-8")
    assert parsed(page).tags <= ALLOWED


DOCUMENT = document_of(article_of("Nothing."))


def test_notes_on_the_whole_reading_stand_at_its_head_and_are_no_words_left_out() -> None:
    article = Article(name="n.txt", published=dt.date(2016, 7, 5), text="Rain fell. It was wet.")
    reading = open_reader(kind="lite").read(article)
    page = annotate_html([(article, reading)])
    assert page.index(LITE_NOTE.partition(":")[0]) < page.index("Rain fell")
    assert "0 words that told no event" in page
