"""How the brief writes days, spans, lists and sentences."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from goodoffices.relations.acts import act_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from goodoffices.records import Event
    from goodoffices.relations.daily import PairTone
    from goodoffices.relations.network import Tie

__all__ = [
    "and_list",
    "clean",
    "count",
    "day_words",
    "doubt_words",
    "first_upper",
    "full_stop",
    "short_day",
    "signed",
    "span_words",
    "table_day",
    "tie_words",
    "tone_words",
    "when_words",
]

_CONTROLS = frozenset({"Cc", "Zl", "Zp"})
_UNSEEN = frozenset({"Cf", "Cs", "Co"})
_JOINERS = frozenset({"\u200c", "\u200d"})
_DAYS_OF_WEEKS = 14
_DAYS_OF_MONTHS = 60
_DAYS_OF_YEARS = 730


def day_words(day: dt.date) -> str:
    """Return a day as people write it.

    >>> import datetime as dt
    >>> day_words(dt.date(2016, 7, 5))
    '5 July 2016'
    """
    return f"{day.day} {day:%B %Y}"


def short_day(day: dt.date) -> str:
    """Return a day in few letters.

    >>> import datetime as dt
    >>> short_day(dt.date(2016, 7, 5))
    '5 Jul 2016'
    """
    return f"{day.day} {day:%b %Y}"


def table_day(day: dt.date) -> str:
    """Return a day in few letters that no line break tears apart.

    >>> import datetime as dt
    >>> table_day(dt.date(2016, 7, 5)) == "5\u00a0Jul\u00a02016"
    True
    """
    return short_day(day).replace(" ", "\u00a0")


def signed(value: float | None) -> str:
    """Return a number with its sign; what is not known says so, and is never 0.

    >>> signed(2.44), signed(-0.01), signed(None)
    ('+2.4', '0.0', 'not known')
    """
    if value is None:
        return "not known"
    told = f"{value:+.1f}"
    return "0.0" if told in ("+0.0", "-0.0") else told


def tone_words(tone: PairTone | None) -> str:
    """Return a tone with its interval, or that it is not known."""
    if tone is None:
        return "not known"
    return f"{signed(tone.value)} [{signed(tone.low)}, {signed(tone.high)}]"


def tie_words(tie: Tie) -> str:
    """Return the tone of a tie with its interval."""
    return f"{signed(tie.tone)} [{signed(tie.tone_low)}, {signed(tie.tone_high)}]"


def first_upper(text: str) -> str:
    """Return a text that begins with a capital letter, the rest as it is.

    >>> first_upper("visits of ministers")
    'Visits of ministers'
    """
    return text[:1].upper() + text[1:]


def doubt_words(tie: Tie, *, is_sure: bool = True) -> str:
    """Return why a tie is told neither as warm nor as cold, "" where it is.

    ``is_sure`` says whether enough acts stand behind it.
    """
    low, high = tie.tone_low or 0.0, tie.tone_high or 0.0
    if low <= 0.0 <= high:
        return "may be warm or cold"
    if 0.0 < low <= tie.warm_above:
        return "not surely warm"
    return "" if is_sure else "too few acts to be sure"


def when_words(event: Event) -> str:
    """Return the time of an event as exactly as it is known, in few letters."""
    if event.start is None or event.precision == "unknown":
        day = act_day(event)
        return f"by {short_day(day)}" if day else "undated"
    if event.precision == "month":
        return f"{event.start:%b %Y}"
    if event.precision == "year":
        return f"{event.start:%Y}"
    return short_day(event.start)


def span_words(n_days: int) -> str:
    """Return a length of time in the unit that suits it.

    >>> span_words(1), span_words(20), span_words(95), span_words(800)
    ('1 day', '2 weeks', '3 months', '2 years')
    """
    if n_days < _DAYS_OF_WEEKS:
        return count(n_days, "day")
    if n_days < _DAYS_OF_MONTHS:
        return count(n_days // 7, "week")
    if n_days < _DAYS_OF_YEARS:
        return count(round(n_days / 30.4), "month")
    return count(round(n_days / 365.25), "year")


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "measure"), count(3, "measure")
    ('1 measure', '3 measures')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def and_list(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    >>> and_list(["A"]), and_list(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    if len(words) < 2:  # noqa: PLR2004 - one word needs no joint
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def full_stop(text: str) -> str:
    """Return a text that ends like a sentence.

    >>> full_stop("Talks go on "), full_stop("Do they?")
    ('Talks go on.', 'Do they?')
    """
    plain = " ".join(text.split())
    return plain if plain.endswith((".", "!", "?")) else f"{plain}."


def clean(text: str) -> str:
    r"""Return a text without letters that steer a terminal or turn the order of reading.

    Controls become blanks; marks of direction and other unseen format letters go. Joiners stay,
    since Persian and Indic writing need them.

    >>> clean("red \x1b[31m" + chr(0x202E) + "alert")
    'red  [31malert'
    """
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(letter) in _CONTROLS else letter
        for letter in text
        if letter in _JOINERS or unicodedata.category(letter) not in _UNSEEN
    )
