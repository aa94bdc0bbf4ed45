"""The page: loads nothing, can be walked by keyboard and by ear, and no text can break out."""

from __future__ import annotations

import dataclasses
import itertools
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from goodoffices.brief import Sentence, render_html, render_text
from goodoffices.brief.page import web_address
from goodoffices.brief.records import Address, NextStep, Reference, Side, TimelineRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodoffices.brief import Brief

    Briefs = Callable[[str, str, str], Brief]

PAIRS = [
    ("RUS", "TUR", "2015-12-15"),
    ("RUS", "TUR", "2016-07-05"),
    ("QAT", "SAU", "2021-01-20"),
    ("IRN", "SAU", "2023-04-01"),
    ("ERI", "ETH", "2018-08-01"),
    ("BRA", "JPN", "2016-07-05"),
]
HOSTILE = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[31m\x07\u202e\u2066{{7*7}}\x9b"
)
TEXTS = {
    Sentence: ("text",),
    Side: ("name",),
    TimelineRow: ("when",),
    NextStep: ("title", "note"),
    Reference: ("what", "quote", "feed"),
}


class Walk(HTMLParser):
    """All start tags of a page in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def all(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def spoilt(thing: Any) -> Any:
    """Return a record in which every text that comes from outside is an attack."""
    if isinstance(thing, tuple):
        return tuple(spoilt(one) for one in thing)
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
        return thing
    changes = {
        field.name: spoilt(getattr(thing, field.name)) for field in dataclasses.fields(thing)
    }
    for name in TEXTS.get(type(thing), ()):
        changes[name] = HOSTILE
    if isinstance(thing, Address):
        changes = {"url": "javascript:alert(1)", "title": HOSTILE, "publisher": HOSTILE}
    return dataclasses.replace(thing, **changes)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_page_loads_nothing(brief_of: Briefs, pair: tuple[str, str, str]) -> None:
    page = render_html(brief_of(*pair))
    walk = Walk(page)
    tags = {tag for tag, _ in walk.tags}
    assert not tags & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "image",
    }
    assert (
        not walk.all("src") + walk.all("srcset") + walk.all("background") + walk.all("xlink:href")
    )
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("pair", PAIRS)
def test_ids_are_unique_and_every_inner_link_leads_somewhere(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    walk = Walk(render_html(brief_of(*pair)))
    ids = walk.all("id")
    assert len(ids) == len(set(ids))
    inner = {link[1:] for link in walk.all("href") if link.startswith("#")}
    assert inner <= set(ids)
    assert "state" in inner


@pytest.mark.parametrize("pair", PAIRS)
def test_headings_follow_each_other_without_a_gap(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    levels = [
        int(tag[1])
        for tag, _ in Walk(render_html(brief_of(*pair))).tags
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("pair", PAIRS[:-1])
def test_each_figure_has_words_and_a_table_behind_it(
    brief_of: Briefs, pair: tuple[str, str, str]
) -> None:
    walk = Walk(render_html(brief_of(*pair)))
    figures = [attrs for tag, attrs in walk.tags if tag == "svg"]
    assert len(figures) == 2
    assert all(one["role"] == "img" and len(one["aria-label"]) > 60 for one in figures)
    tags = [tag for tag, _ in walk.tags]
    assert tags.count("figure") == tags.count("figcaption") == 2
    for place in (place for place, tag in enumerate(tags) if tag == "figcaption"):
        assert "details" in tags[place : place + 4]


def test_every_number_links_to_its_source(brief_of: Briefs) -> None:
    brief = brief_of("RUS", "TUR", "2016-07-05")
    page = render_html(brief)
    assert all(f'id="s{entry.number}"' in page for entry in brief.references)
    assert page.count('href="#s') > 50


def test_no_text_from_outside_becomes_markup(brief_of: Briefs) -> None:
    brief = spoilt(brief_of("RUS", "TUR", "2016-07-05"))
    brief = dataclasses.replace(brief, gaps=(HOSTILE,), helper_notes=(HOSTILE,), program=HOSTILE)
    page = render_html(brief)
    clean = Walk(render_html(brief_of("RUS", "TUR", "2016-07-05")))
    walk = Walk(page)
    assert {tag for tag, _ in walk.tags} <= {tag for tag, _ in clean.tags} | {"q"}
    assert not [name for _, attrs in walk.tags for name in attrs if name.startswith("on")]
    assert all(link.startswith(("#", "http://", "https://")) for link in walk.all("href"))
    assert "{{7*7}}" in page
    assert not [one for one in page if unicodedata.category(one) in ("Cc", "Cf") and one != "\n"]


def test_no_text_from_outside_steers_a_terminal(brief_of: Briefs) -> None:
    text = render_text(spoilt(brief_of("RUS", "TUR", "2016-07-05")))
    assert not [one for one in text if unicodedata.category(one) in ("Cc", "Cf") and one != "\n"]


def test_a_page_of_names_in_other_writings_keeps_them(brief_of: Briefs) -> None:
    brief = brief_of("RUS", "TUR", "2016-07-05")
    sides = {"low": Side(id="RUS", name="Россия"), "high": Side(id="TUR", name="تركيا")}
    page = render_html(dataclasses.replace(brief, **sides))
    assert "Россия" in page
    assert "تركيا" in page


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "http://[",
        "https:",
        "",
        "notes/one.txt",
    ],
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert not web_address(url)


def test_the_page_is_the_same_each_time(brief_of: Briefs) -> None:
    brief = brief_of("RUS", "TUR", "2016-07-05")
    assert render_html(brief) == render_html(brief)


def test_a_pair_without_records_gets_a_page_that_helps(brief_of: Briefs) -> None:
    page = render_html(brief_of("BRA", "JPN", "2016-07-05"))
    assert "not the same as calm" in page
    assert "goodoffices load" in page
    assert "<svg" not in page
