"""One question to a chat-completions server that the user named, and its answer as text.

Nothing goes anywhere else: no proxy of the environment is used, no redirect is followed. The key
stands in one header; it is in no message, no representation and no record.
"""

from __future__ import annotations

import http.client
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

import msgspec

from goodoffices import __version__
from goodoffices.errors import InputError
from goodoffices.reading.endpoint_limits import (
    MAX_ANSWER_BYTES,
    MAX_RETRY_AFTER_SECONDS,
    MAX_TRIES,
    TIMEOUT_SECONDS,
    WAIT_SECONDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["ChatClient", "EndpointSettings", "endpoint_settings"]

_PATH = "/chat/completions"
_BUSY = 429
_SERVER_FAILS = 500
_BAD_REQUEST = 400
_REDIRECT_CLASS = 3
_PIECE = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """Which server to ask, and how. ``key`` is not shown when the settings are printed."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = TIMEOUT_SECONDS


def endpoint_settings(
    url: str | None = None, model: str | None = None, environ: Mapping[str, str] | None = None
) -> EndpointSettings:
    """Return the settings from arguments, else from the environment.

    ``GOODOFFICES_ENDPOINT``, ``GOODOFFICES_MODEL`` and ``GOODOFFICES_API_KEY`` are looked at.
    Raises ``InputError`` when the address or the model is missing or the address cannot be used.

    >>> settings = endpoint_settings("http://localhost:8080/v1", "small", {})
    >>> settings.url, settings.model
    ('http://localhost:8080/v1/chat/completions', 'small')
    """
    there = os.environ if environ is None else environ
    address = url or there.get("GOODOFFICES_ENDPOINT", "")
    name = model or there.get("GOODOFFICES_MODEL", "")
    if not address:
        raise InputError(
            "the endpoint reader needs the address of a server: pass --endpoint URL or set "
            "GOODOFFICES_ENDPOINT; it is off otherwise"
        )
    if not name:
        raise InputError(
            "the endpoint reader needs the name of a model: pass --model NAME or set "
            "GOODOFFICES_MODEL"
        )
    parts = urlsplit(address)
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        raise InputError(
            f"the address of a server begins with http:// or https://, found {address!r:.80}"
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(
            "the address of the server may hold neither a name, a password nor a query; put the "
            "key into GOODOFFICES_API_KEY"
        )
    path = parts.path.rstrip("/")
    path = path if path.endswith(_PATH) else path + _PATH
    key = there.get("GOODOFFICES_API_KEY", "")
    if any(not " " < sign < "\x7f" for sign in key):
        raise InputError("GOODOFFICES_API_KEY holds a blank, a line break or a sign beyond ASCII")
    return EndpointSettings(url=f"{parts.scheme}://{parts.netloc}{path}", model=name, key=key)


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message


class _Envelope(msgspec.Struct, frozen=True):
    choices: list[_Choice]


def _direct_opener() -> OpenerDirector:
    """Return an opener that knows neither proxies nor redirects."""
    opener = OpenerDirector()
    for handler in (HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener


class ChatClient:
    """Asks the server; tries again after 429 and 5xx, and never longer than the limits say."""

    def __init__(
        self, settings: EndpointSettings, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._opener = _direct_opener()

    def ask(self, system: str, user: str) -> str:
        """Return what the model says to one question.

        Raises ``InputError`` when the server cannot be reached, is too slow, refuses, or answers
        with something that is no chat completion.
        """
        body: dict[str, Any] = {
            "model": self._settings.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            "response_format": {"type": "json_object"},
        }
        for n_try in range(1, MAX_TRIES + 1):
            raw, status, wait = self._send(msgspec.json.encode(body))
            if status is None:
                return self._content(raw)
            if status == _BAD_REQUEST and body.pop("response_format", None) is not None:
                continue  # not every server knows that field
            if status // 100 == _REDIRECT_CLASS:
                raise self._error(
                    "the server sends on to another address; nothing was sent there. Name that "
                    "address yourself if you trust it"
                )
            is_passing = status == _BUSY or status >= _SERVER_FAILS
            if not is_passing or n_try == MAX_TRIES:
                raise self._error(f"the server answered {status} {_reason(status)} ({n_try} tries)")
            self._sleep(max(WAIT_SECONDS[min(n_try, len(WAIT_SECONDS)) - 1], wait))
        raise self._error("the server did not take the request")

    def _send(self, body: bytes) -> tuple[bytes, int | None, float]:
        """Return the answer, or the status of a failure and how long the server wants a pause."""
        seconds = self._settings.timeout_seconds
        headers = {"Content-Type": "application/json", "User-Agent": f"goodoffices/{__version__}"}
        request = Request(self._settings.url, data=body, headers=headers, method="POST")  # noqa: S310 - endpoint_settings admits http and https only
        if self._settings.key:
            request.add_unredirected_header("Authorization", f"Bearer {self._settings.key}")
        due = time.monotonic() + seconds
        try:
            with self._opener.open(request, timeout=seconds) as answer:
                return self._body(answer, due), None, 0.0
        except HTTPError as error:
            with error:
                return b"", error.code, _retry_after(error.headers.get("Retry-After"))
        except TimeoutError:
            raise self._error(f"no answer within {seconds:g} s") from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._error(f"no answer within {seconds:g} s") from None
            raise self._error("the server cannot be reached; is it running?") from None
        except (OSError, http.client.HTTPException):
            raise self._error("the connection broke; try again") from None

    def _body(self, answer: http.client.HTTPResponse, due: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := answer.read1(_PIECE):
            size += len(piece)
            if size > MAX_ANSWER_BYTES:
                raise self._error(f"the answer is larger than {MAX_ANSWER_BYTES // 1000} kB")
            if time.monotonic() > due:
                raise TimeoutError
            pieces.append(piece)
        return b"".join(pieces)

    def _content(self, raw: bytes) -> str:
        try:
            envelope = msgspec.json.decode(raw, type=_Envelope)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise self._error("the answer is no chat completion; is the address right?") from None
        return (envelope.choices[0].message.content or "") if envelope.choices else ""

    def _error(self, message: str) -> InputError:
        return InputError(message, where=self._settings.url)


def _reason(status: int) -> str:
    return http.client.responses.get(status, "")


def _retry_after(value: str | None) -> float:
    return min(float(value), MAX_RETRY_AFTER_SECONDS) if value and value.isdigit() else 0.0
