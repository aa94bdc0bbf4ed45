"""Drop the lines that publishers put around an article: sign-up, follow, copyright."""

from __future__ import annotations

import re
from functools import cache

from goodoffices.reading.lexicon import rows

__all__ = ["drop_boilerplate"]

_MAX_WORDS = 60
_SHORT_WORDS = 14


@cache
def _patterns(place: str) -> re.Pattern[str]:
    cues = [row["pattern"] for row in rows("boilerplate") if row["place"] in {place, "any"}]
    return re.compile("|".join(f"(?:{cue})" for cue in cues), re.IGNORECASE)


def drop_boilerplate(text: str) -> str:
    r"""Return the text without sign-up lines at its end and short notices inside.

    >>> drop_boilerplate("Talks ended.\n\nSign up for our newsletter and follow us on Facebook!")
    'Talks ended.'
    >>> drop_boilerplate("Peru signed up to the pact.")
    'Peru signed up to the pact.'
    """
    lines = text.split("\n")
    while lines and _is_tail(lines[-1]):
        lines.pop()
    kept = (line for line in lines if not _is_notice(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _is_tail(line: str) -> bool:
    if not line.strip():
        return True
    return len(line.split()) <= _MAX_WORDS and bool(_patterns("tail").search(line))


def _is_notice(line: str) -> bool:
    short = 0 < len(line.split()) <= _SHORT_WORDS
    return short and bool(_patterns("line").search(line.strip()))
