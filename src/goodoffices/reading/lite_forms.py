"""Inflected forms of names: Russian forms written out with their cases, Turkish suffixes read.

Russian paradigms are the regular ones of school grammar; what is irregular is not found.
"""

# ruff: noqa: RUF001, RUF002 - letters of other alphabets and typographic signs are its matter

from __future__ import annotations

import re
from functools import cache

__all__ = [
    "adjective_forms",
    "cyrillic_key",
    "latin_key",
    "russian_forms",
    "surname_cases",
    "turkish_case",
]

_SIBILANTS = "гкхжшщч"
_NOUN_ENDINGS = {
    "ия": (("ия", "n"), ("ии", "gdl"), ("ию", "a"), ("ией", "i")),
    "ея": (("ея", "n"), ("еи", "g"), ("ее", "dl"), ("ею", "a"), ("еей", "i")),
    "а": (("а", "n"), ("ы", "g"), ("е", "dl"), ("у", "a"), ("ой", "i"), ("ей", "i")),
    "я": (("я", "n"), ("и", "g"), ("е", "dl"), ("ю", "a"), ("ей", "i")),
    "ь": (("ь", "na"), ("и", "gdl"), ("я", "g"), ("ю", "d"), ("ем", "i"), ("ём", "i"),
          ("ью", "i"), ("е", "l")),
    "й": (("й", "na"), ("я", "g"), ("ю", "d"), ("ем", "i"), ("е", "l")),
    "ы": (("ы", "na"), ("", "g"), ("ам", "d"), ("ами", "i"), ("ах", "l"), ("ов", "ga")),
    "": (("", "na"), ("а", "g"), ("у", "d"), ("ом", "i"), ("е", "l")),
}  # fmt: skip
_PLURAL_PEOPLE = {
    "е": (("е", "n"), ("", "ga"), ("ам", "d"), ("ами", "i"), ("ах", "l")),
    "ы": (("ы", "n"), ("ов", "ga"), ("", "ga"), ("ам", "d"), ("ами", "i")),
    "и": (("и", "n"), ("ов", "ga"), ("ей", "ga"), ("", "ga"), ("ам", "d"), ("ами", "i")),
}
_ADJECTIVE = (
    ("{y}й", "na"), ("{o}го", "ga"), ("{o}му", "d"), ("{y}м", "id"), ("{o}м", "l"), ("ая", "n"),
    ("{o}й", "gdil"), ("ую", "a"), ("{o}е", "na"), ("{y}е", "na"), ("{y}х", "gal"), ("{y}ми", "i"),
)  # fmt: skip
_MIN_DECLINED = 3


@cache
def russian_forms(text: str, form: str) -> tuple[tuple[str, str], ...]:
    """Return the forms of a name with the letters of its cases (n, g, d, a, i, l).

    >>> dict(russian_forms("Россия", "name"))["Россией"]
    'i'
    >>> "Российской Федерацией" in dict(russian_forms("Российская Федерация", "long_name"))
    True
    """
    words = text.split()
    heads = [n for n, word in enumerate(words) if not _is_adjective(word)]
    last = heads[0] if heads else len(words) - 1
    found: dict[str, str] = {"": "ngdail"}
    for n, word in enumerate(words):
        forms = _declined(word, form) if n <= last else ((word, "ngdail"),)
        found = {
            f"{left} {right}".strip(): shared
            for left, cases in found.items()
            for right, own in forms
            if (shared := "".join(case for case in cases if case in own))
        }
    return tuple(found.items())


def _is_adjective(word: str) -> bool:
    return word.endswith(("ий", "ый", "ой", "ая", "яя", "ое", "ие", "ые")) and len(word) > 5  # noqa: PLR2004 - "Китай", "Корея" are shorter or end otherwise


def _declined(word: str, form: str) -> tuple[tuple[str, str], ...]:
    if len(word) < _MIN_DECLINED or word.isupper() or not _is_cyrillic(word):
        return ((word, "ngdail"),)
    if _is_adjective(word):
        stem, y = word[:-2], "и" if word[-2] == "и" or word[-3] in _SIBILANTS else "ы"
        return tuple((stem + ending.format(y=y, o="о"), case) for ending, case in _ADJECTIVE)
    if form == "demonym" and word[-1] in _PLURAL_PEOPLE:
        return tuple((word[:-1] + end, case) for end, case in _PLURAL_PEOPLE[word[-1]])
    for last in ("ия", "ея", "а", "я", "ь", "й", "ы"):
        if word.endswith(last):
            return _noun(word.removesuffix(last), last)
    return ((word, "ngdail"),) if word[-1] in "еиоуэю" else _noun(word, "")


def _noun(stem: str, last: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (stem + ("и" if end == "ы" and stem[-1:] in _SIBILANTS else end), case)
        for end, case in _NOUN_ENDINGS[last]
    )


def _is_cyrillic(word: str) -> bool:
    return any("а" <= sign <= "я" or sign == "ё" for sign in word.lower())


def adjective_forms(word: str, language: str) -> tuple[str, ...]:
    """Return the four forms of a French or Spanish adjective of a nation.

    >>> adjective_forms("algérien", "fr")
    ('algérien', 'algériens', 'algérienne', 'algériennes')
    >>> adjective_forms("francés", "es"), adjective_forms("marroquí", "es")
    (('francés', 'franceses', 'francesa', 'francesas'), ('marroquí', 'marroquíes'))
    """
    if language == "fr":
        if word.endswith("e"):
            return (word, f"{word}s")
        double = {"en": "ne", "ec": "que"}.get(word[-2:], "e")
        feminine = word.removesuffix("c") + double if double == "que" else word + double
        plural = word if word.endswith("s") else f"{word}s"
        return tuple(dict.fromkeys((word, plural, feminine, f"{feminine}s")))
    if language != "es":
        return (word,)
    if word.endswith("o"):
        return (word, f"{word}s", f"{word[:-1]}a", f"{word[:-1]}as")
    if word.endswith("és"):
        stem = f"{word[:-2]}es"
        return (word, f"{stem}es", f"{stem}a", f"{stem}as")
    return (word, f"{word}es") if word.endswith("í") else (word, f"{word}s")


_SURNAME = (("ым", "i"), ("ом", "i"), ("ем", "i"), ("ой", "gdi"), ("а", "gan"), ("у", "d"),
            ("е", "dl"), ("я", "ga"), ("ю", "d"), ("и", "g"), ("ы", "g"))  # fmt: skip


def surname_cases(word: str) -> tuple[tuple[str, str], ...]:
    """Return what a family name may be without its ending, with the cases that this means.

    >>> surname_cases("Путиным")[1]
    ('Путин', 'i')
    """
    cut = ((word.removesuffix(end), case) for end, case in _SURNAME if word.endswith(end))
    return ((word, "n"), *cut)


_TO_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s",
    "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
})  # fmt: skip
_SAME = (("zh", "j"), ("kh", "h"), ("shch", "s"), ("sh", "s"), ("ch", "c"), ("ts", "c"), ("y", "i"),
         ("ii", "i"), ("ie", "e"), ("w", "v"), ("dj", "j"), ("ck", "k"), ("q", "k"))  # fmt: skip


def latin_key(name: str) -> str:
    """Return what stays of a name, in Latin letters without accents, across transliterations.

    >>> latin_key("tokayev") == cyrillic_key("Токаев")
    True
    """
    key = name.casefold()
    for written, plain in _SAME:
        key = key.replace(written, plain)
    return re.sub(r"(.)\1", r"\1", key)


def cyrillic_key(name: str) -> str:
    """Return the same key from Cyrillic letters.

    >>> cyrillic_key("Давутоглу") == latin_key("davutoglu")
    True
    """
    return latin_key(name.casefold().translate(_TO_LATIN))


_TURKISH = (
    (re.compile(r"(?:n[ıiuü]n|[ıiuü]n)$"), "g"),
    (re.compile(r"[dt][ae]n$"), "b"),
    (re.compile(r"[dt][ae](?:ki)?$"), "l"),
    (re.compile(r"l[ae]$"), "i"),
    (re.compile(r"[yn]?[ae]$"), "d"),
    (re.compile(r"[yn]?[ıiuü]$"), "a"),
)
_AFTER_NAME = re.compile(r"['’]([a-zçğıöşü]{1,6})")
_NEXT_WORDS = re.compile(r"(?:\s+[^\W\d_]+){1,4}")
_OF_NOUN = (
    (re.compile(r"[ıiuü]n[ıiuü]n$|[ae]r[ıiuü]n$"), "g"),
    (re.compile(r"[ıiuü]yl[ae]$|[ae]rl[ae]$"), "i"),
    (re.compile(r"[ıiuü]n[dt][ae]n$"), "b"),
    (re.compile(r"[ıiuü]n[dt][ae]$"), "l"),
    (re.compile(r"[ıiuü]n[ae]$"), "d"),
    (re.compile(r"[ıiuü]n[ıiuü]$"), "a"),
)


def turkish_case(text: str, end: int, stop: int) -> str:
    """Return the case that a Turkish name, or the noun that it qualifies, stands in; "" for none.

    >>> text = "Rusya, Türkiye'yi suçladı"
    >>> turkish_case(text, 5, len(text)), turkish_case(text, 14, len(text))
    ('', 'a')
    >>> turkish_case("Rus uçağını düşürdü", 3, 12)
    'a'
    """
    suffix = _AFTER_NAME.match(text, end)
    if suffix:
        return next((case for shape, case in _TURKISH if shape.search(suffix[1])), "")
    following = _NEXT_WORDS.match(text, end, max(end, stop))
    for word in following[0].split() if following else ():
        for shape, case in _OF_NOUN:
            if shape.search(word):
                return case
    return ""
