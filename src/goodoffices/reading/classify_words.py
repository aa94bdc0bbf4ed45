"""Cut a sentence into stems, mask its names and mark the words that belong to a group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["Item", "irregular_verbs", "items", "stem", "word_groups"]

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*(?:['\u2019][a-z]+)?|\d[\d,.:]*\d|\d|[^\w\s]"
)
_MARKS = frozenset(
    "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{EN DASH}\N{EM DASH}"
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{EURO SIGN}\N{POUND SIGN}"
    ",'\"`()[]-/\\*$"
)
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_APOSTROPHE_SET = frozenset(_APOSTROPHES)
_POSSESSIVE = re.compile(f"[{_APOSTROPHES}]s?$")
_NOT = ("n't", "n\N{RIGHT SINGLE QUOTATION MARK}t")
_SENTENCE_MARKS = frozenset(".:;!?")
_OPENERS = frozenset('."\N{LEFT DOUBLE QUOTATION MARK}')
_SHORT = 3
"""A stem keeps at least so many letters."""
_TITLE_SHARE = 0.6
"""With more capitalised words than this a line is a headline, where capitals name nobody."""
_PIECES_APART = 2
"""Characters between the parts of one name."""


@dataclass(frozen=True, slots=True)
class Item:
    """One word (or a phrase of a group) of a masked sentence, with its place in the text."""

    stem: str
    groups: tuple[str, ...]
    start: int
    end: int
    is_content: bool


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a lower-case word without its ending; verbs and nouns of one root fall together.

    >>> stem("imposed"), stem("imposes"), stem("cancelled"), stem("met"), stem("treaties")
    ('impos', 'impos', 'cancel', 'meet', 'treaty')
    """
    word = _bases().get(word, word)
    if len(word) <= _SHORT or "-" in word:
        return word
    if word.endswith(("ies", "ied")) and len(word) > _SHORT + 1:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
            return _rounded(word[: -len(ending)])
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return _rounded(word)


def _rounded(word: str) -> str:
    if word.endswith("e") and len(word) > _SHORT:
        word = word[:-1]
    if len(word) > _SHORT and word[-1] == word[-2] and word[-1] not in "se":
        word = word[:-1]
    return word


def _table(name: str) -> dict[str, str]:
    text = files("goodoffices.reading").joinpath(f"model/{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition(" = ") for line in text.splitlines() if line[:1] not in {"", "#"})
    return {name: words for name, _, words in lines}


@cache
def irregular_verbs() -> dict[str, tuple[str, ...]]:
    """Return past, participle and, where they are odd, -ing form and third person by verb.

    >>> irregular_verbs()["withdraw"]
    ('withdrew', 'withdrawn')
    """
    return {base: tuple(forms.split()) for base, forms in _table("irregular").items()}


@cache
def _bases() -> dict[str, str]:
    return {form: base for base, forms in irregular_verbs().items() for form in forms}


@cache
def _little(kind: str) -> frozenset[str]:
    return frozenset(_table("little_words")[kind].split())


@cache
def word_groups() -> dict[str, tuple[str, ...]]:
    """Return the groups of each stem or phrase of stems of ``model/words.txt``.

    >>> word_groups()["embargo"]
    ('SANCTION',)
    """
    found: dict[str, list[str]] = {}
    for name, words in _table("words").items():
        for phrase in words.split(" | "):
            key = " ".join(stem(word) for word in phrase.replace("'", " ").split())
            if name not in found.setdefault(key, []):
                found[key].append(name)
    return {key: tuple(names) for key, names in found.items()}


def items(text: str) -> list[Item]:
    """Return the words of a text as stems; names become ``¤``, numbers ``#``, fillers go.

    >>> [item.stem for item in items("On Monday Peru has lifted the embargo on 12 Cuban firms.")]
    ['on', '¤', 'has', 'lift', 'embargo', 'on', '#', '¤', 'firm', '.']
    """
    raw = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    n_capital = sum(word[:1].isupper() for word, _, _ in raw)
    is_title = n_capital > _TITLE_SHARE * sum(word[:1].isalpha() for word, _, _ in raw)
    words: list[tuple[str, int, int]] = []
    is_first = True
    for word, start, end in raw:
        key = _normal(word, is_first=is_first or is_title)
        is_first = word in _OPENERS or (is_first and not word[:1].isalnum())
        if not key:
            continue
        if key == "¤" and words and words[-1][0] == "¤" and start - words[-1][2] <= _PIECES_APART:
            words[-1] = ("¤", words[-1][1], end)
            continue
        words.append((key, start, end))
    return _grouped(words)


def _normal(word: str, *, is_first: bool) -> str:
    """Return the key of a word: a stem, a little word, ``not``, ``#``, ``¤`` or nothing."""
    lower = word.lower()
    if not word[0].isalnum():
        return "" if word in _MARKS else lower
    if word[0].isdigit():
        return "#"
    if lower[-1] in _APOSTROPHE_SET or lower[-2:-1] in _APOSTROPHE_SET:
        lower = _POSSESSIVE.sub("", lower)
    if lower in _little("NEGATION") or lower.endswith(_NOT):
        return "not"
    if lower in _little("FUNCTION") or word == "may":
        return lower
    if lower in _little("SKIPPED"):
        return ""
    key = stem(lower)
    return "¤" if word[0].isupper() and _is_name(word, key, is_first=is_first) else key


def _is_name(word: str, key: str, *, is_first: bool) -> bool:
    """Tell whether a capitalised word names somebody."""
    if len(word) > 1 and (word.isupper() or "." in word) and not is_first:
        return True
    return key not in word_groups() and not (is_first and key in _common())


@cache
def _common() -> frozenset[str]:
    """Return the single stems of all groups: capitalised, they are still no names."""
    return frozenset(part for key in word_groups() for part in key.split())


@cache
def _longest() -> dict[str, int]:
    """Return, for each first stem of a phrase of a group, how many words its longest has."""
    found: dict[str, int] = {}
    for phrase in word_groups():
        words = phrase.split()
        found[words[0]] = max(found.get(words[0], 1), len(words))
    return found


def _grouped(words: list[tuple[str, int, int]]) -> list[Item]:
    table, longest, little = word_groups(), _longest(), _little("FUNCTION")
    found: list[Item] = []
    at = 0
    while at < len(words):
        key = words[at][0]
        size = min(longest.get(key, 1), len(words) - at)
        while size > 1 and " ".join(word for word, _, _ in words[at : at + size]) not in table:
            size -= 1
        if size > 1:
            key = " ".join(word for word, _, _ in words[at : at + size])
        groups = table.get(key, ())
        is_content = bool(groups) or not (key in _SENTENCE_MARKS or key in little)
        found.append(Item(key, groups, words[at][1], words[at + size - 1][2], is_content))
        at += size
    return found
