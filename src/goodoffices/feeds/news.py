"""News feeds (RSS 2.0, RSS 1.0 in RDF, Atom, JSON Feed): entries into articles for the reader.

The reader gets the title and the summary of an entry, or its text where the feed carries it. The
same entry, told by its id or else its link, counts once. XML is read without entities, without
document types that declare any, and without the network.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import msgspec

from goodoffices.errors import InputError
from goodoffices.feeds.dates import day_of_text
from goodoffices.feeds.limits import MAX_NEWS_BYTES, MAX_NEWS_ENTRIES
from goodoffices.reading import Gathered, article_of_record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["NEWS_SUFFIXES", "NewsEntry", "NewsFeed", "gather_news", "is_news", "read_news"]

NEWS_SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".json")
"""What is taken for news feeds in a folder."""

_NAMES = {
    "id": ("guid", "id"),
    "title": ("title",),
    "summary": ("encoded", "content", "description", "summary"),
    "published": ("pubDate", "published", "date", "issued", "updated", "modified"),
    "language": ("language",),
}
"""Names of elements without their name spaces, the first that is there counts."""
_ROOTS = {"rss", "RDF", "feed"}
_BLOCK = re.compile(r"</?(?:p|br|div|li|h[1-6]|tr|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_START = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsEntry:
    """One entry; ``summary`` is plain text, ``published`` None where the feed does not say."""

    id: str
    url: str
    title: str
    summary: str
    published: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFeed:
    """A news feed: who publishes it, in which language, and its entries, each once.

    Count law: ``n_entries == len(entries) + n_repeats``.
    """

    title: str
    language: str
    entries: tuple[NewsEntry, ...]
    n_entries: int
    n_repeats: int


def is_news(content: bytes) -> bool:
    """Tell whether a file looks like a news feed: XML, or an object of JSON.

    >>> is_news(b"<?xml version='1.0'?><rss/>"), is_news(b"a,b")
    (True, False)
    """
    return content[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"<", b"{"}


def read_news(content: bytes, *, where: str) -> NewsFeed:
    """Return the entries of a news feed.

    Raises ``InputError`` when it is too large, no such feed, or XML that declares entities.
    """
    if len(content) > MAX_NEWS_BYTES:
        message = f"has {len(content):,} bytes, a news feed may have {MAX_NEWS_BYTES:,}"
        raise InputError(message, where=where)
    is_json = content[:_START].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    title, language, found = (_from_json if is_json else _from_xml)(content, where)
    if len(found) > MAX_NEWS_ENTRIES:
        message = f"has {len(found):,} entries, a news feed may have {MAX_NEWS_ENTRIES:,}"
        raise InputError(message, where=where)
    kept: dict[str, NewsEntry] = {}
    for number, entry in enumerate(found, 1):
        kept.setdefault(entry.id or entry.url or f"entry {number}", entry)
    return NewsFeed(
        title=title,
        language=language,
        entries=tuple(kept.values()),
        n_entries=len(found),
        n_repeats=len(found) - len(kept),
    )


def gather_news(
    feed: NewsFeed, *, name: str, published: dt.date | None = None
) -> Iterator[Gathered]:
    """Yield an article for each entry of a feed, or why there is none.

    ``published`` is used for entries without a day of their own.
    """
    for number, entry in enumerate(feed.entries, 1):
        where = f"{name}, entry {number}"
        record = {
            "text": "\n\n".join(part for part in (_sentence(entry.title), entry.summary) if part),
            "title": entry.title,
            "url": entry.url,
            "published": entry.published.isoformat() if entry.published else None,
            "publisher": feed.title,
            "language": feed.language,
        }
        try:
            article = article_of_record(record, name=where, published=published, feed="news")
            yield Gathered(name=where, article=article)
        except InputError as error:
            yield Gathered(name=where, article=None, problem=str(error))


def _sentence(title: str) -> str:
    """Return a title closed like a sentence, so that it does not run into the text below."""
    return f"{title}." if title and title[-1].isalnum() else title


def _plain(text: str) -> str:
    """Return the words of a summary, which may be HTML, escaped once or twice."""
    for _ in range(2):
        if "<" not in text and "&" not in text:
            break
        text = html.unescape(_TAG.sub("", _BLOCK.sub("\n", text)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _day(text: str) -> dt.date | None:
    """Return the day of a time as RFC 822 or RFC 3339 writes it."""
    day = day_of_text(text)
    if day is not None or not text.strip():
        return day
    try:
        return parsedate_to_datetime(text.strip()).date()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _language(text: str) -> str:
    return text.strip().partition("-")[0].partition("_")[0].lower()


def _from_xml(content: bytes, where: str) -> tuple[str, str, list[NewsEntry]]:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"is no XML that can be read ({reason})", where=where) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise InputError("declares entities of its own, which no news feed needs", where=where)
    if _local(root) not in _ROOTS:
        message = f"is no news feed: RSS, RDF or Atom is expected, found <{_local(root)[:40]}>"
        raise InputError(message, where=where)
    channel = next((one for one in root if _local(one) == "channel"), root)
    entries = [one for one in root.iter() if _local(one) in {"item", "entry"}]
    language = _text(channel, "language") or _attribute(root, "lang")
    return (
        _plain(_text(channel, "title")),
        _language(language),
        [_xml_entry(one) for one in entries],
    )


def _local(element: Any) -> str:
    """Return the name of an element without its name space; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))


def _text(element: Any, kind: str) -> str:
    """Return the text of the first child by one of the names of a kind, with all inside it."""
    children = {_local(child): child for child in reversed(element)}
    for name in _NAMES[kind]:
        child = children.get(name)
        if child is not None:
            return "".join(child.itertext()).strip()
    return ""


def _xml_entry(element: Any) -> NewsEntry:
    return NewsEntry(
        id=_text(element, "id") or _attribute(element, "about"),
        url=_link(element),
        title=_plain(_text(element, "title")),
        summary=_plain(_text(element, "summary")),
        published=_day(_text(element, "published")),
    )


def _link(element: Any) -> str:
    """Return the address of an entry: text in RSS, an attribute in Atom, where one is the page."""
    links = [child for child in element if _local(child) == "link"]
    for link in links:
        if link.get("rel", "alternate") == "alternate":
            address = (link.get("href") or link.text or "").strip()
            if address:
                return str(address)
    guid = _text(element, "id")
    return guid if guid.startswith(("http://", "https://")) else ""


def _from_json(content: bytes, where: str) -> tuple[str, str, list[NewsEntry]]:
    try:
        found = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"is no JSON that can be read ({error})", where=where) from None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise InputError("is no JSON Feed: an object with items is expected", where=where)
    entries = [_json_entry(one) for one in items if isinstance(one, dict)]
    if len(entries) < len(items):
        message = f"{len(items) - len(entries)} of its items are no objects"
        raise InputError(message, where=where)
    return _plain(_word(found, "title")), _language(_word(found, "language")), entries


def _word(record: Mapping[str, Any], *names: str) -> str:
    """Return the first text by one of some names; ids may be numbers."""
    values: Iterable[Any] = (record.get(name) for name in names)
    for value in values:
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _json_entry(item: Mapping[str, Any]) -> NewsEntry:
    return NewsEntry(
        id=_word(item, "id"),
        url=_word(item, "url", "external_url"),
        title=_plain(_word(item, "title")),
        summary=_plain(_word(item, "content_text", "content_html", "summary")),
        published=_day(_word(item, "date_published", "date_modified")),
    )
