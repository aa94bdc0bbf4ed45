"""Load one news text: bytes in, an ``Article`` out, or one clear line why not."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodoffices.errors import InputError, UnreadableText
from goodoffices.reading.decode import clean_text, decode_bytes
from goodoffices.reading.language import guess_language
from goodoffices.reading.limits import MAX_BYTES, MAX_CHARS, MIN_LETTERS
from goodoffices.reading.page import is_html, take_article
from goodoffices.reading.tail import drop_boilerplate
from goodoffices.records import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MAX_BYTES", "Article", "article_of_record", "document_of", "load_article"]

_RECORD_KEYS = ("text", "title", "url", "published", "publisher", "language")

_HEADER = re.compile(r"^(title|published|source|publisher|language)\s*:\s*(.*)$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_EARLIEST_YEAR, _LATEST_YEAR = 1600, 2999
"""Years of publication that are taken; far ones would run out of the calendar in reckoning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news text, cleaned. Quotes of events are slices of ``text``."""

    name: str
    url: str = ""
    title: str = ""
    publisher: str = ""
    language: str = "en"
    published: dt.date
    text: str
    feed: str = "read"
    sources: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The digest of the text, which also makes its identity."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    text: str
    title: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    published: dt.date | None = None
    sources: tuple[str, ...] = ()


def load_article(
    raw: bytes,
    *,
    name: str,
    published: dt.date | None = None,
    url: str = "",
    feed: str = "read",
) -> Article:
    r"""Return the article in a plain-text or HTML file.

    Plain text may begin with the lines ``Title:``, ``Published: YYYY-MM-DD``, ``Source:``
    (an address; may be repeated), ``Publisher:`` and ``Language:``, closed by a blank line.
    ``published`` given by the caller wins over what the text says. Raises ``UnreadableText`` for
    what is no text and ``InputError`` when no date of publication is known.

    >>> raw = b"Title: A call\nPublished: 2016-06-29\n\nThe two presidents spoke by phone.\n"
    >>> article = load_article(raw, name="call.txt")
    >>> article.title, article.published.isoformat(), article.text
    ('A call', '2016-06-29', 'The two presidents spoke by phone.')
    """
    text = decode_bytes(raw, name=name)
    parts = _from_html(text, name, url) if is_html(text) else _from_plain(clean_text(text), name)
    return _article(parts, name=name, published=published, url=url, feed=feed)


def article_of_record(
    record: Mapping[str, object], *, name: str, published: dt.date | None = None, feed: str = "read"
) -> Article:
    """Return the article in a record, such as a line of JSON.

    Its keys are ``text`` and, where known, ``title``, ``url``, ``published`` (a day, or a time
    that begins with one), ``publisher`` and ``language``. ``text`` may be HTML. A day of
    publication in the record wins over ``published``. Raises ``InputError`` for a key of the wrong
    kind, and whatever `load_article` raises.

    >>> record = {"text": "The two met.", "published": "2016-08-09T10:00:00Z"}
    >>> article_of_record(record, name="news.jsonl:1").published.isoformat()
    '2016-08-09'
    """
    fields = {key: _word(record, key, name) for key in _RECORD_KEYS}
    text, url = fields["text"], fields["url"]
    parts = _from_html(text, name, url) if is_html(text) else _Parts(text=clean_text(text))
    day = _day(fields["published"], name, None) if fields["published"] else None
    parts = replace(
        parts,
        title=clean_text(fields["title"]) or parts.title,
        publisher=clean_text(fields["publisher"]) or parts.publisher,
        language=fields["language"].lower() or parts.language,
        published=day or parts.published,
    )
    return _article(parts, name=name, published=parts.published or published, url=url, feed=feed)


def _word(record: Mapping[str, object], key: str, name: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{key} must be text, found {value!r:.40}", where=name)
    return value


def _article(
    parts: _Parts, *, name: str, published: dt.date | None, url: str, feed: str
) -> Article:
    is_far_too_long = len(parts.text) > 2 * MAX_CHARS
    body = parts.text if is_far_too_long else drop_boilerplate(parts.text)
    if len(body) > MAX_CHARS:
        raise UnreadableText(
            f"the text has {len(body):,} characters, one article may have {MAX_CHARS:,}; split it",
            where=name,
        )
    if len(_LETTER.findall(body)) < MIN_LETTERS:
        raise UnreadableText("there are no words in it; expected a news text", where=name)
    day = published or parts.published
    if day is None:
        raise InputError(
            "the text has no date of publication; pass --published YYYY-MM-DD "
            "or begin it with the line 'Published: YYYY-MM-DD'",
            where=name,
        )
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise InputError(
            f"published {day} lies outside {_EARLIEST_YEAR} to {_LATEST_YEAR}; "
            "pass the right day with --published YYYY-MM-DD",
            where=name,
        )
    return Article(
        name=name,
        url=url or parts.url,
        title=parts.title,
        publisher=parts.publisher,
        language=parts.language or guess_language(body),
        published=day,
        text=body,
        feed=feed,
        sources=parts.sources,
    )


def document_of(article: Article, *, retrieved: dt.date | None = None) -> Document:
    """Return the document record of an article; the same text always has the same id.

    >>> a = Article(name="n.txt", published=dt.date(2016, 6, 29), text="They spoke.")
    >>> document_of(a).id
    'doc-63f59172cbe2'
    """
    digest = article.sha256
    return Document(
        id=f"doc-{digest[:12]}",
        url=article.url or article.name,
        title=article.title,
        publisher=article.publisher,
        language=article.language,
        published=article.published,
        retrieved=retrieved,
        sha256=digest,
        feed=article.feed,
    )


def _from_html(text: str, name: str, url: str) -> _Parts:
    page = take_article(text, name=name, url=url)
    return _Parts(
        text=clean_text(page.text),
        title=clean_text(page.title),
        publisher=clean_text(page.publisher),
        url=page.url,
        published=page.published,
    )


def _from_plain(text: str, name: str) -> _Parts:
    lines = text.split("\n")
    fields: dict[str, str] = {}
    sources: list[str] = []
    count = 0
    for number, line in enumerate(lines, start=1):
        found = _HEADER.match(line.strip())
        if not found:
            break
        key, value = found[1].lower(), found[2].strip()
        if key == "source":
            sources.append(value)
        elif key == "published":
            fields[key] = _day(value, name, number).isoformat()
        else:
            fields[key] = value
        count = number
    return _Parts(
        text="\n".join(lines[count:]).strip(),
        title=fields.get("title", ""),
        publisher=fields.get("publisher", ""),
        language=fields.get("language", "").lower(),
        url=sources[0] if sources else "",
        published=dt.date.fromisoformat(fields["published"]) if "published" in fields else None,
        sources=tuple(sources),
    )


def _day(value: str, name: str, line: int | None) -> dt.date:
    try:
        day = dt.date.fromisoformat(value[:10])
    except ValueError:
        day = None
    if day is None:
        raise InputError(f"Published must be YYYY-MM-DD, found {value!r}", where=name, line=line)
    return day
