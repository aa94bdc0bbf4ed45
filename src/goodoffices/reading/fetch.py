"""Getting one page that the user named by its address: the only place that uses the network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from goodoffices import __version__
from goodoffices.errors import InputError

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["fetch_page", "is_address"]

MAX_BYTES = 20_000_000
"""The same limit as for files; a news page is a hundredth of it."""
TIMEOUT_SECONDS = 30.0
_TEXT_TYPES = ("text/html", "text/plain", "application/xhtml+xml")


def is_address(target: str) -> bool:
    """Tell whether a target is a web address and not a file.

    >>> is_address("https://example.org/a"), is_address("report.txt")
    (True, False)
    """
    return urlsplit(target).scheme.lower() in {"http", "https"}


def fetch_page(url: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> bytes:
    """Return the bytes of a page; nothing else on it is loaded.

    Raises
    ------
    InputError
        The server cannot be reached, answers with an error, sends something that is no text, or
        sends more than 20 MB. The message says which.
    """
    from urllib.request import Request, build_opener

    request = Request(url, headers={"User-Agent": f"goodoffices/{__version__}"})  # noqa: S310 - is_address admits http and https only
    if not is_address(url):
        raise InputError("only http and https addresses can be fetched", where=url)
    try:
        with build_opener().open(request, timeout=timeout_seconds) as answer:
            return _body(answer, url)
    except HTTPError as error:
        raise InputError(f"the server answered {error.code} {error.reason}", where=url) from None
    except TimeoutError:
        raise InputError(f"no answer within {timeout_seconds:g} s", where=url) from None
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise InputError(f"no answer within {timeout_seconds:g} s", where=url) from None
        raise InputError(f"the server cannot be reached: {error.reason}", where=url) from None
    except OSError as error:
        raise InputError(f"the connection broke: {error}", where=url) from None


def _body(answer: HTTPResponse, url: str) -> bytes:
    from http.client import IncompleteRead

    kind = answer.headers.get_content_type()
    if kind not in _TEXT_TYPES:
        raise InputError(f"the page is {kind}, not text or HTML", where=url)
    try:
        raw = answer.read(MAX_BYTES + 1)
    except IncompleteRead as error:
        got = len(error.partial)
        raise InputError(f"the page broke off after {got:,} bytes; try again", where=url) from None
    expected = answer.headers.get("Content-Length", "")
    if len(raw) > MAX_BYTES:
        raise InputError(f"the page is larger than {MAX_BYTES // 1_000_000} MB", where=url)
    if expected.isdigit() and len(raw) < int(expected):
        raise InputError(f"the page broke off after {len(raw):,} bytes; try again", where=url)
    return raw
