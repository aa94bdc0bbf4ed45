"""Take the article out of a web page, within bounds of size and time."""

from __future__ import annotations

import datetime as dt
import re
import threading
from dataclasses import dataclass

from goodoffices.errors import UnreadableText
from goodoffices.reading.limits import HTML_SECONDS, MAX_HTML_BYTES, MAX_HTML_TAGS

__all__ = ["Page", "is_html", "take_article"]

_MARKUP = re.compile(
    r"^\s*(<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+"
    r"<(!doctype\s+html|html|head|body|article|main|section|div|p|h1|script|style|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe")
_BLOCK = re.compile(
    r"</?(p|div|br|h[1-6]|li|tr|section|article|blockquote)\b[^<>]*+>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,2000}+>")
_TITLE = re.compile(r"<title[^<>]*+>([^<]{0,500})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of a page and what the page says about it."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dt.date | None = None


def is_html(text: str) -> bool:
    """Return True if the text begins like a web page.

    >>> is_html("<!DOCTYPE html><p>Talks opened."), is_html("Talks <opened>.")
    (True, False)
    """
    return bool(_MARKUP.match(text[:5000].lstrip("\ufeff")))


def take_article(html: str, *, name: str, url: str = "") -> Page:
    """Return the main text of a page without scripts, menus and comments.

    Raises ``UnreadableText`` if the page is too large, takes too long or holds no text.

    >>> page = take_article("<html><body><p>Peru and Ecuador signed a peace accord in Brasilia on "
    ...     "Monday.</p><script>alert(1)</script></body></html>", name="p.html")
    >>> page.text
    'Peru and Ecuador signed a peace accord in Brasilia on Monday.'
    """
    if len(html) > MAX_HTML_BYTES:
        limit = MAX_HTML_BYTES // 1_000_000
        raise UnreadableText(f"the page is larger than {limit} MB; save its text alone", where=name)
    html = _without(_UNSEEN, html)
    page = _extracted(html, name, url) if html.count("<") <= MAX_HTML_TAGS else Page(text="")
    if page.text.strip():
        return page
    text = _strip_tags(html)
    if not text:
        raise UnreadableText("the page holds no text outside scripts", where=name)
    title = _TITLE.search(html)
    return Page(text=text, title=title[1].strip() if title else "", url=url)


def _extracted(html: str, name: str, url: str) -> Page:
    found: list[Page] = []
    worker = threading.Thread(target=lambda: found.append(_extract(html, url)), daemon=True)
    worker.start()
    worker.join(HTML_SECONDS)
    if worker.is_alive():
        raise UnreadableText(
            f"taking the article out of the page took over {HTML_SECONDS:.0f} s; "
            "save its text alone",
            where=name,
        )
    return found[0] if found else Page(text="")


def _without(names: tuple[str, ...], html: str) -> str:
    """Return the page with a blank for each element of these names that is opened and closed.

    One regular expression with ``.*?`` would look for the end anew from every opening tag and take
    quadratic time on a page of unclosed tags.
    """
    opening = re.compile(rf"<({'|'.join(names)})\b", re.IGNORECASE)
    closing = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in names}
    kept: list[str] = []
    at = look = 0
    while opened := opening.search(html, look):
        name = opened[1].lower()
        closed = closing[name].search(html, opened.end()) if name in closing else None
        if closed is None:
            closing.pop(name, None)
            look = opened.end()
            continue
        kept.append(html[at : opened.start()])
        at = look = closed.end()
    return " ".join([*kept, html[at:]])


def _extract(html: str, url: str) -> Page:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    taken = trafilatura.bare_extraction(
        html, url=url or None, include_comments=False, include_tables=False, with_metadata=True
    )
    if taken is None or isinstance(taken, dict):
        return Page(text="")
    return Page(
        text="\n\n".join((taken.text or "").split("\n")),
        title=taken.title or "",
        publisher=taken.sitename or "",
        url=url or taken.url or "",
        published=_day(taken.date),
    )


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _strip_tags(html: str) -> str:
    from html import unescape

    body = _without(("head",), html)
    text = unescape(_TAG.sub(" ", _BLOCK.sub("\n\n", body)))
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)
