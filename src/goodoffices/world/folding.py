"""Makes spellings comparable: accents, dots and case go; word endings can go too.

Both sides of a comparison are folded alike, so nothing here needs to be right linguistically;
it only has to keep apart what must stay apart. The endings (``endings.csv``) are a short closed
list per language: enough to see that "Rossii" is "Rossiya" in Cyrillic, and no more.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product

from goodoffices.world.csvtables import read_rows, shipped_tables, words_of

__all__ = [
    "STEMMED_LANGUAGES",
    "fold",
    "has_capital",
    "is_acronym",
    "lemma_key",
    "sound_key",
    "stem_keys",
]

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc`", "'"),
        **dict.fromkeys("\u2010\u2011\u2013\u2014-_\u00b7\u30fb", " "),
        **dict.fromkeys(".\u0640", None),
        "\u0131": "i",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ø": "o",
        "Ø": "o",
        "æ": "ae",
        "Æ": "ae",
        "ə": "a",
        "Ə": "a",
        "\u0649": "\u064a",
    }
)
"""Letters that Unicode decomposition leaves whole, and marks that writers use freely."""

_FROM_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфхыэ", "abvgdeziklmnoprstufhie", strict=True)),
        **dict(zip("іґәғқңөұүһє", "igagknouuhe", strict=True)),
        "ж": "j",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "iu",
        "я": "ia",
        **dict.fromkeys("ъь", None),
    }
)

_SOUNDS = (
    ("zh", "j"),
    ("ye", "e"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("ph", "f"),
    ("kh", "h"),
    ("ou", "u"),
    ("oo", "u"),
    ("dj", "j"),
    ("ck", "k"),
    ("w", "v"),
    ("y", "i"),
)
"""Letters that stand for one sound in the ways Europe writes foreign names."""

MAX_FOLDED = 65536
"""Folded texts kept in memory: all names of the tables and the words of a long text."""

MIN_STEM = 3
"""Letters that must stay when an ending is cut."""

MAX_STEMMED_WORDS = 4
"""Longer names are not looked up in inflected form: the number of cuts grows with each word."""

STEMMED_LANGUAGES = ("ru", "uk", "kk", "de", "tr")

_CUT_AT_APOSTROPHE = frozenset({"tr", "en"})
"""Turkish sets suffixes of proper names apart by an apostrophe, English its possessive."""


@lru_cache(maxsize=MAX_FOLDED)
def fold(text: str) -> str:
    """Return the text without accents, dots, marks of format and case.

    >>> fold("Erdoğan"), fold("U.S."), fold("Guinea-Bissau"), fold("Côte d'Ivoire")
    ('erdogan', 'us', 'guinea bissau', "cote d'ivoire")
    """
    text = text.translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf", "Cc"})
        text = text.translate(_LETTERS)
    return " ".join(text.casefold().split())


def has_capital(text: str) -> bool:
    """Return whether the first letter is a capital, or of a script that has none.

    >>> has_capital("Chad"), has_capital("chad"), has_capital("土耳其")
    (True, False, True)
    """
    first = next((c for c in text if c.isalpha()), "")
    return first != "" and (first.isupper() or first.lower() == first.upper())


def is_acronym(text: str) -> bool:
    """Return whether the text is written in capitals throughout, as "US" or "NATO".

    >>> is_acronym("US"), is_acronym("us"), is_acronym("Cuba")
    (True, False, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def sound_key(name: str) -> str:
    """Return what the spellings of one name share, in Latin or Cyrillic, whoever wrote it down.

    >>> sound_key("Lukaschenko") == sound_key("Lukashenko")
    True
    >>> sound_key("Sassou N'Guesso") == sound_key("Sassou Nguesso")
    True
    >>> sound_key("Жапаров") == sound_key("Japarov")
    True
    """
    key = fold(name).replace("'", "").translate(_FROM_CYRILLIC)
    for written, heard in _SOUNDS:
        key = key.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", key)


@cache
def _endings(language: str, kind: str) -> tuple[str, ...]:
    return tuple(
        ending
        for row in read_rows(shipped_tables(), "endings.csv")
        if (row["language"], row["kind"]) == (language, kind)
        for ending in words_of(row, "endings")
    )


@cache
def _folded_endings(language: str) -> tuple[str, ...]:
    return tuple(sorted({fold(ending) for ending in _endings(language, "case")}))


def lemma_key(text: str, language: str) -> str:
    """Return what stays of a name in dictionary form when its words are inflected.

    >>> lemma_key("Россия", "ru"), lemma_key("Мали", "ru"), lemma_key("Türkiye", "tr")
    ('росси', 'мали', 'turkiye')
    """
    return " ".join(_lemma_stem(word, language) for word in text.split())


def _lemma_stem(word: str, language: str) -> str:
    folded = fold(word)
    if language not in {"ru", "uk"} or is_acronym(word) or len(folded) <= MIN_STEM:
        return folded
    if word.endswith(_endings(language, "adjective_last")) and len(folded) - 2 >= MIN_STEM:
        return folded[:-2]
    if word.endswith(_endings(language, "noun_neuter_last")):
        return folded[:-1]
    if word.endswith(_endings(language, "indeclinable_last")):
        return folded
    return folded[:-1] if word.endswith(_endings(language, "noun_last")) else folded


def stem_keys(text: str, language: str) -> tuple[str, ...]:
    """Return the keys that an inflected form may have; one of them is its ``lemma_key``.

    >>> "росси" in stem_keys("Россией", "ru"), stem_keys("Türkiye'nin", "tr")
    (True, ('turkiye',))
    """
    words = text.split()
    if not 0 < len(words) <= MAX_STEMMED_WORDS:
        return ()
    choices = [_cuts(word, language) for word in words]
    return tuple(dict.fromkeys(" ".join(parts) for parts in product(*choices)))


def _cuts(word: str, language: str) -> list[str]:
    folded = fold(word)
    if language in _CUT_AT_APOSTROPHE and "'" in folded:
        return [folded.split("'")[0] or folded]
    if is_acronym(word):
        return [folded]
    cuts = [
        folded[: -len(ending)]
        for ending in _folded_endings(language)
        if folded.endswith(ending) and len(folded) - len(ending) >= MIN_STEM
    ]
    return [folded, *cuts]
