"""How the reasons of a ranking are worded: names with their article, days and lists in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.records import Event

__all__ = ["and_list", "day_words", "sentence", "when_words", "with_article"]

_FIRST_WORDS = frozenset(
    ("United", "Central", "Dominican", "Republic", "Holy", "DR", "Marshall", "Solomon", "Soviet")
)
_WHOLE_NAMES = frozenset(
    ("Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Comoros", "Czech Republic")
)
"""Names of states that take the definite article in a sentence, by first word or as a whole."""


def with_article(name: str, *, is_organisation: bool = False) -> str:
    """Return a name as it stands in the middle of a sentence.

    >>> with_article("United States"), with_article("Kazakhstan")
    ('the United States', 'Kazakhstan')
    >>> with_article("African Union", is_organisation=True)
    'the African Union'
    """
    first = name.split(" ", maxsplit=1)[0]
    if first == "The":
        return f"the{name[3:]}"
    is_acronym = is_organisation and first.isupper() and first.isalpha()
    takes_it = is_organisation and not is_acronym
    return f"the {name}" if takes_it or first in _FIRST_WORDS or name in _WHOLE_NAMES else name


def sentence(text: str) -> str:
    """Return a text with a capital in front and one full stop behind.

    >>> sentence("the United States offered to mediate")
    'The United States offered to mediate.'
    """
    plain = " ".join(text.split()).rstrip(".;, ")
    return f"{plain[:1].upper()}{plain[1:]}."


def and_list(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    >>> and_list(["A"]), and_list(["A", "B"]), and_list(["A", "B", "C"])
    ('A', 'A and B', 'A, B and C')
    """
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def day_words(day: dt.date) -> str:
    """Return a day as people write it.

    >>> import datetime as dt
    >>> day_words(dt.date(2016, 7, 5))
    '5 July 2016'
    """
    return f"{day.day} {day:%B %Y}"


def when_words(event: Event) -> str:
    """Return the time of an event as exactly as it is known: a day, a month or a year.

    An undated one is told by the day on which it became known.
    """
    if event.start is None or event.precision == "unknown":
        return f"by {day_words(event.known_at)}"
    if event.precision == "month":
        return f"in {event.start:%B %Y}"
    if event.precision == "year":
        return f"in {event.start:%Y}"
    return f"on {day_words(event.start)}"
