"""Makes spellings comparable: accents, dots and case go; word endings can go too.

Both sides of a comparison are folded the same way, so nothing here needs to be right linguistically;
it only has to keep apart what must stay apart. The endings are a short closed list per language:
enough to see that "России" is "Россия", and no more.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product

__all__ = [
    "ENDINGS",
    "STEMMED_LANGUAGES",
    "fold",
    "has_capital",
    "is_acronym",
    "lemma_key",
    "stem_keys",
]

_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": " ", "‑": " ", "–": " ", "—": " ", "-": " ",  # noqa: RUF001
        "_": " ", ".": None, "·": " ", "・": " ", "ـ": None, "ى": "ي", "ə": "a", "Ə": "a",
    }
)  # fmt: skip
"""Letters that Unicode decomposition leaves whole, and marks that writers use freely."""

_CYRILLIC = (
    "иями ями ами ого его ому ему ыми ими ией ою ею ью ию ая яя ую юю ое ее ые ие ых их ым им ый ий"
    " ой ей ах ях ам ям ом ем ов ев а я ы и у ю е о ь й".split()
)

ENDINGS: dict[str, tuple[str, ...]] = {
    "ru": tuple(_CYRILLIC),
    "uk": (*_CYRILLIC, *"ої ій їй ім їм іх їх єю єм ів їв єю ї і є".split()),
    "kk": tuple(
        "ның нің дың дің тың тің мен бен пен дан ден тан тен нан нен ға ге қа ке на не ны ні ды ді"
        " ты ті да де та те лық лік дық дік тық тік".split()
    ),
    "de": ("e", "en", "er", "es", "em", "s"),
    "tr": (),
}
"""Case endings by language. The lists are ours: common endings of the school grammar, not all."""

ADJECTIVE_LAST = ("ый", "ий", "ые", "ие", "ая", "ое")
"""Last letters of Cyrillic words in dictionary form of which two are an ending."""

INDECLINABLE_LAST = frozenset("иоуеэі")
"""Cyrillic names that end so ("Мали", "Чили", "Перу", "Конго") do not take endings."""

NOUN_LAST = frozenset("аяьйыєї")
"""Last letters of Cyrillic words in dictionary form of which one is an ending."""

MIN_STEM = 3
"""Letters that must stay when an ending is cut."""

MAX_STEMMED_WORDS = 4
"""Longer names are not looked up in inflected form: the number of cuts grows with each word."""

STEMMED_LANGUAGES = ("ru", "uk", "kk", "de", "tr")

_CUT_AT_APOSTROPHE = frozenset({"tr", "en"})
"""Turkish sets suffixes of proper names apart by an apostrophe, English its possessive."""


def fold(text: str) -> str:
    """Return the text without accents, dots, marks of format and case.

    >>> fold("Erdoğan"), fold("U.S."), fold("Guinea-Bissau"), fold("Côte d’Ivoire")
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
    """Return whether the text is written in capitals throughout, as "US" or "НАТО".

    >>> is_acronym("US"), is_acronym("us"), is_acronym("Cuba")
    (True, False, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


@cache
def _folded_endings(language: str) -> tuple[str, ...]:
    return tuple(sorted({fold(ending) for ending in ENDINGS[language]}))


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
    if word[-1] in INDECLINABLE_LAST and not word.endswith(ADJECTIVE_LAST):
        return folded
    if word.endswith(ADJECTIVE_LAST) and len(folded) - 2 >= MIN_STEM:
        return folded[:-2]
    return folded[:-1] if word[-1] in NOUN_LAST else folded


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
