"""Every bound of the endpoint reader, in one place."""

from __future__ import annotations

__all__ = [
    "CHUNK_CHARS",
    "CONFIDENCE",
    "CONFIDENCE_UNCORROBORATED",
    "MAX_ANSWER_BYTES",
    "MAX_EVENTS_PER_CHUNK",
    "MAX_QUOTE_CHARS",
    "MAX_RETRY_AFTER_SECONDS",
    "MAX_TRIES",
    "MIN_QUOTE_CHARS",
    "TIMEOUT_SECONDS",
    "WAIT_SECONDS",
]

CHUNK_CHARS = 6_000
"""Characters of the article in one request, cut between sentences (about 1,500 tokens)."""

MAX_ANSWER_BYTES = 1_000_000
"""An answer above this is refused; events of one chunk take a hundredth."""

MAX_EVENTS_PER_CHUNK = 100
"""Events taken from one answer; the rest are counted in a note."""

TIMEOUT_SECONDS = 60.0
"""How long one request may take."""

MAX_TRIES = 4
"""How often a request is sent when the server is busy (429) or fails (5xx)."""

WAIT_SECONDS = (1.0, 4.0, 10.0)
"""Pauses before the second, third and fourth try; a server's Retry-After may lengthen them."""

MAX_RETRY_AFTER_SECONDS = 30.0
"""The longest pause that a server may ask for."""

MIN_QUOTE_CHARS = 12
"""Shorter quotes stand in every text and prove nothing."""

MAX_QUOTE_CHARS = 900
"""A longer quote is no quote of one act; sentences are cut at this length as well."""

CONFIDENCE = 0.6
"""Given to an act whose type a word of the sentence bears out (lists of the lite reader)."""

CONFIDENCE_UNCORROBORATED = 0.35
"""Given to an act that rests on the judgement of the model alone."""
