"""News feeds become articles; what is hostile is refused with one line."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.feeds.limits import MAX_NEWS_BYTES
from goodoffices.feeds.news import gather_news, is_news, read_news

DAY = dt.date(2024, 3, 5)
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Daily &amp; Sunday</title><link>https://daily.example</link><language>en-gb</language>
<item><guid isPermaLink="false">n1</guid><title>Peru recalls its envoy</title>
<link>https://daily.example/1</link>
<description>&lt;p&gt;Peru recalled its &lt;b&gt;envoy&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;Ghana waits.</description>
<pubDate>Tue, 05 Mar 2024 23:30:00 +0100</pubDate></item>
<item><guid>n1</guid><title>Peru recalls its envoy</title></item>
<item><guid>https://daily.example/2</guid><title>Ghana answers Peru!</title>
<content:encoded><![CDATA[<p>Ghana answered.</p>]]></content:encoded>
<description>short</description><dc:date>2024-03-06T08:00:00Z</dc:date></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="es">
<title type="html">El &lt;i&gt;Diario&lt;/i&gt;</title>
<entry><id>urn:1</id><title>Perú llama a su enviado</title>
<link rel="self" href="https://diario.example/1.atom"/><link href="https://diario.example/1"/>
<summary type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml">Perú <b>llamó</b> a su enviado.</div></summary>
<updated>2024-03-07T01:00:00Z</updated><published>2024-03-05T10:00:00Z</published></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://daily.example/rdf"><title>Daily</title>
<dc:language>en</dc:language></channel>
<item rdf:about="https://daily.example/1"><title>Peru recalls its envoy</title>
<link>https://daily.example/1</link><description>Peru recalled its envoy.</description>
<dc:date>2024-03-05</dc:date></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Daily", "language": "en",
    "items": [
        {"id": 7, "url": "https://daily.example/1", "title": "Peru recalls its envoy",
         "content_html": "<p>Peru recalled its envoy.</p>",
         "date_published": "2024-03-05T10:00:00+01:00"},
        {"id": "7", "url": "https://daily.example/1"},
    ],
}  # fmt: skip


def test_rss_entries_become_articles_each_once() -> None:
    feed = read_news(RSS.encode(), where="news.rss")
    assert (feed.title, feed.language, feed.n_entries, feed.n_repeats) == (
        "Daily & Sunday",
        "en",
        3,
        1,
    )
    first, second = (one.article for one in gather_news(feed, name="news.rss"))
    assert first is not None
    assert second is not None
    assert first.text == "Peru recalls its envoy.\n\nPeru recalled its envoy.\nGhana waits."
    assert (first.url, first.published, first.publisher) == (
        "https://daily.example/1",
        DAY,
        feed.title,
    )
    assert (first.feed, first.language, first.name) == ("news", "en", "news.rss, entry 1")
    assert second.text == "Ghana answers Peru!\n\nGhana answered."
    assert (second.url, second.published) == ("https://daily.example/2", dt.date(2024, 3, 6))


def test_atom_gives_the_page_and_the_first_day() -> None:
    feed = read_news(ATOM.encode(), where="news.atom")
    (entry,) = feed.entries
    assert (feed.title, feed.language) == ("El Diario", "es")
    assert (entry.url, entry.published) == ("https://diario.example/1", DAY)
    assert entry.summary == "Perú llamó a su enviado."


def test_rdf_and_json_feeds_are_read_too() -> None:
    for content in (RDF.encode(), json.dumps(JSON_FEED).encode()):
        feed = read_news(content, where="news")
        (entry,) = feed.entries
        assert (feed.title, feed.language) == ("Daily", "en")
        assert (entry.title, entry.summary) == (
            "Peru recalls its envoy",
            "Peru recalled its envoy.",
        )
        assert (entry.url, entry.published) == ("https://daily.example/1", DAY)


def test_an_entry_without_day_or_words_is_told() -> None:
    content = "<rss><item><title>Peru waits</title></item><item><title>...</title></item></rss>"
    feed = read_news(content.encode(), where="news.rss")
    first, second = gather_news(feed, name="news.rss")
    assert first.problem.startswith("news.rss, entry 1: the text has no date of publication")
    assert second.problem.startswith("news.rss, entry 2: there are no words in it")
    dated, _ = gather_news(feed, name="news.rss", published=DAY)
    assert dated.article is not None
    assert dated.article.published == DAY


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">]><rss><channel><item><title>&c;</title></item></channel></rss>'
)
STRANGER = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&x;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (LAUGHS, "declares entities of its own"),
        (STRANGER, "declares entities of its own"),
        ("<rss><channel>", "is no XML that can be read"),
        ("<html><body>Page</body></html>", "RSS, RDF or Atom is expected, found <html>"),
        ("<a>" * 5000, "is no XML that can be read"),
        ("{", "is no JSON that can be read"),
        ('{"a": 1}', "is no JSON Feed: an object with items is expected"),
        ('{"items": [1]}', "1 of its items are no objects"),
        ("[" * 100_000, "is no XML that can be read"),
        ('{"items":' + "[" * 100_000, "is no JSON that can be read"),
        ("<rss>" + " " * MAX_NEWS_BYTES + "</rss>", "a news feed may have 20,971,520"),
        ("<rss>" + "<item/>" * 10_001 + "</rss>", "has 10,001 entries"),
    ],
)  # fmt: skip
def test_what_is_hostile_or_no_feed_is_refused_with_one_line(content: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read_news(content.encode(), where="news.xml")
    assert str(caught.value).startswith("news.xml: ")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_old_document_type_without_entities_is_read() -> None:
    content = (
        '<!DOCTYPE rss SYSTEM "http://feeds.example/rss-0.91.dtd">' + RSS.partition("?>")[2].strip()
    )
    assert read_news(content.encode(), where="news.rss").n_entries == 3


def test_a_news_feed_is_told_by_its_first_mark() -> None:
    assert is_news(b"\xef\xbb\xbf \n<rss/>")
    assert is_news(b'{"items": []}')
    assert not is_news(b"Event ID\tEvent Date")
    assert not is_news(b"")


@settings(max_examples=100, deadline=None)
@given(
    start=st.sampled_from([RSS, ATOM, RDF, json.dumps(JSON_FEED)]),
    place=st.integers(0, 1500),
    length=st.integers(0, 60),
    put=st.one_of(
        st.binary(max_size=12), st.sampled_from([b"&x;", b"<item>", b"]]>", b"\0", b"<"])
    ),
)
def test_any_damaged_feed_ends_in_entries_or_one_error(
    start: str, place: int, length: int, put: bytes
) -> None:
    whole = start.encode()
    content = whole[:place] + put + whole[place + length :]
    try:
        feed = read_news(content, where="news")
        found = list(gather_news(feed, name="news"))
    except GoodOfficesError:
        return
    assert len(found) == len(feed.entries) == feed.n_entries - feed.n_repeats
    assert all((one.article is None) == bool(one.problem) for one in found)
